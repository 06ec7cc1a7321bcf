"""Making transactions from what a caller wrote, and what signing one needs. Mirrors rpc/rawtransaction_util.cpp."""

import re
from collections.abc import Mapping, Sequence

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.primitives.transaction import SEQUENCE_FINAL, OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, Script, TxId
from dashcore.rpc.command import ArgType, Json, RpcArg
from dashcore.rpc.jsonio import type_name
from dashcore.rpc.params import (
    check_object,
    get_array,
    get_int,
    get_object,
    get_str,
    parse_amount,
    parse_hash,
    parse_hex,
)
from dashcore.rpc.repeated_keys import pairs_of
from dashcore.script.address import AddressError, KeyPrefixes, decode_destination
from dashcore.script.asm import parse_sighash, script_to_asm
from dashcore.script.opcodes import OP_RETURN
from dashcore.script.provider import FlatProvider
from dashcore.script.script import build_script, is_pay_to_script_hash
from dashcore.script.sighash import SIGHASH_ALL
from dashcore.script.sign import sign_transaction
from dashcore.script.standard import Destination, ScriptHash, script_for_destination
from dashcore.util.hashes import display_hash
from dashcore.util.serialize import SerializationError

_HEX = re.compile(r"(?:[0-9a-fA-F]{2})+")
_LOCKTIME_MAX = 0xFFFFFFFF
_SEQUENCE_NONFINAL = SEQUENCE_FINAL - 1

CREATE_ARGS = (
    RpcArg(
        "inputs",
        ArgType.ARR,
        "What to spend.",
        inner=(
            RpcArg(
                "",
                ArgType.OBJ,
                default=None,
                inner=(
                    RpcArg("txid", ArgType.STR_HEX, "The transaction that made the output."),
                    RpcArg("vout", ArgType.NUM, "The output's number there."),
                    RpcArg(
                        "sequence",
                        ArgType.NUM,
                        "The sequence number.",
                        default="what goes with the lock time by default",
                    ),
                ),
            ),
        ),
    ),
    RpcArg(
        "outputs",
        ArgType.ARR,
        "What to make: pairs, no key twice. An object that holds the pairs is taken too.",
        also="json array",
        inner=(
            RpcArg(
                "",
                ArgType.OBJ_USER_KEYS,
                default=None,
                inner=(RpcArg("address", ArgType.AMOUNT, "Whom to pay, and how much, in DASH."),),
            ),
            RpcArg("", ArgType.OBJ, default=None, inner=(RpcArg("data", ArgType.STR_HEX, "Bytes to put on record."),)),
        ),
    ),
    RpcArg("locktime", ArgType.NUM, "The lock time; other than 0 it makes the inputs' sequences obey it.", default=0),
)

PREVTXS_ARG = RpcArg(
    "prevtxs",
    ArgType.ARR,
    "Outputs it spends that the node does not know yet.",
    default=None,
    inner=(
        RpcArg(
            "",
            ArgType.OBJ,
            default=None,
            inner=(
                RpcArg("txid", ArgType.STR_HEX, "The transaction."),
                RpcArg("vout", ArgType.NUM, "The output's number there."),
                RpcArg("scriptPubKey", ArgType.STR_HEX, "Its script."),
                RpcArg("redeemScript", ArgType.STR_HEX, "The script behind its hash, where it pays one.", default=None),
                RpcArg("amount", ArgType.AMOUNT, "Its value, in DASH."),
            ),
        ),
    ),
)

SIGHASH_ARG = RpcArg(
    "sighashtype",
    ArgType.STR,
    "What signatures cover: ALL, NONE, SINGLE, each also with |ANYONECANPAY.",
    default="ALL",
)

