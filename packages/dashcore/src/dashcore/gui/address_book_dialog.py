"""Addresses one sends to, and addresses one receives with. Mirrors qt/addressbookpage.cpp and qt/editaddressdialog.cpp."""

import csv
from enum import Enum
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dashcore.gui.screen import Screen
from dashcore.gui.texts import counted, mark, tr
from dashcore.gui.wallet_model import WalletModel
from dashcore.gui.widgets import button, center_labels, copy_text, label, mark_invalid, row
from dashcore.script.address import AddressError, decode_destination


class Book(Enum):
    """Which addresses: title and purpose."""

    SENDING = (mark("Sending addresses"), "send")
    RECEIVING = (mark("Receiving addresses"), "receive")


class AddressBookDialog(QDialog):
    """Signals: `chosen` with an address that is to be paid."""

    chosen = Signal(str)

    def __init__(self, screen: Screen, wallet: WalletModel, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title, self._purpose = book.value
        self.setWindowTitle(f"{tr(title)} - {wallet.traits.display_name}")
        self.resize(640, 420)
        self._screen = screen
        self._wallet = wallet
        self._book = book
        self.search = QLineEdit()
        self.addresses = QTreeWidget()
        self.new, self.edit, self.copy, self.delete = (
            button(tr("New…")),
            button(tr("Edit…")),
            button(tr("Copy")),
            button(tr("Delete")),
        )
        self.export = button(tr("Export…"))
        self.search.setPlaceholderText(tr("Label or address"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(tr("Search"))
        self.addresses.setHeaderLabels([tr("Label"), tr("Address")])
        self.addresses.setRootIsDecorated(False)
        self.addresses.setSortingEnabled(True)
        self.addresses.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.addresses.setAlternatingRowColors(True)
        self.addresses.setAccessibleName(title)
        self.addresses.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.addresses.setColumnWidth(0, 200)
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.addresses, 1)
        layout.addLayout(row(self.new, self.edit, self.copy, self.delete, None, self.export))
        self.delete.setVisible(book is Book.SENDING)
        self.search.textChanged.connect(self._show)
        self.addresses.itemSelectionChanged.connect(self._enable)
        self.addresses.itemActivated.connect(lambda item, _column: self.chosen.emit(item.text(1)))
        self.new.clicked.connect(self._add)
        self.edit.clicked.connect(self._edit)
        self.copy.clicked.connect(lambda: copy_text(self.selected()))
        self.delete.clicked.connect(self._delete)
        self.export.clicked.connect(self._choose_file)
        wallet.addresses_changed.connect(self._show)
        self._show()

    def selected(self) -> str:
        """Address that is marked, empty for none."""
        items = self.addresses.selectedItems()
        return items[0].text(1) if items else ""

    def _show(self) -> None:
        marked, text = self.selected(), self.search.text().strip().casefold()
        self.addresses.clear()
        for entry in self._wallet.addresses.values():
            mine = self._book is Book.RECEIVING
            if entry.is_mine is mine and (text in entry.label.casefold() or text in entry.address.casefold()):
                item = QTreeWidgetItem([entry.label, entry.address])
                self.addresses.addTopLevelItem(item)
                item.setSelected(entry.address == marked)
        self._enable()

    def _enable(self) -> None:
        marked = bool(self.selected())
        for each in (self.edit, self.copy, self.delete):
            each.setEnabled(marked)

    def _add(self) -> None:
        EditAddressDialog(self._screen, self._wallet, self._book, "", self).open()

    def _edit(self) -> None:
        EditAddressDialog(self._screen, self._wallet, self._book, self.selected(), self).open()

    def _delete(self) -> None:
        address, wallet = self.selected(), self._wallet.wallet
        self._screen.calls.run(lambda: wallet.del_address_book(address), owner=self)

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Export addresses"), "addresses.csv", tr("CSV files (*.csv)"))
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the addresses shown to a file, and say how it went."""
        items = [self.addresses.topLevelItem(at) for at in range(self.addresses.topLevelItemCount())]
        lines = [(item.text(0), item.text(1)) for item in items if item is not None]
        try:
            with path.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file, quoting=csv.QUOTE_ALL).writerows([(tr("Label"), tr("Address")), *lines])
        except OSError as error:
            self._screen.say(tr("{path} could not be written: {reason}", path=path, reason=error.strerror), error=True)
        else:
            self._screen.say(
                counted(
                    "{n} address was written to {path}.", "{n} addresses were written to {path}.", len(lines), path=path
                )
            )


class EditAddressDialog(QDialog):
    """A new address, or another label for one."""

    def __init__(
        self, screen: Screen, wallet: WalletModel, book: Book, address: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Edit address") if address else tr("New address"))
        self.setMinimumWidth(460)
        self._screen = screen
        self._wallet = wallet
        self._purpose = book.value[1]
        self._is_new = not address
        self._is_made = self._is_new and book is Book.RECEIVING
        self.label, self.address = QLineEdit(wallet.label_of(address)), QLineEdit(address)
        self.label.setAccessibleName(tr("Label"))
        self.address.setAccessibleName(tr("Address"))
        self.address.setReadOnly(not self._is_new)
        self.problem = label("", "bad")
        form = QFormLayout()
        form.addRow(tr("Label"), self.label)
        if not self._is_made:
            form.addRow(tr("Address"), self.address)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        layout = QVBoxLayout(self)
        layout.addLayout(center_labels(form))
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self.buttons.accepted.connect(self._go)
        self.buttons.rejected.connect(self.reject)

    def _go(self) -> None:
        name, address, wallet = self.label.text(), self.address.text().strip(), self._wallet.wallet
        if self._is_made:
            self._screen.calls.run(
                lambda: wallet.get_new_destination(name), lambda _address: self.accept(), self._refuse, owner=self
            )
            return
        problem = self._address_problem(address)
        mark_invalid(self.address, bool(problem), problem)
        if problem:
            self.problem.setText(problem)
            return
        purpose = self._purpose if self._is_new else ""
        self._screen.calls.run(
            lambda: wallet.set_address_book(address, name, purpose),
            lambda _done: self.accept(),
            self._refuse,
            owner=self,
        )

    def _address_problem(self, address: str) -> str:
        try:
            decode_destination(address, self._screen.prefixes)
        except AddressError as error:
            return str(error)
        known = self._wallet.addresses.get(address)
        if self._is_new and known is not None:
            return (
                tr("The address book has this address already, as {label}.", label=known.label)
                if known.label
                else tr("The address book has this address already, without a label.")
            )
        return ""

    def _refuse(self, error: Exception) -> None:
        self.problem.setText(str(error))
