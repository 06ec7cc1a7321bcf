"""One process at a time changes what is in a folder: by a lock on the folder itself, which leaves no file behind."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from libmultiprocess.errors import InUseError

_PATIENCE_S: Final = 10.0
_LOOK_AGAIN_S: Final = 0.005


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep others who ask, in this process and others, out of a folder.

    Raises:
        InUseError: Somebody does not let go of it.
        OSError: The folder cannot be opened.
    """
    try:
        import fcntl  # noqa: PLC0415 - Windows has none: there, no file is renamed over another one
    except ImportError:
        yield
        return
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        end = time.monotonic() + _PATIENCE_S
        while True:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    raise InUseError(f"another process keeps {folder} locked") from None
                time.sleep(_LOOK_AGAIN_S)
        yield
    finally:
        os.close(fd)


def make_folder(folder: Path) -> None:
    """Make a folder and what is missing above it, each for this user alone."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(0o700, exist_ok=True)
