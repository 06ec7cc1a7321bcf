"""From the first window to the last: reaches a node, shows it, notices its end, and stops it. Mirrors qt/bitcoin.cpp."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from dashcore.gui.calls import Calls
from dashcore.gui.client_model import ClientModel
from dashcore.gui.help_texts import HelpTexts
from dashcore.gui.information_page import Facts
from dashcore.gui.main_window import MainWindow
from dashcore.gui.node_link import NodeLink
from dashcore.gui.node_window import NodeWindow
from dashcore.gui.preferences import Preferences
from dashcore.gui.repair_page import Rebuild
from dashcore.gui.screen import Screen
from dashcore.gui.shutdown_window import ShutdownWindow
from dashcore.gui.splash import Splash
from dashcore.gui.texts import tr
from dashcore.gui.theme import apply_theme
from dashcore.gui.wallets_model import WalletsModel
from dashcore.interfaces.global_args import GlobalArgs
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.node import MessageStyle, Node, TipInfo, UiMessage
from dashcore.interfaces.wallet import WalletLoader
from dashcore.script.address import KeyPrefixes

_log = logging.getLogger("dash.qt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What the program is told from outside.

    Attributes:
        open_node: reaches or starts a node; may take long; raises an error whose text is for the user.
        make_args: what a node that is started gets; called before `open_node`, with the rebuild that was asked for.
        is_lost: whether an error means that the process at the other end is gone.
        links: dash: links to open once there is a wallet to pay with.
    """

    open_node: Callable[[], NodeLink]
    make_args: Callable[[Rebuild], GlobalArgs]
    network: str
    prefixes: KeyPrefixes
    preferences: Preferences
    facts: Facts
    is_lost: Callable[[BaseException], bool]
    help_texts: HelpTexts
    start_minimized: bool = False
    shows_splash: bool = True
    links: tuple[str, ...] = ()


