"""Commands and REST paths answer as dashd's: the same fields in the same order, the same codes, the same sentences.

Both nodes have the recorded chain. Help texts are our own words, so of an answer that is one only the first line counts.
"""

import difflib
import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from dashd_node import MOCKTIME, reference_dashd, running
from framework import Nodes, Result, Rpc, RpcFailureError, wait_until

pytestmark = [pytest.mark.interop, pytest.mark.timeout(300)]

SWITCHES = (
    "-disablewallet",
    "-rest",
    "-addressindex",
    "-spentindex",
    "-timestampindex",
    "-blockfilterindex",
    "-coinstatsindex",
    f"-mocktime={MOCKTIME}",
)
TIP = 245
ZERO = "00" * 32
HELP_CODE = -1
# Counters of a process, and what differs by its directory or its traffic.
IGNORED = {
    "disk_size",
    "size_on_disk",
    "logpath",
    "filename",
    "totalbytesrecv",
    "totalbytessent",
    "timemillis",
    "longpollid",
}


@dataclass
class Pair:
    """Both programs, and what differed."""

    ours: Rpc
    theirs: Rpc
    ports: tuple[int, int]
    differences: list[str] = field(default_factory=list)

    def ask(self, method: str, *params: object) -> Result:
        """Call a command of both; return what dashd answers, None for an error."""
        theirs, ours = (self._answer(rpc, method, params) for rpc in (self.theirs, self.ours))
        self._compare(f"{method} {json.dumps(params, default=str)[:200]}", theirs, ours)
        return theirs.get("result")

    def rest(self, path: str) -> None:
        """Get a path of both."""
        answers = []
        for port in self.ports:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", path)
            answer = connection.getresponse()
            answers.append({"status": answer.status, "kind": answer.getheader("Content-Type"), "body": answer.read()})
            connection.close()
        self._compare(path[:200], *answers)

    def _answer(self, rpc: Rpc, method: str, params: tuple[object, ...]) -> dict[str, Result]:
        try:
            return {"result": without(rpc.call(method, *params))}
        except RpcFailureError as error:
            text = error.message.split("\n")[0] if error.code == HELP_CODE else error.message
            return {"code": error.code, "message": text}

    def _compare(self, what: str, theirs: object, ours: object) -> None:
        texts = [json.dumps(each, default=str, indent=1).splitlines() for each in (theirs, ours)]
        if texts[0] != texts[1]:
            lines = list(difflib.unified_diff(texts[0], texts[1], "dashd", "ours", lineterm="", n=1))
            self.differences.append("\n".join((what, *lines[:30])))


def tries(*params: tuple[object, ...]) -> tuple[tuple[object, ...], ...]:
    """Return parameters to call a command with, one set after the other."""
    return params


def values(*params: object) -> tuple[object, ...]:
    """Return values for one parameter."""
    return params


