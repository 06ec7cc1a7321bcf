"""Special transactions of a block, and the records of evodb. Mirrors evo/specialtxman.cpp."""

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.chainstate import ChainState
from dashcore.chain.coins import CoinsCache
from dashcore.chain.evodb import evo_key
from dashcore.primitives.block import Block

_QUORUM_BEST_BLOCK = evo_key(b"q_bbu2")


def process_special_transactions(
    state: ChainState, block: Block, index: BlockIndex, view: CoinsCache, *, just_check: bool, check_payloads: bool
) -> None:
    state.evodb.put(_QUORUM_BEST_BLOCK, index.hash)


def undo_special_transactions(state: ChainState, block: Block, index: BlockIndex) -> None:
    if index.prev is not None:
        state.evodb.put(_QUORUM_BEST_BLOCK, index.prev.hash)