SIGNED_RESULT = """{                          (json object)
  "hex" : "hex",             (string) The transaction, with the signatures there are
  "complete" : true|false,   (boolean) Whether nothing is missing
  "errors" : [               (json array, optional) Inputs that are not satisfied
    {
      "txid" : "hex",        (string) The transaction whose output it spends
      "vout" : n,            (numeric) That output's number
      "scriptSig" : "hex",   (string) Its script
      "sequence" : n,        (numeric) Its sequence number
      "error" : "str"        (string) What is wrong
    }, ...
  ]
}"""


def decode_hex_tx(text: str) -> Transaction | None:
    """Read a transaction in hex; None if it is none. Source: C++ DecodeHexTx."""
    if not _HEX.fullmatch(text):
        return None
    try:
        return Transaction.deserialize(bytes.fromhex(text))
    except SerializationError:
        return None


def parse_tx(value: Json, message: str) -> Transaction:
    """Read a transaction in hex.

    Raises:
        RpcError: -22 with `message`.
    """
    tx = decode_hex_tx(get_str(value))
    if tx is None:
        raise RpcError(RpcErrorCode.DESERIALIZATION_ERROR, message)
    return tx


def _parse_input(value: Json, lock_time: int) -> TxIn:
    fields = get_object(value)
    txid = parse_hash(fields.get("txid"), "txid")
    index = fields.get("vout")
    if type_name(index) != "number":
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid parameter, missing vout key")
    number = get_int(index)
    if number < 0:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid parameter, vout cannot be negative")
    sequence = _SEQUENCE_NONFINAL if lock_time else SEQUENCE_FINAL
    wanted = fields.get("sequence")
    if type_name(wanted) == "number":
        sequence = get_int(wanted, bits=64)
        if not 0 <= sequence <= SEQUENCE_FINAL:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid parameter, sequence number is out of range")
    return TxIn(OutPoint(TxId(txid), number), sequence=sequence)


def _output_pairs(value: Json) -> list[tuple[str, Json]]:
    if isinstance(value, Mapping):
        return list(pairs_of(value))
    pairs: list[tuple[str, Json]] = []
    for pair in get_array(value):
        if not isinstance(pair, Mapping):
            raise RpcError(
                RpcErrorCode.INVALID_PARAMETER, "Invalid parameter, key-value pair not an object as expected"
            )
        if len(pairs_of(pair)) != 1:
            raise RpcError(
                RpcErrorCode.INVALID_PARAMETER, "Invalid parameter, key-value pair must contain exactly one key"
            )
        pairs += pair.items()
    return pairs


def _parse_outputs(value: Json, prefixes: KeyPrefixes) -> list[TxOut]:
    pairs = _output_pairs(value)
    first: dict[str, Json] = {}
    for key, item in pairs:
        first.setdefault(key, item)  # as C++, which looks each key up among all
    seen: set[Destination] = set()
    outputs: list[TxOut] = []
    has_data = False
    for key, _ in pairs:
        if key == "data":
            if has_data:
                raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid parameter, duplicate key: data")
            has_data = True
            data = first[key]
            text = str(data) if type_name(data) == "number" else data
            outputs.append(TxOut(Duffs(0), build_script(OP_RETURN, parse_hex(text, "Data"))))
            continue
        try:
            destination = decode_destination(key, prefixes)
        except AddressError:
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, f"Invalid Dash address: {key}") from None
        if destination in seen:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Invalid parameter, duplicated address: {key}")
        seen.add(destination)
        outputs.append(TxOut(Duffs(parse_amount(first[key])), script_for_destination(destination)))
    return outputs


def construct_transaction(inputs: Json, outputs: Json, lock_time: Json, prefixes: KeyPrefixes) -> Transaction:
    """Make a transaction from parameters as `CREATE_ARGS` describes them.

    Raises:
        RpcError: with Core's code and message. Source: C++ ConstructTransaction.
    """
    if outputs is None:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid parameter, output argument must be non-null")
    spent: Sequence[Json] = () if inputs is None else get_array(inputs)
    if not isinstance(outputs, Mapping):
        get_array(outputs)
    lock = 0
    if lock_time is not None:
        lock = get_int(lock_time, bits=64)
        if not 0 <= lock <= _LOCKTIME_MAX:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid parameter, locktime out of range")
    txins = tuple(_parse_input(value, lock) for value in spent)
    return Transaction(txins, tuple(_parse_outputs(outputs, prefixes)), lock_time=lock)


