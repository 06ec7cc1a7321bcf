"""What dash-gui and dash-qt share: from the command line to a window and its end."""

import logging
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from types import FrameType

from dashcore.common.args import ArgsManager, default_data_dir
from dashcore.common.clock import Clock
from dashcore.common.datadir import set_private_umask
from dashcore.common.errors import ArgsError, InitError
from dashcore.common.log import DebugLog
from dashcore.common.options import setup_server_args
from dashcore.common.version import LICENSE_TEXT, PACKAGE_NAME, VERSION_TEXT
from dashcore.gui.help_texts import HelpTexts
from dashcore.gui.node_link import NodeLink
from dashcore.init.chain_args import ChainArgsView
from dashcore.interfaces.global_args import GlobalArgs

_log = logging.getLogger("dash.qt")
_UI_OPTIONS = """UI Options:

  -choosedatadir
       Choose the data directory at the start

  -min
       Start minimized

  -resetguisettings
       Forget everything that was changed on the screen
"""  # dashd knows them too, hidden, as Dash Core's does
_MIB_OF_GB = 954  # -prune counts MiB
_SIGNAL_POLL_MS = 200  # Qt's loop runs no Python by itself: without it Ctrl-C waits for the next event


def run_gui(
    argv: Sequence[str],
    exe_name: str,
    open_node: Callable[[ArgsManager], NodeLink],
    is_lost: Callable[[BaseException], bool],
    add_options: Callable[[ArgsManager], None] = lambda _args: None,
) -> int:
    """Run a screen until it is closed; return the exit code.

    Args:
        open_node: reaches or starts a node; called on a thread of its own.
        is_lost: whether an error means that the node's process is gone.
        add_options: adds options to those of every node.
    """
    set_private_umask()
    args = ArgsManager(log=_log.info, warn=_print_error)
    try:
        help_texts = _parse(args, argv, exe_name, add_options)
        if help_texts is None:
            return 0
        return _show(args, help_texts, open_node, is_lost)
    except InitError as error:
        _print_error(f"Error: {error}")
        return 1


def _print_error(text: str) -> None:
    sys.stderr.write(f"{text.rstrip()}\n")


def _parse(
    args: ArgsManager, argv: Sequence[str], exe_name: str, add_options: Callable[[ArgsManager], None]
) -> HelpTexts | None:
    """Read the command line; None after -help and -version, else what a Help menu shows.

    Raises:
        InitError: with dash-qt's text.
    """
    setup_server_args(args)
    add_options(args)
    try:
        args.parse_parameters(argv)
    except ArgsError as error:
        raise InitError(f"Error parsing command line arguments: {error}") from None
    version = f"{PACKAGE_NAME} version {VERSION_TEXT}\n"
    usage = f"\nUsage:  {exe_name} [options]\n\n{args.help_message()}\n{_UI_OPTIONS}"
    if args.help_requested() or args.is_set("-version"):
        sys.stdout.write(version + (LICENSE_TEXT if args.is_set("-version") else usage))
        return None
    return HelpTexts(version=version, licence=LICENSE_TEXT, options=usage)


def _choose_data_dir(args: ArgsManager) -> bool:
    """Ask where the data goes, at the first start or with -choosedatadir; False where the user gave up."""
    from PySide6.QtCore import QSettings  # noqa: PLC0415 - an extra

    from dashcore.gui.intro_dialog import pick_data_dir  # noqa: PLC0415
    from dashcore.gui.preferences import APPLICATION, ORGANISATION  # noqa: PLC0415

    if args.is_set("-datadir"):
        return True
    choice = pick_data_dir(
        default_data_dir(),
        QSettings(ORGANISATION, APPLICATION),
        args.get_chain_name(),
        ask_always=args.get_bool("-choosedatadir", False),
    )
    if choice is None:
        return False
    if choice.path != default_data_dir():
        args.soft_set("-datadir", str(choice.path))
    if choice.prune_gb is not None:
        args.soft_set("-prune", str(choice.prune_gb * _MIB_OF_GB))
    return True


def _read_configuration(args: ArgsManager) -> None:
    """Read dash.conf and settings.json.

    Raises:
        InitError: with dash-qt's text.
    """
    try:
        args.check_data_dir()
        args.read_config_files(ignore_unknown=True)
        args.select_network(args.get_chain_name())
        args.init_settings()
    except ArgsError as error:
        raise InitError(str(error)) from None


def _show(
    args: ArgsManager,
    help_texts: HelpTexts,
    open_node: Callable[[ArgsManager], NodeLink],
    is_lost: Callable[[BaseException], bool],
) -> int:
    try:
        from PySide6.QtCore import QTimer  # noqa: PLC0415 - an extra, and not for -help
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415
    except ImportError as error:
        raise InitError(f"The screen needs Qt: pip install 'dashcore[gui]' ({error})") from None
    from dashcore.consensus.chainparams import ChainArgsError, select_params  # noqa: PLC0415
    from dashcore.gui.application import Application, Setup  # noqa: PLC0415
    from dashcore.gui.icon import application_icon  # noqa: PLC0415
    from dashcore.gui.information_page import Facts  # noqa: PLC0415
    from dashcore.gui.preferences import Preferences  # noqa: PLC0415

    app = QApplication([sys.argv[0]])
    app.setApplicationDisplayName(PACKAGE_NAME)
    app.setQuitOnLastWindowClosed(False)
    if not _choose_data_dir(args):
        return 0
    _read_configuration(args)
    try:
        params = select_params(args.network, ChainArgsView(args), _log.info)
    except ChainArgsError as error:
        raise InitError(str(error)) from None
    args.soft_set_bool("-printtoconsole", False)
    for name in ("-daemon", "-daemonwait"):
        args.force_set(name, "0")  # a screen's node lives and ends with it
    log = DebugLog(Clock())
    log.configure(args)
    log.start(args, first=False)
    app.setWindowIcon(application_icon(params.name))
    preferences = Preferences(params.name)
    if args.get_bool("-resetguisettings", False):
        preferences.reset()
    exe_dir = str(Path(sys.argv[0]).absolute().parent)
    application = Application(
        app,
        Setup(
            open_node=lambda: open_node(args),
            global_args=GlobalArgs(settings_json=args.to_json(), network=params.name, exe_dir=exe_dir),
            network=params.name,
            prefixes=params.base58,
            preferences=preferences,
            facts=Facts(
                version=VERSION_TEXT,
                data_dir=str(args.data_dir()),
                blocks_dir=str(args.blocks_dir() or args.data_dir() / "blocks"),
                start_time=datetime.now().astimezone(),
            ),
            is_lost=is_lost,
            help_texts=help_texts,
            start_minimized=args.get_bool("-min", False),
        ),
    )

    def stop(_number: int, _frame: FrameType | None) -> None:
        application.calls.post(application.quit)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    look = QTimer()
    look.timeout.connect(lambda: None)
    look.start(_SIGNAL_POLL_MS)
    application.ended.connect(app.exit)
    application.run()
    try:
        return app.exec()
    finally:
        log.close()
