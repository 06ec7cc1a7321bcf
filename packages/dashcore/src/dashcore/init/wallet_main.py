"""dash-wallet on its own: wallets that attach to a running node, and live on while it is away.

Everything is bound and opened before the first thread starts: log, settings, RPC sockets and cookie, wallet files. Then
the process gives up what it needs no more, connects, and serves.
"""

import logging
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

from dashcore.common import files
from dashcore.common.args import ArgsManager
from dashcore.common.clock import Clock
from dashcore.common.datadir import DirectoryLock, lock_directory, set_private_umask
from dashcore.common.errors import InitError
from dashcore.common.init_error import init_error, init_message, init_warning
from dashcore.common.log import DebugLog, log_start
from dashcore.common.parameter_interaction import check_sections
from dashcore.common.sandbox import SandboxMissingError, SandboxReport
from dashcore.common.threads import send_failures_to_log
from dashcore.common.version import PACKAGE_NAME, VERSION_TEXT
from dashcore.consensus.chainparams import ChainArgsError, ChainParams, select_params
from dashcore.init.chain_args import ChainArgsView
from dashcore.init.confinement import confine_wallet
from dashcore.init.daemon import Daemon, fork_daemon
from dashcore.init.wallet_chain import WalletChain
from dashcore.init.wallet_info import COMMANDS as INFO_COMMANDS
from dashcore.init.wallet_info import InfoContext
from dashcore.init.wallet_options import EndEarlyError, endpoints, read_arguments
from dashcore.ipc.addresses import parse_connect
from dashcore.ipc.connect import DEFAULT_ADDRESS, ConnectError, connect_node
from dashcore.ipc.processes import log_calls
from dashcore.ipc.reconnect import NodeLink, ProcessConnection
from dashcore.primitives.types import BlockHash, UnixTime
from dashcore.rpc.control import COMMANDS as CONTROL_COMMANDS
from dashcore.rpc.control import ControlContext
from dashcore.rpc.server import RpcServer
from dashcore.rpc.table import RpcTable
from dashcore.wallet.context import Clock as WalletClock
from dashcore.wallet.context import Environment, Network
from dashcore.wallet.interface import WalletLoaderImpl
from dashcore.wallet.rpc.commands import WALLET_COMMANDS

_log = logging.getLogger("dash")

_LOOK_AGAIN_S = 2.0
_GRACE_S = 5.0  # for commands that wait for the node when this process is to end


@dataclass(slots=True, kw_only=True)
class _Process:
    """What the process consists of, in the order it comes up."""

    args: ArgsManager
    clock: Clock
    log: DebugLog
    stopping: threading.Event = field(default_factory=threading.Event)


def run_wallet(argv: Sequence[str]) -> int:
    """Run until told to stop; return the exit code."""
    set_private_umask()
    clock = Clock()
    log = DebugLog(clock)
    send_failures_to_log()
    args = ArgsManager(log=_log.info, warn=_print_error)
    try:
        is_shared = read_arguments(args, argv)
        return _run(_Process(args=args, clock=clock, log=log), is_shared=is_shared)
    except InitError as error:
        init_error(str(error))
        return 1
    except EndEarlyError as end:
        return end.exit_code
    except Exception:  # noqa: BLE001 - the edge of the process
        _log.exception("The wallet process failed")
        init_error("A fatal internal error occurred, see debug.log for details")
        return 1
    finally:
        log.close()
        files.close_porter()


def _print_error(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _run(process: _Process, *, is_shared: bool) -> int:
    args, log = process.args, process.log
    log.configure(args)
    _log.info("%s dash-wallet version %s", PACKAGE_NAME, VERSION_TEXT)
    _handle_signals(process)
    for warning in (*log.set_categories(args), *log.set_levels(args)):
        init_warning(warning)
    log_calls()
    params = _read_params(args)
    process.clock.set_mock(args.get_int("-mocktime", 0))
    daemon = _go_to_background(args)
    try:
        with _lock_settings(args):
            log.start(args, first=not is_shared)
            for warning in log_start(args):
                init_warning(warning)
            return _serve(process, params, lambda: daemon.report(started=True) if daemon is not None else None)
    finally:
        if daemon is not None:
            daemon.report(started=False)  # unless it has told already


def _handle_signals(process: _Process) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        process.stopping.set()

    def reopen(_number: int, _frame: FrameType | None) -> None:
        process.log.reopen()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGHUP, reopen)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)


def _read_params(args: ArgsManager) -> ChainParams:
    try:
        params = select_params(args.network, ChainArgsView(args), _log.info)
    except ChainArgsError as error:
        raise InitError(f"{error}\n") from None
    warning = check_sections(args)
    if warning:
        init_warning(warning)
    return params


def _go_to_background(args: ArgsManager) -> Daemon | None:
    wait = args.get_bool("-daemonwait", False)
    if not wait and not args.get_bool("-daemon", False):
        return None
    sys.stdout.write(f"{PACKAGE_NAME} starting\n")
    sys.stdout.flush()
    forked = fork_daemon()
    if isinstance(forked, bool):
        if not forked:
            _print_error("Error during initialization - check debug.log for details")
        raise EndEarlyError(0 if forked else 1)
    if not wait:
        forked.report(started=True)
    return forked


