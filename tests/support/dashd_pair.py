"""Our node and a real dashd, connected and on one clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dashd_node import MOCKTIME, Dashd, free_port, reference_dashd, running
from framework import Node, Nodes, Rpc, wait_until

from dashcore.node.testing import ANYONE, Coin
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import TxId
from dashcore.util.hashes import parse_hash

STEP_S = 10  # by which time moves while something is awaited: timers of relay run on it
OURS, DASHD = "ours", "dashd"


class Pair:
    """Both, not connected yet.

    Attributes:
        port: where dashd listens.
    """

    def __init__(self, ours: Node, dashd: Dashd, dashd_dir: Path, port: int) -> None:
        self.ours = ours
        self.dashd = dashd
        self.port = port
        self._dashd_log = dashd_dir / "regtest" / "debug.log"
        self._now = MOCKTIME

    def rpc(self, name: str) -> Rpc:
        """Return one's RPC, by its name."""
        return self.ours.rpc if name == OURS else self.dashd.rpc

    def await_log(self, name: str, text: str) -> None:
        """Wait until one's debug.log holds a text."""
        path = self._dashd_log if name == DASHD else self.ours.net_dir / "debug.log"
        wait_until(lambda: text in path.read_text(encoding="utf-8", errors="replace"))

    def pass_time(self, seconds: int = STEP_S) -> None:
        """Move both clocks."""
        self._now += seconds
        self.ours.rpc.setmocktime(self._now)
        self.dashd.rpc.setmocktime(self._now)

    def connect(self, active: str) -> None:
        """Let one connect to the other, and wait until both know."""
        port = self.port if active == OURS else self.ours.p2p_port
        self.rpc(active).addnode(f"127.0.0.1:{port}", "onetry")
        wait_until(lambda: all(self._is_connected(name) for name in (OURS, DASHD)))

    def _is_connected(self, name: str) -> bool:
        peers = self.rpc(name).getpeerinfo()
        return len(peers) == 1 and peers[0]["bytesrecv_per_msg"].get("pong", 0) > 0

    def disconnect(self) -> None:
        """End all connections."""
        for peer in self.ours.rpc.getpeerinfo():
            self.ours.rpc.disconnectnode("", peer["id"])
        wait_until(lambda: not self.ours.rpc.getpeerinfo() and not self.dashd.rpc.getpeerinfo())

    def await_sync(self) -> None:
        """Wait until both have the same tip."""
        wait_until(lambda: self.dashd.rpc.getbestblockhash() == self.ours.rpc.getbestblockhash())

    def mine(self, count: int, name: str = OURS) -> None:
        """Mine blocks whose rewards anyone can spend."""
        self.pass_time()
        self.rpc(name).generatetodescriptor(count, f"raw({ANYONE.hex()})")

    def coin(self, height: int) -> Coin:
        """Return the reward of a block of ours that `mine` made."""
        block = self.ours.rpc.getblock(self.ours.rpc.getblockhash(height), 2)
        (out,) = [out for out in block["tx"][0]["vout"] if out["scriptPubKey"]["hex"] == ANYONE.hex()]
        return OutPoint(TxId(parse_hash(block["tx"][0]["txid"])), out["n"]), int(out["value"] * 100_000_000)

    def await_pools(self, *txs: Transaction) -> None:
        """Wait until both mempools hold exactly these; time passes meanwhile."""
        expected = {tx.txid[::-1].hex() for tx in txs}

        def are_equal() -> bool:
            self.pass_time()
            return set(self.ours.rpc.getrawmempool()) == set(self.dashd.rpc.getrawmempool()) == expected

        wait_until(are_equal)


def listening(port: int) -> tuple[str, ...]:
    """Return arguments with which dashd takes connections on a port, and makes none of its own."""
    return ("-listen=1", f"-port={port}", f"-bind=127.0.0.1:{port}", "-discover=0", "-dnsseed=0", "-fixedseeds=0")


@contextmanager
def running_pair(base: Path, *args: str) -> Iterator[Pair]:
    """Start both with the same further arguments; skips where there is no dashd."""
    dashd_path = reference_dashd()
    nodes = Nodes(base / OURS)
    port = free_port()
    dashd_dir = base / DASHD
    dashd_dir.mkdir()
    try:
        ours = nodes.start("-disablewallet", f"-mocktime={MOCKTIME}", *args)
        with running(dashd_path, dashd_dir, *listening(port), *args) as dashd:
            made = Pair(ours, dashd, dashd_dir, port)
            made.pass_time()
            yield made
        ours.stop()
    finally:
        nodes.close()
