"""The commands that show partially signed transactions. Mirrors decodepsbt and analyzepsbt."""

from collections.abc import Iterable, Mapping

from dashcore.chain.coins import Coin
from dashcore.consensus.tx_check import is_money
from dashcore.consensus.tx_verify import transaction_sigop_count
from dashcore.node.context import NodeContext
from dashcore.policy.feerate import FeeRate
from dashcore.policy.policy import virtual_size
from dashcore.rpc.command import Json, JsonAmount, RpcRequest, rpc_command
from dashcore.rpc.psbt_text import PSBT_ARG, parse_psbt
from dashcore.rpc.tx_json import script_to_json, tx_to_json
from dashcore.script.address import KeyPrefixes
from dashcore.script.asm import script_to_asm, sighash_name
from dashcore.script.provider import KeyOrigin, write_keypath
from dashcore.script.psbt import Proprietary, Psbt, PsbtInput, PsbtOutput
from dashcore.script.psbt_sign import InputAnalysis, PsbtRole, analyze_input, estimate_signed
from dashcore.script.script import is_unspendable
from dashcore.script.sighash import SighashCache
from dashcore.util.base58 import encode_base58_check


def _hex_pairs(pairs: Mapping[bytes, bytes]) -> Json:
    return {key.hex(): pairs[key].hex() for key in sorted(pairs)}


def _proprietary(entries: Iterable[Proprietary]) -> Json:
    return [
        {
            "identifier": each.identifier.hex(),
            "subtype": each.subtype,
            "key": each.key.hex(),
            "value": each.value.hex(),
        }
        for each in sorted(entries)
    ]


def _derivations(derivations: Mapping[bytes, KeyOrigin]) -> Json:
    return [
        {
            "pubkey": pubkey.hex(),
            "master_fingerprint": derivations[pubkey].fingerprint.hex(),
            "path": write_keypath(derivations[pubkey].path),
        }
        for pubkey in sorted(derivations)
    ]


def _common(found: PsbtInput | PsbtOutput) -> dict[str, Json]:
    shown: dict[str, Json] = {}
    if found.proprietary:
        shown["proprietary"] = _proprietary(found.proprietary)
    if found.unknown:
        shown["unknown"] = _hex_pairs(found.unknown)
    return shown


def _scripts(found: PsbtInput | PsbtOutput, prefixes: KeyPrefixes) -> dict[str, Json]:
    shown: dict[str, Json] = {}
    if found.redeem_script:
        shown["redeem_script"] = script_to_json(found.redeem_script, prefixes, include_address=False)
    if found.derivations:
        shown["bip32_derivs"] = _derivations(found.derivations)
    return shown


def _input(found: PsbtInput, prefixes: KeyPrefixes) -> Json:
    shown: dict[str, Json] = {}
    if found.utxo is not None:
        shown["non_witness_utxo"] = tx_to_json(found.utxo, prefixes, include_hex=False)
    if found.partial_signatures:
        signatures = sorted(found.partial_signatures.items())
        shown["partial_signatures"] = {pubkey.hex(): signature.hex() for _, (pubkey, signature) in signatures}
    if found.hash_type is not None:
        shown["sighash"] = sighash_name(found.hash_type & 0xFF)
    shown |= _scripts(found, prefixes)
    if found.final_script_sig:
        shown["final_scriptSig"] = {
            "asm": script_to_asm(found.final_script_sig, decode_sighash=True),
            "hex": found.final_script_sig.hex(),
        }
    for kind in sorted(found.preimages):
        shown[f"{kind.name.lower()}_preimages"] = _hex_pairs(found.preimages[kind])
    return shown | _common(found)


def _fee(psbt: Psbt) -> int | None:
    """Return what the transaction pays; None if that cannot be told."""
    total_in = total_out = 0
    for index in range(len(psbt.inputs)):
        spent = psbt.spent_output(index)
        if spent is None or not is_money(spent.value) or not is_money(total_in + spent.value):
            return None
        total_in += spent.value
    for output in psbt.tx.outputs:
        if not is_money(output.value) or not is_money(total_out + output.value):
            return None
        total_out += output.value
    return total_in - total_out


