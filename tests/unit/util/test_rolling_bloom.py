"""The rolling filter remembers what it must, forgets what is old, and seldom errs."""

from dashcore.util.rolling_bloom import RollingBloomFilter


def _key(number: int) -> bytes:
    return number.to_bytes(32, "little")


def test_latest_are_remembered_and_oldest_forgotten() -> None:
    """The last 100 keys are always there, whatever the generation; the first ones go."""
    kept = RollingBloomFilter(100, 0.000001)
    for number in range(1000):
        kept.insert(_key(number))
        assert all(_key(other) in kept for other in range(max(0, number - 99), number + 1))
    assert not any(_key(number) in kept for number in range(800))


def test_small_filters_err_as_rarely_as_asked() -> None:
    """Also where there are few positions to share."""
    kept = RollingBloomFilter(100, 0.0001)
    for number in range(1000):
        kept.insert(_key(number))
    assert sum(_key(number) in kept for number in range(1000, 101_000)) < 60


def test_errs_about_as_rarely_as_asked() -> None:
    """Of 20 000 unknown keys, about one in a hundred is taken for known."""
    kept = RollingBloomFilter(1000, 0.01)
    for number in range(1000):
        kept.insert(_key(number))
    wrong = sum(_key(number) in kept for number in range(10_000, 30_000))
    assert wrong < 400


def test_reset_forgets() -> None:
    """Nothing is left after a reset."""
    kept = RollingBloomFilter(10, 0.001)
    kept.insert(b"a")
    kept.reset()
    assert b"a" not in kept
