"""Single messages, built and read with pycapnp's rpc.capnp: every kind, every odd layout, every broken rule."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
from mp_probe import RootProxy, raw

import libmultiprocess as mp

capnp = pytest.importorskip("capnp")
capnp.remove_import_hook()
_HOME = Path(capnp.__file__).parent
rpc: Any = capnp.load(str(_HOME / "rpc.capnp"), imports=[str(_HOME.parent)])
THREAD_MAP = 0xEE5E37179AD9DC9D
ROOT = 0xA1B2C3D4E5F6071B
PROBE = 0xA1B2C3D4E5F6071A

pytestmark = pytest.mark.interop


class Wire:
    """The far end of a served probe, message by message."""

    def __init__(self, **limits: int) -> None:
        self.sock, self.conn, self.impl = raw(**limits)
        self.buf = b""
        self.frame = b""
        self.stack = ExitStack()

    def send(self, message: Any) -> None:
        with suppress(BrokenPipeError):  # it may have hung up already: what it said is still to be read
            self.sock.sendall(message if isinstance(message, bytes) else message.to_bytes())

    def recv(self) -> Any:
        """The next message; None at the end of the stream."""
        while True:
            if len(self.buf) >= 8:
                segments, words = struct.unpack_from("<II", self.buf)
                assert segments == 0
                total = 8 + 8 * words
                if len(self.buf) >= total:
                    frame, self.buf = self.buf[:total], self.buf[total:]
                    self.frame = frame
                    return self.stack.enter_context(rpc.Message.from_bytes(frame))
            try:
                got = self.sock.recv(65536)
            except ConnectionError:
                got = b""
            if not got:
                return None
            self.buf += got

    def recv_kind(self, kind: str) -> Any:
        """The next message of this kind; Release and Finish in between are dropped."""
        while True:
            message = self.recv()
            assert message is not None, self.conn.fault
            if message.which() == kind:
                return message
            assert message.which() in ("release", "finish"), message

    def ends(self, text: str) -> None:
        """An Abort with this text, then the end; and the process lives."""
        while True:
            message = self.recv()
            if message is None:
                break
            if message.which() == "abort":
                assert text in message.abort.reason
        assert self.conn.wait_closed(10)
        assert isinstance(self.conn.fault, mp.ProtocolError)
        assert text in str(self.conn.fault)

    def close(self) -> None:
        self.impl.go.set()
        self.sock.close()
        self.conn.close()
        self.stack.close()

    def text(self) -> str:
        """What stands between < and > in the next Return."""
        found = getattr(self.recv_kind("return"), "return")
        assert found.which() == "results", found
        return self.frame.split(b"<", 1)[1].split(b">", 1)[0].decode()


def bootstrap(qid: int) -> Any:
    m = rpc.Message.new_message()
    m.init("bootstrap").questionId = qid
    return m


def call(
    qid: int, interface: int, method: int, *, export: int | None = None, answer: int | None = None,
    path: tuple[int, ...] = (), caps: tuple[tuple[str, int], ...] = (), yourself: bool = False,
) -> tuple[Any, Any]:  # fmt: skip
    """A Call with parameters not set; gives the message and its Call."""
    m = rpc.Message.new_message()
    c = m.init("call")
    c.questionId, c.interfaceId, c.methodId = qid, interface, method
    if export is not None:
        c.target.importedCap = export
    else:
        p = c.target.init("promisedAnswer")
        p.questionId = answer
        ops = p.init("transform", len(path))
        for k, field in enumerate(path):
            ops[k].getPointerField = field
    if yourself:
        c.sendResultsTo.yourself = None
    table = c.params.init("capTable", len(caps))
    for k, (kind, value) in enumerate(caps):
        if kind == "receiverAnswer":
            table[k].init("receiverAnswer").questionId = value
            table[k].receiverAnswer.init("transform", 1)[0].getPointerField = 0
        else:
            setattr(table[k], kind, value)
    return m, c


def finish(qid: int, *, release: bool = False) -> Any:
    m = rpc.Message.new_message()
    f = m.init("finish")
    f.questionId, f.releaseResultCaps = qid, release
    return m


def with_content(message: Any, words: list[int], data: int, pointers: int) -> bytes:
    """The message's bytes with its content replaced: `words` appended, pointed at by the payload."""
    frame = bytearray(message.to_bytes())
    segments, size = struct.unpack_from("<II", frame)
    assert segments == 0
    body = struct.unpack_from(f"<{size}Q", frame, 8)
    # root -> Message -> Call; pointer section of Call: target, params
    message_at = 1 + (body[0] >> 2 & 0x3FFFFFFF)
    pointer = message_at + (body[0] >> 32 & 0xFFFF)
    call_at = pointer + 1 + (body[pointer] >> 2 & 0x3FFFFFFF)
    params = call_at + (body[pointer] >> 32 & 0xFFFF) + 1
    payload = params + 1 + (body[params] >> 2 & 0x3FFFFFFF)
    at = size
    struct.pack_into("<Q", frame, 8 + 8 * payload, (at - payload - 1) << 2 | data << 32 | pointers << 48)
    frame += struct.pack(f"<{len(words)}Q", *words)
    struct.pack_into("<II", frame, 0, 0, size + len(words))
    return bytes(frame)


