"""Connections that are accepted, opened, watched and ended."""

import logging
import socket
from collections.abc import Iterator

import pytest
from framework import free_port, wait_until
from net_manager import MAGIC, PORT, Rig, ipv4, running

from dashcore.net.connection import Connection, ConnectionType
from dashcore.net.manager import NetStartError
from dashcore.net.options import MAX_BLOCK_RELAY_ONLY, MAX_FEELERS, MAX_OUTBOUND_FULL_RELAY, Bind, NetOptions
from dashcore.net.permissions import NetPermissions
from dashcore.net.protocol import Services
from dashcore.net.transports.transport import TransportType, WireMessage
from dashcore.net.transports.v1_transport import V1Transport
from dashcore.net.transports.v2_transport import V2Transport
from dashcore.primitives.subnet import parse_subnet

WAIT_S = 10
OUTBOUND = MAX_OUTBOUND_FULL_RELAY + MAX_BLOCK_RELAY_ONLY + MAX_FEELERS
USEFUL = Services.NETWORK | Services.NETWORK_LIMITED


def listening(port: int, **changes: object) -> NetOptions:
    """Return options of a node that listens on a port."""
    values: dict[str, object] = {
        "magic": MAGIC,
        "default_port": PORT,
        "services": USEFUL,
        "listens": True,
        "listen_port": port,
        "binds": (Bind(address=ipv4("127.0.0.1", port)),),
        "log_ips": True,
        "connect": (),
    }
    return NetOptions(**{**values, **changes})  # type: ignore[arg-type]  # by name


@pytest.fixture
def port() -> int:
    """One that is free."""
    return free_port()


@pytest.fixture
def rig(port: int) -> Iterator[Rig]:
    """A node that listens."""
    with running(listening(port)) as made:
        yield made


@pytest.fixture
def peer(rig: Rig) -> Iterator[socket.socket]:
    """Somebody who connects."""
    with connect(rig) as made:
        yield made


def connect(rig: Rig) -> socket.socket:
    """Connect to a node."""
    sock = socket.create_connection(("127.0.0.1", rig.manager.options.listen_port))
    sock.settimeout(WAIT_S)
    return sock


def began(rig: Rig) -> Connection:
    """Wait for the next connection."""
    return rig.events.began.get(timeout=WAIT_S)


def ended(rig: Rig) -> Connection:
    """Wait for the next end."""
    return rig.events.ended.get(timeout=WAIT_S)


def is_closed(sock: socket.socket) -> bool:
    """Whether the other end closes; waits for it."""
    try:
        return not sock.recv(1)
    except ConnectionError:
        return True


def test_accepted_connection(rig: Rig, peer: socket.socket, port: int) -> None:
    """It is announced, counted, listed, and forgotten at its end."""
    connection = began(rig)
    assert (connection.id, connection.type) == (0, ConnectionType.INBOUND)
    assert connection.address == ipv4("127.0.0.1", peer.getsockname()[1])
    assert connection.address_bind == ipv4("127.0.0.1", port)
    assert rig.manager.find(0) is connection
    assert rig.manager.count(inbound=True, outbound=False) == 1
    assert rig.manager.count(inbound=False, outbound=True) == 0
    peer.close()
    assert ended(rig) is connection
    assert rig.manager.find(0) is None
    assert rig.counts == [1, 0]


