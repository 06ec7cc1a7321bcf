"""The chain as the node sees it: one object in front of stores, tree, coins and rules.

    manager = ChainManager(params, ChainOptions(data_dir=...), now=clock, shutdown=hook)
    manager.load()                     # open, replay, verify; ChainLoadError says what the user can do
    manager.set_mempool(hook)          # `events.MempoolHook`, before import and network
    manager.events.subscribe(receiver) # `events.ChainEvents`
    manager.import_blocks(paths)       # ends -reindex, then -loadblock, then connects the best chain
    manager.process_new_block(block, force=True)        # store, check, connect; InvalidBlockError if refused
    manager.process_new_block_headers(headers)          # InvalidBlockError; returns the last entry
    manager.test_block_validity(block, prev)            # for miner and getblocktemplate
    manager.invalidate_block(index), .reconsider_block(index), .precious_block(index)
    manager.close()                    # flush and release

Reading, with `with manager.cs_main:` around more than one look:
    manager.active (tip, height, at, next, locator, find_fork), manager.find(hash),
    manager.best_header, manager.coins (get_coin, has_coin...), manager.read_block(index),
    manager.chain_tips(), manager.is_initial_download(), manager.verification_progress(index),
    manager.find_fork_in_locator(hashes), manager.is_pruned(index), manager.importing,
    manager.reindexing, manager.wait_for_tip(hash, timeout_s), manager.block_disk_usage().

A block that is stored but fails when it is connected raises nothing: its verdict goes to
`ChainEvents.block_checked`, as in dashd. `FatalChainError` means the node is stopping.

Locks: see `chainstate`. What moves the tip takes `activation` first, so its callers must
not hold cs_main. Mirrors class ChainstateManager of validation.h.
"""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashcore.chain.accept import accept_block, accept_header, check_block_once
from dashcore.chain.active import ActiveChain
from dashcore.chain.blockindex import CONFLICT_CHAINLOCK, FAILED_MASK, VALID_SCRIPTS, VALID_TREE, BlockIndex
from dashcore.chain.chainstate import ChainState
from dashcore.chain.coins import CoinsCache
from dashcore.chain.connect import connect_block
from dashcore.chain.events import EventHub, MempoolHook, ShutdownHook
from dashcore.chain.flush import FlushMode, flush_state
from dashcore.chain.importer import import_blocks
from dashcore.chain.invalidate import enforce_block, invalidate_block, precious_block, reset_failure_flags
from dashcore.chain.load import load_chain, verify_loaded_chain
from dashcore.chain.options import ChainOptions
from dashcore.chain.recover import recover_chain
from dashcore.chain.self_check import check_itself
from dashcore.chain.tip import activate_best_chain
from dashcore.chain.verify import verify_chain
from dashcore.consensus.block_check import check_block, contextual_check_block, contextual_check_block_header
from dashcore.consensus.params import ChainParams
from dashcore.consensus.validation import InvalidBlockError
from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.types import BlockHash
from dashcore.util.hashes import NULL_HASH

_log = logging.getLogger("dash")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainTip:
    """One end of the tree, as getchaintips shows it.

    Args (constructor):
        branch_length: blocks that are not of the active chain.
        status: "active", "invalid", "conflicting", "headers-only", "valid-fork", "valid-headers" or "unknown".
    """

    index: BlockIndex
    branch_length: int
    status: str


