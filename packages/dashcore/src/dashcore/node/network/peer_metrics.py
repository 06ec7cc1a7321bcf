"""What the node measures of its peers for -statshost. Mirrors CalculateNumConnectionsChangedStats of net.cpp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashcore.net.transports.message_types import MESSAGE_TYPES

if TYPE_CHECKING:
    from dashcore.chain.metrics import Metrics
    from dashcore.net.manager import ConnectionManager


def count_sent(metrics: Metrics, message_type: str, size: int) -> None:
    """Count a message that was sent, of so many bytes. Source: C++ PushMessage."""
    metrics.count(f"bandwidth.message.{message_type}.bytesSent", size)
    metrics.count(f"message.sent.{message_type}", 1)


class PeerGauges:
    """Describes connections and what passed over them; the numbers of bytes grow from one call to the next."""

    def __init__(self, connman: ConnectionManager, metrics: Metrics) -> None:
        self._connman = connman
        self._metrics = metrics
        self._received = self._sent = 0

    def send(self) -> None:
        """Describe them as they are now. Threads: one at a time."""
        self._send_totals()
        peers = [peer for peer in self._connman.stats() if peer.connection.is_handshaken]
        gauge = self._metrics.gauge
        for peer in peers:
            if peer.connection.last_ping_us > 0:
                self._metrics.timing("peers.ping_us", peer.connection.last_ping_us)
        for kind in sorted(MESSAGE_TYPES):
            received = sum(peer.link.recv_per_type.get(kind, 0) for peer in peers)
            gauge(f"bandwidth.message.{kind}.totalBytesReceived", received)
            gauge(
                f"bandwidth.message.{kind}.totalBytesSent", sum(peer.link.sent_per_type.get(kind, 0) for peer in peers)
            )
        connections = [peer.connection for peer in peers]
        gauge("peers.totalConnections", len(self._connman.registry.links()))
        gauge("peers.spvNodeConnections", sum(each.has_bloom_filter for each in connections))
        gauge("peers.fullNodeConnections", sum(not each.has_bloom_filter for each in connections))
        gauge("peers.inboundConnections", sum(each.is_inbound for each in connections))
        gauge("peers.outboundConnections", sum(not each.is_inbound for each in connections))
        gauge("peers.ipv4Connections", sum(each.address.is_ipv4 for each in connections))
        gauge("peers.ipv6Connections", sum(each.address.is_ipv6 for each in connections))
        gauge("peers.torConnections", sum(each.address.is_onion for each in connections))

    def _send_totals(self) -> None:
        traffic = self._connman.traffic
        received, sent = traffic.received, traffic.sent
        self._metrics.count("bandwidth.bytesReceived", received - self._received)
        self._metrics.count("bandwidth.bytesSent", sent - self._sent)
        self._metrics.gauge("bandwidth.totalBytesReceived", received)
        self._metrics.gauge("bandwidth.totalBytesSent", sent)
        self._received, self._sent = received, sent
