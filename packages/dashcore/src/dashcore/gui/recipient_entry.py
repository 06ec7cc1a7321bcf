"""One payment to be made: to whom, how much. Mirrors qt/sendcoinsentry.cpp."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFormLayout, QFrame, QLineEdit, QWidget

from dashcore.gui.address_book_dialog import AddressBookDialog, Book
from dashcore.gui.amount_field import AmountField
from dashcore.gui.screen import Screen
from dashcore.gui.texts import tr
from dashcore.gui.uri import PaymentRequest, UriError, parse_uri
from dashcore.gui.wallet_model import WalletModel
from dashcore.gui.widgets import button, center_labels, label, mark_invalid, row
from dashcore.interfaces.wallet import Recipient
from dashcore.primitives.types import Duffs
from dashcore.script.address import AddressError, decode_destination
from dashcore.script.standard import script_for_destination


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """A payment as it was entered."""

    address: str
    label: str
    amount: Duffs
    subtract_fee: bool
    recipient: Recipient


class RecipientEntry(QFrame):
    """Signals: `changed` on each edit; `removed` when it is to go; `all_wanted` to pay everything there is."""

    changed = Signal()
    removed = Signal()
    all_wanted = Signal()

    def __init__(self, screen: Screen, wallet: WalletModel) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._screen = screen
        self._wallet = wallet
        self.address, self.label = QLineEdit(), QLineEdit()
        self.amount = AmountField(screen.preferences)
        self.subtract_fee = QCheckBox(tr("Subtract fee from amount"))
        self.message = label("", "muted")
        self.message.hide()
        self.book, self.paste, self.remove = button(tr("Addresses…")), button(tr("Paste")), button(tr("Remove"))
        self.use_all = button(tr("Use available balance"))
        self.address.setPlaceholderText(tr("Dash address, or dash: link"))
        self.address.setAccessibleName(tr("Pay to"))
        self.label.setPlaceholderText(tr("Name for the address book"))
        self.label.setAccessibleName(tr("Label"))
        form = QFormLayout(self)
        form.setContentsMargins(16, 14, 16, 14)
        form.addRow(tr("Pay to"), row(self.address, self.book, self.paste, self.remove))
        form.addRow(tr("Label"), self.label)
        form.addRow(tr("Amount"), row(self.amount, self.subtract_fee, self.use_all))
        form.addRow("", self.message)
        center_labels(form)
        self.address.textChanged.connect(self._on_address)
        self.address.editingFinished.connect(self.check_address)
        self.amount.changed.connect(self.changed)
        self.subtract_fee.toggled.connect(lambda _on: self.changed.emit())
        self.paste.clicked.connect(lambda: self.address.setText(QGuiApplication.clipboard().text().strip()))
        self.remove.clicked.connect(self.removed)
        self.book.clicked.connect(self._choose_address)
        self.use_all.clicked.connect(self._want_all)

    def fill(self, request: PaymentRequest) -> None:
        """Take over what a link asks for."""
        self.address.setText(request.address)
        if request.label:
            self.label.setText(request.label)
        if request.amount is not None:
            self.amount.set_amount(request.amount)
        self.message.setText(request.message)
        self.message.setVisible(bool(request.message))

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """What the keyboard reaches, in order."""
        return (
            *(self.address, self.book, self.paste, self.remove),
            *(self.label, self.amount.text, self.subtract_fee, self.use_all),
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered."""
        return not (self.address.text() or self.label.text() or self.amount.text.text())

    def clear(self) -> None:
        """Empty every field."""
        self.fill(PaymentRequest(address=""))
        self.label.clear()
        self.amount.set_amount(None)
        self.subtract_fee.setChecked(False)

    def check_address(self) -> bool:
        """Mark the address unless it is one of this network."""
        why = self._address_problem()
        mark_invalid(self.address, bool(why), why)
        return not why

    def payment(self) -> Payment | None:
        """What was entered; None where a field is wrong, which is marked then."""
        fits = self.check_address()
        fits = self.amount.check() and fits
        amount = self.amount.amount
        if not fits or amount is None:
            return None
        address, subtract = self.address.text().strip(), self.subtract_fee.isChecked()
        script = script_for_destination(decode_destination(address, self._screen.prefixes))
        return Payment(
            address=address,
            label=self.label.text(),
            amount=amount,
            subtract_fee=subtract,
            recipient=Recipient(script_pubkey=script, amount=amount, subtract_fee=subtract),
        )

    def _address_problem(self) -> str:
        text = self.address.text().strip()
        if not text:
            return tr("Enter an address.")
        try:
            decode_destination(text, self._screen.prefixes)
        except AddressError as error:
            return str(error)
        return ""

    def _on_address(self, text: str) -> None:
        mark_invalid(self.address, invalid=False)
        if ":" in text:
            try:
                self.fill(parse_uri(text))
            except UriError as error:
                mark_invalid(self.address, invalid=True, why=str(error))
            return
        known = self._wallet.label_of(text.strip())
        if known and not self.label.text():
            self.label.setText(known)
        self.changed.emit()

    def _choose_address(self) -> None:
        dialog = AddressBookDialog(self._screen, self._wallet, Book.SENDING, self)

        def take(address: str) -> None:
            self.label.clear()
            self.address.setText(address)
            dialog.accept()

        dialog.chosen.connect(take)
        dialog.open()

    def _want_all(self) -> None:
        self.subtract_fee.setChecked(True)
        self.all_wanted.emit()
