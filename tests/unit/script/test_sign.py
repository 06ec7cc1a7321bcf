"""Inputs are signed as dashd signs them, alone or by several one after another."""

import pytest

from dashcore.primitives.transaction import EMPTY_SCRIPT, OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, Script, TxId
from dashcore.script.address import PrivateKey
from dashcore.script.checker import CachingSignatureChecker, SignatureCache, TransactionSignatureChecker
from dashcore.script.flags import STANDARD_FLAGS
from dashcore.script.interpreter import verify_script
from dashcore.script.provider import FlatProvider, HidingProvider, KeyOrigin
from dashcore.script.script import push_data
from dashcore.script.script_error import ScriptError
from dashcore.script.sighash import SIGHASH_ALL, SIGHASH_ANYONECANPAY, SIGHASH_NONE, SIGHASH_SINGLE, SighashCache
from dashcore.script.sign import (
    DUMMY_MAXIMUM_SIGNATURE_CREATOR,
    DUMMY_SIGNATURE_CREATOR,
    SignatureData,
    data_from_transaction,
    is_solvable,
    produce_signature,
    sign_transaction,
)
from dashcore.script.standard import (
    PKHash,
    ScriptHash,
    script_for_destination,
    script_for_multisig,
    script_for_pubkey,
)

KEYS = [PrivateKey(bytes([number + 1]) * 32, compressed=number != 1) for number in range(3)]
MULTISIG = script_for_multisig(2, [key.pubkey for key in KEYS])
BY_HASH = script_for_destination(PKHash.of(KEYS[0].pubkey))
OUTPUTS = [
    BY_HASH,
    script_for_pubkey(KEYS[1].pubkey),
    MULTISIG,
    script_for_destination(ScriptHash.of(MULTISIG)),
    script_for_destination(ScriptHash.of(BY_HASH)),
]
OUTPOINTS = [OutPoint(TxId(bytes([number]) * 32), number) for number in range(len(OUTPUTS))]
COINS = {outpoint: TxOut(Duffs(1000), script) for outpoint, script in zip(OUTPOINTS, OUTPUTS, strict=True)}
TX = Transaction(
    tuple(TxIn(outpoint) for outpoint in OUTPOINTS),
    tuple(TxOut(Duffs(900), BY_HASH) for _ in OUTPUTS),
    version=3,
    type=8,
    extra_payload=b"payload",
)


def _provider(*keys: PrivateKey) -> FlatProvider:
    provider = FlatProvider()
    for key in keys:
        provider.add_key(key)
    provider.add_script(MULTISIG)
    provider.add_script(BY_HASH)
    return provider


@pytest.mark.parametrize("base", [SIGHASH_ALL, SIGHASH_NONE, SIGHASH_SINGLE])
@pytest.mark.parametrize("more", [0, SIGHASH_ANYONECANPAY])
def test_all_forms_and_hash_types(base: int, more: int) -> None:
    """Every form of output is satisfied under the standard rules, and the payload is part of what is signed."""
    signed, errors = sign_transaction(TX, _provider(*KEYS), COINS, base | more)

    assert not errors
    assert signed.extra_payload == TX.extra_payload
    changed = Transaction(signed.inputs, signed.outputs, version=3, type=8, extra_payload=b"other")
    for index, script in enumerate(OUTPUTS):
        script_sig = signed.inputs[index].script_sig
        checker = TransactionSignatureChecker(signed, index)
        assert verify_script(script_sig, script, STANDARD_FLAGS, checker) is ScriptError.OK
        other = TransactionSignatureChecker(changed, index)
        assert verify_script(script_sig, script, STANDARD_FLAGS, other) is not ScriptError.OK


def test_two_signers() -> None:
    """A multisig that one signer leaves open is finished by the next, whoever comes first."""
    for first, second in ((KEYS[0], KEYS[2]), (KEYS[2], KEYS[0])):
        half, errors = sign_transaction(TX, _provider(first), COINS)
        assert 2 in errors
        assert 3 in errors
        data = data_from_transaction(half, 2, COINS[OUTPOINTS[2]])
        assert list(data.signatures) == [PKHash.of(first.pubkey).hash]
        done, errors = sign_transaction(half, _provider(second), COINS, errors=errors)
        assert 2 not in errors
        assert 3 not in errors
        assert data_from_transaction(done, 3, COINS[OUTPOINTS[3]]).complete


def test_messages() -> None:
    """Each kind of failure reads as in dashd."""
    coins = {outpoint: coin for outpoint, coin in COINS.items() if outpoint != OUTPOINTS[0]}
    _, errors = sign_transaction(TX, _provider(KEYS[0]), coins)

    assert errors == {
        0: "Input not found or already spent",
        1: "Unable to sign input, invalid stack size (possibly missing key)",
        2: "CHECK(MULTI)SIG failing with non-zero signature (possibly need more signatures)",
        3: "CHECK(MULTI)SIG failing with non-zero signature (possibly need more signatures)",
    }
    _, errors = sign_transaction(TX, _provider(), COINS)
    assert errors[2] == "Unable to sign input, invalid stack size (possibly missing key)"


