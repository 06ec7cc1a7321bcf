"""Sockets between a virtual machine and its host."""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from libmultiprocess._peer import Peer
from libmultiprocess._transport.address import Address, VsockAddress
from libmultiprocess._transport.guest import Guest
from libmultiprocess.errors import (
    AddressError,
    InUseError,
    NobodyListensError,
    NoPermissionError,
    UnreachableError,
)

_BACKLOG: Final = 64
_GONE: Final = frozenset({errno.ECONNREFUSED, errno.ECONNRESET})
_AWAY: Final = frozenset({errno.ETIMEDOUT, errno.ENODEV, errno.ENETUNREACH, errno.EHOSTUNREACH})


def make_vsock() -> socket.socket:
    """Make a socket.

    Raises:
        UnreachableError: The platform has none.
    """
    family = getattr(socket, "AF_VSOCK", None)
    if family is None:
        raise UnreachableError("this system has no vsock")
    try:
        return socket.socket(family, socket.SOCK_STREAM)
    except OSError as e:
        raise UnreachableError(f"this system has no vsock: {e.strerror}") from e


class VsockListener:
    """A listening socket.

    Attributes:
        address: Where it listens.
        sock: The socket.
        takes_time: The system tells who connected.
    """

    takes_time = False

    def __init__(self, address: VsockAddress) -> None:
        self.sock = make_vsock()
        try:
            with _explained(address, "listen at"):
                self.sock.bind((address.cid, address.port))
                self.sock.listen(_BACKLOG)
            self.address: Address = VsockAddress(*self.sock.getsockname())
        except BaseException:
            self.sock.close()
            raise

    def welcome(self, sock: socket.socket) -> Guest:
        """Let anybody in: the machine is known, the process is not. See `Listener`."""
        return Guest(sock, Peer(str(VsockAddress(*sock.getpeername()))))

    def stop(self) -> None:
        """Nobody is kept waiting."""

    def close(self) -> None:
        """Stop listening."""
        self.sock.close()


def connect_vsock(address: VsockAddress, timeout: float) -> tuple[socket.socket, Peer]:
    """Connect to a port of a machine.

    Raises:
        AddressError: It cannot be reached, or nobody listens.
    """
    sock = make_vsock()
    try:
        sock.settimeout(timeout)
        with _explained(address, "connect to"):
            sock.connect((address.cid, address.port))
        sock.settimeout(None)
    except BaseException:
        sock.close()
        raise
    return sock, Peer(str(address))


@contextmanager
def _explained(address: VsockAddress, action: str) -> Iterator[None]:
    """Turn the system's errors into ours."""
    try:
        yield
    except TimeoutError as e:
        raise UnreachableError(f"cannot {action} {address}: no answer in time") from e
    except PermissionError as e:
        raise NoPermissionError(f"cannot {action} {address}: {e.strerror}") from e
    except OSError as e:
        if e.errno in _GONE:
            raise NobodyListensError(f"nobody listens at {address}") from e
        if e.errno == errno.EADDRINUSE:
            raise InUseError(f"somebody listens at {address} already") from e
        if e.errno in _AWAY:
            raise UnreachableError(f"cannot {action} {address}: {e.strerror}") from e
        raise AddressError(f"cannot {action} {address}: {e.strerror}") from e
