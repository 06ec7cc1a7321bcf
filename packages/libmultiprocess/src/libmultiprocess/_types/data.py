"""bytes: Data."""

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


class DataWireType(PointerWire):
    """Any bytes-like object goes in, `bytes` come out."""

    label = "Data"

    def schema(self, scope: Scope) -> str:
        return "Data"

    def encode(self, module: Module, out: Lines, value: str) -> Tail:
        k = out.fresh()
        blob = f"b{k}"
        out.add(f"{blob}: bytes = {value}")
        with out.block(f"if type({blob}) is not bytes:"):
            out.add(f"{blob} = {module.runtime('as_bytes')}({blob})")
        out.add(f"n{k} = len({blob})")
        pads = module.runtime("PADS")
        return Tail(TEXT_POINTER, f"(n{k} << 35)", f"(n{k} + 7 >> 3)", [blob, f"{pads}[n{k} & 7]"])

    def decode(self, module: Module, out: Lines, pointer: str, at: str) -> str:
        k = out.fresh()
        slow = f"{module.runtime('data_at')}(buf, {at}, {pointer})"
        out.add(
            f"s{k} = {plus(at, 8)} + (({pointer} & {OFFSET_MASK:#x}) << 1)",
            f"e{k} = s{k} + ({pointer} >> 35)",
            f"x{k}: Any = bytes(buf[s{k}:e{k}]) if {pointer} & {LIST_MASK:#x} == {TEXT_POINTER:#x} "
            f"and e{k} <= end else {slow}",
        )
        return f"x{k}"

    def charge(self, pointer: str) -> str:
        return f"({pointer} >> 35)"
