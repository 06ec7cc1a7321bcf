"""Commands that spend: what they pay, who bears the fee, what they refuse."""

from decimal import Decimal
from typing import Any, TypeAlias

import pytest

from dashcore.interfaces.rpc import RpcError
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import COIN, Duffs, Script, TxId
from dashcore.rpc.repeated_keys import RepeatedKeys
from dashcore.script.standard import script_for_destination
from dashcore.wallet.testing import WalletRig

Result: TypeAlias = Any  # type: ignore[explicit-any]  # tests index into what commands return

OTHERS_SCRIPT = Script(b"\x76\xa9\x14" + b"\x07" * 20 + b"\x88\xac")
FIRST = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"


@pytest.fixture
def funded(rig: WalletRig) -> WalletRig:
    """A rig with wallet w, which has three mature rewards."""
    wallet = rig.make("w")
    for _ in range(3):
        with wallet.lock:
            script = script_for_destination(wallet.get_new_destination("mined"))
        rig.chain.mine(script)
    for _ in range(100):
        rig.chain.mine(OTHERS_SCRIPT)
    return rig


def other_address(rig: WalletRig) -> str:
    """An address of another wallet of the process."""
    if rig.loader.context.find("other") is None:
        rig.make("other")
    return str(rig.call("getnewaddress", wallet="other"))


def unsigned(*outputs: TxOut, inputs: tuple[OutPoint, ...] = ()) -> str:
    """A transaction as createrawtransaction makes it."""
    return Transaction(tuple(TxIn(outpoint) for outpoint in inputs), outputs).serialize().hex()


def decoded(text: object) -> Transaction:
    """Read a transaction in hex."""
    return Transaction.deserialize(bytes.fromhex(str(text)))


def coins(rig: WalletRig) -> list[OutPoint]:
    """The wallet's coins."""
    listed: Result = rig.call("listunspent", 0, wallet="w")
    return [OutPoint(TxId(bytes.fromhex(coin["txid"])[::-1]), coin["vout"]) for coin in listed]


def refusal(rig: WalletRig, method: str, *params: object, wallet: str | None = "w") -> tuple[int, str]:
    """Code and text of an error."""
    with pytest.raises(RpcError) as caught:
        rig.call(method, *params, wallet=wallet)
    return int(caught.value.code), caught.value.message


def test_fund_and_sign(funded: WalletRig) -> None:
    """Funding adds just inputs and change, the fee is what it says, and signing completes it."""
    wanted = TxOut(Duffs(700 * COIN), OTHERS_SCRIPT)
    answer: Result = funded.call("fundrawtransaction", unsigned(wanted), wallet="w")
    tx = decoded(answer["hex"])
    assert wanted in tx.outputs
    assert len(tx.inputs) == 2
    assert len(tx.outputs) == 2
    assert 1000 * COIN - tx.value_out == int(answer["fee"] * COIN)
    assert tx.outputs[answer["changepos"]] != wanted
    signed: Result = funded.call("signrawtransactionwithwallet", answer["hex"], wallet="w")
    assert signed["complete"] is True
    assert all(txin.script_sig for txin in decoded(signed["hex"]).inputs)
    assert "errors" not in signed


def test_fund_keeps_inputs_and_honours_options(funded: WalletRig) -> None:
    """Given inputs stay, the change goes where it is wanted, chosen coins are locked."""
    coin = coins(funded)[0]
    change = funded.call("getrawchangeaddress", wallet="w")
    options = {"changeAddress": change, "changePosition": 0, "lockUnspents": True, "fee_rate": "2"}
    raw = unsigned(TxOut(Duffs(600 * COIN), OTHERS_SCRIPT), inputs=(coin,))
    answer: Result = funded.call("fundrawtransaction", raw, options, wallet="w")
    tx = decoded(answer["hex"])
    assert tx.inputs[0].prevout == coin
    assert len(tx.inputs) == 2
    assert answer["changepos"] == 0
    locked: Result = funded.call("listlockunspent", wallet="w")
    assert len(locked) == 2
    signed: Result = funded.call("signrawtransactionwithwallet", answer["hex"], wallet="w")
    assert int(answer["fee"] * COIN) == pytest.approx(2 * len(signed["hex"]) / 2, abs=8)
    code, text = refusal(funded, "fundrawtransaction", unsigned(TxOut(Duffs(900 * COIN), OTHERS_SCRIPT)))
    assert (code, text) == (-4, "Insufficient funds.")


def test_fund_subtracts_the_fee_from_outputs(funded: WalletRig) -> None:
    """Outputs that bear the fee shrink by it together."""
    outputs = (TxOut(Duffs(100 * COIN), OTHERS_SCRIPT), TxOut(Duffs(200 * COIN), OTHERS_SCRIPT))
    answer: Result = funded.call(
        "fundrawtransaction", unsigned(*outputs), {"subtractFeeFromOutputs": [0, 1], "changePosition": 2}, wallet="w"
    )
    tx = decoded(answer["hex"])
    paid = sum(output.value for output in tx.outputs if output.script_pubkey == OTHERS_SCRIPT)
    assert 300 * COIN - paid == int(answer["fee"] * COIN)
    assert tx.outputs[2].value == 200 * COIN


