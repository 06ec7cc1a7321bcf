"""Learns the tree of headers from peers. Mirrors ProcessHeadersMessage and the start of sync of net_processing.cpp."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dashcore.consensus.validation import InvalidBlockError
from dashcore.net.messages.headers import LocatorMessage, decode_headers, decode_headers2, header_count
from dashcore.net.permissions import NetPermissions
from dashcore.net.protocol import INCREASE_MAX_HEADERS2_VERSION, MAX_HEADERS_COMPRESSED, MAX_HEADERS_UNCOMPRESSED
from dashcore.node.net_processing.subprotocol import Handler, Subprotocol
from dashcore.util.hashes import display_hash

if TYPE_CHECKING:
    from dashcore.chain.blockindex import BlockIndex
    from dashcore.net.connection import Connection
    from dashcore.node.net_processing.block_download import BlockDownload
    from dashcore.node.net_processing.peer import Peer
    from dashcore.node.net_processing.sync_context import SyncContext
    from dashcore.node.net_processing.sync_state import SyncPeer
    from dashcore.primitives.block import BlockHeader
    from dashcore.primitives.types import BlockHash

_log = logging.getLogger("dash")
_log_net = logging.getLogger("dash.net")

HEADERS_RESPONSE_US: Final = 2 * 60 * 1_000_000
MAX_BLOCKS_TO_ANNOUNCE: Final = 8  # headers of an announcement
_MAX_UNCONNECTING: Final = 10  # announcements in a row that nothing is known of
_TIMEOUT_BASE_US: Final = 15 * 60 * 1_000_000
_TIMEOUT_PER_HEADER_US: Final = 1_000
_MAX_PROTECTED: Final = 4  # outbound peers not ended for a bad chain
_HEADERS_PER_LOCK: Final = 500


def headers_limit(connection: Connection, *, compressed: bool) -> int:
    """Return how many headers a message has at most. Source: C++ GetHeadersLimit."""
    if compressed and connection.common_version >= INCREASE_MAX_HEADERS2_VERSION:
        return MAX_HEADERS_COMPRESSED
    return MAX_HEADERS_UNCOMPRESSED


class HeadersSync(Subprotocol):
    """Asks for headers and takes them in.

    Threads: the message thread, but for `connected`.
    """

    def __init__(self, context: SyncContext, download: BlockDownload) -> None:
        self._context = context
        self._download = download
        self._last_inv_trigger: BlockHash | None = None

    def handlers(self) -> Mapping[str, Handler]:
        """Return what handles headers and how peers want theirs."""
        return {
            "headers": self._handle_headers,
            "headers2": self._handle_headers2,
            "sendheaders": self._handle_sendheaders,
            "sendheaders2": self._handle_sendheaders2,
        }

    # A peer comes and goes; what all parts know of it is kept here

    def connected(self, peer: Peer) -> None:
        """Begin to keep its state."""
        with self._context.cs_main:
            self._context.state.add(peer)

    def version_received(self, peer: Peer) -> None:
        """Decide how much it is worth as a source."""
        with self._context.cs_main:
            self._context.state.introduced(peer)

    def handshaken(self, peer: Peer) -> None:
        """Say that we like to be told of blocks by their headers."""
        state = self._context.state.of(peer)
        peer.send("sendheaders2" if state.uses_headers2 else "sendheaders")

    def disconnected(self, peer: Peer) -> None:
        """Forget its state."""
        with self._context.cs_main:
            self._context.state.remove(peer)

    def _handle_sendheaders(self, peer: Peer, payload: bytes) -> None:
        del payload
        with self._context.cs_main:
            self._context.state.of(peer).wants_headers = True

    def _handle_sendheaders2(self, peer: Peer, payload: bytes) -> None:
        del payload
        with self._context.cs_main:
            self._context.state.of(peer).wants_headers2 = True

    # Asking

    def ask(self, state: SyncPeer, start: BlockIndex | None) -> bool:
        """Ask for the headers behind a block, unless an answer is due; return whether we asked. cs_main is held.

        Source: C++ MaybeSendGetHeaders.
        """
        now_us = self._context.clock.now_micros()
        if now_us - state.getheaders_at_us <= HEADERS_RESPONSE_US:
            return False
        message = LocatorMessage(hashes=tuple(self._context.chainman.active.locator(start)))
        state.peer.send(self.question(state), message.encode())
        state.getheaders_at_us = now_us
        return True

    @staticmethod
    def question(state: SyncPeer) -> str:
        """Return the message that asks a peer for headers."""
        return "getheaders2" if state.uses_headers2 else "getheaders"

    def send(self, peer: Peer, now_us: int) -> None:
        """Begin to sync with the peer when it is its turn; end it if it takes too long."""
        context = self._context
        state = context.state.find(peer.id)
        if state is None or (state.is_sync_started and state.headers_timeout_us is None and state.inv_trigger is None):
            return
        with context.cs_main:
            self._follow_inv(state)
            if not state.is_sync_started:
                self._begin(state, now_us)
            if state.is_sync_started and state.headers_timeout_us is not None:
                self._check_timeout(state, now_us, state.headers_timeout_us)

    def _follow_inv(self, state: SyncPeer) -> None:
        """Ask for the headers of a block that an `inv` told of.

        Where sync with this peer has not begun, each new block lets one more peer be asked: should the one we sync with
        be silent, another will do.
        """
        trigger = state.inv_trigger
        if trigger is None:
            return
        state.inv_trigger = None
        if not state.is_sync_started and (state.has_sync_by_inv or trigger == self._last_inv_trigger):
            return
        best = self._context.best_header()
        if best is not None and self.ask(state, best):
            _log_net.debug(
                "%s (%d) %s to peer=%d", self.question(state), best.height, display_hash(trigger), state.peer.id
            )
        if not state.is_sync_started:
            state.has_sync_by_inv = True
            self._last_inv_trigger = trigger

    def _begin(self, state: SyncPeer, now_us: int) -> None:
        context = self._context
        best = context.best_header()
        if best is None or not state.can_serve_blocks or context.is_importing:
            return
        is_first = context.state.sync_started == 0 and context.may_sync_from(state)
        now = context.clock.adjusted_now()
        if not is_first and best.time <= now - context.chainman.options.max_tip_age:
            return
        # From the block before the best, so that a peer in sync has something to answer: then its best is known.
        start = best.prev or best
        if not self.ask(state, start):
            return
        _log_net.debug(
            "initial %s (%d) to peer=%d (startheight:%d)",
            self.question(state),
            start.height,
            state.peer.id,
            state.peer.starting_height,
        )
        state.is_sync_started = True
        expected = (now - best.time) // context.spacing
        state.headers_timeout_us = now_us + _TIMEOUT_BASE_US + _TIMEOUT_PER_HEADER_US * expected
        context.state.sync_started += 1

    def _check_timeout(self, state: SyncPeer, now_us: int, timeout_us: int) -> None:
        context = self._context
        best = context.best_header()
        if best is None or best.time > context.clock.adjusted_now() - context.chainman.options.max_tip_age:
            state.headers_timeout_us = None  # caught up once: that is over
            return
        others = context.state.preferred_count - state.is_preferred
        if now_us <= timeout_us or context.state.sync_started != 1 or others < 1:
            return
        connection = state.peer.connection
        address = context.shown_address(connection)
        if not connection.has_permission(NetPermissions.NO_BAN):
            _log.info("Timeout downloading headers from peer=%d%s, disconnecting", connection.id, address)
            connection.close()
            return
        _log.info("Timeout downloading headers from noban peer=%d%s, not disconnecting", connection.id, address)
        state.is_sync_started = False
        context.state.sync_started -= 1
        state.headers_timeout_us = 0

    # Answers

    def _handle_headers(self, peer: Peer, payload: bytes) -> None:
        if self._is_bearable(peer, payload, compressed=False):
            self.process(peer, decode_headers(payload), via_compact=False)

    def _handle_headers2(self, peer: Peer, payload: bytes) -> None:
        if self._is_bearable(peer, payload, compressed=True):
            self.process(peer, decode_headers2(payload), via_compact=False)

    def _is_bearable(self, peer: Peer, payload: bytes, *, compressed: bool) -> bool:
        """Whether a message may be looked at."""
        context = self._context
        if context.is_importing:
            _log_net.debug("Unexpected headers message received from peer %d", peer.id)
            return False
        context.state.of(peer).getheaders_at_us = 0
        count = header_count(payload)
        if count > headers_limit(peer.connection, compressed=compressed):
            context.manager.misbehaving(peer, 20, f"headers message size = {count}")
            return False
        return True

    def process(self, peer: Peer, headers: Sequence[BlockHeader], *, via_compact: bool) -> None:
        """Take headers in, and ask for what follows from them. Source: C++ ProcessHeadersMessage.

        Args:
            via_compact: it is that of a compact block.
        """
        if not headers:
            return
        context = self._context
        chainman = context.chainman
        with context.cs_main:
            connects = chainman.find(headers[0].prev_hash) is not None
            if not connects and len(headers) <= MAX_BLOCKS_TO_ANNOUNCE:
                self._handle_unconnecting(context.state.of(peer), headers)
        if not connects:
            if len(headers) > MAX_BLOCKS_TO_ANNOUNCE:
                context.manager.misbehaving(peer, 10, "invalid header received")
            return
        if any(after.prev_hash != before.hash for before, after in pairwise(headers)):
            context.manager.misbehaving(peer, 20, "non-continuous headers sequence")
            return
        with context.cs_main:
            is_news = chainman.find(headers[-1].hash) is None
        last: BlockIndex | None = None
        try:
            for start in range(0, len(headers), _HEADERS_PER_LOCK):
                last = chainman.process_new_block_headers(headers[start : start + _HEADERS_PER_LOCK])
        except InvalidBlockError as error:
            context.punish_for_block(peer, error, via_compact=via_compact, message="invalid header received")
            return
        if last is None:
            return
        with context.cs_main:
            state = context.state.of(peer)
            is_full = len(headers) == headers_limit(peer.connection, compressed=state.uses_headers2)
            if is_full and self.ask(state, last):
                _log_net.debug(
                    "more %s (%d) to end to peer=%d (startheight:%d)",
                    self.question(state),
                    last.height,
                    peer.id,
                    peer.starting_height,
                )
            self._update(state, last, is_news=is_news, may_have_more=is_full)
            self._download.fetch_directly(state, last)

    def _handle_unconnecting(self, state: SyncPeer, headers: Sequence[BlockHeader]) -> None:
        """A few headers, as in an announcement, do not descend from any we know: ask for those between."""
        peer = state.peer
        context = self._context
        state.unconnecting_headers += 1
        best = context.best_header()
        if best is not None and self.ask(state, best):
            _log_net.debug(
                "received header %s: missing prev block %s, sending %s (%d) to end (peer=%d, nUnconnectingHeaders=%d)",
                display_hash(headers[0].hash),
                display_hash(headers[0].prev_hash),
                self.question(state),
                best.height,
                peer.id,
                state.unconnecting_headers,
            )
        context.state.note_announced(state, headers[-1].hash)
        if state.unconnecting_headers % _MAX_UNCONNECTING == 0:
            context.manager.misbehaving(peer, 20, f"{state.unconnecting_headers} non-connecting headers")

    def _update(self, state: SyncPeer, last: BlockIndex, *, is_news: bool, may_have_more: bool) -> None:
        """Learn of a peer from its headers. Source: C++ UpdatePeerStateForReceivedHeaders."""
        context = self._context
        chainman = context.chainman
        connection = state.peer.connection
        if state.unconnecting_headers:
            _log_net.debug(
                "peer=%d: resetting nUnconnectingHeaders (%d -> 0)", connection.id, state.unconnecting_headers
            )
        state.unconnecting_headers = 0
        context.state.note_announced(state, last.hash)
        if is_news and last.chain_work > context.work_of_tip():
            state.last_announcement_at = context.clock.now()
        best = state.best_known
        if best is None:
            return
        if (
            not may_have_more
            and best.chain_work < chainman.minimum_chain_work
            and connection.is_outbound_or_block_relay
            and chainman.is_initial_download()
        ):
            _log.info("Disconnecting outbound peer %d -- headers chain has insufficient work", connection.id)
            connection.close()
            return
        if (
            connection.is_full_outbound
            and not connection.is_closing
            and not state.chain_sync.is_protected
            and context.state.protected_count < _MAX_PROTECTED
            and best.chain_work >= context.work_of_tip()
        ):
            _log_net.debug("Protecting outbound peer=%d from eviction", connection.id)
            state.chain_sync.is_protected = True
            context.state.protected_count += 1
