"""Transactions from peer to peer: acceptance, orphans, announcements, what may be asked for."""

from collections.abc import Iterator

import pytest
from net_peers import FakePeer, SentMessages, join

from dashcore.evo.bloom import UPDATE_NONE, BloomFilter
from dashcore.interfaces.chain import MempoolRemovalReason
from dashcore.net.connection import ConnectionType
from dashcore.net.messages.inventory import Inv, decode_inventory, encode_inventory
from dashcore.net.permissions import NetPermissions
from dashcore.net.protocol import InvType, Services
from dashcore.node.net_processing.announcements import Announcements
from dashcore.node.net_processing.inventory import Inventory
from dashcore.node.net_processing.manager import PeerManager
from dashcore.node.net_processing.object_requests import ObjectRequests
from dashcore.node.net_processing.peer import Peer
from dashcore.node.net_processing.rebroadcast import schedule_rebroadcast
from dashcore.node.net_processing.transactions import Transactions
from dashcore.node.testing import SmallNode, outputs_of, spend
from dashcore.primitives.net_address import NetService
from dashcore.primitives.transaction import Transaction, TxOut
from dashcore.primitives.types import Duffs

LONG_S = 60  # longer than any timer of announcements is likely to run


class NoPunisher:
    """Nobody is punished here."""

    def discourage(self, address: NetService) -> None:
        raise AssertionError(address)


class Net:
    """A node's transaction parts and the peers around it."""

    def __init__(self, node: SmallNode) -> None:
        self.node = node
        context = node.context
        self.manager = PeerManager(NoPunisher(), context.clock.now_micros)
        self.announcements = Announcements(context)
        self.inventory = Inventory(
            self.announcements,
            ObjectRequests(lambda below: 0),
            misbehaving=self.manager.misbehaving,
            is_initial_download=lambda: False,
            now_us=context.clock.now_micros,
            ignores_txs=False,
        )
        self.transactions = Transactions(context, self.manager, self.announcements, self.inventory)
        self.parts = (self.announcements, self.inventory, self.transactions)
        context.chainman.events.subscribe(self.transactions)
        self.count = 0

    def join(self, **options: object) -> FakePeer:
        self.count += 1
        peer = FakePeer(self.count, **options)  # type: ignore[arg-type]  # only what FakePeer takes is given
        self.manager._peers[peer.id] = peer
        join(peer, self.parts)
        return peer

    def leave(self, peer: Peer) -> None:
        for part in self.parts:
            part.disconnected(peer)

    def send_tx(self, peer: Peer, tx: Transaction) -> None:
        self.transactions.handlers()["tx"](peer, tx.serialize())
        while any(part.process_backlog(peer) for part in self.parts):
            pass

    def ask(self, peer: FakePeer, *txids: bytes, kind: InvType = InvType.TX) -> list[bytes]:
        self.inventory.handlers()["getdata"](peer, encode_inventory([Inv(kind, txid) for txid in txids]))
        peer.take("notfound")
        return peer.take("tx")

    def speak(self, peer: FakePeer) -> list[bytes]:
        """Let time pass; return what the peer is told of."""
        self.node.advance(LONG_S)
        now_us = self.node.context.clock.now_micros()
        for part in self.parts:
            part.send(peer, now_us)
        return [inv.hash for payload in peer.take("inv") for inv in decode_inventory(payload)]

    def asked_for(self, peer: FakePeer) -> list[Inv]:
        self.speak(peer)
        return [inv for payload in peer.take("getdata") for inv in decode_inventory(payload)]

    def settle(self) -> None:
        self.node.context.signals.sync()


@pytest.fixture
def net(node: SmallNode) -> Iterator[Net]:
    made = Net(node)
    yield made
    made.settle()


def in_pool(net: Net, tx: Transaction) -> bool:
    return tx.txid in net.node.context.mempool


def bad_tx(net: Net) -> Transaction:
    """A transaction that no rules could ever allow: it makes money."""
    good = spend(net.node.coin(9))
    return Transaction(good.inputs, (TxOut(Duffs(good.value_out + 100_000), good.outputs[0].script_pubkey),))


