"""Over the pages while the node catches up: how much is left, and for how long. Mirrors qt/modaloverlay.cpp."""

from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFormLayout, QProgressBar, QVBoxLayout, QWidget

from dashcore.gui.client_model import ChainView, ClientModel
from dashcore.gui.status_bar import describe_age
from dashcore.gui.texts import tr
from dashcore.gui.theme import current_colours
from dashcore.gui.widgets import button, card, label, row

_STEPS = 10_000
_SAMPLES = 5000
_SAMPLE_SPAN_S = 500.0  # Source: C++ tipUpdate
_LEAST_SPAN_S = 1.0


@dataclass(frozen=True, slots=True)
class _Sample:
    at_s: float
    progress: float


class Pace:
    """How fast the progress grows, by what was seen in the last minutes."""

    def __init__(self) -> None:
        self._samples: deque[_Sample] = deque(maxlen=_SAMPLES)

    def add(self, progress: float, at_s: float) -> None:
        """Take in how far it is."""
        self._samples.append(_Sample(at_s, progress))
        while at_s - self._samples[0].at_s > _SAMPLE_SPAN_S and len(self._samples) > 2:
            self._samples.popleft()

    @property
    def per_s(self) -> float | None:
        """Share a second; None before that can be said."""
        if len(self._samples) < 2:
            return None
        first, last = self._samples[0], self._samples[-1]
        span, grown = last.at_s - first.at_s, last.progress - first.progress
        return grown / span if span >= _LEAST_SPAN_S and grown > 0 else None


class SyncOverlay(QWidget):
    """Covers its parent; hidden by the user it stays away until it is asked for."""

    def __init__(self, client: ClientModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._client = client
        self._below = parent
        self._is_unwanted = False
        self._pace = Pace()
        self.setAccessibleName(tr("Catching up with the network"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        frame, inside = card(tr("Catching up with the network"))
        frame.setFixedWidth(500)
        words = label(
            tr(
                "Payments that are not in a block the node knows yet are not shown, and what they bring cannot be spent. "
                "The balance may therefore be out of date."
            )
        )
        words.setWordWrap(True)
        inside.addWidget(words)
        self.left, self.time, self.progress, self.pace, self.end = (label("", selectable=True) for _ in range(5))
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        for name, value in (
            (tr("Blocks left"), self.left),
            (tr("Last block"), self.time),
            (tr("Progress"), self.progress),
            (tr("Progress per hour"), self.pace),
            (tr("Estimated time left"), self.end),
        ):
            value.setAccessibleName(name)
            form.addRow(label(name, "muted"), value)
        inside.addLayout(form)
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress of catching up"))
        inside.addWidget(self.bar)
        self.hide_button = button(tr("Hide"))
        self.hide_button.clicked.connect(self.dismiss)
        inside.addLayout(row(None, self.hide_button))
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addLayout(row(None, frame, None))
        layout.addStretch(2)
        self.hide()
        parent.installEventFilter(self)
        client.chain_changed.connect(self._follow)
        self._follow()

    def dismiss(self) -> None:
        """Hide it until it is asked for."""
        self._is_unwanted = True
        self.hide()

    def ask(self) -> None:
        """Show it, or hide it, because the user wants so; there is nothing to show once the node has caught up."""
        if self.isVisible():
            self.dismiss()
        elif not self._client.chain.is_synced:
            self._is_unwanted = False
            self._uncover()

    def _uncover(self) -> None:
        self.setGeometry(self._below.rect())
        self.show()
        self.raise_()
        self.hide_button.setFocus()

    def _follow(self) -> None:
        chain = self._client.chain
        if chain.height < 0 or chain.is_synced:
            self.hide()
            return
        self._pace.add(chain.progress, monotonic())
        self._show(chain)
        if not self._is_unwanted and not self.isVisible():
            self._uncover()

    def _show(self, chain: ChainView) -> None:
        now = int(datetime.now(UTC).timestamp())
        headers = chain.header_progress(now)
        if headers is None:
            self.left.setText(str(max(chain.header_height - chain.height, 0)))
        else:
            self.left.setText(
                tr(
                    "unknown; headers are at {height} ({percent:.1f} %)",
                    height=chain.header_height,
                    percent=headers * 100,
                )
            )
        age = describe_age(now - chain.time)
        self.time.setText(
            tr("{time} ({age} ago)", time=f"{datetime.fromtimestamp(chain.time):%Y-%m-%d %H:%M}", age=age)
        )
        self.progress.setText(f"{chain.progress * 100:.2f} %")
        self.bar.setValue(int(chain.progress * _STEPS))
        pace = self._pace.per_s
        if pace is None:
            self.pace.setText(tr("being measured…"))
            self.end.setText(tr("being measured…"))
        else:
            self.pace.setText(f"{pace * 3600 * 100:.2f} %")
            self.end.setText(describe_age(int((1 - chain.progress) / pace)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay as large as the parent."""
        if watched is self._below and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._below.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Dim what is below."""
        del event
        ground = current_colours().window
        painter = QPainter(self)
        painter.setOpacity(0.86)
        painter.fillRect(self.rect(), ground)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc hides it."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)
