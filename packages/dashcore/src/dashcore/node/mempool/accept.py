"""The one way into the mempool. Mirrors MemPoolAccept of validation.cpp: checks, their order, their reasons.

    acceptor.accept(tx)                      raises InvalidTxError, or the transaction is in the pool
    acceptor.accept(tx, test=True)           the same verdict, and nothing changes
    acceptor.test_package(txs)               testmempoolaccept with several transactions

Threads: methods take cs_main themselves; callers may hold it.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.coins import Coin
from dashcore.chain.flush import FlushMode
from dashcore.chain.manager import ChainManager
from dashcore.consensus.block_check import block_script_flags
from dashcore.consensus.limits import COINBASE_MATURITY
from dashcore.consensus.tx_check import check_transaction
from dashcore.consensus.tx_verify import (
    calculate_sequence_locks,
    check_tx_inputs,
    contextual_check_transaction,
    is_final,
    is_sequence_lock_open,
    transaction_sigop_count,
)
from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.llmq.specialtx import check_special_tx
from dashcore.node.mempool.entry import LockPoints, MempoolEntry
from dashcore.node.mempool.pool import ChainLimitError, Mempool
from dashcore.node.signals import ValidationSignals
from dashcore.policy.feerate import fee_for_size
from dashcore.policy.packages import find_package_fault
from dashcore.policy.policy import (
    EXTRA_DESCENDANT_TX_SIZE_LIMIT,
    MAX_STANDARD_TX_SIGOPS,
    MIN_STANDARD_TX_SIZE,
    are_inputs_standard,
    check_standard,
)
from dashcore.primitives.transaction import SPECIAL_VERSION, OutPoint, Transaction, TxType
from dashcore.primitives.types import Duffs, Height, TxId, UnixTime
from dashcore.script.flags import STANDARD_FLAGS
from dashcore.util.hashes import display_hash

_log = logging.getLogger("dash")
_log_mempool = logging.getLogger("dash.mempool")

_MAX_FEE_TIP_AGE_S = 3 * 60 * 60  # an older tip teaches nothing. Source: C++ MAX_FEE_ESTIMATION_TIP_AGE
MEMPOOL_HEIGHT = 0x7FFFFFFF  # of a coin that no block holds yet. Source: C++ MEMPOOL_HEIGHT
_PROVIDER_TYPES = frozenset(
    {
        TxType.PROVIDER_REGISTER,
        TxType.PROVIDER_UPDATE_SERVICE,
        TxType.PROVIDER_UPDATE_REGISTRAR,
        TxType.PROVIDER_UPDATE_REVOKE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What is told of a transaction that is, or would be, in the pool."""

    size: int
    fee: Duffs


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageVerdict:
    """What is told of several transactions.

    Attributes:
        reason: "" where all would be accepted; "transaction failed" where `results` says which and why.
        results: of those that were looked at, by id.
    """

    reason: str = ""
    detail: str = ""
    results: Mapping[TxId, Accepted | InvalidTxError] = field(default_factory=dict)


@dataclass(slots=True)
class _Candidate:
    """A transaction that passed the checks before its scripts. Source: C++ Workspace."""

    entry: MempoolEntry
    coins: list[Coin]