def parse_prevouts(value: Json, provider: FlatProvider | None, coins: dict[OutPoint, TxOut]) -> None:
    """Read outputs as `PREVTXS_ARG` describes them.

    Args:
        value: None: nothing to read.
        provider: learns the scripts behind hashes; None: the caller has no keys either.
        coins: known outputs; takes those that are read.

    Raises:
        RpcError: with Core's code and message. Source: C++ ParsePrevouts.
    """
    for item in () if value is None else get_array(value):
        if not isinstance(item, Mapping):
            raise RpcError(RpcErrorCode.DESERIALIZATION_ERROR, 'expected object with {"txid\'","vout","scriptPubKey"}')
        _parse_prevout(item, provider, coins)


def _parse_prevout(fields: Mapping[str, Json], provider: FlatProvider | None, coins: dict[OutPoint, TxOut]) -> None:
    check_object(fields, {"txid": "string", "vout": "number", "scriptPubKey": "string"})
    txid = parse_hash(fields["txid"], "txid")
    number = get_int(fields["vout"])
    if number < 0:
        raise RpcError(RpcErrorCode.DESERIALIZATION_ERROR, "vout cannot be negative")
    outpoint = OutPoint(TxId(txid), number)
    script = Script(parse_hex(fields["scriptPubKey"], "scriptPubKey"))
    known = coins.get(outpoint)
    if known is not None and known.script_pubkey != script:
        raise RpcError(
            RpcErrorCode.DESERIALIZATION_ERROR,
            "Previous output scriptPubKey mismatch:\n"
            f"{script_to_asm(known.script_pubkey)}\nvs:\n{script_to_asm(script)}",
        )
    value = Duffs(parse_amount(fields["amount"]) if "amount" in fields else 0)
    coins[outpoint] = TxOut(value, script)
    if provider is None or not is_pay_to_script_hash(script):
        return
    check_object(fields, {"redeemScript": "string"})
    redeem = Script(parse_hex(fields["redeemScript"], "redeemScript"))
    provider.add_script(redeem)
    if script != script_for_destination(ScriptHash.of(redeem)):
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "redeemScript does not match scriptPubKey")


def parse_sighash_type(value: Json) -> int:
    """Read what signatures are to cover.

    Raises:
        RpcError: -1. Source: C++ ParseSighashString.
    """
    if value is None:
        return SIGHASH_ALL
    text = get_str(value)
    try:
        return parse_sighash(text)
    except ValueError as error:
        raise RpcError(RpcErrorCode.MISC_ERROR, str(error)) from None


def signed_to_json(signed: Transaction, errors: Mapping[int, str]) -> dict[str, Json]:
    """Describe what signing came to, as `SIGNED_RESULT` has it. Source: C++ SignTransactionResultToJSON."""
    result: dict[str, Json] = {"hex": signed.serialize().hex(), "complete": not errors}
    if errors:
        result["errors"] = [
            {
                "txid": display_hash(signed.inputs[number].prevout.txid),
                "vout": signed.inputs[number].prevout.index,
                "scriptSig": signed.inputs[number].script_sig.hex(),
                "sequence": signed.inputs[number].sequence,
                "error": errors[number],
            }
            for number in sorted(errors)
        ]
    return result


def sign_to_json(
    tx: Transaction, provider: FlatProvider, coins: Mapping[OutPoint, TxOut], hash_type: int
) -> dict[str, Json]:
    """Sign what can be signed and describe the outcome. Source: C++ SignTransaction of rpc/rawtransaction_util.cpp."""
    return signed_to_json(*sign_transaction(tx, provider, coins, hash_type))
