"""Structs: dataclasses, tuples, exceptions, and the parameters and results of methods.

A struct is packed by one `struct` format: its data fields with their padding, then its pointers; the tails of its
pointer fields follow in order. It is read by one format too, data and pointers at once.
"""

from dataclasses import dataclass

from libmultiprocess._schema.model import Field, Kind, StructModel
from libmultiprocess._types.base import (
    EMPTY_STRUCT,
    OFFSET_MASK,
    DataWire,
    Lines,
    Module,
    PointerWire,
    Scope,
    Tail,
    variable,
)
from libmultiprocess._types.boolean import BoolWire

NEAR_MASK = 0x80000003
"""Of a struct pointer: kind and sign of the offset, all 0 in the usual case."""


class Pack:
    """A `struct` format under construction, with the expressions it packs; runs of constants become one item."""

    def __init__(self) -> None:
        self.words = 0
        self._items: list[tuple[str, list[str], bytes]] = []

    def const(self, *words: int) -> None:
        """Append constant words."""
        run = b"".join((word % (1 << 64)).to_bytes(8, "little") for word in words)
        self._items.append(("", [], run))
        self.words += len(words)

    def word(self, expression: str) -> None:
        """Append a word computed at run time."""
        self.section("Q", [expression], 1)

    def section(self, formats: str, args: list[str], words: int) -> None:
        """Append a data section."""
        if args:
            self._items.append((formats, args, b""))
        else:
            self._items.append(("", [], bytes(8 * words)))
        self.words += words

    def extend(self, other: "Pack") -> None:
        """Append all of `other`."""
        self._items += other._items
        self.words += other.words

    def call(self, module: Module, head: str = "") -> str:
        """Expression of the packed bytes. `head`: arguments for the two u32 of a frame header."""
        formats = "<II" if head else "<"
        args = [head] if head else []
        run = b""
        for item, item_args, constant in [*self._items, ("", ["end"], b"")]:
            if constant:
                run += constant
                continue
            if run:
                formats += f"{len(run)}s"
                args.append(_constant(module, run))
                run = b""
            if item:
                formats += item
                args += item_args
        if not args:
            return "b''"
        packer = module.const(f"Struct({formats!r}).pack", "P")
        return f"{packer}({', '.join(args)})"


def _constant(module: Module, run: bytes) -> str:
    """A literal where it is short, else a name."""
    return repr(run) if len(run) <= 16 else module.const(repr(run), "K")


def pack_struct(  # noqa: C901, PLR0912  # one case per kind of tail
    module: Module,
    out: Lines,
    pack: Pack,
    model: StructModel,
    values: dict[str, str],
    rest: int = 0,
    more: str = "",
    first: int = 0,
) -> tuple[list[str], str, int]:
    """Write statements that encode all fields, and append the struct's sections to `pack`.

    Args:
        values: field name -> expression.
        rest: words between the end of the sections and the first tail.
        more: expression of further such words.
        first: word of the first pointer where no field has it (the Context).

    Returns:
        The tails' parts, an expression of their length in words ("" for none), and a constant to add to it.
    """
    slots: dict[int, list[tuple[Field, str]]] = {}
    data: list[tuple[Field, str]] = []
    for item in model.fields:
        value = values.get(item.name)
        if value is None:
            continue
        if isinstance(item.wire, PointerWire):
            slots.setdefault(item.offset, []).append((item, value))
        else:
            data.append((item, value))
    tails = {index: _encode_slot(module, out, choices) for index, choices in sorted(slots.items())}
    _pack_data(module, out, pack, model, data, values)
    parts: list[str] = []
    const = 0
    dynamic = more
    for index in range(model.pointers):
        tail = tails.get(index)
        if tail is None:
            pack.const(0 if index else first)
            continue
        if not tail.placed:
            pack.word(tail.dyn or f"{tail.const:#x}") if tail.dyn else pack.const(tail.const)
            continue
        fixed = tail.const + ((model.pointers - index - 1 + rest + const) << 2)
        offset = f" + ({dynamic} << 2)" if dynamic else ""
        if tail.maybe_null:
            pack.word(f"({tail.dyn} + {fixed:#x}{offset} if {tail.dyn} else 0)")
        elif tail.dyn or offset:
            pack.word(f"{fixed:#x}{' + ' + tail.dyn if tail.dyn else ''}{offset}")
        else:
            pack.const(fixed)
        parts += tail.parts
        if tail.words.isdigit():
            const += int(tail.words)
        elif not dynamic:
            dynamic = tail.words
        else:
            name = f"o{out.fresh()}"
            out.add(f"{name} = {dynamic} + {tail.words}")
            dynamic = name
    return parts, dynamic, const


