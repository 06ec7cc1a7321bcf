"""Change by hand which blocks count as valid or preferred.

Mirrors InvalidateBlock, ResetBlockFailureFlags, PreciousBlock, EnforceBlock and
MarkConflictingBlock of validation.cpp.
"""

import logging
from bisect import bisect_left
from operator import attrgetter

from dashcore.chain.blockindex import (
    CONFLICT_CHAINLOCK,
    FAILED_CHILD,
    FAILED_MASK,
    FAILED_VALID,
    VALID_TRANSACTIONS,
    BlockIndex,
)
from dashcore.chain.chainstate import ChainState
from dashcore.chain.errors import FatalChainError
from dashcore.chain.tip import DisconnectedTransactions, activate_best_chain, disconnect_tip, update_mempool_for_reorg
from dashcore.util.hashes import display_hash

_ADD_BACK_DEPTH = 10  # blocks; deeper, what they contained is not offered to the mempool again

_log = logging.getLogger("dash")
_work = attrgetter("chain_work")


def invalidate_block(state: ChainState, index: BlockIndex) -> None:
    """Mark a block as invalid and leave its branch; the caller then activates the best chain.

    Raises:
        ValueError: it is the genesis block.
        FatalChainError: a block could not be undone.

    Threads: any; cs_main must not be held.
    Source: C++ InvalidateBlock.
    """
    if index.prev is None:
        raise ValueError("the genesis block cannot be invalidated")
    with state.activation:
        with state.cs_main:
            # Branches that may be as good as where the tip will fall to, by work.
            others = [
                other
                for other in state.blocks.values()
                if other not in state.active
                and not state.is_worse(other, index.prev)
                and other.is_valid(VALID_TRANSACTIONS)
                and other.has_transactions
            ]
            others.sort(key=_work)
        to_mark = index
        was_active = False
        depth = 0
        while not state.shutdown.shutdown_requested():
            with state.cs_main:
                if index not in state.active:
                    break
                was_active = True
                depth += 1
                to_mark = _disconnect_and_mark(state, index, to_mark, others, add_back=depth <= _ADD_BACK_DEPTH)
        with state.cs_main:
            if to_mark in state.active:
                return  # shutting down
            to_mark.status |= FAILED_VALID
            state.dirty.add(to_mark)
            state.candidates.discard(to_mark)
            state.failed.add(to_mark)
            state.fill_candidates()
            state.note_invalid_chain(to_mark)
            tip = state.active.tip
            if was_active and tip is not None:
                state.events.updated_tip(tip, None, initial_download=state.is_initial_download())


def _disconnect_and_mark(
    state: ChainState, index: BlockIndex, to_mark: BlockIndex, others: list[BlockIndex], *, add_back: bool
) -> BlockIndex:
    """Disconnect the tip on the way down to `index` and mark it; return it."""
    old_tip = state.active.tip
    if old_tip is None or old_tip.prev is None:
        raise ValueError("there is no block to disconnect")
    _lower_best_header(state, index)
    pool = DisconnectedTransactions()
    try:
        disconnect_tip(state, pool)
    except FatalChainError as error:
        update_mempool_for_reorg(state, pool, add_back=False)
        raise state.abort(error) from error
    update_mempool_for_reorg(state, pool, add_back=add_back)
    _lower_best_header(state, old_tip)
    old_tip.status |= FAILED_VALID
    state.dirty.add(old_tip)
    state.candidates.discard(old_tip)
    state.candidates.add(old_tip.prev)
    if to_mark.prev is old_tip and to_mark.status & FAILED_VALID:
        # of those marked, only the lowest one is invalid by itself
        to_mark.status = to_mark.status & ~FAILED_VALID | FAILED_CHILD
        state.dirty.add(to_mark)
    at = bisect_left(others, old_tip.prev.chain_work, key=_work)
    for other in [each for each in others[at:] if not state.is_worse(each, old_tip.prev)]:
        state.candidates.add(other)
        others.remove(other)
    return old_tip


def _lower_best_header(state: ChainState, index: BlockIndex) -> None:
    if index is state.best_header and index.prev is not None:
        state.best_invalid = index
        state.best_header = index.prev


