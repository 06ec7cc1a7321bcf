"""Making input scripts: from keys a provider has, and from what others signed before.

Mirrors script/sign.h.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from dashcore.crypto.secp256k1 import sign_ecdsa
from dashcore.primitives.transaction import EMPTY_SCRIPT, OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Script
from dashcore.script.checker import BaseSignatureChecker, TransactionSignatureChecker
from dashcore.script.flags import STANDARD_FLAGS, ScriptFlags
from dashcore.script.interpreter import eval_script, verify_script
from dashcore.script.provider import KeyOrigin, SigningProvider
from dashcore.script.script import push_minimal
from dashcore.script.script_error import ScriptError
from dashcore.script.sighash import SIGHASH_ALL, SIGHASH_ANYONECANPAY, SIGHASH_SINGLE, SighashCache
from dashcore.script.standard import TxoutType, solve
from dashcore.util.hashes import hash160

_ERRORS = {
    ScriptError.INVALID_STACK_OPERATION: "Unable to sign input, invalid stack size (possibly missing key)",
    ScriptError.SIG_NULLFAIL: "CHECK(MULTI)SIG failing with non-zero signature (possibly need more signatures)",
}
_COIN_MISSING = "Input not found or already spent"


class SignatureCreator(Protocol):
    """Makes signatures for one input, and checks what they come to."""

    @property
    def checker(self) -> BaseSignatureChecker:
        """Checks signatures as this creator makes them."""

    def create_signature(self, provider: SigningProvider, key_id: bytes, code: bytes) -> bytes | None:
        """Return a signature with its hash type; None if the provider lacks the key."""


class TransactionSignatureCreator:
    """Signs one input of a transaction. Mirrors MutableTransactionSignatureCreator.

    Args (constructor):
        tx: the transaction; its input scripts do not matter.
        index: number of the input.
        hash_type: what the signatures cover.
        cache: shared by all inputs of the transaction.
    """

    def __init__(
        self, tx: Transaction, index: int, hash_type: int = SIGHASH_ALL, cache: SighashCache | None = None
    ) -> None:
        self._cache = cache or SighashCache(tx)
        self._index = index
        self._hash_type = hash_type
        self._checker = TransactionSignatureChecker(tx, index, self._cache)

    @property
    def checker(self) -> BaseSignatureChecker:
        """Checks this input's signatures."""
        return self._checker

    def create_signature(self, provider: SigningProvider, key_id: bytes, code: bytes) -> bytes | None:
        """Sign the script code."""
        key = provider.get_key(key_id)
        if key is None:
            return None
        digest = self._cache.signature_hash(code, self._index, self._hash_type)
        return sign_ecdsa(key.secret, digest) + bytes([self._hash_type])


class _AcceptingChecker(BaseSignatureChecker):
    """Takes every signature for good."""

    __slots__ = ()

    def check_sig(self, signature: bytes, pubkey: bytes, code: bytes) -> bool:
        return True


class DummySignatureCreator:
    """Makes signatures of a realistic size that sign nothing, to measure and to try with.

    Args (constructor):
        r_size: bytes of R; 33 for the largest signature there is.
    """

    def __init__(self, r_size: int = 32) -> None:
        s_size = 32
        self._signature = b"".join(
            (
                bytes([0x30, r_size + s_size + 4]),
                bytes([2, r_size, 1]) + bytes(r_size - 1),
                bytes([2, s_size, 1]) + bytes(s_size - 1),
                bytes([SIGHASH_ALL]),
            )
        )
        self._checker = _AcceptingChecker()

    @property
    def checker(self) -> BaseSignatureChecker:
        """Takes every signature for good."""
        return self._checker

    def create_signature(self, provider: SigningProvider, key_id: bytes, code: bytes) -> bytes | None:
        """Return the dummy; no key is needed."""
        return self._signature


DUMMY_SIGNATURE_CREATOR: SignatureCreator = DummySignatureCreator()  # 71 bytes
DUMMY_MAXIMUM_SIGNATURE_CREATOR: SignatureCreator = DummySignatureCreator(33)  # 72 bytes


