"""From a Python hint to a wire type.

The table grows as hints are met: structs of dataclasses, tuples and dict items, interfaces of callables. Each new type
belongs to the schema file that met it first, unless the declaration says otherwise.
"""

import collections.abc
import dataclasses
import functools
import operator
import types as python_types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Annotated, Any, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from libmultiprocess._schema.declare import Hook
from libmultiprocess._schema.defaults import default_bits
from libmultiprocess._schema.ids import child_id
from libmultiprocess._schema.marks import OWNED, SECRET, Width
from libmultiprocess._schema.model import (
    Argument,
    EnumModel,
    Field,
    FileModel,
    InterfaceModel,
    Kind,
    MethodModel,
    Special,
    StructModel,
)
from libmultiprocess._schema.names import camel, capital
from libmultiprocess._types.base import DataWire, Wire
from libmultiprocess._types.boolean import BoolWire
from libmultiprocess._types.data import DataWireType
from libmultiprocess._types.enumeration import EnumWire
from libmultiprocess._types.hook import hook
from libmultiprocess._types.interface import InterfaceWire
from libmultiprocess._types.number import FORMATS, NumberWire
from libmultiprocess._types.sequence import ListWire
from libmultiprocess._types.structure import StructWire
from libmultiprocess._types.text import TextWire
from libmultiprocess.errors import SchemaError

SCALARS: dict[object, Callable[[], Wire]] = {
    bool: BoolWire,
    int: lambda: NumberWire("Int64"),
    float: lambda: NumberWire("Float64"),
    str: TextWire,
    bytes: DataWireType,
    bytearray: DataWireType,
}
CONTAINERS: dict[object, type] = {
    list: list,
    set: set,
    frozenset: frozenset,
    collections.abc.Sequence: list,
    collections.abc.Collection: list,
    collections.abc.Iterable: list,
    collections.abc.Set: frozenset,
}
MAPPINGS = (dict, collections.abc.Mapping)
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass
class Place:
    """Where a hint stands: for messages, for names of new types, and for type variables.

    Attributes:
        where: `Class.method` or the dataclass and field.
        path: names a callable's interface is made of, the most telling first.
    """

    where: str
    file: FileModel
    path: tuple[str, ...]
    variables: Mapping[object, object] = field(default_factory=dict)


@dataclass
class Found:
    """What a hint says."""

    wire: Wire
    optional: bool = False
    secret: bool = False
    owned: bool = False


def show(hint: object) -> str:
    """A hint as a person would write it."""
    return (
        getattr(hint, "__name__", None) or repr(hint) if isinstance(hint, type) and not get_args(hint) else repr(hint)
    )


def substitute(hint: object, variables: Mapping[object, object]) -> object:
    """A hint with its type variables put in."""
    if isinstance(hint, TypeVar):
        return substitute(variables[hint], {}) if hint in variables else hint
    if isinstance(hint, list):
        return [substitute(each, variables) for each in hint]
    args = get_args(hint)
    if not args or not any(isinstance(each, TypeVar) for each in getattr(hint, "__parameters__", ())):
        return hint
    inner = tuple(substitute(each, variables) for each in args)
    if get_origin(hint) in {Union, python_types.UnionType}:
        return functools.reduce(operator.or_, cast("tuple[Any, ...]", inner))
    if get_origin(hint) is Annotated:
        return inner[0]
    origin: Any = get_origin(hint)
    return origin[inner]


