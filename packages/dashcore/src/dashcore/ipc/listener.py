"""Lets other programs attach to a running node (-ipcbind)."""

import logging
import sys
import time
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

_LOG_LINES = 50
_LOG_PERIOD_S = 60

LIMITS = mp.Limits(exports=1 << 14, threads=256, answers=1 << 12)
"""What one attached program may hold of the node: objects, threads, calls under way."""


class BindError(Exception):
    """An address cannot be listened on; the text is for the user."""


class _ToDebugLog(logging.Handler):
    """Brings what the library has to say, such as who was refused, into the node's log: so much of it in a time.

    Anybody may knock at a port, and must not fill the disk by it.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._begun = -float(_LOG_PERIOD_S)
        self._count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Pass on. Called by logging with the handler's lock held."""
        now = time.monotonic()
        if now - self._begun > _LOG_PERIOD_S:
            left_out = self._count - _LOG_LINES
            self._begun, self._count = now, 0
            if left_out > 0:
                _log.warning("IPC: %d further lines were left out", left_out)
        self._count += 1
        if self._count <= _LOG_LINES:
            _log.log(record.levelno, "IPC: %s", record.getMessage(), exc_info=record.exc_info)
        elif self._count == _LOG_LINES + 1:
            _log.warning("IPC: too many lines like these; leaving them out for %d seconds", _LOG_PERIOD_S)


@contextmanager
def listen(bindings: Sequence[Binding], make_root: Callable[[Session], Init], peers: Peers) -> Iterator[None]:
    """Listen while the context lasts; each connection gets a root of its own.

    Raises:
        BindError: an address is taken by a living process, refused by the system, or its key cannot be used.
    """
    library = logging.getLogger("libmultiprocess")
    handler = _ToDebugLog()
    with ExitStack() as stack:
        library.addHandler(handler)
        stack.callback(library.removeHandler, handler)
        for binding in bindings:
            server = stack.enter_context(_listen_at(binding, make_root, peers))
            peers.add_server(binding, server)
            stack.callback(peers.remove_server, server)
            stack.callback(peers.end_sessions, binding)
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
