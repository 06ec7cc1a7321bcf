"""Records of a connection: methods, exports, questions, threads, jobs and answers."""

import contextlib
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias, final

from libmultiprocess._rpc.words import NO_FINISH, PAYLOAD_PTR, RET_PTR, ROOT_PTR

if TYPE_CHECKING:  # lanes are made of these records
    from libmultiprocess._rpc.lane import Lane

Words: TypeAlias = tuple[int, ...]
Buffer: TypeAlias = bytes | memoryview
Frame: TypeAlias = tuple[Words, Buffer, int]
Reply: TypeAlias = bytes | list[Buffer]
# (connection, state, impl, qid, W, buf, o, c, p, t) -> a complete Return frame, or its pieces
Serve: TypeAlias = Callable[[Any, "State", Any, int, Words, Buffer, int, int, int, int], Reply]
# (W, buf, o, c, p, t) -> 'name = value, ...' of a content struct, secrets hidden
Describe: TypeAlias = Callable[[Words, Buffer, int, int, int, int], str]

_EXPECT: Final = struct.Struct("<8Q").pack


@final
class Method:
    """How one method is served.

    Attributes:
        name: Name in the schema (camelCase).
        has_context: Its first pointer field is a Context: it runs on the thread named there. Otherwise it runs on
            whichever thread reads, and must not block nor call the peer.
        serve: See `Serve`.
        memoizable: Neither parameters (beyond the Context) nor results hold capabilities.
        shape: Data words | pointers << 16 of the parameter struct; smaller ones are padded before `serve`.
        describe: Called only while logging: gives the describers of parameters and results.
    """

    __slots__ = ("describe", "has_context", "memoizable", "name", "serve", "shape")

    def __init__(
        self,
        name: str,
        has_context: bool,
        serve: Serve,
        memoizable: bool = False,
        shape: int = 0,
        describe: Callable[[], tuple[Describe, Describe]] | None = None,
    ) -> None:
        self.name = name
        self.has_context = has_context
        self.serve = serve
        self.memoizable = memoizable
        self.shape = shape
        self.describe = describe


@final
class InterfaceInfo:
    """What a connection knows of an interface.

    Attributes:
        id: The interface's 64-bit id.
        name: Name in the schema.
        methods: By interface id << 16 | ordinal, those of the bases included.
        proxy: Class called as proxy(connection, import_id) for references received; set once the class exists.
        destroy: Key in `methods` of `destroy`, or None.
        construct: Key in `methods` of `construct` (exchange of ThreadMaps), or None.
        bases: Interfaces it extends.
    """

    __slots__ = ("bases", "construct", "destroy", "id", "methods", "name", "proxy")

    def __init__(
        self,
        id: int,  # noqa: A002
        name: str,
        methods: dict[int, Method],
        *,
        proxy: type | None = None,
        destroy: int | None = None,
        construct: int | None = None,
        bases: tuple["InterfaceInfo", ...] = (),
    ) -> None:
        self.id = id
        self.name = name
        self.methods = methods
        self.proxy = proxy
        self.destroy = destroy
        self.construct = construct
        self.bases = bases


@final
class Export:
    """An object of ours that the peer may call.

    Attributes:
        eid: Its id on the wire.
        refs: References the peer holds.
        pinned: Not dropped with its last reference.
        owners: How many of the times it was passed gave it away; at zero nobody over there owns it.
    """

    __slots__ = ("caller", "eid", "impl", "info", "key", "owners", "pinned", "refs", "state")

    def __init__(self, eid: int, impl: object, info: InterfaceInfo, key: tuple[int, int, bool] | None) -> None:
        self.eid = eid
        self.impl = impl
        self.info = info
        self.key = key
        self.refs = 0
        self.owners = 0
        self.pinned = False
        self.state: State | None = None
        self.caller = False  # a thread of ours as Context.callbackThread, not one that serves


@final
class Question:
    """One call of ours, at one depth of one thread; its id is used again for every call at that depth."""

    __slots__ = ("_expects", "abandoned", "caps", "depth", "expect", "plain", "qid", "ret", "state")

    def __init__(self, qid: int, state: "State") -> None:
        self.qid = qid
        self.state = state
        self.depth = len(state.questions)  # of calls of the thread that wait meanwhile
        self.ret: bytes | Frame | None = None  # bytes: begins with `expect`
        self.caps: list[int] | None = None
        self.expect = b""
        self.plain = False
        self.abandoned = False
        self._expects: dict[int, bytes] = {}

    def expecting(self, content: int) -> None:
        """Say how the usual answer begins: the pointer word of its content, no capability table."""
        expect = self._expects.get(content)
        if expect is None:
            expect = self._expects[content] = _EXPECT(
                ROOT_PTR, 3, RET_PTR, self.qid | NO_FINISH, 0, PAYLOAD_PTR, content, 0
            )
        self.expect = expect


