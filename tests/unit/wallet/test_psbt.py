"""Partially signed transactions in the wallet: made, filled in, signed, and sent in one step."""

from decimal import Decimal
from typing import Any, TypeAlias

import pytest

from dashcore.interfaces.rpc import RpcError
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import COIN, Duffs, Script, TxId
from dashcore.rpc.psbt_text import psbt_text
from dashcore.script.psbt import Psbt
from dashcore.script.psbt_read import decode_psbt_text
from dashcore.script.psbt_sign import combine_psbts, extract_transaction
from dashcore.script.sighash import SIGHASH_ALL, SIGHASH_NONE
from dashcore.script.standard import ScriptHash, script_for_destination
from dashcore.wallet.testing import WalletRig

Result: TypeAlias = Any  # type: ignore[explicit-any]  # tests index into what commands return

OTHERS_SCRIPT = Script(b"\x76\xa9\x14" + b"\x07" * 20 + b"\x88\xac")
OTHERS_ADDRESS = "yLbNV3FZZcU6f7P32Yzzwcbz6gpudmWgkx"
PASSPHRASE = "correct horse"  # noqa: S105 - of a test
TXID = "ab" * 32


@pytest.fixture
def funded(rig: WalletRig) -> WalletRig:
    """A rig with wallet w, which has three mature rewards."""
    earn(rig, "w", 3)
    return rig


def earn(rig: WalletRig, name: str, blocks: int, *, passphrase: str | None = None) -> None:
    """Make a wallet that has mature rewards."""
    wallet = rig.make(name, passphrase=passphrase)
    for _ in range(blocks):
        with wallet.lock:
            script = script_for_destination(wallet.get_new_destination("mined"))
        rig.chain.mine(script)
    for _ in range(100):
        rig.chain.mine(OTHERS_SCRIPT)


def others_address(rig: WalletRig) -> str:
    """An address of another wallet of the process."""
    if rig.loader.context.find("other") is None:
        rig.make("other")
    return str(rig.call("getnewaddress", wallet="other"))


def refusal(rig: WalletRig, method: str, *params: object, wallet: str = "w") -> tuple[int, str]:
    """Code and text of an error."""
    with pytest.raises(RpcError) as caught:
        rig.call(method, *params, wallet=wallet)
    return int(caught.value.code), caught.value.message


def made(rig: WalletRig, amount: int = 700, **options: object) -> Result:
    """Make and fund a partially signed transaction that pays another wallet."""
    return rig.call("walletcreatefundedpsbt", [], {others_address(rig): amount}, 0, options, wallet="w")


def test_make_sign_and_send(funded: WalletRig) -> None:
    """What is funded is not signed; signing completes it; it is what any signer would have made."""
    answer = made(funded)
    psbt = decode_psbt_text(answer["psbt"])
    assert len(psbt.inputs) == 2
    assert all(found.utxo is not None and not found.is_signed for found in psbt.inputs)
    assert all(not found.partial_signatures and found.derivations for found in psbt.inputs)
    assert psbt.outputs[answer["changepos"]].derivations
    assert not psbt.outputs[1 - answer["changepos"]].derivations
    assert 1000 * COIN - psbt.tx.value_out == int(answer["fee"] * COIN)
    signed: Result = funded.call("walletprocesspsbt", answer["psbt"], wallet="w")
    assert signed["complete"] is True
    done = decode_psbt_text(signed["psbt"])
    assert all(found.is_signed and not found.derivations for found in done.inputs)
    tx = extract_transaction(done)
    assert tx is not None
    raw: Result = funded.call("signrawtransactionwithwallet", psbt.tx.serialize().hex(), wallet="w")
    assert raw["hex"] == tx.serialize().hex()


def test_fill_in_only(funded: WalletRig) -> None:
    """Without signing, or without finishing, the input scripts stay open; origins are told unless they shall not be."""
    blank = psbt_text(Psbt.of(decode_psbt_text(made(funded)["psbt"]).tx))
    filled: Result = funded.call("walletprocesspsbt", blank, False, wallet="w")
    assert filled["complete"] is False
    for found in decode_psbt_text(filled["psbt"]).inputs:
        assert found.utxo is not None
        assert found.derivations
        assert not found.partial_signatures
    silent: Result = funded.call("walletprocesspsbt", blank, False, "ALL", False, wallet="w")
    psbt = decode_psbt_text(silent["psbt"])
    assert not any(found.derivations for found in psbt.inputs)
    assert not any(output.derivations for output in psbt.outputs)
    unfinished: Result = funded.call("walletprocesspsbt", blank, True, "ALL", True, False, wallet="w")
    assert unfinished["complete"] is False
    psbt = decode_psbt_text(unfinished["psbt"])
    assert all(len(found.partial_signatures) == 1 and not found.is_signed for found in psbt.inputs)
    assert extract_transaction(psbt) is not None


