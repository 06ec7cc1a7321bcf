"""The estimator: silent on an empty chain, right on a simple one, the same after a restart."""

import pytest

from dashcore.policy.feerate import FeeRate
from dashcore.policy.fees import FeeEstimator, FeeHorizon, FeeReason
from dashcore.primitives.types import TxId
from dashcore.util.serialize import SerializationError

VERSION = 230102
SIZE = 1000


def _txid(number: int) -> TxId:
    return TxId(number.to_bytes(32, "little"))


def _busy_chain(blocks: int) -> FeeEstimator:
    """Ten transactions a block: those of 20000 wait one block, those of 2000 wait ten."""
    estimator = FeeEstimator()
    waiting: list[tuple[TxId, int, int]] = []
    number = 0
    estimator.process_block(1, [])
    for height in range(2, blocks):
        for fee in (20000, 2000):
            for _ in range(5):
                number += 1
                estimator.process_transaction(_txid(number), fee, SIZE, height - 1, is_valid=True)
                waiting.append((_txid(number), fee, height - 1))
        mined = [each for each in waiting if each[1] == 20000 or height - each[2] >= 10]
        waiting = [each for each in waiting if each not in mined]
        estimator.process_block(height, [(txid, fee, SIZE, entry) for txid, fee, entry in mined])
    return estimator


def test_empty_chain_knows_nothing() -> None:
    """No rate, the target cut to what is tracked, and the shape of each horizon."""
    estimator = FeeEstimator()

    calculation = estimator.estimate_smart_fee(6, conservative=True)

    assert calculation.rate == FeeRate()
    assert (calculation.desired_target, calculation.returned_target) == (6, 0)
    assert [estimator.highest_target(each) for each in FeeHorizon] == [12, 48, 1008]
    rate, result = estimator.estimate_raw_fee(1, 0.95, FeeHorizon.SHORT)
    assert rate == FeeRate()
    assert (result.decay, result.scale) == (0.962, 1)
    assert (result.passed.start, result.failed.start) == (-1, 0)
    assert result.failed.end == 1e99
    assert estimator.estimate_fee(1) == estimator.estimate_fee(2) == FeeRate()
    assert estimator.estimate_raw_fee(13, 0.95, FeeHorizon.SHORT)[0] == FeeRate()


def test_busy_chain() -> None:
    """Who is in a hurry pays more."""
    estimator = _busy_chain(200)

    fast = estimator.estimate_smart_fee(1, conservative=False)
    slow = estimator.estimate_smart_fee(40, conservative=False)

    assert fast.returned_target == 2
    assert fast.rate.per_kb == 20000
    assert slow.rate.per_kb == 2000
    assert slow.reason is not FeeReason.NONE
    assert estimator.estimate_fee(2).per_kb == 20000


def test_file_round_trip() -> None:
    """What is saved is loaded, and answers the same."""
    estimator = _busy_chain(120)
    estimator.flush_unconfirmed()
    data = estimator.encode(VERSION)
    again = FeeEstimator()

    again.load(data, VERSION)

    assert again.encode(VERSION) == data
    assert again.estimate_fee(2) == estimator.estimate_fee(2)


@pytest.mark.parametrize("cut", [0, 10, 30, 2000])
def test_broken_file_changes_nothing(cut: int) -> None:
    """A cut file is refused and the estimator stays as it was."""
    estimator = _busy_chain(40)
    before = estimator.encode(VERSION)

    with pytest.raises(SerializationError):
        estimator.load(before[:cut], VERSION)

    assert estimator.encode(VERSION) == before


def test_file_of_a_newer_version() -> None:
    """It says which version it wants."""
    data = FeeEstimator().encode(VERSION)

    with pytest.raises(SerializationError, match=r"up-version \(140100\) fee estimate file"):
        FeeEstimator().load(data, 140099)


def test_transactions_of_another_tip_are_not_watched() -> None:
    """Nor those that came while the node was behind."""
    estimator = FeeEstimator()
    estimator.process_block(5, [])
    estimator.process_transaction(_txid(1), 1000, SIZE, 4, is_valid=True)
    estimator.process_transaction(_txid(2), 1000, SIZE, 5, is_valid=False)
    estimator.process_transaction(_txid(3), 1000, SIZE, 5, is_valid=True)

    assert [estimator.remove_transaction(_txid(at)) for at in (1, 2, 3)] == [False, False, True]
