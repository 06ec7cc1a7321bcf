"""When and in which order the chain reaches the disk.

Block and undo files first, then the index that points into them, then the coins that
refer to the index, then evodb. Whatever the moment the process dies, what is on disk
refers only to what was on disk before. Mirrors FlushStateToDisk of validation.cpp.
"""

import logging
import time
from enum import Enum

from dashcore.chain.chainstate import ChainState
from dashcore.chain.errors import ChainError, DiskSpaceError, FatalChainError
from dashcore.chain.prune import find_files_to_prune
from dashcore.common.datadir import has_disk_space
from dashcore.util.hashes import NULL_HASH

WRITE_INTERVAL_S = 60 * 60  # seconds between writes of the index
FLUSH_INTERVAL_S = 24 * 60 * 60  # seconds between flushes of the coins
_RESERVED_BYTES = 10 * 1024 * 1024  # what a block may add to the coins in memory
_BYTES_PER_COIN = 48 * 2 * 2  # on disk: a coin is written twice, doubled for safety
_EVO_LIMIT = 64 << 20  # bytes of pending writes to evodb

_log = logging.getLogger("dash")
_log_bench = logging.getLogger("dash.bench")


class FlushMode(Enum):
    """How urgent a flush is. Source: C++ FlushStateMode."""

    NONE = 0  # prune only
    IF_NEEDED = 1  # a cache is over its limit
    PERIODIC = 2  # no block is being processed: a good moment
    ALWAYS = 3


class CacheState(Enum):
    """How full the coins in memory are. Source: C++ CoinsCacheSizeState."""

    OK = 0
    LARGE = 1  # near the limit
    CRITICAL = 2  # over it


def cache_state(state: ChainState) -> CacheState:
    """Return how full the coins in memory are; room the mempool leaves is theirs. cs_main is held."""
    mempool_usage = state.mempool.memory_usage() if state.mempool is not None else 0
    total = state.cache_sizes.coins + max(state.options.max_mempool_mb * 1_000_000 - mempool_usage, 0)
    size = state.coins.memory_usage()
    if size > total:
        _log.info("Cache size (%d) exceeds total space (%d)", size, total)
        return CacheState.CRITICAL
    if size > max(9 * total // 10, total - _RESERVED_BYTES):
        return CacheState.LARGE
    return CacheState.OK


def flush_state(state: ChainState, mode: FlushMode, *, manual_prune_height: int = 0) -> None:
    """Write what the mode and the caches ask for.

    Args:
        manual_prune_height: prune up to here too; 0: no.

    Raises:
        FatalChainError: the disk refused; the node is stopping.

    Threads: any; takes cs_main.
    """
    with state.cs_main:
        try:
            _flush_locked(state, mode, manual_prune_height)
        except FatalChainError as error:
            raise state.abort(error) from error
        except (ChainError, OSError) as error:
            raise state.abort(FatalChainError(f"System error while flushing: {error}")) from error


def _flush_locked(state: ChainState, mode: FlushMode, manual_prune_height: int) -> None:
    pruned = find_files_to_prune(state, manual_prune_height)
    now = time.monotonic()
    if state.last_write is None:  # not right after the start
        state.last_write = now
    if state.last_flush is None:
        state.last_flush = now
    full = mode is FlushMode.ALWAYS or bool(pruned)
    write = full
    if mode is FlushMode.PERIODIC:
        full |= cache_state(state) is not CacheState.OK or now > state.last_flush + FLUSH_INTERVAL_S
        write = full or now > state.last_write + WRITE_INTERVAL_S
    elif mode is FlushMode.IF_NEEDED:
        full |= cache_state(state) is CacheState.CRITICAL or state.evodb.memory_usage() >= _EVO_LIMIT
        write = full
    if write:
        _write_blocks(state)
        for number in pruned:
            state.storage.unlink(number)
        state.last_write = now
    if full and state.coins.best_block() != NULL_HASH:
        _write_coins(state)
        state.last_flush = now
        state.events.chain_state_flushed(state.active.locator())


def _write_blocks(state: ChainState) -> None:
    """Make files durable, then the index."""
    storage = state.storage
    storage.block_files.directory.mkdir(parents=True, exist_ok=True)
    if not has_disk_space(storage.block_files.directory):
        raise DiskSpaceError
    storage.flush()
    state.block_tree_db.write(
        [(number, storage.files[number]) for number in sorted(storage.dirty_files)], storage.last_file, state.dirty
    )
    storage.dirty_files.clear()
    state.dirty.clear()


def _write_coins(state: ChainState) -> None:
    """Write coins, then evodb."""
    count, size = len(state.coins), state.coins.memory_usage()
    if not has_disk_space(state.options.data_dir, _BYTES_PER_COIN * count):
        raise DiskSpaceError
    began = time.monotonic()
    state.coins.flush()
    state.evodb.commit_root()
    _log_bench.debug(
        "FlushStateToDisk: write coins cache to disk (%d coins, %.2fkB) completed (%.2fms)",
        count,
        size / 1000,
        (time.monotonic() - began) * 1000,
    )
