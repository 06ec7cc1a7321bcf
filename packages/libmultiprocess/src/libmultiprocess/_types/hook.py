"""Hooks: a foreign type that crosses as a wire type, converted by its own functions."""

from collections.abc import Callable

from libmultiprocess._types.base import DataWire, Lines, Module, PointerWire, Scope, Tail, Wire


class HookData(DataWire):
    """A foreign type that crosses as a number, bool or enum."""

    plain = False

    def __init__(
        self, wire: DataWire, encode: Callable[..., object], decode: Callable[..., object], label: str
    ) -> None:
        self.wire = wire
        self.encoder = encode
        self.decoder = decode
        self.label = label
        self.lg = wire.lg
        self.fmt = wire.fmt

    def schema(self, scope: Scope) -> str:
        return self.wire.schema(scope)

    def to_wire(self, module: Module, value: str) -> str:
        return self.wire.to_wire(module, f"{module.ref(self.encoder)}({value})")

    def from_wire(self, module: Module, item: str) -> str:
        return f"{module.ref(self.decoder)}({self.wire.from_wire(module, item)})"


class HookPointer(PointerWire):
    """A foreign type that crosses as text, data, a list or a struct."""

    def __init__(
        self, wire: PointerWire, encode: Callable[..., object], decode: Callable[..., object], label: str
    ) -> None:
        self.wire = wire
        self.encoder = encode
        self.decoder = decode
        self.label = label

    @property
    def caps(self) -> bool:  # type: ignore[override]  # known once all structs are
        """Those of the wire type."""
        return self.wire.caps

    @property
    def deep(self) -> bool:  # type: ignore[override]  # known once all structs are
        """That of the wire type."""
        return self.wire.deep

    def schema(self, scope: Scope) -> str:
        return self.wire.schema(scope)

    def encode(self, module: Module, out: Lines, value: str) -> Tail:
        k = out.fresh()
        out.add(f"h{k} = {module.ref(self.encoder)}({value})")
        return self.wire.encode(module, out, f"h{k}")

    def decode(self, module: Module, out: Lines, pointer: str, at: str) -> str:
        return f"{module.ref(self.decoder)}({self.wire.decode(module, out, pointer, at)})"

    def charge(self, pointer: str) -> str:
        return self.wire.charge(pointer)


def hook(wire: Wire, encode: Callable[..., object], decode: Callable[..., object], label: str) -> Wire:
    """Wrap a wire type."""
    if isinstance(wire, DataWire):
        return HookData(wire, encode, decode, label)
    if isinstance(wire, PointerWire):
        return HookPointer(wire, encode, decode, label)
    raise TypeError(label)
