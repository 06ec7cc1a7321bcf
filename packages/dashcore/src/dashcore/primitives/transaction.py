"""Transactions, with Dash's types and extra payload.

The first four bytes hold the version (low half) and the type (high half); a typed
transaction of version 3 or more carries an extra payload behind its lock time, which is
part of its id. Mirrors primitives/transaction.h. Source: DIP 2.
"""

from enum import IntEnum
from struct import Struct
from struct import error as struct_error

from dashcore.primitives.types import Duffs, Script, TxId
from dashcore.util.hashes import NULL_HASH, hash256
from dashcore.util.serialize import (
    SerializationError,
    decode_bytes,
    decode_compact_size,
    encode_bytes,
    encode_compact_size,
)

SEQUENCE_FINAL = 0xFFFFFFFF
EMPTY_SCRIPT = Script(b"")
NULL_INDEX = 0xFFFFFFFF  # output number of the prevout of a coinbase input
SPECIAL_VERSION = 3  # first version that can carry a type and a payload

_OUTPOINT = Struct("<32sI")
_U32 = Struct("<I")
_I64 = Struct("<q")
_VERSION_TYPE = Struct("<hH")


class TxType(IntEnum):
    """What a special transaction is for. Source: DIP 2; C++ enum TransactionTypes."""

    NORMAL = 0
    PROVIDER_REGISTER = 1
    PROVIDER_UPDATE_SERVICE = 2
    PROVIDER_UPDATE_REGISTRAR = 3
    PROVIDER_UPDATE_REVOKE = 4
    COINBASE = 5
    QUORUM_COMMITMENT = 6
    MNHF_SIGNAL = 7
    ASSET_LOCK = 8
    ASSET_UNLOCK = 9


class OutPoint:
    """One output of one transaction."""

    __slots__ = ("index", "txid")

    def __init__(self, txid: TxId, index: int) -> None:
        self.txid = txid
        self.index = index

    @property
    def is_null(self) -> bool:
        """Whether this is the prevout of a coinbase input."""
        return self.index == NULL_INDEX and self.txid == NULL_HASH

    def serialize(self) -> bytes:
        """Return the 36 bytes of the protocol."""
        return _OUTPOINT.pack(self.txid, self.index)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OutPoint) and self.index == other.index and self.txid == other.txid

    def __lt__(self, other: "OutPoint") -> bool:
        """Order as C++ does: by the id's bytes, then by number."""
        return (self.txid, self.index) < (other.txid, other.index)

    def __hash__(self) -> int:
        return hash((self.txid, self.index))

    def __repr__(self) -> str:
        return f"OutPoint({self.txid[::-1].hex()}, {self.index})"


class TxIn:
    """What a transaction spends, and the script that allows it."""

    __slots__ = ("prevout", "script_sig", "sequence")

    def __init__(self, prevout: OutPoint, script_sig: Script = EMPTY_SCRIPT, sequence: int = SEQUENCE_FINAL) -> None:
        self.prevout = prevout
        self.script_sig = script_sig
        self.sequence = sequence

    def serialize(self) -> bytes:
        """Return the bytes of the protocol."""
        return self.prevout.serialize() + encode_bytes(self.script_sig) + _U32.pack(self.sequence)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TxIn) and self.serialize() == other.serialize()

    def __hash__(self) -> int:
        return hash((self.prevout, self.script_sig, self.sequence))

    def __repr__(self) -> str:
        return f"TxIn({self.prevout!r}, {self.script_sig.hex()}, {self.sequence:#x})"


class TxOut:
    """An amount and the script that must be satisfied to spend it."""

    __slots__ = ("script_pubkey", "value")

    def __init__(self, value: Duffs, script_pubkey: Script) -> None:
        self.value = value
        self.script_pubkey = script_pubkey

    def serialize(self) -> bytes:
        """Return the bytes of the protocol."""
        return _I64.pack(self.value) + encode_bytes(self.script_pubkey)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TxOut) and self.value == other.value and self.script_pubkey == other.script_pubkey

    def __hash__(self) -> int:
        return hash((self.value, self.script_pubkey))

    def __deepcopy__(self, memo: object) -> "TxOut":
        return self

    def __repr__(self) -> str:
        return f"TxOut({self.value}, {self.script_pubkey.hex()})"


