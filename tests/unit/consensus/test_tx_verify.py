"""Lock times, sequence locks, signature counts and amounts."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashcore.consensus.chainparams import select_params
from dashcore.consensus.index import BlockIndex
from dashcore.consensus.tx_verify import (
    calculate_sequence_locks,
    check_tx_inputs,
    contextual_check_transaction,
    is_final,
    is_sequence_lock_open,
    legacy_sigop_count,
    transaction_sigop_count,
)
from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.primitives.transaction import NULL_INDEX, OutPoint, Transaction, TxIn, TxOut, TxType
from dashcore.primitives.types import MAX_MONEY, Duffs, Script, TxId
from dashcore.script.script import push_data, sigop_count
from dashcore.util.hashes import NULL_HASH

SOME = OutPoint(TxId(b"\x01" * 32), 0)
P2SH = Script(b"\xa9\x14" + bytes(20) + b"\x87")
TWO_OF_THREE = b"\x52" + (b"\x21" + bytes(33)) * 3 + b"\x53\xae"


@dataclass(frozen=True, slots=True)
class FakeCoin:
    """An unspent output."""

    out: TxOut
    height: int = 1
    is_coinbase: bool = False


def _spend(sequence: int = 0xFFFFFFFF, *, lock_time: int = 0, value: int = 1, version: int = 2) -> Transaction:
    return Transaction(
        (TxIn(SOME, sequence=sequence),),
        (TxOut(Duffs(value), Script(b"")),),
        version=version,
        lock_time=lock_time,
    )


@pytest.mark.parametrize(
    ("lock_time", "sequence", "final"),
    [
        (0, 0, True),
        (99, 0, True),
        (100, 0, False),
        (100, 0xFFFFFFFF, True),
        (499_999_999, 0, False),
        (500_000_000, 0, True),
        (600_000_000, 0, False),
        (599_999_999, 0, True),
    ],
)
def test_is_final(lock_time: int, sequence: int, final: bool) -> None:
    """Below the threshold a height is meant, above it a time; final sequences switch both off."""
    assert is_final(_spend(sequence, lock_time=lock_time), 100, 600_000_000) is final


def test_sequence_locks(chain_of: Callable[[int], BlockIndex]) -> None:
    """Heights count from the coin, times from the median before it; one bit says which, one says none."""
    tip = chain_of(50)
    base = tip.get_ancestor(9)
    assert base is not None

    assert calculate_sequence_locks(_spend(5), [10], tip, enforce=True) == (14, -1)
    assert calculate_sequence_locks(_spend(1 << 22 | 2), [10], tip, enforce=True) == (
        -1,
        base.median_time_past + 1023,
    )
    assert calculate_sequence_locks(_spend(1 << 31 | 5), [10], tip, enforce=True) == (-1, -1)
    assert calculate_sequence_locks(_spend(5, version=1), [10], tip, enforce=True) == (-1, -1)
    assert calculate_sequence_locks(_spend(5), [10], tip, enforce=False) == (-1, -1)
    assert is_sequence_lock_open((50, tip.median_time_past - 1), tip)
    assert not is_sequence_lock_open((51, -1), tip)
    assert not is_sequence_lock_open((-1, tip.median_time_past), tip)


def test_sigops_behind_a_script_hash() -> None:
    """The revealed script counts by its number of keys; what is not pushed does not."""
    reveal = Script(b"\x00" + bytes([0x4C, len(TWO_OF_THREE)]) + TWO_OF_THREE)
    tx = Transaction((TxIn(SOME, reveal),), (TxOut(Duffs(1), Script(b"\xac")),))

    assert transaction_sigop_count(tx, [FakeCoin(TxOut(Duffs(1), P2SH))]) == 4
    assert transaction_sigop_count(tx, [FakeCoin(TxOut(Duffs(1), Script(b"")))]) == 1


@pytest.mark.parametrize(
    ("coin", "height", "reason", "result"),
    [
        (None, 1, "bad-txns-inputs-missingorspent", TxResult.MISSING_INPUTS),
        (
            FakeCoin(TxOut(Duffs(9), P2SH), 1, is_coinbase=True),
            100,
            "bad-txns-premature-spend-of-coinbase",
            TxResult.PREMATURE_SPEND,
        ),
        (FakeCoin(TxOut(Duffs(MAX_MONEY + 1), P2SH)), 1, "bad-txns-inputvalues-outofrange", TxResult.CONSENSUS),
        (FakeCoin(TxOut(Duffs(4), P2SH)), 1, "bad-txns-in-belowout", TxResult.CONSENSUS),
    ],
)
def test_bad_inputs(coin: FakeCoin | None, height: int, reason: str, result: TxResult) -> None:
    """The reason and the fate are C++'s."""
    with pytest.raises(InvalidTxError) as caught:
        check_tx_inputs(_spend(value=5), [coin], height)

    assert (caught.value.reason, caught.value.result) == (reason, result)


