"""The chain of a node that may leave and come back, as a client sees it: always there, and sometimes mute.

Without a node, what needs it raises NodeGoneError. A few questions have an answer all the same, so that a wallet can show
and keep what it has: nothing is locked by anyone as far as is known, and a transaction to be sent is not accepted (it is
sent again once the node is back).
"""

import contextlib
from collections.abc import Callable
from typing import TypeVar

from dashcore.interfaces.chain import (
    BlockInfo,
    BlockLocator,
    BroadcastResult,
    Chain,
    ChainNotifications,
    CoinInfo,
    FeeEstimate,
    NodeGoneError,
    PackageLimits,
    TransactionAncestry,
)
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.rpc import RpcCall, RpcCommandInfo
from dashcore.ipc.reconnect import GONE, NodeLink
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import BlockHash, Duffs, DuffsPerKb, Height, TxId, UnixTime

T = TypeVar("T")

_NOT_SENT = BroadcastResult(accepted=False, error="The node is not connected")
_NO_RELATIVES = TransactionAncestry(ancestors=0, descendants=0, ancestor_size=0, ancestor_fees=Duffs(0))


class _Subscription(Handler):
    """Notifications of one connection; they end with it."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler

    def disconnect(self) -> None:
        """End them."""
        with contextlib.suppress(*GONE):
            self._handler.disconnect()


class LiveChain(Chain):
    """Passes on to the node of a link; what concerns this process alone (settings, messages, timers) is a subclass's.

    Args (constructor):
        link: the connection to the node.
    """

    def __init__(self, link: NodeLink) -> None:
        self._link = link

    def _ask(self, question: Callable[[Chain], T]) -> T:
        """Ask the node.

        Raises:
            NodeGoneError: it is not there, or left before it answered.
        """
        chain = self._link.chain
        try:
            return question(chain)
        except GONE as error:
            if not self._link.note_failure(chain):
                raise
            raise NodeGoneError from error

    def _ask_or(self, otherwise: T, question: Callable[[Chain], T]) -> T:
        """Ask the node; `otherwise` is the answer where there is none."""
        try:
            return self._ask(question)
        except NodeGoneError:
            return otherwise

    def handle_notifications(self, notifications: ChainNotifications) -> Handler:
        """Subscribe at the node that is there; ends with its connection."""
        return _Subscription(self._ask(lambda chain: chain.handle_notifications(notifications)))

    def handle_rpc(self, command: RpcCommandInfo, actor: Callable[[RpcCall, bool], str]) -> Handler:
        """Serve a command through whatever node is there, until the handler disconnects."""
        return self._link.handle_rpc(command, actor)

    def get_height(self) -> Height | None:
        """Ask the node."""
        return self._ask(lambda chain: chain.get_height())

    def get_block_hash(self, height: Height) -> BlockHash | None:
        """Ask the node."""
        return self._ask(lambda chain: chain.get_block_hash(height))

    def have_block_on_disk(self, height: Height) -> bool:
        """Ask the node."""
        return self._ask(lambda chain: chain.have_block_on_disk(height))

    def find_fork(self, block_hash: BlockHash) -> Height | None:
        """Ask the node."""
        return self._ask(lambda chain: chain.find_fork(block_hash))

    def get_tip_locator(self) -> BlockLocator:
        """Ask the node."""
        return self._ask(lambda chain: chain.get_tip_locator())

    def get_active_chain_locator(self, block_hash: BlockHash) -> BlockLocator:
        """Ask the node."""
        return self._ask(lambda chain: chain.get_active_chain_locator(block_hash))

    def find_locator_fork(self, locator: BlockLocator) -> Height | None:
        """Ask the node."""
        return self._ask(lambda chain: chain.find_locator_fork(locator))

    def is_instant_send_locked_tx(self, txid: TxId) -> bool:
        """Ask the node; without one no lock is known."""
        return self._ask_or(False, lambda chain: chain.is_instant_send_locked_tx(txid))

    def has_chain_lock(self, height: Height, block_hash: BlockHash) -> bool:
        """Ask the node; without one no lock is known."""
        return self._ask_or(False, lambda chain: chain.has_chain_lock(height, block_hash))

    def list_mn_collaterals(self, outputs: tuple[OutPoint, ...]) -> tuple[OutPoint, ...]:
        """Ask the node; without one none is known."""
        return self._ask_or((), lambda chain: chain.list_mn_collaterals(outputs))

    def find_block(self, block_hash: BlockHash, want_data: bool) -> BlockInfo | None:
        """Ask the node."""
        return self._ask(lambda chain: chain.find_block(block_hash, want_data))

    def find_first_block_with_time_and_height(self, min_time: UnixTime, min_height: Height) -> BlockInfo | None:
        """Ask the node."""
        return self._ask(lambda chain: chain.find_first_block_with_time_and_height(min_time, min_height))

    def find_ancestor_by_height(self, block_hash: BlockHash, height: Height) -> BlockInfo | None:
        """Ask the node."""
        return self._ask(lambda chain: chain.find_ancestor_by_height(block_hash, height))

    def find_ancestor_by_hash(self, block_hash: BlockHash, ancestor_hash: BlockHash) -> BlockInfo | None:
        """Ask the node."""
        return self._ask(lambda chain: chain.find_ancestor_by_hash(block_hash, ancestor_hash))

    def find_common_ancestor(self, first: BlockHash, second: BlockHash) -> BlockInfo | None:
        """Ask the node."""
        return self._ask(lambda chain: chain.find_common_ancestor(first, second))

    def find_coins(self, outpoints: tuple[OutPoint, ...]) -> tuple[CoinInfo | None, ...]:
        """Ask the node."""
        return self._ask(lambda chain: chain.find_coins(outpoints))

    def guess_verification_progress(self, block_hash: BlockHash) -> float:
        """Ask the node."""
        return self._ask(lambda chain: chain.guess_verification_progress(block_hash))

    def has_blocks(self, block_hash: BlockHash, min_height: Height, max_height: Height | None) -> bool:
        """Ask the node."""
        return self._ask(lambda chain: chain.has_blocks(block_hash, min_height, max_height))

    def is_in_mempool(self, txid: TxId) -> bool:
        """Ask the node."""
        return self._ask(lambda chain: chain.is_in_mempool(txid))

    def has_descendants_in_mempool(self, txid: TxId) -> bool:
        """Ask the node."""
        return self._ask(lambda chain: chain.has_descendants_in_mempool(txid))

    def broadcast_transaction(self, tx: Transaction, max_tx_fee: Duffs, relay: bool) -> BroadcastResult:
        """Hand it to the node; one that is not there has not accepted it."""
        return self._ask_or(_NOT_SENT, lambda chain: chain.broadcast_transaction(tx, max_tx_fee, relay))

    def get_transaction_ancestry(self, txid: TxId) -> TransactionAncestry:
        """Ask the node; without one no relatives are known."""
        return self._ask_or(_NO_RELATIVES, lambda chain: chain.get_transaction_ancestry(txid))

    def get_package_limits(self) -> PackageLimits:
        """Ask the node."""
        return self._ask(lambda chain: chain.get_package_limits())

    def check_chain_limits(self, tx: Transaction) -> bool:
        """Ask the node."""
        return self._ask(lambda chain: chain.check_chain_limits(tx))

    def estimate_smart_fee(self, num_blocks: int, conservative: bool) -> FeeEstimate:
        """Ask the node."""
        return self._ask(lambda chain: chain.estimate_smart_fee(num_blocks, conservative))

    def estimate_max_blocks(self) -> int:
        """Ask the node."""
        return self._ask(lambda chain: chain.estimate_max_blocks())

    def mempool_min_fee(self) -> DuffsPerKb:
        """Ask the node."""
        return self._ask(lambda chain: chain.mempool_min_fee())

    def relay_min_fee(self) -> DuffsPerKb:
        """Ask the node."""
        return self._ask(lambda chain: chain.relay_min_fee())

    def relay_incremental_fee(self) -> DuffsPerKb:
        """Ask the node."""
        return self._ask(lambda chain: chain.relay_incremental_fee())

    def relay_dust_fee(self) -> DuffsPerKb:
        """Ask the node."""
        return self._ask(lambda chain: chain.relay_dust_fee())

    def have_pruned(self) -> bool:
        """Ask the node."""
        return self._ask(lambda chain: chain.have_pruned())

    def is_ready_to_broadcast(self) -> bool:
        """Ask the node; without one nothing can be."""
        return self._ask_or(False, lambda chain: chain.is_ready_to_broadcast())

    def is_initial_block_download(self) -> bool:
        """Ask the node."""
        return self._ask(lambda chain: chain.is_initial_block_download())

    def wait_for_notifications_if_tip_changed(self, old_tip: BlockHash) -> None:
        """Wait for the node to have told all; without one there is nothing to wait for."""
        self._ask_or(None, lambda chain: chain.wait_for_notifications_if_tip_changed(old_tip))

    def request_mempool_transactions(self, notifications: ChainNotifications) -> None:
        """Ask the node."""
        self._ask(lambda chain: chain.request_mempool_transactions(notifications))

    def has_assumed_valid_chain(self) -> bool:
        """Ask the node."""
        return self._ask(lambda chain: chain.has_assumed_valid_chain())
