"""Sign a message with an address, and verify one. Mirrors qt/signverifymessagedialog.cpp."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

from dashcore.gui.passphrase_dialog import when_unlocked
from dashcore.gui.screen import Screen
from dashcore.gui.texts import mark, tr
from dashcore.gui.wallet_model import WalletModel
from dashcore.gui.widgets import button, center_labels, copy_text, label, row, set_role
from dashcore.script.message import MessageVerificationResult, verify_message

_VERDICTS = {
    MessageVerificationResult.OK: mark("The message was signed with the key of this address."),
    MessageVerificationResult.INVALID_ADDRESS: mark("The address is invalid."),
    MessageVerificationResult.ADDRESS_NO_KEY: mark("The address does not refer to a key."),
    MessageVerificationResult.MALFORMED_SIGNATURE: mark("The signature could not be decoded."),
    MessageVerificationResult.PUBKEY_NOT_RECOVERED: mark("The signature does not fit the message."),
    MessageVerificationResult.NOT_SIGNED: mark("The message was not signed with the key of this address."),
}


class MessageDialog(QDialog):
    """Two tabs; signing needs a wallet."""

    def __init__(self, screen: Screen, wallet: WalletModel | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Signed messages"))
        self.resize(620, 420)
        self.tabs = QTabWidget()
        self.verify = VerifyTab(screen)
        self.sign = SignTab(screen, wallet) if wallet is not None else None
        if self.sign is not None:
            self.tabs.addTab(self.sign, tr("Sign"))
        self.tabs.addTab(self.verify, tr("Verify"))
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs)


class _Fields(QWidget):
    def __init__(self, action: str) -> None:
        super().__init__()
        self.address, self.signature = QLineEdit(), QLineEdit()
        self.message = QPlainTextEdit()
        self.go = button(action, primary=True)
        self.verdict = label("")
        self.verdict.setWordWrap(True)
        self.form = QFormLayout()
        for name, field in (
            (tr("Address"), self.address),
            (tr("Message"), self.message),
            (tr("Signature"), self.signature),
        ):
            field.setAccessibleName(name)
            self.form.addRow(name, field)
        center_labels(self.form)

    def say(self, text: str, *, good: bool) -> None:
        """Show how it ended."""
        set_role(self.verdict, "good" if good else "bad")
        self.verdict.setText(text)


class SignTab(_Fields):
    """Address and message in, signature out."""

    def __init__(self, screen: Screen, wallet: WalletModel) -> None:
        super().__init__(tr("Sign message"))
        self._screen = screen
        self._wallet = wallet
        self.signature.setReadOnly(True)
        copy = button(tr("Copy signature"))
        copy.clicked.connect(lambda: copy_text(self.signature.text()))
        layout = QVBoxLayout(self)
        hint = label(
            tr("Sign only statements that you agree to: whoever asks may use your signature elsewhere."), "muted"
        )
        hint.setWordWrap(True)
        layout.addWidget(hint)
        layout.addLayout(self.form)
        layout.addWidget(self.verdict)
        layout.addLayout(row(copy, None, self.go))
        self.go.clicked.connect(self._sign)

    def _sign(self) -> None:
        address, text, wallet = self.address.text().strip(), self.message.toPlainText(), self._wallet.wallet
        self.signature.clear()

        def ask(lock_again: Callable[[], None]) -> None:
            def show(signature: str) -> None:
                self.signature.setText(signature)
                self.say(tr("The message is signed."), good=True)
                lock_again()

            def refuse(error: Exception) -> None:
                self.say(str(error), good=False)
                lock_again()

            self._screen.calls.run(lambda: wallet.sign_message(text, address), show, refuse, owner=self)

        when_unlocked(self._screen, self._wallet, self, ask)


class VerifyTab(_Fields):
    """Address, message and signature in, a verdict out."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(tr("Verify message"))
        self._screen = screen
        layout = QVBoxLayout(self)
        layout.addLayout(self.form)
        layout.addWidget(self.verdict)
        layout.addLayout(row(None, self.go))
        self.go.clicked.connect(self._verify)

    def _verify(self) -> None:
        result = verify_message(
            self.address.text().strip(),
            self.signature.text().strip(),
            self.message.toPlainText(),
            self._screen.prefixes,
        )
        self.say(tr(_VERDICTS[result]), good=result is MessageVerificationResult.OK)
