"""Commands that take single transactions in and out, for nodes without old blocks. Mirrors wallet/rpc/backup.cpp."""

from dashcore.consensus.merkleblock import InvalidProofError, MerkleBlock, PartialMerkleTree
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import parse_hex
from dashcore.rpc.raw_transactions import parse_tx
from dashcore.util.serialize import SerializationError
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.rpc.request import get_txid, wallet_of
from dashcore.wallet.transactions import Confirmed


def _positions(tree: PartialMerkleTree) -> list[int]:
    """Numbers of the chosen leaves of a tree that was found to fit together, in order."""
    height = (tree.count - 1).bit_length()
    bits = iter(tree.bits)
    chosen: list[int] = []
    todo = [(height, 0)]
    while todo:
        level, position = todo.pop()
        if not next(bits):
            continue
        if level == 0:
            chosen.append(position)
            continue
        width = (tree.count + (1 << (level - 1)) - 1) >> (level - 1)
        if position * 2 + 1 < width:
            todo.append((level - 1, position * 2 + 1))
        todo.append((level - 1, position * 2))
    return chosen


@rpc_command(
    "wallet",
    "importprunedfunds",
    "Take a transaction to an address of the wallet in without looking through the chain.",
    args=(
        RpcArg("rawtransaction", ArgType.STR_HEX, "The transaction."),
        RpcArg("txoutproof", ArgType.STR_HEX, "Proof that it is in a block, from gettxoutproof."),
    ),
)
def importprunedfunds(context: WalletContext, request: RpcRequest) -> Json:
    """Take a transaction in."""
    wallet = wallet_of(context, request)
    tx = parse_tx(request.params[0], "TX decode failed. Make sure the tx has at least one input.")
    try:
        proof = MerkleBlock.decode(parse_hex(request.params[1], "proof"))
    except SerializationError:
        raise RpcError(RpcErrorCode.MISC_ERROR, "DataStream::read(): end of data: iostream error") from None
    wrong = RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Something wrong with merkleblock")
    try:
        root, chosen = proof.tree.extract()
    except InvalidProofError:
        raise wrong from None
    if root != proof.header.merkle_root:
        raise wrong
    with wallet.lock:
        block = wallet.chain.find_ancestor_by_hash(wallet.store.tip_hash, proof.header.hash)
        if block is None:
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Block not found in chain")
        if tx.txid not in chosen:
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Transaction given doesn't exist in proof")
        if not any(wallet.is_mine(output.script_pubkey) for output in tx.outputs):
            message = "No addresses in wallet correspond to included transaction"
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, message)
        index = _positions(proof.tree)[chosen.index(tx.txid)]
        wallet.add_to_wallet(tx, Confirmed(block.hash, block.height, index))
    return None


@rpc_command(
    "wallet",
    "removeprunedfunds",
    "Take a transaction out of the wallet; balances change.",
    args=(RpcArg("txid", ArgType.STR_HEX, "The transaction."),),
    examples=('"a8d0c0184dde994a09ec054286f1ce581bebf46446a512166eae7628734ea0a5"',),
)
def removeprunedfunds(context: WalletContext, request: RpcRequest) -> Json:
    """Take a transaction out."""
    wallet = wallet_of(context, request)
    with wallet.lock:
        txid = get_txid(request.params[0])
        if txid not in wallet.store:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Transaction does not exist in wallet.")
        wallet.store.remove(txid)
    return None


COMMANDS = (importprunedfunds, removeprunedfunds)
