"""macOS: as Linux, but a peer's ids are asked for in two questions."""

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

_SOL_LOCAL: Final = 0
_LOCAL_PEERCRED: Final = 1
_LOCAL_PEERPID: Final = 2
_XUCRED: Final = struct.Struct("IIh16I")  # version, uid, number of groups, groups
_XUCRED_VERSION: Final = 0


def credentials(sock: socket.socket) -> tuple[int | None, int | None]:
    """Process and user id of the peer of a unix socket when it connected, or listened; None each where nobody tells."""
    if sock.family != socket.AF_UNIX:
        return None, None
    pid: int | None = None
    uid: int | None = None
    try:
        version, found, *_ = _XUCRED.unpack(sock.getsockopt(_SOL_LOCAL, _LOCAL_PEERCRED, _XUCRED.size))
        uid = found if version == _XUCRED_VERSION else None
        pid = sock.getsockopt(_SOL_LOCAL, _LOCAL_PEERPID) or None
    except (OSError, struct.error):
        pass  # a pair whose other end is closed has no peer
    return pid, uid
