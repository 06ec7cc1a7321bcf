"""Apply a block to the coins with all checks that need them, and undo it again.

Mirrors ConnectBlock, DisconnectBlock and RollforwardBlock of validation.cpp. cs_main is
held by callers; nothing but the given view, the undo file and the entry is changed.
"""

import logging
from collections.abc import Sequence
from enum import Enum

from dashcore.chain.accept import check_block_once
from dashcore.chain.blockindex import VALID_SCRIPTS, BlockIndex, proof_equivalent_time
from dashcore.chain.chainstate import ChainState
from dashcore.chain.coins import Coin, CoinsCache, coin_key, key_of
from dashcore.chain.errors import CorruptDataError, DatabaseError, FatalChainError
from dashcore.chain.scripts import BlockScripts
from dashcore.consensus.block_check import block_script_flags, check_block, must_check_overwrite
from dashcore.consensus.limits import max_block_sigops
from dashcore.consensus.params import ConsensusParams, Deployment
from dashcore.consensus.subsidy import block_subsidy
from dashcore.consensus.tx_check import is_money
from dashcore.consensus.tx_verify import (
    SEQUENCE_LOCK_DISABLED,
    calculate_sequence_locks,
    check_tx_inputs,
    is_sequence_lock_open,
    transaction_sigop_count,
)
from dashcore.consensus.validation import BlockResult, InvalidBlockError, InvalidTxError
from dashcore.evo.payments import find_value_fault, is_payee_valid
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import Duffs
from dashcore.script.script import is_unspendable
from dashcore.util.hashes import NULL_HASH, display_hash

_ASSUME_VALID_BURIED_S = 60 * 60 * 24 * 7 * 2  # seconds of work over a block whose scripts may go unverified
_INCONSISTENT = "Found EvoDB inconsistency, you must reindex to continue"
# Their coinbases were overwritten by later ones. Source: C++ DisconnectBlock, BIP 30
_OVERWRITTEN = {
    91722: "00000000000271a2dc26e7667f8419f2e15416dc6955e5a6c6cdf3f2574dd08e",
    91812: "00000000000af0aed4792b1acee3d966af36cf5def14935db8de83d6f9306f2f",
}

_log = logging.getLogger("dash")


class Disconnected(Enum):
    """How undoing a block went. Source: C++ DisconnectResult."""

    OK = "ok"
    UNCLEAN = "unclean"  # undone, but the coins did not match the block
    FAILED = "failed"  # the view is in no defined state


def connect_block(
    state: ChainState, block: Block, index: BlockIndex, view: CoinsCache, *, just_check: bool = False
) -> None:
    """Check a block against the coins of its parent and apply it to them.

    Args:
        index: its entry; may stand outside the tree if `just_check`.
        view: coins of the parent; becomes those of the block unless `just_check` or refused.
        just_check: write nothing, and take proof of work and Merkle root as checked or absent.

    Raises:
        InvalidBlockError: refused; the view is then in no defined state.
        FatalChainError: the disk refused or the stores contradict each other.

    Source: C++ ConnectBlock.
    """
    _check_again(state, block, just_check=just_check)
    prev = index.prev
    _check_place(state, index, view)
    if prev is None:  # genesis: its coinbase cannot be spent
        if not just_check:
            view.set_best_block(index.hash)
        return
    params = state.consensus
    if must_check_overwrite(index.height, index.hash, prev, params):
        _check_overwrites(block, view)
    check_scripts = needs_script_checks(state, index)
    # Special transactions come before the coins change, as they do in the mempool.
    _process_special(state, block, index, just_check=just_check, check_payloads=check_scripts)
    scripts = state.scripts.start_block(block_script_flags(index.height, params)) if check_scripts else None
    try:
        fees, undo = _apply_transactions(state, block, index, view, scripts)
    finally:
        if scripts is not None:
            scripts.finish()
    if scripts is not None and not scripts.all_good:
        _log.info("ERROR: ConnectBlock: CheckQueue failed")
        raise InvalidBlockError(BlockResult.CONSENSUS, "block-validation-failed")
    _check_payments(block, prev, fees, params)
    if just_check:
        return
    try:
        state.storage.write_undo(undo, index)
        if state.notes.is_on:
            state.notes.connect(block, index, undo)
    except FatalChainError as error:
        raise state.abort(error) from error
    except DatabaseError as error:
        raise state.abort(FatalChainError(f"Failed to write address, spent or timestamp index: {error}")) from error
    state.dirty.add(index)
    index.raise_validity(VALID_SCRIPTS)
    view.set_best_block(index.hash)
    state.evodb.set_best_block(index.hash)


