"""The file that names this process. Mirrors CreatePidFile of init.cpp."""

import logging
import os
from pathlib import Path

from dashcore.common import files
from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError

_log = logging.getLogger("dash")


def pid_file_path(args: ArgsManager) -> Path:
    """Path of the file: -pid."""
    return args.abs_path(args.get_path("-pid") or Path("dashd.pid"))


def create_pid_file(args: ArgsManager) -> None:
    """Write it.

    Raises:
        InitError: that failed.
    """
    path = pid_file_path(args)
    try:
        files.write_bytes(path, f"{os.getpid()}\n".encode())
    except OSError as error:
        raise InitError(f"Unable to create the PID file '{path}': {error.strerror} ({error.errno})") from None


def remove_pid_file(args: ArgsManager) -> None:
    """Remove it."""
    try:
        files.unlink(pid_file_path(args))
    except FileNotFoundError:
        _log.info("Shutdown: Unable to remove PID file: File does not exist")
    except OSError as error:
        _log.info("Shutdown: Unable to remove PID file: %s", error.strerror)
