"""Commands about keys of masternodes' operators. Mirrors the bls commands of rpc/evo.cpp."""

from dashcore.crypto.bls import BlsError, BlsSecretKey
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_str, parse_bool

_RESULT = """{                   (json object)
  "secret" : "hex", (string) The secret key
  "public" : "hex", (string) The public key
  "scheme" : "str"  (string) How the public key is written: basic or legacy
}"""


def _to_json(key: BlsSecretKey, *, legacy: bool) -> dict[str, Json]:
    return {
        "secret": key.to_bytes().hex(),
        "public": key.public_key(legacy=legacy).hex(),
        "scheme": "legacy" if legacy else "basic",
    }


@rpc_command(
    "evo",
    "bls",
    "Make and read keys of masternodes' operators: fromsecret, generate.",
    args=(RpcArg("command", ArgType.STR, "Which of these."),),
)
def bls(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node, request
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Must be a valid command")


@rpc_command(
    "evo",
    "bls generate",
    "Make a secret key and its public key.",
    args=(
        RpcArg(
            "legacy",
            ArgType.BOOL,
            "Write the public key as before Dash's version 19 (deprecated: needs -deprecatedrpc=legacy_mn).",
            default=False,
            also="boolean",
        ),
    ),
    result=_RESULT,
)
def bls_generate(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    legacy = False
    if request.params[0] is not None:
        if "legacy_mn" not in node.args.get_all("-deprecatedrpc"):
            raise RpcError(
                RpcErrorCode.MISC_ERROR,
                "DEPRECATED: Pass config option -deprecatedrpc=legacy_mn to set this argument",
            )
        legacy = parse_bool(request.params[0], "bls_legacy_scheme")
    return _to_json(BlsSecretKey.make(), legacy=legacy)


@rpc_command(
    "evo",
    "bls fromsecret",
    "Return the public key of a secret key.",
    args=(
        RpcArg("secret", ArgType.STR, "The secret key, 64 hex digits."),
        RpcArg(
            "legacy",
            ArgType.BOOL,
            "Write the public key as before Dash's version 19.",
            default=False,
            also="boolean",
        ),
    ),
    result=_RESULT,
    examples=("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",),
)
def bls_fromsecret(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node
    legacy = request.params[1] is not None and parse_bool(request.params[1], "bls_legacy_scheme")
    try:
        key = BlsSecretKey(bytes.fromhex(get_str(request.params[0])))
    except (BlsError, ValueError):
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "secretKey must be a valid BLS secret key") from None
    return _to_json(key, legacy=legacy)


COMMANDS = (bls, bls_fromsecret, bls_generate)
