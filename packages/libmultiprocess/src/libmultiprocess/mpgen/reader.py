"""Abstract classes and stubs for an existing .capnp file, read through pycapnp.

Structs become frozen dataclasses, enums enums by position, members of a union optional fields, `value` with `hasValue`
an optional value, and methods with several results return a tuple. All types that the file uses are written, those of
imported files too. Layouts are taken from the compiled schema, not computed.
"""

import keyword
import math
import struct
import subprocess
import sys
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import capnp

from libmultiprocess._schema.model import (
    Argument,
    Field,
    FileModel,
    InterfaceModel,
    Kind,
    MethodModel,
    SchemaModel,
    Special,
    StructModel,
)
from libmultiprocess._schema.names import capital, snake
from libmultiprocess._schema.resolve import mark
from libmultiprocess._types.base import DataWire, PointerWire, Wire
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
from libmultiprocess.mpgen.abstract_text import ClassText, abstract_module
from libmultiprocess.mpgen.names import Names
from libmultiprocess.mpgen.stubs import StubModule

CONTEXT_ID = 0x9C44E6645D0B22C6
THREAD_MAP_ID = 0xEE5E37179AD9DC9D
EXCEPTION_ANNOTATION = 0x996A183200992F88
NO_TAG = 0xFFFF
SCHEMA_DIR = Path(__file__).resolve().parents[1] / "schema"
SOURCE_SCHEMA_DIR = Path(__file__).resolve().parents[3] / "schema"
NUMBERS = {name.lower(): name for name in FORMATS}

_Capnp = Any  # objects of pycapnp, which has no hints
_Bindings = Mapping[tuple[int, int], tuple[Any, Any]]


def read_capnp(source: Path, out: Path, import_path: Sequence[str] = ()) -> dict[Path, str]:
    """Make the modules `<name>.py` and `<name>_stubs.py` for a .capnp file.

    Raises:
        SchemaError: it cannot be compiled, or uses what has no counterpart in Python.
    """
    from libmultiprocess.mpgen.command import package_of  # noqa: PLC0415  # the command imports this module

    name = source.stem.replace("-", "_")
    package = package_of(out)
    reader = _Reader(source, f"{package}{name}", import_path)
    file = reader.run()
    stubs = StubModule([file], Names(bind=False), lambda other: other, source.name)
    return {
        out / f"{name}.py": abstract_module(reader.classes, f"{package}{name}", source.name),
        out / f"{name}_stubs.py": stubs.text(),
    }


