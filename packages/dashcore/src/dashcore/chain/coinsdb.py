"""The unspent outputs on disk. Mirrors class CCoinsViewDB of txdb.h.

While a flush is under way, "H" holds the heads it leads from and to and "B" is gone; a
start that finds "H" replays the blocks between them, which is harmless however much of
the flush was written.
"""

import logging
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from dashcore.chain.coins import COIN_PREFIX, Coin, CoinChanges, CoinKey
from dashcore.chain.db import Batch, Database
from dashcore.chain.errors import CorruptDataError, FatalChainError
from dashcore.primitives.types import BlockHash
from dashcore.util.hashes import NULL_HASH
from dashcore.util.serialize import SerializationError

DEFAULT_BATCH_SIZE = 16 << 20  # bytes, -dbbatchsize

_BEST_BLOCK = b"B"
_HEAD_BLOCKS = b"H"
_OLD_COINS = b"c"  # before version 0.15 of Bitcoin Core

_log = logging.getLogger("dash.coindb")


class CoinsDatabase:
    """The coin database of a data directory.

    Args (constructor):
        cache_size: bytes for LevelDB.
        batch_size: bytes; a flush is cut into batches of about that.
        crash_ratio: for tests, the process ends behind one in so many batches but the last; 0: never.
    """

    def __init__(
        self,
        path: Path,
        *,
        cache_size: int,
        wipe: bool = False,
        batch_size: int = DEFAULT_BATCH_SIZE,
        crash_ratio: int = 0,
    ) -> None:
        self._db = Database(path, cache_size=cache_size, wipe=wipe, obfuscate=True)
        self._batch_size = batch_size
        self._crash_ratio = crash_ratio

    @property
    def database(self) -> Database:
        """The store itself."""
        return self._db

    def get(self, key: CoinKey) -> Coin | None:
        """Return an unspent coin; None if there is none.

        Raises:
            CorruptDataError: the record is none.
        """
        data = self._db.get(key)
        if data is None:
            return None
        try:
            return Coin.decode(data)
        except SerializationError as error:
            raise CorruptDataError(f"Error reading from database: {error}") from error

    def best_block(self) -> BlockHash:
        """Return the block whose state this is; null before genesis and in the middle of a flush."""
        return BlockHash(self._db.get(_BEST_BLOCK) or NULL_HASH)

    def head_blocks(self) -> list[BlockHash]:
        """Return [new, old] heads if a flush was interrupted, else nothing. Source: C++ GetHeadBlocks."""
        data = self._db.get(_HEAD_BLOCKS)
        if data is None:
            return []
        return [BlockHash(data[at : at + 32]) for at in range(1, len(data), 32)]

    def needs_upgrade(self) -> bool:
        """Whether records of a format no longer read are left. Source: C++ NeedsUpgrade."""
        return next(self._db.iterate(_OLD_COINS), None) is not None

    def apply(self, changes: CoinChanges) -> None:
        """Write changes, marking the heads meanwhile. Source: C++ CCoinsViewDB::BatchWrite.

        Raises:
            FatalChainError: an interrupted flush to another block was never replayed.
        """
        new = changes.best_block
        old = self.best_block()
        if old == NULL_HASH:
            heads = self.head_blocks()
            if len(heads) == 2:
                if heads[0] != new:
                    raise FatalChainError(
                        "The coins database detected an inconsistent state, likely due to a previous crash or shutdown. "
                        "You will need to restart with the -reindex-chainstate or -reindex configuration option."
                    )
                old = heads[1]
        batch = Batch()
        batch.delete(_BEST_BLOCK)
        batch.put(_HEAD_BLOCKS, b"\x02" + new + old)
        for key, coin in changes.coins.items():
            if coin is None:
                batch.delete(key)
            else:
                batch.put(key, coin.encode())
            if batch.size_estimate > self._batch_size:
                _log.debug("Writing partial batch of %.2f MiB", batch.size_estimate / 1048576)
                self._db.write(batch)
                batch.clear()
                if self._crash_ratio and secrets.randbelow(self._crash_ratio) == 0:
                    _log.error("Simulating a crash. Goodbye.")
                    os._exit(0)
        batch.delete(_HEAD_BLOCKS)
        batch.put(_BEST_BLOCK, new)
        _log.debug("Writing final batch of %.2f MiB", batch.size_estimate / 1048576)
        self._db.write(batch, sync=True)
        _log.debug("Committed %d changed transaction outputs to coin database...", len(changes.coins))

    def iterate(self) -> Iterator[tuple[CoinKey, Coin]]:
        """Yield all unspent coins by key, of a snapshot taken now.

        Raises:
            CorruptDataError: a record is none.
        """
        for key, data in self._db.iterate(COIN_PREFIX):
            try:
                yield key, Coin.decode(data)
            except SerializationError as error:
                raise CorruptDataError(f"unable to read value: {error}") from error

    def estimate_size(self) -> int:
        """Return roughly how many bytes of disk the coins take."""
        return self._db.estimate_size(COIN_PREFIX, b"D")

    def close(self) -> None:
        """Release the database."""
        self._db.close()
