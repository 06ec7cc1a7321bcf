"""The tables of a connection: exports, imports, questions, answers and threads."""

import contextlib
import socket
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterable
from typing import Final

from libmultiprocess._rpc.lane import Lane
from libmultiprocess._rpc.link import Link
from libmultiprocess._rpc.objects import Answer, Export, InterfaceInfo, Memo, Question, State
from libmultiprocess._rpc.words import finish_frame, release_frame
from libmultiprocess._wire.framing import Limits
from libmultiprocess.errors import MultiprocessError, ProtocolError

QUICK_DEPTH: Final = 1 << 30


class _Alive:
    """Lives in a thread's locals: its end is the thread's end."""

    __slots__ = ("__weakref__",)


class Tables(Link):
    """Who refers to what over this connection.

    `tlock` guards every table; nothing is called and nothing is sent while it is held. It may be taken with `lead` or
    `slock` held, never the other way round.
    """

    def __init__(self, sock: socket.socket, name: str, limits: Limits) -> None:
        super().__init__(sock, name, limits)
        self.tlock = threading.Lock()
        self.exports: dict[int, Export] = {}
        self.export_of: dict[tuple[int, int, bool], Export] = {}
        self.free_eids: list[int] = []
        self.next_eid = 0
        self.imports: dict[int, int] = {}
        self.questions: dict[int, Question] = {}
        self.free_qids: list[int] = []
        self.next_qid = 0
        self.answers: dict[int, Answer] = {}
        self.waiting_bytes = 0  # of large messages kept for later
        self.kept_bytes = 0  # of answers kept for pipelined calls
        self.memo: dict[bytes, Memo] = {}
        self.local = threading.local()
        self.workers = 0
        self.mapped = 0  # threads of ours that have one of their own over there
        self.pool: list[State] = []
        self.live: dict[weakref.ref[object], int] = {}  # proxies that hold a reference of the peer's
        self.orphans: deque[int] = deque()  # imports whose proxies were collected
        self.ended: deque[State] = deque()  # threads that ended
        self.has_lanes = True  # whether the socket leads to the peer itself, on this machine
        self.lanes: set[Lane] = set()
        self.lane_bytes_in = 0  # of lanes that ended
        self.lane_bytes_out = 0
        self.last_lane: Lane | None = None  # over which something was sent last: its thread may poll
        self.root_ref: weakref.ref[object] | None = None
        self.root_lost = False
        self.thread_info: InterfaceInfo = InterfaceInfo(0, "", {})

    # exports:

    def export(self, impl: object, info: InterfaceInfo, owned: bool = False) -> Export:
        """Find or make the export of `impl` and take the reference that a message is going to carry.

        Args:
            impl: The object; kept alive until the peer has released it.
            info: The interface under which the peer calls it.
            owned: The peer becomes the owner: its destroy, or its loss, ends the object.
        """
        key = (id(impl), info.id, owned)
        with self.tlock:
            found = self.export_of.get(key)
            if found is None:
                found = self.new_export_locked(impl, info, key)
                self.export_of[key] = found
            found.refs += 1
            if owned:
                found.owners += 1
        return found

    def new_export_locked(
        self, impl: object, info: InterfaceInfo, key: tuple[int, int, bool] | None = None, *, is_thread: bool = False
    ) -> Export:
        """Add an export without references; threads have a limit of their own."""
        if len(self.exports) >= self.limits.exports and not is_thread:
            raise MultiprocessError("too many objects are passed to the peer")
        if self.free_eids:
            eid = self.free_eids.pop()
        else:
            eid = self.next_eid
            self.next_eid += 1
        found = self.exports[eid] = Export(eid, impl, info, key)
        return found

    def unref(self, eid: int, count: int) -> None:
        """Drop references of the peer.

        Raises:
            ProtocolError: There are not so many.
        """
        with self.tlock:
            export = self.exports.get(eid)
            if export is None:
                if self.closed:
                    return  # all are gone
                raise ProtocolError(f"release of unknown export {eid}")
            export.refs -= count
            state = export.state
            if export.caller:
                # Peers may release before the Return that counts the reference; it goes when its thread has ended.
                if export.impl is not None or export.refs:
                    return
            elif export.refs < 0:
                raise ProtocolError(f"export {eid} is released more often than it was passed")
            elif export.refs or export.pinned:
                return
            self._drop_export_locked(export)
        if state is not None and not export.caller:
            state.stop = True
            state.post()
        elif export.owners > 0:
            self.later(lambda: end_object(export.impl))

    def unref_all(self, eids: Iterable[int]) -> None:
        """Drop one reference of each."""
        for eid in eids:
            self.unref(eid, 1)

    def _drop_export_locked(self, export: Export) -> None:
        self.memo.clear()
        del self.exports[export.eid]
        if export.key is not None:
            self.export_of.pop(export.key, None)
        self.free_eids.append(export.eid)

    def later(self, fn: Callable[[], None]) -> None:
        """Run `fn` on the cleanup thread, in order."""
        raise self.error()

    # imports:

    def add_import(self, import_id: int) -> None:
        """Count a reference that has become ours."""
        with self.tlock:
            if import_id not in self.imports and len(self.imports) >= self.limits.exports:
                raise ProtocolError("the peer passes too many objects")
            self.imports[import_id] = self.imports.get(import_id, 0) + 1

    def release(self, import_id: int) -> None:
        """Give one reference back, with the next message."""
        if self.closed:
            return
        with self.tlock:
            count = self.imports.get(import_id, 0) - 1
            if count > 0:
                self.imports[import_id] = count
            else:
                self.imports.pop(import_id, None)
        self.defer(release_frame(import_id, 1))

    def attach(self, proxy: object, import_id: int) -> weakref.ref[object]:
        """Make a lost proxy release its reference; the result names it to `detach`."""
        ref = weakref.ref(proxy, self._proxy_lost)
        self.live[ref] = import_id
        return ref

    def detach(self, ref: weakref.ref[object]) -> bool:
        """Take over the release of a proxy's reference; False if it is taken already."""
        return self.live.pop(ref, None) is not None

    def _proxy_lost(self, ref: weakref.ref[object]) -> None:
        # Runs in whatever code the collector interrupted: no locks here.
        import_id = self.live.pop(ref, None)
        if import_id is not None and not self.closed:
            self.orphans.append(import_id)
            self.root_lost |= ref is self.root_ref
            if self.bg_idle:
                self.wake_background()

    # questions:

    def question(self, state: State) -> Question:
        """Take the question for a call with Context at the thread's present depth."""
        depth = state.depth
        if depth < len(state.questions):
            q = state.questions[depth]
            q.ret = None
            q.plain = False
        else:
            q = self._add_question(state)
        state.depth = depth + 1
        return q

    def question_plain(self, state: State) -> Question:
        """Take the question for a call without Context."""
        q = self.question(state)
        q.plain = True
        return q

    def unask(self, state: State, q: Question) -> None:
        """Give a question back whose message was not sent."""
        state.depth -= 1
        caps, q.caps = q.caps, None
        if caps is not None:
            self.unref_all(caps)

    def _add_question(self, state: State) -> Question:
        if state.depth >= QUICK_DEPTH:
            raise MultiprocessError("a method without Context may not call the peer: it runs on the thread that reads")
        with self.tlock:
            if self.free_qids:
                qid = self.free_qids.pop()
            else:
                qid = self.next_qid
                self.next_qid = qid + 1
            q = self.questions[qid] = Question(qid, state)
        state.questions.append(q)
        return q

    def abandon(self, state: State, q: Question) -> None:
        """Leave a question whose caller was interrupted; its Return, when it comes, is dropped."""
        if q in state.questions:
            del state.questions[state.questions.index(q) :]
        state.depth = min(state.depth, len(state.questions))
        q.abandoned = True
        if not self.closed and q.ret is None:
            self.defer(finish_frame(q.qid, release_caps=True))

    def question_done_locked(self, q: Question) -> None:
        """Make the id of an abandoned question free."""
        if self.questions.pop(q.qid, None) is not None:
            self.free_qids.append(q.qid)

    # messages and answers kept:

    def wait_locked(self, size: int) -> None:
        """Count a large message that is kept for later.

        Raises:
            ProtocolError: There are too many.
        """
        self.waiting_bytes += size
        if self.waiting_bytes > self.limits.waiting_bytes:
            raise ProtocolError("too many calls wait")

    def forget_answer_locked(self, answer: Answer) -> None:
        """Drop an answer from the table."""
        if self.answers.get(answer.qid) is answer:
            del self.answers[answer.qid]
            if answer.reply is not None:
                self.kept_bytes -= len(answer.reply)

    # threads:

    def new_state(self) -> State:
        """Know the calling thread from now on, until it ends."""
        state = State(threading.current_thread().name)
        self.bind_state(state)
        return state

    def bind_state(self, state: State) -> None:
        """Make `state` the calling thread's."""
        alive = _Alive()
        self.local.state = state
        self.local.alive = alive
        weakref.finalize(alive, self._thread_ended, state).atexit = False

    def _thread_ended(self, state: State) -> None:
        # Runs at the end of the thread, maybe in the middle of a collection: no locks here.
        if not self.closed:
            self.ended.append(state)
            if self.bg_idle:
                self.wake_background()

    def export_thread(self, state: State) -> None:
        """Give the thread the identity that goes out as Context.callbackThread.

        It is apart from what makeThread returned, or the peer's ordinary Release would end a worker. Its `refs` only
        counts Returns that kept their parameters, less Releases; it may go when the thread has ended and that is zero.
        """
        with self.tlock:
            export = self.new_export_locked(state, self.thread_info, is_thread=True)
        export.state = state
        export.caller = True
        state.callback = export
        state.callback_id = export.eid

    def retire(self, state: State) -> None:
        """Forget a thread that ended: its worker over there ends too."""
        with self.tlock:
            for q in state.questions:
                if q.ret is not None or not q.abandoned:
                    self.question_done_locked(q)
            state.questions.clear()
        if state.lane is not None:
            state.lane.close()
        if state.own_request_id >= 0:
            self.release(state.own_request_id)
            state.own_request_id = -1
            self.mapped -= 1
        callback = state.callback
        if callback is not None:
            state.callback = None
            gone: State = State(state.name)
            gone.stop = True
            with self.tlock:
                callback.state = gone
                callback.impl = None
                if callback.refs == 0 and callback.eid in self.exports:
                    self._drop_export_locked(callback)


def end_object(impl: object) -> None:
    """End an object that the peer owned: call its destroy() or close(), if it has one."""
    for name in ("destroy", "close"):
        fn = getattr(impl, name, None)
        if callable(fn):
            with contextlib.suppress(MultiprocessError):
                fn()
            return
