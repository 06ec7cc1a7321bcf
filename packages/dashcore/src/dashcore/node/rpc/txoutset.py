"""Commands about unspent outputs. Mirrors gettxout, gettxoutsetinfo and dumptxoutset of rpc/blockchain.cpp."""

import os
from pathlib import Path

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.coins import Coin, outpoint_of
from dashcore.chain.coinstatsindex import CoinStatsIndex, IndexedCoins
from dashcore.chain.errors import ChainError
from dashcore.chain.stats import CoinHashType, CoinStats, compute_coin_stats
from dashcore.common import files
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.mempool.accept import MEMPOOL_HEIGHT
from dashcore.node.rpc.chain_json import get_tip, parse_hash_or_height
from dashcore.node.rpc.coin_snapshot import CoinSnapshot, check_running, take_snapshots
from dashcore.primitives.transaction import OutPoint
from dashcore.primitives.types import TxId
from dashcore.rpc.command import ArgType, Json, JsonAmount, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_bool, get_int, get_str, parse_hash
from dashcore.rpc.tx_json import script_to_json
from dashcore.util.hashes import display_hash

_CHECK_EVERY = 5000  # coins
_UINT32_BITS = 32


def _get_uint32(value: Json) -> int:
    number = get_int(value, 64)
    if not 0 <= number < 1 << _UINT32_BITS:
        raise RpcError(RpcErrorCode.MISC_ERROR, "JSON integer out of range")
    return number


def _find_coin(node: NodeContext, outpoint: OutPoint, *, use_mempool: bool) -> Coin | None:
    """Look an unspent output up; cs_main is held. Source: C++ CCoinsViewMemPool."""
    if not use_mempool:
        return node.chainman.coins.get_coin(outpoint)
    if node.mempool.conflict(outpoint) is not None:
        return None
    tx = node.mempool.get(outpoint.txid)
    if tx is None:
        return node.chainman.coins.get_coin(outpoint)
    if outpoint.index >= len(tx.outputs):
        return None
    return Coin(tx.outputs[outpoint.index], MEMPOOL_HEIGHT, False)


@rpc_command(
    "blockchain",
    "gettxout",
    "Describe an unspent output.",
    args=(
        RpcArg("txid", ArgType.STR, "The transaction that made it."),
        RpcArg("n", ArgType.NUM, "Its number there."),
        RpcArg(
            "include_mempool",
            ArgType.BOOL,
            "Reckon with the mempool: what it spends is not shown, what it makes is.",
            default=True,
        ),
    ),
    result="""null                       (json null) There is no such unspent output
{                          (json object) There is
  "bestblock" : "hex",     (string) The tip
  "confirmations" : n,     (numeric) Blocks from the one that made it to the tip
  "value" : n,             (numeric) Its value in DASH
  "scriptPubKey" : {       (json object) Its script
    "asm" : "str",         (string) As words
    "desc" : "str",        (string) As a descriptor
    "hex" : "hex",         (string) As bytes
    "address" : "str",     (string, optional) As an address, if it has one
    "type" : "str"         (string) Its kind, such as pubkeyhash
  },
  "coinbase" : true|false  (boolean) Whether a coinbase made it
}""",
    examples=('"txid" 1',),
)
def gettxout(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    wanted, number, mempool = request.params
    outpoint = OutPoint(TxId(parse_hash(wanted, "txid")), _get_uint32(number))
    use_mempool = True if mempool is None else get_bool(mempool)
    with node.chainman.cs_main:
        coin = _find_coin(node, outpoint, use_mempool=use_mempool)
        if coin is None:
            return None
        tip = get_tip(node)
    return {
        "bestblock": display_hash(tip.hash),
        "confirmations": 0 if coin.height == MEMPOOL_HEIGHT else tip.height - coin.height + 1,
        "value": JsonAmount(coin.out.value),
        "scriptPubKey": script_to_json(coin.out.script_pubkey, node.params.base58),
        "coinbase": coin.is_coinbase,
    }


def _parse_hash_type(value: Json) -> CoinHashType:
    if value is None:
        return CoinHashType.HASH_SERIALIZED
    name = get_str(value)
    try:
        return CoinHashType(name)
    except ValueError:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"'{name}' is not a valid hash_type") from None


