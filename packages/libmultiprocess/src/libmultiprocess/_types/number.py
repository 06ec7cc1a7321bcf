"""Integers and floats of a fixed width. `struct` checks the ranges when it packs."""

from libmultiprocess._types.base import DataWire, Scope

FORMATS = {
    "Int8": ("b", 3),
    "Int16": ("h", 4),
    "Int32": ("i", 5),
    "Int64": ("q", 6),
    "UInt8": ("B", 3),
    "UInt16": ("H", 4),
    "UInt32": ("I", 5),
    "UInt64": ("Q", 6),
    "Float32": ("f", 5),
    "Float64": ("d", 6),
}


class NumberWire(DataWire):
    """One of the ten number types."""

    def __init__(self, name: str) -> None:
        self.label = name
        self.fmt, self.lg = FORMATS[name]

    def schema(self, scope: Scope) -> str:
        return self.label
