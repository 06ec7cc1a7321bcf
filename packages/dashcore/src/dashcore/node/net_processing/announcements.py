"""Tells peers what there is: transactions a few at a time, all else at once. Mirrors TxRelay of net_processing.cpp.

When a transaction is announced must not tell where it came from: each outbound peer has a random timer of its own, all
inbound peers share one. What may be asked for is what was announced, so that peers cannot probe the mempool.
"""

from __future__ import annotations

import heapq
import logging
import random
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from dashcore.consensus.limits import MAX_BLOCK_SIZE
from dashcore.net.messages.inventory import MESSAGE_OF, Inv, encode_inventory
from dashcore.net.permissions import NetPermissions
from dashcore.net.protocol import MAX_INV_SIZE, InvType, Services
from dashcore.node.mempool.pool import depth_and_score
from dashcore.node.net_processing.blocks_only import NEVER_RELAY_TXS, VIOLATES_BLOCKS_ONLY
from dashcore.node.net_processing.subprotocol import Handler, Subprotocol
from dashcore.primitives.types import TxId
from dashcore.util.rolling_bloom import RollingBloomFilter

if TYPE_CHECKING:
    from dashcore.evo.bloom import BloomFilter
    from dashcore.node.context import NodeContext
    from dashcore.node.mempool.entry import MempoolEntry
    from dashcore.node.net_processing.peer import Peer
    from dashcore.primitives.transaction import Transaction

_log_net = logging.getLogger("dash.net")

INBOUND_INTERVAL_US: Final = 5_000_000  # on average
OUTBOUND_INTERVAL_US: Final = 2_000_000
RELAY_CACHE_US: Final = 15 * 60 * 1_000_000
UNCONDITIONAL_RELAY_DELAY_S: Final = 2 * 60  # so long in the mempool, a transaction is no secret
MAX_RECENT: Final = 3500  # announced transactions a peer may ask for
_PER_MB_BLOCK: Final = (
    4 * 7 * 5
)  # transactions a message announces: seven a second, and Dash's blocks come four times as fast
_BROADCAST_BASE: Final = _PER_MB_BLOCK * MAX_BLOCK_SIZE // 1_000_000
_BROADCAST_MOST: Final = 1000

_KNOWN_ELEMENTS, _FALSE_POSITIVES = 50_000, 0.000001


class _PeerState:
    """Source: C++ Peer::TxRelay; `can_relay` says whether C++'s GetTxRelay would return it."""

    __slots__ = (
        "can_relay",
        "filter",
        "is_mempool_wanted",
        "known",
        "last_mempool_s",
        "next_send_us",
        "others",
        "peer",
        "recent",
        "to_send",
        "wants_txs",
    )

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self.can_relay = False
        self.wants_txs = False
        self.filter: BloomFilter | None = None
        self.known: RollingBloomFilter | None = None  # what it has, as far as is known; made when first needed
        self.recent: RollingBloomFilter | None = None  # transactions that were announced to it
        self.to_send: set[TxId] = set()
        self.others: list[Inv] = []
        self.is_mempool_wanted = False
        self.last_mempool_s = 0
        self.next_send_us = 0

    def add_known(self, object_hash: bytes) -> None:
        if self.known is None:
            self.known = RollingBloomFilter(_KNOWN_ELEMENTS, _FALSE_POSITIVES)
        self.known.insert(object_hash)

    def knows(self, object_hash: bytes) -> bool:
        return self.known is not None and object_hash in self.known

    def add_recent(self, txid: TxId) -> None:
        if self.recent is None:
            self.recent = RollingBloomFilter(MAX_RECENT, _FALSE_POSITIVES)
        self.recent.insert(txid)


