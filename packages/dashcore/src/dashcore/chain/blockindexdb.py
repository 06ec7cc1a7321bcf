"""The block index on disk: headers, files, flags. Mirrors class CBlockTreeDB of txdb.h."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dashcore.chain.blockindex import BlockIndex, IndexRecord, encode_index_record
from dashcore.chain.db import Batch, Database
from dashcore.chain.errors import CorruptDataError
from dashcore.util.serialize import SerializationError, encode_bytes
from dashcore.util.varint import decode_varint, encode_varint

_BLOCK = b"b"
_FILE = b"f"
_LAST_FILE = b"l"
_REINDEXING = b"R"
_FLAG = b"F"
_YES, _NO = b"1", b"0"


@dataclass(slots=True)
class BlockFileInfo:
    """What one blk file and its rev file hold. Sizes in bytes, times in seconds. Source: C++ CBlockFileInfo."""

    blocks: int = 0
    size: int = 0
    undo_size: int = 0
    first_height: int = 0
    last_height: int = 0
    first_time: int = 0
    last_time: int = 0

    def add_block(self, height: int, time: int) -> None:
        """Count a block; the sizes are the caller's."""
        if self.blocks == 0 or self.first_height > height:
            self.first_height = height
        if self.blocks == 0 or self.first_time > time:
            self.first_time = time
        self.blocks += 1
        self.last_height = max(self.last_height, height)
        self.last_time = max(self.last_time, time)

    def encode(self) -> bytes:
        """Return the database's record."""
        fields = (
            self.blocks,
            self.size,
            self.undo_size,
            self.first_height,
            self.last_height,
            self.first_time,
            self.last_time,
        )
        return b"".join(map(encode_varint, fields))

    @classmethod
    def decode(cls, data: bytes) -> "BlockFileInfo":
        """Read a record.

        Raises:
            SerializationError: cut short.
        """
        fields = []
        at = 0
        for _ in range(7):
            value, at = decode_varint(data, at)
            fields.append(value)
        return cls(*fields)


class BlockIndexDatabase:
    """The database below blocks/index."""

    def __init__(self, path: Path, *, cache_size: int, wipe: bool = False) -> None:
        self._db = Database(path, cache_size=cache_size, wipe=wipe)

    @property
    def database(self) -> Database:
        """The store itself."""
        return self._db

    def records(self) -> Iterator[IndexRecord]:
        """Yield all records of headers, in the order of their hashes.

        Raises:
            CorruptDataError: a record is none.
        """
        for key, data in self._db.iterate(_BLOCK):
            try:
                record = IndexRecord.decode(data)
            except SerializationError as error:
                raise CorruptDataError(f"LoadBlockIndexGuts: failed to read value: {error}") from error
            if len(key) != 33:
                raise CorruptDataError("LoadBlockIndexGuts: failed to read key")
            yield record

    def write(self, files: Iterable[tuple[int, BlockFileInfo]], last_file: int, blocks: Iterable[BlockIndex]) -> None:
        """Write changed entries as one durable step. Source: C++ WriteBatchSync."""
        batch = Batch()
        for number, info in files:
            batch.put(_FILE + number.to_bytes(4, "little"), info.encode())
        batch.put(_LAST_FILE, last_file.to_bytes(4, "little"))
        for index in blocks:
            batch.put(_BLOCK + index.hash, encode_index_record(index))
        self._db.write(batch, sync=True)

    def read_file_info(self, number: int) -> BlockFileInfo | None:
        """Return what is known of a block file; None if nothing."""
        data = self._db.get(_FILE + number.to_bytes(4, "little"))
        if data is None:
            return None
        try:
            return BlockFileInfo.decode(data)
        except SerializationError as error:
            raise CorruptDataError(f"block file info {number}: {error}") from error

    def read_last_file(self) -> int:
        """Return the number of the file that blocks are appended to."""
        data = self._db.get(_LAST_FILE)
        return int.from_bytes(data, "little") if data is not None else 0

    def is_reindexing(self) -> bool:
        """Whether a reindex was begun and not ended."""
        return self._db.get(_REINDEXING) is not None

    def set_reindexing(self, value: bool) -> None:
        """Remember that a reindex begins or has ended."""
        if value:
            self._db.put(_REINDEXING, _YES)
        else:
            self._db.delete(_REINDEXING)

    def read_flag(self, name: str) -> bool | None:
        """Return a flag by name; None if it was never written."""
        data = self._db.get(_FLAG + encode_bytes(name.encode()))
        return None if data is None else data == _YES

    def write_flag(self, name: str, value: bool) -> None:
        """Remember a flag."""
        self._db.put(_FLAG + encode_bytes(name.encode()), _YES if value else _NO)

    def close(self) -> None:
        """Release the database."""
        self._db.close()
