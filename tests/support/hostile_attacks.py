"""What an attacker may try, one function each, and what has to come of it."""

import socket
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from random import Random

from hostile import (
    ABORT,
    CALL,
    CAP,
    LANES,
    M32,
    MAKE_POOL,
    MAKE_THREAD,
    NONE,
    OPEN_LANE,
    PROMISE,
    RECEIVER,
    RELEASE,
    RESOLVE,
    RETURN,
    SENDER,
    THIRD,
    UNIMPLEMENTED,
    Attacker,
    Bytes,
    Node,
    Pointers,
    Struct,
    Structs,
    Text,
    Word,
    bootstrap,
    build,
    call,
    disembargo,
    finish,
    frame,
    message,
    promised,
    release,
    resolve,
    ret,
)

# What the target grants; small, so that the ends are reached soon.
LIMITS = {
    "message_words": 1 << 17,
    "answers": 400,
    "exports": 500,
    "inbox": 200,
    "threads": 24,
    "lanes": 8,
    "waiting_bytes": 4 << 20,
    "kept_bytes": 1 << 20,
    "queued_bytes": 1 << 20,
}
MANY = 3000  # where a fixed number will do
KIB, MIB = 1 << 10, 1 << 20


class End(Enum):
    """What comes of an attack."""

    CUT = "the target hangs up"
    SERVED = "the target goes on, and answers what is right"
    HUNG_UP = "the attacker hangs up"


Attack = Callable[[Attacker], None]


@dataclass
class Case:
    """One attack."""

    name: str
    run: Attack
    end: End


CASES: list[Case] = []


def attack(end: End) -> Callable[[Attack], Attack]:
    """Put a function into the list."""

    def add(fn: Attack) -> Attack:
        CASES.append(Case(fn.__name__, fn, end))
        return fn

    return add


def sends(name: str, end: End, *frames: bytes) -> None:
    """An attack that is nothing but some bytes after the greeting."""
    CASES.append(Case(name, lambda a: a.send(*frames), end))


def with_arguments(name: str, end: End, method: str, *arguments: Node) -> None:
    """A call with these arguments, in the usual layout and behind a far pointer."""
    CASES.append(Case(name, lambda a: a.send(a.call(method, *arguments)), end))
    CASES.append(Case(f"{name}_far", lambda a: a.send(far(a.call(method, *arguments))), end))


def far(whole: bytes) -> bytes:
    """The same message with everything in a second segment."""
    words = struct.unpack_from(f"<{len(whole) // 8 - 1}Q", whole, 8)
    return frame([2 | 1 << 32], words)


def flood(a: Attacker, frames: Iterator[bytes], chunk: int = 50) -> None:
    """Say all this without reading, until hung up upon."""
    batch: list[bytes] = []
    try:
        for each in frames:
            batch.append(each)
            if len(batch) == chunk:
                a.sock.sendall(b"".join(batch))
                batch.clear()
        a.sock.sendall(b"".join(batch))
    except ConnectionError:
        pass


def aliases(levels: int, width: int, leaf: Sequence[int]) -> Bytes:
    """Lists of pointers, all of which point at the same next list."""
    words: list[int] = []
    for level in range(levels):
        for k in range(width):
            inner = 6 | width << 3 if level < levels - 1 else 4 | 2 * len(leaf) << 3
            words.append((width - 1 - k) << 2 | 1 | inner << 32)
    return Bytes(6 | width << 3, [*words, *leaf])


# frames:
sends("no_words", End.CUT, bytes(8))
sends("no_words_in_the_first_of_two", End.CUT, frame([], [0]))
sends("segments_without_end", End.CUT, b"\xff" * 8)
sends("many_empty_segments", End.CUT, frame(*[[]] * 512))
sends("too_many_segments", End.CUT, frame([0], *[[]] * 512))
sends("too_many_words", End.CUT, struct.pack("<II", 0, M32))
sends("too_many_words_in_sum", End.CUT, struct.pack("<IIIII", 1, 0x7FFFFFFF, 0x7FFFFFFF, 0, 0))
sends("noise", End.CUT, Random(1).randbytes(4096))
sends("half_a_header", End.HUNG_UP, b"\0\0\0")
sends("half_a_small_frame", End.HUNG_UP, bootstrap(5)[:-8])
sends("half_a_large_frame", End.HUNG_UP, struct.pack("<II", 0, 1 << 16) + bytes(9000))
sends("a_large_frame_announced", End.HUNG_UP, struct.pack("<II", 0, 1 << 17))
sends("a_large_frame_of_zeros", End.SERVED, struct.pack("<II", 0, 1 << 16) + bytes(8 << 16))


