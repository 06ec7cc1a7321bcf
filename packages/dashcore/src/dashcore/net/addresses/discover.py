"""Addresses of this machine's interfaces. Mirrors Discover of net.cpp."""

import ctypes
import logging
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from dashcore.net.addresses.local_addresses import LocalAddresses, LocalScore
from dashcore.primitives.net_address import NetService, NetworkId

_log = logging.getLogger("dash")

_IS_UP, _IS_LOOPBACK = 0x1, 0x8
_IPV4_AT, _IPV6_AT = 4, 8  # where a sockaddr has its address


class _InterfaceAddress(ctypes.Structure):
    """The beginning of C's ifaddrs, which is the same everywhere."""


_InterfaceAddress._fields_ = [
    ("next", ctypes.POINTER(_InterfaceAddress)),
    ("name", ctypes.c_char_p),
    ("flags", ctypes.c_uint),
    ("address", ctypes.c_void_p),
]


@dataclass(frozen=True, slots=True)
class InterfaceAddress:
    """An address, without a port, of an interface."""

    name: str
    service: NetService


def interface_addresses() -> list[InterfaceAddress]:
    """Return the addresses of interfaces that are up and lead outside; none where the system cannot be asked."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        get, free = library.getifaddrs, library.freeifaddrs
    except (OSError, AttributeError):
        return []
    free.argtypes = [ctypes.c_void_p]
    first = ctypes.POINTER(_InterfaceAddress)()
    if get(ctypes.byref(first)) != 0:
        return []
    try:
        return list(_walk(first))
    finally:
        free(ctypes.cast(first, ctypes.c_void_p))


def _walk(entry: "ctypes._Pointer[_InterfaceAddress]") -> Iterator[InterfaceAddress]:
    while ctypes.cast(entry, ctypes.c_void_p).value is not None:
        found = entry.contents
        if found.address and found.flags & _IS_UP and not found.flags & _IS_LOOPBACK:
            service = _read_sockaddr(found.address)
            if service is not None:
                yield InterfaceAddress(found.name.decode(errors="replace"), service)
        entry = found.next


def _read_sockaddr(at: int) -> NetService | None:
    head = ctypes.string_at(at, 2)
    family = int.from_bytes(head, "little") if sys.platform == "linux" and sys.byteorder == "little" else head[1]
    if family == socket.AF_INET:
        return NetService(network=NetworkId.IPV4, address=ctypes.string_at(at + _IPV4_AT, 4))
    if family == socket.AF_INET6:
        return NetService.from_v1(ctypes.string_at(at + _IPV6_AT, 16), 0)
    return None


def discover(addresses: LocalAddresses) -> None:
    """Learn what this machine's interfaces say, if that is wanted."""
    if not addresses.discovers:
        return
    for found in interface_addresses():
        if addresses.add(found.service, LocalScore.INTERFACE):
            version = "IPv4" if found.service.is_ipv4 else "IPv6"
            _log.info("Discover: %s %s: %s", version, found.name, found.service.host)
