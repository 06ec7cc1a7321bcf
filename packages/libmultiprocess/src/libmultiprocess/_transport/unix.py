"""Unix sockets: listen so that nobody else gets in, connect to nobody but whom the user trusts."""

import contextlib
import errno
import os
import socket
import stat
import struct
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from libmultiprocess._peer import Peer, peer_of
from libmultiprocess._platform import unix_socket
from libmultiprocess._transport.address import Address, UnixAddress
from libmultiprocess._transport.guest import Guest, RefusedError
from libmultiprocess._transport.lock_folder import locked, make_folder
from libmultiprocess.errors import (
    AddressError,
    BadAddressError,
    InUseError,
    NobodyListensError,
    NoPermissionError,
    NotASocketError,
    UnreachableError,
    WrongOwnerError,
)

_MAX_PATH: Final = 107 if sys.platform == "linux" else 103  # bytes of sockaddr_un.sun_path, less its end
_BACKLOG: Final = 64
_ROOT: Final = 0


def _check_path(path: str) -> None:
    size = len(os.fsencode(path))
    if not size:
        raise BadAddressError("the path of a unix socket is empty")
    if "\0" in path:
        raise BadAddressError("the path of a unix socket has a zero byte")
    if size > _MAX_PATH:
        raise BadAddressError(f"the path of a unix socket may be {_MAX_PATH} bytes long, this one has {size}: {path}")


class UnixListener:
    """A listening socket and its file.

    Attributes:
        address: Where it listens.
        sock: The socket.
        takes_time: The system tells who connected.
    """

    takes_time = False

    def __init__(self, address: UnixAddress, mode: int, uids: Collection[int]) -> None:
        self.address: Address = address
        self._path = Path(address.path)
        self._uids = {os.geteuid(), *uids}
        _check_path(address.path)
        with _explained(address.path, "listen at"):
            make_folder(self._path.parent)
            with locked(self._path.parent):
                _remove_stale(self._path)
                self.sock = _bind(address.path, mode)
                made = self._path.lstat()
        self._file = made.st_dev, made.st_ino

    def welcome(self, sock: socket.socket) -> Guest:
        """Let processes of known users in. See `Listener`."""
        peer = peer_of(sock, str(self.address))
        if peer.uid is not None and peer.uid not in self._uids:
            raise RefusedError(peer, f"user {peer.uid} may not connect to {self.address}", may_be_told=True)
        return Guest(sock, peer)

    def stop(self) -> None:
        """Nobody is kept waiting."""

    def close(self) -> None:
        """Stop listening and remove the file, unless another one is there by now."""
        with contextlib.suppress(OSError, InUseError), locked(self._path.parent):
            found = self._path.lstat()
            if (found.st_dev, found.st_ino) == self._file:
                self._path.unlink()
        self.sock.close()


def connect_unix(address: UnixAddress, uids: Collection[int], timeout: float) -> tuple[socket.socket, Peer]:
    """Connect to a socket that belongs, as does the process behind it, to this user, to root or to one of `uids`.

    Raises:
        AddressError: Each kind of it that concerns a path.
    """
    path = address.path
    _check_path(path)
    trusted = {os.geteuid(), _ROOT, *uids}
    with _explained(path, "connect to"):
        found = Path(path).stat()
    if not stat.S_ISSOCK(found.st_mode):
        raise NotASocketError(f"{path} is not a socket")
    _check_owner(f"the socket {path}", found.st_uid, trusted)
    sock = unix_socket()
    try:
        with _explained(path, "connect to"):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, _timeval(timeout))
            sock.connect(path)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, _timeval(0))
        peer = peer_of(sock, str(address))
        _check_owner(f"the process that listens at {path}", peer.uid, trusted)
    except BaseException:
        sock.close()
        raise
    return sock, peer


def _check_owner(what: str, uid: int | None, trusted: Collection[int]) -> None:
    if uid is not None and uid not in trusted:
        raise WrongOwnerError(f"{what} belongs to user {uid}, not to user {os.geteuid()}")


def _timeval(seconds: float) -> bytes:
    return struct.pack("@ll", int(seconds), int(seconds % 1 * 1e6))


def _bind(path: str, mode: int) -> socket.socket:
    """Make the socket's file, which never has more rights than `mode`."""
    sock = unix_socket()
    try:
        if sys.platform == "linux":
            os.fchmod(sock.fileno(), mode)  # the file takes its rights from the socket, no matter what other threads do
            sock.bind(path)
        else:
            mask = os.umask(0o777 & ~mode)
            try:
                sock.bind(path)
            finally:
                os.umask(mask)
        if stat.S_IMODE(Path(path).lstat().st_mode) != mode:  # the process's own mask took some away
            Path(path).chmod(mode)
        sock.listen(_BACKLOG)
    except BaseException:
        sock.close()
        raise
    return sock


def _remove_stale(path: Path) -> None:
    """Remove a socket file that nobody listens at; the folder is locked."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(found.st_mode):
        raise NotASocketError(f"{path} exists and is not a socket")
    with unix_socket() as probe:
        probe.setblocking(False)
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            if found.st_uid != os.geteuid():
                raise WrongOwnerError(f"the socket {path} belongs to user {found.st_uid}") from None
            path.unlink()
            return
        except FileNotFoundError:
            return
        except PermissionError:
            raise WrongOwnerError(f"the socket {path} belongs to user {found.st_uid}") from None
        except OSError:
            pass  # it is alive: full, or of another kind
    raise InUseError(f"somebody listens at {path} already")


@contextmanager
def _explained(path: str, action: str) -> Iterator[None]:
    """Turn the system's errors into ours."""
    try:
        yield
    except ConnectionRefusedError as e:
        raise NobodyListensError(f"nobody listens at {path}") from e
    except FileNotFoundError as e:
        if action == "connect to":
            raise NobodyListensError(f"nobody listens at {path}: there is no such file") from e
        raise AddressError(f"cannot {action} {path}: {e.strerror}") from e
    except BlockingIOError as e:
        raise UnreachableError(f"whoever listens at {path} does not take connections") from e
    except OSError as e:
        if isinstance(e, (PermissionError, NotADirectoryError)) or e.errno in (errno.EROFS, errno.ELOOP):
            raise NoPermissionError(f"cannot {action} {path}: {e.strerror}") from e
        raise AddressError(f"cannot {action} {path}: {e.strerror}") from e
