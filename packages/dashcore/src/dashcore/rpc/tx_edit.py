"""Change a transaction word by word, as dash-tx is told to on its command line. Mirrors the MutateTx... of bitcoin-tx.cpp."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dashcore.consensus.limits import MAX_BLOCK_SIZE
from dashcore.crypto.secp256k1 import is_valid_pubkey
from dashcore.interfaces.rpc import RpcError
from dashcore.primitives.transaction import SEQUENCE_FINAL, OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, Script, TxId
from dashcore.rpc.command import Json
from dashcore.rpc.jsonio import decode, type_name
from dashcore.rpc.params import MAX_MONEY, parse_amount, parse_hex
from dashcore.script.address import AddressError, KeyPrefixes, decode_destination, decode_secret
from dashcore.script.asm import ScriptParseError, parse_script, script_to_asm
from dashcore.script.opcodes import OP_RETURN
from dashcore.script.provider import FlatProvider
from dashcore.script.script import (
    MAX_PUBKEYS_PER_MULTISIG,
    MAX_SCRIPT_ELEMENT_SIZE,
    MAX_SCRIPT_SIZE,
    is_pay_to_script_hash,
    push_data,
)
from dashcore.script.sighash import SIGHASH_ALL, SIGHASH_ANYONECANPAY, SIGHASH_NONE, SIGHASH_SINGLE
from dashcore.script.sign import sign_transaction
from dashcore.script.standard import ScriptHash, script_for_destination, script_for_multisig, script_for_pubkey
from dashcore.util.amounts import parse_money
from dashcore.util.hashes import parse_hash
from dashcore.util.strings import parse_int, parse_int64

_MAX_VERSION = 3
_MAX_LOCK_TIME = 0xFFFFFFFF
_MAX_OUTPUTS = MAX_BLOCK_SIZE // 9  # of a block
_SPACE = " \f\n\r\t\v"
_HASH_TYPES = {
    "": SIGHASH_ALL,
    "ALL": SIGHASH_ALL,
    "NONE": SIGHASH_NONE,
    "SINGLE": SIGHASH_SINGLE,
    "ALL|ANYONECANPAY": SIGHASH_ALL | SIGHASH_ANYONECANPAY,
    "NONE|ANYONECANPAY": SIGHASH_NONE | SIGHASH_ANYONECANPAY,
    "SINGLE|ANYONECANPAY": SIGHASH_SINGLE | SIGHASH_ANYONECANPAY,
}


class TxEditError(ValueError):
    """A word that cannot be followed; the text is Core's."""


@dataclass(slots=True)
class TxDraft:
    """A transaction that is being changed, and the registers that later words read.

    Attributes:
        registers: JSON by name; may hold private keys, and is never shown.
    """

    prefixes: KeyPrefixes
    inputs: list[TxIn] = field(default_factory=list)
    outputs: list[TxOut] = field(default_factory=list)
    version: int = 2
    type: int = 0
    lock_time: int = 0
    extra_payload: bytes = b""
    registers: dict[str, Json] = field(default_factory=dict, repr=False)

    def load(self, tx: Transaction) -> None:
        """Begin with a transaction."""
        self.inputs, self.outputs = list(tx.inputs), list(tx.outputs)
        self.version, self.type, self.lock_time = tx.version, tx.type, tx.lock_time
        self.extra_payload = tx.extra_payload

    def finish(self) -> Transaction:
        """Return the transaction as it is now."""
        return Transaction(
            tuple(self.inputs),
            tuple(self.outputs),
            version=self.version,
            type=self.type,
            lock_time=self.lock_time,
            extra_payload=self.extra_payload,
        )

    def apply(self, word: str) -> None:
        """Follow one word, "command=value".

        Raises:
            TxEditError: it cannot be followed.
        """
        name, _, value = word.partition("=")
        command = _COMMANDS.get(name)
        if command is None:
            raise TxEditError("unknown command")
        command(self, value)


def _parse_value(text: str) -> Duffs:
    value = parse_money(text)
    if value is None:
        raise TxEditError("invalid TX output value")
    return Duffs(value)


def _parse_hex(text: str) -> bytes | None:
    """Read hexadecimal digits, an even number of them and at least two. Source: C++ IsHex."""
    if not text or len(text) % 2 or text.strip("0123456789abcdefABCDEF"):
        return None
    return bytes.fromhex(text)


def _parse_uint32(text: str, error: str) -> int:
    trimmed = text.strip(_SPACE)
    value = None if trimmed.startswith("+") else parse_int(trimmed, 32, signed=False)
    if value is None:
        raise TxEditError(f"{error} '{text}'")
    return value


