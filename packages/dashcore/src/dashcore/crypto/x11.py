"""X11, the chained hash that is Dash's block id and proof of work. Mirrors hash_x11.h."""

from dash_hash import getPoWHash


def x11(header: bytes) -> bytes:
    """Return X11 of the 80 bytes of a header: 32 bytes in internal order. Source: C++ HashX11."""
    return bytes(getPoWHash(header))