def _encode_slot(module: Module, out: Lines, choices: list[tuple[Field, str]]) -> Tail:
    """One pointer of the struct: a field, an optional field, or one of several members of a union."""
    item, value = choices[0]
    wire = item.wire
    always = len(choices) == 1 and item.tag is None and not (item.optional and item.has_wire_name)
    if always and isinstance(wire, PointerWire):
        return wire.encode(module, out, value)
    k = out.fresh()
    out.add(f"q{k} = 0", f"w{k} = 0", f"t{k} = b''")
    placed = True
    for member, text in choices:
        wire = member.wire
        if not isinstance(wire, PointerWire):
            continue
        name = variable(out, text)
        with out.block(f"if {name} is not None:"):
            tail = wire.encode(module, out, name)
            placed = placed and tail.placed
            out.add(
                f"q{k} = {tail.const:#x}{' + ' + tail.dyn if tail.dyn else ''}",
                f"w{k} = {tail.words}",
                f"t{k} = {' + '.join(tail.parts) or repr(b'')}",
            )
    return Tail(0, f"q{k}", f"w{k}", [f"t{k}"], placed=placed, maybe_null=True)


def _data_value(module: Module, item: Field, value: str) -> str:
    wire = item.wire
    if not isinstance(wire, DataWire):
        return value
    text = wire.to_wire(module, value)
    if isinstance(item.default, int) and item.default:
        if isinstance(wire, BoolWire):
            text = f"(0 if {value} else 1)"
        elif wire.fmt in "fd":
            text = f"({module.runtime('float_bits')}({text}, {wire.fmt!r}) ^ {item.default:#x})"
        else:
            text = f"({text} ^ {item.default})"
    if item.optional:
        text = f"({text} if {value} is not None else 0)"
    return text


def _format(item: Field) -> str:
    wire = item.wire
    if not isinstance(wire, DataWire):
        return ""
    if item.default and wire.fmt in "fd":
        return {"f": "I", "d": "Q"}[wire.fmt]
    return wire.fmt


def _pack_data(
    module: Module, out: Lines, pack: Pack, model: StructModel, data: list[tuple[Field, str]], values: dict[str, str]
) -> None:
    if not model.data_words:
        return
    bits: dict[int, list[str]] = {}
    items: list[tuple[int, int, str, str]] = []
    union: list[tuple[Field, str]] = []
    for item, value in data:
        wire = item.wire
        if item.tag is not None:
            union.append((item, value))
            continue
        if isinstance(wire, BoolWire):
            text = _data_value(module, item, value)
            shift = item.offset & 7
            bits.setdefault(item.offset >> 3, []).append(f"{text} << {shift}" if shift else text)
        elif isinstance(wire, DataWire):
            size = 1 << (wire.lg - 3)
            items.append((item.offset * size, size, _format(item), _data_value(module, item, value)))
    for item in model.fields:
        value = values.get(item.name, "")
        if value and item.has_wire_name:
            shift = item.has_offset & 7
            text = f"(1 if {value} is not None else 0)"
            bits.setdefault(item.has_offset >> 3, []).append(f"{text} << {shift}" if shift else text)
    items += [(byte, 1, "B", " | ".join(terms)) for byte, terms in bits.items()]
    formats, args = _join(sorted(items), model.data_words)
    if not model.union:
        pack.section(formats, args, model.data_words)
        return
    k = out.fresh()
    packer = module.const(f"Struct({'<' + formats!r}).pack", "P")
    out.add(f"u{k} = bytearray({packer}({', '.join(args)}))")
    _pack_union(module, out, f"u{k}", model, values)
    pack.section(f"{8 * model.data_words}s", [f"u{k}"], model.data_words)