def _parse_pubkey(text: str) -> bytes:
    pubkey = _parse_hex(text)
    if pubkey is None or not is_valid_pubkey(pubkey):
        raise TxEditError("invalid TX output pubkey")
    return pubkey


def _wrap(script: Script, *, wanted: bool) -> Script:
    """Put a script behind its hash where that is wanted."""
    if not wanted:
        return script
    if len(script) > MAX_SCRIPT_ELEMENT_SIZE:
        raise TxEditError(f"redeemScript exceeds size limit: {len(script)} > {MAX_SCRIPT_ELEMENT_SIZE}")
    return script_for_destination(ScriptHash.of(script))


def _set_version(draft: TxDraft, value: str) -> None:
    version = parse_int64(value)
    if version is None or not 1 <= version <= _MAX_VERSION:
        raise TxEditError(f"Invalid TX version requested: '{value}'")
    draft.version = version


def _set_lock_time(draft: TxDraft, value: str) -> None:
    lock_time = parse_int64(value)
    if lock_time is None or not 0 <= lock_time <= _MAX_LOCK_TIME:
        raise TxEditError(f"Invalid TX locktime requested: '{value}'")
    draft.lock_time = lock_time


def _add_input(draft: TxDraft, value: str) -> None:
    parts = value.split(":")
    if len(parts) < 2:
        raise TxEditError("TX input missing separator")
    try:
        txid = parse_hash(parts[0])
    except ValueError:
        raise TxEditError("invalid TX input txid") from None
    number = parse_int64(parts[1])
    if number is None or not 0 <= number <= _MAX_OUTPUTS:
        raise TxEditError(f"invalid TX input vout '{parts[1]}'")
    sequence = _parse_uint32(parts[2], "invalid TX sequence id") if len(parts) > 2 else SEQUENCE_FINAL
    draft.inputs.append(TxIn(OutPoint(TxId(txid), number), Script(b""), sequence))


def _add_address(draft: TxDraft, value: str) -> None:
    parts = value.split(":")
    if len(parts) != 2:
        raise TxEditError("TX output missing or too many separators")
    amount = _parse_value(parts[0])
    try:
        destination = decode_destination(parts[1], draft.prefixes)
    except AddressError:
        raise TxEditError("invalid TX output address") from None
    draft.outputs.append(TxOut(amount, script_for_destination(destination)))


def _add_pubkey(draft: TxDraft, value: str) -> None:
    parts = value.split(":")
    if not 2 <= len(parts) <= 3:
        raise TxEditError("TX output missing or too many separators")
    amount = _parse_value(parts[0])
    script = script_for_pubkey(_parse_pubkey(parts[1]))
    draft.outputs.append(TxOut(amount, _wrap(script, wanted="S" in "".join(parts[2:]))))


def _add_multisig(draft: TxDraft, value: str) -> None:
    parts = value.split(":")
    if len(parts) < 3:
        raise TxEditError("Not enough multisig parameters")
    amount = _parse_value(parts[0])
    required = _parse_uint32(parts[1], "invalid multisig required number")
    total = _parse_uint32(parts[2], "invalid multisig total number")
    if len(parts) < total + 3:
        raise TxEditError("incorrect number of multisig pubkeys")
    if not 1 <= required <= total <= MAX_PUBKEYS_PER_MULTISIG:
        raise TxEditError(f"multisig parameter mismatch. Required {required} of {total}signatures.")
    pubkeys = [_parse_pubkey(text) for text in parts[3 : total + 3]]
    if len(parts) > total + 4:
        raise TxEditError("Too many parameters")
    script = script_for_multisig(required, pubkeys)
    draft.outputs.append(TxOut(amount, _wrap(script, wanted="S" in "".join(parts[total + 3 :]))))


def _add_script(draft: TxDraft, value: str) -> None:
    parts = value.split(":")
    if len(parts) < 2:
        raise TxEditError("TX output missing separator")
    amount = _parse_value(parts[0])
    try:
        script = parse_script(parts[1])
    except ScriptParseError as error:
        raise TxEditError(str(error)) from None
    if len(script) > MAX_SCRIPT_SIZE:
        raise TxEditError(f"script exceeds size limit: {len(script)} > {MAX_SCRIPT_SIZE}")
    draft.outputs.append(TxOut(amount, _wrap(script, wanted=len(parts) == 3 and "S" in parts[2])))


def _add_data(draft: TxDraft, value: str) -> None:
    head, colon, rest = value.partition(":")
    if colon and not head:
        raise TxEditError("TX output value not specified")
    amount = _parse_value(head) if colon else Duffs(0)
    data = _parse_hex(rest if colon else head)
    if data is None:
        raise TxEditError("invalid TX output data")
    draft.outputs.append(TxOut(amount, Script(bytes((OP_RETURN,)) + push_data(data))))