def _stats_of(node: NodeContext, snapshot: CoinSnapshot, kind: CoinHashType) -> CoinStats:
    try:
        return compute_coin_stats(snapshot, lambda _hash: snapshot.tip, kind, lambda: check_running(node))
    except ChainError:
        raise RpcError(RpcErrorCode.INTERNAL_ERROR, "Unable to read UTXO set") from None


@rpc_command(
    "blockchain",
    "gettxoutsetinfo",
    "Sum up all unspent outputs. It may take a while.",
    args=(
        RpcArg(
            "hash_type",
            ArgType.STR,
            "The hash of them to compute: 'hash_serialized_2' (the older one), 'muhash' or 'none'.",
            default="hash_serialized_2",
        ),
        RpcArg(
            "hash_or_height",
            ArgType.NUM,
            "The block after which they are looked at, the tip if left out; others need coinstatsindex.",
            default=None,
            also="string or numeric",
        ),
        RpcArg("use_index", ArgType.BOOL, "Use coinstatsindex, where there is one.", default=True),
    ),
    result="""{                              (json object)
  "height" : n,                (numeric) Height of the block
  "bestblock" : "hex",         (string) Its hash
  "txouts" : n,                (numeric) Number of unspent outputs
  "bogosize" : n,              (numeric) A size of them that does not depend on the database
  "hash_serialized_2" : "hex", (string, optional) Their hash, as asked for
  "muhash" : "hex",            (string, optional) Their hash, as asked for
  "total_amount" : n,          (numeric) Their sum in DASH
  "transactions" : n,          (numeric, optional) Number of transactions with unspent outputs; not from the index
  "disk_size" : n,             (numeric, optional) Estimated bytes on disk; not from the index
  "total_unspendable_amount" : n,  (numeric, optional) What is lost for good; from the index alone, as all below
  "block_info" : {             (json object, optional) What the block alone did
    "prevout_spent" : n,       (numeric) It spent so much
    "coinbase" : n,            (numeric) Its coinbase made so much
    "new_outputs_ex_coinbase" : n,  (numeric) Its other transactions made so much
    "unspendable" : n,         (numeric) So much of it is lost
    "unspendables" : {         (json object) Why
      "genesis_block" : n,     (numeric) The coinbase of genesis cannot be spent
      "bip30" : n,             (numeric) Overwritten by a later transaction of the same id
      "scripts" : n,           (numeric) In outputs that nobody can spend
      "unclaimed_rewards" : n  (numeric) The miner took less than allowed
    }
  }
}""",
    examples=("", '"none"', '"none" 1000'),
)
def gettxoutsetinfo(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    wanted_kind, wanted_block, use_index = request.params
    kind = _parse_hash_type(wanted_kind)
    is_index_wanted = use_index is None or get_bool(use_index)
    coin_index = node.coin_stats_index
    (snapshot,) = take_snapshots(node)
    block = snapshot.tip
    if wanted_block is not None:
        _check_block_query(coin_index, kind, is_index_wanted=is_index_wanted)
        block = parse_hash_or_height(node, wanted_block)
    if coin_index is not None and is_index_wanted:
        _check_indexed(coin_index, block)
        if kind is not CoinHashType.HASH_SERIALIZED:
            return _indexed_to_json(coin_index, block, kind)
    stats = _stats_of(node, snapshot, kind)
    result: dict[str, Json] = {
        "height": stats.height,
        "bestblock": display_hash(stats.best_block),
        "txouts": stats.outputs,
        "bogosize": stats.bogo_size,
    }
    if stats.hash is not None:
        result[kind.value] = display_hash(stats.hash)
    result["total_amount"] = JsonAmount(stats.total_amount)
    result["transactions"] = stats.transactions
    result["disk_size"] = stats.disk_size
    return result


def _check_block_query(coin_index: CoinStatsIndex | None, kind: CoinHashType, *, is_index_wanted: bool) -> None:
    """Refuse to tell of any block what only the index knows."""
    if coin_index is None:
        text = "Querying specific block heights requires coinstatsindex"
    elif kind is CoinHashType.HASH_SERIALIZED:
        text = "hash_serialized_2 hash type cannot be queried for a specific block"
    elif not is_index_wanted:
        text = "Cannot set use_index to false when querying for a specific block"
    else:
        return
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, text)


