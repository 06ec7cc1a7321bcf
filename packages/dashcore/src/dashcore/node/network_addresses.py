"""Addresses that options name: where to listen, through whom to connect, who is trusted. Mirrors init.cpp, netbase.cpp."""

import ipaddress
import socket

from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError
from dashcore.rpc.binding import split_host_port

_PERMISSIONS = frozenset(
    {"", "bloomfilter", "bloom", "noban", "forcerelay", "mempool", "download", "all", "relay", "addr"}
)
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


def check_binds(args: ArgsManager) -> None:
    """Check -bind, -whitebind and -whitelist, where the network is about to start.

    Raises:
        InitError: with dashd's text.
    """
    for text in args.get_all("-bind"):
        address, equals, network = text.rpartition("=")
        if equals and network != "onion":
            raise InitError(f"Cannot resolve -bind address: '{text}'")
        if lookup(address if equals else text, 0, allow_names=False) is None:
            raise InitError(f"Cannot resolve -bind address: '{text}'")
    for text in args.get_all("-whitebind"):
        address = _after_permissions(text)
        found = lookup(address, 0, allow_names=False)
        if found is None:
            raise InitError(f"Cannot resolve -whitebind address: '{address}'")
        if found[1] == 0:
            raise InitError(f"Need to specify a port with -whitebind: '{address}'")
    for text in args.get_all("-whitelist"):
        _check_subnet(_after_permissions(text))


def _after_permissions(text: str) -> str:
    """Check the permissions before `@` and return what stands behind."""
    permissions, at, rest = text.partition("@")
    if not at:
        return text
    for permission in permissions.split(","):
        if permission not in _PERMISSIONS:
            raise InitError(f"Invalid P2P permission: '{permission}'")
    return rest


def _check_subnet(text: str) -> None:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise InitError(f"Invalid netmask specified in -whitelist: '{text}'") from None
