"""Attempts of a process under one of our sandboxes, from inside it: what works, what is denied.

    python sandbox_probe.py node|wallet DATADIR WORDS...       a JSON object on stdout: attempt -> "ok" or the error's name

The process confines itself as dash-node or dash-wallet does, with the same functions and real options, then tries.
"""

import contextlib
import ctypes
import errno
import fcntl
import json
import mmap
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from dashcore.common import files
from dashcore.common.args import ArgsManager
from dashcore.common.options import setup_server_args
from dashcore.common.sandbox import SandboxReport, limits
from dashcore.common.sandbox.seccomp import NUMBERS, machine
from dashcore.common.sandbox_options import add_sandbox_options
from dashcore.init import confinement
from dashcore.init.listening import needs_of
from dashcore.ipc.addresses import parse_bind

Attempt = Callable[[], object]
IS_FOREIGN = "foreign"  # among the words: the parent says nothing of sandboxes
_LIBC = ctypes.CDLL(None, use_errno=True)


def system_call(name: str, *arguments: int) -> None:
    """Make a call by its number, so that no library stands before it."""
    column = machine()
    assert column is not None
    if _LIBC.syscall(ctypes.c_long(NUMBERS[name][column]), *(ctypes.c_long(argument) for argument in arguments)) < 0:
        raise OSError(ctypes.get_errno(), name)


def outcome(attempt: Attempt) -> str:
    """Name what came of an attempt."""
    try:
        attempt()
    except subprocess.CalledProcessError as error:
        return f"status {error.returncode}"
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, str(error))
    return "ok"


def seen(is_hidden: bool) -> None:
    """Fail where something should be hidden."""
    if not is_hidden:
        raise OSError(errno.EEXIST, "visible")


def opened(path: Path, flags: int = os.O_RDONLY) -> Attempt:
    """Open a file, and make it where the flags say so."""
    return lambda: os.close(os.open(path, flags, 0o600))


def socket_of(family: socket.AddressFamily, kind: socket.SocketKind = socket.SOCK_STREAM) -> Attempt:
    """Open a socket."""
    return lambda: socket.socket(family, kind).close()


def connected(port: int) -> Attempt:
    """Connect to a TCP port of this machine."""

    def attempt() -> None:
        with socket.socket() as sock:
            sock.connect(("127.0.0.1", port))

    return attempt


def bound(port: int) -> Attempt:
    """Bind a TCP port of this machine."""

    def attempt() -> None:
        with socket.socket() as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.bind(("127.0.0.1", port))

    return attempt


def run(*words: str) -> Attempt:
    """Run a program."""
    return lambda: subprocess.run(words, check=True, capture_output=True)


def forked() -> None:
    """Start a process."""
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def threaded() -> None:
    """Start a thread."""
    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()


def made_and_gone(folder: Path) -> Attempt:
    """Make a file and a folder, rename, and remove both."""

    def attempt() -> None:
        (folder / "probe.d").mkdir()
        (folder / "probe").write_bytes(b"x")
        (folder / "probe").rename(folder / "probe.d" / "probe")
        (folder / "probe.d" / "probe").unlink()
        (folder / "probe.d").rmdir()

    return attempt


def of_both(datadir: Path, parent: int) -> Iterator[tuple[str, Attempt]]:
    """Attempts that neither process gets through, and some that both must."""
    other = datadir.parent / "other"
    yield "thread", threaded
    yield "import", lambda: __import__("sqlite3")
    yield "read home", opened(Path.home() / ".secret")
    yield "read shadow", opened(Path("/etc/shadow"))
    yield "write etc", opened(Path("/etc/dash-probe"), os.O_WRONLY | os.O_CREAT)
    yield "memory of parent", opened(Path(f"/proc/{parent}/mem"), os.O_RDWR)
    yield "environment of parent", Path(f"/proc/{parent}/environ").read_bytes
    yield "chmod", lambda: other.chmod(0o600)
    yield "raw socket", socket_of(socket.AF_PACKET, socket.SOCK_RAW)
    yield "terminal", lambda: fcntl.ioctl(0, 0x5412, b"x")
    for name in ("ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "kcmp", "bpf", "perf_event_open",
                 "io_uring_setup", "mount", "unshare", "setns", "keyctl", "userfaultfd", "kexec_load", "finit_module",
                 "chroot", "open_by_handle_at"):  # fmt: skip
        yield name, lambda name=name: system_call(name, 0, 0, 0, 0, 0)  # type: ignore[misc]


