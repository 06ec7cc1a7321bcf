"""Encoders of structs: one `struct` format for data and pointers, then the tails of the pointers in order."""

from libmultiprocess._schema.model import Field, StructModel
from libmultiprocess._types.base import DataWire, Lines, Module, PointerWire, Tail, variable
from libmultiprocess._types.boolean import BoolWire


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
    may_lack = item.nullable or (item.optional and bool(item.has_wire_name))
    always = len(choices) == 1 and item.tag is None and not may_lack
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


def item_format(item: Field) -> str:
    """The `struct` format of a data field."""
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
            items.append((item.offset * size, size, item_format(item), _data_value(module, item, value)))
    for item in model.fields:
        value = values.get(item.name, "")
        if value and item.has_wire_name:
            shift = item.has_offset & 7
            text = f"(1 if {value} is not None else 0)"
            bits.setdefault(item.has_offset >> 3, []).append(f"{text} << {shift}" if shift else text)
    items += [(byte, 1, "B", " | ".join(terms)) for byte, terms in bits.items()]
    formats, args = join_formats(sorted(items), model.data_words)
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
                packer = module.const(f"Struct({'<' + item_format(item)!r}).pack_into", "P")
                place = item.offset << (item.wire.lg - 3)
                out.add(f"{packer}({target}, {place}, {_data_value(module, item, value)})")


def join_formats(items: list[tuple[int, int, str, str]], words: int) -> tuple[str, list[str]]:
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
