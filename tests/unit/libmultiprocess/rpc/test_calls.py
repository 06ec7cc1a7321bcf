"""Calls, callbacks, threads and references between two ends of one connection."""

import gc
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from mp_probe import FnCallback, Pair

import libmultiprocess as mp


@pytest.fixture
def pair() -> Iterator[Pair]:
    found = Pair()
    yield found
    found.close()


def wait_until(predicate: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not predicate():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.001)


def test_values_of_every_size_come_back(pair: Pair) -> None:
    """Frames below, at and above what is read at once, and above what is sent in pieces."""
    for n in (0, 1, 7, 8, 9, 300, 3999, 4000, 4001, 5000, 8192, 16384, 70000, 1 << 20):
        text = "x" * n
        assert pair.probe.echo(text) == text
        assert pair.probe.echo_plain(text) == text
        assert pair.probe.put(text.encode()) == n
        assert pair.probe.get(n) == bytes(n)


def test_each_thread_has_its_own_thread_over_there(pair: Pair) -> None:
    """Same thread, same peer; another thread, another peer; named after ours."""
    first, again = pair.probe.thread_name(), pair.probe.thread_name()
    assert first == again == f"server (from {threading.current_thread().name})"
    names: list[str] = []
    worker = threading.Thread(target=lambda: names.append(pair.probe.thread_name()), name="other")
    worker.start()
    worker.join()
    assert names == ["server (from other)"]


def test_callbacks_run_on_the_calling_thread_at_any_depth(pair: Pair) -> None:
    """A lock held over a call is held again by the same thread, as in one process."""
    me = threading.get_ident()
    seen: list[int] = []

    def step(n: int) -> int:
        seen.append(threading.get_ident())
        return int(pair.probe.recurse(back, n))

    back = FnCallback(step)
    assert pair.probe.recurse(back, 8) == 8
    assert set(seen) == {me}
    assert pair.probe.repeat(FnCallback(lambda n: n), 10) == 45


def test_calls_of_different_threads_do_not_wait_for_each_other(pair: Pair) -> None:
    """One sleeps over there, others go on."""
    blocked = threading.Thread(target=pair.probe.wait)
    blocked.start()
    assert pair.impl.waiting.acquire(timeout=10)
    for k in range(50):
        assert pair.probe.echo(str(k)) == str(k)
    pair.impl.go.set()
    blocked.join(10)
    assert not blocked.is_alive()