@attack(End.SERVED)
def one_byte_at_a_time(a: Attacker) -> None:
    for byte in a.call("echo", Text(b"slowly")) + far(a.call("echo", Text(b"and again"))):
        a.send(bytes([byte]))
    a.answer(a.qid)


@attack(End.SERVED)
def frames_cut_anywhere(a: Attacker) -> None:
    rng = Random(3)
    stream = b"".join(a.call("plain" if k % 2 else "echo", Text(b"x" * k)) for k in range(60) if not k % 2)
    while stream:
        size = rng.randrange(1, 700)
        a.send(stream[:size])
        stream = stream[size:]
    a.answer(a.qid)


# pointers:
sends("root_is_null", End.SERVED, frame([0]))
sends("root_is_a_list", End.CUT, frame([1 | 6 << 32 | 1 << 35, 0]))
sends("root_is_a_capability", End.CUT, frame([3]))
sends("root_is_of_an_unknown_kind", End.CUT, frame([7]))
sends("root_out_of_bounds", End.CUT, frame([100 << 2 | 1 << 32 | 1 << 48]))
sends("root_points_at_itself", End.CUT, frame([0x3FFFFFFF << 2 | 1 << 32 | 1 << 48]))
sends("root_is_far_and_points_at_itself", End.CUT, frame([2]))
sends("far_to_far", End.CUT, frame([2 | 1 << 32], [2 | 0 << 32]))
sends("far_loop", End.CUT, frame([2 | 1 << 32], [2 | 2 << 32], [2 | 1 << 32]))
sends("far_to_no_segment", End.CUT, frame([2 | 9 << 32]))
sends("far_out_of_its_segment", End.CUT, frame([2 | 5 << 3 | 1 << 32], [0]))
sends("double_far_with_a_bad_tag", End.CUT, frame([2 | 4 | 1 << 32], [2 | 2 << 32, 3], [0]))
sends("double_far_with_a_bad_pad", End.CUT, frame([2 | 4 | 1 << 32], [0, 0], [0]))
sends("double_far_out_of_bounds", End.CUT, frame([2 | 4 | 1 << 32], [2 | 99 << 3 | 2 << 32, 1 << 32], [0]))
sends("call_without_a_body", End.SERVED, frame(build(Struct([CALL], [None]))))
sends("call_without_a_target", End.SERVED, message(CALL, Struct([9, 0, 0], [None, None, None])))
sends(
    "call_of_no_known_target_kind", End.CUT, message(CALL, Struct([9, 0, 0], [Struct([7 << 32], [None]), None, None]))
)
sends("call_body_is_a_list", End.CUT, message(CALL, Pointers([None])))
with_arguments("text_out_of_bounds", End.CUT, "echo", Word(1 | 2 << 32 | 1 << 45))
with_arguments("text_before_the_message", End.CUT, "echo", Word(0x3FFFFF00 << 2 | 1 | 2 << 32 | 99 << 35))
with_arguments("text_that_is_a_struct", End.CUT, "echo", Struct([1], []))
with_arguments("text_that_is_a_list_of_words", End.CUT, "echo", Bytes(5 | 1 << 3, [0]))
with_arguments("text_that_is_a_capability", End.CUT, "echo", Word(CAP))
with_arguments("list_of_too_many_structs", End.CUT, "rows", Bytes(7 | 3 << 3, [1 << 20 | 1 << 32 | 1 << 48, 0, 0, 0]))
with_arguments("bad_tag", End.CUT, "rows", Bytes(7 | 1 << 3, [1, 0]))
with_arguments("nothing_in_many_structs", End.CUT, "rows", Bytes(7, [0x1FFFFFFF << 2]))
with_arguments("nothing_in_many_pairs", End.CUT, "pairs", Bytes(7, [0x1FFFFFFF << 2]))
with_arguments("nothing_in_few_structs", End.SERVED, "pairs", Bytes(7, [1000 << 2]))
with_arguments("many_voids", End.CUT, "lists", Pointers([Bytes(0 | 0x1FFFFFFF << 3)]))
with_arguments("many_bits", End.CUT, "bits", Bytes(1 | 0x1FFFFFFF << 3))
with_arguments("lists_that_are_one", End.CUT, "lists", aliases(2, 1500, [0] * 1500))
with_arguments("lists_that_are_one_deeply", End.CUT, "lists", aliases(4, 60, [0] * 60))
with_arguments("texts_that_are_one", End.CUT, "texts", Bytes(6 | 9000 << 3, [
    *[(8999 - k) << 2 | 1 | 2 << 32 | 8000 << 35 for k in range(9000)], *[0] * 1000]))  # fmt: skip
