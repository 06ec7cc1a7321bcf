"""Without eyes or a mouse: whatever takes the focus has a name, in the node's window and in the dialogs."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QTabWidget, QWidget
from pytestqt.qtbot import QtBot
from screen_rig import ScreenRig, until

from dashcore.gui.address_book_dialog import AddressBookDialog, Book
from dashcore.gui.coin_control_dialog import CoinControlDialog
from dashcore.gui.create_wallet_dialog import CreateWalletDialog
from dashcore.gui.information_page import Facts
from dashcore.gui.message_dialog import MessageDialog
from dashcore.gui.mnemonic_dialog import MnemonicDialog
from dashcore.gui.node_window import NodeWindow
from dashcore.gui.options_dialog import OptionsDialog
from dashcore.gui.passphrase_dialog import PassphraseDialog, Purpose

_NAMED_BY_QT = (QWidget, QTabWidget, QTabBar)
FACTS = Facts(version="", data_dir="", blocks_dir="", start_time=datetime(2026, 1, 2))


def nameless(parent: QWidget) -> list[str]:
    """Widgets that Tab reaches and that a screen reader could not name."""
    found = []
    for widget in parent.findChildren(QWidget):
        reached = widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reached and type(widget) not in _NAMED_BY_QT and not (widget.accessibleName() or widget.property("text")):
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def test_names(rig: ScreenRig, qtbot: QtBot) -> None:
    """Every page of the node and every dialog of the wallet."""
    rig.fund(rig.make_wallet("w"))
    window = rig.window()
    qtbot.addWidget(window)
    window.show()
    until(qtbot, lambda: window.view is not None and window.view.wallet.balances.balance > 0)
    assert window.view is not None
    assert window.wallets is not None
    screen, wallet = window.context, window.view.wallet
    node_window = NodeWindow(screen, window.wallets, FACTS)
    qtbot.addWidget(node_window)
    for name in node_window.pages:
        node_window.open_page(name)
        assert nameless(node_window) == [], name
    node_window.hide_for_good()
    for dialog in (
        AddressBookDialog(screen, wallet, Book.SENDING, window),
        CoinControlDialog(screen, wallet, frozenset(), window),
        CreateWalletDialog(window.wallets, window),
        MessageDialog(screen, wallet, window),
        MnemonicDialog(screen.calls, wallet, window),
        OptionsDialog(screen, window),
        PassphraseDialog(screen, wallet, Purpose.ENCRYPT, window),
    ):
        dialog.show()
        assert nameless(dialog) == [], type(dialog).__name__
        dialog.hide()
    until(qtbot, lambda: screen.calls.is_idle)
