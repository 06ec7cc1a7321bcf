"""Commands that look transactions up. Mirrors the first part of rpc/rawtransaction.cpp."""

from collections.abc import Sequence

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.errors import CorruptDataError
from dashcore.consensus.validation import InvalidTxError
from dashcore.evo.assetlock import decode_asset_unlock
from dashcore.evo.cbtx import find_coinbase_payload
from dashcore.evo.creditpool import CreditPool
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.spenders import spent_output
from dashcore.primitives.transaction import Transaction, TxType
from dashcore.primitives.types import BlockHash, Height, TxId
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.jsonio import type_name
from dashcore.rpc.params import get_array, get_bool, get_int, get_object, get_str, parse_hash
from dashcore.rpc.tx_json import tx_to_json
from dashcore.util.hashes import NULL_HASH, display_hash

_MAX_ITEMS = 100
_MAX_UINT64 = (1 << 64) - 1
_VERBOSE = RpcArg("verbose", ArgType.BOOL, "Describe it rather than return its bytes.", default=False, also="boolean")
_TXIDS = RpcArg(
    "txids",
    ArgType.ARR,
    f"The transactions, at most {_MAX_ITEMS}.",
    inner=(RpcArg("txid", ArgType.STR_HEX, "An id.", default=None),),
)

DECODED_RESULT = """\
  "txid" : "hex",                 (string) Its id
  "version" : n,                  (numeric) Its version
  "type" : n,                     (numeric) Its type
  "size" : n,                     (numeric) Its size in bytes
  "locktime" : xxx,               (numeric) Its lock time
  "vin" : [                       (json array) What it spends
    {
      "coinbase" : "hex",         (string, optional) The script of a coinbase
      "txid" : "hex",             (string, optional) The transaction that made the output
      "vout" : n,                 (numeric, optional) The output's number there
      "scriptSig" : {             (json object, optional)
        "asm" : "str",            (string) The script, disassembled
        "hex" : "hex"             (string) The script
      },
      "sequence" : n              (numeric) The sequence number
    }, ...
  ],
  "vout" : [                      (json array) What it makes
    {
      "value" : n,                (numeric) Value in DASH
      "valueSat" : n,             (numeric) Value in duffs
      "n" : n,                    (numeric) Its number
      "scriptPubKey" : {          (json object)
        "asm" : "str",            (string) The script, disassembled
        "desc" : "str",           (string) A descriptor for it
        "hex" : "hex",            (string) The script
        "address" : "str",        (string, optional) The address it pays, where there is a single one
        "type" : "str"            (string) Its form
      }
    }, ...
  ],
  "extraPayloadSize" : n,         (numeric, optional) Size of a special transaction's payload
  "extraPayload" : "hex",         (string, optional) The payload
  ...                             The payload once more, decoded, under a name that goes with the type"""

_LOOKED_UP_RESULT = f""""hex"                               (string) With verbose=false: its bytes
{{                                   (json object) With verbose=true
  "in_active_chain" : true|false,  (boolean, optional) With blockhash: whether that block is of the active chain
{DECODED_RESULT}
  "hex" : "hex",                   (string) Its bytes
  "blockhash" : "hex",             (string, optional) The block that holds it
  "height" : n,                    (numeric, optional) That block's height, -1 off the active chain
  "confirmations" : n,             (numeric, optional) Blocks from there to the tip
  "time" : xxx,                    (numeric, optional) That block's time, seconds since 1970
  "blocktime" : xxx,               (numeric, optional) The same
  "instantlock" : true|false,      (boolean) Whether it is locked by InstantSend or a ChainLock
  "instantlock_internal" : true|false,  (boolean) Whether it is locked by InstantSend
  "chainlock" : true|false         (boolean) Whether a ChainLock covers that block
}}"""


def read_verbose(value: Json) -> bool:
    """Read a boolean that may be a number."""
    if value is None:
        return False
    return get_int(value) != 0 if type_name(value) == "number" else get_bool(value)


