"""Commands about blocks, the chain and its coins, on a small node."""

from collections.abc import Mapping, Sequence
from typing import cast

import pytest

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.rpc.chain_json import difficulty
from dashcore.node.rpc.register import register_node_commands
from dashcore.node.testing import ANYONE, SmallNode, outputs_of, spend
from dashcore.rpc.command import Json, JsonAmount
from dashcore.rpc.table import JsonRpcRequest
from dashcore.util.hashes import display_hash

TIP_HEIGHT = 110
UNKNOWN = "11" * 32


def call(node: SmallNode, method: str, *params: Json) -> Json:
    """Run a command."""
    return node.context.rpc.execute(JsonRpcRequest(method=method, params=params))


def fields(value: Json) -> Mapping[str, Json]:
    """Take a result for an object."""
    return cast("Mapping[str, Json]", value)


def items(value: Json) -> Sequence[Json]:
    """Take a result for an array."""
    return cast("Sequence[Json]", value)


@pytest.fixture(autouse=True)
def _commands(node: SmallNode) -> None:
    register_node_commands(node.context)


def test_difficulty_of_known_targets() -> None:
    """Bitcoin's least difficulty is 1; regtest's is far below."""
    assert difficulty(0x1D00FFFF) == 1.0
    assert difficulty(0x207FFFFF) == pytest.approx(4.656542373906925e-10)
    assert difficulty(0x1B0404CB) == pytest.approx(16307.420938523983)


@pytest.mark.parametrize(
    ("method", "params", "code", "text"),
    [
        ("getblockhash", (TIP_HEIGHT + 1,), -8, "Block height out of range"),
        ("getblockhash", (-1,), -8, "Block height out of range"),
        ("getblockhash", ("0",), -3, "JSON value of type string is not of expected type number"),
        ("getblock", (UNKNOWN,), -5, "Block not found"),
        ("getblock", ("11",), -8, "blockhash must be of length 64 (not 2, for '11')"),
        ("getblockheader", ("11",), -8, "hash must be of length 64 (not 2, for '11')"),
        ("getbestchainlock", (), -32603, "Unable to find any ChainLock"),
        (
            "getblockstats",
            (TIP_HEIGHT + 1,),
            -8,
            f"Target block height {TIP_HEIGHT + 1} after current tip {TIP_HEIGHT}",
        ),
        ("getblockstats", (-1,), -8, "Target block height -1 is negative"),
        ("getblockstats", (1, ["nothing", "height"]), -8, "Invalid selected statistic 'nothing'"),
        ("getchaintxstats", (TIP_HEIGHT,), -8, "Invalid block count: should be between 0 and the block's height - 1"),
        ("gettxoutsetinfo", ("sha",), -8, "'sha' is not a valid hash_type"),
        ("gettxoutsetinfo", ("none", 5), -8, "Querying specific block heights requires coinstatsindex"),
        ("pruneblockchain", (1,), -1, "Cannot prune blocks because node is not in prune mode."),
        ("scantxoutset", ("stop",), -8, "Invalid command"),
        ("scantxoutset", ("start",), -1, "scanobjects argument is required for the start action"),
        ("scantxoutset", ("start", [{}]), -8, "Descriptor needs to be provided in scan object"),
        ("scantxoutset", ("start", [{"desc": "raw(51)", "range": [2, 1]}]), -8, "Range specified as [begin,end] must"),
        ("scantxoutset", ("start", [{"desc": "raw(51)", "range": -1}]), -8, "End of range is too high"),
        ("getblockfilter", (UNKNOWN,), -1, "Index is not enabled for filtertype basic"),
        ("getblockhashes", (2, 1), -32600, "Timestamp index is disabled."),
        ("getspentinfo", ({"txid": UNKNOWN, "index": 0},), -32600, "Spent index is disabled."),
        ("getaddressbalance", ("x",), -5, "Invalid address"),
        ("gettxoutproof", ([],), -8, "Parameter 'txids' cannot be empty"),
        ("gettxoutproof", ([UNKNOWN], UNKNOWN), -5, "Block not found"),
        ("verifytxoutproof", ("00",), -1, "DataStream::read(): end of data: iostream error"),
        ("getmempoolentry", (UNKNOWN,), -5, "Transaction not in mempool"),
        ("getrawmempool", (True, True), -8, "Verbose results cannot contain mempool sequence values."),
        ("getblockfrompeer", (UNKNOWN, 0), -1, "Block header missing"),
    ],
)
def test_refusals(node: SmallNode, method: str, params: tuple[Json, ...], code: int, text: str) -> None:
    """Each refusal has dashd's code and text."""
    with pytest.raises(RpcError) as caught:
        call(node, method, *params)
    assert caught.value.code == code
    assert caught.value.message.startswith(text)


