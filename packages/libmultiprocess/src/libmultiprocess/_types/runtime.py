"""What generated code calls for the unusual pointer, for lists, for capabilities, and to say what went wrong."""

import struct
from collections.abc import Callable, Collection, Sequence
from itertools import starmap
from typing import Any, Final

from libmultiprocess._proxy import Proxy
from libmultiprocess._rpc.abi import CAP, NO_FINISH, Buffer, Connection, Export, InterfaceInfo, State, Words
from libmultiprocess._wire.framing import MalformedError
from libmultiprocess.errors import ProtocolError

__all__ = [
    "DECODE_ERRORS",
    "ENCODE_ERRORS",
    "PADS",
    "TEXT_PADS",
    "CapSink",
    "CapSource",
    "as_bytes",
    "bits_float",
    "broken",
    "budget",
    "data_at",
    "float_bits",
    "get_bits",
    "get_numbers",
    "malformed",
    "pack_words",
    "pointer_rows",
    "put_bits",
    "put_numbers",
    "refused",
    "starmap",
    "struct_at",
    "struct_rows",
    "text_at",
    "too_deep",
    "too_much",
    "unpack_large",
]

PADS: Final = [b"", bytes(7), bytes(6), bytes(5), bytes(4), bytes(3), bytes(2), bytes(1)]
"""PADS[n & 7] completes n bytes to whole words."""
TEXT_PADS: Final = [bytes(1) + pad for pad in PADS]
"""The same for a text of n bytes, its NUL included in n but not yet written."""

TRAVERSAL_BYTES: Final = 1 << 28
"""How much one message may be made to yield, counting what lists point at as often as it is pointed at."""
MESSAGE_FACTOR: Final = 16
"""How many times its own size a message may yield: an element is 8 bytes long at least, or few."""
FEW_BYTES: Final = 1 << 19
ELEMENT_COST: Final = 128
"""What an element costs as a Python object."""
NESTING: Final = 64

DECODE_ERRORS: Final = (
    MalformedError,
    struct.error,
    IndexError,
    KeyError,
    ValueError,
    TypeError,
    OverflowError,
    RecursionError,
)
"""What decoding bytes that do not fit the declaration may raise."""
ENCODE_ERRORS: Final = (struct.error, AttributeError, IndexError, KeyError, ValueError, TypeError, OverflowError)
"""What encoding values that do not fit the declaration may raise."""

_BITS: Final = {"f": struct.Struct("<f"), "d": struct.Struct("<d")}
_INTS: Final = {"f": struct.Struct("<I"), "d": struct.Struct("<Q")}
Loose = Any  # generated code knows the type
_Unpack = Callable[[Any, int], tuple[Any, ...]]


def budget() -> list[int]:
    """Bytes that may still be read, and levels of structs that contain themselves."""
    return [TRAVERSAL_BYTES, NESTING]


def _charge(buf: Buffer, lim: list[int], cost: int) -> None:
    most = MESSAGE_FACTOR * len(buf) + FEW_BYTES
    lim[0] = min(lim[0], most) - cost
    if lim[0] < 0:
        raise too_much()


def too_much() -> MalformedError:
    """The message points at the same bytes over and over."""
    return MalformedError("message expands beyond the traversal limit")


def too_deep() -> MalformedError:
    """A struct contains itself too many times."""
    return MalformedError("message nests too deeply")


def malformed(where: str, error: Exception) -> MalformedError:
    """Decoding a call failed: the connection it came over is going to end."""
    return MalformedError(_reason(where, error))


def broken(conn: Connection, where: str, error: Exception) -> ProtocolError:
    """Decoding an answer failed: the connection ends here; whoever called is told."""
    return conn.broken(_reason(where, error))


def _reason(where: str, error: Exception) -> str:
    name = "" if isinstance(error, MalformedError) else f"{type(error).__name__}: "
    return f"{where}: malformed: {name}{error}"


def refused(where: str, error: Exception) -> Exception:
    """Encoding failed: an argument is of the wrong type, or a number out of its range."""
    text = f"{where}: {error}"
    if isinstance(error, struct.error):
        kind = TypeError if "required argument" in str(error) else OverflowError
        return kind(text)
    if isinstance(error, OverflowError | ValueError):
        return type(error)(text) if type(error) in {OverflowError, ValueError} else ValueError(text)
    return TypeError(text)


def as_bytes(value: Loose) -> Loose:
    """Any bytes-like object, as one that joins and has its length in bytes."""
    return memoryview(value).cast("B")


# ------------------------------------------------------------------ pointers
def _signed(pointer: int) -> int:
    """Offset of a struct or list pointer, in words."""
    offset = (pointer & 0xFFFFFFFC) >> 2
    return offset - (1 << 30) if offset >> 29 else offset


