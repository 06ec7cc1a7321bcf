"""The window: tabs, wallet selector, menus, status bar. Mirrors qt/bitcoingui.cpp and qt/walletframe.cpp."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QDesktopServices, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from dashcore.gui.about_dialog import AboutDialog, OptionsHelpDialog
from dashcore.gui.help_texts import HelpTexts
from dashcore.gui.icon import application_icon
from dashcore.gui.notifier import INCOMING, Notifier
from dashcore.gui.options_dialog import OptionsDialog
from dashcore.gui.screen import Screen
from dashcore.gui.status_bar import StatusBar
from dashcore.gui.sync_overlay import SyncOverlay
from dashcore.gui.texts import mark, tr
from dashcore.gui.tray import MINIMIZE_ON_CLOSE, MINIMIZE_TO_TRAY, Tray
from dashcore.gui.uri import PaymentRequest
from dashcore.gui.wallet_menu import WalletMenu
from dashcore.gui.wallet_model import WalletModel
from dashcore.gui.wallet_view import TABS, WalletView
from dashcore.gui.wallets_model import WalletsModel
from dashcore.gui.widgets import Banner, label, set_role
from dashcore.interfaces.node import UiMessage

_PASSING_MS = 8000
_LAYOUT_KEY = "MainWindow"
_MENUS = (mark("&File"), mark("&Settings"), mark("&Window"), mark("&Help"))


class MainWindow(QMainWindow):
    """One window for all wallets.

    Args (constructor):
        on_close: asked when the user closes the window; True lets it close.
    """

    def __init__(
        self, screen: Screen, wallets: WalletsModel | None, on_close: Callable[[], bool] = lambda: True
    ) -> None:
        super().__init__()
        self.context = screen
        self.wallets = wallets
        self.banner = Banner()
        self.notice = Banner("notice")
        self.tabs: dict[str, QAction] = {}
        self.selector = QComboBox()
        self._on_close = on_close
        self._is_leaving = False
        self._views: dict[WalletModel, WalletView] = {}
        self._stack = QStackedWidget()
        self._empty = self._make_empty()
        self._stack.addWidget(self._empty)
        self._make_tabs()
        self._make_central()
        self.menus = self._make_menus()
        self.wallet_menu = WalletMenu(screen, wallets, self.menus, self) if wallets is not None else None
        self.status = StatusBar(screen, wallets)
        self.setStatusBar(self.status)
        self.setWindowIcon(application_icon(screen.network))
        self.overlay = SyncOverlay(screen.client, self._below_tabs)
        self.status.sync_clicked.connect(self.overlay.ask)
        self.tray = Tray(self, screen.network, screen.preferences)
        self.tray.add(self._make_shortcuts())
        self.tray.add([self.leave])
        self.resize(1080, 700)
        self.restoreGeometry(screen.preferences.layout(_LAYOUT_KEY))
        self._show_title()
        screen.said.connect(self._say)
        screen.payment_requested.connect(self._pay)
        screen.client.warnings_changed.connect(self._show_warning)
        screen.client.message.connect(self._tell_message)
        if wallets is not None:
            wallets.added.connect(self._add)
            wallets.removed.connect(self._remove)
            wallets.selected.connect(self._select)
            wallets.warned.connect(lambda text: screen.say(text, error=True))
            self.selector.activated.connect(lambda at: wallets.select(self.selector.itemData(at)))
            self.notifier = Notifier(screen, wallets)
            self.notifier.arrived.connect(self._tell_payment)
        self._select(None)

    # For the application and for tests

    @property
    def view(self) -> WalletView | None:
        """Pages of the wallet that is shown."""
        current = self._stack.currentWidget()
        return current if isinstance(current, WalletView) else None

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front."""
        self.tabs[name].setChecked(True)
        if self.view is not None:
            self.view.show_tab(name)
            self.view.pages[name].setFocus()

    def add_node_pages(self, names: Sequence[str], open_page: Callable[[str], None]) -> None:
        """Add entries for the pages of the node's window to the Window menu and to the tray's."""
        pages = []
        for number, name in enumerate(names, start=1):
            action = QAction(tr(name), self)
            action.setShortcut(QKeySequence(f"Ctrl+Shift+{number}"))
            action.triggered.connect(partial(self._call_with, open_page, name))
            pages.append(action)
        self.menus["Window"].addSeparator()
        self.menus["Window"].addActions(pages)
        self.status.peers_wanted.connect(partial(open_page, "Peers"))
        self.tray.menu.insertActions(self.leave, pages)
        self.tray.menu.insertSeparator(self.leave)

    def add_files(self, log_file: str, config_file: str) -> None:
        """Add entries that open files of the node to the File menu and to the tray's; empty for none."""
        files = []
        for text, path in ((tr("Open &debug log"), log_file), (tr("Open confi&guration file"), config_file)):
            if path:
                action = QAction(text, self)
                action.triggered.connect(partial(self._open_file, Path(path)))
                files.append(action)
        if not files:
            return
        for menu in (self.menus["File"], self.tray.menu):
            menu.insertActions(self.leave, files)
            menu.insertSeparator(self.leave)

    def add_help(self, texts: HelpTexts) -> None:
        """Fill the Help menu, which is not seen before."""
        menu = self.menus["Help"]
        menu.menuAction().setVisible(True)
        options = menu.addAction(tr("&Command-line options"))
        options.triggered.connect(lambda _checked=False: OptionsHelpDialog(texts, self).show())
        menu.addSeparator()
        about = menu.addAction(tr("&About Dash Core"))
        about.setMenuRole(QAction.MenuRole.AboutRole)
        about.triggered.connect(lambda _checked=False: AboutDialog(texts, self.context.network, self).open())
        about_qt = menu.addAction(tr("About &Qt"))
        about_qt.setMenuRole(QAction.MenuRole.AboutQtRole)
        about_qt.triggered.connect(lambda _checked=False: QApplication.aboutQt())

    def quit(self) -> None:
        """Close the window, whatever the user prefers to happen when it is closed."""
        self._is_leaving = True
        self.close()

    def _open_file(self, path: Path, _checked: bool = False) -> None:
        try:
            path.touch(mode=0o600)
        except OSError as error:
            self.context.say(f"{path}: {error.strerror}", error=True)
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.context.say(tr("No program was found that opens {path}.", path=path), error=True)

    # Building

    @staticmethod
    def _call_with(fn: Callable[[str], None], name: str, _checked: bool = False) -> None:
        fn(name)

    def _make_shortcuts(self) -> list[QAction]:
        made = []
        for name in ("Send", "Receive"):
            action = QAction(tr(name), self)
            action.triggered.connect(partial(self._call_with, self._show_page, name))
            self.tabs[name].enabledChanged.connect(action.setEnabled)
            made.append(action)
        if self.wallet_menu is not None:
            made += [self.wallet_menu.actions["Sign message"], self.wallet_menu.actions["Verify message"]]
        made.append(self.options)
        return made

    def _show_page(self, name: str) -> None:
        self.tray.show_window()
        self.show_tab(name)

    def _make_empty(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addStretch(1)
        hint = tr("This node runs without wallets.") if self.wallets is None else tr("No wallet is open.")
        for text, role in (
            (hint, "title"),
            (tr("Create, open or restore one from the File menu.") if self.wallets is not None else "", "muted"),
        ):
            shown = label(text, role)
            shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(shown)
        layout.addStretch(1)
        return page

    def _make_tabs(self) -> None:
        bar = QToolBar(tr("Tabs"))
        bar.setObjectName("tabs")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        group = QActionGroup(self)
        for number, name in enumerate(TABS, start=1):
            action = QAction(tr(name), self)
            action.setCheckable(True)
            action.setShortcut(QKeySequence(f"Alt+{number}"))
            action.setToolTip(f"{tr(name)} (Alt+{number})")
            action.triggered.connect(lambda _checked=False, name=name: self.show_tab(name))
            group.addAction(action)
            bar.addAction(action)
            self.tabs[name] = action
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(gap)
        self.selector.setAccessibleName(tr("Wallet"))
        self.selector.setMinimumWidth(160)
        bar.addWidget(self.selector)
        self.addToolBar(bar)

    def _make_central(self) -> None:
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        for banner in (self.banner, self.notice):
            layout.addWidget(banner)
        layout.addWidget(self._stack, 1)
        self._below_tabs = central
        self.setCentralWidget(central)

    def _make_menus(self) -> dict[str, QMenu]:
        menus = {name.replace("&", ""): self.menuBar().addMenu(tr(name)) for name in _MENUS}
        discreet = QAction(tr("&Discreet mode"), self)
        discreet.setCheckable(True)
        discreet.setChecked(self.context.preferences.discreet)
        discreet.setShortcut(QKeySequence("Ctrl+Shift+D"))
        discreet.toggled.connect(self._set_discreet)
        menus["Settings"].addAction(discreet)
        self.options = options = QAction(tr("&Options…"), self)
        options.setMenuRole(QAction.MenuRole.PreferencesRole)
        options.setShortcut(QKeySequence(QKeySequence.StandardKey.Preferences))
        options.triggered.connect(lambda _checked=False: OptionsDialog(self.context, self).open())
        menus["Settings"].addAction(options)
        minimize = QAction(tr("&Minimize"), self)
        minimize.setShortcut(QKeySequence("Ctrl+M"))
        minimize.triggered.connect(self.showMinimized)
        menus["Window"].addAction(minimize)
        self.leave = leave = QAction(tr("E&xit"), self)
        leave.setShortcut(QKeySequence(QKeySequence.StandardKey.Quit))
        leave.setMenuRole(QAction.MenuRole.QuitRole)
        leave.triggered.connect(self.quit)
        menus["File"].addAction(leave)
        menus["Help"].menuAction().setVisible(False)
        return menus

    # What happens

    def _set_discreet(self, on: bool) -> None:
        self.context.preferences.discreet = on

    def _show_title(self) -> None:
        network = "" if self.context.network == "main" else f" [{self.context.network}]"
        wallet = self.wallets.current if self.wallets is not None else None
        name = f" - {wallet.traits.display_name}" if wallet is not None else ""
        self.setWindowTitle(f"Dash Core{network}{name}")

    def _say(self, text: str, error: bool) -> None:
        set_role(self.notice, "banner" if error else "notice")
        self.notice.show_text(text, for_ms=0 if error else _PASSING_MS)

    def _pay(self, request: PaymentRequest) -> None:
        if self.view is not None:
            self.show_tab("Send")
            self.view.send.pay(request)

    def _show_warning(self, text: str) -> None:
        if text:
            self.banner.show_text(text)
        else:
            self.banner.hide()

    def _tell_payment(self, title: str, text: str) -> None:
        if self.tray.is_shown:
            self.tray.tell(title, text)
        elif title == tr(INCOMING) and not self.notice.isVisible():
            set_role(self.notice, "notice")
            self.notice.show_text(f"{title}. {', '.join(text.splitlines())}", for_ms=_PASSING_MS)

    def _tell_message(self, message: UiMessage) -> None:
        if self.tray.is_shown and not self.isActiveWindow():
            self.tray.tell(message.caption or "Dash Core", message.text)

    def _add(self, wallet: WalletModel) -> None:
        view = WalletView(self.context, wallet)
        self._views[wallet] = view
        self._stack.addWidget(view)
        self.selector.addItem(wallet.traits.display_name, wallet)

    def _remove(self, wallet: WalletModel) -> None:
        view = self._views.pop(wallet, None)
        if view is not None:
            self._stack.removeWidget(view)
            view.deleteLater()
        for at in range(self.selector.count()):
            if self.selector.itemData(at) is wallet:
                self.selector.removeItem(at)
                break

    def _select(self, wallet: WalletModel | None) -> None:
        view = self._views.get(wallet) if wallet is not None else None
        chosen = next((name for name, action in self.tabs.items() if action.isChecked()), TABS[0])
        for action in self.tabs.values():
            action.setEnabled(view is not None)
        self._stack.setCurrentWidget(view if view is not None else self._empty)
        for at in range(self.selector.count()):
            if self.selector.itemData(at) is wallet:
                self.selector.setCurrentIndex(at)
        self.selector.setVisible(self.wallets is not None)
        self.show_tab(chosen)
        self._show_title()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Minimized, go to the tray where the user prefers that."""
        super().changeEvent(event)
        is_minimized = event.type() == QEvent.Type.WindowStateChange and self.isMinimized()
        if is_minimized and self.tray.is_shown and self.context.preferences.flag(MINIMIZE_TO_TRAY, default=False):
            QTimer.singleShot(0, self, self.hide)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the layout, and ask whether the window may close."""
        preferences = self.context.preferences
        preferences.keep_layout(_LAYOUT_KEY, self.saveGeometry())
        if not self._is_leaving and preferences.flag(MINIMIZE_ON_CLOSE, default=False):
            event.ignore()
            self.showMinimized()
            return
        self._is_leaving = False
        event.setAccepted(self._on_close())
