"""Make block templates and hand in blocks: what a miner, pool or template provider needs of a node.

Mirrors interfaces/mining.h of Bitcoin Core 32, method by method and number by number, with what Dash has besides. Dash
has no witness and no weight: a unit of weight is a byte, a unit of signature cost one check, and a transaction's witness
id is its id.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Annotated

from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.transaction import Transaction, TxOut
from dashcore.primitives.types import MAX_MONEY, BlockHash, Duffs, Height, Script, TxId

NO_TIMEOUT = 1.7976931348623157e308  # milliseconds; the largest double, as Core has it
DEFAULT_RESERVED_WEIGHT = 8000
DEFAULT_RESERVED_SIGOPS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRef:
    """A block by hash and height."""

    hash: BlockHash
    height: Height


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockCreateOptions:
    """What a template is to hold.

    Attributes:
        use_mempool: put in what pays.
        block_reserved_weight: bytes left for header, count and coinbase; at least what the node itself would leave.
        coinbase_output_max_additional_sigops: signature checks left for the coinbase's outputs, likewise.
    """

    use_mempool: bool = True
    block_reserved_weight: Annotated[int, "UInt64"] = DEFAULT_RESERVED_WEIGHT
    coinbase_output_max_additional_sigops: Annotated[int, "UInt64"] = DEFAULT_RESERVED_SIGOPS


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockWaitOptions:
    """How long to wait for the next template, and what for.

    Attributes:
        timeout: milliseconds.
        fee_threshold: by how much the template's fees must rise; MAX_MONEY: a new tip alone counts.
    """

    timeout: float = NO_TIMEOUT
    fee_threshold: Duffs = Duffs(MAX_MONEY)  # noqa: RUF009 - a NewType is no call that matters


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockCheckOptions:
    """Which rules may be left out, for blocks that are not solved yet."""

    check_merkle_root: bool = True
    check_pow: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockVerdict:
    """What became of a block.

    Attributes:
        reason: why not, in the words of BIP 22; "" where it is good.
        debug: more about it.
        result: whether it is good, and new where it was handed in.
    """

    reason: str
    debug: str
    result: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CoinbaseTx:
    """What the coinbase must have; the miner adds who gets `block_reward_remaining`.

    Attributes:
        version: lower half of the transaction's first four bytes; `type` is the upper half.
        script_sig_prefix: how the input's script begins; by itself it is long enough.
        witness: empty, Dash has none.
        block_reward_remaining: the miner's part: subsidy and fees less `required_outputs`.
        required_outputs: what must be paid besides: to Platform, masternode and superblock.
        extra_payload: stands behind the lock time, with its length before it; empty where `type` is 0.
        masternode_outputs, superblock_outputs: the same as in `required_outputs`, told apart.
    """

    version: Annotated[int, "UInt32"]
    sequence: Annotated[int, "UInt32"]
    script_sig_prefix: Script
    witness: bytes
    block_reward_remaining: Duffs
    required_outputs: tuple[TxOut, ...]
    lock_time: Annotated[int, "UInt32"]
    type: Annotated[int, "UInt16"]
    extra_payload: bytes
    masternode_outputs: tuple[TxOut, ...]
    superblock_outputs: tuple[TxOut, ...]


class BlockTemplate(ABC):
    """A block without proof of work. It stays as it was made, but for what `submit_solution` puts in.

    The holder lets go of it when it is done: each counts against what one client may hold.
    """

    @abstractmethod
    def get_block_header(self) -> BlockHeader:
        """Header, with the merkle root of the coinbase that `get_block` has."""

    @abstractmethod
    def get_block(self) -> Block:
        """Whole block; its coinbase pays anyone, and stands for the miner's."""

    @abstractmethod
    def get_tx_fees(self) -> tuple[Duffs, ...]:
        """Fee of each transaction behind the coinbase."""

    @abstractmethod
    def get_tx_sigops(self) -> tuple[int, ...]:
        """Signature checks of each transaction behind the coinbase."""

    @abstractmethod
    def get_coinbase_tx(self) -> CoinbaseTx:
        """What the coinbase must have."""

    @abstractmethod
    def get_coinbase_merkle_path(self) -> tuple[bytes, ...]:
        """Hashes that lead from the coinbase to the merkle root, lowest first."""

    @abstractmethod
    def submit_solution_old7(
        self,
        version: Annotated[int, "UInt32"],
        timestamp: Annotated[int, "UInt32"],
        nonce: Annotated[int, "UInt32"],
        coinbase: Transaction,
    ) -> bool:
        """As `submit_solution`, for clients of Bitcoin Core 31: only whether the block was accepted."""

    @abstractmethod
    def wait_next(self, options: BlockWaitOptions) -> "BlockTemplate | None":
        """Wait for a new tip, higher fees or an easier target; None at the timeout, interrupt or shutdown.

        Threads: blocks. Fees are looked at once a second.
        """

    @abstractmethod
    def interrupt_wait(self) -> None:
        """End `wait_next`: the one that waits, or else the next."""

    @abstractmethod
    def submit_solution(
        self,
        version: Annotated[int, "UInt32"],
        timestamp: Annotated[int, "UInt32"],
        nonce: Annotated[int, "UInt32"],
        coinbase: Transaction,
    ) -> BlockVerdict:
        """Put the solution into the template, and hand the block in."""


class Mining(ABC):
    """Makes templates and takes blocks. What it made ends with it.

    Raises (any method that makes a template, undeclared): the client holds too many, or the block made would be refused.
    """

    @abstractmethod
    def is_test_chain(self) -> bool:
        """Whether this chain is for tests only."""

    @abstractmethod
    def is_initial_block_download(self) -> bool:
        """Whether the node still catches up with the network."""

    @abstractmethod
    def get_tip(self) -> BlockRef | None:
        """Tip of the active chain; None before there is one."""

    @abstractmethod
    def wait_tip_changed(self, current_tip: BlockHash, timeout: float) -> BlockRef | None:
        """Wait until the tip is another than `current_tip`; None at an interrupt or shutdown.

        Args:
            timeout: milliseconds; then the tip is answered as it is.

        Threads: blocks.
        """

    @abstractmethod
    def create_new_block(self, options: BlockCreateOptions, cooldown: bool) -> BlockTemplate | None:
        """Make a template on the tip; None at an interrupt or shutdown.

        Args:
            cooldown: first wait until the node has caught up with the network and with the headers it knows. Where one
                miner makes all blocks, as on regtest, this may wait forever.
        """

    @abstractmethod
    def check_block(self, block: Block, options: BlockCheckOptions) -> BlockVerdict:
        """Check a block on the tip without storing it."""

    @abstractmethod
    def interrupt(self) -> None:
        """End `create_new_block` and `wait_tip_changed`: those that wait, or else the next."""

    @abstractmethod
    def submit_block(self, block: Block) -> BlockVerdict:
        """Hand in a solved block."""

    @abstractmethod
    def get_transactions_by_tx_id(self, txids: tuple[TxId, ...]) -> tuple[bytes, ...]:
        """Transactions of the mempool, serialized; empty where it has none."""

    @abstractmethod
    def get_transactions_by_witness_id(self, wtxids: tuple[TxId, ...]) -> tuple[bytes, ...]:
        """As by id, which it is."""
