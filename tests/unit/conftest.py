"""Fakes that the unit tests of the rules share."""

from collections.abc import Callable, Sequence

import pytest

from dashcore.consensus.index import BlockIndex, median_time_past
from dashcore.primitives.types import BlockHash
from dashcore.util.hashes import hash256

Header = tuple[int, int, int]  # time, bits, version


class FakeIndex:
    """A header in a list; its id is made from its height."""

    def __init__(self, chain: list["FakeIndex"], header: Header, first_height: int) -> None:
        self._chain = chain
        self._first_height = first_height
        self.height = first_height + len(chain)
        self.prev: FakeIndex | None = chain[-1] if chain else None
        self.hash = BlockHash(hash256(self.height.to_bytes(4, "little")))
        self.time, self.bits, self.version = header
        chain.append(self)
        self.median_time_past = median_time_past(self)

    def get_ancestor(self, height: int) -> "FakeIndex | None":
        """The block at `height` of the list."""
        return self._chain[height - self._first_height] if self._first_height <= height <= self.height else None


@pytest.fixture
def make_chain() -> Callable[[Sequence[Header]], BlockIndex]:
    """Make a chain from (time, bits, version) of each header; the answer is its tip."""

    def make(headers: Sequence[Header]) -> BlockIndex:
        chain: list[FakeIndex] = []
        for header in headers:
            FakeIndex(chain, header, 0)
        return chain[-1]

    return make


@pytest.fixture
def make_tail() -> Callable[[Sequence[Header], int], BlockIndex]:
    """Make the last headers of a longer chain; the second argument is the height of the tip."""

    def make(headers: Sequence[Header], tip_height: int) -> BlockIndex:
        chain: list[FakeIndex] = []
        for header in headers:
            FakeIndex(chain, header, tip_height + 1 - len(headers))
        return chain[-1]

    return make


@pytest.fixture
def chain_of(make_chain: Callable[[Sequence[Header]], BlockIndex]) -> Callable[[int], BlockIndex]:
    """Make a chain on regtest whose tip has the given height."""

    def make(height: int) -> BlockIndex:
        return make_chain([(1417713337 + 150 * at, 0x207FFFFF, 0x20000000) for at in range(height + 1)])

    return make
