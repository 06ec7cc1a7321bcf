"""The REST interface (-rest): blocks, headers, filters, transactions, coins and the mempool, for reading alone.

It asks for no password: whoever reaches the port may read. Mirrors rest.cpp.
"""

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from struct import Struct

from dashcore.chain.blockfilterindex import BlockFilterIndex
from dashcore.chain.blockindex import VALID_SCRIPTS, BlockIndex
from dashcore.chain.errors import ChainError
from dashcore.consensus.coin import Coin
from dashcore.evo.blockfilter import BASIC_FILTER_TYPE, FILTER_NAMES
from dashcore.interfaces.rpc import RpcError
from dashcore.node.context import NodeContext
from dashcore.node.rpc.blockchain import getblockchaininfo
from dashcore.node.rpc.blocks import block_to_json
from dashcore.node.rpc.chain_json import get_tip, header_to_json
from dashcore.node.rpc.mempool import getmempoolinfo, getrawmempool
from dashcore.node.rpc.rawtransaction import find_transaction
from dashcore.primitives.transaction import OutPoint
from dashcore.primitives.types import BlockHash, TxId
from dashcore.rpc.command import Json, JsonAmount, RpcRequest
from dashcore.rpc.rest import (
    RestAnswer,
    RestError,
    RestFormat,
    answer,
    bad_request,
    error_answer,
    json_answer,
    not_found,
    parse_count,
    parse_hash_text,
    query_parameter,
    split_format,
    unknown_format,
)
from dashcore.rpc.server import RpcServer
from dashcore.rpc.tx_json import script_to_json, tx_to_json
from dashcore.util.hashes import display_hash
from dashcore.util.serialize import SerializationError, decode_compact_size, encode_bytes, encode_compact_size
from dashcore.util.strings import parse_int32

MAX_OUTPOINTS = 15  # of one request for coins
_DEFAULT_COUNT = "5"
_HEX = re.compile(r"(?:[0-9a-fA-F]{2})+")
_UNSAFE = re.compile(r"[^A-Za-z0-9 .,;\-_/:?@()]")
_HEIGHT = Struct("<i")
_COIN = Struct("<II")
_OUTPOINT_SIZE = 36

_log = logging.getLogger("dash")


@dataclass(frozen=True, slots=True)
class RestRequest:
    """A request: the whole URI, what its path names behind the endpoint, the format asked for, and the body."""

    uri: str
    named: str
    form: RestFormat
    body: bytes


Endpoint = Callable[[NodeContext, RestRequest], RestAnswer]


def serve_rest(node: NodeContext, server: RpcServer) -> None:
    """Let the node's server answer the endpoints."""
    for prefix, endpoint in ENDPOINTS:
        server.add_path(prefix, partial(_answer, node, endpoint, prefix))


def _answer(node: NodeContext, run: Endpoint, prefix: str, uri: str, body: bytes) -> RestAnswer:
    status = node.rpc.warmup_status()
    if status is not None:
        return error_answer(RestError(HTTPStatus.SERVICE_UNAVAILABLE, f"Service temporarily unavailable: {status}"))
    try:
        return run(node, RestRequest(uri, *split_format(uri[len(prefix) :]), body))
    except RestError as error:
        return error_answer(error)
    except (RpcError, ChainError) as error:
        _log.info("REST request failed: %s", error)
        return error_answer(RestError(HTTPStatus.INTERNAL_SERVER_ERROR, str(error)))


def _follow(node: NodeContext, block_hash: bytes, count: int) -> list[BlockIndex]:
    """Return blocks of the active chain from one on; none if it is not of it. cs_main is held."""
    active = node.chainman.active
    index = node.chainman.find(BlockHash(block_hash))
    found: list[BlockIndex] = []
    while index is not None and index in active and len(found) < count:
        found.append(index)
        index = active.next(index)
    return found


def _headers(node: NodeContext, request: RestRequest) -> RestAnswer:
    parts = request.named.split("/")
    if len(parts) == 2:  # deprecated: /rest/headers/<count>/<hash>
        raw_count, raw_hash = parts
    elif len(parts) == 1:
        raw_count, raw_hash = query_parameter(request.uri, "count") or _DEFAULT_COUNT, parts[0]
    else:
        raise bad_request("Invalid URI format. Expected /rest/headers/<hash>.<ext>?count=<count>")
    count = parse_count(raw_count)
    block_hash = parse_hash_text(raw_hash)
    with node.chainman.cs_main:
        found = _follow(node, block_hash, count)
        tip = get_tip(node)
    return answer(
        request.form,
        lambda: b"".join(index.header.serialize() for index in found),
        lambda: [header_to_json(node, index, tip) for index in found],
    )


