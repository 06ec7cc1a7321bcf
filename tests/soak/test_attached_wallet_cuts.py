"""A wallet process that attached to a node: either dies or is cut off while payments are made; nothing is lost.

Both come back by themselves: the wallet finds the node again, looks at what it missed, and offers again what was not
mined. At the end every payment that was answered is confirmed, and a rescan changes nothing.
"""

import contextlib
import os
import signal
import sys
import threading
from pathlib import Path
from random import Random

import pytest
from attached import Attached
from cuts import kill, nothing_left, pause
from framework import Node, RpcFailureError, wait_until
from processes import pid_of

pytestmark = pytest.mark.functional

MINER = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"
SHORT, LONG = 4, 100
LIVES_FOR_S = 0.6
NODE = ("-ipcbind=unix", "-disablewallet")
PAYERS = 2


class Pair:
    """A node, the wallet process attached to it, and threads that pay through the wallet."""

    def __init__(self, base: Path, rng: Random) -> None:
        self._rng = rng
        self.node = Node(base / "node", "dash-node")
        self.wallets = Attached(self.node.datadir)
        self.sent: set[str] = set()
        self._stop = threading.Event()
        self._payers: list[threading.Thread] = []

    def start(self) -> None:
        """Begin, with coins to pay with."""
        self.node.start(*NODE)
        self.wallets.start()
        self.wallets.rpc.createwallet(wallet_name="w", descriptors=True, load_on_startup=True)
        self.node.rpc.generatetoaddress(20, self.wallets.wallet("w").getnewaddress())
        self.node.rpc.generatetoaddress(100, MINER)
        self.follow()
        self._payers = [threading.Thread(target=self._pay, daemon=True) for _ in range(PAYERS)]
        for payer in self._payers:
            payer.start()

    def follow(self) -> None:
        """Wait until the wallet is up to date with the node."""

        def is_up_to_date() -> bool:
            with contextlib.suppress(OSError, RpcFailureError):
                info = self.wallets.rpc.getipcinfo()
                return bool(info["node"]["connected"]) and all(each["following"] for each in info["wallets"])
            return False

        wait_until(is_up_to_date)

    def _pay(self) -> None:
        while not self._stop.is_set():
            rpc = self.wallets.connect("/wallet/w")
            try:
                self.sent.add(rpc.sendtoaddress(MINER, "0.5"))
            except (OSError, RpcFailureError):
                self._stop.wait(0.05)  # no node, no wallet process, or no confirmed coin just now
            finally:
                rpc.close()

    def cut(self) -> None:
        """Let one of them end, or only lose the other, and come back."""
        pause(self._rng, LIVES_FOR_S)
        stop_first = self._rng.random() < 0.3
        match self._rng.choice(("kill node", "kill wallet", "stop node", "stop wallet", "disconnect", "mine")):
            case "kill node":
                kill(pid_of(self.node), stop_first=stop_first, rng=self._rng)
                self.node.wait()
                pause(self._rng, LIVES_FOR_S)
                self.node.start(*NODE)
            case "kill wallet":
                assert self.wallets.process is not None
                kill(self.wallets.process.pid, stop_first=stop_first, rng=self._rng)
                self.wallets.wait()
                pause(self._rng, LIVES_FOR_S)
                self.wallets.start("-ipcwait")
            case "stop node":
                self.node.stop()
                self.node.start(*NODE)
            case "stop wallet":
                assert self.wallets.process is not None
                os.kill(self.wallets.process.pid, signal.SIGTERM)
                assert self.wallets.wait() == 0
                self.wallets.start("-ipcwait")
            case "disconnect":
                for peer in self.node.rpc.getipcinfo()["peers"]:
                    self.node.rpc.disconnectipc("", peer["id"])
            case _:
                self.node.rpc.generatetoaddress(1, MINER)
        self.follow()

    def end(self) -> None:
        """Stop paying, mine everything, and look it over."""
        self._stop.set()
        for payer in self._payers:
            payer.join(60)
            assert not payer.is_alive()
        self.follow()
        wallet = self.wallets.wallet("w")

        def is_confirmed() -> bool:
            self.node.rpc.generatetoaddress(1, MINER)
            wallet.getbalance()  # waits for the block
            return all(wallet.gettransaction(txid)["confirmations"] > 0 for txid in self.sent)

        wait_until(is_confirmed)
        before = wallet.getbalances(), len(wallet.listtransactions("*", 1_000_000))
        self.wallets.stop()
        self.wallets.start("-rescan=2")
        wallet = self.wallets.wallet("w")
        assert (wallet.getbalances(), len(wallet.listtransactions("*", 1_000_000))) == before
        self.wallets.stop()
        self.node.stop()
        assert "Traceback" not in self.node.debug_log()

    def close(self) -> None:
        """End whatever still runs."""
        self._stop.set()
        self.wallets.kill()
        self.node.kill()


def soak(base: Path, cuts: int, seed: int) -> None:
    """Cut again and again."""
    rng = Random(seed)
    pair = Pair(base, rng)
    try:
        with nothing_left():
            pair.start()
            for _ in range(cuts):
                pair.cut()
            pair.end()
        assert pair.sent
    finally:
        pair.close()


@pytest.mark.timeout(240)
def test_short(tmp_path: Path) -> None:
    """A few cuts, always the same."""
    soak(tmp_path, SHORT, seed=3)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_long(tmp_path: Path) -> None:
    """Many cuts, others each time."""
    seed = Random().randrange(1 << 32)
    sys.stdout.write(f"seed {seed}\n")
    soak(tmp_path, LONG, seed)
