"""REST: each path says in three forms what the command of its kind says, and refuses in Core's words."""

import http.client
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from framework import Node, Nodes, Result, wait_until

pytestmark = pytest.mark.functional

NOTHING = "00" * 32


class Rest:
    """Asks a node."""

    def __init__(self, node: Node) -> None:
        self._port = node.rpc_port

    def ask(self, path: str, body: bytes | None = None) -> tuple[int, str, bytes]:
        """Return status, content type and content."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        connection.request("GET" if body is None else "POST", f"/rest/{path}", body)
        answer = connection.getresponse()
        found = answer.status, answer.getheader("Content-Type") or "", answer.read()
        connection.close()
        return found

    def json(self, path: str) -> Result:
        """Return what a path says as JSON."""
        status, kind, content = self.ask(f"{path}.json")
        assert (status, kind) == (200, "application/json"), content
        return json.loads(content, parse_float=Decimal)

    def bytes(self, path: str) -> bytes:
        """Return what a path says, which is the same in hexadecimal."""
        name, mark, query = path.partition("?")
        status, kind, content = self.ask(f"{name}.bin{mark}{query}")
        assert (status, kind) == (200, "application/octet-stream"), content
        status, kind, text = self.ask(f"{name}.hex{mark}{query}")
        assert (status, kind, text) == (200, "text/plain", content.hex().encode() + b"\n")
        return content


@pytest.fixture
def node(nodes: Nodes, shared_dir: Path) -> Node:
    """A node with the basic chain."""
    blocks = shared_dir / "chains" / "basic" / "blk00000.dat"
    made = nodes.start("-disablewallet", "-rest", "-blockfilterindex", "-mocktime=1417760000", f"-loadblock={blocks}")
    wait_until(lambda: made.rpc.getblockcount() == 245)
    wait_until(lambda: all(index["synced"] for index in made.rpc.getindexinfo().values()))
    return made


def test_chain(node: Node) -> None:
    """Blocks, headers, filters, heights and the state of the chain."""
    rest, rpc = Rest(node), node.rpc
    hashes = [rpc.getblockhash(height) for height in range(240, 246)]
    first = hashes[0]

    assert rest.json(f"block/{first}") == rpc.getblock(first, 2)
    assert rest.json(f"block/notxdetails/{first}") == rpc.getblock(first, 1)
    assert rest.bytes(f"block/{first}") == bytes.fromhex(rpc.getblock(first, 0))
    assert rest.json(f"headers/3/{first}") == [rpc.getblockheader(each) for each in hashes[:3]]
    assert rest.json("chaininfo") == rpc.getblockchaininfo()
    assert rest.bytes(f"headers/{first}?count=3") == rest.bytes(f"headers/3/{first}")
    assert rest.bytes(f"headers/2000/{first}") == bytes.fromhex("".join(rpc.getblockheader(h, False) for h in hashes))
    expected = rpc.getblockfilter(first)
    assert rest.json(f"blockfilter/basic/{first}") == {"filter": expected["filter"]}
    headers = [rpc.getblockfilter(each)["header"] for each in hashes[:2]]
    assert rest.json(f"blockfilterheaders/basic/2/{first}") == headers
    assert rest.bytes(f"blockfilterheaders/basic/2/{first}") == b"".join(bytes.fromhex(h)[::-1] for h in headers)
    for height in ("245", "+245", "0245"):
        assert rest.json(f"blockhashbyheight/{height}") == {"blockhash": hashes[-1]}
    assert rest.ask("blockhashbyheight/245.bin")[2] == bytes.fromhex(hashes[-1])[::-1]
    assert rest.ask("blockhashbyheight/245.hex")[2] == f"{hashes[-1]}\n".encode()


def test_transactions(node: Node) -> None:
    """Transactions, coins and the mempool."""
    rest, rpc = Rest(node), node.rpc
    block = rpc.getblock(rpc.getblockhash(245), 2)
    tx = block["tx"][-1]
    txid = tx["txid"]

    shown = rest.json(f"tx/{txid}")
    assert {name: shown[name] for name in ("txid", "vin", "vout", "hex")} == {
        name: tx[name] for name in ("txid", "vin", "vout", "hex")
    }
    assert rest.bytes(f"tx/{txid}") == bytes.fromhex(tx["hex"])
    number = next(n for n in range(len(tx["vout"])) if rpc.gettxout(txid, n))
    coins = rest.json(f"getutxos/checkmempool/{txid}-{number}/{txid}-77")
    assert (coins["chainHeight"], coins["chaintipHash"], coins["bitmap"]) == (245, block["hash"], "10")
    assert [(each["height"], each["value"]) for each in coins["utxos"]] == [(245, tx["vout"][number]["value"])]
    raw = rest.bytes(f"getutxos/{txid}-{number}")
    assert raw[:4] == (245).to_bytes(4, "little")
    request = b"\x00\x01" + bytes.fromhex(txid)[::-1] + number.to_bytes(4, "little")
    assert rest.ask("getutxos.bin", request)[2] == raw
    assert rest.json("mempool/info") == rpc.getmempoolinfo()
    assert rest.json("mempool/contents") == rpc.getrawmempool(True)


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("block/zz.bin", 400, "Invalid hash: zz"),
        (f"block/{NOTHING}.bin", 404, f"{NOTHING} not found"),
        ("blockhashbyheight/0", 404, "output format not found (available: .bin, .hex, .json)"),
        (f"headers/0/{NOTHING}.bin", 400, "Header count is invalid or out of acceptable range (1-2000): 0"),
        (f"headers/2001/{NOTHING}.bin", 400, "Header count is invalid or out of acceptable range (1-2000): 2001"),
        (f"headers/{'9' * 5000}/{NOTHING}.bin", 400, "Header count is invalid"),
        ("headers/1.bin", 400, "Invalid hash: 1"),
        (f"blockfilter/other/{NOTHING}.bin", 400, "Unknown filtertype other"),
        (f"tx/{NOTHING}.json", 404, f"{NOTHING} not found"),
        ("blockhashbyheight/246.json", 404, "Block height out of range"),
        ("blockhashbyheight/-1.json", 400, "Invalid height: -1"),
        (f"blockhashbyheight/{'9' * 5000}.json", 400, "Invalid height: 9"),
        ("getutxos.json", 400, "Error: empty request"),
        ("getutxos/zz-0.json", 400, "Parse error"),
        (f"getutxos/{'/'.join([NOTHING + '-0'] * 16)}.json", 400, "Error: max outpoints exceeded (max: 15, tried: 16)"),
        ("mempool/other.json", 400, "Invalid URI format. Expected /rest/mempool/<info|contents>.json"),
        ("mempool/info.bin", 404, "output format not found (available: json)"),
    ],
)
def test_refusals(served: Rest, path: str, status: int, message: str) -> None:
    """Status and sentence are dashd's."""
    found, kind, content = served.ask(path)

    assert (found, kind) == (status, "text/plain")
    assert content.decode().startswith(message)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    """A node with a short chain, for all that is refused."""
    made = Nodes(tmp_path_factory.mktemp("rest"))
    node = made.start("-disablewallet", "-rest", "-blockfilterindex")
    yield Rest(node)
    made.close()


def test_off(nodes: Nodes) -> None:
    """Without -rest there is none."""
    assert Rest(nodes.start("-disablewallet")).ask("chaininfo.json")[0] == 404