def _block(node: NodeContext, request: RestRequest, verbosity: int) -> RestAnswer:
    name = request.named
    block_hash = parse_hash_text(name)
    with node.chainman.cs_main:
        index = node.chainman.find(BlockHash(block_hash))
        if index is None:
            raise not_found(f"{name} not found")
        if node.chainman.is_pruned(index):
            raise not_found(f"{name} not available (pruned data)")
    try:
        block = node.chainman.read_block(index)
    except ChainError:
        raise not_found(f"{name} not found") from None
    return answer(request.form, block.serialize, lambda: block_to_json(node, block, index, verbosity))


def _parse_filter_type(node: NodeContext, name: str) -> BlockFilterIndex:
    if name not in FILTER_NAMES:
        raise bad_request(f"Unknown filtertype {name}")
    if node.filter_index is None:
        raise bad_request(f"Index is not enabled for filtertype {name}")
    return node.filter_index


def _filter_missing(filters: BlockFilterIndex, *, was_connected: bool = True) -> RestError:
    if not was_connected:
        why = "Block was not connected to active chain."
    elif not filters.is_synced:
        why = "Block filters are still in the process of being indexed."
    else:
        why = "This error is unexpected and indicates index corruption."
    return not_found(f"Filter not found. {why}")


def _filter_headers(node: NodeContext, request: RestRequest) -> RestAnswer:
    parts = request.named.split("/")
    if len(parts) == 3:  # deprecated: /rest/blockfilterheaders/<filtertype>/<count>/<blockhash>
        raw_count, raw_hash = parts[1:]
    elif len(parts) == 2:
        raw_count, raw_hash = query_parameter(request.uri, "count") or _DEFAULT_COUNT, parts[1]
    else:
        raise bad_request(
            "Invalid URI format. Expected /rest/blockfilterheaders/<filtertype>/<blockhash>.<ext>?count=<count>"
        )
    count = parse_count(raw_count)
    block_hash = parse_hash_text(raw_hash)
    filters = _parse_filter_type(node, parts[0])
    with node.chainman.cs_main:
        found = _follow(node, block_hash, count)
    headers: list[bytes] = []
    for index in found:
        header = filters.find_header(index)
        if header is None:
            raise _filter_missing(filters)
        headers.append(header)
    return answer(request.form, lambda: b"".join(headers), lambda: [display_hash(header) for header in headers])


def _filter(node: NodeContext, request: RestRequest) -> RestAnswer:
    parts = request.named.split("/")
    if len(parts) != 2:
        raise bad_request("Invalid URI format. Expected /rest/blockfilter/<filtertype>/<blockhash>")
    block_hash = parse_hash_text(parts[1])
    filters = _parse_filter_type(node, parts[0])
    with node.chainman.cs_main:
        index = node.chainman.find(BlockHash(block_hash))
        if index is None:
            raise not_found(f"{parts[1]} not found")
        was_connected = index.is_valid(VALID_SCRIPTS)
    found = filters.find_filter(index)
    if found is None:
        raise _filter_missing(filters, was_connected=was_connected)
    return answer(
        request.form,
        lambda: bytes((BASIC_FILTER_TYPE,)) + found.block_hash + encode_bytes(found.encoded),
        lambda: {"filter": found.encoded.hex()},
    )


def _chain_info(node: NodeContext, request: RestRequest) -> RestAnswer:
    if request.form is not RestFormat.JSON:
        raise unknown_format("json")
    return json_answer(getblockchaininfo.run(node, RpcRequest(method="getblockchaininfo", params=())))


def _mempool(node: NodeContext, request: RestRequest) -> RestAnswer:
    name = request.named
    if name not in {"contents", "info"}:
        raise bad_request("Invalid URI format. Expected /rest/mempool/<info|contents>.json")
    if request.form is not RestFormat.JSON:
        raise unknown_format("json")
    if name == "info":
        return json_answer(getmempoolinfo.run(node, RpcRequest(method="getmempoolinfo", params=())))
    return json_answer(getrawmempool.run(node, RpcRequest(method="getrawmempool", params=(True, None))))


def _transaction(node: NodeContext, request: RestRequest) -> RestAnswer:
    name = request.named
    found = find_transaction(node, TxId(parse_hash_text(name)))
    if found is None:
        raise not_found(f"{name} not found")
    tx, block_hash = found
    return answer(request.form, tx.serialize, lambda: tx_to_json(tx, node.params.base58, block_hash=block_hash))


def _parse_uri_outpoints(parts: Iterable[str]) -> list[OutPoint]:
    found: list[OutPoint] = []
    for part in parts:
        txid, dash, number = part.partition("-")
        index = parse_int32(number if dash else part)
        if index is None or not _HEX.fullmatch(txid):
            raise bad_request("Parse error")
        digits = int(txid[-64:], 16).to_bytes(32, "little")
        found.append(OutPoint(TxId(digits), index & 0xFFFFFFFF))
    return found


