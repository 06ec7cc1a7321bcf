"""The wallet process as others see it: loader and wallets behind their interfaces.

Mirrors wallet/interfaces.cpp.
"""

from collections.abc import Callable
from pathlib import Path

from dashcore.interfaces.handler import Handler
from dashcore.interfaces.rpc import RpcCall, RpcCommandInfo
from dashcore.interfaces.wallet import (
    ChangeType,
    CoinControl,
    CreatedTransaction,
    Recipient,
    SecretText,
    Wallet,
    WalletAddress,
    WalletBalances,
    WalletCoin,
    WalletError,
    WalletLoader,
    WalletTx,
)
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import Duffs, Script, TxId, UnixTime
from dashcore.rpc.command import RpcCommand
from dashcore.rpc.table import answer_call
from dashcore.script.address import AddressError, decode_destination
from dashcore.script.standard import script_for_destination
from dashcore.wallet import coin_control
from dashcore.wallet import wallet as wallet_module
from dashcore.wallet.available import available_balance, available_coins
from dashcore.wallet.context import Clock, Environment
from dashcore.wallet.errors import WalletFileError
from dashcore.wallet.loader import CreateRequest, WalletContext
from dashcore.wallet.receive import change, credit, debit, get_balance
from dashcore.wallet.records import WalletFlag
from dashcore.wallet.rescan import RescanBusyError
from dashcore.wallet.rpc.commands import WALLET_COMMANDS
from dashcore.wallet.spend import Payment, create_transaction
from dashcore.wallet.transactions import Confirmed, WalletTransaction

__all__ = ["WalletImpl", "WalletLoaderImpl"]


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
                WalletAddress(
                    address=wallet.address_of(destination),
                    is_mine=wallet.is_mine(script_for_destination(destination)),
                    label=entry.label or "",
                    purpose=entry.purpose,
                )
                for destination, entry in wallet.address_book
                if not entry.is_change
            )

    def set_address_book(self, address: str, label: str, purpose: str) -> bool:
        """Label an address."""
        try:
            destination = decode_destination(address, self._wallet.network.prefixes)
        except AddressError:
            return False
        with self._wallet.lock:
            self._wallet.set_address(destination, label, purpose)
        return True

    def _control(self, wanted: CoinControl) -> coin_control.CoinControl:
        result = coin_control.CoinControl(
            fee_rate=wanted.fee_rate,
            selected=set(wanted.inputs),
            allow_other_inputs=wanted.allow_other_inputs,
            include_unsafe=wanted.include_unsafe,
        )
        if wanted.change_address:
            try:
                result.change = decode_destination(wanted.change_address, self._wallet.network.prefixes)
            except AddressError:
                raise WalletError("Change address must be a valid Dash address") from None
        return result

    def create_transaction(
        self, recipients: tuple[Recipient, ...], coin_control: CoinControl, sign: bool
    ) -> CreatedTransaction:
        """Choose coins and make a transaction."""
        payments = [Payment(Script(one.script_pubkey), one.amount, one.subtract_fee) for one in recipients]
        control = self._control(coin_control)
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

    def _describe(self, wtx: WalletTransaction) -> WalletTx:
        wallet = self._wallet
        state = wtx.state
        return WalletTx(
            tx=wtx.tx,
            credit=Duffs(credit(wallet, wtx.tx)),
            debit=Duffs(debit(wallet, wtx.tx)),
            change=Duffs(change(wallet, wtx.tx)),
            time=wtx.time,
            depth=max(-1, wallet.store.depth(wtx)),
            block_height=state.height if isinstance(state, Confirmed) else None,
            is_coinbase=wtx.is_coinbase,
            is_in_mempool=wtx.in_mempool,
            is_abandoned=wtx.is_abandoned,
        )

    def get_wallet_tx(self, txid: TxId) -> WalletTx | None:
        """Look a transaction up."""
        with self._wallet.lock:
            wtx = self._wallet.store.find(txid)
            return None if wtx is None else self._describe(wtx)

    def get_wallet_txs(self) -> tuple[WalletTx, ...]:
        """All transactions."""
        with self._wallet.lock:
            return tuple(self._describe(wtx) for wtx in self._wallet.store)

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
        control = self._control(coin_control)
        with self._wallet.lock:
            return available_balance(self._wallet, control)

    def list_coins(self) -> tuple[WalletCoin, ...]:
        """Coins that can be spent now."""
        with self._wallet.lock:
            coins = available_coins(self._wallet, coin_control.CoinControl())
        return tuple(
            WalletCoin(outpoint=coin.outpoint, output=coin.output, depth=coin.depth, time=coin.time) for coin in coins
        )

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


