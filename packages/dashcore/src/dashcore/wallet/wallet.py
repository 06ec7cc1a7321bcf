"""One open wallet: its keys, transactions, addresses, and how it follows the chain.

Mirrors wallet/wallet.cpp. What it is worth stands in `receive`, how it pays in `spend`,
how it is opened in `loading`, how it catches up in `rescan`.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from logging import getLogger

from dashcore.common import files
from dashcore.interfaces.chain import BlockLocator, Chain, MempoolRemovalReason
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.wallet import ChangeType, WalletError
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import COIN, BlockHash, DuffsPerKb, Height, TxId, UnixTime
from dashcore.script.address import encode_destination
from dashcore.script.standard import Destination, extract_destination, script_for_destination
from dashcore.util.hashes import NULL_HASH, display_hash
from dashcore.wallet.address_book import AddressBook
from dashcore.wallet.context import Environment
from dashcore.wallet.database import WalletDatabase
from dashcore.wallet.following import Following, ScanProgress
from dashcore.wallet.keyring import Keyring
from dashcore.wallet.lock import Subscribers, WalletLock
from dashcore.wallet.options import WalletOptions
from dashcore.wallet.records import (
    Tag,
    WalletFlag,
    decode_locator,
    encode_i32,
    encode_locator,
    encode_u64,
    make_key,
)
from dashcore.wallet.store import BlockTimes, TransactionStore
from dashcore.wallet.transactions import Confirmed, Inactive, InMempool, TxState, WalletTransaction

MUTABLE_FLAGS = WalletFlag.AVOID_REUSE
MASTERNODE_COLLATERALS = frozenset((1000 * COIN, 4000 * COIN))  # of a regular and of an Evo masternode
_REBROADCAST_MARGIN_S = 5 * 60
_CATCH_UP_WAIT_S = 3.0
_log = getLogger("dash")


class Wallet:
    """An open wallet. Methods want `lock` held unless they say that they take it."""

    def __init__(self, name: str, db: WalletDatabase, options: WalletOptions, environment: Environment) -> None:
        self.name = name
        self.db = db
        self.options = options
        self.network = environment.network
        self.chain: Chain = environment.chain
        self.clock = environment.clock
        self.lock = WalletLock()
        self.unlock_lock = threading.Lock()  # one passphrase at a time; before `lock`
        self.keys = Keyring(db, environment.network, environment.clock, options)
        self.address_book = AddressBook(db, environment.network.prefixes)
        self.store = TransactionStore(db, self.keys.is_mine, environment.clock.now, self._tx_changed)
        self.scan = ScanProgress()
        self.following = Following()
        self.version = 0
        self.pay_tx_fee: DuffsPerKb = options.pay_tx_fee
        self.coinjoin_salt = bytes(32)
        self.relock_time = UnixTime(0)
        self.keys_left = 0
        self.attaching = False  # while true, the best block is not written
        self.notifications: Handler | None = None
        self._best_block_time = UnixTime(0)
        self._next_resend = UnixTime(0)
        self.on_unload = Subscribers[[]](self.lock)
        self.on_transaction = Subscribers[[TxId, ChangeType]](self.lock)
        self.on_progress = Subscribers[[str, int]](self.lock)
        self.on_chain_lock = Subscribers[[Height]](self.lock)
        self.on_instant_lock = Subscribers[[]](self.lock)
        self.on_status = Subscribers[[]](self.lock)
        self.on_address_book = Subscribers[[str, str, bool, str, ChangeType]](self.lock)
        self.on_can_get_addresses = Subscribers[[]](self.lock)
        self.keys.vault.on_change = self.on_status.tell
        self.keys.on_change = self.on_can_get_addresses.tell

    # -- what it is

    @property
    def display_name(self) -> str:
        """Name as the log shows it."""
        return f"[{self.name or 'default wallet'}]"

    def log(self, text: str, *args: object) -> None:
        """Log a line with the wallet's name before it."""
        _log.info("%s " + text, self.display_name, *args)

    def has_flag(self, flag: WalletFlag) -> bool:
        """Whether a flag is set."""
        return bool(self.keys.flags & flag)

    def set_flags(self, flags: int) -> None:
        """Set all flags at once."""
        self.keys.flags = WalletFlag(flags)
        self.db.write(make_key(Tag.FLAGS), encode_u64(flags))

    def set_min_version(self, version: int) -> None:
        """Keep older releases from opening the file."""
        if version > self.version:
            self.version = version
            self.db.write(make_key(Tag.MIN_VERSION), encode_i32(version))

    def is_mine(self, script: bytes) -> bool:
        """Whether an output script is this wallet's."""
        return self.keys.is_mine(script)

    def is_tx_mine(self, tx: Transaction) -> bool:
        """Whether a transaction pays to this wallet or spends of it."""
        return any(self.is_mine(output.script_pubkey) for output in tx.outputs) or any(
            (output := self.store.find_output(txin.prevout)) is not None and self.is_mine(output.script_pubkey)
            for txin in tx.inputs
        )

    def is_spent_key(self, script: bytes) -> bool:
        """Whether coins of that script were spent before. Source: C++ IsSpentKey."""
        destination = extract_destination(script)
        return destination is not None and self.address_book.is_used(destination)

    def is_instant_send_locked(self, wtx: WalletTransaction) -> bool:
        """Whether InstantSend locked it. Asks the node only while it is unconfirmed."""
        if not wtx.instant_send_locked and not wtx.is_confirmed:
            wtx.instant_send_locked = self.chain.is_instant_send_locked_tx(wtx.txid)
        return wtx.instant_send_locked

    def address_of(self, destination: Destination) -> str:
        """Show a destination."""
        return encode_destination(destination, self.network.prefixes)

    # -- addresses

    def get_new_destination(self, label: str) -> Destination:
        """Make a receiving address and name it.

        Raises:
            WalletError: no descriptor can make one.
        """
        manager = self.keys.active(internal=False)
        if manager is None:
            raise WalletError("Error: No addresses available.")
        destination = manager.get_new_destination()
        self.set_address(destination, label, "receive")
        return destination

    def get_new_change_destination(self) -> Destination:
        """Make an address for change.

        Raises:
            WalletError: no descriptor can make one.
        """
        manager = self.keys.active(internal=True)
        if manager is None:
            raise WalletError("Error: No addresses available.")
        return manager.get_new_destination()

    def set_address(self, destination: Destination, label: str, purpose: str) -> None:
        """Name an address."""
        known = self.address_book.set(destination, label, purpose)
        self._tell_address(destination, ChangeType.UPDATED if known else ChangeType.NEW)

    def remove_address(self, destination: Destination) -> bool:
        """Forget an address of somebody else; False for one of the wallet's own. Source: C++ DelAddressBook."""
        if self.is_mine(script_for_destination(destination)):
            return False
        self._tell_address(destination, ChangeType.DELETED)
        self.address_book.remove(destination)
        return True

    def _tell_address(self, destination: Destination, change: ChangeType) -> None:
        entry = self.address_book.find(destination)
        if entry is not None:
            mine = self.is_mine(script_for_destination(destination))
            self.on_address_book.tell(self.address_of(destination), entry.label or "", mine, entry.purpose, change)

    # -- transactions

    def sync_transaction(
        self,
        tx: Transaction,
        state: TxState,
        *,
        update: bool = True,
        rescanning: bool = False,
        times: BlockTimes | None = None,
    ) -> bool:
        """Take note of a transaction if it concerns the wallet; return whether it does.

        Args:
            tx: any.
            state: what is known of it now.
            update: whether one that is here already is given the new state.
            rescanning: the block is old.
            times: of the block that confirms it; else the node is asked.

        Source: C++ AddToWalletIfInvolvingMe.
        """
        if isinstance(state, Confirmed):
            self.store.mark_conflicts_of(tx, state)
        existed = tx.txid in self.store
        if existed and not update:
            return False
        if not existed and not self.is_tx_mine(tx):
            return False
        self._note_used_scripts(tx)
        self.add_to_wallet(tx, state, rescanning=rescanning, times=times)
        return True

    def _note_used_scripts(self, tx: Transaction) -> None:
        """Move the keypool past the addresses a transaction pays to."""
        for output in tx.outputs:
            for manager in self.keys.managers_of(output.script_pubkey):
                for destination in manager.mark_used(output.script_pubkey):
                    internal = self.keys.is_internal(manager)
                    if internal is False and self.address_book.find(destination) is None:
                        self.set_address(destination, "", "receive")

    def add_to_wallet(
        self,
        tx: Transaction,
        state: TxState,
        *,
        rescanning: bool = False,
        times: BlockTimes | None = None,
        fill: Callable[[WalletTransaction], None] | None = None,
    ) -> WalletTransaction:
        """Store a transaction and what follows from it. Source: C++ AddToWallet."""
        if self.has_flag(WalletFlag.AVOID_REUSE):
            self._mark_spent_keys(tx)
        if isinstance(state, Confirmed) and times is None:
            block = self.chain.find_block(state.block_hash, want_data=False)
            times = None if block is None else BlockTimes(block.time, block.max_time)
        wtx, _ = self.store.add(tx, state, times=times, rescanning=rescanning, fill=fill)
        self.lock_collaterals_of(wtx)
        if self.options.notify_command:
            self.lock.call_later(lambda: self._run_notify(wtx))
        return wtx

    def _mark_spent_keys(self, tx: Transaction) -> None:
        for txin in tx.inputs:
            output = self.store.find_output(txin.prevout)
            if output is None or not self.is_mine(output.script_pubkey):
                continue
            destination = extract_destination(output.script_pubkey)
            if destination is not None and not self.address_book.is_used(destination):
                self.address_book.mark_used(destination)

    def lock_collaterals_of(self, wtx: WalletTransaction) -> None:
        """Keep registered masternodes' collaterals from being spent. Source: C++ LockProTxCoins."""
        coins = tuple(
            OutPoint(wtx.txid, index)
            for index in self.store.unspent_indexes(wtx)
            if wtx.tx.outputs[index].value in MASTERNODE_COLLATERALS
        )
        if coins:
            for outpoint in self.chain.list_mn_collaterals(coins):
                self.store.lock(outpoint, write=True)

    def commit_transaction(
        self,
        tx: Transaction,
        comments: dict[str, str],
        order_form: list[tuple[str, str]] | None = None,
    ) -> None:
        """Store a transaction this wallet made, and broadcast it. Source: C++ CommitTransaction."""
        self.log("CommitTransaction: %s", display_hash(tx.txid))

        def fill(wtx: WalletTransaction) -> None:
            wtx.comments = dict(comments)
            wtx.order_form = list(order_form or ())
            wtx.received_is_tx_time = 1
            wtx.from_me = True

        wtx = self.add_to_wallet(tx, Inactive(), fill=fill)
        for txid in {txin.prevout.txid for txin in tx.inputs}:
            self._tx_changed(txid)
        if self.options.broadcast:
            error = self._submit(wtx, relay=True)
            if error is not None:
                self.log("CommitTransaction(): Transaction cannot be broadcast immediately, %s", error)

    def _submit(self, wtx: WalletTransaction, *, relay: bool) -> str | None:
        """Hand a transaction to the node; return why it did not take it. Source: C++ SubmitTxMemoryPoolAndRelay."""
        if not self.can_be_resent(wtx):
            return ""
        self.log("Submitting wtx %s to mempool for relay", display_hash(wtx.txid))
        result = self.chain.broadcast_transaction(wtx.tx, self.options.max_tx_fee, relay)
        if not result.accepted:
            return result.error
        wtx.state = InMempool()
        return None

    def can_be_resent(self, wtx: WalletTransaction) -> bool:
        """Whether the node should have it. Source: C++ CanTxBeResent."""
        return (
            self.options.broadcast
            and not wtx.is_abandoned
            and not wtx.is_coinbase
            and self.store.depth(wtx) == 0
            and not self.is_instant_send_locked(wtx)
        )

    def reaccept_transactions(self) -> None:
        """Hand all that is unconfirmed to the node, oldest first. Source: C++ ReacceptWalletTransactions."""
        if not self.options.broadcast:
            return
        pending = [
            wtx
            for wtx in self.store
            if not wtx.is_coinbase and self.store.depth(wtx) == 0 and not wtx.is_abandoned and not wtx.in_mempool
        ]
        for wtx in sorted(pending, key=lambda wtx: wtx.order):
            self._submit(wtx, relay=False)

    def resend_transactions(self, random_s: Callable[[int], int]) -> None:
        """Broadcast again what did not confirm, now and then. Takes the lock.

        Args:
            random_s: gives a number of seconds below its argument.

        Source: C++ ResendWalletTransactions.
        """
        if not self.chain.is_ready_to_broadcast() or not self.options.broadcast:
            return
        now = self.clock.now()
        if now < self._next_resend:
            return
        first = self._next_resend == 0
        self._next_resend = UnixTime(now + 3600 + random_s(2 * 3600))
        if first:
            return
        sent = 0
        with self.lock:
            for wtx in tuple(self.store):
                if wtx.time_received > self._best_block_time - _REBROADCAST_MARGIN_S:
                    continue
                if self.can_be_resent(wtx):
                    sent += self._submit(wtx, relay=True) is None
        if sent:
            self.log("ResendWalletTransactions: resubmit %d unconfirmed transactions", sent)

    def resend(self, wtx: WalletTransaction) -> bool:
        """Offer one transaction to the node, now; False where that is not allowed, or the node refused it."""
        return self.can_be_resent(wtx) and self._submit(wtx, relay=True) is None

    def can_be_abandoned(self, wtx: WalletTransaction) -> bool:
        """Whether it is neither in a block nor in the mempool nor locked."""
        return self.store.depth(wtx) == 0 and not wtx.in_mempool and not self.is_instant_send_locked(wtx)

    def abandon_transaction(self, wtx: WalletTransaction) -> bool:
        """Give a transaction up; False where that is not allowed. Source: C++ AbandonTransaction."""
        if not self.can_be_abandoned(wtx):
            return False
        self.store.abandon(wtx.txid)
        return True

    # -- following the chain; each takes the lock

    def transaction_added_to_mempool(self, tx: Transaction) -> None:
        """Take note of a transaction in the mempool."""
        with self.lock:
            self.sync_transaction(tx, InMempool())
            wtx = self.store.find(tx.txid)
            if wtx is not None:
                self._refresh_mempool_state(wtx)

    def transaction_removed_from_mempool(self, tx: Transaction, reason: MempoolRemovalReason) -> None:
        """Take note that a transaction left the mempool."""
        with self.lock:
            wtx = self.store.find(tx.txid)
            if wtx is None:
                return
            if reason is MempoolRemovalReason.CONFLICT:
                self.sync_transaction(tx, Inactive())
            else:
                self._refresh_mempool_state(wtx)

    def _refresh_mempool_state(self, wtx: WalletTransaction) -> None:
        """Ask the node: by now the mempool may have changed again. Source: C++ RefreshMempoolStatus."""
        if wtx.is_confirmed or wtx.is_conflicted:
            return
        if self.chain.is_in_mempool(wtx.txid):
            wtx.state = InMempool()
        elif wtx.in_mempool:
            wtx.state = Inactive()

    def block_connected(self, block: Block, height: Height) -> None:
        """Take note of a new tip."""
        with self.lock, self.noting(block, height):
            self.store.tip_height = height
            self.store.tip_hash = block.hash
            times = BlockTimes(block.header.time, block.header.time)
            for index, tx in enumerate(block.transactions):
                self.sync_transaction(tx, Confirmed(block.hash, height, index), times=times)

    def block_disconnected(self, block: Block, height: Height) -> None:
        """Take note that the tip left the chain."""
        with self.lock, self.noting(block, height):
            self.store.tip_height = Height(height - 1)
            self.store.tip_hash = block.header.prev_hash
            for tx in block.transactions:
                self.sync_transaction(tx, Inactive())
                self.store.revive_conflicted(tx, height)

    @contextmanager
    def noting(self, block: Block, height: Height) -> Iterator[None]:
        """Write all of a block or nothing; where that fails, it is to be looked through again, if need be after a restart."""
        try:
            with self.db.transaction():
                yield
        except BaseException:
            self.attaching = True
            below = Height(height - 1)
            behind = self.following.behind_from
            self.following.behind_from = below if behind is None else min(behind, below)
            self.store.note_unsaved(tx.txid for tx in block.transactions)
            raise

    def updated_block_tip(self) -> None:
        """Note when the last block came."""
        self._best_block_time = self.clock.now()

    def chain_state_flushed(self, locator: BlockLocator) -> None:
        """Note up to where the wallet is done, unless it is still catching up. Takes no lock but the file's."""
        if not self.attaching:
            self.write_best_block(locator)

    def write_best_block(self, locator: BlockLocator) -> None:
        """Note up to where the wallet is done. Takes no lock but the file's."""
        with self.db.transaction():
            self.db.write(make_key(Tag.BEST_BLOCK), encode_locator(BlockLocator(hashes=())))
            self.db.write(make_key(Tag.BEST_BLOCK_NO_MERKLE), encode_locator(locator))

    def read_best_block(self) -> BlockLocator | None:
        """Return up to where the wallet is done; None where the file does not say."""
        for tag in (Tag.BEST_BLOCK, Tag.BEST_BLOCK_NO_MERKLE):
            value = self.db.read(make_key(tag))
            if value is not None:
                locator = decode_locator(value)
                if locator.hashes or tag is Tag.BEST_BLOCK_NO_MERKLE:
                    return locator
        return None

    def notify_transaction_lock(self, tx: Transaction) -> None:
        """Take note of an InstantSend lock."""
        with self.lock:
            wtx = self.store.find(tx.txid)
            if wtx is None:
                return
            wtx.instant_send_locked = True
            self._tx_changed(tx.txid)
            self.on_instant_lock.tell()
            command = self.options.instant_send_command
            if command:
                values = ("%s", display_hash(tx.txid)), ("%w", self.name)
                self.lock.call_later(lambda: _run_command("instantsendnotify", command, values))

    def wait_until_synced(self) -> None:
        """Return once the wallet knows of every block the node had when this was called. Takes the lock.

        Does not wait for long where the wallet is catching up with a node that came back.

        Threads: the lock must not be held.
        """
        self.following.is_caught_up.wait(_CATCH_UP_WAIT_S)
        with self.lock:
            tip = self.store.tip_hash
        if tip != NULL_HASH:
            self.chain.wait_for_notifications_if_tip_changed(tip)

    def set_tip(self, tip_hash: BlockHash, height: Height) -> None:
        """Say up to where the chain is known."""
        self.store.tip_hash = tip_hash
        self.store.tip_height = height

    def _tx_changed(self, txid: TxId, change: ChangeType = ChangeType.UPDATED) -> None:
        self.on_transaction.tell(txid, change)

    def _run_notify(self, wtx: WalletTransaction) -> None:
        """Start -walletnotify's command."""
        block, height = "unconfirmed", "-1"
        if isinstance(wtx.state, Confirmed):
            block, height = display_hash(wtx.state.block_hash), str(wtx.state.height)
        values = ("%s", display_hash(wtx.txid)), ("%b", block), ("%h", height), ("%w", self.name)
        _run_command("walletnotify", self.options.notify_command, values)


def _run_command(option: str, command: str, values: Sequence[tuple[str, str]]) -> None:
    """Run a user's command without waiting for it."""

    def run() -> None:
        try:
            composed, status = files.run_command(option, command, values)
        except OSError as err:
            _log.warning("runCommand error: system(%s): %s", command, err.strerror)
            return
        if status:
            _log.warning("runCommand error: system(%s) returned %d", composed, status)

    threading.Thread(target=run, name="walletnotify", daemon=True).start()
