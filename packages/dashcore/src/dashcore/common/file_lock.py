"""A file that one process at a time may have, by whatever the system has for it."""

import importlib
import sys

IS_WINDOWS = sys.platform == "win32"


def lock_file(descriptor: int) -> None:
    """Lock an open file until it is closed, or the process ends.

    Where there is fcntl, the lock is the one that dashd and LevelDB take; flock would not exclude them.

    Raises:
        OSError: another process has it.
    """
    if IS_WINDOWS:
        msvcrt = importlib.import_module("msvcrt")
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # its first byte, which need not exist
        return
    fcntl = importlib.import_module("fcntl")
    fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
