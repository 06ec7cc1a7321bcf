"""The payload of a typed coinbase: height, Merkle roots, best ChainLock, credit pool. Mirrors evo/cbtx.cpp."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

from dashcore.consensus.index import BlockIndex
from dashcore.consensus.merkle import compute_merkle_root
from dashcore.consensus.params import ConsensusParams, Deployment
from dashcore.consensus.validation import BlockResult, InvalidBlockError, InvalidTxError, TxResult
from dashcore.evo.payload import NULL_BLS_SIGNATURE, PayloadReader
from dashcore.primitives.transaction import Transaction, TxType
from dashcore.primitives.types import BlockHash, Duffs, Height
from dashcore.util.hashes import NULL_HASH
from dashcore.util.serialize import SerializationError, encode_compact_size

VERSION_MASTERNODES = 1  # commits to the masternode list
VERSION_QUORUMS = 2  # and to the active quorums (DIP 8)
VERSION_CHAINLOCK = 3  # and to a ChainLock and the credit pool (V20)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoinbasePayload:
    """What a typed coinbase says. Source: DIP 4; C++ CCbTx.

    Args (constructor):
        best_chainlock_diff: how far below the parent the locked block is.
        best_chainlock_signature: 96 bytes, zero for none.
        credit_pool_balance: after this block.
    """

    version: int
    height: Height
    masternodes_root: bytes = NULL_HASH
    quorums_root: bytes = NULL_HASH
    best_chainlock_diff: int = 0
    best_chainlock_signature: bytes = NULL_BLS_SIGNATURE
    credit_pool_balance: Duffs = Duffs(0)  # noqa: RUF009 - a NewType is no call that matters

    @property
    def has_chainlock(self) -> bool:
        """Whether a ChainLock is given."""
        return self.best_chainlock_signature != NULL_BLS_SIGNATURE

    def encode(self) -> bytes:
        """Return the bytes of the extra payload."""
        data = self.version.to_bytes(2, "little") + self.height.to_bytes(4, "little", signed=True)
        data += self.masternodes_root
        if self.version >= VERSION_QUORUMS:
            data += self.quorums_root
        if self.version >= VERSION_CHAINLOCK:
            data += encode_compact_size(self.best_chainlock_diff) + self.best_chainlock_signature
            data += self.credit_pool_balance.to_bytes(8, "little", signed=True)
        return data

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read an extra payload.

        Raises:
            SerializationError: cut short or over-long.
        """
        reader = PayloadReader(data)
        version = reader.uint(2)
        height = Height(reader.sint(4))
        masternodes_root = reader.hash()
        quorums_root, diff, signature, balance = NULL_HASH, 0, NULL_BLS_SIGNATURE, 0
        if version >= VERSION_QUORUMS:
            quorums_root = reader.hash()
        if version >= VERSION_CHAINLOCK:
            diff = reader.compact_size()
            signature = reader.take(len(NULL_BLS_SIGNATURE))
            balance = reader.sint(8)
        reader.finish()
        return cls(
            version=version,
            height=height,
            masternodes_root=masternodes_root,
            quorums_root=quorums_root,
            best_chainlock_diff=diff,
            best_chainlock_signature=signature,
            credit_pool_balance=Duffs(balance),
        )


def find_coinbase_payload(tx: Transaction) -> CoinbasePayload | None:
    """Read the payload of a coinbase; None where it has no type or is malformed. Source: C++ GetTxPayload<CCbTx>."""
    if tx.type != TxType.COINBASE:
        return None
    try:
        return CoinbasePayload.decode(tx.extra_payload)
    except SerializationError:
        return None


