"""Making, signing, handing in and finding transactions through RPC."""

from collections.abc import Mapping
from typing import cast

import pytest

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.rpc.register import register_node_commands
from dashcore.node.testing import SmallNode, outputs_of, spend
from dashcore.primitives.types import Script
from dashcore.rpc.command import Json
from dashcore.rpc.table import JsonRpcRequest
from dashcore.script.address import PrivateKey, encode_destination, encode_secret
from dashcore.script.standard import PKHash, ScriptHash, script_for_destination
from dashcore.util.hashes import display_hash

KEY = PrivateKey(b"\x11" * 32)


def call(node: SmallNode, method: str, *params: Json) -> Json:
    """Run a command."""
    return node.context.rpc.execute(JsonRpcRequest(method=method, params=params))


def fields(value: Json) -> Mapping[str, Json]:
    """Take a result for an object."""
    return cast("Mapping[str, Json]", value)


@pytest.fixture(autouse=True)
def _commands(node: SmallNode) -> None:
    register_node_commands(node.context)


def address(node: SmallNode) -> str:
    """The key's address."""
    return encode_destination(PKHash.of(KEY.pubkey), node.context.params.base58)


def outpoint(node: SmallNode, height: int) -> Json:
    """A coin of the node as createrawtransaction takes it."""
    found, _ = node.coin(height)
    return {"txid": display_hash(found.txid), "vout": found.index}


def test_send_and_find(node: SmallNode) -> None:
    """What is handed in is found, and a second time it is no error."""
    tx = spend(node.coin(1))
    txid = call(node, "sendrawtransaction", tx.serialize().hex())
    assert txid == display_hash(tx.txid)
    assert call(node, "sendrawtransaction", tx.serialize().hex()) == txid
    assert call(node, "getrawtransaction", txid) == tx.serialize().hex()
    shown = fields(call(node, "getrawtransaction", txid, True))
    assert "blockhash" not in shown
    assert shown["instantlock"] is False
    assert call(node, "gettxchainlocks", [txid]) == [{"height": -1, "chainlock": False, "mempool": True}]


def test_find_in_block(node: SmallNode) -> None:
    """Without an index the block must be named."""
    (block,) = node.mine(1)
    txid, block_hash = display_hash(block.transactions[0].txid), display_hash(block.hash)
    with pytest.raises(RpcError, match="Use -txindex or provide a block hash"):
        call(node, "getrawtransaction", txid)
    shown = fields(call(node, "getrawtransaction", txid, True, block_hash))
    assert next(iter(shown)) == "in_active_chain"
    assert shown["confirmations"] == 1
    multi = fields(call(node, "getrawtransactionmulti", {block_hash: [txid], "0": [txid]}))
    assert multi == {txid: "None"}  # the later block has the last word, as in dashd


@pytest.mark.parametrize("change", [b"", b"\x00"])
def test_undecodable(node: SmallNode, change: bytes) -> None:
    """Neither cut short nor too long."""
    raw = spend(node.coin(1)).serialize()
    with pytest.raises(RpcError) as caught:
        call(node, "decoderawtransaction", ((raw + change) if change else raw[:-1]).hex())
    assert caught.value.code == RpcErrorCode.DESERIALIZATION_ERROR


def test_max_fee_rate(node: SmallNode) -> None:
    """A fee out of proportion is refused unless any will do."""
    raw = spend(node.coin(1), fee=10_000_000).serialize().hex()
    with pytest.raises(RpcError, match="Fee exceeds maximum configured by user") as caught:
        call(node, "sendrawtransaction", raw)
    assert caught.value.code == RpcErrorCode.VERIFY_ERROR
    (line,) = cast("list[Json]", call(node, "testmempoolaccept", [raw]))
    assert fields(line)["reject-reason"] == "max-fee-exceeded"
    call(node, "sendrawtransaction", raw, 0)


def test_confirmed_is_refused(node: SmallNode) -> None:
    """A transaction of the chain is not handed in again."""
    tx = spend(node.coin(1))
    call(node, "sendrawtransaction", tx.serialize().hex())
    node.mine(1)
    with pytest.raises(RpcError, match="already in block chain") as caught:
        call(node, "sendrawtransaction", tx.serialize().hex())
    assert caught.value.code == RpcErrorCode.VERIFY_ALREADY_IN_CHAIN


