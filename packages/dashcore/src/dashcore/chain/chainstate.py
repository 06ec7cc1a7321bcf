"""All that is known of the chain, shared by the modules that change it.

`ChainState` holds the tree of headers, the active chain, coins, files and databases, and
the small steps that keep them consistent. The rules are in `accept`, `connect` and `tip`.
Mirrors the data of class CChainState, BlockManager and ChainstateManager.

Lock order: `activation` (one thread moves the tip), then `cs_main` (all data here). Both
are reentrant; who holds cs_main must not take `activation`.
"""

import logging
import math
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from time import gmtime, strftime

from dashcore.chain.active import ActiveChain
from dashcore.chain.addressindex import BlockNotes
from dashcore.chain.blockindex import (
    CONFLICT_CHAINLOCK,
    FAILED_CHILD,
    FAILED_MASK,
    HAVE_DATA,
    VALID_TRANSACTIONS,
    VALID_TREE,
    BlockIndex,
)
from dashcore.chain.blockindexdb import BlockIndexDatabase
from dashcore.chain.blockstorage import BlockStorage
from dashcore.chain.candidates import CandidateSet, preference
from dashcore.chain.coins import CoinsCache
from dashcore.chain.coinsdb import CoinsDatabase
from dashcore.chain.errors import CorruptDataError, FatalChainError
from dashcore.chain.events import EventHub, MempoolHook, NoShutdown, ShutdownHook
from dashcore.chain.evodb import EvoDatabase
from dashcore.chain.flatfile import FilePosition
from dashcore.chain.metrics import Metrics
from dashcore.chain.options import ChainOptions, divide_cache
from dashcore.chain.scripts import ScriptVerifier
from dashcore.chain.special import SpecialTransactions
from dashcore.chain.unknown_rules import UnknownRules
from dashcore.consensus.params import ChainParams, ConsensusParams
from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.types import BlockHash
from dashcore.util.hashes import NULL_HASH, display_hash

RECENT_BLOCKS_SIZE = 16 << 20  # bytes of blocks, checked and stored, that wait in memory to be connected
_BEST_FROM_DISK, FROM_DISK = 0, 1  # sequence ids of loaded blocks: the active chain wins among equals

_log = logging.getLogger("dash")


def format_time(time: int) -> str:
    """Return a time as the log shows it. Source: C++ FormatISO8601DateTime."""
    return strftime("%Y-%m-%dT%H:%M:%SZ", gmtime(time))


def log2_work(index: BlockIndex) -> float:
    """Return the binary logarithm of a chain's work."""
    return math.log(index.chain_work) / math.log(2.0) if index.chain_work else -math.inf


