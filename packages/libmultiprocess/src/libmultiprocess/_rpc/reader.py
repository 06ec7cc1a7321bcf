"""Reading: whichever thread needs something from the peer reads the socket itself and acts on what it meets.

A waiting caller or an idle worker that gets `lead` reads; the others sleep on their tokens until a reader hands them
something, or leaves and asks one to read. Before it blocks, a reader polls for a time: while the peer answers quickly,
nobody ever goes to sleep. Polling is bounded by time, not by tries (each try lets the interpreter lock go), and a credit
switches it off where it does not pay.
"""

import logging
import socket
import struct
from collections.abc import Iterator
from itertools import repeat
from time import perf_counter
from typing import Final

from libmultiprocess._platform import DONTWAIT, fill, receiving, wait_for_room
from libmultiprocess._rpc.dispatch import Dispatcher
from libmultiprocess._rpc.objects import Job, Question, State
from libmultiprocess._rpc.pointers import UnusualError, unpack
from libmultiprocess._wire.flatten import flatten
from libmultiprocess._wire.framing import HEADER, MAX_EAGER, UNPACK, Limits, MalformedError, frame_size
from libmultiprocess.errors import DisconnectedError, ProtocolError

_LOG: Final = logging.getLogger("libmultiprocess")
_CHUNK: Final = 4096
_SPIN_S: Final = 40e-6
_CREDIT: Final = 8
_SKIP: Final = 400
_LARGE: Final = 8192  # frames past this are received in place
_SPARE_MIN: Final = 1 << 18
_BEGUN: Final = b"begun"  # in place of data that waits, while a large frame is on its way
_SPARE_MAX: Final = 1 << 22


class _Large:
    """A large frame that is being received."""

    __slots__ = ("first", "n", "start", "taken", "view")

    def __init__(self, view: memoryview, start: int, first: int) -> None:
        self.view = view
        self.start = start
        self.first = first
        self.n = 0
        self.taken = 0


