"""What the menus do with wallets: make, open, close, back up, encrypt, sign. Mirrors parts of qt/bitcoingui.cpp."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QMessageBox, QWidget

from dashcore.gui.address_book_dialog import AddressBookDialog, Book
from dashcore.gui.create_wallet_dialog import CreateWalletDialog
from dashcore.gui.message_dialog import MessageDialog
from dashcore.gui.mnemonic_dialog import MnemonicDialog
from dashcore.gui.passphrase_dialog import PassphraseDialog, Purpose, when_unlocked
from dashcore.gui.psbt_dialog import PsbtDialog
from dashcore.gui.psbt_summary import MAX_FILE_BYTES, read_psbt
from dashcore.gui.screen import Screen
from dashcore.gui.texts import mark, tr
from dashcore.gui.uri import UriError, parse_uri
from dashcore.gui.wallet_model import Encryption, WalletModel
from dashcore.gui.wallets_model import WalletsModel
from dashcore.script.psbt import Psbt, PsbtError

_log = logging.getLogger("dash.qt")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Need:
    """When an action can be used: with a wallet that has keys, and in one of these states."""

    states: frozenset[Encryption] = frozenset(Encryption)
    keys: bool = False


class WalletMenu(QObject):
    """Fills the File, Settings and Window menus; each action is enabled when the wallet shown allows it."""

    def __init__(self, screen: Screen, wallets: WalletsModel, menus: dict[str, QMenu], window: QWidget) -> None:
        super().__init__(window)
        self._screen = screen
        self._wallets = wallets
        self._window = window
        self._needs: list[tuple[QAction, _Need]] = []
        self._followed: WalletModel | None = None
        self.actions: dict[str, QAction] = {}
        self.open_menu = QMenu(tr("&Open wallet"))
        self.open_menu.aboutToShow.connect(self._list_dir)
        self._fill_file(menus["File"])
        self._fill_settings(menus["Settings"])
        self._fill_window(menus["Window"])
        wallets.selected.connect(self._follow)
        self._follow(wallets.current)

    # Building

    def _add(self, menu: QMenu, name: str, act: Callable[[], None], need: _Need | None, before: QAction | None) -> None:
        action = QAction(tr(name), self)
        action.triggered.connect(lambda _checked=False: act())
        self.actions[name.replace("&", "").rstrip("…")] = action
        if before is None:
            menu.addAction(action)
        else:
            menu.insertAction(before, action)
        if need is not None:
            self._needs.append((action, need))

    def _fill_file(self, menu: QMenu) -> None:
        last = menu.actions()[0] if menu.actions() else None
        any_wallet = _Need()
        self._add(menu, mark("&Create wallet…"), self._create, None, last)
        if last is not None:
            menu.insertMenu(last, self.open_menu)
        for name, act, need in (
            (mark("Close &wallet"), self._close, any_wallet),
            (mark("Close &all wallets"), self._close_all, any_wallet),
            (mark("&Backup wallet…"), self._backup, any_wallet),
            (mark("&Restore wallet…"), self._restore, None),
            (mark("Open &link…"), self._open_link, any_wallet),
            (mark("&Sign message…"), partial(self._messages, sign=True), _Need(keys=True)),
            (mark("&Verify message…"), partial(self._messages, sign=False), None),
            (mark("Load PSBT from &file…"), self._load_psbt, None),
            (mark("Load PSBT from clip&board…"), self._paste_psbt, None),
        ):
            self._add(menu, name, act, need, last)
        if last is not None:
            menu.insertSeparator(last)

    def _fill_settings(self, menu: QMenu) -> None:
        last = menu.actions()[0] if menu.actions() else None
        crypted = frozenset({Encryption.LOCKED, Encryption.UNLOCKED})
        for name, act, states in (
            (mark("&Encrypt wallet…"), partial(self._passphrase, Purpose.ENCRYPT), frozenset({Encryption.UNENCRYPTED})),
            (mark("&Change passphrase…"), partial(self._passphrase, Purpose.CHANGE), crypted),
            (mark("&Unlock wallet…"), partial(self._passphrase, Purpose.UNLOCK), frozenset({Encryption.LOCKED})),
            (mark("&Lock wallet"), self._lock, frozenset({Encryption.UNLOCKED})),
            (mark("Show &recovery phrase…"), self._show_phrase, frozenset(Encryption)),
        ):
            self._add(menu, name, act, _Need(states=states, keys=True), last)

    def _fill_window(self, menu: QMenu) -> None:
        for name, book in ((mark("&Sending addresses"), Book.SENDING), (mark("&Receiving addresses"), Book.RECEIVING)):
            self._add(menu, name, partial(self._addresses, book), _Need(), None)

    # Following the wallet shown

    def _follow(self, wallet: WalletModel | None) -> None:
        if self._followed is not None:
            self._followed.traits_changed.disconnect(self._enable)
        self._followed = wallet
        if wallet is not None:
            wallet.traits_changed.connect(self._enable)
        self._enable()

    def _enable(self) -> None:
        wallet = self._followed
        for action, need in self._needs:
            action.setEnabled(
                wallet is not None
                and wallet.traits.encryption in need.states
                and not (need.keys and wallet.traits.private_keys_disabled)
            )

    # What they do

    def _fail(self, error: Exception) -> None:
        self._screen.say(str(error), error=True)

    def _create(self) -> None:
        CreateWalletDialog(self._wallets, self._window).open()

    def _list_dir(self) -> None:
        self.open_menu.clear()
        waiting = self.open_menu.addAction("…")
        waiting.setEnabled(False)

        def show(names: tuple[str, ...]) -> None:
            self.open_menu.clear()
            for name in names:
                action = self.open_menu.addAction(name or tr("[default wallet]"), partial(self.open_wallet, name))
                action.setEnabled(self._wallets.find(name) is None)
            if not names:
                self.open_menu.addAction(tr("(no wallets)")).setEnabled(False)

        self._screen.calls.run(self._wallets.loader.list_wallet_dir, show, owner=self.open_menu)

    def open_wallet(self, name: str) -> None:
        """Load a wallet and show it."""
        self._wallets.open(
            name,
            lambda name: self._screen.say(
                tr("{name} is open.", name=name) if name else tr("The default wallet is open.")
            ),
            self._fail,
        )

    def _close(self) -> None:
        if self._followed is not None:
            self._wallets.close(self._followed, self._fail)

    def _close_all(self) -> None:
        box = QMessageBox(
            QMessageBox.Icon.Question,
            tr("Close all wallets"),
            tr("Do you want to close every wallet?"),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel,
            self._window,
        )

        def end(result: int) -> None:
            if result == QMessageBox.StandardButton.Yes:
                for wallet in list(self._wallets.wallets):
                    self._wallets.close(wallet, self._fail)

        box.finished.connect(end)
        box.open()

    def _backup(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self._window, tr("Backup wallet"), "", tr("Wallets (*.dat)"))
        if name:
            self.backup_to(name)

    def backup_to(self, path: str) -> None:
        """Copy the wallet shown to a file, and say how it went."""
        wallet = self._followed
        if wallet is None:
            return

        def show(done: bool) -> None:
            if done:
                self._screen.say(tr("The wallet was copied to {path}.", path=path))
            else:
                self._screen.say(tr("The wallet could not be copied to {path}.", path=path), error=True)

        self._screen.calls.run(lambda: wallet.wallet.backup_wallet(path), show, self._fail)

    def _restore(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self._window, tr("Restore wallet"), "", tr("Wallets (*.dat);;All files (*)")
        )
        if not path:
            return
        name, done = QInputDialog.getText(
            self._window, tr("Restore wallet"), tr("Name of the wallet"), text=Path(path).stem
        )
        if done and name:
            self.restore_from(path, name)

    def restore_from(self, path: str, name: str) -> None:
        """Make a wallet of a backup, and show it."""
        self._wallets.restore(
            path, name, lambda name: self._screen.say(tr("{name} was restored.", name=name)), self._fail
        )

    def _open_link(self) -> None:
        text, done = QInputDialog.getText(self._window, tr("Open link"), tr("dash: link"))
        if done and text:
            self.open_link(text)

    def open_link(self, text: str) -> None:
        """Pay what a link asks for, once the user has looked at it."""
        try:
            request = parse_uri(text)
        except UriError as error:
            _log.debug("A link is not opened: %s", error)
            self._fail(error)
            return
        _log.debug("Opening a link to pay %s", request.address)
        self._screen.payment_requested.emit(request)

    def _messages(self, *, sign: bool) -> None:
        dialog = MessageDialog(self._screen, self._followed, self._window)
        dialog.tabs.setCurrentWidget(dialog.sign if sign and dialog.sign is not None else dialog.verify)
        dialog.show()

    def _load_psbt(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._window, tr("Load PSBT"), "", tr("Partially signed transactions (*.psbt);;All files (*)")
        )
        if name:
            self.load_psbt(name)

    def load_psbt(self, path: str) -> None:
        """Show the partially signed transaction of a file."""

        def read() -> Psbt:
            if Path(path).stat().st_size > MAX_FILE_BYTES:
                raise PsbtError(tr("PSBT file must be smaller than 100 MiB"))
            return read_psbt(Path(path).read_bytes())

        self._screen.calls.run(read, self._show_psbt, self._fail_psbt)

    def _paste_psbt(self) -> None:
        text = QGuiApplication.clipboard().text()
        self._screen.calls.run(lambda: read_psbt(text.encode()), self._show_psbt, self._fail_psbt)

    def _show_psbt(self, psbt: Psbt) -> None:
        PsbtDialog(self._screen, self._followed, psbt, self._window).open()

    def _fail_psbt(self, error: Exception) -> None:
        self._screen.say(tr("This is no partially signed transaction: {error}", error=error), error=True)

    def _passphrase(self, purpose: Purpose) -> None:
        if self._followed is not None:
            PassphraseDialog(self._screen, self._followed, purpose, self._window).open()

    def _lock(self) -> None:
        if self._followed is not None:
            self._screen.calls.run(self._followed.wallet.lock)

    def _show_phrase(self) -> None:
        wallet = self._followed
        if wallet is None:
            return

        def show(lock_again: Callable[[], None]) -> None:
            dialog = MnemonicDialog(self._screen.calls, wallet, self._window)
            dialog.finished.connect(lambda _result: lock_again())
            dialog.open()

        when_unlocked(self._screen, wallet, self._window, show)

    def _addresses(self, book: Book) -> None:
        if self._followed is not None:
            AddressBookDialog(self._screen, self._followed, book, self._window).show()
