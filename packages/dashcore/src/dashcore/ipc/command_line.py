"""Whether this process was spawned, and by which words others are. Mirrors ipc/process.cpp. Loads nothing: each start waits for it."""

import sys
from collections.abc import Sequence
from pathlib import Path

_SPAWNED_WORDS = 3  # executable, -ipcfd, number
_MAX_DESCRIPTOR = 0x7FFFFFFF


class SpawnedArgsError(Exception):
    """The descriptor on the command line is no number."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return f"Invalid -ipcfd number '{self.text}'"


def spawned_descriptor(argv: Sequence[str]) -> int | None:
    """Return the descriptor to serve on where the command line is exactly `EXE -ipcfd N`, else None.

    Raises:
        SpawnedArgsError: N is no number of a descriptor.

    Source: C++ Process::checkSpawned.
    """
    if len(argv) != _SPAWNED_WORDS or argv[1] != "-ipcfd":
        return None
    if not argv[2].isascii() or not argv[2].isdigit() or int(argv[2]) > _MAX_DESCRIPTOR:
        raise SpawnedArgsError(argv[2])
    return int(argv[2])


def find_executable(name: str, exe_dir: str) -> list[str]:
    """Return the words that start an executable of this package.

    Looks beside the running one, then beside what that is a link to; else this interpreter runs the module.
    """
    for folder in (Path(exe_dir), Path(sys.argv[0]).resolve().parent, Path(sys.executable).parent):
        path = folder / name
        if path.is_file():
            return [str(path)]
    return [sys.executable, "-m", f"dashcore.init.{name.replace('-', '_')}"]
