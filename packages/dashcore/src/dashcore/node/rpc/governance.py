"""Commands about the treasury and proposals, as far as a node without peers knows any.

Proposals and votes come from peers. Mirrors a part of rpc/governance.cpp.
"""

from dashcore.consensus.params import ConsensusParams
from dashcore.consensus.subsidy import superblock_limit
from dashcore.evo.proposal import PROPOSAL_TYPE, ProposalError, check_proposal, type_of
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.masternode_list import check_no_masternodes
from dashcore.primitives.types import COIN
from dashcore.rpc.command import ArgType, Json, JsonAmount, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_int, get_str, parse_hash

_PROPOSAL_FEE = COIN  # Source: C++ GOVERNANCE_PROPOSAL_FEE_TX
_SIGNALS = frozenset({"valid", "funding", "delete", "endorsed", "all"})
_VOTE_SIGNALS = _SIGNALS - {"all"}
_VOTE_OUTCOMES = frozenset({"yes", "no", "abstain"})
_TYPES = frozenset({"proposals", "triggers", "all"})
_LIST_ARGS = (
    RpcArg("signal", ArgType.STR, "Those with this verdict: valid, funding, delete, endorsed, all.", default="valid"),
    RpcArg("type", ArgType.STR, "Those of this kind: proposals, triggers, all.", default="all"),
)
_LIST_RESULT = "{}  (json object) None: they come from peers"


