"""The mempool stays consistent through blocks, reorganisations and evictions, and -checkmempool sees where it is not."""

import random
from collections.abc import Callable

import pytest

from dashcore.chain.errors import FatalChainError
from dashcore.consensus.validation import InvalidTxError
from dashcore.node.mempool.check import MempoolChecker, check_mempool
from dashcore.node.mempool.pool import Mempool, MempoolOptions
from dashcore.node.testing import Coin, SmallNode, outputs_of, spend
from dashcore.primitives.transaction import OutPoint
from dashcore.primitives.types import Duffs

MakeNode = Callable[..., SmallNode]  # type: ignore[explicit-any] # see conftest


def check(node: SmallNode) -> None:
    """Check the pool."""
    with node.context.chainman.cs_main:
        check_mempool(node.context.mempool, node.context.chainman)


class _Storm:
    """Pays, mines and reorganises by chance."""

    def __init__(self, node: SmallNode, seed: int) -> None:
        self._node = node
        self._rng = random.Random(seed)
        self._coins: list[Coin] = [node.coin(height) for height in range(1, 21)]

    def step(self) -> None:
        """Do one thing."""
        rng = self._rng
        actions = (self._pay, self._pay, self._pay, self._pay, self._mine, self._go_back, self._prioritise, self._trim)
        rng.choice(actions)()

    def _pay(self) -> None:
        """Spend one to three coins, perhaps spent ones, which is refused."""
        coins = self._rng.sample(self._coins, self._rng.randrange(1, 4))
        tx = spend(*coins, fee=self._rng.randrange(1000, 90_000), outputs=self._rng.randrange(1, 5))
        try:
            self._node.context.acceptor.accept(tx)
        except InvalidTxError:
            return
        self._coins += outputs_of(tx)

    def _mine(self) -> None:
        self._node.mine(self._rng.randrange(1, 3))

    def _go_back(self) -> None:
        """Leave some blocks; perhaps take them back, perhaps mine others."""
        chainman = self._node.context.chainman
        index = chainman.active.at(chainman.active.height - self._rng.randrange(4))
        assert index is not None
        chainman.invalidate_block(index)
        check(self._node)
        if self._rng.random() < 0.4:
            chainman.reconsider_block(index)
        else:
            self._node.mine(self._rng.randrange(4))

    def _prioritise(self) -> None:
        pool = self._node.context.mempool
        if pool.entries:
            with self._node.context.chainman.cs_main:
                pool.prioritise(self._rng.choice(list(pool.entries)), self._rng.randrange(-1000, 5000))

    def _trim(self) -> None:
        pool = self._node.context.mempool
        if self._rng.random() < 0.3:
            with self._node.context.chainman.cs_main:
                pool.trim(pool.usage * 4 // 5)


@pytest.mark.parametrize("seed", range(3))
def test_pool_stays_consistent(make_node: MakeNode, seed: int) -> None:
    """Every sum and every bond, after every step."""
    node = make_node(mempool=MempoolOptions(limit_ancestors=6, limit_descendants=7))
    node.mine(121)
    storm = _Storm(node, seed)
    for _ in range(120):
        storm.step()
        check(node)


def _spoil_sum(pool: Mempool) -> None:
    next(iter(pool.entries.values())).descendant_fees = Duffs(1)


def _spoil_bond(pool: Mempool) -> None:
    next(iter(pool.entries.values())).children.clear()


def _spoil_spender(pool: Mempool) -> None:
    del pool.spent_by[next(iter(pool.entries.values())).tx.inputs[0].prevout]


def _spoil_memory(pool: Mempool) -> None:
    pool.inner_usage += 1


def _forget_parent(pool: Mempool) -> None:
    first = next(iter(pool.entries.values()))
    for child in first.children:
        child.parents.clear()


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (_spoil_sum, "has wrong sums"),
        (_spoil_bond, "has other children"),
        (_forget_parent, "has other parents"),
        (_spoil_spender, "is not noted as the one that spends"),
        (_spoil_memory, "the memory"),
    ],
)
def test_damage_is_seen(node: SmallNode, spoil: Callable[[Mempool], None], what: str) -> None:
    """It says what is wrong."""
    parent = spend(node.coin(1))
    node.context.acceptor.accept(parent)
    node.context.acceptor.accept(spend(*outputs_of(parent)))
    check(node)
    spoil(node.context.mempool)

    with pytest.raises(FatalChainError, match=f"CheckMempool: {what}"):
        check(node)


def test_checker_looks_when_the_tip_moves(make_node: MakeNode) -> None:
    """With -checkmempool=1, at every block."""
    node = make_node(mempool=MempoolOptions(check_ratio=1))
    node.mine(102)
    context = node.context
    context.chainman.events.subscribe(MempoolChecker(context.chainman, context.mempool))
    context.acceptor.accept(spend(node.coin(1)))
    node.mine()
    context.acceptor.accept(spend(node.coin(2)))
    context.mempool.spent_by[OutPoint(node.mine()[0].transactions[0].txid, 0)] = spend(node.coin(2))

    with pytest.raises(FatalChainError, match="spent outputs without a transaction"):
        node.mine()
