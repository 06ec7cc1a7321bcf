"""Paying: what is checked, what is asked before it goes, coin control, fees, locked wallets."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from screen_rig import ScreenRig, until

from dashcore.gui.coin_control_dialog import CoinControlDialog
from dashcore.gui.fee_box import describe_target
from dashcore.gui.passphrase_dialog import PassphraseDialog
from dashcore.gui.send_page import SendPage
from dashcore.interfaces.wallet import SecretText, Wallet

COIN = 100_000_000
W = TypeVar("W", bound=QWidget)


class Desk:
    """A page to pay from, over a wallet with two rewards."""

    def __init__(self, rig: ScreenRig, qtbot: QtBot) -> None:
        self.rig = rig
        self.qtbot = qtbot
        self.wallet: Wallet = rig.make_wallet("w")
        rig.fund(self.wallet, 2)
        self.window = rig.window()
        qtbot.addWidget(self.window)
        self.window.show()
        until(qtbot, lambda: self.window.view is not None and self.window.view.wallet.balances.balance > 0)
        self.window.show_tab("Send")
        assert self.window.view is not None
        self.page: SendPage = self.window.view.send
        self.said: list[str] = []
        self.window.context.said.connect(lambda text, _error: self.said.append(text))

    def fill(self, amount: str) -> str:
        """Enter a payment to a stranger; returns the address."""
        address = self.rig.stranger.get_new_destination("")
        entry = self.page.entries[-1]
        entry.address.setText(address)
        entry.amount.text.setText(amount)
        return address

    def wait_for(self, kind: type[W]) -> W:
        """Wait for a dialog of the page."""
        until(self.qtbot, lambda: any(found.isVisible() for found in self.page.findChildren(kind)))
        return next(found for found in self.page.findChildren(kind) if found.isVisible())

    def answer(self, button: QMessageBox.StandardButton) -> str:
        """Answer the last question; returns what it said."""
        box = self.wait_for(QMessageBox)
        text = box.informativeText()
        box.button(button).click()
        return text


@pytest.fixture
def desk(rig: ScreenRig, qtbot: QtBot) -> Desk:
    """A page to pay from."""
    return Desk(rig, qtbot)


def test_pay(desk: Desk, qtbot: QtBot) -> None:
    """One payment: asked, sent, in the address book, the page empty again."""
    address = desk.fill("12.5")
    desk.page.entries[0].label.setText("shop")
    desk.page.send.click()
    asked = desk.answer(QMessageBox.StandardButton.Yes)
    assert f"12.50000000 DASH to shop ({address})" in asked
    assert "Transaction fee: 0.0000" in asked
    until(qtbot, lambda: any(text.startswith("Sent: ") for text in desk.said))
    assert len(desk.rig.node.context.mempool) == 1
    assert desk.page.entries[0].is_empty
    entry = desk.wallet.get_address(address)
    assert entry is not None
    assert (entry.label, entry.purpose) == ("shop", "send")


def test_cancelled(desk: Desk) -> None:
    """Not sent; what was entered stays."""
    desk.fill("1")
    desk.page.send.click()
    desk.answer(QMessageBox.StandardButton.Cancel)
    assert len(desk.rig.node.context.mempool) == 0
    assert desk.page.entries[0].amount.amount == COIN


def test_bad_fields(desk: Desk, qtbot: QtBot) -> None:
    """Marked where they are wrong; nothing is asked."""
    entry = desk.page.entries[0]
    desk.page.send.click()
    assert entry.address.property("invalid")
    assert entry.amount.text.property("invalid")
    entry.address.setText("XnotAnAddress")
    entry.amount.text.setText("0")
    desk.page.send.click()
    assert "Invalid" in entry.address.toolTip()
    assert entry.amount.text.toolTip() == "The amount is too small."
    desk.fill("5000")
    desk.page.send.click()
    until(qtbot, lambda: "Insufficient funds" in desk.said[-1] if desk.said else False)
    desk.fill("1")
    desk.page.custom_change.setChecked(True)
    desk.page.change_address.setText("nonsense")
    desk.page.send.click()
    assert desk.page.change_address.property("invalid")
    assert not [box for box in desk.page.findChildren(QMessageBox) if box.isVisible()]


def test_several(desk: Desk, qtbot: QtBot) -> None:
    """Two recipients and all that is left for the second."""
    desk.fill("100")
    desk.page.add.click()
    desk.fill("")
    desk.page.entries[1].use_all.click()
    until(qtbot, lambda: desk.page.entries[1].amount.amount == 900 * COIN)
    desk.page.send.click()
    asked = desk.answer(QMessageBox.StandardButton.Yes)
    assert "(subtracted from amounts)" in asked
    until(qtbot, lambda: len(desk.rig.node.context.mempool) == 1)
    until(qtbot, lambda: len(desk.page.entries) == 1)
    until(qtbot, lambda: desk.window.view is not None and desk.window.view.wallet.balances.balance == 0)


def test_link(desk: Desk) -> None:
    """A pasted link fills the fields."""
    address = desk.rig.stranger.get_new_destination("")
    QGuiApplication.clipboard().setText(f"dash:{address}?amount=3&label=Caf%C3%A9&message=two%20cups")
    desk.page.entries[0].paste.click()
    entry = desk.page.entries[0]
    assert (entry.address.text(), entry.label.text(), entry.amount.amount) == (address, "Café", 3 * COIN)
    assert entry.message.text() == "two cups"
    entry.address.setText("bitcoin:1abc")
    assert entry.address.toolTip() == "Links to pay begin with dash:"


def test_coin_control(desk: Desk, qtbot: QtBot) -> None:
    """Only chosen coins are spent; a locked one cannot be chosen."""
    desk.page.inputs.click()
    dialog = desk.wait_for(CoinControlDialog)
    until(qtbot, lambda: dialog.coins.topLevelItemCount() == 2)
    item = dialog.coins.topLevelItem(0)
    assert item is not None
    item.setCheckState(0, Qt.CheckState.Checked)
    assert dialog.totals.text() == "1 of 2 coins, 500.00000000 DASH"
    chosen = dialog.checked()[0]
    other = next(coin for coin in desk.wallet.list_coins() if coin.outpoint != chosen.outpoint)
    {action.text(): action for action in dialog.menu(other).actions()}["Lock"].trigger()
    until(qtbot, lambda: desk.wallet.is_locked_coin(other.outpoint))
    dialog.accept()
    assert desk.page.chosen.text() == "1 coin, 500.00000000 DASH"
    desk.fill("10")
    desk.page.send.click()
    assert "1 input\n" in desk.answer(QMessageBox.StandardButton.Yes)
    until(qtbot, lambda: len(desk.rig.node.context.mempool) == 1)
    (entry,) = desk.rig.node.context.mempool.entries.values()
    assert [txin.prevout for txin in entry.tx.inputs] == [chosen.outpoint]


def test_fee(desk: Desk, qtbot: QtBot) -> None:
    """By target or by rate; a rate of nothing is marked."""
    fee = desk.page.fee
    until(qtbot, lambda: "per kB" in fee.quote.text())
    assert fee.confirm_target == 6
    assert describe_target(2) == "5 minutes (2 blocks)"
    fee.custom.setChecked(True)
    fee.rate.text.setText("")
    desk.fill("1")
    desk.page.send.click()
    assert fee.rate.text.property("invalid")
    fee.rate.text.setText("0.001")
    assert fee.fee_rate == 100_000
    desk.page.send.click()
    assert "Transaction fee: 0.0002" in desk.answer(QMessageBox.StandardButton.Cancel)


def test_locked(desk: Desk, qtbot: QtBot) -> None:
    """A locked wallet asks for its passphrase, and is locked again afterwards."""
    desk.wallet.encrypt_wallet(SecretText("open sesame"))
    until(qtbot, lambda: desk.window.status.encryption.text() == "Locked")
    desk.fill("2")
    desk.page.send.click()
    dialog = desk.wait_for(PassphraseDialog)
    dialog.current.setText("wrong")
    dialog.buttons.accepted.emit()
    until(qtbot, lambda: dialog.problem.text() == "The passphrase is wrong.")
    dialog.current.setText("open sesame")
    dialog.buttons.accepted.emit()
    desk.answer(QMessageBox.StandardButton.Yes)
    until(qtbot, lambda: len(desk.rig.node.context.mempool) == 1)
    until(qtbot, desk.wallet.is_locked)
