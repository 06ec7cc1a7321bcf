"""What the screen knows of one wallet, kept current by what the wallet tells. Mirrors qt/walletmodel.cpp."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal

from dashcore.gui.calls import Calls
from dashcore.gui.texts import tr
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.wallet import (
    ChangeType,
    Wallet,
    WalletAddress,
    WalletBalances,
    WalletTx,
)
from dashcore.primitives.types import Duffs, TxId

_SETTLE_MS = 100  # several transactions of one block are asked for at once
_NOTHING = WalletBalances(
    balance=Duffs(0),
    unconfirmed_balance=Duffs(0),
    immature_balance=Duffs(0),
    watch_only_balance=Duffs(0),
    unconfirmed_watch_only_balance=Duffs(0),
    immature_watch_only_balance=Duffs(0),
)


class Encryption(Enum):
    """Whether there is a passphrase, and whether it is needed now. Source: C++ WalletModel::EncryptionStatus."""

    UNENCRYPTED = "unencrypted"
    LOCKED = "locked"
    UNLOCKED = "unlocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletTraits:
    """What a wallet is and can do."""

    name: str = ""
    encryption: Encryption = Encryption.UNENCRYPTED
    hd_enabled: bool = False
    private_keys_disabled: bool = False
    has_external_signer: bool = False
    can_get_addresses: bool = False
    have_watch_only: bool = False

    @property
    def display_name(self) -> str:
        """Name for people."""
        return self.name or tr("[default wallet]")


class WalletModel(QObject):
    """Follows one wallet. Lives on the Qt thread.

    Signals:
        balances_changed: `balances` is new.
        traits_changed: `traits` is new.
        addresses_changed: `addresses` is new: the whole address book.
        transactions_loaded: carries every WalletTx, once.
        transaction_changed: carries a TxId and its WalletTx, None where it is gone.
        progressed: title and per cent of a rescan; 100 ends it.
        unloaded: the wallet is gone.
    """

    balances_changed = Signal()
    traits_changed = Signal()
    addresses_changed = Signal()
    transactions_loaded = Signal(object)
    transaction_changed = Signal(object, object)
    progressed = Signal(str, int)
    unloaded = Signal()

    def __init__(self, wallet: Wallet, name: str, calls: Calls) -> None:
        super().__init__()
        self.wallet = wallet
        self.calls = calls
        self.traits = WalletTraits(name=name)
        self.balances = _NOTHING
        self.addresses: dict[str, WalletAddress] = {}
        self._handlers: list[Handler] = []
        self._changed: set[TxId] = set()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._ask_changed)

    @property
    def name(self) -> str:
        """Name as listwallets shows it."""
        return self.traits.name

    def start(self) -> None:
        """Subscribe, and ask for everything."""
        self.calls.run(self._subscribe, self._handlers.extend)
        self.refresh_traits()
        self.refresh_balances()
        self._refresh_addresses()
        self.calls.run(self.wallet.get_wallet_txs, self.transactions_loaded.emit)

    def stop(self) -> None:
        """End the subscriptions."""
        self._settle.stop()
        handlers, self._handlers = self._handlers, []
        for handler in handlers:
            self.calls.run(handler.disconnect, failed=lambda _error: None)

    def refresh_balances(self) -> None:
        """Ask for the balances; for after a new block too, since coins mature then."""
        self.calls.latest(f"balances {id(self)}", self.wallet.get_balances, self._show_balances)

    def refresh_traits(self) -> None:
        """Ask what the wallet is and can do."""
        self.calls.latest(f"traits {id(self)}", self._ask_traits, self._show_traits)

    def refresh_transactions(self, txids: Iterable[TxId]) -> None:
        """Ask for some transactions again: a new block may have changed how sure they are."""
        self._changed.update(txids)
        if self._changed:
            self._settle.start()

    def label_of(self, address: str) -> str:
        """Label of an address, empty for none."""
        entry = self.addresses.get(address)
        return entry.label if entry is not None else ""

    # What the wallet tells, on its threads

    def _subscribe(self) -> list[Handler]:
        post, wallet = self.calls.post, self.wallet

        def tell_progress(title: str, percent: int) -> None:
            post(lambda: self.progressed.emit(title, percent))

        def tell_transaction(txid: TxId, _change: ChangeType) -> None:
            post(lambda: self._on_transaction(txid))

        def tell_address(_address: str, _label: str, _mine: bool, _purpose: str, _change: ChangeType) -> None:
            post(self._refresh_addresses)

        return [
            wallet.handle_unload(lambda: post(self.unloaded.emit)),
            wallet.handle_transaction_changed(tell_transaction),
            wallet.handle_status_changed(lambda: post(self.refresh_traits)),
            wallet.handle_address_book_changed(tell_address),
            wallet.handle_can_get_addresses_changed(lambda: post(self.refresh_traits)),
            wallet.handle_show_progress(tell_progress),
        ]

    # On the Qt thread

    def _on_transaction(self, txid: TxId) -> None:
        self.refresh_transactions((txid,))

    def _ask_changed(self) -> None:
        txids, self._changed = tuple(self._changed), set()

        def ask() -> list[tuple[TxId, WalletTx | None]]:
            return [(txid, self.wallet.get_wallet_tx(txid)) for txid in txids]

        def show(found: list[tuple[TxId, WalletTx | None]]) -> None:
            for txid, wtx in found:
                self.transaction_changed.emit(txid, wtx)

        self.calls.run(ask, show)
        self.refresh_balances()

    def _show_balances(self, balances: WalletBalances) -> None:
        if balances != self.balances:
            self.balances = balances
            self.balances_changed.emit()

    def _ask_traits(self) -> WalletTraits:
        wallet = self.wallet
        encryption = Encryption.UNENCRYPTED
        if wallet.is_crypted():
            encryption = Encryption.LOCKED if wallet.is_locked() else Encryption.UNLOCKED
        return WalletTraits(
            name=wallet.get_wallet_name(),
            encryption=encryption,
            hd_enabled=wallet.hd_enabled(),
            private_keys_disabled=wallet.private_keys_disabled(),
            has_external_signer=wallet.has_external_signer(),
            can_get_addresses=wallet.can_get_addresses(),
            have_watch_only=wallet.have_watch_only(),
        )

    def _show_traits(self, traits: WalletTraits) -> None:
        if traits != self.traits:
            self.traits = traits
            self.traits_changed.emit()

    def _refresh_addresses(self) -> None:
        def show(entries: tuple[WalletAddress, ...]) -> None:
            self.addresses = {entry.address: entry for entry in entries}
            self.addresses_changed.emit()

        self.calls.latest(f"addresses {id(self)}", self.wallet.get_addresses, show)