def _list_at(buf: Buffer, at: int, pointer: int, code: int) -> tuple[int, int]:
    """Start and count of the list that any pointer leads to; for composite lists the count is in words."""
    if pointer & 3 != 1:
        raise MalformedError("not a list pointer")
    if pointer >> 32 & 7 != code:
        raise MalformedError(f"list of element size {pointer >> 32 & 7} where {code} was expected")
    start = at + 8 + 8 * _signed(pointer)
    if start < 0:
        raise MalformedError("list out of bounds")
    return start, pointer >> 35


def text_at(buf: Buffer, at: int, pointer: int) -> str:
    """Text behind any pointer."""
    if not pointer:
        return ""
    start, count = _list_at(buf, at, pointer, 2)
    if not count or start + count > len(buf):
        raise MalformedError("text out of bounds")
    return str(buf[start : start + count - 1], "utf-8")


def data_at(buf: Buffer, at: int, pointer: int) -> bytes:
    """Data behind any pointer."""
    if not pointer:
        return b""
    start, count = _list_at(buf, at, pointer, 2)
    if start + count > len(buf):
        raise MalformedError("data out of bounds")
    return bytes(buf[start : start + count])


def _padded(buf: Buffer, start: int, data: int, pointers: int, data_words: int, pointer_words: int) -> bytes:
    """A struct of another version, cut or filled with zeros to the declared one."""
    split = start + 8 * data
    return bytes(buf[start : start + 8 * min(data, data_words)]).ljust(8 * data_words, b"\0") + bytes(
        buf[split : split + 8 * min(pointers, pointer_words)]
    ).ljust(8 * pointer_words, b"\0")


def struct_at(
    unpack: _Unpack, buf: Buffer, at: int, pointer: int, data_words: int, pointer_words: int
) -> tuple[tuple[Any, ...], int]:
    """Unpack the struct behind any pointer.

    Returns:
        The items, and the address from which the pointers' positions count as if the struct had the declared shape.
    """
    if not pointer:
        return unpack(bytes(8 * (data_words + pointer_words)), 0), 0
    if pointer & 3:
        raise MalformedError("not a struct pointer")
    data, pointers = pointer >> 32 & 0xFFFF, pointer >> 48
    start = at + 8 + 8 * _signed(pointer)
    if start < 0 or start + 8 * (data + pointers) > len(buf):
        raise MalformedError("struct out of bounds")
    if (data, pointers) == (data_words, pointer_words):
        return unpack(buf, start), start
    items = unpack(_padded(buf, start, data, pointers, data_words, pointer_words), 0)
    return items, start + 8 * (data - data_words)


def unpack_large(
    unpack: _Unpack, buf: Buffer, start: int, data: int, data_words: int, pointer_words: int
) -> tuple[tuple[Any, ...], int]:
    """Unpack a params or results struct whose data section is larger than declared; see `struct_at`."""
    items = unpack(_padded(buf, start, data, pointer_words, data_words, pointer_words), 0)
    return items, start + 8 * (data - data_words)


def struct_rows(
    layout: struct.Struct, buf: Buffer, at: int, pointer: int, data_words: int, pointer_words: int, lim: list[int]
) -> tuple[Any, int, int]:
    """Unpack all elements of a list of structs.

    Returns:
        An iterable of their items, the address of the first (see `struct_at`), and the distance to the next.
    """
    if not pointer:
        return (), 0, 0
    start, words = _list_at(buf, at, pointer, 7)
    end = start + 8 + 8 * words
    if end > len(buf):
        raise MalformedError("list out of bounds")
    tag = int.from_bytes(buf[start : start + 8], "little")
    start += 8
    count, data, pointers = (tag & 0xFFFFFFFC) >> 2, tag >> 32 & 0xFFFF, tag >> 48
    step = 8 * (data + pointers)
    _charge(buf, lim, ELEMENT_COST * count)
    if tag & 3 or count * step > 8 * words:
        raise MalformedError("list of structs is malformed")
    if data == data_words and pointers == pointer_words:
        if not step:
            return [()] * count, start, 0
        return layout.iter_unpack(memoryview(buf)[start : start + count * step]), start, step
    unpack = layout.unpack
    rows = [unpack(_padded(buf, start + k * step, data, pointers, data_words, pointer_words)) for k in range(count)]
    return rows, start + 8 * (data - data_words), step


def pointer_rows(buf: Buffer, at: int, pointer: int, lim: list[int]) -> tuple[tuple[int, ...], int]:
    """The words of a list of pointers, and the address of the first."""
    if not pointer:
        return (), 0
    start, count = _list_at(buf, at, pointer, 6)
    if start + 8 * count > len(buf):
        raise MalformedError("list out of bounds")
    _charge(buf, lim, ELEMENT_COST * count)
    return struct.unpack_from(f"<{count}Q", buf, start), start


# --------------------------------------------------------------------- lists
def pack_words(words: Sequence[int]) -> bytes:
    """Words one after the other."""
    return struct.pack(f"<{len(words)}Q", *words)


def put_numbers(values: Collection[Any], fmt: str, code: int) -> tuple[int, bytes]:
    """Pointer word (without offset) and tail of a list of numbers."""
    count = len(values)
    packed = struct.pack(f"<{count}{fmt}", *values)
    return 1 | code << 32 | count << 35, packed + PADS[len(packed) & 7]


