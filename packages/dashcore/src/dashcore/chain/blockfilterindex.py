"""Compact filters of all blocks of the active chain (-blockfilterindex). Mirrors index/blockfilterindex.cpp.

The filters lie in flat files below indexes/blockfilter/basic, the database tells where. An
index of dashd is used as it is, and the other way round.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from dashcore.chain.baseindex import BaseIndex
from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.db import Batch
from dashcore.chain.errors import ChainLoadError, CorruptDataError
from dashcore.chain.flatfile import FilePosition, FlatFiles
from dashcore.chain.heightindex import HeightRecords
from dashcore.chain.manager import ChainManager
from dashcore.evo.blockfilter import BlockFilter
from dashcore.primitives.block import Block
from dashcore.primitives.types import BlockHash
from dashcore.util.hashes import HASH_SIZE, NULL_HASH, hash256
from dashcore.util.serialize import SerializationError, decode_compact_size, encode_bytes
from dashcore.util.varint import decode_varint, encode_varint

CHECKPOINT_INTERVAL = 1000  # heights between the filter headers that light clients ask first. Source: BIP 157
_MAX_CHECKPOINTS = 2000  # kept in memory
_NEXT_POSITION = b"P"
_VERSION = b"V"
_CURRENT_VERSION = 2  # since filters hold fields of special transactions
_MAX_FILE_SIZE = 16 << 20  # bytes
_CHUNK_SIZE = 1 << 20  # bytes
_READ_AHEAD = 4096  # bytes; most filters are shorter

_log = logging.getLogger("dash")


@dataclass(frozen=True, slots=True)
class _Record:
    """What the database knows of a filter."""

    hash: bytes
    header: bytes
    at: FilePosition

    def encode(self) -> bytes:
        return self.hash + self.header + _encode_position(self.at)

    @classmethod
    def decode(cls, data: bytes) -> "_Record":
        try:
            at, _ = _decode_position(data, 2 * HASH_SIZE)
        except SerializationError as error:
            raise CorruptDataError(f"block filter index: {error}") from error
        return cls(data[:HASH_SIZE], data[HASH_SIZE : 2 * HASH_SIZE], at)


def _encode_position(at: FilePosition) -> bytes:
    return encode_varint(at.file) + encode_varint(at.offset)


def _decode_position(data: bytes, at: int) -> tuple[FilePosition, int]:
    file, at = decode_varint(data, at)
    offset, at = decode_varint(data, at)
    return FilePosition(file, offset), at


class BlockFilterIndex(BaseIndex):
    """The basic filters.

    Args (constructor):
        wipe: start empty, as with -reindex.

    Threads: `find_*` from any.
    """

    def __init__(self, manager: ChainManager, *, wipe: bool = False) -> None:
        folder = manager.options.data_dir / "indexes" / "blockfilter" / "basic"
        cache_size = manager.state.cache_sizes.filter_index
        super().__init__(manager, "basic block filter index", folder / "db", cache_size=cache_size, wipe=wipe)
        self._check_version()
        self._files = FlatFiles(folder, "fltr", _CHUNK_SIZE)
        self._records = HeightRecords(self.db)
        self._next_position = FilePosition(0, 0)
        self._checkpoints: dict[BlockHash, bytes] = {}

    def _check_version(self) -> None:
        stored = self.db.get(_VERSION)
        version = int.from_bytes(stored, "little", signed=True) if stored is not None else 0
        if version > _CURRENT_VERSION:
            self.db.close()
            raise ChainLoadError(
                f"{self.name} index version {version} is too high (expected <= {_CURRENT_VERSION})", can_reindex=False
            )
        if version < _CURRENT_VERSION:
            _log.info("BlockFilterIndex: Outdated or no version blockfilter, starting from scratch")
            self.reopen_empty()
            self.db.put(_VERSION, _CURRENT_VERSION.to_bytes(4, "little"))

    @property
    def allows_pruning(self) -> bool:
        """A filter is never made twice."""
        return True

    def _init(self) -> None:
        stored = self.db.get(_NEXT_POSITION)
        if stored is not None:
            try:
                self._next_position, _ = _decode_position(stored, 0)
            except SerializationError as error:
                raise ChainLoadError(
                    f"Cannot read current {self.name} state; index may be corrupted", can_reindex=False
                ) from error
        super()._init()

    def commit(self, batch: Batch | None = None) -> None:
        """Make the filters durable, then write the place."""
        if self._best is None:
            return
        self._files.flush(self._next_position)
        batch = batch or Batch()
        batch.put(_NEXT_POSITION, _encode_position(self._next_position))
        super().commit(batch)

    def write_block(self, block: Block, index: BlockIndex) -> None:
        """Make the filter of a block and write it behind the last one."""
        previous = NULL_HASH
        spent: Sequence[bytes] = ()
        if index.prev is not None:
            undo = self._state.storage.read_undo(index)
            spent = [coin.out.script_pubkey for coin in chain.from_iterable(undo)]
            previous = _Record.decode(self._records.parent_record(index)).header
        made = BlockFilter.of(block, spent)
        data = made.block_hash + encode_bytes(made.encoded)
        at = self._place_for(len(data))
        self._files.write(at, data)
        self._records.write(index, _Record(made.hash, made.header(previous), at).encode())
        self._next_position = FilePosition(at.file, at.offset + len(data))

    def _place_for(self, size: int) -> FilePosition:
        """Return where a filter of this size goes, with room for it. Source: C++ WriteFilterToDisk."""
        at = self._next_position
        if at.offset + size > _MAX_FILE_SIZE:
            self._files.flush(at, finalize=True)
            at = FilePosition(at.file + 1, 0)
        self._files.allocate(at, size)
        return at

    def rewind(self, current: BlockIndex, new: BlockIndex) -> None:
        """Keep the filters of blocks that leave the chain, by id."""
        batch = Batch()
        self._records.keep_by_hash(batch, range(new.height, current.height + 1))
        batch.put(_NEXT_POSITION, _encode_position(self._next_position))
        self.db.write(batch)

    # Questions

    def find_filter(self, index: BlockIndex) -> BlockFilter | None:
        """Return the filter of a block; None if it is not indexed.

        Raises:
            CorruptDataError: it cannot be read.
        """
        record = self._records.find(index)
        return None if record is None else self._read(_Record.decode(record))

    def find_filters(self, first: int, last: BlockIndex) -> list[BlockFilter] | None:
        """Return the filters of a branch from a height up to a block; None unless all are there.

        Raises:
            CorruptDataError: one cannot be read.
        """
        records = self._records.find_range(first, last)
        return None if records is None else [self._read(_Record.decode(record)) for record in records]

    def find_hashes(self, first: int, last: BlockIndex) -> list[bytes] | None:
        """Return the hashes of the filters of a branch; None unless all are there."""
        records = self._records.find_range(first, last)
        return None if records is None else [_Record.decode(record).hash for record in records]

    def find_header(self, index: BlockIndex) -> bytes | None:
        """Return the header of a block's filter; None if it is not indexed."""
        known = self._checkpoints.get(index.hash)
        if known is not None:
            return known
        record = self._records.find(index)
        if record is None:
            return None
        header = _Record.decode(record).header
        if index.height % CHECKPOINT_INTERVAL == 0 and len(self._checkpoints) < _MAX_CHECKPOINTS:
            self._checkpoints[index.hash] = header
        return header

    def _read(self, record: _Record) -> BlockFilter:
        """Read a filter, its hash checked. Source: C++ ReadFilterFromDisk."""
        try:
            data = self._files.read(record.at, _READ_AHEAD)
            size, at = decode_compact_size(data, HASH_SIZE)
            if at + size > len(data):
                data = self._files.read(record.at, at + size)
        except (OSError, SerializationError) as error:
            raise CorruptDataError(f"Failed to deserialize block filter from disk: {error}") from error
        encoded = data[at : at + size]
        if hash256(encoded) != record.hash:
            raise CorruptDataError("Checksum mismatch in filter decode.")
        return BlockFilter(BlockHash(data[:HASH_SIZE]), encoded)