with_arguments("rows_that_are_one", End.CUT, "rows", Bytes(7 | 12000 << 3, [
    6000 << 2 | 1 << 32 | 1 << 48,
    *[word for k in range(6000) for word in (k, (11998 - 2 * k) << 2 | 1 | 2 << 32 | 16000 << 35)],
    *[0] * 2000]))  # fmt: skip


def nested(levels: int) -> Struct:
    """A tree that is one long branch."""
    tree = Struct([], [None])
    for _ in range(levels):
        tree = Struct([], [Structs([tree])])
    return tree


with_arguments("deep", End.CUT, "tree", nested(150))
with_arguments("shallow", End.SERVED, "tree", nested(12))
with_arguments("tree_that_contains_itself", End.CUT, "tree", Struct([], [Bytes(7 | 1 << 3, [
    1 << 2 | 1 << 48, 0x3FFFFFFD << 2 | 1 | 7 << 32 | 1 << 35])]))  # fmt: skip
with_arguments("tree_that_contains_itself_twice", End.CUT, "tree", Struct([], [Bytes(7 | 2 << 3, [
    2 << 2 | 1 << 48, 0x3FFFFFFD << 2 | 1 | 7 << 32 | 2 << 35, 0x3FFFFFFC << 2 | 1 | 7 << 32 | 2 << 35])]))  # fmt: skip


# capabilities:
@attack(End.CUT)
def capability_outside_of_the_table(a: Attacker) -> None:
    a.send(a.call("keep", Word(CAP | 99 << 32)))


@attack(End.SERVED)
def large_capability_table(a: Attacker) -> None:
    context, caps = a.context()
    a.send(call(900, 0, "echo", Struct([], [context, Text(b"x")]), [*caps, *[(NONE, 0)] * 20000]))
    a.answer(900)


@attack(End.CUT)
def capability_table_that_is_not(a: Attacker) -> None:
    whole = bytearray(call(9, 0, "echo", Struct([], [None, None]), [(SENDER, 1), (SENDER, 2)]))
    struct.pack_into(
        "<Q", whole, whole.index(struct.pack("<Q", 2 << 2 | 1 << 32 | 1 << 48)), 1 << 29 | 1 << 32 | 1 << 48
    )
    a.send(bytes(whole))


def keeps(name: str, end: End, cap: tuple[int, int] | Node) -> None:
    """A call whose parameter is this capability."""

    def run(a: Attacker) -> None:
        context, caps = a.context()
        a.send(call(900, 0, "keep", Struct([], [context, Word(CAP | 2 << 32)]), [*caps, cap]))

    CASES.append(Case(name, run, end))


keeps("capability_of_an_unknown_kind", End.CUT, (9, 0))
keeps("capability_of_an_unknown_export", End.CUT, (RECEIVER, 12345))
keeps("capability_of_an_unknown_answer", End.SERVED, promised(12345, 0))
keeps("capability_of_its_own_answer", End.SERVED, promised(900, 0))
keeps("capability_of_a_third_party_without_a_vine", End.CUT, (THIRD, 0))
keeps("capability_that_is_a_promise", End.SERVED, (PROMISE, 5))
keeps("capability_that_came_home_as_another_kind", End.SERVED, (RECEIVER, 0))


# questions, answers and references:
@attack(End.CUT)
def question_asked_twice(a: Attacker) -> None:
    a.send(a.call("wait", qid=900), a.call("echo", Text(b"x"), qid=900))


@attack(End.CUT)
def bootstraps_without_end(a: Attacker) -> None:
    flood(a, (bootstrap(1000 + k) for k in range(a.many)))


