"""The miner of examples/ against a node: blocks on demand, by number, and clean ends."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from framework import Node, Nodes, wait_until

from dashcore.node.testing import ANYONE, REDEEM_SCRIPT, SPEND_SCRIPT
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, TxId
from dashcore.script.address import TEST_PREFIXES, encode_destination
from dashcore.script.standard import ScriptHash

pytestmark = pytest.mark.functional

MINER = Path(__file__).resolve().parents[2] / "examples" / "miner.py"
PAYEE = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"
OPEN = encode_destination(ScriptHash.of(REDEEM_SCRIPT), TEST_PREFIXES)  # anybody can spend what it gets
TIMEOUT_S = 60.0


def command(node: Node, *words: str, name: str = "node.sock") -> list[str]:
    """The command line."""
    return [sys.executable, str(MINER), str(node.net_dir / name), *words]


def run(node: Node, *words: str, name: str = "node.sock") -> "subprocess.CompletedProcess[str]":
    """Run it to its end."""
    return subprocess.run(
        command(node, *words, name=name), capture_output=True, text=True, timeout=TIMEOUT_S, check=False
    )


@contextmanager
def follow(node: Node, log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Let it wait for transactions."""
    with log.open("wb") as out:
        process = subprocess.Popen(command(node, PAYEE), stdout=out, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def spend(node: Node, height: int, fee: int) -> str:
    """Send what the block at a height made; return the id."""
    block = node.rpc.getblock(node.rpc.getblockhash(height), 2)
    coinbase = block["tx"][0]
    value = int(coinbase["vout"][0]["value"] * 100_000_000)
    tx = Transaction(
        (TxIn(OutPoint(TxId(bytes.fromhex(coinbase["txid"])[::-1]), 0), SPEND_SCRIPT),),
        (TxOut(Duffs(value - fee), ANYONE),),
    )
    sent: str = node.rpc.sendrawtransaction(tx.serialize().hex())
    return sent


def wait_for_height(node: Node, height: int) -> None:
    """Until the node's tip is there."""
    wait_until(lambda: node.rpc.getblockcount() == height)


def objects_held(node: Node) -> int:
    """Objects that attached programs hold."""
    return sum(int(peer["objects"]) for peer in node.rpc.getipcinfo()["peers"])


def test_mines(nodes: Nodes) -> None:
    """By number, then whatever comes to the mempool; Ctrl-C, its death and the node's end leave nothing behind."""
    node = nodes.start("-ipcbind=unix", "-disablewallet")
    done = run(node, OPEN, "--blocks=103")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 103
    assert node.rpc.getblockcount() == 103
    assert done.stdout.splitlines()[-1] == f"height 103 hash {node.rpc.getbestblockhash()} fees 0"

    log = node.datadir / "miner.log"
    with follow(node, log) as miner:
        for height in (1, 2):
            txid = spend(node, height, fee=7000)
            wait_for_height(node, 103 + height)
            block = node.rpc.getblock(node.rpc.getbestblockhash(), 2)
            assert [tx["txid"] for tx in block["tx"][1:]] == [txid]
            paid = block["tx"][0]["vout"][0]
            assert paid["scriptPubKey"]["address"] == PAYEE
            assert paid["value"] > Decimal(499)
        node.rpc.generatetoaddress(1, OPEN)
        spend(node, 3, fee=100_000)
        wait_for_height(node, 107)
        wait_until(lambda: log.read_text().count("\n") == 3)
        assert log.read_text().splitlines()[-1].endswith("fees 100000")
        assert objects_held(node) > 0
        miner.send_signal(signal.SIGINT)
        assert miner.wait(TIMEOUT_S) == 0
    assert "Traceback" not in log.read_text()
    wait_until(lambda: not node.rpc.getipcinfo()["peers"])

    assert node.process is not None
    threads = Path(f"/proc/{node.process.pid}/task")
    before = len(list(threads.iterdir()))
    with follow(node, log) as miner:
        wait_until(lambda: objects_held(node) > 1)
        miner.kill()
        wait_until(lambda: not node.rpc.getipcinfo()["peers"] and len(list(threads.iterdir())) <= before)

    with follow(node, log) as miner:
        wait_until(lambda: objects_held(node) > 1)
        node.stop()
        assert miner.wait(TIMEOUT_S) == 0
    assert log.read_text() == "The node ended.\n"


def test_what_is_wrong(nodes: Nodes) -> None:
    """Each in a line."""
    node = nodes.start(
        "-ipcbind=unix", "-ipcbind=unix:mine.sock:allow=mining", "-ipcbind=unix:look.sock:allow=chain", "-disablewallet"
    )
    assert run(node, PAYEE, "--blocks=1", name="mine.sock").returncode == 0
    for words, name, message in [
        (("yNoAddress",), "node.sock", "Error: "),
        ((PAYEE,), "look.sock", "permission denied: this address does not allow 'mining'"),
        ((PAYEE,), "absent.sock", "Error: "),
    ]:
        done = run(node, *words, name=name)
        assert done.returncode == 1
        assert message in done.stderr
        assert "Traceback" not in done.stderr
    node.stop()
