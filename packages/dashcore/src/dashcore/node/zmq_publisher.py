"""Tells subscribers over ZeroMQ what happens to chain and mempool (-zmqpub...). Mirrors zmq/zmqpublishnotifier.cpp.

A message has three parts: the topic, the body, and a number that counts the messages of the
topic. Subscribers that are too slow miss some: the number tells them.

    publisher = make_publisher(node)      None where nothing is to be published, or the sockets refuse
    publisher.publish("hashtxlock", txid[::-1])    whoever knows of more adds its topics so
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import zmq

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.errors import CorruptDataError
from dashcore.chain.events import ChainEvents
from dashcore.interfaces.chain import MempoolRemovalReason
from dashcore.node.context import NodeContext
from dashcore.node.mempool.entry import MempoolEntry
from dashcore.node.zmq_options import ZmqEndpoint, read_endpoints
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import Transaction
from dashcore.util.hashes import display_hash

_log = logging.getLogger("dash.zmq")


@dataclass(slots=True)
class _Notifier:
    endpoint: ZmqEndpoint
    socket: "zmq.Socket[bytes]"
    sent: int = 0

    @property
    def topic(self) -> str:
        return self.endpoint.kind.removeprefix("pub")


class ZmqPublisher:
    """The sockets and what goes out at them.

    Raises (constructor):
        zmq.ZMQError: an address cannot be listened at.

    Threads: made on one; then used on the one that delivers events, and closed when that has ended.
    """

    def __init__(self, endpoints: Iterable[ZmqEndpoint]) -> None:
        _log.debug("version %s", zmq.zmq_version())
        _log.debug("Initialize notification interface")
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        self._notifiers: list[_Notifier] = []
        self._sockets: dict[str, zmq.Socket[bytes]] = {}
        try:
            for endpoint in endpoints:
                self._notifiers.append(_Notifier(endpoint, self._socket(endpoint)))
                _log.debug("Notifier %s ready (address = %s)", endpoint.kind, endpoint.address)
        except zmq.ZMQError:
            self.close()
            raise

    def _socket(self, endpoint: ZmqEndpoint) -> "zmq.Socket[bytes]":
        kind, address, mark = endpoint.kind, endpoint.address, endpoint.high_water_mark
        known = self._sockets.get(address)
        if known is not None:
            _log.debug("Reusing socket for address %s", address)
            _log.debug("Outbound message high water mark for %s at %s is %d", kind, address, mark)
            return known
        _log.debug("Outbound message high water mark for %s at %s is %d", kind, address, mark)
        socket = self._context.socket(zmq.PUB)
        self._sockets[address] = socket
        try:
            socket.set(zmq.SNDHWM, mark)
            socket.set(zmq.TCP_KEEPALIVE, 1)
            socket.set(zmq.IPV6, int(endpoint.is_ipv6))
            socket.bind(address)
        except zmq.ZMQError as error:
            _log.debug("Error: Failed to bind address, msg: %s", error.strerror)
            _log.debug("Notifier %s failed (address = %s)", kind, address)
            raise
        return socket

    @property
    def endpoints(self) -> list[ZmqEndpoint]:
        """What is published where; what failed is no longer."""
        return [notifier.endpoint for notifier in self._notifiers]

    def has(self, topic: str) -> bool:
        """Whether somebody may listen to a topic."""
        return any(notifier.topic == topic for notifier in self._notifiers)

    def publish(self, topic: str, body: bytes) -> None:
        """Send a message at all addresses of a topic; one that fails is given up."""
        for notifier in [each for each in self._notifiers if each.topic == topic]:
            parts = (topic.encode(), body, (notifier.sent & 0xFFFFFFFF).to_bytes(4, "little"))
            try:
                notifier.socket.send_multipart(parts)
                notifier.sent += 1
            except zmq.ZMQError as error:
                _log.debug("Error: Unable to send ZMQ msg, msg: %s", error.strerror)
                self.give_up(notifier.endpoint)

    def give_up(self, endpoint: ZmqEndpoint) -> None:
        """Publish no longer what failed."""
        self._notifiers = [each for each in self._notifiers if each.endpoint is not endpoint]

    def close(self) -> None:
        """Close all sockets; what subscribers did not take yet is dropped."""
        _log.debug("Shutdown notification interface")
        for address, socket in self._sockets.items():
            _log.debug("Close socket at address %s", address)
            socket.close(linger=0)
        self._sockets.clear()
        self._notifiers = []
        self._context.term()


class ZmqEvents(ChainEvents):
    """Publishes what chain and mempool tell; a `MempoolObserver` too.

    Args (constructor):
        post: runs something behind the events posted before, off the validating thread.
        read: returns the bytes of a stored block.
    """

    def __init__(
        self, publisher: ZmqPublisher, post: Callable[[Callable[[], None]], None], read: Callable[[BlockIndex], bytes]
    ) -> None:
        self._publisher = publisher
        self._post = post
        self._read = read

    def updated_tip(self, new: BlockIndex, fork: BlockIndex | None, *, initial_download: bool) -> None:
        """Publish the new tip, unless blocks were only taken away."""
        if initial_download or fork is None or new is fork:
            return
        self._post(lambda: self._publish_tip(new))

    def block_connected(self, block: Block, index: BlockIndex) -> None:
        """Publish a block's transactions, and that it came."""
        self._post(lambda: self._publish_block(block, index, b"C"))

    def block_disconnected(self, block: Block, index: BlockIndex) -> None:
        """Publish a block's transactions, and that it left."""
        self._post(lambda: self._publish_block(block, index, b"D"))

    def entry_added(self, entry: MempoolEntry) -> None:
        """Publish a transaction that came into the mempool."""
        tx, sequence = entry.tx, entry.sequence
        self._post(lambda: self._publish_added(tx, sequence))

    def entry_removed(self, entry: MempoolEntry, reason: MempoolRemovalReason, sequence: int) -> None:
        """Publish that a transaction left, unless a block took it."""
        if reason is MempoolRemovalReason.BLOCK:
            return
        tx = entry.tx
        self._post(lambda: self._publish_sequence("mempool removal", tx.txid, b"R" + sequence.to_bytes(8, "little")))

    # On the delivering thread

    def _publish_tip(self, index: BlockIndex) -> None:
        publisher = self._publisher
        _log.debug("Publish hashblock %s", display_hash(index.hash))
        publisher.publish("hashblock", index.hash[::-1])
        if not publisher.has("rawblock"):
            return
        try:
            data = self._read(index)
        except CorruptDataError as error:
            _log.debug("Error: Can't read block from disk, msg: %s", error)
            for endpoint in [each for each in publisher.endpoints if each.kind == "pubrawblock"]:
                publisher.give_up(endpoint)
            return
        publisher.publish("rawblock", data)

    def _publish_block(self, block: Block, index: BlockIndex, label: bytes) -> None:
        for tx in block.transactions:
            self._publish_tx(tx)
        what = "block connect" if label == b"C" else "block disconnect"
        self._publish_sequence(what, index.hash, label)

    def _publish_added(self, tx: Transaction, sequence: int) -> None:
        self._publish_tx(tx)
        self._publish_sequence("mempool acceptance", tx.txid, b"A" + sequence.to_bytes(8, "little"))

    def _publish_tx(self, tx: Transaction) -> None:
        publisher = self._publisher
        if publisher.has("hashtx"):
            publisher.publish("hashtx", tx.txid[::-1])
        if publisher.has("rawtx"):
            publisher.publish("rawtx", tx.serialize())

    def _publish_sequence(self, what: str, subject: bytes, rest: bytes) -> None:
        if self._publisher.has("sequence"):
            _log.debug("Publish sequence %s %s", what, display_hash(subject))
            self._publisher.publish("sequence", subject[::-1] + rest)


def make_publisher(node: NodeContext) -> ZmqPublisher | None:
    """Listen at the addresses of the options; None where one of them is of no use, which stops no node."""
    try:
        return ZmqPublisher(read_endpoints(node.args))
    except zmq.ZMQError:
        return None


def follow(node: NodeContext, publisher: ZmqPublisher) -> None:
    """Publish what happens to chain and mempool from now on."""
    events = ZmqEvents(publisher, node.signals.call, node.chainman.read_raw_block)
    node.chainman.events.subscribe(events)
    node.mempool.observers.append(events)
