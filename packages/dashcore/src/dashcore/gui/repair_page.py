"""Repair: rescan for a wallet, or have the node build anew what it keeps. Mirrors the repair page of qt/rpcconsole.cpp."""

from collections.abc import Callable
from enum import Enum
from functools import partial

from PySide6.QtWidgets import QLabel, QMessageBox, QProgressBar, QVBoxLayout, QWidget

from dashcore.gui.screen import Screen
from dashcore.gui.texts import mark, tr
from dashcore.gui.wallet_model import WalletModel
from dashcore.gui.wallets_model import WalletsModel
from dashcore.gui.widgets import button, card, label, row
from dashcore.interfaces.wallet import RescanStatus

_OUTCOMES = {
    RescanStatus.SUCCESS: mark("The rescan is done."),
    RescanStatus.FAILURE: mark("The rescan failed: some blocks could not be read."),
    RescanStatus.USER_ABORT: mark("The rescan was stopped."),
}


class Rebuild(Enum):
    """What a node builds anew when it starts; the value is its option."""

    NONE = ""
    CHAIN_STATE = "-reindex-chainstate"
    BLOCK_INDEX = "-reindex"


class RepairPage(QWidget):
    """Rescans with a bar and the way to stop them, and restarts that rebuild.

    Args (constructor):
        restart: see `NodeWindow`.
    """

    def __init__(
        self, screen: Screen, wallets: WalletsModel | None, restart: Callable[[Rebuild], None] | None = None
    ) -> None:
        super().__init__()
        self._screen = screen
        self._wallets = wallets
        self._restart = restart
        self._scanned: WalletModel | None = None
        self.wallet = label("", "heading")
        self.from_birth = button(tr("Rescan from the wallet's birth"))
        self.from_genesis = button(tr("Rescan from genesis"))
        self.stop = button(tr("Stop"))
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress of the rescan"))
        self.outcome = label("", "muted")
        self.rebuilds = {
            Rebuild.CHAIN_STATE: button(tr("Rebuild the unspent coins…")),
            Rebuild.BLOCK_INDEX: button(tr("Rebuild everything…")),
        }
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        if wallets is not None:
            layout.addWidget(self._make_rescan())
            wallets.selected.connect(self._enable)
            self._enable()
        layout.addWidget(self._make_rebuild())
        layout.addStretch(1)

    def _make_rescan(self) -> QWidget:
        frame, inside = card(tr("Rescan the block chain"))
        inside.addWidget(self.wallet)
        inside.addWidget(
            _explain(tr("Finds transactions that the wallet missed, for instance after keys were imported."))
        )
        inside.addLayout(row(self.from_birth, self.from_genesis, None))
        inside.addLayout(row(self.progress, self.stop))
        inside.addWidget(self.outcome)
        self.from_birth.clicked.connect(lambda: self._scan(from_genesis=False))
        self.from_genesis.clicked.connect(lambda: self._scan(from_genesis=True))
        self.stop.clicked.connect(self._stop)
        return frame

    def _make_rebuild(self) -> QWidget:
        frame, inside = card(tr("Rebuild the node's databases"))
        inside.addWidget(
            _explain(
                tr(
                    "Mends databases that are damaged: the node is restarted, and goes through its blocks again. "
                    "Wallets are not touched. The unspent coins alone take less time than everything."
                )
            )
        )
        inside.addLayout(row(*self.rebuilds.values(), None))
        for rebuild, choice in self.rebuilds.items():
            choice.setEnabled(self._restart is not None)
            choice.setToolTip(tr("Restarts the node with {option}", option=rebuild.value))
            choice.clicked.connect(partial(self._ask, rebuild))
        self.why_not = _explain(
            tr("This screen is attached to a node that was started elsewhere: restart it there with {option}.",
               option=Rebuild.BLOCK_INDEX.value)
        )  # fmt: skip
        self.why_not.setVisible(self._restart is None)
        inside.addWidget(self.why_not)
        return frame

    # Rebuilding

    def _ask(self, rebuild: Rebuild, _checked: bool = False) -> None:
        box = QMessageBox(
            QMessageBox.Icon.Question,
            tr("Restart the node"),
            tr("The node is restarted, which may take hours until it has gone through all blocks. Do you want that?"),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel,
            self,
        )
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.finished.connect(lambda result: self._answer(rebuild, result))
        box.finished.connect(box.deleteLater)
        box.open()

    def _answer(self, rebuild: Rebuild, result: int) -> None:
        if result == QMessageBox.StandardButton.Yes and self._restart is not None:
            self._restart(rebuild)

    # Rescanning

    def _enable(self) -> None:
        wallet, busy = self._wallets.current if self._wallets is not None else None, self._scanned is not None
        self.wallet.setText(wallet.traits.display_name if wallet is not None else tr("No wallet is open."))
        for choice in (self.from_birth, self.from_genesis):
            choice.setEnabled(wallet is not None and not busy)
        self.progress.setVisible(busy)
        self.stop.setVisible(busy)

    def _scan(self, *, from_genesis: bool) -> None:
        wallet = self._wallets.current if self._wallets is not None else None
        if wallet is None:
            return
        self._scanned = wallet
        self.progress.setValue(0)
        self.outcome.clear()
        wallet.progressed.connect(self._show_progress)
        self._enable()
        self._screen.calls.run(
            lambda: wallet.wallet.start_rescan(from_genesis),
            lambda status: self._end(tr(_OUTCOMES[status])),
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


def _explain(text: str) -> QLabel:
    made = label(text, "muted")
    made.setWordWrap(True)
    return made
