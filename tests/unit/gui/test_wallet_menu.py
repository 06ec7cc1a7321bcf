"""Wallets from the menus: made, closed, opened, backed up, restored, encrypted; messages, addresses, phrase, options."""

import json
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from screen_rig import ScreenRig, until

from dashcore.gui.address_book_dialog import AddressBookDialog, Book, EditAddressDialog
from dashcore.gui.create_wallet_dialog import CreateWalletDialog
from dashcore.gui.main_window import MainWindow
from dashcore.gui.message_dialog import MessageDialog
from dashcore.gui.mnemonic_dialog import MnemonicDialog
from dashcore.gui.options_dialog import OptionsDialog
from dashcore.gui.passphrase_dialog import PassphraseDialog
from dashcore.gui.preferences import EXPLORERS, LANGUAGE
from dashcore.gui.wallet_menu import WalletMenu
from dashcore.interfaces.wallet import SecretText

W = TypeVar("W", bound=QWidget)


class Desk:
    """A window, its menu, and what it said."""

    def __init__(self, rig: ScreenRig, qtbot: QtBot) -> None:
        self.rig = rig
        self.qtbot = qtbot
        self.window: MainWindow = rig.window()
        qtbot.addWidget(self.window)
        self.window.show()
        assert self.window.wallet_menu is not None
        self.menu: WalletMenu = self.window.wallet_menu
        self.said: list[str] = []
        self.window.context.said.connect(lambda text, _error: self.said.append(text))

    def trigger(self, name: str) -> None:
        """Choose a menu entry."""
        assert self.menu.actions[name].isEnabled(), name
        self.menu.actions[name].trigger()

    def dialog(self, kind: type[W]) -> W:
        """Wait for a dialog."""
        until(self.qtbot, lambda: any(found.isVisible() for found in self.window.findChildren(kind)))
        return next(found for found in self.window.findChildren(kind) if found.isVisible())

    def is_shown(self, name: str) -> bool:
        """Whether that wallet is the one in the window."""
        return self.window.windowTitle().endswith(f"- {name}")


@pytest.fixture
def desk(rig: ScreenRig, qtbot: QtBot) -> Desk:
    """A window without wallets."""
    return Desk(rig, qtbot)


def with_wallet(desk: Desk) -> None:
    """Make a wallet and show it."""
    desk.rig.make_wallet("w")
    until(desk.qtbot, lambda: desk.is_shown("w"))
    until(desk.qtbot, lambda: desk.window.view is not None and desk.window.view.wallet.traits.hd_enabled)


def test_create(desk: Desk, qtbot: QtBot) -> None:
    """Named, refused under a taken name; the phrase of a new wallet is asked back."""
    assert not desk.menu.actions["Close wallet"].isEnabled()
    desk.trigger("Create wallet")
    dialog = desk.dialog(CreateWalletDialog)
    dialog.name.setText("new")
    dialog.buttons.accepted.emit()
    until(qtbot, lambda: desk.is_shown("new"))
    phrase = desk.dialog(MnemonicDialog)
    until(qtbot, lambda: len(phrase.fields) == 3)
    words = [text.text().split()[-1] for text in phrase.findChildren(QLabel) if text.text().strip()[:1].isdigit()]
    assert set(words) == {"••••••"}
    phrase.shown.setChecked(True)
    qtbot.wait(1)
    mnemonic = desk.rig.loader.get_wallets()[0].get_mnemonic()
    assert mnemonic is not None
    assert not phrase.next.isEnabled()
    phrase.written.setChecked(True)
    phrase.next.click()
    assert phrase.is_asking
    for number, field in phrase.fields.items():
        field.setText(mnemonic.words.split()[number])
    field.setText("wrong")
    phrase.next.click()
    assert field.property("invalid")
    field.setText(mnemonic.words.split()[number])
    phrase.next.click()
    until(qtbot, lambda: not any(found.isVisible() for found in desk.window.findChildren(MnemonicDialog)))
    desk.trigger("Create wallet")
    again = desk.dialog(CreateWalletDialog)
    again.name.setText("new")
    again.buttons.accepted.emit()
    until(qtbot, lambda: "already exists" in again.problem.text())
    again.device.setChecked(True)
    assert not again.watch_only.isEnabled()
    again.name.setText("device")
    again.buttons.accepted.emit()
    until(qtbot, lambda: "-signer" in again.problem.text())