@final
class State:
    """One thread as one connection sees it.

    Attributes:
        request_id: Import id of the peer's thread that serves this one; -1 while unknown.
        callback_id: Export id under which the peer knows this thread; -1 before its first call.
    """

    __slots__ = (
        "accepting", "busy", "callback", "callback_id", "depth", "inbox", "lane", "main", "name", "own_request_id", "questions",
        "request_id", "stop", "taken", "token", "waits",
        "worker",
    )  # fmt: skip

    def __init__(self, name: str, *, worker: bool = False) -> None:
        self.name = name
        self.token = threading.Lock()  # binary semaphore: released = look again
        self.token.acquire()
        self.inbox: deque[Job] = deque()
        self.questions: list[Question] = []
        self.depth = 0
        self.request_id = -1
        self.own_request_id = -1  # the import this thread holds for itself
        self.callback_id = -1
        self.callback: Export | None = None
        self.taken: list[int] | None = None  # imports kept by the call being decoded
        self.stop = False
        self.worker = worker
        self.busy = 0  # jobs running
        self.lane: Lane | None = None
        self.accepting: socket.socket | None = None  # where its lane is going to come from
        self.waits = 0  # how often another thread read the answer
        self.main = threading.current_thread() is threading.main_thread()

    def post(self) -> None:
        """Wake the thread if it sleeps on its token."""
        with contextlib.suppress(RuntimeError):  # has one already
            self.token.release()


@final
class Memo:
    """A Call whose fixed words were seen before: same bytes, same meaning."""

    __slots__ = (
        "callback_id", "context", "data", "hi", "impl", "lo", "method", "qid", "serve", "state", "tail", "unpack",
    )  # fmt: skip

    def __init__(
        self,
        export: Export,
        method: Method,
        qid: int,
        unpack: Callable[[Buffer, int], Words],
        data: int,
        state: State | None = None,
        callback_id: int = -1,
        context: tuple[int, int, int, bytes] = (0, 0, 0, b""),
    ) -> None:
        self.method = method
        self.serve = method.serve
        self.impl = export.impl
        self.qid = qid
        self.unpack = unpack
        self.data = data  # words of the data section
        self.state = state
        self.callback_id = callback_id
        self.context, self.lo, self.hi, self.tail = context  # pointer word; byte range and bytes behind it


@final
class Job:
    """A Call waiting for its thread."""

    __slots__ = ("answer", "buf", "c", "callback_id", "impl", "method", "o", "p", "qid", "serve", "t", "words")

    def __init__(
        self, method: Method, impl: object, answer: "Answer", frame: Frame, c: int, p: int, t: int, callback_id: int
    ) -> None:
        self.method = method
        self.serve = method.serve
        self.impl = impl
        self.answer = answer
        self.qid = answer.qid
        self.words, self.buf, self.o = frame
        self.c = c
        self.p = p
        self.t = t
        self.callback_id = callback_id


@final
class Answer:
    """A Call of the peer until its Finish; guarded by the connection's table lock.

    Attributes:
        reply: Our Return once it is known and calls may be pipelined on it.
        waiting: Messages about this answer that came before it was known, in order.
        chain: How many answers this one waits for, each of them for the next.
        elsewhere: The peer wants the results kept here, for one of our own questions.
        taker: That question, once named.
    """

    __slots__ = (
        "chain",
        "done",
        "elsewhere",
        "finished",
        "lane",
        "qid",
        "release",
        "reply",
        "started",
        "take_word3",
        "taker",
        "waiting",
    )

    def __init__(self, qid: int, *, elsewhere: bool = False, lane: "Lane | None" = None) -> None:
        self.qid = qid
        self.lane = lane  # over which the call came
        self.reply: bytes | None = None
        self.done = False
        self.started = False
        self.finished = False
        self.release = False
        self.elsewhere = elsewhere
        self.taker: Question | None = None
        self.take_word3 = 0  # first word of the Return that named it
        self.waiting: list[Frame] | None = None
        self.chain = 0
