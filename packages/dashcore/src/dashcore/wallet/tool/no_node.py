# ruff: noqa: D102 - the interface says what its methods do and take
"""The chain of a process that has no node: empty, without settings, and it hears nothing."""

from collections.abc import Callable

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
from dashcore.interfaces.rpc import RpcCall, RpcCommandInfo, SecretJson
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import BlockHash, Duffs, DuffsPerKb, Height, TxId, UnixTime
from dashcore.wallet.context import CallbackHandler


def _end_nothing() -> None:
    """End a subscription that never heard anything."""


class NoNode(Chain):
    """Stands in where a wallet wants a node and there is none."""

    def get_height(self) -> Height | None:
        return None

    def get_block_hash(self, height: Height) -> BlockHash | None:
        return None

    def have_block_on_disk(self, height: Height) -> bool:
        return False

    def find_fork(self, block_hash: BlockHash) -> Height | None:
        return None

    def get_tip_locator(self) -> BlockLocator:
        return BlockLocator(hashes=())

    def get_active_chain_locator(self, block_hash: BlockHash) -> BlockLocator:
        return BlockLocator(hashes=())

    def find_locator_fork(self, locator: BlockLocator) -> Height | None:
        return None

    def is_instant_send_locked_tx(self, txid: TxId) -> bool:
        return False

    def has_chain_lock(self, height: Height, block_hash: BlockHash) -> bool:
        return False

    def list_mn_collaterals(self, outputs: tuple[OutPoint, ...]) -> tuple[OutPoint, ...]:
        return ()

    def find_block(self, block_hash: BlockHash, want_data: bool) -> BlockInfo | None:
        return None

    def find_first_block_with_time_and_height(self, min_time: UnixTime, min_height: Height) -> BlockInfo | None:
        return None

    def find_ancestor_by_height(self, block_hash: BlockHash, height: Height) -> BlockInfo | None:
        return None

    def find_ancestor_by_hash(self, block_hash: BlockHash, ancestor_hash: BlockHash) -> BlockInfo | None:
        return None

    def find_common_ancestor(self, first: BlockHash, second: BlockHash) -> BlockInfo | None:
        return None

    def find_coins(self, outpoints: tuple[OutPoint, ...]) -> tuple[CoinInfo | None, ...]:
        return (None,) * len(outpoints)

    def guess_verification_progress(self, block_hash: BlockHash) -> float:
        return 0.0

    def has_blocks(self, block_hash: BlockHash, min_height: Height, max_height: Height | None) -> bool:
        return False

    def is_in_mempool(self, txid: TxId) -> bool:
        return False

    def has_descendants_in_mempool(self, txid: TxId) -> bool:
        return False

    def broadcast_transaction(self, tx: Transaction, max_tx_fee: Duffs, relay: bool) -> BroadcastResult:
        return BroadcastResult(accepted=False, error="no node")

    def get_transaction_ancestry(self, txid: TxId) -> TransactionAncestry:
        return TransactionAncestry(ancestors=0, descendants=0, ancestor_size=0, ancestor_fees=Duffs(0))

    def get_package_limits(self) -> PackageLimits:
        return PackageLimits(ancestor_count=0, descendant_count=0)

    def check_chain_limits(self, tx: Transaction) -> bool:
        return False

    def estimate_smart_fee(self, num_blocks: int, conservative: bool) -> FeeEstimate:
        return FeeEstimate(rate=DuffsPerKb(0), returned_target=0)

    def estimate_max_blocks(self) -> int:
        return 0

    def mempool_min_fee(self) -> DuffsPerKb:
        return DuffsPerKb(0)

    def relay_min_fee(self) -> DuffsPerKb:
        return DuffsPerKb(0)

    def relay_incremental_fee(self) -> DuffsPerKb:
        return DuffsPerKb(0)

    def relay_dust_fee(self) -> DuffsPerKb:
        return DuffsPerKb(0)

    def have_pruned(self) -> bool:
        return False

    def is_ready_to_broadcast(self) -> bool:
        return False

    def is_initial_block_download(self) -> bool:
        return False

    def shutdown_requested(self) -> bool:
        return False

    def init_message(self, message: str) -> None:
        pass

    def init_warning(self, message: str) -> None:
        pass

    def init_error(self, message: str) -> None:
        pass

    def show_progress(self, title: str, progress: int, resume_possible: bool) -> None:
        pass

    def handle_notifications(self, notifications: ChainNotifications) -> Handler:
        return CallbackHandler(_end_nothing)

    def wait_for_notifications_if_tip_changed(self, old_tip: BlockHash) -> None:
        pass

    def handle_rpc(self, command: RpcCommandInfo, actor: Callable[[RpcCall, bool], SecretJson]) -> Handler:
        return CallbackHandler(_end_nothing)

    def rpc_enable_deprecated(self, method: str) -> bool:
        return False

    def rpc_run_later(self, name: str, fn: Callable[[], None], seconds: int) -> None:
        pass

    def get_setting(self, arg: str) -> str:
        return "null"

    def get_settings_list(self, arg: str) -> tuple[str, ...]:
        return ()

    def get_rw_setting(self, name: str) -> str:
        return "null"

    def update_rw_setting(self, name: str, value: str, write: bool) -> bool:
        return False

    def request_mempool_transactions(self, notifications: ChainNotifications) -> None:
        pass

    def has_assumed_valid_chain(self) -> bool:
        return False
