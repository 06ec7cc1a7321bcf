"""Move the tip of the active chain: connect, disconnect, reorganise.

Mirrors ConnectTip, DisconnectTip and ActivateBestChain of validation.cpp.
"""

import logging
import time
from collections.abc import Iterable

from dashcore.chain.blockindex import (
    CONFLICT_CHAINLOCK,
    FAILED_CHILD,
    FAILED_MASK,
    FAILED_VALID,
    BlockIndex,
)
from dashcore.chain.chainstate import ChainState, format_time, log2_work
from dashcore.chain.coins import CoinsCache
from dashcore.chain.connect import Disconnected, connect_block, disconnect_block
from dashcore.chain.errors import CorruptDataError, FatalChainError
from dashcore.chain.flush import FlushMode, flush_state
from dashcore.chain.self_check import check_itself
from dashcore.chain.unknown_rules import bits_of
from dashcore.consensus.validation import BlockResult, InvalidBlockError
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import TxId
from dashcore.util.hashes import display_hash

MAX_DISCONNECTED_SIZE = 20_000_000  # bytes of transactions kept for the mempool in a reorganisation
_BLOCKS_PER_STEP = 32  # looked up at a time on the way to a better tip

_log = logging.getLogger("dash")
_log_bench = logging.getLogger("dash.bench")
_log_prune = logging.getLogger("dash.prune")


class DisconnectedTransactions:
    """Transactions of blocks that left the chain, oldest first. Source: C++ DisconnectedBlockTransactions."""

    def __init__(self) -> None:
        self._transactions: dict[TxId, Transaction] = {}  # newest block first, each block from its end
        self._size = 0

    def add_block(self, block: Block) -> list[Transaction]:
        """Keep a block's transactions; return those that no longer fit, which the mempool must forget."""
        for tx in reversed(block.transactions):
            self._transactions[tx.txid] = tx
            self._size += len(tx.serialize())
        dropped = []
        while self._size > MAX_DISCONNECTED_SIZE:
            txid = next(iter(self._transactions))
            tx = self._transactions.pop(txid)
            self._size -= len(tx.serialize())
            dropped.append(tx)
        return dropped

    def remove_block(self, block: Block) -> None:
        """Forget what a newly connected block contains."""
        if self._transactions:
            for tx in block.transactions:
                gone = self._transactions.pop(tx.txid, None)
                if gone is not None:
                    self._size -= len(gone.serialize())

    def take(self) -> list[Transaction]:
        """Return all, oldest first, and forget them."""
        transactions = list(self._transactions.values())
        transactions.reverse()
        self._transactions.clear()
        self._size = 0
        return transactions


def update_mempool_for_reorg(state: ChainState, pool: DisconnectedTransactions, *, add_back: bool) -> None:
    """Let the mempool become consistent with the new tip. cs_main is held."""
    transactions = pool.take()
    if state.mempool is not None:
        state.mempool.update_for_reorg(transactions, add_back=add_back)


def set_tip(state: ChainState, index: BlockIndex | None) -> None:
    """Make the active chain end here, say so in the log, wake who waits for it. Source: C++ UpdateTip."""
    state.active.set_tip(index)
    if index is None:
        return
    if state.mempool is not None:
        state.mempool.transactions_updated(1)
    with state.tip_changed:
        state.tip_changed.notify_all()
    warnings = "" if state.is_initial_download() else _warn_of_unknown_rules(state, index)
    if _log.isEnabledFor(logging.INFO):
        _log.info(
            "UpdateTip: new best=%s height=%d version=0x%08x log2_work=%f tx=%d date='%s' progress=%f "
            "cache=%.1fMiB(%dtxo) evodb_cache=%.1fMiB%s",
            display_hash(index.hash),
            index.height,
            index.version & 0xFFFFFFFF,
            log2_work(index),
            index.chain_tx_count,
            format_time(index.time),
            state.verification_progress(index),
            state.coins.memory_usage() / (1 << 20),
            len(state.coins),
            state.evodb.memory_usage() / (1 << 20),
            f" warning='{warnings}'" if warnings else "",
        )


def _warn_of_unknown_rules(state: ChainState, index: BlockIndex) -> str:
    """Warn of rules that hold though we do not know them; return a warning of those that will."""
    locked, active = state.unknown_rules.above(index)
    for bit in bits_of(active):
        state.shutdown.warn(f"Unknown new rules activated (versionbit {bit})")
    return ", ".join(f"Unknown new rules activated (versionbit {bit})" for bit in bits_of(locked))


