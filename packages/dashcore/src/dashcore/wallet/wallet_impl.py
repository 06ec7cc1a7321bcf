"""One open wallet as others see it. Mirrors WalletImpl of wallet/interfaces.cpp."""

from collections.abc import Callable
from pathlib import Path

from dashcore.common.external_signer import ExternalSignerError
from dashcore.crypto.secp256k1 import SigningError
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.wallet import (
    ChangeType,
    CoinControl,
    CreatedTransaction,
    FeeQuote,
    FilledPsbt,
    Mnemonic,
    Recipient,
    RescanStatus,
    SecretText,
    Wallet,
    WalletAddress,
    WalletBalances,
    WalletCoin,
    WalletError,
    WalletTx,
    WalletTxStatus,
)
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import Duffs, Height, Script, TxId, UnixTime
from dashcore.script.address import AddressError, decode_destination
from dashcore.script.message import SigningResult, sign_message
from dashcore.script.standard import Destination, PKHash, script_for_destination
from dashcore.wallet import coin_control
from dashcore.wallet import wallet as wallet_module
from dashcore.wallet.available import available_balance, available_coins
from dashcore.wallet.coin_selection import fee_for
from dashcore.wallet.fees import minimum_rate, required_rate
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.plain_values import (
    describe_address,
    describe_coin,
    describe_status,
    describe_transaction,
    read_coin_control,
)
from dashcore.wallet.psbt import fill_psbt_bytes
from dashcore.wallet.receive import get_balance
from dashcore.wallet.records import WalletFlag
from dashcore.wallet.rescan import TIMESTAMP_WINDOW_S, RescanBusyError, reserve_rescan, scan_for_transactions
from dashcore.wallet.signer import show_address
from dashcore.wallet.spend import Payment, create_transaction


