"""What a message means: calls find their object, thread and method; answers their question."""

from typing import Final

from libmultiprocess._rpc.objects import Answer, Buffer, Export, Frame, Job, Memo, Method, State, Words
from libmultiprocess._rpc.pointers import (
    RefusedError,
    UnusualError,
    carry_reply,
    descriptor,
    promised_answer,
    reply_exports,
    table_at,
    text_at,
    unpack,
    walk_reply,
)
from libmultiprocess._rpc.serving import Serving, serve_destroy
from libmultiprocess._rpc.words import (
    BODY10_PTR,
    CALL_PTR,
    CAP_ANSWER,
    CAP_PROMISE,
    CAP_RECEIVER,
    CAP_SENDER,
    CAP_THIRD,
    KEEP_CAPS,
    M32,
    MSG_ABORT,
    MSG_BOOTSTRAP,
    MSG_CALL,
    MSG_DISEMBARGO,
    MSG_FINISH,
    MSG_RELEASE,
    MSG_RESOLVE,
    MSG_RETURN,
    MSG_UNIMPLEMENTED,
    OFF,
    PAYLOAD_SHAPE,
    RET_CANCELED,
    RET_PTR,
    RET_TAKE,
    ROOT_PTR,
    TARGET_SHAPE,
    UNIMPLEMENTED,
    bootstrap_return_frame,
    exception_frame,
    loopback_frame,
    release_frame,
    tail_frame,
    unimplemented_frame,
)
from libmultiprocess._wire.flatten import flatten
from libmultiprocess._wire.framing import MAX_EAGER, UNPACK, MalformedError
from libmultiprocess.errors import DisconnectedError, ProtocolError

_MAX_FIXED: Final = 1 << 17  # words in which the fixed parts of a flattened message must lie
# target, method, c, p, t, thread (None: here), callback thread
_Decoded = tuple[Export, Method, int, int, int, State | None, int]


