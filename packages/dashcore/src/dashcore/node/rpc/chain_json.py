"""What commands about blocks share: finding them, and headers as JSON. Mirrors the helpers of rpc/blockchain.cpp."""

from typing import Final

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.coins import Coin
from dashcore.chain.errors import CorruptDataError
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.primitives.block import Block
from dashcore.primitives.types import BlockHash, Height
from dashcore.rpc.command import Json
from dashcore.rpc.jsonio import type_name
from dashcore.rpc.params import get_int, parse_hash
from dashcore.util.hashes import display_hash

MAX_HEADERS: Final = 2000  # of one answer. Source: C++ MAX_HEADERS_UNCOMPRESSED_RESULT

HEADER_RESULT = """\
  "hash" : "hex",               (string) The block's hash
  "confirmations" : n,          (numeric) Blocks from it to the tip, itself included; -1 off the active chain
  "height" : n,                 (numeric) Its height
  "version" : n,                (numeric) Its version
  "versionHex" : "hex",         (string) The version in hexadecimal
  "merkleroot" : "hex",         (string) The root of its transactions
  "time" : xxx,                 (numeric) Its time, seconds since 1970
  "mediantime" : xxx,           (numeric) Median time of it and ten blocks before
  "nonce" : n,                  (numeric) The nonce
  "bits" : "hex",               (string) The target in compact form
  "difficulty" : n,             (numeric) The difficulty
  "chainwork" : "hex",          (string) Expected number of hashes behind the chain up to here
  "nTx" : n,                    (numeric) Number of transactions
  "previousblockhash" : "hex",  (string, optional) The parent's hash
  "nextblockhash" : "hex",      (string, optional) Hash of the next block of the active chain
  "chainlock" : true|false"""


def difficulty(bits: int) -> float:
    """Return how many times harder than the easiest target of Bitcoin's main network. Source: C++ ConvertBitsToDouble."""
    shift = bits >> 24 & 0xFF
    value = 0x0000FFFF / (bits & 0x00FFFFFF)
    while shift < 29:
        value *= 256.0
        shift += 1
    while shift > 29:
        value /= 256.0
        shift -= 1
    return value


def index_is_off(name: str, option: str) -> RpcError:
    """The error of a command whose index of blocks is not kept."""
    return RpcError(
        RpcErrorCode.INVALID_REQUEST,
        f"{name} index is disabled. You should run Dash Core with -{option} (requires reindex)",
    )


def work_hex(index: BlockIndex) -> str:
    """Return a chain's work as shown."""
    return f"{index.chain_work:064x}"


def get_tip(node: NodeContext) -> BlockIndex:
    """Return the tip.

    Raises:
        RpcError: code -1; there is no chain yet.
    """
    tip = node.chainman.active.tip
    if tip is None:
        raise RpcError(RpcErrorCode.MISC_ERROR, "there is no chain yet")
    return tip


def get_index(node: NodeContext, block_hash: bytes) -> BlockIndex:
    """Look a block up.

    Raises:
        RpcError: code -5.
    """
    with node.chainman.cs_main:
        index = node.chainman.find(BlockHash(block_hash))
    if index is None:
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Block not found")
    return index


def parse_hash_or_height(node: NodeContext, value: Json) -> BlockIndex:
    """Look a block up by hash, or one of the active chain by height.

    Raises:
        RpcError: codes -8, -5. Source: C++ ParseHashOrHeight.
    """
    if type_name(value) != "number":
        return get_index(node, parse_hash(value, "hash_or_height"))
    height = get_int(value)
    if height < 0:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Target block height {height} is negative")
    with node.chainman.cs_main:
        active = node.chainman.active
        index = active.at(height)
        if index is None:
            raise RpcError(
                RpcErrorCode.INVALID_PARAMETER, f"Target block height {height} after current tip {active.height}"
            )
    return index


def parse_header_count(value: Json) -> int:
    """Read how many headers or blocks one answer shall have.

    Raises:
        RpcError: code -8.
    """
    count = MAX_HEADERS if value is None else get_int(value)
    if not 0 < count <= MAX_HEADERS:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Count is out of range")
    return count


def read_block_checked(node: NodeContext, index: BlockIndex) -> Block:
    """Read a block.

    Raises:
        RpcError: code -1. Source: C++ GetBlockChecked.
    """
    with node.chainman.cs_main:
        if node.chainman.is_pruned(index):
            raise RpcError(RpcErrorCode.MISC_ERROR, "Block not available (pruned data)")
    try:
        return node.chainman.read_block(index)
    except CorruptDataError:
        raise RpcError(RpcErrorCode.MISC_ERROR, "Block not found on disk") from None


def read_undo_checked(node: NodeContext, index: BlockIndex) -> list[list[Coin]]:
    """Read what a block spent; genesis has spent nothing.

    Raises:
        RpcError: code -1. Source: C++ GetUndoChecked.
    """
    if index.height == 0:
        return []
    with node.chainman.cs_main:
        if node.chainman.is_pruned(index):
            raise RpcError(RpcErrorCode.MISC_ERROR, "Undo data not available (pruned data)")
    try:
        return node.chainman.state.storage.read_undo(index)
    except CorruptDataError:
        raise RpcError(RpcErrorCode.MISC_ERROR, "Can't read undo data from disk") from None


def find_undo(node: NodeContext, index: BlockIndex) -> list[list[Coin]] | None:
    """Read what a block spent; None where it cannot be read (any more)."""
    with node.chainman.cs_main:
        if node.chainman.is_pruned(index):
            return None
    try:
        return node.chainman.state.storage.read_undo(index)
    except CorruptDataError:
        return None


def _next_and_depth(tip: BlockIndex, index: BlockIndex) -> tuple[BlockIndex | None, int]:
    following = tip.get_ancestor(index.height + 1)
    if following is not None and following.prev is index:
        return following, tip.height - index.height + 1
    return None, 1 if index is tip else -1


def header_to_json(node: NodeContext, index: BlockIndex, tip: BlockIndex) -> dict[str, Json]:
    """Describe a header as seen from a tip. Source: C++ blockheaderToJSON."""
    following, confirmations = _next_and_depth(tip, index)
    result: dict[str, Json] = {
        "hash": display_hash(index.hash),
        "confirmations": confirmations,
        "height": index.height,
        "version": index.version,
        "versionHex": f"{index.version & 0xFFFFFFFF:08x}",
        "merkleroot": display_hash(index.merkle_root),
        "time": index.time,
        "mediantime": index.median_time_past,
        "nonce": index.nonce,
        "bits": f"{index.bits:08x}",
        "difficulty": difficulty(index.bits),
        "chainwork": work_hex(index),
        "nTx": index.tx_count,
    }
    if index.prev is not None:
        result["previousblockhash"] = display_hash(index.prev.hash)
    if following is not None:
        result["nextblockhash"] = display_hash(following.hash)
    result["chainlock"] = node.chain.has_chain_lock(Height(index.height), index.hash)
    return result
