"""Describes the content of messages for the log, in the text form of the C++ library: `context = (...), echo = "hello"`."""

import struct
from collections.abc import Callable, Sequence
from typing import Any

from libmultiprocess._rpc.abi import Buffer, Describe, Words
from libmultiprocess._types.runtime import (
    DECODE_ERRORS,
    budget,
    data_at,
    get_bits,
    get_numbers,
    pointer_rows,
    struct_at,
    struct_rows,
)

MOST_ELEMENTS = 20
MOST_BYTES = 200
CODES = {"b": 2, "B": 2, "h": 3, "H": 3, "i": 4, "I": 4, "f": 4, "q": 5, "Q": 5, "d": 5}
CAPABILITY = "<external capability>"

# (name, kind, offset, more): kind is "bit", a struct format, "text", "data", "cap", "context", "secret", "struct" or
# "list"; offset counts bits, bytes or pointers; more is a function giving a Shape, or the kind and more of elements, or
# the bits of a number's default value
_More = Any
_Spec = tuple[str, str, int, Any]


class Shape:
    """A struct as the log needs to know it."""

    __slots__ = ("data_words", "layout", "pointers", "specs")

    def __init__(self, data_words: int, pointers: int, specs: Sequence[_Spec]) -> None:
        self.data_words = data_words
        self.pointers = pointers
        self.specs = specs
        self.layout = struct.Struct(f"<{8 * data_words}s{pointers}Q")


def describer(get: Callable[[], Shape]) -> Describe:
    """The describer of a params or results struct."""

    def describe(words: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> str:
        shape = get()
        try:
            data = bytes(buf[o + 8 * c : o + 8 * p]).ljust(8 * shape.data_words, b"\0")
            pointers = struct.unpack_from(f"<{shape.pointers}Q", buf, o + 8 * p)
            return ", ".join(_fields(shape, buf, data, pointers, o + 8 * p, budget()))
        except DECODE_ERRORS:
            return "<malformed>"

    return describe


def _fields(shape: Shape, buf: Buffer, data: bytes, pointers: Sequence[int], at: int, lim: list[int]) -> list[str]:
    out = []
    for name, kind, offset, more in shape.specs:
        if kind == "bit":
            text = "true" if (data[offset >> 3] >> (offset & 7) & 1) ^ (more or 0) else "false"
        elif kind in CODES:
            text = str(struct.unpack_from(f"<{kind}", _plain(data, kind, offset, more), offset)[0])
        elif not pointers[offset]:
            continue
        else:
            text = _pointer(kind, more, buf, at + 8 * offset, pointers[offset], lim)
        out.append(f"{name} = {text}")
    return out


def _plain(data: bytes, kind: str, offset: int, default: int | None) -> bytes:
    """The data section with a number as it is, not as it differs from its default."""
    if not default:
        return data
    size = struct.calcsize(f"<{kind}")
    end = offset + size
    bits = int.from_bytes(data[offset:end], "little") ^ default % (1 << 8 * size)
    return data[:offset] + bits.to_bytes(size, "little") + data[end:]


def _quoted(blob: bytes) -> str:
    shown = blob[:MOST_BYTES]
    body = "".join(chr(byte) if 32 <= byte < 127 and byte not in {34, 92} else f"\\x{byte:02x}" for byte in shown)
    return f'"{body}"' if len(shown) == len(blob) else f'"{body}"... ({len(blob)} bytes)'


def _pointer(  # noqa: PLR0911  # one per kind
    kind: str, more: _More, buf: Buffer, at: int, pointer: int, lim: list[int]
) -> str:
    match kind:
        case "secret":
            return "<secret>"
        case "cap":
            return CAPABILITY
        case "context":
            return f"(thread = {CAPABILITY}, callbackThread = {CAPABILITY})"
        case "text":
            return _quoted(data_at(buf, at, pointer)[:-1])
        case "data":
            return _quoted(data_at(buf, at, pointer))
        case "struct":
            lim[1] -= 1
            if lim[1] < 0:
                return "(...)"
            shape: Shape = more()
            (data, *words), start = struct_at(
                shape.layout.unpack_from, buf, at, pointer, shape.data_words, shape.pointers
            )
            return f"({', '.join(_fields(shape, buf, data, words, start + 8 * shape.data_words, lim))})"
        case _:
            return f"[{', '.join(_elements(more, buf, at, pointer, lim))}]"


def _elements(more: tuple[str, Any], buf: Buffer, at: int, pointer: int, lim: list[int]) -> list[str]:
    kind, inner = more
    if kind == "bit":
        bits = get_bits(buf, at, pointer, lim)
        return _short(["true" if bit else "false" for bit in bits[:MOST_ELEMENTS]], len(bits))
    if kind in CODES:
        numbers = get_numbers(buf, at, pointer, kind, CODES[kind], lim)
        return _short([str(number) for number in numbers[:MOST_ELEMENTS]], len(numbers))
    if kind == "struct":
        shape: Shape = inner()
        rows, start, step = struct_rows(shape.layout, buf, at, pointer, shape.data_words, shape.pointers, lim)
        out = []
        count = 0
        for data, *words in rows:
            if count < MOST_ELEMENTS:
                fields = _fields(shape, buf, data, words, start + count * step + 8 * shape.data_words, lim)
                out.append(f"({', '.join(fields)})")
            count += 1
        return _short(out, count)
    words, start = pointer_rows(buf, at, pointer, lim)
    shown = [
        _pointer(kind, inner, buf, start + 8 * index, word, lim) if word else "null"
        for index, word in enumerate(words[:MOST_ELEMENTS])
    ]
    return _short(shown, len(words))


def _short(texts: list[str], count: int) -> list[str]:
    return texts if len(texts) == count else [*texts, f"... ({count} elements)"]
