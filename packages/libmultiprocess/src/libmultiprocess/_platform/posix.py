"""Systems with the calls of POSIX: flags tell for each receive and send whether it waits."""

import contextlib
import os
import select
import socket
import subprocess
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Final

from libmultiprocess._platform.watch import Watch

Buffer = bytes | memoryview

DONTWAIT: Final = int(socket.MSG_DONTWAIT)
SENDING: Final = DONTWAIT | int(getattr(socket, "MSG_NOSIGNAL", 0))
_WAKE: Final = (1).to_bytes(8, "little")


def prepare(sock: socket.socket) -> None:
    """Let it wait where no flag says otherwise."""
    sock.setblocking(True)


def receiving(sock: socket.socket, size: int) -> Iterator[bytes]:
    """Receive up to `size` bytes each time, waiting for them."""
    return map(sock.recv, repeat(size))


def piecewise(sock: socket.socket) -> Callable[[Sequence[Buffer]], int]:
    """Send as much of some buffers as there is room for."""
    sendmsg = sock.sendmsg
    return lambda parts: sendmsg(parts, (), SENDING)


def fill(sock: socket.socket, view: memoryview, wait: bool) -> int:
    """Receive into `view`: all of it unless interrupted, or what is there if not to `wait`."""
    return sock.recv_into(view, 0, socket.MSG_WAITALL if wait else DONTWAIT)


def wait_for_room(sock: socket.socket, *, or_data: bool, timeout_s: float | None = None) -> bool:
    """Wait until something can be sent, or received if asked for; True if it can be received, or is the end."""
    poll = select.poll()
    poll.register(sock.fileno(), select.POLLOUT | (select.POLLIN if or_data else 0))
    events = poll.poll(None if timeout_s is None else timeout_s * 1000)
    return bool(events) and bool(events[0][1] & ~select.POLLOUT)


class _PosixWatch(Watch):
    """By poll, and an eventfd or a pipe."""

    def __init__(self, sock: socket.socket) -> None:
        if hasattr(os, "eventfd"):
            self._out = self._into = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        else:
            self._out, self._into = os.pipe()
            os.set_blocking(self._out, False)
            os.set_blocking(self._into, False)
        self._fd = sock.fileno()
        self._poll = select.poll()
        self._poll.register(self._fd, select.POLLIN)
        self._poll.register(self._out, select.POLLIN)

    def wait(self) -> bool:
        is_ready = False
        for fd, _ in self._poll.poll():
            if fd == self._fd:
                is_ready = True
            else:
                with contextlib.suppress(BlockingIOError):
                    os.read(fd, 64)
        return is_ready

    def wake(self) -> None:
        if self._into >= 0:
            with contextlib.suppress(OSError):
                os.write(self._into, _WAKE)

    def close(self) -> None:
        fds = {self._out, self._into}
        self._out = self._into = -1
        for fd in fds:
            os.close(fd)


def make_watch(sock: socket.socket) -> Watch:
    """Make a watch of a socket."""
    return _PosixWatch(sock)


def socket_pair() -> tuple[socket.socket, socket.socket]:
    """Two connected sockets."""
    return socket.socketpair()


def start(words: Sequence[str], sock: socket.socket) -> "subprocess.Popen[bytes]":
    """Start a process that inherits a socket, and no other descriptor but the standard ones."""
    fd = sock.fileno()
    return subprocess.Popen(  # noqa: S603 - the caller's own executable
        [*words, "-ipcfd", str(fd)], pass_fds=(fd,), stdin=subprocess.DEVNULL
    )


def take_over(number: int) -> socket.socket:
    """Open the socket inherited under a number; processes started from here do not get it."""
    os.set_inheritable(number, False)
    return socket.socket(fileno=number)


def unix_socket() -> socket.socket:
    """Make a unix socket."""
    return socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
