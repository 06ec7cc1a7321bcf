"""Checks of a transaction against what it spends and where it stands. Mirrors consensus/tx_verify.cpp."""

from collections.abc import Sequence
from struct import Struct

from dashcore.consensus.coin import Coin
from dashcore.consensus.index import BlockIndex
from dashcore.consensus.limits import COINBASE_MATURITY, MAX_TX_SIZE
from dashcore.consensus.params import ConsensusParams, Deployment
from dashcore.consensus.tx_check import is_money
from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.primitives.transaction import SEQUENCE_FINAL, SPECIAL_VERSION, Transaction, TxType
from dashcore.primitives.types import MAX_MONEY, Duffs
from dashcore.script.opcodes import OP_PUSHDATA1
from dashcore.script.script import LOCKTIME_THRESHOLD, is_pay_to_script_hash, p2sh_sigop_count, sigop_count
from dashcore.util.amounts import format_money

SEQUENCE_LOCK_DISABLED = 1 << 31  # Source: BIP 68
SEQUENCE_LOCK_IS_TIME = 1 << 22
SEQUENCE_LOCK_MASK = 0x0000FFFF
SEQUENCE_LOCK_GRANULARITY = 9  # bits: units of 512 seconds
_FIRST_RELATIVE_VERSION = 2

_ASSET_UNLOCK = Struct("<BQII32s96s")  # version, index, fee, requested height, quorum, signature
_KNOWN_TYPES = frozenset(TxType)

SequenceLock = tuple[int, int]  # last height and last median time, seconds, at which it is still locked


def is_final(tx: Transaction, height: int, time: int) -> bool:
    """Whether the lock time lets a transaction into a block.

    Args:
        time: the block's, or the median time past of its parent once CSV is active.

    Source: BIP 113; C++ IsFinalTx.
    """
    if tx.lock_time == 0:
        return True
    if tx.lock_time < (height if tx.lock_time < LOCKTIME_THRESHOLD else time):
        return True
    return all(txin.sequence == SEQUENCE_FINAL for txin in tx.inputs)


def calculate_sequence_locks(
    tx: Transaction, coin_heights: Sequence[int], prev: BlockIndex, *, enforce: bool
) -> SequenceLock:
    """Return until when relative lock times keep a transaction out of a child of `prev`.

    Args:
        coin_heights: of each input's coin; one above `prev` for a coin that is still in the pool.
        enforce: CSV is active.

    Returns:
        The last height and the last median time that are too early; -1 for no lock.

    Source: BIP 68; C++ CalculateSequenceLocks.
    """
    min_height = min_time = -1
    if not enforce or tx.version & 0xFFFFFFFF < _FIRST_RELATIVE_VERSION:
        return min_height, min_time
    for txin, coin_height in zip(tx.inputs, coin_heights, strict=True):
        sequence = txin.sequence
        if sequence & SEQUENCE_LOCK_DISABLED:
            continue
        value = sequence & SEQUENCE_LOCK_MASK
        if sequence & SEQUENCE_LOCK_IS_TIME:
            base = prev.get_ancestor(max(coin_height - 1, 0))
            if base is None:
                raise ValueError(f"no ancestor at height {coin_height - 1}")
            min_time = max(min_time, base.median_time_past + (value << SEQUENCE_LOCK_GRANULARITY) - 1)
        else:
            min_height = max(min_height, coin_height + value - 1)
    return min_height, min_time


def is_sequence_lock_open(lock: SequenceLock, prev: BlockIndex) -> bool:
    """Whether a child of `prev` is late enough for a lock. Source: C++ EvaluateSequenceLocks."""
    return lock[0] < prev.height + 1 and lock[1] < prev.median_time_past


def legacy_sigop_count(tx: Transaction) -> int:
    """Count the signature checks in the scripts a transaction shows. Source: C++ GetLegacySigOpCount."""
    # Hot: the two usual inputs, one or two short pushes, and the usual output are counted without a walk.
    count = 0
    for txin in tx.inputs:
        script = txin.script_sig
        size = len(script)
        if size and script[0] < OP_PUSHDATA1:
            at = script[0] + 1
            if at == size or (at < size and script[at] < OP_PUSHDATA1 and at + 1 + script[at] == size):
                continue
        count += sigop_count(script, accurate=False)
    for out in tx.outputs:
        script = out.script_pubkey
        if len(script) == 25 and script[:3] == b"\x76\xa9\x14" and script[23:] == b"\x88\xac":
            count += 1
        else:
            count += sigop_count(script, accurate=False)
    return count


