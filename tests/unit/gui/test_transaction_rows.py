"""Thousands of transactions: loaded, filtered, sorted, scrolled and changed one by one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from screen_rig import ScreenRig, until
from wallet_txs import make_transaction

from dashcore.gui.transaction_table import Column
from dashcore.gui.wallet_view import WalletView
from dashcore.interfaces.wallet import WalletTx
from dashcore.primitives.types import TxId

COUNT = 5000


@pytest.fixture
def view(rig: ScreenRig, qtbot: QtBot) -> WalletView:
    """The pages of a wallet with many transactions."""
    rig.make_wallet("w")
    window = rig.window()
    qtbot.addWidget(window)
    window.show()
    until(qtbot, lambda: window.view is not None and window.context.calls.is_idle)
    made = window.view
    assert made is not None
    made.wallet.transactions_loaded.emit(tuple(make_transaction(number) for number in range(COUNT)))
    window.show_tab("Transactions")
    QApplication.processEvents()
    return made


def test_filters(view: WalletView) -> None:
    """By type, text and amount, and back."""
    page = view.transactions
    assert page.filter.rowCount() == COUNT

    def switch(text: str, rows: int) -> None:
        page.types.setCurrentText(text)
        assert page.filter.rowCount() == rows

    def search(text: str, rows: int) -> None:
        page.search.setText(text)
        page.apply_filter()
        assert page.filter.rowCount() == rows

    switch("Sent to", (COUNT + 2) // 3)
    switch("All", COUNT)
    search("address00", 1000)
    search("address0012", 10)
    search("", COUNT)


def test_scrolls(view: WalletView) -> None:
    """A page at a time, from the newest to the oldest."""
    table = view.transactions.view
    bar = table.verticalScrollBar()
    assert bar.maximum() > 0

    for _ in range(20):
        bar.setValue(bar.value() + bar.maximum() // 20)
        table.viewport().repaint()
    assert bar.value() == bar.maximum() // 20 * 20


def test_sorts(view: WalletView) -> None:
    """By any column, either way; what is marked stays marked."""
    table, page = view.transactions.view, view.transactions
    table.selectRow(7)
    marked = page.selected()

    for column in Column:
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            table.sortByColumn(int(column), order)
            assert page.selected() == marked
    amounts = [record.amount for record in page.filter.records()]
    assert amounts == sorted(amounts, reverse=True)


def test_changes(view: WalletView) -> None:
    """One transaction that changes, comes or goes; what is marked and what the overview shows follow."""
    table, rows = view.transactions.view, view.transactions.filter
    table.selectRow(7)
    marked = view.transactions.selected()
    changed, added = make_transaction(10), make_transaction(COUNT + 1)

    steps: tuple[tuple[TxId, WalletTx | None, int], ...] = (
        (changed.tx.txid, changed, COUNT),
        (added.tx.txid, added, COUNT + 1),
        (added.tx.txid, None, COUNT),
        (added.tx.txid, added, COUNT + 1),
    )
    for txid, wtx, count in steps:
        view.wallet.transaction_changed.emit(txid, wtx)
        QApplication.processEvents()
        assert rows.rowCount() == count
        assert view.transactions.selected() == marked
    assert rows.record(0).txid == added.tx.txid
    newest = view.overview.recent.model()
    assert newest.rowCount() < 20
    assert newest.index(0, int(Column.ADDRESS)).data() == added.output_addresses[0]
