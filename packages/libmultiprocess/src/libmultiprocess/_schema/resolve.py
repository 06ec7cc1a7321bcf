"""From a declaration to its checked and laid out model."""

import inspect
from abc import ABCMeta
from collections.abc import Iterable, Mapping, Set
from enum import Enum
from typing import get_type_hints

from libmultiprocess._schema.declare import Interface, SchemaFile
from libmultiprocess._schema.hints import Place, Table, substitute
from libmultiprocess._schema.ids import child_id, file_id
from libmultiprocess._schema.model import (
    Argument,
    FileModel,
    InterfaceModel,
    Kind,
    MethodModel,
    SchemaModel,
    Special,
    StructModel,
)
from libmultiprocess._schema.names import camel, capital
from libmultiprocess._types.base import Wire
from libmultiprocess._types.hook import HookPointer
from libmultiprocess._types.sequence import ListWire
from libmultiprocess._types.structure import StructWire
from libmultiprocess.errors import SchemaError

LITERALS = (int, float, str, bytes, bool, type(None))


def resolve(
    files: Mapping[str, SchemaFile],
    types: Mapping[object, object],
    exceptions: Iterable[type[Exception]],
    namespace: str,
    no_context: Set[tuple[type, str]],
) -> SchemaModel:
    """Check and lay out a declaration.

    Raises:
        SchemaError: something cannot cross.
    """
    return _Resolver(files, types, tuple(exceptions), no_context).run(namespace)