def transaction_sigop_count(tx: Transaction, coins: Sequence[Coin]) -> int:
    """Count the signature checks of a transaction, those behind script hashes included.

    Args:
        coins: one for each input; not read for a coinbase.

    Source: BIP 16; C++ GetTransactionSigOpCount, GetP2SHSigOpCount.
    """
    count = legacy_sigop_count(tx)
    if tx.is_coinbase:
        return count
    for txin, coin in zip(tx.inputs, coins, strict=True):
        script = coin.out.script_pubkey
        if is_pay_to_script_hash(script):
            count += p2sh_sigop_count(script, txin.script_sig)
    return count


def check_tx_inputs(tx: Transaction, coins: Sequence[Coin | None], spend_height: int) -> Duffs:
    """Check maturity and amounts; scripts are another matter. Return the fee.

    Args:
        coins: one for each input, None where it is unknown or spent.
        spend_height: of the block that will hold the transaction.

    Raises:
        InvalidTxError: "bad-txns-inputs-missingorspent", "bad-txns-premature-spend-of-coinbase",
            "bad-txns-inputvalues-outofrange", "bad-txns-in-belowout", "bad-txns-fee-outofrange",
            and for asset unlocks "bad-assetunlocktx-payload", "bad-txns-assetunlock-fee-outofrange".

    Source: C++ Consensus::CheckTxInputs, GetAssetUnlockFee.
    """
    if tx.version >= SPECIAL_VERSION and tx.type == TxType.ASSET_UNLOCK:
        return _asset_unlock_fee(tx)
    value_in = 0
    present = [coin for coin in coins if coin is not None]
    if len(present) != len(tx.inputs):
        raise InvalidTxError(
            TxResult.MISSING_INPUTS, "bad-txns-inputs-missingorspent", "CheckTxInputs: inputs missing/spent"
        )
    for coin in present:
        if coin.is_coinbase and spend_height - coin.height < COINBASE_MATURITY:
            raise InvalidTxError(
                TxResult.PREMATURE_SPEND,
                "bad-txns-premature-spend-of-coinbase",
                f"tried to spend coinbase at depth {spend_height - coin.height}",
            )
        value = coin.out.value
        value_in += value
        if not 0 <= value <= MAX_MONEY or value_in > MAX_MONEY:
            raise InvalidTxError(TxResult.CONSENSUS, "bad-txns-inputvalues-outofrange")
    value_out = tx.value_out
    if value_in < value_out:
        raise InvalidTxError(
            TxResult.CONSENSUS,
            "bad-txns-in-belowout",
            f"value in ({format_money(value_in)}) < value out ({format_money(value_out)})",
        )
    fee = value_in - value_out
    if not is_money(fee):
        raise InvalidTxError(TxResult.CONSENSUS, "bad-txns-fee-outofrange")
    return Duffs(fee)


def _asset_unlock_fee(tx: Transaction) -> Duffs:
    """Read the fee from the payload: such a transaction has no inputs."""
    if len(tx.extra_payload) != _ASSET_UNLOCK.size:
        raise InvalidTxError(TxResult.BAD_SPECIAL, "bad-assetunlocktx-payload")
    fee = _ASSET_UNLOCK.unpack(tx.extra_payload)[2]
    if fee == 0 or not is_money(fee):
        raise InvalidTxError(TxResult.CONSENSUS, "bad-txns-assetunlock-fee-outofrange")
    return Duffs(fee)


def contextual_check_transaction(tx: Transaction, prev: BlockIndex | None, params: ConsensusParams) -> None:
    """Check the rules about type and size that depend on the height of a child of `prev`.

    Raises:
        InvalidTxError: "bad-txns-type", "bad-txns-cb-type", "bad-txns-oversize".

    Source: C++ ContextualCheckTransaction.
    """
    if params.is_active_after(Deployment.DIP3, prev):
        if tx.version >= SPECIAL_VERSION:
            if tx.type not in _KNOWN_TYPES:
                raise InvalidTxError(TxResult.CONSENSUS, "bad-txns-type")
            if tx.is_coinbase and tx.type != TxType.COINBASE:
                raise InvalidTxError(TxResult.CONSENSUS, "bad-txns-cb-type")
        elif tx.type != TxType.NORMAL:
            raise InvalidTxError(TxResult.CONSENSUS, "bad-txns-type")
    if params.is_active_after(Deployment.DIP1, prev) and len(tx.serialize()) > MAX_TX_SIZE:
        raise InvalidTxError(TxResult.CONSENSUS, "bad-txns-oversize")