def check_not_genesis(node: NodeContext, txid: bytes) -> None:
    """Refuse the transaction nobody can spend.

    Raises:
        RpcError: code -5.
    """
    if txid == node.params.genesis.header.merkle_root:
        raise RpcError(
            RpcErrorCode.INVALID_ADDRESS_OR_KEY,
            "The genesis block coinbase is not considered an ordinary transaction and cannot be retrieved",
        )


def find_transaction(
    node: NodeContext, txid: TxId, index: BlockIndex | None = None
) -> tuple[Transaction, BlockHash | None] | None:
    """Look a transaction up in mempool and index, or in one block; with it comes its block.

    Source: C++ GetTransaction.
    """
    if index is None:
        with node.chainman.cs_main:
            pooled = node.mempool.get(txid)
        if pooled is not None:
            return pooled, None
    if node.txindex is not None:
        try:
            found = node.txindex.find_tx(txid)
        except CorruptDataError:
            found = None
        if found is not None and (index is None or index.hash == found[0]):
            return found[1], found[0]
    if index is None:
        return None
    try:
        block = node.chainman.read_block(index)
    except CorruptDataError:
        return None
    return next(((tx, index.hash) for tx in block.transactions if tx.txid == txid), None)


def found_to_json(node: NodeContext, tx: Transaction, block_hash: BlockHash | None) -> dict[str, Json]:
    """Describe a transaction and where it is. Source: C++ TxToJSON."""
    is_chain_locked = False
    with node.chainman.cs_main:
        find_spent = (lambda outpoint: spent_output(node, outpoint)) if node.chainman.state.notes.has_spent else None
        shown = tx_to_json(tx, node.params.base58, find_spent=find_spent)
        if block_hash is not None:
            shown["blockhash"] = display_hash(block_hash)
            index = node.chainman.find(block_hash)
            if index is not None and index in node.chainman.active:
                shown["height"] = index.height
                shown["confirmations"] = 1 + node.chainman.active.height - index.height
                shown["time"] = shown["blocktime"] = index.time
                is_chain_locked = node.chain.has_chain_lock(Height(index.height), index.hash)
            elif index is not None:
                shown["height"] = -1
                shown["confirmations"] = 0
    is_locked = node.chain.is_instant_send_locked_tx(tx.txid)
    shown["instantlock"] = is_locked or is_chain_locked
    shown["instantlock_internal"] = is_locked
    shown["chainlock"] = is_chain_locked
    return shown


def _is_indexed(node: NodeContext) -> bool:
    """Whether the index has every block; waits for the events of those just connected."""
    if node.txindex is None:
        return False
    node.signals.sync()
    return node.txindex.is_synced


def _not_found(node: NodeContext, index: BlockIndex | None, *, is_indexed: bool) -> RpcError:
    if index is not None:
        if not index.has_data:
            return RpcError(RpcErrorCode.MISC_ERROR, "Block not available")
        text = "No such transaction found in the provided block"
    elif node.txindex is None:
        text = (
            "No such mempool transaction. Use -txindex or provide a block hash to enable blockchain transaction queries"
        )
    elif not is_indexed:
        text = "No such mempool transaction. Blockchain transactions are still in the process of being indexed"
    else:
        text = "No such mempool or blockchain transaction"
    return RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, f"{text}. Use gettransaction for wallet transactions.")