@dataclass(slots=True)
class SignatureData:
    """What is known for one input, before and after signing. Mirrors SignatureData.

    Attributes:
        complete: the script satisfies the output.
        script_sig: the input script, as far as it goes.
        redeem_script: the script behind a script hash.
        signatures: public key and signature by the key's hash.
        origins: public key and origin by the key's hash, of the keys that were asked for.
        missing_pubkeys: hashes of keys nobody knew.
        missing_signatures: hashes of keys nobody signed with.
        missing_redeem_script: hash of a script nobody knew.
    """

    complete: bool = False
    script_sig: Script = EMPTY_SCRIPT
    redeem_script: Script = EMPTY_SCRIPT
    signatures: dict[bytes, tuple[bytes, bytes]] = field(default_factory=dict)
    origins: dict[bytes, tuple[bytes, KeyOrigin]] = field(default_factory=dict)
    missing_pubkeys: list[bytes] = field(default_factory=list)
    missing_signatures: list[bytes] = field(default_factory=list)
    missing_redeem_script: bytes | None = None

    def merge(self, other: "SignatureData") -> None:
        """Take over what the other has and this has not. Source: C++ MergeSignatureData."""
        if self.complete:
            return
        if other.complete:
            self.complete = True
            self.script_sig = other.script_sig
            self.redeem_script = other.redeem_script
            self.signatures = dict(other.signatures)
            self.origins = dict(other.origins)
            return
        self.redeem_script = self.redeem_script or other.redeem_script
        self.signatures = other.signatures | self.signatures


