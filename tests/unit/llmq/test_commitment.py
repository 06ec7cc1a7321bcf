"""Commitments: codec, which blocks must carry them, and what makes one invalid."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashcore.consensus.chainparams import select_params
from dashcore.consensus.index import BlockIndex
from dashcore.consensus.params import SignaledDeployment
from dashcore.consensus.validation import InvalidBlockError, InvalidTxError
from dashcore.llmq.blockprocessor import (
    QuorumView,
    check_commitments,
    mineable_commitment_txs,
    mineable_commitments,
    required_quorums,
)
from dashcore.llmq.commitment import (
    CommitmentPayload,
    FinalCommitment,
    check_commitment_tx,
    make_commitment_tx,
    make_null_commitment,
)
from dashcore.llmq.params import LlmqType, enabled_llmqs, is_rotation_enabled
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import BlockHash
from dashcore.util.serialize import SerializationError

REGTEST = select_params("regtest")
RULES = REGTEST.consensus
TEST = RULES.llmqs[LlmqType.TEST]
ROTATED = RULES.llmqs[LlmqType.TEST_DIP0024]
CYCLE = 456  # first block of a cycle, after DIP 3


def _active(_index: BlockIndex, _deployment: SignaledDeployment) -> bool:
    return True


def _formed(quorum_hash: BlockHash) -> FinalCommitment:
    """A commitment that would be good if three masternodes existed."""
    return FinalCommitment(
        version=3,
        llmq_type=LlmqType.TEST,
        quorum_hash=quorum_hash,
        signers=(True, True, False),
        valid_members=(True, True, False),
        quorum_key=b"\x01" * 48,
        verification_hash=b"\x02" * 32,
        quorum_signature=b"\x03" * 96,
        members_signature=b"\x04" * 96,
    )


bits = st.lists(st.booleans(), max_size=20).map(tuple)


@given(bits, bits, st.sampled_from([1, 2, 3, 4]), st.integers(-(2**15), 2**15 - 1))
def test_round_trip(signers: tuple[bool, ...], members: tuple[bool, ...], version: int, index: int) -> None:
    """Any number of members, with the index only in indexed versions."""
    commitment = FinalCommitment(
        version=version,
        llmq_type=103,
        quorum_hash=BlockHash(b"\x05" * 32),
        quorum_index=index if version in {2, 4} else 0,
        signers=signers,
        valid_members=members,
    )
    payload = CommitmentPayload(height=7, commitment=commitment)

    assert CommitmentPayload.decode(payload.encode()) == payload
    assert FinalCommitment.decode(commitment.encode()) == commitment


def test_bits_beyond_the_last_member() -> None:
    """They are no second encoding of the same commitment."""
    data = bytearray(make_null_commitment(TEST, BlockHash(bytes(32)), 0, version=3).encode())
    data[36] = 0x08

    with pytest.raises(SerializationError, match="Out-of-range bits set"):
        FinalCommitment.decode(bytes(data))


@pytest.mark.parametrize(
    ("offset", "plain", "rotated"), [(9, 0, 0), (10, 1, 0), (11, 1, 0), (12, 1, 2), (18, 1, 2), (20, 0, 2), (21, 0, 0)]
)
def test_required(chain_of: Callable[[int], BlockIndex], offset: int, plain: int, rotated: int) -> None:
    """One for each quorum, in the window of its kind."""
    prev = chain_of(CYCLE + offset - 1)

    assert len(required_quorums(TEST, prev, RULES)) == plain
    assert len(required_quorums(ROTATED, prev, RULES)) == rotated


def test_no_commitment_before_the_rule(chain_of: Callable[[int], BlockIndex]) -> None:
    """The window of an earlier cycle stays empty."""
    assert mineable_commitments(chain_of(419), RULES, _active) == []


def test_mined_quorum_is_not_asked_again(chain_of: Callable[[int], BlockIndex]) -> None:
    """After a commitment that is not null its quorum needs none."""
    view = QuorumView(has_mined=lambda kind, _quorum: kind is LlmqType.TEST)
    kinds = [each.llmq_type for each in mineable_commitments(chain_of(CYCLE + 11), RULES, _active, view)]

    assert kinds == [LlmqType.TEST_V17, LlmqType.TEST_DIP0024, LlmqType.TEST_DIP0024, LlmqType.TEST_PLATFORM]


def test_received_commitment_is_mined(chain_of: Callable[[int], BlockIndex]) -> None:
    """A known one goes before a null one."""
    prev = chain_of(CYCLE + 11)
    base = prev.get_ancestor(CYCLE)
    assert base is not None
    known = _formed(base.hash)
    view = QuorumView(mineable={(LlmqType.TEST, base.hash): known})

    assert known in mineable_commitments(prev, RULES, _active, view)


def _block(*transactions: Transaction) -> Block:
    return Block(REGTEST.genesis.header, (REGTEST.genesis.transactions[0], *transactions))


def test_block_with_what_it_needs(chain_of: Callable[[int], BlockIndex]) -> None:
    """What a miner adds is accepted, at every height of two cycles, and nothing is to be stored."""
    for height in range(430, 480):
        prev = chain_of(height - 1)
        assert check_commitments(_block(*mineable_commitment_txs(prev, RULES, _active)), prev, RULES, _active) == []


def test_block_faults(chain_of: Callable[[int], BlockIndex]) -> None:
    """One missing, one too many, one twice, one of another quorum, one that cannot be, one too early."""
    prev = chain_of(CYCLE + 11)
    base = prev.get_ancestor(CYCLE)
    assert base is not None
    txs = mineable_commitment_txs(prev, RULES, _active)
    height = prev.height + 1
    alien = make_null_commitment(TEST, BlockHash(bytes(32)), 0, version=3)
    wrong_size = replace(make_null_commitment(TEST, base.hash, 0, version=3), signers=())
    unknown = replace(alien, llmq_type=1)
    broken = Transaction((), (), version=3, type=6, extra_payload=b"")

    def reason(*transactions: Transaction, at: BlockIndex = prev) -> str:
        try:
            check_commitments(_block(*transactions), at, RULES, _active)
        except InvalidBlockError as error:
            return error.reason
        return ""

    assert reason(*txs) == ""
    assert reason(*txs[1:]) == "bad-qc-missing"
    assert reason(*txs, txs[0]) == "bad-qc-dup"
    assert reason(*txs, txs[-2]) == "bad-qc-not-allowed"
    assert reason(make_commitment_tx(alien, height), *txs[1:]) == "bad-qc-block"
    assert reason(make_commitment_tx(wrong_size, height), *txs[1:]) == "bad-qc-invalid-null"
    assert reason(make_commitment_tx(_formed(base.hash), height), *txs[1:]) == "bad-qc-invalid"
    assert reason(make_commitment_tx(unknown, height), *txs) == "bad-qc-commitment-type"
    assert reason(broken, *txs) == "bad-qc-payload"
    assert reason(*txs, at=chain_of(CYCLE + 30)) == "bad-qc-not-allowed"


def test_transaction_faults(chain_of: Callable[[int], BlockIndex]) -> None:
    """The order of the checks is C++'s."""
    prev = chain_of(CYCLE + 11)
    base = prev.get_ancestor(CYCLE)
    assert base is not None
    null = make_null_commitment(TEST, base.hash, 0, version=3)
    known = {base.hash: base}

    def reason(commitment: FinalCommitment, *, height: int = prev.height + 1, members: int = 0) -> str:
        try:
            check_commitment_tx(make_commitment_tx(commitment, height), prev, RULES, known.get, members)
        except InvalidTxError as error:
            return error.reason
        return ""

    assert reason(null) == ""
    assert reason(replace(null, llmq_type=1)) == "bad-qc-commitment-type"
    assert reason(null, height=prev.height) == "bad-qc-height"
    assert reason(replace(null, quorum_hash=BlockHash(bytes(32)))) == "bad-qc-quorum-hash"
    assert reason(replace(null, valid_members=())) == "bad-qc-invalid-null"
    assert reason(_formed(base.hash)) == "bad-qc-invalid"
    assert reason(_formed(base.hash), members=3) == ""
    assert reason(replace(_formed(base.hash), version=1), members=3) == "bad-qc-invalid"
    assert reason(replace(_formed(base.hash), signers=(True, False, False)), members=3) == "bad-qc-invalid"


def test_kinds_by_height(chain_of: Callable[[int], BlockIndex]) -> None:
    """Rotation replaces one kind; a voted deployment adds another."""
    tip = chain_of(100)
    without = [each.type for each in enabled_llmqs(tip, RULES, lambda _index, _deployment: False)]

    assert without == [LlmqType.TEST, LlmqType.TEST_DIP0024, LlmqType.TEST_PLATFORM]
    assert LlmqType.TEST_V17 in [each.type for each in enabled_llmqs(tip, RULES, _active)]
    assert not is_rotation_enabled(ROTATED, chain_of(23), RULES)
    assert is_rotation_enabled(ROTATED, chain_of(24), RULES)
    assert not is_rotation_enabled(TEST, chain_of(24), RULES)
