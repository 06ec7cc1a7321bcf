"""Transactions that wait for a block. Mirrors txmempool.h; acceptance is in accept.py.

Threads: every method needs cs_main, the one lock for chain and mempool, unless it says otherwise.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from dashcore.interfaces.chain import MempoolRemovalReason
from dashcore.node.mempool.entry import MempoolEntry
from dashcore.node.mempool.eviction import EvictionOrder
from dashcore.node.mempool.memory import DELTA_USAGE, ENTRY_USAGE, LINK_USAGE, SPENT_USAGE, HashList
from dashcore.policy import policy
from dashcore.policy.feerate import FeeRate
from dashcore.policy.fees import FeeEstimator
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import Duffs, TxId, UnixTime
from dashcore.util.amounts import format_money
from dashcore.util.hashes import display_hash

_log = logging.getLogger("dash.mempool")

ROLLING_FEE_HALFLIFE_S = 60 * 60 * 12
_ROLLING_UPDATE_S = 10  # seconds between two decays of the rolling fee
_MIN_AMOUNT, _MAX_AMOUNT = -(1 << 63), (1 << 63) - 1  # duffs; what mempool.dat can hold


@dataclass(frozen=True, slots=True, kw_only=True)
class MempoolOptions:
    """The settings acceptance and trimming go by.

    Attributes:
        max_size: -maxmempool, in bytes.
        expiry_s: -mempoolexpiry, in seconds.
        min_relay_fee, incremental_relay_fee, dust_relay_fee: duffs per 1000 bytes.
        limit_ancestor_size, limit_descendant_size: bytes.
        bytes_per_sigop: -bytespersigop.
        check_ratio: -checkmempool; the pool checks itself one time in so many; 0: never.
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
    check_ratio: int = 0
    permit_bare_multisig: bool = policy.DEFAULT_PERMIT_BARE_MULTISIG
    max_datacarrier_bytes: int | None = policy.MAX_OP_RETURN_RELAY


class ChainLimitError(Exception):
    """An unconfirmed chain would grow too long; the text is Core's."""


def depth_and_score(entry: MempoolEntry) -> tuple[int, float, int]:
    """Return a sort key: few ancestors first, then what pays better, then the higher id.

    By the fee that was paid, so that the order, which peers see, does not tell what was prioritised.

    Source: C++ CompareDepthAndScore.
    """
    return entry.ancestor_count, -entry.base_fee / entry.size, -int.from_bytes(entry.tx.txid, "big")


