"""Checks of headers and blocks: those without context, then those against the headers below.

What needs the coin set is in `chain`. Mirrors CheckBlock and the ContextualCheck functions
of validation.cpp.
"""

from dashcore.consensus.index import BlockIndex
from dashcore.consensus.limits import MAX_FUTURE_BLOCK_TIME, max_block_sigops, max_block_size
from dashcore.consensus.merkle import block_merkle_root
from dashcore.consensus.networks import MAIN
from dashcore.consensus.params import ConsensusParams, Deployment
from dashcore.consensus.pow import check_proof_of_work, get_next_work_required
from dashcore.consensus.subsidy import difficulty
from dashcore.consensus.tx_check import check_transaction
from dashcore.consensus.tx_verify import contextual_check_transaction, is_final, legacy_sigop_count
from dashcore.consensus.validation import BlockResult, InvalidBlockError, InvalidTxError
from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.transaction import Transaction, TxType
from dashcore.script.flags import ScriptFlags
from dashcore.script.script import push_int
from dashcore.util.hashes import NULL_HASH, display_hash

_TOLERANT_WORK_HEIGHT = 68589  # main: nodes of that time computed difficulty differently
_WORK_TOLERANCE = 0.5
_FIRST_VERSIONS = ((2, Deployment.BIP34), (3, Deployment.BIP66), (4, Deployment.BIP65))
_BIP30_REPEATS = {
    91842: "00000000000a4d0a398161ffc163c503763b1f4360639393e0e4c8e300e0caec",
    91880: "00000000000743f190a18c5577a3c2d2a1f610ae9601ac046a38084ccb7cd721",
}


def check_block_header(header: BlockHeader, params: ConsensusParams, *, check_pow: bool = True) -> None:
    """Check proof of work, and on a devnet that the second block is its own.

    Raises:
        InvalidBlockError: "high-hash", "devnet-genesis".

    Source: C++ CheckBlockHeader.
    """
    if check_pow and not check_proof_of_work(header.hash, header.bits, params):
        raise InvalidBlockError(BlockResult.INVALID_HEADER, "high-hash", "proof of work failed")
    if (
        params.devnet_genesis_hash != NULL_HASH
        and header.prev_hash == params.genesis_hash
        and header.hash != params.devnet_genesis_hash
    ):
        raise InvalidBlockError(BlockResult.CONSENSUS, "devnet-genesis")


def check_block(
    block: Block, params: ConsensusParams, *, check_pow: bool = True, check_merkle_root: bool = True
) -> None:
    """Check all that a block shows by itself. What may be a corrupted copy of a good block is checked first.

    Raises:
        InvalidBlockError: as `check_block_header`; "bad-txnmrklroot" and "bad-txns-duplicate"
            with MUTATED; "bad-blk-length", "bad-cb-missing", "bad-cb-multiple", "bad-blk-sigops";
            the reasons of `check_transaction`.

    Source: C++ CheckBlock.
    """
    check_block_header(block.header, params, check_pow=check_pow)
    if check_merkle_root:
        root, mutated = block_merkle_root(block.transactions)
        if root != block.header.merkle_root:
            raise InvalidBlockError(BlockResult.MUTATED, "bad-txnmrklroot", "hashMerkleRoot mismatch")
        if mutated:
            raise InvalidBlockError(BlockResult.MUTATED, "bad-txns-duplicate", "duplicate transaction")
    _check_size(block, max_block_size())
    if not block.transactions[0].is_coinbase:
        raise InvalidBlockError(BlockResult.CONSENSUS, "bad-cb-missing", "first tx is not coinbase")
    if any(tx.is_coinbase for tx in block.transactions[1:]):
        raise InvalidBlockError(BlockResult.CONSENSUS, "bad-cb-multiple", "more than one coinbase")
    sigops = 0
    for tx in block.transactions:
        try:
            check_transaction(tx)
        except InvalidTxError as error:
            raise _tx_failed(tx, error) from error
        sigops += legacy_sigop_count(tx)
    if sigops > max_block_sigops():
        raise InvalidBlockError(BlockResult.CONSENSUS, "bad-blk-sigops", "out-of-bounds SigOpCount")


def contextual_check_block_header(
    header: BlockHeader,
    prev: BlockIndex,
    params: ConsensusParams,
    adjusted_time: int,
    last_checkpoint_height: int | None = None,
) -> None:
    """Check a header against its ancestors and the clock.

    Args:
        adjusted_time: network time, seconds.
        last_checkpoint_height: of the highest checkpoint this node has the header of; None to skip.

    Raises:
        InvalidBlockError: "bad-diffbits", "bad-fork-prior-to-checkpoint", "time-too-old",
            "time-too-new", "bad-version(0x...)".

    Source: C++ ContextualCheckBlockHeader.
    """
    height = prev.height + 1
    _check_work(header, prev, params)
    if last_checkpoint_height is not None and height < last_checkpoint_height:
        raise InvalidBlockError(BlockResult.CHECKPOINT, "bad-fork-prior-to-checkpoint")
    if header.time <= prev.median_time_past:
        raise InvalidBlockError(
            BlockResult.INVALID_HEADER,
            "time-too-old",
            f"block's timestamp is too early {header.time} {prev.median_time_past}",
        )
    latest = adjusted_time + MAX_FUTURE_BLOCK_TIME
    if header.time > latest:
        raise InvalidBlockError(
            BlockResult.TIME_FUTURE,
            "time-too-new",
            f"block timestamp too far in the future {header.time} {latest}",
        )
    for version, deployment in _FIRST_VERSIONS:
        if header.version < version and params.is_active_after(deployment, prev):
            shown = f"0x{header.version & 0xFFFFFFFF:08x}"
            raise InvalidBlockError(
                BlockResult.INVALID_HEADER, f"bad-version({shown})", f"rejected nVersion={shown} block"
            )


