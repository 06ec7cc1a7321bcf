"""Linux, and what is like it."""

import socket
import struct
from typing import Final

from libmultiprocess._platform.posix import (
    DONTWAIT,
    SENDING,
    fill,
    make_watch,
    piecewise,
    prepare,
    receiving,
    socket_pair,
    start,
    take_over,
    unix_socket,
    wait_for_room,
)

__all__ = [
    "DONTWAIT",
    "SENDING",
    "credentials",
    "fill",
    "make_watch",
    "piecewise",
    "prepare",
    "receiving",
    "socket_pair",
    "start",
    "take_over",
    "unix_socket",
    "wait_for_room",
]

_UCRED: Final = struct.Struct("iII")  # pid, uid, gid


def credentials(sock: socket.socket) -> tuple[int | None, int | None]:
    """Process and user id of the peer of a unix socket when it connected, or listened; None each where nobody tells."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None or sock.family != socket.AF_UNIX:
        return None, None
    pid, uid, _ = _UCRED.unpack(sock.getsockopt(socket.SOL_SOCKET, option, _UCRED.size))
    return pid or None, uid
