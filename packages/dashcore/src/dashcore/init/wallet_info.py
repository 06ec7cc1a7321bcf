"""What a wallet process tells of its node: the command getipcinfo of its own server."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from dashcore.common.sandbox import SandboxReport
from dashcore.ipc.reconnect import NodeLink
from dashcore.rpc.command import Json, RpcRequest, rpc_command
from dashcore.wallet.loader import WalletContext


@dataclass(frozen=True, slots=True, kw_only=True)
class InfoContext:
    """What the command works on.

    Attributes:
        address: of the node, as it was typed.
        sandbox: what this process is confined to.
    """

    address: str
    link: NodeLink
    wallets: WalletContext
    sandbox: SandboxReport | None


@rpc_command(
    "control",
    "getipcinfo",
    "Describe this process's connection with its node, and how far its wallets follow that.",
    result="""{                          (json object)
  "process" : {            (json object) This process
    "exe" : "str",         (string) Its program
    "pid" : n              (numeric) Its process id
  },
  "node" : {               (json object)
    "address" : "str",     (string) Where it is, as -ipcconnect says
    "connected" : bool,    (boolean) Whether it is there now
    "connections" : n,     (numeric) How often it has been connected to
    "problem" : "str"      (string, optional) Why it is not connected
  },
  "wallets" : [            (json array)
    {
      "name" : "str",      (string) The wallet
      "following" : bool,  (boolean) Whether it has caught up with the node that is there
      "problem" : "str"    (string, optional) Why it cannot follow that
    }, ...
  ],
  "sandbox" : {            (json object, optional) What this process is confined to, see -sandbox
    "mode" : "str",        (string) "off", "on" or "require"
    "full" : bool,         (boolean) Whether all that was asked for is enforced
    "landlock_abi" : n,    (numeric) Version of Landlock used; 0 for none
    "enforced" : [         (json array) What is enforced
      "str", ...
    ],
    "missing" : [          (json array) What was asked for and is not enforced
      "str", ...
    ],
    "notes" : [            (json array) What is allowed besides
      "str", ...
    ]
  }
}""",
)
def getipcinfo(context: InfoContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    link = context.link
    generation, connected = link.generation, link.is_connected
    node: dict[str, Json] = {"address": context.address, "connected": connected, "connections": generation}
    if link.problem:
        node["problem"] = link.problem
    wallets: list[Json] = []
    for wallet in context.wallets.wallets():
        following = wallet.following
        caught_up = connected and following.generation == generation and not following.trouble
        entry: dict[str, Json] = {"name": wallet.name, "following": caught_up}
        if following.trouble:
            entry["problem"] = following.trouble
        wallets.append(entry)
    process: Json = {"exe": str(Path(sys.argv[0]).absolute()), "pid": os.getpid()}
    info: dict[str, Json] = {"process": process, "node": node, "wallets": wallets}
    if context.sandbox is not None:
        info["sandbox"] = context.sandbox.to_dict()
    return info


COMMANDS = (getipcinfo,)