def test_messages_both_ways(rig: Rig, peer: socket.socket) -> None:
    """What is sent arrives; bytes are counted by type, unknown types together."""
    connection, transport = began(rig), V1Transport(9, MAGIC)
    peer.sendall(transport.encode("ping", b"12345678") + transport.encode("nonsense", b"x"))
    assert [rig.events.messages.get(timeout=WAIT_S)[1].type for _ in range(2)] == ["ping", "nonsense"]
    connection.send("pong", b"12345678")
    assert transport.receive(peer.recv(32, socket.MSG_WAITALL))[0].type == "pong"
    link = rig.manager.stats()[0].link
    assert (link.recv_per_type, link.sent_per_type) == ({"*other*": 25, "ping": 32}, {"pong": 32})
    assert (link.bytes_recv, link.bytes_sent) == (rig.manager.traffic.received, rig.manager.traffic.sent) == (57, 32)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\0" * 24, "Header error: Wrong MessageStart 00000000 received, peer=0"),
        (
            MAGIC + b"ping".ljust(12, b"\0") + (3 * 1024 * 1024 + 1).to_bytes(4, "little") + bytes(4),
            "Header error: Size too large (ping, 3145729 bytes), peer=0",
        ),
    ],
    ids=["magic", "size"],
)
def test_nonsense_ends_the_connection(
    rig: Rig, peer: socket.socket, data: bytes, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever is not understood any more has to go."""
    began(rig)
    with caplog.at_level(logging.DEBUG, "dash.net"):
        peer.sendall(data)
        assert is_closed(peer)
        ended(rig)
    assert text in caplog.text


def test_damaged_message_is_dropped(rig: Rig, peer: socket.socket) -> None:
    """A wrong checksum costs the message, not the connection."""
    began(rig)
    transport = V1Transport(9, MAGIC)
    damaged = bytearray(transport.encode("ping", b"12345678"))
    damaged[20] ^= 1
    peer.sendall(bytes(damaged) + transport.encode("ping", b"abcdefgh"))
    assert rig.events.messages.get(timeout=WAIT_S)[1].payload == b"abcdefgh"


def test_what_fails_for_one_peer_ends_him_alone(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    """The message thread goes on for the others."""
    with connect(rig) as bad, connect(rig) as good:
        first, second = began(rig), began(rig)
        process = rig.events.process_messages

        def fail(connection: Connection) -> bool:
            if connection is first and connection.has_message:
                raise RuntimeError("a defect")
            return process(connection)

        rig.events.process_messages = fail  # type: ignore[method-assign]  # a hook
        ping = V1Transport(9, MAGIC).encode("ping", b"12345678")
        bad.sendall(ping)
        assert is_closed(bad)
        assert ended(rig) is first
        good.sendall(ping)
        assert rig.events.messages.get(timeout=WAIT_S)[0] is second
    assert "Peer 0 cannot be served" in caplog.text


# Who is let in


def test_banned_address_is_refused(rig: Rig) -> None:
    """Until the ban is lifted."""
    rig.bans.banned.add(bytes([127, 0, 0, 1]))
    with connect(rig) as peer:
        assert is_closed(peer)
    rig.bans.banned.clear()
    with connect(rig):
        assert began(rig).id == 0


def test_friend_is_let_in_though_banned(port: int) -> None:
    """Who may not be banned, by the address he comes to."""
    bind = Bind(address=ipv4("127.0.0.1", port), permissions=NetPermissions.NO_BAN)
    with running(listening(port, binds=(bind,))) as rig:
        rig.bans.banned.add(bytes([127, 0, 0, 1]))
        with connect(rig):
            assert began(rig).has_permission(NetPermissions.NO_BAN)


def test_whitelist(port: int) -> None:
    """Permissions by the address somebody comes from."""
    subnet = parse_subnet("127.0.0.0/8")
    assert subnet is not None
    whitelist = ((subnet, NetPermissions.MEMPOOL),)
    with running(listening(port, whitelist=whitelist)) as rig, connect(rig):
        assert began(rig).permissions == NetPermissions.MEMPOOL


def test_discouraged_address_when_it_is_crowded(port: int) -> None:
    """It does not get the last place."""
    with running(listening(port, max_connections=OUTBOUND + 2)) as rig:
        rig.bans.discouraged.add(bytes([127, 0, 0, 1]))
        with connect(rig):
            assert began(rig).prefers_eviction
            with connect(rig) as second:
                assert is_closed(second)
            rig.bans.discouraged.clear()
            with connect(rig):
                assert not began(rig).prefers_eviction


def test_all_places_taken(port: int, caplog: pytest.LogCaptureFixture) -> None:
    """Few peers are all protected, so the newest is refused."""
    options = listening(port, max_connections=OUTBOUND + 2)
    with running(options) as rig, connect(rig), connect(rig), caplog.at_level(logging.DEBUG, "dash.netconn"):
        began(rig)
        began(rig)
        with connect(rig) as third:
            assert is_closed(third)
    assert "failed to find an eviction candidate - connection from 127.0.0.1" in caplog.text


def test_somebody_is_evicted(port: int, caplog: pytest.LogCaptureFixture) -> None:
    """Of many peers that are alike one goes whose address misbehaved."""
    with running(listening(port, max_connections=OUTBOUND + 40)) as rig:
        socks = []
        try:
            for number in range(40):
                socks.append(connect(rig))
                began(rig).prefers_eviction = number < 30
            with caplog.at_level(logging.DEBUG, "dash.netconn"):
                socks.append(connect(rig))
                assert began(rig).id == 40
            victim = ended(rig)
            assert victim.prefers_eviction
            assert f"selected inbound connection for eviction peer={victim.id}; disconnecting" in caplog.text
            assert rig.manager.count(inbound=True, outbound=False) == 40
        finally:
            for sock in socks:
                sock.close()


def test_nobody_is_let_in_while_the_network_is_off(rig: Rig, peer: socket.socket) -> None:
    """Who is there has to go."""
    began(rig)
    rig.manager.set_active(False)
    assert is_closed(peer)
    with connect(rig) as late:
        assert is_closed(late)
    rig.manager.set_active(True)
    with connect(rig):
        assert began(rig).id == 1


def test_tor_service_is_told_apart(port: int) -> None:
    """Who comes to the address for Tor comes from there."""
    bind = Bind(address=ipv4("127.0.0.1", port), is_onion=True)
    with running(listening(port, binds=(bind,))) as rig, connect(rig):
        assert began(rig).is_inbound_onion


def test_no_port_to_listen_on(port: int) -> None:
    """The user is told which, and that it is the end."""
    with socket.create_server(("127.0.0.1", port)):
        rig = Rig(listening(port))
        with pytest.raises(NetStartError, match=r"Failed to listen on any port\. Use -listen=0 if you want this."):
            rig.manager.start(rig.events)
        (text,) = rig.errors
        assert text == f"Unable to bind to 127.0.0.1:{port} on this computer. Dash Core is probably already running."


# Ends


def test_disconnect_by_number_name_and_subnet(rig: Rig) -> None:
    """Each ends who is meant, and says whether there was one."""
    manager = rig.manager
    with connect(rig) as first, connect(rig) as second, connect(rig) as third:
        connections = [began(rig) for _ in range(3)]
        assert not manager.disconnect(7)
        assert manager.disconnect(connections[0].id)
        assert is_closed(first)
        assert not manager.disconnect_name("127.0.0.1:1")
        assert manager.disconnect_name(connections[1].address_name)
        assert is_closed(second)
        subnet = parse_subnet("127.0.0.0/8")
        assert subnet is not None
        assert manager.disconnect_subnet(subnet)
        assert is_closed(third)
        wait_until(lambda: not manager.disconnect_subnet(subnet))


def test_discouragement_ends_all_of_an_address(rig: Rig) -> None:
    """And is remembered."""
    with connect(rig) as first, connect(rig) as second:
        address = began(rig).address
        began(rig)
        rig.manager.discourage(address)
        assert is_closed(first)
        assert is_closed(second)
    assert rig.bans.is_discouraged(address)


def test_silence_ends_a_connection(rig: Rig, peer: socket.socket, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing in the first minute."""
    began(rig)
    with caplog.at_level(logging.DEBUG, "dash.net"):
        rig.clock.set_mock(rig.clock.now() + 61)
        assert is_closed(peer)
    assert "socket no message in first 60 seconds, 0 0 peer=0" in caplog.text


def test_last_words_are_sent(rig: Rig, peer: socket.socket) -> None:
    """What was queued before the end still goes out, where the peer takes it."""
    connection = began(rig)
    payload = bytes(200_000)
    connection.send("reject", payload)
    connection.close()
    data = bytearray()
    while piece := peer.recv(1 << 16):
        data += piece
    assert [message.payload for message in V1Transport(9, MAGIC).receive(bytes(data))] == [payload]


def test_stop_ends_everything(port: int) -> None:
    """Even in the middle of a message."""
    with running(listening(port)) as rig:
        peer = connect(rig)
        peer.sendall(MAGIC + b"ping")
        connection = began(rig)
    assert ended(rig) is connection
    with peer:
        assert is_closed(peer)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port))
    rig.manager.stop()


