"""What the node measures of itself for -statshost: at each tip, and now and then. Mirrors PeriodicStats of init.cpp."""

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.errors import ChainError
from dashcore.chain.events import ChainEvents
from dashcore.chain.metrics import Metrics
from dashcore.chain.stats import CoinHashType, compute_coin_stats
from dashcore.consensus.tx_verify import legacy_sigop_count
from dashcore.interfaces.rpc import RpcError
from dashcore.node.context import NodeContext
from dashcore.node.rpc.chain_json import difficulty
from dashcore.node.rpc.coin_snapshot import check_running, take_snapshots
from dashcore.node.rpc.mining import network_hashes_per_second
from dashcore.primitives.block import Block
from dashcore.primitives.types import COIN

DEFAULT_PERIOD_S = 60
MIN_PERIOD_S = 5
MAX_PERIOD_S = 60 * 60

_HASH_WINDOW = 120  # blocks
_UNITS = {"hashes": 1.0, "terahashes": 1e12, "petahashes": 1e15, "exahashes": 1e18}


class TipGauges(ChainEvents):
    """Tells of each block that becomes the tip."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def block_connected(self, block: Block, index: BlockIndex) -> None:
        """Describe the block. Source: C++ ConnectTip."""
        gauge = self._metrics.gauge
        gauge("blocks.tip.SizeBytes", len(block.serialize()))
        gauge("blocks.tip.Height", index.height)
        gauge("blocks.tip.Version", block.header.version)
        gauge("blocks.tip.NumTransactions", len(block.transactions))
        gauge("blocks.tip.SigOps", sum(map(legacy_sigop_count, block.transactions)))


def send_periodic_stats(node: NodeContext, metrics: Metrics) -> None:
    """Describe coins, network and mempool as they are now.

    Threads: any; it takes as long as reading all coins does.
    """
    _send_coin_stats(node, metrics)
    speed = network_hashes_per_second(node, _HASH_WINDOW, -1)
    with node.chainman.cs_main:
        tip = node.chainman.active.tip
        if tip is None:
            return
        pool = node.mempool
        gauges: dict[str, float] = {
            "network.difficulty": difficulty(tip.bits),
            "transactions.txCacheSize": len(node.chainman.coins),
            "transactions.totalTransactions": tip.chain_tx_count,
            "transactions.mempool.totalTransactions": len(pool),
            "transactions.mempool.totalTxBytes": pool.total_size,
            "transactions.mempool.memoryUsageBytes": pool.usage,
            "transactions.mempool.minFeePerKb": pool.min_fee(),
            "transactions.mempool.lockedTransactions": 0,  # locks come from quorums
        }
    if speed > 0:
        gauges |= {f"network.{name}PerSecond": speed / unit for name, unit in _UNITS.items()}
    for key, value in gauges.items():
        metrics.gauge(key, value)


def _send_coin_stats(node: NodeContext, metrics: Metrics) -> None:
    (snapshot,) = take_snapshots(node)
    try:
        stats = compute_coin_stats(snapshot, lambda _hash: snapshot.tip, CoinHashType.NONE, lambda: check_running(node))
    except (ChainError, RpcError):
        return  # unreadable, or the node stops
    metrics.gauge("utxoset.tx", stats.transactions)
    metrics.gauge("utxoset.txOutputs", stats.outputs)
    metrics.gauge("utxoset.dbSizeBytes", stats.disk_size)
    metrics.gauge("utxoset.blockHeight", stats.height)
    metrics.gauge("utxoset.totalAmount", stats.total_amount / COIN)