def _pack_union(module: Module, out: Lines, target: str, model: StructModel, values: dict[str, str]) -> None:
    """Write the member that is set, the last one if several are, over the data section."""
    for item in model.fields:
        if item.tag is None:
            continue
        value = variable(out, values[item.name])
        with out.block(f"if {value}:" if item.wire is None else f"if {value} is not None:"):
            pack_tag = module.const("Struct('<H').pack_into", "P")
            out.add(f"{pack_tag}({target}, {2 * item.tag_offset}, {item.tag})")
            if isinstance(item.wire, BoolWire):
                text = _data_value(module, item, value)
                out.add(f"{target}[{item.offset >> 3}] |= {text} << {item.offset & 7}")
            elif isinstance(item.wire, DataWire):
                packer = module.const(f"Struct({'<' + _format(item)!r}).pack_into", "P")
                place = item.offset << (item.wire.lg - 3)
                out.add(f"{packer}({target}, {place}, {_data_value(module, item, value)})")


def _join(items: list[tuple[int, int, str, str]], words: int) -> tuple[str, list[str]]:
    """Formats in order of their byte offset, with padding between."""
    at = 0
    formats = ""
    for offset, size, fmt, _ in items:
        if offset > at:
            formats += f"{offset - at}x"
        formats += fmt
        at = offset + size
    if at < 8 * words:
        formats += f"{8 * words - at}x"
    return formats, [arg for *_, arg in items]


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
            items.append((item.offset * size, size, _format(item), plan.data[item.name]))
        elif isinstance(wire, PointerWire):
            plan.pointers[item.offset] = f"p{k}_{item.offset}"
    if not model.union:
        plan.formats, plan.names = _join(sorted(items), model.data_words)
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
        unpack = module.const(f"Struct({'<' + _format(item)!r}).unpack_from", "U")
        text = _item_value(module, item, f"{unpack}({plan.raw}, {item.offset << (wire.lg - 3)})[0]")
    else:
        return "None"
    return f"({text} if {condition} else None)" if condition else text


def access(model: StructModel, value: str) -> dict[str, str]:
    """How each field is taken from the Python value."""
    match model.kind:
        case Kind.BOX:
            return {model.fields[0].name: value}
        case Kind.TUPLE:
            return {item.name: f"{value}[{index}]" for index, item in enumerate(model.fields)}
        case Kind.ERROR if _bare(model):
            return {"args": f"[str(arg) for arg in {value}.args]"}
        case Kind.ERROR:
            return {item.name: f"{value}.args[{index}]" for index, item in enumerate(model.fields)}
        case _:
            return {item.name: f"{value}.{item.name}" for item in model.fields}


def _bare(model: StructModel) -> bool:
    """Whether an exception has no parameters of its own, so that its arguments cross as texts."""
    return len(model.fields) == 1 and model.fields[0].name == "args"


def construct(module: Module, model: StructModel, values: dict[str, str]) -> str:
    """Expression that makes the Python value."""
    if model.kind is Kind.BOX:
        return values[model.fields[0].name]
    if model.kind is Kind.TUPLE:
        inner = ", ".join(values[item.name] for item in model.fields)
        return f"({inner}{',' if len(model.fields) == 1 else ''})"
    if model.kind is Kind.ERROR and _bare(model):
        return f"{module.ref(model.cls)}(*{values['args']})"
    args = [
        f"{item.name}={values[item.name]}" if item.name in model.keyword_only else values[item.name]
        for item in model.fields
    ]
    return f"{module.ref(model.cls)}({', '.join(args)})"


