"""Does the list of a busy wallet stay smooth? Milliseconds per step beside Qt's own standard models.

    PYTHONPATH=tests/support QT_QPA_PLATFORM=offscreen python bench/screen.py [--count N] [--rounds N]

The peer is a QTableView on QStandardItemModel behind QSortFilterProxyModel, which holds the same texts in C++. It
knows nothing of wallets: no amounts in units, no labels, no overview that follows.

Before that: the longest time in which nothing is drawn while the node takes two seconds to answer anything.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView
from screen_rig import ScreenRig
from wallet_txs import make_transaction

from dashcore.gui.main_window import MainWindow
from dashcore.gui.transaction_table import Column
from dashcore.gui.wallet_view import WalletView
from dashcore.interfaces.wallet import WalletTx

Step = Callable[[], object]
SILENCE_S = 2.0
ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def measure(step: Step) -> float:
    """Return the milliseconds of a step and of what Qt draws after it."""
    begin = time.perf_counter()
    step()
    QApplication.processEvents()
    return (time.perf_counter() - begin) * 1000


def longest_pause(rig: ScreenRig, window: MainWindow) -> float:
    """Show page after page while no call is answered; return the most milliseconds between two rounds of Qt's loop."""
    rig.answers.clear()
    names = list(window.tabs)
    begin = last = time.perf_counter()
    longest = 0.0
    turn = 0
    while last - begin < SILENCE_S:
        window.show_tab(names[turn % len(names)])
        window.resize(window.width() + (1 if turn % 2 else -1), window.height())
        turn += 1
        QApplication.processEvents()
        now = time.perf_counter()
        longest, last = max(longest, (now - last) * 1000), now
    rig.answers.set()
    return longest


def scroll(table: QTableView) -> None:
    """Show the next page, from the start again at the end."""
    bar = table.verticalScrollBar()
    bar.setValue((bar.value() + bar.maximum() // 20) % bar.maximum())
    table.viewport().repaint()


def our_steps(view: WalletView, many: tuple[WalletTx, ...]) -> dict[str, Step]:
    """What a user does, on our screen."""
    page = view.transactions

    def search(text: str) -> None:
        page.search.setText(text)
        page.apply_filter()

    return {
        "load": lambda: view.wallet.transactions_loaded.emit(many),
        "sort by amount": lambda: page.view.sortByColumn(int(Column.AMOUNT), DESCENDING),
        "sort by date": lambda: page.view.sortByColumn(int(Column.DATE), ASCENDING),
        "search": lambda: search("address00"),
        "show all": lambda: search(""),
        "scroll": lambda: scroll(page.view),
        "one changes": lambda: view.wallet.transaction_changed.emit(many[10].tx.txid, many[10]),
    }


def peer_steps(table: QTableView, rows: list[list[str]]) -> dict[str, Step]:
    """The same on Qt's own models."""
    model = QStandardItemModel(0, len(rows[0]))
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    proxy.setFilterKeyColumn(int(Column.ADDRESS))
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    table.setModel(proxy)
    proxy.setParent(table)
    model.setParent(table)

    def load() -> None:
        model.removeRows(0, model.rowCount())
        for row in rows:
            model.appendRow([QStandardItem(text) for text in row])

    return {
        "load": load,
        "sort by amount": lambda: table.sortByColumn(int(Column.AMOUNT), DESCENDING),
        "sort by date": lambda: table.sortByColumn(int(Column.DATE), ASCENDING),
        "search": lambda: proxy.setFilterFixedString("address00"),
        "show all": lambda: proxy.setFilterFixedString(""),
        "scroll": lambda: scroll(table),
        "one changes": lambda: model.item(10, int(Column.AMOUNT)).setText("1.00000000"),
    }


def main() -> None:
    """Measure both in turn, and print medians."""
    parser = argparse.ArgumentParser(description="Milliseconds per step beside Qt's own models")
    parser.add_argument("--count", type=int, default=5000, help="transactions")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder, ScreenRig(Path(folder)) as rig:
        rig.make_wallet("w")
        window = rig.window()
        window.show()
        print(f"longest pause while the node is silent for {SILENCE_S:g} s: {longest_pause(rig, window):.1f} ms")
        while window.view is None or not window.context.calls.is_idle:
            application.processEvents()
        window.show_tab("Transactions")
        many = tuple(make_transaction(number) for number in range(options.count))
        ours = our_steps(window.view, many)
        ours["load"]()
        shown = window.view.transactions.filter
        rows = [
            [str(shown.index(row, int(column)).data() or "") for column in Column] for row in range(shown.rowCount())
        ]
        table = QTableView()
        table.resize(window.view.transactions.view.size())
        table.setSortingEnabled(True)
        table.show()
        peer = peer_steps(table, rows)
        took: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in ours}
        for _ in range(options.rounds):
            for name, (mine, theirs) in took.items():
                mine.append(measure(ours[name]))
                theirs.append(measure(peer[name]))
        print(f"{options.count} transactions, medians of {options.rounds}, ms")
        for name, (mine, theirs) in took.items():
            a, b = statistics.median(mine), statistics.median(theirs)
            print(f"  {name:16}{a:8.1f} ours {b:8.1f} Qt {a / b:8.2f}x")
        window.close()


if __name__ == "__main__":
    main()
