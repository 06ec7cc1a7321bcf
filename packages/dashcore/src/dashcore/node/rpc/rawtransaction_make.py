"""Commands that make, decode, sign and combine transactions. Mirrors the second part of rpc/rawtransaction.cpp."""

from collections.abc import Iterable

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.rpc.rawtransaction import DECODED_RESULT
from dashcore.primitives.transaction import OutPoint, Transaction, TxOut
from dashcore.primitives.types import Script
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_array, get_str, parse_hex
from dashcore.rpc.raw_transactions import (
    CREATE_ARGS,
    PREVTXS_ARG,
    SIGHASH_ARG,
    SIGNED_RESULT,
    construct_transaction,
    decode_hex_tx,
    parse_prevouts,
    parse_sighash_type,
    parse_tx,
    sign_to_json,
)
from dashcore.rpc.tx_json import script_to_json, tx_to_json
from dashcore.script.address import decode_secret, encode_destination
from dashcore.script.provider import EMPTY_PROVIDER, FlatProvider
from dashcore.script.sign import (
    SignatureData,
    TransactionSignatureCreator,
    data_from_transaction,
    produce_signature,
    replace_scripts,
)
from dashcore.script.standard import ScriptHash, TxoutType, solve


def find_outputs(node: NodeContext, outpoints: Iterable[OutPoint]) -> dict[OutPoint, TxOut]:
    """Return those outputs that chain and mempool have; whether the mempool spends them does not matter.

    Source: C++ FindCoins.
    """
    found: dict[OutPoint, TxOut] = {}
    with node.chainman.cs_main:
        for outpoint in outpoints:
            coin = node.acceptor.find_coin(outpoint)
            if coin is not None:
                found[outpoint] = coin.out
    return found


@rpc_command(
    "rawtransactions",
    "createrawtransaction",
    "Make a transaction that spends and pays what is said. It is neither signed nor kept nor handed in.",
    args=CREATE_ARGS,
    result='"hex"    (string) The transaction',
    examples=(
        '"[{\\"txid\\":\\"myid\\",\\"vout\\":0}]" "[{\\"address\\":0.01}]"',
        '"[{\\"txid\\":\\"myid\\",\\"vout\\":0}]" "[{\\"data\\":\\"00010203\\"}]"',
    ),
)
def createrawtransaction(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    inputs, outputs, lock_time = request.params
    return construct_transaction(inputs, outputs, lock_time, node.params.base58).serialize().hex()


@rpc_command(
    "rawtransactions",
    "decoderawtransaction",
    "Describe a transaction.",
    args=(RpcArg("hexstring", ArgType.STR_HEX, "The transaction."),),
    result=f"{{                                 (json object)\n{DECODED_RESULT}\n}}",
    examples=('"hexstring"',),
)
def decoderawtransaction(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    return tx_to_json(parse_tx(request.params[0], "TX decode failed"), node.params.base58, include_hex=False)


@rpc_command(
    "rawtransactions",
    "decodescript",
    "Describe a script.",
    args=(RpcArg("hexstring", ArgType.STR_HEX, "The script."),),
    result="""{                     (json object)
  "asm" : "str",      (string) The script, disassembled
  "desc" : "str",     (string) A descriptor for it
  "address" : "str",  (string, optional) The address it pays, where there is a single one
  "type" : "str",     (string) Its form
  "p2sh" : "str"      (string, optional) The address that pays its hash
}""",
    examples=('"hexstring"',),
)
def decodescript(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    script = Script(parse_hex(request.params[0], "argument") if get_str(request.params[0]) else b"")
    prefixes = node.params.base58
    shown = script_to_json(script, prefixes, include_hex=False)
    if solve(script)[0] is not TxoutType.SCRIPTHASH:
        shown["p2sh"] = encode_destination(ScriptHash.of(script), prefixes)
    return shown


@rpc_command(
    "rawtransactions",
    "combinerawtransaction",
    "Bring the signatures of several copies of a transaction together.",
    args=(
        RpcArg(
            "txs",
            ArgType.ARR,
            "The copies.",
            inner=(RpcArg("hexstring", ArgType.STR_HEX, "A transaction.", default=None),),
        ),
    ),
    result='"hex"    (string) The transaction with all signatures',
    examples=("""'["myhex1", "myhex2", "myhex3"]'""",),
)
def combinerawtransaction(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    variants: list[Transaction] = []
    for number, text in enumerate(map(get_str, get_array(request.params[0]))):
        tx = decode_hex_tx(text)
        if tx is None:
            raise RpcError(
                RpcErrorCode.DESERIALIZATION_ERROR,
                f"TX decode failed for tx {number}. Make sure the tx has at least one input.",
            )
        variants.append(tx)
    if not variants:
        raise RpcError(RpcErrorCode.DESERIALIZATION_ERROR, "Missing transactions")
    merged = variants[0]
    coins = find_outputs(node, (txin.prevout for txin in merged.inputs))
    scripts: dict[int, Script] = {}
    for number, txin in enumerate(merged.inputs):
        coin = coins.get(txin.prevout)
        if coin is None:
            raise RpcError(RpcErrorCode.VERIFY_ERROR, "Input not found or already spent")
        data = SignatureData()
        for variant in variants:
            if number < len(variant.inputs):
                data.merge(data_from_transaction(variant, number, coin))
        produce_signature(EMPTY_PROVIDER, TransactionSignatureCreator(merged, number), coin.script_pubkey, data)
        scripts[number] = data.script_sig
    return replace_scripts(merged, scripts).serialize().hex()


@rpc_command(
    "rawtransactions",
    "signrawtransactionwithkey",
    "Sign a transaction with these keys and no others.",
    args=(
        RpcArg("hexstring", ArgType.STR, "The transaction."),
        RpcArg(
            "privkeys",
            ArgType.ARR,
            "The private keys.",
            inner=(RpcArg("privatekey", ArgType.STR_HEX, "A key, in base58.", default=None),),
        ),
        PREVTXS_ARG,
        SIGHASH_ARG,
    ),
    result=SIGNED_RESULT,
    examples=('"myhex" "[\\"key1\\",\\"key2\\"]"',),
)
def signrawtransactionwithkey(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    tx = parse_tx(request.params[0], "TX decode failed. Make sure the tx has at least one input.")
    provider = FlatProvider()
    for value in get_array(request.params[1]):
        key = decode_secret(get_str(value), node.params.base58)
        if key is None:
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Invalid private key")
        provider.add_key(key)
    coins = find_outputs(node, (txin.prevout for txin in tx.inputs))
    parse_prevouts(request.params[2], provider, coins)
    return sign_to_json(tx, provider, coins, parse_sighash_type(request.params[3]))


COMMANDS = (
    combinerawtransaction,
    createrawtransaction,
    decoderawtransaction,
    decodescript,
    signrawtransactionwithkey,
)
