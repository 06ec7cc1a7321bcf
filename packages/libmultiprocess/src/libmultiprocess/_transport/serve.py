"""Serve a root object: on one socket, or on every connection to a listening one."""

import contextlib
import logging
import os
import selectors
import socket
import threading
from collections import deque
from collections.abc import Callable, Collection
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from libmultiprocess._peer import Peer
from libmultiprocess._platform import SENDING, socket_pair
from libmultiprocess._proxy import Proxy
from libmultiprocess._rpc.connection import Connection
from libmultiprocess._rpc.words import OVERLOADED, abort_frame
from libmultiprocess._transport.address import Address, TlsAddress, UnixAddress, VsockAddress
from libmultiprocess._transport.connect import default_name, make_socket
from libmultiprocess._transport.guest import Guest, Listener, RefusedError
from libmultiprocess._wire.framing import Limits
from libmultiprocess.errors import AddressError, ClosedError, DisconnectedError

if TYPE_CHECKING:  # loaded where TLS is used
    from libmultiprocess._transport.tls_identity import TlsIdentity

_LOG: Final = logging.getLogger("libmultiprocess")
_CLOSE_WAIT_S: Final = 5.0
_RETRY_S: Final = 0.1
_REFUSED: Final = 16  # remembered


def serve(
    where: socket.socket | int,
    root: object,
    proxy: type[Proxy],
    *,
    name: str | None = None,
    limits: Limits | None = None,
) -> None:
    """Serve `root` on a connected socket, or its descriptor, until the peer leaves and every cleanup has run.

    Args:
        where: The socket; closed at the end.
        root: What the peer's `connect` or `spawn` gets.
        proxy: The proxy class of its interface.
        name: How this process calls itself; by default its executable's name.
        limits: What the peer may ask of this side.

    Raises:
        ProtocolError: The peer broke the protocol.
    """
    conn = Connection(make_socket(where), (root, proxy._info), name=name or default_name(), limits=limits)
    try:
        conn.wait_closed()
    finally:
        conn.close()
    fault = conn.fault
    if fault is not None and not isinstance(fault, (DisconnectedError, ClosedError)):
        raise conn.error()


