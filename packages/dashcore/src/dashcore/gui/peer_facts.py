"""What is said of a peer, in words. Mirrors the details of qt/rpcconsole.cpp and parts of qt/guiutil.cpp."""

from collections.abc import Callable
from typing import NamedTuple

from dashcore.gui.status_bar import describe_age
from dashcore.gui.texts import mark, tr
from dashcore.gui.traffic_page import format_bytes
from dashcore.interfaces.node import NodeStats

KINDS = {
    "inbound": mark("Inbound"),
    "outbound-full-relay": mark("Outbound, full relay"),
    "block-relay-only": mark("Outbound, blocks only"),
    "manual": mark("Outbound, manual"),
    "feeler": mark("Outbound, test"),
    "addr-fetch": mark("Outbound, addresses"),
}
NETWORKS = {
    "ipv4": "IPv4",
    "ipv6": "IPv6",
    "onion": "Onion",
    "i2p": "I2P",
    "cjdns": "CJDNS",
    "not_publicly_routable": mark("not routable"),
}


class Fact(NamedTuple):
    """A name and how its value is worded, given the peer and the time in seconds."""

    name: str
    word: Callable[[NodeStats, int], str]


def describe_kind(peer: NodeStats) -> str:
    """Say which way the connection was made, and what for."""
    return tr(KINDS.get(peer.connection_type, peer.connection_type))


def describe_network(peer: NodeStats) -> str:
    """Name the network it is reached over."""
    return tr(NETWORKS.get(peer.network, peer.network))


def describe_ping(microseconds: int | None) -> str:
    """Show how long an answer took; empty before the first one."""
    return "" if microseconds is None else tr("{time} ms", time=round(microseconds / 1000))


def _ago(then: int, now: int) -> str:
    return tr("{age} ago", age=describe_age(now - then)) if then else tr("never")


def _height(height: int) -> str:
    return str(height) if height >= 0 else tr("unknown")


def _yes(value: bool) -> str:
    return tr("yes") if value else tr("no")


def _highbandwidth(peer: NodeStats) -> str:
    ways = ((peer.is_highbandwidth_to, tr("to us")), (peer.is_highbandwidth_from, tr("from us")))
    return ", ".join(text for holds, text in ways if holds) or tr("no")


def _relayed_addresses(peer: NodeStats) -> str:
    if not peer.is_addr_relay_enabled:
        return tr("no")
    return tr("{count} taken, {limited} too fast", count=peer.addr_processed, limited=peer.addr_rate_limited)


# the last one is wide
FACTS = (
    Fact(mark("Address"), lambda peer, _now: peer.address),
    Fact(mark("Kind"), lambda peer, _now: describe_kind(peer)),
    Fact(mark("Network"), lambda peer, _now: describe_network(peer)),
    Fact(mark("Our end"), lambda peer, _now: peer.address_bind or tr("unknown")),
    Fact(mark("Sees us as"), lambda peer, _now: peer.address_local or tr("unknown")),
    Fact(mark("User agent"), lambda peer, _now: peer.subversion or tr("unknown")),
    Fact(mark("Version"), lambda peer, _now: str(peer.version) if peer.version else tr("unknown")),
    Fact(mark("Services"), lambda peer, _now: ", ".join(peer.services) or tr("none")),
    Fact(mark("Permissions"), lambda peer, _now: ", ".join(peer.permissions) or tr("none")),
    Fact(
        mark("Transport"), lambda peer, _now: tr("being agreed on") if peer.transport == "detecting" else peer.transport
    ),
    Fact(mark("Mapped system"), lambda peer, _now: f"AS{peer.mapped_as}" if peer.mapped_as else tr("unknown")),
    Fact(mark("Takes transactions"), lambda peer, _now: _yes(peer.relays_txs)),
    Fact(mark("Compact blocks unasked"), lambda peer, _now: _highbandwidth(peer)),
    Fact(mark("Connected for"), lambda peer, now: describe_age(now - peer.connected_at)),
    Fact(mark("Sent last"), lambda peer, now: _ago(peer.last_send, now)),
    Fact(mark("Received last"), lambda peer, now: _ago(peer.last_recv, now)),
    Fact(mark("Sent"), lambda peer, _now: format_bytes(peer.bytes_sent)),
    Fact(mark("Received"), lambda peer, _now: format_bytes(peer.bytes_recv)),
    Fact(mark("Ping"), lambda peer, _now: describe_ping(peer.ping_us) or tr("unknown")),
    Fact(mark("Fastest ping"), lambda peer, _now: describe_ping(peer.min_ping_us) or tr("unknown")),
    Fact(mark("Ping due for"), lambda peer, _now: describe_ping(peer.ping_wait_us or None) or tr("nothing")),
    Fact(mark("Clock ahead by"), lambda peer, _now: tr("{seconds} s", seconds=peer.time_offset)),
    Fact(mark("Height at the start"), lambda peer, _now: _height(peer.starting_height)),
    Fact(mark("Common headers"), lambda peer, _now: _height(peer.synced_headers)),
    Fact(mark("Common blocks"), lambda peer, _now: _height(peer.synced_blocks)),
    Fact(mark("Last block"), lambda peer, now: _ago(peer.last_block, now)),
    Fact(mark("Last transaction"), lambda peer, now: _ago(peer.last_tx, now)),
    Fact(mark("Addresses"), lambda peer, _now: _relayed_addresses(peer)),
    Fact(mark("Misbehaviour"), lambda peer, _now: str(peer.misbehavior_score)),
    Fact(mark("Session"), lambda peer, _now: peer.session_id or tr("not encrypted")),
)
