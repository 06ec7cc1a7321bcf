"""What peers have, want and lack."""

import pytest
from net_peers import FakePeer, join, misbehaving

from dashcore.net.connection import ConnectionType
from dashcore.net.messages.inventory import Inv, decode_inventory, encode_inventory
from dashcore.net.protocol import MAX_INV_SIZE, InvType
from dashcore.node.net_processing.announcements import Announcements
from dashcore.node.net_processing.inventory import Inventory
from dashcore.node.net_processing.object_requests import ObjectRequests
from dashcore.node.net_processing.peer import Peer
from dashcore.node.testing import SmallNode

NOW_US = 1_700_000_000_000_000
TX, BLOCK, LOCK = (Inv(kind, bytes([kind]) * 32) for kind in (InvType.TX, InvType.BLOCK, InvType.ISDLOCK))


class Source:
    """Has some things, and notes what it is told."""

    def __init__(self, *hashes: bytes) -> None:
        self.hashes = set(hashes)
        self.announcements: list[bytes] = []

    def already_have(self, object_hash: bytes) -> bool:
        return object_hash in self.hashes

    def announced(self, peer: Peer, object_hash: bytes) -> None:
        del peer
        self.announcements.append(object_hash)

    def provide(self, peer: Peer, object_hash: bytes) -> bool:
        if object_hash in self.hashes:
            peer.send("thing", object_hash)
            return True
        return False


class Fixture:
    """The parts, and sources that have nothing."""

    def __init__(self, node: SmallNode, *, ignores_txs: bool = False) -> None:
        self.txs, self.blocks, self.locks = Source(), Source(), Source()
        self.is_initial_download = False
        self.announcements = Announcements(node.context)
        self.inventory = Inventory(
            self.announcements,
            ObjectRequests(lambda below: 0),
            misbehaving=misbehaving,
            is_initial_download=lambda: self.is_initial_download,
            now_us=lambda: NOW_US,
            ignores_txs=ignores_txs,
        )
        self.inventory.register(InvType.TX, self.txs)
        self.inventory.register(InvType.BLOCK, self.blocks)
        self.inventory.register(InvType.ISDLOCK, self.locks)

    def join(self, peer: FakePeer) -> FakePeer:
        join(peer, (self.announcements, self.inventory))
        return peer

    def tell(self, peer: Peer, message_type: str, *entries: Inv) -> None:
        self.inventory.handlers()[message_type](peer, encode_inventory(entries))

    def requested(self, peer: FakePeer) -> list[Inv]:
        self.inventory.send(peer, NOW_US)
        return [inv for payload in peer.take("getdata") for inv in decode_inventory(payload)]


@pytest.fixture
def net(node: SmallNode) -> Fixture:
    return Fixture(node)


def outbound(number: int = 0) -> FakePeer:
    return FakePeer(number, kind=ConnectionType.OUTBOUND_FULL_RELAY)


def test_asks_for_what_is_new(net: Fixture) -> None:
    """Blocks are left to their own part, what is known or unknown in kind is not asked for."""
    peer = net.join(outbound())
    net.locks.hashes.add(LOCK.hash)
    net.tell(peer, "inv", TX, BLOCK, LOCK, Inv(InvType.SPORK, bytes(32)), Inv(99, bytes(32)))
    assert net.requested(peer) == [TX]
    assert net.blocks.announcements == [BLOCK.hash]


def test_initial_download_asks_for_no_txs(net: Fixture) -> None:
    peer = net.join(outbound())
    net.is_initial_download = True
    net.tell(peer, "inv", TX)
    assert net.requested(peer) == []


def test_answers_in_order_and_tells_what_lacks(net: Fixture) -> None:
    """All but blocks in one go, then one block a time; nobody is told of a block that is not here."""
    peer = net.join(FakePeer())
    net.txs.hashes.add(TX.hash)
    net.blocks.hashes.add(BLOCK.hash)
    missing = Inv(InvType.TX, b"\xff" * 32)
    net.tell(peer, "getdata", TX, missing, BLOCK, TX, Inv(InvType.BLOCK, bytes(32)), Inv(99, bytes(32)), BLOCK)
    assert peer.take("thing") == [TX.hash, BLOCK.hash]
    assert peer.take("notfound") == [encode_inventory([missing])]
    assert net.inventory.process_backlog(peer)
    assert peer.take("thing") == [TX.hash]
    assert net.inventory.process_backlog(peer)
    assert not net.inventory.process_backlog(peer)
    assert peer.take("thing") == [BLOCK.hash]
    assert peer.take("notfound") == []


def test_slow_peer_gets_no_more(net: Fixture) -> None:
    """While its send buffer is full, what it asked for waits."""
    peer = net.join(FakePeer())
    net.txs.hashes.add(TX.hash)
    peer.connection.is_send_paused = True
    net.tell(peer, "getdata", TX)
    assert net.inventory.process_backlog(peer)
    peer.connection.is_send_paused = False
    assert not net.inventory.process_backlog(peer)
    assert peer.take("thing") == [TX.hash]


@pytest.mark.parametrize("name", ["inv", "getdata"])
def test_too_many(net: Fixture, name: str) -> None:
    peer = net.join(FakePeer())
    net.tell(peer, name, *[TX] * MAX_INV_SIZE)
    assert peer.reproaches == []
    net.tell(peer, name, *[TX] * (MAX_INV_SIZE + 1))
    assert peer.reproaches == [(20, f"{name} message size = {MAX_INV_SIZE + 1}")]


def test_not_found_makes_room(net: Fixture) -> None:
    """Who says that it has it not may say later that it has it."""
    peer = net.join(outbound())
    net.tell(peer, "inv", TX)
    assert net.requested(peer) == [TX]
    net.tell(peer, "inv", TX)
    assert net.requested(peer) == []
    net.tell(peer, "notfound", TX)
    net.tell(peer, "inv", TX)
    assert net.requested(peer) == []  # it was asked for less than a minute ago


@pytest.mark.parametrize("kind", [ConnectionType.BLOCK_RELAY, ConnectionType.INBOUND])
def test_blocks_only(node: SmallNode, kind: ConnectionType) -> None:
    """Who must not send transactions must not announce them; it is ended at once."""
    net = Fixture(node, ignores_txs=kind is ConnectionType.INBOUND)
    for inv in (TX, LOCK):
        peer = net.join(FakePeer(kind=kind))
        net.tell(peer, "inv", inv)
        assert peer.sent.is_closed


def test_block_relay_peer_gets_no_txs(net: Fixture) -> None:
    peer = net.join(FakePeer(kind=ConnectionType.BLOCK_RELAY))
    net.txs.hashes.add(TX.hash)
    net.tell(peer, "getdata", TX)
    assert peer.sent.messages == []
