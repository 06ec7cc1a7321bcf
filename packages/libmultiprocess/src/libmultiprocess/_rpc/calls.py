"""Calling: ask, wait (serving meanwhile what is addressed to this thread), understand the answer."""

import re
import socket
import struct
from typing import Final

from libmultiprocess._platform import SENDING
from libmultiprocess._rpc.lane import SUPPORTED, Lane, connect_lane
from libmultiprocess._rpc.objects import Buffer, Export, Frame, Question, State, Words
from libmultiprocess._rpc.pointers import UnusualError, descriptor, exception_text, table_at, text_at, unpack
from libmultiprocess._rpc.reader import Reader
from libmultiprocess._rpc.words import (
    CALL_PTR,
    CAP,
    CAP_ANSWER,
    CAP_CARRIED,
    CAP_PROMISE,
    CAP_RECEIVER,
    CAP_SENDER,
    CAP_THIRD,
    DISCONNECTED,
    KEEP_CAPS,
    LANES_ID,
    M32,
    NO_FINISH,
    OFF,
    PAD,
    PAYLOAD_PTR,
    RET_EXCEPTION,
    ROOT_PTR,
    TARGET_SHAPE,
    THREAD_MAP_ID,
    finish_frame,
    release_frame,
    return_cap_frame,
    return_null_frame,
)
from libmultiprocess._wire.flatten import flatten
from libmultiprocess._wire.framing import MAX_EAGER, MalformedError
from libmultiprocess.errors import DisconnectedError, MultiprocessError, ProtocolError, RemoteError

_TYPED: Final = re.compile(r"([A-Za-z_]\w*(?:(?:\.|::)\w+)*): (.*)", re.DOTALL)
_MAX_FIXED: Final = 1 << 17
_NEVER: Final = 1 << 62
_OPEN_LANE: Final = struct.Struct("<II17Q").pack
_MAKE_THREAD: Final = struct.Struct("<II14Q").pack
GONE: Final[Frame] = ((), b"", 0)  # the connection ended


