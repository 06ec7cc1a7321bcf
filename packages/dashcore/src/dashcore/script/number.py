"""Numbers on the stack: little-endian with a sign bit, as short as possible. Mirrors CScriptNum.

Operands have at most four bytes where no wider limit is given; results may be wider and
are then good for anything but arithmetic.
"""

DEFAULT_MAX_SIZE = 4  # bytes
_INT_MAX = 0x7FFFFFFF
_INT_MIN = -0x80000000


class ScriptNumError(ValueError):
    """A stack item is too long for a number, or not its shortest form."""


def encode_number(value: int) -> bytes:
    """Encode a number; zero is empty. Source: C++ CScriptNum::serialize."""
    if not value:
        return b""
    magnitude = abs(value)
    # one bit more than the magnitude needs, for the sign
    size = magnitude.bit_length() // 8 + 1
    if value < 0:
        magnitude |= 0x80 << (8 * (size - 1))
    return magnitude.to_bytes(size, "little")


def decode_number(data: bytes, *, minimal: bool, limit: int = DEFAULT_MAX_SIZE) -> int:
    """Decode a number.

    Args:
        data: the stack item.
        minimal: refuse what is not the shortest form.
        limit: most bytes.

    Raises:
        ScriptNumError: too long or not minimal.

    Source: C++ CScriptNum.
    """
    if len(data) > limit:
        raise ScriptNumError("script number overflow")
    if minimal and not is_minimally_encoded(data, limit):
        raise ScriptNumError("non-minimally encoded script number")
    if not data:
        return 0
    value = int.from_bytes(data, "little")
    if data[-1] & 0x80:
        return -(value ^ (0x80 << (8 * (len(data) - 1))))
    return value


def clamp_int(value: int) -> int:
    """Bound a number to 32 bits with sign. Source: C++ CScriptNum::getint."""
    return max(_INT_MIN, min(_INT_MAX, value))


def is_minimally_encoded(data: bytes, limit: int = DEFAULT_MAX_SIZE) -> bool:
    """Whether this is the only form a number of at most `limit` bytes may have.

    Source: C++ CScriptNum::IsMinimallyEncoded.
    """
    if len(data) > limit:
        return False
    if not data or data[-1] & 0x7F:
        return True
    # an all but empty last byte is there for the sign, which the byte before must need
    return len(data) > 1 and bool(data[-2] & 0x80)


def minimally_encode(data: bytes) -> bytes:
    """Return the shortest form of a number of any length. Source: C++ CScriptNum::MinimallyEncode."""
    if not data or data[-1] & 0x7F:
        return data
    sign = data[-1]
    body = data[:-1].rstrip(b"\0")
    if not body:
        return b""
    if body[-1] & 0x80:
        return body + bytes([sign])
    return body[:-1] + bytes([body[-1] | sign])
