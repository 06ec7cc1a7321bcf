"""What the code of clients and servers has in common: words of messages, and how their contents are read."""

from libmultiprocess._schema.model import Field, StructModel
from libmultiprocess._types.base import Lines, Module, PointerWire
from libmultiprocess._types.data import DataWireType
from libmultiprocess._types.interface import InterfaceWire
from libmultiprocess._types.text import TextWire

ROOT = 0x0001000100000000
CALL = 0x0003000300000000
RETURN = 0x0001000200000000
TARGET_SHAPE = 0x00010001
FAST_CONTENT = 72
"""Byte where the content of an answer begins when it begins as expected."""
BIG_WORDS = 2048
"""Tails longer than this are sent as pieces, without joining them first."""


def limits(module: Module, out: Lines, fields: list[Field]) -> None:
    """What decoders of pointers expect to find."""
    wires = [item.wire for item in fields if isinstance(item.wire, PointerWire)]
    if any(not isinstance(wire, InterfaceWire) for wire in wires):
        out.add("end = len(buf)")
    if any(not isinstance(wire, InterfaceWire | TextWire | DataWireType) for wire in wires):
        out.add(f"lim = {module.runtime('budget')}()")


def plus_words(const: int, dynamic: str) -> str:
    """Expression of a number of words."""
    if not dynamic:
        return str(const)
    return f"{const} + {dynamic}" if const else dynamic


def unpack_content(module: Module, out: Lines, model: StructModel, targets: str, unpack: str) -> None:
    """Unpack params or results at `c` and `p`; their data section may be larger than declared."""
    with out.block(f"if p - c == {model.data_words}:"):
        out.add("a = o + (c << 3)", f"{targets} = {unpack}(buf, a)")
    with out.block("else:"):
        large = module.runtime("unpack_large")
        out.add(f"{targets}, a = {large}({unpack}, buf, o + (c << 3), p - c, {model.data_words}, {model.pointers})")
