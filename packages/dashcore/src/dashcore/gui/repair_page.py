"""Repair: look through the chain again for a wallet's transactions. Mirrors the repair page of qt/rpcconsole.cpp."""

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from dashcore.gui.screen import Screen
from dashcore.gui.wallet_model import WalletModel
from dashcore.gui.wallets_model import WalletsModel
from dashcore.gui.widgets import button, card, label, row
from dashcore.interfaces.wallet import RescanStatus

_OUTCOMES = {
    RescanStatus.SUCCESS: "The rescan is done.",
    RescanStatus.FAILURE: "The rescan failed: some blocks could not be read.",
    RescanStatus.USER_ABORT: "The rescan was stopped.",
}


class RepairPage(QWidget):
    """Two buttons, a bar while one of them works, and the way to stop it."""

    def __init__(self, screen: Screen, wallets: WalletsModel) -> None:
        super().__init__()
        self._screen = screen
        self._wallets = wallets
        self._scanned: WalletModel | None = None
        self.wallet = label("", "heading")
        self.from_birth, self.from_genesis = button("Rescan from the wallet's birth"), button("Rescan from genesis")
        self.stop = button("Stop")
        self.progress = QProgressBar()
        self.outcome = label("", "muted")
        frame, inside = card("Rescan the block chain")
        explanation = label(
            "Finds transactions that the wallet missed, for instance after keys were imported.", "muted"
        )
        explanation.setWordWrap(True)
        for widget in (self.wallet, explanation):
            inside.addWidget(widget)
        inside.addLayout(row(self.from_birth, self.from_genesis, None))
        inside.addLayout(row(self.progress, self.stop))
        inside.addWidget(self.outcome)
        layout = QVBoxLayout(self)
        layout.addWidget(frame)
        layout.addStretch(1)
        self.from_birth.clicked.connect(lambda: self._scan(from_genesis=False))
        self.from_genesis.clicked.connect(lambda: self._scan(from_genesis=True))
        self.stop.clicked.connect(self._stop)
        wallets.selected.connect(lambda _wallet: self._enable())
        self._enable()

    def _enable(self) -> None:
        wallet, busy = self._wallets.current, self._scanned is not None
        self.wallet.setText(wallet.traits.display_name if wallet is not None else "No wallet is open")
        for choice in (self.from_birth, self.from_genesis):
            choice.setEnabled(wallet is not None and not busy)
        self.progress.setVisible(busy)
        self.stop.setVisible(busy)

    def _scan(self, *, from_genesis: bool) -> None:
        wallet = self._wallets.current
        if wallet is None:
            return
        self._scanned = wallet
        self.progress.setValue(0)
        self.outcome.clear()
        wallet.progressed.connect(self._show_progress)
        self._enable()
        self._screen.calls.run(
            lambda: wallet.wallet.start_rescan(from_genesis),
            lambda status: self._end(_OUTCOMES[status]),
            lambda error: self._end(str(error)),
            owner=self,
        )

    def _show_progress(self, _title: str, percent: int) -> None:
        self.progress.setValue(percent)

    def _stop(self) -> None:
        if self._scanned is not None:
            self._screen.calls.run(self._scanned.wallet.abort_rescan)

    def _end(self, text: str) -> None:
        if self._scanned is not None:
            self._scanned.progressed.disconnect(self._show_progress)
        self._scanned = None
        self.outcome.setText(text)
        self._enable()
