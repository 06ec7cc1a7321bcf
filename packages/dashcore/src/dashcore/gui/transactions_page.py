"""Transactions: filtered, sorted, copied, exported, given up or sent again. Mirrors qt/transactionview.cpp."""

import csv
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDate, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFileDialog,
    QHeaderView,
    QInputDialog,
    QLineEdit,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dashcore.gui.preferences import EXPLORERS
from dashcore.gui.screen import Screen
from dashcore.gui.texts import counted, mark, tr
from dashcore.gui.transaction_dialog import TransactionDialog
from dashcore.gui.transaction_filter import DateRange, TransactionFilter, TypeChoice, Wanted, span
from dashcore.gui.transaction_record import TransactionRecord
from dashcore.gui.transaction_table import Column, TransactionTable, describe_status, row_id
from dashcore.gui.units import Unit, format_amount, parse_amount
from dashcore.gui.wallet_model import WalletModel
from dashcore.gui.widgets import button, copy_text, label, mark_invalid, row
from dashcore.util.hashes import display_hash

_TYPING_MS = 200  # pause after the last key before rows are looked through
_CSV_HEAD = (
    mark("Confirmed"),
    mark("Date"),
    mark("Type"),
    mark("Label"),
    mark("Address"),
    mark("Amount (DASH)"),
    mark("ID"),
)


def export_csv(path: Path, records: list[TransactionRecord], label_of: Callable[[TransactionRecord], str]) -> None:
    """Write rows to a file that spreadsheets read.

    Raises:
        OSError: it cannot be written.
    """
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(tr(name) for name in _CSV_HEAD)
        for record in records:
            writer.writerow(
                (
                    "true" if record.counts_for_balance else "false",
                    datetime.fromtimestamp(record.time).isoformat(timespec="seconds"),
                    record.type.text,
                    label_of(record),
                    record.address,
                    format_amount(record.amount, Unit.DASH, separators=False),
                    display_hash(record.txid),
                )
            )


def explorer_links(text: str, txid: str) -> list[tuple[str, QUrl]]:
    """Return hosts and links of block explorers for a transaction.

    Args:
        text: links separated by bars, with `%s` for the id; what is no link of the web is left out.
    """
    found = (QUrl(part.strip().replace("%s", txid)) for part in text.split("|") if "%s" in part)
    return [(link.host(), link) for link in found if link.scheme() in {"http", "https"} and link.host()]


