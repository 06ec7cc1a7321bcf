"""Notice that miners vote for rules this program does not know. Mirrors WarningBitsConditionChecker.

A bit that no known vote asks for, set in enough blocks of a period, counts as locked in
for the next period and as active from then on.
"""

from dashcore.chain.blockindex import BlockIndex
from dashcore.consensus.params import ConsensusParams
from dashcore.consensus.versionbits import SIGNAL_BITS, TOP_BITS, TOP_MASK, VersionBits
from dashcore.primitives.types import BlockHash

_BITS_MASK = (1 << SIGNAL_BITS) - 1

Verdict = tuple[int, int]  # masks of bits locked in, and active


class UnknownRules:
    """What unknown bits have come to, by the last block of each period.

    Threads: under cs_main.
    """

    def __init__(self, params: ConsensusParams, version_bits: VersionBits) -> None:
        self._params = params
        self._version_bits = version_bits
        self._verdicts: dict[BlockHash, Verdict] = {}

    def above(self, index: BlockIndex) -> Verdict:
        """Return the masks that hold for a child of `index`."""
        period = self._params.signal_window
        end = index.get_ancestor(index.height - (index.height + 1) % period)
        pending: list[BlockIndex] = []
        while end is not None and end.hash not in self._verdicts:
            pending.append(end)
            end = end.get_ancestor(end.height - period)
        locked, active = self._verdicts[end.hash] if end is not None else (0, 0)
        for block in reversed(pending):
            is_first = block.height < period  # votes begin with the second period
            active |= locked
            locked = 0 if is_first else self._count(block) & ~active
            self._verdicts[block.hash] = locked, active
        return locked, active

    def _count(self, end: BlockIndex) -> int:
        """Return the bits that enough blocks of the period set, though no known vote asks for them."""
        counts = [0] * SIGNAL_BITS
        index: BlockIndex | None = end
        for _ in range(self._params.signal_window):
            if index is None or index.height < self._params.min_signal_warning_height:
                break
            if index.version & TOP_MASK == TOP_BITS and index.version & _BITS_MASK:
                unknown = index.version & _BITS_MASK & ~self._version_bits.block_version(index.prev)
                while unknown:
                    lowest = unknown & -unknown
                    counts[lowest.bit_length() - 1] += 1
                    unknown ^= lowest
            index = index.prev
        return sum(1 << bit for bit, count in enumerate(counts) if count >= self._params.signal_threshold)


def bits_of(mask: int) -> list[int]:
    """Return the numbers of the bits that are set."""
    return [bit for bit in range(SIGNAL_BITS) if mask >> bit & 1]
