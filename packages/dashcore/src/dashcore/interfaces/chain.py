"""What a wallet, indexer or other client may ask of the node. Mirrors interfaces/chain.h.

Out-parameters of the C++ interface are returned; `FoundBlock&` is `BlockInfo | None`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from dashcore.interfaces.handler import Handler
from dashcore.interfaces.rpc import RpcCall, RpcCommandInfo, RpcError, RpcErrorCode, SecretJson
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import OutPoint, Transaction, TxOut
from dashcore.primitives.types import BlockHash, Duffs, DuffsPerKb, Height, TxId, UnixTime


class NodeGoneError(RpcError):
    """The node that a client follows is not there now; who typed a command that needs it gets to read this."""

    def __init__(
        self, code: int = RpcErrorCode.CLIENT_NOT_CONNECTED, message: str = "The node is not connected"
    ) -> None:
        super().__init__(code, message)


class MempoolRemovalReason(IntEnum):
    """Why a transaction left the mempool. Source: C++ MemPoolRemovalReason."""

    EXPIRY = 0
    SIZE_LIMIT = 1
    REORG = 2
    BLOCK = 3
    CONFLICT = 4
    MANUAL = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLocator:
    """Hashes of a branch from its top down, ever further apart. Source: C++ CBlockLocator."""

    hashes: tuple[BlockHash, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockInfo:
    """What the node knows of a block.

    Attributes:
        max_time: latest time of this block and its ancestors.
        median_time: median of the last eleven blocks' times.
        next_hash: the block above it in the active chain.
        locator: from this block down; only where asked for.
        data: only where asked for, and None where it was pruned.

    Source: C++ FoundBlock.
    """

    hash: BlockHash
    height: Height
    time: UnixTime
    max_time: UnixTime
    median_time: UnixTime
    in_active_chain: bool
    next_hash: BlockHash | None
    data: Block | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoinInfo:
    """An unspent output. Height of a coin that is only in the mempool: 0x7fffffff. Source: C++ Coin."""

    output: TxOut
    height: Height
    is_coinbase: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BroadcastResult:
    """Whether the node took a transaction; `error` says why not (the reject reason and its detail)."""

    accepted: bool
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionAncestry:
    """A mempool transaction's relatives, itself included; all zero where it is not in the mempool."""

    ancestors: int
    descendants: int
    ancestor_size: int
    ancestor_fees: Duffs


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageLimits:
    """-limitancestorcount and -limitdescendantcount."""

    ancestor_count: int
    descendant_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeEstimate:
    """Answer of the fee estimator. `rate` 0: no estimate; `returned_target` in blocks."""

    rate: DuffsPerKb
    returned_target: int


class ChainNotifications(ABC):
    """Implemented by the client, called by the node in the order things happened.

    Threads: one call at a time, from the node's scheduler; a call may call back into `Chain`.
    Source: C++ Chain::Notifications.
    """

    @abstractmethod
    def transaction_added_to_mempool(self, tx: Transaction, accept_time: UnixTime) -> None:
        """`tx` was accepted."""

    @abstractmethod
    def transaction_removed_from_mempool(self, tx: Transaction, reason: MempoolRemovalReason) -> None:
        """`tx` left for any reason but being mined."""

    @abstractmethod
    def block_connected(self, block: Block, height: Height) -> None:
        """`block` is the new tip of the active chain."""

    @abstractmethod
    def block_disconnected(self, block: Block, height: Height) -> None:
        """`block` is no longer in the active chain."""

    @abstractmethod
    def updated_block_tip(self) -> None:
        """The tip moved; comes once for several blocks."""

    @abstractmethod
    def chain_state_flushed(self, locator: BlockLocator) -> None:
        """The chain state up to `locator` is safe on disk."""

    @abstractmethod
    def notify_chain_lock(self, block_hash: BlockHash, height: Height) -> None:
        """A ChainLock for that block became the best one."""

    @abstractmethod
    def notify_transaction_lock(self, tx: Transaction) -> None:
        """`tx` is locked by InstantSend."""