def test_fee() -> None:
    """What goes in and does not come out; a coinbase may be spent after 100 blocks."""
    coin = FakeCoin(TxOut(Duffs(9), P2SH), 1, is_coinbase=True)

    assert check_tx_inputs(_spend(value=5), [coin], 101) == 4


def test_asset_unlock_names_its_fee() -> None:
    """It has no inputs: the payload holds the fee."""
    payload = b"\x01" + bytes(8) + (70).to_bytes(4, "little") + bytes(4 + 32 + 96)
    tx = Transaction((), (TxOut(Duffs(1), P2SH),), version=3, type=TxType.ASSET_UNLOCK, extra_payload=payload)
    short = Transaction((), tx.outputs, version=3, type=TxType.ASSET_UNLOCK, extra_payload=payload[:-1])

    assert check_tx_inputs(tx, [], 1) == 70
    with pytest.raises(InvalidTxError, match="bad-assetunlocktx-payload"):
        check_tx_inputs(short, [], 1)


@pytest.mark.parametrize(
    ("tx", "height", "reason"),
    [
        (Transaction((TxIn(SOME),), (), version=3, type=10), 431, "bad-txns-type"),
        (Transaction((TxIn(SOME),), (), version=2, type=1), 431, "bad-txns-type"),
        (Transaction((TxIn(OutPoint(TxId(NULL_HASH), NULL_INDEX)),), (), version=3), 431, "bad-txns-cb-type"),
        (Transaction((TxIn(SOME, Script(bytes(100_000))),), ()), 0, "bad-txns-oversize"),
        (Transaction((TxIn(SOME),), (), version=3, type=10), 430, None),
    ],
)
def test_contextual(chain_of: Callable[[int], BlockIndex], tx: Transaction, height: int, reason: str | None) -> None:
    """Types matter once DIP 3 is active for the child, sizes once DIP 1 is."""
    params = select_params("regtest").consensus
    if reason is None:
        contextual_check_transaction(tx, chain_of(height), params)
        return
    with pytest.raises(InvalidTxError) as caught:
        contextual_check_transaction(tx, chain_of(height), params)

    assert caught.value.reason == reason


pieces = st.one_of(
    st.binary(max_size=80).map(push_data),
    st.sampled_from([b"\xac", b"\xae", b"\x52", b"\x4b", b"\x76\xa9\x14" + bytes(20) + b"\x88\xac", b"\x01"]),
)
scripts = st.lists(pieces, max_size=4).map(b"".join)


@given(scripts, scripts)
def test_short_ways_count_the_same(script_sig: bytes, script_pubkey: bytes) -> None:
    """The usual scripts are counted without a walk; a walk agrees."""
    tx = Transaction((TxIn(SOME, Script(script_sig)),), (TxOut(Duffs(1), Script(script_pubkey)),))
    walked = sigop_count(script_sig, accurate=False) + sigop_count(script_pubkey, accurate=False)

    assert legacy_sigop_count(tx) == walked
