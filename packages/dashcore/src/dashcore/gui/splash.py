"""Shown while there is nothing else to show: what is being done at the start, and how far it is. Mirrors qt/splashscreen.cpp."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from dashcore.gui.icon import application_icon, draw_icon
from dashcore.gui.texts import tr
from dashcore.gui.widgets import label

_ICON_SIZE = 72


class Splash(QWidget):
    """A message over a bar.

    Signals:
        stop_requested: the user closed it or pressed Esc. It stays, since what was begun must be ended in order.
    """

    stop_requested = Signal()

    def __init__(self, version: str, network: str) -> None:
        super().__init__()
        title = "Dash Core" if network == "main" else f"Dash Core [{network}]"
        self.setWindowTitle(title)
        self.setWindowIcon(application_icon(network))
        self.setFixedWidth(460)
        self._may_close = False
        self.message = label("", "muted")
        self.message.setWordWrap(True)
        self.message.setMinimumHeight(self.message.fontMetrics().height() * 2)
        self.message.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self.hint = label(tr("Esc stops the start."), "muted")
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress"))
        self.progress.setTextVisible(False)
        picture = QLabel()
        picture.setPixmap(draw_icon(_ICON_SIZE * 2, network))
        picture.setScaledContents(True)
        picture.setFixedSize(_ICON_SIZE, _ICON_SIZE)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addStretch(1)
        names.addWidget(label(title, "title"))
        names.addWidget(label(tr("Version {version}", version=version), "muted"))
        names.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(picture)
        head.addLayout(names, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 28, 32, 24)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.message)
        layout.addWidget(self.progress)
        layout.addWidget(self.hint)
        self.show_message("")

    def show_message(self, text: str) -> None:
        """Say what is being done; how far it is is not known."""
        self.message.setText(text)
        self.setAccessibleName(text)
        self.progress.setRange(0, 0)

    def show_progress(self, title: str, percent: int) -> None:
        """Say how far it is."""
        self.message.setText(f"{title} {percent} %")
        self.progress.setRange(0, 100)
        self.progress.setValue(percent)

    def finish(self) -> None:
        """Close it, without asking anybody."""
        self._may_close = True
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc asks to stop."""
        if event.key() == Qt.Key.Key_Escape:
            self._ask_to_stop()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Closing asks to stop."""
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self._ask_to_stop()

    def _ask_to_stop(self) -> None:
        self.hint.setText(tr("Stopping, as soon as what is under way allows it…"))
        self.stop_requested.emit()
