"""Makes the conversation of a node out of its parts. Mirrors PeerManager::make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashcore.node.net_processing.handshake import Handshake
from dashcore.node.net_processing.manager import PeerManager
from dashcore.node.net_processing.pings import Pings

if TYPE_CHECKING:
    from dashcore.node.context import NodeContext
    from dashcore.node.net_processing.network import Network

DEFAULT_PEER_TIMEOUT_S = 60


def make_peer_manager(node: NodeContext, network: Network) -> PeerManager:
    """Return what understands messages; the chain must be loaded."""
    args = node.args
    manager = PeerManager(network, node.clock.now_micros, ignores_txs=args.get_bool("-blocksonly", False))
    handshake = Handshake(node, network, manager)
    pings = Pings(node.clock.now_micros, args.get_int("-peertimeout", DEFAULT_PEER_TIMEOUT_S))
    manager.use([handshake, pings])
    return manager
