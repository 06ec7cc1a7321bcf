"""-checkmempool: is what the mempool remembers consistent? Mirrors CTxMemPool::check of txmempool.cpp."""

import logging
import secrets

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.coins import Coin
from dashcore.chain.errors import FatalChainError
from dashcore.chain.events import ChainEvents
from dashcore.chain.manager import ChainManager
from dashcore.consensus.tx_verify import check_tx_inputs
from dashcore.consensus.validation import InvalidTxError
from dashcore.node.mempool.accept import MEMPOOL_HEIGHT
from dashcore.node.mempool.entry import MempoolEntry
from dashcore.node.mempool.memory import LINK_USAGE
from dashcore.node.mempool.pool import Mempool
from dashcore.primitives.transaction import OutPoint
from dashcore.util.hashes import display_hash

_log = logging.getLogger("dash.mempool")


class MempoolChecker(ChainEvents):
    """Checks the pool when the tip moved, as often as -checkmempool says."""

    def __init__(self, chainman: ChainManager, mempool: Mempool) -> None:
        self._chainman = chainman
        self._mempool = mempool

    def updated_tip(self, new: BlockIndex, fork: BlockIndex | None, *, initial_download: bool) -> None:
        """Check, if it is time to."""
        del new, fork, initial_download
        if secrets.randbelow(self._mempool.options.check_ratio) == 0:
            try:
                check_mempool(self._mempool, self._chainman)
            except FatalChainError as error:
                raise self._chainman.state.abort(error) from None


def check_mempool(mempool: Mempool, chainman: ChainManager) -> None:
    """Check that every transaction spends what is there, and every sum. cs_main is held.

    Raises:
        FatalChainError: something is not as it must be; says what, and of which transaction.
    """
    _log.debug("Checking mempool with %u transactions and %u inputs", len(mempool.entries), len(mempool.spent_by))
    made: dict[OutPoint, Coin] = {}
    spent: set[OutPoint] = set()
    spend_height = chainman.active.height + 1
    usage = 0
    for entry in mempool.sorted_entries():
        coins: list[Coin | None] = []
        for txin in entry.tx.inputs:
            prevout = txin.prevout
            _require(prevout not in spent, "spends what another spends", entry)
            _require(mempool.spent_by.get(prevout) is entry.tx, "is not noted as the one that spends", entry)
            spent.add(prevout)
            coins.append(made.get(prevout) or chainman.coins.get_coin(prevout))
        try:
            check_tx_inputs(entry.tx, coins, spend_height)
        except InvalidTxError as error:
            raise FatalChainError(f"CheckMempool: {display_hash(entry.tx.txid)} is invalid: {error}") from error
        for index, out in enumerate(entry.tx.outputs):
            made[OutPoint(entry.tx.txid, index)] = Coin(out, MEMPOOL_HEIGHT, False)
        _check_relatives(mempool, entry)
        usage += entry.usage + LINK_USAGE * (len(entry.parents) + len(entry.children))
    entries = mempool.entries.values()
    _require(spent == set(mempool.spent_by), "spent outputs without a transaction", None)
    _require(mempool.total_size == sum(entry.size for entry in entries), "the total size", None)
    _require(mempool.total_fee == sum(entry.base_fee for entry in entries), "the total fee", None)
    _require(mempool.inner_usage == usage, "the memory", None)


def _require(condition: bool, what: str, entry: MempoolEntry | None) -> None:
    if not condition:
        raise FatalChainError(f"CheckMempool: {what} ({display_hash(entry.tx.txid) if entry else 'the pool'})")


def _check_relatives(mempool: Mempool, entry: MempoolEntry) -> None:
    _require(entry.parents == mempool.parents_of(entry.tx), "has other parents", entry)
    spenders = (mempool.spent_by.get(OutPoint(entry.tx.txid, index)) for index in range(len(entry.tx.outputs)))
    children = {mempool.entries[spender.txid] for spender in spenders if spender is not None}
    _require(entry.children == children, "has other children", entry)
    ancestors, descendants = entry.ancestors() | {entry}, entry.descendants() | {entry}
    sums = (
        (entry.ancestor_count, len(ancestors)),
        (entry.ancestor_size, sum(each.size for each in ancestors)),
        (entry.ancestor_fees, sum(each.modified_fee for each in ancestors)),
        (entry.ancestor_sigops, sum(each.sigops for each in ancestors)),
        (entry.descendant_count, len(descendants)),
        (entry.descendant_size, sum(each.size for each in descendants)),
        (entry.descendant_fees, sum(each.modified_fee for each in descendants)),
    )
    _require(all(kept == real for kept, real in sums), "has wrong sums", entry)