class _Step:
    """Satisfies one script, the output's or the one behind its hash. Source: C++ SignStep."""

    def __init__(self, provider: SigningProvider, creator: SignatureCreator, data: SignatureData) -> None:
        self._provider = provider
        self._creator = creator
        self._data = data

    def run(self, script: bytes) -> tuple[TxoutType, list[bytes], bool]:
        """Return the form of the script, the items to push (a script's hash: the script) and whether that is all."""
        kind, solutions = solve(script)
        if kind is TxoutType.PUBKEY:
            signature = self._sign(solutions[0], script)
            return kind, [signature] if signature else [], signature is not None
        if kind is TxoutType.PUBKEYHASH:
            return kind, *self._pubkey_hash(solutions[0], script)
        if kind is TxoutType.SCRIPTHASH:
            return kind, *self._script_hash(solutions[0])
        if kind is TxoutType.MULTISIG:
            return kind, *self._multisig(solutions, script)
        return kind, [], False

    def _pubkey_hash(self, key_id: bytes, script: bytes) -> tuple[list[bytes], bool]:
        pubkey = self._find_pubkey(key_id)
        if pubkey is None:
            self._data.missing_pubkeys.append(key_id)
            return [], False
        signature = self._sign(pubkey, script)
        return ([signature, pubkey], True) if signature else ([], False)

    def _script_hash(self, script_id: bytes) -> tuple[list[bytes], bool]:
        script = self._provider.get_script(script_id)
        if script is None and hash160(self._data.redeem_script) == script_id:
            script = self._data.redeem_script
        if script is None:
            self._data.missing_redeem_script = script_id
            return [], False
        return [script], True

    def _multisig(self, solutions: tuple[bytes, ...], script: bytes) -> tuple[list[bytes], bool]:
        required = solutions[0][0]
        signatures = [signature for pubkey in solutions[1:-1] if (signature := self._sign(pubkey, script))]
        items = [b"", *signatures[:required]]  # CHECKMULTISIG drops one item more than it needs
        missing = required + 1 - len(items)
        # C++ counts up and down at once and so fills only every other gap; its scripts are matched.
        return items + [b""] * ((missing + 1) // 2), not missing

    def _find_pubkey(self, key_id: bytes) -> bytes | None:
        for known in (self._data.signatures, self._data.origins):
            if key_id in known:
                return known[key_id][0]
        return self._provider.get_pubkey(key_id)

    def _sign(self, pubkey: bytes, script: bytes) -> bytes | None:
        data = self._data
        key_id = hash160(pubkey)
        if key_id in data.signatures:
            return data.signatures[key_id][1]
        origin = self._provider.get_origin(key_id)
        if origin is not None:
            data.origins.setdefault(key_id, (pubkey, origin))
        signature = self._creator.create_signature(self._provider, key_id, script)
        if signature is None:
            data.missing_signatures.append(key_id)
            return None
        data.signatures[key_id] = (pubkey, signature)
        return signature


def produce_signature(
    provider: SigningProvider, creator: SignatureCreator, script_pubkey: bytes, data: SignatureData
) -> bool:
    """Satisfy an output script as far as possible.

    Args:
        provider: keys and scripts.
        creator: of the input.
        script_pubkey: of the output it spends.
        data: what is known before; the outcome is written into it.

    Returns:
        Whether the input script is complete.

    Source: C++ ProduceSignature.
    """
    if data.complete:
        return True
    step = _Step(provider, creator, data)
    kind, items, solved = step.run(script_pubkey)
    if solved and kind is TxoutType.SCRIPTHASH:
        data.redeem_script = Script(items[0])
        kind, items, solved = step.run(data.redeem_script)
        solved = solved and kind is not TxoutType.SCRIPTHASH
        items.append(data.redeem_script)
    data.script_sig = Script(b"".join(push_minimal(item) for item in items))
    data.complete = solved and (
        verify_script(data.script_sig, script_pubkey, STANDARD_FLAGS, creator.checker) is ScriptError.OK
    )
    return data.complete


class _ExtractingChecker(BaseSignatureChecker):
    """Notes every signature that proves right. Source: C++ SignatureExtractorChecker."""

    __slots__ = ("_data", "_inner")

    def __init__(self, data: SignatureData, inner: BaseSignatureChecker) -> None:
        self._data = data
        self._inner = inner

    def check_sig(self, signature: bytes, pubkey: bytes, code: bytes) -> bool:
        if not self._inner.check_sig(signature, pubkey, code):
            return False
        self._data.signatures.setdefault(hash160(pubkey), (pubkey, signature))
        return True

    def check_lock_time(self, lock_time: int) -> bool:
        return self._inner.check_lock_time(lock_time)

    def check_sequence(self, sequence: int) -> bool:
        return self._inner.check_sequence(sequence)


def data_from_transaction(
    tx: Transaction, index: int, txout: TxOut, cache: SighashCache | None = None
) -> SignatureData:
    """Collect the signatures and the script that an input has already.

    Source: C++ DataFromTransaction.
    """
    data = SignatureData(script_sig=tx.inputs[index].script_sig)
    stack: list[bytes] = []
    eval_script(stack, data.script_sig, ScriptFlags.STRICTENC, BaseSignatureChecker())
    checker = _ExtractingChecker(data, TransactionSignatureChecker(tx, index, cache))
    if verify_script(data.script_sig, txout.script_pubkey, STANDARD_FLAGS, checker) is ScriptError.OK:
        data.complete = True
        return data

    script: bytes = txout.script_pubkey
    kind, solutions = solve(script)
    if kind is TxoutType.SCRIPTHASH and stack and stack[-1]:
        script = data.redeem_script = Script(stack.pop())
        kind, solutions = solve(script)
    if kind is TxoutType.MULTISIG:
        pubkeys = solutions[1:-1]
        start = 0
        for signature in stack:
            for number in range(start, len(pubkeys)):
                pubkey = pubkeys[number]
                if hash160(pubkey) in data.signatures or checker.check_sig(signature, pubkey, script):
                    start = number + 1
                    break
    return data


def is_solvable(provider: SigningProvider, script: bytes) -> bool:
    """Whether the script could be satisfied with all private keys in hand. Source: C++ IsSolvable."""
    return produce_signature(provider, DUMMY_SIGNATURE_CREATOR, script, SignatureData())


def replace_scripts(tx: Transaction, scripts: Mapping[int, Script]) -> Transaction:
    """Return the transaction with other input scripts at the given numbers."""
    inputs = tuple(
        TxIn(txin.prevout, scripts.get(number, txin.script_sig), txin.sequence) for number, txin in enumerate(tx.inputs)
    )
    return Transaction(
        inputs,
        tx.outputs,
        version=tx.version,
        type=tx.type,
        lock_time=tx.lock_time,
        extra_payload=tx.extra_payload,
    )


def sign_transaction(
    tx: Transaction,
    provider: SigningProvider,
    coins: Mapping[OutPoint, TxOut],
    hash_type: int = SIGHASH_ALL,
    errors: Mapping[int, str] | None = None,
) -> tuple[Transaction, dict[int, str]]:
    """Sign every input the provider can sign.

    Args:
        tx: may be signed in part.
        provider: keys and scripts.
        coins: the outputs it spends; spent ones must not be there.
        hash_type: what new signatures cover.
        errors: of an earlier pass with another provider; inputs that succeed now drop out.

    Returns:
        The transaction, and for each input that is not satisfied Core's message.

    Source: C++ SignTransaction.
    """
    found = dict(errors or {})
    scripts: dict[int, Script] = {}
    cache = SighashCache(tx)
    is_single = hash_type & ~SIGHASH_ANYONECANPAY == SIGHASH_SINGLE
    for index, txin in enumerate(tx.inputs):
        coin = coins.get(txin.prevout)
        if coin is None:
            found[index] = _COIN_MISSING
            continue
        data = data_from_transaction(tx, index, coin, cache)
        if not is_single or index < len(tx.outputs):
            creator = TransactionSignatureCreator(tx, index, hash_type, cache)
            produce_signature(provider, creator, coin.script_pubkey, data)
        scripts[index] = data.script_sig
        checker = TransactionSignatureChecker(tx, index, cache)
        error = verify_script(data.script_sig, coin.script_pubkey, STANDARD_FLAGS, checker)
        if error is ScriptError.OK:
            found.pop(index, None)
        else:
            found[index] = _ERRORS.get(error, str(error))
    return replace_scripts(tx, scripts), found
