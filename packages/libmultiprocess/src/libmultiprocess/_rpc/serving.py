"""Running what the peer calls: on the thread it names, or at once; and sending what comes of it."""

import logging
import socket
import struct
import threading
from abc import abstractmethod
from typing import Final

from libmultiprocess._rpc.lane import Lane, accept_lane, listen_for_lane
from libmultiprocess._rpc.objects import (
    Answer,
    Buffer,
    Export,
    Frame,
    InterfaceInfo,
    Job,
    Memo,
    Method,
    Reply,
    State,
    Words,
)
from libmultiprocess._rpc.pointers import UnusualError, descriptor, reply_exports, table_at, text_at
from libmultiprocess._rpc.tables import QUICK_DEPTH, Tables, end_object
from libmultiprocess._rpc.words import (
    CAP_PROMISE,
    CAP_RECEIVER,
    CAP_SENDER,
    FAILED,
    LANES_ID,
    OVERLOADED,
    RET_CANCELED,
    RET_ELSEWHERE,
    THREAD_ID,
    THREAD_MAP_ID,
    UNIMPLEMENTED,
    empty_return_frame,
    exception_frame,
    release_frame,
    return_cap_frame,
    tail_frame,
    text_return_frame,
)
from libmultiprocess._wire.framing import MalformedError
from libmultiprocess.errors import MultiprocessError, ProtocolError, RemoteError

_LOG: Final = logging.getLogger("libmultiprocess")
_MAX_DEPTH: Final = 64  # calls of a thread that wait, each of them inside the one before
_MAX_NAME: Final = 128  # characters of a thread's name
LARGE: Final = 4096  # bytes past which messages that wait are counted one by one
_FLAGS: Final = 36  # byte of a Return frame that holds releaseParamCaps (1, inverted) and noFinishNeeded (2)


