"""The templates of one client of `interfaces.mining`. Mirrors BlockTemplateImpl of node/interfaces.cpp."""

import threading
import time
import weakref
from typing import Final

from dashcore.consensus.merkle import block_merkle_root, compute_merkle_branch
from dashcore.interfaces.mining import BlockCreateOptions, BlockTemplate, BlockVerdict, BlockWaitOptions, CoinbaseTx
from dashcore.node.block_submit import submit_block
from dashcore.node.context import NodeContext
from dashcore.node.mining import miner
from dashcore.node.tip_waits import TICK_S, TipWaits, WaitEnded, deadline_of, sooner
from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import MAX_MONEY, Duffs, Script, UnixTime
from dashcore.script.opcodes import OP_TRUE

MAX_TEMPLATES: Final = 64  # that one client may hold

_ANYONE: Final = Script(bytes([OP_TRUE]))


class MiningLimitError(Exception):
    """A client asks for more than one may have; the text crosses to it."""


def verdict_of(reason: str, debug: str) -> BlockVerdict:
    """A block is good where there is no reason why it is not."""
    return BlockVerdict(reason=reason, debug=debug, result=not reason)


class TemplateMaker:
    """Makes one client's templates, and counts those it holds. What nobody refers to any more does not count.

    Threads: any. Looks at fees are taken in turn, and shared: many that wait cost no more than one.
    """

    def __init__(self, node: NodeContext, most: int = MAX_TEMPLATES) -> None:
        self._node = node
        self._most = most
        self._lock = threading.Lock()
        self._held: weakref.WeakSet[BlockTemplate] = weakref.WeakSet()  # guarded by: self._lock
        self._looking = threading.Lock()  # before cs_main
        self._seen: tuple[BlockCreateOptions, int, miner.BlockTemplate] | None = None  # guarded by: self._looking

    @property
    def held(self) -> int:
        """How many the client holds."""
        with self._lock:
            return len(self._held)

    def make(self, options: BlockCreateOptions) -> BlockTemplate:
        """Make a template on the tip.

        Raises:
            MiningLimitError: the client holds as many as it may.
            BlockCreationError: the chain would refuse the block.
        """
        with self._lock:
            self._check_locked()
        return self._hand_out(self._create(options), options)

    def make_if_it_pays(
        self, options: BlockCreateOptions, prev: miner.BlockTemplate, threshold: Duffs
    ) -> BlockTemplate | None:
        """Make a template if it has so much more in fees than `prev`, or another tip.

        Raises:
            MiningLimitError: the client holds as many as it may.
            BlockCreationError: the chain would refuse the block.
        """
        made = self._look(options)
        if made.prev is prev.prev and -made.fees[0] < -prev.fees[0] + threshold:
            return None
        return self._hand_out(made, options)

    def discard(self, template: BlockTemplate) -> None:
        """Count it no more."""
        with self._lock:
            self._held.discard(template)

    def _look(self, options: BlockCreateOptions) -> miner.BlockTemplate:
        with self._looking:
            updates = self._node.mempool.updates
            seen = self._seen
            if seen is not None and seen[:2] == (options, updates) and seen[2].prev is self._node.chainman.active.tip:
                return seen[2]
            made = self._create(options)
            self._seen = options, updates, made
            return made

    def _create(self, options: BlockCreateOptions) -> miner.BlockTemplate:
        return self._node.assembler.create_block(
            _ANYONE,
            use_mempool=options.use_mempool,
            reserved_size=options.block_reserved_weight,
            reserved_sigops=options.coinbase_output_max_additional_sigops,
        )

    def _hand_out(self, made: miner.BlockTemplate, options: BlockCreateOptions) -> BlockTemplate:
        template = _TemplateImpl(self._node, made, options, self)
        with self._lock:
            self._check_locked()
            self._held.add(template)
        return template

    def _check_locked(self) -> None:
        if len(self._held) >= self._most:
            raise MiningLimitError(f"too many block templates: one program may hold {self._most} at a time")


