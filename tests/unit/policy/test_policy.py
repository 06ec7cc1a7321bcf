"""Fee rates, dust, standardness and packages."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.policy.feerate import FeeEstimateMode, FeeRate, fee_for_size
from dashcore.policy.packages import find_package_fault, is_child_with_parents
from dashcore.policy.policy import (
    are_inputs_standard,
    check_standard,
    dust_threshold,
    is_dust,
    virtual_size,
)
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, Script, TxId
from dashcore.script.script import push_data

P2PKH = Script(b"\x76\xa9\x14" + bytes(20) + b"\x88\xac")
P2SH = Script(b"\xa9\x14" + bytes(20) + b"\x87")
KEY = b"\x21\x02" + bytes(32)
SOME = OutPoint(TxId(b"\x01" * 32), 0)


@dataclass(frozen=True, slots=True)
class FakeCoin:
    """An unspent output."""

    out: TxOut
    height: int = 1
    is_coinbase: bool = False


@pytest.mark.parametrize(
    ("rate", "size", "fee"),
    [
        (0, 100000, 0),
        (1000, 0, 0),
        (1000, 1, 1),
        (1000, 121, 121),
        (-1000, 1, -1),
        (-1000, 9000, -9000),
        (123, 0, 0),
        (123, 8, 1),
        (123, 9, 2),
        (123, 122, 16),
        (123, 9000, 1107),
        (-123, 8, -1),
        (-123, 9, -1),
        (1, 1, 1),
    ],
)
def test_fee_for_size(rate: int, size: int, fee: int) -> None:
    """Rounded up, and never to nothing."""
    assert fee_for_size(rate, size) == fee
    assert FeeRate(Duffs(rate)).fee(size) == fee


def test_rate_of_a_fee() -> None:
    """Cut off towards zero; no size, no rate."""
    assert FeeRate.from_fee(1, 3).per_kb == 333
    assert FeeRate.from_fee(-1, 3).per_kb == -333
    assert FeeRate.from_fee(5, 0).per_kb == 0
    assert FeeRate(Duffs(1)) < FeeRate(Duffs(2))
    assert FeeRate(Duffs(12345678)).display() == "0.12345678 DASH/kB"
    assert FeeRate(Duffs(1234)).display(FeeEstimateMode.DUFF_B) == "1.234 duff/B"


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=1, max_value=10**6))
def test_fee_covers_rate(rate: int, size: int) -> None:
    """The fee is the least that reaches the rate."""
    fee = fee_for_size(rate, size)

    assert fee * 1000 >= rate * size
    assert (fee - 1) * 1000 < rate * size or rate == 0


def test_dust() -> None:
    """546 duffs for a plain output; nothing where nobody can spend."""
    assert dust_threshold(TxOut(Duffs(0), P2PKH)) == 546
    assert is_dust(TxOut(Duffs(545), P2PKH))
    assert not is_dust(TxOut(Duffs(546), P2PKH))
    assert not is_dust(TxOut(Duffs(0), Script(b"\x6a")))


def _tx(*outputs: TxOut, script_sig: bytes = b"", version: int = 2) -> Transaction:
    return Transaction((TxIn(SOME, Script(script_sig)),), outputs, version=version)


def _multisig(required: int, total: int) -> Script:
    return Script(bytes([0x50 + required]) + KEY * total + bytes([0x50 + total]) + b"\xae")


FINE = TxOut(Duffs(1000), P2PKH)


@pytest.mark.parametrize(
    ("tx", "reason"),
    [
        (_tx(FINE, version=0), "version"),
        (_tx(FINE, version=4), "version"),
        (_tx(*[FINE] * 3000), "tx-size"),
        (_tx(FINE, script_sig=bytes(1651)), "scriptsig-size"),
        (_tx(FINE, script_sig=b"\x76"), "scriptsig-not-pushonly"),
        (_tx(TxOut(Duffs(1000), Script(b"\x51"))), "scriptpubkey"),
        (_tx(TxOut(Duffs(1000), _multisig(1, 4))), "scriptpubkey"),
        (_tx(TxOut(Duffs(0), Script(b"\x6a" + push_data(bytes(81))))), "scriptpubkey"),
        (_tx(TxOut(Duffs(545), P2PKH)), "dust"),
        (_tx(TxOut(Duffs(0), Script(b"\x6a")), TxOut(Duffs(0), Script(b"\x6a"))), "multi-op-return"),
    ],
)
def test_not_standard(tx: Transaction, reason: str) -> None:
    """The peer sees C++'s reason."""
    with pytest.raises(InvalidTxError) as caught:
        check_standard(tx)

    assert (caught.value.result, caught.value.reason) == (TxResult.NOT_STANDARD, reason)


def test_standard() -> None:
    """Each form at its bound."""
    check_standard(
        _tx(FINE, TxOut(Duffs(1000), _multisig(3, 3)), TxOut(Duffs(0), Script(b"\x6a" + push_data(bytes(80)))))
    )
    check_standard(_tx(FINE, script_sig=bytes(1650), version=3))
    check_standard(_tx(TxOut(Duffs(1000), P2SH), version=1))


def test_what_the_operator_changes() -> None:
    """Bare multisig, data and dust have switches."""
    data = _tx(TxOut(Duffs(0), Script(b"\x6a\x01\x01")))

    with pytest.raises(InvalidTxError, match="bare-multisig"):
        check_standard(_tx(TxOut(Duffs(1000), _multisig(1, 1))), permit_bare_multisig=False)
    with pytest.raises(InvalidTxError, match="scriptpubkey"):
        check_standard(data, max_datacarrier_bytes=None)
    check_standard(_tx(TxOut(Duffs(0), P2PKH)), dust_relay_fee=0)


def test_inputs() -> None:
    """Unknown forms and expensive revealed scripts are not relayed."""
    cheap = push_data(b"\xac" * 15)
    dear = push_data(b"\xac" * 16)

    assert are_inputs_standard(_tx(FINE), [FakeCoin(FINE)])
    assert not are_inputs_standard(_tx(FINE), [FakeCoin(TxOut(Duffs(1), Script(b"\x51")))])
    assert are_inputs_standard(_tx(FINE, script_sig=cheap), [FakeCoin(TxOut(Duffs(1), P2SH))])
    assert not are_inputs_standard(_tx(FINE, script_sig=dear), [FakeCoin(TxOut(Duffs(1), P2SH))])
    assert not are_inputs_standard(_tx(FINE), [FakeCoin(TxOut(Duffs(1), P2SH))])


def test_virtual_size() -> None:
    """Signature checks weigh twenty bytes each."""
    assert virtual_size(1000) == 1000
    assert virtual_size(1000, 51) == 1020


def test_packages() -> None:
    """Parents first, no two spending the same, not too many."""
    parent = _tx(FINE)
    child = Transaction((TxIn(OutPoint(parent.txid, 0)),), (FINE,))
    rival = _tx(TxOut(Duffs(2000), P2PKH))

    assert find_package_fault([parent, child]) is None
    assert find_package_fault([child, parent]) == "package-not-sorted"
    assert find_package_fault([parent, rival]) == "conflict-in-package"
    assert find_package_fault([parent] * 26) == "package-too-many-transactions"
    assert is_child_with_parents([parent, child])
    assert not is_child_with_parents([rival, child])
    assert not is_child_with_parents([child])
