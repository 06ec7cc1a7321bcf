"""From a header or block of any source to an entry in the tree and data on disk.

Mirrors AcceptBlockHeader and AcceptBlock of validation.cpp. cs_main is held by callers.
"""

import logging

from dashcore.chain.blockindex import (
    CONFLICT_CHAINLOCK,
    FAILED_CHILD,
    FAILED_MASK,
    FAILED_VALID,
    VALID_SCRIPTS,
    BlockIndex,
)
from dashcore.chain.chainstate import ChainState
from dashcore.chain.errors import FatalChainError
from dashcore.chain.flatfile import FilePosition
from dashcore.chain.metrics import measured
from dashcore.chain.options import MIN_BLOCKS_TO_KEEP
from dashcore.chain.self_check import check_itself
from dashcore.consensus.block_check import (
    check_block,
    check_block_header,
    contextual_check_block,
    contextual_check_block_header,
)
from dashcore.consensus.validation import BlockResult, InvalidBlockError
from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.types import BlockHash
from dashcore.util.hashes import display_hash

_log = logging.getLogger("dash")
_log_validation = logging.getLogger("dash.validation")


def check_block_once(state: ChainState, block: Block) -> None:
    """Run the context-free checks, unless this very object passed them last. Source: C++ CBlock::fChecked.

    Raises:
        InvalidBlockError: as `check_block`.
    """
    if state.checked is not block:
        with measured(state.metrics, "CheckBlock_us"):
            check_block(block, state.consensus)
        state.checked = block


def accept_header(state: ChainState, header: BlockHeader) -> BlockIndex:
    """Check a header against its ancestors and enter it into the tree.

    Raises:
        InvalidBlockError: "duplicate" (known as invalid), "prev-blk-not-found", "bad-prevblk",
            "bad-prevblk-chainlock", and what the header checks give.

    Source: C++ AcceptBlockHeader.
    """
    block_hash = header.hash
    index = state.find(block_hash)
    if block_hash != state.consensus.genesis_hash:
        if index is not None:
            _refuse_known(index)
            return index
        prev = _check_new_header(state, header, block_hash)
        _check_descent(state, prev, block_hash)
    index = state.add_header(header)
    level = logging.DEBUG if state.is_initial_download() else logging.INFO
    log = _log_validation if level == logging.DEBUG else _log
    log.log(level, "Saw new header hash=%s height=%d", display_hash(block_hash), index.height)
    state.events.accepted_block_header(index)
    return index


def _refuse_known(index: BlockIndex) -> None:
    """Raise the verdict that is remembered of a known header, if it is a bad one."""
    if index.status & FAILED_MASK:
        _log_validation.debug("AcceptBlockHeader: block %s is marked invalid", display_hash(index.hash))
        raise InvalidBlockError(BlockResult.CACHED_INVALID, "duplicate")
    if index.status & CONFLICT_CHAINLOCK:
        _log.info("ERROR: AcceptBlockHeader: block %s is marked conflicting", display_hash(index.hash))
        raise InvalidBlockError(BlockResult.CHAINLOCK, "duplicate")


def _check_new_header(state: ChainState, header: BlockHeader, block_hash: BlockHash) -> BlockIndex:
    """Check a header that is not in the tree; return its parent's entry."""
    shown = display_hash(block_hash)
    try:
        check_block_header(header, state.consensus)
    except InvalidBlockError as error:
        _log_validation.debug("AcceptBlockHeader: Consensus::CheckBlockHeader: %s, %s", shown, error)
        raise
    prev = state.find(header.prev_hash)
    if prev is None:
        _log_validation.debug("header %s has prev block not found: %s", shown, display_hash(header.prev_hash))
        raise InvalidBlockError(BlockResult.MISSING_PREV, "prev-blk-not-found")
    if prev.status & FAILED_MASK:
        _log_validation.debug("header %s has prev block invalid: %s", shown, display_hash(header.prev_hash))
        raise InvalidBlockError(BlockResult.INVALID_PREV, "bad-prevblk")
    if prev.status & CONFLICT_CHAINLOCK:
        _log_validation.debug(
            "AcceptBlockHeader: prev block %s conflicts with chainlock", display_hash(header.prev_hash)
        )
        raise InvalidBlockError(BlockResult.CHAINLOCK, "bad-prevblk-chainlock")
    try:
        contextual_check_block_header(
            header, prev, state.consensus, state.adjusted_now(), state.last_checkpoint_height()
        )
    except InvalidBlockError as error:
        _log_validation.debug("AcceptBlockHeader: Consensus::ContextualCheckBlockHeader: %s, %s", shown, error)
        raise
    return prev


def _check_descent(state: ChainState, prev: BlockIndex, block_hash: BlockHash) -> None:
    """Refuse a header that descends from a block found invalid, and mark all between them."""
    if prev.is_valid(VALID_SCRIPTS):
        return
    for failed in state.failed:
        if prev.get_ancestor(failed.height) is not failed:
            continue
        walk: BlockIndex | None = prev
        while walk is not None and walk is not failed:
            walk.status |= FAILED_CHILD
            state.dirty.add(walk)
            walk = walk.prev
        _log_validation.debug("header %s has prev block invalid: %s", display_hash(block_hash), display_hash(prev.hash))
        raise InvalidBlockError(BlockResult.INVALID_PREV, "bad-prevblk")


def accept_block(
    state: ChainState, block: Block, *, requested: bool, position: FilePosition | None = None
) -> tuple[BlockIndex, bool]:
    """Check a block as far as its ancestors' headers allow and store it.

    Args:
        requested: we asked for it, or made it; else it must promise progress to be stored.
        position: where its data is in the block files already, when reindexing.

    Returns:
        Its entry, and whether it was stored now.

    Raises:
        InvalidBlockError: refused; unless it may be a corrupted copy, its entry is marked.
        FatalChainError: the disk refused.

    Source: C++ AcceptBlock.
    """
    index = accept_header(state, block.header)
    if index.has_data or (not requested and not _promises_progress(state, index)):
        return index, False
    try:
        check_block_once(state, block)
        contextual_check_block(block, index.prev, state.consensus)
    except InvalidBlockError as error:
        if error.result is not BlockResult.MUTATED:
            index.status |= FAILED_VALID
            state.dirty.add(index)
        _log.info("ERROR: AcceptBlock: %s", error)
        raise
    if state.active.tip is index.prev and not state.is_initial_download():
        state.events.new_pow_valid_block(index, block)
    try:
        if position is None:
            at = state.storage.write_block(block, index.height, tip_height=state.active.height)
        else:
            at = position
            state.storage.note_block(block, index.height, at)
    except FatalChainError as error:
        raise state.abort(error) from error
    state.note_transactions(block, index, at)
    state.recent.add(block)
    check_itself(state)
    return index, True


def _promises_progress(state: ChainState, index: BlockIndex) -> bool:
    """Whether a block nobody asked for is worth storing."""
    tip = state.active.tip
    return (
        index.tx_count == 0  # else it was here and was pruned
        and (tip is None or index.chain_work >= tip.chain_work)
        and index.height <= state.active.height + MIN_BLOCKS_TO_KEEP
        and index.chain_work >= state.minimum_chain_work
    )
