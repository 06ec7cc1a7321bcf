"""Shown while the node stops. Mirrors ShutdownWindow of qt/utilitydialog.cpp."""

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from dashcore.gui.icon import application_icon
from dashcore.gui.texts import tr
from dashcore.gui.widgets import label


class ShutdownWindow(QWidget):
    """Stays until `finish`: the user should see when the computer may be switched off."""

    def __init__(self, network: str) -> None:
        super().__init__()
        self.setWindowTitle("Dash Core" if network == "main" else f"Dash Core [{network}]")
        self.setWindowIcon(application_icon(network))
        self._may_close = False
        self.message = label(tr("Do not switch the computer off before this window is gone."), "muted")
        busy = QProgressBar()
        busy.setRange(0, 0)
        busy.setAccessibleName(tr("The node is shutting down"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 26, 32, 26)
        layout.setSpacing(12)
        layout.addWidget(label(tr("Dash Core is shutting down…"), "title"))
        layout.addWidget(self.message)
        layout.addWidget(busy)
        self.setMinimumWidth(440)

    def finish(self) -> None:
        """Close it."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Stay until the node is gone."""
        event.setAccepted(self._may_close)
