"""All unspent outputs as they were at one moment, read without holding the node up."""

from collections.abc import Iterator
from itertools import chain

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.coins import Coin, CoinKey
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.rpc.chain_json import get_tip
from dashcore.primitives.types import BlockHash


class CoinSnapshot:
    """The coins after the tip of now; can be iterated once.

    Attributes:
        tip: the block whose state this is.

    Threads: made under cs_main, with all coins flushed; then one thread, without.
    """

    def __init__(self, node: NodeContext) -> None:
        self._coins_db = node.chainman.state.coins_db
        self.tip: BlockIndex = get_tip(node)
        # The database takes its snapshot with the first record.
        entries = self._coins_db.iterate()
        first = next(entries, None)
        self._entries: Iterator[tuple[CoinKey, Coin]] = iter(()) if first is None else chain((first,), entries)

    def best_block(self) -> BlockHash:
        """Return the block whose state this is."""
        return self.tip.hash

    def iterate(self) -> Iterator[tuple[CoinKey, Coin]]:
        """Yield all coins by key."""
        return self._entries

    def estimate_size(self) -> int:
        """Return roughly how many bytes of disk the coins take."""
        return self._coins_db.estimate_size()


def take_snapshots(node: NodeContext, count: int = 1) -> list[CoinSnapshot]:
    """Flush the coins and take snapshots of one and the same state."""
    with node.chainman.cs_main:
        node.chainman.flush()
        return [CoinSnapshot(node) for _ in range(count)]


def check_running(node: NodeContext) -> None:
    """Give long work up where the node stops.

    Raises:
        RpcError: code -9. Source: C++ RpcInterruptionPoint.
    """
    if node.shutdown.shutdown_requested():
        raise RpcError(RpcErrorCode.CLIENT_NOT_CONNECTED, "Shutting down")
