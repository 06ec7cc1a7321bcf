"""The indexer of examples/: what it stored is what the node says, however often either was killed or changed its mind."""

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from framework import Node, Nodes, Result, wait_until

from dashcore.script.address import TEST_PREFIXES, encode_destination
from dashcore.script.standard import PKHash

pytest.importorskip("sqlalchemy")
pytestmark = pytest.mark.functional

INDEXER = Path(__file__).resolve().parents[2] / "examples" / "indexer.py"
TABLES = ("blocks", "txs", "outputs", "spends")
TIMEOUT_S = 60.0


def nobody(number: int) -> str:
    """An address without a key; blocks that pay different ones differ."""
    return encode_destination(PKHash(bytes([number] * 20)), TEST_PREFIXES)


MINER, OTHER = nobody(0), nobody(1)


class Index:
    """One database, and the processes that work on it."""

    def __init__(self, node: Node, path: Path) -> None:
        self.node = node
        self.path = path
        self.log = path.with_suffix(".log")
        self.process: subprocess.Popen[bytes] | None = None

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, str(INDEXER), "--database", f"sqlite:///{self.path}", *words]

    def run(self, *words: str) -> str:
        """What the program prints until it ends by itself."""
        done = subprocess.run(self._command(*words), capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return done.stdout

    def catch_up(self) -> "Index":
        """Index up to the node's tip and end."""
        self.run(str(self.node.net_dir / "node.sock"), "--once")
        return self

    def start(self) -> None:
        """Follow in the background."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                self._command(str(self.node.net_dir / "node.sock")), stdout=log, stderr=subprocess.STDOUT
            )

    def kill(self) -> None:
        """End the follower at once."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def rows(self, query: str) -> list[Result]:
        """Ask the database; nothing before the program made its tables."""
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as db:
            return db.execute(query).fetchall()

    def height(self) -> int:
        """Height of the best block stored; -1 before there is one."""
        try:
            return int(self.rows("SELECT coalesce(max(height), -1) FROM blocks")[0][0])
        except sqlite3.OperationalError:
            return -1

    def wait_for(self, height: int) -> None:
        """Wait until a block of that height is stored."""
        wait_until(lambda: self.height() >= height)

    def content(self) -> dict[str, list[Result]]:
        """All that is stored."""
        return {table: sorted(self.rows(f"SELECT * FROM {table}"), key=repr) for table in TABLES}  # noqa: S608 - ours

    def is_at_tip(self) -> bool:
        """Whether the best block stored is the node's."""
        best = self.node.rpc.getbestblockhash()
        return self.rows("SELECT hash FROM blocks ORDER BY height DESC LIMIT 1") == [(bytes.fromhex(best)[::-1],)]


def check(index: Index) -> None:
    """Compare with what the node counts itself."""
    said = index.node.rpc.gettxoutsetinfo()
    assert index.height() == said["height"]
    assert Decimal(index.run("--total")) == said["total_amount"]
    coins = index.rows(
        "SELECT count(*) FROM outputs AS o WHERE is_coin"
        " AND NOT EXISTS (SELECT 1 FROM spends AS s WHERE s.txid = o.txid AND s.n = o.n)"
    )
    assert coins == [(said["txouts"],)]


def make_payments(node: Node) -> None:
    """Mine, pay, and burn something."""
    node.rpc.createwallet(wallet_name="w", descriptors=True, load_on_startup=True)
    wallet = node.wallet("w")
    node.rpc.generatetoaddress(3, wallet.getnewaddress())
    node.rpc.generatetoaddress(100, MINER)
    for amount in ("1.25", "20", "300.00000001"):
        wallet.sendtoaddress(OTHER, amount)
    node.rpc.generatetoaddress(1, MINER)
    raw = wallet.createrawtransaction([], [{"data": "ab" * 20}, {OTHER: 7}])
    signed = wallet.signrawtransactionwithwallet(wallet.fundrawtransaction(raw)["hex"])
    node.rpc.sendrawtransaction(signed["hex"])
    node.rpc.generatetoaddress(2, MINER)


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node others may attach to, with a chain of payments and a burnt output."""
    made = Nodes(tmp_path_factory.mktemp("node"))
    try:
        node = made.start("-ipcbind=unix")
        make_payments(node)
        yield node
    finally:
        made.close()


@pytest.fixture
def index(node: Node, tmp_path: Path) -> Iterator[Index]:
    """An empty database."""
    made = Index(node, tmp_path / "index.db")
    yield made
    made.kill()


def test_totals(node: Node, index: Index) -> None:
    """Sums and numbers of coins are the node's, for all and for one address."""
    index.catch_up()
    check(index)
    found = node.rpc.scantxoutset("start", [f"addr({OTHER})"])
    assert found["total_amount"] > 0
    assert Decimal(index.run("--balance", OTHER)) == found["total_amount"]
    before = index.content()
    assert index.catch_up().content() == before


def test_killed_at_any_moment(node: Node, index: Index, tmp_path: Path) -> None:
    """Kill -9 wherever it stands, the chain changing meanwhile: in the end what a fresh index holds."""
    chance = random.Random(7)
    tip = node.rpc.getblockcount()
    gone: list[str] = []
    for target in sorted(chance.sample(range(3, tip - 10), 6)):
        index.start()
        index.wait_for(target)
        index.kill()
        if chance.random() < 0.5:  # another branch, from below what is stored, and a little shorter
            gone.append(node.rpc.getblockhash(index.height() - 2))
            node.rpc.invalidateblock(gone[-1])
            node.rpc.generatetoaddress(tip - len(gone) - node.rpc.getblockcount(), nobody(10 + len(gone)))
    assert gone
    check(index.catch_up())
    assert index.content() == Index(node, tmp_path / "fresh.db").catch_up().content()
    for block_hash in reversed(gone):
        node.rpc.reconsiderblock(block_hash)
    assert node.rpc.getblockcount() == tip
    check(index.catch_up())
    assert index.content() == Index(node, tmp_path / "again.db").catch_up().content()


def test_follows_reorganizations(node: Node, index: Index, tmp_path: Path) -> None:
    """Blocks that leave the chain are undone, also where the new tip is lower, and come back."""
    index.start()
    wait_until(lambda: index.height() >= 0)
    wait_until(index.is_at_tip)
    gone = node.rpc.getblockhash(node.rpc.getblockcount() - 4)
    node.rpc.invalidateblock(gone)
    wait_until(index.is_at_tip)
    check(index)
    node.rpc.generatetoaddress(2, nobody(2))
    wait_until(index.is_at_tip)
    check(index)
    node.rpc.reconsiderblock(gone)
    wait_until(index.is_at_tip)
    check(index)
    node.rpc.generatetoaddress(1, OTHER)
    wait_until(index.is_at_tip)
    index.kill()
    assert index.content() == Index(node, tmp_path / "fresh.db").catch_up().content()


def test_waits_for_the_node(nodes: Nodes, tmp_path: Path) -> None:
    """It starts before the node does, and outlives a stop and a kill that loses the last blocks."""
    node = nodes.make()
    index = Index(node, tmp_path / "index.db")
    index.start()
    try:
        wait_until(lambda: "waiting for the node" in index.log.read_text())
        node.start("-ipcbind=unix", "-disablewallet")
        node.rpc.generatetoaddress(5, MINER)
        wait_until(lambda: index.height() == 5)
        node.stop()
        node.start("-ipcbind=unix", "-disablewallet")
        node.rpc.generatetoaddress(5, MINER)
        wait_until(lambda: index.height() == 10)
        node.kill()
        node.start("-ipcbind=unix", "-disablewallet")
        node.rpc.generatetoaddress(1, OTHER)
        wait_until(index.is_at_tip)
        check(index)
    finally:
        index.kill()


def test_of_another_chain(node: Node, index: Index) -> None:
    """A database that belongs to another network is left as it is."""
    index.catch_up()
    with closing(sqlite3.connect(index.path)) as db:
        db.execute("UPDATE blocks SET hash = randomblob(32)")
        db.commit()
    before = index.content()
    command = [sys.executable, str(INDEXER), "--database", f"sqlite:///{index.path}", str(node.net_dir / "node.sock")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    assert (done.returncode, done.stderr) == (1, "The database was made from another chain.\n")
    assert index.content() == before


def test_recorded_chain(nodes: Nodes, shared_dir: Path, tmp_path: Path) -> None:
    """A chain that dashd made, with everything its wallet can do: the node's totals."""
    blocks = shared_dir / "chains" / "basic" / "blk00000.dat"
    node = nodes.start(f"-loadblock={blocks}", "-ipcbind=unix", "-disablewallet")
    index = Index(node, tmp_path / "index.db")
    index.start()
    try:
        wait_until(lambda: index.height() == node.rpc.getblockcount() > 100)
    finally:
        index.kill()
    check(index.catch_up())


def test_is_short() -> None:
    """A newcomer reads it at a sitting; and it is run as it stands."""
    for name in ("indexer.py", "watch_only.py"):
        assert len((INDEXER.parent / name).read_text().splitlines()) < 150
    assert os.access(INDEXER, os.R_OK)
