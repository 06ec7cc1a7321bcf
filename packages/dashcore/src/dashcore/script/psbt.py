"""Partially signed transactions: what each input and output carries, and their bytes.

    psbt = Psbt.of(tx)
    psbt.inputs[0].partial_signatures[hash160(pubkey)] = (pubkey, signature)
    psbt.encode()

`psbt_read.decode_psbt` reads the bytes, `psbt_sign` signs. Mirrors psbt.h. Source: BIP 174, without what is for segregated witnesses.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from struct import Struct

from dashcore.primitives.transaction import EMPTY_SCRIPT, OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Script
from dashcore.script.provider import KeyOrigin
from dashcore.util.serialize import encode_bytes

MAGIC = b"psbt\xff"
HIGHEST_VERSION = 0
XPUB_SIZE = 78  # bytes, with the four of its version

_U32 = Struct("<I")
_I32 = Struct("<i")


class GlobalKey(IntEnum):
    """Types of the entries about the whole."""

    TX = 0x00
    XPUB = 0x01
    VERSION = 0xFB


class InputKey(IntEnum):
    """Types of the entries of an input."""

    UTXO = 0x00
    SIGNATURE = 0x02
    SIGHASH = 0x03
    REDEEM_SCRIPT = 0x04
    DERIVATION = 0x06
    SCRIPT_SIG = 0x07
    RIPEMD160 = 0x0A
    SHA256 = 0x0B
    HASH160 = 0x0C
    HASH256 = 0x0D


class OutputKey(IntEnum):
    """Types of the entries of an output."""

    REDEEM_SCRIPT = 0x00
    DERIVATION = 0x02


PROPRIETARY_KEY = 0xFC
PREIMAGE_KINDS = (InputKey.RIPEMD160, InputKey.SHA256, InputKey.HASH160, InputKey.HASH256)


class PsbtError(ValueError):
    """Not a partially signed transaction; the text is dashd's."""


@dataclass(frozen=True, slots=True, order=True)
class Proprietary:
    """An entry of some program's own.

    Attributes:
        key: whole, as it stands in the file; entries are told apart and ordered by it.
    """

    key: bytes
    identifier: bytes = field(compare=False)
    subtype: int = field(compare=False)
    value: bytes = field(compare=False)


@dataclass(slots=True, kw_only=True)
class PsbtInput:
    """What is known of an input. Mirrors PSBTInput.

    Attributes:
        utxo: the whole transaction whose output it spends; None: not known.
        derivations: where its keys come from, by public key.
        partial_signatures: public key and signature by the key's hash.
        preimages: by kind of hash and hash.
    """

    utxo: Transaction | None = None
    redeem_script: Script = EMPTY_SCRIPT
    final_script_sig: Script = EMPTY_SCRIPT
    derivations: dict[bytes, KeyOrigin] = field(default_factory=dict)
    partial_signatures: dict[bytes, tuple[bytes, bytes]] = field(default_factory=dict)
    preimages: dict[InputKey, dict[bytes, bytes]] = field(default_factory=dict)
    unknown: dict[bytes, bytes] = field(default_factory=dict)
    proprietary: set[Proprietary] = field(default_factory=set)
    hash_type: int | None = None

    @property
    def is_signed(self) -> bool:
        """Whether its script is final. Source: C++ PSBTInputSigned."""
        return bool(self.final_script_sig)

    def merge(self, other: "PsbtInput") -> None:
        """Take over what the other has and this has not. Source: C++ PSBTInput::Merge."""
        self.utxo = self.utxo or other.utxo
        self.partial_signatures = other.partial_signatures | self.partial_signatures
        self.derivations = other.derivations | self.derivations
        self.unknown = other.unknown | self.unknown
        for kind, found in other.preimages.items():
            self.preimages[kind] = found | self.preimages.get(kind, {})
        self.redeem_script = self.redeem_script or other.redeem_script
        self.final_script_sig = self.final_script_sig or other.final_script_sig

    def encode(self) -> bytes:
        """Return its map."""
        parts: list[bytes] = []
        if self.utxo is not None:
            parts.append(_entry(bytes([InputKey.UTXO]), self.utxo.serialize()))
        if not self.final_script_sig:
            parts += self._encode_unfinished()
        else:
            parts.append(_entry(bytes([InputKey.SCRIPT_SIG]), self.final_script_sig))
        parts += _encode_rest(self.proprietary, self.unknown)
        return b"".join(parts) + b"\0"

    def _encode_unfinished(self) -> Iterator[bytes]:
        for _, (pubkey, signature) in sorted(self.partial_signatures.items()):
            yield _entry(bytes([InputKey.SIGNATURE]) + pubkey, signature)
        if self.hash_type is not None:
            yield _entry(bytes([InputKey.SIGHASH]), _I32.pack(self.hash_type))
        if self.redeem_script:
            yield _entry(bytes([InputKey.REDEEM_SCRIPT]), self.redeem_script)
        yield from _encode_derivations(InputKey.DERIVATION, self.derivations)
        for kind in PREIMAGE_KINDS:
            for digest, preimage in sorted(self.preimages.get(kind, {}).items()):
                yield _entry(bytes([kind]) + digest, preimage)


