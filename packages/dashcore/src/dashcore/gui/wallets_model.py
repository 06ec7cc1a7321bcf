"""The open wallets, and which of them is shown. Mirrors qt/walletcontroller.cpp."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from dashcore.gui.calls import Calls
from dashcore.gui.wallet_model import WalletModel
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.wallet import SecretText, Wallet, WalletLoader

Opened = tuple[Wallet, tuple[str, ...]]


class WalletsModel(QObject):
    """Follows a wallet loader. Lives on the Qt thread.

    Signals:
        added: carries a WalletModel that was opened, here or by anybody else.
        removed: carries a WalletModel that was closed.
        selected: carries the WalletModel to show, None for none.
        warned: carries a sentence about a wallet that was opened.
    """

    added = Signal(object)
    removed = Signal(object)
    selected = Signal(object)
    warned = Signal(str)

    def __init__(self, loader: WalletLoader, calls: Calls) -> None:
        super().__init__()
        self.loader = loader
        self.calls = calls
        self.wallets: list[WalletModel] = []
        self.current: WalletModel | None = None
        self._handlers: list[Handler] = []

    def start(self) -> None:
        """Take in what is open already, and hear of what is opened later."""
        self.calls.run(self._subscribe, self._handlers.append)
        self.calls.run(lambda: self._named(self.loader.get_wallets()), self._add_all)

    def stop(self) -> None:
        """Let go of everything."""
        handlers, self._handlers = self._handlers, []
        for handler in handlers:
            self.calls.run(handler.disconnect, failed=lambda _error: None)
        for wallet in list(self.wallets):
            self._drop(wallet)

    def find(self, name: str) -> WalletModel | None:
        """Look an open wallet up."""
        return next((wallet for wallet in self.wallets if wallet.name == name), None)

    def select(self, wallet: WalletModel | None) -> None:
        """Show a wallet."""
        if wallet is not self.current:
            self.current = wallet
            self.selected.emit(wallet)

    def create(
        self, name: str, passphrase: str, flags: int, done: Callable[[str], None], failed: Callable[[Exception], None]
    ) -> None:
        """Make a wallet; `done` gets its name once it is shown."""
        secret = SecretText(passphrase)
        self.calls.run(
            lambda: self._name_one(self.loader.create_wallet(name, secret, flags)),
            lambda opened: self._take(opened, done),
            failed,
        )

    def open(self, name: str, done: Callable[[str], None], failed: Callable[[Exception], None]) -> None:
        """Load a wallet."""
        self.calls.run(
            lambda: self._name_one(self.loader.load_wallet(name)), lambda opened: self._take(opened, done), failed
        )

    def restore(
        self, backup_file: str, name: str, done: Callable[[str], None], failed: Callable[[Exception], None]
    ) -> None:
        """Make a wallet of a backup."""
        self.calls.run(
            lambda: self._name_one(self.loader.restore_wallet(backup_file, name)),
            lambda opened: self._take(opened, done),
            failed,
        )

    def close(self, wallet: WalletModel, failed: Callable[[Exception], None]) -> None:
        """Unload a wallet; it goes from the screen when that is done."""
        self.calls.run(wallet.wallet.remove, lambda _nothing: self._drop(wallet), failed)

    # On worker threads

    def _subscribe(self) -> Handler:
        def tell(wallet: Wallet) -> None:
            name = wallet.get_wallet_name()
            self.calls.post(lambda: self._add(wallet, name))

        return self.loader.handle_load_wallet(tell)

    @staticmethod
    def _named(wallets: tuple[Wallet, ...]) -> list[tuple[Wallet, str]]:
        return [(wallet, wallet.get_wallet_name()) for wallet in wallets]

    @staticmethod
    def _name_one(opened: Opened) -> tuple[Wallet, str, tuple[str, ...]]:
        wallet, warnings = opened
        return wallet, wallet.get_wallet_name(), warnings

    # On the Qt thread

    def _add_all(self, found: list[tuple[Wallet, str]]) -> None:
        for wallet, name in found:
            self._add(wallet, name)

    def _add(self, wallet: Wallet, name: str) -> WalletModel:
        known = self.find(name)
        if known is not None:
            return known
        model = WalletModel(wallet, name, self.calls)
        model.unloaded.connect(lambda: self._drop(model))
        self.wallets.append(model)
        model.start()
        self.added.emit(model)
        if self.current is None:
            self.select(model)
        return model

    def _take(self, opened: tuple[Wallet, str, tuple[str, ...]], done: Callable[[str], None]) -> None:
        wallet, name, warnings = opened
        self.select(self._add(wallet, name))
        for warning in warnings:
            self.warned.emit(warning)
        done(name)

    def _drop(self, wallet: WalletModel) -> None:
        if wallet not in self.wallets:
            return
        self.wallets.remove(wallet)
        wallet.stop()
        self.removed.emit(wallet)
        if self.current is wallet:
            self.select(self.wallets[0] if self.wallets else None)
