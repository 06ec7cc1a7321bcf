"""The watch-only reader of examples/ says what a wallet with the keys says."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from framework import Node, Nodes, Rpc, wait_until

pytestmark = pytest.mark.functional

READER = Path(__file__).resolve().parents[2] / "examples" / "watch_only.py"
MINER = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"  # nobody's in these tests
TIMEOUT_S = 30.0


class Watch:
    """A reader that runs."""

    def __init__(self, process: "subprocess.Popen[bytes]", log: Path) -> None:
        self.process = process
        self.log = log

    def says(self) -> dict[str, Decimal]:
        """The line it printed last."""
        words = self.log.read_text().rpartition("\n")[0].rpartition("\n")[2].split()
        return {name: Decimal(value) for name, value in zip(words[::2], words[1::2], strict=True)}


@contextmanager
def watch(node: Node, *words: str) -> Iterator[Watch]:
    """Watch addresses or descriptors while the context lasts."""
    log = node.datadir / "watch.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, str(READER), str(node.net_dir / "node.sock"), *words], stdout=out, stderr=subprocess.STDOUT
        )
    try:
        yield Watch(process, log)
    finally:
        process.kill()
        process.wait()


def balances(wallet: Rpc) -> dict[str, Decimal]:
    """What a wallet says, in the reader's words."""
    mine = wallet.getbalances()["mine"]
    return {"confirmed": mine["trusted"], "pending": mine["untrusted_pending"], "immature": mine["immature"]}


def test_agrees_with_the_wallet(nodes: Nodes) -> None:
    """Rewards, payments, the mempool, a reorganization and the node's end; by descriptors, of all keys."""
    node = nodes.start("-ipcbind=unix")
    for name in ("payer", "payee"):
        node.rpc.createwallet(wallet_name=name, descriptors=True, load_on_startup=True)
    payer, payee = node.wallet("payer"), node.wallet("payee")
    node.rpc.generatetoaddress(4, payer.getnewaddress())
    node.rpc.generatetoaddress(1, payee.getnewaddress())
    node.rpc.generatetoaddress(100, MINER)
    public = [each["desc"] for each in payee.listdescriptors()["descriptors"]]
    with watch(node, *public, "--range=20") as reader:

        def check(**expected: str) -> None:
            node.rpc.syncwithvalidationinterfacequeue()
            wait_until(lambda: reader.says() == balances(payee))
            for name, value in expected.items():
                assert reader.says()[name] == Decimal(value)

        check(confirmed="500", pending="0", immature="0")
        payer.sendtoaddress(payee.getnewaddress(), "3.5")
        payer.sendtoaddress(payee.getnewaddress(), "0.00012345")
        check(confirmed="500", pending="3.50012345")
        node.rpc.generatetoaddress(1, MINER)
        check(confirmed="503.50012345", pending="0")
        payee.sendtoaddress(MINER, "503.5", "", "", True)
        node.rpc.generatetoaddress(1, payee.getnewaddress())
        check(pending="0")
        assert reader.says()["immature"] > 500  # the fee is in it
        gone = node.rpc.getblockhash(node.rpc.getblockcount() - 1)
        node.rpc.invalidateblock(gone)
        wait_until(lambda: reader.says()["immature"] == 0)
        node.rpc.reconsiderblock(gone)
        check(pending="0")
        node.stop()
        assert reader.process.wait(TIMEOUT_S) == 0


def test_addresses(nodes: Nodes) -> None:
    """Single addresses, and what is wrong with one."""
    node = nodes.start("-ipcbind=unix", "-disablewallet")
    node.rpc.generatetoaddress(102, MINER)
    with watch(node, MINER) as reader:
        wait_until(lambda: reader.says() == {"confirmed": 1000, "pending": 0, "immature": 50000})
        node.kill()
        assert reader.process.wait(TIMEOUT_S) == 0
    with watch(node, MINER) as reader:
        assert reader.process.wait(TIMEOUT_S) == 1
        assert reader.log.read_text().startswith("Error: ")
    with watch(node, "yNoSuchAddress") as reader:
        assert reader.process.wait(TIMEOUT_S) == 1
        assert reader.log.read_text() == "Error: Address is not valid\n"
