"""Take in blocks from files: our own when reindexing, others' by -loadblock.

Mirrors LoadExternalBlockFile of validation.cpp and ThreadImport of node/blockstorage.cpp.
"""

import logging
import mmap
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from struct import Struct

from dashcore.chain.accept import accept_block
from dashcore.chain.chainstate import ChainState
from dashcore.chain.errors import CorruptDataError, FatalChainError
from dashcore.chain.flatfile import FilePosition
from dashcore.chain.load import load_genesis
from dashcore.chain.tip import activate_best_chain
from dashcore.consensus.limits import max_block_size
from dashcore.consensus.validation import InvalidBlockError
from dashcore.primitives.block import HEADER_SIZE, Block, BlockHeader
from dashcore.primitives.types import BlockHash
from dashcore.util.hashes import display_hash
from dashcore.util.serialize import SerializationError

_MAGIC_SIZE = 4  # bytes
_LENGTH = Struct("<I")

_log = logging.getLogger("dash")
_log_reindex = logging.getLogger("dash.reindex")

Waiting = dict[BlockHash, list[FilePosition]]  # by parent


def import_blocks(state: ChainState, paths: Sequence[Path]) -> None:
    """End a reindex that was begun; load files; connect the best chain.

    Args:
        paths: files of blocks in dashd's format; one that cannot be opened is warned of and skipped.

    Raises:
        FatalChainError: the node is stopping.

    Threads: one at a time; cs_main must not be held.
    """
    state.importing = True
    try:
        if state.reindexing:
            _reindex(state)
        for path in paths:
            if state.shutdown.shutdown_requested():
                return
            if path.is_file():
                _log.info("Importing blocks file %s...", path)
                load_block_file(state, path)
            else:
                _log.info("Warning: Could not open blocks file %s", path)
        if state.shutdown.shutdown_requested():
            return
        activate_best_chain(state)
    except FatalChainError as error:
        raise state.abort(error) from error
    finally:
        state.importing = False


def _reindex(state: ChainState) -> None:
    waiting: Waiting = {}
    number = 0
    while (path := state.storage.block_files.path(number)).is_file():
        _log.info("Reindexing block file blk%05d.dat...", number)
        load_block_file(state, path, number=number, waiting=waiting)
        if state.shutdown.shutdown_requested():
            return
        number += 1
    with state.cs_main:
        state.block_tree_db.set_reindexing(False)
        state.reindexing = False
    _log.info("Reindexing finished")
    with state.cs_main:
        load_genesis(state)


def load_block_file(state: ChainState, path: Path, *, number: int | None = None, waiting: Waiting | None = None) -> int:
    """Accept all blocks of a file that are new; return their number. Damage is stepped over.

    Args:
        number: of one of our own block files: its blocks are not stored again.
        waiting: blocks of our own files whose parent was not seen yet; without it they are skipped.

    Raises:
        FatalChainError: the node is stopping.
    """
    began = time.monotonic()
    loaded = 0
    try:
        with path.open("rb") as file:
            if path.stat().st_size:
                with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                    loaded = _BlockFileReader(state, data, number, waiting).run()
    except OSError as error:
        raise state.abort(FatalChainError(f"System error: {error}")) from error
    took = int((time.monotonic() - began) * 1000)
    _log.info("Loaded %d blocks from external file in %dms", loaded, took)
    return loaded


class _BlockFileReader:
    """Walks through one file."""

    def __init__(self, state: ChainState, data: mmap.mmap, number: int | None, waiting: Waiting | None) -> None:
        self._state = state
        self._data = data
        self._number = number
        self._waiting = waiting
        self._loaded = 0

    def run(self) -> int:
        """Accept what can be accepted; return the number of blocks stored."""
        data, magic = self._data, self._state.params.magic
        limit = max_block_size()
        at = 0
        while not self._state.shutdown.shutdown_requested():
            found = data.find(magic, at)
            start = found + _MAGIC_SIZE + _LENGTH.size
            if found < 0 or start > len(data):
                break
            at = found + 1
            (size,) = _LENGTH.unpack_from(data, found + _MAGIC_SIZE)
            if not HEADER_SIZE <= size <= limit:
                continue
            try:
                header = BlockHeader.decode(data[start : start + HEADER_SIZE])
                at = start + size
                at = self._take(header, start, size)
            except SerializationError as error:
                _log_reindex.debug(
                    "LoadExternalBlockFile: unexpected data at file offset 0x%x - %s. continuing", found, error
                )
        return self._loaded

    def _take(self, header: BlockHeader, start: int, size: int) -> int:
        """Accept one block if it is new; return where to look for the next."""
        state = self._state
        block_hash = header.hash
        is_genesis = block_hash == state.consensus.genesis_hash
        end = start + size
        position = FilePosition(self._number, start) if self._number is not None else None
        with state.cs_main:
            if not is_genesis and state.find(header.prev_hash) is None:
                _log_reindex.debug(
                    "LoadExternalBlockFile: Out of order block %s, parent %s not known",
                    display_hash(block_hash),
                    display_hash(header.prev_hash),
                )
                if self._waiting is not None and position is not None:
                    self._waiting.setdefault(header.prev_hash, []).append(position)
                return end
            index = state.find(block_hash)
            if index is None or not index.has_data:
                if end > len(self._data):
                    raise SerializationError("end of data")
                block, used = Block.decode(self._data[start:end])
                block.header.remember_hash(block_hash)
                end = start + used
                self._accept(block, position)
            elif not is_genesis and index.height % 1000 == 0:
                _log_reindex.debug(
                    "Block Import: already had block %s at height %d", display_hash(block_hash), index.height
                )
        if is_genesis:
            activate_best_chain(state)
        state.notify_header_tip()
        if self._waiting:
            self._take_waiting(block_hash, self._waiting)
        return end

    def _accept(self, block: Block, position: FilePosition | None) -> bool:
        try:
            _, stored = accept_block(self._state, block, requested=True, position=position)
        except InvalidBlockError:
            return False  # logged where it was found
        self._loaded += stored
        return True

    def _take_waiting(self, block_hash: BlockHash, waiting: Waiting) -> None:
        """Accept the blocks that waited for this one, and those that waited for them."""
        state = self._state
        queue = deque([block_hash])
        while queue:
            parent = queue.popleft()
            for position in waiting.pop(parent, ()):
                try:
                    block = state.storage.read_block_at(position)
                except CorruptDataError as error:
                    _log.info("ERROR: %s", error)
                    continue
                _log_reindex.debug(
                    "LoadExternalBlockFile: Processing out of order child %s of %s",
                    display_hash(block.hash),
                    display_hash(parent),
                )
                with state.cs_main:
                    if self._accept(block, position):
                        queue.append(block.hash)
                state.notify_header_tip()
