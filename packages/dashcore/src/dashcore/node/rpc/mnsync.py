"""The command about the fetching of what masternodes know. Mirrors a part of rpc/node.cpp."""

from dashcore.node.context import NodeContext
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_str


@rpc_command(
    "dash",
    "mnsync",
    "Tell how far the node is in fetching what masternodes know; go on to the next stage, or begin anew.",
    args=(RpcArg("mode", ArgType.STR, "status, next or reset."),),
    result="""{                                  (json object) With status; else a string
  "AssetID" : n,                   (numeric) What is being fetched
  "AssetName" : "str",             (string) Its name
  "AssetStartTime" : n,            (numeric) Since when
  "Attempt" : n,                   (numeric) Peers that were asked
  "IsBlockchainSynced" : b,        (boolean) Whether the blocks are there
  "IsSynced" : b                   (boolean) Whether all is
}""",
    examples=("status",),
)
def mnsync(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    sync = node.masternode_sync
    match get_str(request.params[0]):
        case "status":
            return {
                "AssetID": int(sync.stage),
                "AssetName": sync.name,
                "AssetStartTime": sync.started,
                "Attempt": 0,
                "IsBlockchainSynced": sync.is_blockchain_synced,
                "IsSynced": sync.is_synced,
            }
        case "next":
            sync.switch_to_next()
            return f"sync updated to {sync.name}"
        case "reset":
            sync.reset()
            return "success"
        case _:
            return "failure"


COMMANDS = (mnsync,)
