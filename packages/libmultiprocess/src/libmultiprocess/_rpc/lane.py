"""A second socket for one thread and the thread that serves it, between two processes of this library.

Over one socket every answer to a busy process is read by one thread and handed to another. Once a thread has met that a
few times it asks the peer, through an interface no other implementation has, for a lane: from then on its calls, their
answers and the callbacks in between go over a socket that only it and its worker read. Everything else stays as it is:
same messages, same tables; what is deferred and what concerns no thread goes over the connection's own socket.
"""

import contextlib
import os
import secrets
import socket
import struct
from collections.abc import Callable, Iterator
from itertools import repeat
from time import monotonic, perf_counter
from typing import TYPE_CHECKING, Final

from libmultiprocess._platform import DONTWAIT, IS_POSIX, SENDING, credentials, fill, piecewise, wait_for_room
from libmultiprocess._rpc.objects import Buffer, Question, State
from libmultiprocess._rpc.pointers import UnusualError, unpack
from libmultiprocess._wire.flatten import flatten
from libmultiprocess._wire.framing import HEADER, MAX_EAGER, UNPACK, MalformedError, frame_size
from libmultiprocess.errors import DisconnectedError, ProtocolError

if TYPE_CHECKING:  # a lane belongs to a connection, which is made of the classes that use lanes
    from libmultiprocess._rpc.calls import Calls

_CHUNK: Final = 4096
_SPIN_S: Final = 40e-6
_CREDIT: Final = 8
_SKIP: Final = 400
_LARGE: Final = 8192
_SPARE_MIN: Final = 1 << 18
_LOOK_ROUND: Final = struct.pack("@ll", 0, 50_000)  # work that came over the other socket waits no longer than this
_HELLO: Final = b"lane\0\0\0\1"
_PATIENCE_S: Final = 2.0
_LOOK_UP_S: Final = 0.01
SUPPORTED: Final = IS_POSIX and hasattr(socket, "SO_PEERCRED") and hasattr(socket, "AF_UNIX")