@rpc_command(
    "rawtransactions",
    "getrawtransaction",
    "Return a transaction of the mempool, with -txindex of any block, with blockhash of that block.\n"
    "gettransaction is for those of a wallet.",
    args=(
        RpcArg("txid", ArgType.STR_HEX, "The transaction."),
        _VERBOSE,
        RpcArg("blockhash", ArgType.STR_HEX, "Look in this block.", default=None),
    ),
    result=_LOOKED_UP_RESULT,
    examples=('"mytxid"', '"mytxid" true', '"mytxid" false "myblockhash"'),
)
def getrawtransaction(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    txid = TxId(parse_hash(request.params[0], "parameter 1"))
    check_not_genesis(node, txid)
    verbose = read_verbose(request.params[1])
    index: BlockIndex | None = None
    in_active_chain = True
    if request.params[2] is not None:
        block_hash = BlockHash(parse_hash(request.params[2], "parameter 3"))
        with node.chainman.cs_main:
            index = node.chainman.find(block_hash)
            if index is None:
                raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Block hash not found")
            in_active_chain = index in node.chainman.active
    is_indexed = index is None and _is_indexed(node)
    found = find_transaction(node, txid, index)
    if found is None:
        raise _not_found(node, index, is_indexed=is_indexed)
    tx, where = found
    if not verbose:
        return tx.serialize().hex()
    shown: dict[str, Json] = {} if index is None else {"in_active_chain": in_active_chain}
    return shown | found_to_json(node, tx, where)


def _parse_loose_hash(text: str) -> BlockHash:
    """Read a hash as C++ uint256S does: leading hex digits, the lowest 64 of them."""
    digits = text.strip().removeprefix("0x").removeprefix("0X")
    end = next((at for at, char in enumerate(digits) if char not in "0123456789abcdefABCDEF"), len(digits))
    return BlockHash(bytes.fromhex(digits[:end][-64:].zfill(64))[::-1])


@rpc_command(
    "rawtransactions",
    "getrawtransactionmulti",
    "Return several transactions. Block 0 stands for the mempool, and with -txindex for any block.",
    args=(
        RpcArg(
            "transactions",
            ArgType.OBJ,
            f"Which transactions of which blocks, at most {_MAX_ITEMS} in total.",
            inner=(
                RpcArg(
                    "blockhash",
                    ArgType.ARR,
                    "A block, and its transactions.",
                    default=None,
                    inner=(RpcArg("txid", ArgType.STR_HEX, "An id.", default=None),),
                ),
            ),
        ),
        _VERBOSE,
    ),
    result="""{                  (json object)
  "txid" : "hex",  (string) Its bytes, or "None" where it is unknown
  "txid" : {...},  (json object) With verbose=true: as getrawtransaction describes it
  ...
}""",
    examples=("""'{"blockhash1":["txid1","txid2"], "0":["txid3"]}'""",),
)
def getrawtransactionmulti(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    wanted = get_object(request.params[0])
    verbose = read_verbose(request.params[1])
    if len(wanted) > _MAX_ITEMS:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Up to 100 blocks and txids only")
    count = 0
    shown: dict[str, Json] = {}
    for block_text, value in wanted.items():
        block_hash = _parse_loose_hash(block_text)
        texts = [get_str(item) for item in get_array(value)]
        index: BlockIndex | None = None
        if block_hash != NULL_HASH:
            with node.chainman.cs_main:
                index = node.chainman.find(block_hash)
            if index is None:
                shown |= dict.fromkeys(texts, "None")
                continue
        count += len(texts)
        if count > _MAX_ITEMS:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Up to 100 txids in total")
        for text in texts:
            found = find_transaction(node, TxId(parse_hash(text, "transaction id")), index)
            if found is None:
                shown[text] = "None"
            else:
                shown[text] = found_to_json(node, *found) if verbose else found[0].serialize().hex()
    return shown


def _get_txids(value: Json) -> Sequence[Json]:
    txids = get_array(value)
    if len(txids) > _MAX_ITEMS:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Up to 100 txids only")
    return txids


@rpc_command(
    "rawtransactions",
    "getislocks",
    "Return the InstantSend locks of transactions.",
    args=(_TXIDS,),
    result='[ "None", ... ]    (json array) For each transaction "None": this node follows no InstantSend locks',
    examples=("""'["txid",...]'""",),
)
def getislocks(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node
    for value in (txids := _get_txids(request.params[0])):
        parse_hash(value, "txid")
    return ["None"] * len(txids)


@rpc_command(
    "rawtransactions",
    "gettxchainlocks",
    "Say of transactions where they are, and whether a ChainLock covers them.",
    args=(_TXIDS,),
    result="""[                            (json array) In the order of the ids
  {
    "height" : n,              (numeric) Height of the block that holds it, else -1
    "chainlock" : true|false,  (boolean) Whether a ChainLock covers that block
    "mempool" : true|false     (boolean) Whether it is in the mempool
  }, ...
]""",
    examples=("""'["mytxid",...]'""",),
)
def gettxchainlocks(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    txids = _get_txids(request.params[0])
    _is_indexed(node)
    shown: list[Json] = []
    for value in txids:
        txid = TxId(parse_hash(value, "txid"))
        check_not_genesis(node, txid)
        found = find_transaction(node, txid)
        height = -1
        is_chain_locked = False
        if found is not None and found[1] is not None:
            with node.chainman.cs_main:
                index = node.chainman.find(found[1])
                if index is not None and index in node.chainman.active:
                    height = index.height
                    is_chain_locked = node.chain.has_chain_lock(Height(height), index.hash)
        shown.append({"height": height, "chainlock": is_chain_locked, "mempool": found is not None and height == -1})
    return shown


def _locked_pool(node: NodeContext, tip: BlockIndex) -> tuple[CreditPool | None, bool]:
    """Return the pool at the best block a ChainLock covers, going by the tip's coinbase; and whether it is the tip's."""
    if tip.height == 0:
        return None, False
    payload = find_coinbase_payload(node.chainman.read_block(tip).transactions[0])
    if payload is None or not payload.has_chainlock:
        return None, False
    index = tip.get_ancestor(tip.height - payload.best_chainlock_diff - 1)
    if index is None:
        return None, False
    return node.chainman.state.special.credit_pool_after(index), index is tip


def _is_pooled(node: NodeContext, number: int) -> bool:
    for entry in node.mempool.entries.values():
        if entry.tx.has_extra_payload and entry.tx.type == TxType.ASSET_UNLOCK:
            try:
                payload = decode_asset_unlock(entry.tx)
            except InvalidTxError as error:
                raise RpcError(RpcErrorCode.VERIFY_ERROR, error.reason) from None
            if payload.index == number:
                return True
    return False


def _parse_index(value: Json) -> int:
    text = get_str(value)
    digits = text.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()) or int(digits) > _MAX_UINT64:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "invalid index")
    return int(digits)


@rpc_command(
    "rawtransactions",
    "getassetunlockstatuses",
    "Say how far withdrawals from Platform are, at the tip or at a height.",
    args=(
        RpcArg(
            "indexes",
            ArgType.ARR,
            f"The withdrawals, at most {_MAX_ITEMS}.",
            inner=(RpcArg("index", ArgType.NUM, "Its number.", default=None),),
        ),
        RpcArg("height", ArgType.NUM, "Look no further than this block.", default=None),
    ),
    result="""[                       (json array) In the order of the numbers
  {
    "index" : n,          (numeric) The number
    "status" : "str"      (string) chainlocked, mined, mempooled or unknown
  }, ...
]""",
    examples=("""'["myindex",...]'""",),
)
def getassetunlockstatuses(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    values = get_array(request.params[0])
    if len(values) > _MAX_ITEMS:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Up to 100 indexes only")
    shown: list[Json] = []
    with node.chainman.cs_main:
        active = node.chainman.active
        tip = active.tip
        if tip is None:
            raise RpcError(RpcErrorCode.INTERNAL_ERROR, "No blocks in chain")
        special = node.chainman.state.special
        mined: CreditPool | None = None
        is_specific = request.params[1] is not None
        if is_specific:
            index = active.at(get_int(request.params[1]))
            if index is None:
                raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Block height out of range")
            locked: CreditPool | None = special.credit_pool_after(index)
        else:
            locked, is_tip = _locked_pool(node, tip)
            mined = None if is_tip else special.credit_pool_after(tip)
        for number in map(_parse_index, values):
            if locked is not None and number in locked.indexes:
                status = "chainlocked"
            elif mined is not None and number in mined.indexes:
                status = "mined"
            else:
                status = "mempooled" if _is_pooled(node, number) and not is_specific else "unknown"
            shown.append({"index": number, "status": status})
    return shown


COMMANDS = (getassetunlockstatuses, getislocks, getrawtransaction, getrawtransactionmulti, gettxchainlocks)
