"""The sending half of a connection, and who may read.

Locks: `lead` is held by the one thread that reads; `slock` by the one that writes. A holder of `lead` never waits for
`slock` or for room in the socket (it queues with `post`); a writer without room reads while it waits, if nobody else
does. So two peers that send large messages to each other both get on.
"""

import socket
import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterator
from itertools import repeat
from typing import Final

from libmultiprocess._platform import SENDING, piecewise, prepare, wait_for_room
from libmultiprocess._rpc.objects import Buffer, State
from libmultiprocess._wire.framing import Limits
from libmultiprocess.errors import DisconnectedError, MultiprocessError, ProtocolError

_LOOK_AGAIN_S: Final = 0.02
_ATOMIC: Final = 4096  # bytes
_MANY: Final = 1024  # messages queued, past which they are counted
_LAST_WORDS_S: Final = 0.05  # for whoever reads to find out why the peer left


class Link(ABC):
    """A socket with messages on their way out."""

    def __init__(self, sock: socket.socket, name: str, limits: Limits) -> None:
        prepare(sock)
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock = sock
        self.fd = sock.fileno()
        self.name = name
        self.limits = limits
        self.recv = sock.recv
        self.rawsend = sock.send
        self.rawsend_parts = piecewise(sock)
        self.lead = threading.Lock()
        self.try_lead: Iterator[bool] = map(self.lead.acquire, repeat(False))  # see `Reader`
        self.slock = threading.Lock()
        self.outq: deque[bytes] = deque()  # whole messages to put in front of the next one sent
        self.queued = 0  # bytes added by post() and not written yet, roughly
        self.remainder: bytes | memoryview = b""  # guarded by: slock; rest of what is partly written
        self.closed = False
        self.fault: MultiprocessError | None = None
        self.followers: dict[State, None] = {}  # waiting callers that do not read
        self.bg_idle = False  # the background thread sleeps until woken
        # Counted without a lock: an interpreter without a global lock of its own may miss some.
        self.bytes_in = 0
        self.bytes_out = 0
        self.calls_in = 0
        self.calls_out = 0

    @abstractmethod
    def fail(self, error: MultiprocessError, *, abort: bool = False) -> None:
        """End the connection: answer every open question with `error`, wake everybody."""

    @abstractmethod
    def wake_background(self) -> None:
        """Make the background thread look around."""

    @abstractmethod
    def read_while_sending(self) -> None:
        """Read what is there and dispatch it; `lead` is held, the socket is readable."""

    @abstractmethod
    def read_last(self) -> None:
        """Act on what has come before the end; `lead` is held."""

    def left_lead(self) -> None:
        """After giving up `lead`: make sure somebody reads if need be."""
        if self.bg_idle:
            self.wake_background()
        for state in list(self.followers):
            state.post()
            return

    def error(self) -> MultiprocessError:
        """Make the exception that a call gets once the connection has ended."""
        fault = self.fault
        if fault is None:
            return DisconnectedError("connection is gone")
        return type(fault)(*fault.args)

    # never waiting:

    def defer(self, message: bytes) -> None:
        """Send `message` with the next one, or within a tick."""
        self.outq.append(message)
        if len(self.outq) > _MANY:
            self._count(len(message))
        if self.bg_idle:
            self.wake_background()

    def post(self, message: bytes) -> None:
        """Send now if there is room, else as soon as there is. For readers."""
        if self.remainder or not self.slock.acquire(False):
            self._count(len(message))
            self.outq.append(message)
            self.flush_soft()
            return
        try:
            if self.outq or self.remainder:
                message = self._take_out() + message
            try:
                sent = self.rawsend(message, SENDING)
            except BlockingIOError:
                sent = 0
            self.bytes_out += sent
            if sent != len(message):
                self.remainder = memoryview(message)[sent:]
        except OSError:
            pass  # nobody reads over there: whoever reads here sees the end
        finally:
            self.slock.release()
        if self.outq:
            self.flush_soft()

    def _count(self, size: int) -> None:
        self.queued += size
        if self.queued + len(self.remainder) > self.limits.queued_bytes:
            self.fail(ProtocolError("the peer does not read its answers"), abort=True)

    def flush_soft(self) -> bool:
        """Write what is queued as far as there is room; False if some is left to this thread's care."""
        while self.outq or self.remainder:
            if not self.slock.acquire(False):
                return True  # its holder looks again
            try:
                # What is left of the last message goes alone: joining it to more each time would copy it each time.
                message: bytes | memoryview = self.remainder or self._take_out()
                try:
                    sent = self.rawsend(message, SENDING)
                except BlockingIOError:
                    sent = 0
                except BaseException as e:
                    if not isinstance(e, OSError):
                        self.cut_off(_ATOMIC + 1)
                    raise
                self.bytes_out += sent
                self.remainder = memoryview(message)[sent:] if sent != len(message) else b""
                if self.remainder:
                    return False
            except OSError:
                return True  # nobody reads over there: whoever reads here sees the end
            finally:
                self.slock.release()
        return True

    def _take_out(self) -> bytes:
        outq = self.outq
        parts = [self.remainder]
        self.remainder = b""
        self.queued = 0
        while outq:
            parts.append(outq.popleft())
        return b"".join(parts)

    def lost(self, cause: OSError) -> None:
        """End the connection because nothing can be written; if the peer said why it left, with that. Not for readers."""
        if not self.closed and self.lead.acquire(timeout=_LAST_WORDS_S):
            try:
                self.read_last()
            finally:
                self.lead.release()
        self.fail(DisconnectedError(f"the peer is gone ({cause.strerror or cause})"))

    # waiting for room:

    def flush(self) -> None:
        """Write what is queued, waiting for room. Not for readers."""
        if self.outq or self.remainder:
            self.send(b"")

    def send(self, message: bytes) -> None:
        """Write `message`, waiting for room. Not for readers.

        Raises:
            MultiprocessError: The connection has ended.
        """
        with self.slock:
            try:
                if self.closed:
                    raise self.error()
                if self.outq or self.remainder:
                    message = self._take_out() + message
                try:
                    sent = self.rawsend(message, SENDING)
                except BlockingIOError:
                    sent = 0
                except BaseException as e:
                    if not isinstance(e, OSError):
                        self.cut_off(len(message))
                    raise
                self.bytes_out += sent
                if sent != len(message):
                    self._push([memoryview(message)[sent:]])
            except OSError as e:
                self.lost(e)
                raise self.error() from e
        if self.outq:
            self.flush_soft()

    def send_parts(self, parts: list[Buffer]) -> None:
        """Write one large message given in pieces, without joining them."""
        with self.slock:
            try:
                if self.closed:
                    raise self.error()
                if self.outq or self.remainder:
                    parts.insert(0, self._take_out())
                try:
                    sent = self.rawsend_parts(parts)
                except BlockingIOError:
                    sent = 0
                except BaseException as e:
                    if not isinstance(e, OSError):
                        self.cut_off(_ATOMIC + 1)
                    raise
                self.bytes_out += sent
                views = []
                for part in parts:
                    size = len(part)
                    if sent >= size:
                        sent -= size
                    else:
                        views.append(memoryview(part)[sent:])
                        sent = 0
                self._push(views)
            except OSError as e:
                self.lost(e)
                raise self.error() from e
        if self.outq:
            self.flush_soft()

    def cut_off(self, size: int) -> None:
        """Sending was interrupted, and it is not known how much went out; small messages go whole or not at all."""
        if size > _ATOMIC:
            self.fail(DisconnectedError("interrupted in the middle of a message"))

    def _push(self, views: list[memoryview]) -> None:
        """Write the rest of a message; `slock` is held."""
        at = 0
        waiting = False
        try:
            for view in views:
                at = 0
                while at < len(view):
                    try:
                        sent = self.rawsend(view[at:], SENDING)
                        at += sent
                        self.bytes_out += sent
                    except BlockingIOError:
                        waiting = True
                        self._wait_for_room()
                        waiting = False
                views = views[1:]
        except OSError:
            raise
        except BaseException:
            # Interrupted: whoever sends next goes on where this stopped; if that is not known, nobody can.
            if waiting:
                self.remainder = b"".join([views[0][at:], *views[1:]])
            else:
                self.fail(DisconnectedError("interrupted in the middle of a message"))
            raise

    def _wait_for_room(self) -> None:
        if self.closed:
            raise self.error()
        for held in self.try_lead:
            if held:
                break
            wait_for_room(self.sock, or_data=False, timeout_s=_LOOK_AGAIN_S)
            return
        try:
            if wait_for_room(self.sock, or_data=True):
                self.read_while_sending()
        finally:
            self.lead.release()
            if self.bg_idle or self.followers:
                self.left_lead()
