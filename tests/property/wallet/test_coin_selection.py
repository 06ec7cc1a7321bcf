"""Coin selection never falls short, never spends a coin twice, and records keep every field."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, DuffsPerKb, Script, TxId, UnixTime
from dashcore.wallet.coin_selection import Candidate, OutputGroup, SelectionParams, knapsack
from dashcore.wallet.records import decode_wallet_tx, encode_wallet_tx
from dashcore.wallet.transactions import Inactive, WalletTransaction

AMOUNTS = st.lists(st.integers(1, 10**11), min_size=1, max_size=40)


def _group(index: int, value: int, params: SelectionParams) -> OutputGroup:
    coin = Candidate(
        outpoint=OutPoint(TxId(bytes(32)), index),
        output=TxOut(Duffs(value), Script(b"")),
        depth=10,
        input_size=148,
        spendable=True,
        solvable=True,
        safe=True,
        time=UnixTime(0),
        from_me=False,
    )
    group = OutputGroup(params)
    group.add(coin, 0, 0)
    return group


@given(amounts=AMOUNTS, target=st.integers(1, 10**12), rate=st.integers(0, 10**6), seed=st.integers())
def test_selection_pays_the_target(amounts: list[int], target: int, rate: int, seed: int) -> None:
    """What is chosen covers the target after its own fees; nothing is chosen only where all is too little."""
    params = SelectionParams(
        effective_rate=DuffsPerKb(rate),
        discard_rate=DuffsPerKb(10_000),
        change_output_size=34,
        change_spend_size=148,
        min_change=Duffs(50_000),
        subtract_fee=False,
        avoid_partial_spends=False,
    )
    groups = [_group(index, value, params) for index, value in enumerate(amounts)]
    found = knapsack(groups, target, params, Random(seed))
    if found is None:
        assert sum(group.amount for group in groups) < target
    else:
        assert sum(coin.effective_value(params.effective_rate) for coin in found.coins) >= target
        assert len({coin.outpoint for coin in found.coins}) == len(found.coins)


@given(
    comments=st.dictionaries(st.sampled_from(["comment", "to", "DS"]), st.text()),
    order=st.integers(-1, 2**40),
    received=st.integers(0, 2**32 - 1),
    abandoned=st.booleans(),
)
def test_transaction_records_survive(comments: dict[str, str], order: int, received: int, abandoned: bool) -> None:
    """A record read back is the record written."""
    tx = Transaction((TxIn(OutPoint(TxId(bytes(32)), 1)),), (TxOut(Duffs(5), Script(b"\x51")),))
    wtx = WalletTransaction(tx, Inactive(abandoned=abandoned))
    wtx.comments, wtx.order, wtx.time_received = comments, order, UnixTime(received)
    data = encode_wallet_tx(wtx)
    again = decode_wallet_tx(data)
    assert encode_wallet_tx(again) == data
    assert (again.comments, again.order, again.time_received, again.state) == (comments, order, received, wtx.state)