class MempoolAcceptor:
    """Checks transactions against chain, mempool and policy, and lets them in."""

    def __init__(
        self, chainman: ChainManager, mempool: Mempool, signals: ValidationSignals, now: Callable[[], int]
    ) -> None:
        self._chainman = chainman
        self._mempool = mempool
        self._signals = signals
        self._now = now

    def accept(
        self, tx: Transaction, *, time: UnixTime | None = None, bypass_limits: bool = False, test: bool = False
    ) -> Accepted:
        """Check a transaction and add it.

        Args:
            time: when it was accepted, if that is long ago; None: now.
            bypass_limits: fees and size do not matter, as for transactions of disconnected blocks.
            test: check, but do not add.

        Raises:
            InvalidTxError: with dashd's reason.

        Source: C++ AcceptToMemoryPool, AcceptSingleTransaction.
        """
        with self._chainman.cs_main:
            uncache: list[OutPoint] = []
            try:
                accepted = self._accept_locked(
                    tx, UnixTime(self._now()) if time is None else time, bypass_limits, test, uncache
                )
            except InvalidTxError as error:
                if _log_mempool.isEnabledFor(logging.DEBUG):
                    _log_mempool.debug(
                        "AcceptToMemoryPool: %s %s (%s)", display_hash(tx.txid), error.reason, error.detail
                    )
                self._chainman.coins.uncache(uncache)
                raise
            finally:
                self._chainman.flush(FlushMode.PERIODIC)  # what was looked up may fill the cache
            if test:
                self._chainman.coins.uncache(uncache)
            return accepted

    def _accept_locked(
        self, tx: Transaction, time: UnixTime, bypass_limits: bool, test: bool, uncache: list[OutPoint]
    ) -> Accepted:
        candidate = self._check(tx, time, {}, uncache, bypass_limits=bypass_limits)
        self._check_scripts(candidate)
        entry = candidate.entry
        self._remember_scripts(candidate)
        if not test:
            self._mempool.add(entry, counts_for_fees=not bypass_limits and self._counts_for_fees(entry))
            if not bypass_limits:
                self.limit_size()
                if tx.txid not in self._mempool:
                    raise InvalidTxError(TxResult.MEMPOOL_POLICY, "mempool full")
            self._signals.transaction_added_to_mempool(tx, time)
        return Accepted(size=entry.size, fee=Duffs(entry.base_fee))

    def _counts_for_fees(self, entry: MempoolEntry) -> bool:
        """Whether the fee estimator may learn from an entry. Source: C++ Finalize, IsCurrentForFeeEstimation."""
        chainman = self._chainman
        tip, best = chainman.active.tip, chainman.best_header
        return (
            entry.modified_fee != 0
            and tip is not None
            and best is not None
            and not chainman.is_initial_download()
            and tip.time >= self._now() - _MAX_FEE_TIP_AGE_S
            and tip.height >= best.height - 1
            and not self._mempool.parents_of(entry.tx)
        )

    def test_package(self, package: Sequence[Transaction]) -> PackageVerdict:
        """Check transactions that may build on one another, parents first; nothing is added.

        Source: C++ AcceptMultipleTransactions with test_accept.
        """
        fault = find_package_fault(package)
        if fault:
            return PackageVerdict(reason=fault)
        with self._chainman.cs_main:
            uncache: list[OutPoint] = []
            try:
                return self._test_package_locked(package, uncache)
            finally:
                self._chainman.coins.uncache(uncache)

    def _test_package_locked(self, package: Sequence[Transaction], uncache: list[OutPoint]) -> PackageVerdict:
        time = UnixTime(self._now())
        earlier: dict[TxId, Transaction] = {}
        candidates: list[_Candidate] = []
        results: dict[TxId, Accepted | InvalidTxError] = {}
        for tx in package:
            try:
                candidates.append(self._check(tx, time, earlier, uncache, bypass_limits=False))
            except InvalidTxError as error:
                return PackageVerdict(reason="transaction failed", results={tx.txid: error})
            earlier[tx.txid] = tx
        if len(package) > 1:
            try:
                self._mempool.check_package_limits(package)
            except ChainLimitError as error:
                return PackageVerdict(reason="package-mempool-limits", detail=str(error))
        for candidate in candidates:
            entry = candidate.entry
            try:
                self._check_scripts(candidate)
            except InvalidTxError as error:
                results[entry.tx.txid] = error
                return PackageVerdict(reason="transaction failed", results=results)
            results[entry.tx.txid] = Accepted(size=entry.size, fee=Duffs(entry.base_fee))
        return PackageVerdict(results=results)

    # The checks, in C++'s order

    def _check(
        self,
        tx: Transaction,
        time: UnixTime,
        earlier: Mapping[TxId, Transaction],
        uncache: list[OutPoint],
        *,
        bypass_limits: bool,
    ) -> _Candidate:
        """Run all checks but those of scripts. cs_main is held.

        Args:
            earlier: transactions of the same package, to spend from.
            uncache: receives coins that were read from disk for this.

        Source: C++ PreChecks.
        """
        tip = self._chainman.active.tip
        if tip is None:
            raise InvalidTxError(TxResult.UNSET, "no-chain", "the genesis block is not connected yet")
        mempool = self._mempool
        options = mempool.options
        self._check_alone(tx)
        if tx.txid in mempool:
            raise InvalidTxError(TxResult.CONFLICT, "txn-already-in-mempool")
        if any(txin.prevout in mempool.spent_by for txin in tx.inputs):
            raise InvalidTxError(TxResult.CONFLICT, "txn-mempool-conflict")
        coins = self._find_coins(tx, earlier, uncache)
        locks = _lock_points(tx, coins, tip)
        if not is_sequence_lock_open((locks.height, locks.time), tip):
            raise InvalidTxError(TxResult.PREMATURE_SPEND, "non-BIP68-final")
        fee = check_tx_inputs(tx, coins, tip.height + 1)
        if options.require_standard and not are_inputs_standard(tx, coins):
            raise InvalidTxError(TxResult.INPUTS_NOT_STANDARD, "bad-txns-nonstandard-inputs")
        sigops = transaction_sigop_count(tx, coins)
        entry = MempoolEntry(
            tx,
            fee=fee,
            time=time,
            height=Height(tip.height),
            spends_coinbase=any(coin.is_coinbase for coin in coins),
            sigops=sigops,
            lock_points=locks,
            fee_delta=mempool.deltas.get(tx.txid, 0),
            bytes_per_sigop=options.bytes_per_sigop,
        )
        if sigops > MAX_STANDARD_TX_SIGOPS:
            raise InvalidTxError(TxResult.NOT_STANDARD, "bad-txns-too-many-sigops", str(sigops))
        is_signal = tx.version >= SPECIAL_VERSION and tx.type == TxType.MNHF_SIGNAL
        if not is_signal and not bypass_limits:
            self._check_fee_rate(entry.size, entry.modified_fee)
        self._check_chain_limits(entry)
        check_special_tx(tx, tip, self._chainman.state.special.view_after(tip))
        if tx.type in _PROVIDER_TYPES and not tx.has_extra_payload:
            # It is of a version without payloads, so it changes nothing; C++ takes what it cannot read for a conflict.
            raise InvalidTxError(TxResult.CONFLICT, "protx-dup")
        return _Candidate(entry, coins)

    def _check_alone(self, tx: Transaction) -> None:
        """Run the checks that need no coins."""
        tip = self._chainman.active.tip
        check_transaction(tx)
        try:
            contextual_check_transaction(tx, tip, self._chainman.params.consensus)
        except InvalidTxError as error:
            _log.error("PreChecks: ContextualCheckTransaction: %s, %s", display_hash(tx.txid), error)
            raise
        if tx.version >= SPECIAL_VERSION and tx.type == TxType.QUORUM_COMMITMENT:
            raise InvalidTxError(TxResult.CONSENSUS, "qc-not-allowed")
        if tx.is_coinbase:
            raise InvalidTxError(TxResult.CONSENSUS, "coinbase")
        options = self._mempool.options
        if options.require_standard:
            check_standard(
                tx,
                dust_relay_fee=options.dust_relay_fee,
                permit_bare_multisig=options.permit_bare_multisig,
                max_datacarrier_bytes=options.max_datacarrier_bytes,
            )
        if len(tx.serialize()) < MIN_STANDARD_TX_SIZE:
            raise InvalidTxError(TxResult.NOT_STANDARD, "tx-size-small")
        if not self._is_final_at_tip(tx):
            raise InvalidTxError(TxResult.PREMATURE_SPEND, "non-final")

    def _is_final_at_tip(self, tx: Transaction) -> bool:
        tip = self._chainman.active.tip
        return tip is not None and is_final(tx, tip.height + 1, tip.median_time_past)

    def _find_coins(self, tx: Transaction, earlier: Mapping[TxId, Transaction], uncache: list[OutPoint]) -> list[Coin]:
        coins_tip = self._chainman.coins
        coins: list[Coin] = []
        for txin in tx.inputs:
            prevout = txin.prevout
            if not coins_tip.has_coin_in_cache(prevout):
                uncache.append(prevout)
            coin = self.find_coin(prevout, earlier)
            if coin is None:
                for index in range(len(tx.outputs)):
                    if coins_tip.has_coin_in_cache(OutPoint(tx.txid, index)):
                        raise InvalidTxError(TxResult.CONFLICT, "txn-already-known")
                raise InvalidTxError(TxResult.MISSING_INPUTS, "bad-txns-inputs-missingorspent")
            coins.append(coin)
        return coins

    def find_coin(self, outpoint: OutPoint, earlier: Mapping[TxId, Transaction] | None = None) -> Coin | None:
        """Return the coin as chain and mempool together have it, whether or not the mempool spends it.

        Threads: cs_main is held.

        Source: C++ CCoinsViewMemPool::GetCoin.
        """
        parent = earlier.get(outpoint.txid) if earlier else None
        if parent is None:
            parent = self._mempool.get(outpoint.txid)
        if parent is None:
            return self._chainman.coins.get_coin(outpoint)
        if outpoint.index >= len(parent.outputs):
            return None
        return Coin(parent.outputs[outpoint.index], MEMPOOL_HEIGHT, False)

    def _check_fee_rate(self, size: int, fee: int) -> None:
        """Refuse what pays too little. Source: C++ CheckFeeRate."""
        least = fee_for_size(self._mempool.min_fee(), size)
        if 0 < least > fee:
            raise InvalidTxError(TxResult.MEMPOOL_POLICY, "mempool min fee not met", f"{fee} < {least}")
        least = fee_for_size(self._mempool.options.min_relay_fee, size)
        if fee < least:
            raise InvalidTxError(TxResult.MEMPOOL_POLICY, "min relay fee not met", f"{fee} < {least}")

    def _check_chain_limits(self, entry: MempoolEntry) -> None:
        """Bound the chain the entry would end; one small child over the limit is let in."""
        mempool = self._mempool
        try:
            mempool.check_limits(entry.tx, entry.size)
        except ChainLimitError as error:
            refusal = InvalidTxError(TxResult.MEMPOOL_POLICY, "too-long-mempool-chain", str(error))
            if entry.size > EXTRA_DESCENDANT_TX_SIZE_LIMIT:
                raise refusal from None
            options = mempool.options
            try:
                mempool.check_limits(
                    entry.tx,
                    entry.size,
                    ancestors=2,
                    descendants=options.limit_descendants + 1,
                    descendant_size=options.limit_descendant_size + EXTRA_DESCENDANT_TX_SIZE_LIMIT,
                )
            except ChainLimitError:
                raise refusal from None

    def _check_scripts(self, candidate: _Candidate) -> None:
        """Verify scripts under the rules of policy. Source: C++ PolicyScriptChecks."""
        self._chainman.state.scripts.check_transaction(
            candidate.entry.tx, candidate.coins, STANDARD_FLAGS, store_signatures=True, store=False
        )

    def _remember_scripts(self, candidate: _Candidate) -> None:
        """Verify under the rules of the next block, to be remembered. Source: C++ ConsensusScriptChecks."""
        tx = candidate.entry.tx
        flags = block_script_flags(self._chainman.active.height, self._chainman.params.consensus)
        try:
            self._chainman.state.scripts.check_transaction(
                tx, candidate.coins, flags, store_signatures=True, store=True
            )
        except InvalidTxError as error:
            _log.error(
                "BUG! PLEASE REPORT THIS! CheckInputScripts failed against latest-block but not STANDARD flags %s, %s",
                display_hash(tx.txid),
                error,
            )
            raise

    # Keeping the pool in bounds and consistent

    def limit_size(self) -> None:
        """Expire and trim. cs_main is held. Source: C++ LimitMempoolSize."""
        mempool = self._mempool
        expired = mempool.expire(UnixTime(self._now() - mempool.options.expiry_s))
        if expired:
            _log_mempool.debug("Expired %i transactions from the memory pool", expired)
        self._chainman.coins.uncache(mempool.trim())

    def is_still_valid(self, entry: MempoolEntry) -> bool:
        """Whether an entry could be in a block on the present tip, as far as locks and maturity go.

        Updates its lock points. cs_main is held. Source: C++ MaybeUpdateMempoolForReorg, filter_final_and_mature.
        """
        tip = self._chainman.active.tip
        if tip is None or not self._is_final_at_tip(entry.tx):
            return False
        locks = entry.lock_points
        if locks.highest_input is None or locks.highest_input not in self._chainman.active:
            found = [self.find_coin(txin.prevout) for txin in entry.tx.inputs]
            coins = [coin for coin in found if coin is not None]
            if len(coins) < len(found):
                return False
            entry.lock_points = locks = _lock_points(entry.tx, coins, tip)
        if not is_sequence_lock_open((locks.height, locks.time), tip):
            return False
        return not entry.spends_coinbase or self._are_coinbases_mature(entry.tx, tip.height + 1)

    def _are_coinbases_mature(self, tx: Transaction, spend_height: int) -> bool:
        for txin in tx.inputs:
            if txin.prevout.txid in self._mempool:
                continue
            coin = self._chainman.coins.get_coin(txin.prevout)
            if coin is None or (coin.is_coinbase and spend_height - coin.height < COINBASE_MATURITY):
                return False
        return True


def _lock_points(tx: Transaction, coins: Sequence[Coin], tip: BlockIndex) -> LockPoints:
    """Return when relative locks open at the tip. Source: C++ CalculateLockPointsAtTip."""
    heights = [tip.height + 1 if coin.height == MEMPOOL_HEIGHT else coin.height for coin in coins]
    height, time = calculate_sequence_locks(tx, heights, tip, enforce=True)
    highest = max((at for at in heights if at <= tip.height), default=0)
    return LockPoints(height, time, tip.get_ancestor(highest))
