"""Choose the fee: by how soon it should confirm, or by rate. Mirrors a part of qt/sendcoinsdialog.cpp."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QGridLayout, QRadioButton, QWidget

from dashcore.gui.amount_field import AmountField
from dashcore.gui.screen import Screen
from dashcore.gui.texts import tr
from dashcore.gui.wallet_model import WalletModel
from dashcore.gui.widgets import label
from dashcore.interfaces.wallet import CoinControl, FeeQuote
from dashcore.primitives.types import Duffs, DuffsPerKb

TARGETS = (2, 4, 6, 12, 24, 48, 144, 504, 1008)  # blocks. Source: C++ confTargets
_BLOCK_MINUTES = 2.5
_KB = 1000


def describe_target(blocks: int) -> str:
    """Say how long a number of blocks takes."""
    minutes = blocks * _BLOCK_MINUTES
    if minutes < 60:
        return tr("{minutes:g} minutes ({blocks} blocks)", minutes=minutes, blocks=blocks)
    hours = minutes / 60
    if hours < 48:
        return tr("{hours:.3g} hours ({blocks} blocks)", hours=hours, blocks=blocks)
    return tr("{days:.2g} days ({blocks} blocks)", days=hours / 24, blocks=blocks)


class FeeBox(QWidget):
    """`changed` when another fee is wanted."""

    changed = Signal()

    def __init__(self, screen: Screen, wallet: WalletModel) -> None:
        super().__init__()
        self._screen = screen
        self._wallet = wallet
        self.recommended, self.custom = QRadioButton(tr("Recommended")), QRadioButton(tr("Custom, per kilobyte"))
        self.targets = QComboBox()
        self.rate = AmountField(screen.preferences, tr("Fee per kilobyte"))
        self.quote = label("", "muted")
        group = QButtonGroup(self)
        for choice in (self.recommended, self.custom):
            group.addButton(choice)
        for blocks in TARGETS:
            self.targets.addItem(describe_target(blocks), blocks)
        self.targets.setAccessibleName(tr("Should confirm within"))
        self.recommended.setChecked(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.recommended, 0, 0)
        grid.addWidget(self.targets, 0, 1)
        grid.addWidget(self.quote, 0, 2)
        grid.addWidget(self.custom, 1, 0)
        grid.addWidget(self.rate, 1, 1)
        grid.setColumnStretch(2, 1)
        self.recommended.toggled.connect(self._on_choice)
        self.targets.currentIndexChanged.connect(self._on_change)
        self.rate.changed.connect(self.changed)
        screen.preferences.unit_changed.connect(self.refresh)
        screen.client.chain_changed.connect(self.refresh)
        screen.calls.run(wallet.wallet.get_confirm_target, self._choose_target, owner=self)
        self._on_choice()

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """What the keyboard reaches, in order."""
        return self.recommended, self.targets, self.custom, self.rate.text

    @property
    def confirm_target(self) -> int | None:
        """Blocks, None where a rate was entered."""
        return int(self.targets.currentData()) if self.recommended.isChecked() else None

    @property
    def fee_rate(self) -> DuffsPerKb | None:
        """Rate that was entered."""
        amount = self.rate.amount
        return DuffsPerKb(amount) if self.custom.isChecked() and amount is not None else None

    def check(self) -> bool:
        """Mark the rate unless it can be used."""
        return self.recommended.isChecked() or self.rate.check()

    def refresh(self) -> None:
        """Ask what the recommended fee is now."""
        control = CoinControl(
            change_address="",
            fee_rate=None,
            inputs=(),
            allow_other_inputs=True,
            include_unsafe=False,
            confirm_target=int(self.targets.currentData()),
        )
        wallet = self._wallet.wallet
        self._screen.calls.latest(f"fee {id(self)}", lambda: wallet.get_minimum_fee(_KB, control), self._show_quote)

    def _choose_target(self, blocks: int) -> None:
        at = next((number for number, target in enumerate(TARGETS) if target >= blocks), len(TARGETS) - 1)
        self.targets.setCurrentIndex(at)
        self.refresh()

    def _show_quote(self, quote: FeeQuote) -> None:
        text = tr("{amount} per kB", amount=self._screen.amount(quote.fee, private=False))
        self.quote.setText(text if quote.returned_target else f"{text} ({quote.reason})")
        if self.rate.amount is None:
            self.rate.set_amount(Duffs(quote.fee))

    def _on_choice(self) -> None:
        recommended = self.recommended.isChecked()
        self.targets.setEnabled(recommended)
        self.rate.setEnabled(not recommended)
        self.changed.emit()

    def _on_change(self) -> None:
        self.refresh()
        self.changed.emit()
