"""An attacker: builds messages of any shape, right or wrong, and says what comes back."""

import contextlib
import socket
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from hostile_target import METHODS

PATIENCE_S = 20.0
M32 = 0xFFFFFFFF
CAP = 3
NONE, SENDER, PROMISE, RECEIVER, ANSWER, THIRD = range(6)
UNIMPLEMENTED, ABORT, CALL, RETURN, FINISH, RESOLVE, RELEASE = range(7)
BOOTSTRAP, DISEMBARGO = 8, 13
THREAD_MAP = 0xEE5E37179AD9DC9D
LANES = 0xE6D3A1C5F0B24897
MAKE_THREAD, MAKE_POOL, OPEN_LANE = THREAD_MAP << 16, THREAD_MAP << 16 | 1, LANES << 16
GET_NAME = 0x81C1E2600D0B56C5 << 16


@dataclass
class Struct:
    """A struct: data words, and what its pointers lead to."""

    data: Sequence[int] = ()
    pointers: Sequence["Node"] = ()


@dataclass
class Text:
    """A list of bytes with its NUL."""

    text: bytes


@dataclass
class Structs:
    """A list of structs of one shape."""

    items: Sequence[Struct]


@dataclass
class Pointers:
    """A list of pointers."""

    items: Sequence["Node"]


@dataclass
class Word:
    """A pointer word as it is."""

    word: int


@dataclass
class Bytes:
    """Words of a list as they are, and its pointer's upper half (element size and count)."""

    head: int
    words: Sequence[int] = ()


Node: TypeAlias = Struct | Text | Structs | Pointers | Word | Bytes | None


def _pointer(words: list[int], at: int, node: Node) -> None:
    """Append what `node` is, and write the pointer to it at word `at`."""
    offset = len(words) - at - 1
    if isinstance(node, Word):
        words[at] = node.word
    elif isinstance(node, Struct):
        words[at] = (offset & 0x3FFFFFFF) << 2 | len(node.data) << 32 | len(node.pointers) << 48
        if not node.data and not node.pointers:
            words[at] = 0xFFFFFFFC
        _struct(words, node)
    elif isinstance(node, Text):
        text = node.text + b"\0"
        words[at] = offset << 2 | 1 | 2 << 32 | len(text) << 35
        text += bytes(-len(text) % 8)
        words += struct.unpack(f"<{len(text) // 8}Q", text)
    elif isinstance(node, Bytes):
        words[at] = offset << 2 | 1 | node.head << 32
        words += node.words
    elif isinstance(node, Pointers):
        words[at] = offset << 2 | 1 | 6 << 32 | len(node.items) << 35
        first = len(words)
        words += [0] * len(node.items)
        for k, item in enumerate(node.items):
            _pointer(words, first + k, item)
    elif isinstance(node, Structs):
        data, pointers = (len(node.items[0].data), len(node.items[0].pointers)) if node.items else (0, 0)
        step = data + pointers
        words[at] = offset << 2 | 1 | 7 << 32 | len(node.items) * step << 35
        words.append(len(node.items) << 2 | data << 32 | pointers << 48)
        first = len(words)
        words += [0] * (step * len(node.items))
        for k, item in enumerate(node.items):
            _fill(words, first + k * step, item)


def _struct(words: list[int], node: Struct) -> None:
    at = len(words)
    words += [0] * (len(node.data) + len(node.pointers))
    _fill(words, at, node)


def _fill(words: list[int], at: int, node: Struct) -> None:
    words[at : at + len(node.data)] = node.data
    for k, child in enumerate(node.pointers):
        _pointer(words, at + len(node.data) + k, child)


def build(node: Node) -> list[int]:
    """The words of a message whose root is `node`."""
    words = [0]
    _pointer(words, 0, node)
    return words


def frame(*segments: Sequence[int]) -> bytes:
    """A frame of these segments."""
    head = struct.pack(f"<I{len(segments)}I", len(segments) - 1, *[len(words) for words in segments])
    return head + bytes(-len(head) % 8) + b"".join(struct.pack(f"<{len(words)}Q", *words) for words in segments)


def message(tag: int, body: Node, *, extra: int = 0) -> bytes:
    """A message of the protocol."""
    return frame(build(Struct([tag | extra], [body])))


def cap_table(caps: Iterable[tuple[int, int] | Node]) -> Node:
    """A capability table of (kind, id), or of nodes that are receiverAnswers."""
    items = []
    for cap in caps:
        items.append(Struct([cap[0] | cap[1] << 32], [None]) if isinstance(cap, tuple) else Struct([ANSWER], [cap]))
    return Structs(items) if items else None


def promised(qid: int, *fields: int) -> Struct:
    """A PromisedAnswer."""
    return Struct([qid], [Structs([Struct([1 | f << 16]) for f in fields]) if fields else None])


def target_of(where: int | Struct) -> Struct:
    """A MessageTarget: an export, or a promised answer."""
    return Struct([where], [None]) if isinstance(where, int) else Struct([1 << 32], [where])


def call(
    qid: int,
    where: int | Struct,
    method: int | str,
    content: Node = None,
    caps: Iterable[tuple[int, int] | Node] = (),
    *,
    to: int = 0,
) -> bytes:
    """A Call; `to` is where its results go."""
    key = METHODS[method] if isinstance(method, str) else method
    payload = Struct([], [content, cap_table(caps)])
    head = [qid | (key & 0xFFFF) << 32 | to << 48, key >> 16, 0]
    return message(CALL, Struct(head, [target_of(where), payload, None]))


