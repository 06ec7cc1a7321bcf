"""Finds unspent outputs by descriptor. Mirrors scantxoutset of rpc/blockchain.cpp."""

from collections.abc import Container, Mapping, Sequence

from dashcore.chain.coins import Coin, outpoint_of
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.coin_scan import CoinScan
from dashcore.node.context import NodeContext
from dashcore.node.rpc.coin_snapshot import CoinSnapshot, check_running, take_snapshots
from dashcore.primitives.transaction import OutPoint
from dashcore.rpc.command import ArgType, Json, JsonAmount, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.jsonio import type_name
from dashcore.rpc.params import get_array, get_int, get_str
from dashcore.script.address import KeyPrefixes
from dashcore.script.descriptor import infer_descriptor, parse_descriptor
from dashcore.script.descriptor_checksum import DescriptorError
from dashcore.script.provider import FlatProvider
from dashcore.util.hashes import display_hash

_DEFAULT_RANGE = (0, 1000)
_MAX_RANGE = 1_000_000
_CHECK_EVERY = 8192  # coins
_PROGRESS_EVERY = 256  # coins


def parse_range(value: Json) -> tuple[int, int]:
    """Read which positions of a descriptor are meant, both ends included.

    Raises:
        RpcError: code -8. Source: C++ ParseDescriptorRange.
    """
    if type_name(value) == "number":
        low, high = 0, get_int(value, 64)
    elif isinstance(value, Sequence) and len(value) == 2 and all(type_name(end) == "number" for end in value):
        low, high = (get_int(end, 64) for end in value)
        if low > high:
            raise RpcError(
                RpcErrorCode.INVALID_PARAMETER, "Range specified as [begin,end] must not have begin after end"
            )
    else:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Range must be specified as end or as [begin,end]")
    if low < 0:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Range should be greater or equal than 0")
    if high >> 31:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "End of range is too high")
    if high >= low + _MAX_RANGE:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Range is too large")
    return low, high


def _parse_scan_object(value: Json) -> tuple[str, tuple[int, int]]:
    if isinstance(value, str):
        return value, _DEFAULT_RANGE
    if not isinstance(value, Mapping):
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Scan object needs to be either a string or an object")
    text, limits = value.get("desc"), value.get("range")
    if text is None:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Descriptor needs to be provided in scan object")
    return get_str(text), _DEFAULT_RANGE if limits is None else parse_range(limits)


def expand_scan_object(value: Json, prefixes: KeyPrefixes) -> tuple[list[bytes], FlatProvider]:
    """Return the scripts a descriptor describes, and the keys and scripts behind them.

    Args:
        value: the descriptor, or an object of it and a range.

    Raises:
        RpcError: with Core's code and message. Source: C++ EvalDescriptorStringOrObject.
    """
    text, (low, high) = _parse_scan_object(value)
    try:
        descriptor, provider = parse_descriptor(text, prefixes)
    except DescriptorError as error:
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, str(error)) from None
    if not descriptor.is_range:
        low = high = 0
    scripts: list[bytes] = []
    for position in range(low, high + 1):
        expansion = descriptor.expand(position, provider)
        if expansion is None:
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, f"Cannot derive script without private keys: '{text}'")
        scripts += expansion.scripts
        provider.merge(expansion.provider)
    return scripts, provider


def _find(
    node: NodeContext, scan: CoinScan, snapshot: CoinSnapshot, needles: Container[bytes]
) -> tuple[bool, int, list[tuple[OutPoint, Coin]]]:
    """Go through all coins; return whether to the end, how many there were and those that fit."""
    found: list[tuple[OutPoint, Coin]] = []
    count = 0
    for key, coin in snapshot.iterate():
        count += 1
        if count % _CHECK_EVERY == 0:
            check_running(node)
            if scan.should_abort:
                return False, count, found
        if count % _PROGRESS_EVERY == 0:
            scan.progress = int((0x100 * key[1] + key[2]) * 100.0 / 65536.0 + 0.5)
        if coin.out.script_pubkey in needles:
            found.append((outpoint_of(key), coin))
    scan.progress = 100
    return True, count, found


