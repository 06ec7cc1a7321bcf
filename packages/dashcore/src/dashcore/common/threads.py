"""Threads as dashd runs them: they say when they start and end, and the system knows their names.

Mirrors util/thread.cpp and util/threadnames.cpp.
"""

import contextlib
import logging
import sys
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
    work()
    _log.info("%s thread exit", name)


def send_failures_to_log() -> None:
    """Keep tracebacks off stderr: what is written there counts as an error of the start."""

    def log_failure(what: str, failure: "threading.ExceptHookArgs | sys.UnraisableHookArgs") -> None:
        error = failure.exc_value or failure.exc_type()
        _log.error("Unhandled exception in %s", what, exc_info=(failure.exc_type, error, failure.exc_traceback))

    threading.excepthook = lambda failure: log_failure(failure.thread.name if failure.thread else "a thread", failure)
    sys.unraisablehook = lambda failure: log_failure(repr(failure.object), failure)


def start_thread(name: str, work: Callable[[], None]) -> threading.Thread:
    """Start a thread of that name."""
    thread = threading.Thread(target=trace_thread, args=(name, work), name=name, daemon=True)
    thread.start()
    return thread