class Serving(Tables):
    """Executes calls of the peer."""

    bg_state: State
    handoffs = 0
    flattened = 0

    # executing:

    def run_memo(self, ts: State, memo: Memo, words: Words, buf: bytes) -> None:
        """Run a call recognised by its bytes, on its own thread; `lead` is not held."""
        self.calls_in += 1
        try:
            out = memo.serve(self, ts, memo.impl, memo.qid, words, buf, 112, 0, memo.data, 0)
        except Exception as e:  # noqa: BLE001 - the edge of a request: it crosses to the caller
            out = self.raised(memo.qid, e)
        except BaseException as e:
            self._send_quietly(exception_frame(memo.qid, describe_exception(e)), ts.lane)
            raise
        if (out if isinstance(out, bytes) else out[0])[_FLAGS] & 2:
            self._send_quietly(out, ts.lane)
        else:
            self.reply(self._late_answer(memo.qid, ts), out)

    def run_memo_outer(self, ts: State, memo: Memo, words: Words, buf: bytes) -> None:
        """Run a recognised call on an idle worker: what it calls over there runs on the thread that waits for it."""
        ts.request_id = memo.callback_id
        if ts.callback_id < 0:
            self.export_thread(ts)
        ts.busy = 1
        try:
            self.run_memo(ts, memo, words, buf)
        finally:
            ts.request_id = ts.own_request_id
            ts.busy = 0

    def run_memo_quick(self, ts: State, memo: Memo, words: Words, buf: bytes) -> None:
        """Run a recognised call without Context; `lead` is held."""
        self.calls_in += 1
        depth = ts.depth
        ts.depth = QUICK_DEPTH
        try:
            out = memo.serve(self, ts, memo.impl, memo.qid, words, buf, 112, 0, memo.data, 0)
        except Exception as e:  # noqa: BLE001 - the edge of a request: it crosses to the caller
            out = self.raised(memo.qid, e)
        finally:
            ts.depth = depth
        whole = out if isinstance(out, bytes) else b"".join(out)
        if not whole[_FLAGS] & 2:
            self.reply(self._late_answer(memo.qid, ts), whole, soft=True)
        elif ts.lane is not None:
            self._send_quietly(whole, ts.lane)
        else:
            self.post(whole)

    def _late_answer(self, qid: int, ts: State) -> Answer:
        answer = Answer(qid, lane=ts.lane)
        with self.tlock:
            is_twice = qid in self.answers
            self.answers[qid] = answer
        if is_twice:
            self.fail(ProtocolError(f"question {qid} is asked twice"), abort=True)
        return answer

    def run_quick(self, ts: State, job: Job) -> None:
        """Run a call without Context on the thread that reads."""
        depth = ts.depth
        ts.depth = QUICK_DEPTH
        job.answer.started = True
        try:
            self._perform(ts, job, soft=True)
        finally:
            ts.depth = depth

    def exec(self, ts: State, job: Job) -> None:
        """Run a call on the thread it named; `lead` is not held."""
        answer = job.answer
        with self.tlock:
            if len(job.buf) > LARGE:
                self.waiting_bytes -= len(job.buf)
            if answer.done:
                return  # canceled meanwhile
            answer.started = True
        if ts.depth >= _MAX_DEPTH:
            self.reply(answer, exception_frame(job.qid, "calls nest too deeply", OVERLOADED))
            return
        ts.busy += 1
        try:
            if ts.worker and not ts.depth:
                # The outermost call: what it calls over there runs on the thread that waits for it.
                ts.request_id = job.callback_id if job.callback_id >= 0 else ts.own_request_id
                if ts.callback_id < 0:
                    self.export_thread(ts)
                try:
                    self._perform(ts, job)
                finally:
                    ts.request_id = ts.own_request_id
            else:
                self._perform(ts, job)
        finally:
            ts.busy -= 1

    def _perform(self, ts: State, job: Job, *, soft: bool = False) -> None:
        saved, ts.taken = ts.taken, None
        qid = job.qid
        try:
            out = job.serve(self, ts, job.impl, qid, job.words, job.buf, job.o, job.c, job.p, job.t)
        except Exception as e:  # noqa: BLE001 - the edge of a request: it crosses to the caller
            out = self.raised(qid, e)
        except BaseException as e:
            self._finish_job(ts, job, exception_frame(qid, describe_exception(e)), saved, soft=soft)
            raise
        self._finish_job(ts, job, out, saved, soft=soft)

    def _finish_job(self, ts: State, job: Job, out: Reply, saved: list[int] | None, *, soft: bool) -> None:
        taken, ts.taken = ts.taken, saved
        if taken is not None:
            out = self._keep(out, taken, job.words, job.t)
        if type(job.buf) is memoryview:
            self.reuse(job.buf)
        self.reply(job.answer, out, soft=soft)

    def _keep(self, out: Reply, taken: list[int], words: Words, t: int) -> Reply:
        """Keep what the implementation now owns of the parameters, release the rest one by one."""
        first, count = table_at(words, t)
        for at in range(first, first + 2 * count, 2):
            d = words[at]
            if d & 0xFFFF in (CAP_SENDER, CAP_PROMISE):
                if d >> 32 in taken:
                    taken.remove(d >> 32)
                else:
                    self.defer(release_frame(d >> 32, 1))
        head = out if isinstance(out, bytes) else bytes(out[0])
        head = head[:_FLAGS] + bytes((head[_FLAGS] | 1,)) + head[_FLAGS + 1 :]
        return head if isinstance(out, bytes) else [head, *out[1:]]

    def raised(self, qid: int, e: Exception) -> bytes:
        """Make the Return for an exception that the interface does not declare."""
        if isinstance(e, (MalformedError, struct.error)) and self._malformed_here(e):
            self.fail(MalformedError(str(e)), abort=True)
        _LOG.debug("call %d raised", qid, exc_info=e)
        return exception_frame(qid, describe_exception(e), UNIMPLEMENTED if type(e) is NotImplementedError else FAILED)

    @staticmethod
    def _malformed_here(e: Exception) -> bool:
        # Only decoding raises MalformedError; a nested call's own failure arrives as a plain ProtocolError.
        return isinstance(e, MalformedError)

    def reuse(self, buf: memoryview) -> None:
        """Give a large receive buffer back."""

    def _send_quietly(self, out: Reply, lane: Lane | None) -> None:
        try:
            if isinstance(out, bytes):
                if lane is None:
                    self.send(out)
                else:
                    lane.send(out)
            elif lane is None:
                self.send_parts(out)
            else:
                lane.send_parts(out)
        except MultiprocessError:
            pass

    # answering:

    def reply(self, answer: Answer, out: Reply, *, soft: bool = False) -> None:
        """Send the Return, and whatever waited for it becomes a call."""
        head = out if isinstance(out, bytes) else out[0]
        if head[_FLAGS] & 2 and answer.waiting is None and not answer.elsewhere:
            with self.tlock:
                answer.done = True
                self.forget_answer_locked(answer)
                waiting, answer.waiting = answer.waiting, None
            self._again(waiting)
        else:
            out = self._reply_kept(answer, out if isinstance(out, bytes) else b"".join(out))
        lane = answer.lane
        if lane is not None and lane.state.lane is not lane:
            lane = None  # ended meanwhile
        if soft and lane is None:
            self.post(out if isinstance(out, bytes) else b"".join(out))
        else:
            self._send_quietly(out, lane)

    def _again(self, waiting: list[Frame] | None, ready: Answer | None = None) -> None:
        for frame in waiting or ():
            if len(frame[1]) > LARGE:
                with self.tlock:
                    self.waiting_bytes -= len(frame[1])
            try:
                self.redispatch(self.bg_state, frame, ready)
            except MultiprocessError as e:
                self.fail(MalformedError(str(e)), abort=True)
            except (IndexError, struct.error, UnusualError):
                self.fail(MalformedError("malformed message"), abort=True)

    @abstractmethod
    def make_lane(self, sock: socket.socket, state: State) -> Lane:
        """Make a lane of this connection."""

    def redispatch(self, ts: State, frame: Frame, ready: Answer | None) -> None:
        """Act on a message that waited for an answer."""
        raise self.error()

    def give(self, answer: Answer) -> None:
        """Hand the results kept here to the question that takes them."""
        raise self.error()

    def _reply_kept(self, answer: Answer, whole: bytes) -> bytes:
        """Publish results on which calls may be pipelined; gives the frame to send."""
        with self.tlock:
            answer.reply = whole
            self.kept_bytes += len(whole)
            is_too_much = self.kept_bytes > self.limits.kept_bytes
        if is_too_much:
            self.fail(ProtocolError("too many answers are not finished"), abort=True)
        while True:
            with self.tlock:
                waiting, answer.waiting = answer.waiting, None
                if not waiting:
                    answer.done = True
                    if answer.finished or (whole[_FLAGS] & 2 and not answer.elsewhere):
                        self.forget_answer_locked(answer)
                    break
            self._again(waiting, answer)
        if answer.elsewhere:
            if answer.taker is not None:
                self.give(answer)
            whole = tail_frame(answer.qid, RET_ELSEWHERE)
        if answer.finished and answer.release:
            if answer.reply is not None:
                self.unref_all(reply_exports(answer.reply))
            whole = tail_frame(answer.qid, RET_CANCELED)
        return whole

    # threads of ours that serve the peer's:

    def make_worker(self, name: str) -> Export:
        """Start a thread that serves one of the peer's."""
        with self.tlock:
            if self.workers >= self.limits.threads:
                raise MultiprocessError("too many threads")
            self.workers += 1
            state = State(name, worker=True)
            export = self.new_export_locked(state, self.thread_info, is_thread=True)
            export.state = state
        state.main = False
        try:
            threading.Thread(target=self._worker_main, args=(state,), name=name, daemon=True).start()
        except RuntimeError as e:
            with self.tlock:
                self.workers -= 1
                self._drop_export_locked(export)
            raise MultiprocessError("the system has no more threads") from e
        return export

    def _worker_main(self, state: State) -> None:
        self.bind_state(state)
        inbox = state.inbox
        try:
            while not state.stop and not self.closed:
                if state.accepting is not None:
                    self._accept_lane(state, state.accepting)
                if not inbox:
                    self.await_work(state)
                while inbox:
                    self.exec(state, inbox.popleft())
            while inbox and not self.closed:
                self.exec(state, inbox.popleft())
        finally:
            if state.accepting is not None:
                state.accepting.close()
            if state.lane is not None:
                state.lane.close()
            with self.tlock:
                self.workers -= 1

    def _accept_lane(self, state: State, listener: socket.socket) -> None:
        state.accepting = None
        sock = accept_lane(listener, lambda: bool(state.inbox) or state.stop or self.closed)
        if sock is not None:
            state.lane = self.make_lane(sock, state)
            self.lanes.add(state.lane)
            if self.closed:
                state.lane.shutdown()

    def await_work(self, state: State) -> None:
        """Read, or sleep, until there may be something in the inbox."""
        state.token.acquire()