def test_hash_types(funded: WalletRig) -> None:
    """Signatures cover what is asked for; a transaction that says otherwise is refused, but may be filled in."""
    answer = made(funded)
    signed: Result = funded.call("walletprocesspsbt", answer["psbt"], True, "NONE|ANYONECANPAY", wallet="w")
    for found in decode_psbt_text(signed["psbt"]).inputs:
        assert found.final_script_sig[found.final_script_sig[0]] == SIGHASH_NONE | 0x80
    psbt = decode_psbt_text(answer["psbt"])
    psbt.inputs[0].hash_type = SIGHASH_NONE
    text = psbt_text(psbt)
    problem = "Specified sighash value does not match value stored in PSBT"
    assert refusal(funded, "walletprocesspsbt", text) == (-22, problem)
    assert funded.call("walletprocesspsbt", text, False, wallet="w") is not None
    assert refusal(funded, "walletprocesspsbt", text, True, "X") == (-1, "X is not a valid sighash parameter.")
    psbt.inputs[0].hash_type = SIGHASH_ALL
    again: Result = funded.call("walletprocesspsbt", psbt_text(psbt), wallet="w")
    assert again["complete"] is True


def test_what_is_no_transaction(funded: WalletRig) -> None:
    """Text that is none, and an input of an output that is not there."""
    code, text = refusal(funded, "walletprocesspsbt", "nothing")
    assert code == -22
    assert text.startswith("TX decode failed ")
    parent = Transaction((TxIn(OutPoint(TxId(bytes(32)), 0)),), (TxOut(Duffs(1), OTHERS_SCRIPT),))
    psbt = Psbt.of(Transaction((TxIn(OutPoint(parent.txid, 1)),), (TxOut(Duffs(1), OTHERS_SCRIPT),)))
    psbt.inputs[0].utxo = parent
    assert refusal(funded, "walletprocesspsbt", psbt_text(psbt)) == (-25, "Inputs missing or spent")


def test_two_signers(rig: WalletRig) -> None:
    """Each wallet signs its own input and leaves the other's alone; together they complete it."""
    earn(rig, "w", 1)
    earn(rig, "v", 1)
    inputs = []
    for name in ("w", "v"):
        (coin,) = _coins(rig, name)
        inputs.append(TxIn(OutPoint(TxId(bytes.fromhex(coin["txid"])[::-1]), coin["vout"])))
    blank = psbt_text(Psbt.of(Transaction(tuple(inputs), (TxOut(Duffs(999 * COIN), OTHERS_SCRIPT),))))
    halves = []
    for name in ("w", "v"):
        answer: Result = rig.call("walletprocesspsbt", blank, wallet=name)
        assert answer["complete"] is False
        halves.append(decode_psbt_text(answer["psbt"]))
    assert [found.is_signed for found in halves[0].inputs] == [True, False]
    assert [found.is_signed for found in halves[1].inputs] == [False, True]
    whole = combine_psbts(halves)
    assert whole is not None
    assert extract_transaction(whole) is not None


def _coins(rig: WalletRig, name: str) -> Result:
    return rig.call("listunspent", wallet=name)


def test_shared_script_of_others(rig: WalletRig) -> None:
    """Where a script is not the wallet's, but one of its keys is named, the wallet signs with it."""
    earn(rig, "w", 1)
    rig.make("v")
    pubkeys = []
    for name in ("w", "v"):
        address = rig.call("getnewaddress", wallet=name)
        about: Result = rig.call("getaddressinfo", address, wallet=name)
        pubkeys.append(bytes.fromhex(about["pubkey"]))
    redeem = Script(b"\x52" + b"".join(b"\x21" + pubkey for pubkey in pubkeys) + b"\x52\xae")
    parent = Transaction(
        (TxIn(OutPoint(TxId(bytes(32)), 0)),), (TxOut(Duffs(5 * COIN), script_for_destination(ScriptHash.of(redeem))),)
    )
    psbt = Psbt.of(Transaction((TxIn(OutPoint(parent.txid, 0)),), (TxOut(Duffs(4 * COIN), OTHERS_SCRIPT),)))
    psbt.inputs[0].utxo = parent
    psbt.inputs[0].redeem_script = redeem
    unnamed: Result = rig.call("walletprocesspsbt", psbt_text(psbt), wallet="w")
    assert not decode_psbt_text(unnamed["psbt"]).inputs[0].partial_signatures
    for name, pubkey in zip(("w", "v"), pubkeys, strict=True):
        manager = rig.wallet(name).keys.active(internal=False)
        assert manager is not None
        keys = manager.signing_provider_of_key(pubkey)
        assert keys is not None
        (origin,) = (found for key, found in keys.origins.values() if key == pubkey)
        psbt.inputs[0].derivations[pubkey] = origin
    first: Result = rig.call("walletprocesspsbt", psbt_text(psbt), wallet="w")
    assert first["complete"] is False
    assert len(decode_psbt_text(first["psbt"]).inputs[0].partial_signatures) == 1
    second: Result = rig.call("walletprocesspsbt", first["psbt"], wallet="v")
    assert second["complete"] is True


