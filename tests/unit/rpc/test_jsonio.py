"""JSON goes out as UniValue writes it, and comes in with every digit."""

from decimal import Decimal
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashcore.rpc.command import Json, JsonAmount, RawJson
from dashcore.rpc.jsonio import (
    MAX_DEPTH,
    decode,
    decode_params,
    decode_repeated,
    encode,
    encode_text,
    format_amount,
    type_name,
)
from dashcore.rpc.repeated_keys import RepeatedKeys, pairs_of

scalars = st.none() | st.booleans() | st.integers(-(2**63), 2**64) | st.text()
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (JsonAmount(0), "0.00000000"),
        (JsonAmount(1), "0.00000001"),
        (JsonAmount(-150_000_000), "-1.50000000"),
        (JsonAmount(21_000_000 * 10**8), "21000000.00000000"),
        (1.0, "1"),
        (0.1, "0.1"),
        (1e-05, "1e-05"),
        (4.656542373906925e-10, "4.656542373906925e-10"),
        (1e16, "1e+16"),
        (Decimal("0.10"), "0.10"),
        (Decimal("1E-8"), "0.00000001"),
        (Decimal("1E400"), "1E+400"),
        (RawJson('{"x":1.50}'), '{"x":1.50}'),
        ({"b": 1, "a": [None, True, "é\n"]}, '{"b":1,"a":[null,true,"é\\n"]}'),
        ((1, (2.5, {"k": JsonAmount(5)})), '[1,[2.5,{"k":0.00000005}]]'),
    ],
)
def test_spelling(value: Json, text: str) -> None:
    """Digits, order and escapes."""
    assert encode_text(value) == text


@given(values)
def test_round_trip(value: Json) -> None:
    """What is written reads back."""
    assert decode(encode(value)) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
def test_decimals_keep_digits(value: Decimal) -> None:
    """A number with a point comes back equal."""
    assert Decimal(encode_text(value)) == value


@pytest.mark.parametrize("text", ["", "{", "[1,]", "NaN", '"\ud800"', "01", "1 2", '{"a" 1}', "[" * 100_000])
def test_refused(text: str) -> None:
    """Everything that is no JSON is a ValueError."""
    with pytest.raises(ValueError):  # noqa: PT011  # the text is the library's
        decode(text.encode("utf-8", "surrogatepass"))


def test_depth() -> None:
    """Just at the bound values go in and out; past it they are refused. Brackets in strings do not count."""
    at_bound = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert encode_text(decode(at_bound)) == at_bound
    with pytest.raises(ValueError, match="too deep"):
        decode(f"[{at_bound}]")
    assert decode('"' + "[" * 9999 + '\\""')


def test_repeated_keys() -> None:
    """All that an object gives is there, at any depth; objects that give no key twice are plain."""
    assert decode_repeated('{"a":1.5,"b":{"a":2}}') == {"a": Decimal("1.5"), "b": {"a": 2}}
    (found,) = cast("list[dict[str, Json]]", decode_repeated(b'[{"b":{"a":1,"a":2,"c":3}}]'))
    assert type(found) is dict
    repeated = found["b"]
    assert isinstance(repeated, RepeatedKeys)
    assert repeated == {"a": 1, "c": 3}
    assert repeated.first == "a"
    assert encode_text(repeated) == '{"a":1,"a":2,"c":3}'
    nested = '[[{"x":{"a":1.50,"a":[null,{"b":"\\"","b":false}]}}]]'
    assert encode_text(decode_params(nested)) == nested
    assert list(pairs_of(repeated)) == [("a", 1), ("a", 2), ("c", 3)]
    assert list(pairs_of({"x": 1})) == [("x", 1)]


def test_not_json() -> None:
    """Bytes are no JSON."""
    with pytest.raises(TypeError):
        encode({"x": object()})  # type: ignore[dict-item]  # the point of the test


def test_type_names() -> None:
    """UniValue's names."""
    samples: list[Json] = [None, True, 1, Decimal(1), "x", [], (), {}]
    assert [type_name(value) for value in samples] == [
        "null",
        "bool",
        "number",
        "number",
        "string",
        "array",
        "array",
        "object",
    ]


def test_amount_equality() -> None:
    """Amounts and raw texts are values."""
    assert {JsonAmount(1), JsonAmount(1), RawJson("1")} == {JsonAmount(1), RawJson("1")}
    assert repr(JsonAmount(1)) == "JsonAmount(1)"
    assert format_amount(-1) == "-0.00000001"
