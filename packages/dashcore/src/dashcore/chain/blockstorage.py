"""Blocks and undo data in numbered files. Mirrors node/blockstorage.cpp.

A record is the network's magic, a length of four bytes and the data; undo data has a
hash behind it that also covers the parent's id. Files are as dashd makes them: 128 MiB at
most, allocated in chunks of 16 MiB (blk) and 1 MiB (rev).
"""

import errno
import logging
import os
from pathlib import Path
from struct import Struct
from time import gmtime, strftime

from dashcore.chain.blockindex import HAVE_UNDO, BlockIndex
from dashcore.chain.blockindexdb import BlockFileInfo
from dashcore.chain.coins import Coin
from dashcore.chain.errors import CorruptDataError
from dashcore.chain.flatfile import FilePosition, FlatFiles
from dashcore.chain.undo import BlockUndo, decode_block_undo, encode_block_undo
from dashcore.consensus.params import ChainParams
from dashcore.consensus.pow import check_proof_of_work
from dashcore.primitives.block import HEADER_SIZE, Block
from dashcore.util.hashes import display_hash, hash256
from dashcore.util.serialize import SerializationError

MAX_FILE_SIZE = 0x8000000  # bytes, 128 MiB
BLOCK_CHUNK = 0x1000000  # bytes, 16 MiB
UNDO_CHUNK = 0x100000  # bytes, 1 MiB
RECORD_HEADER = 8  # bytes: magic and length
CHECKSUM = 32  # bytes behind undo data
MAX_RECORD = 0x2000000  # bytes; a longer length is damage
_FAST_PRUNE_CHUNK, _FAST_PRUNE_FILE = 0x4000, 0x10000  # bytes
_TINY_CHUNK = 0x10000  # bytes

_LENGTH = Struct("<I")
_log = logging.getLogger("dash")
_log_storage = logging.getLogger("dash.blockstorage")


def describe_file(info: BlockFileInfo) -> str:
    """Return what the log says of a block file. Source: C++ CBlockFileInfo::ToString."""
    first, last = (strftime("%Y-%m-%d", gmtime(time)) for time in (info.first_time, info.last_time))
    return (
        f"CBlockFileInfo(blocks={info.blocks}, size={info.size}, heights={info.first_height}...{info.last_height}, "
        f"time={first}...{last})"
    )


