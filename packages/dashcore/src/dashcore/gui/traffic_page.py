"""Network traffic as a graph. Mirrors qt/trafficgraphwidget.cpp."""

from collections import deque

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

from dashcore.gui.client_model import POLL_MS
from dashcore.gui.screen import Screen
from dashcore.gui.texts import tr
from dashcore.gui.theme import current_colours
from dashcore.gui.widgets import button, label, row

RANGES_MINUTES = (5, 10, 15, 30, 60, 120, 360, 720, 1440)
_KEPT = RANGES_MINUTES[-1] * 60 * 1000 // POLL_MS
_ABOVE = 1.1  # room over the highest point
_UNITS = ("B", "kB", "MB", "GB", "TB")


def format_bytes(count: float) -> str:
    """Show a number of bytes: `12.5 MB`."""
    unit = 0
    while count >= 1000 and unit < len(_UNITS) - 1:
        count /= 1000
        unit += 1
    return f"{count:.0f} {_UNITS[unit]}" if unit == 0 else f"{count:.1f} {_UNITS[unit]}"


class TrafficGraph(QWidget):
    """Two lines of bytes a second over the time shown."""

    def __init__(self) -> None:
        super().__init__()
        self.received: deque[float] = deque(maxlen=_KEPT)
        self.sent: deque[float] = deque(maxlen=_KEPT)
        self.minutes = RANGES_MINUTES[3]
        self.setMinimumHeight(160)
        self.setAccessibleName(tr("Bytes a second"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw."""
        del event
        colours = current_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.fillRect(area, QColor(colours.surface))
        count = self.minutes * 60 * 1000 // POLL_MS
        shown = [list(line)[-count:] for line in (self.received, self.sent)]
        top = max((max(line, default=0.0) for line in shown), default=0.0) or 1.0
        painter.setPen(QPen(QColor(colours.border), 1))
        for quarter in range(1, 4):
            y = area.bottom() - area.height() * quarter / 4
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        top *= _ABOVE
        for line, colour in zip(shown, (colours.good, colours.bad), strict=True):
            painter.setPen(QPen(QColor(colour), 2))
            step = area.width() / max(count - 1, 1)
            points = [
                QPointF(area.right() - (len(line) - 1 - at) * step, area.bottom() - area.height() * rate / top)
                for at, rate in enumerate(line)
            ]
            painter.drawPolyline(QPolygonF(points))
        painter.setPen(QColor(colours.muted))
        for quarter in range(1, 4):
            text = tr("{size}/s", size=format_bytes(top * quarter / 4))
            painter.drawText(QPointF(area.left() + 6, area.bottom() - area.height() * quarter / 4 - 4), text)
        painter.end()


class TrafficPage(QWidget):
    """The graph, how much there was, and how far back it shows."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._screen = screen
        self._last: tuple[int, int] | None = None
        self.graph = TrafficGraph()
        self.span = QSlider(Qt.Orientation.Horizontal)
        self.span_text = label("", "muted")
        self.received, self.sent = label("", "good"), label("", "bad")
        self.clear = button(tr("Clear"))
        self.span.setRange(0, len(RANGES_MINUTES) - 1)
        self.span.setValue(3)
        self.span.setAccessibleName(tr("Time shown"))
        layout = QVBoxLayout(self)
        layout.addWidget(self.graph, 1)
        layout.addLayout(row(self.span, self.span_text, self.clear))
        layout.addLayout(row(self.received, self.sent, None))
        self.span.valueChanged.connect(self._choose_span)
        self.clear.clicked.connect(self._forget)
        screen.client.network_changed.connect(self._sample)
        self._choose_span(3)

    def _choose_span(self, at: int) -> None:
        self.graph.minutes = RANGES_MINUTES[at]
        hours, minutes = divmod(self.graph.minutes, 60)
        self.span_text.setText(
            " ".join(
                part
                for part in (
                    tr("{hours} h", hours=hours) * bool(hours),
                    tr("{minutes} m", minutes=minutes) * bool(minutes),
                )
                if part
            )
        )
        self.graph.update()

    def _sample(self) -> None:
        network = self._screen.client.network
        now = network.bytes_received, network.bytes_sent
        if self._last is not None:
            for line, new, old in zip((self.graph.received, self.graph.sent), now, self._last, strict=True):
                line.append(max(0, new - old) * 1000 / POLL_MS)
        self._last = now
        self.received.setText(tr("Received: {size}", size=format_bytes(now[0])))
        self.sent.setText(tr("Sent: {size}", size=format_bytes(now[1])))
        self.graph.update()

    def _forget(self) -> None:
        self.graph.received.clear()
        self.graph.sent.clear()
        self.graph.update()