def test_single_without_output() -> None:
    """An input without an output of its number is not signed with SINGLE."""
    tx = Transaction(TX.inputs, TX.outputs[:1])

    _, errors = sign_transaction(tx, _provider(*KEYS), COINS, SIGHASH_SINGLE)

    assert set(errors) == {1, 2, 3, 4}


def test_missing_parts_are_named() -> None:
    """What would have helped is told."""
    data = SignatureData()
    assert not produce_signature(FlatProvider(), DUMMY_SIGNATURE_CREATOR, BY_HASH, data)
    assert data.missing_pubkeys == [PKHash.of(KEYS[0].pubkey).hash]
    data = SignatureData()
    assert not produce_signature(FlatProvider(), DUMMY_SIGNATURE_CREATOR, OUTPUTS[3], data)
    assert data.missing_redeem_script == ScriptHash.of(MULTISIG).hash


def test_dummy_signatures() -> None:
    """They have the sizes fees are computed with, and tell what is solvable."""
    for creator, size in ((DUMMY_SIGNATURE_CREATOR, 71), (DUMMY_MAXIMUM_SIGNATURE_CREATOR, 72)):
        data = SignatureData()
        assert produce_signature(_provider(KEYS[0]), creator, BY_HASH, data)
        assert len(data.script_sig) == 1 + size + 1 + 33
    assert is_solvable(_provider(KEYS[0]), OUTPUTS[4])
    assert not is_solvable(FlatProvider(), OUTPUTS[4])
    assert not is_solvable(FlatProvider(), EMPTY_SCRIPT)


def test_merge() -> None:
    """Complete data wins, otherwise signatures add up."""
    done = SignatureData(complete=True, script_sig=Script(b"\x51"))
    open_data = SignatureData(signatures={b"a": (b"k", b"s")})
    open_data.merge(SignatureData(redeem_script=MULTISIG, signatures={b"b": (b"k", b"s")}))
    assert set(open_data.signatures) == {b"a", b"b"}
    assert open_data.redeem_script == MULTISIG
    open_data.merge(done)
    assert open_data.script_sig == b"\x51"
    done.merge(SignatureData())
    assert done.complete


def test_hiding_provider() -> None:
    """Secrets and origins are seen only where they may be."""
    provider = _provider(KEYS[0])
    key_id = PKHash.of(KEYS[0].pubkey).hash
    provider.origins[key_id] = (KEYS[0].pubkey, KeyOrigin(b"abcd", (1,)))
    hidden = HidingProvider(provider, hide_secret=True, hide_origin=True)
    shown = HidingProvider(provider, hide_secret=False, hide_origin=False)

    assert hidden.get_key(key_id) is None
    assert hidden.get_origin(key_id) is None
    assert hidden.get_pubkey(key_id) == shown.get_pubkey(key_id) == KEYS[0].pubkey
    assert shown.get_key(key_id) == KEYS[0]
    assert shown.get_origin(key_id) == KeyOrigin(b"abcd", (1,))
    assert hidden.get_script(ScriptHash.of(MULTISIG).hash) == MULTISIG
    assert KEYS[0].secret.hex() not in repr(provider)


def test_signature_cache() -> None:
    """The mempool stores, a block finds and drops; bad signatures never enter; the oldest goes first."""
    signed, _ = sign_transaction(TX, _provider(*KEYS), COINS)
    known = SignatureCache(2)
    cache = SighashCache(signed)
    script_sig = signed.inputs[0].script_sig
    signature, pubkey = script_sig[1:-34], script_sig[-33:]
    digest = cache.signature_hash(BY_HASH, 0, signature[-1])
    entry = known.entry(signature[:-1], pubkey, digest)
    store = CachingSignatureChecker(signed, 0, cache, known, store=True)
    drop = CachingSignatureChecker(signed, 0, cache, known, store=False)

    assert verify_script(script_sig, BY_HASH, STANDARD_FLAGS, store) is ScriptError.OK
    assert known.contains(entry, erase=False)
    assert verify_script(script_sig, BY_HASH, STANDARD_FLAGS, drop) is ScriptError.OK
    assert not known.contains(entry, erase=False)
    assert not store.check_sig(signature[:-1] + b"\x02", pubkey, BY_HASH)
    for number in range(3):
        known.add(bytes([number]) * 32)
    assert not known.contains(bytes(32), erase=True)
    assert known.contains(b"\2" * 32, erase=True)
    assert push_data(signature)[0] == len(signature)
