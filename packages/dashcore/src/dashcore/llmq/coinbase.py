"""Make the coinbase of a new block, typed where it must be. Mirrors the middle of CreateNewBlock in node/miner.cpp."""

from collections.abc import Sequence

from dashcore.consensus.index import BlockIndex
from dashcore.consensus.params import ConsensusParams, Deployment
from dashcore.consensus.subsidy import block_subsidy
from dashcore.evo.cbtx import (
    VERSION_CHAINLOCK,
    VERSION_QUORUMS,
    CoinbasePayload,
    calc_masternodes_root,
    calc_quorums_root,
    coinbase_payload_version,
)
from dashcore.evo.creditpool import CreditPool, CreditPoolDiff
from dashcore.evo.payments import masternode_outputs
from dashcore.primitives.transaction import (
    NULL_INDEX,
    SPECIAL_VERSION,
    OutPoint,
    Transaction,
    TxIn,
    TxOut,
    TxType,
)
from dashcore.primitives.types import Duffs, Height, Script, TxId
from dashcore.script.opcodes import OP_0, OP_RETURN
from dashcore.script.script import push_int
from dashcore.util.hashes import NULL_HASH

_PLAIN_VERSION = 2


def make_coinbase(
    prev: BlockIndex,
    script_pubkey: Script,
    transactions: Sequence[Transaction],
    fees: Duffs,
    params: ConsensusParams,
    pool: CreditPool,
    active_commitments: Sequence[bytes] = (),
) -> Transaction:
    """Return the coinbase of a child of `prev`, on a chain without masternodes.

    Args:
        script_pubkey: who gets the miner's part.
        transactions: all others of the block, commitments first.
        fees: sum over `transactions`.
        pool: the credit pool after `prev`.
        active_commitments: hashes of the commitments active after `prev`.

    Raises:
        InvalidTxError: an asset lock or unlock among the transactions does not fit the pool.

    Source: C++ CreateNewBlock, FillBlockPayments.
    """
    subsidy = block_subsidy(prev, params)
    owed = masternode_outputs(prev, subsidy, fees, params)
    reward = Duffs(subsidy + fees - sum(out.value for out in owed))
    outputs = (TxOut(reward, script_pubkey), *owed)
    height = prev.height + 1
    if not params.is_active_after(Deployment.DIP3, prev):
        script = Script(push_int(height) + bytes([OP_0]))
        return Transaction((_coinbase_input(script),), outputs, version=_PLAIN_VERSION)
    payload = _make_payload(prev, transactions, subsidy, params, pool, active_commitments)
    return Transaction(
        (_coinbase_input(Script(bytes([OP_RETURN]))),),
        outputs,
        version=SPECIAL_VERSION,
        type=TxType.COINBASE,
        extra_payload=payload.encode(),
    )


def _make_payload(
    prev: BlockIndex,
    transactions: Sequence[Transaction],
    subsidy: Duffs,
    params: ConsensusParams,
    pool: CreditPool,
    active_commitments: Sequence[bytes],
) -> CoinbasePayload:
    version = coinbase_payload_version(prev, params)
    balance = Duffs(0)
    if version >= VERSION_CHAINLOCK:
        diff = CreditPoolDiff(pool, prev, subsidy, params)
        for tx in transactions:
            diff.add(tx)
        balance = diff.total_locked
    return CoinbasePayload(
        version=version,
        height=Height(prev.height + 1),
        masternodes_root=calc_masternodes_root(),
        quorums_root=calc_quorums_root(active_commitments) if version >= VERSION_QUORUMS else NULL_HASH,
        credit_pool_balance=balance,
    )


def _coinbase_input(script: Script) -> TxIn:
    return TxIn(OutPoint(TxId(NULL_HASH), NULL_INDEX), script)