def text_words(text: str) -> list[int]:
    raw_text = text.encode() + b"\0"
    raw_text += bytes(-len(raw_text) % 8)
    return list(struct.unpack(f"<{len(raw_text) // 8}Q", raw_text))


def echo_plain(qid: int, text: str, **target: Any) -> bytes:
    m, _ = call(qid, PROBE, 2, **target)
    return with_content(m, [1 | 2 << 32 | (len(text) + 1) << 35, *text_words(text)], 0, 1)


@pytest.fixture
def wire() -> Iterator[Wire]:
    found = Wire()
    yield found
    found.close()


def make_probe(wire: Wire) -> tuple[int, int]:
    """Export ids of the probe and of a thread; questions 0 to 2 are finished."""
    wire.send(bootstrap(0))
    root = wire.recv_kind("return")
    root_id = getattr(root, "return").results.capTable[0].senderHosted
    wire.send(with_content(call(1, ROOT, 0, export=root_id)[0], [0], 0, 1))
    map_id = getattr(wire.recv_kind("return"), "return").results.capTable[0].senderHosted
    words = [1 | 2 << 32 | 2 << 35, ord("t")]
    wire.send(with_content(call(2, THREAD_MAP, 0, export=map_id)[0], words, 0, 1))
    thread_id = getattr(wire.recv_kind("return"), "return").results.capTable[0].senderHosted
    caps = (("receiverHosted", thread_id),)
    wire.send(with_content(call(3, ROOT, 1, export=root_id, caps=caps)[0], [2 << 48, 3, 0], 0, 1))
    probe_id = getattr(wire.recv_kind("return"), "return").results.capTable[0].senderHosted
    for qid in range(4):
        wire.send(finish(qid))
    return probe_id, thread_id


def test_bootstrap_and_plain_call(wire: Wire) -> None:
    """Answers are right as another implementation reads them."""
    probe, _ = make_probe(wire)
    wire.send(echo_plain(7, "<hello>", export=probe))
    found = getattr(wire.recv_kind("return"), "return")
    assert (found.answerId, found.releaseParamCaps) == (7, True)
    assert b"<hello>\0" in wire.frame


