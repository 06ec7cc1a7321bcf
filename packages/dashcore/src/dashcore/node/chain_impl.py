"""The wallets' view of the node: `interfaces.Chain`. Mirrors ChainImpl of node/interfaces.cpp."""

import json
from collections.abc import Callable

from dashcore.chain.blockindex import BlockIndex, last_common_ancestor
from dashcore.chain.errors import CorruptDataError
from dashcore.common.settings import to_text
from dashcore.interfaces.chain import (
    BlockInfo,
    BlockLocator,
    BroadcastResult,
    Chain,
    ChainNotifications,
    CoinInfo,
    FeeEstimate,
    PackageLimits,
    TransactionAncestry,
)
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.rpc import RpcCall, RpcCommandInfo
from dashcore.node import ui
from dashcore.node.broadcast import BroadcastError, TransactionError, broadcast_transaction
from dashcore.node.context import NodeContext
from dashcore.node.mempool.pool import ChainLimitError
from dashcore.policy.fees import FeeHorizon
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import BlockHash, Duffs, DuffsPerKb, Height, TxId, UnixTime
from dashcore.util.hashes import NULL_HASH


def _height_of(index: BlockIndex | None) -> Height | None:
    return None if index is None else Height(index.height)


class ChainImpl(Chain):
    """Answers from the node's parts. No lock is held on return, nor while a client is called."""

    def __init__(self, node: NodeContext) -> None:
        self._node = node

    # Blocks

    def get_height(self) -> Height | None:
        """Height of the tip."""
        with self._node.chainman.cs_main:
            return _height_of(self._node.chainman.active.tip)

    def get_block_hash(self, height: Height) -> BlockHash | None:
        """Hash of the active chain's block at `height`."""
        with self._node.chainman.cs_main:
            index = self._node.chainman.active.at(height)
            return None if index is None else index.hash

    def have_block_on_disk(self, height: Height) -> bool:
        """Whether that block's data is stored and holds transactions."""
        with self._node.chainman.cs_main:
            index = self._node.chainman.active.at(height)
            return index is not None and index.has_data and index.tx_count > 0

    def find_fork(self, block_hash: BlockHash) -> Height | None:
        """Height of the last block the active chain shares with that block's branch."""
        with self._node.chainman.cs_main:
            index = self._node.chainman.find(block_hash)
            return None if index is None else _height_of(self._node.chainman.active.find_fork(index))

    def get_tip_locator(self) -> BlockLocator:
        """Locator of the tip."""
        with self._node.chainman.cs_main:
            return BlockLocator(hashes=tuple(self._node.chainman.active.locator()))

    def get_active_chain_locator(self, block_hash: BlockHash) -> BlockLocator:
        """Locator of that block where the node knows it, else an empty one."""
        with self._node.chainman.cs_main:
            index = self._node.chainman.find(block_hash)
            return BlockLocator(hashes=() if index is None else tuple(self._node.chainman.active.locator(index)))

    def find_locator_fork(self, locator: BlockLocator) -> Height | None:
        """Height of the last block the active chain shares with `locator`."""
        with self._node.chainman.cs_main:
            return _height_of(self._node.chainman.find_fork_in_locator(locator.hashes))

    def is_instant_send_locked_tx(self, txid: TxId) -> bool:
        """Whether InstantSend locked that transaction: no quorum exists here that could."""
        del txid
        return False

    def has_chain_lock(self, height: Height, block_hash: BlockHash) -> bool:
        """Whether a ChainLock covers that block: no quorum exists here that could sign one."""
        del height, block_hash
        return False

    def list_mn_collaterals(self, outputs: tuple[OutPoint, ...]) -> tuple[OutPoint, ...]:
        """Those of `outputs` that are collaterals: no masternode is registered here."""
        del outputs
        return ()

    def find_block(self, block_hash: BlockHash, want_data: bool) -> BlockInfo | None:
        """Look a block up by hash."""
        with self._node.chainman.cs_main:
            index = self._node.chainman.find(block_hash)
            info = self._describe(index)
        if index is None or info is None or not want_data:
            return info
        return self._with_data(index, info)

    def find_first_block_with_time_and_height(self, min_time: UnixTime, min_height: Height) -> BlockInfo | None:
        """First block of the active chain that is neither older nor lower."""
        with self._node.chainman.cs_main:
            return self._describe(self._node.chainman.active.find_earliest_at_least(min_time, min_height))

    def find_ancestor_by_height(self, block_hash: BlockHash, height: Height) -> BlockInfo | None:
        """That block's ancestor at `height`."""
        with self._node.chainman.cs_main:
            index = self._node.chainman.find(block_hash)
            return None if index is None else self._describe(index.get_ancestor(height))

    def find_ancestor_by_hash(self, block_hash: BlockHash, ancestor_hash: BlockHash) -> BlockInfo | None:
        """`ancestor_hash` where it is an ancestor of that block."""
        with self._node.chainman.cs_main:
            index = self._node.chainman.find(block_hash)
            ancestor = self._node.chainman.find(ancestor_hash)
            if index is None or ancestor is None or index.get_ancestor(ancestor.height) is not ancestor:
                return None
            return self._describe(ancestor)

    def find_common_ancestor(self, first: BlockHash, second: BlockHash) -> BlockInfo | None:
        """Last block both branches share."""
        with self._node.chainman.cs_main:
            one, other = self._node.chainman.find(first), self._node.chainman.find(second)
            if one is None or other is None:
                return None
            return self._describe(last_common_ancestor(one, other))

    def _describe(self, index: BlockIndex | None) -> BlockInfo | None:
        """Source: C++ FillBlock."""
        if index is None:
            return None
        active = self._node.chainman.active
        following = active.next(index)
        return BlockInfo(
            hash=index.hash,
            height=Height(index.height),
            time=UnixTime(index.time),
            max_time=index.time_max,
            median_time=index.median_time_past,
            in_active_chain=index in active,
            next_hash=None if following is None else following.hash,
            data=None,
        )

    def _with_data(self, index: BlockIndex, info: BlockInfo) -> BlockInfo:
        try:
            data = self._node.chainman.read_block(index)
        except CorruptDataError:
            data = None
        return BlockInfo(
            hash=info.hash,
            height=info.height,
            time=info.time,
            max_time=info.max_time,
            median_time=info.median_time,
            in_active_chain=info.in_active_chain,
            next_hash=info.next_hash,
            data=data,
        )

    def guess_verification_progress(self, block_hash: BlockHash) -> float:
        """Share of all transactions verified up to that block."""
        with self._node.chainman.cs_main:
            return self._node.chainman.verification_progress(self._node.chainman.find(block_hash))

    def has_blocks(self, block_hash: BlockHash, min_height: Height, max_height: Height | None) -> bool:
        """Whether all data of that range below that block is stored."""
        with self._node.chainman.cs_main:
            index = self._node.chainman.find(block_hash)
            if index is not None and max_height is not None and index.height >= max_height:
                index = index.get_ancestor(max_height)
            while index is not None and index.has_data:
                if index.height <= min_height or index.prev is None:
                    return True
                index = index.prev
            return False

    def have_pruned(self) -> bool:
        """Whether any block was pruned."""
        return self._node.chainman.have_pruned

    def is_ready_to_broadcast(self) -> bool:
        """Whether the node is neither importing, reindexing nor in initial download."""
        chainman = self._node.chainman
        return not chainman.importing and not chainman.reindexing and not chainman.is_initial_download()

    def is_initial_block_download(self) -> bool:
        """Whether the node still catches up."""
        return self._node.chainman.is_initial_download()

    def has_assumed_valid_chain(self) -> bool:
        """Whether the chain state came from a snapshot: this node loads none."""
        return False

    # Coins and mempool

    def find_coins(self, outpoints: tuple[OutPoint, ...]) -> tuple[CoinInfo | None, ...]:
        """The coins behind `outpoints`, mempool included."""
        with self._node.chainman.cs_main:
            return tuple(self._find_coin(outpoint) for outpoint in outpoints)

    def _find_coin(self, outpoint: OutPoint) -> CoinInfo | None:
        coin = self._node.acceptor.find_coin(outpoint)
        if coin is None:
            return None
        return CoinInfo(output=coin.out, height=Height(coin.height), is_coinbase=coin.is_coinbase)

    def is_in_mempool(self, txid: TxId) -> bool:
        """Whether the mempool holds that transaction."""
        with self._node.chainman.cs_main:
            return txid in self._node.mempool

    def has_descendants_in_mempool(self, txid: TxId) -> bool:
        """Whether a mempool transaction spends an output of that one."""
        with self._node.chainman.cs_main:
            entry = self._node.mempool.entries.get(txid)
            return entry is not None and entry.descendant_count > 1

    def broadcast_transaction(self, tx: Transaction, max_tx_fee: Duffs, relay: bool) -> BroadcastResult:
        """Submit `tx` to the mempool and, with `relay`, to peers."""
        try:
            broadcast_transaction(self._node, tx, max_fee=max_tx_fee, relay=relay, wait=False)
        except BroadcastError as error:
            is_confirmed = error.kind is TransactionError.ALREADY_IN_CHAIN
            return BroadcastResult(accepted=False, error=error.kind.value if is_confirmed else str(error))
        return BroadcastResult(accepted=True, error="")

    def get_transaction_ancestry(self, txid: TxId) -> TransactionAncestry:
        """Count a mempool transaction's relatives. Source: C++ GetTransactionAncestry, CalculateDescendantMaximum."""
        with self._node.chainman.cs_main:
            entry = self._node.mempool.entries.get(txid)
            if entry is None:
                return TransactionAncestry(ancestors=0, descendants=0, ancestor_size=0, ancestor_fees=Duffs(0))
            roots = [each for each in entry.ancestors() | {entry} if not each.parents]
            return TransactionAncestry(
                ancestors=entry.ancestor_count,
                descendants=max(root.descendant_count for root in roots),
                ancestor_size=entry.ancestor_size,
                ancestor_fees=Duffs(entry.ancestor_fees),
            )

    def get_package_limits(self) -> PackageLimits:
        """How long chains of unconfirmed transactions may grow."""
        options = self._node.mempool.options
        return PackageLimits(ancestor_count=options.limit_ancestors, descendant_count=options.limit_descendants)

    def check_chain_limits(self, tx: Transaction) -> bool:
        """Whether the mempool would take `tx` as far as those limits go."""
        with self._node.chainman.cs_main:
            try:
                self._node.mempool.check_limits(tx, len(tx.serialize()))
            except ChainLimitError:
                return False
            return True

    def estimate_smart_fee(self, num_blocks: int, conservative: bool) -> FeeEstimate:
        """Estimate the rate that confirms within `num_blocks`."""
        estimator = self._node.fee_estimator
        if estimator is None:
            return FeeEstimate(rate=DuffsPerKb(0), returned_target=0)
        with self._node.chainman.cs_main:
            found = estimator.estimate_smart_fee(num_blocks, conservative=conservative)
        return FeeEstimate(rate=DuffsPerKb(found.rate.per_kb), returned_target=found.returned_target)

    def estimate_max_blocks(self) -> int:
        """Longest target the estimator answers for."""
        estimator = self._node.fee_estimator
        return 0 if estimator is None else estimator.highest_target(FeeHorizon.LONG)

    def mempool_min_fee(self) -> DuffsPerKb:
        """Rate below which the mempool takes nothing now."""
        with self._node.chainman.cs_main:
            return DuffsPerKb(self._node.mempool.min_fee())

    def relay_min_fee(self) -> DuffsPerKb:
        """-minrelaytxfee."""
        return DuffsPerKb(self._node.mempool.options.min_relay_fee)

    def relay_incremental_fee(self) -> DuffsPerKb:
        """-incrementalrelayfee."""
        return DuffsPerKb(self._node.mempool.options.incremental_relay_fee)

    def relay_dust_fee(self) -> DuffsPerKb:
        """-dustrelayfee."""
        return DuffsPerKb(self._node.mempool.options.dust_relay_fee)

    # The process

    def shutdown_requested(self) -> bool:
        """Whether the node is shutting down."""
        return self._node.shutdown.shutdown_requested()

    def init_message(self, message: str) -> None:
        """Show what start-up is doing."""
        ui.init_message(self._node, message)

    def init_warning(self, message: str) -> None:
        """Show a warning."""
        ui.init_warning(self._node, message)

    def init_error(self, message: str) -> None:
        """Show an error that ends the start."""
        ui.init_error(self._node, message)

    def show_progress(self, title: str, progress: int, resume_possible: bool) -> None:
        """Show progress in per cent."""
        self._node.ui_signals.show_progress(title, progress, resume_possible)

    # Subscriptions

    def handle_notifications(self, notifications: ChainNotifications) -> Handler:
        """Send notifications until the handler disconnects."""
        return self._node.signals.subscribe(notifications)

    def wait_for_notifications_if_tip_changed(self, old_tip: BlockHash) -> None:
        """Return once every notification up to now was delivered; at once if the tip is still `old_tip`."""
        if old_tip != NULL_HASH:
            with self._node.chainman.cs_main:
                tip = self._node.chainman.active.tip
                if tip is not None and tip.hash == old_tip:
                    return
        self._node.signals.sync()

    def request_mempool_transactions(self, notifications: ChainNotifications) -> None:
        """Report every mempool transaction as added, parents first.

        C++ holds its locks meanwhile; here none is held while a client runs, so what leaves or enters the
        mempool at that moment may be told twice, or in the order of its own notification.
        """
        with self._node.chainman.cs_main:
            transactions = [entry.tx for entry in self._node.mempool.sorted_entries()]
        for tx in transactions:
            if tx.txid in self._node.mempool:
                notifications.transaction_added_to_mempool(tx, UnixTime(0))

    def handle_rpc(self, command: RpcCommandInfo, actor: Callable[[RpcCall, bool], str]) -> Handler:
        """Serve an RPC command from a client until the handler disconnects."""
        return self._node.rpc.register_remote(command, actor)

    def rpc_enable_deprecated(self, method: str) -> bool:
        """Whether -deprecatedrpc names `method`."""
        return method in self._node.args.get_all("-deprecatedrpc")

    def rpc_run_later(self, name: str, fn: Callable[[], None], seconds: int) -> None:
        """Call `fn` once after `seconds`."""
        self._node.rpc.run_later(name, fn, seconds)

    # Settings

    def get_setting(self, arg: str) -> str:
        """Effective value of a setting as JSON text."""
        return to_text(self._node.args.get_setting(arg))

    def get_settings_list(self, arg: str) -> tuple[str, ...]:
        """All effective values of a setting, each as JSON text."""
        return tuple(to_text(value) for value in self._node.args.get_settings_list(arg))

    def get_rw_setting(self, name: str) -> str:
        """The value in settings.json as JSON text."""
        return to_text(self._node.args.get_rw_setting(name))

    def update_rw_setting(self, name: str, value: str, write: bool) -> bool:
        """Set or remove a value of settings.json."""
        return self._node.args.update_rw_setting(name, json.loads(value), write=write)