class Lane:
    """One end. Only its thread reads and writes it."""

    __slots__ = (
        "bytes_in", "bytes_out", "conn", "credit", "held", "pend", "receiving", "recv", "rest", "send_pieces", "send_raw", "skip",
        "sock", "state", "taken", "trying",
    )  # fmt: skip

    def __init__(self, conn: "Calls", sock: socket.socket, state: State) -> None:
        sock.setblocking(True)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _LOOK_ROUND)
        self.conn = conn
        self.sock = sock
        self.state = state
        self.recv = sock.recv
        self.trying: Iterator[bytes] = map(sock.recv, repeat(_CHUNK), repeat(DONTWAIT))
        self.receiving: Iterator[bytes] = map(sock.recv, repeat(_CHUNK))
        self.send_raw = sock.send
        self.send_pieces = piecewise(sock)
        self.bytes_in = 0
        self.bytes_out = 0
        self.pend = b""  # Finish of this thread's questions, to go ahead of its next call
        self.rest = b""
        self.taken = b""  # received last, and not acted upon
        self.held = bytearray()  # received while sending, and not acted upon
        self.credit = _CREDIT
        self.skip = 0

    # writing:

    def send(self, message: bytes) -> None:
        """Write, reading meanwhile if there is no room.

        Raises:
            MultiprocessError: The connection has ended.
        """
        if self.pend:
            message = self.pend + message
            self.pend = b""
        conn = self.conn
        conn.last_lane = self
        try:
            try:
                sent = self.send_raw(message, SENDING)
            except BlockingIOError:
                sent = 0
            except BaseException as e:
                if not isinstance(e, OSError):
                    conn.cut_off(len(message))
                raise
            self.bytes_out += sent
            if sent != len(message):
                self._push([memoryview(message)[sent:]])
        except OSError as e:
            conn.lost(e)
            raise conn.error() from e

    def send_parts(self, parts: list[Buffer]) -> None:
        """Write one large message given in pieces."""
        if self.pend:
            parts.insert(0, self.pend)
            self.pend = b""
        self.conn.last_lane = self
        try:
            self._push([memoryview(part) for part in parts])
        except OSError as e:
            self.conn.lost(e)
            raise self.conn.error() from e

    def _push(self, views: list[memoryview]) -> None:
        views = [view for view in views if len(view)]
        try:
            while views:
                try:
                    sent = self.send_pieces(views)
                except BlockingIOError:
                    if self.conn.closed:
                        raise self.conn.error() from None
                    if wait_for_room(self.sock, or_data=True):
                        self._read_meanwhile()
                    continue
                self.bytes_out += sent
                while views and sent >= len(views[0]):
                    sent -= len(views.pop(0))
                if sent:
                    views[0] = views[0][sent:]
        except OSError:
            raise
        except BaseException:
            self.conn.fail(DisconnectedError("interrupted in the middle of a message"))
            raise

    def _read_meanwhile(self) -> None:
        """Make room over there. What comes is not acted upon: its answer would go into the middle of this message."""
        buf = self.recv(_CHUNK, DONTWAIT)
        if not buf:
            raise ConnectionResetError
        self.bytes_in += len(buf)
        self.held += buf
        if len(self.held) > 8 * self.conn.limits.message_words + _CHUNK:
            self.conn.fail(ProtocolError("the peer does not read its answers"), abort=True)

    # reading:

    def read_for(self, q: Question | None) -> bytes | None:  # noqa: C901, PLR0912, PLR0915 - the hot loop
        """Read and act until `q` is answered, or there is work for this thread.

        Returns:
            The frame of the answer if it begins as expected; else `q.ret`, or nothing, may have come.
        """
        conn, ts = self.conn, self.state
        memo = conn.memo
        expect = q.expect if q is not None else b""
        busy = False
        try:
            while True:
                if ts.inbox or conn.closed or (q.ret is not None if q is not None else ts.stop):
                    return None
                if self.held:
                    busy = True
                    kept = bytes(self.held)
                    self.held.clear()
                    self._feed(kept)
                    busy = False
                    continue
                buf = self._take()
                if buf is None:
                    continue
                n = len(buf)
                self.bytes_in += n
                if n >= 16 and not self.rest:
                    segs, nw = HEADER(buf)
                    if not segs and n == 8 + (nw << 3):
                        if expect and buf[8:72] == expect:
                            self.taken = b""
                            return buf
                        busy = True
                        self.taken = b""
                        e = memo.get(buf[16:112])
                        if e is not None and buf[e.lo : e.hi] == e.tail:
                            words = e.unpack(buf, 112)
                            if e.state is None:
                                busy = False
                                conn.run_memo_quick(ts, e, words, buf)
                                continue
                            if e.state is ts and words[e.data] == e.context:
                                busy = False
                                if q is None:
                                    conn.run_memo_outer(ts, e, words, buf)
                                else:
                                    conn.run_memo(ts, e, words, buf)
                                continue
                        if nw <= MAX_EAGER and nw:
                            conn.on_message(ts, UNPACK[nw](buf, 8), buf, 8)
                            busy = False
                            continue
                if not n:
                    self._ended(q)
                    return None
                busy = True
                self.taken = b""
                self._feed(buf)
                busy = False
        except OSError as e:
            conn.lost(e)
        except ProtocolError as e:
            conn.fail(e, abort=True)
        except (IndexError, UnusualError, struct.error):
            conn.fail(MalformedError("malformed message"), abort=True)
        except BaseException:
            if self.taken:
                self.rest += self.taken
                self.taken = b""
            elif busy:
                conn.fail(DisconnectedError("interrupted while acting on a message"))
            raise
        return None

    def _ended(self, q: Question | None) -> None:
        if self.state.worker and q is None:
            # The thread served here has ended, or its process has; the connection's own socket tells which.
            self.close()
            return
        self.conn.lost(ConnectionResetError("the peer closed the connection"))

    def _take(self) -> bytes | None:
        # Loops that are left at once: see Reader._take.
        if self.skip > 0:
            self.skip -= 1
        else:
            conn, trying = self.conn, self.trying
            end = perf_counter() + _SPIN_S
            while conn.last_lane is self:
                try:
                    for self.taken in trying:
                        if self.credit < _CREDIT:
                            self.credit += 1
                        return self.taken
                except BlockingIOError:
                    if perf_counter() > end:
                        self.credit -= 4
                        if self.credit < 0:
                            self.credit = 0
                            self.skip = _SKIP
                        break
        try:
            receiving = self.receiving
            for self.taken in receiving:
                return self.taken
        except BlockingIOError:
            pass
        return None

    def _feed(self, buf: bytes) -> None:
        if self.rest:
            buf = self.rest + buf
            self.rest = b""
        conn, ts = self.conn, self.state
        while len(buf) >= 8:
            start, first, total = frame_size(buf, conn.limits)
            if not total:
                break
            if len(buf) < total:
                if total > _LARGE:
                    self._large(buf, start, first, total)
                    return
                break
            frame = buf if len(buf) == total else buf[:total]
            buf = buf[total:]
            if start != 8:
                frame = flatten(frame, conn.limits)
                first = (len(frame) - 8) >> 3
            conn.on_message(ts, UNPACK[min(first, MAX_EAGER)](frame, 8), frame, 8)
            if conn.closed:
                return
        self.rest = buf

    def _large(self, begun: bytes, start: int, first: int, total: int) -> None:
        conn = self.conn
        spare, conn.spare = conn.spare, None
        if spare is None or len(spare) < total:
            spare = bytearray(max(total, _SPARE_MIN))
        view = memoryview(spare)[:total]
        n = len(begun)
        view[:n] = begun
        while n < total:
            try:
                k = fill(self.sock, view[n:], wait=True)
            except BlockingIOError:
                if conn.closed:
                    return
                continue
            if not k:
                conn.fail(DisconnectedError("the peer closed the connection in the middle of a message"))
                return
            n += k
            self.bytes_in += k
        if start == 8:
            conn.on_message(self.state, UNPACK[min(first, MAX_EAGER)](view, 8), view, 8)
            return
        frame = flatten(view, conn.limits)
        conn.reuse(view)
        conn.on_message(self.state, unpack(frame, min((len(frame) - 8) >> 3, MAX_EAGER)), frame, 8)

    def close(self) -> None:
        """End the lane; its thread goes on over the connection's own socket. For its thread, or once that has ended."""
        if self.state.lane is self:
            self.state.lane = None
        if self in self.conn.lanes:
            self.conn.lanes.discard(self)
            self.conn.lane_bytes_in += self.bytes_in
            self.conn.lane_bytes_out += self.bytes_out
        self.sock.close()

    def shutdown(self) -> None:
        """Wake whoever reads: the connection has ended."""
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)


