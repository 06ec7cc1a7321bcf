"""A small process outside of the sandbox that does for the one inside the few things it may ask for.

Landlock grants folders with all below them, and for good. So a node that may replace settings.json in its data directory
could replace the wallets there too, and a wallet could not write a backup where its user says. Both therefore ask the
porter, which checks each request against `Rules` made before the sandbox closed:

- open a file of the rules' own, replace it by its new version, remove it;
- make a new file where the rules let it, or read one whose content they accept;
- run a command of the user's configuration (-blocknotify and its like), with values put in;
- run a program of it (-signer), which answers.

The porter is a fork, made before any thread starts; it ends with the process it serves. Each request carries a socket
of its own for the answer, so that threads need not wait for one another.
"""

import contextlib
import errno
import gc
import json
import os
import re
import signal
import socket
import stat
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

_MAX_REQUEST = 1 << 16  # bytes
_NAME = b"d-porter"
_PATIENCE_S = 5.0
_LOOK_AGAIN_S = 0.001
_PLAIN = re.compile(r"-?[0-9A-Za-z]*")
_MARKS = ("%s", "%b", "%h", "%w")
_FREE_MARKS = {"walletnotify": ("%w",), "instantsendnotify": ("%w",), "alertnotify": ("%s",)}
_OPEN_FLAGS = os.O_ACCMODE | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_EXCL


def _never(_what: str) -> bool:
    return False


def _never_content(_descriptor: int) -> bool:
    return False


@dataclass(eq=False, repr=False, kw_only=True)
class Rules:
    """What a porter does.

    Attributes:
        files: absolute paths that may be opened in any way, replaced by one another, and removed.
        may_create: whether a new file may be made at a path (absolute, no link in it).
        may_overwrite: whether an open file found there may be written over.
        may_read: whether an open file may be read.
        commands: shell commands, each behind the option that gave it.
        programs: programs with their first words, each behind the option that gave it.
    """

    files: frozenset[str] = frozenset()
    may_create: Callable[[str], bool] = _never
    may_overwrite: Callable[[int], bool] = _never_content
    may_read: Callable[[int], bool] = _never_content
    commands: frozenset[tuple[str, str]] = frozenset()
    programs: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program said, and its exit status."""

    status: int
    out: str
    err: str


def run_program(program: str, words: Sequence[str], said: str) -> Answer:
    """Run a program without a shell and wait.

    Args:
        program: itself and its first words, between spaces.
        words: what follows on its command line.
        said: its standard input.

    Raises:
        OSError: it cannot be started.
    """
    import subprocess  # noqa: PLC0415 - few have programs

    done = subprocess.run([*program.split(), *words], check=False, capture_output=True, input=said.encode())  # noqa: S603 - the user's own
    return Answer(done.returncode, *(text.decode(errors="replace") for text in (done.stdout, done.stderr)))


def compose(option: str, template: str, values: Sequence[tuple[str, str]]) -> str:
    """Put values into a command, quoted for the shell.

    Raises:
        ValueError: a value is none that the option has.
    """
    import shlex  # noqa: PLC0415 - few have commands

    free = _FREE_MARKS.get(option, ())
    for mark, value in values:
        if mark not in _MARKS or "\0" in value or not (mark in free or _PLAIN.fullmatch(value)):
            raise ValueError(f"no value for -{option}")
        template = template.replace(mark, shlex.quote(value))
    return template


class Porter:
    """The asking side. Threads: any."""

    def __init__(self, channel: socket.socket, pid: int) -> None:
        self._channel = channel
        self.pid = pid

    def open(self, path: str, flags: int, mode: int = 0o600) -> int:
        """Open a file.

        Raises:
            OSError: as os.open has it; EACCES where the rules do not allow it.
        """
        _, descriptors = self._ask({"open": os.path.abspath(path), "flags": flags & _OPEN_FLAGS, "mode": mode})  # noqa: PTH100
        return descriptors[0]

    def replace(self, source: str, target: str) -> None:
        """Rename a file over another one.

        Raises:
            OSError: as os.replace has it; EACCES where the rules do not allow it.
        """
        self._ask({"replace": os.path.abspath(source), "by": os.path.abspath(target)})  # noqa: PTH100

    def unlink(self, path: str) -> None:
        """Remove a file.

        Raises:
            OSError: as os.unlink has it; EACCES where the rules do not allow it.
        """
        self._ask({"unlink": os.path.abspath(path)})  # noqa: PTH100

    def run(self, option: str, command: str, values: Sequence[tuple[str, str]]) -> int:
        """Run a command of an option and wait; return its status.

        Raises:
            OSError: EACCES where there is no such command, or the values do not suit it.
        """
        status, _ = self._ask({"run": option, "command": command, "values": [list(pair) for pair in values]})
        return status

    def call(self, option: str, program: str, words: Sequence[str], said: str) -> Answer:
        """Run a program of an option and wait; see `run_program`.

        Raises:
            OSError: EACCES where there is no such program; else why it cannot be started.
        """
        with self._send({"call": option, "program": program, "words": list(words)}) as ours:
            ours.sendall(said.encode())
            ours.shutdown(socket.SHUT_WR)
            status, out, err = _decode_answer(_read_all(ours))
        return Answer(int(status), str(out), str(err))

    def _ask(self, request: Mapping[str, object]) -> tuple[int, list[int]]:
        with self._send(request) as ours:
            answer, descriptors, _, _ = socket.recv_fds(ours, _MAX_REQUEST, 1, socket.MSG_CMSG_CLOEXEC)
        (status,) = _decode_answer(answer)
        return int(status), descriptors

    @contextlib.contextmanager
    def _send(self, request: Mapping[str, object]) -> Iterator[socket.socket]:
        """Send a request; the answer comes at the socket."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                socket.send_fds(self._channel, [json.dumps(request).encode()], [theirs.fileno()])
            yield ours

    def close(self) -> None:
        """Let the process end, and reap it; one that somebody stopped is left to whoever reaps orphans."""
        self._channel.close()
        end = time.monotonic() + _PATIENCE_S
        with contextlib.suppress(ChildProcessError):
            while not os.waitpid(self.pid, os.WNOHANG)[0] and time.monotonic() < end:
                time.sleep(_LOOK_AGAIN_S)