class _Resolver:
    def __init__(
        self,
        files: Mapping[str, SchemaFile],
        types: Mapping[object, object],
        exceptions: tuple[type[Exception], ...],
        no_context: Set[tuple[type, str]],
    ) -> None:
        self.declared = files
        self.exceptions = exceptions
        self.no_context = no_context
        self.files = {name: FileModel(name, item.id or file_id(name)) for name, item in files.items()}
        owners = {cls: self.files[name] for name, item in files.items() for cls in item.types}
        self.table = Table(types, owners)
        self.table.defaults = {name: dict(item.defaults) for name, item in files.items()}
        self.options: dict[type, Interface] = {}

    def run(self, namespace: str) -> SchemaModel:
        for name, item in self.declared.items():
            for cls, options in item.interfaces.items():
                self._introduce(self.files[name], cls, options)
        for name, item in self.declared.items():
            for each in item.types:
                self.table.find(each, Place(each.__name__, self.files[name], (each.__name__,)))
            for cls in item.interfaces:
                self._interface(self.files[name], cls)
        unmet = [spot for spots in self.table.defaults.values() for spot in spots]
        if unmet:
            raise SchemaError(f"defaults name {unmet[0]}, which is no field of a dataclass of that file")
        model = SchemaModel(list(self.files.values()), namespace)
        finish(model)
        return model

    def _introduce(self, file: FileModel, cls: type, options: Interface) -> None:
        if not inspect.isabstract(cls) and not _named(cls, options):
            raise SchemaError(f"{cls.__name__}: an interface is an abstract class with abstract methods")
        if cls in self.options:
            raise SchemaError(f"{cls.__name__} is declared twice")
        name = options.name or cls.__name__
        model = InterfaceModel(name, options.id or child_id(file.id, name), file.name, cls, cls)
        model.wrap = options.wrap or cls.__name__
        self.options[cls] = options
        self.table.interfaces[cls] = model
        self.table.locals[cls.__name__] = cls
        self.table.claim(name, file, model)
        file.interfaces.append(model)

    # -------------------------------------------------------------- interfaces
    def _interface(self, file: FileModel, cls: type) -> None:
        model = self.table.interfaces[cls]
        options = self.options[cls]
        for base in cls.__bases__:
            nearest = [each for each in base.__mro__ if each in self.table.interfaces]
            if nearest and self.table.interfaces[nearest[0]] not in model.bases:
                model.bases.append(self.table.interfaces[nearest[0]])
        self.table.raises = self.exceptions if options.raises is None else options.raises
        defaults = dict(options.defaults)
        functions = self._functions(cls, options)
        numbers = self._ordinals(cls, options, list(functions))
        for name, function in functions.items():
            model.methods.append(self._method(file, cls, options, name, function, numbers[name]))
            for item in model.methods[-1].params.fields:
                self.table.give_default(item, defaults, f"{name}.{item.name}")
        for spot in [*defaults, *(options.spread | options.nullable) - set(functions)]:
            raise SchemaError(f"{cls.__name__}: {spot} is not there to have a default, be spread or nullable")
        for name, number in numbers.items():
            if name not in functions:
                model.methods.append(self._special(file, name, number))
        model.methods.sort(key=lambda each: each.ordinal)

    def _functions(self, cls: type, options: Interface) -> dict[str, object]:
        """Methods to cross that no base in the schema has, in the order of their declaration.

        These are the abstract ones, and those that `ordinals` name.
        """
        inherited: set[str] = set()
        for base in cls.__mro__[1:]:
            if base in self.table.interfaces:
                inherited |= set(getattr(base, "__abstractmethods__", ())) | _named(base, self.options[base])
        abstract = (set(getattr(cls, "__abstractmethods__", ())) | _named(cls, options)) - inherited
        out: dict[str, object] = {}
        for base in reversed(cls.__mro__):
            for name, value in vars(base).items():
                if name in abstract and name not in out:
                    out[name] = getattr(cls, name)
                    if not inspect.isfunction(out[name]):
                        raise SchemaError(
                            f"{cls.__name__}.{name}: only plain methods can cross, not {type(value).__name__}"
                        )
        return out

    def _ordinals(  # noqa: C901  # one rule after the other
        self, cls: type, options: Interface, names: list[str]
    ) -> dict[str, int]:
        """Method -> number; includes `destroy`, `construct` and what fills gaps."""
        given = dict(options.ordinals or {})
        wire_names = {camel(name): name for name in names}
        out: dict[str, int] = {}
        for name, number in given.items():
            python = name if name in names else wire_names.get(name, name)
            if python not in names and python not in {"destroy", "construct"}:
                raise SchemaError(f"{cls.__name__}: ordinals name {name}, which is no method that can cross")
            out[python] = number
        if len(set(out.values())) != len(out):
            raise SchemaError(f"{cls.__name__}: two methods have the same ordinal")
        wants_destroy = options.destroy
        if wants_destroy is None:
            bases = [self.table.interfaces[each] for each in cls.__mro__[1:] if each in self.table.interfaces]
            wants_destroy = options.ordinals is None and not options.root and not bases
        if options.root and "construct" not in out:
            self._insert(out, "construct", given)
        if wants_destroy and "destroy" not in out:
            self._insert(out, "destroy", given)
        for name in names:
            if name not in out:
                out[name] = max(out.values(), default=-1) + 1
        used = set(out.values())
        for number in range(max(used, default=-1) + 1):
            if number not in used:
                out[f"reserved{number}"] = number
        return out

    def _insert(self, out: dict[str, int], name: str, given: Mapping[str, int]) -> None:
        number = 0
        while number in given.values() or number in out.values():
            number += 1
        out[name] = number

    def _special(self, file: FileModel, name: str, number: int) -> MethodModel:
        params = StructModel(f"{name}$Params", Kind.MESSAGE, file.name)
        results = StructModel(f"{name}$Results", Kind.MESSAGE, file.name)
        special = Special(name) if name in {"destroy", "construct"} else Special.RESERVED
        return MethodModel(name, name, number, special is Special.DESTROY, params, results, special=special)

    def _method(  # one check after the other
        self, file: FileModel, cls: type, options: Interface, name: str, function: object, number: int
    ) -> MethodModel:
        where = f"{cls.__name__}.{name}"
        if not callable(function):
            raise SchemaError(f"{where} is no method")
        try:
            hints = get_type_hints(function, localns=self.table.locals, include_extras=True)
        except NameError as error:
            raise SchemaError(f"{where}: {error.name!r} in its hints cannot be resolved") from error
        wire_name = camel(name)
        context = (cls, name) not in self.no_context and (cls, wire_name) not in self.no_context
        params = StructModel(f"{wire_name}$Params", Kind.MESSAGE, file.name)
        results = StructModel(f"{wire_name}$Results", Kind.MESSAGE, file.name)
        method = MethodModel(name, wire_name, number, context, params, results)
        variables = self.table.variables(cls)
        interface = self.table.interfaces[cls].name
        for parameter in list(inspect.signature(function).parameters.values())[1:]:
            if parameter.kind in {parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD}:
                raise SchemaError(f"{where}: *{parameter.name} cannot cross: every argument needs a name")
            if parameter.name not in hints:
                raise SchemaError(f"{where}: {parameter.name} has no hint")
            spot = f"{name}.{parameter.name}"
            hint = options.hints.get(spot, hints[parameter.name])
            both = f"{interface}{capital(name)}"
            path = (capital(name), both, f"{both}{capital(parameter.name)}")
            place = Place(f"{where}: {parameter.name}", file, path, variables)
            item = self.table.add_field(params, parameter.name, hint, place, lend=spot not in options.owned)
            item.secret |= spot in options.secret
            method.arguments.append(self._argument(parameter, substitute(hints[parameter.name], variables), where))
        if "return" not in hints:
            raise SchemaError(f"{where}: the result has no hint")
        method.returns = substitute(hints["return"], variables)
        labels = (f"{capital(name)}Result", f"{interface}{capital(name)}Result")
        place = Place(f"{where}: result", file, labels, variables)
        hint = options.hints.get(f"{name}.result", method.returns)
        self._results(method, options, hint, place)
        if context:
            self.table.add_errors(results, file)
        return method

    def _results(self, method: MethodModel, options: Interface, hint: object, place: Place) -> None:
        results = method.results
        if method.name in options.spread:
            method.spread = self.table.add_spread(results, hint, place)
        elif method.name in options.nullable:
            self.table.add_nullable(results, hint, place)
        else:
            method.is_tuple = self.table.add_results(results, hint, place)
        for item in results.fields:
            item.secret |= f"{method.name}.result" in options.secret

    def _argument(self, parameter: inspect.Parameter, hint: object, where: str) -> Argument:
        default = ""
        cls = None
        value = parameter.default
        if value is not parameter.empty:
            if isinstance(value, Enum):
                default, cls = value.name, type(value)
            elif isinstance(value, LITERALS) or value == ():
                default = repr(value)
            else:
                raise SchemaError(
                    f"{where}: the default of {parameter.name} must be a literal or an enum, not {value!r}"
                )
        return Argument(parameter.name, hint, parameter.kind is parameter.KEYWORD_ONLY, default, cls)