class _TemplateImpl(BlockTemplate):
    """One template. `close` is what the connection calls when the client lets go of it or dies."""

    def __init__(
        self, node: NodeContext, made: miner.BlockTemplate, options: BlockCreateOptions, maker: TemplateMaker
    ) -> None:
        self._node = node
        self._made = made
        self._options = options
        self._maker = maker
        self._waits = TipWaits(node)
        self._lock = threading.Lock()
        self._block = made.block  # replaced by submit_solution; guarded by: self._lock

    def close(self) -> None:
        """End its waits, and count no more."""
        self._waits.close()
        self._maker.discard(self)

    def get_block_header(self) -> BlockHeader:
        """The block's."""
        return self.get_block().header

    def get_block(self) -> Block:
        """The block as it is now."""
        with self._lock:
            return self._block

    def get_tx_fees(self) -> tuple[Duffs, ...]:
        """Those behind the coinbase's."""
        return self._made.fees[1:]

    def get_tx_sigops(self) -> tuple[int, ...]:
        """Those behind the coinbase's."""
        return self._made.sigops[1:]

    def get_coinbase_tx(self) -> CoinbaseTx:
        """Take the template's own coinbase apart."""
        coinbase = self._made.block.transactions[0]
        spent = coinbase.inputs[0]
        return CoinbaseTx(
            version=coinbase.version,
            sequence=spent.sequence,
            script_sig_prefix=spent.script_sig,
            witness=b"",
            block_reward_remaining=coinbase.outputs[0].value,
            required_outputs=coinbase.outputs[1:],
            lock_time=coinbase.lock_time,
            type=coinbase.type,
            extra_payload=coinbase.extra_payload,
            masternode_outputs=self._made.masternode_payments,
            superblock_outputs=self._made.superblock_payments,
        )

    def get_coinbase_merkle_path(self) -> tuple[bytes, ...]:
        """The branch of the first transaction."""
        return tuple(compute_merkle_branch([tx.txid for tx in self._made.block.transactions], 0))

    def submit_solution(self, version: int, timestamp: int, nonce: int, coinbase: Transaction) -> BlockVerdict:
        """Hand the block in; `get_block` gives the solved one from now on."""
        transactions = (coinbase, *self._made.block.transactions[1:])
        prepared = self._made.block.header
        header = BlockHeader(
            version=version - (1 << 32) if version >> 31 else version,
            prev_hash=prepared.prev_hash,
            merkle_root=block_merkle_root(transactions)[0],
            time=UnixTime(timestamp),
            bits=prepared.bits,
            nonce=nonce,
        )
        block = Block(header, transactions)
        with self._lock:
            self._block = block
        return verdict_of(*submit_block(self._node.chainman, block))

    def submit_solution_old7(self, version: int, timestamp: int, nonce: int, coinbase: Transaction) -> bool:
        """Hand the block in."""
        return self.submit_solution(version, timestamp, nonce, coinbase).result

    def wait_next(self, options: BlockWaitOptions) -> BlockTemplate | None:
        """Wake for each new tip, and once a second to see to fees and target. Source: C++ WaitAndCreateNewBlock."""
        deadline = deadline_of(options.timeout)
        seen = -1  # changes of the mempool when its fees were last looked at
        with self._waits as waits:
            try:
                while True:
                    moved = waits.until(self._is_tip_new, sooner(deadline, TICK_S))
                    if moved or self._is_target_new():
                        return self._maker.make(self._options)
                    updates = self._node.mempool.updates
                    if options.fee_threshold < MAX_MONEY and updates != seen:
                        seen = updates
                        made = self._maker.make_if_it_pays(self._options, self._made, options.fee_threshold)
                        if made is not None:
                            return made
                    if deadline is not None and time.monotonic() >= deadline:
                        return None
            except WaitEnded:
                return None

    def interrupt_wait(self) -> None:
        """End the wait."""
        self._waits.interrupt()

    def _is_tip_new(self) -> bool:
        return self._node.chainman.active.tip is not self._made.prev

    def _is_target_new(self) -> bool:
        """Whether time alone has made the next block easier, as on test networks."""
        header = self._made.block.header
        if not self._node.params.consensus.allow_min_difficulty:
            return False
        return self._node.assembler.update_time(header, self._made.prev).bits != header.bits
