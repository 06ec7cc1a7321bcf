"""Records of an index by height, and by id for those of blocks that left the chain.

Filters and coin statistics are both kept so. Mirrors DBHeightKey and DBHashKey of index/blockfilterindex.cpp.
"""

from collections.abc import Iterable

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.db import Batch, Database
from dashcore.chain.errors import CorruptDataError
from dashcore.primitives.types import BlockHash
from dashcore.util.hashes import HASH_SIZE, display_hash

_BY_HEIGHT = b"t"
_BY_HASH = b"s"


def _height_key(height: int) -> bytes:
    return _BY_HEIGHT + height.to_bytes(4, "big")  # so that keys are in the order of heights


class HeightRecords:
    """Records of blocks in an index's database.

    Threads: any.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def _at(self, height: int) -> tuple[BlockHash, bytes] | None:
        """Return the block indexed last at a height and its record; None if there is none."""
        data = self._db.get(_height_key(height))
        return None if data is None else (BlockHash(data[:HASH_SIZE]), data[HASH_SIZE:])

    def find(self, index: BlockIndex) -> bytes | None:
        """Return the record of a block, be it in the chain or not; None if it was never indexed."""
        found = self._at(index.height)
        if found is None:
            return None
        return found[1] if found[0] == index.hash else self._db.get(_BY_HASH + index.hash)

    def find_range(self, first: int, last: BlockIndex) -> list[bytes] | None:
        """Return the records of a branch from a height up to a block; None unless all are there."""
        records: list[bytes] = []
        walk: BlockIndex | None = last
        while walk is not None and walk.height >= first:
            record = self.find(walk)
            if record is None:
                return None
            records.append(record)
            walk = walk.prev
        records.reverse()
        return records

    def write(self, index: BlockIndex, record: bytes) -> None:
        """Write the record of a block at its height."""
        self._db.put(_height_key(index.height), index.hash + record)

    def keep_by_hash(self, batch: Batch, heights: Iterable[int]) -> None:
        """Copy records where they outlast those that will follow at their heights.

        Raises:
            CorruptDataError: one is missing.

        Source: C++ CopyHeightIndexToHashIndex.
        """
        for height in heights:
            found = self._at(height)
            if found is None:
                raise CorruptDataError(f"unexpected key in index: expected (t, {height})")
            batch.put(_BY_HASH + found[0], found[1])

    def parent_record(self, index: BlockIndex) -> bytes:
        """Return the record of a block's parent.

        Raises:
            CorruptDataError: it is missing.
        """
        parent = index.prev
        record = self.find(parent) if parent is not None else None
        if record is None:
            expected = display_hash(parent.hash) if parent is not None else ""
            raise CorruptDataError(f"previous block header not found; expected {expected}")
        return record
