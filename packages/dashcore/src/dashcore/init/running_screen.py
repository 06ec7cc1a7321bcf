"""One screen a data directory: links, and the wish to see its window, go to the one that runs.

hand_over(path, links)                      # before Qt is loaded; True: a screen runs, and took them
screen = ScreenSocket(path, take)           # `take` is called on a thread of the socket
screen.close()

The socket lies in the network's data directory, which only its owner may enter. Takes the part of the local socket of
qt/paymentserver.cpp, whose name anybody's program may occupy.
"""

import contextlib
import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

_log = logging.getLogger("dash.qt")

SOCKET_NAME = "screen.sock"
_ANSWER = b"ok\n"
_MAX_BYTES = 64 * 1024  # of all links of one call
_MAX_LINKS = 16
_PATIENCE_S = 5.0
_BACKLOG = 4


class HandOverError(Exception):
    """A screen runs, but takes nothing; the text is for the user."""


def hand_over(path: Path, links: Sequence[str]) -> bool:
    """Give links to the screen that runs, and have it show its window; False where none runs.

    Raises:
        HandOverError: it does not answer.
    """
    data = "".join(f"{link}\n" for link in links).encode()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sock, _short(path) as name:
        sock.settimeout(_PATIENCE_S)
        try:
            sock.connect(name)
        except (FileNotFoundError, ConnectionRefusedError):
            return False
        except OSError as error:
            raise HandOverError(f"The Dash Core that runs cannot be reached: {error.strerror or error}") from None
        try:
            sock.sendall(data)
            sock.shutdown(socket.SHUT_WR)
            if sock.recv(len(_ANSWER)) == _ANSWER:
                return True
        except OSError:
            pass
        raise HandOverError("The Dash Core that runs does not answer.")


class ScreenSocket:
    """Listens for what others hand over.

    Args (constructor):
        take: gets the links, none where the window alone is wanted; must return soon.
    """

    def __init__(self, path: Path, take: Callable[[tuple[str, ...]], None]) -> None:
        self._path = path
        self._take = take
        self._closing = False
        self._socket = _listen(path)
        self._inode = path.stat().st_ino
        self._thread = threading.Thread(target=self._serve, name="d-links", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Listen no more."""
        self._closing = True
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # wakes the thread
        self._thread.join(_PATIENCE_S)
        self._socket.close()
        with contextlib.suppress(OSError):
            if self._path.stat().st_ino == self._inode:
                self._path.unlink()

    def _serve(self) -> None:
        while not self._closing:
            try:
                peer, _ = self._socket.accept()
            except OSError:
                return
            with peer:
                peer.settimeout(_PATIENCE_S)
                try:
                    self._take(_read(peer))
                    peer.sendall(_ANSWER)
                except (OSError, ValueError) as error:
                    _log.info("A link that was handed over is not taken: %s", error)


def _read(peer: socket.socket) -> tuple[str, ...]:
    data = b""
    while part := peer.recv(4096):
        data += part
        if len(data) > _MAX_BYTES:
            raise ValueError("too long")
    links = tuple(line for line in data.decode().splitlines() if line)
    if len(links) > _MAX_LINKS:
        raise ValueError("too many")
    return links


def _listen(path: Path) -> socket.socket:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with _short(path) as name:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()  # of a screen that was killed: none answers there
            sock.bind(name)
        path.chmod(0o600)
        sock.listen(_BACKLOG)
    except BaseException:
        sock.close()
        raise
    return sock


@contextlib.contextmanager
def _short(path: Path) -> Iterator[str]:
    """Name a socket by its directory's descriptor: paths of sockets have some hundred bytes only."""
    try:
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        yield str(path)  # there is no such socket, and connecting says so
        return
    try:
        yield f"/proc/self/fd/{folder}/{path.name}" if Path("/proc/self/fd").is_dir() else str(path)
    finally:
        os.close(folder)
