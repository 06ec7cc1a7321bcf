"""Hand in a block that somebody solved, and say what became of it. Mirrors submitblock of rpc/mining.cpp."""

from dashcore.chain.blockindex import FAILED_MASK, VALID_SCRIPTS, BlockIndex
from dashcore.chain.events import ChainEvents
from dashcore.chain.manager import ChainManager
from dashcore.consensus.validation import InvalidBlockError
from dashcore.primitives.block import Block
from dashcore.primitives.types import BlockHash


class _VerdictCatcher(ChainEvents):
    """Listens for the verdict on one block."""

    def __init__(self, block_hash: BlockHash) -> None:
        self._hash = block_hash
        self.found = False
        self.error: InvalidBlockError | None = None

    def block_checked(self, block: Block, error: InvalidBlockError | None) -> None:
        """Take the verdict down."""
        if block.hash == self._hash:
            self.found = True
            self.error = error


def known_verdict(index: BlockIndex | None) -> str | None:
    """Say of a block that is known whether it is good; None where that is open."""
    if index is None:
        return None
    if index.is_valid(VALID_SCRIPTS):
        return "duplicate"
    if index.status & FAILED_MASK:
        return "duplicate-invalid"
    return None


def submit_block(chainman: ChainManager, block: Block) -> tuple[str, str]:
    """Let the chain have a block; return why it did not take it (BIP 22), and more about that. "" if it did.

    Raises:
        FatalChainError: the node is stopping.

    Threads: any; cs_main must not be held.
    """
    with chainman.cs_main:
        verdict = known_verdict(chainman.find(block.hash))
    if verdict is not None:
        return verdict, ""
    catcher = _VerdictCatcher(block.hash)
    chainman.events.subscribe(catcher)
    try:
        is_new = chainman.process_new_block(block, force=True)
        accepted = True
    except InvalidBlockError:
        is_new = accepted = False
    finally:
        chainman.events.unsubscribe(catcher)
    if accepted and not is_new:
        return "duplicate", ""
    if not catcher.found:
        return "inconclusive", ""
    if catcher.error is None:
        return "", ""
    return catcher.error.reason or "rejected", catcher.error.detail