def of_the_node(datadir: Path, ports: list[int]) -> Iterator[tuple[str, Attempt]]:
    """What a node tries."""
    net = datadir / "regtest"
    wallet = net / "wallets" / "w" / "wallet.dat"
    yield "own folder", made_and_gone(net / "chainstate")
    yield "own file", lambda: files.write_bytes(net / "mempool.dat", b"x")
    yield "write anew", lambda: files.write_bytes(net / "settings.json.tmp", b"{}")
    yield "replace own file", lambda: files.replace(net / "settings.json.tmp", net / "settings.json")
    yield "remove own file", lambda: files.unlink(net / "mempool.dat")
    yield "dump", lambda: files.write_bytes(datadir / "dump", b"x")
    yield "read wallet", opened(wallet)
    yield "write wallet", opened(wallet, os.O_WRONLY)
    yield "remove wallet", wallet.unlink
    yield "rename wallet", lambda: wallet.rename(net / "chainstate" / "wallet.dat")
    yield "link wallet", lambda: os.link(wallet, net / "chainstate" / "wallet.dat")
    yield "make file", (net / "chainstate" / "x").touch
    yield "plant wallet", lambda: (net / "chainstate" / "x").rename(wallet)
    yield "list wallets", lambda: list((net / "wallets").iterdir())
    yield "ask to read wallet", lambda: files.read_bytes(wallet)
    yield "ask to write wallet", lambda: files.write_bytes(wallet, b"x")
    yield "ask to remove wallet", lambda: files.unlink(wallet)
    yield "ask to make wallet", lambda: files.write_bytes(net / "wallets" / "n" / "wallet.dat", b"x")
    yield "ask to read key", lambda: files.read_bytes(Path.home() / ".secret")
    yield "ask to write hidden", lambda: files.write_bytes(Path.home() / ".config-probe", b"x")
    yield "ask to run", lambda: files.run_command("blocknotify", "id")
    yield "bind rpc port", bound(ports[0])
    yield "bind other port", bound(ports[1])
    yield "connect", connected(ports[2])
    yield "unix socket", socket_of(socket.AF_UNIX)
    yield "run python", run(sys.executable, "-c", "import json")
    yield "run shell", run("/bin/sh", "-c", "true")


def of_the_wallet(datadir: Path, ports: list[int]) -> Iterator[tuple[str, Attempt]]:
    """What a wallet tries."""
    net = datadir / "regtest"
    yield "own folder", made_and_gone(net / "wallets")
    yield "log", lambda: os.close(files.open_descriptor(net / "debug.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT))
    yield "read beside", opened(datadir.parent / "other")
    yield "chainstate", opened(net / "chainstate" / "x", os.O_WRONLY | os.O_CREAT)
    yield "backup at home", lambda: files.write_bytes(Path.home() / "w.bak", b"x")
    yield "backup hidden", lambda: files.write_bytes(Path.home() / ".config-probe", b"x")
    yield "internet socket", socket_of(socket.AF_INET)
    yield "datagram socket", socket_of(socket.AF_INET6, socket.SOCK_DGRAM)
    yield "unix socket", socket_of(socket.AF_UNIX)
    yield "socket pair", socket.socketpair
    yield "connect", lambda: system_call("connect", 0, 0, 0)
    yield "bind", lambda: system_call("bind", 0, 0, 0)
    yield "listen", lambda: system_call("listen", 0, 0)
    yield "run python", run(sys.executable, "-c", "pass")
    yield "exec", lambda: os.execv(sys.executable, [sys.executable, "-c", "pass"])  # noqa: S606
    yield "fork", forked
    yield "signal parent", lambda: os.kill(os.getppid(), 0)
    yield "hidden memory", lambda: seen(limits.is_memory_hidden())
    yield "map memory", lambda: mmap.mmap(-1, 4096).close()
    del ports


def confine(kind: str, words: list[str], ports: list[int]) -> SandboxReport:
    """Confine this process as its kind is."""
    args = ArgsManager(log=lambda _: None, warn=sys.exit)
    setup_server_args(args)
    add_sandbox_options(args)
    args.add_arg("-ipcbind=<address>", "As dash-node has it.")
    own = [word for word in words if word != IS_FOREIGN]
    args.parse_parameters(["probe", "-regtest", "-server", f"-rpcport={ports[0]}", *own])
    args.select_network(args.get_chain_name())
    if kind == "node":
        bindings = [parse_bind(text, args.data_dir()) for text in args.get_all("-ipcbind")]
        return confinement.confine_node(args, needs_of(args, bindings, Path(sys.executable).parent))
    if IS_FOREIGN not in words:
        with confinement.wallet_environment(args):
            told = dict(os.environ)
        os.environ.update(told)
    return confinement.confine_spawned_wallet()


def main() -> None:
    """Confine, try, tell."""
    kind, datadir, *rest = sys.argv[1:]
    ports, words = [int(text) for text in rest[:3]], rest[3:]
    signal.alarm(50)
    report = confine(kind, [f"-datadir={datadir}", *words], ports)
    own = of_the_node if kind == "node" else of_the_wallet
    told: dict[str, object] = {"report": report.to_dict()}
    told["core limit"] = resource.getrlimit(resource.RLIMIT_CORE)[1]
    for name, attempt in (*own(Path(datadir), ports), *of_both(Path(datadir), os.getppid())):
        told[name] = outcome(attempt)
    sys.stdout.write(json.dumps(told))
    sys.stdout.flush()
    with contextlib.suppress(ChildProcessError):
        files.close_porter()


if __name__ == "__main__":
    main()
