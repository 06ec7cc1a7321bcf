"""Addresses as people write them. Mirrors the text parts of netaddress.cpp, netbase.cpp and strencodings.cpp.

Names are not looked up here: that is I/O, see `net/addresses/lookup.py`.
"""

import socket
from base64 import b32decode
from hashlib import sha256

from dashcore.primitives.host_text import base32, onion_tail
from dashcore.primitives.net_address import IPV4_PREFIX, NetService, NetworkId, NetworkKind

_ONION_SUFFIX, _I2P_SUFFIX = ".onion", ".b32.i2p"
_ONION_SIZE = 35  # bytes: key, checksum, version
_ONION_KEY_SIZE = 32
_I2P_LENGTH = 52  # characters before the suffix
_INTERNAL_SIZE = 10
_MAX_PORT = 0xFFFF
_IPV4_CHARACTERS = frozenset("0123456789abcdefABCDEFxX.")
_KIND_NAMES = {
    "ipv4": NetworkKind.IPV4,
    "ipv6": NetworkKind.IPV6,
    "onion": NetworkKind.ONION,
    "tor": NetworkKind.ONION,
    "i2p": NetworkKind.I2P,
    "cjdns": NetworkKind.CJDNS,
}


def parse_kind(name: str) -> NetworkKind | None:
    """Read the name of a network, in any case; "tor" is an old one. Source: C++ ParseNetwork."""
    return _KIND_NAMES.get(name.lower())


def parse_port(text: str) -> int | None:
    """Read a port, 0 included; None if it is none. Source: C++ ParseUInt16."""
    if not (text.isascii() and text.isdigit()):
        return None
    digits = text.lstrip("0")
    if len(digits) > len(str(_MAX_PORT)):
        return None
    port = int(digits or "0")
    return port if port <= _MAX_PORT else None


def split_host_port(text: str, default_port: int) -> tuple[str, int]:
    """Cut a port off; a host of several colons needs brackets to have one. Source: C++ SplitHostPort."""
    port = default_port
    colon = text.rfind(":")
    if colon >= 0 and (colon == 0 or text.count(":") == 1 or (text[0] == "[" and text[colon - 1] == "]")):
        number = parse_port(text[colon + 1 :])
        if number is not None:
            text, port = text[:colon], number
    if len(text) > 1 and text[0] == "[" and text[-1] == "]":
        text = text[1:-1]
    return text, port


def parse_host(text: str) -> NetService | None:
    """Read an address that is written out, brackets allowed; None for anything else, such as a name.

    Source: C++ LookupHost without look-up, SetSpecial.
    """
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    if not text or "\0" in text or not text.isascii():
        return None
    return _parse_onion(text) or _parse_i2p(text) or _parse_ipv4(text) or _parse_ipv6(text)


def parse_service(text: str, default_port: int = 0) -> NetService | None:
    """Read an address that is written out, and a port. Source: C++ LookupNumeric."""
    host, port = split_host_port(text, default_port)
    found = None if host.startswith("[") else parse_host(host)
    return None if found is None or found.is_internal else found.with_port(port)


def internal_address(name: str) -> NetService:
    """Return the address that stands for a name; dashd keeps track of DNS seeds so. Source: C++ SetInternal."""
    return NetService(network=NetworkId.INTERNAL, address=sha256(name.encode()).digest()[:_INTERNAL_SIZE])


def _parse_onion(text: str) -> NetService | None:
    if not text.endswith(_ONION_SUFFIX):
        return None
    try:
        data = b32decode(text.removesuffix(_ONION_SUFFIX), casefold=True)
    except ValueError:
        return None
    if len(data) != _ONION_SIZE:
        return None
    key = data[:_ONION_KEY_SIZE]
    if data[_ONION_KEY_SIZE:] != onion_tail(key):
        return None
    return NetService(network=NetworkId.TORV3, address=key)


def _parse_i2p(text: str) -> NetService | None:
    head, suffix = text[:_I2P_LENGTH], text[_I2P_LENGTH:]
    if suffix.lower() != _I2P_SUFFIX:
        return None
    try:
        address = b32decode(head + "====", casefold=True)
    except ValueError:
        return None
    if base32(address) != head.lower():  # bits behind the last byte
        return None
    return NetService(network=NetworkId.I2P, address=address)


def _parse_ipv4(text: str) -> NetService | None:
    """Read all forms that the C library reads, as `127.1`."""
    if not _IPV4_CHARACTERS.issuperset(text):
        return None
    try:
        return NetService(network=NetworkId.IPV4, address=socket.inet_aton(text))
    except OSError:
        return None


def _parse_ipv6(text: str) -> NetService | None:
    head, percent, scope = text.partition("%")
    if percent and not scope.isdigit():
        return None
    try:
        address = socket.inet_pton(socket.AF_INET6, head)
    except (OSError, ValueError):
        return None
    if address.startswith(IPV4_PREFIX) and percent:
        return None
    found = NetService.from_v1(address, 0)
    if percent:
        return NetService(network=found.network, address=found.address, scope_id=int(scope) & 0xFFFFFFFF)
    return found
