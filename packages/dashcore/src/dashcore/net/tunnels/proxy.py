"""How connections are opened: directly, or through a proxy. Mirrors the proxy and connect parts of netbase.cpp."""

import asyncio
import contextlib
import itertools
import logging
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from dashcore.net.addresses.resolve import to_sockaddr
from dashcore.net.listener import net_error
from dashcore.net.tunnels import socks5
from dashcore.primitives.net_address import NetService, NetworkKind

_log = logging.getLogger("dash")
_net_log = logging.getLogger("dash.net")
_proxy_log = logging.getLogger("dash.proxy")

UNIX_PREFIX = "unix:"
DEFAULT_CONNECT_TIMEOUT_S = 5.0
_MAX_UNIX_PATH = 107  # bytes


class ConnectError(Exception):
    """No connection came about; the log knows why.

    Args (constructor):
        is_proxy_fault: the proxy could not be reached, which says nothing of the peer.
    """

    def __init__(self, *, is_proxy_fault: bool = False) -> None:
        super().__init__(is_proxy_fault)
        self.is_proxy_fault = is_proxy_fault


@dataclass(frozen=True, slots=True)
class Proxy:
    """A SOCKS5 proxy.

    Args (constructor):
        address: where it is; a path for a Unix socket.
        randomizes: it gets other credentials each time, so that Tor keeps connections apart.
    """

    address: NetService | Path
    randomizes: bool = False

    def __str__(self) -> str:
        """The address as options have it."""
        return f"{UNIX_PREFIX}{self.address}" if isinstance(self.address, Path) else str(self.address)


def parse_unix_path(text: str) -> Path | None:
    """Return the path of `unix:path`; None for anything else. Source: C++ IsUnixSocketPath."""
    path = text.removeprefix(UNIX_PREFIX)
    if path == text or len(path.encode()) > _MAX_UNIX_PATH:
        return None
    return Path(path)


class ProxySettings:
    """Which network is reached through which proxy, and who is asked for names.

    Threads: any.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._proxies: dict[NetworkKind, Proxy] = {}  # guarded by: self._lock
        self._name_proxy: Proxy | None = None  # guarded by: self._lock
        self._credentials = itertools.count()

    def set(self, kind: NetworkKind, proxy: Proxy) -> None:
        """Reach a network through a proxy from now on."""
        with self._lock:
            self._proxies[kind] = proxy

    def get(self, kind: NetworkKind) -> Proxy | None:
        """Return the proxy of a network; None where it is reached directly."""
        with self._lock:
            return self._proxies.get(kind)

    def set_name_proxy(self, proxy: Proxy) -> None:
        """Let a proxy look names up: nobody else learns of them."""
        with self._lock:
            self._name_proxy = proxy

    @property
    def name_proxy(self) -> Proxy | None:
        """Who looks names up; None for the system."""
        with self._lock:
            return self._name_proxy

    def is_proxy(self, service: NetService) -> bool:
        """Whether a proxy is at this address, whatever the port."""
        with self._lock:
            proxies = list(self._proxies.values())
        return any(isinstance(each.address, NetService) and each.address.has_same_address(service) for each in proxies)

    def next_credentials(self) -> str:
        """Return what no connection had before."""
        return str(next(self._credentials))


async def open_connection(
    target: NetService | tuple[str, int],
    proxies: ProxySettings,
    *,
    timeout_s: float = DEFAULT_CONNECT_TIMEOUT_S,
    is_manual: bool = False,
    private: bool = False,
) -> socket.socket:
    """Connect, through the proxy that is meant for it if there is one; return a socket that does not block.

    Args:
        target: an address, or name and port for the name proxy.
        timeout_s: for a connection to the target or the proxy; what the proxy does takes longer.
        is_manual: the user asked for it, so he is told of failures.
        private: private networks count as reachable (-allowprivatenet).

    Raises:
        ConnectError: it failed.

    Source: C++ CConnman::ConnectNode.
    """
    if isinstance(target, tuple):
        proxy, (host, port) = proxies.name_proxy, target
    else:
        proxy, host, port = proxies.get(target.kind(private=private)), target.host, target.port
    if proxy is None:
        if isinstance(target, tuple):
            raise ConnectError
        return await connect_directly(target, timeout_s=timeout_s, is_manual=is_manual)
    _proxy_log.debug("Using proxy: %s to connect to %s:%s", proxy, host, port)
    credentials = proxies.next_credentials() if proxy.randomizes else None
    return await connect_through(proxy, host, port, credentials, timeout_s=timeout_s)


async def connect_through(
    proxy: Proxy, host: str, port: int, credentials: str | None, *, timeout_s: float
) -> socket.socket:
    """Connect to a proxy and let it connect to a host.

    Raises:
        ConnectError: it failed.
    """
    try:
        sock = await connect_to_proxy(proxy, timeout_s=timeout_s)
    except ConnectError:
        raise ConnectError(is_proxy_fault=True) from None
    with _closing_on_error(sock):
        if not await socks5.negotiate(sock, host, port, credentials):
            raise ConnectError
    return sock


async def connect_to_proxy(proxy: Proxy, *, timeout_s: float) -> socket.socket:
    """Connect to where a proxy is. Source: C++ Proxy::Connect.

    Raises:
        ConnectError: it failed.
    """
    if isinstance(proxy.address, NetService):
        return await connect_directly(proxy.address, timeout_s=timeout_s, is_manual=True)
    path = str(proxy.address)
    return await _connect(socket.AF_UNIX, path, path, timeout_s=timeout_s, is_manual=True)


async def connect_directly(service: NetService, *, timeout_s: float, is_manual: bool) -> socket.socket:
    """Connect to an address that a socket can have.

    Raises:
        ConnectError: it failed.
    """
    found = to_sockaddr(service)
    if found is None:
        _net_log.error("Cannot create a socket for connecting to %s", service)
        raise ConnectError
    family, address = found
    return await _connect(family, address, str(service), timeout_s=timeout_s, is_manual=is_manual)


async def _connect(
    family: int, address: str | tuple[object, ...], shown: str, *, timeout_s: float, is_manual: bool
) -> socket.socket:
    """Source: C++ ConnectToSocket."""
    try:
        sock = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        _net_log.error("Cannot create a socket for connecting to %s", shown)
        raise ConnectError from None
    with _closing_on_error(sock):
        sock.setblocking(False)
        if family != socket.AF_UNIX:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            async with asyncio.timeout(timeout_s):
                await asyncio.get_running_loop().sock_connect(sock, address)
        except TimeoutError:
            _net_log.debug("connection attempt to %s timed out", shown)
            raise ConnectError from None
        except OSError as error:
            log = _log.info if is_manual else _net_log.debug
            log("connect() to %s failed after wait: %s", shown, net_error(error))
            raise ConnectError from None
    return sock


@contextlib.contextmanager
def _closing_on_error(sock: socket.socket) -> Iterator[None]:
    try:
        yield
    except BaseException:
        sock.close()
        raise