# Bounds


def send_until_full(peer: socket.socket, message: bytes) -> int:
    """Send a message over and over, as long as it is taken; return how often that was."""
    for count in range(200):
        try:
            peer.sendall(message)
        except TimeoutError:
            return count
    pytest.fail("it takes everything")


def test_reading_stops_while_much_waits(port: int) -> None:
    """A peer cannot fill the memory: the socket is left alone until messages were taken."""
    with running(listening(port, receive_flood_size=1000)) as rig, connect(rig) as peer:
        rig.events.process_messages = lambda connection: connection.id < 0  # type: ignore[method-assign]  # a hook
        connection = began(rig)
        message = V1Transport(9, MAGIC).encode("ping", bytes(100_000))
        peer.settimeout(0.2)
        sent = send_until_full(peer, message)
        assert connection.inbox_size <= 2 * len(message)
        del rig.events.process_messages
        peer.settimeout(WAIT_S)
        for _ in range(sent):
            rig.events.messages.get(timeout=WAIT_S)


def test_sending_is_paused_while_much_waits(port: int) -> None:
    """Whoever answers at length can see it, and go on when the peer has read."""
    with running(listening(port, send_buffer_size=100_000)) as rig, connect(rig) as peer:
        connection = began(rig)
        count = 0
        while not connection.is_send_paused:
            connection.send("block", bytes(50_000))
            count += 1
        expected = count * (50_000 + 24)
        received = 0
        while received < expected:
            received += len(peer.recv(1 << 20))
        wait_until(lambda: not connection.is_send_paused)


