"""The parts of a declaration: what is said of a file, an interface and a foreign type."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """How a foreign type crosses: as a `wire` type, made by `encode` and read back by `decode`.

    Both must be importable by name (functions, methods, classes), since generated code calls them by name.
    """

    wire: object
    encode: Callable[..., object]
    decode: Callable[..., object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """What the schema says of one interface beyond its abstract class.

    Attributes:
        id: 0 derives it from the file's id and the name.
        ordinals: method -> ordinal, by the Python or the schema's name; methods not named follow in the order of their
            declaration. Without `ordinals`, `destroy` comes first. Unused numbers become reserved methods. A method
            with an answer of its own crosses if it is named here; else only abstract ones do.
        name: in the schema; the class's by default.
        wrap: the C++ class of `$Proxy.wrap`; the namespace-free class name by default.
        root: the interface a connection starts with: it gets `construct @0`, which swaps thread maps, and no `destroy`.
        destroy: whether a proxy's `close` calls `destroy` in the peer. None: unless ordinals are given without it.
        raises: exceptions that cross as themselves from this interface's methods; None: all of the schema's.
        owned: "method.parameter" of interfaces the callee keeps, for classes that cannot use `Owned` in their hints.
        secret: "method.parameter" (or "method.result") of values the log never shows, likewise.
        hints: "method.parameter" -> hint used instead of the written one, likewise.
    """

    id: int = 0
    ordinals: Mapping[str, int] | None = None
    name: str = ""
    wrap: str = ""
    root: bool = False
    destroy: bool | None = None
    raises: tuple[type[Exception], ...] | None = None
    owned: Set[str] = frozenset()
    secret: Set[str] = frozenset()
    hints: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaFile:
    """One .capnp file. `types` are dataclasses that belong here although another file uses them first."""

    id: int = 0
    interfaces: Mapping[type, Interface]
    types: tuple[type, ...] = ()
