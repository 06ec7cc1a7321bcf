"""Transactions that wait for a block. Mirrors txmempool.h; acceptance is in mempool_accept.

Threads: every method needs cs_main, the one lock for chain and mempool, unless it says otherwise.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashcore.interfaces.chain import MempoolRemovalReason
from dashcore.node.mempool_entry import MempoolEntry
from dashcore.policy import policy
from dashcore.policy.fees import FeeEstimator
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import TxId, UnixTime
from dashcore.util.hashes import display_hash

_log = logging.getLogger("dash.mempool")

ROLLING_FEE_HALFLIFE_S = 60 * 60 * 12
_ROLLING_UPDATE_S = 10  # seconds between two decays of the rolling fee


@dataclass(frozen=True, slots=True, kw_only=True)
class MempoolOptions:
    """The settings acceptance and trimming go by.

    Attributes:
        max_size: -maxmempool, in bytes.
        expiry_s: -mempoolexpiry, in seconds.
        min_relay_fee, incremental_relay_fee, dust_relay_fee: duffs per 1000 bytes.
        limit_ancestor_size, limit_descendant_size: bytes.
        bytes_per_sigop: -bytespersigop.
        permit_bare_multisig: -permitbaremultisig.
        max_datacarrier_bytes: -datacarriersize; None with -datacarrier=0.
    """

    max_size: int = policy.DEFAULT_MAX_MEMPOOL_SIZE * 1_000_000
    expiry_s: int = policy.DEFAULT_MEMPOOL_EXPIRY * 3600
    require_standard: bool = True
    min_relay_fee: int = policy.DEFAULT_MIN_RELAY_TX_FEE
    incremental_relay_fee: int = policy.DEFAULT_INCREMENTAL_RELAY_FEE
    dust_relay_fee: int = policy.DUST_RELAY_TX_FEE
    limit_ancestors: int = policy.DEFAULT_ANCESTOR_LIMIT
    limit_ancestor_size: int = policy.DEFAULT_ANCESTOR_SIZE_LIMIT * 1000
    limit_descendants: int = policy.DEFAULT_DESCENDANT_LIMIT
    limit_descendant_size: int = policy.DEFAULT_DESCENDANT_SIZE_LIMIT * 1000
    bytes_per_sigop: int = policy.DEFAULT_BYTES_PER_SIGOP
    permit_bare_multisig: bool = policy.DEFAULT_PERMIT_BARE_MULTISIG
    max_datacarrier_bytes: int | None = policy.MAX_OP_RETURN_RELAY


class ChainLimitError(Exception):
    """An unconfirmed chain would grow too long; the text is Core's."""