@pytest.mark.parametrize(
    ("options", "code", "text"),
    [
        ({"changePosition": 9}, -8, "changePosition out of bounds"),
        ({"changeAddress": "nonsense"}, -5, "Change address must be a valid Dash address"),
        ({"subtractFeeFromOutputs": [0, 0]}, -8, "Invalid parameter, duplicated position: 0"),
        ({"subtractFeeFromOutputs": [-1]}, -8, "Invalid parameter, negative position: -1"),
        ({"subtractFeeFromOutputs": [1]}, -8, "Invalid parameter, position too large: 1"),
        ({"foo": "bar"}, -3, "Unexpected key foo"),
        ({"feeRate": 0.1, "fee_rate": 1}, -8, "Cannot specify both fee_rate (duff/B) and feeRate (DASH/kB)"),
    ],
)
def test_fund_refusals(funded: WalletRig, options: dict[str, object], code: int, text: str) -> None:
    """Options that make no sense are refused as dashd does."""
    assert refusal(funded, "fundrawtransaction", unsigned(TxOut(Duffs(COIN), OTHERS_SCRIPT)), options) == (code, text)


def test_fund_refuses_what_is_no_payment(funded: WalletRig) -> None:
    """Text that is no transaction, and a transaction without outputs."""
    assert refusal(funded, "fundrawtransaction", "00") == (-22, "TX decode failed")
    assert refusal(funded, "fundrawtransaction", unsigned()) == (-8, "TX must have at least one output")


def test_sign_leaves_others_inputs(funded: WalletRig) -> None:
    """Inputs that cannot be signed are named, those that can are signed."""
    stranger = OutPoint(TxId(b"\x05" * 32), 1)
    raw = unsigned(TxOut(Duffs(COIN), OTHERS_SCRIPT), inputs=(coins(funded)[0], stranger))
    signed: Result = funded.call("signrawtransactionwithwallet", raw, wallet="w")
    assert signed["complete"] is False
    assert [error["txid"] for error in signed["errors"]] == ["05" * 32]
    assert signed["errors"][0]["error"] == "Input not found or already spent"
    tx = decoded(signed["hex"])
    assert tx.inputs[0].script_sig
    assert not tx.inputs[1].script_sig
    code, _ = refusal(funded, "signrawtransactionwithwallet", raw, None, "SOME")
    assert code == -1


def test_sendmany_shares_the_fee(funded: WalletRig) -> None:
    """Recipients named in subtractfeefrom bear equal parts; the others get all; the wallet loses what it said."""
    fair = other_address(funded)
    payments = {FIRST: 10, fair: 20, funded.call("getnewaddress", wallet="other"): 30}
    answer: Result = funded.call(
        "sendmany", "", payments, None, None, "why", [FIRST, fair], None, None, None, None, None, True, wallet="w"
    )
    tx = funded.chain.mempool[TxId(bytes.fromhex(answer["txid"])[::-1])]
    values = sorted(output.value for output in tx.outputs)
    assert 30 * COIN in values
    shortfall = 10 * COIN - values[0], 20 * COIN - values[1]
    assert abs(shortfall[0] - shortfall[1]) <= 1
    details: Result = funded.call("gettransaction", answer["txid"], wallet="w")
    assert int(-details["fee"] * COIN) == sum(shortfall)
    assert details["amount"] == -60 - details["fee"]
    assert funded.call("getbalance", wallet="w") == 1440
    assert details["comment"] == "why"


@pytest.mark.parametrize(
    ("params", "code", "text"),
    [
        (("x", {FIRST: 1}), -8, 'Dummy value must be set to ""'),
        (("", {"nonsense": 1}), -5, "Invalid Dash address: nonsense"),
        (("", {FIRST: 5000}), -6, "Insufficient funds."),
        (("", {FIRST: 0.000001}), -6, "Transaction amount too small"),
        (("", {FIRST: -1}), -3, "Amount out of range"),
        (
            ("", RepeatedKeys([(FIRST, 1), (FIRST, 2)])),
            -8,
            f"Invalid parameter, duplicated address: {FIRST}",
        ),
    ],
)
def test_sendmany_refusals(funded: WalletRig, params: tuple[object, ...], code: int, text: str) -> None:
    """A payment that cannot be is refused, and nothing is spent."""
    assert refusal(funded, "sendmany", *params) == (code, text)
    assert not funded.chain.mempool
    assert funded.call("getbalance", wallet="w") == 1500


