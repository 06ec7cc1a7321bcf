"""What every wire type answers: its place and name in a schema, and the text of its encoder and decoder.

Generated code works on three things. A *data* field becomes one item of a `struct` format. A *pointer* field becomes a
pointer word there and a *tail*: words that follow, which hold no absolute position and so can be joined freely. In the
other direction a decoder gets the frame `buf`, the byte address of the pointer and the pointer word.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

LIST = 1
"""Kind bits of a list pointer."""
TEXT_POINTER = LIST | 2 << 32
LIST_MASK = 0x700000003
OFFSET_MASK = 0xFFFFFFFC
EMPTY_STRUCT = 0xFFFFFFFC
"""Pointer to a struct without fields: offset -1, so that it differs from null."""


class Scope(Protocol):
    """How a schema file names types, its own and imported ones."""

    def type_name(self, file: str, name: str) -> str:
        """`name` as seen from the file being written."""


class Module(Protocol):
    """The module being generated."""

    def ref(self, obj: object) -> str:
        """A name that means `obj` in the generated module."""

    def runtime(self, name: str) -> str:
        """A name that means the helper `name` of `_types.runtime`."""

    def const(self, text: str, prefix: str = "C") -> str:
        """A module-level name for the value of an expression."""

    def function(self, prefix: str, key: str, build: "Callable[[str], Lines]") -> str:
        """The name of a module-level function, built when first asked for."""


class Lines:
    """Source text under construction."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._depth = 0
        self._serial = 0

    def add(self, *lines: str) -> None:
        """Append lines at the present depth."""
        self.lines += ["    " * self._depth + line if line else "" for line in lines]

    def extend(self, other: "Lines") -> None:
        """Append all of `other` at the present depth."""
        self.add(*other.lines)

    @contextmanager
    def block(self, opening: str) -> Iterator[None]:
        """A line that opens a block, and the block."""
        self.add(opening)
        self._depth += 1
        yield
        self._depth -= 1

    def fresh(self) -> str:
        """A number not used before in this text, for names of local variables."""
        self._serial += 1
        return str(self._serial)


@dataclass
class Tail:
    """Where an encoder left its result.

    Attributes:
        const: constant part of the pointer word, without offset.
        dyn: expression to add to it, or "".
        words: expression: length of the tail in words.
        parts: expressions of bytes that make up the tail.
        placed: whether an offset is to be added (not for capabilities, nor for structs without fields).
        maybe_null: the pointer expression is 0 where there is nothing.
    """

    const: int
    dyn: str = ""
    words: str = "0"
    parts: list[str] = field(default_factory=list)
    placed: bool = True
    maybe_null: bool = False


class Wire(ABC):
    """A wire type."""

    label: str
    """Part of the names of types made from this one: `PairTextInt64`."""
    caps = False
    """Whether values may hold capabilities."""
    deep = False
    """Whether decoding follows a pointer per element, and so needs the traversal budget."""

    @abstractmethod
    def schema(self, scope: Scope) -> str:
        """The type's name in a schema."""

    @property
    def key(self) -> str:
        """Distinguishes generated functions; types that share a label but differ in Python differ here."""
        return self.label


class DataWire(Wire):
    """A type that lives in the data section."""

    lg: int
    """log2 of its bits."""
    fmt: str
    """Its `struct` format."""

    def to_wire(self, module: Module, value: str) -> str:
        """Expression of the packed item."""
        return value

    def from_wire(self, module: Module, item: str) -> str:
        """Expression of the value."""
        return item

    plain = True
    """Whether both of the above are the identity."""


class PointerWire(Wire):
    """A type that lives behind a pointer."""

    @abstractmethod
    def encode(self, module: Module, out: Lines, value: str) -> Tail:
        """Write statements that encode the expression `value`."""

    @abstractmethod
    def decode(self, module: Module, out: Lines, pointer: str, at: str) -> str:
        """Write statements that decode, in a scope with `buf`, `end`, `lim` (and `cs` for capabilities).

        Args:
            pointer: variable holding the pointer word.
            at: expression of the byte address of the pointer.
        """

    def charge(self, pointer: str) -> str:
        """Expression of what decoding one element costs beyond what its own decoder charges, or ""."""
        return ""


def variable(out: Lines, value: str) -> str:
    """`value` if it is cheap to repeat, else a variable that holds it."""
    if value.isidentifier():
        return value
    name = f"v{out.fresh()}"
    out.add(f"{name} = {value}")
    return name


def plus(expression: str, number: int) -> str:
    """An address some bytes on, with constants folded."""
    base, _, last = expression.rpartition(" + ")
    return f"{base} + {int(last) + number}" if base and last.isdigit() else f"{expression} + {number}"
