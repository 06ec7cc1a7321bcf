"""A text as a QR code, to be shown, copied and saved."""

import segno
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy

from dashcore.gui.texts import tr

_QUIET = 4  # modules of white around it, as the standard wants
_MODULE = 6  # pixels of an image to be saved
MAX_LENGTH = 255  # characters. Source: C++ MAX_URI_LENGTH


def make_image(text: str, module: int = _MODULE) -> QImage:
    """Draw a QR code, black on white in every theme.

    Raises:
        ValueError: the text is too long.
    """
    if len(text) > MAX_LENGTH:
        raise ValueError(tr("The link is too long for a QR code: shorten label or message."))
    rows = segno.make(text, error="m", micro=False).matrix
    size = len(rows) + 2 * _QUIET
    image = QImage(size * module, size * module, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    for y, line in enumerate(rows, start=_QUIET):
        for x, dark in enumerate(line, start=_QUIET):
            if dark:
                painter.fillRect(QRect(x * module, y * module, module, module), QColor("black"))
    painter.end()
    return image


class QrCode(QLabel):
    """Shows a text as a code, or why it cannot be one."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.MinimumExpanding)
        self.setMinimumSize(220, 220)
        self.setWordWrap(True)
        self.image: QImage | None = None

    def show_text(self, text: str) -> None:
        """Show a code."""
        try:
            self.image = make_image(text)
        except ValueError as error:
            self.image = None
            self.setText(str(error))
            return
        self.setPixmap(QPixmap.fromImage(self.image))
        self.setAccessibleName(tr("QR code of {text}", text=text))
