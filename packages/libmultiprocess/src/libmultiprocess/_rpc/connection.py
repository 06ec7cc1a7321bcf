"""A connection from its first message to its end."""

import contextlib
import os
import socket
import struct
import sys
import threading
import weakref
from collections.abc import Callable
from typing import Final

from libmultiprocess._log import HOOK
from libmultiprocess._peer import Peer, peer_of
from libmultiprocess._platform import SENDING, make_watch
from libmultiprocess._rpc.calls import GONE, Calls
from libmultiprocess._rpc.cleanup import Cleaner
from libmultiprocess._rpc.objects import Buffer, Export, InterfaceInfo, Reply, State, Words
from libmultiprocess._rpc.serving import THREAD_INFO, THREAD_MAP_INFO, serve_destroy
from libmultiprocess._rpc.tables import end_object
from libmultiprocess._rpc.words import (
    CALL_PTR,
    CAP,
    CAP_RECEIVER,
    CAP_SENDER,
    EMPTY,
    OFF,
    PAYLOAD_PTR,
    ROOT_PTR,
    TARGET_SHAPE,
    abort_frame,
    bootstrap_frame,
    return_cap_frame,
)
from libmultiprocess._wire.framing import Limits
from libmultiprocess.errors import ClosedError, DisconnectedError, MultiprocessError, ProtocolError

__all__ = ["Connection", "live_connections", "serve_construct", "serve_destroy"]

_TICK_S: Final = 0.001
_LAST_WORDS_S: Final = 0.1  # for whoever writes to finish, so that the peer learns why the connection ends
_SWITCH_INTERVAL_S: Final = 0.0005  # a thread that computes otherwise keeps every call waiting for 5 ms
_CLOSE_WAIT_S: Final = 5.0
_CONSTRUCT: Final = struct.Struct("<II17Q").pack
_DESTROY: Final = struct.Struct("<II21Q").pack
_DESTROY_PLAIN: Final = struct.Struct("<II13Q").pack

_live: "weakref.WeakSet[Connection]" = weakref.WeakSet()


def live_connections() -> list["Connection"]:
    """Connections of this process that have not ended."""
    return [conn for conn in list(_live) if not conn.closed]