@rpc_command(
    "dash",
    "gobject",
    "Tell of proposals and the votes on them: check, count, diff, get, getcurrentvotes, list.",
    args=(RpcArg("command", ArgType.STR, "Which of these."),),
)
def gobject(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node, request
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Must be a valid command")


@rpc_command(
    "dash",
    "gobject check",
    "Tell whether the data of a proposal are valid.",
    args=(RpcArg("hex_data", ArgType.STR_HEX, "The data."),),
    result="""{                          (json object)
  "Object status" : "str"  (string) OK
}""",
    examples=('"hex_data"',),
)
def gobject_check(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    try:
        data = bytes.fromhex(get_str(request.params[0]))
    except ValueError:
        data = b""
    if type_of(data) != PROPOSAL_TYPE:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid object type, only proposals can be validated")
    try:
        check_proposal(data, node.params.base58, now=node.clock.adjusted_now())
    except ProposalError as error:
        text = f"Invalid proposal data, error messages: {error.messages}"
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, text) from None
    return {"Object status": "OK"}


@rpc_command(
    "dash",
    "gobject count",
    "Count proposals, triggers of payments and votes.",
    args=(RpcArg("mode", ArgType.STR, "json, or all for one line of text.", default=None),),
    result="""{                       (json object) Or with all: a string
  "objects_total" : n,  (numeric) Of all kinds
  "proposals" : n,      (numeric) Proposals
  "triggers" : n,       (numeric) Triggers
  "other" : n,          (numeric) Others
  "erased" : n,         (numeric) Those that were dropped
  "votes" : n           (numeric) Votes
}""",
    examples=("", "all"),
)
def gobject_count(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node
    mode = "json" if request.params[0] is None else get_str(request.params[0])
    if mode == "json":
        return dict.fromkeys(("objects_total", "proposals", "triggers", "other", "erased", "votes"), 0)
    if mode == "all":
        return "Governance Objects: 0 (Proposals: 0, Triggers: 0, Other: 0; Erased: 0), Votes: 0"
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, "mode can be 'json' or 'all'")


def _list(request: RpcRequest) -> Json:
    signal = "valid" if request.params[0] is None else get_str(request.params[0])
    if signal not in _SIGNALS:
        return "Invalid signal, should be 'valid', 'funding', 'delete', 'endorsed' or 'all'"
    kind = "all" if request.params[1] is None else get_str(request.params[1])
    if kind not in _TYPES:
        return "Invalid type, should be 'proposals', 'triggers' or 'all'"
    return {}


@rpc_command("dash", "gobject list", "Return proposals and triggers.", args=_LIST_ARGS, result=_LIST_RESULT)
def gobject_list(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node
    return _list(request)


@rpc_command(
    "dash", "gobject diff", "Return those that are new since this or list ran.", args=_LIST_ARGS, result=_LIST_RESULT
)
def gobject_diff(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node
    return _list(request)


@rpc_command(
    "dash",
    "gobject get",
    "Return a proposal or trigger.",
    args=(RpcArg("governance-hash", ArgType.STR_HEX, "Its hash."),),
    result="{ ... }  (json object)",
    examples=('"governance-hash"',),
)
def gobject_get(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node
    parse_hash(request.params[0], "GovObj hash")
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Unknown governance object")


@rpc_command(
    "dash",
    "gobject getcurrentvotes",
    "Return the votes that count for a proposal or trigger.",
    args=(
        RpcArg("governance-hash", ArgType.STR_HEX, "Its hash."),
        RpcArg("txid", ArgType.STR_HEX, "Votes of the masternode whose collateral is of this transaction.", default=""),
        RpcArg("vout", ArgType.STR, "And which of its outputs.", default=""),
    ),
    result="{ ... }  (json object)",
    examples=('"governance-hash"',),
)
def gobject_getcurrentvotes(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node
    parse_hash(request.params[0], "Governance hash")
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Unknown governance-hash")


@rpc_command(
    "dash",
    "voteraw",
    "Hand in a vote on a proposal or trigger that was signed elsewhere.",
    args=(
        RpcArg("mn-collateral-tx-hash", ArgType.STR_HEX, "The masternode, by the transaction of its collateral."),
        RpcArg("mn-collateral-tx-index", ArgType.NUM, "And which of its outputs."),
        RpcArg("governance-hash", ArgType.STR_HEX, "What is voted on."),
        RpcArg("vote-signal", ArgType.STR, "In which respect: funding, valid, delete, endorsed."),
        RpcArg("vote-outcome", ArgType.STR, "yes, no or abstain."),
        RpcArg("time", ArgType.NUM, "When it was signed, seconds since 1970."),
        RpcArg("vote-sig", ArgType.STR_HEX, "The signature, in base64."),
    ),
    result='"str"  (string) What became of it',
    examples=('"txid" 0 "governance-hash" funding yes 1700000000 "signature"',),
)
def voteraw(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node
    parse_hash(request.params[0], "mn collateral tx hash")
    get_int(request.params[1])
    parse_hash(request.params[2], "Governance hash")
    if get_str(request.params[3]) not in _VOTE_SIGNALS:
        raise RpcError(
            RpcErrorCode.INVALID_PARAMETER,
            "Invalid vote signal. Please use one of the following: (funding|valid|delete|endorsed)",
        )
    if get_str(request.params[4]) not in _VOTE_OUTCOMES:
        raise RpcError(
            RpcErrorCode.INVALID_PARAMETER,
            "Invalid vote outcome. Please use one of the following: 'yes', 'no' or 'abstain'",
        )
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Governance object not found")


def nearest_superblocks(height: int, params: ConsensusParams) -> tuple[int, int]:
    """Return the heights of the last superblock up to a height, 0 for none, and of the next one.

    Source: C++ CSuperblock::GetNearestSuperblocksHeights.
    """
    cycle = params.superblock_cycle
    first = -(-params.superblock_start // cycle) * cycle
    if height < first:
        return 0, first
    last = height - height % cycle
    return last, last + cycle


@rpc_command(
    "dash",
    "getgovernanceinfo",
    "Return how the treasury works on this network.",
    result="""{                                  (json object)
  "governanceminquorum" : n,       (numeric) Fewest votes that decide anything
  "proposalfee" : n,               (numeric) What a proposal costs, in coins
  "superblockcycle" : n,           (numeric) Blocks between two superblocks
  "superblockmaturitywindow" : n,  (numeric) Blocks before one in which what it pays is agreed upon
  "lastsuperblock" : n,            (numeric) Height of the last one
  "nextsuperblock" : n,            (numeric) Height of the next one
  "fundingthreshold" : n,          (numeric) Votes a proposal needs to be paid
  "governancebudget" : n           (numeric) The most the next one may pay, in coins
}""",
)
def getgovernanceinfo(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    check_no_masternodes(node)  # with them the threshold would be another
    params = node.params.consensus
    with node.chainman.cs_main:
        last, following = nearest_superblocks(node.chainman.active.height, params)
    return {
        "governanceminquorum": params.governance_min_quorum,
        "proposalfee": JsonAmount(_PROPOSAL_FEE),
        "superblockcycle": params.superblock_cycle,
        "superblockmaturitywindow": params.superblock_maturity_window,
        "lastsuperblock": last,
        "nextsuperblock": following,
        "fundingthreshold": 0,
        "governancebudget": JsonAmount(superblock_limit(following, params)),
    }


@rpc_command(
    "dash",
    "getsuperblockbudget",
    "Return the most a superblock may pay.",
    args=(RpcArg("index", ArgType.NUM, "Its height."),),
    result="n  (numeric) In coins; 0 where no superblock is due",
    examples=("1000",),
)
def getsuperblockbudget(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    height = get_int(request.params[0])
    if height < 0:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Block height out of range")
    return JsonAmount(superblock_limit(height, node.params.consensus))


COMMANDS = (
    getgovernanceinfo,
    getsuperblockbudget,
    gobject,
    gobject_check,
    gobject_count,
    gobject_diff,
    gobject_get,
    gobject_getcurrentvotes,
    gobject_list,
    voteraw,
)
