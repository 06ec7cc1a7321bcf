"""Measurements sent to a Statsd server."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from net_peers import FakePeer

from dashcore.chain.metrics import Metrics
from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError
from dashcore.common.options import setup_server_args
from dashcore.net.connection import ConnectionType, ReceivedMessage
from dashcore.net.protocol import Services
from dashcore.net.transports.message_types import OTHER
from dashcore.node.net_processing.manager import PeerManager
from dashcore.node.network.peer_metrics import PeerGauges, count_sent
from dashcore.node.periodic_stats import TipGauges, send_periodic_stats
from dashcore.node.stats_client import StatsClient, make_stats_client
from dashcore.node.testing import SmallNode
from dashcore.primitives.net_address import NetService

ONION = "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion"


@pytest.fixture(name="server")
def _server() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(10)
        yield server


def make(*words: str) -> StatsClient | None:
    """Make a client of arguments."""
    args = ArgsManager()
    setup_server_args(args)
    args.parse_parameters(["node", *words])
    return make_stats_client(args)


def url(server: socket.socket) -> str:
    """Tell where the server is."""
    return f"-statshost=udp://127.0.0.1:{server.getsockname()[1]}/path"


def test_formats(server: socket.socket) -> None:
    """Each kind as Statsd has it, prefix and suffix around the key."""
    client = make(url(server), "-statsduration=0", "-statsprefix=.a", "-statssuffix=z.")
    assert client is not None
    client.timing("work_ms", 5)
    client.gauge("height", 1.5)
    client.count("sent", -2)
    client.close()
    assert [server.recv(100) for _ in range(3)] == [
        b"a.work_ms.z:5.000000|ms",
        b"a.height.z:1.500000|g",
        b"a.sent.z:-2.000000|c",
    ]


def test_batches(server: socket.socket) -> None:
    """Queued messages share datagrams up to the size; what waits is sent at the end."""
    client = make(url(server), "-statsduration=3600000", "-statsbatchsize=40")
    assert client is not None
    for number in range(3):
        client.count(f"k{number}", 1)
    client.close()
    received = b"\n".join(server.recv(100) for _ in range(2)).split(b"\n")
    assert received == [b"k0:1.000000|c", b"k1:1.000000|c", b"k2:1.000000|c"]


def test_none_unless_asked_for() -> None:
    """Without a host nothing is sent."""
    assert make() is None


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("-statshost=127.0.0.1", "-statsport=65536"), "Port must be between 1 and 65535, supplied 65536"),
        (("-statshost=127.0.0.1", "-statsport=0"), "Port must be between 1 and 65535, supplied 0"),
        (("-statshost=://127.0.0.1",), "No text before the scheme delimiter, malformed URL"),
        (("-statshost=http://127.0.0.1",), "Unsupported URL scheme, must begin with udp://"),
        (("-statshost=udp://",), "No host specified, malformed URL"),
        (("-statshost=udp://a.onion",), "Unable to lookup host a.onion"),
        ((f"-statshost=udp://{ONION}",), f"Host {ONION} on unsupported network"),
        (("-statshost=h", "-statsbatchsize=-1"), "-statsbatchsize cannot be configured with a negative value."),
        (("-statshost=h", "-statsduration=-1"), "-statsduration cannot be configured with a negative value."),
    ],
)
def test_errors(words: tuple[str, ...], text: str) -> None:
    """The text of dashd."""
    with pytest.raises(InitError) as caught:
        make(*words)
    assert str(caught.value) == f"Cannot init Statsd client ({text})"


class NoPunisher:
    """Nobody is punished here."""

    def discourage(self, address: NetService) -> None:
        """Never called."""
        raise AssertionError(address)


class Recorder(Metrics):
    """Remembers what was measured."""

    def __init__(self) -> None:
        self.gauges: dict[str, float] = {}
        self.timings: dict[str, int] = {}
        self.counts: dict[str, int] = {}

    def gauge(self, key: str, value: float) -> None:
        """Remember the last value."""
        self.gauges[key] = value

    def timing(self, key: str, value: int) -> None:
        """Count."""
        assert value >= 0
        self.timings[key] = self.timings.get(key, 0) + 1

    def count(self, key: str, delta: int) -> None:
        """Add up."""
        self.counts[key] = self.counts.get(key, 0) + delta


def test_measurements_of_a_node(tmp_path: Path) -> None:
    """Blocks are timed and described; coins, network and mempool are described as they are."""
    with SmallNode(tmp_path) as node:
        recorder = Recorder()
        node.context.chainman.state.metrics = recorder
        node.context.chainman.events.subscribe(TipGauges(recorder))
        node.mine(3)
        assert recorder.timings == {"CheckBlock_us": 3, "ConnectBlock_ms": 3, "ConnectTip_ms": 3}
        assert recorder.gauges["blocks.tip.Height"] == 3
        assert recorder.gauges["blocks.tip.NumTransactions"] == 1
        send_periodic_stats(node.context, recorder)
    assert recorder.gauges["utxoset.txOutputs"] == 3
    assert recorder.gauges["utxoset.blockHeight"] == 3
    assert recorder.gauges["transactions.totalTransactions"] == 4
    assert recorder.gauges["transactions.mempool.totalTransactions"] == 0
    assert recorder.gauges["network.hashesPerSecond"] > 0


def test_measurements_of_peers() -> None:
    """Messages, connections and misbehaviour are counted; what is no message of the network goes by one name."""
    recorder = Recorder()
    manager = PeerManager(NoPunisher(), lambda: 0, metrics=recorder)
    for kind in (ConnectionType.INBOUND, ConnectionType.MANUAL):
        peer = FakePeer(int(kind is ConnectionType.MANUAL), kind=kind)
        manager.initialize_node(peer.connection, Services.NETWORK)
        for name in ("ping", "ping", "p\0ng", "mine"):
            peer.connection.deliver(ReceivedMessage(name, b"1234", 0, 28))
            manager.process_messages(peer.connection)
        known = manager.find(peer.id)
        assert known is not None
        manager.misbehaving(known, 60)
        manager.misbehaving(known, 60)
        manager.finalize_node(peer.connection)
    count_sent(recorder, "inv", 37)
    assert recorder.counts == {
        "peers.connect": 1,
        "peers.disconnect": 2,
        "message.received.ping": 4,
        "bandwidth.message.ping.bytesReceived": 112,
        f"message.received.{OTHER}": 4,
        f"bandwidth.message.{OTHER}.bytesReceived": 112,
        "misbehavior.amount": 120,
        "misbehavior.banned": 2,
        "message.sent.inv": 1,
        "bandwidth.message.inv.bytesSent": 37,
    }


def test_gauges_of_peers(tmp_path: Path) -> None:
    """A node without peers has none, and no traffic."""
    recorder = Recorder()
    with SmallNode(tmp_path) as node:
        traffic = node.context.connman.traffic
        gauges = PeerGauges(node.context.connman, recorder)
        traffic.record_sent(10)
        gauges.send()
        traffic.record_sent(5)
        gauges.send()
    assert recorder.counts["bandwidth.bytesSent"] == recorder.gauges["bandwidth.totalBytesSent"] == 15
    assert recorder.gauges["peers.totalConnections"] == recorder.gauges["peers.inboundConnections"] == 0
    assert recorder.gauges["bandwidth.message.block.totalBytesSent"] == 0
