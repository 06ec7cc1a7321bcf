"""-checkblockindex: is what is remembered of the tree of blocks consistent? Mirrors CheckBlockIndex of validation.cpp."""

from dashcore.chain.blockindex import (
    CONFLICT_CHAINLOCK,
    FAILED_MASK,
    FAILED_VALID,
    VALID_CHAIN,
    VALID_MASK,
    VALID_SCRIPTS,
    VALID_TRANSACTIONS,
    VALID_TREE,
    BlockIndex,
)
from dashcore.chain.chainstate import FROM_DISK, ChainState
from dashcore.chain.errors import FatalChainError


class _Path:
    """Whether some block from genesis down to one has a property. Made anew for each child."""

    __slots__ = ("conflicting", "invalid", "lowest_level", "missing", "never_seen")

    def __init__(self, above: "_Path | None", index: BlockIndex) -> None:
        status = index.status
        level = status & VALID_MASK
        self.invalid = bool(status & FAILED_VALID)
        self.conflicting = bool(status & CONFLICT_CHAINLOCK)
        self.missing = not index.has_data
        self.never_seen = index.tx_count == 0
        self.lowest_level = VALID_SCRIPTS if index.prev is None else level
        if above is not None:
            self.invalid |= above.invalid
            self.conflicting |= above.conflicting
            self.missing |= above.missing
            self.never_seen |= above.never_seen
            self.lowest_level = min(above.lowest_level, self.lowest_level)


def check_itself(state: ChainState) -> None:
    """Check the tree if -checkblockindex asks for it.

    Raises:
        FatalChainError: it contradicts itself; the node is stopping.

    Threads: any; takes cs_main.
    """
    if state.options.check_block_index:
        with state.cs_main:
            try:
                check_block_index(state)
            except FatalChainError as error:
                raise state.abort(error) from None


def check_block_index(state: ChainState) -> None:
    """Check every known block against its ancestors and against the sets it belongs to. cs_main is held.

    Raises:
        FatalChainError: something contradicts something else; says what, and of which block.
    """
    if state.active.height < 0:
        return  # at the start: blocks are read, none is connected yet
    genesis = state.active.at(0)
    _require(genesis is not None and genesis.hash == state.consensus.genesis_hash, "the genesis block", genesis)
    if genesis is None:
        return
    unlinked = {id(index) for waiting in state.unlinked.values() for index in waiting}
    visited = 0
    todo: list[tuple[BlockIndex, _Path | None]] = [(genesis, None)]
    while todo:
        index, above = todo.pop()
        path = _Path(above, index)
        visited += 1
        _check_alone(state, index)
        _check_on_path(state, index, path)
        _check_sets(state, index, path, is_unlinked=id(index) in unlinked)
        for child in state.children.get(index.hash, ()):
            _require(child.prev is index, "the parent", child)
            todo.append((child, path))
    _require(visited == len(state.blocks), "blocks that do not descend from genesis", None)


def _require(condition: bool, what: str, index: BlockIndex | None) -> None:
    if not condition:
        raise FatalChainError(f"CheckBlockIndex: {what} of {index!r}")


def _check_alone(state: ChainState, index: BlockIndex) -> None:
    level = index.status & VALID_MASK
    prev = index.prev
    _require(prev is None or index.height == prev.height + 1, "the height", index)
    _require(prev is None or index.chain_work >= prev.chain_work, "the work", index)
    _require(index.height < 2 or (index.skip is not None and index.skip.height < index.height), "the skip", index)
    _require(index.has_transactions or index.sequence_id <= FROM_DISK, "the order of arrival", index)
    _require((level >= VALID_TRANSACTIONS) == (index.tx_count > 0), "the number of transactions", index)
    _require(not index.has_data or index.tx_count > 0, "the data", index)
    _require(not index.has_undo or index.has_data, "the undo data", index)
    if not state.have_pruned:
        _require(index.has_data == (index.tx_count > 0), "the missing data", index)


def _check_on_path(state: ChainState, index: BlockIndex, path: _Path) -> None:
    level = index.status & VALID_MASK
    _require(index.has_transactions == (not path.never_seen), "the sum of transactions", index)
    _require(index.has_transactions == (path.lowest_level >= VALID_TRANSACTIONS), "the checked ancestors", index)
    _require(path.lowest_level >= VALID_TREE, "the place in the tree", index)
    if level >= VALID_CHAIN:
        _require(path.lowest_level >= VALID_CHAIN, "the valid chain", index)
    if level >= VALID_SCRIPTS:
        _require(path.lowest_level >= VALID_SCRIPTS, "the valid scripts", index)
    _require(path.invalid or not index.status & FAILED_MASK, "the failure", index)
    _require(path.conflicting or not index.status & CONFLICT_CHAINLOCK, "the conflict", index)
    if not state.have_pruned:
        _require(path.missing == path.never_seen, "the ancestors' data", index)


def _check_sets(state: ChainState, index: BlockIndex, path: _Path, *, is_unlinked: bool) -> None:
    """Check whether it is where it belongs: among the candidates, among those that wait for a parent's data."""
    tip = state.active.tip
    is_candidate = index in state.candidates
    is_good = (tip is None or not state.is_worse(index, tip)) and not path.never_seen
    if not is_good:
        _require(not is_candidate, "the candidature", index)
    elif not path.invalid and not path.conflicting and (not path.missing or index is tip):
        _require(is_candidate, "the missing candidature", index)
    has_parent = index.prev is not None
    if has_parent and index.has_data and path.never_seen and not path.invalid:
        _require(is_unlinked, "the missing wait", index)
    if not index.has_data or not path.missing:
        _require(not is_unlinked, "the needless wait", index)
    if has_parent and index.has_data and not path.never_seen and path.missing:
        _require(state.have_pruned, "the data lost without pruning", index)
        if is_good and not is_candidate and not path.invalid:
            _require(is_unlinked, "the missing wait after pruning", index)
