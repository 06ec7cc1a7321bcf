"""Commands about the peers there are. Mirrors getpeerinfo of rpc/net.cpp."""

from dashcore.net.permissions import permission_names
from dashcore.node.context import NodeContext
from dashcore.node.network.peer_stats import PeerState, peer_states, service_names
from dashcore.rpc.command import Json, RpcRequest, rpc_command

_RESULT = """[                                    (json array)
  {
    "id" : n,                        (numeric) The peer's number
    "addr" : "str",                  (string) Its address, host:port
    "addrbind" : "str",              (string, optional) Our address of the connection
    "addrlocal" : "str",             (string, optional) Our address as the peer sees it
    "network" : "str",               (string) One of (ipv4, ipv6, onion, i2p, cjdns, not_publicly_routable)
    "mapped_as" : n,                 (numeric, optional) Its autonomous system, where -asmap knows it
    "services" : "hex",              (string) The services it offers
    "servicesnames" : [ "str", ... ],  (json array) Their names
    "relaytxes" : true|false,        (boolean) Whether it wants transactions
    "lastsend" : xxx,                (numeric) When something was last sent, seconds since 1970
    "lastrecv" : xxx,                (numeric) When something last came, seconds since 1970
    "last_transaction" : xxx,        (numeric) When it last brought a transaction that was accepted
    "last_block" : xxx,              (numeric) When it last brought a block
    "bytessent" : n,                 (numeric) Bytes sent
    "bytesrecv" : n,                 (numeric) Bytes received
    "conntime" : xxx,                (numeric) When it was connected, seconds since 1970
    "timeoffset" : n,                (numeric) Seconds its clock is ahead
    "pingtime" : n,                  (numeric, optional) Seconds its last answer to a ping took
    "minping" : n,                   (numeric, optional) The shortest such time
    "pingwait" : n,                  (numeric, optional) Seconds it has not answered the last one for
    "version" : n,                   (numeric) Its version of the protocol
    "subver" : "str",                (string) The name it gives itself
    "inbound" : true|false,          (boolean) Whether it connected to us
    "bip152_hb_to" : true|false,     (boolean) Whether we want compact blocks of it unasked
    "bip152_hb_from" : true|false,   (boolean) Whether it wants ours unasked
    "masternode" : true|false,       (boolean) Whether we connected to it as to a masternode
    "banscore" : n,                  (numeric, optional) How much it misbehaved (-deprecatedrpc=banscore)
    "startingheight" : n,            (numeric) Height of its chain when it was connected
    "synced_headers" : n,            (numeric) Height of the last header that both have
    "synced_blocks" : n,             (numeric) Height of the last block that both have
    "inflight" : [ n, ... ],         (json array) Heights of the blocks it was asked for
    "addr_relay_enabled" : true|false,  (boolean) Whether addresses are exchanged with it
    "addr_processed" : n,            (numeric) Addresses of it that were looked at
    "addr_rate_limited" : n,         (numeric) Those dropped, for there were too many
    "permissions" : [ "str", ... ],  (json array) What it is allowed especially
    "bytessent_per_msg" : {          (json object) Bytes sent, by type of message
      "msg" : n, ...
    },
    "bytesrecv_per_msg" : {          (json object) Bytes received, by type of message; "*other*" for unknown ones
      "msg" : n, ...
    },
    "connection_type" : "str",       (string) inbound, outbound-full-relay, block-relay-only, manual, addr-fetch or feeler
    "transport_protocol_type" : "str",  (string) detecting, v1 or v2
    "session_id" : "hex"             (string) What both ends of an encrypted connection can compare
  }, ...
]"""


@rpc_command("network", "getpeerinfo", "Describe the connected peers.", result=_RESULT)
def getpeerinfo(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    shows_score = "banscore" in node.args.get_all("-deprecatedrpc")
    return [_peer_json(state, shows_score=shows_score) for state in peer_states(node)]


def _seconds(microseconds: int) -> float:
    return microseconds / 1_000_000


def _peer_json(state: PeerState, *, shows_score: bool) -> dict[str, Json]:
    connection, link = state.connection, state.link
    found: dict[str, Json] = {"id": connection.id, "addr": connection.address_name}
    if connection.address_bind is not None:
        found["addrbind"] = str(connection.address_bind)
    if connection.local_address is not None and connection.local_address.is_valid:
        found["addrlocal"] = str(connection.local_address)
    found["network"] = state.network.label
    if state.mapped_as:
        found["mapped_as"] = state.mapped_as
    found |= {
        "services": f"{state.services:016x}",
        "servicesnames": list(service_names(state.services)),
        "relaytxes": connection.relays_txs,
        "lastsend": link.last_send,
        "lastrecv": link.last_recv,
        "last_transaction": connection.last_tx_at,
        "last_block": connection.last_block_at,
        "bytessent": link.bytes_sent,
        "bytesrecv": link.bytes_recv,
        "conntime": connection.connected_at,
        "timeoffset": connection.time_offset,
    }
    if state.ping.last_us > 0:
        found["pingtime"] = _seconds(state.ping.last_us)
    if state.ping.least_us is not None:
        found["minping"] = _seconds(state.ping.least_us)
    if state.ping.wait_us > 0:
        found["pingwait"] = _seconds(state.ping.wait_us)
    found |= {
        "version": connection.version,
        "subver": connection.subversion,
        "inbound": connection.is_inbound,
        "bip152_hb_to": connection.is_highbandwidth_to,
        "bip152_hb_from": connection.is_highbandwidth_from,
        "masternode": False,
    }
    if shows_score:
        found["banscore"] = state.misbehavior_score
    return found | {
        "startingheight": state.starting_height,
        "synced_headers": state.sync.synced_headers,
        "synced_blocks": state.sync.synced_blocks,
        "inflight": list(state.sync.inflight),
        "addr_relay_enabled": state.addresses.is_enabled,
        "addr_processed": state.addresses.processed,
        "addr_rate_limited": state.addresses.rate_limited,
        "permissions": list(permission_names(connection.permissions)),
        "bytessent_per_msg": dict(link.sent_per_type),
        "bytesrecv_per_msg": dict(link.recv_per_type),
        "connection_type": connection.type.value,
        "transport_protocol_type": link.transport.value,
        "session_id": link.session_id,
    }


COMMANDS = (getpeerinfo,)
