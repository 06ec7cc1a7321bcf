"""JSON for clients: every number keeps the digits it came with."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from dashcore.rpc.repeated_keys import keep_repeated, pairs_of


class Number(str):
    """A JSON number as it is spelled."""

    __slots__ = ()


Value: TypeAlias = "bool | str | Number | Sequence[Value] | Mapping[str, Value] | None"


def _no_constant(name: str) -> Value:
    raise ValueError(f"{name} is not JSON")


def parse(text: str) -> Value:
    """Read JSON.

    Raises:
        ValueError: it is not valid.
    """
    try:
        parsed: Value = json.loads(
            text,
            parse_float=Number,
            parse_int=Number,
            parse_constant=_no_constant,
            object_pairs_hook=keep_repeated,
        )
    except RecursionError:
        raise ValueError("nested too deep") from None
    return parsed


def dump(value: Value, indent: int = 0, depth: int = 1) -> str:
    """Write JSON, compact or with that many spaces for each level, as UniValue lays it out."""
    match value:
        case Number():
            return str(value)
        case None | bool() | str():
            return json.dumps(value, ensure_ascii=False)
        case Mapping():
            space = " " if indent else ""
            items = [f"{dump(key)}:{space}{dump(item, indent, depth + 1)}" for key, item in pairs_of(value)]
            opening, closing = "{}"
        case _:
            items = [dump(item, indent, depth + 1) for item in value]
            opening, closing = "[]"
    if not indent:
        return f"{opening}{','.join(items)}{closing}"
    pad = " " * (indent * depth)
    lines = "".join(f"{pad}{item},\n" for item in items)[:-2] + "\n" if items else ""
    return f"{opening}\n{lines}{' ' * (indent * (depth - 1))}{closing}"


def plain(value: Value) -> str:
    """A string or a number as it is, anything else as JSON; nothing for null."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else ""
        case str():
            return str(value)
        case _:
            return dump(value)


def item(value: Value, *path: str) -> Value:
    """Follow keys into nested objects; None where one is missing."""
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