def test_results_kept_here_for_another_question(wire: Wire) -> None:
    """sendResultsTo.yourself, then takeFromOtherQuestion: a tail call of the peer's."""
    probe, thread = make_probe(wire)
    # save(cb): our side calls back later and gets its answer from a call of the peer's own.
    caps = (("receiverHosted", thread), ("senderHosted", 77), ("senderHosted", 78))
    words = [(1 << 2) | 2 << 48, 3 | 2 << 32, 3, 3 | 1 << 32]
    wire.send(with_content(call(4, PROBE, 4, export=probe, caps=caps)[0], words, 0, 2))
    found = getattr(wire.recv_kind("return"), "return")
    assert found.releaseParamCaps is False
    fire = [5, 0 << 2 | 2 << 48, 3, 3 | 1 << 32]
    wire.send(with_content(call(5, PROBE, 5, export=probe, caps=caps[:2])[0], fire, 1, 1))
    asked = wire.recv_kind("call").call
    assert asked.target.importedCap == 78
    # The peer answers with what put() of ours returns: 3 bytes.
    put = [1 << 2 | 2 << 48, 2 << 2 | 1 | 2 << 32 | 3 << 35, 3, 3 | 1 << 32, 0x414141]
    wire.send(with_content(call(6, PROBE, 7, export=probe, caps=caps[:2], yourself=True)[0], put, 0, 2))
    m = rpc.Message.new_message()
    r = m.init("return")
    r.answerId = asked.questionId
    r.takeFromOtherQuestion = 6
    wire.send(m)
    seen: dict[Any, Any] = {}
    while len(seen) < 2:
        found = getattr(wire.recv_kind("return"), "return")
        seen[found.answerId] = found.which()
        if found.answerId == 5:
            assert wire.frame[72] == 3
    assert seen == {5: "results", 6: "resultsSentElsewhere"}
    wire.send(finish(6))
    wire.send(echo_plain(8, "<on>", export=probe))
    assert wire.text() == "on"


@pytest.mark.parametrize("kind", ["provide", "accept", "join"])
def test_messages_of_higher_levels_come_back(wire: Wire, kind: str) -> None:
    """As Unimplemented, whole."""
    m = rpc.Message.new_message()
    m.init(kind).questionId = 99
    wire.send(m)
    back = wire.recv()
    assert back.which() == "unimplemented"
    assert back.unimplemented.which() == kind
    assert getattr(back.unimplemented, kind).questionId == 99


@pytest.mark.parametrize("tag", [7, 9, 14, 999])
def test_unknown_messages_come_back(wire: Wire, tag: int) -> None:
    """Whatever they are; and the connection goes on."""
    frame = struct.pack("<II5Q", 0, 5, 0x0001000100000000, tag, 0x0001000100000000, 77, 0)
    wire.send(frame)
    assert wire.recv().which() == "unimplemented"
    assert wire.frame.endswith(frame[8:])
    wire.send(bootstrap(0))
    assert wire.recv().which() == "return"


def test_resolve_gives_the_capability_back(wire: Wire) -> None:
    """The promise is used on; what it resolved to is released."""
    m = rpc.Message.new_message()
    r = m.init("resolve")
    r.promiseId = 5
    r.init("cap").senderHosted = 6
    wire.send(m)
    found = wire.recv().release
    assert (found.id, found.referenceCount) == (6, 1)
    m = rpc.Message.new_message()
    m.init("resolve").promiseId = 5
    m.resolve.init("exception").reason = "no"
    wire.send(m)
    wire.send(bootstrap(0))
    assert wire.recv().which() == "return"


def test_disembargo_comes_back(wire: Wire) -> None:
    """SenderLoopback becomes receiverLoopback with the same id, after the calls before it."""
    probe, _ = make_probe(wire)
    m = rpc.Message.new_message()
    d = m.init("disembargo")
    d.target.importedCap = probe
    d.context.senderLoopback = 1234
    wire.send(echo_plain(7, "<first>", export=probe) + m.to_bytes())
    assert wire.text() == "first"
    back = wire.recv_kind("disembargo").disembargo
    assert back.context.receiverLoopback == 1234


def test_unimplemented_call_fails_its_question() -> None:
    """The caller gets an exception, not a hang."""
    ours, theirs = socket.socketpair()
    conn = mp.Connection(theirs, name="client")
    ours.settimeout(10)
    caught: list[BaseException] = []

    def run() -> None:
        try:
            conn.bootstrap(RootProxy._info)
        except mp.MultiprocessError as e:
            caught.append(e)

    thread = threading.Thread(target=run)
    thread.start()
    frame = ours.recv(4096)
    with rpc.Message.from_bytes(frame) as sent:
        m = rpc.Message.new_message()
        m.unimplemented = sent
        ours.sendall(m.to_bytes())
    thread.join(10)
    assert isinstance(caught[0], mp.RemoteError)
    conn.close()
    ours.close()


