"""The socket of a connection: what its transport makes goes out, what comes in is cut into messages. Mirrors CNode and the socket handler of net.cpp."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from dashcore.net.connection import Connection, ReceivedMessage
from dashcore.net.transports.message_types import MESSAGE_TYPES, OTHER
from dashcore.net.transports.transport import TransportError, TransportType

if TYPE_CHECKING:
    import asyncio

    from dashcore.net.transports.transport import Transport

_log = logging.getLogger("dash.net")

_READ_SIZE = 1 << 16  # bytes
_LINGER_S = 0.1  # so long what waits may still go out when we end a connection
_MESSAGE_OVERHEAD = 64  # bytes a queued message takes besides its payload


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkStats:
    """What passed over a connection; times are seconds since 1970, 0 for never."""

    last_send: int
    last_recv: int
    bytes_sent: int
    bytes_recv: int
    sent_per_type: dict[str, int]
    recv_per_type: dict[str, int]
    transport: TransportType
    session_id: str


class LinkHost(Protocol):
    """Whom links belong to; all but `now`, `now_micros`, `record_sent` and `capture` come on the net thread."""

    receive_flood_size: int
    send_buffer_size: int

    def now(self) -> int:
        """Seconds since 1970, of the clock that tests hold still."""

    def now_micros(self) -> int:
        """The same in microseconds."""

    def wake(self) -> None:
        """Let the message thread look for work."""

    def record_received(self, size: int) -> None:
        """Count bytes."""

    def record_sent(self, size: int) -> None:
        """Count bytes."""

    def ended(self, link: Link) -> None:
        """The socket is about to be closed: forget the link."""

    def capture(self, connection: Connection, message_type: str, payload: bytes, *, incoming: bool) -> None:
        """Write a message down, for -capturemessages."""


class Link:
    """The net layer's end of a connection.

    Args (constructor):
        on_end: releases what the connection took.

    Threads: `send`, `close`, `taken` and `stats` from any; all else on the net thread.
    """

    __slots__ = (
        "_bytes_recv",
        "_bytes_sent",
        "_has_ended",
        "_host",
        "_is_receive_paused",
        "_last_recv",
        "_last_send",
        "_lock",
        "_loop",
        "_out",
        "_out_type",
        "_queue",
        "_queued",
        "_recv_per_type",
        "_sent_per_type",
        "_socket",
        "_transport",
        "_writes_later",
        "connection",
        "destination",
        "on_end",
    )

    connection: Connection

    def __init__(
        self,
        sock: socket.socket,
        transport: Transport,
        host: LinkHost,
        loop: asyncio.AbstractEventLoop,
        *,
        destination: str = "",
        on_end: Callable[[], None] = lambda: None,
    ) -> None:
        self.destination = destination  # as the user wrote it; "" where an address was chosen
        self.on_end = on_end
        self._socket = sock
        self._transport = transport
        self._host = host
        self._loop = loop
        self._lock = threading.Lock()  # guards the transport and all that goes out
        self._queue: deque[tuple[str, bytes]] = deque()
        self._queued = 0  # bytes of the queue
        self._out = memoryview(b"")
        self._out_type = ""
        self._writes_later = False
        self._is_receive_paused = False
        self._has_ended = False
        self._bytes_recv = self._bytes_sent = 0
        self._last_recv = self._last_send = 0
        self._recv_per_type: dict[str, int] = {}
        self._sent_per_type: dict[str, int] = {}

    @property
    def descriptor(self) -> int:
        """Of the socket, for the log."""
        return self._socket.fileno()

    @property
    def should_reconnect_v1(self) -> bool:
        """Whether the peer may have gone because it speaks version 1 only."""
        with self._lock:
            return self._transport.should_reconnect_v1

    def start(self) -> None:
        """Begin to receive; what the transport has to say first goes out."""
        self._loop.add_reader(self._socket, self._on_readable)
        with self._lock:
            self._flush_locked()

    # Sending

    def send(self, message_type: str, payload: bytes) -> None:
        """Queue a message, and send at once what the socket takes."""
        connection = self.connection
        if connection.is_closing:
            return
        _log.debug("sending %s (%d bytes) peer=%d", message_type, len(payload), connection.id)
        self._host.capture(connection, message_type, payload, incoming=False)
        with self._lock:
            self._queue.append((message_type, payload))
            self._queued += len(payload) + _MESSAGE_OVERHEAD
            if self._queued > self._host.send_buffer_size:
                connection.is_send_paused = True
            if not self._writes_later:
                self._flush_locked()

    def set_peer_version(self, version: int) -> None:
        """See `Sender`."""
        with self._lock:
            self._transport.set_peer_version(version)

    def _next_locked(self) -> bool:
        """Put the next bytes to send into place; False where there are none."""
        out = self._transport.take_output()
        if out:
            self._out, self._out_type = memoryview(out), ""
            return True
        if not self._queue or not self._transport.can_encode:
            return False
        message_type, payload = self._queue.popleft()
        self._queued -= len(payload) + _MESSAGE_OVERHEAD
        self._out, self._out_type = memoryview(self._transport.encode(message_type, payload)), message_type
        return True

    def _flush_locked(self) -> None:
        if self._has_ended:
            return
        sent = 0
        try:
            while self._out or self._next_locked():
                count = self._socket.send(self._out)
                sent += count
                if self._out_type:
                    kind = self._out_type
                    self._sent_per_type[kind] = self._sent_per_type.get(kind, 0) + count
                self._out = self._out[count:]
        except (BlockingIOError, InterruptedError):
            if not self._writes_later:
                self._writes_later = True
                self._post(self._write_later)
        except OSError as error:
            _log.debug("socket send error for peer=%d: %s", self.connection.id, error.strerror)
            self._out = memoryview(b"")
            self._queue.clear()
            self._queued = 0
            self.connection.is_closing = True
            self._post(self._begin_close)
        if sent:
            self._last_send = self._host.now()
            self._bytes_sent += sent
            self._host.record_sent(sent)
        self.connection.is_send_paused = self._queued + len(self._out) > self._host.send_buffer_size

    def _write_later(self) -> None:
        if not self._has_ended:
            self._loop.add_writer(self._socket, self._on_writable)

    def _on_writable(self) -> None:
        was_paused = self.connection.is_send_paused
        with self._lock:
            self._flush_locked()
            if not self._out:
                self._writes_later = False
                self._loop.remove_writer(self._socket)
        if was_paused and not self.connection.is_send_paused:
            self._host.wake()
        if self.connection.is_closing:
            self._say_goodbye()

    # Receiving

    def _on_readable(self) -> None:
        if self.connection.is_closing:
            self._loop.remove_reader(self._socket)
            return
        try:
            data = self._socket.recv(_READ_SIZE)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as error:
            _log.debug("socket recv error for peer=%d: %s", self.connection.id, error.strerror)
            self.abort()
            return
        if not data:
            _log.debug("socket closed for peer=%d", self.connection.id)
            self.abort()
            return
        self._bytes_recv += len(data)
        self._last_recv = self._host.now()
        self._host.record_received(len(data))
        self._take(data)

    def _take(self, data: bytes) -> None:
        try:
            with self._lock:
                messages = self._transport.receive(data)
                if not self._writes_later:
                    self._flush_locked()  # a handshake may go on by what came
        except TransportError:
            self.abort()
            return
        now_us = self._host.now_micros()
        whole = False
        counts = self._recv_per_type
        for message in messages:
            kind = message.type if message.type in MESSAGE_TYPES else OTHER
            counts[kind] = counts.get(kind, 0) + message.wire_size
            if message.type is not None:
                self.connection.deliver(ReceivedMessage(message.type, message.payload, now_us, message.wire_size))
                whole = True
        if not whole:
            return
        if self.connection.inbox_size > self._host.receive_flood_size:
            self._is_receive_paused = True
            self._loop.remove_reader(self._socket)
            self._resume()  # the message thread may have been faster
        self._host.wake()

    def taken(self, message: ReceivedMessage) -> None:
        """See `Sender`."""
        self._host.capture(self.connection, message.type, message.payload, incoming=True)
        if self._is_receive_paused and self.connection.inbox_size <= self._host.receive_flood_size:
            self._post(self._resume)

    def _resume(self) -> None:
        if (
            self._is_receive_paused
            and not self.connection.is_closing
            and self.connection.inbox_size <= self._host.receive_flood_size
        ):
            self._is_receive_paused = False
            self._loop.add_reader(self._socket, self._on_readable)

    # Ending

    def close(self) -> None:
        """End soon: what waits may still go out."""
        self._post(self._begin_close)

    def _post(self, work: Callable[[], None]) -> None:
        """Run on the net thread; nothing once that has ended."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(work)

    def _begin_close(self) -> None:
        if self._has_ended:
            return
        self._loop.remove_reader(self._socket)
        self._say_goodbye()
        self._loop.call_later(_LINGER_S, self.abort)

    def _say_goodbye(self) -> None:
        """Let the peer know that nothing follows, once all is sent."""
        with self._lock:
            if self._has_ended or self._out or self._queue:
                return
        try:
            self._socket.shutdown(socket.SHUT_WR)
        except OSError:
            return  # it is gone already

    def abort(self) -> None:
        """End now."""
        if self._has_ended:
            return
        self.connection.is_closing = True
        self._loop.remove_reader(self._socket)
        self._loop.remove_writer(self._socket)
        self._host.ended(self)
        _log.debug("disconnecting peer=%d", self.connection.id)
        with self._lock:
            self._has_ended = True
            self._queue.clear()
            self._out = memoryview(b"")
        self._socket.close()

    @property
    def transport_name(self) -> str:
        """How the connection is spoken, "v1" say."""
        return self._transport.kind.value

    def stats(self) -> LinkStats:
        """Return what passed so far."""
        with self._lock:
            return LinkStats(
                last_send=self._last_send,
                last_recv=self._last_recv,
                bytes_sent=self._bytes_sent,
                bytes_recv=self._bytes_recv,
                sent_per_type=dict(sorted(self._sent_per_type.items())),
                recv_per_type=dict(sorted(self._recv_per_type.copy().items())),
                transport=self._transport.kind,
                session_id=self._transport.session_id.hex(),
            )

    def inactivity(self, now: int, connect_timeout_s: int, timeout_s: int) -> bool:
        """Whether nothing was heard or said for too long. Source: C++ InactivityCheck."""
        connection = self.connection
        number = connection.id
        if connection.connected_at + connect_timeout_s >= now:
            return False
        if not self._last_recv or not self._last_send:
            _log.debug(
                "socket no message in first %i seconds, %d %d peer=%d",
                connect_timeout_s,
                self._last_recv != 0,
                self._last_send != 0,
                number,
            )
            return True
        if now > self._last_send + timeout_s:
            _log.debug("socket sending timeout: %is peer=%d", now - self._last_send, number)
            return True
        if now > self._last_recv + timeout_s:
            _log.debug("socket receive timeout: %is peer=%d", now - self._last_recv, number)
            return True
        if not connection.is_handshaken:
            with self._lock:
                detecting = self._transport.kind is TransportType.DETECTING
            _log.debug("%s handshake timeout peer=%d", "V2" if detecting else "version", number)
            return True
        return False
