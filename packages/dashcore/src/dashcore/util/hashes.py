"""How hashes are computed, shown and read.

A hash is 32 raw bytes in internal order everywhere in this package. People, RPC and log
see the bytes reversed, as hex: `display_hash` and `parse_hash` are the only two places
that turn one into the other. Mirrors uint256.h and hash.h.
"""

from hashlib import new, sha256

HASH_SIZE = 32  # bytes
NULL_HASH = bytes(HASH_SIZE)


def hash256(data: bytes) -> bytes:
    """Return the double SHA-256 of `data`, 32 bytes in internal order. Source: C++ Hash."""
    return sha256(sha256(data).digest()).digest()


def hash160(data: bytes) -> bytes:
    """Return RIPEMD-160 of SHA-256 of `data`, 20 bytes. Source: C++ Hash160."""
    return ripemd160(sha256(data).digest())


def ripemd160(data: bytes) -> bytes:
    """Return the RIPEMD-160 of `data`, 20 bytes."""
    return new("ripemd160", data).digest()


def display_hash(value: bytes) -> str:
    """Return the hex that people see: bytes reversed. Source: C++ base_blob::GetHex."""
    return value[::-1].hex()


def parse_hash(text: str) -> bytes:
    """Read what `display_hash` wrote.

    Raises:
        ValueError: not exactly 64 hex digits.
    """
    if len(text) != 2 * HASH_SIZE:
        raise ValueError(f"must be of length 64 (not {len(text)})")
    return bytes.fromhex(text)[::-1]
