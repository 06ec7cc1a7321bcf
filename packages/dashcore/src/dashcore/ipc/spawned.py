"""Serving whoever spawned this process. Mirrors ipc/interfaces.cpp."""

import os
import signal
import socket
import sys

import libmultiprocess as mp
from dashcore.interfaces.init import Init
from dashcore.ipc.stubs.init_stubs import InitProxy

SWITCH_INTERVAL_S = 0.0005  # how soon a computing thread lets one that answers a call run


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
