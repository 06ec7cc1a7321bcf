"""Blocks and their headers from peer to peer: sync, announcements, compact blocks, and what is not forgiven."""

from collections.abc import Callable

import pytest
from framework import wait_until
from net_line import OFFERED, Scripted, Talker, connect, settle

from dashcore.net.connection import ConnectionType
from dashcore.net.messages.compact import (
    BlockTransactions,
    CompactBlock,
    TransactionsRequest,
    encode_send_compact,
)
from dashcore.net.messages.headers import LocatorMessage, decode_headers2, encode_headers
from dashcore.net.messages.inventory import Inv, decode_inventory, encode_inventory
from dashcore.net.protocol import MIN_PEER_PROTO_VERSION, InvType, Services
from dashcore.node.mining.miner import mine_block
from dashcore.node.net_processing.block_download import BlockDownload
from dashcore.node.net_processing.eviction import PeerEviction
from dashcore.node.testing import ANYONE, SmallNode, spend
from dashcore.primitives.block import Block
from dashcore.primitives.types import Script

BLOCKS = 40
MINUTE_S = 60
LIMITED_BLOCKS = 290  # from the tip down that a pruned node serves

ELSEWHERE = Script(b"\x52")  # what other miners are paid to, so that their blocks differ

MakeNode = Callable[[], SmallNode]


def tip_of(node: SmallNode) -> bytes:
    return node.context.chainman.best_block_hash()


def copy_chain(source: SmallNode, target: SmallNode) -> None:
    """Give one node the blocks of another, without any message."""
    chain = source.context.chainman
    target.context.clock.set_mock(source.now)
    for height in range(1, chain.active.height + 1):
        index = chain.active.at(height)
        assert index is not None
        target.context.chainman.process_new_block(chain.read_block(index), force=True)


def next_block(node: SmallNode) -> Block:
    """Mine a block that nobody knows yet."""
    template = node.context.assembler.create_block(ANYONE)
    block = mine_block(template.block, node.context.params.consensus, max_tries=1_000_000).block
    assert block is not None
    return block


@pytest.fixture
def talker(make_node: MakeNode) -> Talker:
    """A node with a chain."""
    node = make_node()
    node.mine(BLOCKS)
    return Talker(node)


def test_initial_sync(make_node: MakeNode, talker: Talker) -> None:
    """All headers come in one compressed message, and all blocks, sixteen at a time at most."""
    new = Talker(make_node())
    new.node.context.clock.set_mock(talker.node.now)
    near, far = connect(new, talker)
    settle(new, talker)
    assert tip_of(new.node) == tip_of(talker.node)
    assert near.count("getheaders2") == 1
    assert far.count("block") == BLOCKS
    asked = [len(decode_inventory(payload)) for kind, payload in near.sent if kind == "getdata"]
    assert sum(asked) == BLOCKS
    assert max(asked) == 16
    peer = new.manager.find(0)
    assert peer is not None
    stats = new.manager.part(BlockDownload).stats(peer)
    assert (stats.synced_headers, stats.synced_blocks, stats.inflight) == (BLOCKS, BLOCKS, ())


def test_longer_chain_wins(make_node: MakeNode, talker: Talker) -> None:
    """Of two branches that two nodes made alone, both end on the one with more work."""
    other = Talker(make_node())
    copy_chain(talker.node, other.node)
    left = talker.node.mine(9)[-1]
    best = other.node.mine(10, ELSEWHERE)[-1]
    talker.node.context.clock.set_mock(other.node.now)
    connect(talker, other)
    settle(talker, other)
    assert left.hash != best.hash
    assert tip_of(talker.node) == best.hash
    assert tip_of(other.node) == best.hash


def test_announcements(make_node: MakeNode, talker: Talker) -> None:
    """A block is told by its header, then by its short ids; transactions the other lacks are asked for, others not."""
    talker.node.mine(70)  # so that there are coins to spend
    other = Talker(make_node())
    copy_chain(talker.node, other.node)
    far, near = connect(other, talker)
    settle(talker, other)
    far.sent.clear()
    near.sent.clear()
    talker.node.mine()
    settle(talker, other)
    assert near.count("headers2") == 1
    assert [Inv(InvType.CMPCT_BLOCK, tip_of(talker.node))] == decode_inventory(dict(far.sent)["getdata"])
    assert dict(far.sent)["sendcmpct"] == encode_send_compact(high_bandwidth=True)
    for is_known in (True, False):
        far.sent.clear()
        near.sent.clear()
        tx = spend(talker.node.coin(1 + is_known))
        talker.node.context.acceptor.accept(tx)
        if is_known:
            other.node.context.acceptor.accept(tx)
        other.node.context.clock.set_mock(talker.node.now + MINUTE_S)
        talker.node.mine()
        settle(talker, other)
        assert tip_of(other.node) == tip_of(talker.node)
        assert near.count("cmpctblock") == 1
        assert far.count("getblocktxn") == near.count("blocktxn") == (not is_known)
        assert near.count("block") == 0


