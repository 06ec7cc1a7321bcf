"""bool: one bit."""

from libmultiprocess._types.base import DataWire, Module, Scope


class BoolWire(DataWire):
    """Bits share a byte, so the struct's builder packs them; only lists use what is here."""

    label = "Bool"
    lg = 0
    fmt = ""
    plain = False

    def schema(self, scope: Scope) -> str:
        return "Bool"

    def to_wire(self, module: Module, value: str) -> str:
        return f"(1 if {value} else 0)"

    def from_wire(self, module: Module, item: str) -> str:
        return f"({item} != 0)"
