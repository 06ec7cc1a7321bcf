"""Special transactions of a block: each by itself, then together with coinbase, pool and quorums.

Mirrors evo/specialtxman.cpp for a chain on which no masternode is registered: there the
masternode list is empty, no quorum is ever formed and nothing they sign can be valid. A
registration that is otherwise good is refused with a reason of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashcore.consensus.index import BlockIndex, is_ancestor
from dashcore.consensus.params import ChainParams, Deployment, SignaledDeployment
from dashcore.consensus.subsidy import block_subsidy
from dashcore.consensus.validation import BlockResult, InvalidBlockError, InvalidTxError, TxResult
from dashcore.consensus.versionbits import SIGNAL_BITS
from dashcore.evo.assetlock import AssetUnlockPayload, check_asset_lock, check_asset_unlock
from dashcore.evo.cbtx import (
    VERSION_QUORUMS,
    CoinbasePayload,
    calc_masternodes_root,
    calc_quorums_root,
    check_best_chainlock,
    check_coinbase_payload,
    find_coinbase_payload,
)
from dashcore.evo.creditpool import CreditPool, CreditPoolDiff
from dashcore.evo.mnhf import decode_mnhf, is_valid_activation
from dashcore.evo.provider_check import ProviderRules, check_inputs_hash, check_provider, decode_provider
from dashcore.evo.provider_service import check_platform_fields, check_service
from dashcore.evo.providertx import RegisterPayload, UpdateServicePayload
from dashcore.llmq.blockprocessor import NO_QUORUMS, QuorumView, check_commitments
from dashcore.llmq.commitment import FinalCommitment, check_commitment_tx
from dashcore.llmq.params import SignalActive
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import Transaction, TxType
from dashcore.primitives.types import BlockHash
from dashcore.util.hashes import NULL_HASH, display_hash

UNSUPPORTED_REGISTRATION = "masternode-registration-unsupported"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialTxView:
    """What special transactions are judged by, besides the headers.

    Args (constructor):
        signal_active: whether a voted deployment holds above a block; see `VersionBits`.
        find_block: looks a header up by its id, on any branch.
        pool: the credit pool after the parent.
    """

    chain: ChainParams
    signal_active: SignalActive
    find_block: Callable[[BlockHash], BlockIndex | None]
    pool: CreditPool
    quorums: QuorumView = NO_QUORUMS


def check_special_tx(  # noqa: C901 - one case per type
    tx: Transaction, prev: BlockIndex, view: SpecialTxView
) -> None:
    """Check a special transaction as part of a child of `prev`; others pass.

    Raises:
        InvalidTxError: "bad-tx-type", "bad-tx-type-check" and the reasons of each type.

    Source: C++ CheckSpecialTx.
    """
    if not tx.has_extra_payload:
        return
    params = view.chain.consensus
    if not params.is_active_after(Deployment.DIP3, prev):
        raise InvalidTxError(TxResult.BAD_SPECIAL, "bad-tx-type")
    match tx.type:
        case (
            TxType.PROVIDER_REGISTER
            | TxType.PROVIDER_UPDATE_SERVICE
            | TxType.PROVIDER_UPDATE_REGISTRAR
            | TxType.PROVIDER_UPDATE_REVOKE
        ):
            _check_provider_tx(tx, prev, view)
        case TxType.COINBASE:
            if not tx.is_coinbase:
                raise InvalidTxError(TxResult.CONSENSUS, "bad-cbtx-invalid")
            payload = find_coinbase_payload(tx)
            if payload is None:
                raise InvalidTxError(TxResult.CONSENSUS, "bad-cbtx-payload")
            check_coinbase_payload(payload, prev, params)
        case TxType.QUORUM_COMMITMENT:
            check_commitment_tx(tx, prev, params, view.find_block, view.quorums.member_count)
        case TxType.MNHF_SIGNAL:
            _check_mnhf_tx(tx, prev, view)
        case TxType.ASSET_LOCK:
            check_asset_lock(tx)
        case TxType.ASSET_UNLOCK:
            check_asset_unlock(
                tx,
                is_index_used=view.pool.indexes.__contains__,
                is_known_block=lambda block_hash: view.find_block(block_hash) is not None,
                verify=_refuse_unlock,
            )
        case _:
            raise InvalidTxError(TxResult.BAD_SPECIAL, "bad-tx-type-check")


def _check_provider_tx(tx: Transaction, prev: BlockIndex, view: SpecialTxView) -> None:
    params = view.chain.consensus
    payload = decode_provider(tx)
    rules = ProviderRules(
        basic_bls=params.is_active_after(Deployment.V19, prev),
        extended_addresses=view.signal_active(prev, SignaledDeployment.V24),
    )
    check_provider(payload, rules)
    if isinstance(payload, RegisterPayload):
        if not payload.net_info.is_empty:
            check_service(payload, view.chain)
        check_platform_fields(payload, view.chain)
        if payload.collateral.txid == NULL_HASH and payload.collateral.index >= len(tx.outputs):
            raise InvalidTxError(TxResult.BAD_SPECIAL, "bad-protx-collateral-index")
        check_inputs_hash(tx, payload)
        raise InvalidTxError(TxResult.NOT_STANDARD, UNSUPPORTED_REGISTRATION, "this node keeps no list of masternodes")
    if isinstance(payload, UpdateServicePayload):
        check_service(payload, view.chain)
        check_platform_fields(payload, view.chain)
    raise InvalidTxError(TxResult.CONSENSUS, "bad-protx-hash")  # of a masternode that is not registered


def _check_mnhf_tx(tx: Transaction, prev: BlockIndex, view: SpecialTxView) -> None:
    """Check a signal up to its quorum, which does not exist. Source: C++ CheckMNHFTx, MNHFTx::Verify."""
    payload = decode_mnhf(tx)
    if not is_valid_activation(payload.bit, prev.median_time_past, view.chain.consensus):
        raise InvalidTxError(TxResult.CONSENSUS, "bad-mnhf-non-ehf")
    quorum = view.find_block(payload.quorum_hash)
    if quorum is None or not is_ancestor(quorum, prev):
        raise InvalidTxError(TxResult.CONSENSUS, "bad-mnhf-quorum-hash")
    if payload.bit >= SIGNAL_BITS:
        raise InvalidTxError(TxResult.CONSENSUS, "bad-mnhf-nbit-out-of-bounds")
    raise InvalidTxError(TxResult.CONSENSUS, "bad-mnhf-missing-quorum")


def _refuse_unlock(_payload: AssetUnlockPayload, _message: bytes) -> None:
    """No quorum exists that could have signed. Source: C++ CAssetUnlockPayload::VerifySig."""
    raise InvalidTxError(TxResult.CONSENSUS, "bad-assetunlock-too-old-quorum")


def process_special_txs(
    block: Block,
    prev: BlockIndex,
    view: SpecialTxView,
    *,
    prev_payload: CoinbasePayload | None = None,
    active_commitments: Sequence[bytes] = (),
    check_coinbase: bool = True,
) -> list[FinalCommitment]:
    """Check the special transactions of a child of `prev`. Call before the coin set changes.

    Args:
        prev_payload: of the parent's coinbase, where it has one.
        active_commitments: hashes of the commitments active after `prev`; none without quorums.
        check_coinbase: check roots and amounts in the coinbase; C++ leaves that out where scripts
            are not checked either.

    Returns:
        Commitments that formed a quorum, to be stored; empty without masternodes.

    Raises:
        InvalidBlockError: "bad-cbtx-...", "bad-qc-..." and the reasons of `check_special_tx`.

    Source: C++ ProcessSpecialTxsInBlock.
    """
    params = view.chain.consensus
    payload = _check_coinbase(block, prev, view) if check_coinbase else None
    for at, tx in enumerate(block.transactions):
        if at == 0 and tx.type == TxType.COINBASE:
            continue
        try:
            check_special_tx(tx, prev, view)
        except InvalidTxError as error:
            raise _tx_failed(tx, error) from error
    if payload is not None:
        _check_credit_pool(block, prev, view, payload)
    mined = check_commitments(block, prev, params, view.signal_active, view.quorums)
    if payload is not None:
        if payload.masternodes_root != calc_masternodes_root():
            raise _invalid("bad-cbtx-mnmerkleroot")
        if payload.version >= VERSION_QUORUMS:
            hashes = [*active_commitments, *(commitment.hash for commitment in mined)]
            if payload.quorums_root != calc_quorums_root(hashes):
                raise _invalid("bad-cbtx-quorummerkleroot")
        check_best_chainlock(payload, prev, prev_payload, _refuse_chainlock)
    return mined


def _check_coinbase(block: Block, prev: BlockIndex, view: SpecialTxView) -> CoinbasePayload | None:
    params = view.chain.consensus
    payload = None
    if block.transactions and block.transactions[0].type == TxType.COINBASE:
        tx = block.transactions[0]
        if not tx.is_coinbase:
            raise _invalid("bad-cbtx-invalid")
        payload = find_coinbase_payload(tx)
        if payload is None:
            raise _invalid("bad-cbtx-payload")
        try:
            check_coinbase_payload(payload, prev, params)
        except InvalidTxError as error:
            raise _tx_failed(tx, error) from error
    if payload is None and params.is_active_after(Deployment.DIP3, prev):
        raise _invalid("bad-cbtx-version")
    return payload


def _check_credit_pool(block: Block, prev: BlockIndex, view: SpecialTxView, payload: CoinbasePayload) -> None:
    """Check the balance in the coinbase. Source: C++ CheckCreditPoolDiffForBlock."""
    params = view.chain.consensus
    if not params.is_active_after(Deployment.DIP8, prev) or not params.is_active_after(Deployment.V20, prev):
        return
    diff = CreditPoolDiff(view.pool, prev, block_subsidy(prev, params), params)
    for tx in block.transactions[1:]:
        try:
            diff.add(tx)
        except InvalidTxError as error:
            detail = (
                "Process Lock/Unlock Transaction failed at Credit Pool "
                f"(tx hash {display_hash(tx.txid)}) {error.detail}"
            )
            raise InvalidBlockError(BlockResult.CONSENSUS, error.reason, detail) from error
    if payload.credit_pool_balance != diff.total_locked:
        raise _invalid("bad-cbtx-assetlocked-amount")


def _refuse_chainlock(_height: int, _block_hash: BlockHash, _signature: bytes) -> bool:
    """No quorum exists that could have signed."""
    return False


def _invalid(reason: str) -> InvalidBlockError:
    return InvalidBlockError(BlockResult.CONSENSUS, reason)


def _tx_failed(tx: Transaction, error: InvalidTxError) -> InvalidBlockError:
    detail = f"Special Transaction check failed (tx hash {display_hash(tx.txid)}) {error.detail}"
    return InvalidBlockError(BlockResult.CONSENSUS, error.reason, detail)