def put_bits(values: Collection[Any]) -> tuple[int, bytes]:
    """Pointer word (without offset) and tail of a list of bools."""
    count = len(values)
    bits = int("".join(["1" if value else "0" for value in values])[::-1] or "0", 2)
    return 1 | 1 << 32 | count << 35, bits.to_bytes((count + 63) // 64 * 8, "little")


_SIZES: Final = {2: 1, 3: 2, 4: 4, 5: 8}


def get_numbers(buf: Buffer, at: int, pointer: int, fmt: str, code: int, lim: list[int]) -> tuple[Any, ...]:
    """The numbers of a list."""
    if not pointer:
        return ()
    start, count = _list_at(buf, at, pointer, code)
    _charge(buf, lim, _SIZES[code] * count)
    if start + _SIZES[code] * count > len(buf):
        raise MalformedError("list out of bounds")
    return struct.unpack_from(f"<{count}{fmt}", buf, start)


def get_bits(buf: Buffer, at: int, pointer: int, lim: list[int]) -> list[bool]:
    """The bools of a list."""
    if not pointer:
        return []
    start, count = _list_at(buf, at, pointer, 1)
    size = (count + 7) >> 3
    _charge(buf, lim, count)
    if start + size > len(buf):
        raise MalformedError("list out of bounds")
    text = format(int.from_bytes(buf[start : start + size], "little"), f"0{8 * size}b")
    return [char == "1" for char in text[::-1][:count]]


def float_bits(value: float, fmt: str) -> int:
    """The bits of a float, for fields with a default value."""
    bits: int = _INTS[fmt].unpack(_BITS[fmt].pack(value))[0]
    return bits


def bits_float(bits: int, fmt: str) -> float:
    """The float of some bits."""
    value: float = _BITS[fmt].unpack(_INTS[fmt].pack(bits))[0]
    return value


# -------------------------------------------------------------- capabilities
class CapSink:
    """Collects the capabilities of a message while it is encoded."""

    __slots__ = ("_base", "_conn", "exports")

    def __init__(self, conn: Connection, base: int) -> None:
        self._conn = conn
        self._base = base
        self.exports: list[Export] = []

    def add(self, impl: object, info: InterfaceInfo, owned: bool) -> int:
        """Export `impl`; its pointer word."""
        if impl is None:
            return 0
        export = self._conn.export(impl, info, owned)
        self.exports.append(export)
        return CAP | (self._base + len(self.exports) - 1) << 32

    def undo(self) -> None:
        """The message will not be sent."""
        for export in self.exports:
            self._conn.unref(export.eid, 1)

    def ids(self) -> list[int]:
        """Export ids, one for each reference sent."""
        return [export.eid for export in self.exports]

    def table(self, *context: int) -> bytes:
        """The capability table, which ends the message."""
        entries = [*context, *[1 | export.eid << 32 for export in self.exports]]
        if not entries:
            return b""
        words = [len(entries) << 2 | 0x00010001 << 32]
        for entry in entries:
            words += (entry, 0)
        return pack_words(words)

    def pointer(self, offset: int) -> int:
        """Pointer to the table `offset` words on."""
        count = self._base + len(self.exports)
        return offset << 2 | 1 | 7 << 32 | count << 36 if count else 0

    def words(self) -> int:
        """Length of the table with its tag."""
        count = self._base + len(self.exports)
        return 2 * count + 1 if count else 0

    def flags(self, qid: int) -> int:
        """Word 3 of a Return: capabilities need a Finish, which says that none is pipelined upon any more."""
        return qid if self.exports else qid | NO_FINISH


class CapSource:
    """Takes capabilities out of a received message: results, or parameters where `state` is given."""

    __slots__ = ("_conn", "_lent", "_state", "_t", "_words")

    def __init__(self, conn: Connection, words: Words, t: int, state: State | None = None) -> None:
        self._conn = conn
        self._words = words
        self._t = t
        self._state = state
        self._lent: list[Proxy] = []

    def take(self, pointer: int, proxy: type[Proxy]) -> Loose:
        """The object behind a capability pointer, ours from now on."""
        conn = self._conn
        if not pointer:
            return None
        if self._state is None:
            found = conn.cap_at(pointer, self._words, self._t)
        else:
            found = conn.keep_at(self._state, pointer, self._words, self._t)
        return proxy(conn, found) if found >= 0 else conn.home(found)

    def lend(self, pointer: int, proxy: type[Proxy]) -> Loose:
        """The object behind a capability pointer, ours until the call returns."""
        conn = self._conn
        if not pointer:
            return None
        found = conn.lend_at(pointer, self._words, self._t)
        if found < 0:
            return conn.home(found)
        lent = proxy(conn, found, lent=True)
        self._lent.append(lent)
        return lent

    def end(self) -> None:
        """The call is over: what was lent is no longer valid."""
        for lent in self._lent:
            lent._end_loan()  # the proxy's other half
