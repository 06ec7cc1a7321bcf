"""Memory that is neither swapped out nor dumped, and wiped when it is given up. Mirrors support/lockedpool.cpp.

Python copies what it computes with, so this keeps a key off the disk while it rests, which is nearly always; copies
live as long as one signature takes.
"""

import ctypes
import mmap
import sys
from logging import getLogger

_log = getLogger("dash")

_DONT_DUMP = getattr(mmap, "MADV_DONTDUMP", None)
_WIPE_ON_FORK = 18  # MADV_WIPEONFORK, Linux


class LockedBytes:
    """A secret in pages of its own."""

    __slots__ = ("_memory", "_size")

    def __init__(self, secret: bytes) -> None:
        self._size = len(secret)
        self._memory = mmap.mmap(-1, max(self._size, 1), **_PRIVATE)
        _protect(self._memory)
        self._memory[: self._size] = secret

    def reveal(self) -> bytes:
        """Return a copy.

        Raises:
            ValueError: it was wiped.
        """
        return bytes(self._memory[: self._size])

    def wipe(self) -> None:
        """Overwrite it and give the memory back. Calling it again does nothing."""
        if not self._memory.closed:
            self._memory[:] = bytes(len(self._memory))
            self._memory.close()

    def __del__(self) -> None:
        if hasattr(self, "_memory"):
            self.wipe()

    def __repr__(self) -> str:
        return "LockedBytes(...)"


_PRIVATE = {"flags": mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS} if sys.platform != "win32" else {}


def _protect(memory: mmap.mmap) -> None:
    """Keep pages from swap, core dumps and forks, as far as the system does that."""
    if sys.platform != "linux":
        return
    for advice in (_DONT_DUMP, _WIPE_ON_FORK):
        if advice is not None:
            try:
                memory.madvise(advice)
            except OSError as err:
                _log.debug("madvise %d: %s", advice, err.strerror)
    view = (ctypes.c_char * len(memory)).from_buffer(memory)
    if ctypes.CDLL(None, use_errno=True).mlock(ctypes.c_void_p(ctypes.addressof(view)), ctypes.c_size_t(len(memory))):
        _log.debug("A key is not locked into memory: the limit (ulimit -l) is reached")
