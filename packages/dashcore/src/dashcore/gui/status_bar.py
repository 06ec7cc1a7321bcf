"""The line at the bottom: unit, encryption, HD, proxy, connections, and how far the node has caught up."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QMenu, QProgressBar, QPushButton, QStatusBar

from dashcore.gui.client_model import ChainView
from dashcore.gui.screen import Screen
from dashcore.gui.texts import counted, mark, mark_counted, tr
from dashcore.gui.units import Unit
from dashcore.gui.wallet_model import Encryption, WalletModel
from dashcore.gui.wallets_model import WalletsModel
from dashcore.gui.widgets import label
from dashcore.interfaces.node import SynchronizationState

_STEPS = 10_000
_UNITS_OF_TIME = (
    (365 * 86_400, mark_counted("{n} year", "{n} years")),
    (7 * 86_400, mark_counted("{n} week", "{n} weeks")),
    (86_400, mark_counted("{n} day", "{n} days")),
    (3600, mark_counted("{n} hour", "{n} hours")),
    (60, mark_counted("{n} minute", "{n} minutes")),
    (1, mark_counted("{n} second", "{n} seconds")),
)
_ENCRYPTION_TEXTS = {
    Encryption.UNENCRYPTED: (mark("Not encrypted"), mark("Anybody who gets the wallet's file can spend from it.")),
    Encryption.LOCKED: (mark("Locked"), mark("Spending takes the passphrase.")),
    Encryption.UNLOCKED: (
        mark("Unlocked"),
        mark("The passphrase was entered; it is forgotten when the wallet is locked."),
    ),
}


def describe_age(seconds: int) -> str:
    """Say how long ago something was: `3 weeks`, `2 hours`. Source: C++ GUIUtil::formatNiceTimeOffset."""
    seconds = max(seconds, 0)
    size, forms = next((unit for unit in _UNITS_OF_TIME if seconds >= unit[0]), _UNITS_OF_TIME[-1])
    return counted(*forms, seconds // size)


class StatusBar(QStatusBar):
    """Shows; the connections' button also leads to the peers, and switches the network on and off.

    Signals:
        sync_clicked: the user wants to know how far the node is.
        peers_wanted: the user wants to see the peers.
    """

    sync_clicked = Signal()
    peers_wanted = Signal()

    def __init__(self, screen: Screen, wallets: WalletsModel | None) -> None:
        super().__init__()
        self._screen = screen
        self._wallet: WalletModel | None = None
        self.sync = QPushButton()
        self.progress = QProgressBar()
        self.connections = QPushButton()
        self.show_peers, self.switch = QAction(tr("Show &peers"), self), QAction(self)
        self.proxy = label(tr("Proxy"), "muted")
        self.encryption = label()
        self.hd = label(tr("HD"), "muted")
        self.unit = QComboBox()
        self.progress.setRange(0, _STEPS)
        self.progress.setMaximumWidth(220)
        self.progress.setMaximumHeight(14)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Progress of catching up"))
        self.sync.setFlat(True)
        self.sync.setProperty("role", "flat")
        self.sync.clicked.connect(self.sync_clicked)
        self.addWidget(self.sync)
        self.addWidget(self.progress)
        self._make_unit()
        self.connections.setFlat(True)
        self.connections.setProperty("role", "flat")
        menu = QMenu(self.connections)
        menu.addActions([self.show_peers, self.switch])
        self.connections.setMenu(menu)
        self.show_peers.triggered.connect(self.peers_wanted)
        self.switch.triggered.connect(self._switch_network)
        for widget in (self.unit, self.hd, self.encryption, self.proxy, self.connections):
            self.addPermanentWidget(widget)
        screen.client.chain_changed.connect(self._show_chain)
        screen.client.network_changed.connect(self._show_network)
        if wallets is not None:
            wallets.selected.connect(self._select)
        self._show_chain()
        self._show_network()
        self._show_wallet()

    def _make_unit(self) -> None:
        preferences = self._screen.preferences
        for unit in Unit:
            self.unit.addItem(unit.label, unit)
            self.unit.setItemData(self.unit.count() - 1, unit.description, Qt.ItemDataRole.ToolTipRole)
        self.unit.setAccessibleName(tr("Unit of amounts"))
        self.unit.setCurrentIndex(int(preferences.unit))
        self.unit.activated.connect(self._choose_unit)
        preferences.unit_changed.connect(self._show_unit)

    def _show_unit(self) -> None:
        self.unit.setCurrentIndex(int(self._screen.preferences.unit))

    def _choose_unit(self, at: int) -> None:
        self._screen.preferences.unit = Unit(at)

    def _switch_network(self) -> None:
        client = self._screen.client
        client.set_network_active(not client.network.is_active)

    def _show_chain(self) -> None:
        chain = self._screen.client.chain
        synced = chain.is_synced
        self.progress.setVisible(not synced)
        self.progress.setValue(int(chain.progress * _STEPS))
        self.sync.setToolTip("" if synced else tr("Click to see how much is left."))
        if chain.height < 0:
            self.sync.setText(tr("Waiting for the node…"))
        elif synced:
            self.sync.setText(tr("Up to date at block {height}", height=chain.height))
        elif chain.state is SynchronizationState.INIT_REINDEX:
            self.sync.setText(tr("Reindexing blocks on disk… {height}", height=chain.height))
        else:
            self.sync.setText(self._describe_lag(chain))

    def _describe_lag(self, chain: ChainView) -> str:
        network, now = self._screen.client.network, int(datetime.now(UTC).timestamp())
        if network.is_active and not network.connections:
            return tr("Looking for peers…")
        headers = chain.header_progress(now)
        if headers is not None:
            return tr("Fetching headers, {percent:.1f} %", percent=headers * 100)
        return tr("Catching up, {age} behind", age=describe_age(now - chain.time))

    def _show_network(self) -> None:
        network = self._screen.client.network
        if network.is_active:
            text = counted("{n} connection", "{n} connections", network.connections)
            self.switch.setText(tr("&End all connections"))
        else:
            text = tr("Network off")
            self.switch.setText(tr("Let the node &connect again"))
        self.connections.setText(text)
        self.connections.setAccessibleName(text)
        self.proxy.setVisible(bool(network.proxy))
        self.proxy.setToolTip(tr("All connections go through {address}.", address=network.proxy))
        self._show_chain()

    def _select(self, wallet: WalletModel | None) -> None:
        if self._wallet is not None:
            self._wallet.traits_changed.disconnect(self._show_wallet)
        self._wallet = wallet
        if wallet is not None:
            wallet.traits_changed.connect(self._show_wallet)
        self._show_wallet()

    def _show_wallet(self) -> None:
        wallet = self._wallet
        shown: tuple[QLabel, ...] = (self.hd, self.encryption)
        for widget in shown:
            widget.setVisible(wallet is not None)
        if wallet is None:
            return
        traits = wallet.traits
        self.hd.setText(tr("HD") if traits.hd_enabled else tr("not HD"))
        self.hd.setToolTip(
            tr("All keys come from one seed.") if traits.hd_enabled else tr("Keys come from no single seed.")
        )
        if traits.private_keys_disabled:
            text, tip = tr("Watch-only"), tr("The wallet holds no private keys.")
        else:
            text, tip = (tr(each) for each in _ENCRYPTION_TEXTS[traits.encryption])
        self.encryption.setText(text)
        self.encryption.setToolTip(tip)
