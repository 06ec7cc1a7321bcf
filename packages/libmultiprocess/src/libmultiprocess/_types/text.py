"""str: Text, UTF-8 with a NUL at the end that belongs to the list but not to the value."""

from libmultiprocess._types.base import (
    LIST_MASK,
    OFFSET_MASK,
    TEXT_POINTER,
    Lines,
    Module,
    PointerWire,
    Scope,
    Tail,
    plus,
)


class TextWire(PointerWire):
    """The usual pointer is followed in line; all others by `text_at`."""

    label = "Text"

    def schema(self, scope: Scope) -> str:
        return "Text"

    def encode(self, module: Module, out: Lines, value: str) -> Tail:
        k = out.fresh()
        out.add(f"b{k}: bytes = {value}.encode()", f"n{k} = len(b{k}) + 1")
        pads = module.runtime("TEXT_PADS")
        return Tail(TEXT_POINTER, f"(n{k} << 35)", f"(n{k} + 7 >> 3)", [f"b{k}", f"{pads}[n{k} & 7]"])

    def decode(self, module: Module, out: Lines, pointer: str, at: str) -> str:
        k = out.fresh()
        slow = f"{module.runtime('text_at')}(buf, {at}, {pointer})"
        out.add(
            f"s{k} = {plus(at, 8)} + (({pointer} & {OFFSET_MASK:#x}) << 1)",
            f"e{k} = s{k} + ({pointer} >> 35)",
            f"x{k}: Any = str(buf[s{k}:e{k} - 1], 'utf-8') if {pointer} & {LIST_MASK:#x} == {TEXT_POINTER:#x} "
            f"and s{k} < e{k} <= end else {slow}",
        )
        return f"x{k}"

    def charge(self, pointer: str) -> str:
        return f"({pointer} >> 35)"
