"""What happens to chain and mempool is published over ZeroMQ, in order and numbered."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import zmq
from framework import Nodes, free_port, wait_until

pytestmark = pytest.mark.functional

ADDRESS = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"
TOPICS = ("hashblock", "rawblock", "hashtx", "rawtx", "sequence")


@contextmanager
def subscribed(address: str) -> Iterator[zmq.Socket[bytes]]:
    """Hear all that an address publishes."""
    with zmq.Context[zmq.Socket[bytes]]() as context, context.socket(zmq.SUB) as socket:
        socket.set(zmq.RCVTIMEO, 30_000)
        socket.subscribe("")
        socket.connect(address)
        yield socket


def until(socket: zmq.Socket[bytes], topic: str, body: bytes) -> dict[str, tuple[bytes, int]]:
    """Read up to a message; return the last body and number of each topic on the way, in the order they began."""
    found: dict[str, tuple[bytes, int]] = {}
    while found.get(topic, (b"", 0))[0] != body:
        heard, content, number = socket.recv_multipart()
        found[heard.decode()] = content, int.from_bytes(number, "little")
    return found


def test_topics(nodes: Nodes) -> None:
    """A block, its transactions and what the mempool does come as hashes and as bytes; a block that goes, too."""
    address = f"tcp://127.0.0.1:{free_port()}"
    node = nodes.start("-disablewallet", *(f"-zmqpub{topic}={address}" for topic in TOPICS), "-zmqpubhashtxhwm=7")
    rpc = node.rpc
    assert {(each["type"], each["address"], each["hwm"]) for each in rpc.getzmqnotifications()} == {
        (f"pub{topic}", address, 7 if topic == "hashtx" else 1000) for topic in TOPICS
    }
    with subscribed(address) as socket:

        def heard() -> bool:
            rpc.generatetoaddress(1, ADDRESS)
            return bool(socket.poll(200))

        wait_until(heard)
        last = until(socket, "rawblock", bytes.fromhex(rpc.getblock(rpc.getbestblockhash(), 0)))
        (block,) = rpc.generatetoaddress(1, ADDRESS)
        (txid,) = rpc.getblock(block)["tx"]
        raw = bytes.fromhex(rpc.getblock(block, 0))
        found = until(socket, "rawblock", raw)
        assert [(topic, body) for topic, (body, _) in found.items()] == [
            ("hashtx", bytes.fromhex(txid)),
            ("rawtx", bytes.fromhex(rpc.getrawtransaction(txid))),
            ("sequence", bytes.fromhex(block) + b"C"),
            ("hashblock", bytes.fromhex(block)),
            ("rawblock", raw),
        ]
        assert {topic: number for topic, (_, number) in found.items() if topic in last} == {
            topic: number + 1 for topic, (_, number) in last.items()
        }
        rpc.invalidateblock(block)
        gone = until(socket, "sequence", bytes.fromhex(block) + b"D")
        assert gone["sequence"][1] == found["sequence"][1] + 1


def test_refusals(nodes: Nodes) -> None:
    """An address that is none leaves the node without any; the log says why."""
    node = nodes.start("-disablewallet", "-zmqpubhashblock=foo", "-debug=zmq")

    assert node.rpc.getzmqnotifications() == []
    assert "Notifier pubhashblock failed (address = foo)" in node.debug_log()
