"""The icon in the desktop's tray, its menu and its notes. Mirrors the tray's part of qt/bitcoingui.cpp."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from dashcore.gui.icon import application_icon
from dashcore.gui.preferences import Preferences
from dashcore.gui.texts import tr

HIDE_TRAY_ICON = "fHideTrayIcon"  # keys of dash-qt's settings
MINIMIZE_TO_TRAY = "fMinimizeToTray"
MINIMIZE_ON_CLOSE = "fMinimizeOnClose"
_NOTE_MS = 10_000


def has_tray() -> bool:
    """Whether the desktop has a tray."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class Tray(QObject):
    """Shown where there is a tray and the user wants it; all else works without."""

    def __init__(self, window: QWidget, network: str, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self.menu = QMenu(window)
        self.toggle = QAction(tr("&Show / hide"), self)
        self.toggle.triggered.connect(self.toggle_window)
        self.menu.addAction(self.toggle)
        self.icon = QSystemTrayIcon(application_icon(network), self)
        self.icon.setToolTip("Dash Core" if network == "main" else f"Dash Core [{network}]")
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_activated)
        self.icon.messageClicked.connect(self.show_window)
        preferences.flags_changed.connect(self.refresh)
        self.refresh()

    @property
    def is_shown(self) -> bool:
        """Whether there is an icon now."""
        return self.icon.isVisible()

    def add(self, actions: Sequence[QAction]) -> None:
        """Add a group of entries to its menu."""
        self.menu.addSeparator()
        self.menu.addActions(actions)

    def refresh(self) -> None:
        """Show the icon, or hide it, as the user prefers."""
        self.icon.setVisible(has_tray() and not self._preferences.flag(HIDE_TRAY_ICON, default=False))

    def tell(self, title: str, text: str) -> None:
        """Show a note for a while."""
        self.icon.showMessage(title, text, self.icon.icon(), _NOTE_MS)

    def show_window(self) -> None:
        """Bring the window to the front."""
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def toggle_window(self) -> None:
        """Hide the window where it is seen, else bring it to the front."""
        if self._window.isVisible() and not self._window.isMinimized():
            self._window.hide()
        else:
            self.show_window()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.toggle_window()
