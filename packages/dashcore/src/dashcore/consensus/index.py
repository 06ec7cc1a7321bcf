"""What the rules ask of the tree of headers.

The rules see blocks through this protocol; `chain` keeps the objects behind it, tests a
list. Mirrors the part of chain.h that consensus code reads.
"""

from typing import Protocol

from dashcore.primitives.types import BlockHash

MEDIAN_TIME_SPAN = 11  # blocks. Source: C++ CBlockIndex::nMedianTimeSpan


class BlockIndex(Protocol):
    """One header and its ancestors. Any class with these names fits; nothing is written to it."""

    @property
    def height(self) -> int:
        """Blocks above the genesis block."""

    @property
    def hash(self) -> BlockHash:
        """Block id."""

    @property
    def prev(self) -> "BlockIndex | None":
        """The parent; None for the genesis block."""

    @property
    def version(self) -> int:
        """Signed 32 bits."""

    @property
    def time(self) -> int:
        """The header's time, seconds."""

    @property
    def bits(self) -> int:
        """Compact form of the target."""

    @property
    def median_time_past(self) -> int:
        """Median time of this block and its ten ancestors, seconds; see `median_time_past`."""

    def get_ancestor(self, height: int) -> "BlockIndex | None":
        """The block at `height` below this one or this one itself; None below 0 or above."""


def median_time_past(index: BlockIndex) -> int:
    """Return the median time of a block and up to ten ancestors. Source: BIP 113; C++ GetMedianTimePast."""
    times: list[int] = []
    at: BlockIndex | None = index
    while at is not None and len(times) < MEDIAN_TIME_SPAN:
        times.append(at.time)
        at = at.prev
    times.sort()
    return times[len(times) // 2]


def is_ancestor(index: BlockIndex, tip: BlockIndex) -> bool:
    """Whether a block is on the branch that ends at `tip`, which counts as its own ancestor."""
    found = tip.get_ancestor(index.height)
    return found is not None and found.hash == index.hash
