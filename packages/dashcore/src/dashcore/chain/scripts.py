"""Verification of all inputs of a transaction, alone or on several threads.

A transaction whose scripts were verified with the same flags when it entered the mempool
is not verified again in a block. Mirrors CheckInputScripts and CCheckQueue.
"""

import secrets
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256

from dashcore.chain.coins import Coin
from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.primitives.transaction import Transaction
from dashcore.script.checker import (
    SIGNATURE_CACHE_ENTRY_SIZE,
    CachingSignatureChecker,
    SignatureCache,
    TransactionSignatureChecker,
)
from dashcore.script.flags import STANDARD_NOT_MANDATORY_FLAGS, ScriptFlags
from dashcore.script.interpreter import verify_script
from dashcore.script.script_error import ScriptError
from dashcore.script.sighash import SighashCache

_BATCH_INPUTS = 32  # inputs that one job of a worker thread verifies, at least
_OPTIONAL_FLAGS = int(STANDARD_NOT_MANDATORY_FLAGS)
_OK = ScriptError.OK

Job = tuple[Transaction, Sequence[Coin]]


class ScriptVerifier:
    """Verifies scripts and remembers what it verified.

    Args (constructor):
        threads: that verify a block, the calling one included; 1: no others are started.
        cache_bytes: for each of the two caches, signatures and whole transactions.
    """

    def __init__(self, *, threads: int = 1, cache_bytes: int = 16 << 20) -> None:
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="scriptch") if threads > 1 else None
        entries = cache_bytes // SIGNATURE_CACHE_ENTRY_SIZE
        self._signatures = SignatureCache(entries)
        self._stored_any = False  # whether the signature cache can hold anything
        self._limit = max(2, entries)
        self._verified: dict[bytes, None] = {}  # guarded by: cs_main
        salt = secrets.token_bytes(32)
        self._salted = sha256(salt + salt)

    @property
    def is_parallel(self) -> bool:
        """Whether blocks are verified on several threads."""
        return self._pool is not None

    def _entry(self, tx: Transaction, flags: int) -> bytes:
        hasher = self._salted.copy()
        hasher.update(tx.txid + flags.to_bytes(4, "little"))
        return hasher.digest()

    def is_known(self, tx: Transaction, flags: int, *, erase: bool) -> bool:
        """Whether the transaction passed with these flags before; `erase` forgets it. cs_main is held."""
        if not self._verified:
            return False
        entry = self._entry(tx, flags)
        if erase:
            return self._verified.pop(entry, self) is None
        return entry in self._verified

    def check_transaction(
        self, tx: Transaction, coins: Sequence[Coin], flags: ScriptFlags | int, *, store_signatures: bool, store: bool
    ) -> None:
        """Verify all inputs on this thread. cs_main is held.

        Args:
            coins: what the inputs spend, in their order.
            store_signatures: remember valid signatures, as the mempool does.
            store: remember that the whole transaction is valid.

        Raises:
            InvalidTxError: "mandatory-script-verify-flag-failed (...)", or NOT_STANDARD with
                "non-mandatory-script-verify-flag (...)" where only rules of policy are broken.

        Source: C++ CheckInputScripts.
        """
        number = int(flags)
        if tx.is_coinbase or self.is_known(tx, number, erase=not store):
            return
        self._stored_any |= store_signatures
        failure = self._verify(tx, coins, number, store=store_signatures)
        if failure is not None:
            index, error = failure
            if number & _OPTIONAL_FLAGS:
                mandatory = number & ~_OPTIONAL_FLAGS
                checker = TransactionSignatureChecker(tx, index)
                spent = coins[index].out.script_pubkey
                if verify_script(tx.inputs[index].script_sig, spent, mandatory, checker) is _OK:
                    raise InvalidTxError(TxResult.NOT_STANDARD, f"non-mandatory-script-verify-flag ({error})")
            raise InvalidTxError(TxResult.CONSENSUS, f"mandatory-script-verify-flag-failed ({error})")
        if store:
            self._verified[self._entry(tx, number)] = None
            while len(self._verified) > self._limit:
                del self._verified[next(iter(self._verified))]

    def _verify(
        self, tx: Transaction, coins: Sequence[Coin], flags: int, *, store: bool
    ) -> tuple[int, ScriptError] | None:
        """Return the number of the first bad input and why; None if all are good. Any thread."""
        shared = SighashCache(tx)
        caching = self._stored_any
        for index, (txin, coin) in enumerate(zip(tx.inputs, coins, strict=True)):
            checker: TransactionSignatureChecker
            if caching:
                checker = CachingSignatureChecker(tx, index, shared, self._signatures, store=store)
            else:
                checker = TransactionSignatureChecker(tx, index, shared)
            error = verify_script(txin.script_sig, coin.out.script_pubkey, flags, checker)
            if error is not _OK:
                return index, error
        return None

    def _verify_jobs(self, jobs: Sequence[Job], flags: int) -> bool:
        return all(self._verify(tx, coins, flags, store=False) is None for tx, coins in jobs)

    def start_block(self, flags: ScriptFlags | int) -> "BlockScripts":
        """Return a queue for the transactions of one block."""
        return BlockScripts(self, self._pool, int(flags))

    def close(self) -> None:
        """End the worker threads."""
        if self._pool is not None:
            self._pool.shutdown()


class BlockScripts:
    """The script checks of one block: made at once, or spread over worker threads. Source: C++ CCheckQueueControl."""

    def __init__(self, verifier: ScriptVerifier, pool: ThreadPoolExecutor | None, flags: int) -> None:
        self._verifier = verifier
        self._pool = pool
        self._flags = flags
        self._jobs: list[Job] = []
        self._inputs = 0
        self._futures: list[Future[bool]] = []
        self.all_good = True

    def add(self, tx: Transaction, coins: Sequence[Coin]) -> None:
        """Verify now, or queue for the workers. cs_main is held.

        Raises:
            InvalidTxError: verified now, and refused.
        """
        if self._pool is None:
            self._verifier.check_transaction(tx, coins, self._flags, store_signatures=False, store=False)
            return
        if self._verifier.is_known(tx, self._flags, erase=True):
            return
        self._jobs.append((tx, coins))
        self._inputs += len(coins)
        if self._inputs >= _BATCH_INPUTS:
            self._submit(self._pool)

    def _submit(self, pool: ThreadPoolExecutor) -> None:
        self._futures.append(pool.submit(self._verifier._verify_jobs, self._jobs, self._flags))
        self._jobs, self._inputs = [], 0

    def finish(self) -> None:
        """Wait for the workers; `all_good` then says how it went."""
        if self._pool is None:
            return
        if self._jobs:
            self.all_good &= self._verifier._verify_jobs(self._jobs, self._flags)
            self._jobs, self._inputs = [], 0
        for future in self._futures:
            self.all_good &= future.result()
        self._futures.clear()
