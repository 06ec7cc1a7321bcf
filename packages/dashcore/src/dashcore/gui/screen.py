"""What all pages share: the way to call, the node, what the user prefers, and how to say something to the user."""

from PySide6.QtCore import QObject, Signal

from dashcore.gui.calls import Calls
from dashcore.gui.client_model import ClientModel
from dashcore.gui.preferences import Preferences
from dashcore.gui.units import format_private, format_with_unit
from dashcore.script.address import KeyPrefixes


class Screen(QObject):
    """Handed to every page and dialog.

    Signals:
        said: something happened that the user should see but need not answer: text, whether it is an error.
        payment_requested: a dash: link is to be paid: a `uri.PaymentRequest`.

    Attributes:
        network: name of the chain: main, test, regtest, devnet.
        prefixes: of its addresses.
    """

    said = Signal(str, bool)
    payment_requested = Signal(object)

    def __init__(
        self, client: ClientModel, calls: Calls, preferences: Preferences, network: str, prefixes: KeyPrefixes
    ) -> None:
        super().__init__()
        self.client = client
        self.calls = calls
        self.preferences = preferences
        self.network = network
        self.prefixes = prefixes

    def say(self, text: str, *, error: bool = False) -> None:
        """Show something in passing."""
        self.said.emit(text, error)

    def amount(self, duffs: int, *, private: bool = True) -> str:
        """Show an amount in the user's unit.

        Args:
            private: hide it in discreet mode.
        """
        unit = self.preferences.unit
        if private and self.preferences.discreet:
            return format_private(duffs, unit, hide=True)
        return format_with_unit(duffs, unit)