@dataclass(slots=True, kw_only=True)
class PsbtOutput:
    """What is known of an output. Mirrors PSBTOutput."""

    redeem_script: Script = EMPTY_SCRIPT
    derivations: dict[bytes, KeyOrigin] = field(default_factory=dict)
    unknown: dict[bytes, bytes] = field(default_factory=dict)
    proprietary: set[Proprietary] = field(default_factory=set)

    def merge(self, other: "PsbtOutput") -> None:
        """Take over what the other has and this has not. Source: C++ PSBTOutput::Merge."""
        self.derivations = other.derivations | self.derivations
        self.unknown = other.unknown | self.unknown
        self.redeem_script = self.redeem_script or other.redeem_script

    def encode(self) -> bytes:
        """Return its map."""
        parts: list[bytes] = []
        if self.redeem_script:
            parts.append(_entry(bytes([OutputKey.REDEEM_SCRIPT]), self.redeem_script))
        parts += _encode_derivations(OutputKey.DERIVATION, self.derivations)
        parts += _encode_rest(self.proprietary, self.unknown)
        return b"".join(parts) + b"\0"


@dataclass(slots=True, kw_only=True)
class Psbt:
    """A transaction and what is known for signing it. Mirrors PartiallySignedTransaction.

    Attributes:
        tx: without input scripts.
        xpubs: extended public keys, 78 bytes each, by origin.
        version: None where it is not stated.
    """

    tx: Transaction
    inputs: list[PsbtInput]
    outputs: list[PsbtOutput]
    xpubs: dict[KeyOrigin, set[bytes]] = field(default_factory=dict)
    unknown: dict[bytes, bytes] = field(default_factory=dict)
    proprietary: set[Proprietary] = field(default_factory=set)
    version: int | None = None

    @classmethod
    def of(cls, tx: Transaction) -> "Psbt":
        """Begin one for a transaction without input scripts."""
        return cls(tx=tx, inputs=[PsbtInput() for _ in tx.inputs], outputs=[PsbtOutput() for _ in tx.outputs])

    def spent_output(self, index: int) -> TxOut | None:
        """Return what an input spends; None if that is not known. Source: C++ GetInputUTXO."""
        utxo, prevout = self.inputs[index].utxo, self.tx.inputs[index].prevout
        if utxo is None or prevout.index >= len(utxo.outputs) or utxo.txid != prevout.txid:
            return None
        return utxo.outputs[prevout.index]

    def merge(self, other: "Psbt") -> bool:
        """Take over what the other has and this has not; False for another transaction. Source: C++ Merge."""
        if self.tx.txid != other.tx.txid:
            return False
        for mine, theirs in zip(self.inputs, other.inputs, strict=True):
            mine.merge(theirs)
        for output, their_output in zip(self.outputs, other.outputs, strict=True):
            output.merge(their_output)
        self._merge_globals(other)
        return True

    def _merge_globals(self, other: "Psbt") -> None:
        for origin, xpubs in other.xpubs.items():
            self.xpubs[origin] = self.xpubs.get(origin, set()) | xpubs
        self.unknown = other.unknown | self.unknown

    def join(self, other: "Psbt") -> OutPoint | None:
        """Add the other's inputs and outputs; return the first outpoint that both spend, None if there is none.

        Source: C++ joinpsbts.
        """
        inputs = list(self.tx.inputs)
        for txin, details in zip(other.tx.inputs, other.inputs, strict=True):
            if txin in inputs:
                return txin.prevout
            inputs.append(txin)
            details.partial_signatures = {}
            details.final_script_sig = EMPTY_SCRIPT
            self.inputs.append(details)
        self.outputs += other.outputs
        self.tx = _with_parts(self.tx, inputs, (*self.tx.outputs, *other.tx.outputs))
        self._merge_globals(other)
        return None

    def encode(self) -> bytes:
        """Return the bytes of the file."""
        parts = [MAGIC, _entry(bytes([GlobalKey.TX]), self.tx.serialize())]
        for origin in sorted(self.xpubs, key=lambda each: (each.fingerprint, len(each.path), each.path)):
            for xpub in sorted(self.xpubs[origin], key=lambda each: (each[45:], each[13:45])):
                parts.append(_entry(bytes([GlobalKey.XPUB]) + xpub, _encode_origin(origin)))
        if self.version:
            parts.append(_entry(bytes([GlobalKey.VERSION]), _U32.pack(self.version)))
        parts += _encode_rest(self.proprietary, self.unknown)
        parts.append(b"\0")
        parts += (each.encode() for each in self.inputs)
        parts += (each.encode() for each in self.outputs)
        return b"".join(parts)


def _with_parts(tx: Transaction, inputs: Iterable[TxIn], outputs: Iterable[TxOut]) -> Transaction:
    return Transaction(
        tuple(inputs),
        tuple(outputs),
        version=tx.version,
        type=tx.type,
        lock_time=tx.lock_time,
        extra_payload=tx.extra_payload,
    )


def _entry(key: bytes, value: bytes) -> bytes:
    return encode_bytes(key) + encode_bytes(value)


def _encode_origin(origin: KeyOrigin) -> bytes:
    return origin.fingerprint + b"".join(map(_U32.pack, origin.path))


def _encode_derivations(kind: int, derivations: dict[bytes, KeyOrigin]) -> Iterator[bytes]:
    for pubkey in sorted(derivations):
        yield _entry(bytes([kind]) + pubkey, _encode_origin(derivations[pubkey]))


def _encode_rest(proprietary: set[Proprietary], unknown: dict[bytes, bytes]) -> Iterator[bytes]:
    for each in sorted(proprietary):
        yield _entry(each.key, each.value)
    for key in sorted(unknown):
        yield _entry(key, unknown[key])
