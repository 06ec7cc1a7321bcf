"""Which transactions a node relays: known forms of scripts, bounded sizes, no dust. Mirrors policy/policy.cpp."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashcore.consensus.coin import Coin
from dashcore.policy.constants import (
    DEFAULT_ACCEPT_DATACARRIER,
    DEFAULT_BYTES_PER_SIGOP,
    DEFAULT_DUST_RELAY_RATE,
    DEFAULT_PERMIT_BARE_MULTISIG,
    MAX_OP_RETURN_RELAY,
    MAX_P2SH_SIGOPS,
    MAX_STANDARD_SCRIPTSIG_SIZE,
    MAX_STANDARD_TX_SIZE,
    MAX_STANDARD_TX_VERSION,
)
from dashcore.policy.feerate import FeeRate
from dashcore.primitives.transaction import Transaction, TxOut
from dashcore.primitives.types import Duffs
from dashcore.script.checker import BaseSignatureChecker
from dashcore.script.flags import ScriptFlags
from dashcore.script.interpreter import eval_script
from dashcore.script.script import is_push_only, is_unspendable, sigop_count
from dashcore.script.script_error import ScriptError
from dashcore.script.standard import TxoutType, solve

SPEND_SIZE = 148  # bytes of a typical input that spends an output
_MAX_BARE_KEYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardRules:
    """What the operator may change about standardness.

    Args (constructor):
        max_datacarrier: bytes of an OP_RETURN script; None where none is relayed.
    """

    permit_bare_multisig: bool = DEFAULT_PERMIT_BARE_MULTISIG
    dust_rate: FeeRate = DEFAULT_DUST_RELAY_RATE
    max_datacarrier: int | None = MAX_OP_RETURN_RELAY if DEFAULT_ACCEPT_DATACARRIER else None


DEFAULT_RULES = StandardRules()


def dust_threshold(out: TxOut, rate: FeeRate = DEFAULT_DUST_RELAY_RATE) -> Duffs:
    """Return the least value that is worth the cost of spending it; 0 where nobody can. Source: C++ GetDustThreshold."""
    if is_unspendable(out.script_pubkey):
        return Duffs(0)
    return rate.fee(len(out.serialize()) + SPEND_SIZE)


def is_dust(out: TxOut, rate: FeeRate = DEFAULT_DUST_RELAY_RATE) -> bool:
    """Whether an output costs more to spend than it holds. Source: C++ IsDust."""
    return out.value < dust_threshold(out, rate)


def is_standard_script(script: bytes, rules: StandardRules = DEFAULT_RULES) -> tuple[bool, TxoutType]:
    """Tell whether an output's script is of a form that is relayed, and of which. Source: C++ IsStandard."""
    kind, solutions = solve(script)
    if kind is TxoutType.NONSTANDARD:
        return False, kind
    if kind is TxoutType.MULTISIG:
        required, total = solutions[0][0], solutions[-1][0]
        return 1 <= total <= _MAX_BARE_KEYS and 1 <= required <= total, kind
    if kind is TxoutType.NULL_DATA:
        return rules.max_datacarrier is not None and len(script) <= rules.max_datacarrier, kind
    return True, kind


def find_nonstandard_reason(  # noqa: C901, PLR0911 - one check after the other, as C++ has them
    tx: Transaction, rules: StandardRules = DEFAULT_RULES
) -> str | None:
    """Return why a transaction is not relayed: C++'s reject reason, None if it is standard.

    Source: C++ IsStandardTx.
    """
    if not 1 <= tx.version <= MAX_STANDARD_TX_VERSION:
        return "version"
    if len(tx.serialize()) >= MAX_STANDARD_TX_SIZE:
        return "tx-size"
    for txin in tx.inputs:
        if len(txin.script_sig) > MAX_STANDARD_SCRIPTSIG_SIZE:
            return "scriptsig-size"
        if not is_push_only(txin.script_sig):
            return "scriptsig-not-pushonly"
    data_outputs = 0
    for out in tx.outputs:
        standard, kind = is_standard_script(out.script_pubkey, rules)
        if not standard:
            return "scriptpubkey"
        if kind is TxoutType.NULL_DATA:
            data_outputs += 1
        elif kind is TxoutType.MULTISIG and not rules.permit_bare_multisig:
            return "bare-multisig"
        elif is_dust(out, rules.dust_rate):
            return "dust"
    return "multi-op-return" if data_outputs > 1 else None


def are_inputs_standard(tx: Transaction, coins: Sequence[Coin]) -> bool:
    """Whether all that is spent has a known form and scripts behind hashes ask for few signature checks.

    Args:
        coins: one for each input.

    Source: C++ AreInputsStandard.
    """
    if tx.is_coinbase:
        return True
    for txin, coin in zip(tx.inputs, coins, strict=True):
        kind, _ = solve(coin.out.script_pubkey)
        if kind is TxoutType.NONSTANDARD:
            return False
        if kind is TxoutType.SCRIPTHASH:
            stack: list[bytes] = []
            verdict = eval_script(stack, txin.script_sig, ScriptFlags.NONE, BaseSignatureChecker())
            if verdict is not ScriptError.OK or not stack:
                return False
            if sigop_count(stack[-1], accurate=True) > MAX_P2SH_SIGOPS:
                return False
    return True


def virtual_size(size: int, sigops: int = 0, bytes_per_sigop: int = DEFAULT_BYTES_PER_SIGOP) -> int:
    """Return the size that fees are paid for: signature checks count as bytes. Source: C++ GetVirtualTransactionSize."""
    return max(size, sigops * bytes_per_sigop)
