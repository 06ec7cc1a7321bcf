"""What a coinbase may pay, and what it must pay to masternode and Platform.

Treasury payments are bounded here, and not compared with what was voted: this node keeps
no governance data, and says the same of them as dashd does before it is synced. Mirrors
masternode/payments.cpp.
"""

import logging

from dashcore.chain.blockindex import BlockIndex
from dashcore.consensus.params import ConsensusParams, Deployment
from dashcore.consensus.subsidy import is_superblock_height, masternode_payment, platform_share, superblock_limit
from dashcore.consensus.validation import BlockResult, InvalidBlockError
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import TxOut
from dashcore.primitives.types import Duffs, Script

_BURN = Script(b"\x6a")  # OP_RETURN: the amount goes to the credit pool

_log = logging.getLogger("dash")


def check_block_value(block: Block, height: int, reward: Duffs, params: ConsensusParams) -> None:
    """Bound what the coinbase creates.

    Args:
        reward: subsidy and fees.

    Raises:
        InvalidBlockError: "bad-cb-amount"; nobody is blamed, data may be missing.

    Source: C++ CMNPaymentsProcessor::IsBlockValueValid, IsOldBudgetBlockValueValid.
    """
    paid = block.transactions[0].value_out
    limit = reward
    what = "exceeded block reward"
    if height < params.budget_start:
        why = ", old budgets are not activated yet"
    elif height < params.superblock_start:
        why = ", block is not in old budget cycle window"
        if height % params.budget_cycle < params.budget_window:
            return
    elif is_superblock_height(height, params):
        limit = Duffs(reward + superblock_limit(height, params))
        what, why = "exceeded superblock max value", ""
    else:
        why = ", only regular blocks are allowed at this height"
    if paid <= limit:
        return
    _log.error(
        "ConnectBlock(DASH): coinbase pays too much at height %d (actual=%d vs limit=%d), %s%s",
        height,
        paid,
        limit,
        what,
        why,
    )
    raise InvalidBlockError(BlockResult.UNSET, "bad-cb-amount")


def required_payments(prev: BlockIndex, subsidy: Duffs, fees: Duffs, params: ConsensusParams) -> list[TxOut]:
    """Return the outputs a child of `prev` owes while no masternode is registered: Platform's part.

    Source: C++ CMNPaymentsProcessor::GetBlockTxOuts.
    """
    v20_active = params.is_active_after(Deployment.V20, prev)
    if not (v20_active and params.is_active_after(Deployment.MN_RR, prev)):
        return []
    reward = masternode_payment(prev.height + 1, subsidy, params, v20_active=v20_active)
    return [TxOut(platform_share(reward), _BURN)]


def check_block_payees(block: Block, prev: BlockIndex, subsidy: Duffs, fees: Duffs, params: ConsensusParams) -> None:
    """Check that the coinbase pays what it owes.

    Raises:
        InvalidBlockError: "bad-cb-payee"; nobody is blamed, data may be missing.

    Source: C++ CMNPaymentsProcessor::IsBlockPayeeValid.
    """
    height = prev.height + 1
    if not params.is_masternode_payment_enforced(height):
        return
    paid = block.transactions[0].outputs
    for owed in required_payments(prev, subsidy, fees, params):
        if owed not in paid:
            _log.error(
                "CMNPaymentsProcessor::IsTransactionValid -- ERROR! Failed to find expected payee scriptPubKey=%s "
                "amount=%d height=%d",
                owed.script_pubkey.hex(),
                owed.value,
                height,
            )
            _log.error("ConnectBlock(DASH): couldn't find masternode or superblock payments")
            raise InvalidBlockError(BlockResult.UNSET, "bad-cb-payee")
