"""Money that moves to Platform and back: payloads and their checks. Mirrors evo/assetlocktx.cpp."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from dashcore.consensus.tx_check import is_money
from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.evo.payload import BLS_SIGNATURE_SIZE, NULL_BLS_SIGNATURE, PayloadReader
from dashcore.primitives.transaction import Transaction, TxOut, TxType
from dashcore.primitives.types import BlockHash, Duffs, Script
from dashcore.script.opcodes import OP_RETURN
from dashcore.script.script import is_pay_to_pubkey_hash
from dashcore.util.hashes import hash256
from dashcore.util.serialize import SerializationError, encode_bytes, encode_compact_size

CURRENT_VERSION = 1
MAX_WITHDRAWALS = 32  # outputs of one unlock
EXPIRY_BLOCKS = 48  # an unlock is mined within as many blocks of the requested height
REQUEST_ID_PREFIX = b"plwdtx"
_LOCK_SCRIPT = bytes([OP_RETURN, 0])


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetLockPayload:
    """Who is credited on Platform for money locked here. Source: DIP 27; C++ CAssetLockPayload."""

    version: int = CURRENT_VERSION
    credit_outputs: tuple[TxOut, ...]

    def encode(self) -> bytes:
        """Return the bytes of the extra payload."""
        parts = [bytes([self.version]), encode_compact_size(len(self.credit_outputs))]
        parts += [out.serialize() for out in self.credit_outputs]
        return b"".join(parts)

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read an extra payload.

        Raises:
            SerializationError: cut short or over-long.
        """
        reader = PayloadReader(data)
        version = reader.uint(1)
        outputs = []
        for _ in range(reader.compact_size()):
            value = Duffs(reader.sint(8))
            outputs.append(TxOut(value, Script(reader.var_bytes())))
        reader.finish()
        return cls(version=version, credit_outputs=tuple(outputs))


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetUnlockPayload:
    """A quorum's word that Platform pays out. Source: DIP 27; C++ CAssetUnlockPayload.

    Args (constructor):
        index: of the withdrawal, used once forever.
        requested_height: of the block Platform saw.
        quorum_hash: of the quorum that signed.
    """

    version: int = CURRENT_VERSION
    index: int
    fee: Duffs
    requested_height: int
    quorum_hash: BlockHash
    quorum_signature: bytes = NULL_BLS_SIGNATURE

    def encode(self) -> bytes:
        """Return the bytes of the extra payload."""
        return b"".join(
            (
                bytes([self.version]),
                self.index.to_bytes(8, "little"),
                self.fee.to_bytes(4, "little"),
                self.requested_height.to_bytes(4, "little"),
                self.quorum_hash,
                self.quorum_signature,
            )
        )

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read an extra payload.

        Raises:
            SerializationError: cut short or over-long.
        """
        reader = PayloadReader(data)
        payload = cls(
            version=reader.uint(1),
            index=reader.uint(8),
            fee=Duffs(reader.uint(4)),
            requested_height=reader.uint(4),
            quorum_hash=BlockHash(reader.hash()),
            quorum_signature=reader.take(BLS_SIGNATURE_SIZE),
        )
        reader.finish()
        return payload

    @property
    def expiry_height(self) -> int:
        """First height of a parent that is too late. Source: C++ getHeightToExpiry."""
        return self.requested_height + EXPIRY_BLOCKS

    @property
    def request_id(self) -> bytes:
        """What the quorum's members agree to sign."""
        return hash256(encode_bytes(REQUEST_ID_PREFIX) + self.index.to_bytes(8, "little"))


def decode_asset_unlock(tx: Transaction) -> AssetUnlockPayload:
    """Read the payload of an unlock.

    Raises:
        InvalidTxError: "bad-assetunlocktx-payload".
    """
    try:
        return AssetUnlockPayload.decode(tx.extra_payload)
    except SerializationError as error:
        raise InvalidTxError(TxResult.BAD_SPECIAL, "bad-assetunlocktx-payload") from error


