"""Commands about masternodes and sporks, as far as a chain without masternodes goes.

Mirrors a part of rpc/masternode.cpp and rpc/node.cpp. Whether the chain has masternodes is read off the tip's
coinbase, which commits to their list; where it has some these commands say that the list is not followed.
"""

from dashcore.consensus.params import ChainParams
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.masternode_list import check_no_masternodes
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_str

_SPORK_OFF = 4070908800  # a time no one lives to see. Source: C++ sporkDefs
SPORKS = (
    "SPORK_2_INSTANTSEND_ENABLED",
    "SPORK_3_INSTANTSEND_BLOCK_FILTERING",
    "SPORK_9_SUPERBLOCKS_ENABLED",
    "SPORK_17_QUORUM_DKG_ENABLED",
    "SPORK_19_CHAINLOCKS_ENABLED",
    "SPORK_21_QUORUM_ALL_CONNECTED",
    "SPORK_23_QUORUM_POSE",
)
_MODES = frozenset(
    {
        "addr",
        "evo",
        "full",
        "info",
        "json",
        "lastpaidblock",
        "lastpaidtime",
        "owneraddress",
        "payee",
        "pubkeyoperator",
        "recent",
        "status",
        "votingaddress",
    }
)
_LIST_ARGS = (
    RpcArg("mode", ArgType.STR, f"What to show of each: {', '.join(sorted(_MODES))}.", default="json"),
    RpcArg("filter", ArgType.STR, "Only those in whose line this text occurs.", default=""),
)
_LIST_RESULT = "{}    (json object) Nothing: the chain has no masternodes"


@rpc_command(
    "dash",
    "masternode",
    "Tell of masternodes: count, list, status, winners.",
    args=(RpcArg("command", ArgType.STR, "Which of these."),),
)
def masternode(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node, request
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Must be a valid command")


@rpc_command(
    "dash",
    "masternode count",
    "Count the masternodes.",
    result="""{                   (json object)
  "total" : n,      (numeric) All of them
  "enabled" : n,    (numeric) Those that serve
  "detailed" : {    (json object) The same
    "regular" : {   (json object) of the regular ones
      "total" : n,
      "enabled" : n
    },
    "evo" : {       (json object) of the Evo ones
      "total" : n,
      "enabled" : n
    }
  }
}""",
)
def masternode_count(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    check_no_masternodes(node)
    return {
        "total": 0,
        "enabled": 0,
        "detailed": {"regular": {"total": 0, "enabled": 0}, "evo": {"total": 0, "enabled": 0}},
    }


def _list(node: NodeContext, request: RpcRequest) -> Json:
    mode = "json" if request.params[0] is None else get_str(request.params[0]).lower()
    if request.params[1] is not None:
        get_str(request.params[1])
    if mode not in _MODES:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"strMode {mode} not found")
    check_no_masternodes(node)
    return {}


@rpc_command("dash", "masternode list", "Return the masternodes.", args=_LIST_ARGS, result=_LIST_RESULT)
def masternode_list(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    return _list(node, request)


@rpc_command("dash", "masternodelist", "Return the masternodes.", args=_LIST_ARGS, result=_LIST_RESULT)
def masternodelist(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    return _list(node, request)


@rpc_command(
    "dash",
    "masternode status",
    "Describe the masternode this node runs.",
    result="null  (json null) Nothing: this node runs none",
)
def masternode_status(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node, request
    raise RpcError(RpcErrorCode.INTERNAL_ERROR, "This node does not run an active masternode.")


@rpc_command(
    "dash",
    "masternode winners",
    "Return which masternodes blocks pay.",
    args=(
        RpcArg("count", ArgType.NUM, "So many of the last blocks.", default=10, also="numeric"),
        RpcArg("filter", ArgType.STR, "Only those in whose line this text occurs.", default=""),
    ),
    result="{}    (json object) Nothing: the chain has no masternodes",
)
def masternode_winners(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    check_no_masternodes(node)
    return {}


def spork_value(name: str, params: ChainParams) -> int:
    """Return a spork's value where no keeper ever sent one: the time from which it is on.

    Source: C++ GetSporkValue, which does not listen to keepers on the main network any more.
    """
    if params.is_test_chain:
        return _SPORK_OFF
    return 1 if name == "SPORK_21_QUORUM_ALL_CONNECTED" else 0


@rpc_command(
    "dash",
    "spork",
    "Show the sporks, switches of rules that the network's keepers send; without peers all stay at their start.",
    args=(RpcArg("command", ArgType.STR, "show for their values, active for which are on."),),
    result="""{                (json object)
  "SPORK" : n,   (numeric) With show: its value
  "SPORK" : b,   (boolean) With active: whether it is on
  ...
}""",
    examples=("show",),
)
def spork(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    match get_str(request.params[0]):
        case "show":
            return {name: spork_value(name, node.params) for name in SPORKS}
        case "active":
            return {name: spork_value(name, node.params) < node.clock.now() for name in SPORKS}
        case _:
            return None


COMMANDS = (
    masternode,
    masternode_count,
    masternode_list,
    masternode_status,
    masternode_winners,
    masternodelist,
    spork,
)
