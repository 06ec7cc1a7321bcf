"""For the log: what it must know of structs to describe them (see `_types.describe`)."""

from typing import Protocol

from libmultiprocess._schema.model import Field, StructModel
from libmultiprocess._types.base import DataWire, Wire
from libmultiprocess._types.boolean import BoolWire
from libmultiprocess._types.data import DataWireType
from libmultiprocess._types.hook import HookPointer
from libmultiprocess._types.interface import InterfaceWire
from libmultiprocess._types.sequence import ListWire
from libmultiprocess._types.structure import StructWire
from libmultiprocess._types.text import TextWire


class Shapes(Protocol):
    """Where shapes are kept."""

    def shape(self, model: StructModel, text: str) -> str:
        """A module-level name for the shape of a struct; `text` makes it."""

    def shape_name(self, model: StructModel) -> str:
        """The name, "" if there is none yet; reserves one."""


def shape(module: Shapes, model: StructModel, *, context: bool = False) -> str:
    """A name for the shape of a struct."""
    known = module.shape_name(model)
    if known:
        return known
    specs = ["('context', 'context', 0, None)"] if context else []
    for item in model.fields:
        specs += _specs(module, item)
    inner = f"({', '.join(specs)}{',' if specs else ''})"
    return module.shape(model, f"{model.data_words}, {model.pointers}, {inner}")


def _specs(module: Shapes, item: Field) -> list[str]:
    out = []
    if item.wire is not None and item.tag is None:
        kind, more = _kind(module, item.wire)
        offset = item.offset
        if isinstance(item.wire, DataWire) and not isinstance(item.wire, BoolWire):
            offset <<= item.wire.lg - 3
        if item.secret:
            # numbers too: a spec of no place in the data section, so that nothing of them is read
            out.append(f"({item.wire_name!r}, 'secret', {item.offset}, None)" if kind not in _DATA_KINDS else "")
        else:
            if kind in _DATA_KINDS and isinstance(item.default, int) and item.default:
                more = f"{item.default:#x}"
            out.append(f"({item.wire_name!r}, {kind!r}, {offset}, {more})")
    if item.has_wire_name:
        out.append(f"({item.has_wire_name!r}, 'bit', {item.has_offset}, None)")
    return [text for text in out if text]


_DATA_KINDS = frozenset({"bit", *"bBhHiIqQfd"})


def _kind(module: Shapes, wire: Wire) -> tuple[str, str]:  # noqa: PLR0911  # one per kind
    while isinstance(wire, HookPointer):
        wire = wire.wire
    if isinstance(wire, BoolWire):
        return "bit", "None"
    if isinstance(wire, DataWire):
        return wire.fmt, "None"
    if isinstance(wire, TextWire):
        return "text", "None"
    if isinstance(wire, DataWireType):
        return "data", "None"
    if isinstance(wire, InterfaceWire):
        return "cap", "None"
    if isinstance(wire, StructWire):
        return "struct", f"lambda: {shape(module, wire.model)}"
    if isinstance(wire, ListWire):
        kind, more = _kind(module, wire.element)
        return "list", f"({kind!r}, {more})"
    raise TypeError(wire.label)
