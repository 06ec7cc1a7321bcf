"""Parameters are read with Core's errors."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashcore.interfaces.rpc import RpcError
from dashcore.rpc.command import ArgType, Json, RpcArg
from dashcore.rpc.jsonio import format_amount
from dashcore.rpc.named import place_named_params
from dashcore.rpc.params import (
    check_args,
    check_object,
    get_int,
    parse_amount,
    parse_fixed_point,
    parse_hash,
    parse_hex,
    parse_verbosity,
)


def refusal(error: pytest.ExceptionInfo[RpcError]) -> tuple[int, str]:
    """Code and text."""
    return error.value.code, error.value.message


@pytest.mark.parametrize(
    ("value", "duffs"),
    [
        (1, 10**8),
        ("0.00000001", 1),
        (Decimal("0.1"), 10**7),
        (Decimal("1e-8"), 1),
        ("21000000", 21 * 10**14),
        (0, 0),
        ("0.000000010", 1),
    ],
)
def test_amounts(value: Json, duffs: int) -> None:
    """Numbers and strings, at the bounds."""
    assert parse_amount(value) == duffs


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (True, "Amount is not a number or string"),
        (None, "Amount is not a number or string"),
        ([], "Amount is not a number or string"),
        ("", "Invalid amount"),
        ("0.000000001", "Invalid amount"),
        ("1.", "Invalid amount"),
        (".5", "Invalid amount"),
        (" 1", "Invalid amount"),
        (Decimal("1E+999999999"), "Invalid amount"),
        ("1e99999", "Invalid amount"),
        (-1, "Amount out of range"),
        ("21000000.00000001", "Amount out of range"),
    ],
)
def test_bad_amounts(value: Json, message: str) -> None:
    """Code -3 and the text; a huge exponent costs nothing."""
    with pytest.raises(RpcError) as caught:
        parse_amount(value)
    assert refusal(caught) == (-3, message)


@given(st.integers(0, 21 * 10**14))
def test_amount_round_trip(duffs: int) -> None:
    """What the server writes it reads."""
    assert parse_amount(format_amount(duffs)) == duffs
    assert parse_amount(Decimal(format_amount(duffs))) == duffs


def test_fixed_point() -> None:
    """Exponents shift the point."""
    assert parse_fixed_point("1.5e3", 0) == 1500
    assert parse_fixed_point("-15e-1", 1) == -15
    assert parse_fixed_point("0e999999999999", 8) == 0
    assert parse_fixed_point("15e-1", 0) is None


def test_integers() -> None:
    """Out of range and not whole are -1, other types -3."""
    assert get_int(2**31 - 1) == 2**31 - 1
    cases: list[tuple[Json, tuple[int, str]]] = [
        (2**31, (-1, "JSON integer out of range")),
        (Decimal("1.0"), (-1, "JSON integer out of range")),
        (True, (-3, "JSON value of type bool is not of expected type number")),
        ("1", (-3, "JSON value of type string is not of expected type number")),
    ]
    for value, expected in cases:
        with pytest.raises(RpcError) as caught:
            get_int(value)
        assert refusal(caught) == expected
    assert get_int(2**31, 64) == 2**31


def test_hashes_and_hex() -> None:
    """A hash is reversed; length and digits are checked."""
    assert parse_hash("01" + "00" * 31, "h") == b"\0" * 31 + b"\1"
    with pytest.raises(RpcError) as caught:
        parse_hash("00", "blockhash")
    assert refusal(caught) == (-8, "blockhash must be of length 64 (not 2, for '00')")
    with pytest.raises(RpcError) as caught:
        parse_hash("z" * 64, "h")
    assert refusal(caught) == (-8, f"h must be hexadecimal string (not '{'z' * 64}')")
    assert parse_hex("0aFF", "x") == b"\x0a\xff"
    with pytest.raises(RpcError):
        parse_hex("abc", "x")


ARGS = (
    RpcArg("s", ArgType.STR),
    RpcArg("n|m", ArgType.NUM, default=1),
    RpcArg("any", ArgType.ARR, default=None, also="json array or object"),
)


def test_check_args() -> None:
    """Null stands for a left-out optional argument only."""
    check_args(ARGS, ["x", None, 3])
    cases: list[tuple[list[Json], str]] = [([None], "null"), ([1], "number"), ([["x"]], "array")]
    for params, kind in cases:
        with pytest.raises(RpcError) as caught:
            check_args(ARGS, params)
        assert refusal(caught) == (-3, f"JSON value of type {kind} is not of expected type string")


def test_check_object() -> None:
    """Missing, wrong and unexpected fields."""
    expected = {"a": "number", "b": ""}
    check_object({"a": 1, "b": []}, expected, strict=True)
    check_object({}, expected, allow_null=True)
    cases: list[tuple[dict[str, Json], dict[str, bool], str]] = [
        ({}, {}, "Missing a"),
        ({"a": "x", "b": 1}, {}, "JSON value of type string for field a is not of expected type number"),
        ({"c": 1}, {"allow_null": True, "strict": True}, "Unexpected key c"),
    ]
    for value, options, message in cases:
        with pytest.raises(RpcError) as caught:
            check_object(value, expected, **options)
        assert refusal(caught) == (-3, message)


def test_verbosity() -> None:
    """Numbers, the older booleans, and nothing."""
    assert [parse_verbosity(value, 1) for value in (None, False, True, 2)] == [1, 0, 1, 2]


@pytest.mark.parametrize(
    ("named", "placed"),
    [
        ({}, []),
        ({"b": 2}, [None, 2]),
        ({"x": 1, "c": 3}, [1, None, 3]),
        ({"args": [1, 2], "c": 3}, [1, 2, 3]),
        ({"args": [1], "c": None}, [1, None, None]),
        ({"args": 3}, []),
    ],
)
def test_named(named: dict[str, Json], placed: list[Json]) -> None:
    """Holes are null, aliases count, `args` comes first."""
    assert list(place_named_params(named, ("a|x", "b", "c"))) == placed


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({"z": 1}, "Unknown named parameter z"),
        ({"args": [1, 2], "b": 3}, "Parameter b specified twice both as positional and named argument"),
        ({"a": 1, "x": 2}, "Unknown named parameter x"),
    ],
)
def test_bad_names(named: dict[str, Json], message: str) -> None:
    """Code -8."""
    with pytest.raises(RpcError) as caught:
        place_named_params(named, ("a|x", "b", "c"))
    assert refusal(caught) == (-8, message)
