"""Final commitments: the result of a key generation, mined as a transaction of its own. Mirrors llmq/commitment.cpp.

BLS keys and signatures are bytes here; zero means none. Whether the bytes are points of
the curve is found out where a signature is verified.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from dashcore.consensus.index import BlockIndex, is_ancestor
from dashcore.consensus.params import ConsensusParams, Deployment
from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.evo.payload import (
    BLS_PUBLIC_KEY_SIZE,
    BLS_SIGNATURE_SIZE,
    NULL_BLS_PUBLIC_KEY,
    NULL_BLS_SIGNATURE,
    PayloadReader,
)
from dashcore.llmq.params import LlmqParams, is_rotation_enabled
from dashcore.primitives.transaction import SPECIAL_VERSION, Transaction, TxType
from dashcore.primitives.types import BlockHash
from dashcore.util.hashes import NULL_HASH, hash256
from dashcore.util.serialize import SerializationError, encode_compact_size

LEGACY_VERSION = 1
LEGACY_INDEXED_VERSION = 2
BASIC_VERSION = 3
BASIC_INDEXED_VERSION = 4
PAYLOAD_VERSION = 1
_INDEXED = frozenset({LEGACY_INDEXED_VERSION, BASIC_INDEXED_VERSION})

Bits = tuple[bool, ...]  # one for each member of the quorum


def commitment_version(*, rotated: bool, basic_bls: bool) -> int:
    """Return the version of a commitment.

    Args:
        basic_bls: V19 is active.

    Source: C++ CFinalCommitment::GetVersion.
    """
    if rotated:
        return BASIC_INDEXED_VERSION if basic_bls else LEGACY_INDEXED_VERSION
    return BASIC_VERSION if basic_bls else LEGACY_VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalCommitment:
    """A quorum's key and who stands for it; a null one says that none was formed. Source: C++ CFinalCommitment.

    Args (constructor):
        llmq_type: an `LlmqType`, or a number that is none.
        quorum_hash: of the first block of the key generation.
        quorum_index: within a rotated cycle; on the wire only in indexed versions.
        verification_hash: of the verification vector.
        quorum_signature: threshold signature by the quorum's key.
        members_signature: aggregated signature of the members.
    """

    version: int
    llmq_type: int
    quorum_hash: BlockHash
    quorum_index: int = 0
    signers: Bits
    valid_members: Bits
    quorum_key: bytes = NULL_BLS_PUBLIC_KEY
    verification_hash: bytes = NULL_HASH
    quorum_signature: bytes = NULL_BLS_SIGNATURE
    members_signature: bytes = NULL_BLS_SIGNATURE

    @property
    def is_null(self) -> bool:
        """Whether no quorum stands behind this. Source: C++ CFinalCommitment::IsNull."""
        return (
            not any(self.signers)
            and not any(self.valid_members)
            and self.quorum_key == NULL_BLS_PUBLIC_KEY
            and self.verification_hash == NULL_HASH
            and self.members_signature == NULL_BLS_SIGNATURE
            and self.quorum_signature == NULL_BLS_SIGNATURE
        )

    @property
    def hash(self) -> bytes:
        """Double SHA-256 of the encoded form: a leaf of the quorums' Merkle tree."""
        return hash256(self.encode())

    def has_size_of(self, llmq: LlmqParams) -> bool:
        """Whether there is one bit for each member. Source: C++ CFinalCommitment::VerifySizes."""
        return len(self.signers) == llmq.size and len(self.valid_members) == llmq.size

    def encode(self) -> bytes:
        """Return the bytes of the protocol."""
        parts = [self.version.to_bytes(2, "little"), bytes([self.llmq_type]), self.quorum_hash]
        if self.version in _INDEXED:
            parts.append(self.quorum_index.to_bytes(2, "little", signed=True))
        parts += [_encode_bits(self.signers), _encode_bits(self.valid_members), self.quorum_key]
        parts += [self.verification_hash, self.quorum_signature, self.members_signature]
        return b"".join(parts)

    @classmethod
    def read(cls, reader: PayloadReader) -> Self:
        """Read a commitment inside a larger record.

        Raises:
            SerializationError: cut short, or bits beyond the last member are set.
        """
        version = reader.uint(2)
        return cls(
            version=version,
            llmq_type=reader.uint(1),
            quorum_hash=BlockHash(reader.hash()),
            quorum_index=reader.sint(2) if version in _INDEXED else 0,
            signers=_read_bits(reader),
            valid_members=_read_bits(reader),
            quorum_key=reader.take(BLS_PUBLIC_KEY_SIZE),
            verification_hash=reader.hash(),
            quorum_signature=reader.take(BLS_SIGNATURE_SIZE),
            members_signature=reader.take(BLS_SIGNATURE_SIZE),
        )

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read a commitment that fills `data`.

        Raises:
            SerializationError: cut short, over-long, or bits beyond the last member are set.
        """
        reader = PayloadReader(data)
        commitment = cls.read(reader)
        reader.finish()
        return commitment


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentPayload:
    """A commitment and the height of the block that mines it. Source: DIP 6; C++ CFinalCommitmentTxPayload."""

    version: int = PAYLOAD_VERSION
    height: int
    commitment: FinalCommitment

    def encode(self) -> bytes:
        """Return the bytes of the extra payload."""
        return self.version.to_bytes(2, "little") + self.height.to_bytes(4, "little") + self.commitment.encode()

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read an extra payload.

        Raises:
            SerializationError: cut short, over-long, or bits beyond the last member are set.
        """
        reader = PayloadReader(data)
        payload = cls(version=reader.uint(2), height=reader.uint(4), commitment=FinalCommitment.read(reader))
        reader.finish()
        return payload