class Table:
    """All wire types of a schema."""

    def __init__(self, types: Mapping[object, object], owners: Mapping[type, FileModel]) -> None:
        self.types = types
        self.owners = owners
        self.interfaces: dict[type, InterfaceModel] = {}
        self.locals: dict[str, object] = {}
        self.raises: tuple[type[Exception], ...] = ()
        self.defaults: dict[str, dict[str, object]] = {}  # file -> "Class.field" -> value; taken out when met
        self._structs: dict[object, StructModel] = {}
        self._enums: dict[type, str] = {}
        self._names: dict[str, dict[str, object]] = {}

    # -------------------------------------------------------------- entrance
    def find(self, hint: object, place: Place) -> Found:
        """Resolve a hint that may be Optional and marked."""
        found = Found(TextWire())
        while True:
            if get_origin(hint) is Annotated:
                base, *marks = get_args(hint)
                found.secret |= SECRET in marks or SECRET.name in marks  # plain text: no import of this library needed
                found.owned |= OWNED in marks
                widths = [mark.name for mark in marks if isinstance(mark, Width)]
                widths += [mark for mark in marks if isinstance(mark, str) and mark in FORMATS]
                if widths:
                    found.wire = NumberWire(widths[-1])
                    return found
                hint = base
            elif self._known(hint) is None and self._optional(hint) is not None:
                found.optional = True
                hint = self._optional(hint)
            else:
                break
        mapped = self._known(hint)
        if mapped is not None and not isinstance(mapped, Hook):
            inner = self.find(mapped, place)
            inner.optional |= found.optional
            inner.secret |= found.secret
            inner.owned |= found.owned
            return inner
        if isinstance(hint, NewType) and mapped is None:
            inner = self.find(hint.__supertype__, place)
            inner.optional |= found.optional
            inner.secret |= found.secret
            return inner
        if isinstance(hint, TypeVar):
            bound = place.variables.get(hint, hint.__bound__)
            if bound is None:
                raise self.error(hint, place, "a type variable nothing was put in for")
            return self.find(bound, place)
        found.wire = self._wire(hint, mapped, place)
        return found

    def element(self, hint: object, place: Place) -> Wire:
        """Resolve the hint of a list element: an optional one becomes a struct of value and hasValue."""
        found = self.find(hint, place)
        if not found.optional or isinstance(found.wire, InterfaceWire):
            return found.wire
        name = f"Optional{found.wire.label}"
        return StructWire(self._composite(name, Kind.BOX, [("value", found)], place, (name, found.wire.key)))

    def error(self, hint: object, place: Place, why: str = "") -> SchemaError:
        """A hint that cannot cross."""
        return SchemaError(f"{place.where}: {show(hint)} cannot cross{': ' + why if why else ''}")

    def add_field(self, model: StructModel, name: str, hint: object, place: Place, *, lend: bool = False) -> Field:
        """Append the field, with its companion if it is optional."""
        found = self.find(hint, place)
        wire = found.wire
        if isinstance(wire, InterfaceWire):
            wire = InterfaceWire(wire.model, lent=lend and not found.owned and wire.model.cls is not None)
        return self.append(model, name, Found(wire, found.optional, found.secret, found.owned))

    @staticmethod
    def give_default(item: Field, defaults: dict[str, object], spot: str) -> None:
        """Let a field have the default value declared for it, if there is one; takes it out."""
        if spot not in defaults:
            return
        if item.optional:
            raise SchemaError(f"{spot}: what is optional has None for its default")
        item.default = default_bits(item.wire, defaults.pop(spot), spot)

    def append(self, model: StructModel, name: str, found: Found, *, nullable: bool = False) -> Field:
        """Append a field of a known type, with its companion if it is optional."""
        wire_name = camel(name)
        capability = isinstance(found.wire, InterfaceWire)
        has = f"has{capital(name)}" if found.optional and not capability and not nullable else ""
        item = Field(name, wire_name, found.wire, found.optional, has, secret=found.secret, owned=found.owned)
        item.nullable = nullable
        model.fields.append(item)
        return item

    # --------------------------------------------------------------- details
    def _known(self, hint: object) -> object:
        try:
            return self.types.get(hint)
        except TypeError:
            return None

    def _optional(self, hint: object) -> object:
        """X of `X | None`, else None."""
        if get_origin(hint) not in {Union, python_types.UnionType}:
            return None
        args = [arg for arg in get_args(hint) if arg is not type(None)]
        if len(args) != 1 or len(args) == len(get_args(hint)):
            return None
        return args[0]

    def _wire(self, hint: object, mapped: object, place: Place) -> Wire:  # noqa: C901, PLR0911, PLR0912  # one case each
        if isinstance(mapped, Hook):
            inner = self.find(mapped.wire, place)
            if inner.optional or isinstance(inner.wire, InterfaceWire | BoolWire):
                raise self.error(hint, place, f"a hook's wire type may not be {show(mapped.wire)}")
            return hook(inner.wire, mapped.encode, mapped.decode, getattr(hint, "__name__", inner.wire.label))
        if isinstance(hint, type) and hint in SCALARS:
            return SCALARS[hint]()
        if isinstance(hint, str | typing.ForwardRef):
            raise self.error(hint, place, "the name cannot be resolved")
        if get_origin(hint) in {Union, python_types.UnionType}:
            raise self.error(hint, place, "only X | None of the unions can")
        origin = get_origin(hint) or hint
        args = get_args(hint)
        if origin in CONTAINERS and len(args) == 1:
            return ListWire(self.element(args[0], place), CONTAINERS[origin])
        if origin in MAPPINGS and len(args) == 2:
            return ListWire(StructWire(self._tuple(args, place)), dict)
        if origin is tuple and args:
            if len(args) == 2 and args[1] is Ellipsis:
                return ListWire(self.element(args[0], place), tuple)
            return StructWire(self._tuple(args, place))
        if origin is collections.abc.Callable:
            return self._callable(hint, args, place)
        if isinstance(origin, type):
            if origin in self.interfaces:
                return InterfaceWire(self.interfaces[origin])
            if issubclass(origin, Enum):
                return self._enum(origin, place)
            if dataclasses.is_dataclass(origin) or (issubclass(origin, tuple) and hasattr(origin, "_fields")):
                return StructWire(self._dataclass(hint, origin, args, place))
        raise self.error(hint, place, "it is no scalar, container, dataclass, interface or callable, nor has it a hook")

    def _enum(self, cls: type[Enum], place: Place) -> Wire:
        owner = self.owners.get(cls, place.file)
        wire = EnumWire(cls, self._enums.get(cls, owner.name))
        if not wire.by_value and cls not in self._enums:
            names = [member.name for member in cls]
            self._claim(cls.__name__, owner, cls, place)
            owner.enums.append(EnumModel(cls.__name__, child_id(owner.id, cls.__name__), owner.name, names))
            self._enums[cls] = owner.name
        return wire

    def _claim(self, name: str, owner: FileModel, what: object, place: Place) -> None:
        taken = self._names.setdefault(owner.name, {}).setdefault(name, what)
        if taken is not what:
            raise SchemaError(f"{place.where}: {owner.name} already has another type named {name}")

    def claim(self, name: str, owner: FileModel, what: object) -> None:
        """Take a name in a file.

        Raises:
            SchemaError: it is taken.
        """
        self._claim(name, owner, what, Place(name, owner, ()))

    def _composite(
        self, name: str, kind: Kind, fields: list[tuple[str, Found]], place: Place, key: object
    ) -> StructModel:
        """A struct made up here, once per schema."""
        if key in self._structs:
            return self._structs[key]
        owner = place.file
        model = StructModel(name, kind, owner.name, child_id(owner.id, name))
        self._structs[key] = model
        self._claim(name, owner, model, place)
        for field_name, found in fields:
            self.append(model, field_name, found)
        owner.structs.append(model)
        return model

    def _tuple(self, args: tuple[object, ...], place: Place) -> StructModel:
        found = [self.find(arg, place) for arg in args]
        labels = [("Optional" if each.optional else "") + each.wire.label for each in found]
        name = ("Pair" if len(args) == 2 else f"Tuple{len(args)}") + "".join(labels)
        names = ORDINALS if len(args) <= len(ORDINALS) else tuple(f"item{index}" for index in range(len(args)))
        key = (name, tuple(each.wire.key for each in found), tuple(each.secret for each in found))
        return self._composite(name, Kind.TUPLE, list(zip(names, found, strict=False)), place, key)

    def _dataclass(self, hint: object, cls: type, args: tuple[object, ...], place: Place) -> StructModel:
        if hint in self._structs:
            return self._structs[hint]
        variables = dict(place.variables) | dict(zip(getattr(cls, "__parameters__", ()), args, strict=False))
        name = cls.__name__ + "".join(self.find(arg, place).wire.label for arg in args)
        owner = self.owners.get(cls, place.file)
        model = StructModel(name, Kind.DATACLASS, owner.name, child_id(owner.id, name), cls)
        self._structs[hint] = model
        self._claim(name, owner, model, place)
        try:
            hints = get_type_hints(cls, localns=self.locals | {cls.__name__: cls}, include_extras=True)
        except NameError as error:
            raise SchemaError(f"{cls.__name__}: {error.name!r} in its hints cannot be resolved") from error
        if dataclasses.is_dataclass(cls):
            names = [(item.name, item.kw_only) for item in dataclasses.fields(cls) if item.init]
        else:
            names = [(each, False) for each in getattr(cls, "_fields", ())]
        substitution = self._inherited(cls, variables)
        for field_name, keyword_only in names:
            inner = Place(f"{cls.__name__}.{field_name}", owner, (f"{name}{capital(field_name)}",), substitution)
            item = self.add_field(model, field_name, hints[field_name], inner)
            self.give_default(item, self.defaults.get(owner.name, {}), f"{cls.__name__}.{field_name}")
            if keyword_only:
                model.keyword_only.add(field_name)
        owner.structs.append(model)
        return model

    def _inherited(self, cls: type, variables: Mapping[object, object]) -> dict[object, object]:
        """Type variables of the generic bases, as the class puts them in."""
        out = dict(variables)
        for base in getattr(cls, "__orig_bases__", ()):
            origin = get_origin(base)
            if isinstance(origin, type):
                for variable, arg in zip(getattr(origin, "__parameters__", ()), get_args(base), strict=False):
                    out.setdefault(variable, out.get(arg, arg) if isinstance(arg, TypeVar) else arg)
                out |= self._inherited(origin, out)
        return out

    def variables(self, cls: type) -> dict[object, object]:
        """What a class puts in for the type variables of its bases."""
        return self._inherited(cls, {})

    # --------------------------------------------------------------- callables
    def _callable(self, hint: object, args: tuple[Any, ...], place: Place) -> Wire:
        if len(args) != 2 or not isinstance(args[0], list):
            raise self.error(hint, place, "a callable must list its arguments")
        owner = place.file
        names = [f"{each}Callback" for each in place.path]
        taken = self._names.setdefault(owner.name, {})
        free = [each for each in names if each not in taken]
        if not free:
            base = names[-1]
            free = [next(f"{base}{number}" for number in range(2, 1000) if f"{base}{number}" not in taken)]
        name = free[0]
        model = InterfaceModel(name, child_id(owner.id, name), owner.name, None, hint)
        self._claim(name, owner, model, place)
        params = StructModel("call$Params", Kind.MESSAGE, owner.name)
        results = StructModel("call$Results", Kind.MESSAGE, owner.name)
        inner = Place(f"{place.where}: {name}", owner, (f"{name}Arg",), place.variables)
        arguments = []
        for index, each in enumerate(args[0]):
            label = "arg" if len(args[0]) == 1 else f"arg{index}"
            self.add_field(params, label, each, inner)
            arguments.append(Argument(label, each))
        is_tuple = self.add_results(results, args[1], inner)
        self.add_errors(results, owner)
        empty = [StructModel(f"destroy${kind}", Kind.MESSAGE, owner.name) for kind in ("Params", "Results")]
        model.methods = [
            MethodModel("destroy", "destroy", 0, True, empty[0], empty[1], special=Special.DESTROY),
            MethodModel("__call__", "call", 1, True, params, results, arguments, args[1], is_tuple=is_tuple),
        ]
        owner.interfaces.append(model)
        return InterfaceWire(model)

    def add_spread(self, model: StructModel, hint: object, place: Place) -> type:
        """The fields of a dataclass as the results of a method; the class."""
        if not isinstance(hint, type) or not dataclasses.is_dataclass(hint):
            raise self.error(hint, place, "only a dataclass can be spread")
        hints = get_type_hints(hint, localns=self.locals, include_extras=True)
        for item in dataclasses.fields(hint):
            if item.init:
                self.add_field(model, item.name, hints[item.name], place)
        return hint

    def add_nullable(self, model: StructModel, hint: object, place: Place) -> None:
        """The one result of a method, whose null pointer is None."""
        found = self.find(hint, place)
        if not found.optional or isinstance(found.wire, DataWire | InterfaceWire):
            raise self.error(hint, place, "only X | None can be nullable, and X must be behind a pointer")
        self.append(model, "result", found, nullable=True)

    def add_results(self, model: StructModel, hint: object, place: Place) -> bool:
        """Results of a method: none, one, or those of a tuple; whether it is that."""
        if hint is None or hint is type(None):
            return False
        args = get_args(hint)
        if get_origin(hint) is tuple and args and Ellipsis not in args and self._known(hint) is None:
            for index, each in enumerate(args):
                self.add_field(model, f"result{index}", each, place)
            return True
        self.add_field(model, "result", hint, place)
        return False

    def add_errors(self, results: StructModel, file: FileModel) -> None:
        """A result field for each exception that may be raised here, the most derived class first."""
        for cls in sorted(self.raises, key=lambda each: -len(each.__mro__)):
            model = self._error_struct(cls, file)
            item = self.append(results, camel(cls.__name__[:1].lower() + cls.__name__[1:]), Found(StructWire(model)))
            item.exception = cls.__name__
            item.error = cls

    def _error_struct(self, cls: type[Exception], owner: FileModel) -> StructModel:
        """The struct an exception crosses as: the parameters of its `__init__`, else its arguments as text."""
        if cls in self._structs:
            return self._structs[cls]
        owner = self.owners.get(cls, owner)
        model = StructModel(cls.__name__, Kind.ERROR, owner.name, child_id(owner.id, cls.__name__), cls)
        self._structs[cls] = model
        self._claim(cls.__name__, owner, model, Place(cls.__name__, owner, ()))
        init = cls.__init__
        place = Place(cls.__name__, owner, (cls.__name__,))
        if isinstance(init, python_types.FunctionType):
            hints = get_type_hints(init, localns=self.locals, include_extras=True)
            hints.pop("return", None)
            for name, hint in hints.items():
                self.add_field(model, name, hint, place)
        else:
            self.add_field(model, "args", list[str], place)
        owner.structs.append(model)
        return model