def _check_place(state: ChainState, index: BlockIndex, view: CoinsCache) -> None:
    """Check that coins and evodb are those of the parent, and the block that starts the superblocks."""
    prev_hash = index.prev.hash if index.prev is not None else NULL_HASH
    if view.best_block() != prev_hash:
        raise state.abort(FatalChainError("ConnectBlock: the coins are not those of the block's parent"))
    params = state.consensus
    if params.is_active_at(Deployment.DIP3, index.height) and state.evodb.best_block() != prev_hash:
        raise state.abort(FatalChainError(_INCONSISTENT))
    if index.height == params.superblock_start and params.superblock_start_hash not in {NULL_HASH, index.hash}:
        _log.info("ERROR: ConnectBlock(): invalid superblock start")
        raise InvalidBlockError(BlockResult.CONSENSUS, "bad-sb-start")


def _process_special(
    state: ChainState, block: Block, index: BlockIndex, *, just_check: bool, check_payloads: bool
) -> None:
    try:
        state.special.process_block(block, index, just_check=just_check, check_payloads=check_payloads)
    except InvalidBlockError as error:
        _log.info(
            "ERROR: ConnectBlock(DASH): ProcessSpecialTxsInBlock for block %s failed with %s",
            display_hash(index.hash),
            error,
        )
        raise


def _check_payments(block: Block, prev: BlockIndex, fees: Duffs, params: ConsensusParams) -> None:
    """Check what the coinbase pays; nobody is punished, for the node may lack what it takes to judge."""
    subsidy = block_subsidy(prev, params)
    coinbase = block.transactions[0]
    fault = find_value_fault(coinbase.value_out, prev.height + 1, Duffs(subsidy + fees), params)
    if fault is not None:
        _log.info("ERROR: ConnectBlock(DASH): %s", fault)
        raise InvalidBlockError(BlockResult.UNSET, "bad-cb-amount")
    if not is_payee_valid(coinbase, prev, subsidy, fees, params):
        _log.info("ERROR: ConnectBlock(DASH): couldn't find masternode or superblock payments")
        raise InvalidBlockError(BlockResult.UNSET, "bad-cb-payee")


def _check_again(state: ChainState, block: Block, *, just_check: bool) -> None:
    """Repeat the context-free checks: the disk may have changed the block since it was accepted."""
    try:
        if just_check:
            check_block(block, state.consensus, check_pow=False, check_merkle_root=False)
        else:
            check_block_once(state, block)
    except InvalidBlockError as error:
        if error.result is BlockResult.MUTATED:
            message = "Corrupt block found indicating potential hardware failure; shutting down"
            raise state.abort(FatalChainError(message)) from error
        _log.info("ERROR: ConnectBlock: Consensus::CheckBlock: %s", error)
        raise


def is_overwritten_coinbase(index: BlockIndex) -> bool:
    """Whether a later coinbase took the place of this block's. Source: C++ IsBIP30Unspendable."""
    return _OVERWRITTEN.get(index.height) == display_hash(index.hash)


