"""Commands that show the mempool. Mirrors rpc/mempool.cpp."""

from collections.abc import Collection

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.mempool.entry import MempoolEntry
from dashcore.node.mempool.file import FILE_NAME, dump_mempool
from dashcore.primitives.transaction import OutPoint
from dashcore.primitives.types import TxId
from dashcore.rpc.command import ArgType, Json, JsonAmount, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import check_object, get_array, get_bool, get_int, get_object, parse_hash
from dashcore.util.hashes import display_hash

_ENTRY_RESULT = """\
    "vsize" : n,               (numeric) Size that fee rates go by; more than the bytes where signature checks abound
    "time" : xxx,              (numeric) When it came in, seconds since 1970
    "height" : n,              (numeric) Height of the chain when it came in
    "descendantcount" : n,     (numeric) Transactions of the pool that build on it, itself included
    "descendantsize" : n,      (numeric) Their size
    "ancestorcount" : n,       (numeric) Transactions of the pool it builds on, itself included
    "ancestorsize" : n,        (numeric) Their size
    "fees" : {                 (json object) In DASH
      "base" : n,              (numeric) Its fee
      "modified" : n,          (numeric) With what prioritisetransaction added
      "ancestor" : n,          (numeric) Modified fees of ancestors and itself
      "descendant" : n         (numeric) Modified fees of descendants and itself
    },
    "depends" : [ "hex", ... ],  (json array) Its parents in the pool
    "spentby" : [ "hex", ... ],  (json array) Its children in the pool
    "instantlock" : "str",     (string) "true" if InstantSend locked it
    "unbroadcast" : true|false (boolean) Whether no peer has asked for it yet"""
_TXID = RpcArg("txid", ArgType.STR_HEX, "The transaction; it must be in the pool.")
_VERBOSE = RpcArg("verbose", ArgType.BOOL, "Describe the transactions rather than list their ids.", default=False)
_RELATIVES_RESULT = f"""[ "hex", ... ]                 (json array) With verbose=false
{{                              (json object) With verbose=true
  "txid" : {{
{_ENTRY_RESULT}
  }}, ...
}}"""
_EXAMPLE = '"mytxid"'


def entry_to_json(node: NodeContext, entry: MempoolEntry) -> dict[str, Json]:
    """Describe an entry; cs_main is held. Source: C++ entryToJSON."""
    deprecated = node.chain.rpc_enable_deprecated("fees")
    result: dict[str, Json] = {"vsize": entry.size}
    if deprecated:
        result["fee"] = JsonAmount(entry.base_fee)
        result["modifiedfee"] = JsonAmount(entry.modified_fee)
    result["time"] = entry.time
    result["height"] = entry.height
    result["descendantcount"] = entry.descendant_count
    result["descendantsize"] = entry.descendant_size
    if deprecated:
        result["descendantfees"] = entry.descendant_fees
    result["ancestorcount"] = entry.ancestor_count
    result["ancestorsize"] = entry.ancestor_size
    if deprecated:
        result["ancestorfees"] = entry.ancestor_fees
    result["fees"] = {
        "base": JsonAmount(entry.base_fee),
        "modified": JsonAmount(entry.modified_fee),
        "ancestor": JsonAmount(entry.ancestor_fees),
        "descendant": JsonAmount(entry.descendant_fees),
    }
    txid = entry.tx.txid
    result["depends"] = sorted(display_hash(parent.tx.txid) for parent in entry.parents)
    result["spentby"] = [display_hash(child) for child in sorted(each.tx.txid for each in entry.children)]
    result["instantlock"] = "true" if node.chain.is_instant_send_locked_tx(txid) else "false"
    result["unbroadcast"] = txid in node.mempool.unbroadcast
    return result


def _get_entry(node: NodeContext, txid: bytes) -> MempoolEntry:
    entry = node.mempool.entries.get(TxId(txid))
    if entry is None:
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Transaction not in mempool")
    return entry


def _entries_to_json(node: NodeContext, entries: Collection[MempoolEntry], *, verbose: bool) -> Json:
    # C++ orders them by its uint256, which compares the bytes as they are stored.
    ordered = sorted(entries, key=lambda entry: entry.tx.txid)
    if verbose:
        return {display_hash(entry.tx.txid): entry_to_json(node, entry) for entry in ordered}
    return [display_hash(entry.tx.txid) for entry in ordered]


