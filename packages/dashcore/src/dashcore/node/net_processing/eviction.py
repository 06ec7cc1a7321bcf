"""Ends outbound peers that lag behind, and looks for others when the tip may be stale.

Mirrors ConsiderEviction, EvictExtraOutboundPeers and CheckForStaleTipAndEvictPeers of net_processing.cpp.
"""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING, Final

from dashcore.net.connection import Connection, ConnectionType
from dashcore.node.net_processing.subprotocol import Subprotocol
from dashcore.util.hashes import display_hash

if TYPE_CHECKING:
    from dashcore.chain.blockindex import BlockIndex
    from dashcore.node.net_processing.headers_sync import HeadersSync
    from dashcore.node.net_processing.peer import Peer
    from dashcore.node.net_processing.sync_context import SyncContext
    from dashcore.node.net_processing.sync_state import SyncPeer

_log = logging.getLogger("dash")
_log_net = logging.getLogger("dash.net")

CHECK_INTERVAL_S: Final = 45  # between two looks at extra peers
_CHAIN_SYNC_TIMEOUT_S: Final = 20 * 60
_RESPONSE_TIME_S: Final = 2 * 60
_STALE_CHECK_INTERVAL_S: Final = 150
_STALE_BLOCKS: Final = 3  # blocks' time without one makes a stale tip
_LEAST_CONNECT_TIME_S: Final = 30
_COUNTED_FOR_NETWORK: Final = frozenset({ConnectionType.OUTBOUND_FULL_RELAY, ConnectionType.MANUAL})