class WalletImpl(Wallet):
    """One open wallet, for other processes. Any thread may call."""

    def __init__(self, context: WalletContext, wallet: wallet_module.Wallet) -> None:
        self._context = context
        self._wallet = wallet

    def get_wallet_name(self) -> str:
        """Name as listwallets shows it."""
        return self._wallet.name

    def is_crypted(self) -> bool:
        """Whether its keys are encrypted."""
        return self._wallet.keys.vault.is_crypted

    def is_legacy(self) -> bool:
        """Whether it is no descriptor wallet."""
        return not self._wallet.has_flag(WalletFlag.DESCRIPTORS)

    def hd_enabled(self) -> bool:
        """Whether its keys come from one seed."""
        with self._wallet.lock:
            return self._wallet.keys.hd_enabled

    def private_keys_disabled(self) -> bool:
        """Whether it only watches."""
        return self._wallet.has_flag(WalletFlag.DISABLE_PRIVATE_KEYS)

    def can_get_addresses(self) -> bool:
        """Whether it can make new addresses."""
        with self._wallet.lock:
            return self._wallet.keys.can_get_addresses()

    def have_watch_only(self) -> bool:
        """Whether it watches scripts it has no keys for: never in a descriptor wallet, which has all keys or none."""
        return False

    # The passphrase

    def encrypt_wallet(self, passphrase: SecretText) -> bool:
        """Encrypt the keys and lock."""
        wallet = self._wallet
        with wallet.lock:
            if not passphrase or wallet.keys.vault.is_crypted or wallet.has_flag(WalletFlag.DISABLE_PRIVATE_KEYS):
                return False
            wallet.keys.encrypt(passphrase)
            return True

    def is_locked(self) -> bool:
        """Whether spending takes the passphrase."""
        with self._wallet.lock:
            return self._wallet.keys.vault.is_locked()

    def lock(self) -> bool:
        """Forget the passphrase."""
        with self._wallet.lock:
            if not self._wallet.keys.vault.is_crypted:
                return False
            self._wallet.keys.vault.lock()
            self._wallet.relock_time = UnixTime(0)
            return True

    def unlock(self, passphrase: SecretText) -> bool:
        """Take the passphrase."""
        wallet = self._wallet
        with wallet.unlock_lock, wallet.lock:
            if not wallet.keys.vault.is_crypted or not wallet.keys.unlock(passphrase):
                return False
            wallet.relock_time = UnixTime(0)
            wallet.keys.top_up()
            return True

    def change_wallet_passphrase(self, old: SecretText, new: SecretText) -> bool:
        """Change the passphrase."""
        with self._wallet.lock:
            return bool(new) and self._wallet.keys.vault.is_crypted and self._wallet.keys.change_passphrase(old, new)

    def get_mnemonic(self) -> Mnemonic | None:
        """Return the recovery phrase."""
        with self._wallet.lock:
            for manager in self._wallet.keys.active_managers():
                words = manager.mnemonic()
                if words is not None:
                    return Mnemonic(words=SecretText(words[0]), passphrase=SecretText(words[1]))
        return None

    # Files and blocks

    def start_rescan(self, from_genesis: bool) -> RescanStatus:
        """Look through the chain for transactions."""
        wallet = self._wallet
        with wallet.lock:
            times = [UnixTime(0)] if from_genesis else [manager.creation_time for manager in wallet.keys]
        oldest = UnixTime(max(0, min(times, default=UnixTime(0)) - TIMESTAMP_WINDOW_S))
        try:
            with reserve_rescan(wallet):
                first = wallet.chain.find_first_block_with_time_and_height(oldest, Height(0))
                if first is None:
                    return RescanStatus.SUCCESS
                result = scan_for_transactions(wallet, first.hash, first.height)
        except RescanBusyError:
            raise WalletError("Wallet is currently rescanning. Abort existing rescan or wait.") from None
        return RescanStatus(result.status.value)

    def abort_rescan(self) -> None:
        """Let a running rescan end soon."""
        self._wallet.scan.abort = True

    def backup_wallet(self, filename: str) -> bool:
        """Copy the wallet to a file."""
        with self._wallet.lock:
            return self._wallet.db.backup(Path(filename))

    def get_new_destination(self, label: str) -> str:
        """Return a fresh receiving address."""
        with self._wallet.lock:
            return self._wallet.address_of(self._wallet.get_new_destination(label))

    def get_addresses(self) -> tuple[WalletAddress, ...]:
        """The address book."""
        wallet = self._wallet
        with wallet.lock:
            return tuple(
                describe_address(wallet, destination, entry)
                for destination, entry in wallet.address_book
                if not entry.is_change
            )

    def _read_address(self, address: str) -> Destination | None:
        try:
            return decode_destination(address, self._wallet.network.prefixes)
        except AddressError:
            return None

    def get_address(self, address: str) -> WalletAddress | None:
        """Look an address up."""
        destination = self._read_address(address)
        if destination is None:
            return None
        with self._wallet.lock:
            entry = self._wallet.address_book.find(destination)
            return None if entry is None else describe_address(self._wallet, destination, entry)

    def set_address_book(self, address: str, label: str, purpose: str) -> bool:
        """Label an address."""
        destination = self._read_address(address)
        if destination is None:
            return False
        with self._wallet.lock:
            self._wallet.set_address(destination, label, purpose)
        return True

    def del_address_book(self, address: str) -> bool:
        """Forget an address of somebody else."""
        destination = self._read_address(address)
        if destination is None:
            return False
        with self._wallet.lock:
            return self._wallet.remove_address(destination)

    def is_spendable(self, address: str) -> bool:
        """Whether what was paid to an address can be spent."""
        destination = self._read_address(address)
        with self._wallet.lock:
            return (
                destination is not None
                and not self._wallet.has_flag(WalletFlag.DISABLE_PRIVATE_KEYS)
                and self._wallet.is_mine(script_for_destination(destination))
            )

    def get_address_receive_requests(self) -> tuple[bytes, ...]:
        """What was stored with addresses."""
        with self._wallet.lock:
            return tuple(text.encode(errors="surrogateescape") for text in self._wallet.address_book.receive_requests())

    def set_address_receive_request(self, address: str, request_id: str, value: bytes) -> bool:
        """Keep a value with an address."""
        destination = self._read_address(address)
        if destination is None:
            return False
        with self._wallet.lock:
            self._wallet.address_book.set_receive_request(
                destination, request_id, value.decode(errors="surrogateescape")
            )
        return True

    def sign_message(self, message: str, address: str) -> str:
        """Sign a text with the key of an address."""
        destination = self._read_address(address)
        with self._wallet.lock:
            if self._wallet.keys.vault.is_locked():
                raise WalletError("Wallet unlock was cancelled.")
            key = None
            if isinstance(destination, PKHash):
                provider = self._wallet.keys.signing_provider(script_for_destination(destination))
                key = None if provider is None else provider.get_key(destination.hash)
            if key is None:
                raise WalletError(SigningResult.PRIVATE_KEY_NOT_AVAILABLE.value)
            try:
                return sign_message(key, message)
            except SigningError:
                raise WalletError(SigningResult.SIGNING_FAILED.value) from None

    # Transactions

    def create_transaction(
        self, recipients: tuple[Recipient, ...], coin_control: CoinControl, sign: bool
    ) -> CreatedTransaction:
        """Choose coins and make a transaction."""
        payments = [Payment(Script(one.script_pubkey), one.amount, one.subtract_fee) for one in recipients]
        control = read_coin_control(coin_control, self._wallet.network.prefixes)
        with self._wallet.lock:
            created = create_transaction(self._wallet, payments, control, sign=sign)
        return CreatedTransaction(tx=created.tx, fee=created.fee, change_position=created.change_position)

    def commit_transaction(self, tx: Transaction, comment: str, to: str) -> None:
        """Store and broadcast a transaction."""
        comments = {name: text for name, text in (("comment", comment), ("to", to)) if text}
        with self._wallet.lock:
            self._wallet.commit_transaction(tx, comments)

    def abandon_transaction(self, txid: TxId) -> bool:
        """Free the coins an unconfirmed transaction spends."""
        with self._wallet.lock:
            wtx = self._wallet.store.find(txid)
            return wtx is not None and self._wallet.abandon_transaction(wtx)

    def transaction_can_be_abandoned(self, txid: TxId) -> bool:
        """Whether it may be given up."""
        with self._wallet.lock:
            wtx = self._wallet.store.find(txid)
            return wtx is not None and not wtx.is_abandoned and self._wallet.can_be_abandoned(wtx)

    def transaction_can_be_resent(self, txid: TxId) -> bool:
        """Whether the node should have it."""
        with self._wallet.lock:
            wtx = self._wallet.store.find(txid)
            return wtx is not None and self._wallet.can_be_resent(wtx)

    def resend_transaction(self, txid: TxId) -> bool:
        """Offer it to the node again."""
        with self._wallet.lock:
            wtx = self._wallet.store.find(txid)
            return wtx is not None and self._wallet.resend(wtx)

    def get_tx_status(self, txid: TxId) -> WalletTxStatus | None:
        """How sure a transaction is."""
        with self._wallet.lock:
            wtx = self._wallet.store.find(txid)
            return None if wtx is None else describe_status(self._wallet, wtx)

    def get_wallet_tx(self, txid: TxId) -> WalletTx | None:
        """Look a transaction up."""
        with self._wallet.lock:
            wtx = self._wallet.store.find(txid)
            return None if wtx is None else describe_transaction(self._wallet, wtx)

    def get_wallet_txs(self) -> tuple[WalletTx, ...]:
        """All transactions."""
        with self._wallet.lock:
            return tuple(describe_transaction(self._wallet, wtx) for wtx in self._wallet.store)

    def get_balances(self) -> WalletBalances:
        """Sum the coins up."""
        with self._wallet.lock:
            balance = get_balance(self._wallet)
        return WalletBalances(
            balance=Duffs(balance.trusted),
            unconfirmed_balance=Duffs(balance.untrusted_pending),
            immature_balance=Duffs(balance.immature),
            watch_only_balance=Duffs(0),
            unconfirmed_watch_only_balance=Duffs(0),
            immature_watch_only_balance=Duffs(0),
        )

    def get_available_balance(self, coin_control: CoinControl) -> Duffs:
        """What could be spent under `coin_control`."""
        control = read_coin_control(coin_control, self._wallet.network.prefixes)
        with self._wallet.lock:
            return available_balance(self._wallet, control)

    def list_coins(self) -> tuple[WalletCoin, ...]:
        """Coins that can be spent now."""
        with self._wallet.lock:
            coins = available_coins(self._wallet, coin_control.CoinControl())
            found = (describe_coin(self._wallet, coin.outpoint) for coin in coins)
            return tuple(coin for coin in found if coin is not None)

    def get_coins(self, outpoints: tuple[OutPoint, ...]) -> tuple[WalletCoin | None, ...]:
        """Look coins of the wallet up."""
        with self._wallet.lock:
            return tuple(describe_coin(self._wallet, outpoint) for outpoint in outpoints)

    def lock_coin(self, outpoint: OutPoint, write_to_db: bool) -> bool:
        """Keep a coin out of coin selection."""
        with self._wallet.lock:
            self._wallet.store.lock(outpoint, write=write_to_db)
        return True

    def unlock_coin(self, outpoint: OutPoint) -> bool:
        """Let coin selection use a coin again."""
        with self._wallet.lock:
            self._wallet.store.unlock(outpoint)
        return True

    def list_locked_coins(self) -> tuple[OutPoint, ...]:
        """The coins kept out of coin selection."""
        with self._wallet.lock:
            return tuple(self._wallet.store.locked())

    def is_locked_coin(self, outpoint: OutPoint) -> bool:
        """Whether a coin is kept out of coin selection."""
        with self._wallet.lock:
            return self._wallet.store.is_locked(outpoint)

    # Fees

    def get_required_fee(self, tx_bytes: int) -> Duffs:
        """Least this wallet pays for a size."""
        return fee_for(required_rate(self._wallet), tx_bytes)

    def get_minimum_fee(self, tx_bytes: int, coin_control: CoinControl) -> FeeQuote:
        """What it would pay for a size."""
        choice = minimum_rate(self._wallet, read_coin_control(coin_control, self._wallet.network.prefixes))
        return FeeQuote(
            fee=fee_for(choice.rate, tx_bytes), returned_target=choice.returned_target, reason=choice.reason.value
        )

    def get_confirm_target(self) -> int:
        """-txconfirmtarget."""
        return self._wallet.options.confirm_target

    def get_default_max_tx_fee(self) -> Duffs:
        """-maxtxfee."""
        return self._wallet.options.max_tx_fee

    # Its end, and what it tells

    def remove(self) -> None:
        """Unload this wallet, and do not load it at start-up any more."""
        try:
            self._context.unload(self._wallet, load_on_startup=False)
        except KeyError:
            return
        except RescanBusyError:
            raise WalletError("Wallet is currently rescanning. Abort existing rescan or wait.") from None

    def handle_unload(self, fn: Callable[[], None]) -> Handler:
        """Call `fn` when the wallet is unloaded."""
        return self._wallet.on_unload.subscribe(fn)

    def handle_transaction_changed(self, fn: Callable[[TxId, ChangeType], None]) -> Handler:
        """Call `fn` when a transaction is new, changed or gone."""
        return self._wallet.on_transaction.subscribe(fn)

    def handle_show_progress(self, fn: Callable[[str, int], None]) -> Handler:
        """Call `fn` while a rescan runs."""
        return self._wallet.on_progress.subscribe(fn)

    def handle_status_changed(self, fn: Callable[[], None]) -> Handler:
        """Call `fn` when it was encrypted, locked or unlocked."""
        return self._wallet.on_status.subscribe(fn)

    def handle_address_book_changed(self, fn: Callable[[str, str, bool, str, ChangeType], None]) -> Handler:
        """Call `fn` when an address was named, renamed or forgotten."""
        return self._wallet.on_address_book.subscribe(fn)

    def handle_instant_lock_received(self, fn: Callable[[], None]) -> Handler:
        """Call `fn` when InstantSend locked a transaction of the wallet."""
        return self._wallet.on_instant_lock.subscribe(fn)

    def handle_chain_lock_received(self, fn: Callable[[Height], None]) -> Handler:
        """Call `fn` with the height of a new best ChainLock."""
        return self._wallet.on_chain_lock.subscribe(fn)

    def handle_can_get_addresses_changed(self, fn: Callable[[], None]) -> Handler:
        """Call `fn` when there may be new addresses, or no more."""
        return self._wallet.on_can_get_addresses.subscribe(fn)

    def fill_psbt(self, psbt: bytes, sign: bool, bip32_derivations: bool) -> FilledPsbt:
        """Add what the wallet knows, and sign."""
        with self._wallet.lock:
            return fill_psbt_bytes(self._wallet, psbt, sign=sign, show_origins=bip32_derivations)

    def has_external_signer(self) -> bool:
        """Whether the keys are in a device."""
        return self._wallet.has_flag(WalletFlag.EXTERNAL_SIGNER)

    def display_address(self, address: str) -> bool:
        """Have the device show an address."""
        destination = self._read_address(address)
        try:
            return destination is not None and show_address(self._wallet, destination)
        except ExternalSignerError as error:
            raise WalletError(str(error)) from None