@rpc_command(
    "rawtransactions",
    "decodepsbt",
    "Describe a partially signed transaction.",
    args=(PSBT_ARG,),
    result="""{                                     (json object)
  "tx" : { ... },                     (json object) The transaction, as decoderawtransaction shows it
  "global_xpubs" : [                  (json array) Extended public keys
    {
      "xpub" : "str",                 (string) The key
      "master_fingerprint" : "hex",   (string) Its master key
      "path" : "str"                  (string) The way there
    }, ...
  ],
  "psbt_version" : n,                 (numeric) Version of the format
  "proprietary" : [ ... ],            (json array) Entries of programs' own
  "unknown" : { ... },                (json object) Entries no one here understands
  "inputs" : [                        (json array)
    {
      "non_witness_utxo" : { ... },   (json object, optional) The transaction whose output it spends
      "partial_signatures" : { "pubkey" : "str" },  (json object, optional) Signatures there are
      "sighash" : "str",              (string, optional) What signatures are to cover
      "redeem_script" : { ... },      (json object, optional) The script behind the hash
      "bip32_derivs" : [ ... ],       (json array, optional) Where keys come from
      "final_scriptSig" : { ... },    (json object, optional) The finished input script
      "ripemd160_preimages" : { "hash" : "str" },   (json object, optional) Preimages; also sha256, hash160, hash256
      "proprietary" : [ ... ],        (json array, optional)
      "unknown" : { ... }             (json object, optional)
    }, ...
  ],
  "outputs" : [                       (json array)
    {
      "redeem_script" : { ... },      (json object, optional)
      "bip32_derivs" : [ ... ],       (json array, optional)
      "proprietary" : [ ... ],        (json array, optional)
      "unknown" : { ... }             (json object, optional)
    }, ...
  ],
  "fee" : n                           (numeric, optional) What it pays, in DASH, where all inputs are known
}""",
    examples=('"psbt"',),
)
def decodepsbt(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    psbt = parse_psbt(request.params[0])
    prefixes = node.params.base58
    shown: dict[str, Json] = {
        "tx": tx_to_json(psbt.tx, prefixes, include_hex=False),
        "global_xpubs": [
            {
                "xpub": encode_base58_check(xpub),
                "master_fingerprint": origin.fingerprint.hex(),
                "path": write_keypath(origin.path),
            }
            for origin in sorted(psbt.xpubs, key=lambda each: (each.fingerprint, len(each.path), each.path))
            for xpub in sorted(psbt.xpubs[origin], key=lambda each: (each[45:], each[13:45]))
        ],
        "psbt_version": psbt.version or 0,
        "proprietary": _proprietary(psbt.proprietary),
        "unknown": _hex_pairs(psbt.unknown),
        "inputs": [_input(found, prefixes) for found in psbt.inputs],
        "outputs": [_scripts(found, prefixes) | _common(found) for found in psbt.outputs],
    }
    fee = _fee(psbt)
    if fee is not None:
        shown["fee"] = JsonAmount(fee)
    return shown


class _InvalidPsbtError(Exception):
    """Such a transaction can never be right."""


def _check_input(psbt: Psbt, index: int, total: int) -> int:
    """Check what an input spends; return the sum so far.

    Raises:
        _InvalidPsbtError: with Core's text.
    """
    spent = psbt.spent_output(index)
    if spent is None:
        utxo = psbt.inputs[index].utxo
        if utxo is not None and psbt.tx.inputs[index].prevout.index >= len(utxo.outputs):
            raise _InvalidPsbtError(f"PSBT is not valid. Input {index} specifies invalid prevout")
        return total
    if not is_money(spent.value) or not is_money(total + spent.value):
        raise _InvalidPsbtError(f"PSBT is not valid. Input {index} has invalid value")
    if is_unspendable(spent.script_pubkey):
        raise _InvalidPsbtError(f"PSBT is not valid. Input {index} spends unspendable output")
    return total + spent.value


def _show_input(found: InputAnalysis) -> Json:
    missing: dict[str, Json] = {}
    if found.missing_pubkeys:
        missing["pubkeys"] = [key_id.hex() for key_id in found.missing_pubkeys]
    if found.missing_redeem_script is not None:
        missing["redeemscript"] = found.missing_redeem_script.hex()
    if found.missing_signatures:
        missing["signatures"] = [key_id.hex() for key_id in found.missing_signatures]
    shown: dict[str, Json] = {
        "has_utxo": found.has_utxo,
        "is_final": found.is_final,
        "next": found.next.name.lower(),
    }
    return shown | ({"missing": missing} if missing else {})


def _estimates(psbt: Psbt, total: int) -> dict[str, Json]:
    paid = 0
    for output in psbt.tx.outputs:
        paid += output.value
        if not is_money(output.value) or not is_money(paid):
            raise _InvalidPsbtError("PSBT is not valid. Output amount invalid")
    fee = total - paid
    signed = estimate_signed(psbt)
    if signed is None:
        return {"fee": JsonAmount(fee)}
    spent = (psbt.spent_output(index) for index in range(len(psbt.inputs)))
    coins = [Coin(out, 1, is_coinbase=False) for out in spent if out is not None]
    size = virtual_size(len(signed.serialize()), transaction_sigop_count(signed, coins))
    return {
        "estimated_vsize": size,
        "estimated_feerate": JsonAmount(FeeRate.from_fee(fee, size).per_kb),
        "fee": JsonAmount(fee),
    }


@rpc_command(
    "rawtransactions",
    "analyzepsbt",
    "Tell what a partially signed transaction still needs, and who can add it.",
    args=(PSBT_ARG,),
    result="""{                               (json object)
  "inputs" : [                  (json array, optional)
    {
      "has_utxo" : true|false,  (boolean) Whether it is known what it spends
      "is_final" : true|false,  (boolean) Whether its script is finished
      "next" : "str",           (string) Who has to go on with it
      "missing" : {             (json object, optional)
        "pubkeys" : [ "hex", ... ],     (json array, optional) Hashes of keys no one knows
        "redeemscript" : "hex",         (string, optional) Hash of the script no one knows
        "signatures" : [ "hex", ... ]   (json array, optional) Hashes of keys that have to sign
      }
    }, ...
  ],
  "estimated_vsize" : n,        (numeric, optional) Its size once signed
  "estimated_feerate" : n,      (numeric, optional) What it will pay, in DASH/kB
  "fee" : n,                    (numeric, optional) What it pays, in DASH
  "next" : "str",               (string) Who has to go on: updater, signer, finalizer, extractor; creator: it is invalid
  "error" : "str"               (string, optional) Why it is invalid
}""",
    examples=('"psbt"',),
)
def analyzepsbt(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node
    psbt = parse_psbt(request.params[0])
    cache = SighashCache(psbt.tx)
    total = 0
    inputs: list[InputAnalysis] = []
    try:
        for index in range(len(psbt.inputs)):
            total = _check_input(psbt, index, total)
            inputs.append(analyze_input(psbt, index, cache))
        is_known = all(found.has_utxo for found in inputs)
        estimates = _estimates(psbt, total) if is_known else {}
    except _InvalidPsbtError as error:
        return {"next": "creator", "error": str(error)}
    shown: dict[str, Json] = {"inputs": [_show_input(found) for found in inputs]} if inputs else {}
    following = min((found.next for found in inputs), default=PsbtRole.EXTRACTOR)
    return shown | estimates | {"next": following.name.lower()}


COMMANDS = (analyzepsbt, decodepsbt)
