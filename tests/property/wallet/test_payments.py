"""Whatever the coins and the payments: nothing is overspent, no output is dust, the sums add up."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashcore.interfaces.wallet import WalletError
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, DuffsPerKb, Script, TxId
from dashcore.script.standard import script_for_destination
from dashcore.wallet.available import is_dust
from dashcore.wallet.coin_control import CoinControl
from dashcore.wallet.spend import Created, Payment, create_transaction
from dashcore.wallet.testing import WalletRig
from dashcore.wallet.transactions import Confirmed
from dashcore.wallet.wallet import Wallet

OTHERS = [Script(b"\x76\xa9\x14" + bytes((number,)) * 20 + b"\x88\xac") for number in range(1, 5)]
DUST_RATE = DuffsPerKb(3000)
_salts = itertools.count()

AMOUNT = st.one_of(st.integers(1, 20_000), st.integers(1, 10**9), st.sampled_from([10**8, 100_001, 1_000_010]))
PAYMENTS = st.lists(st.tuples(AMOUNT, st.booleans()), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WalletRig]:
    """One wallet process for all examples."""
    folder: Path = tmp_path_factory.mktemp("wallet")
    made = WalletRig(folder)
    made.chain.settings["keypool"] = "20"
    made.chain.mine(OTHERS[0])
    made.make("w")
    yield made
    made.loader.close()


def give(rig: WalletRig, wallet: Wallet, amounts: list[int], *, scripts: int) -> Transaction:
    """Put confirmed coins into the wallet, on so many of its addresses."""
    own = [script_for_destination(wallet.keys.active(internal=False).get_new_destination()) for _ in range(scripts)]  # type: ignore[union-attr]
    salt = next(_salts)
    prevout = OutPoint(TxId(salt.to_bytes(32, "big")), 0)
    outputs = tuple(TxOut(Duffs(amount), own[number % scripts]) for number, amount in enumerate(amounts))
    tx = Transaction((TxIn(prevout),), outputs)
    tip = rig.chain.blocks[-1]
    wallet.add_to_wallet(tx, Confirmed(tip.hash, wallet.store.tip_height, 1))
    return tx


def check(created: Created, funding: Transaction, payments: list[Payment], rate: int) -> None:
    """Compare a transaction with what was asked for."""
    tx = created.tx
    spent = [txin.prevout for txin in tx.inputs]
    assert len(set(spent)) == len(spent)
    assert all(outpoint.txid == funding.txid for outpoint in spent)
    value_in = sum(funding.outputs[outpoint.index].value for outpoint in spent)
    assert value_in - tx.value_out == created.fee
    assert 0 <= created.fee <= 10**7
    assert created.fee * 1000 >= rate * len(tx.serialize()) - 1000
    assert not any(is_dust(output, DUST_RATE) for output in tx.outputs)
    rest = list(tx.outputs)
    if created.change_position >= 0:
        change = rest.pop(created.change_position)
        assert change.script_pubkey not in OTHERS
    assert len(rest) == len(payments)
    lost = 0
    for payment in payments:
        paid = next(output for output in rest if output.script_pubkey == payment.script)
        lost += payment.amount - paid.value
        if not payment.subtract_fee:
            assert paid.value == payment.amount
    bears = any(payment.subtract_fee for payment in payments)
    assert lost == (created.fee - overpaid(created, value_in, payments) if bears else 0)


def overpaid(created: Created, value_in: int, payments: list[Payment]) -> int:
    """Dust change that went to the fee instead of to the recipients."""
    if created.change_position >= 0:
        return 0
    return value_in - sum(payment.amount for payment in payments)


@settings(max_examples=60, deadline=None)
@given(
    amounts=st.lists(AMOUNT, min_size=1, max_size=25),
    wanted=PAYMENTS,
    rate=st.sampled_from([1000, 1001, 5000, 25_000]),
    scripts=st.integers(1, 3),
    seed=st.integers(0, 2**32),
)
def test_payment_adds_up(
    rig: WalletRig, amounts: list[int], wanted: list[tuple[int, bool]], rate: int, scripts: int, seed: int
) -> None:
    """A transaction pays exactly what was asked, from coins of the wallet, at the rate asked for."""
    wallet = rig.wallet("w")
    payments = [
        Payment(script, Duffs(amount), subtract) for script, (amount, subtract) in zip(OTHERS, wanted, strict=False)
    ]
    with wallet.lock:
        funding = give(rig, wallet, amounts, scripts=scripts)
        refused = ""
        created = None
        try:
            control = CoinControl(fee_rate=DuffsPerKb(rate), override_fee_rate=True)
            created = create_transaction(wallet, payments, control, rng=Random(seed))
        except WalletError as error:
            refused = error.message
        finally:
            wallet.store.remove(funding.txid)
    if created is None:
        assert not is_easy(payments, amounts, rate), refused
    else:
        check(created, funding, payments, rate)


def is_easy(payments: list[Payment], amounts: list[int], rate: int) -> bool:
    """Whether the payments could certainly be made, each coin being worth more than its input costs."""
    cost = rate * (200 * len(amounts) + 40 * len(payments) + 200) // 1000
    total = sum(payment.amount for payment in payments)
    return all(payment.amount > 6000 + cost for payment in payments) and sum(amounts) > total + cost + 10_000
