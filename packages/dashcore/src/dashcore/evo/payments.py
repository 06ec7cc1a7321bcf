"""What a coinbase must pay and how much it may. Mirrors masternode/payments.cpp.

Superblocks depend on votes, which are local knowledge: the caller says what it knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dashcore.consensus.index import BlockIndex
from dashcore.consensus.params import ConsensusParams, Deployment
from dashcore.consensus.subsidy import is_superblock_height, masternode_payment, platform_share, superblock_limit
from dashcore.primitives.transaction import Transaction, TxOut
from dashcore.primitives.types import Duffs, Script
from dashcore.script.opcodes import OP_RETURN

BURN_SCRIPT = Script(bytes([OP_RETURN]))  # of the output that credits Platform
_BASIS_POINTS = 10000


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """The masternode whose turn it is.

    Args (constructor):
        operator_reward: hundredths of a percent.
        operator_script: empty where the operator wants nothing.
    """

    script: Script
    operator_reward: int = 0
    operator_script: Script = Script(b"")  # noqa: RUF009 - a NewType is no call that matters


def masternode_outputs(
    prev: BlockIndex, subsidy: Duffs, fees: Duffs, params: ConsensusParams, payee: Payee | None = None
) -> tuple[TxOut, ...]:
    """Return the outputs that the coinbase of a child of `prev` owes Platform and the masternode.

    Args:
        payee: None where no masternode is registered.

    Source: C++ GetBlockTxOuts.
    """
    height = prev.height + 1
    v20_active = params.is_active_after(Deployment.V20, prev)
    reward = masternode_payment(height, Duffs(subsidy + fees), params, v20_active=v20_active)
    outputs = []
    if v20_active and params.is_active_after(Deployment.MN_RR, prev):
        share = platform_share(masternode_payment(height, subsidy, params, v20_active=True))
        reward = Duffs(reward - share)
        outputs.append(TxOut(share, BURN_SCRIPT))
    if payee is None:
        return tuple(outputs)
    operator = 0
    if payee.operator_reward != 0 and payee.operator_script:
        operator = reward * payee.operator_reward // _BASIS_POINTS
        reward = Duffs(reward - operator)
    if reward > 0:
        outputs.append(TxOut(reward, payee.script))
    if operator > 0:
        outputs.append(TxOut(Duffs(operator), payee.operator_script))
    return tuple(outputs)


def is_payee_valid(
    coinbase: Transaction,
    prev: BlockIndex,
    subsidy: Duffs,
    fees: Duffs,
    params: ConsensusParams,
    payee: Payee | None = None,
) -> bool:
    """Whether a coinbase has every output it owes; before enforcement nothing is checked.

    Source: C++ IsTransactionValid, IsBlockPayeeValid.
    """
    if not params.is_masternode_payment_enforced(prev.height + 1):
        return True
    return all(owed in coinbase.outputs for owed in masternode_outputs(prev, subsidy, fees, params, payee))


def find_value_fault(  # noqa: PLR0911 - one per era, as the rule reads
    value_out: Duffs,
    height: int,
    reward: Duffs,
    params: ConsensusParams,
    *,
    is_synced: bool = False,
    superblock_payments: Sequence[TxOut] | None = None,
) -> str | None:
    """Return why a coinbase pays too much, None if it does not.

    Args:
        value_out: sum of its outputs.
        reward: subsidy and fees.
        is_synced: this node knows the votes; otherwise a superblock is only bounded.
        superblock_payments: of the superblock that is due at this height by the votes.

    Source: C++ IsBlockValueValid, IsOldBudgetBlockValueValid.
    """
    exceeded = (
        f"coinbase pays too much at height {height} (actual={value_out} vs limit={reward}), exceeded block reward"
    )
    met = value_out <= reward
    if height < params.budget_start:
        return None if met else f"{exceeded}, old budgets are not activated yet"
    if height < params.superblock_start:
        if height % params.budget_cycle < params.budget_window:
            return None if met or not is_synced else f"{exceeded}, old budgets are disabled"
        return None if met else f"{exceeded}, block is not in old budget cycle window"
    if not is_superblock_height(height, params):
        return None if met else f"{exceeded}, only regular blocks are allowed at this height"
    most = reward + superblock_limit(height, params)
    if value_out > most:
        return (
            f"coinbase pays too much at height {height} (actual={value_out} vs limit={most}), "
            "exceeded superblock max value"
        )
    if not is_synced:
        return None
    if superblock_payments is None:
        return None if met else f"{exceeded}, no triggered superblock detected"
    if value_out > reward + sum(out.value for out in superblock_payments):
        return f"invalid superblock detected at height {height}"
    return None