class Announcements(Subprotocol):
    """What each peer knows and is to be told; the message `mempool`.

    Args (constructor):
        is_upload_exhausted: -maxuploadtarget is reached.

    Threads: any but for what `Subprotocol` says; cs_main may be held.
    """

    def __init__(self, node: NodeContext, is_upload_exhausted: Callable[[], bool] = lambda: False) -> None:
        self._node = node
        self._is_upload_exhausted = is_upload_exhausted
        self._random = random.SystemRandom()
        self._lock = threading.Lock()  # behind cs_main
        self._states: dict[int, _PeerState] = {}  # they and what is in them guarded by: self._lock
        self._next_inbound_us = 0
        self._relayed: dict[TxId, tuple[int, Transaction]] = {}  # and until when; the message thread's

    def handlers(self) -> Mapping[str, Handler]:
        """Return what handles `mempool`."""
        return {"mempool": self._handle_mempool}

    def connected(self, peer: Peer) -> None:
        """Begin."""
        with self._lock:
            self._states[peer.id] = _PeerState(peer)

    def disconnected(self, peer: Peer) -> None:
        """Forget."""
        with self._lock:
            self._states.pop(peer.id, None)

    def version_received(self, peer: Peer) -> None:
        """Decide whether transactions are announced to it, now or once it sends a filter. Source: C++ SetTxRelay."""
        connection = peer.connection
        if connection.type in NEVER_RELAY_TXS:
            return
        with self._lock:
            state = self._states.get(peer.id)
            if state is not None and (connection.relays_txs or peer.our_services & Services.BLOOM):
                state.can_relay = True
                state.wants_txs = connection.relays_txs

    def can_relay_txs(self, peer: Peer) -> bool:
        """Whether transactions are spoken of with a peer. Source: C++ GetTxRelay."""
        with self._lock:
            state = self._states.get(peer.id)
            return state is not None and state.can_relay

    def wants_txs(self, peer: Peer) -> bool:
        """Whether transactions are announced to a peer: getpeerinfo's relaytxes."""
        with self._lock:
            state = self._states.get(peer.id)
            return state is not None and state.can_relay and state.wants_txs

    # What peers know

    def add_known(self, peer: Peer, object_hash: bytes) -> None:
        """Remember that a peer has a thing."""
        with self._lock:
            state = self._states.get(peer.id)
            if state is not None:
                state.add_known(object_hash)

    # What they are to be told

    def relay_transaction(self, txid: TxId) -> None:
        """Announce a transaction of the mempool to all. Source: C++ RelayTransaction."""
        inv = Inv(InvType.TX, txid)
        with self._lock:
            for state in self._states.values():
                if state.can_relay:
                    self._push(state, inv)

    def relay(self, inv: Inv) -> None:
        """Announce a thing, neither block nor transaction, to all. Source: C++ RelayInv."""
        with self._lock:
            for state in self._states.values():
                self._push(state, inv)

    @staticmethod
    def _push(state: _PeerState, inv: Inv) -> None:
        if state.knows(inv.hash):
            _log_net.debug("PushInv -- skipping known inv: %s peer=%d", inv, state.peer.id)
            return
        _log_net.debug("PushInv -- adding new inv: %s peer=%d", inv, state.peer.id)
        if inv.type in {InvType.TX, InvType.DSTX}:
            state.to_send.add(TxId(inv.hash))
        else:
            state.others.append(inv)

    # Filters of light clients

    def set_filter(self, peer: Peer, bloom_filter: BloomFilter | None) -> bool:
        """Announce to a peer what a filter lets through; None: everything. False where nothing is announced at all."""
        with self._lock:
            state = self._states.get(peer.id)
            if state is None or not state.can_relay:
                return False
            state.filter = bloom_filter
            state.wants_txs = True
            return True

    def use_filter(self, peer: Peer, use: Callable[[BloomFilter], None]) -> bool:
        """Do something with a peer's filter, which changes as it matches; False where it has none."""
        with self._lock:
            state = self._states.get(peer.id)
            if state is None or not state.can_relay or state.filter is None:
                return False
            use(state.filter)
            return True

    # What they may ask for

    def find_requested(self, peer: Peer, txid: TxId) -> Transaction | None:
        """Return a transaction a peer may know of. Source: C++ FindTxForGetData.

        Threads: the message thread; cs_main is held.
        """
        entry = self._node.mempool.entries.get(txid)
        with self._lock:
            state = self._states.get(peer.id)
            if state is None:
                return None
            if entry is not None and (
                (state.last_mempool_s and entry.time <= state.last_mempool_s)
                or entry.time <= self._node.clock.now() - UNCONDITIONAL_RELAY_DELAY_S
            ):
                return entry.tx
            if state.recent is None or txid not in state.recent:
                return None
        if entry is not None:
            return entry.tx
        relayed = self._relayed.get(txid)
        return relayed[1] if relayed else None

    def reveal_parents(self, peer: Peer, entry: MempoolEntry) -> None:
        """Let a peer ask for what the transaction it gets builds on.

        Threads: the message thread; cs_main is held.
        """
        latest = self._node.clock.now() - UNCONDITIONAL_RELAY_DELAY_S
        recent = [parent.tx.txid for parent in entry.parents if parent.time > latest]
        with self._lock:
            state = self._states.get(peer.id)
            if state is not None:
                for txid in recent:
                    if not state.knows(txid):
                        state.add_recent(txid)

    def _handle_mempool(self, peer: Peer, payload: bytes) -> None:
        del payload
        connection = peer.connection
        is_allowed = connection.has_permission(NetPermissions.MEMPOOL)
        problem = ""
        if not peer.our_services & Services.BLOOM and not is_allowed:
            problem = "bloom filters disabled"
        elif self._is_upload_exhausted() and not is_allowed:
            problem = "bandwidth limit reached"
        if problem:
            if not connection.has_permission(NetPermissions.NO_BAN):
                _log_net.debug("mempool request with %s, disconnect peer=%d", problem, peer.id)
                connection.close()
            return
        with self._lock:
            state = self._states.get(peer.id)
            if state is not None and state.can_relay:
                state.is_mempool_wanted = True

    # Speaking

    def send(self, peer: Peer, now_us: int) -> None:
        """Announce what is due."""
        state = self._states.get(peer.id)  # only this thread would miss it
        if state is None:
            return
        found: list[Inv] = []
        if state.can_relay and self._is_due(state, now_us):
            if not state.wants_txs:
                with self._lock:
                    state.to_send.clear()
            if state.is_mempool_wanted or state.to_send:
                with self._node.chainman.cs_main, self._lock:
                    if state.is_mempool_wanted:
                        found += self._take_mempool(state, now_us)
                    found += self._take_transactions(state, now_us)
        if state.others:
            with self._lock:
                found += self._take_others(state)
        for start in range(0, len(found), MAX_INV_SIZE):
            peer.send("inv", encode_inventory(found[start : start + MAX_INV_SIZE]))

    def _is_due(self, state: _PeerState, now_us: int) -> bool:
        connection = state.peer.connection
        if state.next_send_us < now_us:
            if connection.is_inbound:
                if self._next_inbound_us < now_us:
                    self._next_inbound_us = now_us + round(self._random.expovariate(1 / INBOUND_INTERVAL_US))
                state.next_send_us = self._next_inbound_us
            else:
                state.next_send_us = now_us + round(self._random.expovariate(1 / OUTBOUND_INTERVAL_US))
            return True
        return connection.has_permission(NetPermissions.NO_BAN)

    def _take_mempool(self, state: _PeerState, now_us: int) -> Iterable[Inv]:
        """Return everything that the peer's filter lets through. Source: BIP 35."""
        state.is_mempool_wanted = False
        state.last_mempool_s = now_us // 1_000_000
        for entry in self._node.mempool.sorted_entries():
            txid = entry.tx.txid
            state.to_send.discard(txid)
            if state.filter is None or state.filter.match(entry.tx):
                state.add_known(txid)
                yield Inv(InvType.TX, txid)

    def _take_transactions(self, state: _PeerState, now_us: int) -> Iterable[Inv]:
        entries = self._node.mempool.entries
        most = min(_BROADCAST_BASE + len(state.to_send) // 1000 * 5, _BROADCAST_MOST)
        waiting = {txid: entries.get(txid) for txid in state.to_send}
        state.to_send = {txid for txid, entry in waiting.items() if entry is not None}
        ordered = [(depth_and_score(entry), entry) for entry in waiting.values() if entry is not None]
        heapq.heapify(ordered)
        while self._relayed:
            txid, (until_us, _) = next(iter(self._relayed.items()))
            if until_us >= now_us:
                break
            del self._relayed[txid]
        while ordered and most > 0:
            entry = heapq.heappop(ordered)[1]
            txid = entry.tx.txid
            state.to_send.discard(txid)
            if state.knows(txid) or (state.filter is not None and not state.filter.match(entry.tx)):
                continue
            state.add_recent(txid)
            state.add_known(txid)
            self._relayed.setdefault(txid, (now_us + RELAY_CACHE_US, entry.tx))
            most -= 1
            yield Inv(InvType.TX, txid)

    @staticmethod
    def _take_others(state: _PeerState) -> Iterable[Inv]:
        others, state.others = state.others, []
        is_block_relay = state.peer.connection.is_block_only
        for inv in others:
            if not state.wants_txs and MESSAGE_OF.get(inv.type) in VIOLATES_BLOCKS_ONLY:
                continue
            if state.knows(inv.hash) or (inv.type == InvType.ISDLOCK and (is_block_relay or not state.wants_txs)):
                continue
            state.add_known(inv.hash)
            yield inv
