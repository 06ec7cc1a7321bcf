"""Who has what: `inv`, `getdata`, `notfound`, and what to ask whom for. Mirrors those parts of net_processing.cpp.

Whoever owns a kind of thing registers an `InvSource` for it. Blocks are asked for by those who download them; all else
is asked for here, at the pace of `object_requests`.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Mapping
from typing import Final, Protocol

from dashcore.chain.metrics import Metrics
from dashcore.net.connection import ConnectionType
from dashcore.net.messages.inventory import MESSAGE_OF, Inv, decode_inventory, encode_inventory
from dashcore.net.permissions import NetPermissions
from dashcore.net.protocol import MAX_INV_SIZE, InvType, Services
from dashcore.node.net_processing.announcements import Announcements
from dashcore.node.net_processing.blocks_only import VIOLATES_BLOCKS_ONLY, rejects_incoming_txs
from dashcore.node.net_processing.object_requests import MAX_IN_FLIGHT, ObjectRequests
from dashcore.node.net_processing.peer import Peer
from dashcore.node.net_processing.subprotocol import Handler, Subprotocol

_log_net = logging.getLogger("dash.net")

MAX_GETDATA_SIZE: Final = 1000  # entries of a message of ours; peers may send MAX_INV_SIZE
_MAX_NOT_FOUND: Final = MAX_IN_FLIGHT + 16  # what can be asked for at once, blocks included
_BLOCK_TYPES: Final = frozenset({InvType.BLOCK, InvType.FILTERED_BLOCK, InvType.CMPCT_BLOCK})
_WANTED_IN_INITIAL_DOWNLOAD: Final = frozenset({InvType.SPORK})
_ISDLOCK_VIOLATES_ABOVE: Final = 70223  # version from which a peer must know that blocks-only nodes want none

Misbehaving = Callable[[Peer, int, str], None]


class InvSource(Protocol):
    """Who knows a kind of thing. Threads: the message thread."""

    def already_have(self, object_hash: bytes) -> bool:
        """Whether there is no need to ask for it."""

    def announced(self, peer: Peer, object_hash: bytes) -> None:
        """A peer says that it has it; only blocks come here, for they are asked for otherwise."""

    def provide(self, peer: Peer, object_hash: bytes) -> bool:
        """Send it to a peer that asked; False where it is not here (of blocks, nobody is told)."""


def is_delayed(peer: Peer) -> bool:
    """Whether others are asked before this peer. Source: C++ fPreferredDownload."""
    connection = peer.connection
    return (
        (connection.is_inbound and not connection.has_permission(NetPermissions.NO_BAN))
        or connection.type is ConnectionType.ADDR_FETCH
        or not peer.their_services & (Services.NETWORK | Services.NETWORK_LIMITED)
    )


class Inventory(Subprotocol):
    """Answers what peers ask for, and asks for what they announce.

    A type of thing without a source is taken for one that is here already and cannot be sent.

    Args (constructor):
        is_initial_download: while it is, announcements matter little.
        ignores_txs: -blocksonly.

    Threads: the message thread.
    """

    def __init__(
        self,
        announcements: Announcements,
        requests: ObjectRequests,
        *,
        misbehaving: Misbehaving,
        is_initial_download: Callable[[], bool],
        now_us: Callable[[], int],
        ignores_txs: bool,
        metrics: Metrics | None = None,
    ) -> None:
        self._metrics = metrics or Metrics()
        self._sources: dict[int, InvSource] = {}
        self._announcements = announcements
        self._requests = requests
        self._misbehaving = misbehaving
        self._is_initial_download = is_initial_download
        self._now_us = now_us
        self._ignores_txs = ignores_txs
        self._wanted: dict[int, deque[Inv]] = {}  # what peers asked for and did not get yet

    def register(self, kind: InvType, source: InvSource) -> None:
        """Take a source for a type of thing; before the first peer."""
        self._sources[kind] = source

    def handlers(self) -> Mapping[str, Handler]:
        """Return what handles the three messages."""
        return {"inv": self._handle_inv, "getdata": self._handle_getdata, "notfound": self._handle_notfound}

    def disconnected(self, peer: Peer) -> None:
        """Forget."""
        self._wanted.pop(peer.id, None)
        self._requests.forget_peer(peer.id)

    def request(self, peer: Peer, inv: Inv, *, is_urgent: bool = False) -> None:
        """Ask a peer for a thing when it is its turn. Source: C++ RequestObject."""
        self._requests.announced(peer.id, inv, self._now_us(), is_delayed=is_delayed(peer), is_urgent=is_urgent)

    def received(self, peer: Peer, inv: Inv) -> None:
        """Call when a thing came that may have been asked for. Source: C++ EraseObjectRequest."""
        _log_net.debug("EraseObjectRequest -- inv=(%s)", inv)
        self._requests.received(peer.id, inv, self._now_us())

    def already_have(self, inv: Inv) -> bool:
        """Whether there is no need to ask for a thing. Source: C++ AlreadyHave."""
        source = self._sources.get(inv.type)
        return source is None or inv.type in _BLOCK_TYPES or source.already_have(inv.hash)

    def _has_right_size(self, peer: Peer, name: str, entries: list[Inv]) -> bool:
        if len(entries) <= MAX_INV_SIZE:
            return True
        self._misbehaving(peer, 20, f"{name} message size = {len(entries)}")
        return False

    # Announced

    def _handle_inv(self, peer: Peer, payload: bytes) -> None:
        entries = decode_inventory(payload)
        if not self._has_right_size(peer, "inv", entries):
            return
        rejects_txs = rejects_incoming_txs(peer.connection, ignores_txs=self._ignores_txs)
        for inv in entries:
            name = MESSAGE_OF.get(inv.type)
            if name is None:
                _log_net.debug("got inv of unknown type %d: %s peer=%d", inv.type, inv, peer.id)
            elif inv.type == InvType.BLOCK:
                self._handle_block_announced(peer, inv)
            elif rejects_txs and name in VIOLATES_BLOCKS_ONLY:
                self._end_violator(peer, inv)
                return
            elif not self._handle_announced(peer, inv, rejects_txs=rejects_txs):
                return

    @staticmethod
    def _end_violator(peer: Peer, inv: Inv) -> None:
        name, _, shown_hash = str(inv).partition(" ")
        _log_net.debug("%s (%s) inv sent in violation of protocol, disconnecting peer=%d", name, shown_hash, peer.id)
        peer.connection.close()

    def _handle_block_announced(self, peer: Peer, inv: Inv) -> None:
        source = self._sources.get(InvType.BLOCK)
        if source is None:
            return
        has_it = source.already_have(inv.hash)
        self._metrics.count("message.received.inv_block", 1)
        _log_net.debug("got inv: %s  %s peer=%d", inv, "have" if has_it else "new", peer.id)
        source.announced(peer, inv.hash)

    def _handle_announced(self, peer: Peer, inv: Inv, *, rejects_txs: bool) -> bool:
        """Handle what is no block; False ends the peer."""
        has_it = self.already_have(inv)
        self._metrics.count(f"message.received.inv_{MESSAGE_OF[inv.type]}", 1)
        _log_net.debug("got inv: %s  %s peer=%d", inv, "have" if has_it else "new", peer.id)
        self._announcements.add_known(peer, inv.hash)
        if has_it:
            return True
        if rejects_txs and inv.type == InvType.ISDLOCK:
            if peer.connection.common_version <= _ISDLOCK_VIOLATES_ABOVE:
                return True
            self._end_violator(peer, inv)
            return False
        if inv.type in _WANTED_IN_INITIAL_DOWNLOAD or not self._is_initial_download():
            self.request(peer, inv)
        return True

    def send(self, peer: Peer, now_us: int) -> None:
        """Ask for what is due."""
        due = self._requests.take_due(peer.id, now_us, self.already_have, is_delayed=is_delayed(peer))
        for start in range(0, len(due), MAX_GETDATA_SIZE):
            part = due[start : start + MAX_GETDATA_SIZE]
            peer.send("getdata", encode_inventory(part))
            _log_net.debug("SendMessages -- GETDATA -- pushed size = %u peer=%d", len(part), peer.id)

    def _handle_notfound(self, peer: Peer, payload: bytes) -> None:
        entries = decode_inventory(payload)
        if len(entries) <= _MAX_NOT_FOUND:
            for inv in entries:
                self._requests.not_found(peer.id, inv)

    # Asked for

    def _handle_getdata(self, peer: Peer, payload: bytes) -> None:
        entries = decode_inventory(payload)
        if not self._has_right_size(peer, "getdata", entries):
            return
        _log_net.debug("received getdata (%u invsz) peer=%d", len(entries), peer.id)
        if entries:
            _log_net.debug("received getdata for: %s peer=%d", entries[0], peer.id)
            self._wanted.setdefault(peer.id, deque()).extend(entries)
            self.process_backlog(peer)

    def process_backlog(self, peer: Peer) -> bool:
        """Send what the peer asked for: all but blocks at once, then one block. Source: C++ ProcessGetData."""
        wanted = self._wanted.get(peer.id)
        if not wanted:
            return False
        connection = peer.connection
        relays_txs = self._announcements.can_relay_txs(peer)
        not_found: list[Inv] = []
        while wanted and not connection.is_send_paused and wanted[0].type not in _BLOCK_TYPES:
            inv = wanted[0]
            name = MESSAGE_OF.get(inv.type)
            if name is None:
                break
            wanted.popleft()
            if not relays_txs and name in VIOLATES_BLOCKS_ONLY:
                continue
            source = self._sources.get(inv.type)
            if source is None or not source.provide(peer, inv.hash):
                not_found.append(inv)
        if wanted and not connection.is_send_paused:
            inv = wanted.popleft()
            source = self._sources.get(inv.type)
            if inv.type in _BLOCK_TYPES and source is not None:
                source.provide(peer, inv.hash)
        if not_found:
            peer.send("notfound", encode_inventory(not_found))
        if not wanted:
            self._wanted.pop(peer.id, None)
            return False
        return True