def test_locked_wallet(rig: WalletRig) -> None:
    """Signing wants the passphrase; making and filling in do not; `send` hands over what it could not sign."""
    earn(rig, "w", 1, passphrase=PASSPHRASE)
    answer = made(rig, 100)
    code, _ = refusal(rig, "walletprocesspsbt", answer["psbt"])
    assert code == -13
    filled: Result = rig.call("walletprocesspsbt", answer["psbt"], False, wallet="w")
    assert filled["complete"] is False
    sent: Result = rig.call("send", {others_address(rig): 100}, wallet="w")
    assert sent["complete"] is False
    assert set(sent) == {"complete", "psbt"}
    assert not rig.chain.mempool
    rig.call("walletpassphrase", PASSPHRASE, 60, wallet="w")
    signed: Result = rig.call("walletprocesspsbt", sent["psbt"], wallet="w")
    assert signed["complete"] is True


def test_send(funded: WalletRig) -> None:
    """It is made, signed and sent; told not to, it comes back and nothing is kept."""
    address = others_address(funded)
    sent: Result = funded.call("send", {address: 700}, wallet="w")
    assert set(sent) == {"complete", "txid"}
    assert sent["complete"] is True
    (tx,) = funded.chain.mempool.values()
    assert tx.txid[::-1].hex() == sent["txid"]
    assert all(txin.script_sig for txin in tx.inputs)
    balances: Result = funded.call("getbalances", wallet="other")
    assert balances["mine"]["untrusted_pending"] == 700
    kept: Result = funded.call("send", [{address: 1}], None, None, None, {"add_to_wallet": False}, wallet="w")
    assert set(kept) == {"complete", "txid", "hex", "psbt"}
    assert Transaction.deserialize(bytes.fromhex(kept["hex"])).txid[::-1].hex() == kept["txid"]
    shown: Result = funded.call("send", [{address: 1}], None, None, None, {"psbt": True}, wallet="w")
    assert set(shown) == {"complete", "txid", "hex", "psbt"}
    assert len(funded.chain.mempool) == 1
    counted: Result = funded.call("getwalletinfo", wallet="w")
    assert counted["txcount"] == 4


def test_send_options(funded: WalletRig) -> None:
    """Inputs, data, rate, change and who bears the fee are as wished."""
    address = others_address(funded)
    coin = _coins(funded, "w")[0]
    options = {
        "inputs": [{"txid": coin["txid"], "vout": coin["vout"], "sequence": 7}],
        "locktime": 5,
        "fee_rate": 3,
        "change_address": OTHERS_ADDRESS,
        "change_position": 2,
        "subtract_fee_from_outputs": [0],
        "lock_unspents": True,
        "add_to_wallet": False,
    }
    answer: Result = funded.call("send", [{address: 100}, {"data": "00ff"}], None, None, None, options, wallet="w")
    tx = Transaction.deserialize(bytes.fromhex(answer["hex"]))
    assert tx.lock_time == 5
    assert [(txin.prevout.txid[::-1].hex(), txin.sequence) for txin in tx.inputs] == [(coin["txid"], 7)]
    assert tx.outputs[1] == TxOut(Duffs(0), Script(b"\x6a\x02\x00\xff"))
    assert tx.outputs[2].value == 400 * COIN
    fee = 500 * COIN - tx.value_out
    assert tx.outputs[0].value == 100 * COIN - fee
    assert 3 * len(tx.serialize()) <= fee <= 3 * len(tx.serialize()) + 6
    assert funded.call("listlockunspent", wallet="w") == [{"txid": coin["txid"], "vout": coin["vout"]}]