@attack(End.SERVED)
def bootstraps_that_are_finished(a: Attacker) -> None:
    for k in range(MANY):
        a.send(bootstrap(900), finish(900, release=bool(k % 2)))
        if not k % 2:
            a.send(release(0))
        a.answer(900)


sends("finishes_without_end", End.SERVED, *[finish(k) for k in range(MANY)])
sends("release_of_nothing", End.CUT, release(12345))
sends("release_of_nothing_at_all", End.CUT, release(12345, 0))
sends("release_of_more_than_is_held", End.CUT, release(1, 1000))
sends("release_of_the_root_too_often", End.CUT, release(0, M32))
sends("call_on_nothing", End.CUT, call(900, 12345, "plain", Struct([], [Text(b"x")])))
sends("unknown_method", End.SERVED, call(900, 0, 0xA1B2C3D4E5F6072A << 16 | 999))
sends("unknown_interface", End.SERVED, call(900, 0, 0x1234567812345678 << 16))
sends("method_of_another_object", End.SERVED, call(900, 0, MAKE_THREAD, Struct([], [Text(b"x")])))
sends("construct_without_a_map", End.SERVED, call(900, 0, "construct", Struct([], [None])))
sends("construct_again_and_again", End.SERVED, *[
    frame for k in range(300) for frame in (call(2000 + k, 0, "construct", Struct([], [Word(CAP)]), [(SENDER, k)]), finish(2000 + k))
])  # fmt: skip
sends("call_on_an_answer_that_is_finished", End.SERVED, call(900, promised(1), "plain", Struct([], [Text(b"x")])))
sends("call_on_its_own_answer", End.SERVED, call(900, promised(900), "plain", Struct([], [Text(b"x")])))
sends("results_to_a_third_party", End.SERVED, call(900, 0, "plain", Struct([], [Text(b"x")]), to=2))
sends("results_to_nobody_known", End.SERVED, call(900, 0, "plain", Struct([], [Text(b"x")]), to=77))


@attack(End.CUT)
def call_on_what_was_released(a: Attacker) -> None:
    a.send(a.call("makeThing"))
    thing = a.answer(a.qid)[-2] >> 32
    a.send(finish(a.qid, release=False), release(thing), call(900, thing, 0xA1B2C3D4E5F60729 << 16 | 1))


def chain(a: Attacker, length: int) -> None:
    """Calls, each on the answer of the one before, which nobody gives for a while."""
    a.send(a.call("wait", qid=5000))
    flood(a, (call(5001 + k, promised(5000 + k, 0), "plain", Struct([], [Text(b"x")])) for k in range(length)))


@attack(End.CUT)
def long_chain(a: Attacker) -> None:
    chain(a, 200)


@attack(End.HUNG_UP)
def short_chain(a: Attacker) -> None:
    chain(a, 60)


@attack(End.SERVED)
def short_chain_that_is_canceled(a: Attacker) -> None:
    thread, a.thread = a.thread, a.make_thread()
    chain(a, 60)
    a.send(finish(5000), *[finish(5001 + k) for k in range(60)])
    a.thread = thread


@attack(End.SERVED)
def chain_of_things(a: Attacker) -> None:
    for _ in range(20):
        a.send(a.call("makeThing", qid=5000))
        a.send(*[call(5001 + k, promised(5000, 0), 0xA1B2C3D4E5F60729 << 16 | 1) for k in range(60)])
        due = {5000 + k for k in range(61)}
        while due:
            words = a.next()
            assert words is not None
            due -= {words[3] & M32} if words[1] & 0xFFFF == RETURN else set()
        a.send(*[finish(5000 + k) for k in range(61)])


sends("disembargo_of_nothing", End.CUT, disembargo(12345))
sends("disembargo_that_answers_none", End.CUT, disembargo(0, 1))
sends("disembargo_to_others", End.SERVED, disembargo(0, 2), disembargo(0, 3), disembargo(0, 99))
sends("disembargo_of_an_unknown_answer", End.CUT, disembargo(promised(12345)))
sends("disembargo_of_the_root", End.SERVED, disembargo(0))


@attack(End.CUT)
def disembargoes_that_wait(a: Attacker) -> None:
    a.send(a.call("wait", qid=5000))
    flood(a, (disembargo(promised(5000, 0), 0, k) for k in range(a.many)))


