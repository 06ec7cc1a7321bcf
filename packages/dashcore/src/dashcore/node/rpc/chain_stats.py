"""Commands that sum blocks up. Mirrors getblockstats and getchaintxstats of rpc/blockchain.cpp."""

from dataclasses import fields

from dashcore.chain.stats import BlockStats, compute_block_stats
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.rpc.chain_json import (
    get_index,
    get_tip,
    parse_hash_or_height,
    read_block_checked,
    read_undo_checked,
)
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_array, get_int, get_str, parse_hash
from dashcore.util.hashes import display_hash

_MONTH_S = 30 * 24 * 60 * 60
_HASH = "00000000c937983704a73af28acdec37b049d214adbda81d7e2a3dd146f6ed09"


@rpc_command(
    "blockchain",
    "getblockstats",
    "Sum a block up. Amounts are in duffs, rates in duffs per byte. The coinbase counts in outputs alone.\n"
    "It does not work for heights where blocks are pruned.",
    args=(
        RpcArg("hash_or_height", ArgType.NUM, "The block, by hash or by height.", also="string or numeric"),
        RpcArg(
            "stats",
            ArgType.ARR,
            "The values to show; all if left out.",
            default=None,
            oneline="stats",
            inner=(
                RpcArg("height", ArgType.STR, "A name from the result.", default=None),
                RpcArg("time", ArgType.STR, "A name from the result.", default=None),
            ),
        ),
    ),
    result="""{                              (json object)
  "avgfee" : n,                (numeric, optional) Mean fee
  "avgfeerate" : n,            (numeric, optional) Mean fee rate
  "avgtxsize" : n,             (numeric, optional) Mean size
  "blockhash" : "hex",         (string, optional) The block
  "feerate_percentiles" : [n,n,n,n,n],  (json array, optional) Rates at 10, 25, 50, 75 and 90 % of the bytes
  "height" : n,                (numeric, optional) Its height
  "ins" : n,                   (numeric, optional) Inputs
  "maxfee" : n,                (numeric, optional) Highest fee
  "maxfeerate" : n,            (numeric, optional) Highest fee rate
  "maxtxsize" : n,             (numeric, optional) Largest transaction
  "medianfee" : n,             (numeric, optional) Median fee, truncated
  "mediantime" : n,            (numeric, optional) Median time of the block and ten before
  "mediantxsize" : n,          (numeric, optional) Median size, truncated
  "minfee" : n,                (numeric, optional) Lowest fee
  "minfeerate" : n,            (numeric, optional) Lowest fee rate
  "mintxsize" : n,             (numeric, optional) Smallest transaction
  "outs" : n,                  (numeric, optional) Outputs
  "subsidy" : n,               (numeric, optional) What the block may create
  "time" : n,                  (numeric, optional) Its time
  "total_out" : n,             (numeric, optional) Sum of all outputs
  "total_size" : n,            (numeric, optional) Sum of all sizes
  "totalfee" : n,              (numeric, optional) Sum of all fees
  "txs" : n,                   (numeric, optional) Transactions
  "utxo_increase" : n,         (numeric, optional) Change of the number of unspent outputs, unspendable ones counted
  "utxo_size_inc" : n,         (numeric, optional) Change of their size, likewise
  "utxo_increase_actual" : n,  (numeric, optional) Change of the number, without unspendable ones
  "utxo_size_inc_actual" : n   (numeric, optional) Change of their size, likewise
}""",
    examples=(f'\'"{_HASH}"\' \'["minfeerate","avgfeerate"]\'', '1000 \'["minfeerate","avgfeerate"]\''),
)
def getblockstats(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    index = parse_hash_or_height(node, request.params[0])
    names: set[str] = set()
    if request.params[1] is not None:
        names = {get_str(name) for name in get_array(request.params[1])}
    block = read_block_checked(node, index)
    undo = read_undo_checked(node, index)
    stats = compute_block_stats(block, undo, index, node.params.consensus)
    shown: dict[str, Json] = {each.name: getattr(stats, each.name) for each in fields(BlockStats)}
    shown["blockhash"] = display_hash(stats.blockhash)
    if not names:
        return shown
    for name in sorted(names):
        if name not in shown:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Invalid selected statistic '{name}'")
    return {name: shown[name] for name in sorted(names)}


@rpc_command(
    "blockchain",
    "getchaintxstats",
    "Count the transactions of the chain, and how fast they came lately.",
    args=(
        RpcArg("nblocks", ArgType.NUM, "Blocks of the window; a month of them if left out.", default=None),
        RpcArg("blockhash", ArgType.STR_HEX, "The block that ends the window; the tip if left out.", default=None),
    ),
    result="""{                                  (json object)
  "time" : xxx,                      (numeric) Time of the block that ends the window
  "txcount" : n,                     (numeric) Transactions of the chain up to it
  "window_final_block_hash" : "hex", (string) That block
  "window_final_block_height" : n,   (numeric) Its height
  "window_block_count" : n,          (numeric) Blocks of the window
  "window_tx_count" : n,             (numeric, optional) Transactions in it
  "window_interval" : n,             (numeric, optional) Seconds it took
  "txrate" : n                       (numeric, optional) Transactions per second in it
}""",
    examples=("2016",),
)
def getchaintxstats(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    number, wanted = request.params
    chainman = node.chainman
    with chainman.cs_main:
        if wanted is None:
            index = get_tip(node)
        else:
            index = get_index(node, parse_hash(wanted, "blockhash"))
            if index not in chainman.active:
                raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Block is not in main chain")
    if number is None:
        count = max(0, min(_MONTH_S // node.params.consensus.pow_spacing, index.height - 1))
    else:
        count = get_int(number)
        if count < 0 or (count > 0 and count >= index.height):
            raise RpcError(
                RpcErrorCode.INVALID_PARAMETER,
                "Invalid block count: should be between 0 and the block's height - 1",
            )
    result: dict[str, Json] = {
        "time": index.time,
        "txcount": index.chain_tx_count,
        "window_final_block_hash": display_hash(index.hash),
        "window_final_block_height": index.height,
        "window_block_count": count,
    }
    past = index.get_ancestor(index.height - count)
    if count > 0 and past is not None:
        transactions = index.chain_tx_count - past.chain_tx_count
        interval = index.median_time_past - past.median_time_past
        result["window_tx_count"] = transactions
        result["window_interval"] = interval
        if interval > 0:
            result["txrate"] = transactions / interval
    return result


COMMANDS = (getblockstats, getchaintxstats)
