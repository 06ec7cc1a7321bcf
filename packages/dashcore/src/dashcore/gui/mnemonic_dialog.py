"""Show a wallet's recovery phrase, and make sure that it was written down. Mirrors qt/mnemonicverificationdialog.cpp."""

from secrets import SystemRandom

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dashcore.gui.calls import Calls
from dashcore.gui.texts import tr
from dashcore.gui.wallet_model import WalletModel
from dashcore.gui.widgets import center_labels, label, mark_invalid
from dashcore.interfaces.wallet import Mnemonic

_ASKED = 3  # words
_COLUMNS = 3
_HIDDEN = "••••••"


class MnemonicDialog(QDialog):
    """The words, hidden until asked for; of a new wallet some of them are asked back."""

    def __init__(
        self, calls: Calls, wallet: WalletModel, parent: QWidget | None = None, *, is_new: bool = False
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Recovery phrase - {wallet}", wallet=wallet.traits.display_name))
        self.setMinimumWidth(480)
        self._is_new = is_new
        self._words: list[str] = []
        self._grid = QGridLayout()
        self.shown = QCheckBox(tr("Show the words"))
        self.written = QCheckBox(tr("I have written the words down"))
        self.fields: dict[int, QLineEdit] = {}
        self.message = label("")
        self.message.setWordWrap(True)
        self.passphrase = label("", "muted")
        self._form = QFormLayout()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_words())
        self._stack.addWidget(self._make_questions())
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.next = self.buttons.addButton(tr("Next"), QDialogButtonBox.ButtonRole.ActionRole)
        self.next.setVisible(is_new)
        layout = QVBoxLayout(self)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.buttons)
        self.buttons.rejected.connect(self.reject)
        self.next.clicked.connect(self._go_on)
        self.shown.toggled.connect(self._show_words)
        self.written.toggled.connect(self._enable)
        self.written.setVisible(is_new)
        self.finished.connect(self._forget)
        self._enable()
        calls.run(wallet.wallet.get_mnemonic, self._take, owner=self)

    @property
    def is_asking(self) -> bool:
        """Whether words are asked back now."""
        return self._stack.currentIndex() == 1

    def _make_words(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addWidget(self.message)
        layout.addWidget(self.shown)
        layout.addLayout(self._grid)
        layout.addWidget(self.passphrase)
        layout.addStretch(1)
        layout.addWidget(self.written)
        return page

    def _make_questions(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addWidget(label(tr("Enter these words, to be sure that they can be read:")))
        layout.addLayout(self._form)
        layout.addStretch(1)
        return page

    def _take(self, mnemonic: Mnemonic | None) -> None:
        if mnemonic is None:
            self.message.setText(tr("This wallet has no recovery phrase, or is locked."))
            self.shown.setEnabled(False)
            return
        self._words = mnemonic.words.split()
        self.message.setText(
            tr(
                "These {count} words are the wallet: whoever has them can spend what it holds, and with them it can be made again. Write them down and keep them where nobody else finds them.",
                count=len(self._words),
            )
        )
        self.passphrase.setText(tr("The phrase has a passphrase of its own.") if mnemonic.passphrase else "")
        self._show_words(self.shown.isChecked())
        for number in sorted(SystemRandom().sample(range(len(self._words)), min(_ASKED, len(self._words)))):
            field = QLineEdit()
            field.setAccessibleName(tr("Word {number}", number=number + 1))
            field.textChanged.connect(self._enable)
            self.fields[number] = field
            self._form.addRow(tr("Word {number}", number=number + 1), field)
        center_labels(self._form)

    def _show_words(self, shown: bool) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for number, word in enumerate(self._words):
            text = label(f"{number + 1:2d}.  {word if shown else _HIDDEN}")
            self._grid.addWidget(text, number // _COLUMNS, number % _COLUMNS)

    def _enable(self) -> None:
        ready = (
            all(field.text().strip() for field in self.fields.values()) if self.is_asking else self.written.isChecked()
        )
        self.next.setEnabled(ready)

    def _go_on(self) -> None:
        if not self.is_asking:
            self.shown.setChecked(False)
            self._stack.setCurrentIndex(1)
            self.next.setText(tr("Done"))
            self._enable()
            return
        wrong = [number for number, field in self.fields.items() if field.text().strip() != self._words[number]]
        for number, field in self.fields.items():
            mark_invalid(field, number in wrong, tr("This is another word."))
        if not wrong:
            self.accept()

    def _forget(self) -> None:
        self._words = []
        self._show_words(shown=False)
        for field in self.fields.values():
            field.clear()