class BlockStorage:
    """The blk and rev files of a data directory.

    Args (constructor):
        directory: where the files are; -blocksdir moves it.
        fast_prune: -fastprune, files of 64 kB.
        tiny_files: -tinyblk, chunks of 64 kB.

    Attributes:
        files: what each file holds, by number.
        last_file: the one that blocks are appended to.
        dirty_files: those whose info the index database lacks.
        grown: a file grew since the pruner looked.

    Threads: under cs_main, but `read_*` by position, which any thread may call.
    """

    def __init__(
        self, directory: Path, params: ChainParams, *, fast_prune: bool = False, tiny_files: bool = False
    ) -> None:
        self._params = params
        block_chunk = _FAST_PRUNE_CHUNK if fast_prune else _TINY_CHUNK if tiny_files else BLOCK_CHUNK
        self.block_files = FlatFiles(directory, "blk", block_chunk)
        self.undo_files = FlatFiles(directory, "rev", _TINY_CHUNK if tiny_files else UNDO_CHUNK)
        self._max_file_size = _FAST_PRUNE_FILE if fast_prune else MAX_FILE_SIZE
        self.files: list[BlockFileInfo] = [BlockFileInfo()]
        self.last_file = 0
        self.dirty_files: set[int] = set()
        self.grown = False

    def info(self, number: int) -> BlockFileInfo:
        """Return what a file holds, making an empty record for a new one."""
        while len(self.files) <= number:
            self.files.append(BlockFileInfo())
        return self.files[number]

    def disk_usage(self) -> int:
        """Return the bytes all files hold, without what was allocated ahead. Source: C++ CalculateCurrentUsage."""
        return sum(info.size + info.undo_size for info in self.files)

    # Blocks

    def write_block(self, block: Block, height: int, *, tip_height: int) -> FilePosition:
        """Append a block and return where its data begins.

        Raises:
            FatalChainError: the disk refused; DiskSpaceError if it is full.

        Source: C++ SaveBlockToDisk.
        """
        data = block.serialize()
        size = len(data) + RECORD_HEADER
        number = self.last_file
        finalize_undo = False
        while self.info(number).size + size >= self._max_file_size:
            finalize_undo = self.files[number].last_height == tip_height
            number += 1
        if number != self.last_file:
            _log_storage.debug("Leaving block file %d: %s", self.last_file, describe_file(self.files[self.last_file]))
            self._flush_file(self.last_file, finalize=True, finalize_undo=finalize_undo)
            self.last_file = number
        info = self.files[number]
        at = FilePosition(number, info.size)
        self.grown |= self.block_files.allocate(at, size) != 0
        self.block_files.write(at, self._params.magic + _LENGTH.pack(len(data)) + data)
        info.add_block(height, block.header.time)
        info.size += size
        self.dirty_files.add(number)
        return FilePosition(number, at.offset + RECORD_HEADER)

    def note_block(self, block: Block, height: int, at: FilePosition) -> None:
        """Count a block that is in a file already, as when reindexing. Source: C++ FindBlockPos, known position."""
        if at.file != self.last_file:
            self._flush_file(self.last_file, finalize=False, finalize_undo=False)
            self.last_file = at.file
        info = self.info(at.file)
        info.add_block(height, block.header.time)
        info.size = max(info.size, at.offset + len(block.serialize()))
        self.dirty_files.add(at.file)

    def read_raw_block(self, at: FilePosition) -> bytes:
        """Return the bytes of the block at a position.

        Raises:
            CorruptDataError: no whole record of this network is there.
        """
        return self._read_record(self.block_files, at, 0, "ReadBlockFromDisk")

    def read_block_at(self, at: FilePosition) -> Block:
        """Return the block at a position, its proof of work checked.

        Raises:
            CorruptDataError: what is there is no such block.
        """
        data = self.read_raw_block(at)
        try:
            block = Block.deserialize(data)
        except SerializationError as error:
            raise CorruptDataError(f"ReadBlockFromDisk: Deserialize or I/O error - {error} at {at}") from error
        if not check_proof_of_work(block.hash, block.header.bits, self._params.consensus):
            raise CorruptDataError(f"ReadBlockFromDisk: Errors in block header at {at}")
        return block

    def read_block(self, index: BlockIndex) -> Block:
        """Return a stored block.

        Raises:
            CorruptDataError: it is not stored, or what is stored is another.

        Source: C++ ReadBlockFromDisk.
        """
        data = self.read_raw(index)
        at = FilePosition(index.file, index.data_pos)
        try:
            block = Block.deserialize(data)
        except SerializationError as error:
            raise CorruptDataError(f"ReadBlockFromDisk: Deserialize or I/O error - {error} at {at}") from error
        block.header.remember_hash(index.hash)
        return block

    def read_raw(self, index: BlockIndex) -> bytes:
        """Return the bytes of a stored block.

        Raises:
            CorruptDataError: it is not stored, or what is stored is another.
        """
        if not index.has_data:
            raise CorruptDataError(f"ReadBlockFromDisk: no data of {index!r}")
        at = FilePosition(index.file, index.data_pos)
        data = self.read_raw_block(at)
        # The id commits to the whole header: comparing it spares hashing where the bytes are the same.
        header = index.header
        if data[:HEADER_SIZE] != header.serialize():
            block = self.read_block_at(at)
            raise CorruptDataError(
                "ReadBlockFromDisk(CBlock&, CBlockIndex*): GetHash() doesn't match index for "
                f"{display_hash(index.hash)} at {at}: {display_hash(block.hash)}"
            )
        return data

    # Undo data

    def write_undo(self, undo: BlockUndo, index: BlockIndex) -> None:
        """Append the undo data of a block, unless it has some, and note the place in its entry.

        The undo file has the number of the block's file.

        Raises:
            FatalChainError: the disk refused; DiskSpaceError if it is full.

        Source: C++ WriteUndoDataForBlock.
        """
        if index.has_undo or index.prev is None:
            return
        data = encode_block_undo(undo)
        size = len(data) + RECORD_HEADER + CHECKSUM
        info = self.info(index.file)
        at = FilePosition(index.file, info.undo_size)
        self.grown |= self.undo_files.allocate(at, size) != 0
        checksum = hash256(index.prev.hash + data)
        self.undo_files.write(at, self._params.magic + _LENGTH.pack(len(data)) + data + checksum)
        info.undo_size += size
        self.dirty_files.add(index.file)
        # Undo data comes in the order of heights: the file is complete with its highest block.
        if index.file < self.last_file and index.height == info.last_height:
            self.undo_files.flush(FilePosition(index.file, info.undo_size), finalize=True)
        index.undo_pos = at.offset + RECORD_HEADER
        index.status |= HAVE_UNDO

    def read_undo(self, index: BlockIndex) -> list[list[Coin]]:
        """Return the undo data of a block, its checksum verified.

        Raises:
            CorruptDataError: there is none, or it is damaged.

        Source: C++ UndoReadFromDisk.
        """
        if not index.has_undo or index.prev is None:
            raise CorruptDataError("UndoReadFromDisk: no undo data available")
        at = FilePosition(index.file, index.undo_pos)
        record = self._read_record(self.undo_files, at, CHECKSUM, "UndoReadFromDisk")
        data, checksum = record[:-CHECKSUM], record[-CHECKSUM:]
        if hash256(index.prev.hash + data) != checksum:
            raise CorruptDataError("UndoReadFromDisk: Checksum mismatch")
        try:
            return decode_block_undo(data)
        except SerializationError as error:
            raise CorruptDataError(f"UndoReadFromDisk: Deserialize or I/O error - {error}") from error

    def _read_record(self, files: FlatFiles, at: FilePosition, extra: int, caller: str) -> bytes:
        """Return the data of a record and `extra` bytes behind it."""
        if at.offset < RECORD_HEADER:
            raise CorruptDataError(f"{caller}: no record can be at {at}")
        try:
            handle = os.open(files.path(at.file), os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise CorruptDataError(f"{caller}: Unable to open file {files.path(at.file)}: {error.strerror}") from error
        try:
            head = os.pread(handle, RECORD_HEADER, at.offset - RECORD_HEADER)
            if head[:4] != self._params.magic or len(head) < RECORD_HEADER:
                raise CorruptDataError(f"{caller}: no record of this network at {at}")
            (size,) = _LENGTH.unpack_from(head, 4)
            if size > MAX_RECORD:
                raise CorruptDataError(f"{caller}: impossible length at {at}")
            data = os.pread(handle, size + extra, at.offset)
        except OSError as error:
            raise CorruptDataError(f"{caller}: I/O error at {at}: {error.strerror}") from error
        finally:
            os.close(handle)
        if len(data) != size + extra:
            raise CorruptDataError(f"{caller}: Deserialize or I/O error - end of file at {at}")
        return data

    # Durability and pruning

    def flush(self) -> None:
        """Make all that was written durable.

        Raises:
            FatalChainError: the disk refused.

        Source: C++ FlushBlockFile.
        """
        self._flush_file(self.last_file, finalize=False, finalize_undo=False)

    def _flush_file(self, number: int, *, finalize: bool, finalize_undo: bool) -> None:
        info = self.info(number)
        self.block_files.flush(FilePosition(number, info.size), finalize=finalize)
        if not finalize or finalize_undo:
            self.undo_files.flush(FilePosition(number, info.undo_size), finalize=finalize_undo)

    def forget_file(self, number: int) -> None:
        """Count a file as empty, before `unlink` removes it."""
        self.files[number] = BlockFileInfo()
        self.dirty_files.add(number)

    def unlink(self, number: int) -> None:
        """Remove a pruned blk file and its rev file. Source: C++ UnlinkPrunedFiles."""
        for files in (self.block_files, self.undo_files):
            try:
                files.path(number).unlink()
            except OSError as error:
                if error.errno != errno.ENOENT:
                    _log.warning("Prune: %s could not be deleted: %s", files.path(number), error.strerror)
        _log_storage.debug("Prune: UnlinkPrunedFiles deleted blk/rev (%05d)", number)

    def remove_unusable(self) -> None:
        """Before a reindex of a pruned node: remove rev files, and blk files behind a gap.

        Source: C++ CleanupBlockRevFiles.
        """
        _log.info("Removing unusable blk?????.dat and rev?????.dat files for -reindex with -prune")
        directory = self.block_files.directory
        for path in directory.glob("rev?????.dat"):
            path.unlink()
        for expected, path in enumerate(sorted(directory.glob("blk?????.dat"))):
            if path != self.block_files.path(expected):
                path.unlink()
