"""How connections end, and what everybody sees of it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mp_probe import FnCallback, Pair, RootImpl, RootProxy, served

import libmultiprocess as mp


def wait_until(predicate: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not predicate():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.001)


def call_in_threads(count: int, fn: Callable[[], object]) -> tuple[list[threading.Thread], list[BaseException]]:
    errors: list[BaseException] = []

    def run() -> None:
        try:
            fn()
        except mp.MultiprocessError as e:
            errors.append(e)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads, errors


@pytest.mark.parametrize("who", ["client", "server"])
def test_close_ends_calls_in_flight(who: str) -> None:
    """ClosedError at the end that closed, DisconnectedError at the other, on every thread, at once."""
    pair = Pair()
    threads, errors = call_in_threads(3, pair.probe.wait)
    for _ in threads:
        assert pair.impl.waiting.acquire(timeout=10)
    start = time.monotonic()
    getattr(pair, who).close()
    for thread in threads:
        thread.join(5)
    assert time.monotonic() - start < 1
    expected = mp.ClosedError if who == "client" else mp.DisconnectedError
    assert [type(e) for e in errors] == [expected] * 3
    with pytest.raises(expected):
        pair.probe.echo("later")
    pair.close()


def test_objects_the_peer_owned_end_in_order_then_the_handlers_run() -> None:
    """On a thread of their own."""
    pair = Pair()
    things = [pair.probe.make_thing(k) for k in range(5)]
    order: list[object] = []
    pair.server.on_disconnect(lambda: order.append(list(pair.impl.ended)))
    pair.server.on_disconnect(lambda: order.append(threading.current_thread().name))
    pair.client.close()
    assert pair.server.wait_closed(10)
    assert order == [[(k, "server.cleanup") for k in range(5)], "server.cleanup"]
    assert len(things) == 5
    late: list[int] = []
    pair.server.on_disconnect(lambda: late.append(1))
    wait_until(lambda: late == [1])
    pair.close()


def test_a_killed_process_is_seen_by_every_thread_and_reaped() -> None:
    """Three threads wait; all hear of it quickly."""
    with served() as child:
        probe = child.init.make_probe()
        told: list[int] = []
        child.on_exit(told.append)
        threads, errors = call_in_threads(3, probe.wait)
        wait_until(lambda: mp.connection_of(probe).stats["questions"] >= 4)
        os.kill(child.pid, signal.SIGKILL)
        for thread in threads:
            thread.join(5)
        assert [type(e) for e in errors] == [mp.DisconnectedError] * 3
        assert child.wait(10) == -signal.SIGKILL
        wait_until(lambda: told == [-signal.SIGKILL])
        with pytest.raises(mp.DisconnectedError):
            probe.echo("later")


def test_death_of_the_caller_in_a_callback() -> None:
    """The server's call fails with DisconnectedError, and it lives on."""
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        theirs.close()
        try:
            probe = mp.connect(ours, RootProxy).make_probe()
            probe.make_thing(9)
            probe.repeat(FnCallback(lambda n: os._exit(0) if n == 3 else n), 10)
        finally:
            os._exit(1)
    ours.close()
    root = RootImpl()
    mp.serve(theirs, root, RootProxy)
    assert os.waitpid(pid, 0)[1] == 0
    assert [v for v, _ in root.probe.ended] == [9]


def test_an_interrupt_in_a_waiting_call_leaves_the_tables_sound() -> None:
    """KeyboardInterrupt comes through, the connection goes on, the late answer is dropped."""
    pair = Pair()
    killer = threading.Timer(0.1, os.kill, [os.getpid(), signal.SIGINT])
    killer.start()
    with pytest.raises(KeyboardInterrupt):
        pair.probe.wait()
    killer.join()
    pair.impl.go.set()
    for k in range(100):
        assert pair.probe.echo(str(k)) == str(k)
    wait_until(lambda: pair.client.stats["questions"] <= 4)
    assert pair.server.stats["answers"] == 0
    pair.close()


PESTER = """
import os, signal, sys, threading, time
sys.path.insert(0, {path!r})
from mp_probe import *
pair = Pair()
stop = threading.Event()
armed = False
def pester():
    while not stop.wait(0.002):
        os.kill(os.getpid(), signal.SIGUSR1)
def interrupt(number, frame):
    global armed
    if armed:
        armed = False
        raise KeyboardInterrupt
signal.signal(signal.SIGUSR1, interrupt)
thread = threading.Thread(target=pester)
thread.start()
hits = lost = wrong = 0
end = time.monotonic() + 1.5
while time.monotonic() < end:
    try:
        armed = True
        while time.monotonic() < end:
            text = str(time.monotonic())
            wrong += pair.probe.echo(text) != text
        armed = False
    except KeyboardInterrupt:
        hits += 1
    except mp.DisconnectedError:
        armed = False
        lost += 1
        pair.close()
        pair = Pair()
armed = False
stop.set()
thread.join()
pair.close()
print(hits, lost, wrong)
"""


def test_interrupts_at_any_moment_never_hang() -> None:
    """Signals into a busy loop of calls: the call is interrupted, seldom the connection ends; nothing hangs or mixes."""
    import mp_probe

    script = PESTER.format(path=str(Path(mp_probe.__file__).parent))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    hits, lost, wrong = map(int, done.stdout.split())
    assert hits > 20
    assert lost <= hits // 20
    assert wrong == 0


def test_interrupts_in_large_messages_never_mix_them() -> None:
    """Half a message is the end of its connection, never the beginning of another message."""
    import mp_probe

    script = PESTER.format(path=str(Path(mp_probe.__file__).parent))
    script = script.replace("text = str(time.monotonic())", "text = str(time.monotonic()) * 20000")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    hits, lost, wrong = map(int, done.stdout.split())
    assert hits > 20
    assert lost <= hits
    assert wrong == 0


def test_a_fork_leaves_the_connection_to_the_parent() -> None:
    """The child's copy says ClosedError and disturbs nothing."""
    pair = Pair()
    pid = os.fork()
    if pid == 0:
        try:
            pair.probe.echo("x")
        except mp.ClosedError:
            os._exit(17)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 17
    assert pair.probe.echo("on") == "on"
    pair.close()


SCRIPT = """
import sys, threading
sys.path.insert(0, {path!r})
from mp_probe import *
child = mp.spawn([sys.executable, {probe!r}], RootProxy)
probe = child.init.make_probe()
thing = probe.make_thing(1)
probe.save(FnCallback(lambda n: n))
threading.Thread(target=probe.wait, daemon=True).start()
probe.echo("x")
print(child.pid)
"""


def test_interpreter_exit_with_live_connections_is_quiet() -> None:
    """Neither a hang nor a word on stderr; the child goes too."""
    import mp_probe

    script = SCRIPT.format(path=str(Path(mp_probe.__file__).parent), probe=mp_probe.__file__)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0
    assert done.stderr == ""
    pid = int(done.stdout)

    def gone() -> bool:
        try:
            with Path(f"/proc/{pid}/stat").open() as file:
                return file.read().split()[2] == "Z"
        except FileNotFoundError:
            return True

    wait_until(gone)


def test_closing_the_root_closes_the_connection() -> None:
    """And the server's serve returns."""
    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=mp.serve, args=(theirs, RootImpl(), RootProxy))
    thread.start()
    with mp.connect(ours, RootProxy) as root:
        conn: Any = mp.connection_of(root)
        assert root.make_probe().echo("x") == "x"
    assert conn.closed
    thread.join(10)
    assert not thread.is_alive()
