"""Hostile peers: whatever they send, that connection ends or goes on; the process lives, and nothing is left behind."""

import contextlib
import json
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import hostile_target
import pytest
from framework import wait_until
from hostile import CALL, CAP, FINISH, Attacker, Struct, Structs, Text, Word, bootstrap, call, frame, promised
from hostile_attacks import CASES, LIMITS, Case, End
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

DEADLINE_S = 20.0
MOST_GROWTH_KIB = 48 << 10


class Target:
    """A process that listens, and what it takes of the machine."""

    def __init__(self, limits: dict[str, int]) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.path = f"{self._folder.name}/target.sock"
        self._process = subprocess.Popen(
            [sys.executable, str(hostile_target.__file__), "-listen", self.path, json.dumps(limits)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"
        for _ in range(3):
            self.check()
        self.threads, self.files = self.count("task"), self.count("fd")

    def connect(self) -> Attacker:
        """A connection on which nothing has been said."""
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(self.path)
        return Attacker(sock)

    def check(self) -> None:
        """The next one is served."""
        with self.connect() as a:
            assert a.greet().is_served()

    def count(self, what: str) -> int:
        """Threads ("task") or descriptors ("fd")."""
        return len(list(Path(f"/proc/{self._process.pid}/{what}").iterdir()))

    def memory_kib(self) -> int:
        """Resident memory."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0])

    def settle(self) -> None:
        """Threads and descriptors are what they were."""
        wait_until(lambda: self.count("task") <= self.threads, DEADLINE_S)
        wait_until(lambda: self.count("fd") <= self.files, DEADLINE_S)

    def close(self) -> None:
        """End it; it has nothing to say."""
        _, err = self._process.communicate(timeout=DEADLINE_S)
        self._folder.cleanup()
        assert self._process.returncode == 0
        assert err == ""


@pytest.fixture(scope="module")
def target() -> Iterator[Target]:
    found = Target(LIMITS)
    yield found
    found.settle()
    found.close()


def carry_out(target: Target, case: Case) -> None:
    """Attack, and see what comes of it."""
    with target.connect() as a:
        a.greet()
        case.run(a)
        if case.end is End.SERVED:
            assert a.is_served(), case.name
        elif case.end is End.CUT:
            a.drain()
    target.check()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_attack(target: Target, case: Case) -> None:
    """Each ends as it should, and the next peer is served."""
    carry_out(target, case)


def test_memory_is_bounded(target: Target) -> None:
    """After the above, some of it again: the process has not grown by more than a little."""
    target.settle()
    before = target.memory_kib()
    for case in CASES[::4]:
        carry_out(target, case)
    target.settle()
    assert target.memory_kib() - before < MOST_GROWTH_KIB
    assert target.memory_kib() < 200 << 10


def test_a_half_sent_message_holds_nobody_up(target: Target) -> None:
    """Others are served meanwhile, however many such peers there are."""
    held = [target.connect() for _ in range(20)]
    for k, a in enumerate(held):
        a.greet()
        a.send((struct.pack("<II", 0, 1 << 16) + bytes(20000)) if k % 2 else bootstrap(3)[:20])
        target.check()
    for a in held:
        a.close()
    target.settle()


def base_calls(a: Attacker) -> list[bytes]:
    """Messages that are right, to be spoiled."""
    context, caps = a.context()
    rows = Structs([Struct([k], [Text(b"x" * k)]) for k in range(5)])
    return [
        bootstrap(800),
        call(801, 0, "plain", Struct([], [Text(b"hello")])),
        call(802, 0, "echo", Struct([], [context, Text(b"hello")]), caps),
        call(803, 0, "rows", Struct([], [context, rows]), caps),
        call(804, 0, "makeThing", Struct([], [context]), caps),
        call(805, promised(804, 0), 0xA1B2C3D4E5F60729 << 16 | 1, Struct([], [context]), caps),
        call(806, 0, "keep", Struct([], [context, Word(CAP | 2 << 32)]), [*caps, (1, 61)]),
        call(807, 0, "tree", Struct([], [context, Struct([], [Structs([Struct([], [None])] * 3)])]), caps),
        call(808, 0, "boom", Struct([], [context, Text(b"ouch")]), caps),
        frame([2 | 1 << 32], [1 << 32 | 1 << 48, FINISH, 1 << 32, 804]),
        call(809, 0, "construct", Struct([], [Word(CAP)]), [(1, 62)]),
        call(810, 0, "bits", Struct([], [context, Word(0)]), caps),
    ]


def spoil(rng: Random, whole: bytes) -> bytes:
    """Change some of a message, cut it, or put it into segments."""
    data = bytearray(whole)
    for _ in range(rng.choice((1, 1, 2, 3))):
        at = rng.randrange(len(data) // 8) * 8
        kind = rng.randrange(6)
        if kind == 0:
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        elif kind == 1:
            data[at : at + 8] = rng.randbytes(8)
        elif kind == 2:
            other = rng.randrange(len(data) // 8) * 8
            data[at : at + 8] = data[other : other + 8]
        elif kind == 3:
            word = rng.choice((0, 1, 2, 3, 0xFFFFFFFC, 1 << 63, (1 << 64) - 1, 1 | 7 << 32 | 1 << 60, 2 | 4))
            struct.pack_into("<Q", data, at, word)
        elif kind == 4:
            (word,) = struct.unpack_from("<Q", data, at)
            struct.pack_into("<Q", data, at, word ^ rng.randrange(64) << 2 ^ rng.choice((0, 1, 2)) << 48)
        elif len(data) > 24:
            del data[at or 8 : (at or 8) + 8]
            struct.pack_into("<I", data, 4, (len(data) - 8) // 8)
    return bytes(data)


def mutate(target: Target, seed: int, connections: int) -> None:
    """On each connection all the right messages, one of them spoiled; each ends in time."""
    rng = Random(seed)
    for number in range(connections):
        with target.connect() as a:
            a.greet()
            frames = base_calls(a)
            place = rng.randrange(len(frames))
            frames[place] = spoil(rng, frames[place])
            a.send(*frames)
            with contextlib.suppress(OSError):  # hung up already
                a.sock.shutdown(socket.SHUT_WR)
            try:
                a.drain()
            except TimeoutError:
                pytest.fail(f"neither answered nor hung up: seed {seed}, connection {number}")
    target.check()


def test_spoiled_messages(target: Target) -> None:
    """A few hundred, always the same."""
    mutate(target, 7, 150)


WORDS = st.one_of(
    st.integers(0, (1 << 64) - 1),
    st.sampled_from([0, 1, 2, 3, CALL, FINISH, 0xFFFFFFFC, 1 << 32 | 1 << 48, 3 << 32 | 3 << 48, 2 << 48, 1 | 7 << 32]),
    st.builds(lambda o, d, p: (o & 0x3FFFFFFF) << 2 | d << 32 | p << 48, st.integers(-8, 12), st.integers(0, 4), st.integers(0, 4)),
    st.builds(lambda o, s, n: (o & 0x3FFFFFFF) << 2 | 1 | s << 32 | n << 35, st.integers(-8, 12), st.integers(0, 7), st.integers(0, 40)),
    st.builds(lambda o, g, double: 2 | double << 2 | o << 3 | g << 32, st.integers(0, 12), st.integers(0, 3), st.integers(0, 1)),
)  # fmt: skip
SEGMENTS = st.lists(st.lists(WORDS, min_size=0, max_size=24), min_size=1, max_size=3)


def say(target: Target, segments: list[list[int]], *, is_call: bool) -> None:
    """Send one message of these words, as it is or with the beginning of a call."""
    if is_call:
        segments = [[1 << 32 | 1 << 48, CALL, 3 << 32 | 3 << 48, *segments[0]], *segments[1:]]
    with target.connect() as a:
        a.greet()
        a.send(frame(*segments))
        with contextlib.suppress(OSError):
            a.sock.shutdown(socket.SHUT_WR)
        a.drain()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(segments=SEGMENTS, is_call=st.booleans())
def test_messages_of_any_words(target: Target, segments: list[list[int]], is_call: bool) -> None:
    """Pointers of every kind to anywhere: answered or hung up upon, in time."""
    say(target, segments, is_call=is_call)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_ten_thousand(target: Target) -> None:
    """The whole corpus, thousands of spoiled messages and of any words: bounded, and all served in the end."""
    seed = Random().randrange(1 << 32)
    sys.stdout.write(f"seed {seed}\n")
    for case in CASES:
        carry_out(target, case)
    mutate(target, seed, 200)
    target.settle()
    before = target.memory_kib()
    mutate(target, seed + 1, 6000)

    @settings(max_examples=4000, deadline=None, database=None)
    @given(segments=SEGMENTS, is_call=st.booleans())
    def any_words(segments: list[list[int]], is_call: bool) -> None:
        say(target, segments, is_call=is_call)

    any_words()
    for case in CASES:
        carry_out(target, case)
    target.settle()
    assert target.memory_kib() - before < MOST_GROWTH_KIB
    target.check()


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_usual_limits() -> None:
    """What the library grants by default is bounded as well: all that hit a bound, with room for more."""
    found = Target({})
    try:
        for case in CASES:
            if case.end is End.CUT:
                with found.connect() as a:
                    a.many = 70_000
                    case.run(a.greet())
                    a.drain()
                assert found.memory_kib() < 400 << 10, case.name
                found.check()
        found.settle()
    finally:
        found.close()


CHILD_CASES = [case for case in CASES if case.end is End.CUT][::6]


def child() -> tuple[Attacker, "subprocess.Popen[str]"]:
    """A process started as `spawn` starts it, to be attacked by its parent."""
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, str(hostile_target.__file__), "-ipcfd", str(theirs.fileno()), json.dumps(LIMITS)],
            pass_fds=[theirs.fileno()],
            stderr=subprocess.PIPE,
            text=True,
        )
    return Attacker(ours), process


@pytest.mark.parametrize("case", CHILD_CASES, ids=lambda case: case.name)
def test_attack_on_a_child(case: Case) -> None:
    """A spawned process ends, and says why; no signal, no hang."""
    a, process = child()
    with a:
        a.greet()
        case.run(a)
        a.drain()
    _, err = process.communicate(timeout=DEADLINE_S)
    assert process.returncode in {0, 1}, signal.strsignal(-process.returncode)
    assert "Exception in thread" not in err
    if process.returncode:
        assert "MalformedError" in err or "ProtocolError" in err, err
