"""Counts of what waits, block by block."""

from dashcore.policy.fee_stats import ConfirmStats

RATE = 5.0  # falls into the second bucket


def test_who_waits_is_counted_by_block() -> None:
    """A transaction counts in the row of its block only, until it leaves or has waited for all rows to come round."""
    stats = ConfirmStats([1.0, 10.0, 1e99], periods=3, decay=0.5, scale=1)
    for height in (7, 7, 8):
        assert stats.add_waiting(height, RATE) == 1

    def waiting(target: int, height: int) -> float:
        _, result = stats.estimate_median(target, 0.1, 0.5, height)
        return max(result.passed.in_mempool, result.failed.in_mempool)

    assert (waiting(1, 9), waiting(2, 9)) == (3, 2)
    stats.remove_waiting(7, 9, 1, in_block=True)
    assert (waiting(1, 9), waiting(2, 9)) == (2, 1)
    stats.start_block(10)  # the row of block 7 is that of block 10 now
    assert waiting(1, 10) == 2
    assert stats.add_waiting(10, RATE) == 1
    assert waiting(1, 11) == 2
    stats.remove_waiting(7, 10, 1, in_block=True)
    stats.remove_waiting(7, 10, 1, in_block=True)  # nobody is left there
    assert waiting(1, 11) == 1
