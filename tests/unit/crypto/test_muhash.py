"""MuHash gives the published hash and does not mind the order."""

import pytest

from dashcore.crypto.muhash import STATE_SIZE, MuHash
from dashcore.util.hashes import display_hash


def _element(number: int) -> bytes:
    return bytes([number]) + bytes(31)


def test_published_value() -> None:
    """The value Core's own test expects for {0, 1} without 2."""
    hashed = MuHash()
    hashed.insert(_element(0))
    hashed.insert(_element(1))
    hashed.remove(_element(2))

    assert display_hash(hashed.digest()) == "10d312b100cbd32ada024a6646e40d3482fcff103668d2625f10002a607d5863"


def test_order_and_state() -> None:
    """Adding and removing in any order, joined from parts and through bytes, ends in the same hash."""
    first, second, third = MuHash(), MuHash(), MuHash()
    for number in range(20):
        first.insert(_element(number))
    for number in reversed(range(10)):
        second.insert(_element(number))
    for number in range(10, 21):
        third.insert(_element(number))
    third.remove(_element(20))
    second.combine(MuHash.deserialize(third.serialize()))

    assert first.digest() == second.digest()
    assert len(second.serialize()) == STATE_SIZE


def test_state_of_wrong_size() -> None:
    """A record cut short is refused."""
    with pytest.raises(ValueError, match="768"):
        MuHash.deserialize(bytes(STATE_SIZE - 1))