class _WaitError(Exception):
    """A call on an answer that is not known yet."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class Dispatcher(Serving):
    """Acts on received messages. Called by the thread that reads, which holds `lead`."""

    memoizing = True
    bootstrap_export: Export | None = None

    def on_message(self, ts: State, words: Words, buf: Buffer, o: int, ready: Answer | None = None) -> bool:
        """Act on one message.

        Args:
            ts: The calling thread.
            words: The beginning of segment 0.
            buf: The whole frame.
            o: Byte where segment 0 begins.
            ready: An answer whose results may be used though it is not published yet.

        Returns:
            False if work or an answer was handed to another thread.

        Raises:
            ProtocolError: The connection has to end.
        """
        if len(words) > 3 and words[0] == ROOT_PTR:
            tag = words[1] & 0xFFFF
            if tag == MSG_CALL:
                return self.on_call(ts, words, buf, o, ready)
            if tag == MSG_RETURN and words[2] == RET_PTR and len(words) > 5:
                return self._on_return(ts, words, buf, o, ready)
            if words[2] == BODY10_PTR:
                if tag == MSG_FINISH:
                    self._on_finish(words[3] & M32, release=not words[3] >> 32 & 1)
                    return True
                if tag == MSG_RELEASE:
                    self.unref(words[3] & M32, words[3] >> 32)
                    return True
        return self._on_other(ts, buf, ready)

    def _on_other(self, ts: State, buf: Buffer, ready: Answer | None) -> bool:
        buf = flatten(buf, self.limits)
        words = unpack(buf, min((len(buf) - 8) >> 3, MAX_EAGER))
        tag = words[1] & 0xFFFF
        w = words[3] if len(words) > 3 else 0
        if tag == MSG_CALL:
            return self.on_call(ts, words, buf, 8, ready)
        if tag == MSG_RETURN:
            return self._on_return(ts, words, buf, 8, ready)
        if tag == MSG_FINISH:
            self._on_finish(w & M32, release=not w >> 32 & 1)
        elif tag == MSG_RELEASE:
            self.unref(w & M32, w >> 32)
        elif tag == MSG_BOOTSTRAP:
            self._on_bootstrap(ts, w & M32)
        elif tag == MSG_RESOLVE:
            self._on_resolve(words, 3)
        elif tag == MSG_DISEMBARGO:
            self._on_disembargo(ts, words, buf, ready)
        elif tag == MSG_ABORT:
            self.fail(DisconnectedError(f"the peer aborted: {text_at(words, buf, 8, 4)}"))
        elif tag == MSG_UNIMPLEMENTED:
            self._on_unimplemented(words)
        else:
            self.post(unimplemented_frame(memoryview(buf)[8:]))
        return True

    # calls:

    def on_call(
        self, ts: State, words: Words, buf: Buffer, o: int, ready: Answer | None = None, known: Answer | None = None
    ) -> bool:
        """Find what a Call is for and hand it over; `known` if it was seen before and waited."""
        for attempt in range(4):
            try:
                target, method, c, p, t, thread, callback_id = self._decode_call(words, buf, o, ready)
                break
            except (IndexError, UnusualError) as e:
                if attempt == 3:
                    raise MalformedError("malformed call") from e
                shape = e.shape if isinstance(e, UnusualError) else 0
                buf = flatten(buf, self.limits, shape)
                o = 8
                size = (len(buf) - 8) >> 3
                words = unpack(buf, min(size, MAX_EAGER if attempt == 0 else _MAX_FIXED))
                self.flattened += 1
            except RefusedError as e:
                self._refuse(ts, words[3] & M32, e, known)
                return True
            except _WaitError as e:
                self._postpone(ts, e.answer, words, buf, o, known)
                return True
        else:
            raise MalformedError("malformed call")
        qid = words[3] & M32
        if words[3] >> 48 > 1:
            self.post(unimplemented_frame(memoryview(buf)[8:]) if o == 8 else exception_frame(qid, "unimplemented", 3))
            return True
        answer = known or self.new_answer(qid, ts, elsewhere=words[3] >> 48 == 1)
        impl = target if method.serve is serve_destroy else target.impl
        job = Job(method, impl, answer, (words, buf, o), c, p, t, callback_id)
        if thread is None:
            self.run_quick(ts, job)
            return True
        return self.enqueue(ts, thread, job)

    def enqueue(self, ts: State, thread: State, job: Job) -> bool:
        """Give a job to its thread; True if that is the calling one."""
        if len(thread.inbox) >= self.limits.inbox:
            raise ProtocolError("too many calls wait for one thread")
        thread.inbox.append(job)
        if thread is ts:
            return True
        self.handoffs += 1
        thread.post()
        return False

    def new_answer(self, qid: int, ts: State, *, elsewhere: bool = False) -> Answer:
        """Enter a call that `ts` read into the table of answers."""
        answer = Answer(qid, elsewhere=elsewhere, lane=ts.lane)
        with self.tlock:
            if qid in self.answers:
                raise ProtocolError(f"question {qid} is asked twice")
            if len(self.answers) >= self.limits.answers:
                raise ProtocolError("too many calls are not finished")
            self.answers[qid] = answer
        self.calls_in += 1
        return answer

    def _refuse(self, ts: State, qid: int, why: RefusedError, known: Answer | None) -> None:
        answer = known or self.new_answer(qid, ts)
        answer.started = True
        self.reply(answer, exception_frame(qid, why.text, why.kind), soft=True)

    def _postpone(self, ts: State, on: Answer, words: Words, buf: Buffer, o: int, known: Answer | None) -> None:
        """Keep a message until the answer it is about is known; act on it now if that has just happened."""
        answer = known
        if words[1] & 0xFFFF == MSG_CALL and answer is None:
            answer = self.new_answer(words[3] & M32, ts, elsewhere=words[3] >> 48 == 1)
        frame: Frame = (words, buf if type(buf) is bytes else bytes(buf), o)
        if words[1] & 0xFFFF == MSG_CALL:
            frame = self._settle(frame)
        with self.tlock:
            if not on.done:
                if on.waiting is None:
                    on.waiting = []
                on.waiting.append(frame)
                return
        self.redispatch(self.bg_state, frame, None)

    def _settle(self, frame: Frame) -> Frame:
        """Name the objects a Call means by answers that are known, for those may be finished when it is its turn."""
        words, buf, o = frame
        known: dict[int, int] = {}
        target = 7 + ((words[6] & OFF) >> 2)
        first, count = table_at(words, 9 + ((words[7] & OFF) >> 2))
        places = [at for at in range(first, first + 2 * count, 2) if words[at] & 0xFFFF == CAP_ANSWER]
        if words[target] >> 32 & 0xFFFF:
            places.append(target)
        for at in places:
            try:
                eid = self._promised(words, at + 1, None).eid
            except (_WaitError, RefusedError):
                continue
            known[at] = eid if at == target else CAP_RECEIVER | eid << 32
        if not known:
            return frame
        settled = bytearray(buf)
        for at, word in known.items():
            settled[o + 8 * at : o + 8 * at + 8] = word.to_bytes(8, "little")
        return tuple(known.get(at, word) for at, word in enumerate(words)), bytes(settled), o

    def redispatch(self, ts: State, frame: Frame, ready: Answer | None) -> None:
        """Act on a message that waited for an answer."""
        words, buf, o = frame
        if words[1] & 0xFFFF != MSG_CALL:
            self.on_message(ts, words, buf, o, ready)
            return
        with self.tlock:
            known = self.answers.get(words[3] & M32)
        if known is not None and not known.done:
            self.on_call(ts, words, buf, o, ready, known)

    def _decode_call(  # noqa: C901, PLR0912, PLR0915 - one layout, read from front to back
        self, words: Words, buf: Buffer, o: int, ready: Answer | None
    ) -> _Decoded:
        if words[0] != ROOT_PTR or words[2] != CALL_PTR:
            raise UnusualError
        w = words[6]
        i = 7 + ((w & OFF) >> 2)
        if w >> 32 != TARGET_SHAPE or w & 3:
            raise UnusualError
        w = words[7]
        pi = 8 + ((w & OFF) >> 2)
        if w >> 32 != PAYLOAD_SHAPE or w & 3:
            raise UnusualError
        target = words[i]
        kind = target >> 32 & 0xFFFF
        if kind == 0:
            export = self.exports.get(target & M32)
            if export is None:
                raise MalformedError(f"call on unknown export {target & M32}")
        elif kind == 1:
            export = self._promised(words, i + 1, ready)
        else:
            raise MalformedError("unknown kind of call target")
        method = export.info.methods.get(words[4] << 16 | (words[3] >> 32 & 0xFFFF))
        if method is None:
            raise RefusedError(f"{export.info.name} has no such method", UNIMPLEMENTED)
        if export.impl is None:
            raise RefusedError(f"this {export.info.name} was destroyed")
        w = words[pi]
        data, pointers = w >> 32 & 0xFFFF, w >> 48
        t = pi + 1
        if w & 3 or words[t] & 3 == 2 or data < method.shape & 0xFFFF or pointers < method.shape >> 16:
            raise UnusualError(method.shape)
        c = pi + 1 + ((w & OFF) >> 2)
        if data or pointers:
            if c + data + pointers > len(words):
                raise IndexError
        else:
            c = t
        p = c + data
        first, count = table_at(words, t)
        for at in range(first, first + 2 * count, 2):
            if words[at] & 0xFFFF == CAP_ANSWER:
                self._promised(words, at + 1, ready)  # must be known before the call can run
        usual = i == 9 and pi == 11 and c == 13 and o == 8 and not words[3] >> 48
        if not method.has_context:
            if usual and method.memoizable and not count and isinstance(buf, bytes):
                self._memoize(buf, Memo(export, method, words[3] & M32, UNPACK[p + pointers - 13], data))
            return export, method, c, p, t, None, -1
        x, thread, callback_id = self._context(words, p, t, ready)
        if usual and method.memoizable and count == 2 and callback_id >= 0 and x == p + pointers and first == x + 3:
            lo, hi = 8 * (x + 1), 8 * (x + 8)  # the Context, the table's tag and its two descriptors
            if words[first] & 0xFFFF == CAP_RECEIVER and words[x] >> 32 == 0 and isinstance(buf, bytes):
                context = (words[p], lo, hi, bytes(buf[lo:hi]))
                unpacker = UNPACK[p + pointers - 13]
                self._memoize(buf, Memo(export, method, words[3] & M32, unpacker, data, thread, callback_id, context))
        return export, method, c, p, t, thread, callback_id

    def _context(self, words: Words, p: int, t: int, ready: Answer | None) -> tuple[int, State, int]:
        """Where the Context is, the thread it names, and the import id of the caller's (-1: none)."""
        w = words[p]
        x = p + 1 + ((w & OFF) >> 2)
        if w & 3 or (w and w >> 48 < 2):
            raise UnusualError if w & 3 == 2 else RefusedError("bad context")
        x += w >> 32 & 0xFFFF
        named, caller = (words[x], words[x + 1]) if w else (0, 0)
        if not named:
            if not self.pool:
                raise RefusedError("no thread specified and no pool configured")
            thread = min(self.pool, key=lambda state: len(state.inbox) + state.busy)
        else:
            d, at = descriptor(words, named, t)
            export = None
            if d & 0xFFFF == CAP_RECEIVER:
                export = self.exports.get(d >> 32)
            elif d & 0xFFFF == CAP_ANSWER:
                export = self._promised(words, at + 1, ready)
            found = export.state if export is not None else None
            if found is None or found.stop:
                raise RefusedError("invalid thread handle")
            thread = found
        callback_id = -1
        if caller:
            d = descriptor(words, caller, t)[0]
            if d & 0xFFFF in (CAP_SENDER, CAP_PROMISE):
                callback_id = d >> 32
        return x, thread, callback_id

    def _memoize(self, buf: bytes, memo: Memo) -> None:
        if self.memoizing:
            if len(self.memo) > 255:
                self.memo.clear()
            self.memo[buf[16:112]] = memo

    def _promised(self, words: Words, i: int, ready: Answer | None) -> Export:
        qid, fields = promised_answer(words, i)
        with self.tlock:
            answer = self.answers.get(qid)
        if answer is None:
            raise RefusedError("call on an answer that is finished or holds no capability")
        if not answer.done and answer is not ready:
            raise _WaitError(answer)
        if answer.reply is None:
            raise RefusedError("call on an answer without results")
        export = self.exports.get(walk_reply(answer.reply, fields))
        if export is None:
            raise RefusedError("call on an object that is released")
        return export

    # the other messages:

    def _on_return(self, ts: State, words: Words, buf: Buffer, o: int, ready: Answer | None) -> bool:
        w3 = words[3]
        q = self.questions.get(w3 & M32)
        if q is None or q.ret is not None:
            raise MalformedError(f"return for unknown question {w3 & M32}")
        if q.abandoned:
            caps, q.caps = q.caps, None
            if caps is not None and not w3 & KEEP_CAPS:
                self.unref_all(caps)
            with self.tlock:
                self.question_done_locked(q)
            return True
        kind = w3 >> 48
        if kind > RET_CANCELED:
            if kind != RET_TAKE:
                raise MalformedError(f"return of kind {kind}")
            return self._on_take(q.qid, words)
        if kind == 0 and o == 8 and type(buf) is bytes and buf[8:72] == q.expect:
            q.ret = buf
        else:
            if kind == 0 and words[5]:
                unfinished = self._own_unfinished(words, ready)
                if unfinished is not None:
                    self._postpone(ts, unfinished, words, buf, o, None)
                    return True
            q.ret = (words, buf, o)
        other = q.state
        if other is ts:
            return True
        self.handoffs += 1
        other.post()
        return False

    def _own_unfinished(self, words: Words, ready: Answer | None) -> Answer | None:
        """An answer of ours, not known yet, on which a Return's capabilities are promised."""
        try:
            first, count = table_at(words, 7 + ((words[5] & OFF) >> 2))
            for at in range(first, first + 2 * count, 2):
                if words[at] & 0xFFFF == CAP_ANSWER:
                    self._promised(words, at + 1, ready)
        except _WaitError as e:
            return e.answer
        except (IndexError, UnusualError, RefusedError):
            return None  # found again, and judged, when the capability is read
        return None

    def _on_take(self, qid: int, words: Words) -> bool:
        """Answer a question of ours with what a call of the peer's left here."""
        q = self.questions[qid]
        with self.tlock:
            answer = self.answers.get(words[4] & M32)
            if answer is None or not answer.elsewhere or answer.taker is not None:
                raise MalformedError("return takes from a question that keeps nothing")
            answer.taker = q
            answer.take_word3 = words[3]
            done = answer.done
        if done:
            self.give(answer)
        return False

    def give(self, answer: Answer) -> None:
        """Hand the results kept here to the question that takes them."""
        q, reply = answer.taker, answer.reply
        if q is None or reply is None:
            return
        answer.reply = None
        frame = carry_reply(reply, answer.take_word3)
        q.ret = (unpack(frame, min((len(frame) - 8) >> 3, MAX_EAGER)), frame, 8)
        q.state.post()

    def _on_finish(self, qid: int, *, release: bool) -> None:
        canceled = False
        waiting = None
        with self.tlock:
            answer = self.answers.get(qid)
            if answer is None:
                return  # we said noFinishNeeded
            answer.finished = True
            answer.release = release
            if answer.done:
                del self.answers[qid]
            elif not answer.started:
                canceled = answer.done = True
                del self.answers[qid]
                waiting, answer.waiting = answer.waiting, None
        if canceled:
            for frame in waiting or ():
                self.redispatch(self.bg_state, frame, None)
            self.post(tail_frame(qid, RET_CANCELED))
        elif answer.done and release and answer.reply is not None:
            self.unref_all(reply_exports(answer.reply))

    def _on_bootstrap(self, ts: State, qid: int) -> None:
        export = self.bootstrap_export
        answer = self.new_answer(qid, ts)
        answer.started = True
        if export is None:
            self.reply(answer, exception_frame(qid, "there is no bootstrap object here"), soft=True)
            return
        with self.tlock:
            export.refs += 1
        self.reply(answer, bootstrap_return_frame(qid, export.eid), soft=True)

    def _on_resolve(self, words: Words, body: int) -> None:
        """Drop what a promise resolved to: its exporter forwards calls on the promise just as well."""
        w = words[body]
        if w >> 32 & 0xFFFF:
            return
        p = words[body + 1]
        if not p or p & 3 or not p >> 32 & 0xFFFF:
            return
        at = body + 2 + ((p & OFF) >> 2)
        d = words[at]
        if d & 0xFFFF in (CAP_SENDER, CAP_PROMISE):
            self.defer(release_frame(d >> 32, 1))
        elif d & 0xFFFF == CAP_THIRD:
            vine = words[at + 1]
            if vine and not vine & 3 and vine >> 32 & 0xFFFF:
                self.defer(release_frame(words[at + 2 + ((vine & OFF) >> 2)] & M32, 1))

    def _on_disembargo(self, ts: State, words: Words, buf: Buffer, ready: Answer | None) -> None:
        """Answer senderLoopback once the calls before it are on their way. We never embargo, so no answer is ours."""
        kind = words[3] >> 32 & 0xFFFF
        if kind > 1:
            self.post(unimplemented_frame(memoryview(buf)[8:]))
            return
        if kind == 1:
            raise MalformedError("disembargo of nothing")
        target = words[5]
        if target >> 32 & 0xFFFF == 0:
            if target & M32 not in self.exports:
                raise MalformedError(f"disembargo of unknown export {target & M32}")
            eid = target & M32
        else:
            try:
                eid = self._promised(words, 6, ready).eid
            except _WaitError as e:
                self._postpone(ts, e.answer, words, buf, 8, None)
                return
            except (RefusedError, UnusualError, IndexError) as e:
                raise MalformedError("disembargo of nothing") from e
        self.post(loopback_frame(eid, words[3] & M32))

    def _on_unimplemented(self, words: Words) -> None:
        """The peer cannot do what we sent: a question fails, a resolution is taken back."""
        tag = words[3] & 0xFFFF if len(words) > 5 else MSG_UNIMPLEMENTED
        if tag in (MSG_CALL, MSG_BOOTSTRAP):
            q = self.questions.get(words[5] & M32)
            if q is None or q.ret is not None:
                raise MalformedError("unimplemented question is unknown")
            frame = exception_frame(q.qid, "the peer does not implement this message", UNIMPLEMENTED)
            q.ret = (unpack(frame, min((len(frame) - 8) >> 3, MAX_EAGER)), frame, 8)
            q.state.post()