sends("resolve_of_nothing", End.SERVED, *[resolve(k, (SENDER, k)) for k in range(MANY)])
sends("resolve_to_what_it_holds", End.SERVED, resolve(1, (RECEIVER, 0)))
sends("resolve_to_an_exception", End.SERVED, message(RESOLVE, Struct([1 | 1 << 32], [Struct([0], [Text(b"no")])])))
sends(
    "resolve_out_of_bounds",
    End.CUT,
    frame([1 << 32 | 1 << 48, RESOLVE, 1 << 32 | 1 << 48, 1, 50 << 2 | 1 << 32 | 1 << 48]),
)
sends("return_for_no_question", End.CUT, ret(12345))
sends("return_of_an_unknown_kind", End.CUT, ret(0, kind=9))
sends("return_that_takes_from_no_question", End.CUT, ret(0, kind=4))
sends(
    "unimplemented_question_that_was_not_asked",
    End.CUT,
    message(UNIMPLEMENTED, Struct([CALL], [Struct([9, 0, 0], [])])),
)
sends("unimplemented_release", End.SERVED, message(UNIMPLEMENTED, Struct([RELEASE], [None])))
sends("unimplemented_nothing", End.SERVED, message(UNIMPLEMENTED, None))
sends(
    "unknown_messages", End.SERVED, *[message(tag, Struct([1], [None])) for tag in (7, 9, 10, 11, 12, 14, 999, 0xFFFF)]
)
sends("abort_of_nothing", End.CUT, message(ABORT, None))
sends("abort_with_noise", End.CUT, message(ABORT, Struct([M32], [Text(b"\xff\xfe\0" * 5000)])))
sends("abort_out_of_bounds", End.CUT, message(ABORT, Struct([0], [Word(1 | 2 << 32 | 1 << 50)])))


def called_back(a: Attacker) -> tuple[int, ...]:
    """Make the target call back: its Call."""
    context, caps = a.context()
    a.send(call(4000, 0, "repeat", Struct([3], [context, Word(CAP | 2 << 32)]), [*caps, (SENDER, 60)]))
    return call_or_return(a)


def call_or_return(a: Attacker) -> tuple[int, ...]:
    """What the target says next, but for Finish and Release."""
    while True:
        words = a.next()
        assert words is not None
        if words[1] & 0xFFFF in {CALL, RETURN}:
            return words


@attack(End.CUT)
def callback_answered_twice(a: Attacker) -> None:
    a.send(ret(called_back(a)[3] & M32, Struct([1], [])) * 2)


@attack(End.CUT)
def callback_answered_with_nonsense(a: Attacker) -> None:
    a.send(ret(called_back(a)[3] & M32, Pointers([None])))


@attack(End.SERVED)
def callback_answered_with_an_exception(a: Attacker) -> None:
    qid = called_back(a)[3] & M32
    a.send(message(RETURN, Struct([qid | 1 << 48, 0], [Struct([0], [Text(b"no: " * 5000)])])))
    a.answer(4000)


@attack(End.SERVED)
def calls_inside_of_calls(a: Attacker) -> None:
    """The target's thread calls back, is called, calls back, ...: until it is told no."""
    asked: list[int] = []
    for depth in range(300):
        context, caps = a.context()
        a.send(call(4000 + depth, 0, "repeat", Struct([1], [context, Word(CAP | 2 << 32)]), [*caps, (SENDER, 60)]))
        words = call_or_return(a)
        if words[1] & 0xFFFF == RETURN:
            break
        asked.append(words[3] & M32)
    assert 10 < len(asked) < 290
    for qid in reversed(asked):
        a.send(ret(qid, Struct([1], [])))
    a.answer(4000)
    a.send(*[finish(4000 + depth) for depth in range(len(asked) + 1)])


@attack(End.CUT)
def calls_for_a_thread_that_never_comes(a: Attacker) -> None:
    """The target's own thread, once it has called back and waits no longer, is sent calls."""
    words = called_back(a)
    theirs = words[-2] >> 32
    for _ in range(3):
        a.send(ret(words[3] & M32, Struct([1], [])))
        words = call_or_return(a)
    context = Struct([], [Word(CAP), Word(CAP | 1 << 32)])
    caps = [(RECEIVER, theirs), (SENDER, 77)]
    flood(a, (call(6000 + k, 0, "echo", Struct([], [context, Text(b"x")]), caps) for k in range(a.many)))