class Application(QObject):
    """Owns everything that is shown: `run` begins, `quit` ends, while Qt's loop runs.

    Signals:
        started: the main window is there.
        ended: all is let go of; carries the exit code.
    """

    started = Signal()
    ended = Signal(int)

    def __init__(self, app: QApplication, setup: Setup) -> None:
        super().__init__()
        self._app = app
        self._setup = setup
        self._link: NodeLink | None = None
        self._early: list[Handler] = []
        self._questions: list[Future[bool]] = []
        self._client: ClientModel | None = None
        self._wallets: WalletsModel | None = None
        self._is_ending = False
        self._is_restarting = False
        self._failed = False
        self._links = setup.links
        self._args: GlobalArgs | None = None
        self.calls = Calls(setup.is_lost)
        self.start_window = Splash(setup.facts.version, setup.network)
        self.shutdown_window = ShutdownWindow(setup.network)
        self.window: MainWindow | None = None
        self.node_window: NodeWindow | None = None
        setup.preferences.theme_changed.connect(self._apply_theme)
        self._apply_theme()

    def run(self, rebuild: Rebuild = Rebuild.NONE) -> None:
        """Begin: reach a node, then show it."""
        self.start_window.finish()
        self.start_window = Splash(self._setup.facts.version, self._setup.network)
        self.start_window.stop_requested.connect(self._stop_start)
        self.start_window.show_message(tr("Connecting to the node…"))
        if self._setup.shows_splash:
            self.start_window.show()
        self._args = self._setup.make_args(rebuild)
        self.calls.run(self._setup.open_node, self._take, self._fail)

    def restart(self, rebuild: Rebuild) -> None:
        """Stop the node that this program started, and start it again; does nothing with a node of others."""
        link = self._link
        if self._is_ending or link is None or not link.is_own:
            return
        self._link = None
        self._is_restarting = True
        self._forget_windows()
        self.shutdown_window = ShutdownWindow(self._setup.network)
        self.shutdown_window.show()

        def begin() -> None:
            self._is_restarting = False
            if self._is_ending:
                self._end()
                return
            self.shutdown_window.finish()
            self.run(rebuild)

        self.calls.run(lambda: _stop(link), lambda _nothing: begin(), lambda _error: begin())

    def open_links(self, links: tuple[str, ...]) -> None:
        """Bring the window to the front, and fill in what dash: links ask to be paid."""
        self._links += links
        if self.window is not None:
            self.window.tray.show_window()
        self._open_pending()

    def quit(self) -> None:
        """End everything: stop a node of our own, leave one of others alone."""
        if self._is_ending:
            return
        self._is_ending = True
        for question in self._questions:
            _answer(question, yes=False)
        if self._is_restarting:
            return  # the end follows that of the node
        self._forget_windows()
        link = self._link
        if link is None:
            self._end()
            return
        self.start_window.finish()
        if link.is_own:
            self.shutdown_window.show()
        self.calls.run(lambda: _stop(link), lambda _nothing: self._end(), lambda _error: self._end())

    # Reaching and starting a node

    def _take(self, link: NodeLink) -> None:
        self._link = link
        if self._is_ending:
            self._is_ending = False
            self.quit()
            return
        link.on_lost(lambda: self.calls.post(lambda: self._lose(link)))
        self.start_window.show_message(tr("Starting the node…") if link.is_own else tr("Attaching to the node…"))
        self.calls.run(lambda: self._start(link.node), self._show, self._fail)

    def _start(self, node: Node) -> tuple[TipInfo | None, WalletLoader | None]:
        post, window = self.calls.post, self.start_window

        def tell(message: str) -> None:
            post(lambda: window.show_message(message))

        def progress(title: str, percent: int, _resume_possible: bool) -> None:
            post(lambda: window.show_progress(title, percent))

        def box(message: UiMessage) -> None:
            post(lambda: self._show_message(message))

        def ask(message: UiMessage) -> bool:
            answer: Future[bool] = Future()
            post(lambda: self._show_question(message, answer))
            return answer.result()

        self._early = [
            node.handle_init_message(tell),
            node.handle_show_progress(progress),
            node.handle_message_box(box),
            node.handle_question(ask),
        ]
        if self._args is None or not node.base_initialize(self._args):
            return None, None
        tip = node.app_init_main()
        return tip, node.wallet_loader() if tip is not None else None

    def _show(self, answer: tuple[TipInfo | None, WalletLoader | None]) -> None:
        tip, loader = answer
        for handler in self._early:
            self.calls.run(handler.disconnect, failed=lambda _error: None)
        self._early = []
        link = self._link
        if tip is None or link is None:
            self._failed = True  # the node has said why
            self._leave_when_read()
            return
        client = self._client = ClientModel(link.node, self.calls)
        screen = Screen(client, self.calls, self._setup.preferences, self._setup.network, self._setup.prefixes)
        wallets = self._wallets = WalletsModel(loader, self.calls) if loader is not None else None
        self.window = MainWindow(screen, wallets, self._on_close)
        self.node_window = NodeWindow(screen, wallets, self._setup.facts, self.restart if link.is_own else None)
        self.window.add_node_pages(tuple(self.node_window.pages), self.node_window.open_page)
        self.window.add_files(self._setup.facts.log_file, self._setup.facts.config_file)
        self.window.add_help(self._setup.help_texts)
        client.message.connect(self._show_message)
        client.shutdown_seen.connect(self._on_shutdown_seen)
        client.start()
        if wallets is not None:
            wallets.selected.connect(lambda _wallet: self._open_pending())
            wallets.start()
        self.start_window.hide()
        if self._setup.start_minimized:
            self.window.showMinimized()
        else:
            self.window.show()
        self._open_pending()
        self.started.emit()

    def _stop_start(self) -> None:
        link = self._link
        if link is not None and link.is_own:
            self.calls.run(link.node.start_shutdown, failed=lambda _error: None)
        self.quit()

    def _open_pending(self) -> None:
        window = self.window
        if not self._links or window is None or window.wallet_menu is None or window.view is None:
            return
        links, self._links = self._links, ()
        for link in links:
            window.wallet_menu.open_link(link)

    # What goes wrong

    def _fail(self, error: Exception) -> None:
        self._failed = True
        _log.error("The start failed: %s", error)
        self._ask(str(error), tr("Error"), QMessageBox.Icon.Critical).finished.connect(lambda _result: self.quit())

    def _leave_when_read(self) -> None:
        boxes = [box for box in self._app.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]
        if boxes:
            boxes[-1].finished.connect(lambda _result: self.quit())
        else:
            self.quit()

    def _show_message(self, message: UiMessage) -> None:
        is_error = bool(message.style & MessageStyle.ICON_ERROR)
        icon = QMessageBox.Icon.Critical if is_error else QMessageBox.Icon.Warning
        self._ask(message.text, message.caption or (tr("Error") if is_error else tr("Warning")), icon)

    def _show_question(self, message: UiMessage, answer: Future[bool]) -> None:
        if self._is_ending:
            _answer(answer, yes=False)
            return
        self._questions.append(answer)
        box = self._ask(message.text, message.caption or tr("Question"), QMessageBox.Icon.Question)
        box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
        box.setDefaultButton(QMessageBox.StandardButton.No)
        box.finished.connect(lambda result: _answer(answer, yes=result == QMessageBox.StandardButton.Yes))

    def _ask(self, text: str, title: str, icon: QMessageBox.Icon) -> QMessageBox:
        parent = self.window if self.window is not None else self.start_window
        box = QMessageBox(icon, f"Dash Core - {title}", text, QMessageBox.StandardButton.Ok, parent)
        box.setModal(True)
        box.finished.connect(box.deleteLater)
        box.show()
        return box

    def _lose(self, link: NodeLink) -> None:
        if self._is_ending or link is not self._link:
            return
        self._link = None
        if self._client is not None:
            self._client.stop()
        if self.window is None:
            self._fail(ConnectionError(tr("The node ended while it was starting; see debug.log for the reason.")))
            return
        action = tr("Restart the node") if link.is_own else tr("Connect again")
        banner = self.window.banner
        banner.show_text(tr("The node is gone. What you see is what it said last."), action)
        banner.action.clicked.connect(self._come_back)

    def _come_back(self) -> None:
        self._forget_windows()
        self.run()

    def _on_shutdown_seen(self) -> None:
        link = self._link
        if link is not None and link.is_own:
            self.quit()

    # The end

    def _on_close(self) -> bool:
        self.quit()
        return True

    def _forget_windows(self) -> None:
        for model in (self._wallets, self._client):
            if model is not None:
                model.stop()
        self._wallets = self._client = None
        if self.node_window is not None:
            self.node_window.hide_for_good()
            self.node_window.deleteLater()
        if self.window is not None:
            self.window.hide()
            self.window.deleteLater()
        self.window = self.node_window = None

    def _end(self) -> None:
        self.calls.close()
        self.start_window.finish()
        self.shutdown_window.finish()
        self.ended.emit(1 if self._failed else 0)

    def _apply_theme(self) -> None:
        apply_theme(self._app, self._setup.preferences.theme)


def _answer(question: "Future[bool]", *, yes: bool) -> None:
    """Answer, where that was not done before."""
    with suppress(InvalidStateError):
        question.set_result(yes)


def _stop(link: NodeLink) -> None:
    """Stop a node of our own, and let go of it."""
    try:
        if link.is_own:
            link.node.app_shutdown()
    finally:
        link.close()
