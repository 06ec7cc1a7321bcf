"""Hostile servers: a call to one ends with an exception of the library, and nothing is left behind."""

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from cuts import nothing_left
from hostile import (
    ABORT,
    CALL,
    CAP,
    M32,
    RECEIVER,
    RETURN,
    SENDER,
    Attacker,
    Pointers,
    Struct,
    Text,
    Word,
    bootstrap,
    call,
    disembargo,
    finish,
    frame,
    message,
    promised,
    release,
    ret,
)
from hostile_target import TargetProxy

import libmultiprocess as mp

DEADLINE_S = 20.0
MANY = 2000
LIMITS = mp.Limits(answers=200, inbox=100, threads=16, exports=100, queued_bytes=1 << 18, message_words=1 << 17)
Question = tuple[int, ...]
Spoil = Callable[[Attacker, Question], None]


@dataclass
class Case:
    """What a server does where the answer to `echo` was due, and what the caller gets."""

    name: str
    run: Spoil
    error: type[Exception] | None


CASES: list[Case] = []


def spoils(error: type[Exception] | None) -> Callable[[Spoil], Spoil]:
    """Put a function into the list."""

    def add(fn: Spoil) -> Spoil:
        CASES.append(Case(fn.__name__, fn, error))
        return fn

    return add


def says(name: str, error: type[Exception] | None, make: Callable[[int], bytes]) -> None:
    """Answer with these bytes, given the question's id."""
    CASES.append(Case(name, lambda a, words: a.send(make(words[3] & M32)), error))


def answer(qid: int, text: bytes = b"hello") -> bytes:
    """What was due."""
    return ret(qid, Struct([], [Text(text)]))


says("right", None, answer)
says("noise", mp.ProtocolError, lambda _: b"\xff" * 64)
says("no_words", mp.ProtocolError, lambda _: bytes(8))
says("text_out_of_bounds", mp.ProtocolError, lambda qid: ret(qid, Struct([], [Word(1 | 2 << 32 | 1 << 45)])))
says("text_that_is_no_text", mp.ProtocolError, lambda qid: ret(qid, Struct([], [Pointers([None])])))
says("results_that_are_a_list", mp.ProtocolError, lambda qid: ret(qid, Pointers([None])))
says("results_out_of_bounds", mp.ProtocolError, lambda qid: ret(qid, Word(99 << 2 | 1 << 48)))
says("no_results", None, lambda qid: ret(qid, None))
says("answer_to_no_question", mp.ProtocolError, lambda _: answer(12345))
says("answer_of_an_unknown_kind", mp.ProtocolError, lambda qid: ret(qid, kind=77))
says("answer_that_takes_from_nothing", mp.ProtocolError, lambda qid: ret(qid, kind=4))
says("canceled", mp.RemoteError, lambda qid: ret(qid, kind=2))
says("exception_without_a_text", mp.RemoteError, lambda qid: message(RETURN, Struct([qid | 1 << 48, 0], [None])))
says("exception_out_of_bounds", mp.ProtocolError, lambda qid: frame(
    [1 << 32 | 1 << 48, RETURN, 2 << 32 | 1 << 48, qid | 1 << 48, 0, 1 << 40 | 99 << 2]))  # fmt: skip
says("abort", mp.DisconnectedError, lambda _: message(ABORT, Struct([0], [Text(b"go away " * 10000)])))
says("release_of_nothing", mp.ProtocolError, lambda _: release(12345))
says(
    "release_of_the_thread_that_calls", None, lambda qid: release(0, 99) + answer(qid)
)  # some come before their Return
says("call_on_nothing", mp.ProtocolError, lambda _: call(1, 12345, 0))
says("call_on_the_answer_it_owes", None, lambda qid: call(1, promised(1), 0) + answer(qid))
says("disembargo_of_nothing", mp.ProtocolError, lambda _: disembargo(12345))
says("finish_of_nothing", None, lambda qid: finish(7) * 100 + answer(qid))
says("bootstrap_of_nothing", None, lambda qid: bootstrap(7) + answer(qid))
says("half_an_answer", mp.DisconnectedError, lambda qid: answer(qid)[:-8])
says("half_a_large_answer", mp.DisconnectedError, lambda qid: answer(qid, b"x" * 30000)[:20000])


@spoils(mp.ProtocolError)
def answer_twice_at_once(a: Attacker, words: Question) -> None:
    """The second does not find a caller that waits: whoever calls next is told."""
    a.send(ret(words[3] & M32, Struct([1], [Text(b"hello")])) * 2)


@spoils(mp.ProtocolError)
def bootstraps_without_end(a: Attacker, _words: Question) -> None:
    for k in range(MANY):
        a.send(bootstrap(1000 + k))


@spoils(mp.ProtocolError)
def calls_for_the_waiting_thread_that_it_never_reads(a: Attacker, words: Question) -> None:
    """The caller's own thread is made to serve: its answers are not read."""
    theirs = words[-2] >> 32
    context = Struct([], [Word(CAP), None])
    for k in range(MANY):
        a.send(call(1000 + k, 0, 1 << 16, Struct([], [context]), [(RECEIVER, theirs)]))


@spoils(None)
def threads_without_end(a: Attacker, words: Question) -> None:
    for k in range(MANY):
        a.send(call(900, 0, 0xEE5E37179AD9DC9D << 16, Struct([], [Text(b"t")])), finish(900, release=bool(k % 2)))
    a.send(answer(words[3] & M32))


def impostor(sock: socket.socket, case: Case) -> None:
    """Be a server up to the call of `echo`."""
    with Attacker(sock) as a:
        caps = iter(range(100))
        while True:
            words = a.next()
            if words is None:
                return
            tag, qid = words[1] & 0xFFFF, words[3] & M32
            if tag == 8:
                a.send(ret(qid, Word(CAP), [(SENDER, next(caps))]))
            elif tag == CALL and words[4] == 0xA1B2C3D4E5F6072A and words[3] >> 32 & 0xFFFF == 1:
                case.run(a, words)
                break
            elif tag == CALL:
                a.send(ret(qid, Struct([], [Word(CAP)]), [(SENDER, next(caps))]))
        if case.error is mp.DisconnectedError:
            a.sock.shutdown(socket.SHUT_WR)
        a.drain()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_hostile_server(case: Case) -> None:
    """The call ends in time, as does all that belongs to the connection."""
    ended: list[BaseException | str] = []

    def work(sock: socket.socket) -> None:
        root = mp.connect(sock, TargetProxy, limits=LIMITS)
        mp.connection_of(root).lane_after = (
            1 << 60
        )  # to be asked for a lane is a call more that this server never answers
        try:
            ended.append(root.echo("hello"))
            if case.error is not None:
                root.echo("hello")
        except mp.MultiprocessError as e:
            ended.append(e)
        finally:
            mp.connection_of(root).close()

    with nothing_left():
        ours, theirs = socket.socketpair()
        server = threading.Thread(target=impostor, args=(theirs, case))
        server.start()
        client = threading.Thread(target=work, args=(ours,))
        client.start()
        client.join(DEADLINE_S)
        assert not client.is_alive(), "the call hangs"
        server.join(DEADLINE_S)
        assert not server.is_alive()
    if case.error is None:
        assert ended in (["hello"], [""])
    else:
        assert isinstance(ended[-1], case.error), ended
        assert len(str(ended[-1])) < 2000