def reset_failure_flags(state: ChainState, index: BlockIndex | None, *, ignore_chainlocks: bool = False) -> None:
    """Take back that a block, its ancestors and its descendants are invalid. cs_main is held.

    Args:
        index: None: the best invalid block, if it lies ahead of our tip.
        ignore_chainlocks: also take back that chain locks contradict them.

    Source: C++ ResetBlockFailureFlags.
    """
    if index is None:
        best, tip = state.best_invalid, state.active.tip
        if best is None or tip is None or best.get_ancestor(state.active.height) is not tip:
            return
        _log.info(
            "ResetBlockFailureFlags: the best known invalid block (%s) is ahead of our tip, reconsidering",
            display_hash(best.hash),
        )
        index = best
    mask = FAILED_MASK | CONFLICT_CHAINLOCK if ignore_chainlocks else FAILED_MASK
    height = index.height
    for other in state.blocks.values():
        if not other.is_valid(0) and other.get_ancestor(height) is index:
            _clear_flags(state, other, mask)
    walk: BlockIndex | None = index
    while walk is not None:
        if walk.status & (FAILED_MASK | CONFLICT_CHAINLOCK):
            _clear_flags(state, walk, mask)
            for child in state.children.get(walk.hash, ()):
                if child.status & FAILED_CHILD:
                    child.status |= FAILED_VALID
                    state.failed.add(child)
                    state.dirty.add(child)
                    state.candidates.discard(child)
        walk = walk.prev


def _clear_flags(state: ChainState, index: BlockIndex, mask: int) -> None:
    index.status &= ~mask
    state.dirty.add(index)
    tip = state.active.tip
    if state.is_eligible(index) and (tip is None or state.is_worse(tip, index)):
        state.candidates.add(index)
    if index is state.best_invalid:
        state.best_invalid = None
    state.failed.discard(index)


def precious_block(state: ChainState, index: BlockIndex) -> None:
    """Prefer a block over others of equal work, as if it had come first.

    Threads: any; cs_main must not be held.
    Source: C++ PreciousBlock.
    """
    with state.cs_main:
        tip = state.active.tip
        if tip is None or index.chain_work < tip.chain_work:
            return
        if tip.chain_work > state.last_precious_work:
            state.reverse_sequence_id = -1  # the chain grew since the last call
        state.last_precious_work = tip.chain_work
        state.candidates.discard(index)
        index.sequence_id = state.reverse_sequence_id
        state.reverse_sequence_id -= 1
        if state.is_eligible(index):
            state.candidates.add(index)
            state.prune_candidates()
    activate_best_chain(state)


def enforce_block(state: ChainState, index: BlockIndex) -> None:
    """Mark all branches that contradict a chain-locked block; the caller then activates the best chain.

    Threads: any; cs_main must not be held.
    Source: C++ EnforceBlock.
    """
    with state.activation, state.cs_main:
        walk: BlockIndex | None = index
        while walk is not None and walk.prev is not None and walk not in state.active:
            for sibling in tuple(state.children.get(walk.prev.hash, ())):
                if sibling is not walk:
                    mark_conflicting_block(state, sibling)
                    _log.info("CChainState::EnforceBlock -- marked block %s as conflicting", display_hash(sibling.hash))
            walk = walk.prev
        if not index.is_valid():
            reset_failure_flags(state, index)


def mark_conflicting_block(state: ChainState, index: BlockIndex) -> None:
    """Leave the branch of a block that contradicts a chain lock, and mark it. `activation` and cs_main are held.

    Source: C++ MarkConflictingBlock.
    """
    walk = state.active.tip
    if index is state.best_header and index.prev is not None:
        state.best_header = index.prev
    pool = DisconnectedTransactions()
    was_active = False
    while index in state.active:
        was_active = True
        old_tip = state.active.tip
        try:
            disconnect_tip(state, pool)
        except FatalChainError as error:
            update_mempool_for_reorg(state, pool, add_back=False)
            raise state.abort(error) from error
        if old_tip is not None and old_tip is state.best_header and old_tip.prev is not None:
            state.best_header = old_tip.prev
    while was_active and walk is not None and walk is not index:
        walk.status |= CONFLICT_CHAINLOCK
        state.candidates.discard(walk)
        walk = walk.prev
    index.status |= CONFLICT_CHAINLOCK
    state.candidates.discard(index)
    update_mempool_for_reorg(state, pool, add_back=True)
    state.fill_candidates()
    _log.info("ConflictingChainFound: conflicting block=%s  height=%d", display_hash(index.hash), index.height)
    tip = state.active.tip
    if was_active and tip is not None:
        state.events.updated_tip(tip, None, initial_download=state.is_initial_download())
