"""Asks peers for blocks and hands them to the chain. Mirrors those parts of net_processing.cpp."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashcore.chain.blockindex import VALID_CHAIN, VALID_TREE, BlockIndex
from dashcore.chain.errors import FatalChainError
from dashcore.chain.events import ChainEvents
from dashcore.consensus.validation import InvalidBlockError
from dashcore.net.messages.inventory import Inv, encode_inventory
from dashcore.net.protocol import InvType
from dashcore.node.net_processing.subprotocol import Handler, Subprotocol
from dashcore.node.net_processing.sync_state import MAX_BLOCKS_IN_FLIGHT, NOBODY
from dashcore.primitives.block import Block
from dashcore.util.hashes import display_hash

if TYPE_CHECKING:
    from dashcore.node.net_processing.peer import Peer
    from dashcore.node.net_processing.sync_context import SyncContext
    from dashcore.node.net_processing.sync_state import SyncPeer

_log = logging.getLogger("dash")
_log_net = logging.getLogger("dash.net")

_STALLING_TIMEOUT_S: Final = 2
_MAX_STALLING_TIMEOUT_S: Final = 64
_TIMEOUT_BASE: Final = 1.0  # blocks' time
_TIMEOUT_PER_PEER: Final = 0.5  # likewise, for each other peer blocks are asked of: the line is shared
_US: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncStats:
    """What getpeerinfo tells of a peer's chain.

    Args (constructor):
        synced_headers: height of the best block it is known to have; -1: none.
        synced_blocks: height of the last block both have; -1: not known.
        inflight: heights of the blocks asked of it.
    """

    synced_headers: int
    synced_blocks: int
    inflight: tuple[int, ...]


class BlockDownload(Subprotocol, ChainEvents):
    """Keeps blocks coming, from several peers at once.

    Attributes:
        on_valid_block: called with a peer that sent the best block, cs_main held.

    Threads: the message thread; chain events from any, `stats` and `fetch` too.
    """

    def __init__(self, context: SyncContext) -> None:
        self._context = context
        self._stalling_timeout_s = _STALLING_TIMEOUT_S  # guarded by: cs_main
        self.on_valid_block: Callable[[Peer], None] = lambda _peer: None

    def handlers(self) -> Mapping[str, Handler]:
        """Return what handles blocks."""
        return {"block": self._handle_block}

    def stats(self, peer: Peer) -> SyncStats:
        """Return what is known of a peer's chain."""
        context = self._context
        with context.cs_main:
            state = context.state.find(peer.id)
            if state is None:
                return SyncStats(synced_headers=-1, synced_blocks=-1, inflight=())
            return SyncStats(
                synced_headers=state.best_known.height if state.best_known is not None else -1,
                synced_blocks=state.last_common.height if state.last_common is not None else -1,
                inflight=tuple(request.index.height for request in state.in_flight.values()),
            )

    # Blocks that came

    def _handle_block(self, peer: Peer, payload: bytes) -> None:
        context = self._context
        if context.is_importing:
            _log_net.debug("Unexpected block message received from peer %d", peer.id)
            return
        block = Block.deserialize(payload)
        _log_net.debug("received block %s peer=%d", display_hash(block.hash), peer.id)
        with context.cs_main:
            is_requested = context.state.is_requested(block.hash)
            context.state.forget_request(block.hash)
            context.state.note_source(block.hash, peer, may_punish=True)
        self.process(peer, block, force=is_requested)

    def process(self, peer: Peer, block: Block, *, force: bool) -> None:
        """Hand a block to the chain. cs_main must not be held. Source: C++ ProcessBlock.

        Args:
            force: it was asked for: store it even if it promises nothing.
        """
        context = self._context
        is_new = False
        try:
            is_new = context.chainman.process_new_block(block, force=force)
        except InvalidBlockError:
            pass  # `block_checked` told whose fault it is
        except FatalChainError:
            return  # the node is stopping
        if is_new:
            peer.connection.last_block_at = context.clock.now()
        else:
            with context.cs_main:
                context.state.take_source(block.hash)

    # Chain events

    def block_checked(self, block: Block, error: InvalidBlockError | None) -> None:
        """Judge who sent it."""
        context = self._context
        source = context.state.take_source(block.hash)
        if source is None:
            return
        peer_id, may_punish = source
        state = context.state.find(peer_id)
        if state is None:
            return
        if error is not None:
            context.punish_for_block(state.peer, error, via_compact=not may_punish)
        elif (
            len(context.state.in_flight) == context.state.is_requested(block.hash)  # nothing better is on its way
            and not context.chainman.is_initial_download()
        ):
            self.on_valid_block(state.peer)

    def block_connected(self, block: Block, index: BlockIndex) -> None:
        """Note that there is progress."""
        del block, index
        self._context.state.last_tip_update = self._context.clock.now()
        timeout = self._stalling_timeout_s
        if timeout != _STALLING_TIMEOUT_S:
            self._stalling_timeout_s = max(int(timeout * 0.85), _STALLING_TIMEOUT_S)
            _log_net.debug("Decreased stalling timeout to %d seconds", self._stalling_timeout_s)

    # Asking

    def send(self, peer: Peer, now_us: int) -> None:
        """End a peer that is too slow; ask for the next blocks."""
        context = self._context
        with context.cs_main:
            state = context.state.find(peer.id)
            if state is None or self._is_too_slow(state, now_us):
                return
            if self._may_ask(state):
                self._ask(state, now_us)

    def _is_too_slow(self, state: SyncPeer, now_us: int) -> bool:
        """End a peer that keeps others waiting, or that does not send what it was asked for."""
        context = self._context
        connection = state.peer.connection
        timeout = self._stalling_timeout_s
        if state.stalling_since_us and state.stalling_since_us < now_us - timeout * _US:
            _log.info(
                "Peer=%d%s is stalling block download, disconnecting", connection.id, context.shown_address(connection)
            )
            connection.close()
            # Should the line be the reason, the next peer shall not fall as well.
            self._stalling_timeout_s = min(2 * timeout, _MAX_STALLING_TIMEOUT_S)
            if self._stalling_timeout_s != timeout:
                _log_net.debug("Increased stalling timeout temporarily to %d seconds", self._stalling_timeout_s)
            return True
        if not state.in_flight:
            return False
        others = context.state.downloading_from - 1
        allowed_us = context.spacing * (_TIMEOUT_BASE + _TIMEOUT_PER_PEER * others) * _US
        if now_us <= state.downloading_since_us + allowed_us:
            return False
        _log.info(
            "Timeout downloading block %s from peer=%d%s, disconnecting",
            display_hash(next(iter(state.in_flight))),
            connection.id,
            context.shown_address(connection),
        )
        connection.close()
        return True

    def _may_ask(self, state: SyncPeer) -> bool:
        if not state.can_serve_blocks or len(state.in_flight) >= MAX_BLOCKS_IN_FLIGHT:
            return False
        context = self._context
        is_source = context.may_sync_from(state) and not state.is_limited
        return is_source or not context.chainman.is_initial_download()

    def _ask(self, state: SyncPeer, now_us: int) -> None:
        context = self._context
        blocks, staller_id = context.state.next_blocks(state, MAX_BLOCKS_IN_FLIGHT - len(state.in_flight))
        for index in blocks:
            context.state.request(state, index)
            _log_net.debug("Requesting block %s (%d) peer=%d", display_hash(index.hash), index.height, state.peer.id)
        if blocks:
            self._send_getdata(state.peer, blocks)
        if not state.in_flight and staller_id != NOBODY:
            staller = context.state.find(staller_id)
            if staller is not None and not staller.stalling_since_us:
                staller.stalling_since_us = now_us
                _log_net.debug("Stall started peer=%d", staller_id)

    @staticmethod
    def _send_getdata(peer: Peer, blocks: list[BlockIndex], kind: InvType = InvType.BLOCK) -> None:
        peer.send("getdata", encode_inventory([Inv(kind, index.hash) for index in blocks]))

    def fetch_directly(self, state: SyncPeer, last: BlockIndex) -> None:
        """Ask a peer at once for the blocks up to one whose header it sent. cs_main is held.

        Only where we are nearly in sync, and the block's chain has at least the work of ours.
        Source: C++ HeadersDirectFetchBlocks.
        """
        context = self._context
        active = context.chainman.active
        if not (context.can_direct_fetch() and last.is_valid(VALID_TREE) and context.work_of_tip() <= last.chain_work):
            return
        wanted: list[BlockIndex] = []
        walk: BlockIndex | None = last
        while walk is not None and walk not in active and len(wanted) <= MAX_BLOCKS_IN_FLIGHT:
            if not walk.has_data and not context.state.is_requested(walk.hash):
                wanted.append(walk)
            walk = walk.prev
        if walk is None or walk not in active:
            _log_net.debug("Large reorg, won't direct fetch to %s (%d)", display_hash(last.hash), last.height)
            return
        wanted.reverse()
        del wanted[MAX_BLOCKS_IN_FLIGHT - len(state.in_flight) :]
        if not wanted:
            return
        for index in wanted:
            context.state.request(state, index)
            _log_net.debug("Requesting block %s from  peer=%d", display_hash(index.hash), state.peer.id)
        if len(wanted) > 1:
            _log_net.debug(
                "Downloading blocks toward %s (%d) via headers direct fetch", display_hash(last.hash), last.height
            )
        is_compact = (
            len(wanted) == 1
            and len(context.state.in_flight) == 1
            and state.provides_compact
            and not context.manager.ignores_txs
            and last.prev is not None
            and last.prev.is_valid(VALID_CHAIN)
        )
        self._send_getdata(state.peer, wanted, InvType.CMPCT_BLOCK if is_compact else InvType.BLOCK)

    def fetch(self, peer_id: int, index: BlockIndex) -> str:
        """Ask a peer for one block, as the user wants; return what speaks against it, "" where it was asked.

        Threads: any. Source: C++ FetchBlock.
        """
        context = self._context
        if context.chainman.importing:
            return "Importing..."
        if context.chainman.reindexing:
            return "Reindexing..."
        with context.cs_main:
            state = context.state.find(peer_id)
            if state is None:
                return "Peer does not exist"
            if not state.peer.connection.is_handshaken:
                return "Peer not fully connected"
            _, is_new = context.state.request(state, index)
            if not is_new:
                return "Already requested from this peer"
            self._send_getdata(state.peer, [index])
        _log_net.debug("Requesting block %s from peer=%d", display_hash(index.hash), peer_id)
        return ""