def contextual_check_block(block: Block, prev: BlockIndex | None, params: ConsensusParams) -> None:
    """Check the transactions of a block against the headers below it. Call after `check_block`.

    Signature checks are counted again only where the limit is lower than there.

    Args:
        prev: the parent; None for the genesis block.

    Raises:
        InvalidBlockError: "bad-blk-length", "bad-txns-nonfinal", "bad-blk-sigops", "bad-cb-height",
            "bad-cb-type"; the reasons of `contextual_check_transaction`.

    Source: BIP 34; BIP 113; C++ ContextualCheckBlock.
    """
    height = 0 if prev is None else prev.height + 1
    cutoff: int = block.header.time
    if prev is not None and params.is_active_after(Deployment.CSV, prev):
        cutoff = prev.median_time_past
    bigger_blocks = params.is_active_after(Deployment.DIP1, prev)
    typed_coinbase = params.is_active_after(Deployment.DIP3, prev)
    _check_size(block, max_block_size(bigger_blocks=bigger_blocks))
    for tx in block.transactions:
        if not is_final(tx, height, cutoff):
            raise InvalidBlockError(BlockResult.CONSENSUS, "bad-txns-nonfinal", "non-final transaction")
        try:
            contextual_check_transaction(tx, prev, params)
        except InvalidTxError as error:
            raise _tx_failed(tx, error) from error
    if not bigger_blocks and sum(map(legacy_sigop_count, block.transactions)) > max_block_sigops(bigger_blocks=False):
        raise InvalidBlockError(BlockResult.CONSENSUS, "bad-blk-sigops", "out-of-bounds SigOpCount")
    coinbase = block.transactions[0]
    if typed_coinbase:
        if coinbase.type != TxType.COINBASE:
            raise InvalidBlockError(BlockResult.CONSENSUS, "bad-cb-type", "coinbase is not a CbTx")
    elif params.is_active_after(Deployment.BIP34, prev):
        script = coinbase.inputs[0].script_sig if coinbase.inputs else b""
        if not script.startswith(push_int(height)):
            raise InvalidBlockError(BlockResult.CONSENSUS, "bad-cb-height", "block height mismatch in coinbase")


def block_script_flags(height: int, params: ConsensusParams) -> ScriptFlags:
    """Return the script rules that hold in the block at `height`. Source: C++ GetBlockScriptFlags."""
    flags = ScriptFlags.P2SH
    if params.is_active_at(Deployment.BIP66, height):
        flags |= ScriptFlags.DERSIG
    if params.is_active_at(Deployment.BIP65, height):
        flags |= ScriptFlags.CHECKLOCKTIMEVERIFY
    if params.is_active_at(Deployment.CSV, height):
        flags |= ScriptFlags.CHECKSEQUENCEVERIFY
    if params.is_active_at(Deployment.BIP147, height):
        flags |= ScriptFlags.NULLDUMMY
    return flags


def must_check_overwrite(height: int, block_hash: bytes, prev: BlockIndex, params: ConsensusParams) -> bool:
    """Whether a block must be searched for transactions that overwrite unspent ones.

    Not on the chain whose block at BIP 34's height is known: heights in coinbases rule it out there.

    Source: BIP 30; C++ ConnectBlock, IsBIP30Repeat.
    """
    if _BIP30_REPEATS.get(height) == display_hash(block_hash):
        return False
    anchor = prev.get_ancestor(params.heights[Deployment.BIP34])
    return anchor is None or anchor.hash != params.height_in_coinbase_hash


def _check_size(block: Block, limit: int) -> None:
    if not block.transactions or len(block.transactions) > limit or len(block.serialize()) > limit:
        raise InvalidBlockError(BlockResult.CONSENSUS, "bad-blk-length", "size limits failed")


def _check_work(header: BlockHeader, prev: BlockIndex, params: ConsensusParams) -> None:
    expected = get_next_work_required(prev, header.time, params)
    height = prev.height + 1
    if params.network == MAIN and height <= _TOLERANT_WORK_HEIGHT:
        claimed = difficulty(header.bits)
        if abs(claimed - difficulty(expected)) > claimed * _WORK_TOLERANCE:
            raise InvalidBlockError(BlockResult.INVALID_HEADER, "bad-diffbits")
    elif header.bits != expected:
        raise InvalidBlockError(BlockResult.INVALID_HEADER, "bad-diffbits", f"incorrect proof of work at {height}")


def _tx_failed(tx: Transaction, error: InvalidTxError) -> InvalidBlockError:
    detail = f"Transaction check failed (tx hash {display_hash(tx.txid)}) {error.detail}"
    return InvalidBlockError(BlockResult.CONSENSUS, error.reason, detail)