# Connections we open


def test_open_by_name_and_twice(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    """A second connection to the same address is not opened."""
    with socket.create_server(("127.0.0.1", 0)) as server, caplog.at_level(logging.INFO, "dash"):
        name = f"127.0.0.1:{server.getsockname()[1]}"
        rig.manager.opener.open(name, ConnectionType.MANUAL, use_v2=False)
        connection = began(rig)
        assert (connection.address_name, connection.type) == (name, ConnectionType.MANUAL)
        with server.accept()[0] as sock:
            assert connection.address_bind == ipv4("127.0.0.1", sock.getpeername()[1])
            rig.manager.opener.open(name, ConnectionType.MANUAL, use_v2=False)
            rig.manager.opener.open(name.replace("127.0.0.1", "127.1"), ConnectionType.MANUAL, use_v2=False)
        assert ended(rig) is connection
    assert rig.events.began.empty()


def test_refused_connection(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    """The user is told why."""
    name = f"127.0.0.1:{free_port()}"
    with caplog.at_level(logging.INFO, "dash"):
        rig.manager.opener.open(name, ConnectionType.MANUAL, use_v2=False)
    assert f"connect() to {name} failed after wait: Connection refused (111)" in caplog.text


def test_added_node_is_connected_to_again(rig: Rig) -> None:
    """As soon as it is added, and whenever the connection ended."""
    opener = rig.manager.opener
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(WAIT_S)
        name = f"127.0.0.1:{server.getsockname()[1]}"
        assert opener.add_node(name, use_v2=False)
        assert not opener.add_node(name, use_v2=False)
        with server.accept()[0]:
            assert began(rig).type is ConnectionType.MANUAL
            (info,) = opener.added_node_info()
            assert (info.node.name, str(info.address), info.is_inbound) == (name, name, False)
        ended(rig)
        assert opener.added_node_info()[0].address is None
        assert opener.remove_node(name)
        assert not opener.remove_node(name)


def test_places_for_our_own_choice_are_few(rig: Rig) -> None:
    """Two for blocks alone, and not one more."""
    opener = rig.manager.opener
    servers = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
    try:
        names = [f"127.0.0.1:{server.getsockname()[1]}" for server in servers]
        results = [opener.add_connection(name, ConnectionType.BLOCK_RELAY, use_v2=False) for name in names]
        assert results == [True, True, False]
        assert rig.manager.extra_block_relay_count() == 0
    finally:
        for server in servers:
            server.close()


# Both transports


def test_encrypted_connection(port: int) -> None:
    """Both ends have the same session."""
    services = USEFUL | Services.P2P_V2
    with running(listening(port, services=services)) as rig, connect(rig) as peer:
        connection, transport = began(rig), V2Transport(9, MAGIC, initiating=True)
        peer.sendall(transport.take_output())
        while not transport.session_id:
            transport.receive(peer.recv(1 << 16))
            peer.sendall(transport.take_output())
        peer.sendall(transport.encode("ping", b"12345678"))
        assert rig.events.messages.get(timeout=WAIT_S)[1].payload == b"12345678"
        (stats,) = rig.manager.stats()
        assert (stats.link.transport, stats.link.session_id) == (TransportType.V2, transport.session_id.hex())
        connection.send("pong", b"12345678")
        messages: list[WireMessage] = []
        while not messages:
            messages = transport.receive(peer.recv(1 << 16))
        assert messages[0].payload == b"12345678"


def test_old_peer_is_tried_again_without_encryption(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    """It hangs up on a key, so it is asked in the way it knows."""
    with socket.create_server(("127.0.0.1", 0)) as server, caplog.at_level(logging.DEBUG, "dash.net"):
        server.settimeout(WAIT_S)
        name = f"127.0.0.1:{server.getsockname()[1]}"
        rig.manager.opener.open(name, ConnectionType.MANUAL, use_v2=True)
        with server.accept()[0] as first:
            assert len(first.recv(64, socket.MSG_WAITALL)) == 64
        assert began(rig) is ended(rig)
        with server.accept()[0] as second:
            again = began(rig)
            assert (again.address_name, again.transport_name) == (name, "v1")
            again.send("version", b"hello")
            second.settimeout(WAIT_S)
            assert second.recv(29, socket.MSG_WAITALL).startswith(MAGIC + b"version")
    assert "retrying with v1 transport protocol for peer=0" in caplog.text
