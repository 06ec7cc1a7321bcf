"""Make a wallet: its name, whether it is encrypted, what it holds. Mirrors qt/createwalletdialog.cpp."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from dashcore.gui.mnemonic_dialog import MnemonicDialog
from dashcore.gui.passphrase_dialog import MAX_LENGTH
from dashcore.gui.texts import tr
from dashcore.gui.wallets_model import WalletsModel
from dashcore.gui.widgets import center_labels, label, mark_invalid

_DISABLE_PRIVATE_KEYS = 1 << 32  # bits of a wallet's flags. Source: C++ WalletFlags
_BLANK = 1 << 33
_DESCRIPTORS = 1 << 34
_EXTERNAL_SIGNER = 1 << 35


class CreateWalletDialog(QDialog):
    """Stays open with the reason where the wallet cannot be made."""

    def __init__(self, wallets: WalletsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Create wallet"))
        self.setMinimumWidth(440)
        self._wallets = wallets
        self.name = QLineEdit()
        self.passphrase, self.again = QLineEdit(), QLineEdit()
        self.encrypt = QCheckBox(tr("Encrypt with a passphrase"))
        self.watch_only = QCheckBox(tr("Watch-only: no private keys"))
        self.blank = QCheckBox(tr("Blank: no keys yet"))
        self.device = QCheckBox(tr("Keys are in a signing device"))
        self.problem = label("", "bad")
        self.problem.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText(tr("Create"))
        self.name.setAccessibleName(tr("Name"))
        for field, name in ((self.passphrase, tr("Passphrase")), (self.again, tr("Repeat it"))):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaxLength(MAX_LENGTH)
            field.setAccessibleName(name)
            field.textChanged.connect(self._check)
        form = QFormLayout()
        form.addRow(tr("Name"), self.name)
        form.addRow("", self.encrypt)
        form.addRow(tr("Passphrase"), self.passphrase)
        form.addRow(tr("Repeat it"), self.again)
        form.addRow("", self.watch_only)
        form.addRow("", self.blank)
        form.addRow("", self.device)
        layout = QVBoxLayout(self)
        layout.addLayout(center_labels(form))
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self.name.textChanged.connect(self._check)
        for box in (self.encrypt, self.watch_only, self.blank, self.device):
            box.toggled.connect(self._check)
        self.buttons.accepted.connect(self._create)
        self.buttons.rejected.connect(self.reject)
        self._check()

    def _check(self) -> None:
        device = self.device.isChecked()
        self.encrypt.setEnabled(not (self.watch_only.isChecked() or device))
        self.watch_only.setEnabled(not device)
        self.blank.setEnabled(not device)
        encrypted = self.encrypt.isChecked() and self.encrypt.isEnabled()
        for field in (self.passphrase, self.again):
            field.setEnabled(encrypted)
        differs = encrypted and bool(self.again.text()) and self.again.text() != self.passphrase.text()
        mark_invalid(self.again, differs, tr("The two are not the same."))
        has_words = not encrypted or (bool(self.passphrase.text()) and self.passphrase.text() == self.again.text())
        self._ok.setEnabled(bool(self.name.text().strip()) and has_words)

    def _create(self) -> None:
        flags = _DESCRIPTORS
        if self.device.isChecked():
            flags |= _DISABLE_PRIVATE_KEYS | _EXTERNAL_SIGNER
        else:
            flags |= _DISABLE_PRIVATE_KEYS * self.watch_only.isChecked() | _BLANK * self.blank.isChecked()
        encrypted = self.encrypt.isChecked() and self.encrypt.isEnabled()
        passphrase = self.passphrase.text() if encrypted else ""
        self._ok.setEnabled(False)
        self.problem.clear()
        self._wallets.create(self.name.text().strip(), passphrase, flags, self._end, self._refuse)

    def _end(self, name: str) -> None:
        for field in (self.passphrase, self.again):
            field.clear()
        wallet = self._wallets.find(name)
        has_phrase = not any(box.isChecked() for box in (self.watch_only, self.blank, self.device))
        self.accept()
        if wallet is not None and has_phrase and not self.encrypt.isChecked():
            MnemonicDialog(self._wallets.calls, wallet, self.parentWidget(), is_new=True).open()

    def _refuse(self, error: Exception) -> None:
        self._check()
        self.problem.setText(str(error))
