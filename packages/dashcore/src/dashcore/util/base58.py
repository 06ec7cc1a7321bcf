"""Base58, plain and with a checksum. Mirrors base58.cpp."""

from dashcore.util.hashes import hash256

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
CHECKSUM_SIZE = 4  # bytes
_SPACE = " \f\n\r\t\v"  # what C++ IsSpace skips at both ends
_VALUES = {ord(digit): value for value, digit in enumerate(ALPHABET)}


def encode_base58(data: bytes) -> str:
    """Encode bytes; each leading zero byte becomes a "1"."""
    number = int.from_bytes(data, "big")
    digits = ""
    while number:
        number, digit = divmod(number, 58)
        digits += ALPHABET[digit]
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits[::-1]


def decode_base58(text: str, *, limit: int | None = None) -> bytes:
    """Decode what `encode_base58` wrote; white space around it is skipped.

    Args:
        text: the digits.
        limit: most bytes that may come out.

    Raises:
        ValueError: a character outside the alphabet, or too long.
    """
    text = text.strip(_SPACE)
    zeros = len(text) - len(text.lstrip("1"))
    # 58**2 > 256 bounds the digits worth reading before the limit is passed for sure
    if limit is not None and (len(text) - zeros > 2 * limit or zeros > limit):
        raise ValueError("base58 text is too long")
    number = 0
    for char in text:
        value = _VALUES.get(ord(char))
        if value is None:
            raise ValueError("not a base58 character")
        number = number * 58 + value
    data = bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
    if limit is not None and len(data) > limit:
        raise ValueError("base58 text is too long")
    return data


def encode_base58_check(data: bytes) -> str:
    """Encode bytes with the first four bytes of their double SHA-256 behind them."""
    return encode_base58(data + hash256(data)[:CHECKSUM_SIZE])


def decode_base58_check(text: str, *, limit: int | None = None) -> bytes:
    """Decode what `encode_base58_check` wrote, without the checksum.

    Args:
        text: the digits.
        limit: most bytes that may come out, not counting the checksum.

    Raises:
        ValueError: not base58, too long, or the checksum is wrong.
    """
    data = decode_base58(text, limit=None if limit is None else limit + CHECKSUM_SIZE)
    body, checksum = data[:-CHECKSUM_SIZE], data[-CHECKSUM_SIZE:]
    if len(data) < CHECKSUM_SIZE or hash256(body)[:CHECKSUM_SIZE] != checksum:
        raise ValueError("base58 checksum does not match")
    return body
