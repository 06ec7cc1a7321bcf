"""Makes the conversation of a node out of its parts. Mirrors PeerManager::make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashcore.net.protocol import InvType
from dashcore.node.net_processing.address_policy import NodeAddressPolicy
from dashcore.node.net_processing.addresses import Addresses
from dashcore.node.net_processing.announcements import Announcements
from dashcore.node.net_processing.block_announcements import BlockAnnouncements
from dashcore.node.net_processing.block_download import BlockDownload
from dashcore.node.net_processing.block_filters import BlockFilters
from dashcore.node.net_processing.block_serving import BlockServing
from dashcore.node.net_processing.bloom_filters import BloomFilters
from dashcore.node.net_processing.compact_blocks import CompactBlocks
from dashcore.node.net_processing.eviction import CHECK_INTERVAL_S, PeerEviction
from dashcore.node.net_processing.handshake import Handshake
from dashcore.node.net_processing.headers_sync import HeadersSync
from dashcore.node.net_processing.inventory import Inventory
from dashcore.node.net_processing.manager import PeerManager
from dashcore.node.net_processing.object_requests import ObjectRequests
from dashcore.node.net_processing.partial_block import DEFAULT_EXTRA_TXS, ExtraTransactions
from dashcore.node.net_processing.pings import Pings
from dashcore.node.net_processing.rebroadcast import schedule_rebroadcast
from dashcore.node.net_processing.reconciliation import Reconciliation
from dashcore.node.net_processing.sync_context import SyncContext
from dashcore.node.net_processing.transactions import DEFAULT_MAX_ORPHANS_MB, Transactions
from dashcore.node.net_processing.unanswered import UnansweredMessages

if TYPE_CHECKING:
    from dashcore.node.context import NodeContext
    from dashcore.node.net_processing.network import Network

DEFAULT_PEER_TIMEOUT_S = 60


def make_peer_manager(node: NodeContext, network: Network) -> PeerManager:
    """Return what understands messages; the chain must be loaded."""
    args = node.args
    listens = args.get_bool("-listen", True)
    manager = PeerManager(
        network, node.clock.now_micros, ignores_txs=args.get_bool("-blocksonly", False), metrics=node.stats
    )
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
        metrics=node.stats,
    )
    max_orphans_mb = max(0, args.get_int("-maxorphantxsize", DEFAULT_MAX_ORPHANS_MB))
    transactions = Transactions(node, manager, announcements, inventory, max_orphans_mb * 1_000_000)
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
    context = SyncContext(node, network, manager)
    download = BlockDownload(context)
    headers = HeadersSync(context, download)
    extra = ExtraTransactions(args.get_int("-blockreconstructionextratxn", DEFAULT_EXTRA_TXS))
    transactions.add_extra = extra.add
    compact = CompactBlocks(context, headers, download, extra)
    serving = BlockServing(context, compact, announcements)
    for kind in (InvType.BLOCK, InvType.FILTERED_BLOCK, InvType.CMPCT_BLOCK):
        inventory.register(kind, serving.source(kind))
    block_announcements = BlockAnnouncements(context, compact)
    eviction = PeerEviction(context, headers)
    node.scheduler.run_every(eviction.check, CHECK_INTERVAL_S)
    manager.use(
        [
            handshake,
            pings,
            addresses,
            headers,
            compact,
            block_announcements,
            announcements,
            eviction,
            download,
            serving,
            inventory,
            transactions,
            bloom_filters,
            BlockFilters(node, serving.is_allowed),
            reconciliation,
            UnansweredMessages(),
        ]
    )
    for follower in (transactions, download, compact, block_announcements):
        node.chainman.events.subscribe(follower)
    return manager
