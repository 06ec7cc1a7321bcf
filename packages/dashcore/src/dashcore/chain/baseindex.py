"""An index that follows the active chain, each in a database of its own. Mirrors index/base.cpp.

While it lags behind, a thread of its own reads the blocks it lacks; once it has caught up
it takes each block as it is connected. Its place is written only when the chain's own
state is, so that it is never ahead of it after a crash.
"""

import logging
import threading
import time
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dashcore.chain.blockindex import CLIENT_VERSION, BlockIndex
from dashcore.chain.chainstate import ChainState
from dashcore.chain.db import Batch, Database
from dashcore.chain.errors import ChainError, ChainLoadError, FatalChainError
from dashcore.chain.events import ChainEvents
from dashcore.chain.manager import ChainManager
from dashcore.common.threads import start_thread
from dashcore.primitives.block import Block
from dashcore.primitives.types import BlockHash
from dashcore.util.hashes import HASH_SIZE, display_hash
from dashcore.util.serialize import SerializationError, decode_compact_size, encode_compact_size

_BEST_BLOCK = b"B"
_REPORT_INTERVAL_S = 30.0  # seconds between log lines, and between writes of the place, while catching up

_log = logging.getLogger("dash")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSummary:
    """What getindexinfo shows of an index."""

    name: str
    synced: bool
    best_block_height: int


def encode_locator(hashes: Sequence[BlockHash]) -> bytes:
    """Return a locator as databases keep it: version, count, hashes. Source: C++ CBlockLocator."""
    return CLIENT_VERSION.to_bytes(4, "little") + encode_compact_size(len(hashes)) + b"".join(hashes)


def decode_locator(data: bytes) -> list[BlockHash]:
    """Read a locator.

    Raises:
        SerializationError: cut short.
    """
    count, at = decode_compact_size(data, 4)
    end = at + count * HASH_SIZE
    if end > len(data):
        raise SerializationError("end of data")
    return [BlockHash(data[start : start + HASH_SIZE]) for start in range(at, end, HASH_SIZE)]