def test_many_threads_get_lanes_and_right_answers(pair: Pair) -> None:
    """Eight threads, nested calls; nothing is mixed up, and what the threads held is gone with them."""
    wrong: list[object] = []

    def run(k: int) -> None:
        me = threading.get_ident()

        def step(n: int) -> int:
            if threading.get_ident() != me:
                wrong.append("thread")
            return int(pair.probe.recurse(back, n))

        back = FnCallback(step)
        for i in range(150):
            text = f"{k} {i}" * (1 + i % 40)
            if pair.probe.echo(text) != text:
                wrong.append(text)
            if i % 10 == 0 and pair.probe.recurse(back, 4) != 4:
                wrong.append("depth")
            if i % 25 == 0:
                with pair.probe.make_thing(1000 * k + i) as thing:
                    if thing.value() != 1000 * k + i:
                        wrong.append("thing")
            if i % 50 == 0 and len(pair.probe.get(200_000)) != 200_000:
                wrong.append("size")

    threads = [threading.Thread(target=run, args=(k,)) for k in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(50)
    assert not wrong
    assert not any(thread.is_alive() for thread in threads)
    assert pair.probe.live_things() == 0
    del threads
    wait_until(lambda: pair.server.stats["workers"] == 1)
    wait_until(lambda: max(pair.client.stats["lanes"], pair.server.stats["lanes"]) <= 1)  # this thread may have one
    wait_until(lambda: pair.client.stats["questions"] <= 6)


def test_undeclared_exceptions_cross_as_text(pair: Pair) -> None:
    """And the connection goes on."""
    with pytest.raises(mp.RemoteError) as caught:
        pair.probe.boom("ouch: really")
    assert (caught.value.type_name, caught.value.text) == ("ValueError", "ouch: really")
    assert pair.probe.echo("on") == "on"
    wait_until(lambda: pair.server.stats["answers"] == 0 or bool(pair.probe.echo("")) or True)


def test_an_exit_in_a_callback_goes_through_the_call(pair: Pair) -> None:
    """SystemExit is not swallowed, and the tables stay sound."""

    def leave(_n: int) -> int:
        raise SystemExit(7)

    with pytest.raises(SystemExit):
        pair.probe.repeat(FnCallback(leave), 3)
    assert pair.probe.repeat(FnCallback(lambda n: n), 3) == 3
    assert pair.probe.echo("on") == "on"


def test_a_method_without_context_may_not_call_out(pair: Pair) -> None:
    """It would block the thread that reads."""
    pair.probe.save(FnCallback(lambda n: n))
    with pytest.raises(mp.RemoteError, match="without Context"):
        pair.probe.echo_plain("call out")
    assert pair.probe.fire(4) == 4


def test_kept_callbacks_outlive_the_call_and_are_released_with_their_proxy(pair: Pair) -> None:
    """Owned parameters stay exported until the keeper drops them."""
    pair.probe.echo("")
    before = pair.client.stats["exports"]
    pair.probe.save(FnCallback(lambda n: n + 1))
    assert pair.probe.fire(41) == 42
    assert pair.client.stats["exports"] == before + 1
    pair.impl.saved.clear()
    gc.collect()
    wait_until(lambda: pair.client.stats["exports"] == before)


def test_lent_parameters_end_with_the_call(pair: Pair) -> None:
    """Whoever keeps one anyway gets ClosedError."""
    kept: list[object] = []

    def keep(cb: Callable[[int], int], n: int) -> int:
        kept.append(cb)
        return n

    pair.impl.repeat = keep  # type: ignore[method-assign, assignment]  # a stand-in
    before = pair.client.stats["exports"]
    pair.probe.repeat(FnCallback(lambda n: n), 1)
    assert pair.client.stats["exports"] == before
    with pytest.raises(mp.ClosedError):
        kept[0].call(1)  # type: ignore[attr-defined]


def test_destroy_runs_on_the_callers_thread_before_close_returns(pair: Pair) -> None:
    """Synchronous, and only once."""
    thing = pair.probe.make_thing(5)
    thing.close()
    thing.close()
    assert pair.impl.ended == [(5, f"server (from {threading.current_thread().name})")]
    with pytest.raises(mp.ClosedError):
        thing.value()


def test_a_lost_proxy_releases_and_the_object_ends_on_the_cleanup_thread(pair: Pair) -> None:
    """Not on whichever thread the collector ran."""
    thing = pair.probe.make_thing(6)
    del thing
    gc.collect()
    wait_until(lambda: pair.impl.ended == [(6, "server.cleanup")])


def test_a_proxy_passed_back_still_works(pair: Pair) -> None:
    """A proxy of a proxy, as in C++."""
    with pair.probe.give_back(FnCallback(lambda n: 2 * n)) as back:
        assert back.call(21) == 42


def test_out_of_range_integers_leave_the_tables_sound(pair: Pair) -> None:
    """The error is the caller's, nothing was sent."""
    for _ in range(20):
        with pytest.raises((OverflowError, ValueError, TypeError)):
            pair.probe.fire(1 << 40)
    assert pair.probe.echo("on") == "on"
    assert pair.client.stats["questions"] <= 3


def test_big_messages_both_ways_at_once_do_not_deadlock(pair: Pair) -> None:
    """Callbacks and calls of megabytes from several threads, each side sending while the other does."""
    done: list[int] = []

    def run() -> None:
        for _ in range(6):
            assert pair.probe.put(bytes(3 << 20)) == 3 << 20
            assert len(pair.probe.get(3 << 20)) == 3 << 20
        done.append(1)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(50)
    assert len(done) == 4


def test_stats_count_calls_bytes_and_objects() -> None:
    """What one side sends the other receives, calls over lanes and of recognised shape included."""
    pair = Pair()
    before = pair.server.stats
    for _ in range(50):
        pair.probe.echo("hello")
        pair.probe.echo_plain("hello")
    assert pair.probe.put(bytes(1 << 20)) == 1 << 20
    threads = [threading.Thread(target=lambda: [pair.probe.echo("x") for _ in range(50)]) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    thing = pair.probe.make_thing(5)
    client, server = pair.client.stats, pair.server.stats
    assert client["calls_out"] == server["calls_in"] >= before["calls_in"] + 50 + 50 + 1 + 150 + 1
    assert server["objects"] == before["objects"] + 1
    assert client["objects"] == 0
    thing.close()
    wait_until(lambda: pair.server.stats["objects"] == before["objects"])
    wait_until(lambda: pair.client.stats["bytes_out"] == pair.server.stats["bytes_in"] > 1 << 20)
    wait_until(lambda: pair.server.stats["bytes_out"] == pair.client.stats["bytes_in"] > 0)
    pair.close()
