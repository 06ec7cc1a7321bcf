"""What a message means; calls are taken by `CallTaker`, answers find their question here."""

from typing import Final

from libmultiprocess._rpc.call_taker import CallTaker, WaitError
from libmultiprocess._rpc.objects import Answer, Buffer, Export, State, Words
from libmultiprocess._rpc.pointers import (
    RefusedError,
    UnusualError,
    carry_reply,
    reply_exports,
    table_at,
    text_at,
    unpack,
)
from libmultiprocess._rpc.words import (
    BODY10_PTR,
    CAP_ANSWER,
    CAP_PROMISE,
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
    RET_CANCELED,
    RET_PTR,
    RET_TAKE,
    ROOT_PTR,
    UNIMPLEMENTED,
    bootstrap_return_frame,
    exception_frame,
    loopback_frame,
    release_frame,
    tail_frame,
    unimplemented_frame,
)
from libmultiprocess._wire.flatten import flatten
from libmultiprocess._wire.framing import MAX_EAGER, MalformedError
from libmultiprocess.errors import DisconnectedError

_MAX_REASON: Final = 1000  # characters of what an aborting peer says


class Dispatcher(CallTaker):
    """Acts on received messages. Called by the thread that reads, which holds `lead`."""

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
            self.fail(DisconnectedError(f"the peer aborted: {text_at(words, buf, 8, 4)[:_MAX_REASON]}"))
        elif tag == MSG_UNIMPLEMENTED:
            self._on_unimplemented(words)
        else:
            self.post(unimplemented_frame(memoryview(buf)[8:]))
        return True

    def _on_return(self, ts: State, words: Words, buf: Buffer, o: int, ready: Answer | None) -> bool:
        w3 = words[3]
        q = self.questions.get(w3 & M32)
        if q is None or q.ret is not None or (q.depth >= q.state.depth and not q.abandoned):
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
                    self.postpone(ts, unfinished, words, buf, o, None)
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
                    self.promised(words, at + 1, ready)
        except WaitError as e:
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
        with self.tlock:
            answer.reply = None
            self.kept_bytes -= len(reply)
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
                self.forget_answer_locked(answer)
            elif not answer.started:
                canceled = answer.done = True
                self.forget_answer_locked(answer)
                waiting, answer.waiting = answer.waiting, None
        if canceled:
            self._again(waiting)
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
                eid = self.promised(words, 6, ready).eid
            except WaitError as e:
                self.postpone(ts, e.answer, words, buf, 8, None)
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
