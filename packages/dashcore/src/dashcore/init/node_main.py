"""What dashd and dash-node share: from the command line to a running node and its end.

    def main() -> int:
        return run_node(sys.argv, Program(wire=wire))

`wire` is called once the arguments are known, so that what it starts comes up while the node
reads on. `node.init` then makes the wallet loader, here or in another process. Mirrors bitcoind.cpp.
"""

import logging
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from types import FrameType

from dashcore.common import files
from dashcore.common.args import ArgsManager
from dashcore.common.clock import Clock
from dashcore.common.collector import begin_collection, postpone_collection
from dashcore.common.datadir import lock_data_directory, set_private_umask
from dashcore.common.errors import ArgsError, InitError
from dashcore.common.init_error import init_error, init_warning
from dashcore.common.log import DebugLog
from dashcore.common.options import setup_server_args
from dashcore.common.parameter_interaction import apply_parameter_interaction, check_parameters, check_sections
from dashcore.common.threads import send_failures_to_log
from dashcore.common.version import LICENSE_TEXT, PACKAGE_NAME, VERSION_TEXT
from dashcore.init.daemon import Daemon, fork_daemon
from dashcore.node.context import NodeContext, Shutdown, Warnings

_log = logging.getLogger("dash")


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What tells dashd and dash-node apart.

    Attributes:
        wire: fills in `node.init` and, in a process that spawns others, `node.ipc`.
        add_options: adds options to those of every server.
        confine: gives up what the process no longer needs, before its first thread starts; InitError if it must not run.
        listen: serves other programs from the end of the start on, while the node runs; InitError if it cannot.
    """

    wire: Callable[[NodeContext], None]
    add_options: Callable[[ArgsManager], None] = lambda _args: None
    confine: Callable[[NodeContext], None] = lambda _node: None
    listen: Callable[[NodeContext], AbstractContextManager[None]] = lambda _node: nullcontext()


class _EndEarlyError(Exception):
    """The process has done what it was asked for, or was told why it cannot; carries the exit code."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


def run_node(argv: Sequence[str], program: Program) -> int:
    """Run a node until it is told to stop; return the exit code."""
    postpone_collection()
    set_private_umask()
    node = make_context()
    send_failures_to_log()
    try:
        _read_arguments(node.args, argv, program)
        node.args.soft_set_bool("-server", True)
        return _run(node, program)
    except InitError as error:
        init_error(str(error))
        return 1
    except _EndEarlyError as end:
        return end.exit_code
    finally:
        node.log.close()
        files.close_porter()


def make_context() -> NodeContext:
    """Make a node's context; nothing is read or opened yet."""
    clock = Clock()
    args = ArgsManager(log=_log.info, warn=_print_error)
    warnings = Warnings()
    shutdown = Shutdown(warnings, init_error)
    return NodeContext(args=args, clock=clock, log=DebugLog(clock), warnings=warnings, shutdown=shutdown)


