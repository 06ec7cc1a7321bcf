"""Transactions go from our node to a real dashd and back, whoever connected to whom."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dashd_node import MOCKTIME, Dashd, free_port, reference_dashd, running
from framework import Node, Nodes, wait_until

from dashcore.node.testing import ANYONE, Coin, outputs_of, spend
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import TxId
from dashcore.util.hashes import parse_hash

pytestmark = pytest.mark.interop

BLOCKS = 110
STEP_S = 10  # by which time moves while something is awaited: timers of relay run on it


class Pair:
    """Our node and dashd, connected and in sync, on one clock."""

    def __init__(self, ours: Node, dashd: Dashd) -> None:
        self.ours = ours
        self.dashd = dashd
        self._now = MOCKTIME

    def pass_time(self, seconds: int = STEP_S) -> None:
        self._now += seconds
        self.ours.rpc.setmocktime(self._now)
        self.dashd.rpc.setmocktime(self._now)

    def mine(self, count: int) -> None:
        self.pass_time()
        script = ANYONE.hex()
        self.ours.rpc.generatetodescriptor(count, f"raw({script})")
        wait_until(lambda: self.dashd.rpc.getbestblockhash() == self.ours.rpc.getbestblockhash())

    def coin(self, height: int) -> Coin:
        block = self.ours.rpc.getblock(self.ours.rpc.getblockhash(height), 2)
        (out,) = [out for out in block["tx"][0]["vout"] if out["scriptPubKey"]["hex"] == ANYONE.hex()]
        return OutPoint(TxId(parse_hash(block["tx"][0]["txid"])), out["n"]), int(out["value"] * 100_000_000)

    def await_pools(self, *txs: Transaction) -> None:
        """Wait until both mempools hold exactly these."""
        expected = {tx.txid[::-1].hex() for tx in txs}

        def are_equal() -> bool:
            self.pass_time()
            return set(self.ours.rpc.getrawmempool()) == set(self.dashd.rpc.getrawmempool()) == expected

        wait_until(are_equal)


@pytest.fixture(params=["ours connects", "dashd connects"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    """Both, connected one way or the other."""
    dashd_path = reference_dashd()
    nodes = Nodes(tmp_path / "ours")
    port = free_port()
    listening = ("-listen=1", f"-port={port}", f"-bind=127.0.0.1:{port}", "-discover=0", "-dnsseed=0")
    (tmp_path / "dashd").mkdir()
    try:
        ours = nodes.start("-disablewallet", f"-mocktime={MOCKTIME}")
        with running(dashd_path, tmp_path / "dashd", *listening) as dashd:
            made = Pair(ours, dashd)
            made.pass_time()
            if request.param == "ours connects":
                ours.rpc.addnode(f"127.0.0.1:{port}", "onetry")
            else:
                dashd.rpc.addnode(f"127.0.0.1:{ours.p2p_port}", "onetry")
            wait_until(lambda: len(ours.rpc.getpeerinfo()) == len(dashd.rpc.getpeerinfo()) == 1)
            made.mine(BLOCKS)
            yield made
        ours.stop()
    finally:
        nodes.close()


def test_relay_both_ways(pair: Pair) -> None:
    """Chains of unconfirmed transactions, from either side; a block empties both mempools."""
    chain = [spend(pair.coin(1))]
    chain.append(spend(outputs_of(chain[0])[0], fee=5000, outputs=2))
    chain += [spend(coin) for coin in outputs_of(chain[1])]
    other = spend(pair.coin(2))
    for tx in chain:
        pair.ours.rpc.sendrawtransaction(tx.serialize().hex())
    pair.dashd.rpc.sendrawtransaction(other.serialize().hex())
    pair.await_pools(*chain, other)
    back = [spend(outputs_of(tx)[0]) for tx in (chain[2], other)]
    for tx in back:
        pair.dashd.rpc.sendrawtransaction(tx.serialize().hex())
    pair.await_pools(*chain, other, *back)
    assert [peer["relaytxes"] for peer in pair.ours.rpc.getpeerinfo()] == [True]
    pair.mine(1)
    pair.await_pools()
    assert pair.ours.rpc.getmempoolinfo()["unbroadcastcount"] == 0


def test_own_transaction_is_announced_anew(pair: Pair) -> None:
    """What dashd did not take, it takes when it is announced again; both know then that it was broadcast."""
    tx = spend(pair.coin(1))
    pair.ours.rpc.sendrawtransaction(tx.serialize().hex())
    assert pair.ours.rpc.getmempoolinfo()["unbroadcastcount"] == 1
    pair.await_pools(tx)
    wait_until(lambda: pair.ours.rpc.getmempoolinfo()["unbroadcastcount"] == 0)
