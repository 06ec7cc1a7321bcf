"""bool: one bit."""

from libmultiprocess._types.base import DataWire, Module, Scope


class BoolWire(DataWire):
    """Bits share a byte, so the struct's builder packs them; only lists use what is here."""

    label = "Bool"
    lg = 0
    fmt = ""
    plain = False

    def schema(self, scope: Scope) -> str:  # noqa: ARG002, D102
        return "Bool"

    def to_wire(self, module: Module, value: str) -> str:  # noqa: ARG002, D102
        return f"(1 if {value} else 0)"

    def from_wire(self, module: Module, item: str) -> str:  # noqa: ARG002, D102
        return f"({item} != 0)"