class ChainManager:
    """See the module's text.

    Args (constructor):
        now: seconds; mocked in tests.
        adjusted_now: the same as the network's clocks say; None: they are not known.
        shutdown: how to stop the node; None: errors are only raised.
    """

    def __init__(
        self,
        params: ChainParams,
        options: ChainOptions,
        *,
        now: Callable[[], int],
        adjusted_now: Callable[[], int] | None = None,
        shutdown: ShutdownHook | None = None,
    ) -> None:
        self.state = ChainState(params, options, now=now, adjusted_now=adjusted_now, shutdown=shutdown)
        self.cs_main = self.state.cs_main
        self._loaded = False
        self._closed = False

    # Parts

    @property
    def params(self) -> ChainParams:
        """The network."""
        return self.state.params

    @property
    def options(self) -> ChainOptions:
        """The settings."""
        return self.state.options

    @property
    def events(self) -> EventHub:
        """Where to subscribe."""
        return self.state.events

    @property
    def active(self) -> ActiveChain:
        """The active chain. Guarded by cs_main."""
        return self.state.active

    @property
    def coins(self) -> CoinsCache:
        """The unspent outputs at the tip. Guarded by cs_main."""
        return self.state.coins

    @property
    def best_header(self) -> BlockIndex | None:
        """The valid header with most work."""
        return self.state.best_header

    @property
    def minimum_chain_work(self) -> int:
        """Work below which no chain is believed."""
        return self.state.minimum_chain_work

    @property
    def importing(self) -> bool:
        """Whether files are being imported or reindexed."""
        return self.state.importing

    @property
    def reindexing(self) -> bool:
        """Whether a reindex has not ended."""
        return self.state.reindexing

    @property
    def have_pruned(self) -> bool:
        """Whether block files were ever deleted here."""
        return self.state.have_pruned

    def set_mempool(self, mempool: MempoolHook) -> None:
        """Tell of moves of the tip from now on."""
        with self.cs_main:
            self.state.mempool = mempool

    # Start and end

    def load(self, on_verify: Callable[[], None] = lambda: None) -> None:
        """Open the stores, replay what a crash left unfinished, verify the last blocks, connect those never indexed.

        Where it fails the stores are released, and another manager may try.

        Args:
            on_verify: called before blocks are verified.

        Raises:
            ChainLoadError: the stores cannot be used as they are.
            FatalChainError: the disk refused.
        """
        began = time.monotonic()
        try:
            load_chain(self.state)
            on_verify()
            verify_loaded_chain(self.state)
            recover_chain(self.state)
        except BaseException:
            self.close(flush=False)
            raise
        self._loaded = True
        _log.info(" block index %15dms", int((time.monotonic() - began) * 1000))

    def import_blocks(self, paths: Sequence[Path] = ()) -> None:
        """End a reindex, load files, connect the best chain; also connects genesis on a new chain.

        Raises:
            FatalChainError: the node is stopping.

        Threads: one at a time, usually its own; cs_main must not be held.
        """
        import_blocks(self.state, paths)

    def flush(self, mode: FlushMode = FlushMode.ALWAYS) -> None:
        """Write to disk what the mode asks for; by default everything.

        Raises:
            FatalChainError: the disk refused.
        """
        flush_state(self.state, mode)

    def close(self, *, flush: bool = True) -> None:
        """Write everything and release the stores; may be called again, and after a failed `load`.

        Args:
            flush: False leaves the disk as it is, as after a fatal error.
        """
        if self._closed:
            return
        self._closed = True
        state = self.state
        try:
            if flush and self._loaded:
                flush_state(state, FlushMode.ALWAYS)
        finally:
            state.scripts.close()
            for name in ("coins_db", "block_tree_db", "evodb"):
                store = getattr(state, name, None)
                if store is not None:
                    store.close()

    # New blocks

    def process_new_block_headers(self, headers: Iterable[BlockHeader]) -> BlockIndex | None:
        """Enter headers into the tree, each the child of a known one.

        Returns:
            The entry of the last; None if there were none.

        Raises:
            InvalidBlockError: one is refused; those before it are kept.

        Threads: any; cs_main must not be held.
        Source: C++ ProcessNewBlockHeaders.
        """
        state = self.state
        last: BlockIndex | None = None
        try:
            with self.cs_main:
                for header in headers:
                    last = accept_header(state, header)
                    check_itself(state)
        finally:
            changed = state.notify_header_tip()
        if changed and last is not None and state.is_initial_download():
            blocks_left = (state.now() - last.time) // state.consensus.pow_spacing
            total = last.height + blocks_left
            progress = 100.0 * last.height / total if total > 0 else 100.0
            _log.info("Synchronizing blockheaders, height: %d (~%.2f%%)", last.height, progress)
        return last

    def process_new_block(self, block: Block, *, force: bool) -> bool:
        """Check and store a block, then connect the best chain.

        Args:
            force: store it even if it promises no progress: we asked for it or made it.

        Returns:
            Whether it was stored now.

        Raises:
            InvalidBlockError: it was not accepted. A block that only fails when connected raises nothing.
            FatalChainError: the node is stopping.

        Threads: any; cs_main must not be held.
        Source: C++ ProcessNewBlock.
        """
        state = self.state
        with self.cs_main:
            try:
                check_block_once(state, block)
                _, is_new = accept_block(state, block, requested=force)
            except InvalidBlockError as error:
                state.events.block_checked(block, error)
                _log.info("ERROR: ProcessNewBlock: AcceptBlock FAILED: %s", error)
                raise
        state.notify_header_tip()
        activate_best_chain(state, block)
        _log.info("ProcessNewBlock : ACCEPTED")
        return is_new

    def test_block_validity(
        self, block: Block, prev: BlockIndex, *, check_pow: bool = True, check_merkle_root: bool = True
    ) -> None:
        """Check a block on top of the tip without storing it. cs_main is held.

        Raises:
            InvalidBlockError: it is invalid.
            ValueError: `prev` is not the tip.

        Source: C++ TestBlockValidity.
        """
        state = self.state
        if prev is not state.active.tip:
            raise ValueError("a block can only be tested on the tip")
        contextual_check_block_header(
            block.header, prev, state.consensus, state.adjusted_now(), state.last_checkpoint_height()
        )
        check_block(block, state.consensus, check_pow=check_pow, check_merkle_root=check_merkle_root)
        contextual_check_block(block, prev, state.consensus)
        index = BlockIndex(block.header, block.hash, prev)
        try:
            connect_block(state, block, index, CoinsCache(state.coins), just_check=True)
        finally:
            state.evodb.rollback()

    def check_block(self, block: Block) -> None:
        """Run the checks that need no context; `process_new_block` then spares them. cs_main is held.

        Raises:
            InvalidBlockError: as `check_block` of consensus.
        """
        check_block_once(self.state, block)

    def activate_best_chain(self) -> None:
        """Connect the best known chain, as after `reconsider_block`. cs_main must not be held."""
        activate_best_chain(self.state)

    # Changes by hand

    def invalidate_block(self, index: BlockIndex) -> None:
        """Mark a block as invalid and go to the best chain without it. cs_main must not be held.

        Raises:
            ValueError: it is the genesis block.
            FatalChainError: the node is stopping.
        """
        invalidate_block(self.state, index)
        activate_best_chain(self.state)

    def reconsider_block(self, index: BlockIndex) -> None:
        """Take back `invalidate_block` for a block, its ancestors and descendants. cs_main must not be held."""
        with self.cs_main:
            reset_failure_flags(self.state, index, ignore_chainlocks=True)
        activate_best_chain(self.state)

    def precious_block(self, index: BlockIndex) -> None:
        """Prefer a block over others of equal work. cs_main must not be held."""
        precious_block(self.state, index)

    def enforce_block(self, index: BlockIndex) -> None:
        """Leave all branches that contradict a chain-locked block. cs_main must not be held."""
        enforce_block(self.state, index)
        activate_best_chain(self.state)

    def prune_to_height(self, height: int) -> None:
        """Delete block files up to a height, as far as allowed. Source: C++ PruneBlockFilesManual."""
        flush_state(self.state, FlushMode.NONE, manual_prune_height=height)

    def prune_and_flush(self) -> None:
        """Prune to the target now. Source: C++ PruneAndFlush."""
        self.state.storage.grown = True
        flush_state(self.state, FlushMode.NONE)

    def set_prune_lock(self, name: str, height: int) -> None:
        """Keep block files from a height on for an index. Source: C++ UpdatePruneLock."""
        with self.cs_main:
            self.state.prune_locks[name] = height

    def verify(self, level: int, depth: int) -> bool:
        """Check the last blocks, as RPC verifychain does; 0: all of them."""
        return verify_chain(self.state, self.state.coins, level, depth)

    # Questions

    def find(self, block_hash: BlockHash) -> BlockIndex | None:
        """Return the entry of a header; None if it is not known. cs_main is held."""
        return self.state.blocks.get(block_hash)

    def read_block(self, index: BlockIndex) -> Block:
        """Return a stored block.

        Raises:
            CorruptDataError: it is not stored (any more) or damaged.

        Threads: any.
        """
        return self.state.read_block(index)

    def read_raw_block(self, index: BlockIndex) -> bytes:
        """Return the bytes of a stored block.

        Raises:
            CorruptDataError: it is not stored (any more) or damaged.

        Threads: any.
        """
        return self.state.storage.read_raw(index)

    def is_pruned(self, index: BlockIndex) -> bool:
        """Whether a block was stored here once and is no longer. Source: C++ IsBlockPruned."""
        return self.state.have_pruned and not index.has_data and index.tx_count > 0

    def first_stored_block(self, index: BlockIndex) -> BlockIndex:
        """Return the lowest block from which all up to `index` are stored. Source: C++ GetFirstStoredBlock."""
        while index.prev is not None and index.prev.has_data:
            index = index.prev
        return index

    def find_fork_in_locator(self, hashes: Iterable[BlockHash]) -> BlockIndex | None:
        """Return the last block of the active chain that a locator shares; genesis at least. cs_main is held.

        Source: C++ FindForkInGlobalIndex.
        """
        active = self.state.active
        for block_hash in hashes:
            index = self.state.blocks.get(block_hash)
            if index is None:
                continue
            if index in active:
                return index
            if active.tip is not None and index.get_ancestor(active.height) is active.tip:
                return active.tip
        return active.genesis

    def is_initial_download(self) -> bool:
        """Whether the node still catches up with the network."""
        return self.state.is_initial_download()

    @property
    def has_finished_download(self) -> bool:
        """Whether `is_initial_download` was ever False; takes no lock."""
        return self.state.has_finished_download

    def verification_progress(self, index: BlockIndex | None) -> float:
        """Return the estimated share of all transactions verified up to a block."""
        return self.state.verification_progress(index)

    def block_disk_usage(self) -> int:
        """Return the bytes of all block and undo files. Source: C++ CalculateCurrentUsage."""
        with self.cs_main:
            return self.state.storage.disk_usage()

    def wait_for_tip(self, known: BlockHash | None, timeout_s: float | None) -> BlockIndex | None:
        """Wait until the tip is another than `known`; return it, or the same after the timeout.

        Threads: any; cs_main must not be held.
        """
        state = self.state

        def changed() -> bool:
            tip = state.active.tip
            return (tip is not None and tip.hash != known) or state.shutdown.shutdown_requested()

        with state.tip_changed:
            state.tip_changed.wait_for(changed, timeout_s)
        return state.active.tip

    def chain_tips(self) -> list[ChainTip]:
        """Return all ends of the tree, highest first. Source: RPC getchaintips."""
        state = self.state
        with self.cs_main:
            ends = [index for index in state.blocks.values() if not state.children.get(index.hash)]
            if state.active.tip is not None and state.active.tip not in ends:
                ends.append(state.active.tip)
            ends.sort(key=lambda index: (-index.height, index.hash))
            return [self._describe_tip(index) for index in ends]

    def _describe_tip(self, index: BlockIndex) -> ChainTip:
        active = self.state.active
        fork = active.find_fork(index)
        if index in active:
            status = "active"
        elif index.status & FAILED_MASK:
            status = "invalid"
        elif index.status & CONFLICT_CHAINLOCK:
            status = "conflicting"
        elif not index.has_transactions:
            status = "headers-only"
        elif index.is_valid(VALID_SCRIPTS):
            status = "valid-fork"
        elif index.is_valid(VALID_TREE):
            status = "valid-headers"
        else:
            status = "unknown"
        length = index.height - (fork.height if fork is not None else -1)
        return ChainTip(index=index, branch_length=length, status=status)

    def best_block_hash(self) -> BlockHash:
        """Return the id of the tip; null before genesis is connected."""
        tip = self.state.active.tip
        return tip.hash if tip is not None else BlockHash(NULL_HASH)