def describe_exception(e: BaseException) -> str:
    """Give the text that crosses for an exception nobody declared."""
    if type(e) is RemoteError:
        return str(e)
    return f"{type(e).__name__}: {e}"


# ready-made methods: ThreadMap, Thread, destroy:


def serve_make_thread(
    conn: Serving, _state: State, _impl: object, qid: int, w: Words, buf: Buffer, o: int, _c: int, p: int, _t: int
) -> Reply:
    """ThreadMap.makeThread (name :Text) -> (result :Thread)."""
    export = conn.make_worker(f"{conn.name} (from {text_at(w, buf, o, p)[:_MAX_NAME]})")
    export.refs += 1
    return return_cap_frame(qid, export.eid)


def serve_make_pool(
    conn: Serving, _state: State, _impl: object, qid: int, w: Words, _buf: Buffer, _o: int, c: int, _p: int, _t: int
) -> Reply:
    """ThreadMap.makePool (count :UInt32) -> ()."""
    if conn.pool:
        raise MultiprocessError("makePool called on connection with existing pool")
    count = w[c] & 0xFFFFFFFF
    if conn.workers + count > conn.limits.threads:
        raise MultiprocessError("too many threads")
    for k in range(count):
        export = conn.make_worker(f"{conn.name} (pool/{k})")
        export.pinned = True
        if export.state is not None:
            conn.pool.append(export.state)
    return empty_return_frame(qid)


