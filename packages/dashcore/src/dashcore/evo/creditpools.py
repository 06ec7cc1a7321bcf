"""The credit pool after any block, found from the blocks below it. Mirrors CCreditPoolManager of evo/creditpool.cpp."""

from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

from dashcore.consensus.index import BlockIndex
from dashcore.consensus.params import ChainParams, Deployment
from dashcore.evo.creditpool import SNAPSHOT_PERIOD, BlockCredits, CreditPool, next_pool, read_block_credits
from dashcore.primitives.block import Block
from dashcore.primitives.types import BlockHash, Duffs

ValueT = TypeVar("ValueT")
CACHE_SIZE = 1000  # pools kept

ReadBlock = Callable[[BlockIndex], Block]
LoadPool = Callable[[BlockHash], CreditPool | None]
StorePool = Callable[[BlockHash, CreditPool], None]


def _load_nothing(_block_hash: BlockHash) -> CreditPool | None:
    """Know no stored pool."""
    return None


def _store_nowhere(_block_hash: BlockHash, _pool: CreditPool) -> None:
    """Forget a pool that should be stored."""


class CreditPools:
    """Pools by block, with a cache.

    Args (constructor):
        read_block: reads a block that is in the index.
        v24_active_at: whether V24 holds for a block.
        load: reads a snapshot that was stored; asked for every `SNAPSHOT_PERIOD`th block.
        store: takes such a snapshot.

    Threads: no lock inside; the owner's lock guards all calls.
    """

    def __init__(
        self,
        chain: ChainParams,
        read_block: ReadBlock,
        v24_active_at: Callable[[BlockIndex], bool],
        load: LoadPool = _load_nothing,
        store: StorePool = _store_nowhere,
    ) -> None:
        self._params = chain.consensus
        self._period = chain.credit_pool_period
        self._read_block = read_block
        self._v24_active_at = v24_active_at
        self._load = load
        self._store = store
        self._pools: OrderedDict[BlockHash, CreditPool] = OrderedDict()
        self._credits: OrderedDict[BlockHash, BlockCredits | None] = OrderedDict()

    def get(self, index: BlockIndex | None) -> CreditPool:
        """Return the pool after a block; empty before V20 and for None.

        Raises:
            ValueError: the stored chain contradicts itself.
            InvalidTxError: a stored withdrawal is malformed.
        """
        pending: list[BlockIndex] = []
        at = index
        pool: CreditPool | None = None
        while at is not None:
            pool = self._find(at)
            if pool is not None:
                break
            pending.append(at)
            at = at.prev
        pool = pool or CreditPool()
        for block in reversed(pending):
            pool = self._next(pool, block)
        return pool

    def add_block(self, index: BlockIndex, block: Block) -> CreditPool:
        """Return the pool after a block that is at hand, and spare reading it."""
        _remember(self._credits, index.hash, read_block_credits(block, index.height, self._params), 2 * self._period)
        return self.get(index)

    def _find(self, index: BlockIndex) -> CreditPool | None:
        if not self._params.is_active_at(Deployment.V20, index.height):
            return CreditPool()
        pool = self._pools.get(index.hash)
        if pool is None and index.height % SNAPSHOT_PERIOD == 0:
            pool = self._load(index.hash)
            if pool is not None:
                _remember(self._pools, index.hash, pool, CACHE_SIZE)
        return pool

    def _next(self, previous: CreditPool, index: BlockIndex) -> CreditPool:
        here = self._credits_of(index)
        left = index.get_ancestor(index.height - self._period)
        distant = None if left is None else self._credits_of(left)
        pool = next_pool(
            previous,
            index.height,
            here,
            Duffs(0) if distant is None else distant.unlocked,
            self._params,
            v24_active=self._v24_active_at(index),
        )
        _remember(self._pools, index.hash, pool, CACHE_SIZE)
        if index.height % SNAPSHOT_PERIOD == 0:
            self._store(index.hash, pool)
        return pool

    def _credits_of(self, index: BlockIndex) -> BlockCredits | None:
        if not self._params.is_active_at(Deployment.DIP3, index.height):
            return None
        if index.hash in self._credits:
            return self._credits[index.hash]
        found = read_block_credits(self._read_block(index), index.height, self._params)
        _remember(self._credits, index.hash, found, 2 * self._period)
        return found


def _remember(cache: OrderedDict[BlockHash, ValueT], key: BlockHash, value: ValueT, limit: int) -> None:
    cache[key] = value
    if len(cache) > limit:
        cache.popitem(last=False)
