"""Every wire type goes there and back, in the same words locally and through a connection."""

# ruff: noqa: A002  (parameters are named to provoke; what overrides has its docstring in the interface)

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, IntFlag
from typing import NamedTuple

import pytest

import libmultiprocess as mp
from libmultiprocess.testing import MODES, Mode, pair


class Color(Enum):
    """By position."""

    RED = "r"
    GREEN = "g"


class Level(Enum):
    """By value."""

    LOW = -1
    HIGH = 1 << 20


class Flags(IntFlag):
    """By value; values may be combined."""

    READ = 1
    WRITE = 2


class Spot(NamedTuple):
    """A struct as well."""

    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """Inherited from."""

    name: str
    weight: mp.Float32 = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing(Base):
    """A bit of everything."""

    small: mp.Int8
    flags: tuple[bool, ...] = ()
    blob: bytes | None = None
    count: mp.UInt16 | None = None
    on: bool | None = None
    parent: "Thing | None" = None
    color: Color = Color.RED
    by_name: dict[str, "Thing"] = field(default_factory=dict)


@dataclass(frozen=True)
class Nothing:
    """No fields."""


class Foreign:
    """A class the library does not know."""

    def __init__(self, text: str) -> None:
        self.text = text

    def to_bytes(self) -> bytes:
        """For the wire."""
        return self.text.encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Foreign":
        """From the wire."""
        return cls(data.decode())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Foreign) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)


class Types(ABC):
    """One method per wire type; names of parameters are those that generated code is tempted to use itself."""

    @abstractmethod
    def bools(self, a: bool, b: bool) -> bool:
        """Bool."""

    @abstractmethod
    def ints(self, a: mp.Int8, b: mp.Int16, c: mp.Int32, d: mp.Int64) -> tuple[mp.Int8, mp.Int16, mp.Int32, mp.Int64]:
        """Signed."""

    @abstractmethod
    def uints(
        self, a: mp.UInt8, b: mp.UInt16, c: mp.UInt32, d: mp.UInt64
    ) -> tuple[mp.UInt8, mp.UInt16, mp.UInt32, mp.UInt64]:
        """Unsigned."""

    @abstractmethod
    def floats(self, state: mp.Float32, q: float) -> tuple[mp.Float32, float]:
        """Float."""

    @abstractmethod
    def text(self, str: str) -> str:
        """Text."""

    @abstractmethod
    def texts(self, p: str, buf: str, head: str) -> tuple[str, str, str]:
        """Several of them."""

    @abstractmethod
    def data(self, bytes: bytes) -> bytes:
        """Data."""

    @abstractmethod
    def enums(self, color: Color, level: Level, flags: Flags) -> tuple[Color, Level, Flags]:
        """Enum."""

    @abstractmethod
    def optionals(
        self, type: int | None, len: str | None, on: bool | None
    ) -> tuple[int | None, str | None, bool | None]:
        """Optional."""

    @abstractmethod
    def lists(
        self, conn: list[mp.Int16], r: list[str], end: list[bool]
    ) -> tuple[list[mp.Int16], list[str], list[bool]]:
        """List."""

    @abstractmethod
    def nested(self, rows: list[list[bytes]], maybe: list[int | None]) -> tuple[list[list[bytes]], list[int | None]]:
        """List of lists, and of optionals."""

    @abstractmethod
    def sets(self, a: set[str], b: frozenset[int]) -> tuple[set[str], frozenset[int]]:
        """Set."""

    @abstractmethod
    def dicts(
        self, counts: dict[str, int], things: dict[int, Thing | None]
    ) -> tuple[dict[str, int], dict[int, Thing | None]]:
        """Dict."""

    @abstractmethod
    def tuples(
        self, pair: tuple[int, str], more: list[tuple[bool, Spot]]
    ) -> tuple[tuple[int, str], list[tuple[bool, Spot]]]:
        """Tuple."""

    @abstractmethod
    def things(self, thing: Thing, more: tuple[Thing, ...]) -> tuple[Thing, ...]:
        """Dataclasses."""

    @abstractmethod
    def nothing(self, nothing: Nothing, more: list[Nothing]) -> Nothing:
        """A struct without fields."""

    @abstractmethod
    def foreign(
        self, one: Foreign, many: list[Foreign], none: Foreign | None
    ) -> tuple[Foreign, list[Foreign], Foreign | None]:
        """Hooks."""

    @abstractmethod
    def enum_lists(self, colors: list[Color], levels: set[Level]) -> tuple[list[Color], set[Level]]:
        """Lists of converted numbers."""

    @abstractmethod
    def void(self) -> None:
        """No result."""

    @abstractmethod
    def defaults(self, a: int = 3, *, b: str = "b", color: Color = Color.GREEN) -> tuple[int, str, Color]:
        """Defaults are the caller's business."""