def test_package(node: SmallNode) -> None:
    """A child is tested with its parent; in the wrong order they are no package."""
    parent = spend(node.coin(1))
    child = spend(*outputs_of(parent))
    raw = [tx.serialize().hex() for tx in (parent, child)]
    good = cast("list[Json]", call(node, "testmempoolaccept", raw))
    assert [fields(line)["allowed"] for line in good] == [True, True]
    bad = cast("list[Json]", call(node, "testmempoolaccept", raw[::-1]))
    assert all("package-error" in fields(line) and "allowed" not in fields(line) for line in bad)


def test_create_and_sign(node: SmallNode) -> None:
    """A key signs what pays it, whether or not the node knows the output."""
    made = call(node, "createrawtransaction", [{"txid": "33" * 32, "vout": 0}], {address(node): "1.5"})
    secret = encode_secret(KEY, node.context.params.base58)
    script = script_for_destination(PKHash.of(KEY.pubkey))
    prevout: Json = {"txid": "33" * 32, "vout": 0, "scriptPubKey": script.hex(), "amount": 2}
    assert fields(call(node, "signrawtransactionwithkey", made, [secret], [prevout]))["complete"] is True
    unsigned = fields(call(node, "signrawtransactionwithkey", made, [secret]))
    assert unsigned["complete"] is False
    (error,) = cast("list[Json]", unsigned["errors"])
    assert fields(error)["error"] == "Input not found or already spent"


def test_prevout_behind_hash(node: SmallNode) -> None:
    """An output that pays a script's hash needs just that script."""
    made = call(node, "createrawtransaction", [{"txid": "33" * 32, "vout": 0}], {address(node): 1})
    script = script_for_destination(ScriptHash.of(Script(b"\x51")))
    prevout: dict[str, Json] = {"txid": "33" * 32, "vout": 0, "scriptPubKey": script.hex(), "amount": 2}
    with pytest.raises(RpcError, match="Missing redeemScript"):
        call(node, "signrawtransactionwithkey", made, [], [prevout])
    with pytest.raises(RpcError, match="redeemScript does not match scriptPubKey"):
        call(node, "signrawtransactionwithkey", made, [], [prevout | {"redeemScript": "52"}])


@pytest.mark.parametrize(
    ("spent", "paid", "code"),
    [
        ([{"txid": "33" * 32}], {}, RpcErrorCode.INVALID_PARAMETER),
        ([{"txid": "33" * 32, "vout": -1}], {}, RpcErrorCode.INVALID_PARAMETER),
        ([{"txid": "33" * 32, "vout": 0, "sequence": 1 << 32}], {}, RpcErrorCode.INVALID_PARAMETER),
        ([], {"nobody": 1}, RpcErrorCode.INVALID_ADDRESS_OR_KEY),
        ([], [{"data": "00"}, {"data": "11"}], RpcErrorCode.INVALID_PARAMETER),
        ([], [{"data": "00", "more": "11"}], RpcErrorCode.INVALID_PARAMETER),
        ([], None, RpcErrorCode.INVALID_PARAMETER),
        ([], "text", RpcErrorCode.TYPE_ERROR),
    ],
)
def test_create_refuses(node: SmallNode, spent: Json, paid: Json, code: int) -> None:
    """Each mistake has dashd's code."""
    with pytest.raises(RpcError) as caught:
        call(node, "createrawtransaction", spent, paid)
    assert caught.value.code == code


def test_lock_time_makes_sequences_obey(node: SmallNode) -> None:
    """A lock time counts only with a sequence below the last."""
    made = call(node, "createrawtransaction", [outpoint(node, 1)], {}, 7)
    (shown,) = cast("list[Json]", fields(call(node, "decoderawtransaction", made))["vin"])
    assert fields(shown)["sequence"] == 0xFFFFFFFE


def test_combine(node: SmallNode) -> None:
    """Copies are merged; there must be some."""
    made = call(node, "createrawtransaction", [outpoint(node, 1)], {address(node): 1})
    assert call(node, "combinerawtransaction", [made, made]) == made
    with pytest.raises(RpcError, match="Missing transactions"):
        call(node, "combinerawtransaction", [])


def test_asset_unlocks_are_unknown(node: SmallNode) -> None:
    """A chain without withdrawals knows none."""
    assert call(node, "getassetunlockstatuses", ["7"]) == [{"index": 7, "status": "unknown"}]
    with pytest.raises(RpcError, match="invalid index"):
        call(node, "getassetunlockstatuses", ["x"])
