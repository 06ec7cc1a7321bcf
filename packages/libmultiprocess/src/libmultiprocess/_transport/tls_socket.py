"""TCP sockets with TLS on them: listen and connect, and find out at once when a peer is gone for good."""

import contextlib
import errno
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from libmultiprocess._peer import Peer
from libmultiprocess._platform import socket_pair
from libmultiprocess._transport.address import Address, TlsAddress
from libmultiprocess._transport.guest import Guest, RefusedError
from libmultiprocess._transport.tls import Authorize, Judge, linger, make_context, shake_hands
from libmultiprocess._transport.tls_identity import TlsIdentity
from libmultiprocess._transport.tls_tunnel import TlsTunnel
from libmultiprocess.errors import (
    AddressError,
    InUseError,
    MultiprocessError,
    NobodyListensError,
    NoPermissionError,
    NotAuthorizedError,
    UnreachableError,
)

_BACKLOG: Final = 64
_HANDSHAKE_S: Final = 10.0
_HANDSHAKES: Final = 16  # at once; one more, and the oldest is dropped
_KEEPALIVE: Final = (("TCP_KEEPIDLE", 30), ("TCP_KEEPALIVE", 30), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 3))
_USER_TIMEOUT_MS: Final = 60_000  # for the peer's system to acknowledge what was sent


def check_tls(identity: TlsIdentity | None, authorize: Authorize | None) -> tuple[TlsIdentity, Authorize]:
    """Check that both halves of knowing each other are given."""
    if identity is None or authorize is None:
        raise MultiprocessError("a tls address needs `identity`, our key, and `authorize`, which keys we accept")
    return identity, authorize


class TlsListener:
    """A listening TCP socket behind which nothing is said before both keys are accepted.

    Attributes:
        address: Where it listens.
        sock: The socket.
        takes_time: Peers may be slow to shake hands.
    """

    takes_time = True

    def __init__(
        self, address: TlsAddress, identity: TlsIdentity, authorize: Authorize, *, handshake_s: float = _HANDSHAKE_S
    ) -> None:
        self._context = make_context(identity)
        self._fingerprint = identity.fingerprint
        self._authorize = authorize
        self._handshake_s = handshake_s
        self._lock = threading.Lock()
        self._shaking: dict[socket.socket, None] = {}  # guarded by: self._lock; oldest first
        self._stopped = False  # guarded by: self._lock
        with _explained(address, "listen at"):
            family, kind, protocol, _, where = _resolve(address)[0]
            self.sock = socket.socket(family, kind, protocol)
            try:
                self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    self.sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                self.sock.bind(where)
                self.sock.listen(_BACKLOG)
            except BaseException:
                self.sock.close()
                raise
        self.address: Address = TlsAddress(address.host, self.sock.getsockname()[1])

    def welcome(self, sock: socket.socket) -> Guest:
        """Shake hands. See `Listener`."""
        address = str(TlsAddress(*sock.getpeername()[:2]))
        self._begin(sock)
        judge = Judge(self._authorize)
        try:
            _tune(sock)
            tls = shake_hands(sock, self._context, judge, is_server=True, timeout=self._handshake_s)
        except NotAuthorizedError as e:
            linger(sock)
            if not e.fingerprint:
                raise UnreachableError(f"{address}: {e}") from None
            peer = Peer(address, fingerprint=e.fingerprint)
            what = f"key {e.fingerprint} of {address} is not authorized"
            raise RefusedError(peer, what, may_be_told=False) from None
        except MultiprocessError as e:
            linger(sock)
            raise UnreachableError(f"{address}: {e}") from e
        except BaseException:
            sock.close()
            raise
        finally:
            self._end(sock)
        far, near = socket_pair()
        tunnel = TlsTunnel(tls, sock, near, address, self._fingerprint)
        return Guest(far, Peer(address, fingerprint=judge.accepted), tunnel)

    def _begin(self, sock: socket.socket) -> None:
        with self._lock:
            self._shaking[sock] = None
            if self._stopped:
                _drop(sock)
            while len(self._shaking) > _HANDSHAKES:
                oldest = next(iter(self._shaking))
                del self._shaking[oldest]
                _drop(oldest)

    def _end(self, sock: socket.socket) -> None:
        with self._lock:
            self._shaking.pop(sock, None)

    def stop(self) -> None:
        """Drop whoever is shaking hands."""
        with self._lock:
            self._stopped = True
            for sock in self._shaking:
                _drop(sock)

    def close(self) -> None:
        """Stop listening."""
        self.sock.close()


def connect_tls(
    address: TlsAddress, identity: TlsIdentity, authorize: Authorize, timeout: float
) -> tuple[socket.socket, Peer, TlsTunnel]:
    """Connect and shake hands; gives the socket to use, and the tunnel to run behind it.

    Raises:
        AddressError: Each kind of it that concerns hosts and keys.
    """
    context = make_context(identity)
    judge = Judge(authorize)
    with _explained(address, "connect to"):
        _resolve(address)
        sock = socket.create_connection((address.host, address.port), timeout)
    try:
        _tune(sock)
        tls = shake_hands(sock, context, judge, is_server=False, timeout=timeout)
    except NotAuthorizedError as e:
        linger(sock)
        key = e.fingerprint or identity.fingerprint
        what = (
            f"key {key} of {address} is not authorized"
            if e.fingerprint
            else f"{address} does not authorize our key {key}"
        )
        raise NotAuthorizedError(what, key) from None
    except MultiprocessError as e:
        sock.close()
        raise UnreachableError(f"cannot connect to {address}: {e}") from e
    except BaseException:
        sock.close()
        raise
    far, near = socket_pair()
    tunnel = TlsTunnel(tls, sock, near, str(address), identity.fingerprint)
    return far, Peer(str(address), fingerprint=judge.accepted), tunnel


def _drop(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _tune(sock: socket.socket) -> None:
    """Send at once, and notice within a minute or so when the peer's machine or the way to it is gone."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (*_KEEPALIVE, ("TCP_USER_TIMEOUT", _USER_TIMEOUT_MS)):
        option = getattr(socket, name, None)
        if option is not None:
            sock.setsockopt(socket.IPPROTO_TCP, option, value)


def _resolve(address: TlsAddress) -> list[tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int]]]:
    try:
        return socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)  # type: ignore[return-value]  # no AF_UNIX
    except (socket.gaierror, UnicodeError) as e:
        raise UnreachableError(f"cannot find host {address.host}") from e


@contextmanager
def _explained(address: TlsAddress, action: str) -> Iterator[None]:
    """Turn the system's errors into ours."""
    try:
        yield
    except ConnectionRefusedError as e:
        raise NobodyListensError(f"nobody listens at {address}") from e
    except TimeoutError as e:
        raise UnreachableError(f"cannot {action} {address}: no answer in time") from e
    except PermissionError as e:
        raise NoPermissionError(f"cannot {action} {address}: {e.strerror}") from e
    except OSError as e:
        if e.errno == errno.EADDRINUSE:
            raise InUseError(f"somebody listens at {address} already") from e
        if e.errno in (errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EADDRNOTAVAIL):
            raise UnreachableError(f"cannot {action} {address}: {e.strerror}") from e
        raise AddressError(f"cannot {action} {address}: {e.strerror}") from e