def needs_script_checks(state: ChainState, index: BlockIndex) -> bool:
    """Whether the scripts of a block must be verified: it is not buried under one assumed valid.

    Source: C++ ConnectBlock, -assumevalid.
    """
    assumed, best = state.find(state.assume_valid), state.best_header
    if (
        assumed is None
        or best is None
        or assumed.get_ancestor(index.height) is not index
        or best.get_ancestor(index.height) is not index
        or best.chain_work < state.minimum_chain_work
    ):
        return True
    return proof_equivalent_time(best, index, best, state.consensus.pow_spacing) <= _ASSUME_VALID_BURIED_S


def _check_overwrites(block: Block, view: CoinsCache) -> None:
    """Refuse a block that would replace unspent outputs. Source: BIP 30."""
    get = view.get
    for tx in block.transactions:
        txid = tx.txid
        for number in range(len(tx.outputs)):
            if get(coin_key(txid, number)) is not None:
                _log.info("ERROR: ConnectBlock(): tried to overwrite transaction")
                raise InvalidBlockError(BlockResult.CONSENSUS, "bad-txns-BIP30")


def _apply_transactions(
    state: ChainState, block: Block, index: BlockIndex, view: CoinsCache, scripts: BlockScripts | None
) -> tuple[Duffs, list[list[Coin]]]:
    """Check and apply all transactions in order; return the fees and what was spent."""
    params, height, prev = state.consensus, index.height, index.prev
    sigop_limit = max_block_sigops(bigger_blocks=params.is_active_at(Deployment.DIP1, height))
    relative_locks = params.is_active_at(Deployment.CSV, height)
    fees = 0
    coinbase = block.transactions[0]
    sigops = transaction_sigop_count(coinbase, ())
    view.add_outputs(coinbase, height)
    undo: list[list[Coin]] = []
    get, spend = view.get, view.spend
    for tx in block.transactions[1:]:
        keys = [key_of(txin.prevout) for txin in tx.inputs]
        found = [get(key) for key in keys]
        fees += _check_inputs(tx, found, height)
        if not is_money(fees):
            _log.info("ERROR: ConnectBlock: accumulated fee in the block out of range.")
            raise InvalidBlockError(BlockResult.CONSENSUS, "bad-txns-accumulated-fee-outofrange")
        spent = [coin for coin in found if coin is not None]
        if relative_locks and prev is not None:
            _check_relative_locks(tx, spent, prev)
        sigops += transaction_sigop_count(tx, spent)
        if sigops > sigop_limit:
            _log.info("ERROR: ConnectBlock(): too many sigops")
            raise InvalidBlockError(BlockResult.CONSENSUS, "bad-blk-sigops")
        if scripts is not None:
            _check_scripts(scripts, tx, spent)
        for key in keys:
            spend(key)
        undo.append(spent)
        view.add_outputs(tx, height)
    return Duffs(fees), undo


def _check_inputs(tx: Transaction, coins: Sequence[Coin | None], height: int) -> int:
    try:
        return check_tx_inputs(tx, coins, height)
    except InvalidTxError as error:
        _log.info("ERROR: ConnectBlock: Consensus::CheckTxInputs: %s, %s", display_hash(tx.txid), error)
        raise InvalidBlockError(BlockResult.CONSENSUS, error.reason, error.detail) from error


def _check_relative_locks(tx: Transaction, coins: Sequence[Coin], prev: BlockIndex) -> None:
    """Refuse a transaction whose inputs are too young. Source: BIP 68."""
    for txin in tx.inputs:
        if not txin.sequence & SEQUENCE_LOCK_DISABLED:
            break
    else:
        return
    lock = calculate_sequence_locks(tx, [coin.height for coin in coins], prev, enforce=True)
    if not is_sequence_lock_open(lock, prev):
        _log.info("ERROR: ConnectBlock: contains a non-BIP68-final transaction")
        raise InvalidBlockError(BlockResult.CONSENSUS, "bad-txns-nonfinal")