def _lock_settings(args: ArgsManager) -> DirectoryLock:
    """Keep other wallet processes from writing the same settings."""
    path = args.settings_path()
    if path is None:
        return DirectoryLock(-1)
    try:
        return lock_directory(path.parent, f"{path.name}.lock")
    except OSError:
        raise InitError(
            f"Cannot obtain a lock on {path}. Another dash-wallet probably uses it; -settings=<file> gives this one its "
            "own."
        ) from None


class _Wallets:
    """The wallets, the link to their node, and the server of their commands."""

    def __init__(self, process: _Process, params: ChainParams) -> None:
        args = process.args
        self.table = RpcTable()
        self.server: RpcServer | None = None
        if args.get_bool("-server", False):
            self.server = RpcServer(args, self.table, log_ips=process.log.log_ips, endpoints=endpoints(args))
        self.link = NodeLink(lambda: ProcessConnection(connect_node(args)), _first_blocks(params))
        self.chain = WalletChain(self.link, args, self.table, process.stopping)
        clock = WalletClock()
        clock.set_mock(UnixTime(process.clock.mock))
        self.loader = WalletLoaderImpl(
            Environment(
                chain=self.chain,
                network=Network.of(params),
                clock=clock,
                data_dir=args.data_dir(),
                generation=lambda: self.link.generation,
            )
        )
        self.link.on_connected = self.loader.context.attach_all
        self.sandbox: SandboxReport | None = None
        self._process = process

    def open(self) -> bool:
        """Bind and open everything; False where a wallet cannot be loaded, the user knowing why."""
        if self.server is not None:
            self.server.bind()
        self.sandbox = _confine(self._process.args)
        return self.loader.verify() and self.loader.load()

    def serve(self) -> None:
        """Offer the commands: at this process's server, or through the node."""
        self.chain.set_warmup = self.table.set_warmup_status
        if self.server is None:
            self.loader.register_rpcs()
            return
        process = self._process
        control = ControlContext(
            table=self.table, clock=process.clock, log=process.log, request_shutdown=process.stopping.set
        )
        self.table.register(CONTROL_COMMANDS, control)
        address = process.args.get("-ipcconnect", DEFAULT_ADDRESS)
        info = InfoContext(address=address, link=self.link, wallets=self.loader.context, sandbox=self.sandbox)
        self.table.register(INFO_COMMANDS, info)
        self.table.register(WALLET_COMMANDS, self.loader.context)
        self.server.serve()

    def connect(self, *, wait: bool) -> None:
        """Connect and catch up, as far as the node is there.

        Args:
            wait: go on without it where it may still come.

        Raises:
            InitError: it is not there, or not to be followed.
        """
        try:
            self.link.connect_once()
        except ConnectError as error:
            if not (wait and error.may_come):
                raise InitError(error.message) from error
            _log.info("%s Waiting for it.", error.message)
        self.loader.start()
        self.link.start()
        self.table.finish_warmup()
        init_message("Done loading")

    def close(self) -> None:
        """End all: no more requests, running ones answered, wallets closed, the node told."""
        self._process.stopping.set()
        release = threading.Timer(_GRACE_S, self.link.close)
        release.daemon = True
        release.start()
        if self.server is not None:
            self.server.stop()
        self.loader.close()
        self.table.stop()
        release.cancel()
        self.link.close()


def _first_blocks(params: ChainParams) -> tuple[BlockHash, ...]:
    """The blocks that every chain of a network begins with."""
    consensus = params.consensus
    return (consensus.genesis_hash, *((consensus.devnet_genesis_hash,) if any(consensus.devnet_genesis_hash) else ()))


def _serve(process: _Process, params: ChainParams, started: Callable[[], None]) -> int:
    wallets = _Wallets(process, params)
    try:
        if not wallets.open():
            return 1
        wallets.serve()
        args = process.args
        wallets.connect(wait=args.get_bool("-ipcwait", args.get("-ipcconnect", "") == "auto"))
        started()
        while not process.stopping.wait(_LOOK_AGAIN_S):
            pass  # the handler of a signal that came just before the sleep has run by now
    finally:
        wallets.close()
        _log.info("Shutdown: done")
    return 0


def _confine(args: ArgsManager) -> SandboxReport | None:
    """Give up what is not needed from here on. No thread has been started, and no wallet opened, yet.

    Raises:
        InitError: -sandbox is wrong, or requires what this system cannot enforce.
    """
    address = parse_connect(args.get("-ipcconnect", DEFAULT_ADDRESS), args.data_dir())
    if address is None:
        return None  # connecting says so
    try:
        report = confine_wallet(args, address)
    except SandboxMissingError as error:
        raise InitError(str(error)) from error
    _log.info("%s", report.summary())
    return report
