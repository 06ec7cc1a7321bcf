"""Partially signed transactions: their bytes, their rules, and a multisig output signed by two who do not meet."""

import base64
from copy import deepcopy

import pytest

from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, Script, TxId
from dashcore.script.address import PrivateKey
from dashcore.script.checker import TransactionSignatureChecker
from dashcore.script.flags import STANDARD_FLAGS
from dashcore.script.interpreter import verify_script
from dashcore.script.provider import FlatProvider, KeyOrigin
from dashcore.script.psbt import InputKey, Proprietary, Psbt, PsbtError
from dashcore.script.psbt_read import decode_psbt, decode_psbt_text
from dashcore.script.psbt_sign import (
    PsbtRole,
    analyze_input,
    combine_psbts,
    estimate_signed,
    extract_transaction,
    sign_input,
    update_output,
)
from dashcore.script.script import build_script
from dashcore.script.script_error import ScriptError
from dashcore.script.sighash import SighashCache
from dashcore.script.standard import ScriptHash, script_for_destination
from dashcore.util.hashes import hash160

KEYS = (PrivateKey(b"\x11" * 32), PrivateKey(b"\x22" * 32))
REDEEM = build_script(0x52, *(key.pubkey for key in KEYS), 0x52, 0xAE)
SCRIPT = script_for_destination(ScriptHash.of(REDEEM))
FUNDING = Transaction((TxIn(OutPoint(TxId(b"\x01" * 32), 0)),), (TxOut(Duffs(5000), SCRIPT),))
SPEND = Transaction((TxIn(OutPoint(FUNDING.txid, 0)),), (TxOut(Duffs(4000), SCRIPT),))
ORIGIN = KeyOrigin(b"\x01\x02\x03\x04", (44 | 1 << 31, 5))


def provider(*keys: PrivateKey) -> FlatProvider:
    """Know the script, and some keys and where they come from."""
    known = FlatProvider()
    known.add_script(REDEEM)
    for key in keys:
        known.add_key(key)
        known.origins[hash160(key.pubkey)] = (key.pubkey, ORIGIN)
    return known


def blank() -> Psbt:
    """Begin with the spent transaction known."""
    psbt = Psbt.of(SPEND)
    psbt.inputs[0].utxo = FUNDING
    return psbt


def test_two_signers_who_do_not_meet() -> None:
    """Each adds a signature; what they add up to satisfies the output."""
    parts = []
    for key in KEYS:
        psbt = blank()
        complete, missing = sign_input(provider(key), psbt, 0)
        assert not complete
        assert len(missing.missing_signatures) == 1
        assert psbt.inputs[0].derivations == {key.pubkey: ORIGIN}
        assert extract_transaction(deepcopy(psbt)) is None
        assert analyze_input(deepcopy(psbt), 0, SighashCache(SPEND)).next is PsbtRole.SIGNER
        parts.append(decode_psbt(psbt.encode()))
    combined = combine_psbts(parts)
    assert combined is not None
    assert analyze_input(deepcopy(combined), 0, SighashCache(SPEND)).next is PsbtRole.FINALIZER
    tx = extract_transaction(combined)
    assert tx is not None
    checker = TransactionSignatureChecker(tx, 0)
    assert verify_script(tx.inputs[0].script_sig, SCRIPT, STANDARD_FLAGS, checker) is ScriptError.OK
    assert combined.inputs[0].is_signed
    assert not combined.inputs[0].partial_signatures
    assert not combined.inputs[0].redeem_script


def test_not_finalized_when_told_not_to() -> None:
    """Signatures stay apart, and the input script unmade."""
    psbt = blank()
    complete, _ = sign_input(provider(*KEYS), psbt, 0, finalize=False)
    assert complete
    assert len(psbt.inputs[0].partial_signatures) == 2
    assert not psbt.inputs[0].is_signed


def test_roles_of_inputs() -> None:
    """An input nobody knows needs an updater, as one whose script is missing; a finished one only extraction."""
    cache = SighashCache(SPEND)
    unknown = analyze_input(Psbt.of(SPEND), 0, cache)
    assert (unknown.has_utxo, unknown.next) == (False, PsbtRole.UPDATER)
    bare = analyze_input(blank(), 0, cache)
    assert (bare.missing_redeem_script, bare.next) == (hash160(REDEEM), PsbtRole.UPDATER)
    psbt = blank()
    sign_input(provider(*KEYS), psbt, 0)
    done = analyze_input(psbt, 0, cache)
    assert (done.is_final, done.next) == (True, PsbtRole.EXTRACTOR)


def test_estimate_has_the_size_of_the_signed() -> None:
    """Dummies are as long as signatures are, give or take a byte each."""
    psbt = blank()
    sign_input(provider(), psbt, 0)  # the script alone
    estimate = estimate_signed(psbt)
    sign_input(provider(*KEYS), psbt, 0)
    tx = extract_transaction(psbt)
    assert estimate is not None
    assert tx is not None
    assert abs(len(estimate.serialize()) - len(tx.serialize())) <= 2
    assert estimate_signed(blank()) is None