class WalletLoaderImpl(WalletLoader):
    """The wallet side of a node: commands, start and stop, wallets.

    Threads: any thread may call; the methods of `ChainClient` one after another.
    """

    def __init__(self, environment: Environment) -> None:
        self.context = WalletContext(environment)
        self._clock: Clock = environment.clock
        self._handlers: list[Handler] = []

    # -- ChainClient

    def register_rpcs(self) -> None:
        """Offer the wallet's commands."""
        for number, command in enumerate(WALLET_COMMANDS, start=1):
            info = RpcCommandInfo(
                category=command.category, name=command.name, arg_names=command.arg_names, unique_id=number
            )
            self._handlers.append(self.context.chain.handle_rpc(info, self._actor(command)))

    def _actor(self, command: RpcCommand[WalletContext]) -> Callable[[RpcCall, bool], str]:
        def act(call: RpcCall, is_last: bool) -> str:
            return answer_call(command, self.context, call)

        return act

    def verify(self) -> bool:
        """Check the wallets to be loaded."""
        return self.context.verify()

    def load(self) -> bool:
        """Load them."""
        return self.context.load_startup_wallets()

    def start(self) -> None:
        """Begin background work."""
        self.context.start()

    def flush(self) -> None:
        """Nothing is kept back: every change is on disk when it is made."""

    def stop(self) -> None:
        """Close every wallet."""
        self.context.stop()

    def close(self) -> None:
        """Close every wallet and take the commands back. Calling it again does nothing."""
        self.context.stop()
        handlers, self._handlers = self._handlers, []
        for handler in handlers:
            handler.disconnect()

    def set_mock_time(self, time: UnixTime) -> None:
        """Follow the node's mock time."""
        self._clock.set_mock(time)

    # -- WalletLoader

    def create_wallet(self, name: str, passphrase: SecretText, flags: int) -> tuple[Wallet, tuple[str, ...]]:
        """Make a wallet."""
        try:
            wallet, warnings = self.context.create(
                CreateRequest(name=name, flags=flags, passphrase=passphrase, load_on_startup=True)
            )
        except WalletFileError as err:
            raise WalletError(err.message) from None
        return WalletImpl(self.context, wallet), tuple(warnings)

    def load_wallet(self, name: str) -> tuple[Wallet, tuple[str, ...]]:
        """Load a wallet."""
        try:
            wallet, warnings = self.context.load(name, load_on_startup=True)
        except WalletFileError as err:
            raise WalletError(err.message) from None
        return WalletImpl(self.context, wallet), tuple(warnings)

    def get_wallet_dir(self) -> str:
        """Folder that holds the wallets."""
        return str(self.context.files.folder)

    def list_wallet_dir(self) -> tuple[str, ...]:
        """Names of the wallets in that folder."""
        return tuple(self.context.files.names())

    def get_wallets(self) -> tuple[Wallet, ...]:
        """The loaded wallets."""
        return tuple(WalletImpl(self.context, wallet) for wallet in self.context.wallets())

    def handle_load_wallet(self, fn: Callable[[Wallet], None]) -> Handler:
        """Call `fn` with each wallet loaded from now on."""
        return self.context.subscribe_load(lambda wallet: fn(WalletImpl(self.context, wallet)))
