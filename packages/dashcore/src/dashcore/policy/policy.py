"""What a node relays and mines: default limits, and which transactions are standard. Mirrors policy/policy.cpp."""

from collections.abc import Sequence

from dashcore.consensus.coin import Coin
from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.policy.feerate import fee_for_size
from dashcore.primitives.transaction import Transaction, TxOut
from dashcore.primitives.types import Duffs
from dashcore.script.checker import BaseSignatureChecker
from dashcore.script.flags import ScriptFlags
from dashcore.script.interpreter import eval_script
from dashcore.script.script import is_push_only, is_unspendable, sigop_count
from dashcore.script.script_error import ScriptError
from dashcore.script.standard import TxoutType, solve

DEFAULT_BLOCK_MAX_SIZE = 2_000_000  # bytes; -blockmaxsize
DEFAULT_BLOCK_MIN_TX_FEE = 1000  # duffs per kB; -blockmintxfee
MAX_STANDARD_TX_SIZE = 100_000  # bytes
MIN_STANDARD_TX_SIZE = 83  # bytes: one input with an empty script, one output to a script hash
MAX_P2SH_SIGOPS = 15
MAX_STANDARD_TX_SIGOPS = 4000
DEFAULT_MAX_MEMPOOL_SIZE = 300  # MB; -maxmempool
DEFAULT_MEMPOOL_EXPIRY = 336  # hours; -mempoolexpiry
DEFAULT_INCREMENTAL_RELAY_FEE = 1000  # duffs per kB; -incrementalrelayfee
DEFAULT_BYTES_PER_SIGOP = 20  # -bytespersigop
DEFAULT_PERMIT_BARE_MULTISIG = True  # -permitbaremultisig
DEFAULT_ACCEPT_DATACARRIER = True  # -datacarrier
MAX_OP_RETURN_RELAY = 83  # bytes of the script; -datacarriersize
MAX_STANDARD_SCRIPTSIG_SIZE = 1650  # bytes
MAX_STANDARD_TX_VERSION = 3
DUST_RELAY_TX_FEE = 3000  # duffs per kB; -dustrelayfee
DEFAULT_MIN_RELAY_TX_FEE = 1000  # duffs per kB; -minrelaytxfee
DEFAULT_ANCESTOR_LIMIT = 25  # -limitancestorcount
DEFAULT_ANCESTOR_SIZE_LIMIT = 101  # kB; -limitancestorsize
DEFAULT_DESCENDANT_LIMIT = 25  # -limitdescendantcount
DEFAULT_DESCENDANT_SIZE_LIMIT = 101  # kB; -limitdescendantsize
EXTRA_DESCENDANT_TX_SIZE_LIMIT = 10_000  # bytes; one more child with a single ancestor may have
MAX_PACKAGE_COUNT = 25
MAX_PACKAGE_SIZE = 101  # kB
SPEND_SIZE = 148  # bytes of a typical input that spends an output
_MAX_BARE_KEYS = 3


def dust_threshold(out: TxOut, rate: int = DUST_RELAY_TX_FEE) -> Duffs:
    """Return the least value that is worth the cost of spending it; 0 where nobody can.

    Args:
        rate: duffs per kB.

    Source: C++ GetDustThreshold.
    """
    if is_unspendable(out.script_pubkey):
        return Duffs(0)
    return fee_for_size(rate, len(out.serialize()) + SPEND_SIZE)


def is_dust(out: TxOut, rate: int = DUST_RELAY_TX_FEE) -> bool:
    """Whether an output costs more to spend than it holds. Source: C++ IsDust."""
    return out.value < dust_threshold(out, rate)


def is_standard_script(
    script: bytes, max_datacarrier_bytes: int | None = MAX_OP_RETURN_RELAY
) -> tuple[bool, TxoutType]:
    """Tell whether an output's script is of a form that is relayed, and of which. Source: C++ IsStandard."""
    kind, solutions = solve(script)
    if kind is TxoutType.NONSTANDARD:
        return False, kind
    if kind is TxoutType.MULTISIG:
        required, total = solutions[0][0], solutions[-1][0]
        return 1 <= total <= _MAX_BARE_KEYS and 1 <= required <= total, kind
    if kind is TxoutType.NULL_DATA:
        return max_datacarrier_bytes is not None and len(script) <= max_datacarrier_bytes, kind
    return True, kind


def check_standard(
    tx: Transaction,
    *,
    dust_relay_fee: int = DUST_RELAY_TX_FEE,
    permit_bare_multisig: bool = DEFAULT_PERMIT_BARE_MULTISIG,
    max_datacarrier_bytes: int | None = MAX_OP_RETURN_RELAY,
) -> None:
    """Refuse a transaction of a form that is not relayed.

    Args:
        dust_relay_fee: duffs per kB.
        max_datacarrier_bytes: of an OP_RETURN script; None where none is relayed.

    Raises:
        InvalidTxError: "version", "tx-size", "scriptsig-size", "scriptsig-not-pushonly", "scriptpubkey",
            "bare-multisig", "dust", "multi-op-return", all with NOT_STANDARD.

    Source: C++ IsStandardTx.
    """
    if not 1 <= tx.version <= MAX_STANDARD_TX_VERSION:
        raise _nonstandard("version")
    if len(tx.serialize()) >= MAX_STANDARD_TX_SIZE:
        raise _nonstandard("tx-size")
    _check_script_sigs(tx)
    data_outputs = 0
    for out in tx.outputs:
        standard, kind = is_standard_script(out.script_pubkey, max_datacarrier_bytes)
        if not standard:
            raise _nonstandard("scriptpubkey")
        if kind is TxoutType.NULL_DATA:
            data_outputs += 1
        elif kind is TxoutType.MULTISIG and not permit_bare_multisig:
            raise _nonstandard("bare-multisig")
        elif is_dust(out, dust_relay_fee):
            raise _nonstandard("dust")
    if data_outputs > 1:
        raise _nonstandard("multi-op-return")


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


def _check_script_sigs(tx: Transaction) -> None:
    for txin in tx.inputs:
        if len(txin.script_sig) > MAX_STANDARD_SCRIPTSIG_SIZE:
            raise _nonstandard("scriptsig-size")
        if not is_push_only(txin.script_sig):
            raise _nonstandard("scriptsig-not-pushonly")


def _nonstandard(reason: str) -> InvalidTxError:
    return InvalidTxError(TxResult.NOT_STANDARD, reason)
