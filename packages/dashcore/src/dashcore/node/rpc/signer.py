"""The command about signers outside of this program. Mirrors rpc/external_signer.cpp."""

from dashcore.common.external_signer import ExternalSigner, ExternalSignerError
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.rpc.command import Json, RpcRequest, rpc_command


@rpc_command(
    "signer",
    "enumeratesigners",
    "List the signers, such as hardware wallets, that the program of -signer knows.",
    result="""{                               (json object)
  "signers" : [                   (json array)
    {
      "fingerprint" : "hex",    (string) Of its master key
      "name" : "str"            (string) Its model
    }, ...
  ]
}""",
)
def enumeratesigners(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    command = node.args.get("-signer", "")
    if not command:
        raise RpcError(RpcErrorCode.MISC_ERROR, "Error: restart dashd with -signer=<cmd>")
    try:
        signers = ExternalSigner.enumerate(command, node.args.network)
    except ExternalSignerError as error:
        raise RpcError(RpcErrorCode.MISC_ERROR, str(error)) from None
    return {"signers": [{"fingerprint": signer.fingerprint, "name": signer.name} for signer in signers]}


COMMANDS = (enumeratesigners,)