class MempoolObserver(Protocol):
    """Who keeps up with every change at once. Called with cs_main held."""

    def entry_added(self, entry: MempoolEntry) -> None:
        """An entry came in; its inputs can still be looked up."""

    def entry_removed(self, entry: MempoolEntry, reason: MempoolRemovalReason, sequence: int) -> None:
        """An entry left.

        Args:
            sequence: number of this event.
        """


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
        self.observers: list[MempoolObserver] = []
        self.is_loaded = False
        self.updates = 0  # transactions added or removed since the start; getblocktemplate's longpoll watches it
        self.total_size = 0
        self.total_fee = 0
        self.inner_usage = 0  # bytes of transactions, and of bonds between them
        self._hash_list = HashList()
        self._eviction = EvictionOrder(self.entries)
        self._earliest = 0  # no entry was accepted before
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

    @property
    def usage(self) -> int:
        """Bytes of memory that a C++ node would take for the pool. Source: C++ DynamicMemoryUsage."""
        return (
            len(self.entries) * ENTRY_USAGE
            + len(self.spent_by) * SPENT_USAGE
            + len(self.deltas) * DELTA_USAGE
            + self._hash_list.usage
            + self.inner_usage
        )

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
        self._earliest = min(self._earliest, entry.time) if self.entries else entry.time
        self.entries[tx.txid] = entry
        for txin in tx.inputs:
            self.spent_by[txin.prevout] = tx
        for parent in self.parents_of(tx):
            self._link(parent, entry)
        for ancestor in entry.ancestors():
            entry.add_ancestor(ancestor, 1)
            ancestor.add_descendant(entry, 1)
            self._eviction.changed(ancestor)
        self._eviction.changed(entry)
        self.total_size += entry.size
        self.total_fee += entry.base_fee
        self.inner_usage += entry.usage
        self._hash_list.grow(len(self.entries))
        self.updates += 1
        if self._estimator is not None:
            self._estimator.process_transaction(
                tx.txid, entry.base_fee, entry.size, entry.height, is_valid=counts_for_fees
            )
        for observer in self.observers:
            observer.entry_added(entry)

    def _link(self, parent: MempoolEntry, child: MempoolEntry) -> None:
        parent.children.add(child)
        child.parents.add(parent)
        self.inner_usage += 2 * LINK_USAGE

    def remove(self, entries: set[MempoolEntry], reason: MempoolRemovalReason) -> None:
        """Remove exactly these; descendants that stay keep their place. Source: C++ RemoveStaged."""
        for entry in entries:
            for descendant in entry.descendants() - entries:
                descendant.add_ancestor(entry, -1)
            for ancestor in entry.ancestors() - entries:
                ancestor.add_descendant(entry, -1)
                self._eviction.changed(ancestor)
        for entry in entries:
            self._unlink(entry)
            if self._estimator is not None:
                self._estimator.remove_transaction(entry.tx.txid)
            for observer in self.observers:
                observer.entry_removed(entry, reason, self._sequence)
            self._sequence += 1
            if reason is not MempoolRemovalReason.BLOCK:
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

    def update_from_block(self, txids: Sequence[TxId]) -> None:
        """Bind transactions of disconnected blocks, which are in again, to what builds on them.

        What has become the end of too long a chain by that goes.

        Args:
            txids: parents before their children.

        Source: C++ UpdateTransactionsFromBlock.
        """
        returned = set(txids)
        too_long: dict[TxId, Transaction] = {}
        for txid in reversed(txids):
            entry = self.entries.get(txid)
            if entry is None:
                continue
            self._link_children(entry, returned)
            for descendant in entry.descendants():
                if descendant.tx.txid in returned:
                    continue
                descendant.add_ancestor(entry, 1)
                entry.add_descendant(descendant, 1)
                if (
                    descendant.ancestor_count > self.options.limit_ancestors
                    or descendant.ancestor_size > self.options.limit_ancestor_size
                ):
                    too_long[descendant.tx.txid] = descendant.tx
            self._eviction.changed(entry)
        for txid, tx in too_long.items():
            if txid in self.entries:
                self.remove_recursive(tx, MempoolRemovalReason.SIZE_LIMIT)

    def _link_children(self, entry: MempoolEntry, known: set[TxId]) -> None:
        """Bind an entry to those that spend from it, but for those whose parents were known when they came."""
        txid = entry.tx.txid
        for index in range(len(entry.tx.outputs)):
            spender = self.spent_by.get(OutPoint(txid, index))
            if spender is not None and spender.txid not in known:
                child = self.entries[spender.txid]
                if child not in entry.children:
                    self._link(entry, child)

    def expire(self, before: UnixTime) -> int:
        """Remove what was accepted before that time; return how many went."""
        if before <= self._earliest or not self.entries:
            return 0
        gone = self.remove_where(lambda entry: entry.time < before, MempoolRemovalReason.EXPIRY)
        self._earliest = min((entry.time for entry in self.entries.values()), default=0)
        return gone

    def trim(self, max_size: int | None = None) -> list[OutPoint]:
        """Remove the worst-paying packages until the pool fits; raise the rolling fee accordingly.

        Returns:
            Outputs of the chain that the pool spent and no longer spends.

        Source: C++ TrimToSize.
        """
        limit = self.options.max_size if max_size is None else max_size
        removed = 0
        highest = FeeRate()
        released: list[OutPoint] = []
        step = FeeRate(Duffs(self.options.incremental_relay_fee))
        while self.entries and self.usage > limit:
            worst = self._eviction.worst()
            # Above what was removed, lest the same comes back at once.
            rate = FeeRate.from_fee(worst.descendant_fees, worst.descendant_size) + step
            if rate.per_kb > self._rolling_fee:
                self._rolling_fee = rate.per_kb
                self._block_since_bump = False
            highest = max(highest, rate)
            doomed = {worst} | worst.descendants()
            removed += len(doomed)
            self.remove(doomed, MempoolRemovalReason.SIZE_LIMIT)
            released += [
                txin.prevout for entry in doomed for txin in entry.tx.inputs if txin.prevout.txid not in self.entries
            ]
        if highest > FeeRate():
            _log.debug("Removed %u txn, rolling minimum fee bumped to %s", removed, highest.display())
        return released

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
        before = self.deltas.get(txid, 0)
        total = max(_MIN_AMOUNT, min(before + delta, _MAX_AMOUNT))
        if total:
            self.deltas[txid] = total
        else:
            self.deltas.pop(txid, None)
        entry = self.entries.get(txid)
        if entry:
            change = total - before
            entry.modified_fee += change
            entry.ancestor_fees += change
            entry.descendant_fees += change
            self._eviction.changed(entry)
            for ancestor in entry.ancestors():
                ancestor.descendant_fees += change
                self._eviction.changed(ancestor)
            for descendant in entry.descendants():
                descendant.ancestor_fees += change
            self.updates += 1
        if _log.isEnabledFor(logging.DEBUG):
            _log.debug("PrioritiseTransaction: %s fee += %s", display_hash(txid), format_money(delta))

    def remove_unbroadcast(self, txid: TxId, *, unchecked: bool = False) -> None:
        """A transaction of our own was asked for by a peer, or left the pool (`unchecked`)."""
        if txid in self.unbroadcast:
            self.unbroadcast.discard(txid)
            _log.debug(
                "Removed %s from set of unbroadcast txns%s",
                display_hash(txid),
                " before confirmation that txn was sent out" if unchecked else "",
            )

    def sorted_entries(self) -> list[MempoolEntry]:
        """Entries so that parents come first, better paying ones earlier. Source: C++ GetSortedDepthAndScore."""
        return sorted(self.entries.values(), key=depth_and_score)

    def _unlink(self, entry: MempoolEntry) -> None:
        self.inner_usage -= entry.usage + 2 * LINK_USAGE * (len(entry.parents) + len(entry.children))
        for parent in entry.parents:
            parent.children.discard(entry)
        for child in entry.children:
            child.parents.discard(entry)
        entry.parents.clear()
        entry.children.clear()
        txid = entry.tx.txid
        del self.entries[txid]
        for txin in entry.tx.inputs:
            self.spent_by.pop(txin.prevout, None)
        self.remove_unbroadcast(txid, unchecked=True)
        self._hash_list.shrink(len(self.entries))
        self.total_size -= entry.size
        self.total_fee -= entry.base_fee
        self.updates += 1
