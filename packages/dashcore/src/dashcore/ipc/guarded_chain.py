"""The node's chain as another process gets it: what that process registered ends with it.

A client may die at any moment. Its subscriptions end then; its RPC commands stay and say
what happened, for a wallet command that is suddenly unknown helps nobody.
"""

from collections.abc import Callable

import libmultiprocess as mp
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
from dashcore.interfaces.rpc import RpcCall, RpcCommandInfo, RpcError, RpcErrorCode
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import BlockHash, Duffs, DuffsPerKb, Height, TxId, UnixTime

_GONE = (mp.DisconnectedError, mp.ClosedError)


class ClientHandler(Handler):
    """A subscription of another process. `close` is what the connection calls when that process lets go or dies."""

    def __init__(self, handler: Handler, *, outlives_client: bool = False) -> None:
        self._handler = handler
        self._outlives_client = outlives_client

    def disconnect(self) -> None:
        """End the subscription."""
        self._handler.disconnect()

    def close(self) -> None:
        """End the subscription, unless it is to outlive its client."""
        if not self._outlives_client:
            self._handler.disconnect()


class GuardedChain(Chain):
    """Passes everything on to the node's chain.

    Args (constructor):
        describe_loss: says in a sentence what became of the client, for those who call its commands.
        keep_commands: whether they stay after the client's death.
    """

    def __init__(self, chain: Chain, describe_loss: Callable[[], str], *, keep_commands: bool) -> None:
        self._chain = chain
        self._describe_loss = describe_loss
        self._keep_commands = keep_commands

    def handle_notifications(self, notifications: ChainNotifications) -> Handler:
        """Subscribe until the handler disconnects or the client is gone."""
        return ClientHandler(self._chain.handle_notifications(notifications))

    def handle_rpc(self, command: RpcCommandInfo, actor: Callable[[RpcCall, bool], str]) -> Handler:
        """Register a command; a call that cannot reach the client says so."""

        def run(call: RpcCall, is_last: bool) -> str:
            try:
                return actor(call, is_last)
            except _GONE as error:
                raise RpcError(RpcErrorCode.WALLET_ERROR, self._describe_loss()) from error

        return ClientHandler(self._chain.handle_rpc(command, run), outlives_client=self._keep_commands)

    def rpc_run_later(self, name: str, fn: Callable[[], None], seconds: int) -> None:
        """Call later, if the client still is there then."""

        def run() -> None:
            try:
                fn()
            except _GONE:
                return

        self._chain.rpc_run_later(name, run, seconds)

    def get_height(self) -> Height | None:
        """Pass on."""
        return self._chain.get_height()

    def get_block_hash(self, height: Height) -> BlockHash | None:
        """Pass on."""
        return self._chain.get_block_hash(height)

    def have_block_on_disk(self, height: Height) -> bool:
        """Pass on."""
        return self._chain.have_block_on_disk(height)

    def find_fork(self, block_hash: BlockHash) -> Height | None:
        """Pass on."""
        return self._chain.find_fork(block_hash)

    def get_tip_locator(self) -> BlockLocator:
        """Pass on."""
        return self._chain.get_tip_locator()

    def get_active_chain_locator(self, block_hash: BlockHash) -> BlockLocator:
        """Pass on."""
        return self._chain.get_active_chain_locator(block_hash)

    def find_locator_fork(self, locator: BlockLocator) -> Height | None:
        """Pass on."""
        return self._chain.find_locator_fork(locator)

    def is_instant_send_locked_tx(self, txid: TxId) -> bool:
        """Pass on."""
        return self._chain.is_instant_send_locked_tx(txid)

    def has_chain_lock(self, height: Height, block_hash: BlockHash) -> bool:
        """Pass on."""
        return self._chain.has_chain_lock(height, block_hash)

    def list_mn_collaterals(self, outputs: tuple[OutPoint, ...]) -> tuple[OutPoint, ...]:
        """Pass on."""
        return self._chain.list_mn_collaterals(outputs)

    def find_block(self, block_hash: BlockHash, want_data: bool) -> BlockInfo | None:
        """Pass on."""
        return self._chain.find_block(block_hash, want_data)

    def find_first_block_with_time_and_height(self, min_time: UnixTime, min_height: Height) -> BlockInfo | None:
        """Pass on."""
        return self._chain.find_first_block_with_time_and_height(min_time, min_height)

    def find_ancestor_by_height(self, block_hash: BlockHash, height: Height) -> BlockInfo | None:
        """Pass on."""
        return self._chain.find_ancestor_by_height(block_hash, height)

    def find_ancestor_by_hash(self, block_hash: BlockHash, ancestor_hash: BlockHash) -> BlockInfo | None:
        """Pass on."""
        return self._chain.find_ancestor_by_hash(block_hash, ancestor_hash)

    def find_common_ancestor(self, first: BlockHash, second: BlockHash) -> BlockInfo | None:
        """Pass on."""
        return self._chain.find_common_ancestor(first, second)

    def find_coins(self, outpoints: tuple[OutPoint, ...]) -> tuple[CoinInfo | None, ...]:
        """Pass on."""
        return self._chain.find_coins(outpoints)

    def guess_verification_progress(self, block_hash: BlockHash) -> float:
        """Pass on."""
        return self._chain.guess_verification_progress(block_hash)

    def has_blocks(self, block_hash: BlockHash, min_height: Height, max_height: Height | None) -> bool:
        """Pass on."""
        return self._chain.has_blocks(block_hash, min_height, max_height)

    def is_in_mempool(self, txid: TxId) -> bool:
        """Pass on."""
        return self._chain.is_in_mempool(txid)

    def has_descendants_in_mempool(self, txid: TxId) -> bool:
        """Pass on."""
        return self._chain.has_descendants_in_mempool(txid)

    def broadcast_transaction(self, tx: Transaction, max_tx_fee: Duffs, relay: bool) -> BroadcastResult:
        """Pass on."""
        return self._chain.broadcast_transaction(tx, max_tx_fee, relay)

    def get_transaction_ancestry(self, txid: TxId) -> TransactionAncestry:
        """Pass on."""
        return self._chain.get_transaction_ancestry(txid)

    def get_package_limits(self) -> PackageLimits:
        """Pass on."""
        return self._chain.get_package_limits()

    def check_chain_limits(self, tx: Transaction) -> bool:
        """Pass on."""
        return self._chain.check_chain_limits(tx)

    def estimate_smart_fee(self, num_blocks: int, conservative: bool) -> FeeEstimate:
        """Pass on."""
        return self._chain.estimate_smart_fee(num_blocks, conservative)

    def estimate_max_blocks(self) -> int:
        """Pass on."""
        return self._chain.estimate_max_blocks()

    def mempool_min_fee(self) -> DuffsPerKb:
        """Pass on."""
        return self._chain.mempool_min_fee()

    def relay_min_fee(self) -> DuffsPerKb:
        """Pass on."""
        return self._chain.relay_min_fee()

    def relay_incremental_fee(self) -> DuffsPerKb:
        """Pass on."""
        return self._chain.relay_incremental_fee()

    def relay_dust_fee(self) -> DuffsPerKb:
        """Pass on."""
        return self._chain.relay_dust_fee()

    def have_pruned(self) -> bool:
        """Pass on."""
        return self._chain.have_pruned()

    def is_ready_to_broadcast(self) -> bool:
        """Pass on."""
        return self._chain.is_ready_to_broadcast()

    def is_initial_block_download(self) -> bool:
        """Pass on."""
        return self._chain.is_initial_block_download()

    def shutdown_requested(self) -> bool:
        """Pass on."""
        return self._chain.shutdown_requested()

    def init_message(self, message: str) -> None:
        """Pass on."""
        self._chain.init_message(message)

    def init_warning(self, message: str) -> None:
        """Pass on."""
        self._chain.init_warning(message)

    def init_error(self, message: str) -> None:
        """Pass on."""
        self._chain.init_error(message)

    def show_progress(self, title: str, progress: int, resume_possible: bool) -> None:
        """Pass on."""
        self._chain.show_progress(title, progress, resume_possible)

    def wait_for_notifications_if_tip_changed(self, old_tip: BlockHash) -> None:
        """Pass on."""
        self._chain.wait_for_notifications_if_tip_changed(old_tip)

    def rpc_enable_deprecated(self, method: str) -> bool:
        """Pass on."""
        return self._chain.rpc_enable_deprecated(method)

    def get_setting(self, arg: str) -> str:
        """Pass on."""
        return self._chain.get_setting(arg)

    def get_settings_list(self, arg: str) -> tuple[str, ...]:
        """Pass on."""
        return self._chain.get_settings_list(arg)

    def get_rw_setting(self, name: str) -> str:
        """Pass on."""
        return self._chain.get_rw_setting(name)

    def update_rw_setting(self, name: str, value: str, write: bool) -> bool:
        """Pass on."""
        return self._chain.update_rw_setting(name, value, write)

    def request_mempool_transactions(self, notifications: ChainNotifications) -> None:
        """Pass on."""
        self._chain.request_mempool_transactions(notifications)

    def has_assumed_valid_chain(self) -> bool:
        """Pass on."""
        return self._chain.has_assumed_valid_chain()
