"""Commands about other processes: who is connected, who may be. Only where there are several."""

import os
import sys
from pathlib import Path

from dashcore.interfaces.ipc_admin import IpcAdmin, IpcAdminError, IpcPeer
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_str, parse_bool, parse_int

_REMOVE = "remove"


def _admin(node: NodeContext) -> IpcAdmin:
    if node.ipc_admin is None:
        raise RpcError(RpcErrorCode.INTERNAL_ERROR, "This process has no others")
    return node.ipc_admin


def _peer_json(peer: IpcPeer) -> Json:
    found: dict[str, Json] = {"id": peer.id, "direction": peer.direction.value, "address": peer.address}
    if peer.exe:
        found["exe"] = peer.exe
    if peer.pid is not None:
        found["pid"] = peer.pid
    if peer.uid is not None:
        found["uid"] = peer.uid
    if peer.fingerprint:
        found["fingerprint"] = peer.fingerprint
    return {
        **found,
        "permissions": peer.permissions,
        "connected": peer.connected_at,
        "calls_in": peer.calls_in,
        "calls_out": peer.calls_out,
        "bytes_in": peer.bytes_in,
        "bytes_out": peer.bytes_out,
        "objects": peer.objects,
        "waiting": peer.waiting,
    }


@rpc_command(
    "control",
    "getipcinfo",
    "Describe this process's connections with other processes: where it listens (-ipcbind) and who is connected.",
    result="""{                            (json object)
  "process" : {              (json object) This process
    "exe" : "str",           (string) Its program
    "pid" : n,               (numeric) Its process id
    "fingerprint" : "hex"    (string, optional) Of its key, once one was needed
  },
  "listeners" : [            (json array) Where it listens
    {
      "address" : "str",     (string) The address
      "permissions" : [      (json array) What its clients may do
        "str", ...
      ],
      "connections" : n,     (numeric) How many clients there are
      "max_connections" : n  (numeric) How many there may be
    }, ...
  ],
  "peers" : [                (json array) Who is connected
    {
      "id" : n,              (numeric) Its number
      "direction" : "str",   (string) "spawned" for a process of this one's own, "attached" for one that came by itself
      "address" : "str",     (string) Where it came in
      "exe" : "str",         (string, optional) Its program, as far as known
      "pid" : n,             (numeric, optional) Its process id
      "uid" : n,             (numeric, optional) Its user
      "fingerprint" : "hex", (string, optional) Of its key
      "permissions" : [      (json array) What it may do; of a process of this one's own nothing is listed
        "str", ...
      ],
      "connected" : xxx,     (numeric) Since when, seconds since 1970
      "calls_in" : n,        (numeric) Calls it made
      "calls_out" : n,       (numeric) Calls made to it
      "bytes_in" : n,        (numeric) Bytes received from it
      "bytes_out" : n,       (numeric) Bytes sent to it
      "objects" : n,         (numeric) Objects of this process that it holds
      "waiting" : n          (numeric) Notifications that it has not taken yet
    }, ...
  ],
  "sandbox" : {              (json object, optional) What this process is confined to, see -sandbox
    "mode" : "str",          (string) "off", "on" or "require"
    "full" : bool,           (boolean) Whether all that was asked for is enforced
    "landlock_abi" : n,      (numeric) Version of Landlock used; 0 for none
    "enforced" : [           (json array) What is enforced
      "str", ...
    ],
    "missing" : [            (json array) What was asked for and is not enforced
      "str", ...
    ],
    "notes" : [              (json array) What is allowed besides
      "str", ...
    ]
  }
}""",
)
def getipcinfo(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    admin = _admin(node)
    process: dict[str, Json] = {"exe": str(Path(sys.argv[0]).absolute()), "pid": os.getpid()}
    fingerprint = admin.get_fingerprint(False)
    if fingerprint:
        process["fingerprint"] = fingerprint
    info: dict[str, Json] = {
        "process": process,
        "listeners": [
            {
                "address": listener.address,
                "permissions": listener.permissions,
                "connections": listener.connections,
                "max_connections": listener.max_connections,
            }
            for listener in admin.get_listeners()
        ],
        "peers": [_peer_json(peer) for peer in admin.get_peers()],
    }
    if node.sandbox is not None:
        info["sandbox"] = node.sandbox.to_dict()
    return info


@rpc_command(
    "control",
    "disconnectipc",
    "Disconnect programs that attached over IPC: one by its number, or all that came in at an address. What they "
    "registered ends. The node's own wallet process stays.",
    args=(
        RpcArg("address", ArgType.STR, "An address as getipcinfo shows it.", default="fallback to id"),
        RpcArg(
            "id",
            ArgType.STR,
            "A number as getipcinfo shows it.",
            default="fallback to address",
            also="numeric or string",
        ),
    ),
    result="""[      (json array) The numbers of those disconnected
  n, ...
]""",
    examples=('"unix:/home/me/.dashcore/node.sock"', '"" 1'),
)
def disconnectipc(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    admin = _admin(node)
    address, number = request.params
    peers = admin.get_peers()
    if number is None and address not in {None, ""}:
        chosen = [peer.id for peer in peers if peer.address == get_str(address)]
        missing = f"No IPC peer is connected at address {address}"
    elif number is not None and address in {None, ""}:
        wanted = parse_int(number, "id")
        chosen = [peer.id for peer in peers if peer.id == wanted]
        missing = f"No IPC peer has id {wanted}"
    else:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Only one of address and id should be provided.")
    if not chosen:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, missing)
    for peer_id in chosen:
        try:
            admin.disconnect(peer_id)
        except IpcAdminError as error:
            raise RpcError(RpcErrorCode.MISC_ERROR, str(error)) from error
    return chosen


@rpc_command(
    "control",
    "ipcpair",
    "Show which keys may connect at the tls addresses of -ipcbind, accept another one, or take one back.\n"
    "A program on another machine shows its fingerprint when it is refused: compare it with the one shown here, accept "
    "it, and let that program accept the fingerprint of this process (-ipcauthorize).",
    args=(
        RpcArg(
            "fingerprint", ArgType.STR, "A key's 64 hex digits; colons do not matter.", default="show what there is"
        ),
        RpcArg("comment", ArgType.STR, f'Whose key it is; "{_REMOVE}" takes the key back.', default=""),
        RpcArg(
            _REMOVE,
            ArgType.STR,
            "Take the key back, and disconnect who holds it.",
            default=False,
            also="boolean or string",
        ),
    ),
    result="""{                            (json object)
  "fingerprint" : "hex",     (string) Of this process's own key
  "addresses" : [            (json array) Where it listens
    "str", ...
  ],
  "authorized" : [           (json array) The keys that are accepted
    {
      "fingerprint" : "hex", (string) The key
      "comment" : "str",     (string) Whose it is
      "by_option" : bool     (boolean) -ipcauthorize names it
    }, ...
  ],
  "refused" : [              (json array) The keys refused lately, the last one first
    {
      "fingerprint" : "hex", (string) The key
      "address" : "str",     (string) From where it came
      "time" : xxx           (numeric) When, seconds since 1970
    }, ...
  ]
}""",
    examples=("", f'"{"3f" * 32}" "laptop"', f'"{"3f" * 32}" "{_REMOVE}"'),
)
def ipcpair(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    admin = _admin(node)
    fingerprint, comment, remove = request.params
    try:
        if fingerprint is not None:
            text = "" if comment is None else get_str(comment)
            if text == _REMOVE if remove is None else parse_bool(remove, _REMOVE):
                _revoke(admin, get_str(fingerprint))
            else:
                admin.authorize(get_str(fingerprint), text)
        return _keys_json(admin)
    except IpcAdminError as error:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, str(error)) from error


def _revoke(admin: IpcAdmin, fingerprint: str) -> None:
    if not admin.revoke(fingerprint):
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "That key is not authorized")


def _keys_json(admin: IpcAdmin) -> Json:
    return {
        "fingerprint": admin.get_fingerprint(True),
        "addresses": [each.address for each in admin.get_listeners() if each.address.startswith("tls:")],
        "authorized": [
            {"fingerprint": each.fingerprint, "comment": each.comment, "by_option": each.by_option}
            for each in admin.get_authorized()
        ],
        "refused": [
            {"fingerprint": each.fingerprint, "address": each.address, "time": each.time}
            for each in admin.get_refused()
        ],
    }


IPC_COMMANDS = (disconnectipc, getipcinfo, ipcpair)
