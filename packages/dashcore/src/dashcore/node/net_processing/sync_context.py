"""What all parts that deal with headers and blocks share."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from dashcore.consensus.validation import BlockResult, InvalidBlockError
from dashcore.net.connection import Connection, ConnectionType
from dashcore.node.net_processing.sync_state import SyncPeer, SyncState

if TYPE_CHECKING:
    from dashcore.chain.blockindex import BlockIndex
    from dashcore.node.context import NodeContext
    from dashcore.node.net_processing.manager import PeerManager
    from dashcore.node.net_processing.network import Network
    from dashcore.node.net_processing.peer import Peer

_log_net = logging.getLogger("dash.net")

_DIRECT_FETCH_BLOCKS: Final = 20  # so many blocks' time the tip may be old where blocks are fetched at once
_ALWAYS_PUNISHED: Final = {
    BlockResult.INVALID_HEADER: 100,
    BlockResult.CHECKPOINT: 100,
    BlockResult.INVALID_PREV: 100,
    BlockResult.MISSING_PREV: 10,
    BlockResult.CHAINLOCK: 10,
}
_PUNISHED_UNLESS_COMPACT: Final = frozenset({BlockResult.CONSENSUS, BlockResult.MUTATED})


class SyncContext:
    """Chain, clock, network, and what is known of the peers.

    Threads: any; `state` under cs_main.
    """

    def __init__(self, node: NodeContext, network: Network, manager: PeerManager) -> None:
        self.chainman = node.chainman
        self.cs_main = node.chainman.cs_main
        self.clock = node.clock
        self.scheduler = node.scheduler
        self.network = network
        self.manager = manager
        self.mempool = node.mempool
        self.args = node.args
        self.params = node.params
        self.shows_addresses = node.log.log_ips
        self.state = SyncState(node.chainman, node.clock.now_micros)

    @property
    def is_importing(self) -> bool:
        """Whether blocks come from files: what peers say of the chain is not heard then."""
        return self.chainman.importing or self.chainman.reindexing

    @property
    def spacing(self) -> int:
        """Seconds from block to block."""
        return self.params.consensus.pow_spacing

    def work_of_tip(self) -> int:
        """Return the work of the active chain. cs_main is held."""
        tip = self.chainman.active.tip
        return tip.chain_work if tip is not None else 0

    def best_header(self) -> BlockIndex | None:
        """Return the header with most work. cs_main is held."""
        return self.chainman.best_header or self.chainman.active.tip

    def can_direct_fetch(self) -> bool:
        """Whether we are so near to the tip that blocks are fetched when they are announced. cs_main is held.

        Source: C++ CanDirectFetch.
        """
        tip = self.chainman.active.tip
        return tip is not None and tip.time > self.clock.adjusted_now() - self.spacing * _DIRECT_FETCH_BLOCKS

    def may_sync_from(self, state: SyncPeer) -> bool:
        """Whether a peer is one to sync from during the initial download. cs_main is held.

        Peers we chose come first; any other only where there are none such, or nothing is on its way.
        """
        if state.is_preferred:
            return True
        if not state.can_serve_blocks or state.peer.connection.type is ConnectionType.ADDR_FETCH:
            return False
        return self.state.preferred_count == 0 or not self.state.in_flight

    def shown_address(self, connection: Connection) -> str:
        """Return what the log may say of a peer's address."""
        return f" peeraddr={connection.address}" if self.shows_addresses else ""

    def punish_for_block(self, peer: Peer, error: InvalidBlockError, *, via_compact: bool, message: str = "") -> None:
        """Judge a peer by what it sent.

        Args:
            via_compact: as a compact block, which may be sent before it is checked.

        Source: C++ MaybePunishNodeForBlock.
        """
        score = _ALWAYS_PUNISHED.get(error.result, 0)
        if not via_compact and (
            error.result in _PUNISHED_UNLESS_COMPACT
            or (error.result is BlockResult.CACHED_INVALID and not peer.connection.is_inbound)
        ):
            score = 100
        if score:
            self.manager.misbehaving(peer, score, message)
        elif message:
            _log_net.debug("peer=%d: %s", peer.id, message)
