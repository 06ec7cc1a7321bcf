"""Who may use a data directory. Mirrors LockDirectory of util/system.cpp."""

import logging
import os
import secrets
from pathlib import Path

from dashcore.common.errors import InitError
from dashcore.common.file_lock import lock_file
from dashcore.common.version import PACKAGE_NAME

_MIN_DISK_SPACE = 52_428_800  # bytes that must stay free. Source: C++ CheckDiskSpace

_log = logging.getLogger("dash")


def set_private_umask() -> None:
    """Make what this process creates readable by its user alone."""
    os.umask(0o077)


def is_writable(directory: Path) -> bool:
    """Whether files can be made in a directory."""
    probe = directory / f"{secrets.token_hex(8)}.tmp"
    try:
        probe.touch(exist_ok=False)
        probe.unlink()
    except OSError:
        return False
    return True


def has_disk_space(directory: Path, additional_bytes: int = 0) -> bool:
    """Whether `additional_bytes` fit on a directory's disk and the reserve stays free. Source: C++ CheckDiskSpace."""
    usage = os.statvfs(directory)
    return usage.f_bavail * usage.f_frsize >= _MIN_DISK_SPACE + additional_bytes


class DirectoryLock:
    """Held until closed or until the process ends. Closing any descriptor of the file would drop it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def close(self) -> None:
        """Let others have the directory."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> "DirectoryLock":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def lock_directory(directory: Path, name: str = ".lock") -> DirectoryLock:
    """Lock a directory against every other process.

    Raises:
        OSError: another process has it, or the file cannot be made.
    """
    try:
        descriptor = os.open(directory / name, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            lock_file(descriptor)
        except OSError:
            os.close(descriptor)
            raise
    except OSError as error:
        _log.error("Error while attempting to lock directory %s: %s", directory, error.strerror)
        raise
    return DirectoryLock(descriptor)


def lock_data_directory(directory: Path) -> DirectoryLock:
    """Lock the network's data directory for this node.

    Raises:
        InitError: it is not writable, or another node uses it.
    """
    if not is_writable(directory):
        raise InitError(f"Cannot write to data directory '{directory}'; check permissions.")
    try:
        return lock_directory(directory)
    except OSError:
        raise InitError(
            f"Cannot obtain a lock on data directory {directory}. {PACKAGE_NAME} is probably already running."
        ) from None
