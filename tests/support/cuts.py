"""Ways a process or its connection comes to an end at a moment nobody chose, and what must not be left behind."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from random import Random

from framework import wait_until

DEADLINE_S = 10.0  # for everything that a cut ends


class Cut(Enum):
    """How it ends."""

    KILL = "kill -9"
    STOP_KILL = "SIGSTOP, then kill -9"
    CLOSE = "this side closes its connection"
    SHUTDOWN = "the socket is shut down under both"


def kill(pid: int, *, stop_first: bool, rng: Random) -> None:
    """End a process; with `stop_first` it hangs for a while before."""
    if stop_first:
        os.kill(pid, signal.SIGSTOP)
        threading.Event().wait(rng.uniform(0, 0.05))
    os.kill(pid, signal.SIGKILL)


def pause(rng: Random, most_s: float) -> None:
    """Wait for a moment nobody chose; every fourth time for none."""
    threading.Event().wait(0 if rng.random() < 0.25 else rng.uniform(0, most_s))


def open_files() -> list[str]:
    """What the descriptors of this process lead to."""
    found = []
    for entry in Path("/proc/self/fd").iterdir():
        try:
            found.append(str(entry.readlink()))
        except OSError:
            continue  # the one that lists the folder
    return found


@contextmanager
def nothing_left(*, threads: bool = True) -> Iterator[None]:
    """Check that the block leaves no descriptor, thread or child behind."""
    files, names = len(open_files()), threading.active_count()
    yield
    wait_until(lambda: len(open_files()) <= files, DEADLINE_S)
    if threads:
        wait_until(lambda: threading.active_count() <= names, DEADLINE_S)
