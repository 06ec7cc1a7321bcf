"""The node's chain as an attached program gets it: as far as its address allows, and bounded.

`chain` reads, follows and broadcasts. What changes the node, or sees what people type (RPC commands of one's own,
timers, settings), takes `wallet` too: whoever may serve `walletpassphrase` sees passphrases.
"""

import logging
import re
import threading
from collections.abc import Callable, Collection

from dashcore.interfaces.chain import Chain, ChainNotifications
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.rpc import RpcCall, RpcCommandInfo, RpcError, RpcErrorCode
from dashcore.ipc.addresses import Permission
from dashcore.ipc.delivery import QueuedNotifications
from dashcore.ipc.guarded_chain import GuardedChain
from dashcore.ipc.session import CountedHandler, Session, printable
from dashcore.primitives.types import BlockHash

_log = logging.getLogger("dash")

_CALL_PATIENCE_S = 2.0
_ALL_BUSY = (
    "The programs that serve commands like this one have not answered the calls under way. See getipcinfo, and "
    "disconnectipc to end one that hangs."
)
_COMMAND_NAME = re.compile(r"[a-z0-9_]+( [a-z0-9_]+)?")
_MAX_NAME = 100
_MAX_ARGUMENTS = 100
_MAX_TIMER_S = 100_000_000  # as walletpassphrase takes at most
_NULL = "null"  # JSON


class AttachedChain(GuardedChain):
    """Passes on what is allowed; notifications are queued, so that nobody waits for this program.

    Args (constructor):
        chain: the node's.
        session: whose it is.
        withheld: names of settings that nobody outside is told.
        calls: counts the calls of attached programs' RPC commands that may be under way at once, of all programs
            together: fewer than the server has threads, or a hung program would keep everybody from the server.
    """

    def __init__(
        self, chain: Chain, session: Session, withheld: Collection[str], calls: threading.BoundedSemaphore
    ) -> None:
        super().__init__(
            chain, lambda: f"The program that served this command is gone: {session}.", keep_commands=False
        )
        self._session = session
        self._withheld = withheld
        self._calls = calls

    def handle_notifications(self, notifications: ChainNotifications) -> Handler:
        """Subscribe until the handler disconnects or the program is gone."""
        quota = self._session.subscriptions
        quota.take()
        queued = QueuedNotifications(self._session.delivery, notifications)
        handler = self._chain.handle_notifications(queued)

        def end() -> None:
            queued.end()
            handler.disconnect()

        return CountedHandler(quota, end)

    def wait_for_notifications_if_tip_changed(self, old_tip: BlockHash) -> None:
        """Wait until the node has told everybody, then until this program has taken what it was told."""
        self._chain.wait_for_notifications_if_tip_changed(old_tip)
        self._session.delivery.sync()

    def handle_rpc(self, command: RpcCommandInfo, actor: Callable[[RpcCall, bool], str]) -> Handler:
        """Register a command."""
        self._session.check(Permission.WALLET)
        _check_command(command)

        def run(call: RpcCall, is_last: bool) -> str:
            if not self._calls.acquire(timeout=_CALL_PATIENCE_S):
                raise RpcError(RpcErrorCode.MISC_ERROR, _ALL_BUSY)
            try:
                return actor(call, is_last)
            finally:
                self._calls.release()

        self._session.commands.take()
        return CountedHandler(self._session.commands, super().handle_rpc(command, run).disconnect)

    def rpc_run_later(self, name: str, fn: Callable[[], None], seconds: int) -> None:
        """Call later; the names of its timers are its own, so that it cannot replace those of others."""
        self._session.check(Permission.WALLET)
        if not 0 <= seconds <= _MAX_TIMER_S:
            raise ValueError(f"a timer may be set for 0 to {_MAX_TIMER_S} seconds, not for {seconds}")
        if len(name) > _MAX_NAME:
            raise ValueError(f"the name of a timer may be {_MAX_NAME} characters long")
        self._session.set_timer(f"ipc {self._session.id} {name}", fn, seconds, super().rpc_run_later)

    def get_setting(self, arg: str) -> str:
        """Tell a setting, unless it lets people in."""
        return _NULL if self._is_withheld(arg) else super().get_setting(arg)

    def get_settings_list(self, arg: str) -> tuple[str, ...]:
        """Tell a setting, unless it lets people in."""
        return () if self._is_withheld(arg) else super().get_settings_list(arg)

    def get_rw_setting(self, name: str) -> str:
        """Tell a setting, unless it lets people in."""
        return _NULL if self._is_withheld(name) else super().get_rw_setting(name)

    def update_rw_setting(self, name: str, value: str, write: bool) -> bool:
        """Change a setting."""
        self._session.check(Permission.WALLET)
        return super().update_rw_setting(name, value, write)

    def _is_withheld(self, name: str) -> bool:
        return name.lstrip("-") in self._withheld

    def init_message(self, message: str) -> None:
        """Log it: what the node itself does is not this program's to say."""
        self._say(logging.INFO, message)

    def init_warning(self, message: str) -> None:
        """Log it."""
        self._say(logging.WARNING, message)

    def init_error(self, message: str) -> None:
        """Log it: the node starts, whatever becomes of this program."""
        self._say(logging.ERROR, message)

    def show_progress(self, title: str, progress: int, resume_possible: bool) -> None:
        """Log it."""
        self._say(logging.INFO, f"{title} {progress}%")

    def _say(self, level: int, message: str) -> None:
        self._session.check(Permission.WALLET)
        _log.log(level, "%s: %s", self._session, printable(message))


def _check_command(command: RpcCommandInfo) -> None:
    """Check what help and the server's table are going to hold of a command.

    Raises:
        ValueError: it is no name of a command, or there is too much of it.
    """
    if not _COMMAND_NAME.fullmatch(command.name):
        raise ValueError(
            f"'{printable(command.name[:_MAX_NAME])}' is no name of a command: small letters, digits and _"
        )
    texts = (command.category, command.name, *command.arg_names)
    if len(texts) > _MAX_ARGUMENTS or any(len(text) > _MAX_NAME or not text.isprintable() for text in texts):
        raise ValueError(f"names of '{command.name[:_MAX_NAME]}' are too many, too long or not printable")
