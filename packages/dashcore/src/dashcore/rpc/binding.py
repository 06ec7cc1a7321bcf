"""Where the RPC server listens, and whom it lets in. Mirrors HTTPBindAddresses and InitHTTPAllowList."""

import ipaddress
import logging
import socket
from collections.abc import Sequence

from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError

_log = logging.getLogger("dash")

_Net = ipaddress.IPv4Network | ipaddress.IPv6Network
_BACKLOG = 128
_MAX_PORT = 65535


class AllowList:
    """Networks that may connect; this machine always may."""

    def __init__(self) -> None:
        self._nets: list[_Net] = [ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128")]

    @classmethod
    def from_args(cls, args: ArgsManager) -> "AllowList":
        """Take -rpcallowip.

        Raises:
            InitError: a value is no address or network.
        """
        allowed = cls()
        for text in args.get_all("-rpcallowip"):
            try:
                allowed._nets.append(ipaddress.ip_network(text, strict=False))
            except ValueError:
                raise InitError(
                    f"Invalid -rpcallowip subnet specification: {text}. Valid are a single IP (e.g. 1.2.3.4), a "
                    "network/netmask (e.g. 1.2.3.4/255.255.255.0) or a network/CIDR (e.g. 1.2.3.4/24)."
                ) from None
        return allowed

    def allows(self, host: str) -> bool:
        """Whether a client from that address may connect."""
        try:
            address = ipaddress.ip_address(host.partition("%")[0])
        except ValueError:
            return False
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        return any(address in net for net in self._nets)

    def __str__(self) -> str:
        return "".join(f"{net} " for net in self._nets)


def split_host_port(text: str, default_port: int) -> tuple[str, int]:
    """Take `host:port` apart; brackets around an IPv6 address are removed. Source: C++ SplitHostPort."""
    host, port = text, default_port
    head, colon, tail = text.rpartition(":")
    bracketed = head.startswith("[") and head.endswith("]")
    if colon and (bracketed or ":" not in head) and tail.isdecimal() and int(tail) <= _MAX_PORT:
        host, port = head, int(tail)
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    return host, port


def rpc_endpoints(args: ArgsManager) -> list[tuple[str, int]]:
    """Addresses to listen on; only this machine unless both -rpcbind and -rpcallowip are set."""
    port = args.get_int("-rpcport", args.base_params().rpc_port) & _MAX_PORT
    has_bind, has_allow = args.is_set("-rpcbind"), args.is_set("-rpcallowip")
    if has_bind and has_allow:
        return [split_host_port(text, port) for text in args.get_all("-rpcbind")]
    if has_allow:
        _log.info("WARNING: option -rpcallowip was specified without -rpcbind; this doesn't usually make sense")
    if has_bind:
        _log.info(
            "WARNING: option -rpcbind was ignored because -rpcallowip was not specified, refusing to allow everyone "
            "to connect"
        )
    return [("::1", port), ("127.0.0.1", port)]


def bind_sockets(endpoints: Sequence[tuple[str, int]]) -> list[socket.socket]:
    """Bind and listen on every endpoint that can be had; the log says which cannot."""
    bound: list[socket.socket] = []
    for host, port in endpoints:
        _log.info("Binding RPC on address %s port %i", host, port)
        try:
            bound.append(_bind(host, port))
        except OSError:
            _log.info("Binding RPC on address %s port %i failed.", host, port)
            continue
        if host in ("", "::", "0.0.0.0"):  # noqa: S104  # looked for, not bound to
            _log.info("WARNING: the RPC server is not safe to expose to untrusted networks such as the public internet")
    return bound


def _bind(host: str, port: int) -> socket.socket:
    name = host.encode() if host.isascii() else host  # for text, Python loads its tables of other letters first
    found = socket.getaddrinfo(name or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, kind, protocol, _, address = found[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener
