"""What a script asks of the transaction that runs it: signatures and lock times.

Mirrors BaseSignatureChecker and its heirs in script/interpreter.h, and script/sigcache.h.
"""

import os
from hashlib import sha256

from dashcore.crypto.secp256k1 import verify_ecdsa
from dashcore.primitives.transaction import SEQUENCE_FINAL, Transaction
from dashcore.script.script import LOCKTIME_THRESHOLD
from dashcore.script.sighash import SighashCache

SEQUENCE_LOCKTIME_DISABLE_FLAG = 1 << 31  # the sequence is no relative lock. Source: BIP 68
SEQUENCE_LOCKTIME_TYPE_FLAG = 1 << 22  # units of 512 seconds instead of blocks
SEQUENCE_LOCKTIME_MASK = 0xFFFF
SIGNATURE_CACHE_ENTRY_SIZE = 32  # bytes; Core sizes its cache by this


class BaseSignatureChecker:
    """Grants nothing: every signature and lock time fails."""

    __slots__ = ()

    def check_sig(self, signature: bytes, pubkey: bytes, code: bytes) -> bool:
        """Whether the signature, hash type included, is right for the key and this script code."""
        return False

    def check_lock_time(self, lock_time: int) -> bool:
        """Whether the transaction is locked at least this long."""
        return False

    def check_sequence(self, sequence: int) -> bool:
        """Whether the input is locked at least this long behind what it spends."""
        return False


class TransactionSignatureChecker(BaseSignatureChecker):
    """Checks for one input of a transaction.

    Args (constructor):
        tx: the transaction.
        index: number of the input, which must exist.
        cache: shared by all inputs of the transaction.

    Threads: any, as long as each has its own checker; the cache may be shared.
    """

    __slots__ = ("_cache", "_index", "_tx")

    def __init__(self, tx: Transaction, index: int, cache: SighashCache | None = None) -> None:
        self._tx = tx
        self._index = index
        self._cache = cache or SighashCache(tx)

    def check_sig(self, signature: bytes, pubkey: bytes, code: bytes) -> bool:
        """Verify a signature over the transaction. Source: C++ GenericTransactionSignatureChecker::CheckSig."""
        if not signature:
            return False
        digest = self._cache.signature_hash(code, self._index, signature[-1])
        return self.verify_signature(signature[:-1], pubkey, digest)

    def verify_signature(self, signature: bytes, pubkey: bytes, digest: bytes) -> bool:
        """Verify a signature without its hash type over a digest."""
        return verify_ecdsa(pubkey, signature, digest)

    def check_lock_time(self, lock_time: int) -> bool:
        """Compare with the transaction's lock time. Source: BIP 65; C++ CheckLockTime."""
        own = self._tx.lock_time
        if (own < LOCKTIME_THRESHOLD) != (lock_time < LOCKTIME_THRESHOLD):
            return False  # heights do not compare with seconds
        # an input with a final sequence switches the transaction's lock time off
        return lock_time <= own and self._tx.inputs[self._index].sequence != SEQUENCE_FINAL

    def check_sequence(self, sequence: int) -> bool:
        """Compare with the input's sequence. Source: BIP 112; C++ CheckSequence."""
        own = self._tx.inputs[self._index].sequence
        if self._tx.version & 0xFFFFFFFF < 2 or own & SEQUENCE_LOCKTIME_DISABLE_FLAG:
            return False
        mask = SEQUENCE_LOCKTIME_TYPE_FLAG | SEQUENCE_LOCKTIME_MASK
        own &= mask
        sequence &= mask
        if (own < SEQUENCE_LOCKTIME_TYPE_FLAG) != (sequence < SEQUENCE_LOCKTIME_TYPE_FLAG):
            return False  # blocks do not compare with seconds
        return sequence <= own


class SignatureCache:
    """Signatures found valid, so that a block need not verify again what the mempool did.

    Entries are salted digests, so nobody can aim at one. When full, the oldest goes.

    Threads: any; each step is atomic under the interpreter lock.
    """

    __slots__ = ("_entries", "_limit", "_salted")

    def __init__(self, limit: int) -> None:
        """Make an empty cache.

        Args:
            limit: most entries, at least two.
        """
        self._limit = max(2, limit)
        self._entries: dict[bytes, None] = {}
        salt = os.urandom(32)
        self._salted = sha256(salt + salt)

    def entry(self, signature: bytes, pubkey: bytes, digest: bytes) -> bytes:
        """Return the key under which a verified signature is kept."""
        hasher = self._salted.copy()
        hasher.update(digest + pubkey + signature)
        return hasher.digest()

    def contains(self, entry: bytes, *, erase: bool) -> bool:
        """Whether an entry is there; `erase` takes it out, for it will not be asked again."""
        if erase:
            return self._entries.pop(entry, entry) is None
        return entry in self._entries

    def add(self, entry: bytes) -> None:
        """Keep an entry."""
        self._entries[entry] = None
        while len(self._entries) > self._limit:
            try:
                self._entries.pop(next(iter(self._entries)), None)
            except (RuntimeError, StopIteration):  # another thread was faster
                continue


class CachingSignatureChecker(TransactionSignatureChecker):
    """Asks a `SignatureCache` before it verifies.

    Args (constructor):
        store: keep what verifies (mempool); otherwise drop what is found (block).

    Source: C++ CachingTransactionSignatureChecker.
    """

    __slots__ = ("_known", "_store")

    def __init__(
        self, tx: Transaction, index: int, cache: SighashCache | None, known: SignatureCache, *, store: bool
    ) -> None:
        super().__init__(tx, index, cache)
        self._known = known
        self._store = store

    def verify_signature(self, signature: bytes, pubkey: bytes, digest: bytes) -> bool:
        """Verify, or remember that it was done."""
        entry = self._known.entry(signature, pubkey, digest)
        if self._known.contains(entry, erase=not self._store):
            return True
        if not verify_ecdsa(pubkey, signature, digest):
            return False
        if self._store:
            self._known.add(entry)
        return True
