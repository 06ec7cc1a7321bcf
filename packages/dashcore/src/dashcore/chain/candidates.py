"""The blocks that could become the tip, ordered by preference. Mirrors setBlockIndexCandidates."""

from bisect import bisect_left

from dashcore.chain.blockindex import BlockIndex

_Key = tuple[int, int, bytes]


def preference(index: BlockIndex) -> _Key:
    """Return the key by which the better tip is the greater: work, then earlier arrival, then hash.

    Source: C++ CBlockIndexWorkComparator, whose last tie-breaker is an address.
    """
    return index.chain_work, -index.sequence_id, index.hash


class CandidateSet:
    """A sorted set of entries.

    An entry's sequence id must not change while it is in the set.
    """

    def __init__(self) -> None:
        self._keys: list[_Key] = []
        self._entries: dict[bytes, BlockIndex] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, index: BlockIndex) -> bool:
        return index.hash in self._entries

    def add(self, index: BlockIndex) -> None:
        """Put an entry in, unless it is in already."""
        if index.hash not in self._entries:
            self._entries[index.hash] = index
            key = preference(index)
            keys = self._keys
            if not keys or key > keys[-1]:
                keys.append(key)
            else:
                keys.insert(bisect_left(keys, key), key)

    def discard(self, index: BlockIndex) -> None:
        """Take an entry out; it need not be in."""
        if self._entries.pop(index.hash, None) is not None:
            del self._keys[bisect_left(self._keys, preference(index))]

    def best(self) -> BlockIndex | None:
        """Return the preferred entry; None if empty."""
        return self._entries[self._keys[-1][2]] if self._keys else None

    def discard_worse_than(self, index: BlockIndex) -> None:
        """Take out all that are less preferred than `index`."""
        count = bisect_left(self._keys, preference(index))
        for key in self._keys[:count]:
            del self._entries[key[2]]
        del self._keys[:count]

    def clear(self) -> None:
        """Take all out."""
        self._keys.clear()
        self._entries.clear()