def test_accepted_and_passed_on(net: Net) -> None:
    """Everybody is told but who sent it, and only who was told may ask for it."""
    sender, other = net.join(), net.join()
    tx = spend(net.node.coin(1))
    net.send_tx(sender, tx)
    assert in_pool(net, tx)
    assert sender.connection.last_tx_at == net.node.now
    assert net.ask(other, tx.txid) == []
    assert net.speak(other) == [tx.txid]
    assert net.ask(other, tx.txid) == [tx.serialize()]
    assert net.ask(sender, tx.txid) == []
    assert net.speak(sender) == []


def test_old_tx_is_no_secret(net: Net) -> None:
    """Two minutes after it came, anybody may ask for it."""
    peer = net.join()
    tx = spend(net.node.coin(1))
    net.node.context.acceptor.accept(tx)
    net.node.advance(119)
    assert net.ask(peer, tx.txid) == []
    net.node.advance(1)
    assert net.ask(peer, tx.txid) == [tx.serialize()]


def test_mixing_tx_is_served_as_tx(net: Net) -> None:
    peer = net.join()
    tx = spend(net.node.coin(1))
    net.node.context.acceptor.accept(tx)
    net.node.advance(120)
    assert net.ask(peer, tx.txid, kind=InvType.DSTX) == [tx.serialize()]


def test_mixing_tx_is_asked_for_once(net: Net) -> None:
    """It cannot be judged yet, but it came: its sender may be asked for more, and nobody for it again."""
    one, two = net.join(), net.join()
    tx = spend(net.node.coin(3))
    for peer in (one, two):
        net.inventory.handlers()["inv"](peer, encode_inventory([Inv(InvType.DSTX, tx.txid)]))
    assert net.asked_for(one) == [Inv(InvType.DSTX, tx.txid)]
    net.transactions.handlers()["dstx"](one, tx.serialize() + bytes(32 + 1 + 8))
    assert not in_pool(net, tx)
    assert net.asked_for(two) == net.asked_for(one) == []


def test_announced_tx_is_served_after_it_was_mined(net: Net) -> None:
    """For a quarter of an hour after it was announced."""
    peer = net.join()
    tx = spend(net.node.coin(1))
    net.node.context.acceptor.accept(tx)
    net.announcements.relay_transaction(tx.txid)
    assert net.speak(peer) == [tx.txid]
    net.node.mine()
    assert not in_pool(net, tx)
    assert net.ask(peer, tx.txid) == [tx.serialize()]


def test_parents_are_revealed(net: Net) -> None:
    """Who asks for a child may ask for what it builds on."""
    peer = net.join()
    parent = spend(net.node.coin(1))
    child = spend(outputs_of(parent)[0])
    net.node.context.acceptor.accept(parent)
    net.node.context.acceptor.accept(child)
    net.announcements.relay_transaction(child.txid)
    assert net.ask(peer, parent.txid) == []
    assert net.speak(peer) == [child.txid]
    assert net.ask(peer, child.txid, parent.txid) == [child.serialize(), parent.serialize()]


def test_parents_come_first(net: Net) -> None:
    """In whatever order they were accepted elsewhere."""
    peer = net.join()
    chain = [spend(net.node.coin(1), fee=1000)]
    for _ in range(4):
        chain.append(spend(outputs_of(chain[-1])[0], fee=9000))
    for tx in chain:
        net.node.context.acceptor.accept(tx)
    for tx in reversed(chain):
        net.announcements.relay_transaction(tx.txid)
    assert net.speak(peer) == [tx.txid for tx in chain]


def test_equals_are_told_by_id(net: Net) -> None:
    """Of those that pay alike, the higher id comes first, as in what RPC tells of the mempool."""
    peer = net.join()
    txs = [spend(net.node.coin(height)) for height in range(1, 7)]
    for tx in txs:
        net.node.context.acceptor.accept(tx)
        net.announcements.relay_transaction(tx.txid)
    by_id = sorted((tx.txid for tx in txs), reverse=True)
    assert net.speak(peer) == by_id
    assert [entry.tx.txid for entry in net.node.context.mempool.sorted_entries()] == by_id


def test_refused_tx_is_not_asked_for_again(net: Net) -> None:
    """Until the tip moves; and who sent what no rules allow is to blame."""
    peer = net.join(kind=ConnectionType.OUTBOUND_FULL_RELAY)
    tx = bad_tx(net)
    net.send_tx(peer, tx)
    assert peer.should_discourage
    assert net.inventory.already_have(Inv(InvType.TX, tx.txid))
    assert not net.inventory.already_have(Inv(InvType.DSTX, tx.txid))
    net.node.mine()
    assert not net.inventory.already_have(Inv(InvType.TX, tx.txid))


