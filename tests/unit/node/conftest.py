"""Fixtures of the node's tests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashcore.node.mempool.pool import MempoolOptions
from dashcore.node.mining.miner import MinerOptions
from dashcore.node.testing import SmallNode

MakeNode = Callable[..., SmallNode]  # type: ignore[explicit-any] # (mempool=MempoolOptions(...), miner=MinerOptions(...))


@pytest.fixture
def make_node(tmp_path: Path) -> Iterator[MakeNode]:
    """Make nodes that end with the test."""
    made: list[SmallNode] = []

    def make(*, mempool: MempoolOptions | None = None, miner: MinerOptions | None = None) -> SmallNode:
        directory = tmp_path / f"node{len(made)}"
        directory.mkdir()
        made.append(SmallNode(directory, mempool=mempool, miner=miner))
        return made[-1]

    yield make
    for node in made:
        node.close()


@pytest.fixture
def node(make_node: MakeNode) -> SmallNode:
    """A node with ten coins that can be spent: those of heights 1 to 10."""
    made = make_node()
    made.mine(110)
    return made
