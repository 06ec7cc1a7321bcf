"""Looks names of options up at start, where waiting harms nobody. Mirrors Lookup of netbase.cpp."""

import socket

from dashcore.net.addresses.resolve import from_sockaddr
from dashcore.primitives.net_address import NetService
from dashcore.primitives.net_text import parse_host, split_host_port


def lookup_host(name: str, *, allow_names: bool, limit: int = 0) -> list[NetService]:
    """Return addresses behind a name or a written address, with port 0.

    Args:
        allow_names: ask the system for names (-dns).
        limit: at most so many, 0 for all.
    """
    written = parse_host(name)
    if written is not None:
        return [] if written.is_internal else [written]
    if not name or "\0" in name:
        return []
    flags = 0 if allow_names else socket.AI_NUMERICHOST  # this reads the scope of an interface's name too
    try:
        found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP, flags=flags)
    except (OSError, UnicodeError):
        return []
    services = [from_sockaddr(entry[4]) for entry in found]
    services = [service for service in services if not service.is_internal]
    return services[:limit] if limit else services


def lookup(text: str, default_port: int, *, allow_names: bool) -> NetService | None:
    """Return the first address behind a host, with its port."""
    host, port = split_host_port(text, default_port)
    found = lookup_host(host, allow_names=allow_names, limit=1)
    return found[0].with_port(port) if found else None
