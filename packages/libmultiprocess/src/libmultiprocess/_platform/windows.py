"""Windows: a socket waits or does not, whatever is asked of it; there is no poll, and only sockets can be waited for.

So sockets never wait here, and `select` does. A pair of sockets is made over the loopback, where anybody on the machine
may come first: each end tells the other a secret before anything else.
"""

import contextlib
import hmac
import secrets
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Final

from libmultiprocess._platform.watch import Watch
from libmultiprocess.errors import UnreachableError

Buffer = bytes | memoryview

DONTWAIT: Final = 0
SENDING: Final = 0
SECRET_SIZE: Final = 32
_PATIENCE_S: Final = 10.0
_BACKLOG: Final = 16
_LOOK_UP_S: Final = 0.2


def prepare(sock: socket.socket) -> None:
    """Let it never wait."""
    sock.setblocking(False)


def receiving(sock: socket.socket, size: int) -> Iterator[bytes]:
    """Receive up to `size` bytes each time, waiting for them."""

    def when_ready(most: int) -> int:
        _select([sock], [])
        return most

    # The waiting may be interrupted; between receiving and handing out there is no code of ours.
    return map(sock.recv, map(when_ready, repeat(size)))


def _select(
    reading: list[socket.socket], writing: list[socket.socket], timeout_s: float | None = None
) -> tuple[list[socket.socket], list[socket.socket]]:
    """Wait for sockets, looking up now and then: an interrupt does not end `select` here."""
    end = None if timeout_s is None else time.monotonic() + timeout_s
    while True:
        left = _LOOK_UP_S if end is None else min(max(end - time.monotonic(), 0), _LOOK_UP_S)
        readable, writable, _ = select.select(reading, writing, (), left)
        if readable or writable or (end is not None and time.monotonic() >= end):
            return readable, writable


def piecewise(sock: socket.socket) -> Callable[[Sequence[Buffer]], int]:
    """Send as much of some buffers as there is room for."""
    send = sock.send

    def send_first(parts: Sequence[Buffer]) -> int:
        for part in parts:
            if len(part):
                return send(part)
        return 0

    return send_first


def fill(sock: socket.socket, view: memoryview, wait: bool) -> int:
    """Receive into `view`; if to `wait`, something at least."""
    while True:
        if wait:
            _select([sock], [])
        try:
            return sock.recv_into(view)
        except BlockingIOError:
            if not wait:
                raise


def wait_for_room(sock: socket.socket, *, or_data: bool, timeout_s: float | None = None) -> bool:
    """Wait until something can be sent, or received if asked for; True if it can be received, or is the end."""
    readable, _ = _select([sock] if or_data else [], [sock], timeout_s)
    return bool(readable)


class _SelectWatch(Watch):
    """By select, and a pair of sockets."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._out, self._into = socket_pair()
        self._out.setblocking(False)
        self._into.setblocking(False)

    def wait(self) -> bool:
        readable, _ = _select([self._sock, self._out], [])
        if self._out in readable:
            with contextlib.suppress(BlockingIOError):
                self._out.recv(64)
        return self._sock in readable

    def wake(self) -> None:
        with contextlib.suppress(OSError):
            self._into.send(b"\1")

    def close(self) -> None:
        self._out.close()
        self._into.close()


def make_watch(sock: socket.socket) -> Watch:
    """Make a watch of a socket."""
    return _SelectWatch(sock)


def socket_pair() -> tuple[socket.socket, socket.socket]:
    """Two sockets, connected over the loopback, whose ends know each other.

    Raises:
        OSError: The system does not let them, or others keep them from meeting.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        if exclusive is not None:
            listener.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        listener.bind(("127.0.0.1", 0))
        listener.listen(_BACKLOG)
        return meet(listener)


def meet(listener: socket.socket, patience_s: float = _PATIENCE_S) -> tuple[socket.socket, socket.socket]:
    """Connect to a socket of our own that listens, and find that connection among those who come.

    Raises:
        OSError: It did not arrive in time, or the other end is not ours.
    """
    end = time.monotonic() + patience_s
    there, back = secrets.token_bytes(SECRET_SIZE), secrets.token_bytes(SECRET_SIZE)
    near = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        near.settimeout(patience_s)
        near.connect(listener.getsockname())
        near.sendall(there)
        far = _find(listener, near.getsockname(), there, end)
        try:
            far.sendall(back)
            _check_told(near, back, end)
            for sock in (near, far):
                sock.settimeout(None)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException:
            far.close()
            raise
    except BaseException:
        near.close()
        raise
    return near, far


def _find(listener: socket.socket, address: object, secret: bytes, end: float) -> socket.socket:
    """Accept until the one comes that has this address and knows the secret."""
    while True:
        listener.settimeout(max(end - time.monotonic(), 0.001))
        sock, came_from = listener.accept()
        if came_from == address and is_told(sock, secret, end):
            return sock
        sock.close()


def _check_told(sock: socket.socket, secret: bytes, end: float) -> None:
    if not is_told(sock, secret, end):
        raise ConnectionAbortedError("a stranger answers on the loopback")


def is_told(sock: socket.socket, secret: bytes, end: float) -> bool:
    """Whether the first thing that comes over a socket is the secret; nothing after it is taken."""
    told = b""
    try:
        while len(told) < len(secret):
            sock.settimeout(max(end - time.monotonic(), 0.001))
            piece = sock.recv(len(secret) - len(told))
            if not piece:
                return False
            told += piece
    except OSError:
        return False
    return hmac.compare_digest(told, secret)


def start(words: Sequence[str], sock: socket.socket) -> "subprocess.Popen[bytes]":
    """Start a process that inherits a socket, and nothing else but the standard streams."""
    sock.set_inheritable(True)
    line = [*words, "-ipcfd", str(sock.fileno())]
    if sys.platform == "win32":
        startup = subprocess.STARTUPINFO()
        startup.lpAttributeList = {"handle_list": [sock.fileno()]}
        return subprocess.Popen(line, startupinfo=startup, stdin=subprocess.DEVNULL)  # noqa: S603 - as elsewhere
    return subprocess.Popen(line, pass_fds=(sock.fileno(),), stdin=subprocess.DEVNULL)  # noqa: S603 - as elsewhere


def take_over(number: int) -> socket.socket:
    """Open the socket inherited under a number; processes started from here do not get it."""
    sock = socket.socket(fileno=number)
    sock.set_inheritable(False)
    return sock


def credentials(sock: socket.socket) -> tuple[int | None, int | None]:
    """Nobody tells: who is at the other end of a pair, the secret has told."""
    del sock
    return None, None


def unix_socket() -> socket.socket:
    """Make a unix socket, where Python has them.

    Raises:
        UnreachableError: It has none here.
    """
    family = getattr(socket, "AF_UNIX", None)
    if family is None:
        raise UnreachableError("this system has no unix sockets; use a tls: address")
    return socket.socket(family, socket.SOCK_STREAM)