def disconnect_tip(state: ChainState, pool: DisconnectedTransactions | None) -> None:
    """Undo the tip. cs_main is held.

    Args:
        pool: takes the transactions; the caller then calls `update_mempool_for_reorg`. None: they are dropped.

    Raises:
        FatalChainError: the block cannot be undone.

    Source: C++ DisconnectTip.
    """
    index = state.active.tip
    if index is None or index.prev is None:
        raise ValueError("the genesis block cannot be disconnected")
    try:
        block = state.read_block(index)
    except CorruptDataError as error:
        _log.info("ERROR: %s", error)
        _log.info("ERROR: DisconnectTip(): Failed to read block")
        raise FatalChainError("Failed to read block") from error
    began = time.monotonic()
    view = CoinsCache(state.coins)
    result = Disconnected.FAILED
    try:
        result = disconnect_block(state, block, index, view)
    finally:
        if result is not Disconnected.OK:
            state.evodb.rollback()
    if result is not Disconnected.OK:
        message = f"DisconnectTip(): DisconnectBlock {display_hash(index.hash)} failed"
        _log.info("ERROR: %s", message)
        raise FatalChainError(message)
    view.flush()
    state.evodb.commit()
    _log_bench.debug("- Disconnect block: %.2fms", (time.monotonic() - began) * 1000)
    for name, lowest in state.prune_locks.items():
        if lowest >= index.height:
            state.prune_locks[name] = index.height - 1
            _log_prune.debug("%s prune lock moved back to %d", name, index.height - 1)
    flush_state(state, FlushMode.IF_NEEDED)
    if pool is not None:
        dropped = pool.add_block(block)
        if dropped and state.mempool is not None:
            state.mempool.update_for_reorg(dropped, add_back=False)
    set_tip(state, index.prev)
    state.events.block_disconnected(block, index)
    state.metrics.timing("DisconnectTip_ms", int((time.monotonic() - began) * 1000))


def connect_tip(state: ChainState, index: BlockIndex, block: Block | None, pool: DisconnectedTransactions) -> Block:
    """Connect a child of the tip. cs_main is held.

    Args:
        block: its data where the caller has it; None: from memory or disk.

    Returns:
        The block.

    Raises:
        InvalidBlockError: refused; its entry is marked unless nobody is sure.
        FatalChainError: the node is stopping.

    Source: C++ ConnectTip.
    """
    recent = state.recent.pop(index.hash)
    if block is None:
        block = recent
        if recent is not None:
            state.checked = recent
    if block is None:
        try:
            block = state.read_block(index)
        except CorruptDataError as error:
            _log.info("ERROR: %s", error)
            raise state.abort(FatalChainError("Failed to read block")) from error
    began = time.monotonic()
    view = CoinsCache(state.coins)
    try:
        connect_block(state, block, index, view)
    except InvalidBlockError as error:
        state.evodb.rollback()
        state.events.block_checked(block, error)
        note_invalid_block(state, index, error)
        _log.info("ERROR: ConnectTip: ConnectBlock %s failed, %s", display_hash(index.hash), error)
        raise
    except BaseException:
        state.evodb.rollback()
        raise
    state.events.block_checked(block, None)
    connected = time.monotonic()
    view.flush()
    state.evodb.commit()
    flush_state(state, FlushMode.IF_NEEDED)
    if state.mempool is not None:
        state.mempool.remove_for_block(block.transactions, index.height)
    pool.remove_block(block)
    set_tip(state, index)
    state.metrics.timing("ConnectBlock_ms", int((connected - began) * 1000))
    state.metrics.timing("ConnectTip_ms", int((time.monotonic() - began) * 1000))
    if _log_bench.isEnabledFor(logging.DEBUG):
        _log_bench.debug("  - Connect total: %.2fms", (connected - began) * 1000)
        _log_bench.debug("- Connect block: %.2fms", (time.monotonic() - began) * 1000)
    return block


def note_invalid_block(state: ChainState, index: BlockIndex, error: InvalidBlockError) -> None:
    """Mark a block that broke a rule. Source: C++ InvalidBlockFound."""
    if error.result is not BlockResult.MUTATED:
        index.status |= FAILED_VALID
        state.failed.add(index)
        state.dirty.add(index)
        state.candidates.discard(index)
        state.note_invalid_chain(index)


def find_most_work_chain(state: ChainState) -> BlockIndex | None:
    """Return the best candidate whose whole branch is stored and not known as bad. Source: C++ FindMostWorkChain."""
    while (best := state.candidates.best()) is not None:
        walk: BlockIndex | None = best
        while walk is not None and walk not in state.active:
            failed = bool(walk.status & FAILED_MASK)
            conflicting = bool(walk.status & CONFLICT_CHAINLOCK)
            if failed or conflicting or not walk.has_data:
                _drop_branch(state, best, walk, failed=failed, conflicting=conflicting)
                break
            walk = walk.prev
        else:
            return best
    return None


def _drop_branch(state: ChainState, best: BlockIndex, obstacle: BlockIndex, *, failed: bool, conflicting: bool) -> None:
    """Take the blocks from a candidate down to the obstacle out of the candidates."""
    if failed and (state.best_invalid is None or best.chain_work > state.best_invalid.chain_work):
        state.best_invalid = best
    walk: BlockIndex | None = best
    while walk is not None and walk is not obstacle:
        if failed:
            walk.status |= FAILED_CHILD
            state.dirty.add(walk)
        elif conflicting:
            walk.status |= CONFLICT_CHAINLOCK
        elif walk.prev is not None:
            state.unlinked.setdefault(walk.prev.hash, []).append(walk)
        state.candidates.discard(walk)
        walk = walk.prev
    state.candidates.discard(obstacle)


