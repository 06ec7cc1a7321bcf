"""Go on in the background: -daemon and -daemonwait. Mirrors fork_daemon of bitcoind.cpp.

A pipe tells the process in front how the start went: one byte, and none if the start
ended without a word.
"""

import contextlib
import os

_STARTED, _FAILED = b"\x01", b"\x00"


class Daemon:
    """The background side's end of the pipe."""

    def __init__(self, writer: int) -> None:
        self._writer = writer

    def report(self, *, started: bool) -> None:
        """Tell the process in front, once; then it ends."""
        if self._writer < 0:
            return
        with contextlib.suppress(OSError):
            os.write(self._writer, _STARTED if started else _FAILED)
        os.close(self._writer)
        self._writer = -1


def fork_daemon() -> Daemon | bool:
    """Fork, before any thread is started.

    Returns: in the background the end of the pipe; in front, whether the start went well.

    Raises:
        OSError: the system refused.
    """
    reader, writer = os.pipe()
    if os.fork() != 0:
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            return pipe.read(1) == _STARTED
    os.close(reader)
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    if null > 2:
        os.close(null)
    return Daemon(writer)