def test_locked_coins_are_not_spent(funded: WalletRig) -> None:
    """A locked coin waits; a lock in the file lives over a reload; unlocking frees it."""
    listed: Result = funded.call("listunspent", wallet="w")
    points = [{"txid": coin["txid"], "vout": coin["vout"]} for coin in listed]
    assert funded.call("lockunspent", False, points[:2], True, wallet="w") is True
    assert funded.call("lockunspent", False, points[2:], wallet="w") is True
    assert refusal(funded, "sendtoaddress", FIRST, 1) == (-6, "Insufficient funds.")
    text = "Invalid parameter, output already locked"
    assert refusal(funded, "lockunspent", False, points[:1]) == (-8, text)
    funded.call("unloadwallet", "w")
    funded.call("loadwallet", "w")
    kept: Result = funded.call("listlockunspent", wallet="w")
    assert sorted(kept, key=str) == sorted(points[:2], key=str)
    funded.call("sendtoaddress", FIRST, 1, wallet="w")
    text = "Invalid parameter, expected unspent output"
    assert refusal(funded, "lockunspent", False, points[2:]) == (-8, text)
    assert funded.call("lockunspent", True, wallet="w") is True
    assert funded.call("listlockunspent", wallet="w") == []
    text = "Invalid parameter, expected locked output"
    assert refusal(funded, "lockunspent", True, points[:1]) == (-8, text)
    unknown = [{"txid": "01" * 32, "vout": 0}]
    assert refusal(funded, "lockunspent", False, unknown) == (-8, "Invalid parameter, unknown transaction")


def test_list_since_block_tells_of_a_reorganisation(funded: WalletRig) -> None:
    """A transaction of a block that left the chain is in `removed`, and in the list at its new place."""
    txid = funded.call("sendtoaddress", FIRST, 1, wallet="w")
    block = funded.chain.mine(OTHERS_SCRIPT)
    before: Result = funded.call("listsinceblock", "", 1, wallet="w")
    assert before["lastblock"] == block.hash[::-1].hex()
    since: Result = funded.call("listsinceblock", before["lastblock"], wallet="w")
    assert since["transactions"] == []
    funded.chain.disconnect()
    funded.chain.mine(OTHERS_SCRIPT, salt=1)
    funded.chain.mine(OTHERS_SCRIPT, salt=1)
    after: Result = funded.call("listsinceblock", before["lastblock"], 1, False, True, wallet="w")
    assert [entry["txid"] for entry in after["transactions"]] == [txid]
    assert after["transactions"][0]["confirmations"] == 2
    assert [entry["txid"] for entry in after["removed"]] == [txid]
    assert "removed" not in funded.call("listsinceblock", before["lastblock"], 1, False, False, wallet="w")  # type: ignore[operator]
    assert refusal(funded, "listsinceblock", "01" * 32) == (-5, "Block not found")
    assert refusal(funded, "listsinceblock", before["lastblock"], 0) == (-8, "Invalid parameter")


def test_balance_is_the_sum_of_coins(funded: WalletRig) -> None:
    """Whatever was sent, listunspent and getbalances agree."""
    for amount in ("0.1", "499.99999", "700"):
        funded.call("sendtoaddress", other_address(funded), Decimal(amount), wallet="w")
        listed: Result = funded.call("listunspent", 0, wallet="w")
        total = sum((coin["amount"] for coin in listed), Decimal(0))
        found: Result = funded.call("getbalances", wallet="w")
        assert total == found["mine"]["trusted"]
    assert all(output.value > 546 for tx in funded.chain.mempool.values() for output in tx.outputs)


@pytest.mark.parametrize(
    ("fields", "code", "text"),
    [
        ({"txid": "ab"}, -8, "txid must be of length 64 (not 2, for 'ab')"),
        ({"txid": "ab" * 32}, -8, "Invalid parameter, missing vout key"),
        ({"txid": "ab" * 32, "vout": -1}, -8, "Invalid parameter, vout cannot be negative"),
        ({"txid": "ab" * 32, "vout": 0}, -8, "Invalid parameter, missing size key"),
        ({"txid": "ab" * 32, "vout": 0, "size": True}, -8, "Invalid parameter, missing size key"),
        (
            {"txid": "ab" * 32, "vout": 0, "size": 40},
            -8,
            "Invalid parameter, size cannot be less than 41 bytes (size of outpoint + sequence + empty scriptSig)",
        ),
        (
            {"txid": "ab" * 32, "vout": 0, "size": 100_001},
            -8,
            "Invalid parameter, size cannot be greater than the maximum standard tx size of 100000",
        ),
    ],
)
def test_fund_refuses_sizes(funded: WalletRig, fields: dict[str, object], code: int, text: str) -> None:
    """Sizes of inputs are read field by field, in dashd's order."""
    tx = unsigned(TxOut(Duffs(COIN), OTHERS_SCRIPT))
    assert refusal(funded, "fundrawtransaction", tx, {"input_sizes": [fields]}) == (code, text)
