"""Block templates for miners (BIP 22, 23 and 9). Mirrors getblocktemplate of rpc/mining.cpp."""

import re
from collections.abc import Mapping

from dashcore.consensus.limits import max_block_sigops, max_block_size
from dashcore.consensus.params import Deployment, SignaledDeployment
from dashcore.consensus.pow import target_from_compact
from dashcore.consensus.validation import InvalidBlockError
from dashcore.consensus.versionbits import ThresholdState
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.block_submit import known_verdict
from dashcore.node.context import NodeContext
from dashcore.node.mining.miner import BlockCreationError, BlockTemplate
from dashcore.node.mining.template_keeper import TemplateKeeper, keeper_of
from dashcore.node.rpc.chain_json import get_tip
from dashcore.node.rpc.mining import decode_block
from dashcore.primitives.block import BlockHeader
from dashcore.primitives.transaction import TxOut
from dashcore.primitives.types import BlockHash
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_object, get_str, parse_hash
from dashcore.script.address import encode_destination
from dashcore.script.standard import extract_destination
from dashcore.util.hashes import display_hash

_LONGPOLL_S = 60.0  # how long a long poll looks at the tip alone
_LONGPOLL_AGAIN_S = 10.0
_FORCED = frozenset({SignaledDeployment.TESTDUMMY, SignaledDeployment.V24})  # clients need not know these rules


def _propose(node: NodeContext, request: Mapping[str, Json]) -> Json:
    data = request.get("data")
    if not isinstance(data, str):
        raise RpcError(RpcErrorCode.TYPE_ERROR, "Missing data String key for proposal")
    block = decode_block(data)
    with node.chainman.cs_main:
        index = node.chainman.find(block.hash)
        if index is not None:
            return known_verdict(index) or "duplicate-inconclusive"
        tip = get_tip(node)
        if block.header.prev_hash != tip.hash:
            return "inconclusive-not-best-prevblk"
        try:
            node.chainman.test_block_validity(block, tip, check_pow=False, check_merkle_root=True)
        except InvalidBlockError as error:
            return error.reason or "rejected"
    return None


def _wait_for_change(node: NodeContext, longpoll: Json, keeper: TemplateKeeper) -> None:
    """Return once the tip moved, or after a minute once the mempool changed."""
    if isinstance(longpoll, str):
        watched = BlockHash(parse_hash(longpoll[:64], "longpollid"))
        number = re.match(r"\d*", longpoll[64:])
        updates = int(number[0]) if number and number[0] else 0
    else:
        watched = get_tip(node).hash
        updates = keeper.updates
    timeout = _LONGPOLL_S
    while not node.shutdown.shutdown_requested():
        tip = node.chainman.wait_for_tip(watched, timeout)
        if tip is None or tip.hash != watched or node.mempool.updates != updates:
            break
        timeout = _LONGPOLL_AGAIN_S
    if node.shutdown.shutdown_requested():
        raise RpcError(RpcErrorCode.CLIENT_NOT_CONNECTED, "Shutting down")


def _transactions(template: BlockTemplate) -> list[Json]:
    positions = {tx.txid: number for number, tx in enumerate(template.block.transactions)}
    shown: list[Json] = []
    for number, tx in enumerate(template.block.transactions[1:], 1):
        depends: list[Json] = [
            positions[txin.prevout.txid] for txin in tx.inputs if positions.get(txin.prevout.txid, number) < number
        ]
        shown.append(
            {
                "data": tx.serialize().hex(),
                "hash": display_hash(tx.txid),
                "depends": depends,
                "fee": template.fees[number],
                "sigops": template.sigops[number],
            }
        )
    return shown


def _payments(node: NodeContext, outputs: tuple[TxOut, ...]) -> list[Json]:
    shown: list[Json] = []
    for output in outputs:
        destination = extract_destination(output.script_pubkey)
        payee = "" if destination is None else encode_destination(destination, node.params.base58)
        shown.append({"payee": payee, "script": output.script_pubkey.hex(), "amount": output.value})
    return shown


