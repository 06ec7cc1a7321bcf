"""Make blocks, and mine them where the target is as easy as on regtest. Mirrors node/miner.cpp.

template = node.assembler.create_block(script)
block = mine_block(template.block, node.params.consensus, max_tries=1_000_000).block
node.chainman.process_new_block(block, force=True)
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.manager import ChainManager
from dashcore.consensus.limits import max_block_sigops, max_block_size
from dashcore.consensus.merkle import block_merkle_root
from dashcore.consensus.params import ConsensusParams, Deployment
from dashcore.consensus.pow import get_next_work_required, target_from_compact
from dashcore.consensus.subsidy import block_subsidy
from dashcore.consensus.tx_verify import legacy_sigop_count
from dashcore.consensus.validation import InvalidBlockError
from dashcore.crypto.x11 import x11
from dashcore.evo.creditpool import CreditPoolDiff
from dashcore.evo.payments import masternode_outputs
from dashcore.llmq.blockprocessor import mineable_commitment_txs
from dashcore.llmq.coinbase import make_coinbase
from dashcore.node.mempool.pool import Mempool
from dashcore.node.mining.miner_select import BlockFiller
from dashcore.policy.policy import DEFAULT_BLOCK_MAX_SIZE, DEFAULT_BLOCK_MIN_TX_FEE
from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.transaction import Transaction, TxOut
from dashcore.primitives.types import BlockHash, Duffs, Height, Script, UnixTime

_log = logging.getLogger("dash")

_COINBASE_SIZE = 1000  # bytes reserved
_COINBASE_SIGOPS = 100
_MAX_NONCE = 0xFFFFFFFF


class BlockCreationError(Exception):
    """The block made would be refused: a rule and the miner disagree."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True, kw_only=True)
class MinerOptions:
    """-blockmaxsize, -blockmintxfee (duffs per 1000 bytes), -blockversion (None: by votes), -printpriority."""

    max_size: int = DEFAULT_BLOCK_MAX_SIZE
    min_fee_rate: int = DEFAULT_BLOCK_MIN_TX_FEE
    version: int | None = None
    print_priority: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTemplate:
    """A block without proof of work, and what getblocktemplate says of it.

    Attributes:
        prev: the block it stands on.
        fees: of each transaction; the first is minus the sum of all.
        sigops: of each transaction.
        masternode_payments, superblock_payments: outputs of the coinbase that are not the miner's.
        subsidy: what the block creates, without fees.
    """

    block: Block
    prev: BlockIndex
    height: Height
    fees: tuple[Duffs, ...]
    sigops: tuple[int, ...]
    masternode_payments: tuple[TxOut, ...]
    superblock_payments: tuple[TxOut, ...]
    subsidy: Duffs

    @property
    def reward(self) -> Duffs:
        """What the coinbase pays in all."""
        return self.block.transactions[0].value_out


