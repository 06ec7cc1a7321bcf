"""SipHash-2-4, the keyed hash of compact blocks, filters and hash tables. Mirrors crypto/siphash.h."""

from siphashc import siphash as _siphash

KEY_SIZE = 16  # bytes


def siphash(key: bytes, data: bytes) -> int:
    """Return the 64 bit hash of `data`.

    Args:
        key: 16 bytes: k0, then k1, both little-endian.
        data: any length.
    """
    return int(_siphash(key, data))
