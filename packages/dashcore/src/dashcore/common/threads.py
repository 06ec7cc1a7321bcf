"""Threads as dashd runs them: they say when they start and end, and the system knows their names.

Mirrors util/thread.cpp and util/threadnames.cpp.
"""

import contextlib
import logging
import threading
from collections.abc import Callable
from pathlib import Path

_log = logging.getLogger("dash")

_SYSTEM_PREFIX = "d-"
_SYSTEM_NAME_SIZE = 15  # characters the kernel keeps


def set_system_name(name: str) -> None:
    """Tell the kernel the name of the calling thread, as `ps -L` and `top -H` show it. Source: C++ ThreadRename."""
    with contextlib.suppress(OSError):  # no such file but on Linux: the name is only for people
        path = Path(f"/proc/self/task/{threading.get_native_id()}/comm")
        path.write_bytes(f"{_SYSTEM_PREFIX}{name}".encode()[:_SYSTEM_NAME_SIZE])


def trace_thread(name: str, work: Callable[[], None]) -> None:
    """Run `work` as the life of the calling thread. Source: C++ TraceThread."""
    set_system_name(name)
    _log.info("%s thread start", name)
    try:
        work()
    except Exception:  # a thread's edge
        _log.exception("%s thread failed", name)
        raise
    _log.info("%s thread exit", name)


def start_thread(name: str, work: Callable[[], None]) -> threading.Thread:
    """Start a thread of that name."""
    thread = threading.Thread(target=trace_thread, args=(name, work), name=name, daemon=True)
    thread.start()
    return thread