def test_mere_policy_is_no_fault(net: Net) -> None:
    peer = net.join()
    net.send_tx(peer, spend(net.node.coin(1), fee=0))
    assert peer.misbehavior_score == 0


def test_orphan_waits_for_its_parents(net: Net) -> None:
    """Its parents are asked for as plain and as mixing transactions; with them it is accepted."""
    peer = net.join(kind=ConnectionType.OUTBOUND_FULL_RELAY)
    parent = spend(net.node.coin(1))
    child = spend(outputs_of(parent)[0])
    grandchild = spend(outputs_of(child)[0])
    net.send_tx(peer, grandchild)
    net.send_tx(peer, child)
    assert not in_pool(net, child)
    assert net.asked_for(peer) == [Inv(InvType.TX, parent.txid)]
    assert net.asked_for(peer) == [Inv(InvType.DSTX, parent.txid)]
    assert net.inventory.already_have(Inv(InvType.TX, child.txid))
    net.send_tx(peer, parent)
    assert in_pool(net, child)
    assert in_pool(net, grandchild)


def test_orphan_of_refused_parent_is_refused(net: Net) -> None:
    peer = net.join()
    parent = bad_tx(net)
    child = spend(outputs_of(parent)[0])
    net.send_tx(peer, parent)
    net.send_tx(peer, child)
    assert net.asked_for(peer) == []
    assert net.inventory.already_have(Inv(InvType.TX, child.txid))


def test_orphan_is_judged_when_its_parent_came(net: Net) -> None:
    """Its sender is to blame, not the parent's."""
    bad, good = net.join(), net.join()
    parent = spend(net.node.coin(1))
    value = parent.outputs[0].value
    child = spend((outputs_of(parent)[0][0], value + 50_000))
    net.send_tx(bad, child)
    net.send_tx(good, parent)
    assert bad.should_discourage
    assert not good.should_discourage
    assert not in_pool(net, child)


def test_orphan_is_accepted_with_a_block(net: Net) -> None:
    """Its parent may come in a block as well."""
    peer = net.join()
    parent = spend(net.node.coin(1))
    child = spend(outputs_of(parent)[0])
    net.send_tx(peer, child)
    net.node.context.acceptor.accept(parent)
    net.node.mine()
    net.settle()
    assert in_pool(net, child)


def test_block_is_not_asked_for_again_as_txs(net: Net) -> None:
    """What was confirmed is not asked for, until a block is taken back."""
    tx = spend(net.node.coin(1))
    net.node.context.acceptor.accept(tx)
    block = net.node.mine()[0]
    net.settle()
    assert net.inventory.already_have(Inv(InvType.TX, tx.txid))
    chainman = net.node.context.chainman
    with chainman.cs_main:
        index = chainman.find(block.hash)
    assert index is not None
    chainman.invalidate_block(index)
    net.settle()
    net.node.context.mempool.remove_recursive(tx, MempoolRemovalReason.EXPIRY)
    assert not net.inventory.already_have(Inv(InvType.TX, tx.txid))


def test_orphans_leave_with_their_peer(net: Net) -> None:
    peer = net.join()
    parent = spend(net.node.coin(1))
    child = spend(outputs_of(parent)[0])
    net.send_tx(peer, child)
    net.leave(peer)
    assert not net.inventory.already_have(Inv(InvType.TX, child.txid))


def test_force_relay(net: Net, caplog: pytest.LogCaptureFixture) -> None:
    """Who may, can have a transaction announced again."""
    peer, other = net.join(permissions=NetPermissions.FORCE_RELAY), net.join()
    tx = spend(net.node.coin(1))
    net.send_tx(peer, tx)
    assert net.speak(other) == [tx.txid]
    late = net.join()
    net.send_tx(peer, tx)
    assert net.speak(late) == [tx.txid]
    refused = bad_tx(net)
    net.send_tx(peer, refused)
    with caplog.at_level("INFO", "dash"):
        net.send_tx(peer, refused)
    assert "Not relaying non-mempool transaction" in caplog.text


