"""Which commitments a block must carry and which it may not. Mirrors llmq/blockprocessor.cpp.

From its mining window's first block on, each quorum needs a commitment in every block
until one that is not null is mined; a null one serves while no better is known.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from dashcore.consensus.index import BlockIndex
from dashcore.consensus.params import ConsensusParams, Deployment
from dashcore.consensus.validation import BlockResult, InvalidBlockError, InvalidTxError
from dashcore.llmq.commitment import (
    FinalCommitment,
    commitment_version,
    decode_commitment,
    find_llmq,
    is_commitment_plausible,
    make_commitment_tx,
    make_null_commitment,
)
from dashcore.llmq.params import LlmqParams, LlmqType, SignalActive, enabled_llmqs, is_rotation_enabled
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import Transaction, TxType
from dashcore.primitives.types import BlockHash

QuorumKey = tuple[int, BlockHash]  # kind and first block of the key generation


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumView:
    """What is known of quorums when a block is judged or made.

    Args (constructor):
        has_mined: whether a commitment that is not null is mined for a quorum.
        mineable: commitments received from peers, by quorum.
        member_count: masternodes that could form a quorum.
    """

    has_mined: Callable[[LlmqType, BlockHash], bool] = field(default=lambda _kind, _quorum: False)
    mineable: Mapping[QuorumKey, FinalCommitment] = field(default_factory=dict)
    member_count: int = 0


NO_QUORUMS = QuorumView()


def is_mining_phase(llmq: LlmqParams, height: int) -> bool:
    """Whether a height is in the mining window of its cycle. Source: C++ IsMiningPhase."""
    start = height - height % llmq.dkg_interval
    return start + llmq.mining_window_start <= height <= start + llmq.mining_window_end


def find_quorum_hash(llmq: LlmqParams, prev: BlockIndex, height: int, quorum_index: int) -> BlockHash | None:
    """Return the first block of a quorum's key generation for a block at `height` above `prev`.

    None where that block is not below: in the first block of a cycle.

    Source: C++ GetQuorumBlockHash.
    """
    base = prev.get_ancestor(height - height % llmq.dkg_interval + quorum_index)
    return None if base is None else base.hash


def required_quorums(
    llmq: LlmqParams, prev: BlockIndex, params: ConsensusParams, view: QuorumView = NO_QUORUMS
) -> list[tuple[int, BlockHash]]:
    """List the quorums a child of `prev` must carry a commitment for: index in the cycle and block id.

    Source: C++ GetNumCommitmentsRequired, which looks at the tip where the block is not connected yet.
    """
    height = prev.height + 1
    if not is_mining_phase(llmq, height):
        return []
    count = llmq.active_count if is_rotation_enabled(llmq, prev, params) else 1
    required = []
    for quorum_index in range(count):
        quorum_hash = find_quorum_hash(llmq, prev, height, quorum_index)
        if quorum_hash is not None and not view.has_mined(llmq.type, quorum_hash):
            required.append((quorum_index, quorum_hash))
    return required


def mineable_commitments(
    prev: BlockIndex, params: ConsensusParams, signal_active: SignalActive, view: QuorumView = NO_QUORUMS
) -> list[FinalCommitment]:
    """Return the commitments a miner puts into a child of `prev`, in the order of the block.

    Source: C++ GetMineableCommitments, CreateNewBlock.
    """
    if not params.is_active_after(Deployment.DIP3, prev):
        return []
    basic_bls = params.is_active_after(Deployment.V19, prev)
    commitments = []
    for llmq in enabled_llmqs(prev, params, signal_active):
        rotated = is_rotation_enabled(llmq, prev, params)
        version = commitment_version(rotated=rotated, basic_bls=basic_bls)
        for quorum_index, quorum_hash in required_quorums(llmq, prev, params, view):
            known = view.mineable.get((llmq.type, quorum_hash))
            commitments.append(known or make_null_commitment(llmq, quorum_hash, quorum_index, version=version))
    return commitments


def mineable_commitment_txs(
    prev: BlockIndex, params: ConsensusParams, signal_active: SignalActive, view: QuorumView = NO_QUORUMS
) -> list[Transaction]:
    """Return the transactions that follow the coinbase of a child of `prev`. Source: C++ GetMineableCommitmentsTx."""
    return [
        make_commitment_tx(commitment, prev.height + 1)
        for commitment in mineable_commitments(prev, params, signal_active, view)
    ]


def collect_commitments(
    block: Block, prev: BlockIndex, params: ConsensusParams
) -> list[tuple[LlmqParams, FinalCommitment]]:
    """Read the commitments of a child of `prev`.

    Raises:
        InvalidBlockError: "bad-qc-payload", "bad-qc-commitment-type", "bad-qc-dup", "bad-qc-premature".

    Source: C++ GetCommitmentsFromBlock.
    """
    found: list[tuple[LlmqParams, FinalCommitment]] = []
    for tx in block.transactions:
        if tx.type != TxType.QUORUM_COMMITMENT:
            continue
        try:
            commitment = decode_commitment(tx).commitment
        except InvalidTxError as error:
            raise _invalid(error.reason) from error
        llmq = find_llmq(params, commitment.llmq_type)
        if llmq is None:
            raise _invalid("bad-qc-commitment-type")
        if not _rotates_at(llmq, prev, params) and any(each is llmq for each, _ in found):
            raise _invalid("bad-qc-dup")
        found.append((llmq, commitment))
    if found and not params.is_active_after(Deployment.DIP3, prev):
        raise _invalid("bad-qc-premature")
    return found


def check_commitments(
    block: Block,
    prev: BlockIndex,
    params: ConsensusParams,
    signal_active: SignalActive,
    view: QuorumView = NO_QUORUMS,
) -> list[FinalCommitment]:
    """Check that a child of `prev` carries the commitments it must, but for signatures.

    Returns:
        Those that are not null: what is to be stored.

    Raises:
        InvalidBlockError: "bad-qc-not-allowed", "bad-qc-missing", "bad-qc-block", "bad-qc-invalid-null",
            "bad-qc-dup", "bad-qc-height", "bad-qc-invalid"; the reasons of `collect_commitments`.

    Source: C++ CQuorumBlockProcessor::ProcessBlock, ProcessCommitment.
    """
    if not params.is_active_after(Deployment.DIP3, prev):
        return []
    commitments = collect_commitments(block, prev, params)
    for llmq in enabled_llmqs(prev, params, signal_active):
        required = len(required_quorums(llmq, prev, params, view))
        found = sum(1 for each, _ in commitments if each.type is llmq.type)
        if required < found:
            raise _invalid("bad-qc-not-allowed")
        if required > found:
            raise _invalid("bad-qc-missing")
    mined = []
    for llmq, commitment in _by_type(commitments):
        _check_commitment(llmq, commitment, prev, params, view)
        if not commitment.is_null:
            mined.append(commitment)
    return mined


def _check_commitment(
    llmq: LlmqParams, commitment: FinalCommitment, prev: BlockIndex, params: ConsensusParams, view: QuorumView
) -> None:
    height = prev.height + 1
    quorum_hash = find_quorum_hash(llmq, prev, height, commitment.quorum_index)
    if quorum_hash is None or quorum_hash != commitment.quorum_hash:
        raise _invalid("bad-qc-block")
    if commitment.is_null:
        if not commitment.has_size_of(llmq):
            raise _invalid("bad-qc-invalid-null")
        return
    if view.has_mined(llmq.type, quorum_hash):
        raise _invalid("bad-qc-dup")
    if not is_mining_phase(llmq, height):
        raise _invalid("bad-qc-height")
    base = prev.get_ancestor(height - height % llmq.dkg_interval + commitment.quorum_index)
    if base is None or not is_commitment_plausible(commitment, base, llmq, params, view.member_count):
        raise _invalid("bad-qc-invalid")


def _rotates_at(llmq: LlmqParams, prev: BlockIndex, params: ConsensusParams) -> bool:
    """Whether quorums rotate for a child of `prev`, whose own index C++ asks here."""
    if not llmq.is_rotated:
        return False
    height = prev.height + 1
    start = height - height % llmq.dkg_interval
    return start >= 1 and params.is_active_at(Deployment.DIP24, start)


def _by_type(
    commitments: Iterable[tuple[LlmqParams, FinalCommitment]],
) -> list[tuple[LlmqParams, FinalCommitment]]:
    """Sort as C++ does, which keeps them in a multimap by type."""
    return sorted(commitments, key=lambda each: each[0].type)


def _invalid(reason: str) -> InvalidBlockError:
    return InvalidBlockError(BlockResult.CONSENSUS, reason)
