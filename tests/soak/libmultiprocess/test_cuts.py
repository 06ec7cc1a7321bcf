"""libmultiprocess: calls of every kind are cut off at random moments; each ends in time and leaves nothing behind."""

import contextlib
import signal
import socket
import sys
import threading
from collections.abc import Callable
from random import Random
from typing import Any

import mp_probe
import pytest
from cuts import DEADLINE_S, Cut, kill, nothing_left, pause
from mp_probe import FnCallback, RootProxy

import libmultiprocess as mp

SERVER = [sys.executable, str(mp_probe.__file__)]
SHORT, LONG = 20, 300
LIVES_FOR_S = 0.03
ENDS = (mp.DisconnectedError, mp.ClosedError)
MIB = 1 << 20


def echoes(probe: Any) -> None:
    """One small call after the other."""
    while True:
        assert probe.echo("hello") == "hello"


def callbacks(probe: Any) -> None:
    """Calls that call back, some of which call on."""
    while True:
        assert probe.repeat(FnCallback(lambda n: int(probe.echo(str(n)))), 5) == 10


def large_values(probe: Any) -> None:
    """Calls that fill the sockets."""
    block = bytes(MIB)
    while True:
        assert probe.put(block) == MIB
        assert len(probe.get(MIB)) == MIB


def long_waits(probe: Any) -> None:
    """A call that is never answered."""
    probe.wait()


def objects(probe: Any) -> None:
    """Objects handed out and let go."""
    while True:
        with probe.make_thing(7) as thing:
            assert thing.value() == 7


def crashes(probe: Any) -> None:
    """A call in the middle of which the peer ends."""
    pause(Random(), LIVES_FOR_S)
    probe.exit(3)


WORK = (echoes, callbacks, large_values, long_waits, objects, crashes)


def run_until_cut(work: Callable[[Any], None], probe: Any, ends: list[BaseException]) -> None:
    """Work until the connection is gone; anything else is kept as it is."""
    try:
        work(probe)
    except BaseException as error:  # noqa: BLE001 - the test looks at it
        ends.append(error)


def cut_once(rng: Random) -> None:
    """Spawn, let some threads call, cut, and see how everything ends."""
    child = mp.spawn(SERVER, RootProxy)
    probe = child.init.make_probe()
    conn = mp.connection_of(probe)
    ends: list[BaseException] = []
    works = rng.sample(WORK, rng.randint(1, 4))
    threads = [threading.Thread(target=run_until_cut, args=(work, probe, ends), daemon=True) for work in works]
    for thread in threads:
        thread.start()
    pause(rng, LIVES_FOR_S)
    cut = rng.choice(list(Cut))
    if cut is Cut.CLOSE:
        conn.close()
    elif cut is Cut.SHUTDOWN:
        with contextlib.suppress(OSError):
            conn.sock.shutdown(socket.SHUT_RDWR)
    else:
        with contextlib.suppress(ProcessLookupError):
            kill(child.pid, stop_first=cut is Cut.STOP_KILL, rng=rng)
    for thread in threads:
        thread.join(DEADLINE_S)
    assert not [thread for thread in threads if thread.is_alive()], (cut, works)
    assert [type(error) for error in ends if not isinstance(error, ENDS)] == [], (cut, works, ends)
    assert len(ends) == len(threads)
    status = child.close()
    expected = {-signal.SIGKILL, 3} if cut in {Cut.KILL, Cut.STOP_KILL} else {0, 3}
    assert status in expected, (cut, works)
    with pytest.raises(ENDS):
        probe.echo("after the end")
    assert conn.wait_closed(DEADLINE_S)


def soak(cuts: int, seed: int) -> None:
    """Cut again and again."""
    rng = Random(seed)
    with nothing_left():
        for _ in range(cuts):
            cut_once(rng)


def test_short() -> None:
    """A few cuts, always the same."""
    soak(SHORT, seed=1)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_long() -> None:
    """Hundreds of cuts, others each time."""
    seed = Random().randrange(1 << 32)
    sys.stdout.write(f"seed {seed}\n")
    soak(LONG, seed)