def without(value: Result) -> Result:
    """Drop what is a process's own."""
    if isinstance(value, dict):
        return {name: without(each) for name, each in value.items() if name not in IGNORED}
    return [without(each) for each in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def started(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Both nodes with the recorded chain, all indexes in step."""
    dashd_path = reference_dashd()
    base = tmp_path_factory.mktemp("answers")
    switches = (*SWITCHES, f"-loadblock={shared_dir / 'chains' / 'basic' / 'blk00000.dat'}")
    (base / "theirs").mkdir()
    nodes = Nodes(base)
    try:
        with running(dashd_path, base / "theirs", *switches) as dashd:
            node = nodes.start(*switches)

            def are_ready() -> bool:
                return all(
                    rpc.getblockcount() == TIP and all(index["synced"] for index in rpc.getindexinfo().values())
                    for rpc in (dashd.rpc, node.rpc)
                )

            wait_until(are_ready)
            yield Pair(node.rpc, dashd.rpc, (dashd.port, node.rpc_port))
    finally:
        nodes.close()


@pytest.fixture
def pair(started: Pair) -> Iterator[Pair]:
    """Both nodes; at the end of the test nothing may have differed."""
    started.differences.clear()
    yield started
    assert not started.differences, "\n\n".join(started.differences)


def hashes(pair: Pair) -> tuple[str, ...]:
    """Return hashes of blocks, and texts that are none."""
    return (*(pair.theirs.getblockhash(height) for height in (TIP, 1, 110)), ZERO, "xx")


def txids(pair: Pair) -> tuple[str, ...]:
    """Return ids of transactions, and texts that are none."""
    found = [
        txid for height in (1, 200, 230, TIP) for txid in pair.theirs.getblock(pair.theirs.getblockhash(height))["tx"]
    ]
    return (*found[:12], ZERO, "zz")


def addresses(pair: Pair) -> tuple[str, ...]:
    """Return two addresses with payments."""
    found: dict[str, None] = {}
    for height in (150, 200, TIP):
        for tx in pair.theirs.getblock(pair.theirs.getblockhash(height), 2)["tx"]:
            for output in tx["vout"]:
                address = output["scriptPubKey"].get("address")
                if address:
                    found[address] = None
    return tuple(found)[:3]


def test_blocks(pair: Pair) -> None:
    """Blocks, headers and their kin."""
    for name in hashes(pair):
        for more in tries((), (0,), (1,), (2,), (3,), (-1,), (True,), (False,)):
            pair.ask("getblock", name, *more)
        for more in tries((), (True,), (False,)):
            pair.ask("getblockheader", name, *more)
        for more in tries((), (2,), (0,), (-1,), (2001,), (2, False)):
            pair.ask("getblockheaders", name, *more)
        for more in tries((), ("basic",), ("foo",)):
            pair.ask("getblockfilter", name, *more)
        for more in tries((), (-1,), (5,), (-1, 1, 0, 1), (-1, 1, 0, 2), (-1, 1, 0, 3), (-1, 0), (-1, 1, -1)):
            pair.ask("getspecialtxes", name, *more)
        for method in ("getblockstats", "getblockfrompeer", "preciousblock", "reconsiderblock"):
            pair.ask(method, name, *((0,) if method == "getblockfrompeer" else ()))
        pair.ask("getchaintxstats", 5, name)
        pair.ask("waitforblock", name, 10)
        for content in ("00", "zz", "", "02ffff030000000000000000"):
            pair.ask("getmerkleblocks", content, name)


def test_heights(pair: Pair) -> None:
    """What is asked for by height."""
    for height in (-1, 0, TIP, TIP + 1, "x", None, "1", 1.5):
        for method in ("getblockhash", "getblockstats", "getchaintxstats", "getnetworkhashps"):
            pair.ask(method, height)
        pair.ask("getblockstats", height, ["txs", "foo"])
        pair.ask("getnetworkhashps", 120, height)


def test_state(pair: Pair) -> None:
    """The chain as a whole, its coins, and how the node does."""
    tip = pair.theirs.getbestblockhash()
    for method in (
        "getbestblockhash", "getblockcount", "getdifficulty", "getblockchaininfo", "getbestchainlock", "getchaintips",
        "getrawmempool", "getmempoolinfo", "getmininginfo", "getindexinfo", "getnetworkinfo", "getnettotals",
        "getconnectioncount", "getpeerinfo", "listbanned", "ping", "getaddednodeinfo", "getzmqnotifications",
        "gettxoutsetinfo", "getblocktemplate", "enumeratesigners", "clearbanned", "cleardiscouraged", "savemempool",
    ):  # fmt: skip
        pair.ask(method)
    for kind in ("hash_serialized_2", "muhash", "none", "foo", 1):
        for more in tries((), (100,), (tip,), (tip, True), (tip, False), (5000,), ("zz",), (None, True), (None, False)):
            pair.ask("gettxoutsetinfo", kind, *more)
    for more in tries((0,), (4,), (3, 5), (-1,), (3, 0), ("x",), (5,)):
        pair.ask("verifychain", *more)
    for low, high in ((0, 1), (2_000_000_000, 0), (5_000_000_000, 0), ("x", 0)):
        pair.ask("getblockhashes", low, high)
    for request in values({"mode": "foo"}, {"mode": 5}, {"mode": "proposal"}, {"mode": "proposal", "data": "zz"}, 5):
        pair.ask("getblocktemplate", request)
    for text in ("00", "zz", "00" * 200, pair.theirs.getblock(tip, 0), pair.theirs.getblockheader(tip, False)):
        pair.ask("submitblock", text)
        pair.ask("submitheader", text)


def test_transactions(pair: Pair) -> None:
    """Transactions, their coins and proofs."""
    tip = pair.theirs.getbestblockhash()
    for txid in txids(pair):
        for more in tries((), (0,), (1,), (True,), (2,), ("x",), (True, tip), (True, ZERO), (1, "zz")):
            pair.ask("getrawtransaction", txid, *more)
        for number in (0, 1, -1):
            pair.ask("gettxout", txid, number)
            pair.ask("getspentinfo", {"txid": txid, "index": number})
            pair.ask("gettxspendingprevout", [{"txid": txid, "vout": number}])
        for method in ("getmempoolentry", "getmempoolancestors", "getmempooldescendants"):
            pair.ask(method, txid)
        proof = pair.ask("gettxoutproof", [txid])
        for text in (proof, proof and proof[:-2]):
            pair.ask("verifytxoutproof", text)
        for request in values({tip: [txid]}, {"0": [txid]}, {"x": [txid]}):
            pair.ask("getrawtransactionmulti", request, True)
        raw = pair.ask("getrawtransaction", txid)
        for text in (raw, raw and raw[:-2], raw and raw + "00"):
            for method in ("decoderawtransaction", "converttopsbt", "sendrawtransaction"):
                pair.ask(method, text)
            pair.ask("testmempoolaccept", [text])
            pair.ask("signrawtransactionwithkey", text, [])
    pair.ask("gettxoutproof", [])


def test_made(pair: Pair) -> None:
    """Transactions made by hand, complete or partially signed."""
    address, other = addresses(pair)[:2]
    txid = txids(pair)[0]
    spent = [{"txid": txid, "vout": 0}]
    for inputs in values(
        spent, [], [{}], [{"txid": "x"}], [{"txid": txid}], [{"txid": txid, "vout": -1}], [{"txid": txid, "vout": "x"}],
        [{"txid": txid, "vout": 0, "sequence": -1}], [{"txid": txid, "vout": 0, "sequence": 5}], "x", [5],
    ):  # fmt: skip
        for outputs in values(
            [{address: 1}], {address: 1}, [{"data": "00"}], [{"data": "zz"}], [{"data": "00"}, {"data": "11"}],
            [{address: 1}, {address: 2}], [{"x": 1}], [{address: -1}], [{address: "foo"}], [{address: 0.123456789}],
            [{address: 21_000_001}], [{address: 1, other: 2}], [], "x", [5], [{address: {}}],
        ):  # fmt: skip
            pair.ask("createrawtransaction", inputs, outputs)
    for lock_time in (5, -1, 1 << 32, "x"):
        pair.ask("createrawtransaction", spent, [{address: 1}], lock_time)
    psbt = pair.ask("createpsbt", spent, [{address: 1}])
    for text in (psbt, psbt[:-4], "x", "", "cHNidP8="):
        for method in ("decodepsbt", "analyzepsbt", "finalizepsbt", "utxoupdatepsbt"):
            pair.ask(method, text)
        for method in ("combinepsbt", "joinpsbts"):
            pair.ask(method, [text])
            pair.ask(method, [psbt, text])
    for script in (
        "",
        "51",
        "76a914" + "00" * 20 + "88ac",
        "a914" + "00" * 20 + "87",
        "6a0100",
        "zz",
        "ff",
        "00" * 100,
    ):
        pair.ask("decodescript", script)


def test_addresses(pair: Pair) -> None:
    """What the indexes know of addresses."""
    found = addresses(pair)
    for request in values(
        *found, "foo", 5, {"addresses": list(found)}, {"addresses": []}, {"addresses": ["x"]}, {}, None
    ):
        for method in ("getaddressbalance", "getaddressdeltas", "getaddressmempool", "getaddresstxids"):
            pair.ask(method, request)
        pair.ask("validateaddress", request)
    for start, end in ((1, 5), (5, 1), (-1, 3), (100, 500), (0, 0)):
        for method in ("getaddressdeltas", "getaddresstxids"):
            pair.ask(method, {"addresses": [found[0]], "start": start, "end": end})
    for action in ("status", "abort", "foo", "start"):
        pair.ask("scantxoutset", action)
    for wanted in values(
        [], [f"addr({found[0]})"], ["addr(x)"], [{}], [5], [{"desc": f"addr({found[0]})", "range": 5}]
    ):
        pair.ask("scantxoutset", "start", wanted)


def test_tools(pair: Pair) -> None:
    """Commands that need no chain."""
    key = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    for number, keys in (
        (2, [key] * 3),
        (4, [key] * 3),
        (0, [key]),
        (1, [key[:-2]]),
        (1, ["zz"]),
        (1, []),
        (1, [key] * 17),
    ):
        pair.ask("createmultisig", number, keys)
    for text in (
        f"pkh({key})", "foo", "pkh()", f"pkh({key})#00000000", f"sh(multi(1,{key}))", "raw(51)", "raw(zz)",
        f"combo({key})", f"wpkh({key})", f"sortedmulti(1,{key})", f"multi(5,{key})", f"pk({key}", "pkh(1)",
    ):  # fmt: skip
        described = pair.ask("getdescriptorinfo", text)
        for more in tries((), (2,), ([0, 2],), ([2, 0],), ("x",)):
            pair.ask("deriveaddresses", described["descriptor"] if described else text, *more)
    for categories in tries((), (["net"],), (["foo"],), ([], ["net"]), (["all"],), ([], ["all"]), ("x",), ([5],)):
        pair.ask("logging", *categories)
    for target in (5, 0, 1009, "x"):
        pair.ask("estimatesmartfee", target)
        pair.ask("estimaterawfee", target)
    for subnet in ("1.2.3.4", "1.2.3.4/33", "x", "::1/64", "5.6.7.0/24"):
        for action in ("remove", "add", "add", "foo"):
            pair.ask("setban", subnet, action, 1000)
    pair.ask("clearbanned")
    for call in (
        ("foo",),
        ("getblock",),
        ("echo", *range(11)),
        ("help", "foo"),
        ("generate",),
        ("waitfornewblock", -1),
    ):
        pair.ask(*call)


def test_help(pair: Pair) -> None:
    """All commands of dashd are there, with the same arguments; ours besides are those about IPC."""
    theirs, ours = (set(rpc.help().splitlines()) for rpc in (pair.theirs, pair.ours))

    assert theirs - ours <= {"getcoinjoininfo"}  # the wallet's, which is off here
    assert {line.split()[0] for line in ours - theirs} == {"disconnectipc", "getipcinfo", "ipcpair"}


def test_rest(pair: Pair) -> None:
    """Each path in each form, and what is wrong with it."""
    for form in (".bin", ".hex", ".json", "", ".foo"):
        for name in (*hashes(pair), ""):
            for path in (
                "block/", "block/notxdetails/", "headers/", "headers/5/", "headers/0/", "headers/2001/", "headers/x/",
                "blockfilter/basic/", "blockfilter/foo/", "blockfilterheaders/basic/", "blockfilterheaders/basic/5/",
            ):  # fmt: skip
                pair.rest(f"/rest/{path}{name}{form}")
            for query in ("count=3", "count=0", "count=x", "foo=1"):
                pair.rest(f"/rest/headers/{name}{form}?{query}")
        for txid in txids(pair)[-4:]:
            pair.rest(f"/rest/tx/{txid}{form}")
            for tail in ("-0", "-1", "-x", "", "--1", "-+1", f"-0/{txid}-1", "-99999999999"):
                pair.rest(f"/rest/getutxos/{txid}{tail}{form}")
                pair.rest(f"/rest/getutxos/checkmempool/{txid}{tail}{form}")
        for height in ("0", str(TIP), str(TIP + 1), "-1", "x", "", "+1", "01", "99999999999999999999"):
            pair.rest(f"/rest/blockhashbyheight/{height}{form}")
        for path in ("chaininfo", "mempool/info", "mempool/contents", "mempool/foo", "mempool", "getutxos", "", "foo/"):
            pair.rest(f"/rest/{path}{form}")
