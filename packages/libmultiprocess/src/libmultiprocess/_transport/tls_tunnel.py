"""Carries the bytes of a connection through TLS, on a thread of its own.

A connection reads and writes a plain socket, from many threads and in ways of its own. So it gets one end of a socket
pair; the tunnel stands between the other end and the network. It holds no more than one piece in each direction:
whoever sends too fast finds its socket full.
"""

import contextlib
import logging
import os
import selectors
import socket
import time
import weakref
from typing import TYPE_CHECKING, Final, final

from libmultiprocess._rpc.connection import Connection
from libmultiprocess._transport.tls import explain, linger
from libmultiprocess.errors import NotAuthorizedError

if TYPE_CHECKING:  # a dependency of the extra `tls` only
    from OpenSSL import SSL

_LOG: Final = logging.getLogger("libmultiprocess")
_PIECE: Final = 1 << 16
_RECORD: Final = 1 << 14  # what a record of TLS holds at most: none of it stays in OpenSSL, unseen by the selector
_READ: Final = selectors.EVENT_READ
_WRITE: Final = selectors.EVENT_WRITE
_LOOK_ROUND_S: Final = 0.5
_LAST_WORDS_S: Final = 5.0
_NOTHING: Final = memoryview(b"")

_tunnels: "weakref.WeakSet[TlsTunnel]" = weakref.WeakSet()


@final
class TlsTunnel:
    """Between a socket with TLS on it and the `near` end of a socket pair. Owns both.

    Args:
        tls: The handshake is done.
        sock: Its socket, not blocking.
        near: One end of the pair.
        address: The peer's, for the log.
        fingerprint: Of our key.
    """

    def __init__(
        self, tls: "SSL.Connection", sock: socket.socket, near: socket.socket, address: str, fingerprint: str
    ) -> None:
        from OpenSSL import SSL  # noqa: PLC0415 - a dependency of the extra `tls` only

        near.setblocking(False)
        self._ssl = SSL
        self._want = (SSL.WantWriteError, SSL.WantReadError)
        self._tls = tls
        self._sock = sock
        self._near = near
        self._address = address
        self._fingerprint = fingerprint
        self._out = _NOTHING  # from the connection, for the peer
        self._back = _NOTHING  # from the peer, for the connection
        self._wants_write = False  # TLS cannot go on reading before it has written something of its own
        _tunnels.add(self)

    def run(self, conn: Connection | None) -> None:
        """Carry bytes until one side ends, and see to it that the other learns of it."""
        try:
            with selectors.DefaultSelector() as selector:
                try:
                    self._carry(selector, conn)
                    self._say_goodbye(selector)
                except self._ssl.Error as e:
                    self._peer_left(e, selector, conn)
        except OSError as e:
            _LOG.info("connection with %s: %s", self._address, e.strerror or e)
        except Exception:  # noqa: BLE001 - the edge of a thread
            _LOG.exception("the tunnel to %s failed", self._address)
        finally:
            self._end_near()
            linger(self._sock)

    def _carry(self, selector: selectors.BaseSelector, conn: Connection | None) -> None:
        """Carry until the connection ends; an error of OpenSSL's tells that the peer did."""
        near, far = self._near, self._sock
        masks: dict[socket.socket, int] = {}
        while True:
            self._watch(selector, masks, near, (0 if self._out else _READ) | (_WRITE if self._back else 0))
            writing = self._wants_write or self._out
            self._watch(selector, masks, far, (0 if self._back else _READ) | (_WRITE if writing else 0))
            ready = {key.fileobj: events for key, events in selector.select(_LOOK_ROUND_S if self._out else None)}
            if not self._out and ready.get(near, 0) & _READ:
                if not self._take():
                    return
                self._send()
            elif self._out:
                self._send()
                if self._out and (conn is None or conn.closed):
                    return
            if far in ready and not self._back:
                self._receive()
            if self._back and not self._give():
                return

    @staticmethod
    def _watch(
        selector: selectors.BaseSelector, masks: dict[socket.socket, int], sock: socket.socket, mask: int
    ) -> None:
        known = masks.get(sock, 0)
        if mask == known:
            return
        if not known:
            selector.register(sock, mask)
        elif not mask:
            selector.unregister(sock)
        else:
            selector.modify(sock, mask)
        masks[sock] = mask

    def _take(self) -> bool:
        """Take what the connection has written; False if it has ended."""
        try:
            self._out = memoryview(self._near.recv(_PIECE))
        except BlockingIOError:
            return True
        except OSError:
            return False
        return bool(self._out)

    def _send(self) -> None:
        """Write what TLS takes."""
        try:
            while self._out:
                self._out = self._out[self._tls.send(self._out) :]
        except self._want:
            pass  # when there is room; or after what TLS itself has to read

    def _receive(self) -> None:
        """Take one record, if it is whole."""
        self._wants_write = False
        try:
            self._back = memoryview(self._tls.recv(_RECORD))
        except self._ssl.WantReadError:
            pass
        except self._ssl.WantWriteError:
            self._wants_write = True

    def _give(self) -> bool:
        """Hand on what the connection takes; False if it has ended."""
        try:
            while self._back:
                self._back = self._back[self._near.send(self._back) :]
        except BlockingIOError:
            return True
        except OSError:
            return False
        return True

    def _peer_left(self, e: "SSL.Error", selector: selectors.BaseSelector, conn: Connection | None) -> None:
        """Hand on the peer's last words, then its end."""
        why = explain(e, self._fingerprint)
        _LOG.info("connection with %s: %s", self._address, why)
        if conn is not None and isinstance(why, NotAuthorizedError):
            conn.fail(
                NotAuthorizedError(f"{self._address} does not authorize our key {why.fingerprint}", why.fingerprint)
            )
        end = time.monotonic() + _LAST_WORDS_S
        self._watch_only(selector, self._near, _WRITE)
        with contextlib.suppress(self._ssl.Error):
            while conn is not None and not conn.closed and time.monotonic() < end:
                if not self._back:
                    self._receive()  # it may have been writing that failed, and there is more to read
                if not self._back or not self._give():
                    return
                if self._back:
                    selector.select(_LOOK_ROUND_S)

    def _say_goodbye(self, selector: selectors.BaseSelector) -> None:
        """Write the connection's last words, and that they are the last. What the peer still says is of no interest."""
        end = time.monotonic() + _LAST_WORDS_S
        self._watch_only(selector, self._sock, _READ | _WRITE)
        while time.monotonic() < end and (self._out or (self._take() and self._out)):
            self._send()
            if self._out:
                selector.select(_LOOK_ROUND_S)
                self._receive()
        if not self._out:
            with contextlib.suppress(*self._want):
                self._tls.shutdown()

    @staticmethod
    def _watch_only(selector: selectors.BaseSelector, sock: socket.socket, mask: int) -> None:
        for key in list(selector.get_map().values()):
            selector.unregister(key.fileobj)
        selector.register(sock, mask)

    def _end_near(self) -> None:
        """End the connection's socket: it reads what was handed on, then the end."""
        with contextlib.suppress(OSError), self._near as near:
            near.shutdown(socket.SHUT_RDWR)
            while near.recv(_PIECE):  # else it would read an error in place of the end
                pass

    def after_fork(self) -> None:
        """In the child of a fork: let go of the parent's sockets, say nothing on them."""
        for sock in (self._sock, self._near):
            with contextlib.suppress(OSError):
                sock.close()


def _after_fork() -> None:
    for tunnel in list(_tunnels):
        tunnel.after_fork()
    _tunnels.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
