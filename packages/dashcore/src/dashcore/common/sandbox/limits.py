"""What a process gives up without a kernel's security module: core dumps, being traced, new privileges."""

import contextlib
import ctypes
import os
import struct
import sys

_PR_SET_DUMPABLE = 4
_PR_GET_DUMPABLE = 3
_PR_SET_NO_NEW_PRIVS = 38
_PR_CAPBSET_DROP = 24
_CAPABILITIES_V3 = 0x20080522
_KEPT_OF_ROOT = (0, 1, 2, 3, 4, 5, 10)  # CHOWN, DAC_OVERRIDE, DAC_READ_SEARCH, FOWNER, FSETID, KILL, NET_BIND_SERVICE
_LAST_CAPABILITY = 63
_WANTED_FILES = 4096


def forbid_core_dumps() -> bool:
    """Never write this process's memory to disk; False where the platform has no such limit."""
    try:
        import resource  # noqa: PLC0415 - not on every platform
    except ImportError:
        return False
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        return False
    return True


def raise_open_files() -> None:
    """Let this process open as many files as a node with many databases and peers does, where it may."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on every platform

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = _WANTED_FILES if hard == resource.RLIM_INFINITY else min(_WANTED_FILES, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def forbid_new_privileges() -> bool:
    """Let no program this process starts gain rights (setuid); False off Linux."""
    return _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def drop_capabilities() -> None:
    """Give up what root may do beyond other users' files: looking into other processes, the network, the kernel.

    Nothing happens where this process is another user's. A program started later does not get it back.
    """
    if sys.platform != "linux" or os.geteuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    for number in range(_LAST_CAPABILITY + 1):
        if number not in _KEPT_OF_ROOT:
            libc.prctl(_PR_CAPBSET_DROP, number, 0, 0, 0)  # unknown numbers, and a root of few rights, are refused
    header = struct.pack("=Ii", _CAPABILITIES_V3, 0)
    held = ctypes.create_string_buffer(24)
    if libc.capget(header, held):
        return
    kept = sum(1 << number for number in _KEPT_OF_ROOT)
    low = [value & kept for value in struct.unpack_from("=3I", held)]
    libc.capset(header, struct.pack("=6I", *low, 0, 0, 0))


def hide_memory() -> bool:
    """Keep other processes of the user from tracing this one and from reading its memory; False off Linux."""
    return _prctl(_PR_SET_DUMPABLE, 0)


def is_memory_hidden() -> bool:
    """Whether `hide_memory` is in force."""
    return sys.platform == "linux" and int(ctypes.CDLL(None).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0)) == 0


def _prctl(option: int, value: int) -> bool:
    if sys.platform != "linux" or os.name != "posix":
        return False
    return int(ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)) == 0
