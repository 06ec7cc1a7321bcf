"""Commands about the chain as a whole. Mirrors rpc/blockchain.cpp."""

from dashcore.chain.blockindex import BlockIndex
from dashcore.consensus.params import Deployment, SignaledDeployment
from dashcore.consensus.versionbits import ThresholdState
from dashcore.node.context import NodeContext
from dashcore.node.rpc.chain_json import difficulty, get_tip, work_hex
from dashcore.rpc.command import Json, RpcRequest, rpc_command
from dashcore.util.hashes import display_hash

_SIGNALED = (SignaledDeployment.V24, SignaledDeployment.TESTDUMMY)  # in dashd's order


def _buried_to_json(node: NodeContext, tip: BlockIndex, deployment: Deployment) -> Json:
    consensus = node.params.consensus
    return {
        "type": "buried",
        "active": consensus.is_active_after(deployment, tip),
        "height": consensus.heights[deployment],
    }


def _vote_to_json(node: NodeContext, tip: BlockIndex, deployment: SignaledDeployment) -> Json:
    special = node.chainman.state.special
    votes, signal = special.version_bits, node.params.consensus.signals[deployment]
    state = votes.state(tip, deployment)
    since = votes.state_since_height(tip, deployment)
    is_voting = state in {ThresholdState.STARTED, ThresholdState.LOCKED_IN}
    vote: dict[str, Json] = {"status": state.value}
    if is_voting:
        vote["bit"] = signal.bit
    vote["start_time"] = signal.start_time
    vote["timeout"] = signal.timeout
    vote["min_activation_height"] = signal.min_activation_height
    vote["ehf"] = signal.needs_ehf
    vote["since"] = since
    if is_voting:
        found = votes.statistics(tip, deployment)
        statistics: dict[str, Json] = {"period": found.period, "elapsed": found.elapsed, "count": found.count}
        if state is not ThresholdState.LOCKED_IN:
            statistics["threshold"] = found.threshold
            statistics["possible"] = found.possible
        vote["statistics"] = statistics
    if state is ThresholdState.LOCKED_IN:
        vote["activation_height"] = since + signal.window
    is_active = state is ThresholdState.ACTIVE
    result: dict[str, Json] = {"type": "bip9", "bip9": vote}
    if is_active:
        result["height"] = since
    result["active"] = is_active
    return result


def softforks_to_json(node: NodeContext, tip: BlockIndex) -> dict[str, Json]:
    """Describe all deployments for a child of `tip`. Source: C++ SoftForkDescPushBack."""
    consensus = node.params.consensus
    shown = {each.value: _buried_to_json(node, tip, each) for each in Deployment if consensus.is_enabled(each)}
    for vote in _SIGNALED:
        if consensus.is_signal_enabled(vote):
            shown[vote.value] = _vote_to_json(node, tip, vote)
    return shown


@rpc_command(
    "blockchain",
    "getblockchaininfo",
    "Describe the state of the chain.",
    result="""{                                  (json object)
  "chain" : "str",                   (string) Name of the network: main, test, regtest, or that of the devnet
  "blocks" : n,                      (numeric) Height of the tip
  "headers" : n,                     (numeric) Height of the best header
  "bestblockhash" : "hex",           (string) Hash of the tip
  "difficulty" : n,                  (numeric) The tip's difficulty
  "time" : xxx,                      (numeric) The tip's time, seconds since 1970
  "mediantime" : xxx,                (numeric) The tip's median time
  "verificationprogress" : n,        (numeric) Estimated share of all transactions that are checked, 0 to 1
  "initialblockdownload" : true|false,  (boolean) Whether the node still catches up
  "chainwork" : "hex",               (string) Expected number of hashes behind the chain
  "size_on_disk" : n,                (numeric) Bytes of block and undo files
  "pruned" : true|false,             (boolean) Whether old blocks are deleted
  "pruneheight" : n,                 (numeric, if pruned) First block that is stored
  "automatic_pruning" : true|false,  (boolean, if pruned) Whether the node prunes by itself
  "prune_target_size" : n,           (numeric, if it does) The size it keeps to, in bytes
  "softforks" : {                    (json object) Rule changes by name
    "name" : {
      "type" : "str",                (string) "buried", or "bip9" for one that is voted on
      "bip9" : {                     (json object, with "bip9")
        "status" : "str",            (string) defined, started, locked_in, active or failed
        "bit" : n,                   (numeric, while the vote runs) Bit of the block version
        "start_time" : xxx,          (numeric) Median time at which the vote begins
        "timeout" : xxx,             (numeric) Median time at which it has failed
        "min_activation_height" : n, (numeric) It is not active below
        "ehf" : true|false,          (boolean) Whether masternodes must signal first
        "ehf_height" : n,            (numeric, optional) Height at which they did
        "since" : n,                 (numeric) First block of the present status
        "statistics" : {             (json object, while the vote runs) The running period
          "period" : n,              (numeric) Its blocks
          "threshold" : n,           (numeric, until locked in) Votes that are needed
          "elapsed" : n,             (numeric) Blocks so far
          "count" : n,               (numeric) Votes so far
          "possible" : true|false    (boolean, until locked in) Whether enough can still come
        },
        "activation_height" : n      (numeric, once locked in) Expected height of its activation
      },
      "height" : n,                  (numeric, optional) Height at which it became active
      "active" : true|false          (boolean) Whether it holds for the next block
    }, ...
  },
  "warnings" : "str"                 (string) Warnings about network and chain
}""",
)
def getblockchaininfo(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    chainman = node.chainman
    with chainman.cs_main:
        tip = get_tip(node)
        best = chainman.best_header
        result: dict[str, Json] = {
            "chain": node.params.name,
            "blocks": tip.height,
            "headers": -1 if best is None else best.height,
            "bestblockhash": display_hash(tip.hash),
            "difficulty": difficulty(tip.bits),
            "time": tip.time,
            "mediantime": tip.median_time_past,
            "verificationprogress": chainman.verification_progress(tip),
            "initialblockdownload": chainman.is_initial_download(),
            "chainwork": work_hex(tip),
            "size_on_disk": chainman.block_disk_usage(),
            "pruned": chainman.options.is_pruning,
        }
        if chainman.options.is_pruning:
            result["pruneheight"] = chainman.first_stored_block(tip).height
            is_automatic = node.args.get_int("-prune", 0) != 1
            result["automatic_pruning"] = is_automatic
            if is_automatic:
                result["prune_target_size"] = chainman.options.prune_target
        result["softforks"] = softforks_to_json(node, tip)
        result["warnings"] = node.warnings.text()
        return result


COMMANDS = (getblockchaininfo,)
