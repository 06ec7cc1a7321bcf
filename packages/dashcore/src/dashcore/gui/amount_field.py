"""A field for an amount in the user's unit. Mirrors qt/bitcoinamountfield.cpp."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from dashcore.gui.preferences import Preferences
from dashcore.gui.texts import tr
from dashcore.gui.units import Unit, format_amount, parse_amount
from dashcore.gui.widgets import mark_invalid
from dashcore.primitives.types import Duffs


class AmountField(QWidget):
    """Text and unit; `changed` when the amount, or whether there is one, changed."""

    changed = Signal()

    def __init__(self, preferences: Preferences, name: str = "") -> None:
        super().__init__()
        self._preferences = preferences
        self._unit: Unit = preferences.unit
        self.text = QLineEdit()
        self.text.setAccessibleName(name or tr("Amount"))
        self.text.setPlaceholderText(format_amount(0, self._unit))
        self._suffix = QLabel(self._unit.label)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text, 1)
        layout.addWidget(self._suffix)
        self.setFocusProxy(self.text)
        self.text.textChanged.connect(self._on_text)
        preferences.unit_changed.connect(self._change_unit)

    @property
    def amount(self) -> Duffs | None:
        """What was entered; None for nothing, or for no amount."""
        return parse_amount(self.text.text(), self._unit)

    def set_amount(self, amount: Duffs | None) -> None:
        """Show an amount, or none."""
        self.text.setText("" if amount is None else format_amount(amount, self._unit, separators=False))

    def check(self, *, least: int = 1) -> bool:
        """Mark the field unless it holds an amount of at least so many duffs."""
        amount = self.amount
        fits = amount is not None and amount >= least
        mark_invalid(self.text, not fits, tr("Enter an amount.") if amount is None else tr("The amount is too small."))
        return fits

    def _on_text(self) -> None:
        mark_invalid(self.text, invalid=False)
        self.changed.emit()

    def _change_unit(self) -> None:
        amount = self.amount
        self._unit = self._preferences.unit
        self._suffix.setText(self._unit.label)
        self.text.setPlaceholderText(format_amount(0, self._unit))
        if amount is not None:
            self.set_amount(amount)
