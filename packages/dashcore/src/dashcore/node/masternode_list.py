"""Whether a chain has masternodes. This node does not follow their list: it only tells an empty one."""

from dashcore.chain.blockindex import BlockIndex
from dashcore.evo.cbtx import find_coinbase_payload
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.util.hashes import NULL_HASH


def check_no_masternodes(node: NodeContext, index: BlockIndex | None = None) -> None:
    """Check that the list is empty after a block; its coinbase commits to the list.

    Args:
        index: None: the tip.

    Raises:
        RpcError: it is not, and so what is asked for is not known here.
    """
    with node.chainman.cs_main:
        at = index or node.chainman.active.tip
        if at is None or at.height == 0:
            return
        payload = find_coinbase_payload(node.chainman.read_block(at).transactions[0])
    if payload is not None and payload.masternodes_root != NULL_HASH:
        raise RpcError(RpcErrorCode.INTERNAL_ERROR, "This node does not follow the list of masternodes.")
