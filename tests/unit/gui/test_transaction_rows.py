"""Thousands of transactions: each step of loading, filtering, sorting, scrolling and changing them stays short."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from screen_rig import ScreenRig, busy_ms, until
from wallet_txs import make_transaction

from dashcore.gui.transaction_table import Column
from dashcore.gui.wallet_view import WalletView
from dashcore.interfaces.wallet import WalletTx
from dashcore.primitives.types import TxId

COUNT = 5000
STEP_MS = 100  # longest a step may take
LOAD_MS = 500  # once, when the wallet is opened


def best_ms(act: Callable[[], object]) -> float:
    """Measure a step; the better of two, since the machine has other work."""
    return min(busy_ms(act), busy_ms(act))


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
    many = tuple(make_transaction(number) for number in range(COUNT))
    assert best_ms(partial(made.wallet.transactions_loaded.emit, many)) < LOAD_MS
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

    for step in (
        partial(switch, "Sent to", (COUNT + 2) // 3),
        partial(switch, "All", COUNT),
        partial(search, "address00", 1000),
        partial(search, "address0012", 10),
        partial(search, "", COUNT),
    ):
        assert busy_ms(step) < STEP_MS


def test_scrolls(view: WalletView) -> None:
    """A page at a time, from the newest to the oldest."""
    table = view.transactions.view
    bar = table.verticalScrollBar()
    assert bar.maximum() > 0

    def step() -> None:
        bar.setValue(bar.value() + bar.maximum() // 20)
        table.viewport().repaint()

    assert max(busy_ms(step) for _ in range(20)) < STEP_MS
    assert bar.value() == bar.maximum() // 20 * 20


def test_sorts(view: WalletView) -> None:
    """By any column, either way; what is marked stays marked."""
    table, page = view.transactions.view, view.transactions
    table.selectRow(7)
    marked = page.selected()

    for column in Column:
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            assert best_ms(partial(table.sortByColumn, int(column), order)) < STEP_MS, column
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
        assert busy_ms(partial(view.wallet.transaction_changed.emit, txid, wtx)) < STEP_MS
        assert rows.rowCount() == count
        assert view.transactions.selected() == marked
    assert rows.record(0).txid == added.tx.txid
    newest = view.overview.recent.model()
    assert newest.rowCount() < 20
    assert newest.index(0, int(Column.ADDRESS)).data() == added.output_addresses[0]