class RecentBlocks:
    """Blocks that passed the context-free checks and wait to be connected. Guarded by cs_main."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._blocks: OrderedDict[BlockHash, Block] = OrderedDict()

    def add(self, block: Block) -> None:
        """Keep a block while there is room; those that came last go first, for they are needed last."""
        size = len(block.serialize())
        if self._size + size <= self._limit and block.hash not in self._blocks:
            self._blocks[block.hash] = block
            self._size += size

    def pop(self, block_hash: BlockHash) -> Block | None:
        """Take a block out; None if it is not there."""
        block = self._blocks.pop(block_hash, None)
        if block is not None:
            self._size -= len(block.serialize())
        return block

    def clear(self) -> None:
        """Forget all."""
        self._blocks.clear()
        self._size = 0


class ChainState:
    """The chain's data; `open_stores` of `load` fills it.

    Args (constructor):
        now: seconds, possibly mocked.
        adjusted_now: the same as the network's clocks say; None: they are not known.

    Attributes:
        blocks: every known header by id.
        children: entries by the id of their parent.
        unlinked: stored blocks that wait for a parent's data, by the parent's id.
        candidates: entries that could become the tip.
        failed: entries found invalid since the start.
        dirty: entries the index database lacks changes of.
        checked: the block that passed the context-free checks last.
    """

    block_tree_db: BlockIndexDatabase
    coins_db: CoinsDatabase
    coins: CoinsCache
    evodb: EvoDatabase
    notes: BlockNotes

    def __init__(
        self,
        params: ChainParams,
        options: ChainOptions,
        *,
        now: Callable[[], int],
        adjusted_now: Callable[[], int] | None = None,
        shutdown: ShutdownHook | None = None,
    ) -> None:
        self.params = params
        self.options = options
        self.now = now
        self.adjusted_now = adjusted_now or now
        self.shutdown: ShutdownHook = shutdown or NoShutdown()
        self.activation = threading.RLock()
        self.cs_main = threading.RLock()
        self.tip_changed = threading.Condition()  # notified after each move of the tip
        self.events = EventHub()
        self.mempool: MempoolHook | None = None
        self.metrics = Metrics()
        self.cache_sizes = divide_cache(
            options.db_cache_mib, tx_index=options.tx_index, filter_indexes=options.filter_indexes
        )
        self.scripts = ScriptVerifier(threads=options.script_threads, cache_bytes=options.script_cache_bytes)
        blocks_dir = options.blocks_dir or options.data_dir / "blocks"
        self.storage = BlockStorage(blocks_dir, params, fast_prune=options.fast_prune, tiny_files=options.tiny_files)
        self.special = SpecialTransactions(params, self, lambda: self.evodb)
        self.unknown_rules = UnknownRules(params.consensus, self.special.version_bits)
        assume_valid = options.assume_valid
        self.assume_valid = BlockHash(params.consensus.assume_valid if assume_valid is None else assume_valid)
        work = options.minimum_chain_work
        self.minimum_chain_work = params.consensus.minimum_chain_work if work is None else work
        # all below guarded by: cs_main
        self.blocks: dict[BlockHash, BlockIndex] = {}
        self.children: dict[BlockHash, list[BlockIndex]] = {}
        self.unlinked: dict[BlockHash, list[BlockIndex]] = {}
        self.active = ActiveChain()
        self.candidates = CandidateSet()
        self.failed: set[BlockIndex] = set()
        self.dirty: set[BlockIndex] = set()
        self.best_header: BlockIndex | None = None
        self.best_invalid: BlockIndex | None = None
        self.checked: Block | None = None
        self.recent = RecentBlocks(RECENT_BLOCKS_SIZE)
        self.next_sequence_id = FROM_DISK + 1
        self.reverse_sequence_id = -1
        self.last_precious_work = 0
        self.importing = False
        self.reindexing = False
        self.have_pruned = False
        self.prune_locks: dict[str, int] = {}  # lowest height each index still needs
        self.last_write: float | None = None  # monotonic seconds
        self.last_flush: float | None = None
        self._finished_download = False
        self._aborted = False
        self._notified_header: BlockIndex | None = None

    @property
    def consensus(self) -> ConsensusParams:
        """The network's rules."""
        return self.params.consensus

    def find(self, block_hash: BlockHash) -> BlockIndex | None:
        """Return the entry of a header; None if it is not known. cs_main is held."""
        return self.blocks.get(block_hash)

    # Stopping

    def abort(self, error: FatalChainError) -> FatalChainError:
        """Stop the node for an error that no retry mends, and return the error to raise. Source: C++ AbortNode."""
        if not self._aborted:
            self._aborted = True
            _log.info("*** %s", error.message)
            self.shutdown.fatal_error(error.message, error.user_message)
        return error

    # Reading

    def read_block(self, index: BlockIndex) -> Block:
        """Return a stored block.

        Raises:
            CorruptDataError: it is not stored (any more) or damaged.

        Threads: any; cs_main need not be held.
        """
        return self.storage.read_block(index)

    # The tree

    def add_header(self, header: BlockHeader, status: int = VALID_TREE) -> BlockIndex:
        """Enter a header into the tree, unless it is there. Source: C++ AddToBlockIndex."""
        block_hash = header.hash
        index = self.blocks.get(block_hash)
        if index is not None:
            return index
        prev = self.blocks.get(header.prev_hash)
        index = BlockIndex(header, block_hash, prev)
        self.blocks[block_hash] = index
        index.raise_validity(VALID_TREE)
        if status == VALID_TREE:
            if self.best_header is None or self.best_header.chain_work < index.chain_work:
                self.best_header = index
        else:
            index.status |= status
        self.dirty.add(index)
        if prev is not None:
            self.children.setdefault(prev.hash, []).append(index)
        return index

    def is_eligible(self, index: BlockIndex) -> bool:
        """Whether a block could be connected as far as is known, and its data was here."""
        return index.is_valid(VALID_TRANSACTIONS) and not index.status & CONFLICT_CHAINLOCK and index.has_transactions

    def is_worse(self, one: BlockIndex, other: BlockIndex) -> bool:
        """Whether the first is the less preferred tip."""
        return preference(one) < preference(other)

    def note_transactions(self, block: Block, index: BlockIndex, at: FilePosition) -> None:
        """Record that a block was checked and stored, and let blocks that waited for it be candidates.

        Source: C++ ReceivedBlockTransactions.
        """
        index.tx_count = len(block.transactions)
        index.chain_tx_count = 0
        index.file, index.data_pos, index.undo_pos = at.file, at.offset, 0
        index.status |= HAVE_DATA
        index.raise_validity(VALID_TRANSACTIONS)
        self.dirty.add(index)
        if index.prev is not None and not index.prev.has_transactions:
            # Also behind a parent that counts as invalid now: it may be reconsidered.
            self.unlinked.setdefault(index.prev.hash, []).append(index)
            return
        queue = deque([index])
        tip = self.active.tip
        while queue:
            entry = queue.popleft()
            self.candidates.discard(entry)  # its order of arrival is about to change
            entry.chain_tx_count = (entry.prev.chain_tx_count if entry.prev is not None else 0) + entry.tx_count
            entry.sequence_id = self.next_sequence_id
            self.next_sequence_id += 1
            if (tip is None or not self.is_worse(entry, tip)) and not entry.status & CONFLICT_CHAINLOCK:
                self.candidates.add(entry)
            queue.extend(self.unlinked.pop(entry.hash, ()))

    def fill_candidates(self) -> None:
        """Make every eligible block that is not worse than the tip a candidate."""
        tip = self.active.tip
        for index in self.blocks.values():
            if self.is_eligible(index) and (tip is None or not self.is_worse(index, tip)):
                self.candidates.add(index)

    def prune_candidates(self) -> None:
        """Drop candidates that are worse than the tip. Source: C++ PruneBlockIndexCandidates."""
        if self.active.tip is not None:
            self.candidates.discard_worse_than(self.active.tip)

    # States of the whole

    def is_initial_download(self) -> bool:
        """Whether the node still catches up with the network; once False, always False.

        Source: C++ IsInitialBlockDownload.
        """
        if not self._finished_download:
            with self.cs_main:
                self._finished_download = self._has_caught_up()
        return not self._finished_download

    @property
    def has_finished_download(self) -> bool:
        """Whether `is_initial_download` was ever False; takes no lock."""
        return self._finished_download

    def _has_caught_up(self) -> bool:
        tip = self.active.tip
        if self.importing or self.reindexing or tip is None or tip.chain_work < self.minimum_chain_work:
            return False
        if tip.time < self.now() - self.options.max_tip_age:
            return False
        if not self._finished_download:
            _log.info("Leaving InitialBlockDownload (latching to false)")
        return True

    def check_fork_warning(self) -> None:
        """Warn if an invalid chain has much more work than ours. Source: C++ CheckForkWarningConditions."""
        tip = self.active.tip
        if tip is None or self.is_initial_download():
            return
        proof = tip.chain_work - (tip.prev.chain_work if tip.prev is not None else 0)
        if self.best_invalid is not None and self.best_invalid.chain_work > tip.chain_work + proof * 6:
            _log.info(
                "CheckForkWarningConditions: Warning: Found invalid chain which has higher work (at least ~6 blocks "
                "worth of work) than our best chain.\nChain state database corruption likely."
            )
            self.shutdown.warn(
                "Warning: We do not appear to fully agree with our peers! You may need to upgrade, or other nodes may "
                "need to upgrade."
            )

    def note_invalid_chain(self, index: BlockIndex) -> None:
        """Log a chain that was found or made invalid, and adjust the best header. Source: C++ InvalidChainFound."""
        if self.best_invalid is None or index.chain_work > self.best_invalid.chain_work:
            self.best_invalid = index
        if self.best_header is not None and self.best_header.get_ancestor(index.height) is index:
            self.best_header = self.active.tip
        self._log_chain("InvalidChainFound: invalid block", index)
        tip = self.active.tip
        if tip is not None:
            self._log_chain("InvalidChainFound:  current best", tip)
        self.check_fork_warning()

    @staticmethod
    def _log_chain(what: str, index: BlockIndex) -> None:
        _log.info(
            "%s=%s  height=%d  log2_work=%f  date=%s",
            what,
            display_hash(index.hash),
            index.height,
            log2_work(index),
            format_time(index.time),
        )

    def verification_progress(self, index: BlockIndex | None) -> float:
        """Return the estimated share of all transactions verified up to a block. Source: GuessVerificationProgress."""
        if index is None:
            return 0.0
        rate = self.params.tx_rate
        now = self.now()
        done = index.chain_tx_count
        if done <= rate.tx_count:
            total = rate.tx_count + (now - rate.time) * rate.tx_per_second
        else:
            total = done + (now - index.time) * rate.tx_per_second
        return min(done / total, 1.0) if total > 0 else 1.0

    def last_checkpoint_height(self) -> int | None:
        """Return the height of the highest checkpoint whose header is known; None if there is none."""
        if not self.options.checkpoints:
            return None
        for height, block_hash in sorted(self.params.checkpoints.items(), reverse=True):
            if block_hash in self.blocks:
                return height
        return None

    def notify_header_tip(self) -> bool:
        """Tell of a new best header, if there is one. cs_main must not be held. Source: C++ NotifyHeaderTip."""
        with self.cs_main:
            header = self.best_header
            if header is None or header is self._notified_header:
                return False
            initial = self.is_initial_download()
            self._notified_header = header
        self.events.header_tip(header, initial_download=initial)
        return True

    # Loading

    def link_records(self) -> None:
        """Build the tree from the index database.

        Raises:
            CorruptDataError: records do not make a tree.

        Source: C++ BlockManager::LoadBlockIndex, ChainstateManager::LoadBlockIndex.
        """
        records = sorted(self.block_tree_db.records(), key=lambda record: record.height)
        last_height = -1
        for record in records:
            if record.height > last_height + 1:
                raise CorruptDataError(
                    f"LoadBlockIndex: block index is non-contiguous, index of height {last_height + 1} missing"
                )
            last_height = record.height
            prev = self.blocks.get(record.header.prev_hash)
            if prev is None and record.header.prev_hash != NULL_HASH:
                raise CorruptDataError(f"LoadBlockIndex: parent of {display_hash(record.hash)} missing")
            index = BlockIndex(record.header, record.hash, prev)
            if index.height != record.height:
                raise CorruptDataError(f"LoadBlockIndex: height of {display_hash(record.hash)} is wrong")
            index.status = record.status
            index.tx_count = record.tx_count
            index.file, index.data_pos, index.undo_pos = record.file, record.data_pos, record.undo_pos
            index.sequence_id = FROM_DISK
            self.blocks[record.hash] = index
            self._load_entry(index, prev)

    def _load_entry(self, index: BlockIndex, prev: BlockIndex | None) -> None:
        if prev is not None:
            self.children.setdefault(prev.hash, []).append(index)
        if index.tx_count > 0:
            if prev is None:
                index.chain_tx_count = index.tx_count
            elif prev.chain_tx_count > 0:
                index.chain_tx_count = prev.chain_tx_count + index.tx_count
            else:
                self.unlinked.setdefault(prev.hash, []).append(index)
        if not index.status & FAILED_MASK and prev is not None and prev.status & FAILED_MASK:
            index.status |= FAILED_CHILD
            self.dirty.add(index)
        if index.is_valid(VALID_TRANSACTIONS) and (index.has_transactions or prev is None):
            self.candidates.add(index)
        if index.status & FAILED_MASK and (
            self.best_invalid is None or index.chain_work > self.best_invalid.chain_work
        ):
            self.best_invalid = index
        if index.is_valid(VALID_TREE) and (self.best_header is None or self.is_worse(self.best_header, index)):
            self.best_header = index

    def prefer_active_chain(self) -> None:
        """Give the loaded active chain the better order of arrival, so that equal work does not move the tip."""
        for index in self.active:
            in_set = index in self.candidates
            self.candidates.discard(index)
            index.sequence_id = _BEST_FROM_DISK
            if in_set:
                self.candidates.add(index)
