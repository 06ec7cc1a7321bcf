"""Whether this process was spawned, and serving whoever spawned it. Mirrors ipc/process.cpp and ipc/interfaces.cpp."""

import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import libmultiprocess as mp
from dashcore.interfaces.init import Init
from dashcore.ipc.stubs.init_stubs import InitProxy

SWITCH_INTERVAL_S = 0.0005  # how soon a computing thread lets one that answers a call run
_SPAWNED_WORDS = 3  # executable, -ipcfd, number
_MAX_DESCRIPTOR = 0x7FFFFFFF


class SpawnedArgsError(Exception):
    """The descriptor on the command line is no number."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return f"Invalid -ipcfd number '{self.text}'"


def spawned_descriptor(argv: Sequence[str]) -> int | None:
    """Return the descriptor to serve on where the command line is exactly `EXE -ipcfd N`, else None.

    Raises:
        SpawnedArgsError: N is no number of a descriptor.

    Source: C++ Process::checkSpawned.
    """
    if len(argv) != _SPAWNED_WORDS or argv[1] != "-ipcfd":
        return None
    if not argv[2].isascii() or not argv[2].isdigit() or int(argv[2]) > _MAX_DESCRIPTOR:
        raise SpawnedArgsError(argv[2])
    return int(argv[2])


def leave_interrupts_to_parent() -> None:
    """Let Ctrl-C pass: it reaches the whole process group, and what it means is the parent's to decide. Main thread."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def serve_parent(descriptor: int, root: Init, exe_name: str) -> None:
    """Serve `root` until the process that spawned this one closes the connection or ends.

    Raises:
        OSError: the descriptor is no connected socket.
        libmultiprocess.ProtocolError: what arrives is not the protocol.
    """
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    with socket.socket(fileno=os.dup(descriptor)) as parent:
        parent.getpeername()  # else a socket nobody ever connected looks like a parent that left
    mp.serve(descriptor, root, InitProxy, name=exe_name)


def find_executable(name: str, exe_dir: str) -> list[str]:
    """Return the words that start an executable of this package.

    Looks beside the running one, then beside what that is a link to; else this interpreter runs the module.
    """
    for folder in (Path(exe_dir), Path(sys.argv[0]).resolve().parent, Path(sys.executable).parent):
        path = folder / name
        if path.is_file():
            return [str(path)]
    return [sys.executable, "-m", f"dashcore.init.{name.replace('-', '_')}"]