def _parse_body(body: bytes) -> tuple[bool, list[OutPoint]]:
    """Read outpoints as BIP 64 sends them, and whether the mempool counts."""
    try:
        use_mempool = bool(body[0])
        count, at = decode_compact_size(body, 1)
    except (IndexError, SerializationError):
        raise bad_request("Parse error") from None
    if len(body) < at + count * _OUTPOINT_SIZE:
        raise bad_request("Parse error")
    if count > MAX_OUTPOINTS:
        raise _too_many(count)
    outpoints = [
        OutPoint(TxId(body[start : start + 32]), int.from_bytes(body[start + 32 : start + _OUTPOINT_SIZE], "little"))
        for start in range(at, at + count * _OUTPOINT_SIZE, _OUTPOINT_SIZE)
    ]
    return use_mempool, outpoints


def _too_many(count: int) -> RestError:
    return bad_request(f"Error: max outpoints exceeded (max: {MAX_OUTPOINTS}, tried: {count})")


def _parse_outpoints(request: RestRequest) -> tuple[bool, list[OutPoint]]:
    """Read which outputs are asked for, from the path or from the body.

    Source: C++ rest_getutxos.
    """
    name, form, body = request.named, request.form, request.body
    parts = name[1:].split("/") if len(name) > 1 else []
    if not body and not parts:
        raise bad_request("Error: empty request")
    use_mempool = bool(parts) and parts[0] == "checkmempool"
    outpoints = _parse_uri_outpoints(parts[1:] if use_mempool else parts)
    if parts and not outpoints:
        raise bad_request("Error: empty request")
    if form is RestFormat.UNDEFINED:
        raise unknown_format()
    if form is RestFormat.JSON:
        if not outpoints:
            raise bad_request("Error: empty request")
    else:
        if form is RestFormat.HEX:
            body = _from_hex(body)
        if body:
            if outpoints:
                raise bad_request("Combination of URI scheme inputs and raw post data is not allowed")
            use_mempool, outpoints = _parse_body(body)
    if len(outpoints) > MAX_OUTPOINTS:
        raise _too_many(len(outpoints))
    return use_mempool, outpoints


def _from_hex(body: bytes) -> bytes:
    """Read hexadecimal up to the first that is none. Source: C++ ParseHex."""
    found = re.match(rb"(?:\s*[0-9a-fA-F]{2})*", body)
    return bytes.fromhex(found[0].decode()) if found is not None else b""


def _find_coins(node: NodeContext, outpoints: Iterable[OutPoint], *, use_mempool: bool) -> list[Coin | None]:
    if not use_mempool:
        return [node.chainman.coins.get_coin(outpoint) for outpoint in outpoints]
    return [
        None if node.mempool.conflict(outpoint) is not None else node.acceptor.find_coin(outpoint)
        for outpoint in outpoints
    ]


def _coins(node: NodeContext, request: RestRequest) -> RestAnswer:
    use_mempool, outpoints = _parse_outpoints(request)
    with node.chainman.cs_main:
        coins = _find_coins(node, outpoints, use_mempool=use_mempool)
        tip = get_tip(node)
    found = [coin for coin in coins if coin is not None]

    def data() -> bytes:
        bits = bytearray((len(coins) + 7) // 8)
        for number, coin in enumerate(coins):
            bits[number // 8] |= (coin is not None) << number % 8
        return b"".join(
            (
                _HEIGHT.pack(tip.height),
                tip.hash,
                encode_bytes(bytes(bits)),
                encode_compact_size(len(found)),
                *(_COIN.pack(0, coin.height) + coin.out.serialize() for coin in found),
            )
        )

    def shown() -> Json:
        return {
            "chainHeight": tip.height,
            "chaintipHash": display_hash(tip.hash),
            "bitmap": "".join("0" if coin is None else "1" for coin in coins),
            "utxos": [
                {
                    "height": coin.height,
                    "value": JsonAmount(coin.out.value),
                    "scriptPubKey": script_to_json(coin.out.script_pubkey, node.params.base58),
                }
                for coin in found
            ],
        }

    return answer(request.form, data, shown)


def _block_hash(node: NodeContext, request: RestRequest) -> RestAnswer:
    name = request.named
    height = parse_int32(name)
    if height is None or height < 0:
        raise bad_request(f"Invalid height: {_UNSAFE.sub('', name)}")
    with node.chainman.cs_main:
        index = node.chainman.active.at(height)
    if index is None:
        raise not_found("Block height out of range")
    text = display_hash(index.hash)
    return answer(request.form, lambda: index.hash, lambda: {"blockhash": text}, hex_text=lambda: text)


ENDPOINTS: tuple[tuple[str, Endpoint], ...] = (
    ("/rest/tx/", _transaction),
    ("/rest/block/notxdetails/", lambda node, request: _block(node, request, 1)),
    ("/rest/block/", lambda node, request: _block(node, request, 3)),
    ("/rest/blockfilter/", _filter),
    ("/rest/blockfilterheaders/", _filter_headers),
    ("/rest/chaininfo", _chain_info),
    ("/rest/mempool/", _mempool),
    ("/rest/headers/", _headers),
    ("/rest/getutxos", _coins),
    ("/rest/blockhashbyheight/", _block_hash),
)