def serve_get_name(
    _conn: Serving, _state: State, impl: State, qid: int, _w: Words, _buf: Buffer, _o: int, _c: int, _p: int, _t: int
) -> Reply:
    """Thread.getName () -> (result :Text)."""
    return text_return_frame(qid, impl.name)


def serve_destroy(
    conn: Serving, _state: State, export: Export, qid: int, _w: Words, _buf: Buffer, _o: int, _c: int, _p: int, _t: int
) -> Reply:
    """End the object if the peer owns it, on the thread the peer names, before the answer."""
    with conn.tlock:
        last = export.owners == 1
        if export.owners:
            export.owners -= 1
        impl = export.impl
        if last:
            export.impl = None
            conn.memo.clear()
            if export.key is not None:
                conn.export_of.pop(export.key, None)
                export.key = None
    if last:
        end_object(impl)
    return empty_return_frame(qid)


def serve_open_lane(
    conn: Serving, _state: State, _impl: object, qid: int, w: Words, _buf: Buffer, _o: int, _c: int, p: int, t: int
) -> Reply:
    """Open a second socket for one of the peer's threads: (thread :Thread) -> (name :Text)."""
    if not conn.has_lanes:
        raise MultiprocessError("this connection has no lanes")
    d, _ = descriptor(w, w[p], t)
    export = conn.exports.get(d >> 32) if d & 0xFFFF == CAP_RECEIVER else None
    state = export.state if export is not None else None
    if state is None or not state.worker or state.lane is not None or state.accepting is not None:
        raise MultiprocessError("invalid thread handle")
    if len(conn.lanes) >= conn.limits.lanes:
        raise MultiprocessError("too many lanes")
    state.accepting, name = listen_for_lane()
    state.post()
    return text_return_frame(qid, name)


THREAD_INFO: Final = InterfaceInfo(
    THREAD_ID,
    "Thread",
    {THREAD_ID << 16: Method("getName", False, serve_get_name)},
)
THREAD_MAP_INFO: Final = InterfaceInfo(
    THREAD_MAP_ID,
    "ThreadMap",
    {
        THREAD_MAP_ID << 16: Method("makeThread", False, serve_make_thread, False, 1 << 16),
        LANES_ID << 16: Method("openLane", False, serve_open_lane, False, 1 << 16),
        THREAD_MAP_ID << 16 | 1: Method("makePool", False, serve_make_pool, False, 1),
    },
)