def test_collided_short_ids(make_node: MakeNode, talker: Talker) -> None:
    """What was put together and is not what was mined is asked for whole, and nobody is blamed."""
    talker.node.mine(70)
    miner = make_node()
    copy_chain(talker.node, miner)
    miner.context.acceptor.accept(spend(miner.coin(1)))
    miner.advance(MINUTE_S)
    talker.node.context.clock.set_mock(miner.now)
    block = next_block(miner)
    script = Scripted(talker)
    script.say("sendcmpct", encode_send_compact(high_bandwidth=False))
    script.say("cmpctblock", CompactBlock.of(block).encode())
    (payload,) = script.take("getblocktxn")
    assert TransactionsRequest.decode(payload).positions == (1,)
    wrong = spend(talker.node.coin(2))
    script.say("blocktxn", BlockTransactions(block_hash=block.hash, transactions=(wrong,)).encode())
    assert decode_inventory(script.take("getdata")[-1]) == [Inv(InvType.BLOCK, block.hash)]
    assert script.score == 0
    script.say("block", block.serialize())
    assert tip_of(talker.node) == block.hash


def test_too_few_transactions(make_node: MakeNode, talker: Talker) -> None:
    """Who does not send what it was asked for, but other numbers of it, is ended."""
    talker.node.mine(70)
    miner = make_node()
    copy_chain(talker.node, miner)
    miner.context.acceptor.accept(spend(miner.coin(1)))
    block = next_block(miner)
    script = Scripted(talker)
    script.say("cmpctblock", CompactBlock.of(block).encode())
    script.say("blocktxn", BlockTransactions(block_hash=block.hash, transactions=()).encode())
    assert script.score == 100


def test_headers_that_do_not_connect(make_node: MakeNode, talker: Talker) -> None:
    """They make us ask for those between, once; ten such announcements in a row are held against the peer."""
    stranger = make_node()
    blocks = stranger.mine(12, ELSEWHERE)
    script = Scripted(talker)
    script.say("headers", encode_headers(()))  # an answer to the question at the start
    script.take("getheaders2")
    for block in blocks[1:10]:
        script.say("headers", encode_headers([block.header]))
        talker.node.advance(3 * MINUTE_S)
    assert script.score == 0
    assert len(script.take("getheaders2")) == 9
    script.say("headers", encode_headers([blocks[10].header]))
    assert script.score == 20
    script.say("headers", encode_headers([block.header for block in blocks[1:]]))
    assert script.score == 30  # so many are no announcement
    script.say("headers", encode_headers([blocks[0].header, blocks[2].header]))
    assert script.score == 50  # a gap


def test_answers_to_getheaders(talker: Talker) -> None:
    """They begin behind the fork; a header by its hash needs no locator; a locator has 101 hashes at most."""
    active = talker.node.context.chainman.active
    script = Scripted(talker)
    genesis, tenth = active.at(0), active.at(10)
    assert genesis is not None
    assert tenth is not None
    script.say("getheaders2", LocatorMessage(hashes=(tenth.hash, genesis.hash)).encode())
    (payload,) = script.take("headers2")
    headers = decode_headers2(payload)
    assert len(headers) == BLOCKS - 10
    assert headers[0].prev_hash == tenth.hash
    script.say("getheaders", LocatorMessage(hashes=(), stop=tenth.hash).encode())
    assert script.take("headers") == [encode_headers([tenth.header])]
    script.say("getheaders", LocatorMessage(hashes=(genesis.hash,) * 102).encode())
    assert script.connection.is_closing


def test_getblocks(talker: Talker) -> None:
    """The hashes behind the fork come as an inventory, and each block when it is asked for."""
    active = talker.node.context.chainman.active
    genesis = active.at(0)
    assert genesis is not None
    script = Scripted(talker)
    script.say("getblocks", LocatorMessage(hashes=(genesis.hash,)).encode())
    entries = [entry for payload in script.take("inv") for entry in decode_inventory(payload)]
    assert len(entries) == BLOCKS
    script.say("getdata", encode_inventory(entries[:2]))
    first = active.at(1)
    assert first is not None
    served = script.take("block")
    assert len(served) == 2
    assert served[0] == talker.node.context.chainman.read_block(first).serialize()


