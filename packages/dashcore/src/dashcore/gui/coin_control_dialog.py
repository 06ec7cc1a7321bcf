"""Choose the coins to spend. Mirrors qt/coincontroldialog.cpp."""

from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dashcore.gui.screen import Screen
from dashcore.gui.texts import tr
from dashcore.gui.wallet_model import WalletModel
from dashcore.gui.widgets import button, copy_text, label, row
from dashcore.interfaces.wallet import WalletCoin
from dashcore.primitives.transaction import OutPoint
from dashcore.util.hashes import display_hash


class _Column(IntEnum):
    AMOUNT = 0
    LABEL = 1
    ADDRESS = 2
    DATE = 3
    CONFIRMATIONS = 4


class CoinItem(QTreeWidgetItem):
    """A coin; sorts by what it is worth and how old it is, not by their texts."""

    def __init__(self, coin: WalletCoin, texts: list[str]) -> None:
        super().__init__(texts)
        self.coin = coin
        self.setTextAlignment(int(_Column.AMOUNT), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        column = self.treeWidget().sortColumn()
        if isinstance(other, CoinItem):
            match column:
                case _Column.AMOUNT:
                    return self.coin.output.value < other.coin.output.value
                case _Column.DATE:
                    return self.coin.time < other.coin.time
                case _Column.CONFIRMATIONS:
                    return self.coin.depth < other.coin.depth
                case _:
                    pass
        return self.text(column).casefold() < other.text(column).casefold()


class CoinControlDialog(QDialog):
    """Check the coins to spend; locked ones cannot be checked. `selection` is what was accepted."""

    def __init__(
        self, screen: Screen, wallet: WalletModel, selection: frozenset[OutPoint], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Coin selection"))
        self.resize(860, 480)
        self._screen = screen
        self._wallet = wallet
        self.selection = selection
        self.coins = QTreeWidget()
        self.totals = label("", "muted")
        self.choose_all = button(tr("(Un)select all"))
        self._make_tree()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(row(self.choose_all, self.totals, None))
        layout.addWidget(self.coins, 1)
        layout.addWidget(buttons)
        self.choose_all.clicked.connect(self._toggle_all)
        self.coins.itemChanged.connect(lambda _item, _column: self._show_totals())
        self._ask()

    def checked(self) -> list[WalletCoin]:
        """Coins that are checked now."""
        return [item.coin for item in self._items() if item.checkState(0) is Qt.CheckState.Checked]

    def accept(self) -> None:
        """Take the checked coins over."""
        self.selection = frozenset(coin.outpoint for coin in self.checked())
        super().accept()

    def _make_tree(self) -> None:
        tree = self.coins
        tree.setHeaderLabels(
            [
                tr("Amount ({unit})", unit=self._screen.preferences.unit.label),
                tr("Label"),
                tr("Address"),
                tr("Date"),
                tr("Depth"),
            ]
        )
        tree.setRootIsDecorated(False)
        tree.setAlternatingRowColors(True)
        tree.setSortingEnabled(True)
        tree.setAccessibleName(tr("Coins"))
        tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setSectionResizeMode(int(_Column.ADDRESS), QHeaderView.ResizeMode.Stretch)
        tree.header().setStretchLastSection(False)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._show_menu)

    def _items(self) -> list[CoinItem]:
        found = (self.coins.topLevelItem(at) for at in range(self.coins.topLevelItemCount()))
        return [item for item in found if isinstance(item, CoinItem)]

    def _ask(self) -> None:
        wallet = self._wallet.wallet

        def ask() -> list[WalletCoin]:
            locked = wallet.get_coins(wallet.list_locked_coins())
            return [*wallet.list_coins(), *(coin for coin in locked if coin is not None and not coin.is_spent)]

        self._screen.calls.run(ask, self._show, owner=self)

    def _show(self, coins: list[WalletCoin]) -> None:
        kept = {coin.outpoint for coin in self.checked()} | self.selection
        self.coins.blockSignals(True)
        self.coins.clear()
        for coin in coins:
            item = CoinItem(coin, self._texts(coin))
            item.setCheckState(0, Qt.CheckState.Checked if coin.outpoint in kept else Qt.CheckState.Unchecked)
            if coin.is_locked:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(0, Qt.CheckState.Unchecked)
                item.setToolTip(0, tr("Locked: it is not spent until it is unlocked."))
                item.setText(0, tr("{amount} (locked)", amount=item.text(0)))
            self.coins.addTopLevelItem(item)
        self.coins.sortItems(int(_Column.AMOUNT), Qt.SortOrder.DescendingOrder)
        self.coins.blockSignals(False)
        self._show_totals()

    def _texts(self, coin: WalletCoin) -> list[str]:
        amount = self._screen.amount(coin.output.value).rpartition(" ")[0]
        day = datetime.fromtimestamp(coin.time).strftime("%Y-%m-%d %H:%M")
        return [amount, self._wallet.label_of(coin.address), coin.address, day, str(coin.depth)]

    def _show_totals(self) -> None:
        checked = self.checked()
        total = self._screen.amount(sum(coin.output.value for coin in checked))
        self.totals.setText(
            tr("{count} of {all} coins, {total}", count=len(checked), all=len(self._items()), total=total)
        )

    def _toggle_all(self) -> None:
        state = Qt.CheckState.Unchecked if self.checked() else Qt.CheckState.Checked
        for item in self._items():
            if not item.coin.is_locked:
                item.setCheckState(0, state)

    def menu(self, coin: WalletCoin) -> QMenu:
        """Make the menu of a coin."""
        menu = QMenu(self)
        menu.addAction(tr("Copy amount"), lambda: copy_text(self._texts(coin)[0]))
        menu.addAction(tr("Copy address"), lambda: copy_text(coin.address))
        outpoint = f"{display_hash(coin.outpoint.txid)}:{coin.outpoint.index}"
        menu.addAction(tr("Copy transaction id and output"), lambda: copy_text(outpoint))
        menu.addSeparator()
        if coin.is_locked:
            menu.addAction(tr("Unlock"), lambda: self._set_locked(coin, locked=False))
        else:
            menu.addAction(tr("Lock"), lambda: self._set_locked(coin, locked=True))
        return menu

    def _show_menu(self, at: QPoint) -> None:
        item = self.coins.itemAt(at)
        if isinstance(item, CoinItem):
            self.menu(item.coin).popup(self.coins.viewport().mapToGlobal(at))

    def _set_locked(self, coin: WalletCoin, *, locked: bool) -> None:
        wallet = self._wallet.wallet

        def act() -> bool:
            return wallet.lock_coin(coin.outpoint, True) if locked else wallet.unlock_coin(coin.outpoint)

        self._screen.calls.run(act, lambda _done: self._ask(), owner=self)