def test_close_open_backup_restore(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    """A wallet goes and comes back, from its folder and from a copy."""
    with_wallet(desk)
    copy = tmp_path / "copy.dat"
    desk.menu.backup_to(str(copy))
    until(qtbot, copy.is_file)
    desk.menu.backup_to(str(tmp_path / "gone" / "copy.dat"))
    until(qtbot, lambda: any("could not be copied" in text for text in desk.said))
    desk.trigger("Close wallet")
    until(qtbot, lambda: desk.window.view is None)
    desk.menu.open_menu.aboutToShow.emit()
    until(qtbot, lambda: [action.text() for action in desk.menu.open_menu.actions()] == ["w"])
    desk.menu.open_menu.actions()[0].trigger()
    until(qtbot, lambda: desk.is_shown("w"))
    desk.menu.restore_from(str(copy), "again")
    until(qtbot, lambda: desk.is_shown("again"))
    desk.menu.restore_from(str(tmp_path / "none.dat"), "x")
    until(qtbot, lambda: any("does not exist" in text for text in desk.said))
    desk.trigger("Close all wallets")
    desk.dialog(QMessageBox).button(QMessageBox.StandardButton.Yes).click()
    until(qtbot, lambda: desk.window.view is None)


def test_passphrases(desk: Desk, qtbot: QtBot) -> None:
    """Encrypt, unlock, lock, change; entries of the menu follow."""
    with_wallet(desk)
    assert not desk.menu.actions["Unlock wallet"].isEnabled()
    desk.trigger("Encrypt wallet")
    dialog = desk.dialog(PassphraseDialog)
    dialog.new.setText("first")
    dialog.again.setText("other")
    assert dialog.again.property("invalid")
    dialog.again.setText("first")
    dialog.buttons.accepted.emit()
    until(qtbot, desk.menu.actions["Unlock wallet"].isEnabled)
    until(qtbot, lambda: not any(found.isVisible() for found in desk.window.findChildren(PassphraseDialog)))
    desk.trigger("Show recovery phrase")
    ask = desk.dialog(PassphraseDialog)
    ask.current.setText("first")
    ask.buttons.accepted.emit()
    phrase = desk.dialog(MnemonicDialog)
    until(qtbot, lambda: "12 words" in phrase.message.text())
    phrase.reject()
    until(qtbot, desk.menu.actions["Unlock wallet"].isEnabled)
    desk.trigger("Change passphrase")
    change = desk.dialog(PassphraseDialog)
    change.current.setText("first")
    change.new.setText("second")
    change.again.setText("second")
    change.buttons.accepted.emit()
    wallet = desk.rig.loader.get_wallets()[0]
    until(qtbot, lambda: wallet.unlock(SecretText("second")))
    until(qtbot, desk.menu.actions["Lock wallet"].isEnabled)
    desk.trigger("Lock wallet")
    until(qtbot, wallet.is_locked)


def test_messages(desk: Desk, qtbot: QtBot) -> None:
    """Signed, verified, refused."""
    with_wallet(desk)
    address = desk.rig.loader.get_wallets()[0].get_new_destination("")
    desk.trigger("Sign message")
    dialog = desk.dialog(MessageDialog)
    assert dialog.sign is not None
    dialog.sign.address.setText(address)
    dialog.sign.message.setPlainText("I was here")
    dialog.sign.go.click()
    until(qtbot, lambda: len(dialog.sign.signature.text()) == 88 if dialog.sign else False)
    verify = dialog.verify
    verify.address.setText(address)
    verify.message.setPlainText("I was here")
    verify.signature.setText(dialog.sign.signature.text())
    verify.go.click()
    assert verify.verdict.text() == "The message was signed with the key of this address."
    verify.message.setPlainText("I was there")
    verify.go.click()
    assert verify.verdict.property("role") == "bad"
    dialog.sign.address.setText("nonsense")
    dialog.sign.go.click()
    until(qtbot, lambda: dialog.sign is not None and dialog.sign.verdict.text() == "Private key not available")


def test_address_book(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    """Added, searched, edited, exported, deleted; wrong and known addresses are refused."""
    with_wallet(desk)
    desk.trigger("Sending addresses")
    book = desk.dialog(AddressBookDialog)
    address = desk.rig.stranger.get_new_destination("")
    book.new.click()
    edit = desk.dialog(EditAddressDialog)
    edit.address.setText("nonsense")
    edit.buttons.accepted.emit()
    assert edit.address.property("invalid")
    edit.address.setText(address)
    edit.label.setText("shop")
    edit.buttons.accepted.emit()
    until(qtbot, lambda: book.addresses.topLevelItemCount() == 1)
    book.search.setText("nobody")
    assert book.addresses.topLevelItemCount() == 0
    book.search.setText("SHO")
    assert book.addresses.topLevelItemCount() == 1
    book.export_to(tmp_path / "book.csv")
    assert address in (tmp_path / "book.csv").read_text()
    item = book.addresses.topLevelItem(0)
    assert item is not None
    item.setSelected(True)
    assert book.selected() == address
    book.delete.click()
    until(qtbot, lambda: book.addresses.topLevelItemCount() == 0)
    assert Book.RECEIVING.value[1] == "receive"


def test_link(desk: Desk, qtbot: QtBot) -> None:
    """A link opens the page to pay from; a wrong one is told of."""
    with_wallet(desk)
    desk.menu.open_link("dash:Xsomebody?amount=2")
    assert desk.window.view is not None
    assert desk.window.tabs["Send"].isChecked()
    assert desk.window.view.send.entries[0].amount.amount == 200_000_000
    desk.menu.open_link("http://x")
    until(qtbot, lambda: desk.said[-1] == "Links to pay begin with dash:")


def test_options(desk: Desk, qtbot: QtBot) -> None:
    """What is changed goes to settings.json; what the command line sets cannot be changed, and is told of."""
    settings = desk.rig.node.context.args.data_dir() / "settings.json"
    desk.rig.node.context.args.force_set("-par", "2")
    dialog = OptionsDialog(desk.window.context, desk.window)
    dialog.open()
    until(qtbot, dialog.fields["dbcache"].isEnabled)
    assert not dialog.fields["par"].isEnabled()
    overridden = "Set by the command line, so not here: Script verification threads."
    assert dialog.note.text() == overridden
    cache = dialog.fields["dbcache"]
    cache.setProperty("value", 800)
    cache.setProperty("value", 300)
    assert dialog.note.text() == overridden
    cache.setProperty("value", 700)
    assert dialog.changed() == {"dbcache": 700}
    assert dialog.note.text() == "The node must be restarted for this to work."
    dialog.theme.setCurrentText("Dark")
    dialog.language.setCurrentIndex(1)
    dialog.explorers.setText(" https://explorer.example/tx/%s ")
    dialog.buttons.accepted.emit()
    until(qtbot, lambda: any("Restart the node" in text for text in desk.said))
    assert json.loads(settings.read_text())["dbcache"] == 700
    preferences = desk.window.context.preferences
    assert preferences.theme == "dark"
    assert (preferences.text(LANGUAGE), preferences.text(EXPLORERS)) == ("en", "https://explorer.example/tx/%s")
    again = OptionsDialog(desk.window.context, desk.window)
    again.open()
    until(qtbot, lambda: again.fields["dbcache"].property("value") == 700)
    again.fields["dbcache"].setProperty("value", 300)
    again.buttons.accepted.emit()
    until(qtbot, lambda: "dbcache" not in json.loads(settings.read_text()))