class Mirror(Types):
    """Gives back what it gets."""

    def bools(self, a: bool, b: bool) -> bool:
        return a and not b

    def ints(self, a: int, b: int, c: int, d: int) -> tuple[int, int, int, int]:
        return a, b, c, d

    uints = ints

    def floats(self, state: float, q: float) -> tuple[float, float]:
        return state, q

    def text(self, str: str) -> str:
        return str

    def texts(self, p: str, buf: str, head: str) -> tuple[str, str, str]:
        return p, buf, head

    def data(self, bytes: bytes) -> bytes:
        return bytes

    def enums(self, color: Color, level: Level, flags: Flags) -> tuple[Color, Level, Flags]:
        return color, level, flags

    def optionals(
        self, type: int | None, len: str | None, on: bool | None
    ) -> tuple[int | None, str | None, bool | None]:
        return type, len, on

    def lists(self, conn: list[int], r: list[str], end: list[bool]) -> tuple[list[int], list[str], list[bool]]:
        return conn, r, end

    def nested(self, rows: list[list[bytes]], maybe: list[int | None]) -> tuple[list[list[bytes]], list[int | None]]:
        return rows, maybe

    def sets(self, a: set[str], b: frozenset[int]) -> tuple[set[str], frozenset[int]]:
        return a, b

    def dicts(
        self, counts: dict[str, int], things: dict[int, Thing | None]
    ) -> tuple[dict[str, int], dict[int, Thing | None]]:
        return counts, things

    def tuples(
        self, pair: tuple[int, str], more: list[tuple[bool, Spot]]
    ) -> tuple[tuple[int, str], list[tuple[bool, Spot]]]:
        return pair, more

    def things(self, thing: Thing, more: tuple[Thing, ...]) -> tuple[Thing, ...]:
        return (thing, *more)

    def nothing(self, nothing: Nothing, more: list[Nothing]) -> Nothing:
        assert all(isinstance(each, Nothing) for each in more)
        return nothing

    def foreign(
        self, one: Foreign, many: list[Foreign], none: Foreign | None
    ) -> tuple[Foreign, list[Foreign], Foreign | None]:
        return one, many, none

    def enum_lists(self, colors: list[Color], levels: set[Level]) -> tuple[list[Color], set[Level]]:
        return colors, levels

    def void(self) -> None:
        return

    def defaults(self, a: int = 3, *, b: str = "b", color: Color = Color.GREEN) -> tuple[int, str, Color]:
        return a, b, color


SCHEMA = mp.Schema(
    files={"types.capnp": mp.SchemaFile(interfaces={Types: mp.Interface()})},
    types={Foreign: mp.Hook(wire=bytes, encode=Foreign.to_bytes, decode=Foreign.from_bytes)},
)
STUBS = mp.generate(SCHEMA)
FULL = Thing(
    name="ünï\0code",
    small=-128,
    flags=(True, False) * 40,
    blob=b"\0\1",
    count=65535,
    on=False,
    parent=Thing(name="p", small=127, weight=-1.25),
    color=Color.GREEN,
    by_name={"": Thing(name="", small=0, blob=b"")},
)
BARE = Thing(name="", small=0)


@pytest.fixture(params=MODES)
def types(request: pytest.FixtureRequest) -> Iterator[Types]:
    """The object, and its proxy."""
    mode: Mode = request.param
    with pair(mode, Mirror(), STUBS.TypesProxy) as found:
        yield found


def test_bool(types: Types) -> None:
    """Neighbours in one byte do not disturb one another."""
    assert types.bools(True, False) is True
    assert types.bools(True, True) is False


def test_bounds_of_ints(types: Types) -> None:
    """All widths, both ends."""
    for low, high in [(-1, 0), (0, 1)]:
        limits = [(-(1 << bits) if low else 0) if high == 0 else (1 << bits) - 1 for bits in (7, 15, 31, 63)]
        assert types.ints(*limits) == tuple(limits)
    assert types.uints(0, 0, 0, 0) == (0, 0, 0, 0)
    top = [(1 << bits) - 1 for bits in (8, 16, 32, 64)]
    assert types.uints(*top) == tuple(top)


def test_floats(types: Types) -> None:
    """Infinities and NaN too."""
    assert types.floats(0.5, -math.pi) == (0.5, -math.pi)
    assert types.floats(math.inf, -math.inf) == (math.inf, -math.inf)
    assert all(math.isnan(each) for each in types.floats(math.nan, math.nan))


