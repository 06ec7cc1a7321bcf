"""The database of masternode lists, quorums and credit pool. Mirrors evo/evodb.h.

Writes gather in two layers over the database: those of the block being connected, which
are dropped if it fails, and those of all blocks since the last flush, which reach the
disk together with the coins.
"""

from pathlib import Path

from dashcore.chain.db import Batch, Database
from dashcore.primitives.types import BlockHash
from dashcore.util.serialize import encode_bytes

BEST_BLOCK = b"b_b4"
CACHE_SIZE = 64 << 20  # bytes; also the pending writes that force a flush
_ENTRY_SIZE = 200  # bytes of memory a small pending write takes


def evo_key(name: bytes, rest: bytes = b"") -> bytes:
    """Return a key: a name with its length, then e.g. a block hash."""
    return encode_bytes(name) + rest


_BEST_KEY = evo_key(BEST_BLOCK)


class EvoDatabase:
    """The database below evodb.

    Threads: under cs_main.
    """

    def __init__(self, path: Path, *, wipe: bool = False) -> None:
        self._db = Database(path, cache_size=CACHE_SIZE, wipe=wipe)
        self._root: dict[bytes, bytes | None] = {}
        self._current: dict[bytes, bytes | None] = {}
        self._pending_bytes = 0

    def get(self, key: bytes) -> bytes | None:
        """Return the value of a key, pending writes included; None if there is none."""
        if key in self._current:
            return self._current[key]
        if key in self._root:
            return self._root[key]
        return self._db.get(key)

    def put(self, key: bytes, value: bytes) -> None:
        """Set a value as part of the block being processed."""
        self._current[key] = value

    def delete(self, key: bytes) -> None:
        """Remove a key as part of the block being processed."""
        self._current[key] = None

    def commit(self) -> None:
        """Keep the writes of the block that was processed."""
        self._root.update(self._current)
        self._pending_bytes += sum(_ENTRY_SIZE + len(value or b"") for value in self._current.values())
        self._current.clear()

    def rollback(self) -> None:
        """Drop the writes of a block that failed or was only tried."""
        self._current.clear()

    def commit_root(self) -> None:
        """Write all kept changes to the database.

        Raises:
            DatabaseError: nothing was written.
        """
        if not self._root:
            return
        batch = Batch()
        for key, value in self._root.items():
            if value is None:
                batch.delete(key)
            else:
                batch.put(key, value)
        self._db.write(batch)
        self._root.clear()
        self._pending_bytes = 0

    def best_block(self) -> BlockHash | None:
        """Return the block up to which all records are there; None if nothing was processed."""
        stored = self.get(_BEST_KEY)
        return None if stored is None else BlockHash(stored)

    def set_best_block(self, block_hash: BlockHash) -> None:
        """Say so, as part of the block being processed."""
        self.put(_BEST_KEY, block_hash)

    def is_empty(self) -> bool:
        """Whether nothing was ever written."""
        return not self._root and not self._current and self._db.is_empty()

    def memory_usage(self) -> int:
        """Return an estimate in bytes of the writes not yet on disk."""
        return self._pending_bytes

    def close(self) -> None:
        """Release the database; pending writes are lost."""
        self._db.close()
