"""Decoders of structs: one unpack for data and pointers, then each pointer is followed."""

from dataclasses import dataclass

from libmultiprocess._schema.model import Field, StructModel
from libmultiprocess._types.base import OFFSET_MASK, DataWire, Lines, Module, PointerWire
from libmultiprocess._types.boolean import BoolWire
from libmultiprocess._types.packing import item_format, join_formats

NEAR_MASK = 0x80000003
"""Of a struct pointer: kind and sign of the offset, all 0 in the usual case."""


@dataclass
class Unpacked:
    """The items one `unpack` yields, and how to get a field's value from them."""

    formats: str
    names: list[str]
    data: dict[str, str]
    has: dict[str, str]
    pointers: dict[int, str]
    raw: str = ""

    @property
    def targets(self) -> str:
        """Left side of the assignment."""
        return f"({', '.join(self.names)}{',' if len(self.names) == 1 else ''})"


def unpack_plan(out: Lines, model: StructModel) -> Unpacked:  # noqa: C901  # one case per kind of field
    """Choose the format that reads a struct, all of it, and names for its items."""
    k = out.fresh()
    items: list[tuple[int, int, str, str]] = []
    plan = Unpacked("", [], {}, {}, {})
    bytes_seen: set[int] = set()

    def bit(offset: int) -> str:
        name = f"f{k}_{offset >> 3}"
        if offset >> 3 not in bytes_seen:
            bytes_seen.add(offset >> 3)
            items.append((offset >> 3, 1, "B", name))
        return f"{name} & {1 << (offset & 7)}"

    for item in model.fields:
        wire = item.wire
        if item.has_wire_name:
            plan.has[item.name] = bit(item.has_offset)
        if item.tag is not None and not isinstance(wire, PointerWire):
            continue
        if isinstance(wire, BoolWire):
            plan.data[item.name] = bit(item.offset)
        elif isinstance(wire, DataWire):
            size = 1 << (wire.lg - 3)
            plan.data[item.name] = f"d{k}_{item.offset * size}"
            items.append((item.offset * size, size, item_format(item), plan.data[item.name]))
        elif isinstance(wire, PointerWire):
            plan.pointers[item.offset] = f"p{k}_{item.offset}"
    if not model.union:
        plan.formats, plan.names = join_formats(sorted(items), model.data_words)
    else:
        # members of a union overlap, so all data is read from a copy of the section
        plan.raw = f"r{k}"
        plan.formats, plan.names = f"{8 * model.data_words}s", [plan.raw]
        plan.data = dict.fromkeys(plan.data, "")
        plan.has = dict.fromkeys(plan.has, "")
    for index in range(model.pointers):
        if index in plan.pointers:
            plan.formats += "Q"
            plan.names.append(plan.pointers[index])
        else:
            plan.formats += "8x"
    plan.formats = "<" + plan.formats
    return plan


def unpack_fields(module: Module, out: Lines, model: StructModel, plan: Unpacked, base: str) -> dict[str, str]:
    """Write statements that decode every field; field name -> expression.

    Args:
        base: variable with the byte address of the struct.
    """
    values: dict[str, str] = {}
    for item in model.fields:
        wire = item.wire
        if item.tag is not None or plan.raw:
            values[item.name] = _unpack_raw(module, out, model, plan, item, base)
        elif isinstance(wire, DataWire):
            text = _item_value(module, item, plan.data[item.name])
            values[item.name] = f"({text} if {plan.has[item.name]} else None)" if item.has_wire_name else text
        elif isinstance(wire, PointerWire):
            has = plan.has.get(item.name, "")
            values[item.name] = _unpack_pointer(module, out, item, plan.pointers[item.offset], model, base, has)
    return values


def _unpack_pointer(
    module: Module, out: Lines, item: Field, pointer: str, model: StructModel, base: str, condition: str
) -> str:
    wire = item.wire
    if not isinstance(wire, PointerWire):
        return "None"
    at = f"{base} + {8 * (model.data_words + item.offset)}"
    default = repr(item.default) if isinstance(item.default, bytes) and item.default else ""
    if default and wire.label == "Text" and isinstance(item.default, bytes):
        default = repr(item.default.decode())
    condition = condition or (pointer if item.nullable else "")
    if not condition and not default:
        return wire.decode(module, out, pointer, at)
    k = out.fresh()
    out.add(f"y{k} = {default or 'None'}")
    with out.block(f"if {condition or pointer}:"):
        out.add(f"y{k} = {wire.decode(module, out, pointer, at)}")
    return f"y{k}"


def _item_value(module: Module, item: Field, text: str) -> str:
    wire = item.wire
    if not isinstance(wire, DataWire):
        return text
    if isinstance(wire, BoolWire):
        return f"({text} == 0)" if item.default else f"({text} != 0)"
    if isinstance(item.default, int) and item.default:
        if wire.fmt in "fd":
            text = f"{module.runtime('bits_float')}({text} ^ {item.default:#x}, {wire.fmt!r})"
        else:
            text = f"({text} ^ {item.default})"
    return wire.from_wire(module, text)


def _unpack_raw(module: Module, out: Lines, model: StructModel, plan: Unpacked, item: Field, base: str) -> str:
    """A field of a struct with a union, from the copied data section."""
    condition = ""
    if item.tag is not None:
        tag = 2 * item.tag_offset
        condition = f"{plan.raw}[{tag}] | {plan.raw}[{tag + 1}] << 8 == {item.tag}"
        if item.wire is None:
            return f"({condition})"
    elif item.has_wire_name:
        condition = f"{plan.raw}[{item.has_offset >> 3}] & {1 << (item.has_offset & 7)}"
    wire = item.wire
    if isinstance(wire, PointerWire):
        return _unpack_pointer(module, out, item, plan.pointers[item.offset], model, base, condition)
    if isinstance(wire, BoolWire):
        text = _item_value(module, item, f"{plan.raw}[{item.offset >> 3}] & {1 << (item.offset & 7)}")
    elif isinstance(wire, DataWire):
        unpack = module.const(f"Struct({'<' + item_format(item)!r}).unpack_from", "U")
        text = _item_value(module, item, f"{unpack}({plan.raw}, {item.offset << (wire.lg - 3)})[0]")
    else:
        return "None"
    return f"({text} if {condition} else None)" if condition else text


def unpack_near(module: Module, out: Lines, model: StructModel, plan: Unpacked) -> None:
    """Write statements that follow the struct pointer `p` at `at` and unpack what it points to, at `a`."""
    unpack = module.const(f"Struct({plan.formats!r}).unpack_from", "U")
    with out.block(f"if p & {NEAR_MASK:#x} == 0 and p >> 32 == {model.shape:#x}:"):
        out.add(f"a = at + 8 + ((p & {OFFSET_MASK:#x}) << 1)", f"{plan.targets} = {unpack}(buf, a)")
    with out.block("else:"):
        slow = module.runtime("struct_at")
        out.add(f"{plan.targets}, a = {slow}({unpack}, buf, at, p, {model.data_words}, {model.pointers})")