def ret(qid: int, content: Node = None, caps: Iterable[tuple[int, int] | Node] = (), *, kind: int = 0) -> bytes:
    """A Return of results."""
    return message(RETURN, Struct([qid | kind << 48, 0], [Struct([], [content, cap_table(caps)])]))


def finish(qid: int, *, release: bool = True) -> bytes:
    """A Finish."""
    return message(FINISH, Struct([qid | (not release) << 32]))


def release(eid: int, count: int = 1) -> bytes:
    """A Release."""
    return message(RELEASE, Struct([eid | count << 32]))


def bootstrap(qid: int) -> bytes:
    """A Bootstrap."""
    return message(BOOTSTRAP, Struct([qid], [None]))


def disembargo(where: int | Struct, kind: int = 0, number: int = 0) -> bytes:
    """A Disembargo."""
    return message(DISEMBARGO, Struct([number | kind << 32], [target_of(where)]))


def resolve(promise: int, cap: tuple[int, int]) -> bytes:
    """A Resolve to a capability."""
    return message(RESOLVE, Struct([promise], [Struct([cap[0] | cap[1] << 32], [None])]))


@dataclass
class Attacker:
    """The other end of a target's connection, on which nothing has been said.

    Attributes:
        many: More than what the target takes of anything.
    """

    sock: socket.socket
    many: int = 3000
    thread: int = -1
    thread_map: int = -1
    buf: bytes = field(default=b"", repr=False)
    qid: int = 1000
    lanes: list["Attacker"] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sock.settimeout(PATIENCE_S)

    def send(self, *frames: bytes) -> None:
        """Say something; the target may have hung up already."""
        with contextlib.suppress(ConnectionError):
            self.sock.sendall(b"".join(frames))

    def next(self) -> tuple[int, ...] | None:
        """The next message's words; None at the end."""
        while True:
            if len(self.buf) >= 8:
                segments, words = struct.unpack_from("<II", self.buf)
                assert not segments
                total = 8 + 8 * words
                if len(self.buf) >= total:
                    found = struct.unpack_from(f"<{words}Q", self.buf, 8)
                    self.buf = self.buf[total:]
                    return found
            try:
                got = self.sock.recv(1 << 18)
            except ConnectionError:
                got = b""
            if not got:
                return None
            self.buf += got

    def answer(self, qid: int) -> tuple[int, ...]:
        """The Return of a question; what else comes is dropped."""
        while True:
            words = self.next()
            assert words is not None, "hung up"
            assert words[1] & 0xFFFF != ABORT, struct.pack(f"<{len(words)}Q", *words)
            if words[1] & 0xFFFF == RETURN and words[3] & M32 == qid:
                return words

    def ask(
        self, where: int | Struct, method: int | str, *args: Node, caps: Sequence[tuple[int, int] | Node] = ()
    ) -> int:
        """Send a call without Context; its question id."""
        self.qid += 1
        self.send(call(self.qid, where, method, Struct([], args), caps))
        return self.qid

    def context(self, *, callback: int = 77) -> tuple[Node, list[tuple[int, int] | Node]]:
        """A Context, and the capabilities it needs."""
        return Struct([], [Word(CAP), Word(CAP | 1 << 32)]), [(RECEIVER, self.thread), (SENDER, callback)]

    def call(self, method: str, *args: Node, data: Sequence[int] = (), qid: int | None = None) -> bytes:
        """A call with Context on the root object."""
        if qid is None:
            self.qid = qid = self.qid + 1
        context, caps = self.context()
        return call(qid, 0, method, Struct(data, [context, *args]), caps)

    def greet(self) -> "Attacker":
        """Do what every peer does first: get the root, exchange thread maps, get a thread."""
        self.send(bootstrap(1))
        assert self.answer(1)[-2] == SENDER, "the root is export 0"
        self.send(call(2, 0, "construct", Struct([], [Word(CAP)]), [(SENDER, 50)]))
        self.thread_map = self.answer(2)[-2] >> 32
        self.thread = self.make_thread()
        self.send(finish(1, release=False), finish(2, release=False))
        return self

    def make_thread(self, name: bytes = b"attacker") -> int:
        """A thread of the target's."""
        qid = self.ask(self.thread_map, MAKE_THREAD, Text(name))
        found = self.answer(qid)[-2] >> 32
        self.send(finish(qid, release=False))
        return found

    def is_served(self) -> bool:
        """Whether a call that is right is answered."""
        self.send(self.call("echo", Text(b"still here")))
        words = self.answer(self.qid)
        return b"still here" in struct.pack(f"<{len(words)}Q", *words)

    def drain(self) -> bytes:
        """Everything up to the end of the stream; TimeoutError if it does not come."""
        got = self.buf
        self.buf = b""
        try:
            while data := self.sock.recv(1 << 18):
                got = (got + data)[-65536:]
        except ConnectionError:
            pass
        return got

    def close(self) -> None:
        """Hang up."""
        for lane in self.lanes:
            lane.close()
        self.sock.close()

    def __enter__(self) -> "Attacker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