def start(rules: Rules) -> Porter:
    """Fork the porter. No thread may run yet.

    Raises:
        OSError: the system refuses another process.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    pid = os.fork()
    if pid == 0:
        try:
            ours.close()
            _live(theirs, rules)
        finally:
            os._exit(1)
    theirs.close()
    return Porter(ours, pid)


def _live(channel: socket.socket, rules: Rules) -> NoReturn:
    gc.disable()
    gc.freeze()  # else a collection would touch, and so copy, every page shared with the parent
    signal.set_wakeup_fd(-1)  # that of the one served
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: None)  # the one served decides; a handler is not passed on to commands
    with contextlib.suppress(OSError):
        Path("/proc/self/comm").write_bytes(_NAME)
    keep = channel.fileno()
    os.closerange(3, keep)
    os.closerange(keep + 1, 1 << 16)
    desk = _Desk(rules)
    while True:
        data, descriptors, _, _ = socket.recv_fds(channel, _MAX_REQUEST, 1, socket.MSG_CMSG_CLOEXEC)
        if not data or not descriptors:
            os._exit(0)
        threading.Thread(target=desk.answer, args=(data, socket.socket(fileno=descriptors[0])), daemon=True).start()


class _Desk:
    """The answering side."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._made: set[str] = set()  # files made by `may_create`
        self._lock = threading.Lock()  # guards _made

    def answer(self, data: bytes, to: socket.socket) -> None:
        descriptor, number, status = -1, 0, 0
        texts: list[str] = []
        try:
            request = json.loads(data)
            if "open" in request:
                descriptor = self._open(request["open"], request["flags"], request["mode"])
            elif "replace" in request:
                self._replace(request["replace"], request["by"])
            elif "unlink" in request:
                self._unlink(request["unlink"])
            elif "call" in request:
                said = _read_all(to).decode()
                told = self._call(request["call"], request["program"], request["words"], said)
                status, texts = told.status, [told.out, told.err]
            else:
                status = self._run(request["run"], request["command"], request["values"])
        except OSError as error:
            number = error.errno or errno.EIO
        except (ValueError, KeyError, TypeError):
            number = errno.EACCES
        with to, contextlib.suppress(OSError):
            if descriptor >= 0:
                socket.send_fds(to, [json.dumps([number, status]).encode()], [descriptor])
            else:
                to.sendall(json.dumps([number, status, *texts]).encode())
        if descriptor >= 0:
            os.close(descriptor)

    def _open(self, path: str, flags: int, mode: int) -> int:
        flags = flags & _OPEN_FLAGS | os.O_CLOEXEC | os.O_NOCTTY
        mode &= 0o666
        if path in self._rules.files:
            return os.open(path, flags, mode)
        folder, name = _real_folder(path)
        with _closing(folder):
            if not flags & os.O_ACCMODE:
                found = os.open(name, os.O_RDONLY | os.O_CLOEXEC | os.O_NOCTTY | os.O_NONBLOCK, dir_fd=folder)
                return self._checked(found, self._rules.may_read)
            real = _path_of(folder, name)
            if flags & os.O_CREAT and self._rules.may_create(real):
                with contextlib.suppress(FileExistsError):
                    made = os.open(name, flags | os.O_EXCL | os.O_NOFOLLOW, mode, dir_fd=folder)
                    with self._lock:
                        self._made.add(real)
                    return made
            with self._lock:
                is_ours = real in self._made
            plain = flags & ~(os.O_CREAT | os.O_EXCL | os.O_TRUNC) | os.O_NOFOLLOW | os.O_NONBLOCK
            if not is_ours:
                plain = plain & ~os.O_ACCMODE | os.O_RDWR  # the content is looked at first
            try:
                found = os.open(name, plain, dir_fd=folder)
            except FileNotFoundError:
                if flags & os.O_CREAT:
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES)) from None
                raise
            found = self._checked(found, (lambda _found: True) if is_ours else self._rules.may_overwrite)
            if flags & os.O_TRUNC:
                os.ftruncate(found, 0)
            return found

    def _checked(self, found: int, accepts: Callable[[int], bool]) -> int:
        if stat.S_ISREG(os.fstat(found).st_mode) and accepts(found):
            os.lseek(found, 0, os.SEEK_SET)
            return found
        os.close(found)
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    def _replace(self, source: str, target: str) -> None:
        if source in self._rules.files and target in self._rules.files:
            os.replace(source, target)  # noqa: PTH105
            return
        from_folder, from_name = _real_folder(source)
        with _closing(from_folder):
            to_folder, to_name = _real_folder(target)
            with _closing(to_folder), self._lock:
                made, new = _path_of(from_folder, from_name), _path_of(to_folder, to_name)
                if made not in self._made or not self._rules.may_create(new):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
                os.link(from_name, to_name, src_dir_fd=from_folder, dst_dir_fd=to_folder, follow_symlinks=False)
                os.unlink(from_name, dir_fd=from_folder)  # link, unlike rename, replaces nothing
                self._made.discard(made)

    def _unlink(self, path: str) -> None:
        if path in self._rules.files:
            os.unlink(path)  # noqa: PTH108
            return
        folder, name = _real_folder(path)
        with _closing(folder), self._lock:
            real = _path_of(folder, name)
            if real not in self._made:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            os.unlink(name, dir_fd=folder)
            self._made.discard(real)

    def _run(self, option: str, command: str, values: list[list[str]]) -> int:
        if (option, command) not in self._rules.commands:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        import subprocess  # noqa: PLC0415 - few have commands

        composed = compose(option, command, [(mark, value) for mark, value in values])
        return subprocess.run(composed, shell=True, check=False, stdin=subprocess.DEVNULL).returncode  # noqa: S602 - the user's own

    def _call(self, option: str, program: str, words: list[str], said: str) -> Answer:
        if (option, program) not in self._rules.programs:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return run_program(program, [str(word) for word in words], said)


def _decode_answer(answer: bytes) -> list[int | str]:
    """Return the status and, of a program, what it said.

    Raises:
        OSError: what was asked for failed, or there is no answer.
    """
    if not answer:
        raise OSError(errno.EIO, "the porter process is gone")
    told: list[int | str]
    number, *told = json.loads(answer)
    if number:
        raise OSError(number, os.strerror(number))
    return told


def _read_all(channel: socket.socket) -> bytes:
    """Read until the other end has no more to say."""
    parts = []
    while part := channel.recv(_MAX_REQUEST):
        parts.append(part)
    return b"".join(parts)


@contextlib.contextmanager
def _closing(descriptor: int) -> Iterator[None]:
    try:
        yield
    finally:
        os.close(descriptor)


def _real_folder(path: str) -> tuple[int, str]:
    """Open the folder of a path: from here on no link that is put in its way matters."""
    folder, name = os.path.split(path)
    if not os.path.isabs(path) or name in {"", ".", ".."}:  # noqa: PTH117
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC), name


def _path_of(folder: int, name: str) -> str:
    return os.path.join(os.readlink(f"/proc/self/fd/{folder}"), name)  # noqa: PTH115, PTH118
