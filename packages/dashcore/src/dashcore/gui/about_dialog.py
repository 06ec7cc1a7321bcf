"""What the Help menu shows: about the program, and its command-line options. Mirrors HelpMessageDialog of qt/utilitydialog.cpp."""

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from dashcore.gui.help_texts import HelpTexts
from dashcore.gui.icon import draw_icon
from dashcore.gui.texts import tr
from dashcore.gui.widgets import button, copy_text, label

_ICON_SIZE = 64


class AboutDialog(QDialog):
    """Version and licence."""

    def __init__(self, texts: HelpTexts, network: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("About Dash Core"))
        self.setMinimumWidth(520)
        picture = QLabel()
        picture.setPixmap(draw_icon(_ICON_SIZE * 2, network))
        picture.setScaledContents(True)
        picture.setFixedSize(_ICON_SIZE, _ICON_SIZE)
        self.version = label(
            tr("Version {version}, Qt {qt}", version=texts.version, qt=qVersion()), "muted", selectable=True
        )
        self.licence = label(texts.licence.strip(), selectable=True)
        self.licence.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(label("Dash Core", "title"))
        words.addWidget(self.version)
        words.addWidget(self.licence)
        words.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(20)
        body.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(words, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 16)
        layout.addLayout(body)
        layout.addWidget(buttons)


class OptionsHelpDialog(QDialog):
    """The options, as -help prints them."""

    def __init__(self, texts: HelpTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Command-line options"))
        self.resize(820, 560)
        self.text = QPlainTextEdit(texts.options)
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(tr("Command-line options"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = button(tr("Copy"))
        copy.clicked.connect(lambda: copy_text(texts.options))
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text, 1)
        layout.addWidget(buttons)
