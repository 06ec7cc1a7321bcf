"""Proofs that transactions are in a block. Mirrors rpc/txoutproof.cpp and getmerkleblocks of rpc/blockchain.cpp."""

import re

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.errors import CorruptDataError
from dashcore.consensus.limits import MAX_BLOCK_SIZE
from dashcore.consensus.merkleblock import InvalidProofError, MerkleBlock
from dashcore.evo.bloom import BloomFilter
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.rpc.chain_json import MAX_HEADERS, get_index, parse_header_count, read_block_checked
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import BlockHash, TxId
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_array, get_str, parse_hash, parse_hex
from dashcore.util.hashes import display_hash
from dashcore.util.serialize import SerializationError

_MAX_OUTPUTS = MAX_BLOCK_SIZE // 9  # of a block: none is smaller than nine bytes
_HEX_START = re.compile(r"(?:\s*[0-9a-fA-F]{2})*")


def _parse_txids(value: Json) -> list[TxId]:
    """Read distinct ids, in the order of their bytes."""
    values = get_array(value)
    if not values:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Parameter 'txids' cannot be empty")
    found: set[TxId] = set()
    for each in values:
        txid = TxId(parse_hash(each, "txid"))
        if txid in found:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Invalid parameter, duplicated txid: {get_str(each)}")
        found.add(txid)
    return sorted(found)


def _find_by_index(node: NodeContext, txid: TxId) -> BlockIndex | None:
    """Look a transaction's block up in the index of transactions."""
    if node.txindex is None:
        return None
    try:
        found = node.txindex.find_tx(txid)
    except CorruptDataError:
        return None
    if found is None:
        return None
    with node.chainman.cs_main:
        index = node.chainman.find(BlockHash(found[0]))
    if index is None:
        raise RpcError(RpcErrorCode.INTERNAL_ERROR, "Transaction index corrupt")
    return index


def _find_by_coin(node: NodeContext, txid: TxId, outputs: int) -> BlockIndex | None:
    """Look a transaction's block up by an unspent one of its first outputs. Source: C++ AccessByTxid."""
    coins = node.chainman.coins
    for number in range(outputs):
        coin = coins.get_coin(OutPoint(txid, number))
        if coin is not None:
            return node.chainman.active.at(coin.height)
    return None


def _find_block(node: NodeContext, txids: list[TxId]) -> BlockIndex:
    """Find the block of any of these transactions.

    With an index of transactions the unspent outputs need not be searched far.
    """
    outputs = _MAX_OUTPUTS if node.txindex is None else 1
    with node.chainman.cs_main:
        for txid in txids:
            index = _find_by_coin(node, txid, outputs)
            if index is not None:
                return index
    if node.txindex is not None:
        node.signals.sync()  # the index has then seen every block that is connected
    for txid in txids:
        index = _find_by_index(node, txid)
        if index is not None:
            return index
    raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Transaction not yet in block")


@rpc_command(
    "blockchain",
    "gettxoutproof",
    "Prove that transactions are in a block; verifytxoutproof checks it.\n"
    "Without the block's hash it takes -txindex, or an unspent output of one of the transactions, to find the block.",
    args=(
        RpcArg(
            "txids",
            ArgType.ARR,
            "The transactions, all of one block.",
            inner=(RpcArg("txid", ArgType.STR_HEX, "A transaction.", default=None),),
        ),
        RpcArg("blockhash", ArgType.STR_HEX, "The block.", default=None),
    ),
    result='"data"    (string) The proof, bytes in hexadecimal',
    examples=("'[\"mytxid\",...]'", '\'["mytxid",...]\' "blockhash"'),
)
def gettxoutproof(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    wanted, block_hash = request.params
    txids = _parse_txids(wanted)
    index = _find_block(node, txids) if block_hash is None else get_index(node, parse_hash(block_hash, "blockhash"))
    try:
        block = node.chainman.read_block(index)
    except CorruptDataError:
        raise RpcError(RpcErrorCode.INTERNAL_ERROR, "Can't read block from disk") from None
    missing = set(txids) - {tx.txid for tx in block.transactions}
    if missing:
        raise RpcError(
            RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Not all transactions found in specified or retrieved block"
        )

    def is_chosen(tx: Transaction) -> bool:
        return tx.txid in txids

    return MerkleBlock.build(block, is_chosen).encode().hex()


def _short_data() -> RpcError:
    return RpcError(RpcErrorCode.MISC_ERROR, "DataStream::read(): end of data: iostream error")


@rpc_command(
    "blockchain",
    "verifytxoutproof",
    "Check a proof that transactions are in a block, and return them; an error if the block is not of our chain.",
    args=(RpcArg("proof", ArgType.STR_HEX, "What gettxoutproof returned.", also="string"),),
    result='[ "txid", ... ]    (json array) The transactions; none if the proof is wrong',
    examples=('"proof"',),
)
def verifytxoutproof(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    data = parse_hex(request.params[0], "proof")
    try:
        proof = MerkleBlock.decode(data)
    except SerializationError:
        raise _short_data() from None
    try:
        root, txids = proof.tree.extract()
    except InvalidProofError:
        return []
    if root != proof.header.merkle_root:
        return []
    with node.chainman.cs_main:
        index = node.chainman.find(proof.header.hash)
        if index is None or index not in node.chainman.active or index.tx_count == 0:
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Block not found in chain")
        if index.tx_count != proof.tree.count:
            return []
    return [display_hash(txid) for txid in txids]


def _parse_filter(value: Json) -> BloomFilter:
    found = _HEX_START.match(get_str(value))
    try:
        bloom = BloomFilter.decode(bytes.fromhex(found[0] if found else ""))
    except SerializationError:
        raise _short_data() from None
    if not bloom.is_within_limits:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Filter is not within size constraints")
    return bloom


@rpc_command(
    "blockchain",
    "getmerkleblocks",
    "Return blocks from one on, along the active chain, each reduced to the transactions a Bloom filter matches;\n"
    "blocks without any are left out.",
    args=(
        RpcArg("filter", ArgType.STR_HEX, "The filter, bytes in hexadecimal."),
        RpcArg("blockhash", ArgType.STR_HEX, "The first block."),
        RpcArg("count", ArgType.NUM, "How many blocks to look at.", default=MAX_HEADERS),
    ),
    result='[ "hex", ... ]    (json array) The merkleblocks',
    examples=(
        '"2303028005802040100040000008008400048141010000f8400420800080025004000004130000000000000001" '
        '"00000000007e1432d2af52e8463278bf556b55cf5049262f25634557e2e91202" 2000',
    ),
)
def getmerkleblocks(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    text, wanted, number = request.params
    bloom = _parse_filter(text)
    index = get_index(node, parse_hash(wanted, "blockhash"))
    count = parse_header_count(number)
    found: list[Json] = []
    with node.chainman.cs_main:
        read_block_checked(node, index)
        at: BlockIndex | None = index
        while at is not None and count > 0:
            try:
                block = node.chainman.read_block(at)
            except CorruptDataError:
                raise RpcError(RpcErrorCode.MISC_ERROR, "Block not found on disk") from None
            proof = MerkleBlock.build(block, bloom.match)
            if proof.has_matches:
                found.append(proof.encode().hex())
            at = node.chainman.active.next(at)
            count -= 1
    return found


COMMANDS = (getmerkleblocks, gettxoutproof, verifytxoutproof)
