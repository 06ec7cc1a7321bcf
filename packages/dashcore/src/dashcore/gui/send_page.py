"""Send: several payments in one transaction. Mirrors qt/sendcoinsdialog.cpp."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLineEdit,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dashcore.gui.coin_control_dialog import CoinControlDialog
from dashcore.gui.fee_box import FeeBox
from dashcore.gui.passphrase_dialog import when_unlocked
from dashcore.gui.psbt_dialog import PsbtDialog
from dashcore.gui.psbt_summary import begin_psbt
from dashcore.gui.recipient_entry import Payment, RecipientEntry
from dashcore.gui.screen import Screen
from dashcore.gui.texts import counted, tr
from dashcore.gui.uri import PaymentRequest
from dashcore.gui.wallet_model import WalletModel
from dashcore.gui.widgets import button, card, label, mark_invalid, row
from dashcore.interfaces.wallet import CoinControl, CreatedTransaction
from dashcore.primitives.transaction import OutPoint
from dashcore.primitives.types import Duffs
from dashcore.script.address import AddressError, decode_destination
from dashcore.util.hashes import display_hash


class SendPage(QWidget):
    """Entries for recipients above coins and fee. Nothing leaves before the user has seen the total."""

    def __init__(self, screen: Screen, wallet: WalletModel) -> None:
        super().__init__()
        self._screen = screen
        self._wallet = wallet
        self._selection: frozenset[OutPoint] = frozenset()
        self.entries: list[RecipientEntry] = []
        self.fee = FeeBox(screen, wallet)
        self.inputs = button(tr("Choose coins…"))
        self.chosen = label(tr("Coins are chosen by the wallet."), "muted")
        self.custom_change = QCheckBox(tr("Change to"))
        self.change_address = QLineEdit()
        self.balance = label("", "muted")
        self.send = button(tr("Send"), primary=True)
        self.clear, self.add = button(tr("Clear all")), button(tr("Add recipient"))
        self._list = QVBoxLayout()
        self._make_layout()
        self.send.clicked.connect(self.prepare)
        self.clear.clicked.connect(self.clear_all)
        self.add.clicked.connect(self.add_entry)
        self.inputs.clicked.connect(self._choose_coins)
        self.custom_change.toggled.connect(self.change_address.setEnabled)
        self.change_address.setEnabled(False)
        wallet.balances_changed.connect(self._show_balance)
        wallet.traits_changed.connect(self._show_balance)
        screen.preferences.unit_changed.connect(self._show_balance)
        screen.preferences.discreet_changed.connect(self._show_balance)
        self.add_entry()
        self._show_balance()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Let the keyboard begin at the first entry; Qt forgets the order of a page when it gets into its window."""
        super().showEvent(event)
        self.setFocusProxy(self.entries[0].address)
        self._order_tabs()

    # Entries

    def add_entry(self) -> RecipientEntry:
        """Add room for one more payment."""
        entry = RecipientEntry(self._screen, self._wallet)
        entry.removed.connect(lambda: self._remove(entry))
        entry.all_wanted.connect(lambda: self._use_all(entry))
        self.entries.append(entry)
        self._list.insertWidget(len(self.entries) - 1, entry)
        entry.address.setFocus()
        self._show_removable()
        return entry

    def clear_all(self) -> None:
        """Begin anew."""
        for entry in self.entries[1:]:
            self._remove(entry)
        self.entries[0].clear()
        self._select_coins(frozenset())
        self.custom_change.setChecked(False)
        self.change_address.clear()

    def pay(self, request: PaymentRequest) -> None:
        """Take over what a link asks for."""
        entry = next((entry for entry in self.entries if entry.is_empty), None) or self.add_entry()
        entry.fill(request)

    def _remove(self, entry: RecipientEntry) -> None:
        if len(self.entries) == 1:
            entry.clear()
            return
        self.entries.remove(entry)
        self.setFocusProxy(self.entries[0].address)
        self._list.removeWidget(entry)
        entry.hide()
        entry.deleteLater()
        self._show_removable()

    def _show_removable(self) -> None:
        for entry in self.entries:
            entry.remove.setVisible(len(self.entries) > 1)
        self._order_tabs()

    def _order_tabs(self) -> None:
        stops = [stop for entry in self.entries for stop in entry.tab_stops]
        stops += [self.inputs, self.custom_change, self.change_address, *self.fee.tab_stops]
        stops += [self.add, self.clear, self.send]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _use_all(self, entry: RecipientEntry) -> None:
        control = self.coin_control()
        others = sum(other.amount.amount or 0 for other in self.entries if other is not entry)

        def show(available: Duffs) -> None:
            entry.amount.set_amount(Duffs(max(0, available - others)))

        self._screen.calls.run(lambda: self._wallet.wallet.get_available_balance(control), show, owner=entry)

    # Coins

    def coin_control(self) -> CoinControl:
        """What was asked of coin selection."""
        return CoinControl(
            change_address=self.change_address.text().strip() if self.custom_change.isChecked() else "",
            fee_rate=self.fee.fee_rate,
            inputs=tuple(sorted(self._selection, key=lambda outpoint: (outpoint.txid, outpoint.index))),
            allow_other_inputs=not self._selection,
            include_unsafe=False,
            confirm_target=self.fee.confirm_target,
        )

    def _choose_coins(self) -> None:
        dialog = CoinControlDialog(self._screen, self._wallet, self._selection, self)
        dialog.accepted.connect(
            lambda: self._select_coins(dialog.selection, sum(c.output.value for c in dialog.checked()))
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _select_coins(self, selection: frozenset[OutPoint], total: int = 0) -> None:
        self._selection = selection
        if selection:
            self.chosen.setText(
                counted("{n} coin, {amount}", "{n} coins, {amount}", len(selection), amount=self._screen.amount(total))
            )
        else:
            self.chosen.setText(tr("Coins are chosen by the wallet."))

    def _check_change(self) -> bool:
        problem = ""
        if self.custom_change.isChecked():
            try:
                decode_destination(self.change_address.text().strip(), self._screen.prefixes)
            except AddressError as error:
                problem = str(error)
        mark_invalid(self.change_address, bool(problem), problem)
        return not problem

    # Sending

    def prepare(self) -> None:
        """Check the fields, let the wallet make the transaction, and ask whether it may go."""
        found = [entry.payment() for entry in self.entries]
        payments = [payment for payment in found if payment is not None]
        if not (self._check_change() and self.fee.check() and len(payments) == len(found)):
            return
        if self._wallet.traits.private_keys_disabled:
            self._create(payments, lambda: None, sign=False)
        else:
            when_unlocked(
                self._screen, self._wallet, self, lambda lock_again: self._create(payments, lock_again, sign=True)
            )

    def _create(self, payments: list[Payment], lock_again: Callable[[], None], *, sign: bool) -> None:
        control = self.coin_control()
        recipients = tuple(payment.recipient for payment in payments)
        self.send.setEnabled(False)

        def refuse(error: Exception) -> None:
            self.send.setEnabled(True)
            lock_again()
            self._screen.say(str(error), error=True)

        def ask(created: CreatedTransaction) -> None:
            self.send.setEnabled(True)
            self._confirm(payments, created, lock_again, sign=sign)

        self._screen.calls.run(
            lambda: self._wallet.wallet.create_transaction(recipients, control, sign), ask, refuse, owner=self
        )

    def _confirm(
        self, payments: list[Payment], created: CreatedTransaction, lock_again: Callable[[], None], *, sign: bool
    ) -> None:
        dialog = confirmation(self._screen, payments, created, self)
        unsigned = dialog.addButton(tr("Create unsigned"), QMessageBox.ButtonRole.ActionRole)
        if not sign:
            dialog.setText(tr("Do you want to make this transaction, to be signed elsewhere?"))
            dialog.removeButton(dialog.button(QMessageBox.StandardButton.Yes))

        def end(_result: int) -> None:
            lock_again()
            if dialog.clickedButton() is unsigned:
                PsbtDialog(self._screen, self._wallet, begin_psbt(created.tx), self).open()
            elif dialog.clickedButton() is dialog.button(QMessageBox.StandardButton.Yes) and sign:
                self._commit(payments, created)

        dialog.finished.connect(end)
        dialog.open()

    def _commit(self, payments: list[Payment], created: CreatedTransaction) -> None:
        wallet, known = self._wallet.wallet, dict(self._wallet.addresses)

        def act() -> None:
            wallet.commit_transaction(created.tx, "", "")
            for payment in payments:
                entry = known.get(payment.address)
                if entry is None or (payment.label and payment.label != entry.label):
                    wallet.set_address_book(payment.address, payment.label, "send" if entry is None else entry.purpose)

        def show(_nothing: None) -> None:
            self.clear_all()
            self._screen.say(tr("Sent: {txid}", txid=display_hash(created.tx.txid)))

        self._screen.calls.run(act, show, lambda error: self._screen.say(str(error), error=True), owner=self)

    # Building

    def _make_layout(self) -> None:
        inside = QWidget()
        self._list.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 18, 18, 8)
        column.addLayout(self._list)
        coins, coins_inside = card(tr("Coins and change"))
        coins_inside.addLayout(row(self.inputs, self.chosen, None))
        self.change_address.setPlaceholderText(tr("Address that gets the change"))
        self.change_address.setAccessibleName(tr("Change address"))
        coins_inside.addLayout(row(self.custom_change, self.change_address))
        fee, fee_inside = card(tr("Transaction fee"))
        fee_inside.addWidget(self.fee)
        column.addWidget(coins)
        column.addWidget(fee)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area, 1)
        below = row(self.add, self.clear, None, self.balance, self.send)
        below.setContentsMargins(18, 4, 18, 14)
        layout.addLayout(below)

    def _show_balance(self) -> None:
        self.balance.setText(tr("Balance: {amount}", amount=self._screen.amount(self._wallet.balances.balance)))
        self.send.setText(tr("Send") if not self._wallet.traits.private_keys_disabled else tr("Create unsigned"))


