"""Numbers are read as strictly as C++ reads them."""

import pytest

from dashcore.util.strings import parse_int, parse_int32, parse_int64


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("-0", 0),
        ("+7", 7),
        ("0007", 7),
        ("-2147483648", -(1 << 31)),
        ("2147483647", (1 << 31) - 1),
        ("2147483648", None),
        ("-2147483649", None),
        ("", None),
        ("-", None),
        ("+-1", None),
        (" 1", None),
        ("1 ", None),
        ("1.0", None),
        ("٣", None),
        ("0" * 5000 + "12", 12),
        ("9" * 5000, None),
    ],
)
def test_parse_int32(text: str, value: int | None) -> None:
    """Signs, leading zeros and bounds; what no machine number can hold is none."""
    assert parse_int32(text) == value


def test_bounds() -> None:
    """Of 64 bits, and without a sign."""
    assert parse_int64("-9223372036854775808") == -(1 << 63)
    assert parse_int64("9223372036854775808") is None
    assert parse_int("18446744073709551615", 64, signed=False) == (1 << 64) - 1
    assert parse_int("-1", 64, signed=False) is None