def test_output_learns_script_and_origins() -> None:
    """What one's own output is made of is filled in, and no signature."""
    psbt = blank()
    update_output(provider(*KEYS), psbt, 0)
    assert psbt.outputs[0].redeem_script == REDEEM
    assert psbt.outputs[0].derivations == {key.pubkey: ORIGIN for key in KEYS}


def full() -> Psbt:
    """One with an entry of every kind."""
    psbt = blank()
    sign_input(provider(KEYS[0]), psbt, 0)
    update_output(provider(*KEYS), psbt, 0)
    psbt.inputs[0].hash_type = 0x81
    psbt.inputs[0].preimages = {
        InputKey.RIPEMD160: {b"\x01" * 20: b"a"},
        InputKey.SHA256: {b"\x02" * 32: b"b"},
        InputKey.HASH160: {b"\x03" * 20: b""},
        InputKey.HASH256: {b"\x04" * 32: b"c"},
    }
    psbt.xpubs = {ORIGIN: {b"\x04\x35\x87\xcf" + bytes(41) + KEYS[1].pubkey}}
    for found in (psbt, psbt.inputs[0], psbt.outputs[0]):
        found.unknown = {b"\xf0\x01": b"x"}
        found.proprietary = {Proprietary(b"\xfc\x02ab\x07", b"ab", 7, b"y")}
    return psbt


def test_all_entries_come_back() -> None:
    """Reading what was written gives the same, and the same bytes."""
    psbt = full()
    data = psbt.encode()
    assert decode_psbt(data) == psbt
    assert decode_psbt(data).encode() == data
    assert decode_psbt_text(base64.b64encode(data).decode()) == psbt


def test_every_cut_is_an_error() -> None:
    """No beginning of a file is a file."""
    data = full().encode()
    for size in range(len(data)):
        with pytest.raises(PsbtError):
            decode_psbt(data[:size])
    with pytest.raises(PsbtError, match="extra data after PSBT"):
        decode_psbt(data + b"\0")


HEAD = Psbt.of(SPEND).encode()[:-3]  # without separators of globals, input and output


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"psbt\xfe\0", "Invalid PSBT magic bytes"),
        (b"psbt\xff", "Separator is missing at the end of the global map"),
        (b"psbt\xff\0", "No unsigned transaction was provided"),
        (HEAD + HEAD[5:] + b"\0", "Duplicate Key, unsigned tx already provided"),
        (HEAD + b"\1\xfb\4\1\0\0\0" + b"\0\0\0", "Unsupported version number"),
        (HEAD + b"\1\xfb\3\0\0\0" + b"\0\0\0", "Size of value was not the stated size"),
        (HEAD + b"\0", "Inputs provided does not match"),
        (HEAD + b"\0\0", "Outputs provided does not match"),
        (HEAD + b"\0\2\4\0\0\0\0", "Input redeemScript key is more than one byte type"),
        (HEAD + b"\0\2\2\0\0\0\0", "Size of key was not the expected size for the type partial signature pubkey"),
        (HEAD + b"\0\x22\2" + bytes(33) + b"\0\0\0", "Invalid pubkey"),
        (HEAD + b"\0\x22\6" + KEYS[0].pubkey + b"\3abc\0\0", "Invalid length for HD key path"),
        (HEAD + b"\0\2\x0a\0\0\0\0", "Size of key was not the expected size for the type ripemd160 preimage"),
        (HEAD + b"\0\1\xf0\0\1\xf0\0\0\0", "Duplicate Key, key for unknown value already provided"),
    ],
)
def test_complaints(data: bytes, text: str) -> None:
    """What is wrong, in dashd's words."""
    with pytest.raises(PsbtError, match=text):
        decode_psbt(data)


def test_transactions_with_scripts_or_another_utxo() -> None:
    """The transaction is bare, and what an input spends is of the transaction it names."""
    signed = Transaction((TxIn(SPEND.inputs[0].prevout, Script(b"\x51")),), SPEND.outputs)
    with pytest.raises(PsbtError, match="Unsigned tx does not have empty scriptSigs"):
        decode_psbt(Psbt.of(signed).encode())
    wrong = Psbt.of(SPEND)
    wrong.inputs[0].utxo = SPEND
    with pytest.raises(PsbtError, match="Non-witness UTXO does not match outpoint hash"):
        decode_psbt(wrong.encode())
    assert combine_psbts([blank(), Psbt.of(FUNDING)]) is None


def test_join() -> None:
    """Inputs and outputs of both, signatures of neither; not twice the same input."""
    joined, second = full(), Psbt.of(FUNDING)
    assert joined.join(second) is None
    assert joined.tx.inputs == (*SPEND.inputs, *FUNDING.inputs)
    assert joined.tx.outputs == (*SPEND.outputs, *FUNDING.outputs)
    assert decode_psbt(joined.encode()) == joined
    assert joined.join(blank()) == SPEND.inputs[0].prevout
