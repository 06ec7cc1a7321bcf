"""Which coins may be spent now. Mirrors AvailableCoins of wallet/spend.cpp and the dust rule of policy.cpp.

Every function here wants the wallet's lock held.
"""

from dataclasses import dataclass

from dashcore.primitives.transaction import OutPoint, TxOut
from dashcore.primitives.types import MAX_MONEY, Duffs, DuffsPerKb, TxId
from dashcore.script.script import is_unspendable
from dashcore.wallet.coin_control import CoinControl, CoinType
from dashcore.wallet.coin_selection import Candidate, fee_for, is_collateral, is_denominated
from dashcore.wallet.coinjoin import is_fully_mixed
from dashcore.wallet.receive import is_from_me, is_trusted
from dashcore.wallet.records import WalletFlag
from dashcore.wallet.transactions import WalletTransaction
from dashcore.wallet.wallet import MASTERNODE_COLLATERALS, Wallet

_SPEND_SIZE = 148  # bytes of the input that spends an output


@dataclass(frozen=True, slots=True, kw_only=True)
class CoinLimits:
    """Bounds on the coins listed. Source: C++ AvailableCoins' arguments."""

    min_amount: int = 1
    max_amount: int = MAX_MONEY
    min_sum: int = MAX_MONEY
    max_count: int = 0


NO_LIMITS = CoinLimits()


def dust_threshold(output: TxOut, rate: DuffsPerKb) -> Duffs:
    """Value below which an output costs too much to spend. Source: C++ GetDustThreshold."""
    if is_unspendable(output.script_pubkey):
        return Duffs(0)
    return fee_for(rate, len(output.serialize()) + _SPEND_SIZE)


def is_dust(output: TxOut, rate: DuffsPerKb) -> bool:
    """Whether an output is worth less than spending it costs. Source: C++ IsDust."""
    return output.value < dust_threshold(output, rate)


def _has_type(wallet: Wallet, outpoint: OutPoint, value: int, wanted: CoinType) -> bool:
    match wanted:
        case CoinType.ALL_COINS:
            return True
        case CoinType.ONLY_FULLY_MIXED:
            return is_denominated(value) and is_fully_mixed(wallet, outpoint)
        case CoinType.ONLY_READY_TO_MIX:
            return is_denominated(value) and not is_fully_mixed(wallet, outpoint)
        case CoinType.ONLY_NONDENOMINATED:
            return not is_collateral(value) and not is_denominated(value)
        case CoinType.ONLY_MASTERNODE_COLLATERAL:
            return value in MASTERNODE_COLLATERALS
        case CoinType.ONLY_COINJOIN_COLLATERAL:
            return is_collateral(value)


def available_coins(wallet: Wallet, control: CoinControl, limits: CoinLimits = NO_LIMITS) -> list[Candidate]:
    """List the coins that may be spent now. Source: C++ AvailableCoins."""
    result: list[Candidate] = []
    total = 0
    trusted_parents: set[TxId] = set()
    for wtx in wallet.store.has_unspent():
        depth = wallet.store.depth(wtx)
        if wallet.store.blocks_to_maturity(wtx) or (depth == 0 and not wtx.in_mempool):
            continue
        safe = is_trusted(wallet, wtx, trusted_parents)
        if (not safe and not control.include_unsafe) or not control.min_depth <= depth <= control.max_depth:
            continue
        from_me = is_from_me(wallet, wtx.tx)
        for index in wallet.store.unspent_indexes(wtx):
            if not _is_wanted(wallet, wtx, index, control, limits):
                continue
            output = wtx.tx.outputs[index]
            size = wallet.keys.input_size(output.script_pubkey, max_signature=control.watch_only)
            result.append(
                Candidate(
                    outpoint=OutPoint(wtx.txid, index),
                    output=output,
                    depth=depth,
                    input_size=size,
                    spendable=True,
                    solvable=size >= 0,
                    safe=safe,
                    time=wtx.time,
                    from_me=from_me,
                )
            )
            total += output.value
            if (limits.min_sum != MAX_MONEY and total >= limits.min_sum) or len(result) == limits.max_count:
                return result
    return result


def _is_wanted(wallet: Wallet, wtx: WalletTransaction, index: int, control: CoinControl, limits: CoinLimits) -> bool:
    """Whether one coin meets the caller's wishes."""
    outpoint = OutPoint(wtx.txid, index)
    output = wtx.tx.outputs[index]
    if not limits.min_amount <= output.value <= limits.max_amount:
        return False
    if control.selected and not control.allow_other_inputs and outpoint not in control.selected:
        return False
    if wallet.store.is_locked(outpoint) and control.coin_type is not CoinType.ONLY_MASTERNODE_COLLATERAL:
        return False
    skip_used = wallet.has_flag(WalletFlag.AVOID_REUSE) and control.avoid_address_reuse
    if skip_used and wallet.is_spent_key(output.script_pubkey):
        return False
    return _has_type(wallet, outpoint, output.value, control.coin_type)


def available_balance(wallet: Wallet, control: CoinControl) -> Duffs:
    """Value of the coins that may be spent now. Source: C++ GetAvailableBalance."""
    return Duffs(sum(coin.output.value for coin in available_coins(wallet, control)))
