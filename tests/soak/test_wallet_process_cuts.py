"""dash-node and the wallet process it spawned: either dies at a random moment of payments under way; nothing is lost."""

import contextlib
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from cuts import DEADLINE_S, kill, nothing_left, pause
from framework import Node, Rpc, RpcFailureError, wait_until
from processes import children, is_alive, pid_of

pytestmark = pytest.mark.functional

MINER = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"
SHORT, LONG = 3, 100
LIVES_FOR_S = 0.4
WALLET_ERROR = -4


@dataclass(kw_only=True)
class Ledger:
    """What the node promised: payments it answered with a txid, and addresses it gave."""

    txids: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)


def pay(rpc: Rpc, ledger: Ledger) -> None:
    """Pay until the line goes dead."""
    while True:
        try:
            ledger.txids.append(rpc.sendtoaddress(MINER, "0.01"))
        except RpcFailureError as error:
            if "wallet process" in error.message or error.code == WALLET_ERROR:
                return


def take_addresses(rpc: Rpc, ledger: Ledger) -> None:
    """Ask for addresses until the line goes dead."""
    while True:
        try:
            ledger.addresses.append(rpc.getnewaddress())
        except RpcFailureError:
            return


def mine(rpc: Rpc, _ledger: Ledger) -> None:
    """Confirm what was paid until the line goes dead."""
    while True:
        rpc.generatetoaddress(1, MINER)


def work(node: Node, ledger: Ledger) -> list[threading.Thread]:
    """Start threads that use the wallet."""

    def until_dead(job: Callable[[Rpc, Ledger], None], rpc: Rpc) -> None:
        with contextlib.suppress(OSError):
            job(rpc, ledger)

    jobs = [(pay, node.wallet("w")), (take_addresses, node.wallet("w")), (mine, node.connect())]
    threads = [threading.Thread(target=until_dead, args=job, daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    return threads


def check_nothing_lost(node: Node, ledger: Ledger) -> None:
    """Each promised payment is in a block or waits for one; each address is the wallet's."""
    wallet, waiting = node.wallet("w"), set(node.rpc.getrawmempool())
    for txid in ledger.txids:
        assert txid in waiting or wallet.gettransaction(txid)["confirmations"] > 0, txid
    for address in ledger.addresses:
        assert wallet.getaddressinfo(address)["ismine"], address


def cut_once(node: Node, ledger: Ledger, rng: Random) -> None:
    """Start, use, kill one of the two, and see what the other does; then start again and look everything over."""
    node.start()
    check_nothing_lost(node, ledger)
    ledger.txids.clear()
    ledger.addresses.clear()
    (wallet_pid,) = children(pid_of(node))
    threads = work(node, ledger)
    pause(rng, LIVES_FOR_S)
    hits_wallet = rng.random() < 0.5
    kill(wallet_pid if hits_wallet else pid_of(node), stop_first=rng.random() < 0.3, rng=rng)
    if hits_wallet:
        wait_until(lambda: not is_alive(wallet_pid), DEADLINE_S)
        height = node.rpc.getblockcount()
        with pytest.raises(RpcFailureError) as refused:
            node.wallet("w").getbalance()
        assert refused.value.code == WALLET_ERROR
        assert node.rpc.generatetoaddress(1, MINER)
        assert node.rpc.getblockcount() > height
        node.kill()
    else:
        node.wait()
    for thread in threads:
        thread.join(DEADLINE_S)
        assert not thread.is_alive()
    wait_until(lambda: not is_alive(wallet_pid), DEADLINE_S)


def soak(base: Path, cuts: int, seed: int) -> None:
    """Kill again and again."""
    rng = Random(seed)
    node = Node(base / "node", "dash-node")
    ledger = Ledger()
    try:
        node.start()
        node.rpc.createwallet(wallet_name="w", descriptors=True, load_on_startup=True)
        node.rpc.generatetoaddress(60, node.wallet("w").getnewaddress())
        node.rpc.generatetoaddress(100, MINER)
        node.stop()
        with nothing_left():
            for _ in range(cuts):
                cut_once(node, ledger, rng)
        node.start()
        check_nothing_lost(node, ledger)
        before = node.wallet("w").getbalances()
        node.wallet("w").rescanblockchain()
        assert node.wallet("w").getbalances() == before
        node.stop()
    finally:
        node.kill()


@pytest.mark.timeout(180)
def test_short(tmp_path: Path) -> None:
    """A few deaths, always at the same moments."""
    soak(tmp_path, SHORT, seed=2)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_long(tmp_path: Path) -> None:
    """Many deaths, at other moments each time."""
    seed = Random().randrange(1 << 32)
    sys.stdout.write(f"seed {seed}\n")
    soak(tmp_path, LONG, seed)
