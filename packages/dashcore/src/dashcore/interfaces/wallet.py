"""Wallets, and the process that holds them. Mirrors interfaces/wallet.h without its CoinJoin and masternode parts.

Addresses cross as the text people see. Secrets are marked `Secret`: no log shows them.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable

from dashcore.interfaces.chain_client import ChainClient
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.wallet_types import (
    ChangeType,
    CoinControl,
    CreatedTransaction,
    FeeQuote,
    FilledPsbt,
    Mnemonic,
    Recipient,
    RescanStatus,
    SecretText,
    WalletAddress,
    WalletBalances,
    WalletCoin,
    WalletError,
    WalletTx,
    WalletTxStatus,
)
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import Duffs, Height, TxId

__all__ = [
    "ChangeType",
    "CoinControl",
    "CreatedTransaction",
    "FeeQuote",
    "FilledPsbt",
    "Mnemonic",
    "Recipient",
    "RescanStatus",
    "SecretText",
    "Wallet",
    "WalletAddress",
    "WalletBalances",
    "WalletCoin",
    "WalletError",
    "WalletLoader",
    "WalletTx",
    "WalletTxStatus",
]


class Wallet(ABC):
    """One loaded wallet. Any thread may call."""

    # What it is

    @abstractmethod
    def get_wallet_name(self) -> str:
        """Name as listwallets shows it."""

    @abstractmethod
    def is_crypted(self) -> bool:
        """Whether its keys are encrypted."""

    @abstractmethod
    def is_legacy(self) -> bool:
        """Whether it is no descriptor wallet."""

    @abstractmethod
    def hd_enabled(self) -> bool:
        """Whether its keys come from one seed."""

    @abstractmethod
    def private_keys_disabled(self) -> bool:
        """Whether it only watches."""

    @abstractmethod
    def can_get_addresses(self) -> bool:
        """Whether it can make new addresses."""

    @abstractmethod
    def have_watch_only(self) -> bool:
        """Whether it watches scripts it has no keys for."""

    # The passphrase

    @abstractmethod
    def encrypt_wallet(self, passphrase: SecretText) -> bool:
        """Encrypt the keys for the first time and lock; False where they are encrypted already or there are none."""

    @abstractmethod
    def is_locked(self) -> bool:
        """Whether spending takes the passphrase."""

    @abstractmethod
    def lock(self) -> bool:
        """Forget the passphrase; False for a wallet without one."""

    @abstractmethod
    def unlock(self, passphrase: SecretText) -> bool:
        """Take the passphrase until `lock`; False for a wrong one."""

    @abstractmethod
    def change_wallet_passphrase(self, old: SecretText, new: SecretText) -> bool:
        """Change the passphrase; False for a wrong old one."""

    @abstractmethod
    def get_mnemonic(self) -> Mnemonic | None:
        """Return the recovery phrase; None where there is none, or while the wallet is locked."""

    # Files and blocks

    @abstractmethod
    def start_rescan(self, from_genesis: bool) -> RescanStatus:
        """Look through the chain for transactions, from the oldest key on or from its beginning; returns at the end.

        Raises:
            WalletError: a rescan runs already.
        """

    @abstractmethod
    def abort_rescan(self) -> None:
        """Let a running rescan end soon."""

    @abstractmethod
    def backup_wallet(self, filename: str) -> bool:
        """Copy the wallet to a file; False where that failed."""

    # Addresses

    @abstractmethod
    def get_new_destination(self, label: str) -> str:
        """Return a fresh receiving address.

        Raises:
            WalletError: no descriptor can make one.
        """

    @abstractmethod
    def get_addresses(self) -> tuple[WalletAddress, ...]:
        """The address book."""

    @abstractmethod
    def set_address_book(self, address: str, label: str, purpose: str) -> bool:
        """Label an address; False for one that cannot be read."""

    @abstractmethod
    def del_address_book(self, address: str) -> bool:
        """Forget an address of somebody else; False for one that cannot be read, or is the wallet's own."""

    @abstractmethod
    def get_address(self, address: str) -> WalletAddress | None:
        """Look an address up; None where the address book does not hold it."""

    @abstractmethod
    def is_spendable(self, address: str) -> bool:
        """Whether what was paid to an address can be spent."""

    @abstractmethod
    def get_address_receive_requests(self) -> tuple[bytes, ...]:
        """What `set_address_receive_request` stored, in no order."""

    @abstractmethod
    def set_address_receive_request(self, address: str, request_id: str, value: bytes) -> bool:
        """Keep a value with an address, or with an empty one forget it; False where that failed."""

    @abstractmethod
    def sign_message(self, message: str, address: str) -> str:
        """Sign a text with the key of an address; returns base64.

        Raises:
            WalletError: no key of this wallet, or it is locked.
        """

    # Transactions

    @abstractmethod
    def create_transaction(
        self, recipients: tuple[Recipient, ...], coin_control: CoinControl, sign: bool
    ) -> CreatedTransaction:
        """Choose coins and make a transaction.

        Raises:
            WalletError: not enough funds, amount too small, too large...
        """

    @abstractmethod
    def commit_transaction(self, tx: Transaction, comment: str, to: str) -> None:
        """Store and broadcast a transaction made by `create_transaction`."""

    @abstractmethod
    def abandon_transaction(self, txid: TxId) -> bool:
        """Free the coins an unconfirmed transaction spends; False where that is not allowed."""

    @abstractmethod
    def transaction_can_be_abandoned(self, txid: TxId) -> bool:
        """Whether `abandon_transaction` would be allowed."""

    @abstractmethod
    def transaction_can_be_resent(self, txid: TxId) -> bool:
        """Whether `resend_transaction` would be allowed."""

    @abstractmethod
    def resend_transaction(self, txid: TxId) -> bool:
        """Offer an unconfirmed transaction to the node again; False where it was refused."""

    @abstractmethod
    def get_tx_status(self, txid: TxId) -> WalletTxStatus | None:
        """How sure a transaction is; None where the wallet does not hold it."""

    @abstractmethod
    def get_wallet_tx(self, txid: TxId) -> WalletTx | None:
        """Look a transaction up; None where the wallet does not hold it."""

    @abstractmethod
    def get_wallet_txs(self) -> tuple[WalletTx, ...]:
        """All transactions the wallet holds, in no order."""

    # Balances and coins

    @abstractmethod
    def get_balances(self) -> WalletBalances:
        """Sum the coins up."""

    @abstractmethod
    def get_available_balance(self, coin_control: CoinControl) -> Duffs:
        """What could be spent under `coin_control`, fees aside."""

    @abstractmethod
    def list_coins(self) -> tuple[WalletCoin, ...]:
        """Coins that can be spent now."""

    @abstractmethod
    def get_coins(self, outpoints: tuple[OutPoint, ...]) -> tuple[WalletCoin | None, ...]:
        """Look coins of the wallet up, spent ones too; None where there is no such output."""

    @abstractmethod
    def lock_coin(self, outpoint: OutPoint, write_to_db: bool) -> bool:
        """Keep a coin out of coin selection."""

    @abstractmethod
    def unlock_coin(self, outpoint: OutPoint) -> bool:
        """Let coin selection use a coin again."""

    @abstractmethod
    def list_locked_coins(self) -> tuple[OutPoint, ...]:
        """The coins kept out of coin selection."""

    @abstractmethod
    def is_locked_coin(self, outpoint: OutPoint) -> bool:
        """Whether a coin is kept out of coin selection."""

    # Fees

    @abstractmethod
    def get_required_fee(self, tx_bytes: int) -> Duffs:
        """Least this wallet pays for a size."""

    @abstractmethod
    def get_minimum_fee(self, tx_bytes: int, coin_control: CoinControl) -> FeeQuote:
        """What it would pay for a size under `coin_control`."""

    @abstractmethod
    def get_confirm_target(self) -> int:
        """-txconfirmtarget, in blocks."""

    @abstractmethod
    def get_default_max_tx_fee(self) -> Duffs:
        """-maxtxfee."""

    # Its end, and what it tells

    @abstractmethod
    def remove(self) -> None:
        """Unload this wallet."""

    @abstractmethod
    def handle_unload(self, fn: Callable[[], None]) -> Handler:
        """Call `fn` when the wallet is unloaded."""

    @abstractmethod
    def handle_transaction_changed(self, fn: Callable[[TxId, ChangeType], None]) -> Handler:
        """Call `fn` when a transaction is new, changed or gone."""

    @abstractmethod
    def handle_status_changed(self, fn: Callable[[], None]) -> Handler:
        """Call `fn` when it was encrypted, locked or unlocked."""

    @abstractmethod
    def handle_address_book_changed(self, fn: Callable[[str, str, bool, str, ChangeType], None]) -> Handler:
        """Call `fn` with address, label, whether it is the wallet's, purpose, and what happened."""

    @abstractmethod
    def handle_instant_lock_received(self, fn: Callable[[], None]) -> Handler:
        """Call `fn` when InstantSend locked a transaction of the wallet."""

    @abstractmethod
    def handle_chain_lock_received(self, fn: Callable[[Height], None]) -> Handler:
        """Call `fn` with the height of a new best ChainLock."""

    @abstractmethod
    def handle_can_get_addresses_changed(self, fn: Callable[[], None]) -> Handler:
        """Call `fn` when `can_get_addresses` may answer otherwise."""

    @abstractmethod
    def handle_show_progress(self, fn: Callable[[str, int], None]) -> Handler:
        """Call `fn` with title and per cent while a rescan runs."""

    # Partially signed transactions

    @abstractmethod
    def fill_psbt(self, psbt: bytes, sign: bool, bip32_derivations: bool) -> FilledPsbt:
        """Add what the wallet knows of a partially signed transaction, and sign with the keys it can read now.

        Args:
            bip32_derivations: add where keys come from.

        Raises:
            WalletError: these bytes are none, or do not fit together.
        """

    # A device that holds the keys

    @abstractmethod
    def has_external_signer(self) -> bool:
        """Whether the keys are in a device that -signer reaches."""

    @abstractmethod
    def display_address(self, address: str) -> bool:
        """Have the device show an address, to compare; False where it cannot.

        Raises:
            WalletError: the device does not do it.
        """


