"""The signal by which masternodes allow a vote of miners to start. Mirrors evo/mnhftx.cpp."""

from dataclasses import dataclass, replace
from typing import Self

from dashcore.consensus.params import ConsensusParams
from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.evo.payload import BLS_SIGNATURE_SIZE, NULL_BLS_SIGNATURE, PayloadReader
from dashcore.primitives.transaction import Transaction, TxType
from dashcore.primitives.types import BlockHash
from dashcore.util.hashes import hash256
from dashcore.util.serialize import SerializationError, encode_bytes

CURRENT_VERSION = 1
REQUEST_ID_PREFIX = b"mnhf"


@dataclass(frozen=True, slots=True, kw_only=True)
class MnhfPayload:
    """A version bit and a quorum's signature. Source: DIP 23; C++ MNHFTxPayload."""

    version: int = CURRENT_VERSION
    bit: int
    quorum_hash: BlockHash
    signature: bytes = NULL_BLS_SIGNATURE

    def encode(self) -> bytes:
        """Return the bytes of the extra payload."""
        return bytes([self.version, self.bit]) + self.quorum_hash + self.signature

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read an extra payload.

        Raises:
            SerializationError: cut short or over-long.
        """
        reader = PayloadReader(data)
        payload = cls(
            version=reader.uint(1),
            bit=reader.uint(1),
            quorum_hash=BlockHash(reader.hash()),
            signature=reader.take(BLS_SIGNATURE_SIZE),
        )
        reader.finish()
        return payload

    @property
    def request_id(self) -> bytes:
        """What the quorum's members agree to sign. Source: C++ MNHFTxPayload::GetRequestId."""
        return hash256(encode_bytes(REQUEST_ID_PREFIX) + self.bit.to_bytes(8, "little", signed=True))


def decode_mnhf(tx: Transaction) -> MnhfPayload:
    """Read the payload of a signal and check type and version.

    Raises:
        InvalidTxError: "bad-mnhf-type", "bad-mnhf-payload", "bad-mnhf-version".

    Source: C++ CheckMNHFTx.
    """
    if tx.type != TxType.MNHF_SIGNAL:
        raise InvalidTxError(TxResult.CONSENSUS, "bad-mnhf-type")
    try:
        payload = MnhfPayload.decode(tx.extra_payload)
    except SerializationError as error:
        raise InvalidTxError(TxResult.CONSENSUS, "bad-mnhf-payload") from error
    if not 1 <= payload.version <= CURRENT_VERSION:
        raise InvalidTxError(TxResult.CONSENSUS, "bad-mnhf-version")
    return payload


def signed_message(tx: Transaction, payload: MnhfPayload) -> bytes:
    """Return what the quorum signs: the id of the transaction without the signature."""
    unsigned = replace(payload, signature=NULL_BLS_SIGNATURE)
    return Transaction(
        tx.inputs,
        tx.outputs,
        version=tx.version,
        type=tx.type,
        lock_time=tx.lock_time,
        extra_payload=unsigned.encode(),
    ).txid


def is_valid_activation(bit: int, median_time: int, params: ConsensusParams) -> bool:
    """Whether masternodes may signal a bit at that time; a bit nobody knows is allowed.

    Source: C++ CChainParams::IsValidMNActivation.
    """
    for signal in params.signals.values():
        if signal.bit == bit and signal.start_time <= median_time <= signal.timeout:
            return signal.needs_ehf
    return True