def _path(base: BlockIndex | None, target: BlockIndex) -> Iterable[list[BlockIndex]]:
    """Yield the blocks behind `base` up to `target`, some at a time, in order."""
    height = base.height if base is not None else -1
    while height < target.height:
        upper = min(height + _BLOCKS_PER_STEP, target.height)
        walk = target.get_ancestor(upper)
        blocks = []
        while walk is not None and walk.height > height:
            blocks.append(walk)
            walk = walk.prev
        blocks.reverse()
        yield blocks
        height = upper


def _step(
    state: ChainState, target: BlockIndex, block: Block | None, connected: list[tuple[Block, BlockIndex]]
) -> bool:
    """Make progress towards a better tip; return whether an invalid block was found on the way.

    Source: C++ ActivateBestChainStep.
    """
    old_tip = state.active.tip
    fork = state.active.find_fork(target)
    pool = DisconnectedTransactions()
    try:
        disconnected = _disconnect_to(state, fork, pool)
        found_invalid = _connect_towards(state, target, block, old_tip, pool, connected)
    except FatalChainError:
        update_mempool_for_reorg(state, pool, add_back=False)
        raise
    if disconnected:
        update_mempool_for_reorg(state, pool, add_back=True)
    state.check_fork_warning()
    return found_invalid


def _disconnect_to(state: ChainState, fork: BlockIndex | None, pool: DisconnectedTransactions) -> bool:
    """Undo all blocks behind the fork; return whether there were any."""
    disconnected = False
    while state.active.tip is not None and state.active.tip is not fork:
        try:
            disconnect_tip(state, pool)
        except FatalChainError as error:
            message = "Failed to disconnect block; see debug.log for details"
            raise state.abort(FatalChainError(message)) from error
        disconnected = True
    return disconnected


def _connect_towards(
    state: ChainState,
    target: BlockIndex,
    block: Block | None,
    old_tip: BlockIndex | None,
    pool: DisconnectedTransactions,
    connected: list[tuple[Block, BlockIndex]],
) -> bool:
    """Connect blocks until the chain is better than it was; return whether an invalid one was found."""
    for blocks in _path(state.active.tip, target):
        for index in blocks:
            try:
                data = connect_tip(state, index, block if index is target else None, pool)
            except InvalidBlockError as error:
                if error.result is not BlockResult.MUTATED:
                    state.note_invalid_chain(blocks[-1])
                return True
            connected.append((data, index))
            state.prune_candidates()
            if old_tip is None or index.chain_work > old_tip.chain_work:
                return False  # better than before: let others have the lock
    return False


def activate_best_chain(state: ChainState, block: Block | None = None) -> None:
    """Make the best known valid chain the active one.

    Args:
        block: one the caller has in memory, perhaps the new tip.

    Raises:
        FatalChainError: the node is stopping.

    Threads: any; cs_main must not be held. It is released after each block that improves the tip.
    Source: C++ ActivateBestChain.
    """
    target: BlockIndex | None = None
    with state.activation:
        while True:
            state.events.before_step()
            with state.cs_main:
                start = state.active.tip
                target, moved = _improve(state, block, target)
                tip = state.active.tip
                if not moved or tip is None:
                    break
                fork = state.active.find_fork(start)
                if fork is not tip:
                    state.events.updated_tip(tip, fork, initial_download=state.is_initial_download())
            stop_at = state.options.stop_at_height
            if stop_at and tip.height >= stop_at:
                state.shutdown.request_shutdown()
            if state.shutdown.shutdown_requested() or tip is target:
                break
        with state.cs_main:
            state.recent.clear()  # what is left is of no use soon
        check_itself(state)
        flush_state(state, FlushMode.PERIODIC)


def _improve(state: ChainState, block: Block | None, target: BlockIndex | None) -> tuple[BlockIndex | None, bool]:
    """Move the tip until it is no worse than it was; return where it is going and whether it moved.

    Args:
        target: where it was going before the lock was released; None to look for it.
    """
    start = state.active.tip
    moved = False
    while True:
        if target is None:
            target = find_most_work_chain(state)
        if target is None or target is state.active.tip:
            return target, moved
        connected: list[tuple[Block, BlockIndex]] = []
        data = block if block is not None and block.hash == target.hash else None
        try:
            found_invalid = _step(state, target, data, connected)
        finally:
            for each, index in connected:
                state.events.block_connected(each, index)
        moved = True
        if found_invalid:
            target = None  # another branch may be best now
        tip = state.active.tip
        if tip is not None and not (start is not None and state.is_worse(tip, start)):
            return target, moved