@rpc_command(
    "blockchain",
    "getmempoolinfo",
    "Describe the mempool.",
    result="""{                          (json object)
  "loaded" : true|false,     (boolean) Whether mempool.dat was read to its end
  "size" : n,                (numeric) Number of transactions
  "bytes" : n,               (numeric) Sum of their sizes
  "usage" : n,               (numeric) Memory they take, in bytes
  "total_fee" : n,           (numeric) Sum of their fees, in DASH
  "maxmempool" : n,          (numeric) Memory they may take
  "mempoolminfee" : n,       (numeric) Least fee rate that gets in now, in DASH/kB
  "minrelaytxfee" : n,       (numeric) Least fee rate that is relayed, in DASH/kB
  "instantsendlocks" : n,    (numeric) InstantSend locks that wait for a ChainLock
  "unbroadcastcount" : n     (numeric) Transactions no peer has asked for yet
}""",
)
def getmempoolinfo(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    with node.chainman.cs_main:
        pool = node.mempool
        options = pool.options
        return {
            "loaded": pool.is_loaded,
            "size": len(pool),
            "bytes": pool.total_size,
            "usage": pool.usage,
            "total_fee": JsonAmount(pool.total_fee),
            "maxmempool": options.max_size,
            "mempoolminfee": JsonAmount(max(pool.min_fee(), options.min_relay_fee)),
            "minrelaytxfee": JsonAmount(options.min_relay_fee),
            "instantsendlocks": 0,
            "unbroadcastcount": len(pool.unbroadcast),
        }


@rpc_command(
    "blockchain",
    "getrawmempool",
    "Return all transactions of the mempool. getmempoolentry looks at a single one.",
    args=(
        _VERBOSE,
        RpcArg(
            "mempool_sequence",
            ArgType.BOOL,
            "With verbose=false: add the number of the mempool's next event.",
            default=False,
        ),
    ),
    result=f"""{_RELATIVES_RESULT}
{{                              (json object) With mempool_sequence=true
  "txids" : [ "hex", ... ],    (json array) The ids
  "mempool_sequence" : n       (numeric) The number
}}""",
    examples=("true",),
)
def getrawmempool(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    verbose, sequence = (value is not None and get_bool(value) for value in request.params)
    if verbose and sequence:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Verbose results cannot contain mempool sequence values.")
    with node.chainman.cs_main:
        pool = node.mempool
        if verbose:
            return {display_hash(txid): entry_to_json(node, entry) for txid, entry in pool.entries.items()}
        txids = [display_hash(entry.tx.txid) for entry in pool.sorted_entries()]
        return {"txids": txids, "mempool_sequence": pool.sequence} if sequence else txids


@rpc_command(
    "blockchain",
    "getmempoolancestors",
    "Return all transactions of the mempool that one of them builds on.",
    args=(_TXID, _VERBOSE),
    result=_RELATIVES_RESULT,
    examples=(_EXAMPLE,),
)
def getmempoolancestors(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    verbose = request.params[1] is not None and get_bool(request.params[1])
    txid = parse_hash(request.params[0], "parameter 1")
    with node.chainman.cs_main:
        return _entries_to_json(node, _get_entry(node, txid).ancestors(), verbose=verbose)


@rpc_command(
    "blockchain",
    "getmempooldescendants",
    "Return all transactions of the mempool that build on one of them.",
    args=(_TXID, _VERBOSE),
    result=_RELATIVES_RESULT,
    examples=(_EXAMPLE,),
)
def getmempooldescendants(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    verbose = request.params[1] is not None and get_bool(request.params[1])
    txid = parse_hash(request.params[0], "parameter 1")
    with node.chainman.cs_main:
        return _entries_to_json(node, _get_entry(node, txid).descendants(), verbose=verbose)


@rpc_command(
    "blockchain",
    "getmempoolentry",
    "Describe a transaction of the mempool.",
    args=(_TXID,),
    result=f"{{                              (json object)\n{_ENTRY_RESULT}\n}}",
    examples=(_EXAMPLE,),
)
def getmempoolentry(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    txid = parse_hash(request.params[0], "parameter 1")
    with node.chainman.cs_main:
        return entry_to_json(node, _get_entry(node, txid))


def _parse_outpoint(value: Json) -> OutPoint:
    fields = get_object(value)
    check_object(fields, {"txid": "string", "vout": "number"}, strict=True)
    txid = parse_hash(fields["txid"], "txid")
    number = get_int(fields["vout"])
    if number < 0:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid parameter, vout cannot be negative")
    return OutPoint(TxId(txid), number)


@rpc_command(
    "blockchain",
    "gettxspendingprevout",
    "Look in the mempool for the transactions that spend given outputs.",
    args=(
        RpcArg(
            "outputs",
            ArgType.ARR,
            "The outputs.",
            inner=(
                RpcArg(
                    "",
                    ArgType.OBJ,
                    default=None,
                    inner=(
                        RpcArg("txid", ArgType.STR_HEX, "The transaction that made it."),
                        RpcArg("vout", ArgType.NUM, "Its number there."),
                    ),
                ),
            ),
        ),
    ),
    result="""[                            (json array)
  {
    "txid" : "hex",          (string) As asked
    "vout" : n,              (numeric) As asked
    "spendingtxid" : "hex"   (string, optional) The transaction that spends it
  }, ...
]""",
    examples=('"[{\\"txid\\":\\"a08e6907dbbd3d809776dbfc5d82e371b764ed838b5655e72f463568df1aadf0\\",\\"vout\\":3}]"',),
)
def gettxspendingprevout(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    values = get_array(request.params[0])
    if not values:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid parameter, outputs are missing")
    outpoints = [_parse_outpoint(value) for value in values]
    found: list[Json] = []
    with node.chainman.cs_main:
        for outpoint in outpoints:
            shown: dict[str, Json] = {"txid": display_hash(outpoint.txid), "vout": outpoint.index}
            spender = node.mempool.conflict(outpoint)
            if spender is not None:
                shown["spendingtxid"] = display_hash(spender.txid)
            found.append(shown)
    return found


@rpc_command(
    "blockchain",
    "savemempool",
    "Write the mempool to disk; refused until the file of the last run was read to its end.",
    result="""{                       (json object)
  "filename" : "str"    (string) Path of the file
}""",
)
def savemempool(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    if not node.mempool.is_loaded:
        raise RpcError(RpcErrorCode.MISC_ERROR, "The mempool was not loaded yet")
    if not dump_mempool(node):
        raise RpcError(RpcErrorCode.MISC_ERROR, "Unable to dump mempool to disk")
    return {"filename": str(node.args.data_dir() / FILE_NAME)}


COMMANDS = (
    getmempoolancestors,
    getmempooldescendants,
    getmempoolentry,
    getmempoolinfo,
    getrawmempool,
    gettxspendingprevout,
    savemempool,
)
