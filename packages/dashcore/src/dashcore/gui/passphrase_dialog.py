"""Ask for a passphrase: to encrypt, to unlock, to change. Mirrors qt/askpassphrasedialog.cpp."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from dashcore.gui.screen import Screen
from dashcore.gui.texts import mark, tr
from dashcore.gui.wallet_model import Encryption, WalletModel
from dashcore.gui.widgets import center_labels, label, mark_invalid
from dashcore.interfaces.wallet import SecretText

MAX_LENGTH = 1024


class Purpose(Enum):
    """What the passphrase is for; the value is the title."""

    ENCRYPT = mark("Encrypt wallet")
    UNLOCK = mark("Unlock wallet")
    CHANGE = mark("Change passphrase")


_EXPLANATIONS = {
    Purpose.ENCRYPT: mark(
        "Choose a passphrase of ten or more random characters, or eight or more words. If you lose it, nobody can "
        "bring back what the wallet holds. Backups made before keep their keys unencrypted."
    ),
    Purpose.UNLOCK: mark("This needs the wallet's passphrase."),
    Purpose.CHANGE: mark("Enter the old and the new passphrase of the wallet."),
}


class PassphraseDialog(QDialog):
    """Asks, lets the wallet do it, and stays open with the reason where that fails."""

    def __init__(self, screen: Screen, wallet: WalletModel, purpose: Purpose, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{tr(purpose.value)} - {wallet.traits.display_name}")
        self._screen = screen
        self._wallet = wallet
        self._purpose = purpose
        self.current, self.new, self.again = (
            _secret(tr("Passphrase")),
            _secret(tr("New passphrase")),
            _secret(tr("Repeat it")),
        )
        self.shown = QCheckBox(tr("Show"))
        self.problem = label("", "bad")
        self.problem.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._fields = self._make_fields()
        explanation = label(tr(_EXPLANATIONS[purpose]))
        explanation.setWordWrap(True)
        form = QFormLayout()
        for field in self._fields:
            form.addRow(field.accessibleName(), field)
            field.textChanged.connect(self._check)
        form.addRow("", self.shown)
        layout = QVBoxLayout(self)
        layout.addWidget(explanation)
        layout.addLayout(center_labels(form))
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(460)
        self.shown.toggled.connect(self._reveal)
        self.buttons.accepted.connect(self._go)
        self.buttons.rejected.connect(self.reject)
        self._check()

    def _make_fields(self) -> list[QLineEdit]:
        match self._purpose:
            case Purpose.ENCRYPT:
                return [self.new, self.again]
            case Purpose.UNLOCK:
                return [self.current]
            case Purpose.CHANGE:
                return [self.current, self.new, self.again]

    def _reveal(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for field in self._fields:
            field.setEchoMode(mode)

    def _check(self) -> None:
        differs = self.again in self._fields and bool(self.again.text()) and self.again.text() != self.new.text()
        mark_invalid(self.again, differs, tr("The two are not the same."))
        self._ok.setEnabled(not differs and all(field.text() for field in self._fields))

    def _go(self) -> None:
        wallet = self._wallet.wallet
        current, new = SecretText(self.current.text()), SecretText(self.new.text())
        act: Callable[[], bool]
        match self._purpose:
            case Purpose.ENCRYPT:
                refusal = tr("The wallet could not be encrypted.")
                act = lambda: wallet.encrypt_wallet(new)  # noqa: E731 - one a case
            case Purpose.UNLOCK:
                refusal = tr("The passphrase is wrong.")
                act = lambda: wallet.unlock(current)  # noqa: E731
            case Purpose.CHANGE:
                refusal = tr("The old passphrase is wrong.")
                act = lambda: wallet.change_wallet_passphrase(current, new)  # noqa: E731
        self._wait(waiting=True)
        self._screen.calls.run(
            act,
            lambda done: self._end(done, refusal),
            lambda error: self._end(done=False, refusal=str(error)),
            owner=self,
        )

    def _wait(self, *, waiting: bool) -> None:
        for field in self._fields:
            field.setEnabled(not waiting)
        self._ok.setEnabled(not waiting)
        if waiting:
            self.problem.clear()

    def _end(self, done: bool, refusal: str) -> None:
        self._wait(waiting=False)
        if done:
            for field in self._fields:
                field.clear()
            self.accept()
            return
        self.problem.setText(refusal)
        self._fields[0].selectAll()
        self._fields[0].setFocus()


def _secret(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setMaxLength(MAX_LENGTH)
    field.setAccessibleName(name)
    field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
    return field


def when_unlocked(
    screen: Screen, wallet: WalletModel, parent: QWidget, then: Callable[[Callable[[], None]], None]
) -> None:
    """Do something that needs the keys: ask for the passphrase first where the wallet is locked.

    Args:
        then: gets a function to call at its end, which locks again what was locked before.
    """
    if wallet.traits.encryption is not Encryption.LOCKED:
        then(lambda: None)
        return

    def lock_again() -> None:
        screen.calls.run(wallet.wallet.lock)

    dialog = PassphraseDialog(screen, wallet, Purpose.UNLOCK, parent)
    dialog.accepted.connect(lambda: then(lock_again))
    dialog.open()
