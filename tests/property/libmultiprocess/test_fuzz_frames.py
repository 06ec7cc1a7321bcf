"""Mutated captures, both ways: an answer, an exception or the end of that connection; never a hang, never a crash."""

import contextlib
import random
import socket
import struct
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mp_probe import FnCallback, ProbeImpl, RootImpl, RootProxy

import libmultiprocess as mp
from libmultiprocess._wire.flatten import flatten
from libmultiprocess._wire.framing import Limits

ROUNDS = 60
FRAMES_PER_ROUND = 40


class Tap:
    """Stands between two ends and keeps what passes."""

    def __init__(self, near: socket.socket, far: socket.socket) -> None:
        self.seen: list[bytes] = []
        self.threads = [
            threading.Thread(target=self.pump, args=pair) for pair in ((near, far, True), (far, near, False))
        ]
        for thread in self.threads:
            thread.start()

    def pump(self, source: socket.socket, target: socket.socket, keep: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 20):
                if keep:
                    self.seen.append(data)
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)


def split(stream: bytes) -> list[bytes]:
    frames = []
    while stream:
        size = 8 + 8 * struct.unpack_from("<II", stream)[1]
        frames.append(stream[:size])
        stream = stream[size:]
    return frames


def capture(*, server: bool) -> list[bytes]:
    """What a client (or the server it calls) says in a conversation with a bit of everything."""
    a, b = socket.socketpair()
    c, d = socket.socketpair()
    tap = Tap(b, c) if not server else Tap(c, b)
    conn = mp.Connection(d, (RootImpl(ProbeImpl()), RootProxy._info), name="server")
    root = mp.connect(a, RootProxy)
    talk(root.make_probe())
    root.close()
    conn.close()
    for thread in tap.threads:
        thread.join(10)
    for sock in (b, c):
        sock.close()
    return split(b"".join(tap.seen))


def talk(probe: Any) -> None:
    probe.echo("hello")
    probe.echo_plain("hello")
    probe.echo("a longer text " * 20)
    probe.repeat(FnCallback(lambda n: n), 3)
    probe.save(FnCallback(lambda n: n))
    probe.fire(3)
    with probe.make_thing(4) as thing:
        thing.value()
    probe.put(b"x" * 600)
    probe.get(600)
    with contextlib.suppress(mp.RemoteError):
        probe.boom("ouch")
    probe.thread_name()


