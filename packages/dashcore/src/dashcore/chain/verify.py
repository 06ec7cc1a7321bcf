"""Check stored blocks against the coins, by undoing and redoing them in memory. Mirrors CVerifyDB."""

import logging

from dashcore.chain.accept import check_block_once
from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.chainstate import ChainState
from dashcore.chain.coins import CoinsCache, CoinsView
from dashcore.chain.connect import Disconnected, connect_block, disconnect_block
from dashcore.chain.errors import CorruptDataError, FatalChainError
from dashcore.consensus.validation import InvalidBlockError
from dashcore.primitives.block import Block
from dashcore.util.hashes import display_hash

MAX_LEVEL = 4
_TITLE = "Verifying blocks…"

_log = logging.getLogger("dash")


def verify_chain(state: ChainState, base: CoinsView, level: int, depth: int) -> bool:
    """Verify the last blocks of the active chain; return whether all is well.

    Args:
        base: coins of the tip.
        level: 0 read blocks, 1 check them, 2 read undo data, 3 disconnect, 4 reconnect. As in dashd level 3 takes the
            notes of -addressindex and its like from the blocks, and 4 gives them back; hence nodes with them start with 4.
        depth: number of blocks; 0: all.

    Threads: any; takes cs_main for the whole time.
    Source: C++ CVerifyDB::VerifyDB.
    """
    with state.cs_main:
        tip = state.active.tip
        if tip is None or tip.prev is None:
            return True
        state.shutdown.show_progress(_TITLE, 0)
        try:
            return _Verification(state, base, level, depth).run(tip)
        finally:
            state.evodb.rollback()
            state.shutdown.show_progress("", 100)


class _Verification:
    """One run, with what it has to report."""

    def __init__(self, state: ChainState, base: CoinsView, level: int, depth: int) -> None:
        height = state.active.height
        self._state = state
        self._coins = CoinsCache(base)
        self._level = max(0, min(MAX_LEVEL, level))
        self._depth = depth if 0 < depth <= height else height
        self._good_transactions = 0
        self._failure: BlockIndex | None = None
        self._skipped_level_3 = False
        self._reported = 0

    def run(self, tip: BlockIndex) -> bool:
        """Go down from the tip and, at level 4, up again."""
        state = self._state
        _log.info("Verifying last %d blocks at level %d", self._depth, self._level)
        _log.info("Verification progress: 0%%")
        index: BlockIndex = tip
        while index.prev is not None and index.height > tip.height - self._depth:
            done = (tip.height - index.height) / self._depth
            self._report(int(done * (50 if self._level >= MAX_LEVEL else 100)))
            if state.options.is_pruning and not index.has_data:
                _log.info("VerifyDB(): block verification stopping at height %d (pruning, no data)", index.height)
                break
            if not self._check_down(index):
                return False
            if state.shutdown.shutdown_requested():
                return True
            index = index.prev
        if self._failure is not None:
            return self._fail(
                f"VerifyDB(): *** coin database inconsistencies found (last {tip.height - self._failure.height + 1} "
                f"blocks, {self._good_transactions} good transactions before that)"
            )
        if self._skipped_level_3:
            _log.info(
                "Skipped verification of level >=3 (insufficient database cache size). Consider increasing -dbcache."
            )
        count = tip.height - index.height
        if self._level >= MAX_LEVEL and not self._skipped_level_3 and not self._reconnect(index, tip):
            return False
        _log.info(
            "Verification: No coin database inconsistencies in last %d blocks (%d transactions)",
            count,
            self._good_transactions,
        )
        return True

    def _report(self, percent: int) -> None:
        percent = max(1, min(99, percent))
        if self._reported < percent // 10:
            _log.info("Verification progress: %d%%", percent)
            self._reported = percent // 10
        self._state.shutdown.show_progress(_TITLE, percent)

    @staticmethod
    def _fail(message: str) -> bool:
        _log.info("ERROR: %s", message)
        return False

    def _read(self, index: BlockIndex) -> Block | None:
        try:
            return self._state.read_block(index)
        except CorruptDataError as error:
            _log.info("ERROR: %s", error)
            self._fail(f"VerifyDB(): *** ReadBlockFromDisk failed at {index.height}, hash={display_hash(index.hash)}")
            return None

    def _check_down(self, index: BlockIndex) -> bool:
        """Run levels 0 to 3 on one block; return whether to go on."""
        state, shown = self._state, display_hash(index.hash)
        block = self._read(index)
        if block is None:
            return False
        if self._level >= 1:
            try:
                check_block_once(state, block)
            except InvalidBlockError as error:
                return self._fail(f"VerifyDB: *** found bad block at {index.height}, hash={shown} ({error})")
        if self._level >= 2 and index.has_undo:
            try:
                state.storage.read_undo(index)
            except CorruptDataError as error:
                _log.info("ERROR: %s", error)
                return self._fail(f"VerifyDB(): *** found bad undo data at {index.height}, hash={shown}")
        if self._level >= 3:
            return self._disconnect(block, index)
        return True

    def _disconnect(self, block: Block, index: BlockIndex) -> bool:
        state = self._state
        if self._coins.memory_usage() + state.coins.memory_usage() > state.cache_sizes.coins:
            self._skipped_level_3 = True
            return True
        try:
            result = disconnect_block(state, block, index, self._coins)
        except FatalChainError as error:
            return self._fail(str(error))
        if result is Disconnected.FAILED:
            return self._fail(
                f"VerifyDB(): *** irrecoverable inconsistency in block data at {index.height}, "
                f"hash={display_hash(index.hash)}"
            )
        if result is Disconnected.UNCLEAN:
            self._good_transactions = 0
            self._failure = index
        else:
            self._good_transactions += len(block.transactions)
        return True

    def _reconnect(self, index: BlockIndex, tip: BlockIndex) -> bool:
        """Connect again all blocks behind `index`."""
        state = self._state
        while index is not tip:
            done = (tip.height - index.height) / self._depth
            self._report(100 - int(done * 50))
            following = state.active.next(index)
            if following is None:
                return self._fail("VerifyDB(): the active chain ends before its tip")
            index = following
            block = self._read(index)
            if block is None:
                return False
            try:
                connect_block(state, block, index, self._coins)
            except (InvalidBlockError, FatalChainError) as error:
                return self._fail(
                    f"VerifyDB(): *** found unconnectable block at {index.height}, hash={display_hash(index.hash)} "
                    f"({error})"
                )
            if state.shutdown.shutdown_requested():
                return True
        return True