def _payee(payment: Payment) -> str:
    return f"{payment.label} ({payment.address})" if payment.label else payment.address


def confirmation(screen: Screen, payments: list[Payment], created: CreatedTransaction, parent: QWidget) -> QMessageBox:
    """Make the question whether a transaction may go, with everything one must know to answer it."""
    paid = sum(created.tx.outputs[at].value for at in range(len(created.tx.outputs)) if at != created.change_position)
    fee = screen.amount(created.fee, private=False)
    lines = [
        tr("{amount} to {payee}", amount=screen.amount(payment.amount, private=False), payee=_payee(payment))
        for payment in payments
    ]
    lines += [
        "",
        tr("Transaction fee: {amount} (subtracted from amounts)", amount=fee)
        if any(payment.subtract_fee for payment in payments)
        else tr("Transaction fee: {amount}", amount=fee),
        counted(
            "Size: {size} bytes, {n} input",
            "Size: {size} bytes, {n} inputs",
            len(created.tx.inputs),
            size=len(created.tx.serialize()),
        ),
        tr("Total: {amount}", amount=screen.amount(paid + created.fee, private=False)),
    ]
    box = QMessageBox(parent)
    box.setWindowTitle(tr("Confirm sending"))
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(tr("Do you want to send this?"))
    box.setInformativeText("\n".join(lines))
    box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.button(QMessageBox.StandardButton.Yes).setText(tr("Send"))
    return box
