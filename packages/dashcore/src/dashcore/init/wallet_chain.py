"""The chain as the wallets of a process of their own see it: the node's blocks, this process's settings and messages."""

import json
import logging
import threading
from collections.abc import Callable

from dashcore.common.args import ArgsManager
from dashcore.common.init_error import init_error, init_message, init_warning
from dashcore.common.settings import to_text
from dashcore.ipc.live_chain import LiveChain
from dashcore.ipc.reconnect import NodeLink
from dashcore.rpc.table import RpcTable

_log = logging.getLogger("dash")


class WalletChain(LiveChain):
    """Asks the node about the chain, and this process about all else.

    Args (constructor):
        link: the connection to the node.
        args: of this process; settings are written to its own file.
        table: keeps the timers, here: a wallet is locked in time whether the node is there or not.
        stopping: set once the process is to end.
    """

    def __init__(self, link: NodeLink, args: ArgsManager, table: RpcTable, stopping: threading.Event) -> None:
        super().__init__(link)
        self._args = args
        self._table = table
        self._stopping = stopping
        self.set_warmup: Callable[[str], None] = lambda _status: None

    def shutdown_requested(self) -> bool:
        """Whether this process is to end."""
        return self._stopping.is_set()

    def init_message(self, message: str) -> None:
        """Log it; who calls meanwhile gets to read it."""
        init_message(message)
        self.set_warmup(message)

    def init_warning(self, message: str) -> None:
        """Show it."""
        init_warning(message)

    def init_error(self, message: str) -> None:
        """Show it."""
        init_error(message)

    def show_progress(self, title: str, progress: int, resume_possible: bool) -> None:
        """Log it."""
        del resume_possible
        _log.info("%s %d%%", title, progress)

    def rpc_enable_deprecated(self, method: str) -> bool:
        """Whether -deprecatedrpc names `method`."""
        return method in self._args.get_all("-deprecatedrpc")

    def rpc_run_later(self, name: str, fn: Callable[[], None], seconds: int) -> None:
        """Call `fn` once after `seconds`."""
        self._table.run_later(name, fn, seconds)

    def get_setting(self, arg: str) -> str:
        """Effective value of a setting as JSON text."""
        return to_text(self._args.get_setting(arg))

    def get_settings_list(self, arg: str) -> tuple[str, ...]:
        """All effective values of a setting, each as JSON text."""
        return tuple(to_text(value) for value in self._args.get_settings_list(arg))

    def get_rw_setting(self, name: str) -> str:
        """The value in the settings file as JSON text."""
        return to_text(self._args.get_rw_setting(name))

    def update_rw_setting(self, name: str, value: str, write: bool) -> bool:
        """Set or remove a value of the settings file."""
        return self._args.update_rw_setting(name, json.loads(value), write=write)
