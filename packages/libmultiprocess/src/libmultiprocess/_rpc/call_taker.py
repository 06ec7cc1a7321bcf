"""Calls of the peer: each finds its object, its thread and its method, or waits for the answer it is about."""

from abc import abstractmethod
from typing import Final

from libmultiprocess._rpc.objects import Answer, Buffer, Export, Frame, Job, Memo, Method, State, Words
from libmultiprocess._rpc.pointers import (
    RefusedError,
    UnusualError,
    descriptor,
    promised_answer,
    table_at,
    unpack,
    walk_reply,
)
from libmultiprocess._rpc.serving import LARGE, Serving, serve_destroy
from libmultiprocess._rpc.words import (
    CALL_PTR,
    CAP_ANSWER,
    CAP_PROMISE,
    CAP_RECEIVER,
    CAP_SENDER,
    M32,
    MSG_CALL,
    OFF,
    PAYLOAD_SHAPE,
    ROOT_PTR,
    TARGET_SHAPE,
    UNIMPLEMENTED,
    exception_frame,
    unimplemented_frame,
)
from libmultiprocess._wire.flatten import flatten
from libmultiprocess._wire.framing import MAX_EAGER, UNPACK, MalformedError
from libmultiprocess.errors import ProtocolError

_MAX_CHAIN: Final = 64  # calls on answers, each on the one before: they run inside each other
_MAX_FIXED: Final = 1 << 17  # words in which the fixed parts of a flattened message must lie
# target, method, c, p, t, thread (None: here), callback thread
_Decoded = tuple[Export, Method, int, int, int, State | None, int]


class WaitError(Exception):
    """A call on an answer that is not known yet."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class CallTaker(Serving):
    """Takes calls. Called by the thread that reads, which holds `lead`."""

    memoizing = True

    @abstractmethod
    def on_message(self, ts: State, words: Words, buf: Buffer, o: int, ready: Answer | None = None) -> bool:
        """Act on one message."""

    def on_call(
        self, ts: State, words: Words, buf: Buffer, o: int, ready: Answer | None = None, known: Answer | None = None
    ) -> bool:
        """Find what a Call is for and hand it over; `known` if it was seen before and waited."""
        found: _Decoded | Answer
        for attempt in range(4):
            try:
                try:
                    found = self._decode_call(words, buf, o, ready)
                except WaitError as e:
                    found = e.answer
                    words, buf, o = self._settle((words, buf, o))
                break
            except (IndexError, UnusualError) as e:
                if attempt == 3:
                    raise MalformedError("malformed call") from e
                shape = e.shape if isinstance(e, UnusualError) else 0
                if shape or not attempt:
                    buf = flatten(buf, self.limits, shape)
                    o = 8
                    self.flattened += 1
                words = unpack(buf, min((len(buf) - 8) >> 3, _MAX_FIXED if attempt else MAX_EAGER))
            except RefusedError as e:
                self._refuse(ts, words[3] & M32, e, known)
                return True
        else:
            raise MalformedError("malformed call")
        if isinstance(found, Answer):
            self.postpone(ts, found, words, buf, o, known)
            return True
        target, method, c, p, t, thread, callback_id = found
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
        if len(job.buf) > LARGE:
            with self.tlock:
                self.wait_locked(len(job.buf))
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

    def postpone(self, ts: State, on: Answer, words: Words, buf: Buffer, o: int, known: Answer | None) -> None:
        """Keep a message until the answer it is about is known; act on it now if that has just happened."""
        answer = known
        if words[1] & 0xFFFF == MSG_CALL:
            if answer is None:
                answer = self.new_answer(words[3] & M32, ts, elsewhere=words[3] >> 48 == 1)
            answer.chain = on.chain + 1
            if answer.chain > _MAX_CHAIN:
                raise ProtocolError("too many calls wait, each for the one before")
        frame: Frame = (words, buf if type(buf) is bytes else bytes(buf), o)
        with self.tlock:
            if not on.done:
                if on.waiting is None:
                    on.waiting = []
                if len(on.waiting) >= self.limits.inbox:
                    raise ProtocolError("too many messages wait for one answer")
                if len(frame[1]) > LARGE:
                    self.wait_locked(len(frame[1]))
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
                eid = self.promised(words, at + 1, None).eid
            except (WaitError, RefusedError):
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
            export = self.promised(words, i + 1, ready)
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
                self.promised(words, at + 1, ready)  # must be known before the call can run
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
                export = self.promised(words, at + 1, ready)
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

    def promised(self, words: Words, i: int, ready: Answer | None) -> Export:
        qid, fields = promised_answer(words, i)
        with self.tlock:
            answer = self.answers.get(qid)
        if answer is None:
            raise RefusedError("call on an answer that is finished or holds no capability")
        if not answer.done and answer is not ready:
            raise WaitError(answer)
        if answer.reply is None:
            raise RefusedError("call on an answer without results")
        export = self.exports.get(walk_reply(answer.reply, fields))
        if export is None:
            raise RefusedError("call on an object that is released")
        return export
