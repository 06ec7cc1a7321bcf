"""Asks the system for the addresses behind a name, without keeping the process from ending. Mirrors LookupHost of netbase.cpp."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from typing import Final

from dashcore.primitives.net_address import NetService, NetworkId

MAX_RESULTS: Final = 256


def from_sockaddr(address: tuple[object, ...]) -> NetService:
    """Take an address as the socket module has it, of IPv4 or IPv6."""
    host, port = str(address[0]).partition("%")[0], address[1]
    assert isinstance(port, int)  # noqa: S101 - what getsockname returns
    if ":" in host:
        scope = address[3] if len(address) > 3 and isinstance(address[3], int) else 0
        service = NetService.from_v1(socket.inet_pton(socket.AF_INET6, host), port)
        if service.network == NetworkId.IPV6 and scope:
            return NetService(network=service.network, address=service.address, port=port, scope_id=scope)
        return service
    return NetService(network=NetworkId.IPV4, address=socket.inet_pton(socket.AF_INET, host), port=port)


def to_sockaddr(service: NetService) -> tuple[int, tuple[str, int] | tuple[str, int, int, int]] | None:
    """Return family and address as the socket module wants them; None where no socket reaches such an address."""
    if service.network == NetworkId.IPV4:
        return socket.AF_INET, (socket.inet_ntop(socket.AF_INET, service.address), service.port)
    if service.network in {NetworkId.IPV6, NetworkId.CJDNS}:
        host = socket.inet_ntop(socket.AF_INET6, service.address)
        return socket.AF_INET6, (host, service.port, 0, service.scope_id)
    return None


def _ask(host: str, port: int, limit: int) -> list[NetService]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    services = [from_sockaddr(entry[4]) for entry in found[:limit]]
    return [service for service in services if not service.is_internal]


async def resolve(host: str, port: int, limit: int = MAX_RESULTS) -> list[NetService]:
    """Return what a name stands for; nothing if there is no such name."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[list[NetService]] = loop.create_future()

    def work() -> None:
        found = _ask(host, port, limit)
        with contextlib.suppress(RuntimeError):  # the loop may have ended meanwhile
            loop.call_soon_threadsafe(lambda: None if future.done() else future.set_result(found))

    # a thread of its own: asyncio's would be waited for when the process ends, and a name server may keep silent
    threading.Thread(target=work, name="resolver", daemon=True).start()
    return await future