def test_block_in_all_forms(node: SmallNode) -> None:
    """The block is the same at each verbosity, and its neighbours are named."""
    block_hash = call(node, "getblockhash", TIP_HEIGHT - 1)
    brief = fields(call(node, "getblock", block_hash))
    full = fields(call(node, "getblock", block_hash, 2))
    data = call(node, "getblock", block_hash, 0)

    assert isinstance(data, str)
    assert brief["size"] == len(data) // 2
    assert call(node, "getblockheader", block_hash, False) == data[:160]
    assert brief["confirmations"] == 2
    assert brief["nextblockhash"] == call(node, "getbestblockhash")
    assert [fields(tx)["txid"] for tx in items(full["tx"])] == brief["tx"]
    headers = items(call(node, "getblockheaders", block_hash, 5))
    assert [fields(header)["height"] for header in headers] == [TIP_HEIGHT - 1, TIP_HEIGHT]


def test_spent_outputs_and_fee_are_shown(node: SmallNode) -> None:
    """Verbosity 2 knows the fee, 3 also what was spent."""
    tx = spend(node.coin(1), fee=1234)
    node.context.acceptor.accept(tx)
    node.mine()
    shown = fields(items(fields(call(node, "getblock", call(node, "getbestblockhash"), 3))["tx"])[1])

    assert shown["fee"] == JsonAmount(1234)
    prevout = fields(fields(items(shown["vin"])[0])["prevout"])
    assert (prevout["generated"], prevout["height"]) == (True, 1)
    stats = fields(call(node, "getblockstats", TIP_HEIGHT + 1, ["totalfee", "ins", "height"]))
    assert stats == {"height": TIP_HEIGHT + 1, "ins": 1, "totalfee": 1234}
    assert list(stats) == ["height", "ins", "totalfee"]


def test_invalidate_and_reconsider(node: SmallNode) -> None:
    """A block by hand made invalid is the end of a branch, until it is taken back."""
    block_hash = call(node, "getblockhash", TIP_HEIGHT - 1)
    call(node, "invalidateblock", block_hash)
    assert call(node, "getblockcount") == TIP_HEIGHT - 2
    tips = [fields(tip) for tip in items(call(node, "getchaintips"))]
    assert [(tip["status"], tip["branchlen"]) for tip in tips] == [("invalid", 2), ("active", 0)]
    assert len(items(call(node, "getchaintips", 1))) == 1
    assert [fields(tip)["status"] for tip in items(call(node, "getchaintips", 9, 1))] == ["invalid"]

    call(node, "reconsiderblock", block_hash)
    assert call(node, "getblockcount") == TIP_HEIGHT
    assert call(node, "verifychain", 4, 0) is True


def test_waiting_ends_with_the_tip_it_waits_for(node: SmallNode) -> None:
    """What is there already needs no wait; what does not come ends with the timeout."""
    tip = {"hash": call(node, "getbestblockhash"), "height": TIP_HEIGHT}
    assert call(node, "waitforblock", tip["hash"]) == tip
    assert call(node, "waitforblockheight", 1) == tip
    assert call(node, "waitfornewblock", 1) == tip


def test_unspent_output_with_and_without_mempool(node: SmallNode) -> None:
    """The mempool spends an output and makes another."""
    outpoint, value = node.coin(1)
    txid = display_hash(outpoint.txid)
    tx = spend(node.coin(1))
    assert fields(call(node, "gettxout", txid, 0))["value"] == JsonAmount(value)
    node.context.acceptor.accept(tx)

    assert call(node, "gettxout", txid, 0) is None
    assert fields(call(node, "gettxout", txid, 0, False))["confirmations"] == TIP_HEIGHT
    made = fields(call(node, "gettxout", display_hash(tx.txid), 0))
    assert (made["confirmations"], made["coinbase"]) == (0, False)
    assert call(node, "gettxout", display_hash(tx.txid), 0, False) is None
    assert call(node, "gettxout", display_hash(tx.txid), 1) is None
    spender = call(node, "gettxspendingprevout", [{"txid": txid, "vout": 0}])
    assert fields(items(spender)[0])["spendingtxid"] == display_hash(tx.txid)


