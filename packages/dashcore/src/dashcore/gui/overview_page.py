"""Overview: what the wallet holds, and what happened last. Mirrors qt/overviewpage.cpp without mixing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from dashcore.gui.screen import Screen
from dashcore.gui.texts import mark, tr
from dashcore.gui.transaction_rows import TransactionRows
from dashcore.gui.transaction_table import Column, TransactionTable
from dashcore.gui.wallet_model import WalletModel
from dashcore.gui.widgets import card, label

_RECENT = 14  # rows
_ROWS = (mark("Available"), mark("Pending"), mark("Immature"), mark("Total"))


class OverviewPage(QWidget):
    """Balances beside recent transactions."""

    def __init__(self, screen: Screen, wallet: WalletModel, table: TransactionTable) -> None:
        super().__init__()
        self._screen = screen
        self._wallet = wallet
        self._amounts: dict[tuple[str, bool], QLabel] = {}
        self._out_of_date = label(tr("The wallet is catching up with the chain."), "muted")
        frame, inside = card(tr("Balances"))
        inside.addLayout(self._make_grid())
        inside.addWidget(self._out_of_date)
        inside.addStretch(1)
        recent, recent_inside = card(tr("Recent transactions"))
        self.recent = self._make_recent(table)
        self._nothing = label("", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        recent_inside.addWidget(self._nothing, 1)
        recent_inside.addWidget(self.recent, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(16)
        left = QVBoxLayout()
        left.addWidget(frame)
        left.addStretch(1)
        layout.addLayout(left, 2)
        layout.addWidget(recent, 3)
        wallet.balances_changed.connect(self._show)
        wallet.traits_changed.connect(self._show)
        screen.preferences.unit_changed.connect(self._show)
        screen.preferences.discreet_changed.connect(self._show)
        screen.preferences.discreet_changed.connect(self._show_recent)
        screen.client.chain_changed.connect(self._show_sync)
        for changed in (self._newest.modelReset, self._newest.rowsInserted, self._newest.rowsRemoved):
            changed.connect(self._show_recent)
        self.setFocusProxy(self.recent)
        self._show()
        self._show_sync()
        self._show_recent()

    def text_of(self, name: str, *, watch_only: bool = False) -> str:
        """Amount that is shown beside a name; for tests."""
        return self._amounts[name, watch_only].text()

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        self._watch_head = label(tr("Watch-only"), "muted")
        grid.addWidget(self._watch_head, 0, 2, Qt.AlignmentFlag.AlignRight)
        for number, name in enumerate(_ROWS, start=1):
            grid.addWidget(label(tr(name), "muted"), number, 0)
            for column, watch_only in ((1, False), (2, True)):
                shown = label("", "amount" if name == "Total" else "", selectable=True)
                shown.setAccessibleName(tr("{name}, watch-only", name=tr(name)) if watch_only else tr(name))
                self._amounts[name, watch_only] = shown
                grid.addWidget(shown, number, column, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        return grid

    def _make_recent(self, table: TransactionTable) -> QTableView:
        view = QTableView()
        self._newest = TransactionRows(table, _RECENT)
        view.setModel(self._newest)
        view.setAccessibleName(tr("Recent transactions"))
        view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        view.setShowGrid(False)
        view.setAlternatingRowColors(True)
        view.verticalHeader().hide()
        head = view.horizontalHeader()
        head.hide()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(int(Column.ADDRESS), QHeaderView.ResizeMode.Stretch)
        return view

    def _show(self) -> None:
        balances = self._wallet.balances
        own = (balances.balance, balances.unconfirmed_balance, balances.immature_balance)
        watched = (
            balances.watch_only_balance,
            balances.unconfirmed_watch_only_balance,
            balances.immature_watch_only_balance,
        )
        has_watched = self._wallet.traits.have_watch_only
        self._watch_head.setVisible(has_watched)
        for amounts, watch_only in ((own, False), (watched, True)):
            for name, amount in zip(_ROWS, (*amounts, sum(amounts)), strict=True):
                shown = self._amounts[name, watch_only]
                shown.setText(self._screen.amount(amount))
                shown.setVisible(has_watched or not watch_only)

    def _show_sync(self) -> None:
        self._out_of_date.setVisible(not self._screen.client.chain.is_synced)

    def _show_recent(self) -> None:
        empty, discreet = self._newest.rowCount() == 0, self._screen.preferences.discreet
        self._nothing.setText(tr("Hidden in discreet mode.") if discreet else tr("There are no transactions yet."))
        self._nothing.setVisible(empty or discreet)
        self.recent.setVisible(not empty and not discreet)
