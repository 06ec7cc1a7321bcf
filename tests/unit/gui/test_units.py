"""Amounts as text, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashcore.gui.units import Unit, format_amount, format_private, format_with_unit, parse_amount

MAX_MONEY = 21_000_000 * 100_000_000


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        (0, Unit.DASH, "0.00000000"),
        (1, Unit.DASH, "0.00000001"),
        (-123_456_789, Unit.DASH, "-1.23456789"),
        (1_234_567_800_000_000, Unit.DASH, "12\u2009345\u2009678.00000000"),
        (100_000, Unit.MDASH, "1.00000"),
        (150, Unit.UDASH, "1.50"),
        (12_345, Unit.DUFFS, "12\u2009345"),
        (9999, Unit.DUFFS, "9999"),
    ],
)
def test_format(amount: int, unit: Unit, text: str) -> None:
    """Digits, groups, signs."""
    assert format_amount(amount, unit) == text


def test_signs_and_hiding() -> None:
    """A plus where it is asked for; hashes for digits in discreet mode."""
    assert format_with_unit(5, Unit.DUFFS, plus=True) == "+5 duffs"
    assert format_private(12_300_000_000, hide=True) == "#.######## DASH"
    assert format_private(12_300_000_000, hide=False) == "123.00000000 DASH"


@pytest.mark.parametrize("text", ["", ".", "-1", "1.123456789", "1e3", "0x1", "1,5", "٣", "99999999999"])
def test_no_amounts(text: str) -> None:
    """What is no amount, or too much."""
    assert parse_amount(text) is None


@given(st.integers(0, MAX_MONEY), st.sampled_from(list(Unit)))
def test_round_trip(amount: int, unit: Unit) -> None:
    """What is shown can be typed."""
    assert parse_amount(format_amount(amount, unit), unit) == amount