# threads:
def with_context(name: str, end: End, context: Node, *caps: tuple[int, int] | Node) -> None:
    """A call with this Context."""
    CASES.append(Case(name, lambda a: a.send(call(900, 0, "echo", Struct([], [context, Text(b"x")]), caps)), end))


with_context("thread_that_is_an_object", End.SERVED, Struct([], [Word(CAP), None]), (RECEIVER, 0))
with_context("thread_that_is_the_map", End.SERVED, Struct([], [Word(CAP), None]), (RECEIVER, 1))
with_context("thread_that_is_not", End.SERVED, Struct([], [Word(CAP), None]), (RECEIVER, 12345))
with_context("thread_of_the_attacker", End.SERVED, Struct([], [Word(CAP), None]), (SENDER, 1))
with_context("no_thread", End.SERVED, Struct([], [None, None]))
with_context("no_context", End.SERVED, None)
with_context("context_that_is_too_small", End.SERVED, Struct([1], []))
with_context("context_that_is_a_list", End.SERVED, Pointers([None]))
with_context("thread_outside_of_the_table", End.CUT, Struct([], [Word(CAP | 9 << 32), None]), (RECEIVER, 0))


@attack(End.SERVED)
def threads_without_end(a: Attacker) -> None:
    for k in range(100):
        qid = a.ask(a.thread_map, MAKE_THREAD, Text(b"name" * 5000 if not k % 50 else b"n"))
        a.answer(qid)
        a.send(finish(qid, release=False))


@attack(End.SERVED)
def threads_made_and_released(a: Attacker) -> None:
    for _ in range(60):
        a.send(release(a.make_thread()))


@attack(End.SERVED)
def pools_of_any_size(a: Attacker) -> None:
    for count in (M32, 1 << 31, 1000, 2, 2):
        a.send(call(900, a.thread_map, MAKE_POOL, Struct([count], [])), finish(900))
    a.send(call(901, 0, "echo", Struct([], [None, Text(b"x")])))
    a.answer(901)


@attack(End.SERVED)
def lanes_that_nobody_takes(a: Attacker) -> None:
    threads = [a.make_thread() for _ in range(10)]
    for thread in [*threads, *threads, 0, 12345]:
        a.answer(a.ask(a.thread_map, OPEN_LANE, Word(CAP), caps=[(RECEIVER, thread)]))
    a.answer(a.ask(0, LANES << 16, None))


@attack(End.CUT)
def lane_for_no_thread(a: Attacker) -> None:
    a.ask(a.thread_map, OPEN_LANE, None)


# floods:
@attack(End.CUT)
def calls_without_reading(a: Attacker) -> None:
    flood(a, (a.call("get", data=[100 * KIB]) for _ in range(a.many)))


@attack(End.CUT)
def quick_calls_without_reading(a: Attacker) -> None:
    text = Text(b"x" * 900)
    flood(a, (call(3000 + k % 300, 0, "plain", Struct([], [text])) for k in range(4 * a.many)))


@attack(End.CUT)
def bootstraps_without_reading(a: Attacker) -> None:
    flood(a, (part for _ in range(20 * a.many) for part in (bootstrap(3000), finish(3000))), 500)


@attack(End.CUT)
def resolves_without_reading(a: Attacker) -> None:
    flood(a, (resolve(k, (SENDER, k)) for k in range(33 * a.many)), 500)


@attack(End.CUT)
def unknown_messages_without_reading(a: Attacker) -> None:
    flood(a, (message(999, Text(b"x" * KIB)) for _ in range(a.many)))


@attack(End.CUT)
def calls_that_wait(a: Attacker) -> None:
    a.send(a.call("wait"))
    flood(a, (a.call("echo", Text(b"x")) for _ in range(a.many)))


