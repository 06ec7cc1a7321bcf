"""Start a process and call it: one socketpair, argv = [executable, "-ipcfd", "N"].

`spawn` does both; `launch` starts the process only, for those who have to give up the right to start any before their
first thread runs.
"""

import contextlib
import logging
import os
import socket
import subprocess
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Final, Generic, Self, TypeVar

from libmultiprocess._log import log_line
from libmultiprocess._peer import program_of
from libmultiprocess._platform import socket_pair, start
from libmultiprocess._proxy import Proxy
from libmultiprocess._transport.connect import connect, connection_of, default_name
from libmultiprocess._wire.framing import Limits
from libmultiprocess.errors import ClosedError, MultiprocessError, SpawnError

P = TypeVar("P", bound=Proxy)
_LOG: Final = logging.getLogger("libmultiprocess")
_PATIENCE_S: Final = 10.0
_FAREWELL_S: Final = 1.0  # for a child that ends by itself to say how


class Child(Generic[P]):
    """A process we started, and its root object.

    Attributes:
        init: The root object's proxy.
        pid: Its process id.
        name: Its executable's name.
    """

    def __init__(self, process: "subprocess.Popen[bytes]", name: str) -> None:
        self.init: P
        self.pid = process.pid
        self.name = name
        self._process = process
        self._exited = threading.Event()
        self._lock = threading.Lock()
        self._on_exit: list[Callable[[int], None]] = []  # guarded by: self._lock
        log_line(f"Process {name} pid {self.pid} launched")
        threading.Thread(target=self._reap, name=f"{name}.reap", daemon=True).start()

    @property
    def status(self) -> int | None:
        """Exit status, negative for a signal's number; None while it runs."""
        return self._process.returncode if self._exited.is_set() else None

    def _reap(self) -> None:
        status = self._process.wait()
        how = f"killed by signal {-status}" if status < 0 else f"exited with status {status}"
        log_line(f"Process {self.name} pid {self.pid} {how}")
        with self._lock:
            then, self._on_exit = self._on_exit, []
            self._exited.set()
        for fn in then:
            try:
                fn(status)
            except Exception:  # noqa: BLE001 - the edge of a thread
                _LOG.exception("a function told of an exit failed")

    def on_exit(self, fn: Callable[[int], None]) -> None:
        """Call `fn` with the exit status once the process has ended, on a thread of its own, or now if it has."""
        with self._lock:
            if not self._exited.is_set():
                self._on_exit.append(fn)
                return
        fn(self._process.returncode)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the process to end and give its exit status, negative for a signal's number.

        Raises:
            TimeoutError: It still runs.
        """
        if not self._exited.wait(timeout):
            raise TimeoutError(f"process {self.name} pid {self.pid} still runs after {timeout} s")
        return self._process.returncode

    def kill(self) -> None:
        """End the process at once (SIGKILL)."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    def close(self, timeout: float = _PATIENCE_S) -> int:
        """Close the connection, wait, and kill the process if it does not end by then; gives its exit status."""
        with contextlib.suppress(MultiprocessError):
            connection_of(self.init).close()  # unless closed before
        try:
            return self.wait(timeout)
        except TimeoutError:
            _LOG.warning("process %s pid %d does not end; killing it", self.name, self.pid)
            self.kill()
            return self.wait(timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class Launched:
    """A process we started and have not spoken to: no thread of ours serves it yet.

    Attributes:
        pid: Its process id.
        name: Its executable's name.
    """

    def __init__(self, process: "subprocess.Popen[bytes]", sock: socket.socket, name: str, own_name: str) -> None:
        self.pid = process.pid
        self.name = name
        self._process = process
        self._sock: socket.socket | None = sock
        self._own_name = own_name

    def connect(self, proxy: type[P], *, limits: Limits | None = None) -> Child[P]:
        """Connect to the root object that the process serves, and watch over the process from now on. Once only.

        Args:
            proxy: The proxy class of the root's interface.
            limits: What the process may ask of this side.

        Raises:
            SpawnError: It ended before it gave its root object.
            ClosedError: It was connected or closed before.
        """
        sock, self._sock = self._sock, None
        if sock is None:
            raise ClosedError(f"process {self.name} pid {self.pid} is connected already, or closed")
        child: Child[P] = Child(self._process, self.name)
        try:
            child.init = connect(sock, proxy, name=self._own_name, limits=limits)
        except MultiprocessError as e:
            try:
                status = child.wait(_FAREWELL_S)
            except TimeoutError:
                child.kill()
                status = child.wait(_PATIENCE_S)
            raise SpawnError(f"process {child.name} pid {child.pid} did not come up (status {status}): {e}") from e
        except BaseException:
            child.kill()
            raise
        conn = connection_of(child.init)
        conn.peer = replace(
            conn.peer, pid=self.pid, exe=program_of(self.pid)
        )  # of the pair, the system knows the maker
        return child

    def kill(self) -> None:
        """End a process that is not connected at once (SIGKILL). Idempotent; `close` reaps it."""
        if self._sock is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    def close(self, timeout: float = _PATIENCE_S) -> None:
        """Hang up on a process that is not connected, wait, and kill it if it does not end by then. Idempotent."""
        sock, self._sock = self._sock, None
        if sock is None:
            return
        sock.close()
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            _LOG.warning("process %s pid %d does not end; killing it", self.name, self.pid)
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def launch(executable: str | os.PathLike[str] | Sequence[str], *, name: str | None = None) -> Launched:
    """Start `executable -ipcfd N`; its `connect` does the rest, whenever that suits.

    Starts no thread and reads nothing. What the process says meanwhile waits in the socket. Only that descriptor is
    passed on, besides the standard streams.

    Args:
        executable: Path, or the first words of a command line.
        name: How this process calls itself to the child; by default its executable's name.

    Raises:
        SpawnError: It cannot be started.
    """
    words = [os.fspath(executable)] if isinstance(executable, (str, os.PathLike)) else list(executable)
    ours, theirs = socket_pair()
    try:
        process = start(words, theirs)
    except OSError as e:
        ours.close()
        raise SpawnError(f"cannot start {words[0]}: {e.strerror}") from e
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    return Launched(process, ours, os.path.basename(words[0]), name or default_name())  # noqa: PTH119 - a word


def spawn(
    executable: str | os.PathLike[str] | Sequence[str],
    proxy: type[P],
    *,
    name: str | None = None,
    limits: Limits | None = None,
) -> Child[P]:
    """Start `executable -ipcfd N` and connect to the root object it serves on descriptor N.

    Only that descriptor is passed on, besides the standard streams.

    Args:
        executable: Path, or the first words of a command line.
        proxy: The proxy class of the root's interface.
        name: How this process calls itself to the child; by default its executable's name.
        limits: What the child may ask of this side.

    Raises:
        SpawnError: It cannot be started, or ended before it gave its root object.
    """
    return launch(executable, name=name).connect(proxy, limits=limits)