@pytest.mark.parametrize(
    ("params", "code", "text"),
    [
        ((1, None, None, {"conf_target": 2}), -8, "Pass conf_target and estimate_mode either as arguments or in the "),
        ((None, "economical", None, {"estimate_mode": "unset"}), -8, "Pass conf_target and estimate_mode either as "),
        (
            (None, None, 1, {"fee_rate": 2}),
            -8,
            "Pass the fee_rate either as an argument, or in the options object, but ",
        ),
        ((2, None, None, {}), -8, "Specify estimate_mode"),
        ((2, "unset", None, {}), -8, "Specify estimate_mode"),
        ((2, "foo", None, {}), -8, 'Invalid estimate_mode parameter, must be one of: "'),
        ((0, "economical", None, {}), -8, "Invalid conf_target, must be between 1 and "),
        ((2, "economical", 1, {}), -8, "Cannot specify both conf_target and fee_rate."),
        ((None, "economical", 1, {}), -8, "Cannot specify both estimate_mode and fee_rate"),
        ((None, None, "1.0001", {}), -3, "Invalid amount"),
        ((None, None, -1, {}), -3, "Amount out of range"),
        (
            (None, None, "0.1", {}),
            -4,
            "Fee rate (0.100 duff/B) is lower than the minimum fee rate setting (1.000 duff/B)",
        ),
        ((None, None, None, {"feeRate": 1}), -8, "Use fee_rate (duff/B) instead of feeRate"),
        ((None, None, None, {"changeAddress": "x"}), -8, "Use change_address"),
        ((None, None, None, {"changePosition": 1}), -8, "Use change_position"),
        ((None, None, None, {"includeWatching": True}), -8, "Use include_watching"),
        ((None, None, None, {"lockUnspents": True}), -8, "Use lock_unspents"),
        ((None, None, None, {"subtractFeeFromOutputs": []}), -8, "Use subtract_fee_from_outputs"),
        ((None, None, None, {"foo": 1}), -3, "Unexpected key foo"),
        ((None, None, None, {"psbt": 1}), -3, "JSON value of type number is not of expected type bool"),
        ((None, None, None, {"change_address": "x"}), -5, "Change address must be a valid Dash address"),
        ((None, None, None, {"change_position": 2}), -8, "changePosition out of bounds"),
        (
            (None, None, None, {"input_sizes": []}),
            -8,
            "Input sizes should be specified in inputs rather than in options.",
        ),
        ((None, None, None, {"inputs": [{"txid": TXID, "vout": 0}]}), -4, "Unable to find UTXO for external input"),
        ((None, None, None, {"inputs": [{"txid": TXID}]}), -8, "Invalid parameter, missing vout key"),
        (
            (None, None, None, {"inputs": [{"txid": TXID, "vout": 0, "size": 40}]}),
            -8,
            "Invalid parameter, size cannot be ",
        ),
    ],
)
def test_send_refuses(funded: WalletRig, params: tuple[object, ...], code: int, text: str) -> None:
    """Each wish that makes no sense has dashd's sentence, and nothing is sent."""
    found = refusal(funded, "send", {others_address(funded): 1}, *params)
    assert found[0] == code
    assert found[1].startswith(text)
    assert not funded.chain.mempool


def test_who_only_watches(rig: WalletRig) -> None:
    """A wallet without keys makes what another signs, and reckons with longer signatures than its own would be."""
    earn(rig, "w", 1)
    rig.call("createwallet", "watch", True, True, None, False, True, True)
    listed: Result = rig.call("listdescriptors", wallet="w")
    wanted = [
        {"desc": each["desc"], "timestamp": 0, "range": [0, 99], "internal": each["internal"], "active": True}
        for each in listed["descriptors"]
        if each["active"]
    ]
    assert all(each["success"] for each in _import(rig, wanted))
    address = others_address(rig)
    options = {"fee_rate": 10, "changePosition": 1}
    watched: Result = rig.call("walletcreatefundedpsbt", [], {address: 100}, 0, options, wallet="watch")
    own: Result = rig.call("walletcreatefundedpsbt", [], {address: 100}, 0, options, wallet="w")
    assert watched["fee"] - own["fee"] == Decimal("0.00000010")
    answer: Result = rig.call("walletprocesspsbt", watched["psbt"], wallet="watch")
    assert answer["complete"] is False
    signed: Result = rig.call("walletprocesspsbt", answer["psbt"], wallet="w")
    assert signed["complete"] is True
    sent: Result = rig.call("send", {address: 1}, wallet="watch")
    assert set(sent) == {"complete", "psbt"}


def _import(rig: WalletRig, requests: list[dict[str, object]]) -> Result:
    return rig.call("importdescriptors", requests, wallet="watch")
