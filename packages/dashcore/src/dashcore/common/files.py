"""Files of a process that may be confined: what it cannot do itself, its porter does.

    files.open_descriptor(path, flags), files.read_bytes(path), files.write_bytes(path, data),
    files.replace(source, target), files.unlink(path), files.run_command(option, command, values),
    files.run_program(option, program, words, said)

Without a sandbox these are the plain calls. The porter is the process's, as its sandbox is; see `sandbox.porter`.
"""

import errno
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashcore.common.sandbox.porter import Answer, Porter

_DENIED = {errno.EACCES, errno.EPERM, errno.EXDEV}
_porter: "Porter | None" = None


def use_porter(porter: "Porter | None") -> None:
    """Ask `porter` from now on, for what this process is denied."""
    global _porter  # noqa: PLW0603 - a process has one sandbox, so one porter
    _porter = porter


def close_porter() -> None:
    """Let the porter end, if there is one."""
    porter = _porter
    use_porter(None)
    if porter is not None:
        porter.close()


def is_confined() -> bool:
    """Whether there is a porter to ask."""
    return _porter is not None


def _folder_of(path: Path) -> Path:
    folder = path.parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def is_reachable(path: Path) -> bool:
    """Whether this process may look into a file's folder; where that is missing, into the nearest one above."""
    try:
        os.close(os.open(_folder_of(path), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
    except PermissionError:
        return False
    except OSError:
        return True
    return True


def denial(path: Path) -> str:
    """Return a sentence for the user where the sandbox keeps this process out of a file's folder; else ""."""
    if _porter is None or is_reachable(path):
        return ""
    folder = _folder_of(path)
    return f" The sandbox keeps this process out of {folder}; -sandboxallow={folder} at the start lets it in."


def open_descriptor(path: str | os.PathLike[str], flags: int, mode: int = 0o666) -> int:
    """Open a file, as os.open does; it is not inherited."""
    try:
        return os.open(path, flags | os.O_CLOEXEC, mode)
    except OSError as error:
        if _porter is None or error.errno not in _DENIED:
            raise
        return _porter.open(os.fspath(path), flags, mode)


def read_bytes(path: Path) -> bytes:
    """Read a file."""
    with os.fdopen(open_descriptor(path, os.O_RDONLY), "rb") as file:
        return file.read()


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file, anew."""
    with os.fdopen(open_descriptor(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), "wb") as file:
        file.write(data)


def replace(source: Path, target: Path) -> None:
    """Rename a file over another one."""
    try:
        source.replace(target)
    except OSError as error:
        if _porter is None or error.errno not in _DENIED:
            raise
        _porter.replace(os.fspath(source), os.fspath(target))


def unlink(path: Path) -> None:
    """Remove a file."""
    try:
        path.unlink()
    except OSError as error:
        if _porter is None or error.errno not in _DENIED:
            raise
        _porter.unlink(os.fspath(path))


def run_command(option: str, command: str, values: Sequence[tuple[str, str]] = ()) -> tuple[str, int]:
    """Run a shell command of the configuration, with values for its marks (%s), and wait.

    Args:
        option: the option that gave it, without its dash.
        command: as given.
        values: mark and value, put in one after the other and quoted.

    Returns: what ran, and its status.
    """
    from dashcore.common.sandbox.porter import compose  # noqa: PLC0415 - few have such commands

    composed = compose(option, command, values)
    if _porter is not None:
        return composed, _porter.run(option, command, values)
    import subprocess  # noqa: PLC0415

    status = subprocess.run(composed, shell=True, check=False, stdin=subprocess.DEVNULL).returncode  # noqa: S602 - the user's own
    return composed, status


def run_program(option: str, program: str, words: Sequence[str], said: str = "") -> "Answer":
    """Run a program of the configuration without a shell, and wait.

    Args:
        option: the option that gave it, without its dash.
        program: as given: itself and its first words, between spaces.
        words: what follows on its command line.
        said: its standard input.

    Raises:
        OSError: it cannot be started.
    """
    from dashcore.common.sandbox import porter  # noqa: PLC0415 - few have such programs

    if _porter is not None:
        return _porter.call(option, program, words, said)
    return porter.run_program(program, words, said)
