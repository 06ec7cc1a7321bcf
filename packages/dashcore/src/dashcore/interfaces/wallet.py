"""Wallets, and the process that holds them. Mirrors interfaces/wallet.h.

Addresses cross as the text people see. Secrets are marked `Secret`: no log shows them.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import NewType

from dashcore.interfaces.chain_client import ChainClient
from dashcore.interfaces.handler import Handler
from dashcore.primitives.transaction import OutPoint, Transaction, TxOut
from dashcore.primitives.types import Duffs, DuffsPerKb, Height, TxId, UnixTime

SecretText = NewType("SecretText", str)  # passphrases and mnemonics: never logged


class WalletError(Exception):
    """The wallet could not do it; `args[0]` is the sentence for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class ChangeType(IntEnum):
    """What happened to a wallet entry. Source: C++ ChangeType."""

    NEW = 0
    UPDATED = 1
    DELETED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletBalances:
    """What a wallet holds, by how sure it is. Source: C++ WalletBalances."""

    balance: Duffs
    unconfirmed_balance: Duffs
    immature_balance: Duffs
    watch_only_balance: Duffs
    unconfirmed_watch_only_balance: Duffs
    immature_watch_only_balance: Duffs


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Where to pay how much. Source: C++ CRecipient."""

    script_pubkey: bytes
    amount: Duffs
    subtract_fee: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CoinControl:
    """What the user asks of coin selection. Source: C++ CCoinControl.

    Attributes:
        change_address: empty: a fresh one of the wallet's.
        fee_rate: None: the wallet's own choice.
        inputs: must be spent; others too only with `allow_other_inputs`.
    """

    change_address: str
    fee_rate: DuffsPerKb | None
    inputs: tuple[OutPoint, ...]
    allow_other_inputs: bool
    include_unsafe: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatedTransaction:
    """A transaction made but not sent. `change_position` is -1 where there is no change."""

    tx: Transaction
    fee: Duffs
    change_position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletAddress:
    """An entry of the address book."""

    address: str
    is_mine: bool
    label: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletTx:
    """A transaction as the wallet sees it; `depth` -1 where it conflicts with the chain."""

    tx: Transaction
    credit: Duffs
    debit: Duffs
    change: Duffs
    time: UnixTime
    depth: int
    block_height: Height | None
    is_coinbase: bool
    is_in_mempool: bool
    is_abandoned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletCoin:
    """A coin the wallet can spend."""

    outpoint: OutPoint
    output: TxOut
    depth: int
    time: UnixTime


class Wallet(ABC):
    """One loaded wallet. Any thread may call."""

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
    def backup_wallet(self, filename: str) -> bool:
        """Copy the wallet to a file; False where that failed."""

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
    def get_wallet_tx(self, txid: TxId) -> WalletTx | None:
        """Look a transaction up; None where the wallet does not hold it."""

    @abstractmethod
    def get_wallet_txs(self) -> tuple[WalletTx, ...]:
        """All transactions the wallet holds, in no order."""

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
    def lock_coin(self, outpoint: OutPoint, write_to_db: bool) -> bool:
        """Keep a coin out of coin selection."""

    @abstractmethod
    def unlock_coin(self, outpoint: OutPoint) -> bool:
        """Let coin selection use a coin again."""

    @abstractmethod
    def list_locked_coins(self) -> tuple[OutPoint, ...]:
        """The coins kept out of coin selection."""

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
    def handle_show_progress(self, fn: Callable[[str, int], None]) -> Handler:
        """Call `fn` with title and per cent while a rescan runs."""


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
