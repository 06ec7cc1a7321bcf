"""The miners' view of the node: `interfaces.mining`. Mirrors MinerImpl of node/interfaces.cpp of Bitcoin Core 32."""

from functools import partial
from typing import Final

from dashcore.consensus.validation import InvalidBlockError
from dashcore.interfaces.mining import (
    BlockCheckOptions,
    BlockCreateOptions,
    BlockRef,
    BlockTemplate,
    BlockVerdict,
    Mining,
)
from dashcore.node.block_submit import submit_block
from dashcore.node.context import NodeContext
from dashcore.node.mining.block_templates import MiningLimitError, TemplateMaker, verdict_of
from dashcore.node.tip_waits import TICK_S, TipWaits, WaitEnded, deadline_of, sooner
from dashcore.primitives.block import Block
from dashcore.primitives.types import BlockHash, Height, TxId

COOLDOWN_S: Final = 3.0  # how long a known header may stay without its block
_MAX_ANSWER: Final = 1 << 25  # bytes of transactions in one answer


class MiningImpl(Mining):
    """Answers one client from the node's parts. `close` is what the connection calls when the client is gone.

    Args (constructor):
        maker: of all the client's `Mining`s; None: this is its only one.
    """

    def __init__(self, node: NodeContext, maker: TemplateMaker | None = None) -> None:
        self._node = node
        self._maker = maker or TemplateMaker(node)
        self._waits = TipWaits(node)

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
                waits.until(lambda: self._differs(current_tip), deadline_of(timeout))
            except WaitEnded:
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
            except WaitEnded:
                return None
        return self._maker.make(options)

    def _cool_down(self, waits: TipWaits) -> None:
        """Wait for the end of the initial download, and then for the blocks of known headers while they keep coming."""
        while self.is_initial_block_download():
            waits.until(lambda: False, sooner(None, TICK_S))
        while self._is_behind():
            tip = self.get_tip()
            if tip is None or not waits.until(partial(self._differs, tip.hash), sooner(None, COOLDOWN_S)):
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
                return verdict_of("inconclusive-not-best-prevblk", "the block does not stand on the tip")
            try:
                chainman.test_block_validity(
                    block, tip, check_pow=options.check_pow, check_merkle_root=options.check_merkle_root
                )
            except InvalidBlockError as error:
                return verdict_of(error.reason or "rejected", error.detail)
        return verdict_of("", "")

    def interrupt(self) -> None:
        """End the waits."""
        self._waits.interrupt()

    def submit_block(self, block: Block) -> BlockVerdict:
        """Hand it in."""
        return verdict_of(*submit_block(self._node.chainman, block))

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
