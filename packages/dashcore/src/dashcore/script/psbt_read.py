"""Reading the bytes of partially signed transactions, with dashd's complaints. Mirrors Unserialize of psbt.h."""

from collections.abc import Iterator
from struct import Struct

from dashcore.crypto.secp256k1 import is_valid_pubkey
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import Script
from dashcore.script.message import decode_base64
from dashcore.script.provider import KeyOrigin
from dashcore.script.psbt import (
    HIGHEST_VERSION,
    MAGIC,
    PROPRIETARY_KEY,
    XPUB_SIZE,
    GlobalKey,
    InputKey,
    OutputKey,
    Proprietary,
    Psbt,
    PsbtError,
    PsbtInput,
    PsbtOutput,
)
from dashcore.util.hashes import hash160
from dashcore.util.serialize import SerializationError, decode_bytes, decode_compact_size

_U32 = Struct("<I")
_I32 = Struct("<i")
_PUBKEY_SIZES = frozenset({33, 65})
_PREIMAGE_SIZES = {InputKey.RIPEMD160: 20, InputKey.SHA256: 32, InputKey.HASH160: 20, InputKey.HASH256: 32}
_ANY_SIZE = (1 << 64) - 1


def decode_psbt_text(text: str) -> Psbt:
    """Read base64.

    Raises:
        PsbtError: not a partially signed transaction. Source: C++ DecodeBase64PSBT.
    """
    data = decode_base64(text)
    if data is None:
        raise PsbtError("invalid base64")
    return decode_psbt(data)


def decode_psbt(data: bytes) -> Psbt:
    """Read the bytes of a file.

    Raises:
        PsbtError: not a partially signed transaction. Source: C++ DecodeRawPSBT.
    """
    try:
        psbt, end = _read(data)
    except SerializationError as error:
        text = str(error)
        text = "DataStream::read(): end of data" if text == "end of data" else text
        raise PsbtError(f"{text}: iostream error") from None
    except PsbtError as error:
        raise PsbtError(f"{error}: iostream error") from None
    if end != len(data):
        raise PsbtError("extra data after PSBT")
    return psbt


def _read(data: bytes) -> tuple[Psbt, int]:
    if len(data) < len(MAGIC):
        raise SerializationError("end of data")
    if not data.startswith(MAGIC):
        raise PsbtError("Invalid PSBT magic bytes")
    entries = _Map(data, len(MAGIC), "the global")
    psbt = _read_globals(entries)
    at = entries.at
    psbt.inputs, psbt.outputs = [], []
    for txin in psbt.tx.inputs:
        if at == len(data):
            raise PsbtError("Inputs provided does not match the number of inputs in transaction.")
        found, at = _read_input(data, at)
        if found.utxo is not None and found.utxo.txid != txin.prevout.txid:
            raise PsbtError("Non-witness UTXO does not match outpoint hash")
        psbt.inputs.append(found)
    for _ in psbt.tx.outputs:
        if at == len(data):
            raise PsbtError("Outputs provided does not match the number of outputs in transaction.")
        output, at = _read_output(data, at)
        psbt.outputs.append(output)
    return psbt, at


class _Map:
    """One map, entry by entry, and the rules all kinds share."""

    def __init__(self, data: bytes, at: int, name: str) -> None:
        self._data = data
        self.at = at
        self._name = name
        self._seen: set[bytes] = set()
        self.unknown: dict[bytes, bytes] = {}
        self.proprietary: set[Proprietary] = set()

    def entries(self) -> Iterator[tuple[int, bytes, bytes]]:
        """Yield the type, the whole key and the value of each entry; `at` is behind the map at the end."""
        while self.at < len(self._data):
            key, self.at = decode_bytes(self._data, self.at)
            if not key:
                return
            kind, _ = decode_compact_size(key, 0, limit=_ANY_SIZE)
            value, self.at = decode_bytes(self._data, self.at)
            yield kind, key, value
        raise PsbtError(f"Separator is missing at the end of {self._name} map")

    def check_single(self, key: bytes, duplicate: str, too_long: str) -> None:
        """Check that the key was not there before and is nothing but its type."""
        if key in self._seen:
            raise PsbtError(f"Duplicate Key, {duplicate} already provided")
        self._seen.add(key)
        if len(key) != 1:
            raise PsbtError(f"{too_long} key is more than one byte type")

    def keep(self, kind: int, key: bytes, value: bytes) -> None:
        """Keep an entry that only others understand."""
        if kind == PROPRIETARY_KEY:
            identifier, at = decode_bytes(key, 1)
            subtype, _ = decode_compact_size(key, at, limit=_ANY_SIZE)
            found = Proprietary(key, identifier, subtype, value)
            if found in self.proprietary:
                raise PsbtError("Duplicate Key, proprietary key already found")
            self.proprietary.add(found)
            return
        if key in self.unknown:
            raise PsbtError("Duplicate Key, key for unknown value already provided")
        self.unknown[key] = value


def _read_pubkey(key: bytes, kind: str) -> bytes:
    if len(key) - 1 not in _PUBKEY_SIZES:
        raise PsbtError(f"Size of key was not the expected size for the type {kind}")
    if not is_valid_pubkey(key[1:]):
        raise PsbtError("Invalid pubkey")
    return key[1:]


def _read_origin(value: bytes) -> KeyOrigin:
    if not value or len(value) % 4:
        raise PsbtError("Invalid length for HD key path")
    return KeyOrigin(value[:4], tuple(number for (number,) in _U32.iter_unpack(value[4:])))