def _rules(node: NodeContext, template: BlockTemplate) -> tuple[int, list[Json], dict[str, Json]]:
    """Return the block version, the active rules and those being voted on, with their bits."""
    votes = node.chainman.state.special.version_bits
    version = template.block.header.version
    rules: list[Json] = ["csv"]
    available: dict[str, Json] = {}
    for deployment in SignaledDeployment:
        state = votes.state(template.prev, deployment)
        bit = node.params.consensus.signals[deployment].bit
        name = deployment.value if deployment in _FORCED else f"!{deployment.value}"
        if state is ThresholdState.ACTIVE:
            rules.append(name)
        elif state in {ThresholdState.STARTED, ThresholdState.LOCKED_IN}:
            if state is ThresholdState.LOCKED_IN:
                version |= 1 << bit
            available[name] = bit
    return version, rules, available


def _template_to_json(node: NodeContext, template: BlockTemplate, header: BlockHeader, updates: int) -> Json:
    consensus = node.params.consensus
    coinbase = template.block.transactions[0]
    bigger = consensus.is_active_after(Deployment.DIP1, template.prev)
    version, rules, available = _rules(node, template)
    return {
        "capabilities": ["proposal"],
        "version": version,
        "rules": rules,
        "vbavailable": available,
        "vbrequired": 0,
        "previousblockhash": display_hash(template.prev.hash),
        "transactions": _transactions(template),
        "coinbaseaux": {},
        "coinbasevalue": coinbase.value_out,
        "longpollid": f"{display_hash(template.prev.hash)}{updates}",
        "target": f"{target_from_compact(header.bits):064x}",
        "mintime": template.prev.median_time_past + 1,
        "mutable": ["time", "transactions", "prevblock"],
        "noncerange": "00000000ffffffff",
        "sigoplimit": max_block_sigops(bigger_blocks=bigger),
        "sizelimit": max_block_size(bigger_blocks=bigger),
        "curtime": header.time,
        "bits": f"{header.bits:08x}",
        "previousbits": f"{template.prev.bits:08x}",
        "height": template.height,
        "masternode": _payments(node, template.masternode_payments),
        "masternode_payments_started": template.height > consensus.masternode_payments_start,
        "masternode_payments_enforced": True,
        "superblock": _payments(node, template.superblock_payments),
        "superblocks_started": template.height > consensus.superblock_start,
        "superblocks_enabled": False,  # spork 9 is off until a signed spork message says otherwise
        "coinbase_payload": coinbase.extra_payload.hex(),
    }


@rpc_command(
    "mining",
    "getblocktemplate",
    "Return what a miner needs to work on the next block, or test a block it proposes.",
    args=(
        RpcArg(
            "template_request",
            ArgType.OBJ,
            "What is asked for.",
            None,
            (
                RpcArg("mode", ArgType.STR, '"template", "proposal" or left out.', None),
                RpcArg("capabilities", ArgType.ARR, "What the client can do.", None),
                RpcArg("rules", ArgType.ARR, "Rules the client knows.", None),
            ),
            oneline='"template_request"',
        ),
    ),
    result="{...}  (json object) The template; for a proposal null, or why it would be refused (BIP 22).",
)
def getblocktemplate(node: NodeContext, request: RpcRequest) -> Json:
    """Answer the command."""
    asked = {} if request.params[0] is None else get_object(request.params[0])
    mode = asked.get("mode")
    if mode == "proposal":
        return _propose(node, asked)
    if mode not in {None, "template"}:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid mode")
    rules = asked.get("rules")
    if isinstance(rules, list):
        for rule in rules:
            get_str(rule)
    if not node.params.is_test_chain:
        raise RpcError(RpcErrorCode.CLIENT_NOT_CONNECTED, "Dash Core is not connected!")
    keeper = keeper_of(node)
    longpoll = asked.get("longpollid")
    if longpoll is not None:
        _wait_for_change(node, longpoll, keeper)
    with node.chainman.cs_main:
        try:
            template = keeper.get()
        except BlockCreationError as error:
            raise RpcError(RpcErrorCode.MISC_ERROR, str(error)) from error
        header = node.assembler.update_time(template.block.header, template.prev)
        return _template_to_json(node, template, header, keeper.updates)


COMMANDS = (getblocktemplate,)