def test_scan_finds_what_the_set_has(node: SmallNode) -> None:
    """The coins of a script sum up to all there is; no scan is left behind."""
    found = fields(call(node, "scantxoutset", "start", [f"raw({ANYONE.hex()})"]))
    everything = fields(call(node, "gettxoutsetinfo", "none"))

    assert found["success"] is True
    assert len(items(found["unspents"])) == TIP_HEIGHT
    assert found["txouts"] == everything["txouts"]
    assert found["total_amount"] == everything["total_amount"]
    assert call(node, "scantxoutset", "status") is None
    assert call(node, "scantxoutset", "abort") is False


def test_dump_is_written_once(node: SmallNode) -> None:
    """The file has all coins, and is never overwritten."""
    shown = fields(call(node, "dumptxoutset", "coins.dat"))
    path = node.context.args.data_dir() / "coins.dat"
    assert shown["path"] == str(path)
    data = path.read_bytes()
    assert display_hash(data[:32]) == call(node, "getbestblockhash")
    assert int.from_bytes(data[32:40], "little") == shown["coins_written"] == TIP_HEIGHT
    assert not path.with_name("coins.dat.incomplete").exists()
    with pytest.raises(RpcError, match="already exists"):
        call(node, "dumptxoutset", "coins.dat")


def test_proof_of_a_transaction(node: SmallNode) -> None:
    """A proof names its transaction, and one that was changed names none."""
    outpoint, _ = node.coin(3)
    txid = display_hash(outpoint.txid)
    proof = call(node, "gettxoutproof", [txid])
    assert isinstance(proof, str)
    assert proof == call(node, "gettxoutproof", [txid], call(node, "getblockhash", 3))
    assert call(node, "verifytxoutproof", proof) == [txid]
    flipped = proof[:170] + ("0" if proof[170] != "0" else "1") + proof[171:]
    assert call(node, "verifytxoutproof", flipped) == []
    with pytest.raises(RpcError) as caught:
        call(node, "gettxoutproof", [txid], call(node, "getblockhash", 4))
    assert caught.value.code == RpcErrorCode.INVALID_ADDRESS_OR_KEY


def test_mempool_relatives(node: SmallNode) -> None:
    """A chain of two is counted from both ends."""
    parent = spend(node.coin(1), fee=1000)
    child = spend(*outputs_of(parent), fee=3000)
    for tx in (parent, child):
        node.context.acceptor.accept(tx)
    first, second = display_hash(parent.txid), display_hash(child.txid)

    assert call(node, "getrawmempool") == [first, second]
    assert call(node, "getmempooldescendants", first) == [second]
    assert list(fields(call(node, "getmempoolancestors", second, True))) == [first]
    entry = fields(call(node, "getmempoolentry", first))
    assert (entry["descendantcount"], entry["spentby"], entry["depends"]) == (2, [second], [])
    assert fields(entry["fees"])["descendant"] == JsonAmount(4000)
    assert "fee" not in entry
    info = fields(call(node, "getmempoolinfo"))
    assert (info["size"], info["total_fee"]) == (2, JsonAmount(4000))
    assert fields(call(node, "savemempool"))["filename"] == str(node.context.args.data_dir() / "mempool.dat")


def test_special_transactions(node: SmallNode) -> None:
    """Nothing but the typed coinbase is found, and only where it is asked for."""
    tip = call(node, "getbestblockhash")
    coinbase = items(fields(call(node, "getblock", tip))["tx"])
    is_typed = "cbTx" in fields(call(node, "getblock", tip))
    assert call(node, "getspecialtxes", tip) == (coinbase if is_typed else [])
    assert call(node, "getspecialtxes", tip, 1) == []
    assert call(node, "getspecialtxes", tip, -1, 10, 1) == []
    for name, params in (("Negative count", (-1, -1)), ("Negative skip", (-1, 1, -1))):
        with pytest.raises(RpcError, match=name):
            call(node, "getspecialtxes", tip, *params)