def make_null_commitment(
    llmq: LlmqParams, quorum_hash: BlockHash, quorum_index: int, *, version: int
) -> FinalCommitment:
    """Return what is mined while no quorum is known."""
    nobody = (False,) * llmq.size
    return FinalCommitment(
        version=version,
        llmq_type=llmq.type,
        quorum_hash=quorum_hash,
        quorum_index=quorum_index,
        signers=nobody,
        valid_members=nobody,
    )


def make_commitment_tx(commitment: FinalCommitment, height: int) -> Transaction:
    """Return the transaction that mines a commitment in the block at `height`. Source: C++ GetMineableCommitmentsTx."""
    payload = CommitmentPayload(height=height, commitment=commitment)
    return Transaction((), (), version=SPECIAL_VERSION, type=TxType.QUORUM_COMMITMENT, extra_payload=payload.encode())


def decode_commitment(tx: Transaction) -> CommitmentPayload:
    """Read the payload of a commitment's transaction.

    Raises:
        InvalidTxError: "bad-qc-payload".
    """
    try:
        return CommitmentPayload.decode(tx.extra_payload)
    except SerializationError as error:
        raise _invalid("bad-qc-payload") from error


def find_llmq(params: ConsensusParams, llmq_type: int) -> LlmqParams | None:
    """Return the parameters of a kind that the network uses, None for others. Source: C++ GetLLMQ."""
    return next((llmq for kind, llmq in params.llmqs.items() if kind == llmq_type), None)


def check_commitment_tx(
    tx: Transaction,
    prev: BlockIndex,
    params: ConsensusParams,
    find_block: Callable[[BlockHash], BlockIndex | None],
    member_count: int = 0,
) -> None:
    """Check a commitment's transaction in a child of `prev`, but for signatures.

    Args:
        find_block: looks a header up by its id, on any branch.
        member_count: masternodes that could form the quorum; 0 while none are registered.

    Raises:
        InvalidTxError: "bad-qc-payload", "bad-qc-commitment-type", "bad-qc-version", "bad-qc-height",
            "bad-qc-quorum-hash", "bad-qc-invalid-null", "bad-qc-invalid".

    Source: C++ CheckLLMQCommitment.
    """
    payload = decode_commitment(tx)
    commitment = payload.commitment
    llmq = find_llmq(params, commitment.llmq_type)
    if llmq is None:
        raise _invalid("bad-qc-commitment-type")
    if not 1 <= payload.version <= PAYLOAD_VERSION:
        raise _invalid("bad-qc-version")
    if payload.height != prev.height + 1:
        raise _invalid("bad-qc-height")
    base = find_block(commitment.quorum_hash)
    if base is None or not is_ancestor(base, prev):
        raise _invalid("bad-qc-quorum-hash")
    if commitment.is_null:
        if not commitment.has_size_of(llmq):
            raise _invalid("bad-qc-invalid-null")
    elif not is_commitment_plausible(commitment, base, llmq, params, member_count):
        raise _invalid("bad-qc-invalid")


def is_commitment_plausible(
    commitment: FinalCommitment, base: BlockIndex, llmq: LlmqParams, params: ConsensusParams, member_count: int
) -> bool:
    """Whether a commitment that is not null fits its quorum, but for signatures.

    Args:
        base: the first block of the key generation.
        member_count: of the quorum: at most its size, fewer where too few masternodes exist.

    Source: C++ CFinalCommitment::Verify.
    """
    version = commitment_version(
        rotated=is_rotation_enabled(llmq, base, params), basic_bls=params.is_active_after(Deployment.V19, base)
    )
    if commitment.version != version or base.hash != commitment.quorum_hash:
        return False
    if base.height % llmq.dkg_interval != commitment.quorum_index or not commitment.has_size_of(llmq):
        return False
    if sum(commitment.valid_members) < llmq.min_size or sum(commitment.signers) < llmq.min_size:
        return False
    signed = (commitment.quorum_key, commitment.members_signature, commitment.quorum_signature)
    if NULL_BLS_PUBLIC_KEY in signed or NULL_BLS_SIGNATURE in signed:
        return False
    if llmq.size != 1 and commitment.verification_hash == NULL_HASH:
        return False
    return not any(commitment.valid_members[member_count:]) and not any(commitment.signers[member_count:])


def _encode_bits(bits: Bits) -> bytes:
    """Pack bits, lowest first, behind their number. Source: C++ DynamicBitSetFormatter."""
    number = sum(1 << at for at, bit in enumerate(bits) if bit)
    return encode_compact_size(len(bits)) + number.to_bytes((len(bits) + 7) // 8, "little")


def _read_bits(reader: PayloadReader) -> Bits:
    size = reader.compact_size()
    number = reader.uint((size + 7) // 8)
    if number >> size:
        raise SerializationError("Out-of-range bits set")
    return tuple(bool(number >> at & 1) for at in range(size))


def _invalid(reason: str) -> InvalidTxError:
    return InvalidTxError(TxResult.CONSENSUS, reason)