def _scan(node: NodeContext, objects: Json) -> Json:
    prefixes = node.params.base58
    needles: dict[bytes, FlatProvider] = {}
    for value in get_array(objects):
        scripts, provider = expand_scan_object(value, prefixes)
        for script in scripts:
            needles.setdefault(script, provider)
    (snapshot,) = take_snapshots(node)
    completed, count, found = _find(node, node.coin_scan, snapshot, needles)
    found.sort(key=lambda entry: (entry[0].txid, entry[0].index))
    unspents: list[Json] = [
        {
            "txid": display_hash(outpoint.txid),
            "vout": outpoint.index,
            "scriptPubKey": script.hex(),
            "desc": infer_descriptor(script, needles[script], prefixes).to_string(),
            "amount": JsonAmount(coin.out.value),
            "coinbase": coin.is_coinbase,
            "height": coin.height,
        }
        for outpoint, coin in found
        for script in (coin.out.script_pubkey,)
    ]
    return {
        "success": completed,
        "txouts": count,
        "height": snapshot.tip.height,
        "bestblock": display_hash(snapshot.tip.hash),
        "unspents": unspents,
        "total_amount": JsonAmount(sum(coin.out.value for _, coin in found)),
    }


def _start(node: NodeContext, request: RpcRequest) -> Json:
    scan = node.coin_scan
    if not scan.reserve():
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, 'Scan already in progress, use action "abort" or "status"')
    try:
        if request.given < 2:
            raise RpcError(RpcErrorCode.MISC_ERROR, "scanobjects argument is required for the start action")
        return _scan(node, request.params[1])
    finally:
        scan.release()


@rpc_command(
    "blockchain",
    "scantxoutset",
    "Search all unspent outputs for those that descriptors describe.\n"
    "Such descriptors are addr(<address>), raw(<hex script>), combo(<key>), pkh(<key>), sh(multi(<n>,<key>,...)).\n"
    "A key is a public key in hexadecimal or an extended key with a path that may end in /* or /*h (/*').",
    args=(
        RpcArg(
            "action",
            ArgType.STR,
            '"start" scans and returns what was found, "abort" ends a running scan (true if there was one),\n'
            '"status" returns the progress of a running scan.',
        ),
        RpcArg(
            "scanobjects",
            ArgType.ARR,
            'What to look for; "start" needs it.',
            default=None,
            oneline="[scanobjects,...]",
            inner=(
                RpcArg("descriptor", ArgType.STR, "A descriptor.", default=None),
                RpcArg(
                    "",
                    ArgType.OBJ,
                    "A descriptor with its range.",
                    default=None,
                    inner=(
                        RpcArg("desc", ArgType.STR, "The descriptor."),
                        RpcArg("range", ArgType.RANGE, "The positions to try: end, or [begin,end].", default=1000),
                    ),
                ),
            ),
        ),
    ),
    result="""true|false                    (boolean) With "abort"
null                          (json null) With "status" and no scan
{                             (json object) With "status" and a scan
  "progress" : n              (numeric) Percent
}
{                             (json object) With "start"
  "success" : true|false,     (boolean) Whether it came to its end
  "txouts" : n,               (numeric) Unspent outputs seen
  "height" : n,               (numeric) Height of the tip
  "bestblock" : "hex",        (string) Hash of the tip
  "unspents" : [              (json array)
    {
      "txid" : "hex",         (string) The transaction that made it
      "vout" : n,             (numeric) Its number there
      "scriptPubKey" : "hex", (string) Its script
      "desc" : "str",         (string) A descriptor of just this script
      "amount" : n,           (numeric) Its value in DASH
      "coinbase" : true|false,  (boolean) Whether a coinbase made it
      "height" : n            (numeric) Height of the block that made it
    }, ...
  ],
  "total_amount" : n          (numeric) Their sum in DASH
}""",
    examples=("start '[\"raw(76a91411b366edfc0a8b66feebae5c2e25a7b6a5d1cf3188ac)#fm24fxxy\"]'", "status", "abort"),
)
def scantxoutset(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    scan = node.coin_scan
    match get_str(request.params[0]):
        case "status":
            return {"progress": scan.progress} if scan.is_running else None
        case "abort":
            scan.should_abort = True
            return scan.is_running
        case "start":
            return _start(node, request)
        case _:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid command")


COMMANDS = (scantxoutset,)
