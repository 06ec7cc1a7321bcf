"""The wallet process: takes the node's configuration over, makes the wallet loader, and cleans up behind a lost node."""

import logging
from types import TracebackType
from typing import Self

from dashcore.common import files
from dashcore.common.args import ArgsManager
from dashcore.common.clock import Clock
from dashcore.common.datadir import set_private_umask
from dashcore.common.log import DebugLog
from dashcore.common.options import setup_server_args
from dashcore.common.sandbox import SandboxReport
from dashcore.common.threads import send_failures_to_log
from dashcore.init.local import LocalEcho
from dashcore.interfaces.chain import Chain
from dashcore.interfaces.echo import Echo
from dashcore.interfaces.init import GlobalArgs, Init
from dashcore.interfaces.wallet import WalletLoader
from dashcore.ipc.processes import log_calls

_log = logging.getLogger("dash")


class WalletInit(Init):
    """The root that a node gets when it spawns dash-wallet."""

    def __init__(self, sandbox: SandboxReport | None = None) -> None:
        set_private_umask()
        self._log = DebugLog(Clock())
        if sandbox is not None:
            _log.info("Wallet process: %s", sandbox.summary())
        self._loader: WalletLoader | None = None
        send_failures_to_log()

    def make_echo(self) -> Echo | None:
        """Make an `Echo`."""
        return LocalEcho()

    def make_wallet_loader(self, global_args: GlobalArgs, chain: Chain) -> WalletLoader | None:
        """Take the configuration over and make the wallet side. The log goes on in the node's debug.log."""
        from dashcore.init.wallet_side import make_local_wallet_loader  # noqa: PLC0415 - heavy, and not for an echo

        args = ArgsManager(log=_log.info, warn=_log.warning)
        setup_server_args(args)
        args.load_json(global_args.settings_json)
        self._start_log(args)
        self._loader = make_local_wallet_loader(args, chain)
        return self._loader

    def _start_log(self, args: ArgsManager) -> None:
        self._log.configure(args)
        self._log.set_categories(args)  # the node has warned already of names that are none
        self._log.set_levels(args)
        self._log.start(args, first=False)
        log_calls()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Put everything on disk: the node is gone, whether it said so or not."""
        if self._loader is not None:
            self._loader.flush()
            self._loader.stop()
        self._log.close()
        files.close_porter()