def test_abort_ends_calls_in_flight(wire: Wire) -> None:
    """With the peer's reason."""
    make_probe(wire)
    m = rpc.Message.new_message()
    m.init("abort").reason = "I am tired"
    wire.send(m)
    assert wire.conn.wait_closed(10)
    assert isinstance(wire.conn.fault, mp.DisconnectedError)
    assert "I am tired" in str(wire.conn.fault)


def segmented(frame: bytes, how: str) -> bytes:
    """The same message over several segments: the Call struct, then everything, behind far or double-far pointers."""
    size = struct.unpack_from("<II", frame)[1]
    body = list(struct.unpack_from(f"<{size}Q", frame, 8))
    pointer = body[0]
    assert pointer & 3 == 0
    target = 1 + (pointer >> 2 & 0x3FFFFFFF)
    if how == "far":
        # segment 0: the root pointer, far to a landing pad in segment 1 in front of the old body
        first = [2 | 0 << 3 | 1 << 32]
        second = [(target - 1) << 2 | pointer >> 32 << 32, *body[1:]]
        parts = [first, second]
    elif how == "double":
        first = [2 | 4 | 0 << 3 | 1 << 32]
        second = [2 | (target - 1) << 3 | 2 << 32, pointer >> 32 << 32]
        parts = [first, second, body[1:]]
    else:
        # far within the one segment
        parts = [[2 | len(body) << 3, *body[1:], ((target - len(body) - 1) << 2 | pointer >> 32 << 32) & (1 << 64) - 1]]
        parts[0][-1] = ((target - len(body) - 1) << 2 & 0xFFFFFFFF) | pointer >> 32 << 32
    head = struct.pack(f"<I{len(parts)}I", len(parts) - 1, *map(len, parts))
    head += bytes(-len(head) % 8)
    return head + b"".join(struct.pack(f"<{len(part)}Q", *part) for part in parts)


@pytest.mark.parametrize("how", ["far", "double", "self"])
def test_calls_in_odd_layouts(wire: Wire, how: str) -> None:
    """Far and double-far pointers, several segments, pieces cut anywhere."""
    probe, _ = make_probe(wire)
    frame = segmented(echo_plain(9, "<odd>", export=probe), how)
    for cut in (len(frame), 3, 12):
        for start in range(0, len(frame), cut):
            wire.sock.sendall(frame[start : start + cut])
        assert wire.text() == "odd"
    wire.send(segmented(bootstrap(11).to_bytes(), how))
    assert getattr(wire.recv_kind("return"), "return").answerId == 11


def test_parameters_of_an_older_schema_are_padded(wire: Wire) -> None:
    """A struct without the later fields means their defaults."""
    probe, thread = make_probe(wire)
    wire.send(with_content(call(7, PROBE, 2, export=probe)[0], [], 0, 0))
    assert getattr(wire.recv_kind("return"), "return").which() == "results"
    caps = (("receiverHosted", thread),)
    wire.send(with_content(call(8, PROBE, 8, export=probe, caps=caps)[0], [2 << 48, 3, 0], 0, 1))
    assert getattr(wire.recv_kind("return"), "return").which() == "results"


def test_many_frames_in_one_piece(wire: Wire) -> None:
    """And in pieces of one byte."""
    probe, _ = make_probe(wire)
    frames = b"".join(echo_plain(100 + k, f"<{k}>", export=probe) for k in range(50))
    wire.send(frames)
    assert [wire.text() for _ in range(50)] == [str(k) for k in range(50)]
    for k in range(0, 400, 1):
        wire.sock.sendall(frames[k : k + 1])
    assert wire.text() == "0"


