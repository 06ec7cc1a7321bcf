"""Commands on partially signed transactions."""

import base64
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import pytest

from dashcore.interfaces.rpc import RpcError
from dashcore.node.rpc.register import register_node_commands
from dashcore.node.testing import SmallNode
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, TxId
from dashcore.rpc.command import Json
from dashcore.rpc.jsonio import decode, encode_text
from dashcore.rpc.table import JsonRpcRequest
from dashcore.script.address import PrivateKey, encode_destination
from dashcore.script.provider import FlatProvider
from dashcore.script.psbt_read import decode_psbt_text
from dashcore.script.psbt_sign import sign_input
from dashcore.script.standard import PKHash, script_for_destination

KEY = PrivateKey(b"\x11" * 32)
SCRIPT = script_for_destination(PKHash.of(KEY.pubkey))
FUNDING = Transaction((TxIn(OutPoint(TxId(b"\x01" * 32), 0)),), (TxOut(Duffs(50_000), SCRIPT),))
TXID = FUNDING.txid[::-1].hex()


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallNode]:
    """A node with its commands."""
    path: Path = tmp_path_factory.mktemp("node")
    with SmallNode(path) as small:
        register_node_commands(small.context)
        yield small


def call(node: SmallNode, method: str, *params: Json) -> Json:
    """Run a command."""
    return decode(encode_text(node.context.rpc.execute(JsonRpcRequest(method=method, params=params))))


def fields(value: Json) -> Mapping[str, Json]:
    """Take a result for an object."""
    return cast("Mapping[str, Json]", value)


def create(node: SmallNode, vout: int = 0) -> str:
    """Spend an output of `FUNDING`."""
    address = encode_destination(PKHash.of(KEY.pubkey), node.context.params.base58)
    return str(call(node, "createpsbt", [{"txid": TXID, "vout": vout}], [{address: "0.0004"}]))


def encode(node: SmallNode, text: str, *, sign: bool) -> str:
    """Fill in what the input spends, and sign."""
    psbt = decode_psbt_text(text)
    psbt.inputs[0].utxo = FUNDING
    if sign:
        provider = FlatProvider()
        provider.add_key(KEY)
        sign_input(provider, psbt, 0, finalize=False)
    return str(call(node, "combinepsbt", [base64.b64encode(psbt.encode()).decode()]))


def test_way_of_one(node: SmallNode) -> None:
    """Made, filled in, signed, finished; what is next is told on the way."""
    text = create(node)
    assert fields(call(node, "analyzepsbt", text))["next"] == "updater"
    assert "fee" not in fields(call(node, "decodepsbt", text))
    text = encode(node, text, sign=False)
    known = fields(call(node, "decodepsbt", text))
    assert str(known["fee"]) == "0.00010000"
    assert fields(call(node, "analyzepsbt", text)) == {
        "inputs": [
            {
                "has_utxo": True,
                "is_final": False,
                "next": "updater",
                "missing": {"pubkeys": [PKHash.of(KEY.pubkey).hash.hex()]},
            }
        ],
        "fee": known["fee"],
        "next": "updater",
    }
    assert fields(call(node, "finalizepsbt", text)) == {"psbt": text, "complete": False}
    text = encode(node, text, sign=True)
    analysis = fields(call(node, "analyzepsbt", text))
    assert analysis["next"] == "finalizer"
    finished = fields(call(node, "finalizepsbt", text))
    assert finished["complete"] is True
    tx = Transaction.deserialize(bytes.fromhex(str(finished["hex"])))
    assert abs(len(tx.serialize()) - cast("int", analysis["estimated_vsize"])) <= 1
    kept = fields(call(node, "finalizepsbt", text, False))
    assert kept["complete"] is True
    inputs = cast("list[Json]", fields(call(node, "decodepsbt", kept["psbt"]))["inputs"])
    assert "final_scriptSig" in fields(inputs[0])


def test_conversion(node: SmallNode) -> None:
    """A transaction without signatures as it is, one with them only where they may go."""
    psbt = create(node)
    bare = decode_psbt_text(psbt).tx
    assert call(node, "converttopsbt", bare.serialize().hex()) == psbt
    signed = Transaction((TxIn(bare.inputs[0].prevout, SCRIPT, bare.inputs[0].sequence),), bare.outputs)
    with pytest.raises(RpcError, match="Inputs must not have scriptSigs"):
        call(node, "converttopsbt", signed.serialize().hex())
    assert decode_psbt_text(str(call(node, "converttopsbt", signed.serialize().hex(), True))).tx == Transaction(
        bare.inputs, bare.outputs, version=signed.version
    )


def test_update(node: SmallNode) -> None:
    """A descriptor tells where the key of an output comes from."""
    descriptor = f"pkh([d34db33f/44'/5']{KEY.pubkey.hex()})"
    updated = call(node, "utxoupdatepsbt", create(node), [descriptor])
    outputs = cast("list[Json]", fields(call(node, "decodepsbt", updated))["outputs"])
    assert fields(outputs[0])["bip32_derivs"] == [
        {"pubkey": KEY.pubkey.hex(), "master_fingerprint": "d34db33f", "path": "m/44'/5'"}
    ]


def test_several(node: SmallNode) -> None:
    """Joined where they differ, combined where they are the same."""
    one, other = create(node), create(node, 1)
    joined = fields(fields(call(node, "decodepsbt", call(node, "joinpsbts", [one, other])))["tx"])
    assert len(cast("list[Json]", joined["vin"])) == 2
    assert call(node, "combinepsbt", [one, one]) == one


@pytest.mark.parametrize(
    ("method", "params", "code", "text"),
    [
        ("decodepsbt", ("!!",), -22, "TX decode failed invalid base64"),
        ("combinepsbt", ([],), -8, "Parameter 'txs' cannot be empty"),
        ("joinpsbts", ([],), -8, "At least two PSBTs are required to join PSBTs."),
        ("converttopsbt", ("zz",), -22, "TX decode failed"),
    ],
)
def test_errors(node: SmallNode, method: str, params: tuple[Json, ...], code: int, text: str) -> None:
    """Code and text of dashd."""
    with pytest.raises(RpcError) as caught:
        call(node, method, *params)
    assert (caught.value.code, caught.value.message) == (code, text)


def test_invalid_ones(node: SmallNode) -> None:
    """Two that spend the same, two transactions that are not the same, an output that is not there."""
    one = create(node)
    with pytest.raises(RpcError, match="exists in multiple PSBTs"):
        call(node, "joinpsbts", [one, one])
    with pytest.raises(RpcError, match=r"PSBTs not compatible \(different transactions\)"):
        call(node, "combinepsbt", [one, create(node, 1)])
    assert call(node, "analyzepsbt", encode(node, create(node, 1), sign=False)) == {
        "next": "creator",
        "error": "PSBT is not valid. Input 0 specifies invalid prevout",
    }
