"""Transactions and scripts as JSON, the same for node and wallet. Mirrors core_write.cpp."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashcore.consensus.coin import Coin
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxType
from dashcore.primitives.types import BlockHash, Script, TxId
from dashcore.rpc.command import Json, JsonAmount
from dashcore.script.address import KeyPrefixes, encode_destination
from dashcore.script.asm import script_to_asm
from dashcore.script.descriptor import infer_descriptor
from dashcore.script.provider import EMPTY_PROVIDER
from dashcore.script.standard import Destination, TxoutType, extract_destination, solve
from dashcore.util.hashes import display_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class SpentOutput:
    """What the index of spent outputs tells of one.

    Args (constructor):
        txid, number: of the input that spends it.
        height: of that input's block; -1: it waits in the mempool.
        amount, destination: of the output.
    """

    txid: TxId
    number: int
    height: int
    amount: int
    destination: Destination | None


FindSpent = Callable[[OutPoint], SpentOutput | None]


def script_to_json(
    script: Script, prefixes: KeyPrefixes, *, include_hex: bool = True, include_address: bool = True
) -> dict[str, Json]:
    """Describe an output script. Source: C++ ScriptToUniv."""
    shown: dict[str, Json] = {"asm": script_to_asm(script)}
    if include_address:
        shown["desc"] = infer_descriptor(script, EMPTY_PROVIDER, prefixes).to_string()
    if include_hex:
        shown["hex"] = script.hex()
    kind = solve(script)[0]
    if include_address and kind is not TxoutType.PUBKEY:
        destination = extract_destination(script)
        if destination is not None:
            shown["address"] = encode_destination(destination, prefixes)
    shown["type"] = kind.value
    return shown


def tx_to_json(
    tx: Transaction,
    prefixes: KeyPrefixes,
    *,
    block_hash: BlockHash | None = None,
    include_hex: bool = True,
    spent: Sequence[Coin] | None = None,
    show_prevouts: bool = False,
    find_spent: FindSpent | None = None,
) -> dict[str, Json]:
    """Describe a transaction. Source: C++ TxToUniv.

    Args:
        spent: the coins its inputs spent, from undo data: adds the fee.
        show_prevouts: show those coins too.
        find_spent: asks the index of spent outputs; None where there is none.
    """
    inputs: list[Json] = [
        _input_to_json(tx, position, prefixes, spent[position] if spent and show_prevouts else None, find_spent)
        for position in range(len(tx.inputs))
    ]
    outputs: list[Json] = [
        {
            "value": JsonAmount(output.value),
            "valueSat": output.value,
            "n": position,
            "scriptPubKey": script_to_json(output.script_pubkey, prefixes),
            **_spender_to_json(OutPoint(tx.txid, position), find_spent),
        }
        for position, output in enumerate(tx.outputs)
    ]
    shown: dict[str, Json] = {
        "txid": display_hash(tx.txid),
        "version": tx.version & 0xFFFF,
        "type": tx.type,
        "size": len(tx.serialize()),
        "locktime": tx.lock_time,
        "vin": inputs,
        "vout": outputs,
    }
    if tx.extra_payload:
        shown["extraPayloadSize"] = len(tx.extra_payload)
        shown["extraPayload"] = tx.extra_payload.hex()
    if tx.type:
        from dashcore.rpc.special_json import special_to_json  # noqa: PLC0415 - wallets seldom see any

        shown |= special_to_json(tx, prefixes)
    if spent is not None:
        shown["fee"] = JsonAmount(_fee(tx, spent))
    if block_hash is not None:
        shown["blockhash"] = display_hash(block_hash)
    if include_hex:
        shown["hex"] = tx.serialize().hex()
    return shown


def _spender_to_json(outpoint: OutPoint, find_spent: FindSpent | None) -> dict[str, Json]:
    """Describe what spends an output."""
    spent = find_spent(outpoint) if find_spent is not None else None
    if spent is None:
        return {}
    return {"spentTxId": display_hash(spent.txid), "spentIndex": spent.number, "spentHeight": spent.height}


def _spent_to_json(outpoint: OutPoint, find_spent: FindSpent | None, prefixes: KeyPrefixes) -> dict[str, Json]:
    """Describe the output that an input spends, as the index knows it."""
    spent = find_spent(outpoint) if find_spent is not None else None
    if spent is None:
        return {}
    shown: dict[str, Json] = {"value": JsonAmount(spent.amount), "valueSat": spent.amount}
    if spent.destination is not None:
        shown["address"] = encode_destination(spent.destination, prefixes)
    return shown


def _input_to_json(
    tx: Transaction, position: int, prefixes: KeyPrefixes, coin: Coin | None, find_spent: FindSpent | None
) -> Json:
    txin: TxIn = tx.inputs[position]
    shown: dict[str, Json] = {}
    if tx.is_coinbase:
        shown["coinbase"] = txin.script_sig.hex()
    else:
        shown["txid"] = display_hash(txin.prevout.txid)
        shown["vout"] = txin.prevout.index
        shown["scriptSig"] = {
            "asm": script_to_asm(txin.script_sig, decode_sighash=True),
            "hex": txin.script_sig.hex(),
        }
        shown |= _spent_to_json(txin.prevout, find_spent, prefixes)
    if coin is not None:
        shown["prevout"] = {
            "generated": coin.is_coinbase,
            "height": coin.height,
            "value": JsonAmount(coin.out.value),
            "scriptPubKey": script_to_json(coin.out.script_pubkey, prefixes),
        }
    shown["sequence"] = txin.sequence
    return shown


def _fee(tx: Transaction, spent: Sequence[Coin]) -> int:
    if tx.has_extra_payload and tx.type == TxType.ASSET_UNLOCK:
        from dashcore.evo.assetlock import decode_asset_unlock  # noqa: PLC0415

        return decode_asset_unlock(tx).fee
    return sum(coin.out.value for coin in spent) - tx.value_out
