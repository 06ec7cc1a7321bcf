"""The bytes of addresses as text, by network. Mirrors IPv6ToString, OnionToString and ToStringAddr of netaddress.cpp."""

from base64 import b32encode
from hashlib import sha3_256

_ONION_VERSION = b"\x03"


def base32(data: bytes) -> str:
    """Encode in base 32 as addresses have it: lower case, no padding."""
    return b32encode(data).decode().lower().rstrip("=")


def onion_tail(key: bytes) -> bytes:
    """Return what follows the key in a Tor address: checksum and version. Source: rend-spec-v3."""
    return sha3_256(b".onion checksum" + key + _ONION_VERSION).digest()[:2] + _ONION_VERSION


def format_onion(key: bytes) -> str:
    """Write the address of a Tor service from its 32 byte key."""
    return base32(key + onion_tail(key)) + ".onion"


def format_i2p(address: bytes) -> str:
    """Write a destination of I2P from the 32 byte hash of its key."""
    return base32(address) + ".b32.i2p"


def format_internal(address: bytes) -> str:
    """Write the address that stands for a name."""
    return base32(address) + ".internal"


def format_ipv4(address: bytes) -> str:
    """Write IPv4."""
    return ".".join(map(str, address))


def format_ipv6(address: bytes) -> str:
    """Write IPv6 with its longest run of zeros cut out; never with IPv4 at the end. Source: RFC 5952."""
    groups = [int.from_bytes(address[at : at + 2], "big") for at in range(0, 16, 2)]
    best_start, best_length, start = 0, 0, 0
    for at, group in enumerate(groups):
        if group:
            start = at + 1
        elif at + 1 - start > best_length:
            best_start, best_length = start, at + 1 - start
    if best_length < 2:
        return ":".join(f"{group:x}" for group in groups)
    head = ":".join(f"{group:x}" for group in groups[:best_start])
    tail = ":".join(f"{group:x}" for group in groups[best_start + best_length :])
    return f"{head}::{tail}"
