"""Lets other programs attach to a running node (-ipcbind)."""

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

import libmultiprocess as mp
from dashcore.interfaces.init import Init
from dashcore.ipc.addresses import Binding
from dashcore.ipc.admin import Peers
from dashcore.ipc.session import Session
from dashcore.ipc.spawned import SWITCH_INTERVAL_S
from dashcore.ipc.stubs.init_stubs import InitProxy

_log = logging.getLogger("dash")

LIMITS = mp.Limits(exports=1 << 14, threads=256, answers=1 << 12)
"""What one attached program may hold of the node: objects, threads, calls under way."""


class BindError(Exception):
    """An address cannot be listened on; the text is for the user."""


class _ToDebugLog(logging.Handler):
    """Brings what the library has to say, such as who was refused, into the node's log."""

    def emit(self, record: logging.LogRecord) -> None:
        """Pass on."""
        _log.log(record.levelno, "IPC: %s", record.getMessage(), exc_info=record.exc_info)


@contextmanager
def listen(bindings: Sequence[Binding], make_root: Callable[[Session], Init], peers: Peers) -> Iterator[None]:
    """Listen while the context lasts; each connection gets a root of its own.

    Raises:
        BindError: an address is taken by a living process, refused by the system, or its key cannot be used.
    """
    library = logging.getLogger("libmultiprocess")
    handler = _ToDebugLog(logging.WARNING)
    with ExitStack() as stack:
        library.addHandler(handler)
        stack.callback(library.removeHandler, handler)
        for binding in bindings:
            server = stack.enter_context(_listen_at(binding, make_root, peers))
            peers.add_server(binding, server)
            stack.callback(peers.remove_server, server)
            _log.info("Listening for IPC requests on address %s", server.address)
        if bindings:
            sys.setswitchinterval(SWITCH_INTERVAL_S)
        yield


def _listen_at(binding: Binding, make_root: Callable[[Session], Init], peers: Peers) -> mp.Server:
    try:
        return mp.listen(
            binding.address,
            lambda peer: make_root(peers.open_session(binding, peer)),
            InitProxy,
            identity=peers.load_identity() if isinstance(binding.address, mp.TlsAddress) else None,
            authorize=peers.is_authorized,
            max_connections=binding.max_connections,
            on_connect=peers.start_session,
            limits=LIMITS,
        )
    except (mp.MultiprocessError, OSError, ValueError) as error:
        raise BindError(f"Unable to bind to IPC address '{binding.address}'. {error}") from error