class Reader(Dispatcher):
    """The receiving half.

    A signal's exception (KeyboardInterrupt) may come to the main thread after any call, so between taking a lock and
    entering the block that gives it back, or between receiving and keeping what came. It does not come when a loop asks
    an iterator for its next value and stores that. So both are done by loops over endless iterators, left at once.
    """

    def __init__(self, sock: socket.socket, name: str, limits: Limits) -> None:
        super().__init__(sock, name, limits)
        self.rest = b""  # guarded by: lead; received, not acted upon
        self.large: _Large | None = None  # guarded by: lead; begun; `rest` is not empty then
        self.again = False  # guarded by: lead; `rest` may hold whole frames
        self.taken = b""  # guarded by: lead; received last, and not acted upon
        self.trying: Iterator[bytes] = map(sock.recv, repeat(_CHUNK), repeat(DONTWAIT))
        self.receiving: Iterator[bytes] = receiving(sock, _CHUNK)
        self.spare: bytearray | None = None  # for large frames; owned by their decoder meanwhile
        self.spin_skip = 0
        self.spin_credit = _CREDIT

    def reuse(self, buf: memoryview) -> None:
        """Give a large receive buffer back, once everything is copied out of it."""
        spare = buf.obj
        if type(spare) is bytearray and len(spare) <= _SPARE_MAX:
            self.spare = spare

    def read_for(self, ts: State, q: Question | None) -> bytes | None:  # noqa: C901, PLR0912, PLR0915 - the hot loop
        """Read and act until `q` is answered or `ts` has work; not at all while another thread reads.

        An idle worker also returns once it handed work to another thread, which may then read. The background thread
        returns when nothing more is there.

        Returns:
            The frame of the answer if it begins as expected; else `q.ret`, or nothing, may have come.
        """
        lead = self.lead
        memo = self.memo
        expect = q.expect if q is not None else b""
        busy = False  # between taking data and having acted on it: not to be interrupted
        held = False
        for held in self.try_lead:
            if not held:
                return None
            break
        try:
            if self.again:
                busy = True
                self.again = False
                self._feed(ts, b"")
                busy = False
            while True:
                if ts.inbox or self.closed or (q.ret is not None if q is not None else ts.stop or ts.accepting):
                    break
                buf = self._take(ts)
                if buf is None:
                    break
                n = len(buf)
                self.bytes_in += n
                if n >= 16 and not self.rest:
                    segs, nw = HEADER(buf)
                    if not segs and n == 8 + (nw << 3):
                        if expect and buf[8:72] == expect:
                            self.taken = b""
                            held = False
                            lead.release()
                            if self.bg_idle or self.followers:
                                self.left_lead()
                            return buf
                        busy = True
                        self.taken = b""
                        e = memo.get(buf[16:112])
                        if e is not None and buf[e.lo : e.hi] == e.tail:
                            words = e.unpack(buf, 112)
                            owner = e.state
                            if owner is None:
                                self.run_memo_quick(ts, e, words, buf)
                                busy = False
                                continue
                            if words[e.data] == e.context:
                                if owner is ts:
                                    held = busy = False
                                    lead.release()
                                    if self.bg_idle or self.followers:
                                        self.left_lead()
                                    if q is None:
                                        self.run_memo_outer(ts, e, words, buf)
                                    else:
                                        self.run_memo(ts, e, words, buf)
                                    for held in self.try_lead:
                                        if not held:
                                            return None
                                        break
                                    continue
                                answer = self.new_answer(e.qid, ts)
                                job = Job(e.method, e.impl, answer, (words, buf, 112), 0, e.data, 0, e.callback_id)
                                self.enqueue(ts, owner, job)
                                busy = False
                                if q is None and ts is not self.bg_state:
                                    break
                                continue
                        if nw <= MAX_EAGER and nw:
                            handed = not self.on_message(ts, UNPACK[nw](buf, 8), buf, 8)
                            busy = False
                            if handed and q is None and ts is not self.bg_state:
                                break
                            continue
                if not n:
                    self.fail(DisconnectedError("the peer closed the connection"))
                    break
                busy = True
                self.taken = b""
                handed = self._feed(ts, buf)
                busy = False
                if handed and q is None and ts is not self.bg_state:
                    break
        except OSError as e:
            self.fail(DisconnectedError(f"the peer is gone ({e.strerror or e})"))
        except ProtocolError as e:
            self.fail(e, abort=True)
        except (IndexError, UnusualError, struct.error) as e:
            _LOG.debug("malformed message", exc_info=e)
            self.fail(MalformedError("malformed message"), abort=True)
        except Exception:  # noqa: BLE001 - a fault of ours must not look like a hang
            _LOG.exception("the reader failed")
            self.fail(ProtocolError("the reader failed"), abort=True)
        except BaseException:
            if held:
                if self.taken:
                    self.rest += self.taken
                    self.taken = b""
                    self.again = True
                elif busy:
                    self.fail(DisconnectedError("interrupted while acting on a message"))
            raise
        finally:
            if held:
                lead.release()
                if self.bg_idle or self.followers:
                    self.left_lead()
        return None

    def _take(self, ts: State) -> bytes | None:  # noqa: C901, PLR0912 - polling, and blocking
        """Receive something, and keep it in `taken`; None for the background thread when nothing comes soon."""
        if self.spin_skip > 0:
            self.spin_skip -= 1
        else:
            trying = self.trying
            end = perf_counter() + _SPIN_S
            while True:
                try:
                    for self.taken in trying:
                        if self.spin_credit < _CREDIT:
                            self.spin_credit += 1
                        return self.taken
                except BlockingIOError:
                    if perf_counter() > end:
                        break
            self.spin_credit -= 4
            if self.spin_credit < 0:
                self.spin_credit = 0
                self.spin_skip = _SKIP
        if self.outq or self.remainder:
            self._flush_before_blocking()
        if ts is self.bg_state:
            try:
                return self.recv(_CHUNK, DONTWAIT)
            except BlockingIOError:
                return None
        waiting = self.receiving
        while True:
            try:
                for self.taken in waiting:
                    return self.taken
            except BlockingIOError:
                continue  # where waiting and receiving are two things, there may be nothing after all

    def _flush_before_blocking(self) -> None:
        while not self.flush_soft():
            if wait_for_room(self.sock, or_data=True):
                return

    def read_while_sending(self) -> None:
        """Read once and act on it; `lead` and `slock` are held by the calling thread."""
        try:
            self._read_once()
        except BaseException:  # an interrupt: what was read is lost
            self.fail(DisconnectedError("interrupted while acting on a message"))
            raise

    def _read_once(self) -> None:
        try:
            buf = self.recv(_CHUNK, DONTWAIT)
        except BlockingIOError:
            return
        except OSError as e:
            self.fail(DisconnectedError(f"the peer is gone ({e.strerror or e})"))
            return
        self.bytes_in += len(buf)
        try:
            if buf:
                self._feed(self.bg_state, buf, wait=False)
            else:
                self.fail(DisconnectedError("the peer closed the connection"))
        except OSError as e:
            self.fail(DisconnectedError(f"the peer is gone ({e.strerror or e})"))
        except ProtocolError as e:
            self.fail(e, abort=True)
        except (IndexError, UnusualError, struct.error):
            self.fail(MalformedError("malformed message"), abort=True)

    def read_last(self) -> None:
        """Act on what has come before the end; `lead` is held."""
        seen = -1
        while not self.closed and seen != self.bytes_in:
            seen = self.bytes_in
            self.read_while_sending()

    def _feed(self, ts: State, buf: bytes, *, wait: bool = True) -> bool:  # noqa: C901 - the slow path, in one piece
        """Act on any number of frames, whole or not, of any number of segments; True if something was handed over.

        Args:
            wait: Stay until a large frame is there; else keep what has come of it, as the thread has to send too.
        """
        handed = False
        if self.large is not None:
            buf, self.rest = self.rest[len(_BEGUN) :] + buf, b""
            large, self.large = self.large, None
            if not self._receive(large, buf, wait=wait):
                return False
            buf = buf[large.taken :]
            handed = self._act_on(ts, large)
        elif self.rest:
            buf = self.rest + buf
            self.rest = b""
        while len(buf) >= 8 and not self.closed:
            start, first, total = frame_size(buf, self.limits)
            if not total:
                break
            if len(buf) < total:
                if total > _LARGE:
                    large = self._begin(start, first, total)
                    return (self._receive(large, buf, wait=wait) and self._act_on(ts, large)) or handed
                break
            frame = buf if len(buf) == total else buf[:total]
            buf = buf[total:]
            if start != 8:
                frame = flatten(frame, self.limits)
                first = (len(frame) - 8) >> 3
                self.flattened += 1
            if not self.on_message(ts, UNPACK[min(first, MAX_EAGER)](frame, 8), frame, 8):
                handed = True
        if not self.closed:
            self.rest = buf
        return handed

    def _begin(self, start: int, first: int, total: int) -> "_Large":
        """Take the buffer kept for large frames, or a new one."""
        spare, self.spare = self.spare, None
        if spare is None or len(spare) < total:
            spare = bytearray(max(total, _SPARE_MIN))
        return _Large(memoryview(spare)[:total], start, first)

    def _receive(self, large: "_Large", buf: bytes, *, wait: bool) -> bool:
        """Receive the rest of a large frame, what is in `buf` first; False if it is not whole yet, or never will be."""
        view = large.view
        n = large.n
        large.taken = min(len(buf), len(view) - n)
        view[n : n + large.taken] = buf[: large.taken]
        n += large.taken
        while n < len(view):
            try:
                k = fill(self.sock, view[n:], wait)
            except BlockingIOError:
                large.n = n
                self.large = large
                self.rest = _BEGUN
                return False
            if not k:
                self.fail(DisconnectedError("the peer closed the connection in the middle of a message"))
                return False
            n += k
            self.bytes_in += k
        return True

    def _act_on(self, ts: State, large: "_Large") -> bool:
        """Act on a large frame; True if something was handed over."""
        view = large.view
        if large.start == 8:
            return not self.on_message(ts, UNPACK[min(large.first, MAX_EAGER)](view, 8), view, 8)
        frame = flatten(view, self.limits)
        self.reuse(view)
        self.flattened += 1
        return not self.on_message(ts, unpack(frame, min((len(frame) - 8) >> 3, MAX_EAGER)), frame, 8)

    def await_work(self, state: State) -> None:
        """Read, or sleep, until there may be something in the inbox of a worker."""
        if state.lane is not None:
            state.lane.read_for(None)
            return
        if not self.lead.locked():
            self.read_for(state, None)
            if state.inbox or state.stop or state.accepting or self.closed:
                return
        state.token.acquire()
