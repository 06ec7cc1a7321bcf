"""Base-128 numbers of the databases and undo files; no number has two encodings.

Not the compact size of the network (`dashcore.util.serialize`): seven bits a byte, the
highest first, and one is subtracted from every group but the last, which makes the
encoding unique. Mirrors VARINT of serialize.h.
"""

from dashcore.util.serialize import SerializationError

_MAX_BYTES = 10  # of a 64 bit number


def _encode(value: int) -> bytes:
    out = bytearray((value & 0x7F,))
    while value > 0x7F:
        value = (value >> 7) - 1
        out.append(value & 0x7F | 0x80)
    out.reverse()
    return bytes(out)


_SMALL = (  # of one byte and of two; made at each start, so without `_encode`
    *(bytes((value,)) for value in range(0x80)),
    *(bytes((value - 0x80 >> 7 | 0x80, value & 0x7F)) for value in range(0x80, 4096)),
)


def encode_varint(value: int) -> bytes:
    """Encode a number of 64 bits, not negative. Source: C++ WriteVarInt."""
    if 0 <= value < 4096:
        return _SMALL[value]
    if not 0 <= value < 1 << 64:
        raise ValueError(f"{value} does not fit 64 bits")
    return _encode(value)


def decode_varint(data: bytes, at: int) -> tuple[int, int]:
    """Read a number at offset `at`; return it and the offset behind it.

    Raises:
        SerializationError: cut short, or more than 64 bits.

    Source: C++ ReadVarInt.
    """
    value = 0
    try:
        for end in range(at + 1, at + _MAX_BYTES + 2):
            byte = data[end - 1]
            value = value << 7 | byte & 0x7F
            if not byte & 0x80:
                if value >> 64:
                    break
                return value, end
            value += 1
    except IndexError:
        raise SerializationError("end of data") from None
    raise SerializationError("ReadVarInt(): size too large")