class _Reader:
    def __init__(self, source: Path, module: str, import_path: Sequence[str]) -> None:
        self._module = module
        paths = [*import_path, str(SCHEMA_DIR), str(SOURCE_SCHEMA_DIR), "/usr/include", "/usr/local/include"]
        imports = [path for path in paths if Path(path).is_dir()]
        _try(source, imports)
        self._root = capnp.SchemaParser().load(str(source), imports=imports)
        self._file = FileModel(source.name, 0)
        self._interfaces: dict[int, InterfaceModel] = {}
        self._structs: dict[object, StructModel] = {}
        self._enums: dict[int, type[Enum]] = {}
        self._taken: set[str] = set()
        self.classes: list[ClassText] = []

    def run(self) -> FileModel:
        for nested in self._root._nodeProto.nestedNodes:  # pycapnp has no other way
            found = getattr(self._root, nested.name, None)
            schema = getattr(found, "schema", None)
            if schema is None or schema.node.isGeneric:
                continue
            kind = str(schema.node.which())
            if kind == "interface":
                self._interface(schema)
            elif kind == "struct":
                self._struct(schema, {})
        model = SchemaModel([self._file])
        for each in self._structs.values():
            self._file.structs.append(each)
        mark(model)
        return self._file

    # ------------------------------------------------------------------- names
    def _name(self, node: _Capnp, suffix: str = "") -> str:
        """A class name, unique in the module."""
        base = "".join(capital(part) for part in node.displayName.rpartition(":")[2].split(".")) + suffix
        name = base
        number = 1
        while name in self._taken:
            number += 1
            name = f"{base}{number}"
        self._taken.add(name)
        return name

    def _class(self, name: str) -> type:
        """Stands for a class that the written module is going to have."""
        return type(name, (), {"__module__": self._module})

    # -------------------------------------------------------------- interfaces
    def _interface(self, schema: _Capnp) -> InterfaceModel:
        node = schema.node
        if node.id in self._interfaces:
            return self._interfaces[node.id]
        name = self._name(node)
        cls = self._class(name)
        model = InterfaceModel(name, node.id, self._file.name, cls, cls)
        self._interfaces[node.id] = model
        text = ClassText("interface", cls, bases=[])
        for base in schema.superclasses:
            model.bases.append(self._interface(base))
            if model.bases[-1].cls is not None:
                text.bases.append(model.bases[-1].cls)
        self._file.interfaces.append(model)
        for ordinal, method in enumerate(node.interface.methods):
            found = schema.methods[method.name]
            model.methods.append(self._method(model, method.name, ordinal, found))
        text.methods = [each for each in model.methods if each.special is Special.NONE]
        self.classes.append(text)
        return model

    def _method(self, interface: InterfaceModel, name: str, ordinal: int, found: _Capnp) -> MethodModel:
        where = f"{interface.name}.{name}"
        params, hints, context, thread_map = self._message(found.param_type, where)
        results, result_hints, _, _ = self._message(found.result_type, where)
        special = Special.NONE
        if thread_map:
            special = Special.CONSTRUCT
        elif name == "destroy" and not params.fields:
            special = Special.DESTROY
        values = [item for item in results.fields if not item.exception]
        kinds = [
            result_hints[item.name] | None if isinstance(item.wire, InterfaceWire) else result_hints[item.name]
            for item in values
        ]
        returns = None if not kinds else kinds[0] if len(kinds) == 1 else tuple[tuple(kinds)]  # type: ignore[misc]
        python = snake(name)
        if keyword.iskeyword(python):
            python += "_"
        method = MethodModel(python, name, ordinal, context, params, results, returns=returns, special=special)
        method.is_tuple = len(kinds) > 1
        defaults: list[str] = []
        for item in reversed(params.fields):
            default = _default(item) if len(defaults) == len(method.arguments) else ""
            if default:
                defaults.append(default)
            method.arguments.insert(0, Argument(item.name, hints[item.name], default=default))
        return method

    def _message(self, schema: _Capnp, where: str) -> tuple[StructModel, dict[str, Any], bool, bool]:
        """Params or results: their struct, hints, and whether they hold a Context or a ThreadMap."""
        node = schema.node
        model = StructModel(node.displayName.rpartition(".")[2], Kind.MESSAGE, self._file.name)
        hints = self._fields(model, schema, {}, where, by_ordinal=False)
        found = [field.proto for field in schema.fields.values() if field.proto.which() == "slot"]
        context = any(_type_id(proto, "struct") == CONTEXT_ID for proto in found)
        thread_map = any(_type_id(proto, "interface") == THREAD_MAP_ID for proto in found)
        return model, hints, context, thread_map

    # ----------------------------------------------------------------- structs
    def _struct(self, schema: _Capnp, bindings: _Bindings, labels: str = "") -> StructModel:
        node = schema.node
        key = (node.id, labels)
        if key in self._structs:
            return self._structs[key]
        name = self._name(node, labels)
        cls = self._class(name)
        model = StructModel(name, Kind.DATACLASS, self._file.name, node.id, cls)
        self._structs[key] = model
        hints = self._fields(model, schema, bindings, name, by_ordinal=True)
        model.keyword_only = {item.name for item in model.fields}
        fields = [(item.name, hints[item.name], _default(item)) for item in model.fields]
        self.classes.append(ClassText("struct", cls, fields=fields))
        return model

    def _error(self, schema: _Capnp, where: str) -> StructModel:
        """A struct that crosses as an exception: the same fields, as the arguments of a class of its own."""
        key = (schema.node.id, "Error")
        if key in self._structs:
            return self._structs[key]
        name = self._name(schema.node, "Error")
        cls = type(name, (Exception,), {"__module__": self._module})
        model = StructModel(name, Kind.ERROR, self._file.name, schema.node.id, cls)
        self._structs[key] = model
        hints = self._fields(model, schema, {}, where, by_ordinal=True)
        fields = [(item.name, hints[item.name], "") for item in model.fields]
        self.classes.append(ClassText("error", cls, fields=fields))
        return model

    def _fields(
        self, model: StructModel, schema: _Capnp, bindings: _Bindings, where: str, *, by_ordinal: bool
    ) -> dict[str, Any]:
        node = schema.node.struct
        model.data_words = node.dataWordCount
        model.pointers = node.pointerCount
        hints: dict[str, Any] = {}
        self._collect(model, schema, bindings, where, hints, "", None, by_ordinal=by_ordinal)
        by_wire = {item.wire_name: item for item in model.fields}
        for item in list(model.fields):
            companion = by_wire.get("has" + item.wire_name[:1].upper() + item.wire_name[1:])
            if (
                companion is not None
                and isinstance(companion.wire, BoolWire)
                and not isinstance(item.wire, InterfaceWire)
            ):
                item.optional = True
                item.has_wire_name = companion.wire_name
                item.has_offset = companion.offset
                hints[item.name] = hints[item.name] | None
                model.fields.remove(companion)
        return hints

    def _collect(
        self,
        model: StructModel,
        schema: _Capnp,
        bindings: _Bindings,
        where: str,
        hints: dict[str, Any],
        prefix: str,
        outer: tuple[int, int] | None,
        *,
        by_ordinal: bool,
    ) -> None:
        """Fields of a struct or group; those of groups are named after both."""
        node = schema.node.struct
        fields = list(node.fields)
        order = (
            (lambda each: each.ordinal.explicit if each.ordinal.which() == "explicit" else each.codeOrder)
            if (by_ordinal)
            else (lambda each: each.codeOrder)
        )
        for proto in sorted(fields, key=order):
            spot = f"{where}.{proto.name}"
            name = prefix + snake(proto.name)
            if keyword.iskeyword(name):
                name += "_"
            tag = outer
            if proto.discriminantValue != NO_TAG:
                tag = (node.discriminantOffset, proto.discriminantValue)
                model.union = True
            if proto.which() == "group":
                inner = schema.fields[proto.name].schema
                self._collect(model, inner, bindings, spot, hints, f"{name}_", tag, by_ordinal=by_ordinal)
                continue
            self._slot(model, schema, bindings, spot, hints, name, proto, tag)

    def _slot(
        self,
        model: StructModel,
        schema: _Capnp,
        bindings: _Bindings,
        where: str,
        hints: dict[str, Any],
        name: str,
        proto: _Capnp,
        tag: tuple[int, int] | None,
    ) -> None:
        if _type_id(proto, "struct") == CONTEXT_ID or _type_id(proto, "interface") == THREAD_MAP_ID:
            return
        kind = str(proto.slot.type.which())
        if kind == "void" and tag is None:
            return
        exception = [each.value.text for each in proto.annotations if each.id == EXCEPTION_ANNOTATION]
        field_schema = schema.fields[proto.name].schema if kind in {"struct", "interface", "enum", "list"} else None
        item = Field(name, proto.name, None, offset=proto.slot.offset)
        hint: Any = bool
        if exception:
            item.exception = exception[0] or "exception"
            item.wire, item.error = self._exception(kind, field_schema, where)
            hint = item.error
        elif kind != "void":
            item.wire, hint = self._wire(proto.slot.type, field_schema, bindings, where)
            item.default = _bits(proto.slot, item.wire, where)
        if tag is not None:
            item.tag_offset, item.tag = tag
            if kind != "void":
                hint = hint | None
        hints[name] = hint
        model.fields.append(item)

    def _exception(self, kind: str, schema: _Capnp, where: str) -> tuple[Wire, type[Exception]]:
        if kind == "struct":
            model = self._error(schema, where)
            return StructWire(model), model.cls  # type: ignore[return-value]  # made by _error
        if kind == "text":
            return hook(TextWire(), str, RuntimeError, "RuntimeError"), RuntimeError
        raise SchemaError(f"{where}: an exception of type {kind} has no counterpart in Python")

    # ------------------------------------------------------------------- types
    def _wire(  # noqa: C901, PLR0911  # one per kind
        self, slot: _Capnp, schema: _Capnp, bindings: _Bindings, where: str
    ) -> tuple[Wire, Any]:
        kind = str(slot.which())
        if kind in NUMBERS:
            return NumberWire(NUMBERS[kind]), float if kind.startswith("float") else int
        match kind:
            case "bool":
                return BoolWire(), bool
            case "text":
                return TextWire(), str
            case "data":
                return DataWireType(), bytes
            case "enum":
                cls = self._enum(schema)
                return EnumWire(cls, self._file.name, tuple(member.name for member in cls)), cls
            case "interface":
                model = self._interface(schema)
                return InterfaceWire(model), model.cls
            case "struct":
                inner, labels = self._bound(slot.struct, schema, bindings, where)
                found = self._struct(schema, inner, labels)
                return StructWire(found), found.cls
            case "list":
                element, hint = self._wire(
                    slot.list.elementType, schema.elementType if _named(slot) else None, bindings, where
                )
                return ListWire(element, list), list[hint]  # type: ignore[valid-type]  # hints made here
            case "anyPointer" if str(slot.anyPointer.which()) == "parameter":
                parameter = slot.anyPointer.parameter
                bound = bindings.get((parameter.scopeId, parameter.parameterIndex))
                if bound is not None:
                    return bound
        raise SchemaError(f"{where}: {kind} has no counterpart in Python")

    def _bound(self, struct_type: _Capnp, schema: _Capnp, bindings: _Bindings, where: str) -> tuple[_Bindings, str]:
        """What a generic struct's parameters are here, and labels to name the instance by."""
        inner: dict[tuple[int, int], tuple[Any, Any]] = {}
        labels = ""
        for scope in struct_type.brand.scopes:
            if scope.which() == "inherit":
                inner |= bindings
                continue
            for index, binding in enumerate(scope.bind):
                if binding.which() != "type":
                    continue
                if str(binding.type.which()) in {"struct", "interface", "enum", "list"}:
                    bound = self._by_id(binding.type, where, bindings)
                else:
                    bound = self._wire(binding.type, None, bindings, where)
                inner[scope.scopeId, index] = bound
                labels += bound[0].label
        return inner, labels if schema.node.isGeneric else ""

    def _by_id(self, slot: _Capnp, where: str, bindings: _Bindings) -> tuple[Wire, Any]:
        """A type known by its id only, which pycapnp does not look up: found among those of this file."""
        kind = str(slot.which())
        if kind == "list" and not _named(slot):
            return self._wire(slot, None, bindings, where)
        target = slot
        while str(target.which()) == "list":
            target = target.list.elementType
        type_id = getattr(target, str(target.which())).typeId
        for nested in self._root._nodeProto.nestedNodes:
            if nested.id == type_id:
                schema = getattr(self._root, nested.name).schema
                element, hint = self._wire(target, schema, bindings, where)
                return (ListWire(element, list), list[hint]) if kind == "list" else (element, hint)  # type: ignore[valid-type]
        raise SchemaError(f"{where}: a type argument declared in another file cannot be looked up")

    def _enum(self, schema: _Capnp) -> type[Enum]:
        node = schema.node
        if node.id not in self._enums:
            name = self._name(node)
            members = [(snake(each.name).upper(), index) for index, each in enumerate(node.enum.enumerants)]
            cls = Enum(name, members, module=self._module)  # type: ignore[misc]  # functional form
            self._enums[node.id] = cls
            self.classes.append(ClassText("enum", cls))
        return self._enums[node.id]


