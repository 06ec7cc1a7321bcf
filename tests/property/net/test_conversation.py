"""Whatever a peer says, and in whatever order, the node answers, reproaches or ends it, and never fails itself."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from net_peers import SentMessages

from dashcore.net.connection import Connection, ConnectionType, ReceivedMessage
from dashcore.net.messages.compact import BlockTransactions, CompactBlock, TransactionsRequest
from dashcore.net.messages.headers import LocatorMessage, encode_headers, encode_headers2
from dashcore.net.messages.inventory import Inv, encode_inventory
from dashcore.net.messages.version import VersionMessage
from dashcore.net.protocol import PROTOCOL_VERSION, InvType, Services
from dashcore.net.transports.message_types import MESSAGE_TYPES
from dashcore.node.mining.miner import mine_block
from dashcore.node.net_processing.assemble import make_peer_manager
from dashcore.node.testing import ANYONE, SmallNode, spend
from dashcore.primitives.net_address import NetService
from dashcore.primitives.transaction import OutPoint

Message = tuple[str, bytes]

MAX_ROUNDS = 100  # by which a handful of messages must have been handled
MAX_SENT = 4_000_000  # bytes in answer to them


def sensible_messages(node: SmallNode) -> list[Message]:
    """Return messages that mean something to a node, of most kinds, and mine the chain they speak of."""
    tip = node.mine(110)[-1]
    template = node.context.assembler.create_block(ANYONE)
    new = mine_block(template.block, node.context.params.consensus, max_tries=1_000_000).block
    assert new is not None
    tx = spend(node.coin(1))
    orphan = spend((OutPoint(tx.txid, 1), 5000))
    kinds = (InvType.TX, InvType.BLOCK, InvType.FILTERED_BLOCK, InvType.CMPCT_BLOCK, InvType.DSTX, InvType.SPORK)
    things = (tip.hash, new.hash, tx.txid, orphan.txid, bytes(32))
    inventory = encode_inventory([Inv(kind, thing) for kind in kinds for thing in things])
    locator = LocatorMessage(hashes=(tip.header.prev_hash,)).encode()
    headers = [tip.header, new.header]
    filters = bytes(5) + tip.hash
    return [
        ("tx", tx.serialize()),
        ("tx", orphan.serialize()),
        ("dstx", tx.serialize()),
        ("block", new.serialize()),
        ("cmpctblock", CompactBlock.of(new).encode()),
        ("blocktxn", BlockTransactions(block_hash=new.hash, transactions=new.transactions).encode()),
        ("getblocktxn", TransactionsRequest(block_hash=tip.hash, positions=(0,)).encode()),
        ("headers", encode_headers(headers)),
        ("headers2", encode_headers2(headers)),
        ("getheaders", locator),
        ("getheaders2", locator),
        ("getblocks", locator),
        ("inv", inventory),
        ("getdata", inventory),
        ("notfound", inventory),
        ("getcfilters", filters),
        ("getcfheaders", filters),
        ("getcfcheckpt", b"\0" + tip.hash),
        ("filterload", b"\x01\xff\1\0\0\0" + bytes(4) + b"\1"),
        ("filteradd", b"\x01\x02"),
        ("addr", b"\1" + bytes(4) + b"\1" + bytes(17) + b"\xff\xff\1\2\3\4\x27\x0f"),
        ("addrv2", b"\1" + bytes(4) + b"\1\1\4\1\2\3\4\x27\x0f"),
        ("sendcmpct", b"\1\1" + bytes(7)),
        ("sendtxrcncl", b"\1\0\0\0" + bytes(8)),
        ("ping", bytes(8)),
        ("pong", bytes(8)),
        ("version", VersionMessage(version=PROTOCOL_VERSION, services=1, time=node.now).encode()),
        *((name, b"") for name in ("mempool", "getaddr", "filterclear", "sendheaders", "sendheaders2", "verack")),
    ]


class Conversations(logging.Handler):
    """A node, and the talks peers have with it; what fails in the node is logged, so it listens to the log."""

    def __init__(self, directory: Path) -> None:
        super().__init__(logging.ERROR)
        self.failures: list[str] = []
        self.node = SmallNode(directory, arguments=("-peerbloomfilters", "-txreconciliation"))
        self._messages = sensible_messages(self.node)
        self._manager = make_peer_manager(self.node.context, self.node.context.connman)
        self._last_id = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what failed."""
        self.failures.append(self.format(record))

    def sensible(self, number: int) -> Message:
        """Return one of the messages, for any number."""
        return self._messages[number % len(self._messages)]

    def hold(self, kind: ConnectionType, messages: list[Message], *, shakes_hands: bool) -> int:
        """Let a peer say this; return how many bytes it was sent."""
        sent = SentMessages()
        self._last_id += 1
        address = NetService(network=1, address=b"\1\2\3\4", port=9999)
        connection = Connection(
            number=self._last_id,
            kind=kind,
            sender=sent,
            address=address,
            address_name="1.2.3.4:9999",
            connected_at=self.node.now,
            local_nonce=1,
        )
        if shakes_hands:
            messages = [self._messages[-7], ("verack", b""), *messages]
        self._manager.initialize_node(connection, Services.NETWORK | Services.BLOOM)
        for name, payload in messages:
            connection.deliver(ReceivedMessage(name, payload, self.node.now * 1_000_000, len(payload)))
        for _ in range(MAX_ROUNDS):
            has_more = self._manager.process_messages(connection)
            self._manager.send_messages(connection)
            if not has_more:
                break
        assert connection.is_closing or not connection.has_message
        self.node.advance(1)
        self._manager.send_messages(connection)
        self._manager.finalize_node(connection)
        return sum(len(payload) for _, payload in sent.messages)


@pytest.fixture(scope="module")
def conversations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conversations]:
    """A node for all examples: what one peer did stays, as it does in life."""
    talks = Conversations(tmp_path_factory.mktemp("node"))
    log = logging.getLogger("dash")
    log.addHandler(talks)
    yield talks
    log.removeHandler(talks)
    talks.node.close()


@st.composite
def nearly(draw: st.DrawFn) -> tuple[int, int, int, bytes]:
    """Return which sensible message, and what to do to it: where to cut bytes out, how many, and what to put there."""
    return draw(st.integers(0, 99)), draw(st.integers(0, 400)), draw(st.integers(0, 9)), draw(st.binary(max_size=9))


anything = st.tuples(st.sampled_from(sorted(MESSAGE_TYPES)) | st.text(max_size=12), st.binary(max_size=200))
talk = st.lists(anything | st.integers(0, 99) | nearly(), max_size=8)


@settings(deadline=None)
@given(st.sampled_from(ConnectionType), talk, st.booleans() | st.just(True))
def test_the_node_endures_any_conversation(
    conversations: Conversations,
    kind: ConnectionType,
    parts: list[Message | int | tuple[int, int, int, bytes]],
    shakes_hands: bool,
) -> None:
    """Messages that make sense, nearly do or do not, in any order."""
    messages: list[Message] = []
    for part in parts:
        match part:
            case int():
                messages.append(conversations.sensible(part))
            case (number, at, removed, inserted):
                name, payload = conversations.sensible(number)
                messages.append((name, payload[:at] + inserted + payload[at + removed :]))
            case (name, payload):
                messages.append((name, payload))
    conversations.failures.clear()
    assert conversations.hold(kind, messages, shakes_hands=shakes_hands) < MAX_SENT
    assert conversations.failures == []
