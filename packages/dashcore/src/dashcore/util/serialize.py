"""Compact sizes and byte vectors, the two building blocks of every message and record.

Decoders take a buffer and an offset and return (value, next offset), which is two to
three times faster in CPython than a stream object. Mirrors serialize.h.
"""

from struct import Struct
from struct import error as struct_error

MAX_SIZE = 0x02000000  # bytes; the longest vector that is read. Source: C++ MAX_SIZE
_U16 = Struct("<H")
_U32 = Struct("<I")
_U64 = Struct("<Q")


class SerializationError(ValueError):
    """The bytes are not what the format says: cut short, non-canonical or too long."""


def encode_compact_size(size: int) -> bytes:
    """Encode a length in 1, 3, 5 or 9 bytes. Source: C++ WriteCompactSize."""
    if size < 0xFD:
        return size.to_bytes(1, "little")
    if size <= 0xFFFF:
        return b"\xfd" + _U16.pack(size)
    if size <= 0xFFFFFFFF:
        return b"\xfe" + _U32.pack(size)
    return b"\xff" + _U64.pack(size)


def decode_compact_size(data: bytes, at: int, *, limit: int = MAX_SIZE) -> tuple[int, int]:
    """Read a length at offset `at`; return it and the offset behind it.

    Raises:
        SerializationError: cut short, not the shortest form, or above `limit`.

    Source: C++ ReadCompactSize.
    """
    try:
        size = data[at]
        if size < 0xFD:
            return size, at + 1
        if size == 0xFD:
            size, at, least = _U16.unpack_from(data, at + 1)[0], at + 3, 0xFD
        elif size == 0xFE:
            size, at, least = _U32.unpack_from(data, at + 1)[0], at + 5, 0x10000
        else:
            size, at, least = _U64.unpack_from(data, at + 1)[0], at + 9, 0x100000000
    except (IndexError, struct_error):
        raise SerializationError("end of data") from None
    if size < least:
        raise SerializationError("non-canonical ReadCompactSize()")
    if size > limit:
        raise SerializationError("ReadCompactSize(): size too large")
    return size, at


def encode_bytes(data: bytes) -> bytes:
    """Encode a byte vector: compact size, then the bytes."""
    return encode_compact_size(len(data)) + data


def decode_bytes(data: bytes, at: int) -> tuple[bytes, int]:
    """Read a byte vector at offset `at`; return it and the offset behind it.

    Raises:
        SerializationError: cut short or too long.
    """
    size, at = decode_compact_size(data, at)
    end = at + size
    if end > len(data):
        raise SerializationError("end of data")
    return bytes(data[at:end]), end
