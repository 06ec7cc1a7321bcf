"""Listening sockets, and what is accepted from them. Mirrors BindListenPort and AcceptConnection of net.cpp."""

from __future__ import annotations

import errno
import logging
import os
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from dashcore.net.addresses.resolve import from_sockaddr, to_sockaddr
from dashcore.primitives.net_address import NetService, NetworkId

if TYPE_CHECKING:
    import asyncio

    from dashcore.net.options import Bind

_log = logging.getLogger("dash")
_log_net = logging.getLogger("dash.net")

_PACKAGE_NAME: Final = "Dash Core"
_RETRY_S: Final = 1.0  # until accepting is tried again where it failed
_MAX_ACCEPTED: Final = 32  # connections in a row, before others get their turn

Accepted = Callable[[socket.socket, NetService, NetService, "Bind"], None]


class BindError(OSError):
    """A socket cannot listen; the text is for the user."""


def net_error(error: OSError) -> str:
    """Return an error as dashd writes it. Source: C++ NetworkErrorString."""
    number = error.errno or 0
    return f"{os.strerror(number)} ({number})"


def listen(address: NetService) -> socket.socket:
    """Open a socket that listens.

    Raises:
        BindError: with dashd's text.
    """
    target = to_sockaddr(address)
    if target is None:
        raise BindError(f"Error: Bind address family for {address} not supported")
    family, name = target
    try:
        sock = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise BindError(
            f"Couldn't open socket for incoming connections (socket returned error {net_error(error)})"
        ) from error
    try:
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        _bind(sock, name, address)
        _log.info("Bound to %s", address)
        sock.listen(socket.SOMAXCONN)
    except BindError:
        sock.close()
        raise
    except OSError as error:
        sock.close()
        raise BindError(
            f"Listening for incoming connections failed (listen returned error {net_error(error)})"
        ) from error
    return sock


def _bind(sock: socket.socket, name: tuple[object, ...], address: NetService) -> None:
    try:
        sock.bind(name)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise BindError(
                f"Unable to bind to {address} on this computer. {_PACKAGE_NAME} is probably already running."
            ) from error
        raise BindError(
            f"Unable to bind to {address} on this computer (bind returned error {net_error(error)})"
        ) from error


class Listener:
    """A socket that listens, and hands over what it accepts, on the net thread."""

    def __init__(self, sock: socket.socket, bind: Bind, accepted: Accepted) -> None:
        self._socket = sock
        self._bind = bind
        self._accepted = accepted
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to accept. Threads: the net thread."""
        self._loop = loop
        loop.add_reader(self._socket, self._accept)

    def close(self) -> None:
        """Listen no more. Threads: the net thread, or none is left."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.remove_reader(self._socket)
        self._loop = None
        self._socket.close()

    def _accept(self) -> None:
        for _ in range(_MAX_ACCEPTED):
            try:
                sock, name = self._socket.accept()
            except (BlockingIOError, InterruptedError):
                return
            except OSError as error:
                _log.info("socket error accept failed: %s", net_error(error))
                if error.errno != errno.ECONNABORTED:
                    self._rest()
                return
            self._hand_over(sock, name)

    def _rest(self) -> None:
        """Out of descriptors, say: asking again at once would only burn time."""
        loop = self._loop
        if loop is None:
            return
        loop.remove_reader(self._socket)
        loop.call_later(_RETRY_S, lambda: self.start(loop) if self._loop is not None else None)

    def _hand_over(self, sock: socket.socket, name: tuple[object, ...]) -> None:
        sock.setblocking(False)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            ours = from_sockaddr(sock.getsockname())
        except OSError:
            sock.close()  # gone already
            return
        self._accepted(sock, from_sockaddr(name), ours, self._bind)


def any_addresses(port: int) -> tuple[NetService, NetService]:
    """Return the addresses that stand for all of this machine: IPv6, then IPv4."""
    return (
        NetService(network=NetworkId.IPV6, address=bytes(16), port=port),
        NetService(network=NetworkId.IPV4, address=bytes(4), port=port),
    )
