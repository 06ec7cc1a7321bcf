"""Default values that a schema states: what a peer that never heard of a field is taken to have sent."""

import struct

from libmultiprocess._types.base import Wire
from libmultiprocess._types.boolean import BoolWire
from libmultiprocess._types.number import NumberWire
from libmultiprocess.errors import SchemaError


def default_bits(wire: Wire | None, value: object, where: str) -> int:
    """What is XORed into the field on the wire.

    Raises:
        SchemaError: the field's type has no such value.
    """
    if isinstance(wire, BoolWire) and isinstance(value, bool):
        return int(value)
    if isinstance(wire, NumberWire) and isinstance(value, int | float) and not isinstance(value, bool):
        try:
            packed = struct.pack(f"<{wire.fmt}", value)
        except (struct.error, OverflowError) as error:
            raise SchemaError(f"{where}: {value!r} is no {wire.label}: {error}") from error
        if wire.fmt in {"f", "d"}:
            return int.from_bytes(packed, "little")
        return int(value)
    raise SchemaError(f"{where}: {value!r} cannot be the default of a {'Void' if wire is None else wire.label}")


def default_text(wire: Wire | None, bits: int) -> str:
    """The value in the language of schemas."""
    if isinstance(wire, BoolWire):
        return "true" if bits else "false"
    if isinstance(wire, NumberWire) and wire.fmt in {"f", "d"}:
        size = 4 if wire.fmt == "f" else 8
        value: float = struct.unpack(f"<{wire.fmt}", bits.to_bytes(size, "little"))[0]
        return repr(value).replace("e+", "e")
    return str(bits)
