"""A connection over a socket that is there, or to one that listens."""

import os
import socket
import sys
from pathlib import Path
from typing import Final, TypeVar

from libmultiprocess._proxy import Proxy
from libmultiprocess._rpc.connection import Connection
from libmultiprocess._wire.framing import Limits
from libmultiprocess.errors import DisconnectedError, MultiprocessError

P = TypeVar("P", bound=Proxy)
_MAX_PATH: Final = 107  # bytes of sockaddr_un.sun_path, less its end


def default_name() -> str:
    """The name by which peers and logs know this process: of its executable."""
    return Path(sys.argv[0] or "python").name or "python"


def make_socket(where: socket.socket | int | str | os.PathLike[str]) -> socket.socket:
    """Give a connected socket: the one passed, one from a descriptor, or a new one to a unix socket's path."""
    if isinstance(where, socket.socket):
        return where
    if isinstance(where, int):
        os.set_inheritable(where, False)
        return socket.socket(fileno=where)
    path = os.fspath(where)
    check_path(path)
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        sock.connect(path)
    except OSError as e:
        sock.close()
        raise DisconnectedError(f"cannot connect to {path}: {e.strerror}") from e
    return sock


def check_path(path: str) -> None:
    """Check that a unix socket may have this path.

    Raises:
        ValueError: It is empty or too long.
    """
    if not path or len(os.fsencode(path)) > _MAX_PATH:
        raise ValueError(f"path of a unix socket must be 1 to {_MAX_PATH} bytes long: {path!r}")


def connect(
    where: socket.socket | int | str | os.PathLike[str],
    proxy: type[P],
    *,
    name: str | None = None,
    limits: Limits | None = None,
) -> P:
    """Call the root object at the other end of a socket.

    Args:
        where: A connected stream socket, its descriptor, or the path of a unix socket that listens.
        proxy: The proxy class of the root's interface.
        name: How this process calls itself to the peer and in logs; by default its executable's name.
        limits: What the peer may ask of this side.

    Returns:
        The root object. Closing it closes the connection.

    Raises:
        DisconnectedError: Nobody listens, or the peer left before it gave its root.
        ProtocolError: The peer speaks something else.
    """
    conn = Connection(make_socket(where), name=name or default_name(), limits=limits)
    try:
        root = proxy(conn, conn.bootstrap(proxy._info))
    except BaseException:
        conn.close()
        raise
    conn.root_ref = root._ref
    return root


def connection_of(proxy: object) -> Connection:
    """The connection behind a proxy: `close`, `on_disconnect`, `closed`, `peer_pid`, `stats`.

    Raises:
        MultiprocessError: The object is not a proxy, or is closed.
    """
    conn = getattr(proxy, "_conn", None)
    if not isinstance(conn, Connection):
        raise MultiprocessError("not an open proxy")
    return conn