def test_slow_peer_is_ended(make_node: MakeNode) -> None:
    """A peer that does not send a block within a block's time, and half of one for each other, is sent away."""
    miner = make_node()
    block = miner.mine()[0]
    talker = Talker(make_node())
    talker.node.context.clock.set_mock(miner.now)
    script = Scripted(talker, ConnectionType.MANUAL)
    script.say("headers", encode_headers([block.header]))
    assert len(script.take("getdata")) == 1
    spacing = talker.node.context.params.consensus.pow_spacing
    talker.node.advance(spacing)
    settle(talker)
    assert not script.connection.is_closing
    talker.node.advance(1)
    settle(talker)
    assert script.connection.is_closing


def test_invalid_block(make_node: MakeNode, talker: Talker) -> None:
    """Who sends one is punished; where it came by short ids that were not asked for, it is not."""
    other = make_node()
    copy_chain(talker.node, other)
    good = next_block(other)
    coinbase = good.transactions[0]
    bad = Block(good.header, (coinbase, coinbase))
    script = Scripted(talker)
    script.say("cmpctblock", CompactBlock.of(bad).encode())
    assert script.score == 0
    script.say("block", bad.serialize())
    assert script.score == 100
    assert tip_of(talker.node) != good.hash


def test_old_chain_of_an_outbound_peer(talker: Talker) -> None:
    """A peer that we chose and that stays behind is asked for headers after 20 minutes, and ended 2 minutes later."""
    script = Scripted(talker, ConnectionType.BLOCK_RELAY)
    script.say("headers", encode_headers(()))
    script.take("getheaders2")
    talker.node.advance(20 * MINUTE_S + 1)
    settle(talker)
    assert len(script.take("getheaders2")) == 1
    assert not script.connection.is_closing
    talker.node.advance(2 * MINUTE_S + 1)
    settle(talker)
    assert script.connection.is_closing


def test_stale_tip(talker: Talker) -> None:
    """Where no block comes for long, a further outbound peer is looked for, until one comes."""
    network = talker.node.context.connman
    network.set_active(True)
    eviction = talker.manager.part(PeerEviction)

    def looks_for_more() -> bool:
        eviction.check()
        return network.try_new_outbound

    assert not looks_for_more()
    talker.node.advance(10 * MINUTE_S)
    assert looks_for_more()
    talker.node.mine()
    talker.node.advance(3 * MINUTE_S)
    assert not looks_for_more()


def test_pruned_node_ends_who_asks_too_much(make_node: MakeNode) -> None:
    """It serves blocks that each pruned node has, and ends who asks for others, so as not to tell what it has."""
    node = make_node()
    node.mine(LIMITED_BLOCKS + 3)
    talker = Talker(node, OFFERED & ~Services.NETWORK | Services.NETWORK_LIMITED)
    script = Scripted(talker)
    for height, count in ((3, 1), (2, 0)):
        index = node.context.chainman.active.at(height)
        assert index is not None
        script.say("getdata", encode_inventory([Inv(InvType.BLOCK, index.hash)]))
        assert len(script.take("block")) == count
    wait_until(lambda: script.end.is_closed)


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        (ConnectionType.INBOUND, {"version": MIN_PEER_PROTO_VERSION - 1}),
        (ConnectionType.INBOUND, {"nonce": 1}),  # that of our own outbound connection below
        (ConnectionType.OUTBOUND_FULL_RELAY, {"services": Services.NONE}),
        (ConnectionType.FEELER, {}),
    ],
)
def test_no_handshake(talker: Talker, kind: ConnectionType, options: dict[str, int]) -> None:
    """Too old, ourselves, of no use, or only to see whether it is there."""
    talker.node.context.connman.is_own_nonce = lambda nonce: nonce == 1  # type: ignore[method-assign]
    script = Scripted(talker, kind, **options)  # type: ignore[arg-type] # services are a kind of int
    assert script.connection.is_closing
    assert not script.connection.is_handshaken


def test_handshake_of_limits(talker: Talker) -> None:
    """The oldest version there is room for is spoken with, and hears in plain headers."""
    script = Scripted(talker, version=MIN_PEER_PROTO_VERSION, services=Services.NETWORK)
    assert script.connection.is_handshaken
    assert script.connection.common_version == MIN_PEER_PROTO_VERSION
    assert len(script.take("sendheaders")) == 1
    assert not script.take("sendheaders2")
    assert len(script.take("getheaders")) == 1