def mutate(rnd: random.Random, frame: bytes) -> bytes:
    data = bytearray(frame)
    for _ in range(rnd.choice((1, 1, 1, 2, 4))):
        kind = rnd.randrange(7)
        at = rnd.randrange(len(data) // 8) * 8
        if kind == 0:
            data[rnd.randrange(len(data))] ^= 1 << rnd.randrange(8)
        elif kind == 1:
            data[at : at + 8] = rnd.randbytes(8)
        elif kind == 2:
            data[at : at + 8] = data[(other := rnd.randrange(len(data) // 8) * 8) : other + 8]
        elif kind == 3:
            data[at : at + 8] = struct.pack("<Q", rnd.choice((0, 1, 2, 3, (1 << 64) - 1, 0xFFFFFFFC, 1 << 63)))
        elif kind == 4 and len(data) > 24:
            del data[at + 8 if at == 0 else at : at + 16]
            struct.pack_into("<I", data, 4, (len(data) - 8) // 8)
        elif kind == 5:
            data[rnd.randrange(8, len(data)) & ~3] = rnd.randrange(256)
        else:
            segments = rnd.randrange(2, 4)
            body = bytes(data[8:])
            words = len(body) // 8
            cut = rnd.randrange(words + 1)
            sizes = [cut, words - cut, 0][:segments]
            head = struct.pack(f"<I{segments}I", segments - 1, *sizes)
            return head + bytes(-len(head) % 8) + body
    return bytes(data)


@pytest.fixture
def crashes() -> Iterator[list[object]]:
    """What threads died of."""
    found: list[object] = []
    old = threading.excepthook
    threading.excepthook = lambda args: found.append(args.exc_value)
    yield found
    threading.excepthook = old


def drain(sock: socket.socket) -> None:
    """Read to the end of the stream; a hang is a timeout."""
    sock.settimeout(10)
    try:
        while sock.recv(1 << 20):
            pass
    except ConnectionError:
        pass


def test_a_server_survives_mutated_calls(crashes: list[object]) -> None:
    """Thousands of frames; after each batch the server answers or has ended that connection."""
    frames = capture(server=False)
    assert len(frames) > 15
    rnd = random.Random(20261124)
    ended = 0
    for _ in range(ROUNDS):
        ours, theirs = socket.socketpair()
        conn = mp.Connection(theirs, (RootImpl(ProbeImpl()), RootProxy._info), name="server", limits=Limits(threads=64))
        reader = threading.Thread(target=drain, args=(ours,))
        reader.start()
        with contextlib.suppress(OSError):
            for k in range(FRAMES_PER_ROUND):
                ours.sendall(frames[k % len(frames)] if rnd.random() < 0.6 else mutate(rnd, frames[k % len(frames)]))
        with contextlib.suppress(OSError):
            ours.shutdown(socket.SHUT_WR)
        reader.join(15)
        assert not reader.is_alive(), "the server neither answers nor hangs up"
        assert conn.wait_closed(10)
        ended += isinstance(conn.fault, mp.ProtocolError)
        conn.close()
        ours.close()
    assert ended > ROUNDS // 2
    assert not crashes


def test_a_client_survives_mutated_answers(crashes: list[object]) -> None:
    """Every call ends: with a value, or an exception of the library (or of decoding)."""
    frames = capture(server=True)
    rnd = random.Random(11)
    for _ in range(ROUNDS * 2):
        ours, theirs = socket.socketpair()
        spoiled = rnd.randrange(len(frames))

        def answer(sock: socket.socket = theirs, spoiled: int = spoiled) -> None:
            sock.settimeout(0.03)  # a spoiled answer may well leave the client waiting: then this peer leaves
            with contextlib.suppress(OSError):
                for k, frame in enumerate(frames):
                    if not sock.recv(1 << 20):
                        break
                    sock.sendall(mutate(rnd, frame) if k == spoiled else frame)
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_WR)
            drain(sock)

        peer = threading.Thread(target=answer)
        peer.start()
        failed: list[BaseException] = []

        def client(sock: socket.socket = ours, failed: list[BaseException] = failed) -> None:
            try:
                root = mp.connect(sock, RootProxy)
                try:
                    talk(root.make_probe())
                finally:
                    root.close()
            except (mp.MultiprocessError, UnicodeDecodeError, ValueError) as e:
                failed.append(e)

        caller = threading.Thread(target=client)
        caller.start()
        caller.join(20)
        assert not caller.is_alive(), "a call hangs"
        ours.close()
        peer.join(15)
        assert not peer.is_alive()
        theirs.close()
    assert not crashes


@settings(max_examples=300, deadline=None)
@given(st.binary(min_size=8, max_size=400), st.integers(1, 3))
def test_flatten_takes_anything(body: bytes, parts: int) -> None:
    """Any words in any segments: one segment, to which nothing is left to do at most one step later; or MalformedError."""
    body = body[: len(body) // 8 * 8]
    words = len(body) // 8
    sizes = [words - words // 2 if parts > 1 else words, words // 2, 0][:parts]
    head = struct.pack(f"<I{parts}I", parts - 1, *sizes)
    frame = head + bytes(-len(head) % 8) + body
    try:
        flat = flatten(frame, Limits(traversal_words=4096))
    except mp.ProtocolError:
        return
    assert struct.unpack_from("<I", flat)[0] == 0
    assert len(flat) == 8 + 8 * struct.unpack_from("<II", flat)[1]
    again = flatten(flat, Limits(traversal_words=1 << 16))  # structs that were missing altogether appear now
    assert flatten(again, Limits(traversal_words=1 << 16)) == again