def _check_indexed(coin_index: CoinStatsIndex, block: BlockIndex) -> None:
    height = coin_index.summary().best_block_height
    if not coin_index.is_synced and block.height > height:
        raise RpcError(
            RpcErrorCode.INTERNAL_ERROR,
            f"Unable to get data because coinstatsindex is still syncing. Current height: {height}",
        )


def _find_indexed(coin_index: CoinStatsIndex, block: BlockIndex) -> IndexedCoins:
    try:
        found = coin_index.find_stats(block)
    except ChainError:
        found = None
    if found is None:
        raise RpcError(RpcErrorCode.INTERNAL_ERROR, "Unable to read UTXO set")
    return found


def _indexed_to_json(coin_index: CoinStatsIndex, block: BlockIndex, kind: CoinHashType) -> Json:
    """Describe the coins after a block as the index knows them."""
    found = _find_indexed(coin_index, block)
    sums = found.sums
    change = sums if block.prev is None else sums.plus(_find_indexed(coin_index, block.prev).sums, -1)
    result: dict[str, Json] = {
        "height": block.height,
        "bestblock": display_hash(block.hash),
        "txouts": sums.outputs,
        "bogosize": sums.bogo_size,
    }
    if kind is CoinHashType.MUHASH:
        result[kind.value] = display_hash(found.hash)
    result["total_amount"] = JsonAmount(sums.amount)
    result["total_unspendable_amount"] = JsonAmount(sums.unspendable)
    result["block_info"] = {
        "prevout_spent": JsonAmount(change.spent),
        "coinbase": JsonAmount(change.coinbase),
        "new_outputs_ex_coinbase": JsonAmount(change.created),
        "unspendable": JsonAmount(change.unspendable),
        "unspendables": {
            "genesis_block": JsonAmount(change.genesis),
            "bip30": JsonAmount(change.overwritten),
            "scripts": JsonAmount(change.scripts),
            "unclaimed_rewards": JsonAmount(change.unclaimed),
        },
    }
    return result


def _write_coins(node: NodeContext, path: Path, snapshot: CoinSnapshot, count: int) -> None:
    """Write the file: the block, the number of coins, then outpoint and record of each."""
    with os.fdopen(files.open_descriptor(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), "wb") as file:
        file.write(snapshot.best_block() + count.to_bytes(8, "little"))
        for number, (key, coin) in enumerate(snapshot.iterate()):
            if number % _CHECK_EVERY == 0:
                check_running(node)
            file.write(outpoint_of(key).serialize() + coin.encode())


@rpc_command(
    "hidden",
    "dumptxoutset",
    "Write all unspent outputs to a file.",
    args=(RpcArg("path", ArgType.STR, "The file; a relative path begins at the network's data directory."),),
    result="""{                          (json object)
  "coins_written" : n,     (numeric) Number of outputs
  "base_hash" : "hex",     (string) The block after which they are unspent
  "base_height" : n,       (numeric) Its height
  "path" : "str",          (string) The file
  "txoutset_hash" : "hex", (string) Hash of the outputs
  "nchaintx" : n           (numeric) Transactions of the chain up to the block
}""",
    examples=("utxo.dat",),
)
def dumptxoutset(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    name = get_str(request.params[0])
    path, temporary = node.args.data_dir() / name, node.args.data_dir() / f"{name}.incomplete"
    if path.exists():
        raise RpcError(
            RpcErrorCode.INVALID_PARAMETER,
            f"{path} already exists. If you are sure this is what you want, move it out of the way first",
        )
    for_stats, for_file = take_snapshots(node, 2)
    try:
        os.close(files.open_descriptor(temporary, os.O_WRONLY | os.O_CREAT))
    except OSError:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Couldn't open file {temporary} for writing.") from None
    stats = _stats_of(node, for_stats, CoinHashType.HASH_SERIALIZED)
    tip = for_file.tip
    try:
        _write_coins(node, temporary, for_file, stats.outputs)
        files.replace(temporary, path)
    except OSError as error:
        raise RpcError(RpcErrorCode.MISC_ERROR, f"{temporary}: {error.strerror}") from error
    return {
        "coins_written": stats.outputs,
        "base_hash": display_hash(tip.hash),
        "base_height": tip.height,
        "path": str(path),
        "txoutset_hash": display_hash(stats.hash or b""),
        "nchaintx": tip.chain_tx_count,
    }


COMMANDS = (dumptxoutset, gettxout, gettxoutsetinfo)
