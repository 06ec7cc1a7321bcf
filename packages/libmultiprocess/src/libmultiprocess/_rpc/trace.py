"""Logs a connection's requests and answers, in the line format of C++ libmultiprocess.

A traced connection is one whose `call`, `_perform`, `reply`... are replaced by these, so that one which is not pays
nothing. Every line may be cut: values are shortened, and those of types marked secret never shown.
"""

import os
import struct
from typing import TYPE_CHECKING, Final

from libmultiprocess._log import HOOK, log_here, shorten
from libmultiprocess._proxy import Proxy
from libmultiprocess._rpc.connection import Connection, live_connections
from libmultiprocess._rpc.objects import (
    Answer,
    Buffer,
    Frame,
    InterfaceInfo,
    Job,
    Method,
    Question,
    Reply,
    State,
    Words,
)
from libmultiprocess._rpc.words import THREAD_MAP_ID

if TYPE_CHECKING:
    import weakref

_MOST_WORDS: Final = 64  # of a frame's beginning that are looked at
_OFFSET: Final = 0xFFFFFFFC
_CALL_PAYLOAD: Final = 7  # word of a Call that points to its parameters
_RETURN_PAYLOAD: Final = 5  # word of a Return that points to its results
_PATCHED: Final = ("call", "call_parts", "close_proxy", "_perform", "reply")


def trace_all() -> None:
    """Trace every connection of the process, or no longer, as the log hook is set or not."""
    for connection in live_connections():
        trace(connection)


def trace(connection: Connection) -> None:
    """Trace one connection, or no longer, as the log hook is set or not."""
    traced = "reply" in vars(connection)
    if HOOK.fn is not None and not traced:
        Tracer(connection).begin()
    elif HOOK.fn is None and traced:
        for name in _PATCHED:
            vars(connection).pop(name, None)
        connection.memoizing = True


class Tracer:
    """What stands in for a connection's own methods while it is traced."""

    def __init__(self, connection: Connection) -> None:
        self._conn = connection
        self._prefix = f"{connection.name}-{os.getpid()}"
        self._methods: dict[int, tuple[str, Method]] = {}
        self._numbers: dict[int, tuple[int, str, Method]] = {}  # question of the peer -> request number, name, method
        self._count = 0

    def begin(self) -> None:
        """Take the places."""
        self._conn.memoizing = False
        self._conn.memo.clear()
        vars(self._conn).update(
            call=self.call,
            call_parts=self.call_parts,
            close_proxy=self.close_proxy,
            _perform=self.perform,
            reply=self.reply,
        )

    def call(self, state: State, q: Question, message: bytes) -> bytes | Frame:
        """Log a request and its answer."""
        found = self._log_call(message)
        return self._log_answer(found, Connection.call(self._conn, state, q, message))

    def call_parts(self, state: State, q: Question, parts: list[Buffer]) -> bytes | Frame:
        """Log a large request and its answer."""
        found = self._log_call(b"".join(parts))
        return self._log_answer(found, Connection.call_parts(self._conn, state, q, parts))

    def close_proxy(self, ref: "weakref.ref[object]", import_id: int, info: InterfaceInfo) -> None:
        """Log the end of a proxy."""
        self._log(f"IPC client destroy {info.name}")
        Connection.close_proxy(self._conn, ref, import_id, info)

    def perform(self, ts: State, job: Job, *, soft: bool = False) -> None:
        """Log a request of the peer before it runs."""
        self._count += 1
        name = self._name_of(job.method)
        self._numbers[job.qid] = (self._count, name, job.method)
        content = self._describe(job.method, 0, job.words, job.buf, job.o, job.c, job.p, job.t)
        self._log(f"IPC server recv request #{self._count} {name}$Params ({content})")
        Connection._perform(self._conn, ts, job, soft=soft)

    def reply(self, answer: Answer, out: Reply, *, soft: bool = False) -> None:
        """Log an answer before it is sent."""
        found = self._numbers.pop(answer.qid, None)
        if found is not None:
            number, name, method = found
            frame = out if isinstance(out, bytes) else b"".join(out)
            self._log(f"IPC server send response #{number} {self._results(name, method, frame)}")
        Connection.reply(self._conn, answer, out, soft=soft)

    def _log_call(self, message: bytes) -> tuple[str, Method] | None:
        words = _words(message)
        key = words[4] << 16 | words[3] >> 32 & 0xFFFF
        if words[4] == THREAD_MAP_ID:
            self._log("IPC client first request from current thread, constructing waiter")
            return None
        found = self._find(key)
        if found is not None:
            name, method = found
            c, p, t = _content(words, _CALL_PAYLOAD)
            self._log(f"IPC client send {name}$Params ({self._describe(method, 0, words, message, 8, c, p, t)})")
        return found

    def _log_answer(self, found: tuple[str, Method] | None, answer: bytes | Frame) -> bytes | Frame:
        if found is not None:
            name, method = found
            if isinstance(answer, bytes):
                self._log(f"IPC client recv {self._results(name, method, answer)}")
            else:
                words, buf, o = answer
                c, p, t = _content(words, _RETURN_PAYLOAD)
                self._log(f"IPC client recv {name}$Results ({self._describe(method, 1, words, buf, o, c, p, t)})")
        return answer

    def _results(self, name: str, method: Method, frame: bytes) -> str:
        words = _words(frame)
        if words[3] >> 48:
            return f"{name} exception"
        c, p, t = _content(words, _RETURN_PAYLOAD)
        return f"{name}$Results ({self._describe(method, 1, words, frame, 8, c, p, t)})"

    @staticmethod
    def _describe(method: Method, which: int, words: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> str:
        if method.describe is None or not c:
            return ""
        return shorten(method.describe()[which](words, buf, o, c, p, t))

    def _find(self, key: int) -> tuple[str, Method] | None:
        if key not in self._methods:
            self._learn(Proxy)
        return self._methods.get(key)

    def _name_of(self, method: Method) -> str:
        for fresh in (False, True):
            if fresh:
                self._learn(Proxy)
            for name, known in self._methods.values():
                if known is method:
                    return name
        return method.name

    def _learn(self, cls: type[Proxy]) -> None:
        """Take in the interfaces of all proxy classes there are."""
        for sub in cls.__subclasses__():
            info = getattr(sub, "_info", None)
            if info is not None:
                for key, method in info.methods.items():
                    if key >> 16 == info.id:
                        self._methods[key] = (f"{info.name}.{method.name}", method)
            self._learn(sub)

    def _log(self, text: str) -> None:
        log_here(self._prefix, text)


def _words(frame: bytes) -> Words:
    count = min((len(frame) - 8) >> 3, _MOST_WORDS)
    return struct.unpack_from(f"<{count}Q", frame, 8)


def _content(words: Words, payload: int) -> tuple[int, int, int]:
    """Find data section, pointers and capability table of a message's content; zeros if it is not where it usually is."""
    word = words[payload]
    at = payload + 1 + ((word & _OFFSET) >> 2)
    if word & 3 or at >= len(words):
        return 0, 0, 0
    word = words[at]
    if not word >> 32 or word & 3:
        return 0, 0, 0  # null, or a struct without fields
    c = at + 1 + ((word & _OFFSET) >> 2)
    return c, c + (word >> 32 & 0xFFFF), at + 1
