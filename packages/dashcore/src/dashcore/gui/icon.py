"""The program's icon, drawn here: two processes and the line between them. Another colour a network."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QLinearGradient, QPainter, QPen, QPixmap

_SIZES = (16, 24, 32, 48, 64, 128, 256)
_GROUNDS = {
    "main": ("#1fa3f2", "#0068b3"),
    "test": ("#f2a33a", "#b35e00"),
    "devnet": ("#3fc27f", "#14784a"),
    "regtest": ("#9a86e8", "#5a45b0"),
}


def application_icon(network: str = "main") -> QIcon:
    """Make the icon of a network."""
    icon = QIcon()
    for size in _SIZES:
        icon.addPixmap(draw_icon(size, network))
    return icon


def draw_icon(size: int, network: str = "main") -> QPixmap:
    """Draw the icon, `size` pixels wide."""
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 64, size / 64)
    top, bottom = _GROUNDS.get(network, _GROUNDS["devnet"])
    ground = QLinearGradient(0, 0, 0, 64)
    ground.setColorAt(0, QColor(top))
    ground.setColorAt(1, QColor(bottom))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(2, 2, 60, 60), 14, 14)
    white = QColor("#ffffff")
    painter.setPen(QPen(white, 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(24, 40), QPointF(40, 24))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(white)
    painter.drawEllipse(QPointF(21, 43), 10, 10)
    painter.setPen(QPen(white, 5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(44, 20), 8, 8)
    painter.end()
    return pixmap