@attack(End.CUT)
def large_calls_that_wait(a: Attacker) -> None:
    a.send(a.call("wait"))
    flood(a, (a.call("echo", Text(b"x" * 900 * KIB)) for _ in range(a.many // 150)), 1)


@attack(End.CUT)
def large_calls_on_an_answer(a: Attacker) -> None:
    a.send(a.call("wait", qid=5000))
    flood(
        a,
        (
            call(6000 + k, promised(5000, 0), "plain", Struct([], [Text(b"x" * 900 * KIB)]))
            for k in range(a.many // 150)
        ),
        1,
    )


@attack(End.CUT)
def failures_that_are_never_finished(a: Attacker) -> None:
    text = Text(b"why " * 5000)
    for _ in range(a.many // 20):
        a.send(a.call("boom", text))
        try:
            a.answer(a.qid)
        except AssertionError:
            return


@attack(End.SERVED)
def objects_without_end(a: Attacker) -> None:
    refused = 0
    for _ in range(700):
        a.send(a.call("makeThing"))
        refused += a.answer(a.qid)[3] >> 48 == 1
        a.send(finish(a.qid, release=False))
    assert refused > 100


@attack(End.SERVED)
def objects_given_without_end(a: Attacker) -> None:
    context, caps = a.context()
    for k in range(700):
        a.send(call(900, 0, "keep", Struct([], [context, Word(CAP | 2 << 32)]), [*caps, (SENDER, 100 + k)]))
        a.answer(900)
        a.send(finish(900))


@attack(End.SERVED)
def the_same_again_and_again(a: Attacker) -> None:
    whole = a.call("boom", Text(b"x"), qid=900)
    for _ in range(500):
        a.send(whole)
        a.answer(900)
        a.send(finish(900))


@attack(End.CUT)
def the_same_again_and_never_finished(a: Attacker) -> None:
    whole = a.call("boom", Text(b"x"), qid=900)
    for _ in range(50):
        a.send(whole)


@attack(End.SERVED)
def slow_reader(a: Attacker) -> None:
    a.send(a.call("get", data=[MIB // 2]))
    while len(a.buf) < MIB // 2:
        piece = a.sock.recv(2 * KIB)
        assert piece
        a.buf += piece
    a.answer(a.qid)


@attack(End.HUNG_UP)
def answers_that_are_never_read(a: Attacker) -> None:
    """Nothing is read and nothing more is said: it is left waiting, with one answer."""
    a.send(a.call("get", data=[900 * KIB]))


# lanes:
def lane_of(a: Attacker) -> Attacker:
    """A socket for the attacker's thread alone."""
    words = a.answer(a.ask(a.thread_map, OPEN_LANE, Word(CAP), caps=[(RECEIVER, a.thread)]))
    name = struct.pack(f"<{len(words)}Q", *words).rsplit(b"libmultiprocess-", 1)[1].rstrip(b"\0")
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(b"\0libmultiprocess-" + name)
    lane = Attacker(sock, many=a.many, thread=a.thread, thread_map=a.thread_map, qid=100_000)
    a.lanes.append(lane)
    assert sock.recv(8) == b"lane\0\0\0\1"
    return lane


@attack(End.SERVED)
def lane_that_is_right(a: Attacker) -> None:
    lane = lane_of(a)
    for _ in range(20):
        assert lane.is_served()


@attack(End.CUT)
def lane_with_noise(a: Attacker) -> None:
    lane_of(a).send(Random(5).randbytes(3000))


@attack(End.CUT)
def lane_with_a_bad_message(a: Attacker) -> None:
    lane_of(a).send(frame([2]))


@attack(End.CUT)
def lane_with_a_bad_argument(a: Attacker) -> None:
    lane = lane_of(a)
    lane.send(lane.call("echo", Word(1 | 2 << 32 | 1 << 45)))


@attack(End.SERVED)
def lane_that_ends_at_once(a: Attacker) -> None:
    lane_of(a).close()


@attack(End.HUNG_UP)
def lane_with_half_a_large_frame(a: Attacker) -> None:
    lane_of(a).send(struct.pack("<II", 0, 1 << 16) + bytes(20000))


@attack(End.SERVED)
def lane_and_socket_at_once(a: Attacker) -> None:
    lane = lane_of(a)
    for _ in range(30):
        a.send(call(900, 0, "plain", Struct([], [Text(b"x")])))
        assert lane.is_served()
        a.answer(900)


@attack(End.CUT)
def quick_calls_over_a_lane_without_reading(a: Attacker) -> None:
    text = Text(b"x" * 900)
    flood(lane_of(a), (call(3000 + k % 300, 0, "plain", Struct([], [text])) for k in range(4 * a.many)))


@attack(End.HUNG_UP)
def calls_over_a_lane_without_reading(a: Attacker) -> None:
    """The thread they are for waits for room, and keeps them: no more of them than one message may be long."""
    lane = lane_of(a)
    flood(lane, (lane.call("get", data=[100 * KIB]) for _ in range(a.many)))
