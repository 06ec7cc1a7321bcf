"""Which block files may go. Mirrors FindFilesToPrune of node/blockstorage.cpp."""

import logging

from dashcore.chain.blockindex import HAVE_DATA, HAVE_UNDO
from dashcore.chain.blockstorage import BLOCK_CHUNK, UNDO_CHUNK
from dashcore.chain.chainstate import ChainState
from dashcore.chain.options import MIN_BLOCKS_TO_KEEP

PRUNE_LOCK_BUFFER = 10  # blocks that an index keeps in reserve below the one it needs

_log = logging.getLogger("dash")
_log_prune = logging.getLogger("dash.prune")


def find_files_to_prune(state: ChainState, manual_height: int = 0) -> list[int]:
    """Return the numbers of files to delete, after taking their blocks out of the index.

    Args:
        manual_height: prune up to here by request; 0: only what the target asks for.

    Source: C++ FlushStateToDisk, FindFilesToPrune, FindFilesToPruneManual.
    """
    target = state.options.prune_target
    if target is None or state.reindexing or not (state.storage.grown or manual_height > 0):
        return []
    last = state.active.height
    for name, lowest in state.prune_locks.items():
        limit = lowest - PRUNE_LOCK_BUFFER - 1
        if max(1, min(last, limit)) < last:
            last = max(1, min(last, limit))
            _log_prune.debug("%s limited pruning to height %d", name, last)
    if manual_height > 0:
        found = _find_manual(state, min(last, manual_height))
    else:
        found = _find_by_target(state, last, target)
        state.storage.grown = False
    if found and not state.have_pruned:
        state.block_tree_db.write_flag("prunedblockfiles", True)
        state.have_pruned = True
    return found


def _find_manual(state: ChainState, height: int) -> list[int]:
    if state.active.height < 0:
        return []
    last = min(height, state.active.height - MIN_BLOCKS_TO_KEEP)
    found = []
    for number in range(state.storage.last_file):
        info = state.storage.files[number]
        if info.size == 0 or info.last_height > last:
            continue
        prune_file(state, number)
        found.append(number)
    _log.info("Prune (Manual): prune_height=%d removed %d blk/rev pairs", last, len(found))
    return found


def _find_by_target(state: ChainState, last: int, target: int) -> list[int]:
    height = state.active.height
    if height < 0 or target == 0 or height <= state.params.prune_after_height:
        return []
    last = min(last, height - MIN_BLOCKS_TO_KEEP)
    usage = state.storage.disk_usage()
    buffer = BLOCK_CHUNK + UNDO_CHUNK
    found: list[int] = []
    if usage + buffer >= target:
        if state.is_initial_download():  # flush less often while much is coming in
            buffer += target // 10
        for number in range(state.storage.last_file):
            info = state.storage.files[number]
            if info.size == 0:
                continue
            if usage + buffer < target:
                break
            if info.last_height > last:
                continue
            usage -= info.size + info.undo_size
            prune_file(state, number)
            found.append(number)
    _log_prune.debug(
        "target=%dMiB actual=%dMiB diff=%dMiB max_prune_height=%d removed %d blk/rev pairs",
        target >> 20,
        usage >> 20,
        (target - usage) >> 20,
        last,
        len(found),
    )
    return found


def prune_file(state: ChainState, number: int) -> None:
    """Take all blocks of a file out of the index. Source: C++ PruneOneBlockFile."""
    for index in state.blocks.values():
        if index.file != number or not index.status & (HAVE_DATA | HAVE_UNDO):
            continue
        index.status &= ~(HAVE_DATA | HAVE_UNDO)
        index.file = index.data_pos = index.undo_pos = 0
        state.dirty.add(index)
        if index.prev is not None and index.prev.hash in state.unlinked:
            waiting = [other for other in state.unlinked[index.prev.hash] if other is not index]
            if waiting:
                state.unlinked[index.prev.hash] = waiting
            else:
                del state.unlinked[index.prev.hash]
    state.storage.forget_file(number)