def check_coinbase_payload(payload: CoinbasePayload, prev: BlockIndex | None, params: ConsensusParams) -> None:
    """Check version and height of the payload in a child of `prev`.

    Raises:
        InvalidTxError: "bad-cbtx-version", "bad-cbtx-height".

    Source: C++ CheckCbTx.
    """
    if not VERSION_MASTERNODES <= payload.version <= VERSION_CHAINLOCK:
        raise InvalidTxError(TxResult.CONSENSUS, "bad-cbtx-version")
    if prev is None:
        return
    if prev.height + 1 != payload.height:
        raise InvalidTxError(TxResult.CONSENSUS, "bad-cbtx-height")
    # The rule looks at the parent's height for one deployment and at the child's for the other.
    if params.is_active_at(Deployment.DIP8, prev.height) and payload.version < VERSION_QUORUMS:
        raise InvalidTxError(TxResult.CONSENSUS, "bad-cbtx-version")
    if params.is_active_after(Deployment.V20, prev) is not (payload.version >= VERSION_CHAINLOCK):
        raise InvalidTxError(TxResult.CONSENSUS, "bad-cbtx-version")


def coinbase_payload_version(prev: BlockIndex, params: ConsensusParams) -> int:
    """Return the version a miner writes into a child of `prev`. Source: C++ CreateNewBlock."""
    if params.is_active_after(Deployment.V20, prev):
        return VERSION_CHAINLOCK
    return VERSION_QUORUMS if params.is_active_after(Deployment.DIP8, prev) else VERSION_MASTERNODES


def calc_masternodes_root(entry_hashes: Iterable[bytes] = ()) -> bytes:
    """Return the Merkle root of a masternode list.

    Args:
        entry_hashes: of the simplified entries, by registration hash; none for a list without masternodes.

    Source: DIP 4; C++ CalcCbTxMerkleRootMNList.
    """
    return compute_merkle_root(entry_hashes)[0]


def calc_quorums_root(commitment_hashes: Iterable[bytes] = ()) -> bytes:
    """Return the Merkle root of the active quorums' commitments, in any order; zero while there are none.

    Raises:
        InvalidBlockError: "mutated-calc-cbtx-quorummerkleroot".

    Source: DIP 8; C++ CalcCbTxMerkleRootQuorums.
    """
    # The order is that of C++ uint256, which compares the bytes as they are stored.
    root, mutated = compute_merkle_root(sorted(commitment_hashes))
    if mutated:
        raise InvalidBlockError(BlockResult.CONSENSUS, "mutated-calc-cbtx-quorummerkleroot")
    return root


def check_best_chainlock(
    payload: CoinbasePayload,
    prev: BlockIndex,
    prev_payload: CoinbasePayload | None,
    verify: Callable[[int, BlockHash, bytes], bool],
) -> None:
    """Check the ChainLock in the coinbase of a child of `prev`: never older than the parent's.

    Args:
        prev_payload: of the parent's coinbase, from V20 on.
        verify: whether a signature locks the block of that height and id.

    Raises:
        InvalidBlockError: "bad-cbtx-null-clsig", "bad-cbtx-older-clsig", "bad-cbtx-invalid-clsig",
            "bad-cbtx-cldiff".

    Source: C++ CheckCbTxBestChainlock.
    """
    if payload.version < VERSION_CHAINLOCK:
        return
    if prev_payload is not None and prev_payload.has_chainlock:
        if not payload.has_chainlock:
            raise InvalidBlockError(BlockResult.CONSENSUS, "bad-cbtx-null-clsig")
        if payload.best_chainlock_diff > prev_payload.best_chainlock_diff + 1:
            raise InvalidBlockError(BlockResult.CONSENSUS, "bad-cbtx-older-clsig")
    if payload.has_chainlock:
        height = prev.height - payload.best_chainlock_diff
        locked = prev.get_ancestor(height)
        if locked is None or not verify(height, locked.hash, payload.best_chainlock_signature):
            raise InvalidBlockError(BlockResult.CONSENSUS, "bad-cbtx-invalid-clsig")
    elif payload.best_chainlock_diff != 0:
        raise InvalidBlockError(BlockResult.CONSENSUS, "bad-cbtx-cldiff")
