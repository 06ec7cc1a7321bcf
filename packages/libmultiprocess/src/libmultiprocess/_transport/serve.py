"""Serve a root object: on one socket, or on every connection to a listening one."""

import contextlib
import logging
import os
import socket
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from libmultiprocess._proxy import Proxy
from libmultiprocess._rpc.connection import Connection
from libmultiprocess._transport.connect import check_path, default_name, make_socket
from libmultiprocess._wire.framing import Limits
from libmultiprocess.errors import ClosedError, DisconnectedError, MultiprocessError

_LOG: Final = logging.getLogger("libmultiprocess")
_CLOSE_WAIT_S: Final = 5.0


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
    """Accepts connections on a unix socket, on a thread of its own, until closed.

    Attributes:
        path: Where it listens.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        root: Callable[[], object],
        proxy: type[Proxy],
        *,
        name: str | None = None,
        max_connections: int | None = None,
        mode: int = 0o600,
        on_connect: Callable[[Connection], None] | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.path = os.fspath(path)
        self._root = root
        self._info = proxy._info
        self._name = name or default_name()
        self._limits = limits
        self._on_connect = on_connect
        self._room = threading.Semaphore(max_connections) if max_connections is not None else None
        self._lock = threading.Lock()
        self._connections: set[Connection] = set()  # guarded by: self._lock
        self._closed = False
        self._listener = _listen_at(self.path, mode)
        self._inode = Path(self.path).stat().st_ino
        self._thread = threading.Thread(target=self._accept, name=f"{self._name}.listen", daemon=True)
        self._thread.start()

    @property
    def connections(self) -> list[Connection]:
        """Connections that have not ended."""
        with self._lock:
            return list(self._connections)

    def _is_closed(self) -> bool:
        return self._closed

    def _accept(self) -> None:
        while not self._is_closed():
            if self._room is not None:
                self._room.acquire()
            try:
                sock, _ = self._listener.accept()
            except OSError as e:
                if self._is_closed():
                    return
                _LOG.warning("accept on %s: %s", self.path, e)
                if self._room is not None:
                    self._room.release()
                if not _may_go_on(e):
                    return
                continue
            self._serve(sock)

    def _serve(self, sock: socket.socket) -> None:
        try:
            conn = Connection(sock, (self._root(), self._info), name=self._name, limits=self._limits, start=False)
        except Exception:  # noqa: BLE001 - the edge of a connection
            _LOG.exception("no root object for a connection to %s", self.path)
            sock.close()
            if self._room is not None:
                self._room.release()
            return
        with self._lock:
            self._connections.add(conn)
        conn.on_disconnect(lambda: self._left(conn))
        if self._on_connect is not None:
            try:
                self._on_connect(conn)
            except Exception:  # noqa: BLE001 - the edge of a connection
                _LOG.exception("connection to %s is refused", self.path)
                conn.close()
        conn.start()

    def _left(self, conn: Connection) -> None:
        with self._lock:
            self._connections.discard(conn)
        if self._room is not None:
            self._room.release()

    def close(self, *, connections: bool = True) -> None:
        """Stop listening, remove the socket's file, and end the connections made. Idempotent.

        Args:
            connections: Whether connections end too.
        """
        if not self._closed:
            self._closed = True
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            if self._room is not None:
                self._room.release()
            self._thread.join(_CLOSE_WAIT_S)
            self._listener.close()
            with contextlib.suppress(FileNotFoundError):
                if Path(self.path).stat().st_ino == self._inode:
                    Path(self.path).unlink()
        if connections:
            for conn in self.connections:
                conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def listen(
    path: str | os.PathLike[str],
    root: Callable[[], object],
    proxy: type[Proxy],
    *,
    name: str | None = None,
    max_connections: int | None = None,
    mode: int = 0o600,
    on_connect: Callable[[Connection], None] | None = None,
    limits: Limits | None = None,
) -> Server:
    """Listen at a unix socket's path and serve whoever connects.

    Args:
        path: Where; a stale socket there is replaced, a live one is not. Missing directories are made.
        root: Makes the root object of a connection.
        proxy: The proxy class of its interface.
        name: How this process calls itself; by default its executable's name.
        max_connections: How many are served at once; others wait.
        mode: Permissions of the socket's file.
        on_connect: Told of each connection before anything is read from it; raise to refuse it (`conn.peer_pid` helps).
        limits: What a peer may ask of this side.

    Raises:
        MultiprocessError: Something else is at the path, or somebody listens there already.
        OSError: The file system refuses.
    """
    return Server(
        path, root, proxy, name=name, max_connections=max_connections, mode=mode, on_connect=on_connect, limits=limits
    )


def _listen_at(path: str, mode: int) -> socket.socket:
    check_path(path)
    _remove_stale(path)
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        sock.bind(path)
        Path(path).chmod(mode)
        sock.listen(64)
    except BaseException:
        sock.close()
        raise
    return sock


def _remove_stale(path: str) -> None:
    """Remove a socket file that nobody listens at."""
    try:
        if not stat.S_ISSOCK(Path(path).lstat().st_mode):
            raise MultiprocessError(f"{path} exists and is not a socket")
    except FileNotFoundError:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(path)
        except ConnectionRefusedError:
            Path(path).unlink()
            return
        except FileNotFoundError:
            return
    raise MultiprocessError(f"somebody listens at {path} already")


def _may_go_on(e: OSError) -> bool:
    # Out of descriptors or memory: others may leave. Anything else will not get better.
    threading.Event().wait(0.1)
    return e.errno is not None and e.errno not in (9, 22)
