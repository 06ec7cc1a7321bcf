"""A connection over a socket that is there, or to one that listens."""

import os
import socket
import sys
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from libmultiprocess._peer import Peer
from libmultiprocess._platform import take_over
from libmultiprocess._proxy import Proxy
from libmultiprocess._rpc.connection import Connection
from libmultiprocess._transport.address import Address, TlsAddress, UnixAddress, VsockAddress
from libmultiprocess._wire.framing import Limits
from libmultiprocess.errors import MultiprocessError, UnreachableError

if TYPE_CHECKING:  # loaded where TLS is used
    from libmultiprocess._transport.tls_identity import TlsIdentity
    from libmultiprocess._transport.tls_tunnel import TlsTunnel

P = TypeVar("P", bound=Proxy)
CONNECT_S: Final = 10.0


def default_name() -> str:
    """The name by which peers and logs know this process: of its executable."""
    return Path(sys.argv[0] or "python").name or "python"


def make_socket(where: socket.socket | int) -> socket.socket:
    """Give a connected socket: the one passed, or one from a descriptor."""
    if isinstance(where, socket.socket):
        return where
    return take_over(where)


def connect(
    where: socket.socket | int | str | os.PathLike[str] | Address,
    proxy: type[P],
    *,
    identity: "TlsIdentity | None" = None,
    authorize: Callable[[str], bool] | None = None,
    uids: Collection[int] = (),
    timeout: float = CONNECT_S,
    name: str | None = None,
    limits: Limits | None = None,
) -> P:
    """Call the root object at the other end of a socket.

    Nothing is sent before the peer is known: a unix socket and the process behind it must be this user's own, root's or
    of one of `uids`; over TLS, its key must be authorized.

    Args:
        where: A connected stream socket, its descriptor, the path of a unix socket that listens, or an address.
        proxy: The proxy class of the root's interface.
        identity: This side's key, for a TLS address.
        authorize: Whether to accept the peer, by the fingerprint of its key, for a TLS address.
        uids: Users trusted besides.
        timeout: Seconds to connect, over TLS to shake hands, and for the root object to come. A socket or descriptor
            is waited for without end.
        name: How this process calls itself to the peer and in logs; by default its executable's name.
        limits: What the peer may ask of this side.

    Returns:
        The root object. Closing it closes the connection.

    Raises:
        AddressError: The peer cannot be reached, or is not to be trusted; each reason has a class.
        DisconnectedError: The peer left before it gave its root.
        ProtocolError: The peer speaks something else.
    """
    peer: Peer | None
    sock, peer, tunnel = _reach(where, identity, authorize, uids, timeout)
    name = name or default_name()
    conn = Connection(sock, name=name, limits=limits, peer=peer, has_lanes=tunnel is None)
    try:
        if tunnel is not None:
            threading.Thread(target=tunnel.run, args=(conn,), name=f"{name}.tls", daemon=True).start()
        with _watched(conn, None if peer is None else timeout):
            root = proxy(conn, conn.bootstrap(proxy._info))
    except BaseException:
        conn.close()
        raise
    conn.root_ref = root._ref
    return root


@contextmanager
def _watched(conn: Connection, timeout: float | None) -> Iterator[None]:
    """End a connection whose peer, alive or not, says nothing."""
    if timeout is None:
        yield
        return
    late = UnreachableError(f"whoever listens at {conn.peer.address} does not answer within {timeout:g} s")
    timer = threading.Timer(timeout, conn.fail, (late,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _reach(
    where: socket.socket | int | str | os.PathLike[str] | Address,
    identity: "TlsIdentity | None",
    authorize: Callable[[str], bool] | None,
    uids: Collection[int],
    timeout: float,
) -> "tuple[socket.socket, Peer | None, TlsTunnel | None]":
    if isinstance(where, (socket.socket, int)):
        return make_socket(where), None, None
    if isinstance(where, TlsAddress):
        from libmultiprocess._transport.tls_socket import check_tls, connect_tls  # noqa: PLC0415 - only where used

        return connect_tls(where, *check_tls(identity, authorize), timeout)
    if isinstance(where, VsockAddress):
        from libmultiprocess._transport.vsock import connect_vsock  # noqa: PLC0415

        return (*connect_vsock(where, timeout), None)
    from libmultiprocess._transport.unix import connect_unix  # noqa: PLC0415

    address = where if isinstance(where, UnixAddress) else UnixAddress(os.fspath(where))
    return (*connect_unix(address, uids, timeout), None)


def connection_of(proxy: object) -> Connection:
    """The connection behind a proxy: `close`, `on_disconnect`, `closed`, `peer`, `stats`.

    Raises:
        MultiprocessError: The object is not a proxy, or is closed.
    """
    conn = getattr(proxy, "_conn", None)
    if not isinstance(conn, Connection):
        raise MultiprocessError("not an open proxy")
    return conn
