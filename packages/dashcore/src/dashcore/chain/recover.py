"""Take in blocks that were stored but never entered the index: the process was killed before it wrote that.

C++ leaves them in their file, unknown, and downloads them again; here nothing that was accepted is lost.
"""

import logging
from pathlib import Path
from struct import Struct
from typing import BinaryIO

from dashcore.chain.accept import accept_block
from dashcore.chain.blockstorage import RECORD_HEADER
from dashcore.chain.chainstate import ChainState
from dashcore.chain.errors import FatalChainError
from dashcore.chain.flatfile import FilePosition
from dashcore.chain.tip import activate_best_chain
from dashcore.consensus.limits import max_block_size
from dashcore.consensus.merkle import block_merkle_root
from dashcore.consensus.validation import InvalidBlockError
from dashcore.primitives.block import HEADER_SIZE, Block
from dashcore.util.serialize import SerializationError

_HEAD = Struct("<4sI")  # magic, size

_log = logging.getLogger("dash")


def recover_chain(state: ChainState) -> None:
    """Accept the blocks behind the end that the index knows of each file, and connect them.

    Before anybody follows the chain: a wallet that offers its payments while old blocks come back would
    have those refused that spend what these blocks made spendable.

    Raises:
        FatalChainError: the node is stopping.

    Threads: cs_main must not be held; nothing else writes block files meanwhile.
    """
    if state.reindexing:
        return
    state.importing = True
    try:
        if _recover_blocks(state):
            activate_best_chain(state)
    except FatalChainError as error:
        raise state.abort(error) from error
    finally:
        state.importing = False


def _recover_blocks(state: ChainState) -> int:
    number = state.storage.last_file
    recovered = 0
    while (path := state.storage.block_files.path(number)).is_file():
        recovered += _recover_file(state, path, number)
        number += 1
    if recovered:
        _log.info("Recovered %d blocks that were stored after the block index was last written", recovered)
    return recovered


def _recover_file(state: ChainState, path: Path, number: int) -> int:
    at = state.storage.info(number).size
    recovered = 0
    with path.open("rb") as file:
        file.seek(at)
        while not state.shutdown.shutdown_requested():
            block = _read_block(file, state.params.magic)
            if block is None:
                break
            size = len(block.serialize())
            with state.cs_main:
                if state.find(block.header.prev_hash) is None:
                    break
                try:
                    _, stored = accept_block(
                        state, block, requested=True, position=FilePosition(number, at + RECORD_HEADER)
                    )
                    recovered += stored
                except InvalidBlockError as error:
                    _log.info("A block behind the end of %s is refused: %s", path.name, error)
            at += RECORD_HEADER + size
    return recovered


def _read_block(file: BinaryIO, magic: bytes) -> Block | None:
    """Read the next record; None where there is none, or one that was not written to its end."""
    head = file.read(RECORD_HEADER)
    if len(head) < RECORD_HEADER:
        return None
    found, size = _HEAD.unpack(head)
    if found != magic or not HEADER_SIZE <= size <= max_block_size():
        return None
    try:
        block = Block.deserialize(file.read(size))
    except SerializationError:
        return None
    return block if block_merkle_root(block.transactions)[0] == block.header.merkle_root else None