class StructWire(PointerWire):
    """A struct behind a pointer of its own; see `sequence` for structs in a list."""

    def __init__(self, model: StructModel) -> None:
        self.model = model
        self.label = model.name

    @property
    def key(self) -> str:
        return f"{self.model.file}:{self.label}"

    @property
    def caps(self) -> bool:  # type: ignore[override]  # known once all fields are
        """Whether some field holds a capability."""
        return self.model.caps

    @property
    def deep(self) -> bool:  # type: ignore[override]  # known once all fields are
        """Whether some field is a list of pointers."""
        return self.model.deep

    def schema(self, scope: Scope) -> str:
        return scope.type_name(self.model.file, self.label)

    def encode(self, module: Module, out: Lines, value: str) -> Tail:
        model = self.model
        if not model.data_words + model.pointers:
            return Tail(EMPTY_STRUCT, placed=False)
        k = out.fresh()
        name = module.function("put_", f"put {self.key}", lambda name: self._encoder(module, name))
        out.add(f"b{k} = {name}({value}{', cx' if model.caps else ''})")
        words = f"(len(b{k}) >> 3)" if model.pointers else str(model.data_words)
        return Tail(model.shape << 32, "", words, [f"b{k}"])

    def _encoder(self, module: Module, name: str) -> Lines:
        out = Lines()
        pack = Pack()
        with out.block(f"def {name}(v: Any{', cx: CapSink' if self.model.caps else ''}) -> bytes:"):
            parts, _, _ = pack_struct(module, out, pack, self.model, access(self.model, "v"))
            head = pack.call(module)
            out.add(f"result: bytes = {' + '.join([head, *parts])}", "return result")
        return out

    def decode(self, module: Module, out: Lines, pointer: str, at: str) -> str:
        k = out.fresh()
        name = module.function("get_", f"get {self.key}", lambda name: self._decoder(module, name))
        out.add(f"x{k} = {name}(buf, {at}, {pointer}, lim{', cs' if self.model.caps else ''})")
        return f"x{k}"

    def _decoder(self, module: Module, name: str) -> Lines:
        model = self.model
        out = Lines()
        caps = ", cs: CapSource" if model.caps else ""
        with out.block(f"def {name}(buf: Buffer, at: int, p: int, lim: list[int]{caps}) -> Any:"):
            if model.recursive:
                out.add("lim[1] -= 1")
                with out.block("if lim[1] < 0:"):
                    out.add(f"raise {module.runtime('too_deep')}()")
            plan = unpack_plan(out, model)
            if plan.names:
                unpack_near(module, out, model, plan)
            if model.pointers:
                out.add("end = len(buf)")
            values = unpack_fields(module, out, model, plan, "a")
            if model.recursive:
                out.add("lim[1] += 1")
            out.add(f"return {construct(module, model, values)}")
        return out


def unpack_near(module: Module, out: Lines, model: StructModel, plan: Unpacked) -> None:
    """Write statements that follow the struct pointer `p` at `at` and unpack what it points to, at `a`."""
    unpack = module.const(f"Struct({plan.formats!r}).unpack_from", "U")
    with out.block(f"if p & {NEAR_MASK:#x} == 0 and p >> 32 == {model.shape:#x}:"):
        out.add(f"a = at + 8 + ((p & {OFFSET_MASK:#x}) << 1)", f"{plan.targets} = {unpack}(buf, a)")
    with out.block("else:"):
        slow = module.runtime("struct_at")
        out.add(f"{plan.targets}, a = {slow}({unpack}, buf, at, p, {model.data_words}, {model.pointers})")
