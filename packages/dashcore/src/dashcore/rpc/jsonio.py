"""JSON as UniValue writes and reads it.

Amounts have eight decimals, floats sixteen digits, objects keep their order. Numbers with a point or
an exponent come in as Decimal, so that no digit is lost.
"""

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import cast

import msgspec

from dashcore.rpc.command import Json, JsonAmount, RawJson

MAX_DEPTH = 512
_COIN = 100_000_000
_MAX_PLAIN_DIGITS = 40  # past that a number keeps its exponent
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKETS = re.compile(r"[\[{]|[\]}]")
_SCALARS = frozenset((str, int, bool, type(None), JsonAmount, RawJson, Decimal))


class DuplicateKeyError(ValueError):
    """An object names a key twice; `key` says which."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def format_amount(duffs: int) -> str:
    """Write duffs as coins with eight decimals."""
    whole, rest = divmod(abs(duffs), _COIN)
    return f"{'-' if duffs < 0 else ''}{whole}.{rest:08d}"


def format_float(value: float) -> str:
    """Write a float with up to sixteen digits, as a C++ stream of that precision does."""
    return f"{value:.16g}"


def _encode_other(value: object) -> object:
    match value:
        case JsonAmount():
            return msgspec.Raw(format_amount(value.duffs).encode())
        case RawJson():
            return msgspec.Raw(value.text.encode())
        case Mapping():
            return dict(value)
        case Sequence():
            return list(value)
        case _:
            raise TypeError(f"{type(value).__name__} is not JSON")


_encoder = msgspec.json.Encoder(enc_hook=_encode_other, decimal_format="number")
_decoder = msgspec.json.Decoder(float_hook=Decimal)


def _has_odd_number(value: Json) -> bool:
    """Whether a float or Decimal is inside; the encoder would spell those another way."""
    kind = type(value)
    if kind is dict:
        inner = cast("dict[str, Json]", value).values()
    elif kind is list or kind is tuple:
        inner = cast("Sequence[Json]", value)  # type: ignore[assignment]  # both are only iterated
    else:
        return kind is float or kind is Decimal or (kind not in _SCALARS and isinstance(value, (Mapping, Sequence)))
    for item in inner:
        kind = type(item)
        if kind is str or kind is int:
            continue
        if _has_odd_number(item):
            return True
    return False


def _format_decimal(value: Decimal) -> str:
    return f"{value:f}" if abs(value.adjusted()) <= _MAX_PLAIN_DIGITS else str(value)


def _respell(value: Json) -> Json:
    if isinstance(value, float):
        return RawJson(format_float(value))
    if isinstance(value, Decimal):
        return RawJson(_format_decimal(value))
    if isinstance(value, Mapping):
        fields: dict[str, Json] = {}
        for key, item in value.items():
            fields[key] = _respell(item)
        return fields
    if isinstance(value, Sequence) and not isinstance(value, str):
        items: list[Json] = []
        for item in value:  # a comprehension would double the depth of the stack
            items.append(_respell(item))
        return items
    return value


def encode(value: Json) -> bytes:
    """Write a value as compact JSON.

    Raises:
        TypeError: something in it is no JSON.
    """
    return _encoder.encode(_respell(value) if _has_odd_number(value) else value)


def encode_text(value: Json) -> str:
    """Write a value as compact JSON text."""
    return encode(value).decode()


def decode(data: bytes | str) -> Json:
    """Read JSON; of a key given twice the last value counts.

    Raises:
        ValueError: it is not valid JSON, or nested more than 512 deep.
    """
    try:
        decoded = cast("Json", _decoder.decode(data))
    except RecursionError:
        raise ValueError("nested too deep") from None
    if _is_too_deep(data):
        raise ValueError("nested too deep")
    return decoded


def _is_too_deep(data: bytes | str) -> bool:
    """Whether valid JSON is nested too deep for what works on it recursively."""
    text = data if isinstance(data, str) else data.decode()
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return False
    depth = 0
    for bracket in _BRACKETS.findall(_STRINGS.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > MAX_DEPTH:
            return True
    return False


def _refuse_duplicates(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for key, value in pairs:
        if key in found:
            raise DuplicateKeyError(key)
        found[key] = value
    return found


def check_duplicates(data: bytes | str) -> None:
    """Look for a key that is given twice in any object of a text that `decode` accepts.

    Raises:
        DuplicateKeyError: there is one.
    """
    json.loads(data, object_pairs_hook=_refuse_duplicates)


def type_name(value: Json) -> str:
    """Name of a value's type, as UniValue's errors call it."""
    match value:
        case None:
            return "null"
        case bool():
            return "bool"
        case int() | float() | Decimal() | JsonAmount():
            return "number"
        case str():
            return "string"
        case Mapping():
            return "object"
        case _:
            return "array"
