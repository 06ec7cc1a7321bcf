"""The window: tabs, wallet selector, menus, status bar. Mirrors qt/bitcoingui.cpp and qt/walletframe.cpp."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from dashcore.gui.options_dialog import OptionsDialog
from dashcore.gui.screen import Screen
from dashcore.gui.status_bar import StatusBar
from dashcore.gui.uri import PaymentRequest
from dashcore.gui.wallet_menu import WalletMenu
from dashcore.gui.wallet_model import WalletModel
from dashcore.gui.wallet_view import TABS, WalletView
from dashcore.gui.wallets_model import WalletsModel
from dashcore.gui.widgets import Banner, label

_PASSING_MS = 8000
_LAYOUT_KEY = "MainWindow"


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
        self.notice = Banner()
        self.tabs: dict[str, QAction] = {}
        self.selector = QComboBox()
        self._on_close = on_close
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
        self.resize(1080, 700)
        self.restoreGeometry(screen.preferences.layout(_LAYOUT_KEY))
        self._show_title()
        screen.said.connect(self._say)
        screen.payment_requested.connect(self._pay)
        screen.client.warnings_changed.connect(self._show_warning)
        if wallets is not None:
            wallets.added.connect(self._add)
            wallets.removed.connect(self._remove)
            wallets.selected.connect(self._select)
            wallets.warned.connect(lambda text: screen.say(text, error=True))
            self.selector.activated.connect(lambda at: wallets.select(self.selector.itemData(at)))
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

    # Building

    def _make_empty(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addStretch(1)
        hint = "This node runs without wallets." if self.wallets is None else "No wallet is open."
        for text, role in (
            (hint, "title"),
            ("Create, open or restore one from the File menu." if self.wallets is not None else "", "muted"),
        ):
            shown = label(text, role)
            shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(shown)
        layout.addStretch(1)
        return page

    def _make_tabs(self) -> None:
        bar = QToolBar("Tabs")
        bar.setObjectName("tabs")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        group = QActionGroup(self)
        for number, name in enumerate(TABS, start=1):
            action = QAction(name, self)
            action.setCheckable(True)
            action.setShortcut(QKeySequence(f"Alt+{number}"))
            action.setToolTip(f"{name} (Alt+{number})")
            action.triggered.connect(lambda _checked=False, name=name: self.show_tab(name))
            group.addAction(action)
            bar.addAction(action)
            self.tabs[name] = action
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(gap)
        self.selector.setAccessibleName("Wallet")
        self.selector.setMinimumWidth(160)
        bar.addWidget(self.selector)
        self.addToolBar(bar)

    def _make_central(self) -> None:
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        for banner in (self.banner, self.notice):
            holder = QVBoxLayout()
            holder.setContentsMargins(12, 8, 12, 0)
            holder.addWidget(banner)
            layout.addLayout(holder)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(central)

    def _make_menus(self) -> dict[str, QMenu]:
        menus = {name: self.menuBar().addMenu(f"&{name}") for name in ("File", "Settings", "Window", "Help")}
        discreet = QAction("&Discreet mode", self)
        discreet.setCheckable(True)
        discreet.setChecked(self.context.preferences.discreet)
        discreet.setShortcut(QKeySequence("Ctrl+Shift+D"))
        discreet.toggled.connect(self._set_discreet)
        menus["Settings"].addAction(discreet)
        options = QAction("&Options…", self)
        options.setMenuRole(QAction.MenuRole.PreferencesRole)
        options.triggered.connect(lambda _checked=False: OptionsDialog(self.context, self).open())
        menus["Settings"].addAction(options)
        minimize = QAction("&Minimize", self)
        minimize.setShortcut(QKeySequence("Ctrl+M"))
        minimize.triggered.connect(self.showMinimized)
        menus["Window"].addAction(minimize)
        leave = QAction("E&xit", self)
        leave.setShortcut(QKeySequence(QKeySequence.StandardKey.Quit))
        leave.setMenuRole(QAction.MenuRole.QuitRole)
        leave.triggered.connect(self.close)
        menus["File"].addAction(leave)
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

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the layout, and ask whether the window may close."""
        self.context.preferences.keep_layout(_LAYOUT_KEY, self.saveGeometry())
        if self._on_close():
            event.accept()
        else:
            event.ignore()
