"""One LevelDB database, opened as dashd opens it, so that either program can use the other's.

Values may be obfuscated: XORed with eight random bytes kept under a key of their own, lest
virus scanners find patterns in the coin database. Mirrors dbwrapper.h.
"""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import plyvel

from dashcore.chain.errors import DatabaseError, DiskSpaceError
from dashcore.util.serialize import decode_bytes, encode_bytes

OBFUSCATE_KEY_NAME = b"\x0e\x00obfuscate_key"  # as serialized: length, zero byte, name
OBFUSCATE_KEY_SIZE = 8  # bytes
_CACHED_MASKS = 512  # longest value, in bytes, whose XOR mask is kept ready

_log = logging.getLogger("dash")


def _empty(folder: Path) -> None:
    """Remove all that is in a folder, not the folder: a sandbox's rights hang on it."""
    import shutil  # noqa: PLC0415 - starts go without

    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _map_error(error: Exception) -> Exception:
    """Return the error of this layer for one of LevelDB."""
    reason = error.args[0] if error.args else ""
    text = reason.decode(errors="replace") if isinstance(reason, bytes) else str(error)
    if "No space left" in text:
        return DiskSpaceError(f"Fatal LevelDB error: {text}")
    return DatabaseError(f"Fatal LevelDB error: {text}")


class Batch:
    """Changes that reach a database together or not at all."""

    __slots__ = ("_entries", "size_estimate")

    def __init__(self) -> None:
        self._entries: list[tuple[bytes, bytes | None]] = []
        self.size_estimate = 0  # bytes

    def put(self, key: bytes, value: bytes) -> None:
        """Set a value, plain: the database obfuscates it when it writes."""
        self._entries.append((key, value))
        self.size_estimate += 3 + len(key) + len(value)

    def delete(self, key: bytes) -> None:
        """Remove a key; it need not exist."""
        self._entries.append((key, None))
        self.size_estimate += 2 + len(key)

    def clear(self) -> None:
        """Forget all changes."""
        self._entries.clear()
        self.size_estimate = 0

    @property
    def entries(self) -> list[tuple[bytes, bytes | None]]:
        """The changes in order; None deletes."""
        return self._entries


class Database:
    """A LevelDB database; one process at a time can hold it.

    Args (constructor):
        cache_size: bytes; half of it for the block cache, a quarter for the write buffer.
        wipe: start empty.
        obfuscate: give a new database an obfuscation key. One that has a key uses it always.

    Raises:
        DatabaseError: held by another process, damaged or not readable.
        DiskSpaceError: no room.

    Threads: any, LevelDB locks for itself; but not during `close`.
    """

    def __init__(self, path: Path, *, cache_size: int, wipe: bool = False, obfuscate: bool = False) -> None:
        self.path = path
        self._masks: tuple[int, ...] | None = None
        self._key = bytes(OBFUSCATE_KEY_SIZE)
        if wipe and path.exists():
            _log.info("Wiping LevelDB in %s", path)
            _empty(path)
        _log.info("Opening LevelDB in %s", path)
        try:
            path.mkdir(parents=True, exist_ok=True)
            self._db = plyvel.DB(
                str(path),
                create_if_missing=True,
                paranoid_checks=True,
                write_buffer_size=max(cache_size // 4, 64 << 10),
                lru_cache_size=max(cache_size // 2, 64 << 10),
                compression=None,
                bloom_filter_bits=10,
            )
        except (plyvel.Error, OSError) as error:
            raise _map_error(error) from error
        _log.info("Opened LevelDB successfully")
        self._load_obfuscation(wanted=obfuscate)

    def _load_obfuscation(self, *, wanted: bool) -> None:
        stored = self.get(OBFUSCATE_KEY_NAME)
        if stored is not None:
            self._key, _ = decode_bytes(stored, 0)
        elif wanted and self.is_empty():
            key = os.urandom(OBFUSCATE_KEY_SIZE)
            self.put(OBFUSCATE_KEY_NAME, encode_bytes(key))
            self._key = key
            _log.info("Wrote new obfuscate key for %s: %s", self.path, key.hex())
        _log.info("Using obfuscation key for %s: %s", self.path, self._key.hex())
        if any(self._key):
            self._masks = tuple(self._mask(size) for size in range(_CACHED_MASKS))

    def _mask(self, size: int) -> int:
        repeated = self._key * (size // len(self._key) + 1)
        return int.from_bytes(repeated[:size], "little")

    def _xor(self, value: bytes) -> bytes:
        masks = self._masks
        if masks is None:
            return value
        size = len(value)
        mask = masks[size] if size < _CACHED_MASKS else self._mask(size)
        return (int.from_bytes(value, "little") ^ mask).to_bytes(size, "little")

    def get(self, key: bytes) -> bytes | None:
        """Return the value of a key, or None if there is none.

        Raises:
            DatabaseError: the read failed or its checksum is wrong.
        """
        try:
            value: bytes | None = self._db.get(key, verify_checksums=True)
        except plyvel.Error as error:
            raise _map_error(error) from error
        if value is None or self._masks is None:
            return value
        return self._xor(value)

    def put(self, key: bytes, value: bytes, *, sync: bool = False) -> None:
        """Set one value.

        Args:
            sync: return only when it is on the disk.
        """
        try:
            self._db.put(key, self._xor(value), sync=sync)
        except plyvel.Error as error:
            raise _map_error(error) from error

    def delete(self, key: bytes, *, sync: bool = False) -> None:
        """Remove one key; it need not exist."""
        try:
            self._db.delete(key, sync=sync)
        except plyvel.Error as error:
            raise _map_error(error) from error

    def write(self, batch: Batch, *, sync: bool = False) -> None:
        """Apply a batch as one step.

        Raises:
            DatabaseError: nothing of it was written.
            DiskSpaceError: no room; nothing of it was written.
        """
        xor = self._xor
        try:
            with self._db.write_batch(transaction=True, sync=sync) as target:
                for key, value in batch.entries:
                    if value is None:
                        target.delete(key)
                    else:
                        target.put(key, xor(value))
        except plyvel.Error as error:
            raise _map_error(error) from error

    def iterate(self, prefix: bytes = b"", *, start: bytes | None = None) -> Iterator[tuple[bytes, bytes]]:
        """Yield (key, value) in key order, of a snapshot taken now.

        Args:
            prefix: only keys that begin so; the keys come back whole.
            start: the first key, which need not exist but begins with the prefix; None: the first there is.
        """
        try:
            with self._db.iterator(prefix=prefix or None, verify_checksums=True, fill_cache=False) as entries:
                if start is not None:
                    entries.seek(start)
                if self._masks is None:
                    yield from entries
                else:
                    xor = self._xor
                    for key, value in entries:
                        yield key, xor(value)
        except plyvel.Error as error:
            raise _map_error(error) from error

    def is_empty(self) -> bool:
        """Whether not even an obfuscation key is stored."""
        with self._db.iterator(include_value=False) as keys:
            return next(keys, None) is None

    def estimate_size(self, start: bytes, stop: bytes) -> int:
        """Return roughly how many bytes of disk the keys from `start` to before `stop` take."""
        return int(self._db.approximate_size(start, stop))

    def compact(self) -> None:
        """Rewrite the files without what was deleted. Source: -forcecompactdb."""
        self._db.compact_range()

    def close(self) -> None:
        """Release the database; may be called again."""
        self._db.close()
