"""What dash-gui and dash-qt share: from the command line to a window and its end."""

import logging
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

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
from dashcore.init.running_screen import SOCKET_NAME, HandOverError, ScreenSocket, hand_over
from dashcore.interfaces.global_args import GlobalArgs

if TYPE_CHECKING:
    from dashcore.gui.application import Setup

_log = logging.getLogger("dash.qt")
_UI_OPTIONS = """UI Options:

  -choosedatadir
       Choose the data directory at the start

  -lang=<lang>
       Language of the screen, for instance "de" (default: the desktop's)

  -min
       Start minimized

  -resetguisettings
       Forget everything that was changed on the screen

  -splash
       Show what is being done at the start (default: 1)
"""  # dashd knows them too, hidden, as Dash Core's does
_MIB_OF_GB = 954  # -prune counts MiB
_LINK_PREFIX = "dash:"
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
        return _show(args, help_texts, open_node, is_lost, _read_links(argv, exe_name))
    except (InitError, HandOverError) as error:
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


def _read_links(argv: Sequence[str], exe_name: str) -> tuple[str, ...]:
    """Return the dash: links of the command line.

    Raises:
        InitError: something else stands there, with dash-qt's text.
    """
    words = [word for word in argv[1:] if not word.startswith("-")]
    for word in words:
        if not word.lower().startswith(_LINK_PREFIX):
            raise InitError(
                f"Command line contains unexpected token '{word}', see {exe_name} -h for a list of options."
            )
    return tuple(words)


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
    links: tuple[str, ...],
) -> int:
    try:
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - an extra, and not for -help
    except ImportError as error:
        raise InitError(f"The screen needs Qt: pip install 'dashcore[gui]' ({error})") from None
    from dashcore.gui.application import Application  # noqa: PLC0415
    from dashcore.gui.icon import application_icon  # noqa: PLC0415
    from dashcore.gui.preferences import LANGUAGE  # noqa: PLC0415
    from dashcore.gui.texts import Language  # noqa: PLC0415

    app = QApplication([sys.argv[0]])
    app.setApplicationDisplayName(PACKAGE_NAME)
    app.setQuitOnLastWindowClosed(False)
    language = Language()
    language.use(args.get("-lang", ""))  # of the command line: the first dialog comes before anything is read
    if not _choose_data_dir(args):
        return 0
    _read_configuration(args)
    socket_path = args.data_dir() / SOCKET_NAME
    if (links or not args.is_set("-ipcconnect")) and hand_over(socket_path, links):
        return 0
    setup = _set_up(args, help_texts, lambda: open_node(args), is_lost, links)
    language.use(args.get("-lang", setup.preferences.text(LANGUAGE)))
    app.setWindowIcon(application_icon(setup.network))
    with _logging(args):
        application = Application(app, setup)
        application.ended.connect(app.exit)
        with (
            _listening(socket_path, lambda found: application.calls.post(lambda: application.open_links(found))),
            _stopped_by_signals(lambda: application.calls.post(application.quit)),
        ):
            application.run()
            return app.exec()


def _set_up(
    args: ArgsManager,
    help_texts: HelpTexts,
    open_node: Callable[[], NodeLink],
    is_lost: Callable[[BaseException], bool],
    links: tuple[str, ...],
) -> "Setup":
    from dashcore.consensus.chainparams import ChainArgsError, select_params  # noqa: PLC0415
    from dashcore.gui.application import Setup  # noqa: PLC0415
    from dashcore.gui.information_page import Facts  # noqa: PLC0415
    from dashcore.gui.preferences import Preferences  # noqa: PLC0415
    from dashcore.gui.repair_page import Rebuild  # noqa: PLC0415

    try:
        params = select_params(args.network, ChainArgsView(args), _log.info)
    except ChainArgsError as error:
        raise InitError(str(error)) from None
    args.soft_set_bool("-printtoconsole", False)
    for name in ("-daemon", "-daemonwait"):
        args.force_set(name, "0")  # a screen's node lives and ends with it
    preferences = Preferences(params.name)
    if args.get_bool("-resetguisettings", False):
        preferences.reset()
    exe_dir = str(Path(sys.argv[0]).absolute().parent)
    starts = count()

    def make_args(rebuild: Rebuild) -> GlobalArgs:
        if next(starts):  # what the command line asks to rebuild was, or goes on
            for option in (Rebuild.CHAIN_STATE, Rebuild.BLOCK_INDEX):
                args.force_set(option.value, "1" if rebuild is option else "0")
        return GlobalArgs(settings_json=args.to_json(), network=params.name, exe_dir=exe_dir)

    return Setup(
        open_node=open_node,
        make_args=make_args,
        network=params.name,
        prefixes=params.base58,
        preferences=preferences,
        facts=Facts(
            version=VERSION_TEXT,
            data_dir=str(args.data_dir()),
            blocks_dir=str(args.blocks_dir() or args.data_dir() / "blocks"),
            start_time=datetime.now().astimezone(),
            log_file=(
                ""
                if args.is_negated("-debuglogfile")
                else str(args.abs_path(args.get_path("-debuglogfile") or Path("debug.log")))
            ),
            config_file=str(args.config_file_path()),
        ),
        is_lost=is_lost,
        help_texts=help_texts,
        start_minimized=args.get_bool("-min", False),
        shows_splash=args.get_bool("-splash", True),
        links=links,
    )


@contextmanager
def _logging(args: ArgsManager) -> Iterator[None]:
    """Write debug.log; of names that are no categories the node tells."""
    log = DebugLog(Clock())
    log.configure(args)
    log.set_categories(args)
    log.set_levels(args)
    log.start(args, first=False)
    try:
        yield
    finally:
        log.close()


@contextmanager
def _stopped_by_signals(stop: Callable[[], None]) -> Iterator[None]:
    """End on SIGINT and SIGTERM."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415

    def handle(_number: int, _frame: FrameType | None) -> None:
        stop()

    signal.signal(signal.SIGINT, handle)
    signal.signal(signal.SIGTERM, handle)
    look = QTimer()
    look.timeout.connect(lambda: None)
    look.start(_SIGNAL_POLL_MS)
    yield
    look.stop()


@contextmanager
def _listening(path: Path, take: Callable[[tuple[str, ...]], None]) -> Iterator[None]:
    """Take links that later starts hand over."""
    try:
        screen = ScreenSocket(path, take)
    except OSError as error:
        _log.warning("Links that are opened elsewhere will not come here: %s", error)
        yield
        return
    try:
        yield
    finally:
        screen.close()
