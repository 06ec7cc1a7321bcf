"""Checks of a transaction that need nothing but the transaction. Mirrors consensus/tx_check.cpp."""

from dashcore.consensus.limits import MAX_EXTRA_PAYLOAD, MAX_LEGACY_BLOCK_SIZE
from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.primitives.transaction import Transaction, TxType
from dashcore.primitives.types import MAX_MONEY

MIN_COINBASE_SCRIPT = 2  # bytes
MIN_TYPED_COINBASE_SCRIPT = 1  # bytes: the height is in the payload
MAX_COINBASE_SCRIPT = 100  # bytes

_NO_INPUTS_ALLOWED = frozenset({TxType.QUORUM_COMMITMENT, TxType.MNHF_SIGNAL, TxType.ASSET_UNLOCK})
_NO_OUTPUTS_ALLOWED = frozenset({TxType.QUORUM_COMMITMENT, TxType.MNHF_SIGNAL})


def is_money(value: int) -> bool:
    """Whether an amount is possible at all. Source: C++ MoneyRange."""
    return 0 <= value <= MAX_MONEY


def check_transaction(tx: Transaction) -> None:
    """Refuse a transaction that can be valid in no block.

    Raises:
        InvalidTxError: "bad-txns-vin-empty", "bad-txns-vout-empty", "bad-txns-oversize",
            "bad-txns-payload-oversize", "bad-txns-vout-negative", "bad-txns-vout-toolarge",
            "bad-txns-txouttotal-toolarge", "bad-txns-inputs-duplicate", "bad-cb-length",
            "bad-txns-prevout-null".

    Source: C++ CheckTransaction.
    """
    if not tx.inputs and tx.type not in _NO_INPUTS_ALLOWED:
        raise _invalid("bad-txns-vin-empty")
    if not tx.outputs and tx.type not in _NO_OUTPUTS_ALLOWED:
        raise _invalid("bad-txns-vout-empty")
    if len(tx.serialize()) > MAX_LEGACY_BLOCK_SIZE:
        raise _invalid("bad-txns-oversize")
    if len(tx.extra_payload) > MAX_EXTRA_PAYLOAD:
        raise _invalid("bad-txns-payload-oversize")
    _check_outputs(tx)
    if len(tx.inputs) > 1 and len({txin.prevout for txin in tx.inputs}) != len(tx.inputs):
        raise _invalid("bad-txns-inputs-duplicate")
    if tx.is_coinbase:
        check_coinbase_script(tx)
    elif any(txin.prevout.is_null for txin in tx.inputs):
        raise _invalid("bad-txns-prevout-null")


def check_coinbase_script(tx: Transaction) -> None:
    """Bound the size of a coinbase's input script, both ends inclusive.

    Raises:
        InvalidTxError: "bad-cb-length".

    Source: BIP 34; DIP 4 (the height moves to the payload); C++ CheckTransaction.
    """
    shortest = MIN_TYPED_COINBASE_SCRIPT if tx.type == TxType.COINBASE else MIN_COINBASE_SCRIPT
    if not shortest <= len(tx.inputs[0].script_sig) <= MAX_COINBASE_SCRIPT:
        raise _invalid("bad-cb-length")


def _check_outputs(tx: Transaction) -> None:
    total = 0
    for out in tx.outputs:
        if out.value < 0:
            raise _invalid("bad-txns-vout-negative")
        if out.value > MAX_MONEY:
            raise _invalid("bad-txns-vout-toolarge")
        total += out.value
        if total > MAX_MONEY:
            raise _invalid("bad-txns-txouttotal-toolarge")


def _invalid(reason: str) -> InvalidTxError:
    return InvalidTxError(TxResult.CONSENSUS, reason)