class Calls(Reader):
    """The client half, as stubs use it (see `abi`)."""

    thread_map_import = -1
    lane_after = 4  # waits for another thread's reading before a thread asks for a lane

    # threads:

    def enter(self) -> State:
        """The calling thread; on its first call the peer makes a thread for it."""
        try:
            state: State = self.local.state
        except AttributeError:
            state = self.new_state()
        if state.request_id < 0:
            self._make_thread(state)
        return state

    def enter_plain(self) -> State:
        """The calling thread, for a method without Context."""
        try:
            state: State = self.local.state
        except AttributeError:
            state = self.new_state()
        return state

    def _make_thread(self, state: State) -> None:
        if self.closed:
            raise self.error()
        if self.thread_map_import < 0:
            raise MultiprocessError("the peer gave no ThreadMap: its root object has no construct")
        name = state.name.encode()
        n = len(name) + 1
        q = self.question_plain(state)
        q.expect = b""
        head = _MAKE_THREAD(
            0, 14 + ((n + 7) >> 3), ROOT_PTR, 2, CALL_PTR, q.qid, THREAD_MAP_ID, 0,
            2 << 2 | TARGET_SHAPE << 32, 3 << 2 | PAYLOAD_PTR, 0,
            self.thread_map_import, 0, 1 << 2 | 1 << 48, 0, 1 | 2 << 32 | n << 35,
        )  # fmt: skip
        r = self.call(state, q, head + name + b"\0" + PAD[n & 7])
        words, _, _, _, p, t = self.results(r, 1 << 16)
        thread = self.cap_at(words[p], words, t)
        if thread < 0:
            raise self.broken("makeThread gave no thread of the peer's")
        state.request_id = state.own_request_id = thread
        if state.callback_id < 0:
            self.export_thread(state)
        self.mapped += 1
        if self.mapped > 1 and not state.depth and not state.worker and self.lane_after != _NEVER:
            self._open_lane(state)  # several threads call this peer: they would wait for each other's reading

    def make_lane(self, sock: socket.socket, state: State) -> Lane:
        """Make a lane of this connection."""
        return Lane(self, sock, state)

    def _open_lane(self, state: State) -> None:
        """Give the calling thread a socket of its own, if the peer is of this library and on this machine."""
        state.waits = 0
        if not SUPPORTED or not self.has_lanes or self.thread_map_import < 0 or state.request_id < 0:
            self.lane_after = _NEVER
            return
        q = self.question_plain(state)
        q.expect = b""
        message = _OPEN_LANE(
            0, 17, ROOT_PTR, 2, CALL_PTR, q.qid, LANES_ID, 0,
            2 << 2 | TARGET_SHAPE << 32, 3 << 2 | PAYLOAD_PTR, 0, self.thread_map_import, 0,
            1 << 2 | 1 << 48, 1 << 2 | 1 | 7 << 32 | 2 << 35, CAP,
            1 << 2 | TARGET_SHAPE << 32, CAP_RECEIVER | state.request_id << 32, 0,
        )  # fmt: skip
        try:
            words, buf, o, _, p, _ = self.results(self.call(state, q, message), 1 << 16)
            name = text_at(words, buf, o, p)
        except RemoteError:
            self.lane_after = _NEVER  # another implementation
            return
        except MultiprocessError:
            return  # the next call tells
        sock = connect_lane(name)
        if sock is None:
            self.lane_after = _NEVER
            return
        lane = self.make_lane(sock, state)
        self.lanes.add(lane)
        state.lane = lane
        self._leave_lane(state)

    def _leave_lane(self, state: State) -> None:
        """Close the calling thread's lane where the connection has ended: nobody else does while the thread is in a call."""
        if self.closed and state.lane is not None and not state.worker:
            state.lane.close()

    # asking:

    def call(  # noqa: C901, PLR0912 - the hot path, in one piece
        self, state: State, q: Question, message: bytes
    ) -> bytes | Frame:
        """Send a Call and wait for its answer.

        Returns:
            The frame, if it begins with the words expected; else (W, buf, o) of a Return that holds results.

        Raises:
            RemoteError: The peer raised something undeclared.
            DisconnectedError: The peer went away.
            ClosedError: This side closed the connection.
            ProtocolError: The peer broke the protocol.
        """
        self.calls_out += 1
        try:
            lane = state.lane
            if lane is not None:
                if self.closed:
                    raise self.error()  # noqa: TRY301 - the hot path
                lane.send(message)
                return self._wait_lane(lane, state, q)
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
            r = self.read_for(state, q)
            if r is not None:
                state.depth -= 1
                if q.caps is not None:
                    caps, q.caps = q.caps, None
                    self.unref_all(caps)
                return r
            return self._wait(state, q)
        except MultiprocessError:
            self._leave_lane(state)
            raise
        except BaseException:
            self._interrupted(state, q)
            raise

    def call_parts(self, state: State, q: Question, parts: list[Buffer]) -> bytes | Frame:
        """Like `call`, for a large message in pieces."""
        self.calls_out += 1
        try:
            lane = state.lane
            if lane is not None:
                if self.closed:
                    raise self.error()  # noqa: TRY301 - the hot path
                lane.send_parts(parts)
                return self._wait_lane(lane, state, q)
            self.send_parts(parts)
            return self._wait(state, q)
        except MultiprocessError:
            self._leave_lane(state)
            raise
        except BaseException:
            self._interrupted(state, q)
            raise

    def _interrupted(self, state: State, q: Question) -> None:
        self.followers.pop(state, None)
        self.abandon(state, q)
        if self.followers and not self.lead.locked():
            self.left_lead()

    def _wait(self, state: State, q: Question) -> bytes | Frame:  # noqa: C901 - the hot path, in one piece
        lead = self.lead
        inbox = state.inbox
        r: bytes | Frame | None
        while True:
            r = q.ret
            if r is not None:
                break
            if self.closed:
                r = GONE
                break
            if not lead.locked():
                r = self.read_for(state, q)
                if r is not None:
                    break
            else:
                self.followers[state] = None
                if q.ret is None and not inbox and not self.closed:
                    if not lead.locked():
                        self.followers.pop(state, None)
                        continue
                    state.waits += 1
                    state.token.acquire()
                self.followers.pop(state, None)
            while inbox:
                self.exec(state, inbox.popleft())
        if self.followers and not lead.locked():
            self.left_lead()
        r = self._end(state, q, r)
        if state.waits >= self.lane_after and not state.depth and not state.worker:
            self._open_lane(state)
        return r

    def _wait_lane(self, lane: Lane, state: State, q: Question) -> bytes | Frame:
        inbox = state.inbox
        r: bytes | Frame | None
        while True:
            r = q.ret
            if r is not None:
                break
            if self.closed:
                r = GONE
                break
            r = lane.read_for(q)
            if r is not None:
                break
            while inbox:
                self.exec(state, inbox.popleft())
        if r is GONE:
            lane.close()
        return self._end(state, q, r)

    def _end(self, state: State, q: Question, r: bytes | Frame) -> bytes | Frame:
        state.depth -= 1
        if isinstance(r, bytes):
            if q.caps is not None:
                caps, q.caps = q.caps, None
                self.unref_all(caps)
            return r
        if r is GONE:
            q.caps = None
            raise self.error()
        return self._answered(q, r)

    def _answered(self, q: Question, r: Frame) -> Frame:
        w3 = r[0][3]
        caps, q.caps = q.caps, None
        if w3 & KEEP_CAPS:
            callback = q.state.callback
            if not q.plain and callback is not None:
                with self.tlock:
                    callback.refs += 1
        elif caps is not None:
            self.unref_all(caps)
        if not w3 & NO_FINISH:
            lane = q.state.lane
            if lane is not None:
                lane.pend += finish_frame(q.qid)
            else:
                self.defer(finish_frame(q.qid))
                if len(r[1]) > 65536:
                    self.flush()
        if w3 >> 48:
            raise self._remote(r)
        return r

    def broken(self, text: str) -> ProtocolError:
        """End the connection because an answer makes no sense; gives the exception to raise."""
        error = ProtocolError(text)
        self.fail(error, abort=True)
        return error

    def _remote(self, r: Frame) -> MultiprocessError:
        words, buf, o = r
        if words[3] >> 48 != RET_EXCEPTION:
            return RemoteError("", "the call was canceled")
        try:
            text, kind = exception_text(words, buf, o)
        except (IndexError, ProtocolError):
            try:
                buf = flatten(buf, self.limits)
                text, kind = exception_text(unpack(buf, min((len(buf) - 8) >> 3, _MAX_FIXED)), buf, 8)
            except (IndexError, ProtocolError) as e:
                error = MalformedError("malformed exception")
                error.__cause__ = e
                self.fail(error, abort=True)
                return error
        if kind == DISCONNECTED:
            return DisconnectedError(text)
        found = _TYPED.fullmatch(text)
        return RemoteError(found[1], found[2]) if found else RemoteError("", text)

    # understanding the answer:

    def generic(self, buf: bytes) -> Frame:
        """Unpack a frame that `call` gave raw."""
        return unpack(buf, min((len(buf) - 8) >> 3, MAX_EAGER)), buf, 8

    def results(self, r: bytes | Frame, shape: int) -> tuple[Words, Buffer, int, int, int, int]:
        """Find the results in an answer: W, buf, o, c, p, t as for a served method.

        Args:
            r: What `call` gave.
            shape: Data words | pointers << 16 of the result struct; smaller ones are padded.
        """
        words, buf, o = self.generic(r) if isinstance(r, bytes) else r
        for attempt in range(3):
            try:
                return self._results(words, buf, o, shape)
            except (IndexError, UnusualError) as e:
                if attempt == 2:
                    self.fail(MalformedError("malformed results"), abort=True)
                    raise self.error() from e
            try:
                flat = flatten(buf, self.limits, shape)
            except ProtocolError as e:
                self.fail(e, abort=True)
                raise
            if type(buf) is memoryview:
                self.reuse(buf)
            buf, o = flat, 8
            words = unpack(flat, min((len(flat) - 8) >> 3, _MAX_FIXED if attempt else MAX_EAGER))
            self.flattened += 1
        raise self.error()

    @staticmethod
    def _results(words: Words, buf: Buffer, o: int, shape: int) -> tuple[Words, Buffer, int, int, int, int]:
        w = words[5]
        pi = 6 + ((w & OFF) >> 2)
        if w & 3 or not w >> 48 & 2:
            raise UnusualError
        t = pi + 1
        w = words[pi]
        data, pointers = w >> 32 & 0xFFFF, w >> 48
        if w & 3 or words[t] & 3 == 2 or data < shape & 0xFFFF or pointers < shape >> 16:
            raise UnusualError
        c = pi + 1 + ((w & OFF) >> 2) if w >> 32 else t
        if c + data + pointers > len(words):
            raise IndexError
        table_at(words, t)
        return words, buf, o, c, c + data, t

    def cap_at(self, w: int, words: Words, t: int) -> int:
        """Take the reference that capability pointer `w` of results names; see `abi`."""
        import_id = self.lend_at(w, words, t)
        if import_id >= 0:
            self.add_import(import_id)
        return import_id

    def keep_at(self, state: State, w: int, words: Words, t: int) -> int:
        """Take the reference of a parameter that the implementation keeps."""
        import_id = self.lend_at(w, words, t)
        if import_id >= 0:
            self.add_import(import_id)
            if state.taken is None:
                state.taken = []
            state.taken.append(import_id)
        return import_id

    def lend_at(self, w: int, words: Words, t: int) -> int:
        """Look a capability up without taking it: a lent parameter."""
        if not w:
            return -1
        try:
            d, at = descriptor(words, w, t)
            kind = d & 0xFFFF
            if kind in (CAP_SENDER, CAP_PROMISE):
                return d >> 32
            if kind in (CAP_RECEIVER, CAP_CARRIED):
                return -2 - (d >> 32 << 1 | (kind == CAP_CARRIED))
            if kind == 0:
                return -1
            if kind == CAP_ANSWER:
                return -2 - (self.promised(words, at + 1, None).eid << 1)
            if kind == CAP_THIRD:
                vine = words[at + 1]
                if not vine or vine & 3:
                    raise MalformedError("capability of a third party without a vine")
                return words[at + 2 + ((vine & OFF) >> 2)] & M32
        except (IndexError, UnusualError) as e:
            raise MalformedError("malformed capability") from e
        raise MalformedError(f"unknown kind of capability {kind}")

    def home(self, import_id: int) -> object:
        """Find the object of this side that came home; None for -1."""
        if import_id == -1:
            return None
        eid, carried = divmod(-2 - import_id, 2)
        export = self.exports.get(eid)
        if export is None:
            raise MalformedError(f"capability of unknown export {eid}")
        impl = export.impl
        if carried:
            self.unref(eid, 1)
        return impl

    # helpers of served methods:

    def return_cap(self, qid: int, export: Export) -> bytes:
        """Build a Return whose results are one reference."""
        return return_cap_frame(qid, export.eid)

    def return_null(self, qid: int) -> bytes:
        """Build a Return whose results are one null reference."""
        return return_null_frame(qid)

    def release_now(self, import_id: int) -> None:
        """Give a reference back without waiting for the next message."""
        self.defer(release_frame(import_id, 1))
        self.flush()
