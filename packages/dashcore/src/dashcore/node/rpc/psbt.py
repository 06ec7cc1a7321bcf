"""Commands that make, combine and finish partially signed transactions. Mirrors the third part of rpc/rawtransaction.cpp."""

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.rpc.scan import expand_scan_object
from dashcore.primitives.transaction import EMPTY_SCRIPT, Transaction
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_array, get_bool
from dashcore.rpc.psbt_text import PSBT_ARG, parse_psbt, psbt_text
from dashcore.rpc.raw_transactions import CREATE_ARGS, construct_transaction, parse_tx
from dashcore.script.provider import FlatProvider, HidingProvider
from dashcore.script.psbt import Psbt
from dashcore.script.psbt_sign import combine_psbts, extract_transaction, finalize_psbt, sign_input, update_output
from dashcore.script.sighash import SighashCache
from dashcore.script.sign import replace_scripts
from dashcore.util.hashes import display_hash

_RESULT = '"str"    (string) The partially signed transaction, in base64'
_TXS_ARG = RpcArg(
    "txs",
    ArgType.ARR,
    "Partially signed transactions, in base64.",
    inner=(RpcArg("psbt", ArgType.STR, "One of them.", default=None),),
)
_MIN_VERSION = 1
_MAX_LOCK_TIME = 0xFFFFFFFF


@rpc_command(
    "rawtransactions",
    "createpsbt",
    "Make a transaction that spends and pays what is said, for others to fill in and sign.",
    args=CREATE_ARGS,
    result=_RESULT,
    examples=('"[{\\"txid\\":\\"myid\\",\\"vout\\":0}]" "[{\\"data\\":\\"00010203\\"}]"',),
)
def createpsbt(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    inputs, outputs, lock_time = request.params
    return psbt_text(Psbt.of(construct_transaction(inputs, outputs, lock_time, node.params.base58)))


@rpc_command(
    "rawtransactions",
    "converttopsbt",
    "Take a transaction as createrawtransaction and fundrawtransaction make them, for others to fill in and sign.",
    args=(
        RpcArg("hexstring", ArgType.STR_HEX, "The transaction."),
        RpcArg("permitsigdata", ArgType.BOOL, "Drop the signatures it has; else there must be none.", default=False),
    ),
    result=_RESULT,
    examples=('"rawtransaction"',),
)
def converttopsbt(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node
    tx = parse_tx(request.params[0], "TX decode failed")
    if not (request.params[1] is not None and get_bool(request.params[1])) and any(
        txin.script_sig for txin in tx.inputs
    ):
        raise RpcError(RpcErrorCode.DESERIALIZATION_ERROR, "Inputs must not have scriptSigs")
    return psbt_text(Psbt.of(replace_scripts(tx, dict.fromkeys(range(len(tx.inputs)), EMPTY_SCRIPT))))


@rpc_command(
    "rawtransactions",
    "combinepsbt",
    "Bring together what several know of the same transaction.",
    args=(_TXS_ARG,),
    result=_RESULT,
    examples=("""'["mybase64_1", "mybase64_2", "mybase64_3"]'""",),
)
def combinepsbt(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node
    texts = get_array(request.params[0])
    if not texts:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Parameter 'txs' cannot be empty")
    combined = combine_psbts([parse_psbt(text) for text in texts])
    if combined is None:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "PSBTs not compatible (different transactions)")
    return psbt_text(combined)


@rpc_command(
    "rawtransactions",
    "finalizepsbt",
    "Finish the input scripts whose signatures are there. Where all are, the transaction is ready to be sent.",
    args=(
        PSBT_ARG,
        RpcArg("extract", ArgType.BOOL, "Where nothing is missing return the transaction itself.", default=True),
    ),
    result="""{                          (json object)
  "psbt" : "str",            (string, optional) The partially signed transaction, in base64
  "hex" : "hex",             (string, optional) The transaction
  "complete" : true|false    (boolean) Whether nothing is missing
}""",
    examples=('"psbt"',),
)
def finalizepsbt(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node
    psbt = parse_psbt(request.params[0])
    extract = request.params[1] is None or get_bool(request.params[1])
    if extract:
        tx = extract_transaction(psbt)
        if tx is not None:
            return {"hex": tx.serialize().hex(), "complete": True}
    complete = finalize_psbt(psbt)
    return {"psbt": psbt_text(psbt), "complete": complete}


@rpc_command(
    "rawtransactions",
    "joinpsbts",
    "Make one transaction of several; no two of them may spend the same output.",
    args=(_TXS_ARG,),
    result=_RESULT,
    examples=("""'["mybase64_1", "mybase64_2"]'""",),
)
def joinpsbts(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node
    texts = get_array(request.params[0])
    if len(texts) <= 1:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "At least two PSBTs are required to join PSBTs.")
    psbts = [parse_psbt(text) for text in texts]
    joined = Psbt.of(
        Transaction(
            (),
            (),
            version=max(_MIN_VERSION, *(psbt.tx.version & 0xFFFF for psbt in psbts)),
            lock_time=min(_MAX_LOCK_TIME, *(psbt.tx.lock_time for psbt in psbts)),
        )
    )
    for psbt in psbts:
        twice = joined.join(psbt)
        if twice is not None:
            raise RpcError(
                RpcErrorCode.INVALID_PARAMETER,
                f"Input {display_hash(twice.txid)}:{twice.index} exists in multiple PSBTs",
            )
    return psbt_text(joined)


@rpc_command(
    "rawtransactions",
    "utxoupdatepsbt",
    "Fill in what descriptors tell of the scripts and keys of inputs and outputs.",
    args=(
        PSBT_ARG,
        RpcArg(
            "descriptors",
            ArgType.ARR,
            "Descriptors, or objects of a descriptor and a range.",
            default=None,
            inner=(
                RpcArg("", ArgType.STR, "A descriptor.", default=None),
                RpcArg(
                    "",
                    ArgType.OBJ,
                    "A descriptor and its range.",
                    default=None,
                    inner=(
                        RpcArg("desc", ArgType.STR, "The descriptor."),
                        RpcArg("range", ArgType.RANGE, "The positions to try: end, or [begin,end].", default=1000),
                    ),
                ),
            ),
        ),
    ),
    result=_RESULT,
    examples=('"psbt"',),
)
def utxoupdatepsbt(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    psbt = parse_psbt(request.params[0])
    known = FlatProvider()
    for value in () if request.params[1] is None else get_array(request.params[1]):
        known.merge(expand_scan_object(value, node.params.base58)[1])
    provider = HidingProvider(known, hide_secret=True, hide_origin=False)
    cache = SighashCache(psbt.tx)
    for index, found in enumerate(psbt.inputs):
        if found.utxo is None:  # as C++, which fills in only what it then finds nothing for
            sign_input(provider, psbt, index, cache=cache)
    for index in range(len(psbt.outputs)):
        update_output(provider, psbt, index)
    return psbt_text(psbt)


COMMANDS = (combinepsbt, converttopsbt, createpsbt, finalizepsbt, joinpsbts, utxoupdatepsbt)
