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
        defaults: "method.parameter" -> number or bool that the schema states as its default value. It changes what is on
            the wire; the default of the Python parameter does not.
        spread: methods whose dataclass crosses as several results, one for each of its fields.
        nullable: methods whose `X | None` crosses as a pointer that may be null, without a companion `hasResult`.
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
    defaults: Mapping[str, object] = field(default_factory=dict)
    spread: Set[str] = frozenset()
    nullable: Set[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaFile:
    """One .capnp file.

    Attributes:
        types: dataclasses that belong here although another file uses them first.
        defaults: "Class.field" -> default value that the schema states for a field of a dataclass that belongs here.
    """

    id: int = 0
    interfaces: Mapping[type, Interface]
    types: tuple[type, ...] = ()
    defaults: Mapping[str, object] = field(default_factory=dict)