def test_mempool_request(net: Net) -> None:
    """All is told at once, and may be asked for at once."""
    peer = net.join()
    txs = [spend(net.node.coin(height)) for height in (1, 2)]
    for tx in txs:
        net.node.context.acceptor.accept(tx)
    net.announcements.handlers()["mempool"](peer, b"")
    assert set(net.speak(peer)) == {tx.txid for tx in txs}
    assert len(net.ask(peer, *(tx.txid for tx in txs))) == 2


def test_mempool_request_that_is_not_offered(net: Net) -> None:
    peer = net.join(our_services=Services.NETWORK)
    net.announcements.handlers()["mempool"](peer, b"")
    assert peer.sent.is_closed
    friend = net.join(our_services=Services.NETWORK, permissions=NetPermissions.MEMPOOL)
    net.announcements.handlers()["mempool"](friend, b"")
    assert not friend.sent.is_closed


def test_filter_chooses(net: Net) -> None:
    """A light client is told of what its filter lets through."""
    peer = net.join(relays_txs=False)
    wanted, other = spend(net.node.coin(1)), spend(net.node.coin(2))
    bloom_filter = BloomFilter(bytes(64), 10, 0, UPDATE_NONE)
    bloom_filter.insert(wanted.txid)
    for tx in (wanted, other):
        net.node.context.acceptor.accept(tx)
        net.announcements.relay_transaction(tx.txid)
    assert net.speak(peer) == []
    assert not net.announcements.wants_txs(peer)
    assert net.announcements.set_filter(peer, bloom_filter)
    for tx in (wanted, other):
        net.announcements.relay_transaction(tx.txid)
    assert net.speak(peer) == [wanted.txid]


def test_others_are_told_at_once(net: Net) -> None:
    """What is no transaction waits for no timer; who wants no transactions hears less."""
    peer, block_peer = net.join(), net.join(kind=ConnectionType.BLOCK_RELAY)
    lock = Inv(InvType.CLSIG, b"\x01" * 32)
    instant = Inv(InvType.ISDLOCK, b"\x02" * 32)
    net.announcements.relay(lock)
    net.announcements.relay(instant)
    now_us = net.node.context.clock.now_micros()
    for each in (peer, block_peer):
        net.announcements.send(each, now_us)
    assert peer.take("inv") == [encode_inventory([lock, instant])]
    assert block_peer.take("inv") == [encode_inventory([lock])]
    net.announcements.relay(lock)
    net.announcements.send(peer, now_us)
    assert peer.take("inv") == []


def test_timers_of_inbound_peers_are_one(net: Net) -> None:
    """Two spies learn no more than one."""
    peers = [net.join() for _ in range(8)]
    tx = spend(net.node.coin(1))
    net.node.context.acceptor.accept(tx)
    now_us = net.node.context.clock.now_micros()
    for peer in peers:
        net.announcements.send(peer, now_us)
    net.announcements.relay_transaction(tx.txid)
    told: set[int] = set()
    while len(told) < len(peers):
        now_us += 100_000
        newly = []
        for peer in peers:
            net.announcements.send(peer, now_us)
            newly += [peer.id] if peer.take("inv") else []
        told |= set(newly)
        assert len(newly) in {0, len(peers)}


def test_own_txs_are_announced_until_asked_for(net: Net) -> None:
    """Every quarter of an hour, and no more once a peer has them."""
    scheduler, mempool = net.node.context.scheduler, net.node.context.mempool
    tx = spend(net.node.coin(1))
    net.node.context.acceptor.accept(tx)
    mempool.unbroadcast.add(tx.txid)
    schedule_rebroadcast(net.node.context, net.announcements)
    peer = net.join()
    scheduler.forward(16 * 60)
    net.settle()
    assert net.speak(peer) == [tx.txid]
    assert net.ask(peer, tx.txid) == [tx.serialize()]
    assert mempool.unbroadcast == set()
    late = net.join()
    scheduler.forward(16 * 60)
    net.settle()
    assert net.speak(late) == []


def test_no_peer_is_written_to_in_vain(net: Net) -> None:
    """A peer without anything to hear gets no message."""
    peer = net.join()
    assert net.speak(peer) == []
    assert isinstance(peer.sent, SentMessages)
    assert peer.sent.messages == []
