"""Starts the executables of this package and connects to them. Mirrors ipc/interfaces.cpp."""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import libmultiprocess as mp
from dashcore.interfaces.init import Init, Ipc, SpawnFailedError
from dashcore.ipc.command_line import find_executable
from dashcore.ipc.stubs.init_stubs import InitProxy

_log = logging.getLogger("dash.ipc")


def log_calls() -> None:
    """Log each request and answer where -debug=ipc is on; call it again after the categories changed."""
    mp.set_log((lambda line: _log.debug("%s", line)) if _log.isEnabledFor(logging.DEBUG) else None)


def spawn(exe_name: str, exe_dir: str) -> "mp.Child[InitProxy]":
    """Start an executable of this package and return it with its root.

    Raises:
        SpawnFailedError: it did not come up.
    """
    try:
        return mp.spawn(find_executable(exe_name, exe_dir), InitProxy)
    except mp.SpawnError as error:
        raise SpawnFailedError(str(error)) from error


class ProcessIpc(Ipc):
    """Starts processes from the folder of this one's executable."""

    def __init__(self, exe_dir: str) -> None:
        self._exe_dir = exe_dir

    def spawn_process(self, exe_name: str) -> AbstractContextManager[Init]:
        """Start an executable; leaving the context ends it."""
        return _spawned(exe_name, self._exe_dir)


@contextmanager
def _spawned(exe_name: str, exe_dir: str) -> Iterator[Init]:
    with spawn(exe_name, exe_dir) as child:
        yield child.init
