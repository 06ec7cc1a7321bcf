"""Lets other programs of the same user attach to a running node over unix sockets (-ipcbind)."""

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import libmultiprocess as mp
from dashcore.interfaces.init import Init
from dashcore.ipc.spawned import SWITCH_INTERVAL_S
from dashcore.ipc.stubs.init_stubs import InitProxy

_log = logging.getLogger("dash")

DEFAULT_SOCKET = "node.sock"
_MAX_CONNECTIONS = 16  # for each address


class BindError(Exception):
    """An address cannot be listened on; the text is for the user."""


def socket_path(address: str, net_dir: Path) -> Path:
    """Return the path an address stands for: `unix` is node.sock in `net_dir`, `unix:<path>` is relative to that.

    Raises:
        BindError: the address has no known form.
    """
    kind, colon, path = address.partition(":")
    if kind != "unix" or (colon and not path):
        raise BindError(f"Unrecognized address '{address}'")
    return net_dir / (path or DEFAULT_SOCKET)


@contextmanager
def listen(addresses: Sequence[str], root: Callable[[], Init], net_dir: Path) -> Iterator[None]:
    """Listen while the context lasts; each connection gets a root of its own.

    The sockets can be opened by this user alone.

    Raises:
        BindError: an address is wrong, taken by a living process, or refused by the file system.
    """
    with ExitStack() as servers:
        for address in addresses:
            path = socket_path(address, net_dir)
            try:
                servers.enter_context(mp.listen(path, lambda _peer: root(), InitProxy, max_connections=_MAX_CONNECTIONS))
            except (mp.MultiprocessError, OSError, ValueError) as error:
                raise BindError(f"Unable to bind to IPC address '{address}'. {error}") from error
            _log.info("Listening for IPC requests on address unix:%s", path)
        if addresses:
            sys.setswitchinterval(SWITCH_INTERVAL_S)
        yield
