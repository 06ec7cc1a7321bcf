"""The pages of one wallet. Mirrors qt/walletview.cpp."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from dashcore.gui.overview_page import OverviewPage
from dashcore.gui.receive_page import ReceivePage
from dashcore.gui.screen import Screen
from dashcore.gui.send_page import SendPage
from dashcore.gui.texts import mark
from dashcore.gui.transaction_table import TransactionTable
from dashcore.gui.transactions_page import TransactionsPage
from dashcore.gui.wallet_model import WalletModel

TABS = (mark("Overview"), mark("Send"), mark("Receive"), mark("Transactions"))


class WalletView(QStackedWidget):
    """One page a tab; the names are those of TABS."""

    def __init__(self, screen: Screen, wallet: WalletModel) -> None:
        super().__init__()
        self.wallet = wallet
        self._preferences = screen.preferences
        self.table = TransactionTable(wallet, self)
        self.table.set_unit(screen.preferences.unit)
        screen.preferences.unit_changed.connect(self._show_unit)
        screen.client.chain_changed.connect(self._follow_chain)
        self.overview = OverviewPage(screen, wallet, self.table)
        self.transactions = TransactionsPage(screen, wallet, self.table)
        self.send = SendPage(screen, wallet)
        self.receive = ReceivePage(screen, wallet)
        self.pages: dict[str, QWidget] = {
            "Overview": self.overview,
            "Send": self.send,
            "Receive": self.receive,
            "Transactions": self.transactions,
        }
        for page in self.pages.values():
            self.addWidget(page)

    def show_tab(self, name: str) -> None:
        """Bring a page to the front."""
        self.setCurrentWidget(self.pages[name])

    def _show_unit(self) -> None:
        self.table.set_unit(self._preferences.unit)

    def _follow_chain(self) -> None:
        self.wallet.refresh_balances()
        self.wallet.refresh_transactions(self.table.open_transactions())