def _parse_place(value: str, count: int, what: str) -> int:
    place = parse_int64(value)
    if place is None or not 0 <= place < count:
        raise TxEditError(f"Invalid TX {what} index '{value}'")
    return place


def _delete_input(draft: TxDraft, value: str) -> None:
    del draft.inputs[_parse_place(value, len(draft.inputs), "input")]


def _delete_output(draft: TxDraft, value: str) -> None:
    del draft.outputs[_parse_place(value, len(draft.outputs), "output")]


def _split_register(value: str, what: str) -> tuple[str, str]:
    name, colon, rest = value.partition(":")
    if not colon or not name or not rest:
        raise TxEditError(f"Register {what}")
    return name, rest


def _set_register(draft: TxDraft, name: str, text: str) -> None:
    try:
        draft.registers[name] = decode(text)
    except ValueError:
        raise TxEditError(f"Cannot parse JSON for key {name}") from None


def _set(draft: TxDraft, value: str) -> None:
    _set_register(draft, *_split_register(value, "input requires NAME:VALUE"))


def _load(draft: TxDraft, value: str) -> None:
    name, path = _split_register(value, "load requires NAME:FILENAME")
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError):
        raise TxEditError(f"Cannot open file {path}") from None
    _set_register(draft, name, text)


# Signing


def _items(value: Json) -> Sequence[Json]:
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def _read_keys(draft: TxDraft) -> FlatProvider:
    if "privatekeys" not in draft.registers:
        raise TxEditError("privatekeys register variable must be set.")
    provider = FlatProvider()
    for text in _items(draft.registers["privatekeys"]):
        if not isinstance(text, str):
            raise TxEditError("privatekey not a std::string")
        key = decode_secret(text, draft.prefixes)
        if key is None:
            raise TxEditError("privatekey not valid")
        provider.add_key(key)
    return provider


def _read_coins(draft: TxDraft, provider: FlatProvider) -> dict[OutPoint, TxOut]:
    if "prevtxs" not in draft.registers:
        raise TxEditError("prevtxs register variable must be set.")
    coins: dict[OutPoint, TxOut] = {}
    for fields in _items(draft.registers["prevtxs"]):
        if not isinstance(fields, Mapping):
            raise TxEditError("expected prevtxs internal object")
        try:
            _read_coin(fields, coins, provider)
        except RpcError as error:
            raise TxEditError(error.message) from None
    return coins


def _read_coin(fields: Mapping[str, Json], coins: dict[OutPoint, TxOut], provider: FlatProvider) -> None:
    txid, number, text = (fields.get(name) for name in ("txid", "vout", "scriptPubKey"))
    if not isinstance(txid, str) or type_name(number) != "number" or not isinstance(text, str):
        raise TxEditError("prevtxs internal object typecheck fail")
    try:
        txid_bytes = parse_hash(txid)
    except ValueError:
        raise TxEditError(f"txid must be hexadecimal string (not '{txid}')") from None
    if not isinstance(number, int) or number >= 1 << 31:
        raise TxEditError("JSON integer out of range")
    if number < 0:
        raise TxEditError("vout cannot be negative")
    script = Script(parse_hex(text, "scriptPubKey"))
    outpoint = OutPoint(TxId(txid_bytes), number)
    known = coins.get(outpoint)
    if known is not None and known.script_pubkey != script:
        raise TxEditError(
            "Previous output scriptPubKey mismatch:\n"
            f"{script_to_asm(known.script_pubkey)}\nvs:\n{script_to_asm(script)}"
        )
    amount = parse_amount(fields["amount"]) if "amount" in fields else MAX_MONEY
    coins[outpoint] = TxOut(Duffs(amount), script)
    if is_pay_to_script_hash(script) and "redeemScript" in fields:
        provider.add_script(Script(parse_hex(fields["redeemScript"], "redeemScript")))


def _sign(draft: TxDraft, value: str) -> None:
    hash_type = _HASH_TYPES.get(value)
    if hash_type is None:
        raise TxEditError("unknown sighash flag/sign option")
    provider = _read_keys(draft)
    coins = _read_coins(draft, provider)
    signed, _ = sign_transaction(draft.finish(), provider, coins, hash_type)
    draft.load(signed)


_COMMANDS: dict[str, Callable[[TxDraft, str], None]] = {
    "delin": _delete_input,
    "delout": _delete_output,
    "in": _add_input,
    "load": _load,
    "locktime": _set_lock_time,
    "nversion": _set_version,
    "outaddr": _add_address,
    "outdata": _add_data,
    "outmultisig": _add_multisig,
    "outpubkey": _add_pubkey,
    "outscript": _add_script,
    "set": _set,
    "sign": _sign,
}
