"""The active chain as a list by height. Mirrors class CChain of chain.h."""

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from dashcore.chain.blockindex import BlockIndex
from dashcore.primitives.types import BlockHash


class ActiveChain:
    """The blocks from genesis to the tip. Guarded by cs_main, as all that hands out its entries."""

    def __init__(self) -> None:
        self._blocks: list[BlockIndex] = []

    @property
    def tip(self) -> BlockIndex | None:
        """The last block; None before genesis is connected."""
        return self._blocks[-1] if self._blocks else None

    @property
    def genesis(self) -> BlockIndex | None:
        """The first block; None before it is connected."""
        return self._blocks[0] if self._blocks else None

    @property
    def height(self) -> int:
        """Height of the tip; -1 before genesis is connected."""
        return len(self._blocks) - 1

    def at(self, height: int) -> BlockIndex | None:
        """Return the block at a height; None if the chain has none."""
        return self._blocks[height] if 0 <= height < len(self._blocks) else None

    def __contains__(self, index: BlockIndex) -> bool:
        return index.height < len(self._blocks) and self._blocks[index.height] is index

    def __iter__(self) -> Iterator[BlockIndex]:
        return iter(self._blocks)

    def next(self, index: BlockIndex) -> BlockIndex | None:
        """Return the block behind one of this chain; None at the tip or off the chain."""
        return self.at(index.height + 1) if index in self else None

    def set_tip(self, tip: BlockIndex | None) -> None:
        """Make the chain end at `tip`. Source: C++ CChain::SetTip."""
        if tip is None:
            self._blocks.clear()
            return
        blocks = self._blocks
        del blocks[tip.height + 1 :]
        blocks.extend([tip] * (tip.height + 1 - len(blocks)))
        walk: BlockIndex | None = tip
        blocks[tip.height] = tip
        walk = tip.prev
        while walk is not None and blocks[walk.height] is not walk:
            blocks[walk.height] = walk
            walk = walk.prev

    def locator(self, index: BlockIndex | None = None) -> list[BlockHash]:
        """Return hashes that let a peer find where its chain parts from ours.

        Args:
            index: where to begin, need not be of this chain; None: the tip.

        Source: C++ CChain::GetLocator.
        """
        have: list[BlockHash] = []
        step = 1
        walk = index if index is not None else self.tip
        while walk is not None:
            have.append(walk.hash)
            if walk.height == 0:
                break
            height = max(walk.height - step, 0)
            walk = self._blocks[height] if walk in self else walk.get_ancestor(height)
            if len(have) > 10:
                step *= 2
        return have

    def find_fork(self, index: BlockIndex | None) -> BlockIndex | None:
        """Return the last block that `index` descends from and this chain has. Source: C++ FindFork."""
        if index is not None and index.height > self.height:
            index = index.get_ancestor(self.height)
        while index is not None and index not in self:
            index = index.prev
        return index

    def find_earliest_at_least(self, time: int, height: int) -> BlockIndex | None:
        """Return the first block not below `height` up to which some block's time reached `time`.

        Source: C++ FindEarliestAtLeast.
        """
        at = max(bisect_left(self._blocks, time, key=attrgetter("time_max")), height, 0)
        return self.at(at)