def _check_scripts(scripts: BlockScripts, tx: Transaction, coins: Sequence[Coin]) -> None:
    try:
        scripts.add(tx, coins)
    except InvalidTxError as error:
        _log.info("ERROR: ConnectBlock(): CheckInputScripts on %s failed with %s", display_hash(tx.txid), error)
        raise InvalidBlockError(BlockResult.CONSENSUS, error.reason, error.detail) from error


def disconnect_block(state: ChainState, block: Block, index: BlockIndex, view: CoinsCache) -> Disconnected:
    """Undo a block on the coins.

    Raises:
        FatalChainError: the stores contradict each other.

    Source: C++ DisconnectBlock.
    """
    prev = index.prev
    if state.consensus.is_active_at(Deployment.DIP3, index.height) and state.evodb.best_block() != index.hash:
        raise state.abort(FatalChainError(_INCONSISTENT))
    try:
        undo = state.storage.read_undo(index)
    except CorruptDataError as error:
        _log.info("ERROR: %s", error)
        _log.info("ERROR: DisconnectBlock(): failure reading undo data")
        return Disconnected.FAILED
    if prev is None or len(undo) + 1 != len(block.transactions):
        _log.info("ERROR: DisconnectBlock(): block and undo data inconsistent")
        return Disconnected.FAILED
    state.special.undo_block(index)
    overwritten = is_overwritten_coinbase(index)
    clean = True
    for number in range(len(block.transactions) - 1, -1, -1):
        tx = block.transactions[number]
        if not _remove_outputs(tx, index.height, view) and not (overwritten and tx.is_coinbase):
            clean = False
        if number > 0:
            restored = _restore_inputs(tx, undo[number - 1], view)
            if restored is Disconnected.FAILED:
                return restored
            clean &= restored is Disconnected.OK
    if state.notes.is_on:
        try:
            state.notes.disconnect(block, index, undo)
        except DatabaseError as error:
            raise state.abort(
                FatalChainError(f"Failed to delete address, spent or timestamp index: {error}")
            ) from error
    view.set_best_block(prev.hash)
    state.evodb.set_best_block(prev.hash)
    return Disconnected.OK if clean else Disconnected.UNCLEAN


def _remove_outputs(tx: Transaction, height: int, view: CoinsCache) -> bool:
    """Spend all outputs of a transaction; return whether all were there as it made them."""
    txid, is_coinbase = tx.txid, tx.is_coinbase
    matched = True
    for number, out in enumerate(tx.outputs):
        if is_unspendable(out.script_pubkey):
            continue
        coin = view.spend(coin_key(txid, number))
        if coin is None or coin.out != out or coin.height != height or coin.is_coinbase != is_coinbase:
            matched = False
    return matched


def _restore_inputs(tx: Transaction, coins: Sequence[Coin], view: CoinsCache) -> Disconnected:
    """Put back what a transaction spent. Source: C++ ApplyTxInUndo."""
    if len(coins) != len(tx.inputs):
        _log.info("ERROR: DisconnectBlock(): transaction and undo data inconsistent")
        return Disconnected.FAILED
    clean = True
    for txin, coin in zip(reversed(tx.inputs), reversed(coins), strict=True):
        key = key_of(txin.prevout)
        exists = view.get(key) is not None
        clean &= not exists
        view.add(key, coin, may_overwrite=exists)
    return Disconnected.OK if clean else Disconnected.UNCLEAN


def roll_forward(state: ChainState, index: BlockIndex, view: CoinsCache) -> None:
    """Apply a block that was connected before, of which some or all may be applied already.

    Raises:
        CorruptDataError: the block cannot be read.
        InvalidBlockError: its special transactions are refused.

    Source: C++ RollforwardBlock.
    """
    block = state.read_block(index)
    state.special.process_block(block, index, just_check=False, check_payloads=False)
    for tx in block.transactions:
        if not tx.is_coinbase:
            for txin in tx.inputs:
                view.spend(key_of(txin.prevout))
        view.add_outputs(tx, index.height, check_existing=True)
    if state.notes.is_on:
        state.notes.connect(block, index, state.storage.read_undo(index))
