"""Tells peers of new blocks. Mirrors UpdatedBlockTip and the announcements of SendMessages. Source: BIP 130."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from dashcore.chain.events import ChainEvents
from dashcore.net.messages.headers import encode_headers, encode_headers2
from dashcore.net.messages.inventory import Inv, encode_inventory
from dashcore.net.protocol import MAX_INV_SIZE, InvType
from dashcore.node.net_processing.headers_sync import MAX_BLOCKS_TO_ANNOUNCE
from dashcore.node.net_processing.subprotocol import Subprotocol
from dashcore.util.hashes import display_hash

if TYPE_CHECKING:
    from dashcore.chain.blockindex import BlockIndex
    from dashcore.node.net_processing.compact_blocks import CompactBlocks
    from dashcore.node.net_processing.peer import Peer
    from dashcore.node.net_processing.sync_context import SyncContext
    from dashcore.node.net_processing.sync_state import SyncPeer

_log_net = logging.getLogger("dash.net")


class BlockAnnouncements(Subprotocol, ChainEvents):
    """Announces by compact block, headers or hash, as each peer likes it and as it connects to what the peer has.

    Threads: the message thread; chain events from any, with cs_main held.
    """

    def __init__(self, context: SyncContext, compact: CompactBlocks) -> None:
        self._context = context
        self._compact = compact

    def updated_tip(self, new: BlockIndex, fork: BlockIndex | None, *, initial_download: bool) -> None:
        """Queue what is new in the active chain."""
        if initial_download:
            return
        blocks: list[BlockIndex] = []
        walk: BlockIndex | None = new
        while walk is not None and walk is not fork and len(blocks) < MAX_BLOCKS_TO_ANNOUNCE:
            blocks.append(walk)
            walk = walk.prev
        blocks.reverse()
        for state in self._context.state:
            state.to_announce.extend(blocks)
            del state.to_announce[: -MAX_BLOCKS_TO_ANNOUNCE - 1]  # as good as any longer list
        self._context.network.wake()

    def send(self, peer: Peer, now_us: int) -> None:
        """Tell the peer."""
        del now_us
        context = self._context
        state = context.state.find(peer.id)
        if state is None or not (state.to_announce or state.inv_to_send):
            return
        with context.cs_main:
            blocks = state.to_announce
            state.to_announce = []
            if blocks:
                context.state.note_known(state)
                if not self._announce_headers(state, blocks):
                    self._announce_hash(state, blocks[-1])
            hashes = state.inv_to_send
            state.inv_to_send = []
        for start in range(0, len(hashes), MAX_INV_SIZE):
            entries = [Inv(InvType.BLOCK, each) for each in hashes[start : start + MAX_INV_SIZE]]
            peer.send("inv", encode_inventory(entries))

    def _announce_headers(self, state: SyncPeer, blocks: list[BlockIndex]) -> bool:
        """Send headers, or a compact block; False where a hash has to do. cs_main is held."""
        wants_headers = state.wants_headers or state.wants_headers2
        if len(blocks) > MAX_BLOCKS_TO_ANNOUNCE or not (wants_headers or (state.wants_compact and len(blocks) == 1)):
            return False
        news = self._find_news(state, blocks)
        if news is None:
            return False
        if not news:
            return True
        peer = state.peer
        last = news[-1]
        if len(news) == 1 and state.wants_compact:
            _log_net.debug("SendMessages sending header-and-ids %s to peer=%d", display_hash(last.hash), peer.id)
            peer.send("cmpctblock", self._compact.payload_of(last))
        elif state.wants_headers2:
            peer.send("headers2", encode_headers2([index.header for index in news]))
        elif state.wants_headers:
            if len(news) > 1:
                _log_net.debug(
                    "SendMessages: %u headers, range (%s, %s), to peer=%d",
                    len(news),
                    display_hash(news[0].hash),
                    display_hash(last.hash),
                    peer.id,
                )
            else:
                _log_net.debug("SendMessages: sending header %s to peer=%d", display_hash(last.hash), peer.id)
            peer.send("headers", encode_headers([index.header for index in news]))
        else:
            return False
        state.best_header_sent = last
        return True

    def _find_news(self, state: SyncPeer, blocks: list[BlockIndex]) -> list[BlockIndex] | None:
        """Return those from the first the peer has not; None where they would not connect to what it has."""
        active = self._context.chainman.active
        devnet_genesis = self._context.params.consensus.devnet_genesis_hash
        news: list[BlockIndex] = []
        before: BlockIndex | None = None
        for index in blocks:
            if index not in active or (before is not None and index.prev is not before):
                return None
            before = index
            prev = index.prev
            if news:
                news.append(index)
            elif state.has_header(index):
                continue
            elif prev is None or state.has_header(prev) or prev.hash == devnet_genesis:
                news.append(index)  # everybody has a devnet's first block, though nobody ever sends it
            else:
                return None
        return news

    def _announce_hash(self, state: SyncPeer, index: BlockIndex) -> None:
        """Tell of the tip by its hash. cs_main is held."""
        active = self._context.chainman.active
        shown = display_hash(index.hash)
        if index not in active and active.tip is not None:
            _log_net.debug("Announcing block %s not on main chain (tip=%s)", shown, display_hash(active.tip.hash))
        if not state.has_header(index):
            state.inv_to_send.append(index.hash)
            _log_net.debug("SendMessages: sending inv peer=%d hash=%s", state.peer.id, shown)