class Chain(ABC):
    """Follow and question the active chain. Any thread may call; nothing stays locked on return.

    Heights out of range and unknown hashes raise KeyError only where said; else the answer is None or False.
    """

    @abstractmethod
    def get_height(self) -> Height | None:
        """Height of the tip; None before the genesis block is connected."""

    @abstractmethod
    def get_block_hash(self, height: Height) -> BlockHash | None:
        """Hash of the active chain's block at `height`; None where the chain is shorter."""

    @abstractmethod
    def have_block_on_disk(self, height: Height) -> bool:
        """Whether that block's data is stored (not pruned) and holds transactions."""

    @abstractmethod
    def find_fork(self, block_hash: BlockHash) -> Height | None:
        """Height of the last block the active chain shares with that block's branch."""

    @abstractmethod
    def get_tip_locator(self) -> BlockLocator:
        """Locator of the tip; empty before the genesis block is connected."""

    @abstractmethod
    def get_active_chain_locator(self, block_hash: BlockHash) -> BlockLocator:
        """Locator of that block where the node knows it, else an empty one."""

    @abstractmethod
    def find_locator_fork(self, locator: BlockLocator) -> Height | None:
        """Height of the last block the active chain shares with `locator`."""

    @abstractmethod
    def is_instant_send_locked_tx(self, txid: TxId) -> bool:
        """Whether InstantSend locked that transaction."""

    @abstractmethod
    def has_chain_lock(self, height: Height, block_hash: BlockHash) -> bool:
        """Whether a ChainLock covers that block."""

    @abstractmethod
    def list_mn_collaterals(self, outputs: tuple[OutPoint, ...]) -> tuple[OutPoint, ...]:
        """Those of `outputs` that are collaterals of registered masternodes."""

    @abstractmethod
    def find_block(self, block_hash: BlockHash, want_data: bool) -> BlockInfo | None:
        """Look a block up by hash; None if the node never saw it."""

    @abstractmethod
    def find_first_block_with_time_and_height(self, min_time: UnixTime, min_height: Height) -> BlockInfo | None:
        """First block of the active chain that is neither older nor lower."""

    @abstractmethod
    def find_ancestor_by_height(self, block_hash: BlockHash, height: Height) -> BlockInfo | None:
        """That block's ancestor at `height`."""

    @abstractmethod
    def find_ancestor_by_hash(self, block_hash: BlockHash, ancestor_hash: BlockHash) -> BlockInfo | None:
        """`ancestor_hash` where it is an ancestor of that block, else None."""

    @abstractmethod
    def find_common_ancestor(self, first: BlockHash, second: BlockHash) -> BlockInfo | None:
        """Last block both branches share; None where one of them is unknown."""

    @abstractmethod
    def find_coins(self, outpoints: tuple[OutPoint, ...]) -> tuple[CoinInfo | None, ...]:
        """The coins behind `outpoints`, mempool included, in their order; None where spent or unknown."""

    @abstractmethod
    def guess_verification_progress(self, block_hash: BlockHash) -> float:
        """Share of all transactions verified up to that block, from 0.0 to 1.0."""

    @abstractmethod
    def has_blocks(self, block_hash: BlockHash, min_height: Height, max_height: Height | None) -> bool:
        """Whether all data from `min_height` to `max_height` (else that block) below that block is stored."""

    @abstractmethod
    def is_in_mempool(self, txid: TxId) -> bool:
        """Whether the mempool holds that transaction."""

    @abstractmethod
    def has_descendants_in_mempool(self, txid: TxId) -> bool:
        """Whether a mempool transaction spends an output of that one."""

    @abstractmethod
    def broadcast_transaction(self, tx: Transaction, max_tx_fee: Duffs, relay: bool) -> BroadcastResult:
        """Submit `tx` to the mempool and, with `relay`, to peers; 0 as `max_tx_fee` means no limit."""

    @abstractmethod
    def get_transaction_ancestry(self, txid: TxId) -> TransactionAncestry:
        """Count a mempool transaction's relatives."""

    @abstractmethod
    def get_package_limits(self) -> PackageLimits:
        """How long chains of unconfirmed transactions may grow."""

    @abstractmethod
    def check_chain_limits(self, tx: Transaction) -> bool:
        """Whether the mempool would take `tx` as far as those limits go."""

    @abstractmethod
    def estimate_smart_fee(self, num_blocks: int, conservative: bool) -> FeeEstimate:
        """Estimate the rate that confirms within `num_blocks`."""

    @abstractmethod
    def estimate_max_blocks(self) -> int:
        """Longest target the estimator answers for, in blocks."""

    @abstractmethod
    def mempool_min_fee(self) -> DuffsPerKb:
        """Rate below which the mempool takes nothing now."""

    @abstractmethod
    def relay_min_fee(self) -> DuffsPerKb:
        """-minrelaytxfee."""

    @abstractmethod
    def relay_incremental_fee(self) -> DuffsPerKb:
        """-incrementalrelayfee."""

    @abstractmethod
    def relay_dust_fee(self) -> DuffsPerKb:
        """-dustrelayfee."""

    @abstractmethod
    def have_pruned(self) -> bool:
        """Whether any block was pruned."""

    @abstractmethod
    def is_ready_to_broadcast(self) -> bool:
        """Whether the node is neither importing, reindexing nor in initial download."""

    @abstractmethod
    def is_initial_block_download(self) -> bool:
        """Whether the node still catches up."""

    @abstractmethod
    def shutdown_requested(self) -> bool:
        """Whether the node is shutting down."""

    @abstractmethod
    def init_message(self, message: str) -> None:
        """Show what start-up is doing."""

    @abstractmethod
    def init_warning(self, message: str) -> None:
        """Show a warning."""

    @abstractmethod
    def init_error(self, message: str) -> None:
        """Show an error that ends the start."""

    @abstractmethod
    def show_progress(self, title: str, progress: int, resume_possible: bool) -> None:
        """Show progress in per cent; 100 ends it."""

    @abstractmethod
    def handle_notifications(self, notifications: ChainNotifications) -> Handler:
        """Send notifications until the handler disconnects; the node keeps `notifications` till then."""

    @abstractmethod
    def wait_for_notifications_if_tip_changed(self, old_tip: BlockHash) -> None:
        """Return once every notification up to now was delivered; at once if the tip is still `old_tip`."""

    @abstractmethod
    def handle_rpc(self, command: RpcCommandInfo, actor: Callable[[RpcCall, bool], SecretJson]) -> Handler:
        """Serve an RPC command from this client until the handler disconnects.

        `actor(call, is_last)` returns the result as JSON text or raises RpcError. An actor that raises
        code -18 (wallet not found) passes the call to the next handler of that name unless it `is_last`.
        """

    @abstractmethod
    def rpc_enable_deprecated(self, method: str) -> bool:
        """Whether -deprecatedrpc names `method`."""

    @abstractmethod
    def rpc_run_later(self, name: str, fn: Callable[[], None], seconds: int) -> None:
        """Call `fn` once after `seconds`; a timer of the same name is replaced."""

    @abstractmethod
    def get_setting(self, arg: str) -> str:
        """Effective value of a setting as JSON text; `null` where it is not set."""

    @abstractmethod
    def get_settings_list(self, arg: str) -> tuple[str, ...]:
        """All effective values of a setting, each as JSON text."""

    @abstractmethod
    def get_rw_setting(self, name: str) -> str:
        """The value in settings.json as JSON text; `null` where there is none."""

    @abstractmethod
    def update_rw_setting(self, name: str, value: str, write: bool) -> bool:
        """Set (JSON text) or remove (`null`) a value of settings.json; False where writing failed."""

    @abstractmethod
    def request_mempool_transactions(self, notifications: ChainNotifications) -> None:
        """Report every mempool transaction as added, before this returns."""

    @abstractmethod
    def has_assumed_valid_chain(self) -> bool:
        """Whether the chain state came from a snapshot not yet validated."""
