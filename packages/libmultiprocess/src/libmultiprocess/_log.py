"""The log hook: one line per request and answer, in the format of C++ libmultiprocess."""

import threading
from collections.abc import Callable
from typing import Final, final

_MAX_CHARS: Final = 200


@final
class _Hook:
    """Where lines go; one for the process."""

    __slots__ = ("fn", "max_chars")

    def __init__(self) -> None:
        self.fn: Callable[[str], None] | None = None
        self.max_chars = _MAX_CHARS


HOOK: Final = _Hook()


def set_log(fn: Callable[[str], None] | None, *, max_chars: int = _MAX_CHARS) -> None:
    """Log every request and answer from now on, or no longer.

    Calls are several times slower meanwhile. Values of types marked secret are never shown.

    Args:
        fn: Called with each line, on the thread concerned, maybe with locks of the connection held: it must not call
            a peer. None ends logging.
        max_chars: Values are cut past this length.
    """
    HOOK.fn = fn
    HOOK.max_chars = max_chars
    from libmultiprocess._rpc.trace import trace_all  # noqa: PLC0415 - only who logs loads it

    trace_all()


def log_line(line: str) -> None:
    """Log a line as it is."""
    fn = HOOK.fn
    if fn is not None:
        fn(line)


def log_here(exe_prefix: str, text: str) -> None:
    """Log a line of the calling thread, prefixed {exe-pid/thread-tid}."""
    fn = HOOK.fn
    if fn is not None:
        name = threading.current_thread().name
        fn(f"{{{exe_prefix}/{name}-{threading.get_native_id()}}} {text}")


def shorten(text: str) -> str:
    """Cut a long text, and escape what is not printable."""
    limit = HOOK.max_chars
    cut = text if len(text) <= limit else f"{text[:limit]}..."
    return "".join(c if c.isprintable() else f"\\{ord(c):03o}" for c in cut)
