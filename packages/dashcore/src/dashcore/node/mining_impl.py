"""The miners' view of the node: `interfaces.mining`. Mirrors MinerImpl of node/interfaces.cpp of Bitcoin Core 32."""

import threading
import time
import weakref
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Final, Self

from dashcore.consensus.merkle import block_merkle_root, compute_merkle_branch
from dashcore.consensus.validation import InvalidBlockError
from dashcore.interfaces.mining import (
    BlockCheckOptions,
    BlockCreateOptions,
    BlockRef,
    BlockTemplate,
    BlockVerdict,
    BlockWaitOptions,
    CoinbaseTx,
    Mining,
)
from dashcore.node import miner
from dashcore.node.block_submit import submit_block
from dashcore.node.context import NodeContext
from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import MAX_MONEY, BlockHash, Duffs, Height, Script, TxId, UnixTime
from dashcore.script.opcodes import OP_TRUE

MAX_TEMPLATES: Final = 64  # that one client may hold

_ANYONE: Final = Script(bytes([OP_TRUE]))
_TICK_S: Final = 1.0  # between looks at what nobody announces
_COOLDOWN_S: Final = 3.0  # how long a known header may stay without its block
_FOREVER_MS: Final = 1e12
_MAX_ANSWER: Final = 1 << 25  # bytes of transactions in one answer


class MiningLimitError(Exception):
    """A client asks for more than one may have; the text crosses to it."""


class TemplateLimit:
    """The templates one client holds. Those that nobody refers to any more do not count.

    Threads: any.
    """

    def __init__(self, most: int = MAX_TEMPLATES) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._held: weakref.WeakSet[BlockTemplate] = weakref.WeakSet()  # guarded by: self._lock

    def check(self) -> None:
        """Check that there may be one more, before the work of making it.

        Raises:
            MiningLimitError: there may not.
        """
        with self._lock:
            self._check_locked()

    def _check_locked(self) -> None:
        if len(self._held) >= self._most:
            raise MiningLimitError(f"too many block templates: one program may hold {self._most} at a time")

    def add(self, template: BlockTemplate) -> None:
        """Count it.

        Raises:
            MiningLimitError: there are as many as may be.
        """
        with self._lock:
            self._check_locked()
            self._held.add(template)

    def discard(self, template: BlockTemplate) -> None:
        """Count it no more."""
        with self._lock:
            self._held.discard(template)


class _Ended(Exception):  # noqa: N818 - not an error: the wait is over
    """An interrupt, a shutdown or the client's end."""


