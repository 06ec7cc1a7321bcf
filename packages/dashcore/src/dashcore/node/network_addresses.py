"""Looks up what an option names. Mirrors a part of netbase.cpp."""

import ipaddress
import socket

from dashcore.rpc.binding import split_host_port

_ONION_SUFFIX = ".onion"


def lookup(text: str, default_port: int, *, allow_names: bool) -> tuple[str, int] | None:
    """Return address and port; None if there is no such address.

    Args:
        allow_names: ask the system for names (-dns).

    Source: C++ Lookup.
    """
    host, port = split_host_port(text, default_port)
    if not host or "\0" in host:
        return None
    try:
        return str(ipaddress.ip_address(host)), port
    except ValueError:
        pass
    if host.endswith(_ONION_SUFFIX):
        return host, port
    if not allow_names:
        return None
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return None
    return str(found[0][4][0]), port
