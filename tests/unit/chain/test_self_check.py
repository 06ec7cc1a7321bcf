"""The tree of blocks stays consistent whatever comes, and -checkblockindex sees where it is not."""

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from dashcore.chain.blockindex import (
    FAILED_CHILD,
    HAVE_DATA,
    HAVE_UNDO,
    VALID_SCRIPTS,
    VALID_TRANSACTIONS,
    BlockIndex,
)
from dashcore.chain.errors import FatalChainError
from dashcore.chain.manager import ChainManager
from dashcore.chain.self_check import check_block_index
from dashcore.consensus.validation import InvalidBlockError
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import Transaction, TxOut
from dashcore.primitives.types import BlockHash, Duffs

MakeManager = Callable[..., ChainManager]  # type: ignore[explicit-any] # options go by name
Mine = Callable[..., Block]  # type: ignore[explicit-any] # likewise
Grow = Callable[[ChainManager, int], list[Block]]


def greedy(coinbase: Transaction) -> Transaction:
    """Return a coinbase that pays too much."""
    outputs = tuple(TxOut(Duffs(out.value * 2), out.script_pubkey) for out in coinbase.outputs)
    return Transaction(
        coinbase.inputs,
        outputs,
        version=coinbase.version,
        type=coinbase.type,
        lock_time=coinbase.lock_time,
        extra_payload=coinbase.extra_payload,
    )


class _Storm:
    """Does to a chain, by chance, all that can be done to one."""

    def __init__(self, manager: ChainManager, mine: Mine, seed: int) -> None:
        self.manager = manager
        self._mine = mine
        self._rng = random.Random(seed)
        self._waiting: list[Block] = []
        self._invalid: list[BlockHash] = []

    def _any(self) -> BlockIndex:
        """A block of the last ones, of any branch."""
        indexes = sorted(self.manager.state.blocks.values(), key=lambda index: (index.height, index.hash))
        return self._rng.choice(indexes[-8:])

    def step(self) -> None:
        """Do one thing."""
        actions = (
            self._extend,
            self._extend,
            self._branch,
            self._deliver,
            self._invalidate,
            self._reconsider,
            self._prefer,
        )
        self._rng.choice(actions)()

    def _offer(self, block: Block) -> None:
        with suppress(InvalidBlockError):
            self.manager.process_new_block(block, force=self._rng.random() < 0.9)

    def _extend(self) -> None:
        self._offer(self._mine(self.manager, change=greedy if self._rng.random() < 0.1 else None))

    def _branch(self) -> None:
        """Make a branch of which the headers come first and the blocks later, in any order."""
        parent = self._any()
        for _ in range(self._rng.randrange(1, 4)):
            change = greedy if self._rng.random() < 0.1 else None
            block = self._mine(self.manager, parent, change=change, later=self._rng.randrange(60, 200))
            try:
                index = self.manager.process_new_block_headers([block.header])
            except InvalidBlockError:
                return
            assert index is not None
            parent = index
            self._waiting.append(block)
        self._rng.shuffle(self._waiting)

    def _deliver(self) -> None:
        for _ in range(min(len(self._waiting), self._rng.randrange(1, 4))):
            self._offer(self._waiting.pop())

    def _invalidate(self) -> None:
        index = self._any()
        if index.prev is not None and index.height > 2:
            self.manager.invalidate_block(index)
            self._invalid.append(index.hash)

    def _reconsider(self) -> None:
        if self._invalid:
            index = self.manager.find(self._invalid.pop())
            if index is not None:
                self.manager.reconsider_block(index)

    def _prefer(self) -> None:
        self.manager.precious_block(self._any())


@pytest.mark.parametrize("seed", range(6))
def test_tree_stays_consistent(make_manager: MakeManager, mine: Mine, grow: Grow, tmp_path: Path, seed: int) -> None:
    """Branches, missing blocks, invalid ones, changes by hand and restarts."""
    manager = make_manager(tmp_path / "regtest", check_block_index=True)
    manager.import_blocks()
    grow(manager, 6)
    storm = _Storm(manager, mine, seed)
    for number in range(150):
        storm.step()
        if number % 50 == 49:
            tip = manager.best_block_hash()
            manager.close()
            manager = make_manager(tmp_path / "regtest", check_block_index=True, check_level=4)
            with manager.cs_main:
                check_block_index(manager.state)
            assert manager.best_block_hash() == tip
            manager.import_blocks()
            storm.manager = manager


@pytest.mark.parametrize(
    ("attribute", "value", "what"),
    [
        ("height", 99, "the height"),
        ("chain_work", 0, "the work"),
        ("sequence_id", 7, "the order of arrival"),
        ("tx_count", 0, "the number of transactions"),
        ("chain_tx_count", 0, "the (sum of transactions|order of arrival)"),
        ("status", VALID_SCRIPTS | HAVE_DATA | FAILED_CHILD, "the failure"),
        ("status", VALID_SCRIPTS, "the missing data"),
        ("status", VALID_SCRIPTS | HAVE_UNDO, "the undo data"),
        ("status", VALID_TRANSACTIONS | HAVE_DATA, "the valid chain"),
    ],
)
def test_damaged_entry_is_seen(manager: ChainManager, grow: Grow, attribute: str, value: int, what: str) -> None:
    """Each says what is wrong, and of which block."""
    grow(manager, 3)
    index = manager.active.at(2)
    assert index is not None
    if attribute == "sequence_id":
        index.chain_tx_count = 0
    setattr(index, attribute, value)

    with pytest.raises(FatalChainError, match=f"CheckBlockIndex: {what} of BlockIndex"):
        check_block_index(manager.state)


def test_damaged_sets_are_seen(manager: ChainManager, grow: Grow) -> None:
    """The tip is a candidate, a stored block waits for nothing, and all descend from genesis."""
    grow(manager, 3)
    state, tip = manager.state, manager.active.tip
    assert tip is not None
    check_block_index(state)

    state.unlinked[tip.hash] = [tip]
    with pytest.raises(FatalChainError, match="the needless wait"):
        check_block_index(state)
    state.unlinked.clear()

    state.candidates.clear()
    with pytest.raises(FatalChainError, match="the missing candidature"):
        check_block_index(state)
    state.candidates.add(tip)

    assert tip.prev is not None
    state.children.pop(tip.prev.hash)
    with pytest.raises(FatalChainError, match="do not descend from genesis"):
        check_block_index(state)


def test_option_stops_the_node(make_manager: MakeManager, grow: Grow, tmp_path: Path) -> None:
    """With -checkblockindex the next block finds it."""
    manager = make_manager(tmp_path / "regtest", check_block_index=True)
    manager.import_blocks()
    grow(manager, 2)
    index = manager.active.at(1)
    assert index is not None
    index.status |= FAILED_CHILD

    with pytest.raises(FatalChainError, match="the failure"):
        grow(manager, 1)