@pytest.mark.parametrize("text", ["", "a", "1234567", "12345678", "ünïcödé \U0001f600", "nul \0 inside", "x" * 100_000])
def test_text(types: Types, text: str) -> None:
    """All paddings, and more than one read."""
    assert types.text(text) == text
    assert types.texts(text, "", text) == (text, "", text)


@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 16_383, 16_384, 16_385, 1 << 20])
def test_data(types: Types, size: int) -> None:
    """Around the size from which pieces are sent unjoined."""
    data = bytes(range(256)) * (size // 256 + 1)
    assert types.data(data[:size]) == data[:size]


def test_enums(types: Types) -> None:
    """By position, by value, combined."""
    both = Flags.READ | Flags.WRITE
    assert types.enums(Color.GREEN, Level.LOW, both) == (Color.GREEN, Level.LOW, both)
    assert types.enum_lists([Color.RED, Color.GREEN], {Level.HIGH}) == ([Color.RED, Color.GREEN], {Level.HIGH})


def test_optionals(types: Types) -> None:
    """None is neither zero nor empty."""
    assert types.optionals(None, None, None) == (None, None, None)
    assert types.optionals(0, "", False) == (0, "", False)


def test_lists(types: Types) -> None:
    """Empty ones, bits, numbers, pointers."""
    assert types.lists([], [], []) == ([], [], [])
    bits = [bool(index % 3) for index in range(77)]
    assert types.lists([-1, 2, 3], ["a", "", "bc"], bits) == ([-1, 2, 3], ["a", "", "bc"], bits)
    assert types.nested([[b"a"], [], [b"", b"b" * 9]], [1, None, 0]) == ([[b"a"], [], [b"", b"b" * 9]], [1, None, 0])


def test_sets_dicts_and_tuples(types: Types) -> None:
    """As lists of elements or pairs."""
    assert types.sets({"a", "b"}, frozenset({1, 2})) == ({"a", "b"}, frozenset({1, 2}))
    assert types.dicts({"a": 1, "": -1}, {5: None, 6: FULL}) == ({"a": 1, "": -1}, {5: None, 6: FULL})
    assert types.tuples((1, "x"), [(True, Spot(1, 2)), (False, Spot(-3, 4))]) == (
        (1, "x"),
        [(True, Spot(1, 2)), (False, Spot(-3, 4))],
    )


def test_dataclasses(types: Types) -> None:
    """Nested, inherited, with defaults, in lists."""
    assert types.things(FULL, ()) == (FULL,)
    assert types.things(BARE, (FULL, BARE, FULL)) == (BARE, FULL, BARE, FULL)
    assert types.nothing(Nothing(), [Nothing()] * 3) == Nothing()


def test_hooks(types: Types) -> None:
    """In fields, lists and optionals."""
    assert types.foreign(Foreign("a"), [Foreign("b")], None) == (Foreign("a"), [Foreign("b")], None)
    assert types.foreign(Foreign(""), [], Foreign("c")) == (Foreign(""), [], Foreign("c"))


def test_defaults_and_void(types: Types) -> None:
    """The proxy has the signature of the interface."""
    types.void()
    assert types.defaults() == (3, "b", Color.GREEN)
    assert types.defaults(4, b="c", color=Color.RED) == (4, "c", Color.RED)


@pytest.mark.parametrize(
    ("call", "kind"),
    [
        (lambda types: types.ints(128, 0, 0, 0), OverflowError),
        (lambda types: types.ints(0, 0, -(1 << 31) - 1, 0), OverflowError),
        (lambda types: types.uints(0, -1, 0, 0), OverflowError),
        (lambda types: types.uints(0, 0, 0, 1 << 64), OverflowError),
        (lambda types: types.floats(1e300, 0.0), OverflowError),
        (lambda types: types.ints("1", 0, 0, 0), TypeError),
        (lambda types: types.text(5), TypeError),
        (lambda types: types.data("text"), TypeError),
        (lambda types: types.text("\ud800"), ValueError),
        (lambda types: types.lists([1 << 15], [], []), OverflowError),
        (lambda types: types.enums("RED", Level.LOW, Flags.READ), TypeError),
        (lambda types: types.things(None, ()), TypeError),
    ],
)
def test_what_does_not_fit_is_one_clear_error(call: "object", kind: type[Exception]) -> None:
    """It names the method, and the connection goes on."""
    with pair("ipc", Mirror(), STUBS.TypesProxy) as types:
        assert callable(call)
        with pytest.raises(kind, match=r"^Types\.\w+: "):
            call(types)
        assert types.bools(True, False)
