"""Each interface twice: the object itself, and through a connection."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

import pytest

from dashcore.interfaces.chain import Chain
from dashcore.interfaces.wallet import WalletLoader
from dashcore.ipc.stubs.chain_stubs import ChainProxy
from dashcore.ipc.stubs.wallet_stubs import WalletLoaderProxy
from dashcore.node.testing import SmallNode
from dashcore.wallet.testing import WalletRig
from libmultiprocess.testing import MODES, Mode, pair

T = TypeVar("T")
Cross = Callable[[T, type[T]], T]


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> Mode:
    """Where the object is: here, or behind a socket."""
    chosen: Mode = request.param
    return chosen


@pytest.fixture
def cross(mode: Mode) -> Iterator[Cross[T]]:
    """Give an object itself, or a proxy of it that lasts as long as the test."""
    with ExitStack() as stack:
        yield lambda impl, proxy: stack.enter_context(pair(mode, impl, proxy))


@pytest.fixture
def node(tmp_path: Path) -> Iterator[SmallNode]:
    """A node with ten coins that can be spent: those of heights 1 to 10."""
    with SmallNode(tmp_path) as made:
        made.mine(110)
        yield made


@pytest.fixture
def chain(node: SmallNode, cross: Cross[Chain]) -> Chain:
    """The node's chain."""
    return cross(node.context.chain, ChainProxy)


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[WalletRig]:
    """A wallet process over a chain in memory."""
    made = WalletRig(tmp_path)
    yield made
    made.loader.close()


@pytest.fixture
def loader(rig: WalletRig, cross: Cross[WalletLoader]) -> WalletLoader:
    """That process's loader."""
    return cross(rig.loader, WalletLoaderProxy)
