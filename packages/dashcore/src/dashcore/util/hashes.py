"""How hashes are computed, shown and read.

A hash is 32 raw bytes in internal order everywhere in this package. People, RPC and log
see the bytes reversed, as hex: `display_hash` and `parse_hash` are the only two places
that turn one into the other. Mirrors uint256.h and hash.h.
"""

from hashlib import new, sha256
from typing import TYPE_CHECKING

from dashcore.util import ripemd160 as plain

if TYPE_CHECKING:
    from hashlib import _Hash as HASH

HASH_SIZE = 32  # bytes
NULL_HASH = bytes(HASH_SIZE)


def _make_ripemd160() -> "HASH | None":
    """Return OpenSSL's, fresh; None where it was built without: since 3.0 that is up to the distribution."""
    try:
        return new("ripemd160")
    except ValueError:
        return None


_RIPEMD160 = _make_ripemd160()  # only ever copied, which takes half as long as making one


def hash256(data: bytes) -> bytes:
    """Return the double SHA-256 of `data`, 32 bytes in internal order. Source: C++ Hash."""
    return sha256(sha256(data).digest()).digest()


def hash160(data: bytes) -> bytes:
    """Return RIPEMD-160 of SHA-256 of `data`, 20 bytes. Source: C++ Hash160."""
    return ripemd160(sha256(data).digest())


def ripemd160(data: bytes) -> bytes:
    """Return the RIPEMD-160 of `data`, 20 bytes."""
    if _RIPEMD160 is None:
        return plain.ripemd160(data)
    hasher = _RIPEMD160.copy()
    hasher.update(data)
    return hasher.digest()


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
    value = bytes.fromhex(text)
    if len(value) != HASH_SIZE:  # fromhex skips white space
        raise ValueError("must be hexadecimal")
    return value[::-1]
