"""The forms of output scripts everyone uses, and whom they pay. Mirrors script/standard.h."""

from dataclasses import dataclass
from enum import Enum

from dashcore.crypto.secp256k1 import COMPRESSED_SIZE, UNCOMPRESSED_SIZE, has_pubkey_size
from dashcore.primitives.types import Script
from dashcore.script.number import ScriptNumError, decode_number
from dashcore.script.opcodes import (
    OP_1,
    OP_16,
    OP_CHECKMULTISIG,
    OP_CHECKSIG,
    OP_DUP,
    OP_EQUAL,
    OP_EQUALVERIFY,
    OP_HASH160,
    OP_PUSHDATA4,
    OP_RETURN,
)
from dashcore.script.script import (
    MAX_PUBKEYS_PER_MULTISIG,
    BadScriptError,
    build_script,
    is_minimal_push,
    is_pay_to_pubkey_hash,
    is_pay_to_script_hash,
    is_push_only,
    push_data,
    push_int,
    read_op,
)
from dashcore.util.hashes import hash160


class TxoutType(Enum):
    """The form of an output script; the value is the name people see. Source: C++ GetTxnOutputType."""

    NONSTANDARD = "nonstandard"
    PUBKEY = "pubkey"
    PUBKEYHASH = "pubkeyhash"
    SCRIPTHASH = "scripthash"
    MULTISIG = "multisig"
    NULL_DATA = "nulldata"


@dataclass(frozen=True, slots=True)
class PKHash:
    """Whoever has the key with this hash. Attribute: 20 bytes, internal order."""

    hash: bytes

    @classmethod
    def of(cls, pubkey: bytes) -> "PKHash":
        """Return the destination of a public key."""
        return cls(hash160(pubkey))


@dataclass(frozen=True, slots=True)
class ScriptHash:
    """Whoever satisfies the script with this hash. Attribute: 20 bytes, internal order."""

    hash: bytes

    @classmethod
    def of(cls, script: bytes) -> "ScriptHash":
        """Return the destination of a script that the spender reveals."""
        return cls(hash160(script))


Destination = PKHash | ScriptHash


def solve(script: bytes) -> tuple[TxoutType, tuple[bytes, ...]]:
    """Return the form of an output script and what it is filled with.

    Returns:
        The form, and: the key; the hash; or for multisig the number of signatures (one
        byte), the keys, the number of keys (one byte).

    Source: C++ Solver.
    """
    if is_pay_to_script_hash(script):
        return TxoutType.SCRIPTHASH, (script[2:22],)
    if script and script[0] == OP_RETURN and is_push_only(script, 1):
        return TxoutType.NULL_DATA, ()
    size = len(script) - 2
    if size in {COMPRESSED_SIZE, UNCOMPRESSED_SIZE} and script[0] == size and script[-1] == OP_CHECKSIG:
        pubkey = script[1:-1]
        if has_pubkey_size(pubkey):
            return TxoutType.PUBKEY, (pubkey,)
    if is_pay_to_pubkey_hash(script):
        return TxoutType.PUBKEYHASH, (script[3:23],)
    multisig = _match_multisig(script)
    if multisig is not None:
        required, keys = multisig
        return TxoutType.MULTISIG, (bytes([required]), *keys, bytes([len(keys)]))
    return TxoutType.NONSTANDARD, ()


def _multisig_count(opcode: int, data: bytes) -> int | None:
    """Read the number of signatures or keys of a multisig. Source: C++ GetMultisigKeyCount."""
    if OP_1 <= opcode <= OP_16:
        return opcode - OP_1 + 1
    if opcode > OP_PUSHDATA4 or not is_minimal_push(data, opcode):
        return None
    try:
        count = decode_number(data, minimal=True)
    except ScriptNumError:
        return None
    return count if 0 < count <= MAX_PUBKEYS_PER_MULTISIG else None


def _match_multisig(script: bytes) -> tuple[int, list[bytes]] | None:
    """Return the number of signatures and the keys. Source: C++ MatchMultisig."""
    if not script or script[-1] != OP_CHECKMULTISIG:
        return None
    keys: list[bytes] = []
    try:
        opcode, start, at = read_op(script, 0)
        required = _multisig_count(opcode, script[start:at])
        if required is None:
            return None
        while True:
            opcode, start, at = read_op(script, at)
            data = script[start:at]
            if not has_pubkey_size(data):
                break
            keys.append(data)
    except (BadScriptError, IndexError):
        return None
    count = _multisig_count(opcode, data)
    if count is None or count != len(keys) or count < required or at + 1 != len(script):
        return None
    return required, keys


def extract_destination(script: bytes) -> Destination | None:
    """Return whom an output script pays, None where that is no single key or script. Source: C++ ExtractDestination."""
    kind, solutions = solve(script)
    if kind is TxoutType.PUBKEY:
        return PKHash.of(solutions[0])
    if kind is TxoutType.PUBKEYHASH:
        return PKHash(solutions[0])
    if kind is TxoutType.SCRIPTHASH:
        return ScriptHash(solutions[0])
    return None


def script_for_destination(destination: Destination) -> Script:
    """Return the output script that pays a destination. Source: C++ GetScriptForDestination."""
    if isinstance(destination, PKHash):
        return build_script(OP_DUP, OP_HASH160, destination.hash, OP_EQUALVERIFY, OP_CHECKSIG)
    return build_script(OP_HASH160, destination.hash, OP_EQUAL)


def script_for_pubkey(pubkey: bytes) -> Script:
    """Return the output script that pays a public key itself. Source: C++ GetScriptForRawPubKey."""
    return build_script(pubkey, OP_CHECKSIG)


def script_for_multisig(required: int, pubkeys: list[bytes]) -> Script:
    """Return the script that asks for `required` signatures of these keys. Source: C++ GetScriptForMultisig."""
    parts = [push_int(required), *map(push_data, pubkeys), push_int(len(pubkeys)), bytes([OP_CHECKMULTISIG])]
    return Script(b"".join(parts))