class Connection(Calls):
    """One peer: two tables of references and the threads on both sides.

    Users see `close`, `on_disconnect`, `closed`, `peer` and `stats`; the rest is for stubs (see `abi`).
    """

    def __init__(
        self,
        sock: socket.socket,
        bootstrap: tuple[object, InterfaceInfo] | None = None,
        *,
        name: str = "python",
        limits: Limits | None = None,
        start: bool = True,
        peer: Peer | None = None,
        has_lanes: bool = True,
    ) -> None:
        super().__init__(sock, name, limits or Limits())
        self.has_lanes = has_lanes and sock.family == getattr(socket, "AF_UNIX", None)
        if sys.getswitchinterval() > _SWITCH_INTERVAL_S:
            sys.setswitchinterval(_SWITCH_INTERVAL_S)
        self.thread_info = THREAD_INFO
        self.bg_state = State(f"{name}.ipc")
        self.bg_state.main = False
        self._bg_token = threading.Lock()
        self._bg_token.acquire()
        self._bg_polls = False
        self._watch = make_watch(sock)
        self._end_lock = threading.Lock()
        self._on_disconnect: list[Callable[[], None]] = []  # guarded by: self._end_lock
        self._cleaner = Cleaner(f"{name}.cleanup")
        self._ended = threading.Event()  # the socket is closed
        self.peer = peer or peer_of(sock)
        if bootstrap is not None:
            with self.tlock:
                self.bootstrap_export = self.new_export_locked(*bootstrap)
                self.bootstrap_export.pinned = True
        _live.add(self)
        if HOOK.fn is not None:
            from libmultiprocess._rpc.trace import trace  # noqa: PLC0415 - only who logs loads it

            trace(self)
        self._bg = threading.Thread(target=self._background, name=f"{name}.ipc", daemon=True)
        self._started = False  # guarded by: self._end_lock
        if start:
            self.start()

    def start(self) -> None:
        """Serve from now on, where the constructor was told not to yet. Idempotent."""
        with self._end_lock:
            if self._started:
                return
            self._started = True
        self._bg.start()

    # for users:

    @property
    def peer_pid(self) -> int | None:
        """Process id of the peer as the kernel tells it; None where it does not."""
        return self.peer.pid

    @property
    def stats(self) -> dict[str, int]:
        """Sizes of the tables and counts of what happened.

        calls_in, calls_out (made by the peer, and to it), bytes_in, bytes_out, and objects (of ours that the peer
        holds) are for users; the rest is for tests and for the curious.
        """
        lanes = list(self.lanes)
        with self.tlock:
            objects = sum(self._is_lent(export) for export in self.exports.values())
        return {
            "exports": len(self.exports),
            "imports": len(self.imports),
            "questions": len(self.questions),
            "answers": len(self.answers),
            "workers": self.workers,
            "proxies": len(self.live),
            "handoffs": self.handoffs,
            "flattened": self.flattened,
            "lanes": len(lanes),
            "calls_in": self.calls_in,
            "calls_out": self.calls_out,
            "bytes_in": self.bytes_in + self.lane_bytes_in + sum(lane.bytes_in for lane in lanes),
            "bytes_out": self.bytes_out + self.lane_bytes_out + sum(lane.bytes_out for lane in lanes),
            "objects": objects,
        }

    def on_disconnect(self, fn: Callable[[], None]) -> None:
        """Run `fn` once the connection has ended, for whatever reason.

        Threads: `fn` runs on a thread of its own, after the objects the peer owned were ended, in the order given.
        """
        with self._end_lock:
            if not self.closed:
                self._on_disconnect.append(fn)
                return
        self._cleaner.put(fn)

    def close(self) -> None:
        """End the connection: what is queued is written, calls in flight raise ClosedError. Idempotent.

        Returns when the socket is closed; cleanups may still run on their thread.
        """
        if not self.closed:
            with contextlib.suppress(MultiprocessError):
                self.flush()
            self.fail(ClosedError("the connection was closed"))
        self.start()  # to be torn down
        if threading.current_thread() is not self._bg and not self._cleaner.is_current():
            self._ended.wait(_CLOSE_WAIT_S)

    def wait_closed(self, timeout: float | None = None) -> bool:
        """Wait until the connection has ended and every cleanup has run; False at the timeout."""
        return self._cleaner.finished.wait(timeout)

    # the end:

    def fail(self, error: MultiprocessError, *, abort: bool = False) -> None:
        """End the connection: answer every open question with `error`, wake everybody. Any thread, any lock but tlock."""
        says_why = abort and self.slock.acquire(
            timeout=_LAST_WORDS_S
        )  # before anybody sees the end and closes the socket
        try:
            with self._end_lock:
                if self.closed:
                    return
                self.fault = error
                self.closed = True
            if says_why and not self.remainder:
                self.bytes_out += self.sock.send(self._take_out() + abort_frame(str(error)), SENDING)
        except OSError:
            pass  # it learns from the end of the stream
        finally:
            if says_why:
                self.slock.release()
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        with self.tlock:
            questions = list(self.questions.values())
            states = [e.state for e in self.exports.values() if e.state is not None]
            self.memo.clear()
        for q in questions:
            if q.ret is None:
                q.ret = GONE
            q.state.post()
        for state in states:
            if state.worker:
                state.stop = True
            state.post()
        for lane in list(self.lanes):
            lane.shutdown()
        self.wake_background()

    def later(self, fn: Callable[[], None]) -> None:
        """Run `fn` on the cleanup thread, in order."""
        self._cleaner.put(fn)

    def _teardown(self) -> None:
        with self.lead, self.slock:
            self.sock.close()
            self._watch.close()
        for lane in list(self.lanes):
            if not lane.state.worker and not lane.state.depth:
                lane.close()  # others are closed by their threads, which are on their way out of them
        with self.tlock:
            owned = [e.impl for e in self.exports.values() if e.owners > 0 and e.impl is not None]
            workers = [e.state for e in self.exports.values() if e.state is not None and e.state.worker]
            self.exports.clear()
            self.export_of.clear()
            self.imports.clear()
            self.answers.clear()
            self.pool.clear()
            self.bootstrap_export = None
        self.live.clear()
        for state in workers:  # `fail`, on another thread, may not have come to that yet, and finds none any more
            state.stop = True
            state.post()
        with self._end_lock:
            then, self._on_disconnect = self._on_disconnect, []
        self._ended.set()
        for impl in owned:
            self._cleaner.put(lambda impl=impl: end_object(impl))  # type: ignore[misc]  # mypy has no type for it
        for fn in then:
            self._cleaner.put(fn)
        self._cleaner.finish()

    def after_fork(self) -> None:
        """In the child of a fork: the connection is the parent's; let go of the descriptor, say nothing on it."""
        self.closed = True
        self.fault = ClosedError("the connection belongs to the parent process")
        self.live = {}
        self.lead = threading.Lock()
        self.slock = threading.Lock()
        self.tlock = threading.Lock()
        for sock in [self.sock, *[lane.sock for lane in self.lanes]]:
            with contextlib.suppress(OSError):
                sock.close()
        self._ended.set()

    # the background thread:

    def wake_background(self) -> None:
        """Make the background thread look around. Takes no locks: collectors call it."""
        self.bg_idle = False
        if self._bg_polls:
            self._watch.wake()
        with contextlib.suppress(RuntimeError):  # has one already
            self._bg_token.release()

    def _background(self) -> None:
        """Read when nobody else does, flush what was deferred, release what was lost."""
        self.local.state = self.bg_state
        try:
            self._background_loop()
        finally:
            if not self.closed:
                self.fail(ProtocolError("the background thread failed"))
            self._teardown()

    def _background_loop(self) -> None:
        token = self._bg_token
        lead = self.lead
        seen = -1
        while not self.closed:
            if self.outq or self.remainder or self.orphans or self.ended:
                self._housekeeping()
            if self.bytes_in == seen or seen < 0:
                if lead.locked():
                    # Somebody is blocked reading, and wakes this thread when it leaves.
                    self.bg_idle = True
                    if lead.locked() and not (self.outq or self.orphans or self.ended or self.closed):
                        token.acquire()
                    self.bg_idle = False
                    seen = self.bytes_in
                else:
                    seen = self._poll()
                    if seen < 0:
                        continue
            else:
                seen = self.bytes_in
            token.acquire(True, _TICK_S)

    def _poll(self) -> int:
        """Wait for the socket without keeping others from reading; -1 if this thread read."""
        self._bg_polls = self.bg_idle = True
        is_ready = False
        if not (self.outq or self.orphans or self.ended or self.closed):
            is_ready = self._watch.wait()
        self._bg_polls = self.bg_idle = False
        seen = self.bytes_in
        if is_ready and not self.closed and not self.lead.locked():
            self.read_for(self.bg_state, None)
            return -1
        return seen

    def _lends(self) -> bool:
        """Whether the peer holds an object of ours."""
        with self.tlock:
            return any(self._is_lent(export) for export in self.exports.values())

    def _is_lent(self, export: Export) -> bool:
        return export.refs > 0 and export.state is None and export.impl is not self

    def _housekeeping(self) -> None:
        while self.orphans:
            self.release(self.orphans.popleft())
        if self.root_lost and not self.live and not self._lends():
            self.fail(ClosedError("every proxy was lost"))
            return
        while self.ended:
            self.retire(self.ended.popleft())
        with contextlib.suppress(MultiprocessError):
            self.flush()

    # the first exchange, and the last of an object:

    def bootstrap(self, info: InterfaceInfo) -> int:
        """Get the peer's root object, and exchange ThreadMaps where it has `construct`; gives its import id."""
        state = self.enter_plain()
        q = self.question_plain(state)
        q.expect = b""
        r = self.call(state, q, bootstrap_frame(q.qid))
        words, _, _ = self.generic(r) if isinstance(r, bytes) else r
        try:
            payload = 6 + ((words[5] & OFF) >> 2)
            import_id = self.cap_at(words[payload], words, payload + 1)
        except IndexError:
            self.fail(ProtocolError("malformed answer to bootstrap"), abort=True)
            raise self.error() from None
        if import_id < 0:
            raise self.broken("the peer has no root object")
        if info.construct is not None:
            self._construct(state, import_id, info.construct)
        return import_id

    def _construct(self, state: State, import_id: int, key: int) -> None:
        export = self.export(self, THREAD_MAP_INFO)
        q = self.question_plain(state)
        q.expect = b""
        q.caps = [export.eid]
        message = _CONSTRUCT(
            0, 17, ROOT_PTR, 2, CALL_PTR, q.qid | (key & 0xFFFF) << 32, key >> 16, 0,
            2 << 2 | TARGET_SHAPE << 32, 3 << 2 | PAYLOAD_PTR, 0, import_id, 0,
            1 << 2 | 1 << 48, 1 << 2 | 1 | 7 << 32 | 2 << 35, CAP,
            1 << 2 | TARGET_SHAPE << 32, CAP_SENDER | export.eid << 32, 0,
        )  # fmt: skip
        words, _, _, _, p, t = self.results(self.call(state, q, message), 1 << 16)
        self.thread_map_import = self.cap_at(words[p], words, t)
        if self.thread_map_import < -1:
            raise self.broken("construct gave no ThreadMap of the peer's")

    def destroy_remote(self, import_id: int, info: InterfaceInfo) -> None:
        """Call `destroy` of a remote object, on the calling thread's thread over there."""
        key = info.destroy
        if key is None:
            return
        word3, interface = (key & 0xFFFF) << 32, key >> 16
        context = info.methods[key].has_context
        state = self.enter() if context else self.enter_plain()
        q = self.question(state) if context else self.question_plain(state)
        q.expecting(EMPTY)
        if context:
            message = _DESTROY(
                0, 21, ROOT_PTR, 2, CALL_PTR, q.qid | word3, interface, 0,
                2 << 2 | TARGET_SHAPE << 32, 3 << 2 | PAYLOAD_PTR, 0, import_id, 0,
                1 << 2 | 1 << 48, 3 << 2 | 1 | 7 << 32 | 4 << 35, 0 << 2 | PAYLOAD_PTR, CAP, CAP | 1 << 32,
                2 << 2 | TARGET_SHAPE << 32, CAP_RECEIVER | state.request_id << 32, 0,
                CAP_SENDER | state.callback_id << 32, 0,
            )  # fmt: skip
        else:
            message = _DESTROY_PLAIN(
                0, 13, ROOT_PTR, 2, CALL_PTR, q.qid | word3, interface, 0,
                2 << 2 | TARGET_SHAPE << 32, 3 << 2 | PAYLOAD_PTR, 0, import_id, 0, EMPTY, 0,
            )  # fmt: skip
        self.call(state, q, message)

    def close_proxy(self, ref: "weakref.ref[object]", import_id: int, info: InterfaceInfo) -> None:
        """End a proxy: destroy its object where the interface says so, release it. Idempotent.

        Raises:
            RemoteError: The object's own destruction raised.
        """
        if not self.detach(ref):
            return
        try:
            with contextlib.suppress(ClosedError, DisconnectedError):
                self.destroy_remote(import_id, info)
        finally:
            self.release(import_id)
            if ref is self.root_ref:
                self.close()


def serve_construct(
    conn: Connection, state: State, _impl: object, qid: int, w: Words, _buf: Buffer, _o: int, _c: int, p: int, t: int
) -> Reply:
    """Init.construct (threadMap :ThreadMap) -> (threadMap :ThreadMap)."""
    import_id = conn.keep_at(state, w[p], w, t)
    if import_id >= 0:
        conn.thread_map_import = import_id
    export = conn.export(conn, THREAD_MAP_INFO)
    return return_cap_frame(qid, export.eid)


def _after_fork() -> None:
    for conn in list(_live):
        conn.after_fork()
    _live.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
