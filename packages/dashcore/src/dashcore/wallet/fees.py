"""What fee rate a transaction pays. Mirrors wallet/fees.cpp."""

from dataclasses import dataclass
from enum import Enum

from dashcore.primitives.types import DuffsPerKb
from dashcore.wallet.coin_control import CoinControl, EstimateMode
from dashcore.wallet.wallet import Wallet


class FeeReason(Enum):
    """Why a rate was chosen; the value is the text people see. Source: C++ StringForFeeReason."""

    NONE = "None"
    HALF_ESTIMATE = "Half Target 60% Threshold"
    MEMPOOL_MIN = "Mempool Min Fee"
    PAY_TX_FEE = "PayTxFee set"
    FALLBACK = "Fallback fee"
    REQUIRED = "Minimum Required Fee"


@dataclass(frozen=True, slots=True)
class FeeChoice:
    """A rate and why it was chosen. `returned_target`: of the estimate, in blocks; 0 without one."""

    rate: DuffsPerKb
    reason: FeeReason
    returned_target: int = 0


def required_rate(wallet: Wallet) -> DuffsPerKb:
    """Rate below which this wallet never pays. Source: C++ GetRequiredFeeRate."""
    return max(wallet.options.min_fee, wallet.chain.relay_min_fee())


def minimum_rate(wallet: Wallet, control: CoinControl) -> FeeChoice:
    """Choose a rate: the user's, the wallet's, the estimator's or the fallback. Source: C++ GetMinimumFeeRate."""
    if control.fee_rate is not None:
        choice = FeeChoice(control.fee_rate, FeeReason.PAY_TX_FEE)
        if control.override_fee_rate:
            return choice
    elif control.confirm_target is None and wallet.pay_tx_fee:
        choice = FeeChoice(wallet.pay_tx_fee, FeeReason.PAY_TX_FEE)
    else:
        target = wallet.options.confirm_target if control.confirm_target is None else control.confirm_target
        conservative = control.estimate_mode is not EstimateMode.ECONOMICAL
        estimate = wallet.chain.estimate_smart_fee(target, conservative)
        choice = FeeChoice(estimate.rate, FeeReason.HALF_ESTIMATE, estimate.returned_target)
        if not estimate.rate:
            choice = FeeChoice(wallet.options.fallback_fee, FeeReason.FALLBACK)
            if not choice.rate:
                return choice  # the fallback is disabled
        least = wallet.chain.mempool_min_fee()
        if choice.rate < least:
            choice = FeeChoice(least, FeeReason.MEMPOOL_MIN)
    required = required_rate(wallet)
    return FeeChoice(required, FeeReason.REQUIRED) if required > choice.rate else choice


def discard_rate(wallet: Wallet) -> DuffsPerKb:
    """Rate at which change is not worth making. Source: C++ GetDiscardRate."""
    estimate = wallet.chain.estimate_smart_fee(wallet.chain.estimate_max_blocks(), conservative=False).rate
    rate = min(estimate, wallet.options.discard_rate) if estimate else wallet.options.discard_rate
    return max(rate, wallet.chain.relay_dust_fee())
