"""JSON as UniValue writes and reads it.

Amounts have eight decimals, floats sixteen digits, objects keep their order. Numbers with a point or
an exponent come in as Decimal, so that no digit is lost.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar, cast

import msgspec

from dashcore.rpc.command import Json, JsonAmount, RawJson
from dashcore.rpc.repeated_keys import RepeatedKeys, keep_repeated

KeyT = TypeVar("KeyT")

MAX_DEPTH = 400  # UniValue stops at 512; two frames of Python's stack go to each level
_COIN = 100_000_000
_MAX_PLAIN_DIGITS = 40  # past that a number keeps its exponent
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKETS = re.compile(r"[\[{]|[\]}]")
_PLAIN = frozenset((str, int, bool, type(None), JsonAmount, RawJson))


def format_amount(duffs: int) -> str:
    """Write duffs as coins with eight decimals."""
    sign = "-" if duffs < 0 else ""
    return "%s%d.%08d" % (sign, *divmod(abs(duffs), _COIN))  # noqa: UP031  # the quickest there is


def format_float(value: float) -> str:
    """Write a float with up to sixteen digits, as a C++ stream of that precision does."""
    return f"{value:.16g}"


def _encode_other(value: object) -> object:
    if isinstance(value, JsonAmount):
        return msgspec.Raw(format_amount(value.duffs).encode())
    if isinstance(value, RawJson):
        return msgspec.Raw(value.text.encode())
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence):
        return list(value)
    raise TypeError(f"{type(value).__name__} is not JSON")


_encoder = msgspec.json.Encoder(enc_hook=_encode_other, decimal_format="number")
_decoder = msgspec.json.Decoder(float_hook=Decimal)


def _format_decimal(value: Decimal) -> str:
    return f"{value:f}" if abs(value.adjusted()) <= _MAX_PLAIN_DIGITS else str(value)


def _respell(value: Json) -> Json:
    """Replace what the encoder would spell another way; `value` itself where there is nothing of it."""
    if isinstance(value, float):
        return RawJson(format_float(value))
    if isinstance(value, Decimal):
        return RawJson(_format_decimal(value))
    if isinstance(value, RepeatedKeys):
        return RawJson(f"{{{','.join(f'{encode_text(key)}:{encode_text(item)}' for key, item in value.pairs)}}}")
    if isinstance(value, Mapping):
        changed = _respell_items(value.items())
        return {**value, **changed} if changed else value
    if isinstance(value, Sequence) and not isinstance(value, str):
        by_place = _respell_items(enumerate(value))
        return [by_place.get(place, item) for place, item in enumerate(value)] if by_place else value
    return value


def _respell_items(items: Iterable[tuple[KeyT, Json]]) -> dict[KeyT, Json]:
    changed: dict[KeyT, Json] = {}
    for key, item in items:
        if type(item) not in _PLAIN:
            new = _respell(item)
            if new is not item:
                changed[key] = new
    return changed


def encode(value: Json) -> bytes:
    """Write a value as compact JSON.

    Raises:
        TypeError: something in it is no JSON.
    """
    return _encoder.encode(value if type(value) in _PLAIN else _respell(value))


def encode_text(value: Json) -> str:
    """Write a value as compact JSON text."""
    return encode(value).decode()


def decode(data: bytes | str) -> Json:
    """Read JSON; of a key given twice the last value counts.

    Raises:
        ValueError: it is not valid JSON, or nested more than MAX_DEPTH deep.
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


def decode_repeated(data: bytes | str) -> Json:
    """Read again what `decode` accepts; an object that gives a key twice becomes `RepeatedKeys`."""
    return cast("Json", json.loads(data, object_pairs_hook=keep_repeated, parse_float=Decimal))


def has_objects(value: Json) -> bool:
    """Whether there is an object anywhere in a value, or it is one."""
    if isinstance(value, Mapping):
        return True
    return isinstance(value, Sequence) and not isinstance(value, str) and any(map(has_objects, value))


def decode_params(data: bytes | str) -> Json:
    """Read parameters of a command; an object that gives a key twice becomes `RepeatedKeys`.

    Raises:
        ValueError: as `decode`.
    """
    found = decode(data)
    return decode_repeated(data) if has_objects(found) else found


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