class PeerEviction(Subprotocol):
    """Judges outbound peers by their chains.

    Threads: `send` on the message thread, `check` on the scheduler's.
    """

    def __init__(self, context: SyncContext, headers: HeadersSync) -> None:
        self._context = context
        self._headers = headers
        self._next_stale_check = 0  # guarded by: cs_main
        self._is_initial_sync_over = False  # guarded by: cs_main

    # One peer

    def send(self, peer: Peer, now_us: int) -> None:
        """End a peer whose chain stays behind ours. Source: C++ ConsiderEviction."""
        if not peer.connection.is_outbound_or_block_relay:
            return
        context = self._context
        with context.cs_main:
            state = context.state.find(peer.id)
            if state is not None and state.is_sync_started and not state.chain_sync.is_protected:
                self._consider(state, now_us // 1_000_000)

    def _consider(self, state: SyncPeer, now: int) -> None:
        sync = state.chain_sync
        best = state.best_known
        tip = self._context.chainman.active.tip
        if best is not None and best.chain_work >= self._context.work_of_tip():
            sync.timeout_at = 0
            sync.work_header = None
            sync.sent_getheaders = False
        elif sync.timeout_at == 0 or (
            sync.work_header is not None and best is not None and best.chain_work >= sync.work_header.chain_work
        ):
            # It is behind, which is news, or it has come as far as we were when it was last behind.
            sync.timeout_at = now + _CHAIN_SYNC_TIMEOUT_S
            sync.work_header = tip
            sync.sent_getheaders = False
        elif now > sync.timeout_at:
            self._time_is_up(state, best, now)

    def _time_is_up(self, state: SyncPeer, best: BlockIndex | None, now: int) -> None:
        """Ask for headers once more; if that was done, end the peer."""
        sync = state.chain_sync
        connection = state.peer.connection
        shown = display_hash(best.hash) if best is not None else "<none>"
        if sync.sent_getheaders:
            _log.info("Disconnecting outbound peer %d for old chain, best known block = %s", connection.id, shown)
            connection.close()
            return
        work_header = sync.work_header
        self._headers.ask(state, work_header.prev if work_header is not None else None)
        _log_net.debug(
            "sending %s to outbound peer=%d to verify chain work (current best known block:%s, benchmark blockhash: %s)",
            self._headers.question(state),
            connection.id,
            shown,
            display_hash(work_header.hash) if work_header is not None else "<none>",
        )
        sync.sent_getheaders = True
        sync.timeout_at = now + _RESPONSE_TIME_S

    # All peers

    def check(self) -> None:
        """End peers beyond the usual number, and see whether one more is needed; about every 45 seconds."""
        context = self._context
        with context.cs_main:
            now = context.clock.now()
            if context.network.extra_block_relay_count() > 0:
                self._evict_block_relay(now)
            if context.network.extra_full_outbound_count() > 0:
                self._evict_full_outbound(now)
            if now > self._next_stale_check:
                self._check_stale_tip(now)
                self._next_stale_check = now + _STALE_CHECK_INTERVAL_S
            if not self._is_initial_sync_over and context.can_direct_fetch():
                context.network.start_extra_block_relay_peers()
                self._is_initial_sync_over = True

    def _check_stale_tip(self, now: int) -> None:
        context = self._context
        network = context.network
        if not context.is_importing and network.is_active and network.uses_addrman and self._may_tip_be_stale(now):
            _log.info(
                "Potential stale tip detected, will try using extra outbound peer (last tip update: %d seconds ago)",
                now - context.state.last_tip_update,
            )
            network.try_new_outbound = True
        elif network.try_new_outbound:
            network.try_new_outbound = False

    def _may_tip_be_stale(self, now: int) -> bool:
        """Whether no block came for too long, and none is coming. Source: C++ TipMayBeStale."""
        state = self._context.state
        if not state.last_tip_update:
            state.last_tip_update = now
        return state.last_tip_update < now - self._context.spacing * _STALE_BLOCKS and not state.in_flight

    def _blocks_in_flight(self, connection: Connection) -> int:
        state = self._context.state.find(connection.id)
        return len(state.in_flight) if state is not None else 0

    def _evict_block_relay(self, now: int) -> None:
        """End the youngest, or the one before where the youngest sent a block later."""
        peers = [each for each in self._context.network.connections() if each.is_block_only and not each.is_closing]
        if not peers:
            return
        peers.sort(key=lambda each: each.id, reverse=True)
        youngest = peers[0]
        next_block_at = peers[1].last_block_at if len(peers) > 1 else 0
        chosen = peers[1] if len(peers) > 1 and youngest.last_block_at > next_block_at else youngest
        in_flight = self._blocks_in_flight(chosen)
        if now - chosen.connected_at >= _LEAST_CONNECT_TIME_S and not in_flight:
            chosen.close()
            _log_net.debug(
                "disconnecting extra block-relay-only peer=%d (last block received at time %d)",
                chosen.id,
                chosen.last_block_at,
            )
        else:
            _log_net.debug(
                "keeping block-relay-only peer=%d chosen for eviction (connect time: %d, blocks_in_flight: %d)",
                chosen.id,
                chosen.connected_at,
                in_flight,
            )

    def _evict_full_outbound(self, now: int) -> None:
        """End the one that told of a better chain longest ago; the younger of two that never did."""
        network = self._context.network
        connections = network.connections()
        per_network = Counter(each.address.kind() for each in connections if each.type in _COUNTED_FOR_NETWORK)
        worst: SyncPeer | None = None
        for each in connections:
            state = self._context.state.find(each.id)
            if (
                state is None
                or not each.is_full_outbound
                or each.is_closing
                or state.chain_sync.is_protected
                or per_network[each.address.kind()] <= 1  # it is the only way into its network
            ):
                continue
            if worst is None or (state.last_announcement_at, -each.id) < (worst.last_announcement_at, -worst.peer.id):
                worst = state
        if worst is None:
            return
        connection = worst.peer.connection
        in_flight = len(worst.in_flight)
        if now - connection.connected_at > _LEAST_CONNECT_TIME_S and not in_flight:
            _log_net.debug(
                "disconnecting extra outbound peer=%d (last block announcement received at time %d)",
                connection.id,
                worst.last_announcement_at,
            )
            connection.close()
            network.try_new_outbound = False  # one more was found; the next stale tip will tell
        else:
            _log_net.debug(
                "keeping outbound peer=%d chosen for eviction (connect time: %d, blocks_in_flight: %d)",
                connection.id,
                connection.connected_at,
                in_flight,
            )
