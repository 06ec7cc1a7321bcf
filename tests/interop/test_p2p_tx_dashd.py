"""Transactions go from our node to a real dashd and back, whoever connected to whom."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dashd_pair import DASHD, OURS, Pair, running_pair
from framework import wait_until

from dashcore.node.testing import outputs_of, spend

pytestmark = pytest.mark.interop

BLOCKS = 110


@pytest.fixture(params=[OURS, DASHD])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    """Both, one connected to the other, with coins to spend."""
    with running_pair(tmp_path) as made:
        made.connect(request.param)
        made.mine(BLOCKS)
        made.await_sync()
        yield made


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
    pair.await_sync()
    pair.await_pools()
    assert pair.ours.rpc.getmempoolinfo()["unbroadcastcount"] == 0


def test_own_transaction_is_announced_anew(pair: Pair) -> None:
    """What dashd did not take, it takes when it is announced again; both know then that it was broadcast."""
    tx = spend(pair.coin(1))
    pair.ours.rpc.sendrawtransaction(tx.serialize().hex())
    assert pair.ours.rpc.getmempoolinfo()["unbroadcastcount"] == 1
    pair.await_pools(tx)
    wait_until(lambda: pair.ours.rpc.getmempoolinfo()["unbroadcastcount"] == 0)