def listen_for_lane() -> tuple[socket.socket, str]:
    """Open a socket for one lane; gives it and its name, which only the peer learns."""
    name = f"\0libmultiprocess-{secrets.token_hex(16)}"
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        sock.bind(name)
        sock.listen(1)
    except OSError:
        sock.close()
        raise
    return sock, name[1:]


def accept_lane(listener: socket.socket, is_over: Callable[[], bool]) -> socket.socket | None:
    """Accept the one lane the peer opens; None if it does not come, or comes from another user.

    Args:
        listener: Closed in the end.
        is_over: Whether it cannot come any more: the peer may be kept from it, as by a sandbox, and then calls as before.
    """
    with listener:
        sock = _accept(listener, is_over)
    if sock is None:
        return None
    _, uid = credentials(sock)
    try:
        if uid != os.geteuid():
            sock.close()
            return None
        sock.send(_HELLO)
    except OSError:
        sock.close()
        return None
    return sock


def _accept(listener: socket.socket, is_over: Callable[[], bool]) -> socket.socket | None:
    end = monotonic() + _PATIENCE_S
    listener.settimeout(_LOOK_UP_S)
    while not is_over() and monotonic() < end:
        try:
            sock, _ = listener.accept()
        except TimeoutError:
            continue
        except OSError:
            return None
        return sock
    return None


def connect_lane(name: str) -> socket.socket | None:
    """Connect to the lane of that name; None if the peer does not take it."""
    try:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    except OSError:
        return None  # a confined process may open none
    sock.settimeout(_PATIENCE_S)
    try:
        sock.connect(f"\0{name}")
        if sock.recv(len(_HELLO)) == _HELLO:  # it is sent in one piece
            return sock
    except OSError:
        pass  # no lane then
    sock.close()
    return None