class _Waits:
    """The waits of one object, as a context around each: for the tip, for time, until they are ended.

    An interrupt ends those that run; where none does it ends the next, since it may overtake the call it is meant for.
    """

    def __init__(self, node: NodeContext) -> None:
        self._node = node
        self._changed = node.chainman.state.tip_changed  # also what guards the rest
        self._running = 0
        self._interrupted = False
        self._closed = False

    def __enter__(self) -> Self:
        with self._changed:
            self._running += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with self._changed:
            self._running -= 1
            if not self._running:
                self._interrupted = False

    def until(self, is_done: Callable[[], bool], deadline: float | None) -> bool:
        """Wait; whether it is done, rather than late. `is_done` is asked whenever the tip moves.

        Raises:
            _Ended: somebody does not want to wait any longer.
        """
        timeout = None if deadline is None else max(deadline - time.monotonic(), 0)
        with self._changed:
            self._changed.wait_for(lambda: self._is_ended() or is_done(), timeout)
            if self._is_ended():
                raise _Ended
            return is_done()

    def _is_ended(self) -> bool:
        return self._interrupted or self._closed or self._node.shutdown.shutdown_requested()

    def interrupt(self) -> None:
        """End what waits, or the next wait."""
        with self._changed:
            self._interrupted = True
            self._changed.notify_all()

    def close(self) -> None:
        """End what waits, and every wait to come."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


def _deadline(timeout_ms: float) -> float | None:
    """When a wait that begins now is over, on the clock of `time.monotonic`; None for never."""
    if timeout_ms >= _FOREVER_MS:
        return None
    return time.monotonic() + (timeout_ms / 1000 if timeout_ms > 0 else 0.0)  # not a number: at once


def _earlier(deadline: float | None, seconds: float) -> float:
    soon = time.monotonic() + seconds
    return soon if deadline is None else min(soon, deadline)


def _verdict(reason: str, debug: str) -> BlockVerdict:
    return BlockVerdict(reason=reason, debug=debug, result=not reason)


class _TemplateImpl(BlockTemplate):
    """One template. `close` is what the connection calls when the client lets go of it or dies."""

    def __init__(
        self, node: NodeContext, made: miner.BlockTemplate, options: BlockCreateOptions, limit: TemplateLimit
    ) -> None:
        self._node = node
        self._made = made
        self._options = options
        self._limit = limit
        self._waits = _Waits(node)
        self._lock = threading.Lock()
        self._block = made.block  # replaced by submit_solution; guarded by: self._lock

    def close(self) -> None:
        """End its waits, and count no more."""
        self._waits.close()
        self._limit.discard(self)

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
        return _verdict(*submit_block(self._node.chainman, block))

    def submit_solution_old7(self, version: int, timestamp: int, nonce: int, coinbase: Transaction) -> bool:
        """Hand the block in."""
        return self.submit_solution(version, timestamp, nonce, coinbase).result

    def wait_next(self, options: BlockWaitOptions) -> BlockTemplate | None:
        """Wake for each new tip, and once a second to see to fees and target. Source: C++ WaitAndCreateNewBlock."""
        deadline = _deadline(options.timeout)
        seen = -1  # changes of the mempool when its fees were last looked at
        with self._waits as waits:
            try:
                while True:
                    moved = waits.until(self._is_tip_new, _earlier(deadline, _TICK_S))
                    if moved or self._is_target_new():
                        return make_template(self._node, self._options, self._limit)
                    updates = self._node.mempool.updates
                    if options.fee_threshold < MAX_MONEY and updates != seen:
                        seen = updates
                        made = self._try_for_fees(options.fee_threshold)
                        if made is not None:
                            return made
                    if deadline is not None and time.monotonic() >= deadline:
                        return None
            except _Ended:
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

    def _try_for_fees(self, threshold: Duffs) -> BlockTemplate | None:
        """Make a template, and give it if it pays so much more."""
        made = _create(self._node, self._options)
        if made.prev is self._made.prev and -made.fees[0] < -self._made.fees[0] + threshold:
            return None
        return _hand_out(self._node, made, self._options, self._limit)


def _create(node: NodeContext, options: BlockCreateOptions) -> miner.BlockTemplate:
    return node.assembler.create_block(
        _ANYONE,
        use_mempool=options.use_mempool,
        reserved_size=options.block_reserved_weight,
        reserved_sigops=options.coinbase_output_max_additional_sigops,
    )


def _hand_out(
    node: NodeContext, made: miner.BlockTemplate, options: BlockCreateOptions, limit: TemplateLimit
) -> BlockTemplate:
    template = _TemplateImpl(node, made, options, limit)
    limit.add(template)
    return template


def make_template(node: NodeContext, options: BlockCreateOptions, limit: TemplateLimit) -> BlockTemplate:
    """Make a template on the tip.

    Raises:
        MiningLimitError: the client holds as many as it may.
        BlockCreationError: the chain would refuse the block.
    """
    limit.check()
    return _hand_out(node, _create(node, options), options, limit)


class MiningImpl(Mining):
    """Answers one client from the node's parts. `close` is what the connection calls when the client is gone.

    Args (constructor):
        limit: counts the templates of all the client's `Mining`s; None: this is its only one.
    """

    def __init__(self, node: NodeContext, limit: TemplateLimit | None = None) -> None:
        self._node = node
        self._limit = limit or TemplateLimit()
        self._waits = _Waits(node)

    def close(self) -> None:
        """End its waits."""
        self._waits.close()

    def is_test_chain(self) -> bool:
        """Whether this chain is for tests only."""
        return self._node.params.is_test_chain

    def is_initial_block_download(self) -> bool:
        """Whether the node still catches up."""
        return self._node.chainman.is_initial_download()

    def get_tip(self) -> BlockRef | None:
        """The active chain's end."""
        tip = self._node.chainman.active.tip
        return None if tip is None else BlockRef(hash=tip.hash, height=Height(tip.height))

    def wait_tip_changed(self, current_tip: BlockHash, timeout: float) -> BlockRef | None:
        """Wait for another tip; for the first one without limit."""
        with self._waits as waits:
            try:
                waits.until(lambda: self.get_tip() is not None, None)
                waits.until(lambda: self._differs(current_tip), _deadline(timeout))
            except _Ended:
                return None
        return self.get_tip()

    def _differs(self, current_tip: BlockHash) -> bool:
        tip = self._node.chainman.active.tip
        return tip is not None and tip.hash != current_tip

    def create_new_block(self, options: BlockCreateOptions, cooldown: bool) -> BlockTemplate | None:
        """Make a template, once the node has caught up where that is asked for."""
        with self._waits as waits:
            try:
                waits.until(lambda: self.get_tip() is not None, None)
                if cooldown:
                    self._cool_down(waits)
            except _Ended:
                return None
        return make_template(self._node, options, self._limit)

    def _cool_down(self, waits: _Waits) -> None:
        """Wait for the end of the initial download, and then for the blocks of known headers while they keep coming."""
        while self.is_initial_block_download():
            waits.until(lambda: False, _earlier(None, _TICK_S))
        while self._is_behind():
            tip = self.get_tip()
            if tip is None or not waits.until(partial(self._differs, tip.hash), _earlier(None, _COOLDOWN_S)):
                return

    def _is_behind(self) -> bool:
        chainman = self._node.chainman
        with chainman.cs_main:
            best, tip = chainman.best_header, chainman.active.tip
            return best is not None and tip is not None and best.height > tip.height

    def check_block(self, block: Block, options: BlockCheckOptions) -> BlockVerdict:
        """Test it on the tip."""
        chainman = self._node.chainman
        with chainman.cs_main:
            tip = chainman.active.tip
            if tip is None or block.header.prev_hash != tip.hash:
                return _verdict("inconclusive-not-best-prevblk", "the block does not stand on the tip")
            try:
                chainman.test_block_validity(
                    block, tip, check_pow=options.check_pow, check_merkle_root=options.check_merkle_root
                )
            except InvalidBlockError as error:
                return _verdict(error.reason or "rejected", error.detail)
        return _verdict("", "")

    def interrupt(self) -> None:
        """End the waits."""
        self._waits.interrupt()

    def submit_block(self, block: Block) -> BlockVerdict:
        """Hand it in."""
        return _verdict(*submit_block(self._node.chainman, block))

    def get_transactions_by_tx_id(self, txids: tuple[TxId, ...]) -> tuple[bytes, ...]:
        """Look each up.

        Raises:
            MiningLimitError: that is more than fits an answer.
        """
        with self._node.chainman.cs_main:
            found = [self._node.mempool.entries.get(txid) for txid in txids]
        if sum(entry.size for entry in found if entry is not None) > _MAX_ANSWER:
            raise MiningLimitError("too many transactions are asked for at once")
        return tuple(b"" if entry is None else entry.tx.serialize() for entry in found)

    def get_transactions_by_witness_id(self, wtxids: tuple[TxId, ...]) -> tuple[bytes, ...]:
        """Look each up by its id."""
        return self.get_transactions_by_tx_id(wtxids)
