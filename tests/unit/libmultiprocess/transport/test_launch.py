"""Processes started before anything is said to them."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import mp_probe
import pytest
from mp_probe import RootProxy

import libmultiprocess as mp

SERVER = [sys.executable, str(mp_probe.__file__)]
SLEEPER = [sys.executable, "-c", "import signal; signal.pause()"]


def descriptors() -> int:
    """How many this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def is_running(pid: int) -> bool:
    """Whether there is a process, reaped or not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_launch_starts_no_thread_and_connects_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A parent may give up the right to start processes in between."""
    before = threading.enumerate()
    launched = mp.launch(SERVER, name="parent")
    assert threading.enumerate() == before
    assert is_running(launched.pid)

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with launched.connect(RootProxy, limits=mp.Limits(inbox=7)) as child:
        assert child.pid == launched.pid
        probe = child.init.make_probe()
        assert probe.echo("hello") == "hello"
        conn = mp.connection_of(probe)
        assert conn.name == "parent"
        assert conn.limits.inbox == 7
        with pytest.raises(mp.ClosedError):
            launched.connect(RootProxy)
        launched.kill()  # neither of the two concerns a connected one
        launched.close()
        assert probe.echo("again") == "again"


def test_launched_and_never_connected() -> None:
    """It is told to end, and leaves nothing behind; twice is once."""
    open_before = descriptors()
    with mp.launch(SERVER) as launched:
        pass
    assert not is_running(launched.pid)
    launched.close()
    launched.kill()
    assert descriptors() == open_before
    with pytest.raises(mp.ClosedError):
        launched.connect(RootProxy)


def test_launched_that_does_not_end_is_killed() -> None:
    """Patience ends; who cannot wait kills first."""
    launched = mp.launch(SLEEPER)
    launched.close(timeout=0.01)
    assert not is_running(launched.pid)

    launched = mp.launch(SLEEPER)
    launched.kill()
    launched.close(timeout=10)
    assert not is_running(launched.pid)


def test_launched_that_is_dead_when_connected() -> None:
    """Connecting tells what became of it."""
    launched = mp.launch([sys.executable, "-c", "import sys; sys.exit(3)"])
    with pytest.raises(mp.SpawnError, match="status 3"):
        launched.connect(RootProxy)
    launched.close()


def test_launch_of_nothing() -> None:
    """A clear error, nothing left open."""
    open_before = descriptors()
    with pytest.raises(mp.SpawnError, match="cannot start /nowhere/at-all"):
        mp.launch("/nowhere/at-all")
    assert descriptors() == open_before
