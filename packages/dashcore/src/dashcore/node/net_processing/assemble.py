"""Makes the conversation of a node out of its parts. Mirrors PeerManager::make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashcore.node.net_processing.address_policy import NodeAddressPolicy
from dashcore.node.net_processing.addresses import Addresses
from dashcore.node.net_processing.announcements import Announcements
from dashcore.node.net_processing.bloom_filters import BloomFilters
from dashcore.node.net_processing.handshake import Handshake
from dashcore.node.net_processing.inventory import Inventory
from dashcore.node.net_processing.manager import PeerManager
from dashcore.node.net_processing.object_requests import ObjectRequests
from dashcore.node.net_processing.pings import Pings
from dashcore.node.net_processing.rebroadcast import schedule_rebroadcast
from dashcore.node.net_processing.reconciliation import Reconciliation
from dashcore.node.net_processing.transactions import DEFAULT_MAX_ORPHANS_MB, Transactions

if TYPE_CHECKING:
    from dashcore.node.context import NodeContext
    from dashcore.node.net_processing.network import Network

DEFAULT_PEER_TIMEOUT_S = 60


def make_peer_manager(node: NodeContext, network: Network) -> PeerManager:
    """Return what understands messages; the chain must be loaded."""
    args = node.args
    listens = args.get_bool("-listen", True)
    manager = PeerManager(network, node.clock.now_micros, ignores_txs=args.get_bool("-blocksonly", False))
    handshake = Handshake(node, network, manager)
    pings = Pings(node.clock.now_micros, args.get_int("-peertimeout", DEFAULT_PEER_TIMEOUT_S))
    announcements = Announcements(node, lambda: network.outbound_target_reached(False))
    inventory = Inventory(
        announcements,
        ObjectRequests(),
        misbehaving=manager.misbehaving,
        is_initial_download=node.chainman.is_initial_download,
        now_us=node.clock.now_micros,
        ignores_txs=manager.ignores_txs,
    )
    max_orphans_mb = max(0, args.get_int("-maxorphantxsize", DEFAULT_MAX_ORPHANS_MB))
    transactions = Transactions(node, manager, announcements, inventory, max_orphans_mb * 1_000_000)
    node.chainman.events.subscribe(transactions)
    schedule_rebroadcast(node, announcements)
    addresses = Addresses(
        network.addrman,
        NodeAddressPolicy(node, network),
        misbehaving=manager.misbehaving,
        now_us=node.clock.now_micros,
        announces_self=lambda: listens and not node.chainman.is_initial_download(),
    )
    bloom_filters = BloomFilters(announcements, manager.misbehaving)
    reconciliation = Reconciliation(announcements, manager, is_enabled=args.get_bool("-txreconciliation", False))
    manager.use([handshake, pings, addresses, announcements, inventory, transactions, bloom_filters, reconciliation])
    return manager