def _try(source: Path, imports: list[str]) -> None:
    """Compile the file in another process, since pycapnp ends the process on an error.

    Raises:
        SchemaError: with the compiler's own words.
    """
    code = "import sys, capnp; capnp.SchemaParser().load(sys.argv[1], imports=sys.argv[2:])"
    done = subprocess.run(  # noqa: S603  # our own interpreter, arguments passed as such
        [sys.executable, "-c", code, str(source), *imports], capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if "failed:" in line or "Error" in line]
        raise SchemaError(f"{source}: {lines[-1].strip() if lines else 'cannot be compiled'}")


def _type_id(proto: _Capnp, kind: str) -> int:
    if proto.which() != "slot" or str(proto.slot.type.which()) != kind:
        return 0
    found: int = getattr(proto.slot.type, kind).typeId
    return found


def _named(slot: _Capnp) -> bool:
    """Whether pycapnp gives a schema for the innermost element of a list."""
    element = slot.list.elementType
    return str(element.which()) in {"struct", "interface", "enum", "list"}


def _bits(slot: _Capnp, wire: Wire, where: str) -> int | bytes | None:
    """The default value of a field as it is XORed into (or stands in for) what is on the wire."""
    if not slot.hadExplicitDefault:
        return None
    value = getattr(slot.defaultValue, str(slot.defaultValue.which()))
    if isinstance(wire, TextWire):
        return str(value).encode()
    if isinstance(wire, DataWireType):
        return bytes(value)
    if isinstance(wire, PointerWire):
        raise SchemaError(f"{where}: a default value of this type has no counterpart in Python")
    if isinstance(wire, DataWire) and wire.fmt in {"f", "d"}:
        packed = struct.pack("<" + wire.fmt, value)
        return int.from_bytes(packed, "little")
    return int(value)


def _default(item: Field) -> str:  # noqa: PLR0911  # one per kind
    """The default in Python."""
    if item.tag is not None:
        return "False" if item.wire is None else "None"
    if item.optional:
        return "None"
    default = item.default
    if default is None:
        return ""
    if isinstance(default, bytes):
        return repr(default.decode()) if isinstance(item.wire, TextWire) else repr(default)
    if isinstance(item.wire, BoolWire):
        return "True" if default else "False"
    if isinstance(item.wire, NumberWire) and item.wire.fmt in {"f", "d"}:
        size = 4 if item.wire.fmt == "f" else 8
        value: float = struct.unpack("<" + item.wire.fmt, default.to_bytes(size, "little"))[0]
        return repr(value) if math.isfinite(value) else ""
    return repr(default) if isinstance(item.wire, NumberWire) else ""