class Transaction:
    """A transaction. Never changed once made: its id and bytes are remembered.

    Args (constructor):
        version: signed 16 bits.
        type: unsigned 16 bits; may be a number no `TxType` names.
        extra_payload: bytes behind the lock time, written only where `has_extra_payload`.
    """

    __slots__ = ("_raw", "_txid", "extra_payload", "inputs", "lock_time", "outputs", "type", "version")

    def __init__(
        self,
        inputs: tuple[TxIn, ...],
        outputs: tuple[TxOut, ...],
        *,
        version: int = 2,
        type: int = 0,  # noqa: A002 - the protocol's name
        lock_time: int = 0,
        extra_payload: bytes = b"",
    ) -> None:
        self.version = version
        self.type = type
        self.inputs = inputs
        self.outputs = outputs
        self.lock_time = lock_time
        self.extra_payload = extra_payload
        self._raw: bytes | None = None
        self._txid: TxId | None = None

    @property
    def has_extra_payload(self) -> bool:
        """Whether an extra payload is part of the serialized form. Source: C++ HasExtraPayloadField."""
        return self.version >= SPECIAL_VERSION and self.type != 0

    @property
    def is_coinbase(self) -> bool:
        """Whether this creates the reward of a block. Source: C++ IsCoinBase."""
        return len(self.inputs) == 1 and self.inputs[0].prevout.is_null

    @property
    def txid(self) -> TxId:
        """Double SHA-256 of the serialized form."""
        if self._txid is None:
            self._txid = TxId(hash256(self.serialize()))
        return self._txid

    @property
    def value_out(self) -> Duffs:
        """Sum of the outputs, unchecked."""
        return Duffs(sum(out.value for out in self.outputs))

    def serialize(self) -> bytes:
        """Return the bytes of the protocol."""
        if self._raw is None:
            # A negative version spreads its sign over the type, as in C++ where both are one integer.
            head = _VERSION_TYPE.pack(self.version, self.type if self.version >= 0 else 0xFFFF)
            parts = [head, encode_compact_size(len(self.inputs))]
            parts += [txin.serialize() for txin in self.inputs]
            parts.append(encode_compact_size(len(self.outputs)))
            parts += [txout.serialize() for txout in self.outputs]
            parts.append(_U32.pack(self.lock_time))
            if self.has_extra_payload:
                parts.append(encode_bytes(self.extra_payload))
            self._raw = b"".join(parts)
        return self._raw

    @classmethod
    def deserialize(cls, data: bytes) -> "Transaction":
        """Read a transaction that fills `data` exactly.

        Raises:
            SerializationError: cut short, over-long or non-canonical.
        """
        tx, end = cls.decode(data, 0)
        if end != len(data):
            raise SerializationError("extra data behind the transaction")
        return tx

    @classmethod
    def decode(cls, data: bytes, at: int) -> tuple["Transaction", int]:
        """Read a transaction at offset `at`; return it and the offset behind it.

        Raises:
            SerializationError: cut short or non-canonical.
        """
        start = at
        try:
            version, tx_type = _VERSION_TYPE.unpack_from(data, at)
            count, at = decode_compact_size(data, at + 4)
            inputs = []
            for _ in range(count):
                txid, index = _OUTPOINT.unpack_from(data, at)
                size = data[at + 36]
                at += 37
                if size >= 0xFD:
                    size, at = decode_compact_size(data, at - 1)
                end = at + size
                (sequence,) = _U32.unpack_from(data, end)
                inputs.append(TxIn(OutPoint(txid, index), Script(data[at:end]), sequence))
                at = end + 4
            count, at = decode_compact_size(data, at)
            outputs = []
            for _ in range(count):
                (value,) = _I64.unpack_from(data, at)
                size = data[at + 8]
                at += 9
                if size >= 0xFD:
                    size, at = decode_compact_size(data, at - 1)
                end = at + size
                if end > len(data):
                    raise SerializationError("end of data")
                outputs.append(TxOut(value, Script(data[at:end])))
                at = end
            (lock_time,) = _U32.unpack_from(data, at)
            at += 4
            payload = b""
            if version >= SPECIAL_VERSION and tx_type != 0:
                payload, at = decode_bytes(data, at)
        except (struct_error, IndexError):
            raise SerializationError("end of data") from None
        tx = cls(
            tuple(inputs), tuple(outputs), version=version, type=tx_type, lock_time=lock_time, extra_payload=payload
        )
        if version >= 0 or tx_type == 0xFFFF:
            tx._raw = bytes(data[start:at])
        return tx, at

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Transaction) and self.serialize() == other.serialize()

    def __hash__(self) -> int:
        return hash(self.txid)

    def __deepcopy__(self, memo: object) -> "Transaction":
        return self

    def __repr__(self) -> str:
        return f"Transaction({self.txid[::-1].hex()})"