class BaseIndex(ChainEvents):
    """Base of an index.

    Args (constructor):
        name: as in log, RPC and the name of the sync thread.
        path: of the database.
        cache_size: bytes for LevelDB.
        wipe: start empty, as with -reindex.
    """

    def __init__(self, manager: ChainManager, name: str, path: Path, *, cache_size: int, wipe: bool = False) -> None:
        self.name = name
        self._path = path
        self._cache_size = cache_size
        self.db = Database(path, cache_size=cache_size, wipe=wipe)
        self._manager = manager
        self._best: BlockIndex | None = None  # guarded by: cs_main
        self._synced = False
        self._stop = threading.Event()
        self._caught_up = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def _state(self) -> ChainState:
        return self._manager.state

    @abstractmethod
    def write_block(self, block: Block, index: BlockIndex) -> None:
        """Index a block. It may have been indexed before."""

    def rewind(self, current: BlockIndex, new: BlockIndex) -> None:
        """Go back to an ancestor; by default what was written is harmless and stays."""

    def reopen_empty(self) -> None:
        """Begin anew where what is stored is of no use."""
        self.db.close()
        self.db = Database(self._path, cache_size=self._cache_size, wipe=True)

    @property
    def allows_pruning(self) -> bool:
        """Whether blocks may be deleted that were indexed."""
        return False

    # Life

    def start(self) -> None:
        """Find the place in the chain, follow it, and catch up on a thread of its own.

        Raises:
            ChainLoadError: blocks it needs were pruned.
        """
        self._manager.events.subscribe(self)
        with self._manager.cs_main:
            self._init()
        if self._synced:
            self._caught_up.set()
        self._thread = start_thread(self.name, self._run)

    def _init(self) -> None:
        """Read the place. cs_main is held.

        Raises:
            ChainLoadError: blocks it needs were pruned, or what is stored is damaged.
        """
        active = self._manager.active
        stored = self.db.get(_BEST_BLOCK)
        best: BlockIndex | None = None
        if stored is not None:
            try:
                best = self._find_place(decode_locator(stored))
            except SerializationError:
                best = None
        self._set_best(best)
        self._synced = best is active.tip
        if not self._synced and not self._has_data_for(best):
            raise ChainLoadError(
                f"{self.name} best block of the index goes beyond pruned data. Please disable the index or reindex "
                "(which will download the whole blockchain again)",
                can_reindex=False,
            )

    def _find_place(self, hashes: Sequence[BlockHash]) -> BlockIndex | None:
        """Return the block a locator names; where it left the chain while we were away it is left from there.

        Only where that block is not at hand its last ancestor in the chain stands for it.
        """
        best = self._manager.find(hashes[0]) if hashes else None
        if best is not None and best.has_data and (best.prev is None or best.has_undo):
            return best
        return self._manager.find_fork_in_locator(hashes)

    def _has_data_for(self, best: BlockIndex | None) -> bool:
        """Whether all blocks behind `best` are stored."""
        tip = self._manager.active.tip
        if tip is None or not self._manager.have_pruned:
            return True
        first = self._manager.first_stored_block(tip)
        if best is None:
            return first is self._manager.active.genesis
        fork = self._manager.active.find_fork(best)
        return fork is not None and first.height <= fork.height

    def close(self) -> None:
        """Stop following and release the database; may be called again."""
        self._manager.events.unsubscribe(self)
        self._stop.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
            self._thread = None
        self.db.close()

    # Place

    def _set_best(self, index: BlockIndex | None) -> None:
        if self.allows_pruning and index is not None:
            self._manager.set_prune_lock(self.name, index.height)
        self._best = index

    def commit(self, batch: Batch | None = None) -> None:
        """Write the place, together with what an index adds to the batch. cs_main is held."""
        if self._best is None:
            return
        batch = batch or Batch()
        batch.put(_BEST_BLOCK, encode_locator(self._manager.active.locator(self._best)))
        self.db.write(batch)

    def summary(self) -> IndexSummary:
        """Return what getindexinfo shows."""
        best = self._best
        return IndexSummary(
            name=self.name, synced=self._synced, best_block_height=best.height if best is not None else 0
        )

    @property
    def is_synced(self) -> bool:
        """Whether it has caught up with the chain; then it has every block that is connected."""
        return self._synced

    def wait_until_synced(self, timeout_s: float | None = None) -> bool:
        """Wait until it has caught up; return whether it has. cs_main must not be held."""
        return self._caught_up.wait(timeout_s)

    # Following

    def _fail(self, error: Exception) -> None:
        self._state.abort(FatalChainError(f"{self.name}: {error}"))

    def _report_enabled(self) -> None:
        if self._best is not None:
            _log.info("%s is enabled at height %d", self.name, self._best.height)
        else:
            _log.info("%s is enabled", self.name)

    def _next(self) -> BlockIndex | None:
        """Return the block behind the place, going back to the fork first; None at the tip. cs_main is held."""
        active = self._manager.active
        best = self._best
        if best is None:
            return active.genesis
        if best not in active:
            fork = active.find_fork(best)
            if fork is None:
                return active.genesis
            self._rewind_to(best, fork)
            best = fork
        return active.next(best)

    def _rewind_to(self, current: BlockIndex, new: BlockIndex) -> None:
        self.rewind(current, new)
        self._set_best(new)
        self.commit()

    def _run(self) -> None:
        """Live as the index's own thread."""
        if self._synced:
            self._report_enabled()
        else:
            self._sync()

    def _sync(self) -> None:
        """Catch up. Source: C++ BaseIndex::ThreadSync."""
        reported = written = time.monotonic()
        try:
            while not self._stop.is_set():
                with self._manager.cs_main:
                    index = self._next()
                    if index is None:
                        self.commit()
                        self._synced = True
                        break
                self.write_block(self._manager.read_block(index), index)
                now = time.monotonic()
                with self._manager.cs_main:
                    self._set_best(index)
                    if now > written + _REPORT_INTERVAL_S:
                        self.commit()
                        written = now
                if now > reported + _REPORT_INTERVAL_S:
                    _log.info("Syncing %s with block chain from height %d", self.name, index.height)
                    reported = now
            else:
                with self._manager.cs_main:
                    self.commit()
                return
        except (ChainError, OSError) as error:
            self._fail(error)
            return
        self._report_enabled()
        self._caught_up.set()

    def block_connected(self, block: Block, index: BlockIndex) -> None:
        """Index a new block. Source: C++ BaseIndex::BlockConnected."""
        if not self._synced:
            return
        best = self._best
        try:
            if best is None:
                if index.prev is not None:
                    self._fail(ValueError(f"First block connected is not the genesis block (height={index.height})"))
                    return
            elif index.prev is None or best.get_ancestor(index.height - 1) is not index.prev:
                _log.info(
                    "%s: WARNING: Block %s does not connect to an ancestor of known best chain (tip=%s); not updating "
                    "index",
                    self.name,
                    display_hash(index.hash),
                    display_hash(best.hash),
                )
                return
            elif best is not index.prev:
                self._rewind_to(best, index.prev)
            self.write_block(block, index)
            self._set_best(index)
        except (ChainError, OSError) as error:
            self._fail(error)

    def chain_state_flushed(self, locator: Sequence[BlockHash]) -> None:
        """Write the place, now that the chain's own state is on disk."""
        best = self._best
        if not self._synced or not locator or best is None:
            return
        try:
            fork = self._manager.active.find_fork(best)
            if fork is not None and fork is not best:
                # dashd cannot start with an index whose place left the chain.
                self._rewind_to(best, fork)
            else:
                self.commit()
        except (ChainError, OSError) as error:
            self._fail(error)
