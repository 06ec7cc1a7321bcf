"""Partially signed transactions: made on the page to pay from, passed on, loaded, signed, sent."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from screen_rig import ScreenRig, until

from dashcore.gui.main_window import MainWindow
from dashcore.gui.passphrase_dialog import PassphraseDialog
from dashcore.gui.psbt_dialog import PsbtDialog
from dashcore.gui.psbt_summary import read_psbt
from dashcore.interfaces.wallet import SecretText
from dashcore.script.psbt import PsbtError

W = TypeVar("W", bound=QWidget)


class Desk:
    """A window over a wallet with a reward."""

    def __init__(self, rig: ScreenRig, qtbot: QtBot) -> None:
        self.rig = rig
        self.qtbot = qtbot
        self.wallet = rig.make_wallet("w")
        rig.fund(self.wallet)
        self.window: MainWindow = rig.window()
        qtbot.addWidget(self.window)
        self.window.show()
        until(qtbot, lambda: self.window.view is not None and self.window.view.wallet.balances.balance > 0)
        self.window.show_tab("Send")
        self.said: list[str] = []
        self.window.context.said.connect(lambda text, _error: self.said.append(text))

    def dialog(self, kind: type[W]) -> W:
        """Wait for a dialog."""
        until(self.qtbot, lambda: any(found.isVisible() for found in self.window.findChildren(kind)))
        return next(found for found in self.window.findChildren(kind) if found.isVisible())

    def make(self) -> PsbtDialog:
        """Make an unsigned payment of 7 DASH to a stranger."""
        assert self.window.view is not None
        entry = self.window.view.send.entries[0]
        entry.address.setText(self.rig.stranger.get_new_destination(""))
        entry.amount.text.setText("7")
        self.window.view.send.send.click()
        box = self.dialog(QMessageBox)
        next(made for made in box.findChildren(QPushButton) if made.text() == "Create unsigned").click()
        made = self.dialog(PsbtDialog)
        until(self.qtbot, made.status.text)
        return made

    def menu(self, name: str) -> None:
        """Choose from the File menu."""
        assert self.window.wallet_menu is not None
        self.window.wallet_menu.actions[name].trigger()


@pytest.fixture
def desk(rig: ScreenRig, qtbot: QtBot) -> Desk:
    """A window over a wallet with a reward."""
    return Desk(rig, qtbot)


def test_make_sign_send(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    """Nothing is sent at first; copied, saved, loaded again, signed, sent."""
    made = desk.make()
    assert "Signatures are missing." in made.status.text()
    assert made.inputs.text() == "1, 1 without a signature"
    rows = [made.outputs.topLevelItem(at) for at in range(made.outputs.topLevelItemCount())]
    assert max(row.text(1) for row in rows if row is not None) == "7.00000000 DASH"
    assert any(row.text(0).endswith("(this wallet)") for row in rows if row is not None)
    assert made.fee.text().startswith("0.0000")
    assert made.total.text() == "500.00000000 DASH"
    assert not made.broadcast.isEnabled()
    made.copy.click()
    assert read_psbt(QGuiApplication.clipboard().text().encode()).encode() == made.psbt.encode()
    made.save_to(str(tmp_path / "gone" / "a.psbt"))
    assert made.status.property("role") == "bad"
    made.save_to(str(tmp_path / "a.psbt"))
    made.reject()
    assert len(desk.rig.node.context.mempool) == 0
    assert desk.window.wallet_menu is not None
    desk.window.wallet_menu.load_psbt(str(tmp_path / "a.psbt"))
    loaded = desk.dialog(PsbtDialog)
    until(qtbot, loaded.sign.isEnabled)
    loaded.sign.click()
    until(qtbot, loaded.broadcast.isEnabled)
    assert "can be sent" in loaded.status.text()
    assert not loaded.sign.isEnabled()
    loaded.broadcast.click()
    until(qtbot, lambda: loaded.status.text().startswith("Sent: "))
    assert len(desk.rig.node.context.mempool) == 1


def test_foreign(desk: Desk, qtbot: QtBot) -> None:
    """A wallet without the keys signs nothing and says so; a wallet that only watches cannot try."""
    made = desk.make()
    made.copy.click()
    made.reject()
    desk.rig.make_wallet("other")
    assert desk.window.wallets is not None
    wallets = desk.window.wallets
    until(qtbot, lambda: wallets.find("other"))
    wallets.select(wallets.find("other"))
    desk.menu("Load PSBT from clipboard")
    loaded = desk.dialog(PsbtDialog)
    until(qtbot, loaded.sign.isEnabled)
    loaded.sign.click()
    until(qtbot, lambda: "has no keys" in loaded.status.text())
    assert loaded.status.property("role") == "bad"


def test_watching(rig: ScreenRig, qtbot: QtBot) -> None:
    """A wallet without private keys makes unsigned transactions only; the one with the keys signs and sends them."""
    keys = rig.make_wallet("keys")
    rig.fund(keys)
    watching = rig.make_watching(keys, "watching")
    window = rig.window()
    qtbot.addWidget(window)
    window.show()
    until(qtbot, lambda: window.wallets is not None and window.wallets.find("watching"))
    assert window.wallets is not None
    window.wallets.select(window.wallets.find("watching"))
    until(qtbot, lambda: window.view is not None and window.view.wallet.traits.private_keys_disabled)
    until(qtbot, lambda: window.view is not None and window.view.wallet.balances.balance > 0)
    assert watching.get_balances().balance == keys.get_balances().balance
    view = window.view
    assert view is not None
    assert view.send.send.text() == "Create unsigned"
    entry = view.send.entries[0]
    entry.address.setText(rig.stranger.get_new_destination(""))
    entry.amount.text.setText("7")
    view.send.send.click()
    until(qtbot, lambda: any(box.isVisible() for box in window.findChildren(QMessageBox)))
    box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    texts = {made.text(): made for made in box.findChildren(QPushButton)}
    assert "Send" not in texts
    texts["Create unsigned"].click()
    until(qtbot, lambda: any(found.isVisible() for found in window.findChildren(PsbtDialog)))
    made = next(found for found in window.findChildren(PsbtDialog) if found.isVisible())
    until(qtbot, lambda: "no private keys" in made.status.text())
    assert not made.sign.isEnabled()
    filled = keys.fill_psbt(made.psbt.encode(), True, True)
    assert (filled.complete, filled.signed) == (True, 1)


def test_refused(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    """What is none is told of, from wherever it comes."""
    QGuiApplication.clipboard().setText("cHNidP8=")
    desk.menu("Load PSBT from clipboard")
    until(qtbot, lambda: any("This is no partially signed transaction" in text for text in desk.said))
    assert desk.window.wallet_menu is not None
    desk.said.clear()
    desk.window.wallet_menu.load_psbt(str(tmp_path / "none.psbt"))
    until(qtbot, lambda: any("No such file" in text for text in desk.said))
    with pytest.raises(PsbtError, match="invalid base64"):
        read_psbt("Grüße".encode())


def test_locked(desk: Desk, qtbot: QtBot) -> None:
    """A locked wallet asks for its passphrase to sign, and is locked again."""
    made = desk.make()
    assert desk.wallet.encrypt_wallet(SecretText("hush"))
    until(qtbot, lambda: desk.window.status.encryption.text() == "Locked")
    made.sign.click()
    ask = desk.dialog(PassphraseDialog)
    ask.current.setText("hush")
    ask.buttons.accepted.emit()
    until(qtbot, made.broadcast.isEnabled)
    until(qtbot, desk.wallet.is_locked)