def _named(cls: type, options: Interface) -> set[str]:
    """Methods of an abstract class that `ordinals` name although they have an answer of their own."""
    if not isinstance(cls, ABCMeta):
        return set()
    wire_names = {camel(name): name for base in cls.__mro__[:-1] for name in vars(base)}
    named = {wire_names.get(camel(name), name) for name in options.ordinals or ()}
    return {name for name in named if inspect.isfunction(getattr(cls, name, None))}


def finish(model: SchemaModel) -> None:
    """Lay out every struct, and `mark`."""
    for file in model.files:
        for each in file.structs:
            each.lay_out()
        for interface in file.interfaces:
            for method in interface.methods:
                method.params.lay_out(context=method.context)
                method.results.lay_out()
    mark(model)


def mark(model: SchemaModel) -> None:
    """Find which structs hold capabilities, lists, or themselves."""
    structs = [each for file in model.files for each in file.structs]
    _mark(structs)
    for file in model.files:
        for interface in file.interfaces:
            for method in interface.methods:
                _mark([method.params, method.results])
    for each in structs:
        each.recursive = each in _reachable(each)


def _mark(structs: list[StructModel]) -> None:
    changed = True
    while changed:
        changed = False
        for each in structs:
            caps = any(item.wire is not None and item.wire.caps for item in each.fields)
            deep = any(item.wire is not None and item.wire.deep for item in each.fields)
            changed |= (caps, deep) != (each.caps, each.deep)
            each.caps, each.deep = caps, deep


def _inner(wire: Wire | None) -> StructModel | None:
    while isinstance(wire, ListWire | HookPointer):
        wire = wire.element if isinstance(wire, ListWire) else wire.wire
    return wire.model if isinstance(wire, StructWire) else None


def _reachable(start: StructModel) -> list[StructModel]:
    out: list[StructModel] = []
    todo = [start]
    while todo:
        for item in todo.pop().fields:
            inner = _inner(item.wire)
            if inner is not None and inner not in out:
                out.append(inner)
                todo.append(inner)
    return out
