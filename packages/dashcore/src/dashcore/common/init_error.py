"""What a process without a GUI tells its user while it starts. Mirrors noui.cpp."""

import logging
import sys

from dashcore.common.errors import InitError

__all__ = ["InitError", "init_error", "init_message", "init_question", "init_warning"]

_log = logging.getLogger("dash")


def _show(caption: str, message: str) -> None:
    _log.info("%s%s", caption, message)
    sys.stderr.write(f"{caption}{message}\n")
    sys.stderr.flush()


def init_error(message: str) -> None:
    """Show an error that ends the start."""
    _show("Error: ", message)


def init_question(message: str) -> None:
    """Show what a GUI would ask, as text for nobody to answer; it has no caption, as in dashd."""
    _show(": ", message)


def init_warning(message: str) -> None:
    """Show a warning."""
    _show("Warning: ", message)


def init_message(message: str) -> None:
    """Say what the start is doing; only the log shows it."""
    _log.info("init message: %s", message)
