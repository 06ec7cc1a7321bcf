"""The checked form of a declaration: structs with their layout, interfaces with their methods, files in order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from libmultiprocess._schema.layout import StructLayout
from libmultiprocess._types.base import DataWire, Wire


@dataclass
class Field:
    """A field as Python sees it; an optional one takes two fields of the schema.

    Attributes:
        name: attribute, parameter or element in Python.
        wire_name: in the schema.
        wire: None for Void.
        optional: there is a companion `hasX`, or (interfaces) None is the null capability.
        has_wire_name: of the companion, "" where there is none.
        offset: in units of the type's size; for pointers the index in their section.
        has_offset: bit of the companion.
        nullable: without a companion: None is the null pointer.
        default: the schema's default value, as bits (numbers) or bytes (Text, Data).
        tag: number in the struct's union, None outside of it; `tag_offset` says where that number stands.
        secret: never logged.
        owned: the receiver keeps the interface.
        exception: what the schema calls the exception that this result is; `error` is its class.
    """

    name: str
    wire_name: str
    wire: Wire | None
    optional: bool = False
    has_wire_name: str = ""
    nullable: bool = False
    offset: int = 0
    has_offset: int = 0
    default: int | bytes | None = None
    tag: int | None = None
    tag_offset: int = 0
    secret: bool = False
    owned: bool = False
    exception: str = ""
    error: type[Exception] | None = None


class Kind(Enum):
    """How Python values of a struct are taken apart and made."""

    DATACLASS = "dataclass"
    TUPLE = "tuple"
    BOX = "box"
    ERROR = "error"
    MESSAGE = "message"


@dataclass
class StructModel:
    """A struct of the schema."""

    name: str
    kind: Kind
    file: str = ""
    id: int = 0
    cls: object = None
    fields: list[Field] = field(default_factory=list)
    keyword_only: set[str] = field(default_factory=set)
    data_words: int = 0
    pointers: int = 0
    union: bool = False
    recursive: bool = False
    caps: bool = False
    deep: bool = False

    @property
    def shape(self) -> int:
        """The upper half of a pointer to it."""
        return self.data_words | self.pointers << 16

    def lay_out(self, *, context: bool = False) -> None:
        """Place all fields in the order they stand in."""
        layout = StructLayout()
        if context:
            layout.add_pointer()
        for item in self.fields:
            wire = item.wire
            if isinstance(wire, DataWire):
                item.offset = layout.add_data(wire.lg)
            else:
                item.offset = layout.add_pointer()
            if item.has_wire_name:
                item.has_offset = layout.add_data(0)
        self.data_words = layout.data_words
        self.pointers = layout.pointers


class Special(Enum):
    """Methods that are no method of the abstract class."""

    NONE = ""
    DESTROY = "destroy"
    CONSTRUCT = "construct"
    RESERVED = "reserved"


@dataclass
class Argument:
    """A parameter of the Python method. `default` is source text; a member's name where `default_class` is an enum."""

    name: str
    hint: object
    keyword_only: bool = False
    default: str = ""
    default_class: type | None = None


@dataclass
class MethodModel:
    """A method of an interface.

    Attributes:
        results: its fields but for exceptions; more than one means a tuple.
        returns: the hint of the Python result.
        is_tuple: the fields are the elements of a tuple.
        spread: the dataclass whose fields they are.
    """

    name: str
    wire_name: str
    ordinal: int
    context: bool
    params: StructModel
    results: StructModel
    arguments: list[Argument] = field(default_factory=list)
    returns: object = None
    special: Special = Special.NONE
    is_tuple: bool = False
    spread: type | None = None

    @property
    def values(self) -> list[Field]:
        """The result fields that are no exception."""
        return [item for item in self.results.fields if not item.exception]

    @property
    def errors(self) -> list[Field]:
        """The result fields that are exceptions, the most derived class first."""
        return [item for item in self.results.fields if item.exception]


@dataclass
class InterfaceModel:
    """An interface of the schema. `cls` is None for callbacks; `hint` is then the callable's."""

    name: str
    id: int
    file: str
    cls: type | None = None
    hint: object = None
    wrap: str = ""
    bases: "list[InterfaceModel]" = field(default_factory=list)
    methods: list[MethodModel] = field(default_factory=list)

    @property
    def proxy(self) -> str:
        """Name of the generated class."""
        return f"{self.name}Proxy"

    def destroy_method(self) -> "tuple[InterfaceModel, MethodModel] | None":
        """The method `destroy`, own or inherited, and the interface that has it."""
        for method in self.methods:
            if method.special is Special.DESTROY:
                return self, method
        for base in self.bases:
            found = base.destroy_method()
            if found is not None:
                return found
        return None

    def ancestors(self) -> "list[InterfaceModel]":
        """All bases, nearest first, each once."""
        out: list[InterfaceModel] = []
        for base in self.bases:
            for each in [base, *base.ancestors()]:
                if each not in out:
                    out.append(each)
        return out


@dataclass
class EnumModel:
    """An enum that crosses by position."""

    name: str
    id: int
    file: str
    enumerants: Sequence[str]


@dataclass
class FileModel:
    """One schema file."""

    name: str
    id: int
    structs: list[StructModel] = field(default_factory=list)
    enums: list[EnumModel] = field(default_factory=list)
    interfaces: list[InterfaceModel] = field(default_factory=list)


@dataclass
class SchemaModel:
    """Everything, by file."""

    files: list[FileModel]
    namespace: str = ""