class Mempool:
    """The pool: entries by id, who spends what, fee deltas, and the rolling minimum fee."""

    def __init__(
        self,
        options: MempoolOptions,
        now: Callable[[], int],
        on_removed: Callable[[Transaction, MempoolRemovalReason], None],
        estimator: FeeEstimator | None = None,
    ) -> None:
        self.options = options
        self.entries: dict[TxId, MempoolEntry] = {}
        self.spent_by: dict[OutPoint, Transaction] = {}
        self.deltas: dict[TxId, int] = {}
        self.unbroadcast: set[TxId] = set()
        self.is_loaded = False
        self.updates = 0  # transactions added or removed since the start; getblocktemplate's longpoll watches it
        self.total_size = 0
        self.total_fee = 0
        self.usage = 0
        self._now = now
        self._on_removed = on_removed
        self._estimator = estimator
        self._sequence = 1
        self._rolling_fee = 0.0
        self._rolling_updated = now()
        self._block_since_bump = False

    def __len__(self) -> int:
        return len(self.entries)

    def __contains__(self, txid: TxId) -> bool:
        return txid in self.entries

    @property
    def sequence(self) -> int:
        """Number of the next event. Source: C++ m_sequence_number."""
        return self._sequence

    def get(self, txid: TxId) -> Transaction | None:
        """The transaction, None where the pool does not hold it."""
        entry = self.entries.get(txid)
        return entry.tx if entry else None

    def conflict(self, outpoint: OutPoint) -> Transaction | None:
        """The pool's transaction that spends `outpoint`."""
        return self.spent_by.get(outpoint)

    def parents_of(self, tx: Transaction) -> set[MempoolEntry]:
        """The pool's transactions that `tx` spends from."""
        return {self.entries[txin.prevout.txid] for txin in tx.inputs if txin.prevout.txid in self.entries}

    def check_limits(
        self,
        tx: Transaction,
        size: int,
        *,
        ancestors: int | None = None,
        descendants: int | None = None,
        descendant_size: int | None = None,
    ) -> None:
        """Check how long the chain `tx` ends may be; the arguments stand in for the options.

        Args:
            size: of `tx`, as its entry would have it.

        Raises:
            ChainLimitError: too many, or too large.

        Source: C++ CalculateMemPoolAncestors.
        """
        options = self.options
        max_ancestors = options.limit_ancestors if ancestors is None else ancestors
        parents = self.parents_of(tx)
        if len(parents) + 1 > max_ancestors:
            raise ChainLimitError(f"too many unconfirmed parents [limit: {max_ancestors}]")
        self._check_ancestors(
            parents,
            1,
            size,
            max_ancestors,
            options.limit_descendants if descendants is None else descendants,
            options.limit_descendant_size if descendant_size is None else descendant_size,
        )

    def check_package_limits(self, package: Sequence[Transaction]) -> None:
        """Check the chains that several transactions would make, as if each depended on all others.

        Raises:
            ChainLimitError: possibly too many, or too large.

        Source: C++ CheckPackageLimits.
        """
        options = self.options
        parents: set[MempoolEntry] = set()
        for tx in package:
            parents |= self.parents_of(tx)
            if len(parents) + len(package) > options.limit_ancestors:
                raise ChainLimitError(f"too many unconfirmed parents [limit: {options.limit_ancestors}]")
        try:
            self._check_ancestors(
                parents,
                len(package),
                sum(len(tx.serialize()) for tx in package),
                options.limit_ancestors,
                options.limit_descendants,
                options.limit_descendant_size,
            )
        except ChainLimitError as error:
            raise ChainLimitError(f"possibly {error}") from None

    def _check_ancestors(
        self,
        staged: set[MempoolEntry],
        count: int,
        size: int,
        max_ancestors: int,
        max_descendants: int,
        max_descendant_size: int,
    ) -> None:
        """Walk up from `staged`. Source: C++ CalculateAncestorsAndCheckLimits."""
        max_size = self.options.limit_ancestor_size
        total = size
        found: set[MempoolEntry] = set()
        while staged:
            entry = staged.pop()
            found.add(entry)
            total += entry.size
            name = display_hash(entry.tx.txid)
            if entry.descendant_size + size > max_descendant_size:
                raise ChainLimitError(f"exceeds descendant size limit for tx {name} [limit: {max_descendant_size}]")
            if entry.descendant_count + count > max_descendants:
                raise ChainLimitError(f"too many descendants for tx {name} [limit: {max_descendants}]")
            if total > max_size:
                raise ChainLimitError(f"exceeds ancestor size limit [limit: {max_size}]")
            staged |= entry.parents - found
            if len(staged) + len(found) + count > max_ancestors:
                raise ChainLimitError(f"too many unconfirmed ancestors [limit: {max_ancestors}]")

    def add(self, entry: MempoolEntry, *, counts_for_fees: bool = False) -> None:
        """Add a checked entry.

        Args:
            counts_for_fees: the fee estimator may learn from it.

        Source: C++ addUnchecked.
        """
        tx = entry.tx
        entry.sequence = self._sequence
        self._sequence += 1
        self.entries[tx.txid] = entry
        for txin in tx.inputs:
            self.spent_by[txin.prevout] = tx
        entry.parents = self.parents_of(tx)
        for parent in entry.parents:
            parent.children.add(entry)
        for ancestor in entry.ancestors():
            entry.add_ancestor(ancestor, 1)
            ancestor.add_descendant(entry, 1)
        self.total_size += entry.size
        self.total_fee += entry.base_fee
        self.usage += entry.usage
        self.updates += 1
        if self._estimator is not None:
            self._estimator.process_transaction(
                tx.txid, entry.base_fee, entry.size, entry.height, is_valid=counts_for_fees
            )

    def remove(self, entries: set[MempoolEntry], reason: MempoolRemovalReason) -> None:
        """Remove exactly these; descendants that stay keep their place. Source: C++ RemoveStaged."""
        for entry in entries:
            for descendant in entry.descendants() - entries:
                descendant.add_ancestor(entry, -1)
            for ancestor in entry.ancestors() - entries:
                ancestor.add_descendant(entry, -1)
        for entry in entries:
            self._unlink(entry)
            if self._estimator is not None:
                self._estimator.remove_transaction(entry.tx.txid)
            if reason is not MempoolRemovalReason.BLOCK:
                self._sequence += 1
                self._on_removed(entry.tx, reason)

    def remove_recursive(self, tx: Transaction, reason: MempoolRemovalReason) -> None:
        """Remove `tx` and all that builds on it, be `tx` itself in the pool or not."""
        entry = self.entries.get(tx.txid)
        doomed: set[MempoolEntry] = set()
        if entry:
            doomed = {entry} | entry.descendants()
        else:
            for index in range(len(tx.outputs)):
                spender = self.spent_by.get(OutPoint(tx.txid, index))
                if spender:
                    child = self.entries[spender.txid]
                    doomed |= {child} | child.descendants()
        self.remove(doomed, reason)

    def remove_conflicts(self, tx: Transaction) -> None:
        """Remove whatever spends what `tx` spends."""
        for txin in tx.inputs:
            other = self.spent_by.get(txin.prevout)
            if other is not None and other.txid != tx.txid:
                self.deltas.pop(other.txid, None)
                self.remove_recursive(other, MempoolRemovalReason.CONFLICT)

    def remove_for_block(self, transactions: Sequence[Transaction], height: int) -> None:
        """A block with these was connected at `height`."""
        if self._estimator is not None:
            entries = [self.entries[tx.txid] for tx in transactions if tx.txid in self.entries]
            self._estimator.process_block(
                height, [(entry.tx.txid, entry.base_fee, entry.size, entry.height) for entry in entries]
            )
        for tx in transactions:
            entry = self.entries.get(tx.txid)
            if entry:
                self.remove({entry}, MempoolRemovalReason.BLOCK)
            if self.entries:
                self.remove_conflicts(tx)
            self.deltas.pop(tx.txid, None)
        self._rolling_updated = self._now()
        self._block_since_bump = True

    def remove_where(self, is_doomed: Callable[[MempoolEntry], bool], reason: MempoolRemovalReason) -> int:
        """Remove every entry that `is_doomed`, with descendants; return how many went."""
        doomed = {entry for entry in self.entries.values() if is_doomed(entry)}
        for entry in list(doomed):
            doomed |= entry.descendants()
        self.remove(doomed, reason)
        return len(doomed)

    def relink(self) -> None:
        """Find all relations anew: needed after a reorganisation brought parents back behind their children.

        Source: C++ UpdateTransactionsFromBlock.
        """
        for entry in self.entries.values():
            entry.parents = self.parents_of(entry.tx)
            entry.children = set()
            entry.reset_sums()
        for entry in self.entries.values():
            for parent in entry.parents:
                parent.children.add(entry)
        for entry in self.entries.values():
            for ancestor in entry.ancestors():
                entry.add_ancestor(ancestor, 1)
                ancestor.add_descendant(entry, 1)

    def expire(self, before: UnixTime) -> int:
        """Remove what was accepted before that time; return how many went."""
        return self.remove_where(lambda entry: entry.time < before, MempoolRemovalReason.EXPIRY)

    def trim(self, max_size: int | None = None) -> None:
        """Remove the worst-paying packages until the pool fits; raise the rolling fee accordingly."""
        limit = self.options.max_size if max_size is None else max_size
        removed = 0
        highest = 0.0
        while self.entries and self.usage > limit:
            worst = min(self.entries.values(), key=lambda entry: (entry.descendant_score, -entry.time))
            rate = worst.descendant_fees * 1000 / worst.descendant_size + self.options.incremental_relay_fee
            highest = max(highest, rate)
            doomed = {worst} | worst.descendants()
            removed += len(doomed)
            self.remove(doomed, MempoolRemovalReason.SIZE_LIMIT)
        if removed:
            if highest > self._rolling_fee:
                self._rolling_fee = highest
                self._block_since_bump = False
            _log.debug("Removed %u txn, rolling minimum fee bumped to %d duffs/kB", removed, int(highest))

    def min_fee(self) -> int:
        """Duffs per 1000 bytes below which nothing is taken now, -minrelaytxfee aside. Source: C++ GetMinFee."""
        if not self._block_since_bump or self._rolling_fee == 0:
            return round(self._rolling_fee)
        now = self._now()
        if now > self._rolling_updated + _ROLLING_UPDATE_S:
            halflife = float(ROLLING_FEE_HALFLIFE_S)
            if self.usage < self.options.max_size / 4:
                halflife /= 4
            elif self.usage < self.options.max_size / 2:
                halflife /= 2
            self._rolling_fee /= 2.0 ** ((now - self._rolling_updated) / halflife)
            self._rolling_updated = now
            if self._rolling_fee < self.options.incremental_relay_fee / 2:
                self._rolling_fee = 0.0
                return 0
        return max(round(self._rolling_fee), self.options.incremental_relay_fee)

    def prioritise(self, txid: TxId, delta: int) -> None:
        """Add to the fee that mining and trimming reckon with. Source: C++ PrioritiseTransaction."""
        total = self.deltas.get(txid, 0) + delta
        if total:
            self.deltas[txid] = total
        else:
            self.deltas.pop(txid, None)
        entry = self.entries.get(txid)
        if entry:
            entry.modified_fee += delta
            entry.ancestor_fees += delta
            entry.descendant_fees += delta
            for ancestor in entry.ancestors():
                ancestor.descendant_fees += delta
            for descendant in entry.descendants():
                descendant.ancestor_fees += delta
            self.updates += 1

    def sorted_entries(self) -> list[MempoolEntry]:
        """Entries so that parents come first, better paying ones earlier. Source: C++ GetSortedDepthAndScore."""
        # By the fee that was paid, so that the order, which peers see, does not tell what was prioritised.
        entries = sorted(self.entries.values(), key=lambda entry: entry.tx.txid, reverse=True)
        entries.sort(key=lambda entry: (entry.ancestor_count, -entry.base_fee / entry.size))
        return entries

    def _unlink(self, entry: MempoolEntry) -> None:
        for parent in entry.parents:
            parent.children.discard(entry)
        for child in entry.children:
            child.parents.discard(entry)
        txid = entry.tx.txid
        del self.entries[txid]
        for txin in entry.tx.inputs:
            self.spent_by.pop(txin.prevout, None)
        self.unbroadcast.discard(txid)
        self.total_size -= entry.size
        self.total_fee -= entry.base_fee
        self.usage -= entry.usage
        self.updates += 1