def signed_message(tx: Transaction, payload: AssetUnlockPayload) -> bytes:
    """Return what the quorum signs: the id of the transaction without the signature."""
    unsigned = replace(payload, quorum_signature=NULL_BLS_SIGNATURE)
    return Transaction(
        tx.inputs,
        tx.outputs,
        version=tx.version,
        type=tx.type,
        lock_time=tx.lock_time,
        extra_payload=unsigned.encode(),
    ).txid


def check_asset_lock(tx: Transaction) -> None:
    """Check a lock: one empty OP_RETURN output whose value is that of the credits.

    Raises:
        InvalidTxError: with BAD_SPECIAL, "bad-assetlocktx-..." in the order of C++.

    Source: C++ CheckAssetLockTx.
    """
    if tx.type != TxType.ASSET_LOCK:
        raise _bad_special("bad-assetlocktx-type")
    locked = _locked_amount(tx)
    try:
        payload = AssetLockPayload.decode(tx.extra_payload)
    except SerializationError as error:
        raise _bad_special("bad-assetlocktx-payload") from error
    if not 1 <= payload.version <= CURRENT_VERSION:
        raise _bad_special("bad-assetlocktx-version")
    if not payload.credit_outputs:
        raise _bad_special("bad-assetlocktx-emptycreditoutputs")
    credited = 0
    for out in payload.credit_outputs:
        if out.value == 0 or not is_money(out.value) or not is_money(credited + out.value):
            raise _bad_special("bad-assetlocktx-credit-outofrange")
        credited += out.value
        if not is_pay_to_pubkey_hash(out.script_pubkey):
            raise _bad_special("bad-assetlocktx-pubKeyHash")
    if credited != locked:
        raise _bad_special("bad-assetlocktx-creditamount")


def _locked_amount(tx: Transaction) -> int:
    locked = 0
    for out in tx.outputs:
        script = out.script_pubkey
        if not script or script[0] != OP_RETURN:
            continue
        if script != _LOCK_SCRIPT:
            raise _bad_special("bad-assetlocktx-non-empty-return")
        if out.value == 0 or not is_money(out.value):
            raise _bad_special("bad-assetlocktx-opreturn-outofrange")
        if locked > 0:
            raise _bad_special("bad-assetlocktx-multiple-return")
        locked = out.value
    if locked == 0:
        raise _bad_special("bad-assetlocktx-no-return")
    return locked


def check_asset_unlock(
    tx: Transaction,
    *,
    is_index_used: Callable[[int], bool],
    is_known_block: Callable[[BlockHash], bool],
    verify: Callable[[AssetUnlockPayload, bytes], None],
) -> None:
    """Check an unlock, but for the limits of the credit pool.

    Args:
        is_index_used: whether a withdrawal of that index is mined.
        is_known_block: whether the quorum's block is in the index.
        verify: raises unless the quorum is recent, the height is near and the signature
            over the given message is good; see `llmq`.

    Raises:
        InvalidTxError: "bad-assetunlocktx-..." with BAD_SPECIAL, "bad-assetunlock-..." with CONSENSUS.

    Source: C++ CheckAssetUnlockTx.
    """
    if tx.type != TxType.ASSET_UNLOCK:
        raise _bad_special("bad-assetunlocktx-type")
    if tx.inputs:
        raise _bad_special("bad-assetunlocktx-have-input")
    if len(tx.outputs) > MAX_WITHDRAWALS:
        raise _bad_special("bad-assetunlocktx-too-many-outs")
    payload = decode_asset_unlock(tx)
    if not 1 <= payload.version <= CURRENT_VERSION:
        raise _bad_special("bad-assetunlocktx-version")
    if is_index_used(payload.index):
        raise InvalidTxError(TxResult.CONSENSUS, "bad-assetunlock-duplicated-index")
    if not is_known_block(payload.quorum_hash):
        raise InvalidTxError(TxResult.CONSENSUS, "bad-assetunlock-quorum-hash")
    verify(payload, signed_message(tx, payload))


def _bad_special(reason: str) -> InvalidTxError:
    return InvalidTxError(TxResult.BAD_SPECIAL, reason)