class Server:
    """Accepts connections at an address, on a thread of its own, until closed. Made by `listen`."""

    def __init__(
        self,
        listener: Listener,
        root: Callable[[Peer], object],
        proxy: type[Proxy],
        *,
        name: str,
        max_connections: int | None,
        on_connect: Callable[[Connection], None] | None,
        limits: Limits | None,
    ) -> None:
        self._listener = listener
        self._root = root
        self._info = proxy._info
        self._name = name
        self._limits = limits
        self._on_connect = on_connect
        self._max = max_connections
        self._lock = threading.Lock()
        self._connections: dict[Connection, None] = {}  # guarded by: self._lock
        self._threads: set[threading.Thread] = set()  # guarded by: self._lock; of tunnels
        self._taken = 0  # guarded by: self._lock; connections, and those about to be
        self._refused: deque[Peer] = deque(maxlen=_REFUSED)  # guarded by: self._lock
        self._closed = False  # guarded by: self._lock
        self._wake_out, self._wake_in = socket_pair()
        listener.sock.setblocking(False)
        self._thread = threading.Thread(target=self._accept, name=f"{name}.listen", daemon=True)
        self._thread.start()

    @property
    def address(self) -> Address:
        """Where it listens, the port the system chose filled in."""
        return self._listener.address

    @property
    def connections(self) -> list[Connection]:
        """Connections that have not ended, oldest first."""
        with self._lock:
            return list(self._connections)

    @property
    def refused(self) -> list[Peer]:
        """Peers that were not let in: the wrong user, or a key that is not authorized. The last few, newest last."""
        with self._lock:
            return list(self._refused)

    def _is_closed(self) -> bool:
        return self._closed

    def _accept(self) -> None:
        listener = self._listener
        with selectors.DefaultSelector() as selector:
            selector.register(listener.sock, selectors.EVENT_READ)
            selector.register(self._wake_out, selectors.EVENT_READ)
            while True:
                selector.select()
                if self._is_closed():
                    return
                try:
                    sock, _ = listener.sock.accept()
                except (BlockingIOError, ConnectionError):
                    continue
                except OSError as e:
                    if self._is_closed():
                        return
                    # Out of descriptors or memory, perhaps: others may leave.
                    _LOG.warning("accept at %s: %s", self.address, e)
                    selector.unregister(listener.sock)
                    selector.select(_RETRY_S)
                    selector.register(listener.sock, selectors.EVENT_READ)
                    continue
                if listener.takes_time:
                    self._start_thread(sock)
                else:
                    self._welcome(sock)

    def _start_thread(self, sock: socket.socket) -> None:
        thread = threading.Thread(target=self._thread_main, args=(sock,), name=f"{self._name}.tls", daemon=True)
        with self._lock:
            self._threads.add(thread)
        try:
            thread.start()
        except RuntimeError as e:
            _LOG.warning("connection to %s: %s", self.address, e)
            sock.close()
            with self._lock:
                self._threads.discard(thread)

    def _thread_main(self, sock: socket.socket) -> None:
        try:
            self._welcome(sock)
        finally:
            with self._lock:
                self._threads.discard(threading.current_thread())

    def _welcome(self, sock: socket.socket) -> None:
        """Find out who it is, and serve them if they are let in."""
        try:
            guest = self._listener.welcome(sock)
        except RefusedError as e:
            _LOG.warning("connection refused: %s", e)
            with self._lock:
                self._refused.append(e.peer)
            if e.may_be_told:
                _refuse(sock, str(e))
        except (AddressError, OSError) as e:
            _LOG.info("no connection to %s came about: %s", self.address, e)
            sock.close()
        except Exception:  # noqa: BLE001 - the edge of a connection
            _LOG.exception("a connection to %s failed", self.address)
            sock.close()
        else:
            conn = self._admit(guest)
            if guest.tunnel is not None:
                guest.tunnel.run(conn)

    def _admit(self, guest: Guest) -> Connection | None:
        """Make a connection of a guest and start it; None if there is no room, or no root object."""
        with self._lock:
            is_full = self._max is not None and self._taken >= self._max
            self._taken += not is_full
        if is_full:
            _LOG.warning(
                "connection from %s refused: %s serves %s already", guest.peer.address, self.address, self._max
            )
            _refuse(guest.sock, f"{self.address} serves {self._max} connections and takes no more")
            return None
        try:
            root = self._root(guest.peer)
            conn = Connection(
                guest.sock,
                (root, self._info),
                name=self._name,
                limits=self._limits,
                start=False,
                peer=guest.peer,
                has_lanes=guest.tunnel is None,
            )
        except Exception:  # noqa: BLE001 - the edge of a connection
            _LOG.exception("no root object for a connection to %s", self.address)
            _refuse(guest.sock, "there is no root object for this connection")
            with self._lock:
                self._taken -= 1
            return None
        with self._lock:
            self._connections[conn] = None
            is_closed = self._closed
        conn.on_disconnect(lambda: self._left(conn))
        if self._on_connect is not None and not is_closed:
            try:
                self._on_connect(conn)
            except Exception:  # noqa: BLE001 - the edge of a connection
                _LOG.exception("connection to %s is refused", self.address)
                conn.close()
        if is_closed:
            conn.close()
        conn.start()
        return conn

    def _left(self, conn: Connection) -> None:
        with self._lock:
            del self._connections[conn]
            self._taken -= 1

    def close(self, *, connections: bool = True) -> None:
        """Stop listening, remove a unix socket's file, and end the connections made. Idempotent.

        Args:
            connections: Whether connections end too.
        """
        with self._lock:
            is_first = not self._closed
            self._closed = True
        if is_first:
            self._wake_in.send(b"\0")
            self._thread.join(_CLOSE_WAIT_S)
            self._listener.close()
            self._listener.stop()
            self._wake_in.close()
            self._wake_out.close()
        if not connections:
            return
        for conn in self.connections:
            conn.close()
        with self._lock:
            threads = self._threads - {threading.current_thread()}
        for thread in threads:
            thread.join(_CLOSE_WAIT_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def listen(
    where: str | os.PathLike[str] | Address,
    root: Callable[[Peer], object],
    proxy: type[Proxy],
    *,
    identity: "TlsIdentity | None" = None,
    authorize: Callable[[str], bool] | None = None,
    uids: Collection[int] = (),
    mode: int = 0o600,
    max_connections: int | None = None,
    name: str | None = None,
    on_connect: Callable[[Connection], None] | None = None,
    limits: Limits | None = None,
) -> Server:
    """Listen at an address and serve whoever connects and is let in.

    At a unix socket's path that is this user; missing directories are made for this user alone, a stale socket is
    replaced, a live one is not. At a TLS address it is whose key `authorize` accepts. Nothing is read before.

    Args:
        where: Path of a unix socket, or an address.
        root: Makes the root object of a connection, told who the peer is.
        proxy: The proxy class of its interface.
        identity: This side's key, for a TLS address.
        authorize: Whether to let a peer in, by the fingerprint of the key it shows, for a TLS address. That the key is
            the peer's own is proven after, or there is no connection. Called on any thread; may wait, but the peer
            waits no longer than its own handshake may take.
        uids: Users let in at a unix socket besides; `mode` has to let them, too.
        mode: Permissions of the socket's file.
        max_connections: How many are served at once; others are told so and sent away.
        name: How this process calls itself; by default its executable's name.
        on_connect: Told of each connection before anything is read from it; raise to refuse it.
        limits: What a peer may ask of this side.

    Raises:
        AddressError: Nobody can listen there; each reason has a class.
    """
    return Server(
        _open(where, identity, authorize, uids, mode),
        root,
        proxy,
        name=name or default_name(),
        max_connections=max_connections,
        on_connect=on_connect,
        limits=limits,
    )


def _open(
    where: str | os.PathLike[str] | Address,
    identity: "TlsIdentity | None",
    authorize: Callable[[str], bool] | None,
    uids: Collection[int],
    mode: int,
) -> Listener:
    if isinstance(where, TlsAddress):
        from libmultiprocess._transport.tls_socket import TlsListener, check_tls  # noqa: PLC0415 - only where used

        return TlsListener(where, *check_tls(identity, authorize))
    if isinstance(where, VsockAddress):
        from libmultiprocess._transport.vsock import VsockListener  # noqa: PLC0415

        return VsockListener(where)
    from libmultiprocess._transport.unix import UnixListener  # noqa: PLC0415

    return UnixListener(where if isinstance(where, UnixAddress) else UnixAddress(os.fspath(where)), mode, uids)


def _refuse(sock: socket.socket, text: str) -> None:
    """Say why in the peer's protocol, if there is room to, and close."""
    with contextlib.suppress(OSError), sock:
        sock.setblocking(False)
        sock.send(abort_frame(text, OVERLOADED), SENDING)
        sock.shutdown(socket.SHUT_RDWR)
