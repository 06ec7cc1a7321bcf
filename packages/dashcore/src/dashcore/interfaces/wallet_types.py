"""What crosses between wallets and screens: values only. Mirrors the structs of interfaces/wallet.h."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import NewType

from dashcore.primitives.transaction import OutPoint, Transaction, TxOut
from dashcore.primitives.types import Duffs, DuffsPerKb, Height, UnixTime

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
        confirm_target: blocks within which it should confirm; None: -txconfirmtarget.
    """

    change_address: str
    fee_rate: DuffsPerKb | None
    inputs: tuple[OutPoint, ...]
    allow_other_inputs: bool
    include_unsafe: bool
    confirm_target: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatedTransaction:
    """A transaction made but not sent. `change_position` is -1 where there is no change."""

    tx: Transaction
    fee: Duffs
    change_position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledPsbt:
    """A partially signed transaction after a wallet had it.

    Attributes:
        psbt: its bytes.
        complete: whether no input lacks a signature.
        signed: how many inputs the wallet added signatures to.
    """

    psbt: bytes
    complete: bool
    signed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletAddress:
    """An entry of the address book."""

    address: str
    is_mine: bool
    label: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletTxStatus:
    """How sure a transaction is. Source: C++ WalletTxStatus.

    Attributes:
        depth: blocks on it, itself included; -1 where it conflicts with the chain.
        block_height: None while it is in no block.
        blocks_to_maturity: how many a reward waits for still.
        time_received: when this wallet first saw it.
        is_trusted: its coins may be counted on.
        is_chain_locked: a ChainLock covers its block.
        is_instant_locked: InstantSend locked it.
    """

    depth: int
    block_height: Height | None
    blocks_to_maturity: int
    time_received: UnixTime
    is_trusted: bool
    is_abandoned: bool
    is_coinbase: bool
    is_in_main_chain: bool
    is_in_mempool: bool
    is_instant_locked: bool
    is_chain_locked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletTx:
    """A transaction as the wallet sees it. Source: C++ WalletTx.

    Attributes:
        input_is_mine: for each input, whether it spends a coin of this wallet.
        output_is_mine: for each output, whether it is this wallet's.
        output_addresses: for each output, the address it pays, empty where it pays none.
        time: shown to people; follows the order of arrival.
        comments: names and texts stored with it: "comment", "to", "from", "message"...
        order_form: names and texts of a payment request.
    """

    tx: Transaction
    credit: Duffs
    debit: Duffs
    change: Duffs
    time: UnixTime
    input_is_mine: tuple[bool, ...]
    output_is_mine: tuple[bool, ...]
    output_addresses: tuple[str, ...]
    comments: dict[str, str]
    order_form: tuple[tuple[str, str], ...]
    status: WalletTxStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeQuote:
    """What a size would cost. `reason`: why, as text for people; `returned_target` in blocks, 0 without an estimate."""

    fee: Duffs
    returned_target: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mnemonic:
    """Recovery phrase of a wallet. Never logged, never shown by repr."""

    words: SecretText = field(repr=False)
    passphrase: SecretText = field(repr=False)


class RescanStatus(IntEnum):
    """How a rescan ended. Source: C++ CWallet::ScanResult."""

    SUCCESS = 0
    FAILURE = 1
    USER_ABORT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletCoin:
    """A coin of the wallet. `address`: what it was paid to, empty for none; `depth` -1 where it conflicts."""

    outpoint: OutPoint
    output: TxOut
    depth: int
    time: UnixTime
    address: str
    is_locked: bool
    is_spent: bool