class TransactionsPage(QWidget):
    """The list, and what can be done with its rows."""

    def __init__(self, screen: Screen, wallet: WalletModel, table: TransactionTable) -> None:
        super().__init__()
        self._screen = screen
        self._wallet = wallet
        self._table = table
        self.filter = TransactionFilter(table)
        self.dates, self.types = QComboBox(), QComboBox()
        self.first, self.last = QDateEdit(), QDateEdit()
        self.search, self.least = QLineEdit(), QLineEdit()
        self.view = QTableView()
        self.sum = label("", "muted")
        self.export = button(tr("Export…"), tip=tr("Write the rows shown to a CSV file"))
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.apply_filter)
        self._make_filters()
        self._make_view()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.addLayout(row(self.dates, self.first, self.last, self.types, self.search, self.least))
        layout.addWidget(self.view, 1)
        layout.addLayout(row(self.sum, None, self.export))
        self.export.clicked.connect(self._choose_file)
        screen.preferences.unit_changed.connect(self._show_sum)
        for changed in (self.filter.modelReset, self.filter.rowsInserted, self.filter.rowsRemoved):
            changed.connect(self._show_sum)
        self.setFocusProxy(self.view)
        self._show_dates()

    def apply_filter(self) -> None:
        """Show the rows that the fields ask for."""
        self._typing.stop()
        choice = DateRange(self.dates.currentData())
        since, until = span(choice, date.today(), _day(self.first), _day(self.last))
        text = self.least.text().strip()
        least = parse_amount(text, self._screen.preferences.unit) if text else 0
        mark_invalid(self.least, least is None, tr("This is no amount."))
        self.filter.set_wanted(
            Wanted(
                since=since,
                until=until,
                types=TypeChoice[self.types.currentData()].types,
                text=self.search.text().strip(),
                least=least or 0,
            )
        )
        self._show_sum()

    def selected(self) -> list[TransactionRecord]:
        """Rows that are marked."""
        return [self.filter.record(index.row()) for index in self.view.selectionModel().selectedRows()]

    # Building

    def _make_filters(self) -> None:
        for span_of_time in DateRange:
            self.dates.addItem(tr(span_of_time.value), span_of_time.value)
        for kind in TypeChoice:
            self.types.addItem(kind.text, kind.name)
        today = QDate.currentDate()
        for field, day, name in (
            (self.first, today.addDays(-7), tr("First day")),
            (self.last, today, tr("Last day")),
        ):
            field.setCalendarPopup(True)
            field.setDate(day)
            field.setAccessibleName(name)
            field.dateChanged.connect(self.apply_filter)
        self.dates.setAccessibleName(tr("Date"))
        self.types.setAccessibleName(tr("Type"))
        self.search.setPlaceholderText(tr("Address, label or transaction id"))
        self.search.setAccessibleName(tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.least.setPlaceholderText(tr("Least amount"))
        self.least.setAccessibleName(tr("Least amount"))
        self.least.setMaximumWidth(150)
        self.dates.currentIndexChanged.connect(self._show_dates)
        self.types.currentIndexChanged.connect(self.apply_filter)
        for typed in (self.search, self.least):
            typed.textChanged.connect(lambda _text: self._typing.start())

    def _make_view(self) -> None:
        view = self.view
        view.setModel(self.filter)
        view.setAccessibleName(tr("Transactions"))
        view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        view.setAlternatingRowColors(True)
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.setSortingEnabled(True)
        view.sortByColumn(int(Column.DATE), Qt.SortOrder.DescendingOrder)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = view.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((Column.STATUS, 34), (Column.DATE, 150), (Column.TYPE, 170), (Column.AMOUNT, 190)):
            view.setColumnWidth(int(column), width)
        head.setSectionResizeMode(int(Column.ADDRESS), QHeaderView.ResizeMode.Stretch)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        view.doubleClicked.connect(lambda _index: self._show_details())
        view.selectionModel().selectionChanged.connect(lambda _new, _old: self._show_sum())
        copy_id = QAction(tr("Copy transaction id"), view)
        copy_id.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy_id.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy_id.triggered.connect(lambda: self._copy(lambda record: display_hash(record.txid)))
        details = QAction(tr("Show details"), view)
        details.setShortcut(QKeySequence(Qt.Key.Key_Return))
        details.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        details.triggered.connect(self._show_details)
        view.addActions([copy_id, details])

    # What happens

    def _show_dates(self) -> None:
        chosen = self.dates.currentData() == DateRange.RANGE.value
        self.first.setVisible(chosen)
        self.last.setVisible(chosen)
        self.apply_filter()

    def _show_sum(self) -> None:
        marked = self.selected()
        if marked:
            total = self._screen.amount(sum(record.amount for record in marked))
            self.sum.setText(tr("{count} selected, {total}", count=len(marked), total=total))
        else:
            count = self.filter.rowCount()
            self.sum.setText(counted("{n} transaction", "{n} transactions", count))

    def menu(self, record: TransactionRecord) -> QMenu:
        """Make the menu of a row. What the wallet must be asked for is enabled when it has answered."""
        menu = QMenu(self)
        for text, value in (
            (tr("Copy address"), record.address),
            (tr("Copy label"), self._table.label_of(record)),
            (tr("Copy amount"), format_amount(record.amount, self._screen.preferences.unit, separators=False)),
            (tr("Copy transaction id"), display_hash(record.txid)),
        ):
            action = menu.addAction(text, partial(copy_text, value))
            action.setEnabled(bool(value))
        menu.addAction(tr("Copy raw transaction"), lambda: self._copy_raw(record))
        menu.addAction(
            tr("Copy full details"),
            lambda: copy_text("\n".join((row_id(record), describe_status(record), record.type.text))),
        )
        menu.addAction(tr("Show details"), self._show_details)
        edit = menu.addAction(tr("Edit label…"), lambda: self._edit_label(record))
        edit.setEnabled(bool(record.address))
        for host, link in explorer_links(self._screen.preferences.text(EXPLORERS), display_hash(record.txid)):
            menu.addAction(tr("Show on {host}", host=host), partial(QDesktopServices.openUrl, link))
        menu.addSeparator()
        wallet = self._wallet.wallet
        abandon = menu.addAction(tr("Abandon transaction"), lambda: self._abandon(record))
        resend = menu.addAction(tr("Resend transaction"), lambda: self._resend(record))
        for action, may in (
            (abandon, wallet.transaction_can_be_abandoned),
            (resend, wallet.transaction_can_be_resent),
        ):
            action.setEnabled(False)
            self._screen.calls.run(partial(may, record.txid), action.setEnabled, owner=action)
        return menu

    def _show_menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if index.isValid():
            self.menu(self.filter.record(index.row())).popup(self.view.viewport().mapToGlobal(at))

    def _copy(self, what: Callable[[TransactionRecord], str]) -> None:
        copy_text("\n".join(what(record) for record in self.selected()))

    def _copy_raw(self, record: TransactionRecord) -> None:
        self._screen.calls.run(
            lambda: self._wallet.wallet.get_wallet_tx(record.txid),
            lambda wtx: copy_text(wtx.tx.serialize().hex()) if wtx is not None else None,
        )

    def _show_details(self) -> None:
        marked = self.selected()
        if marked:
            TransactionDialog(self._screen, self._wallet, marked[0], self).show()

    def _edit_label(self, record: TransactionRecord) -> None:
        entry = self._wallet.addresses.get(record.address)
        text, done = QInputDialog.getText(
            self, tr("Edit label"), tr("Label of {address}", address=record.address), text=self._table.label_of(record)
        )
        if done:
            purpose = entry.purpose if entry is not None else "send"
            self._screen.calls.run(
                lambda: self._wallet.wallet.set_address_book(record.address, text, purpose), owner=self
            )

    def _abandon(self, record: TransactionRecord) -> None:
        def show(done: bool) -> None:
            if not done:
                self._screen.say(tr("The transaction could not be abandoned: it is known to the network."), error=True)

        self._screen.calls.run(lambda: self._wallet.wallet.abandon_transaction(record.txid), show, owner=self)

    def _resend(self, record: TransactionRecord) -> None:
        def show(done: bool) -> None:
            if done:
                self._screen.say(tr("The transaction was sent again."))
            else:
                self._screen.say(tr("The node refused the transaction."), error=True)

        self._screen.calls.run(lambda: self._wallet.wallet.resend_transaction(record.txid), show, owner=self)

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Export transactions"), "transactions.csv", tr("CSV files (*.csv)")
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the rows shown to a file, and say how it went."""
        records = self.filter.records()
        labels = {record: self._table.label_of(record) for record in records}
        self._screen.calls.run(
            lambda: export_csv(path, records, lambda record: labels[record]),
            lambda _nothing: self._screen.say(
                counted(
                    "{n} transaction was written to {path}.",
                    "{n} transactions were written to {path}.",
                    len(records),
                    path=path,
                )
            ),
            lambda error: self._screen.say(
                tr("{path} could not be written: {error}", path=path, error=error), error=True
            ),
            owner=self,
        )


def _day(field: QDateEdit) -> date:
    chosen = field.date()
    return date(chosen.year(), chosen.month(), chosen.day())
