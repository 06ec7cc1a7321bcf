"""Commands that check, prune and steer the chain, and show its ends. Mirrors rpc/blockchain.cpp."""

import logging

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.errors import FatalChainError
from dashcore.chain.invalidate import reset_failure_flags
from dashcore.chain.options import DEFAULT_CHECK_BLOCKS, DEFAULT_CHECK_LEVEL, MIN_BLOCKS_TO_KEEP
from dashcore.consensus.limits import MAX_FUTURE_BLOCK_TIME
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.rpc.chain_json import difficulty, get_index, get_tip, work_hex
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_bool, get_int, parse_hash
from dashcore.util.hashes import display_hash

_log_rpc = logging.getLogger("dash.rpc")

_EXAMPLE = '"blockhash"'
_INT_MAX = 2**31 - 1
_FIRST_TIME = 1_000_000_000  # numbers above are times: too many for blocks, too few for today's times below


@rpc_command(
    "blockchain",
    "getchaintips",
    "Return all ends of the tree of blocks: the tip of the active chain, and those of branches.",
    args=(
        RpcArg("count", ArgType.NUM, "Show so many at most, the highest ones.", default=_INT_MAX),
        RpcArg("branchlen", ArgType.NUM, "Leave out shorter branches.", default=-1),
    ),
    result="""[                         (json array)
  {
    "height" : n,         (numeric) Height of the end
    "hash" : "hex",       (string) Its hash
    "difficulty" : n,     (numeric) Its difficulty
    "chainwork" : "hex",  (string) Expected number of hashes behind its chain
    "branchlen" : n,      (numeric) Blocks between it and the active chain; 0 for the tip
    "forkpoint" : "hex",  (string) Last block it shares with the active chain
    "status" : "str"      (string) "active" for the tip, "invalid" with an invalid block, "conflicting" with a
                          ChainLock, "headers-only" where blocks are missing, "valid-headers" for blocks not fully
                          checked, "valid-fork" for blocks that are
  }, ...
]""",
)
def getchaintips(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    number, shortest = request.params
    count = _INT_MAX if number is None else get_int(number)
    branch_min = -1 if shortest is None else get_int(shortest)
    found: list[Json] = []
    with node.chainman.cs_main:
        active = node.chainman.active
        for end in node.chainman.chain_tips():
            if end.branch_length < branch_min:
                continue
            if len(found) >= count:
                break
            fork = active.find_fork(end.index)
            found.append(
                {
                    "height": end.index.height,
                    "hash": display_hash(end.index.hash),
                    "difficulty": difficulty(end.index.bits),
                    "chainwork": work_hex(end.index),
                    "branchlen": end.branch_length,
                    "forkpoint": display_hash((fork or end.index).hash),
                    "status": end.status,
                }
            )
    return found


@rpc_command(
    "blockchain",
    "verifychain",
    "Check the stored blocks of the active chain again.",
    args=(
        RpcArg(
            "checklevel",
            ArgType.NUM,
            f"How thoroughly, each level with those before it (default={DEFAULT_CHECK_LEVEL}, range=0-4):\n"
            "- level 0 reads the blocks\n"
            "- level 1 checks them\n"
            "- level 2 checks undo data\n"
            "- level 3 disconnects the blocks from the tip down, in memory\n"
            "- level 4 connects them again",
            default=None,
        ),
        RpcArg("nblocks", ArgType.NUM, f"The number of blocks (default={DEFAULT_CHECK_BLOCKS}, 0=all).", default=None),
    ),
    result="true|false    (boolean) Whether all is well",
)
def verifychain(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    level, blocks = request.params
    return node.chainman.verify(
        DEFAULT_CHECK_LEVEL if level is None else get_int(level),
        DEFAULT_CHECK_BLOCKS if blocks is None else get_int(blocks),
    )


def _prune_height(node: NodeContext, wanted: int) -> int:
    """Turn what was asked for, a height or a time, into the height to prune to; cs_main is held."""
    chainman = node.chainman
    height = wanted
    if wanted > _FIRST_TIME:
        # Two hours earlier, for the times of blocks may be off by that.
        index = chainman.active.find_earliest_at_least(wanted - MAX_FUTURE_BLOCK_TIME, 0)
        if index is None:
            raise RpcError(
                RpcErrorCode.INVALID_PARAMETER, "Could not find block with at least the specified timestamp."
            )
        height = index.height
    tip_height = chainman.active.height
    if tip_height < node.params.prune_after_height:
        raise RpcError(RpcErrorCode.MISC_ERROR, "Blockchain is too short for pruning.")
    if height > tip_height:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Blockchain is shorter than the attempted prune height.")
    if height > tip_height - MIN_BLOCKS_TO_KEEP:
        _log_rpc.debug("Attempt to prune blocks close to the tip.  Retaining the minimum number of blocks.")
        height = tip_height - MIN_BLOCKS_TO_KEEP
    return height


@rpc_command(
    "blockchain",
    "pruneblockchain",
    "Delete block files up to a height, as far as allowed. Needs -prune.",
    args=(
        RpcArg(
            "height",
            ArgType.NUM,
            "The height; or a time, seconds since 1970: then blocks at least two hours older go.",
        ),
    ),
    result="n    (numeric) Height of the last block that is gone",
    examples=("1000",),
)
def pruneblockchain(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    chainman = node.chainman
    if not chainman.options.is_pruning:
        raise RpcError(RpcErrorCode.MISC_ERROR, "Cannot prune blocks because node is not in prune mode.")
    wanted = get_int(request.params[0])
    if wanted < 0:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Negative block height.")
    with chainman.cs_main:
        chainman.prune_to_height(_prune_height(node, wanted))
        return chainman.first_stored_block(get_tip(node)).height - 1


def _get_block_arg(node: NodeContext, value: Json) -> BlockIndex:
    return get_index(node, parse_hash(value, "blockhash"))


def _database_error(error: FatalChainError) -> RpcError:
    return RpcError(RpcErrorCode.DATABASE_ERROR, str(error))


@rpc_command(
    "blockchain",
    "preciousblock",
    "Treat a block as if it had come before others of equal work; a later call overrides this one.\n"
    "It does not outlast a restart.",
    args=(RpcArg("blockhash", ArgType.STR_HEX, "The block."),),
    examples=(_EXAMPLE,),
)
def preciousblock(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    index = _get_block_arg(node, request.params[0])
    try:
        node.chainman.precious_block(index)
    except FatalChainError as error:
        raise _database_error(error) from error
    return None


@rpc_command(
    "hidden",
    "invalidateblock",
    "Mark a block as invalid for good, as if it broke a rule.",
    args=(RpcArg("blockhash", ArgType.STR_HEX, "The block."),),
    examples=(_EXAMPLE,),
)
def invalidateblock(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    index = _get_block_arg(node, request.params[0])
    try:
        if index.prev is None:  # genesis stays
            node.chainman.activate_best_chain()
        else:
            node.chainman.invalidate_block(index)
    except FatalChainError as error:
        raise _database_error(error) from error
    return None


@rpc_command(
    "hidden",
    "reconsiderblock",
    "Take back that a block, its ancestors and its descendants are invalid, as after invalidateblock.",
    args=(
        RpcArg("blockhash", ArgType.STR_HEX, "The block."),
        RpcArg("ignore_chainlocks", ArgType.BOOL, "Also take back what ChainLocks say.", default=False),
    ),
    examples=(_EXAMPLE,),
)
def reconsiderblock(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    wanted, ignore = request.params
    block_hash = parse_hash(wanted, "blockhash")
    ignore_chainlocks = ignore is not None and get_bool(ignore)
    chainman = node.chainman
    with chainman.cs_main:
        reset_failure_flags(chainman.state, get_index(node, block_hash), ignore_chainlocks=ignore_chainlocks)
    try:
        chainman.activate_best_chain()
    except FatalChainError as error:
        raise _database_error(error) from error
    return None


COMMANDS = (getchaintips, invalidateblock, preciousblock, pruneblockchain, reconsiderblock, verifychain)