class BlockAssembler:
    """Makes block templates on the tip.

    Attributes:
        last_block_tx_count, last_block_size: of the last template, without its coinbase; None before
            (getmininginfo).
    """

    def __init__(self, chainman: ChainManager, mempool: Mempool, options: MinerOptions, now: Callable[[], int]) -> None:
        self._chainman = chainman
        self._mempool = mempool
        self._options = options
        self._now = now
        self.last_block_tx_count: int | None = None
        self.last_block_size: int | None = None

    def create_block(
        self,
        script_pubkey: Script,
        *,
        use_mempool: bool = True,
        reserved_size: int = _COINBASE_SIZE,
        reserved_sigops: int = _COINBASE_SIGOPS,
    ) -> BlockTemplate:
        """Make a block that the chain would accept, but for its proof of work.

        Args:
            script_pubkey: takes the miner's reward.
            use_mempool: put in what pays.
            reserved_size: bytes left for the coinbase, if that is more than the usual.
            reserved_sigops: signature checks left for it, likewise.

        Raises:
            BlockCreationError: the chain would refuse it.

        Source: C++ CreateNewBlock.
        """
        with self._chainman.cs_main:
            prev = self._chainman.active.tip
            if prev is None:
                raise BlockCreationError("CreateNewBlock: there is no chain yet")
            size = max(reserved_size, _COINBASE_SIZE)
            sigops = max(reserved_sigops, _COINBASE_SIGOPS)
            return self._create_locked(prev, script_pubkey, use_mempool, size, sigops)

    def _create_locked(
        self, prev: BlockIndex, script_pubkey: Script, use_mempool: bool, size: int, sigops: int
    ) -> BlockTemplate:
        chainman = self._chainman
        params = chainman.params.consensus
        height = prev.height + 1
        special = chainman.state.special
        pool = special.credit_pool_after(prev)
        commitments = mineable_commitment_txs(prev, params, special.version_bits.is_active_after)
        size += sum(len(tx.serialize()) for tx in commitments)
        filler = self._make_filler(prev, size, sigops)
        entries = filler.fill() if use_mempool else []
        total_fees = Duffs(sum(entry.base_fee for entry in entries))
        transactions = [*commitments, *(entry.tx for entry in entries)]
        self.last_block_tx_count = len(transactions)
        self.last_block_size = filler.size
        _log.info(
            "CreateNewBlock(): total size %u txs: %u fees: %d sigops %d",
            filler.size,
            len(transactions),
            total_fees,
            filler.sigops,
        )
        coinbase = make_coinbase(prev, script_pubkey, transactions, total_fees, params, pool)
        if params.is_active_after(Deployment.V20, prev):
            _log.info("CreateNewBlock() h[%d] CbTx failed to find best CL. Inserting null CL", height)
        subsidy = block_subsidy(prev, params)
        block = self._make_block(prev, (coinbase, *transactions))
        try:
            chainman.test_block_validity(block, prev, check_pow=False, check_merkle_root=False)
        except InvalidBlockError as error:
            raise BlockCreationError(f"CreateNewBlock: TestBlockValidity failed: {error}") from error
        return BlockTemplate(
            block=block,
            prev=prev,
            height=Height(height),
            fees=(Duffs(-total_fees), *(Duffs(0) for _ in commitments), *(Duffs(entry.base_fee) for entry in entries)),
            sigops=(legacy_sigop_count(coinbase), *(0 for _ in commitments), *(entry.sigops for entry in entries)),
            masternode_payments=masternode_outputs(prev, subsidy, total_fees, params),
            superblock_payments=(),
            subsidy=subsidy,
        )

    def _make_filler(self, prev: BlockIndex, size: int, sigops: int) -> BlockFiller:
        params = self._chainman.params.consensus
        bigger = params.is_active_after(Deployment.DIP1, prev)
        most = max_block_size(bigger_blocks=bigger) - _COINBASE_SIZE
        diff = None
        if params.is_active_after(Deployment.V20, prev):
            diff = CreditPoolDiff(self._chainman.state.special.credit_pool_after(prev), prev, Duffs(0), params)
        return BlockFiller(
            self._mempool,
            size=size,
            sigops=sigops,
            max_size=max(_COINBASE_SIZE, min(most, self._options.max_size)),
            max_sigops=max_block_sigops(bigger_blocks=bigger),
            min_fee_rate=self._options.min_fee_rate,
            height=prev.height + 1,
            lock_time_cutoff=prev.median_time_past,
            credit_pool=diff,
            print_priority=self._options.print_priority,
        )

    def _make_block(self, prev: BlockIndex, transactions: Sequence[Transaction]) -> Block:
        params = self._chainman.params.consensus
        version = self._options.version
        time = UnixTime(max(prev.median_time_past + 1, self._now()))
        header = BlockHeader(
            version=self._chainman.state.special.version_bits.block_version(prev) if version is None else version,
            prev_hash=prev.hash,
            merkle_root=block_merkle_root(transactions)[0],
            time=time,
            bits=get_next_work_required(prev, time, params),
            nonce=0,
        )
        return Block(header, tuple(transactions))

    def update_time(self, header: BlockHeader, prev: BlockIndex) -> BlockHeader:
        """Return the header with the time of now, and the target that goes with it. Source: C++ UpdateTime."""
        params = self._chainman.params.consensus
        time = UnixTime(max(header.time, prev.median_time_past + 1, self._now()))
        bits = get_next_work_required(prev, time, params) if params.allow_min_difficulty else header.bits
        return replace_header(header, time=time, bits=bits)


def replace_header(
    header: BlockHeader,
    *,
    merkle_root: bytes | None = None,
    time: UnixTime | None = None,
    bits: int | None = None,
    nonce: int | None = None,
) -> BlockHeader:
    """Return a header that differs in what is given."""
    return BlockHeader(
        version=header.version,
        prev_hash=header.prev_hash,
        merkle_root=header.merkle_root if merkle_root is None else merkle_root,
        time=header.time if time is None else time,
        bits=header.bits if bits is None else bits,
        nonce=header.nonce if nonce is None else nonce,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mined:
    """Outcome of a search: the block with its nonce, None where none was found; and how many tries are left."""

    block: Block | None
    tries_left: int


def mine_block(
    block: Block,
    params: ConsensusParams,
    *,
    max_tries: int,
    is_interrupted: Callable[[], bool] = lambda: False,
) -> Mined:
    """Try nonces from the block's own upwards until its id meets the target.

    Args:
        max_tries: hashes at most; the one that fits is not counted.
        is_interrupted: asked now and then; True ends the search.

    Source: C++ GenerateBlock.
    """
    header = block.header
    target = min(target_from_compact(header.bits), params.pow_limit)
    start = header.serialize()[:-4]
    nonce = header.nonce
    tries = max_tries
    while tries > 0 and nonce < _MAX_NONCE:
        found = x11(start + nonce.to_bytes(4, "little"))
        if int.from_bytes(found, "little") <= target:
            mined = replace_header(header, nonce=nonce)
            mined.remember_hash(BlockHash(found))
            return Mined(block=Block(mined, block.transactions), tries_left=tries)
        nonce += 1
        tries -= 1
        if not tries & 0xFFF and is_interrupted():
            break
    return Mined(block=None, tries_left=tries)