class WalletLoader(ChainClient):
    """Makes, loads and lists wallets. Source: C++ WalletLoader."""

    @abstractmethod
    def create_wallet(self, name: str, passphrase: SecretText, flags: int) -> tuple[Wallet, tuple[str, ...]]:
        """Make a wallet; return it with warnings.

        Args:
            flags: bits of WalletFlag.

        Raises:
            WalletError: the name is taken, the disk failed...
        """

    @abstractmethod
    def load_wallet(self, name: str) -> tuple[Wallet, tuple[str, ...]]:
        """Load a wallet; return it with warnings.

        Raises:
            WalletError: not found, already loaded, damaged...
        """

    @abstractmethod
    def restore_wallet(self, backup_file: str, name: str) -> tuple[Wallet, tuple[str, ...]]:
        """Make a wallet of a backup; return it with warnings.

        Raises:
            WalletError: no such file, the name is taken, damaged...
        """

    @abstractmethod
    def get_wallet_dir(self) -> str:
        """Folder that holds the wallets."""

    @abstractmethod
    def list_wallet_dir(self) -> tuple[str, ...]:
        """Names of the wallets in that folder."""

    @abstractmethod
    def get_wallets(self) -> tuple[Wallet, ...]:
        """The loaded wallets."""

    @abstractmethod
    def handle_load_wallet(self, fn: Callable[[Wallet], None]) -> Handler:
        """Call `fn` with each wallet loaded from now on."""