def _print_error(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _read_arguments(args: ArgsManager, argv: Sequence[str], program: Program) -> None:
    """Read command line, dash.conf and settings.json, and answer -help and -version.

    Raises:
        InitError: with dashd's text.
    """
    setup_server_args(args)
    program.add_options(args)
    try:
        args.parse_parameters(argv)
    except ArgsError as error:
        raise InitError(f"Error parsing command line arguments: {error}\n") from None
    if args.help_requested() or args.is_set("-version"):
        sys.stdout.write(_about(args))
        raise _EndEarlyError(0)
    try:
        args.check_data_dir()
    except ArgsError as error:
        raise InitError(f"{error}\n") from None
    try:
        args.read_config_files(ignore_unknown=True)
    except ArgsError as error:
        raise InitError(f"Error reading configuration file: {error}\n") from None
    try:
        args.select_network(args.get_chain_name())
    except ArgsError as error:
        raise InitError(f"{error}\n") from None
    for word in argv[1:]:
        if not word.startswith("-"):
            raise InitError(f"Command line contains unexpected token '{word}', see dashd -h for a list of options.\n")
    try:
        args.init_settings()
    except ArgsError as error:
        raise InitError(str(error)) from None


def _about(args: ArgsManager) -> str:
    head = f"{PACKAGE_NAME} version {VERSION_TEXT}\n"
    if args.is_set("-version"):
        return head + LICENSE_TEXT
    usage = f"\nUsage:  dashd [options]                     Start {PACKAGE_NAME}\n\n"
    return head + usage + args.help_message()


def _run(node: NodeContext, program: Program) -> int:
    args = node.args
    configure(node)
    _handle_signals(node)
    will_fork = args.get_bool("-daemon", False) or args.get_bool("-daemonwait", False)
    if not will_fork:
        program.wire(node)
    check_options(node)
    lock_data_directory(args.data_dir()).close()  # an early answer: the lock that lasts cannot be taken before a fork
    daemon = _go_to_background(args)
    with lock_data_directory(args.data_dir()):
        if will_fork:
            program.wire(node)  # threads and processes only on this side of the fork
        program.confine(node)

        def on_started(started: bool) -> None:
            begin_collection()
            if daemon is not None:
                daemon.report(started=started)

        return live(node, program, on_started)


def configure(node: NodeContext) -> None:
    """Prepare the log, and let options that imply others set them."""
    args = node.args
    node.log.configure(args)
    _log.info("%s version %s", PACKAGE_NAME, VERSION_TEXT)
    apply_parameter_interaction(args)
    for warning in (*node.log.set_categories(args), *node.log.set_levels(args)):
        init_warning(warning)


def live(node: NodeContext, program: Program, on_started: Callable[[bool], None]) -> int:
    """Start, serve until told to stop, and stop; return the exit code. The data directory is locked.

    Args:
        on_started: told whether the start went well.
    """
    with ExitStack() as listening:
        node.before_ready = lambda: listening.enter_context(program.listen(node))
        started = _start(node)
        on_started(started)
        if started:
            node.shutdown.wait()
    from dashcore.node.shutdown import stop_node  # noqa: PLC0415 - see _start

    stop_node(node)
    return 0 if started else 1


def check_options(node: NodeContext) -> None:
    """Read the options of chain and node.

    Raises:
        InitError: one of them is wrong.
    """
    from dashcore.consensus.chainparams import ChainArgsError, select_params  # noqa: PLC0415 - not for -help
    from dashcore.init.chain_args import ChainArgsView  # noqa: PLC0415
    from dashcore.node import notify  # noqa: PLC0415
    from dashcore.node.options import read_options  # noqa: PLC0415

    args = node.args
    try:
        node.params = select_params(args.network, ChainArgsView(args), _log.info)
    except ChainArgsError as error:
        raise InitError(f"{error}\n") from None
    warning = check_sections(args)
    if warning:
        init_warning(warning)
    check_parameters(args)
    node.options = read_options(args, node.params)
    mock_time = args.get_int("-mocktime", 0)
    if mock_time < 0:
        raise InitError(f"Mocktime cannot be negative: {mock_time}.")
    node.clock.set_mock(mock_time)
    alert = args.get("-alertnotify", "")
    if alert:

        def run_alert(message: str) -> None:
            notify.alert(alert, message)

        node.shutdown.on_alert = run_alert


def _handle_signals(node: NodeContext) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        node.shutdown.request_shutdown()

    def reopen(_number: int, _frame: FrameType | None) -> None:
        node.log.reopen()

    node.shutdown.wake_on_signals()
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGHUP, reopen)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)


def _go_to_background(args: ArgsManager) -> Daemon | None:
    wait = args.get_bool("-daemonwait", False)
    if not wait and not args.get_bool("-daemon", False):
        return None
    sys.stdout.write(f"{PACKAGE_NAME} starting\n")
    sys.stdout.flush()
    try:
        forked = fork_daemon()
    except OSError as error:
        raise InitError(f"fork_daemon() failed: {error.strerror}\n") from None
    if isinstance(forked, bool):
        if not forked:
            _print_error("Error during initialization - check debug.log for details")
        raise _EndEarlyError(0 if forked else 1)
    if not wait:
        forked.report(started=True)
    return forked


def _start(node: NodeContext) -> bool:
    """Start; False where that failed, the user knowing why, or was interrupted."""
    from dashcore.node import ui  # noqa: PLC0415
    from dashcore.node.startup import StartAbandonedError, start_node  # noqa: PLC0415 - loads the whole node

    try:
        return start_node(node)
    except InitError as error:
        ui.init_error(node, str(error))
    except StartAbandonedError:
        pass
    except Exception:  # noqa: BLE001 - the edge of the process
        _log.exception("The start failed")
        ui.init_error(node, "A fatal internal error occurred, see debug.log for details")
    return False