BROKEN = {
    "return for unknown question": lambda p: _return(4711),
    "release of unknown export": lambda p: _release(4711, 1),
    "more often than it was passed": lambda p: _release(p, 1000),
    "call on unknown export": lambda p: echo_plain(50, "x", export=4711),
    "asked twice": lambda p: bootstrap(60).to_bytes() * 2,
    "frame of 600 segments": lambda p: struct.pack("<II", 599, 1) + bytes(4096),
    "frame of 4000000000 words": lambda p: struct.pack("<II", 0, 4_000_000_000),
    "without a root pointer": lambda p: struct.pack("<II", 0, 0),
    "disembargo of nothing": lambda p: _disembargo("receiverLoopback", p),
    "disembargo of unknown export": lambda p: _disembargo("senderLoopback", 4711),
    "out of bounds": lambda p: struct.pack("<IIQ", 0, 1, 0x7FFFFFF0 | 1 << 32),
}


def _return(qid: int) -> bytes:
    m = rpc.Message.new_message()
    r = m.init("return")
    r.answerId = qid
    r.canceled = None
    return bytes(m.to_bytes())


def _release(eid: int, count: int) -> bytes:
    m = rpc.Message.new_message()
    r = m.init("release")
    r.id, r.referenceCount = eid, count
    return bytes(m.to_bytes())


def _disembargo(kind: str, eid: int) -> bytes:
    m = rpc.Message.new_message()
    d = m.init("disembargo")
    d.target.importedCap = eid
    setattr(d.context, kind, 1)
    return bytes(m.to_bytes())


@pytest.mark.parametrize("text", list(BROKEN))
def test_a_broken_rule_ends_this_connection_only(wire: Wire, text: str) -> None:
    """Abort with the reason; other connections of the process do not notice."""
    other = Wire()
    probe, _ = make_probe(wire)
    make_probe(other)
    wire.send(BROKEN[text](probe))  # type: ignore[no-untyped-call]  # lambdas
    wire.ends(text)
    other.send(bootstrap(0))
    assert other.recv_kind("return") is not None
    other.close()


def test_limits_on_what_a_peer_queues() -> None:
    """Answers, inbox, threads, objects."""
    wire = Wire(answers=8)
    wire.send(b"".join(bootstrap(qid).to_bytes() for qid in range(20)))
    wire.ends("too many calls are not finished")
    wire.close()
    wire = Wire(inbox=4)
    probe, thread = make_probe(wire)
    caps = (("receiverHosted", thread),)
    calls = [
        with_content(call(qid, PROBE, 10, export=probe, caps=caps)[0], [2 << 48, 3, 0], 0, 1) for qid in range(10, 20)
    ]
    wire.send(b"".join(calls))
    wire.ends("too many calls wait for one thread")
    wire.close()


def test_nesting_and_traversal_are_limited(wire: Wire) -> None:
    """A list of lists of lists, deeper than the limit, in a message that has to be flattened."""
    probe, _ = make_probe(wire)
    deep = [1 | 6 << 32 | 1 << 35] * 100 + [0]
    frame = with_content(call(7, PROBE, 2, export=probe)[0], deep, 0, 1)
    wire.send(segmented(frame, "far"))
    wire.ends("nested too deeply")


def test_callback_proxy_is_released_when_refused(wire: Wire) -> None:
    """A call that raises after it took an owned parameter keeps just that."""
    probe, thread = make_probe(wire)

    def refuse(cb: object) -> None:
        kept.append(cb)
        raise ValueError

    kept: list[object] = []
    wire.impl.save = refuse  # type: ignore[method-assign]  # a stand-in
    caps = (("receiverHosted", thread), ("senderHosted", 77), ("senderHosted", 78))
    words = [1 << 2 | 2 << 48, 3 | 2 << 32, 3, 3 | 1 << 32]
    wire.send(with_content(call(4, PROBE, 4, export=probe, caps=caps)[0], words, 0, 2))
    release = wire.recv()
    assert (release.which(), release.release.id) == ("release", 77)
    found = getattr(wire.recv(), "return")
    assert (found.which(), found.releaseParamCaps) == ("exception", False)
    kept.clear()
    later = wire.recv()
    assert (later.which(), later.release.id) == ("release", 78)
