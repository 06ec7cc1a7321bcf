"""Each word dash-tx knows changes the transaction as it should, or ends with Core's sentence."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from dashcore.primitives.transaction import Transaction, TxOut
from dashcore.primitives.types import Duffs, Script
from dashcore.rpc.tx_edit import TxDraft, TxEditError
from dashcore.script.address import TEST_PREFIXES, PrivateKey, encode_destination, encode_secret
from dashcore.script.checker import TransactionSignatureChecker
from dashcore.script.flags import STANDARD_FLAGS
from dashcore.script.interpreter import verify_script
from dashcore.script.script_error import ScriptError
from dashcore.script.standard import PKHash, ScriptHash, script_for_destination, script_for_multisig, script_for_pubkey

TXID = "5897de6bd6027a475eadd57019d4e6872c396d0716c4875a5f1a6fcfdf385c1f"
KEY = PrivateKey(b"\x11" * 32)
PUBKEY = KEY.pubkey
HEX = PUBKEY.hex()
COIN_SCRIPT = script_for_destination(PKHash.of(PUBKEY))
ADDRESS = encode_destination(PKHash.of(PUBKEY), TEST_PREFIXES)
MULTISIG = script_for_multisig(1, [PUBKEY, PUBKEY])


def edit(*words: str) -> Transaction:
    """Return what the words make of an empty transaction."""
    draft = TxDraft(TEST_PREFIXES)
    for word in words:
        draft.apply(word)
    return draft.finish()


def behind_hash(script: Script) -> Script:
    """Return the output script that stands for this one."""
    return script_for_destination(ScriptHash.of(script))


def coin(**fields: object) -> dict[str, object]:
    """Return an entry of the register prevtxs, with some of its fields replaced."""
    return {"txid": TXID, "vout": 0, "scriptPubKey": COIN_SCRIPT.hex(), **fields}


def signing(coins: Sequence[object], keys: Sequence[object] = (), hash_type: str = "ALL") -> tuple[str, ...]:
    """Return the words that sign."""
    return f"set=privatekeys:{json.dumps(keys)}", f"set=prevtxs:{json.dumps(coins)}", f"sign={hash_type}"


@pytest.mark.parametrize(
    ("word", "output"),
    [
        (f"outaddr=1.5:{ADDRESS}", TxOut(Duffs(150_000_000), COIN_SCRIPT)),
        (f"outpubkey=0:{HEX}", TxOut(Duffs(0), script_for_pubkey(PUBKEY))),
        (f"outpubkey=0.00000001:{HEX}:S", TxOut(Duffs(1), behind_hash(script_for_pubkey(PUBKEY)))),
        (f"outmultisig=1:1:2:{HEX}:{HEX}", TxOut(Duffs(100_000_000), MULTISIG)),
        (f"outmultisig=1:1:2:{HEX}:{HEX}:S", TxOut(Duffs(100_000_000), behind_hash(MULTISIG))),
        ("outscript=1:DUP 0x01ff 'ab'", TxOut(Duffs(100_000_000), Script(b"\x76\x01\xff\x02ab"))),
        ("outscript=1:1:S", TxOut(Duffs(100_000_000), behind_hash(Script(b"\x51")))),
        ("outdata=00ff", TxOut(Duffs(0), Script(b"\x6a\x02\x00\xff"))),
        ("outdata=2:00ff", TxOut(Duffs(200_000_000), Script(b"\x6a\x02\x00\xff"))),
    ],
)
def test_output(word: str, output: TxOut) -> None:
    """Value and script come out of one word."""
    assert edit(word).outputs == (output,)


def test_input_and_fields() -> None:
    """Version, lock time, inputs with and without a sequence number; what was added can be removed."""
    made = edit(
        "nversion=3", "locktime=4294967295", f"in={TXID}:1", f"in={TXID}:2:7", "delin=0", "outdata=00", "delout=0"
    )

    assert (made.version, made.lock_time, made.outputs) == (3, 0xFFFFFFFF, ())
    (txin,) = made.inputs
    assert (txin.prevout.txid[::-1].hex(), txin.prevout.index, txin.sequence) == (TXID, 2, 7)
    assert edit(f"in={TXID}:1").inputs[0].sequence == 0xFFFFFFFF


@pytest.mark.parametrize("hash_type", ["ALL", "NONE|ANYONECANPAY", "SINGLE"])
@pytest.mark.parametrize("wrapped", [False, True])
def test_sign(hash_type: str, wrapped: bool) -> None:
    """Signatures satisfy the scripts, behind their hash or not; the keys stay out of sight."""
    script = behind_hash(COIN_SCRIPT) if wrapped else COIN_SCRIPT
    fields = {"redeemScript": COIN_SCRIPT.hex()} if wrapped else {}
    words = signing([coin(scriptPubKey=script.hex(), **fields)], [encode_secret(KEY, TEST_PREFIXES)], hash_type)
    draft = TxDraft(TEST_PREFIXES)
    for word in (f"in={TXID}:0", "outdata=00", *words):
        draft.apply(word)

    signed = draft.finish()
    verdict = verify_script(signed.inputs[0].script_sig, script, STANDARD_FLAGS, TransactionSignatureChecker(signed, 0))
    assert verdict is ScriptError.OK
    assert encode_secret(KEY, TEST_PREFIXES) not in repr(draft)


def test_registers_from_files(tmp_path: Path) -> None:
    """A register may be loaded; later words read it."""
    (tmp_path / "keys").write_text(json.dumps([encode_secret(KEY, TEST_PREFIXES)]), encoding="utf-8")
    made = edit(
        f"in={TXID}:0", f"load=privatekeys:{tmp_path / 'keys'}", f"set=prevtxs:{json.dumps([coin()])}", "sign=ALL"
    )

    assert made.inputs[0].script_sig


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("spend=1",), "unknown command"),
        (("nversion=4",), "Invalid TX version requested: '4'"),
        (("locktime=4294967296",), "Invalid TX locktime requested: '4294967296'"),
        ((f"in={TXID}",), "TX input missing separator"),
        ((f"in={TXID[1:]}:0",), "invalid TX input txid"),
        ((f"in={TXID}:222223",), "invalid TX input vout '222223'"),
        ((f"in={TXID}:0:+1",), "invalid TX sequence id '+1'"),
        (("delin=0",), "Invalid TX input index '0'"),
        (("outdata=00", "delout=1"), "Invalid TX output index '1'"),
        (("outaddr=1",), "TX output missing or too many separators"),
        (("outaddr=x:y",), "invalid TX output value"),
        (("outaddr=1:y",), "invalid TX output address"),
        ((f"outpubkey=1:{HEX[2:]}",), "invalid TX output pubkey"),
        (("outmultisig=1:1",), "Not enough multisig parameters"),
        ((f"outmultisig=1:2:1:{HEX}",), "multisig parameter mismatch. Required 2 of 1signatures."),
        ((f"outmultisig=1:1:2:{HEX}",), "incorrect number of multisig pubkeys"),
        ((f"outmultisig=1:1:1:{HEX}:S:S",), "Too many parameters"),
        (("outscript=1",), "TX output missing separator"),
        (("outscript=1:NOTHING",), "script parse error"),
        ((f"outscript=1:0x{'51' * 521}:S",), "redeemScript exceeds size limit: 521 > 520"),
        ((f"outscript=1:0x{'51' * 10001}",), "script exceeds size limit: 10001 > 10000"),
        (("outdata=:00",), "TX output value not specified"),
        (("outdata=0",), "invalid TX output data"),
        (("set=keys",), "Register input requires NAME:VALUE"),
        (("set=keys:{",), "Cannot parse JSON for key keys"),
        (("load=keys",), "Register load requires NAME:FILENAME"),
        (("load=keys:/nonexistent",), "Cannot open file /nonexistent"),
        (("sign=SOME",), "unknown sighash flag/sign option"),
        (("sign=ALL",), "privatekeys register variable must be set."),
        (("set=privatekeys:[]", "sign=ALL"), "prevtxs register variable must be set."),
        (signing([], [1]), "privatekey not a std::string"),
        (signing([], ["x"]), "privatekey not valid"),
        (signing([1]), "expected prevtxs internal object"),
        (signing([{}]), "prevtxs internal object typecheck fail"),
        (signing([coin(txid="x")]), "txid must be hexadecimal string (not 'x')"),
        (signing([coin(vout=-1)]), "vout cannot be negative"),
        (signing([coin(vout=1 << 31)]), "JSON integer out of range"),
        (signing([coin(), coin(scriptPubKey="51")]), "Previous output scriptPubKey mismatch:\nOP_DUP"),
    ],
)
def test_refusal(words: Sequence[str], message: str) -> None:
    """The sentence is Core's."""
    with pytest.raises(TxEditError) as caught:
        edit(*words)

    assert str(caught.value).startswith(message)