def _read_derivation(derivations: dict[bytes, KeyOrigin], key: bytes, value: bytes) -> None:
    pubkey = _read_pubkey(key, "BIP32 keypath")
    if pubkey in derivations:
        raise PsbtError("Duplicate Key, pubkey derivation path already provided")
    derivations[pubkey] = _read_origin(value)


def _read_fixed(layout: Struct, value: bytes) -> int:
    if len(value) != layout.size:
        raise PsbtError("Size of value was not the stated size")
    return int(layout.unpack(value)[0])


def _read_tx(value: bytes) -> Transaction:
    tx, end = Transaction.decode(value, 0)
    if end != len(value):
        raise PsbtError("Size of value was not the stated size")
    return tx


def _read_globals(entries: _Map) -> Psbt:
    tx: Transaction | None = None
    xpubs: dict[KeyOrigin, set[bytes]] = {}
    version: int | None = None
    for kind, key, value in entries.entries():
        match kind:
            case GlobalKey.TX:
                entries.check_single(key, "unsigned tx", "Global unsigned tx")
                tx = _read_tx(value)
                if any(txin.script_sig for txin in tx.inputs):
                    raise PsbtError("Unsigned tx does not have empty scriptSigs.")
            case GlobalKey.XPUB:
                _read_xpub(xpubs, key, value)
            case GlobalKey.VERSION:
                if version is not None:
                    raise PsbtError("Duplicate Key, version already provided")
                entries.check_single(key, "version", "Global version")
                version = _read_fixed(_U32, value)
                if version > HIGHEST_VERSION:
                    raise PsbtError("Unsupported version number")
            case _:
                entries.keep(kind, key, value)
    if tx is None:
        raise PsbtError("No unsigned transaction was provided")
    psbt = Psbt.of(tx)
    psbt.xpubs, psbt.version = xpubs, version
    psbt.unknown, psbt.proprietary = entries.unknown, entries.proprietary
    return psbt


def _read_xpub(xpubs: dict[KeyOrigin, set[bytes]], key: bytes, value: bytes) -> None:
    xpub = key[1:]
    if len(xpub) != XPUB_SIZE:
        raise PsbtError("Size of key was not the expected size for the type global xpub")
    if not is_valid_pubkey(xpub[-33:]):
        raise PsbtError("Invalid pubkey")
    if any(xpub in known for known in xpubs.values()):
        raise PsbtError("Duplicate key, global xpub already provided")
    xpubs.setdefault(_read_origin(value), set()).add(xpub)


def _read_input(data: bytes, at: int) -> tuple[PsbtInput, int]:
    entries = _Map(data, at, "an input")
    found = PsbtInput()
    for kind, key, value in entries.entries():
        match kind:
            case InputKey.UTXO:
                entries.check_single(key, "input non-witness utxo", "Non-witness utxo")
                found.utxo = _read_tx(value)
            case InputKey.SIGNATURE:
                _read_signature(found, key, value)
            case InputKey.SIGHASH:
                entries.check_single(key, "input sighash type", "Sighash type")
                found.hash_type = _read_fixed(_I32, value)
            case InputKey.REDEEM_SCRIPT:
                entries.check_single(key, "input redeemScript", "Input redeemScript")
                found.redeem_script = Script(value)
            case InputKey.DERIVATION:
                _read_derivation(found.derivations, key, value)
            case InputKey.SCRIPT_SIG:
                entries.check_single(key, "input final scriptSig", "Final scriptSig")
                found.final_script_sig = Script(value)
            case InputKey.RIPEMD160 | InputKey.SHA256 | InputKey.HASH160 | InputKey.HASH256:
                _read_preimage(found, InputKey(kind), key, value)
            case _:
                entries.keep(kind, key, value)
    found.unknown, found.proprietary = entries.unknown, entries.proprietary
    return found, entries.at


def _read_signature(found: PsbtInput, key: bytes, value: bytes) -> None:
    pubkey = _read_pubkey(key, "partial signature pubkey")
    key_id = hash160(pubkey)
    if key_id in found.partial_signatures:
        raise PsbtError("Duplicate Key, input partial signature for pubkey already provided")
    found.partial_signatures[key_id] = (pubkey, value)


def _read_preimage(found: PsbtInput, kind: InputKey, key: bytes, value: bytes) -> None:
    name = kind.name.lower()
    if len(key) - 1 != _PREIMAGE_SIZES[kind]:
        raise PsbtError(f"Size of key was not the expected size for the type {name} preimage")
    known = found.preimages.setdefault(kind, {})
    if key[1:] in known:
        raise PsbtError(f"Duplicate Key, input {name} preimage already provided")
    known[key[1:]] = value


def _read_output(data: bytes, at: int) -> tuple[PsbtOutput, int]:
    entries = _Map(data, at, "an output")
    found = PsbtOutput()
    for kind, key, value in entries.entries():
        match kind:
            case OutputKey.REDEEM_SCRIPT:
                entries.check_single(key, "output redeemScript", "Output redeemScript")
                found.redeem_script = Script(value)
            case OutputKey.DERIVATION:
                _read_derivation(found.derivations, key, value)
            case _:
                entries.keep(kind, key, value)
    found.unknown, found.proprietary = entries.unknown, entries.proprietary
    return found, entries.at
