"""What a confined node needs to listen, and the files of its unix sockets, which it can neither replace nor remove itself."""

import os
import socket
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from dashcore.common import files
from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError
from dashcore.init.confinement import NodeNeeds
from dashcore.ipc.addresses import Binding
from dashcore.ipc.command_line import find_executable
from dashcore.node.zmq_options import listening_ports, listens_at_tcp, socket_paths
from dashcore.rpc.binding import split_host_port
from libmultiprocess import TlsAddress, UnixAddress, VsockAddress

_MAX_PORT = 0xFFFF
_UNIX_PREFIX = "unix:"
_EXECUTABLES = ("dash-node", "dash-wallet")


def needs_of(
    args: ArgsManager, bindings: Sequence[Binding], exe_dir: Path, p2p_ports: frozenset[int] = frozenset()
) -> NodeNeeds:
    """Return what a node's sandbox must leave it, and make room at its sockets' paths.

    Args:
        p2p_ports: where it listens for peers.

    Raises:
        InitError: somebody listens at one of them.
    """
    sockets = _sockets(bindings)
    for path in sockets:
        _make_room(path)
    zmq_sockets = tuple(socket_paths(args))
    for path in zmq_sockets:
        with suppress(InitError):  # libzmq will say it
            _make_room(path)
    ports = {binding.address.port for binding in bindings if isinstance(binding.address, TlsAddress)}
    return NodeNeeds(
        scripts=tuple(Path(find_executable(name, os.fspath(exe_dir))[0]) for name in _EXECUTABLES),
        sockets=(*sockets, *zmq_sockets),
        ports=frozenset(ports | set(_rpc_ports(args)) | set(listening_ports(args)) | p2p_ports),
        vsock=any(isinstance(binding.address, VsockAddress) for binding in bindings),
        unix_proxy=any(args.get(option, "").startswith(_UNIX_PREFIX) for option in ("-proxy", "-onion")),
        reads_interfaces=listens_at_tcp(args) or (args.get_bool("-listen", True) and args.get_bool("-discover", True)),
    )


def _sockets(bindings: Sequence[Binding]) -> tuple[Path, ...]:
    return tuple(Path(binding.address.path) for binding in bindings if isinstance(binding.address, UnixAddress))


def _rpc_ports(args: ArgsManager) -> Iterator[int]:
    if not args.get_bool("-server", False):
        return
    port = args.get_int("-rpcport", args.base_params().rpc_port) & _MAX_PORT
    yield port
    for text in args.get_all("-rpcbind"):
        yield split_host_port(text, port)[1]


def _make_room(path: Path) -> None:
    """Remove a socket that nobody listens at; what else stands in the way, whoever binds will say."""
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        found = path.lstat()
    except OSError:
        return
    if not stat.S_ISSOCK(found.st_mode) or found.st_uid != os.geteuid():
        return
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.setblocking(False)
            probe.connect(os.fspath(path))
    except ConnectionRefusedError:
        with suppress(OSError):
            path.unlink()
        return
    except FileNotFoundError:
        return
    except OSError:
        pass  # it is alive: full, or of another kind
    raise InitError(f"Unable to bind to IPC address 'unix:{path}'. somebody listens at {path} already")


@contextmanager
def removed_behind(bindings: Sequence[Binding]) -> Iterator[Callable[[], None]]:
    """Remove the files of unix sockets when this ends; it gives what is to be called once they are there."""
    made: dict[Path, tuple[int, int]] = {}

    def remember() -> None:
        for path in _sockets(bindings):
            found = path.lstat()
            made[path] = found.st_dev, found.st_ino

    yield remember
    for path, file in made.items():
        with suppress(OSError):
            found = path.lstat()
            if (found.st_dev, found.st_ino) == file:
                files.unlink(path)
