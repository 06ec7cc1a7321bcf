"""Both transports: what one end says the other hears, however it is cut; nonsense never does harm."""

import contextlib
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from dashcore.crypto.packet_cipher import PacketCipher
from dashcore.net.protocol import MAX_MESSAGE_SIZE, PROTOCOL_VERSION
from dashcore.net.transports.message_types import MESSAGE_TYPES
from dashcore.net.transports.transport import Transport, TransportError, TransportType, WireMessage
from dashcore.net.transports.v1_transport import HEADER_SIZE, V1Transport
from dashcore.net.transports.v2_transport import V2Transport

MAGIC = bytes.fromhex("fcc1b7dc")

messages = st.lists(st.tuples(st.sampled_from(sorted(MESSAGE_TYPES)), st.binary(max_size=300)), max_size=6)
cuts = st.lists(st.integers(1, 400), min_size=1, max_size=20)
garbage = st.binary(max_size=200)


def pieces(data: bytes, sizes: list[int]) -> Iterator[bytes]:
    """Cut data, over and over by the same sizes."""
    at = number = 0
    while at < len(data):
        size = sizes[number % len(sizes)]
        yield data[at : at + size]
        at, number = at + size, number + 1


def deliver(source: Transport, target: Transport, sizes: list[int]) -> list[WireMessage]:
    """Carry what one end has to say by itself to the other."""
    found = []
    while output := source.take_output():
        for piece in pieces(output, sizes):
            found += target.receive(piece)
    return found


def heard(found: list[WireMessage]) -> list[tuple[str | None, bytes]]:
    """Return types and payloads."""
    return [(message.type, message.payload) for message in found]


@given(messages, cuts)
def test_v1_round_trip(sent: list[tuple[str, bytes]], sizes: list[int]) -> None:
    """Messages arrive whole and in order."""
    source, target = V1Transport(0, MAGIC), V1Transport(1, MAGIC)
    data = b"".join(source.encode(*message) for message in sent)
    found = [message for piece in pieces(data, sizes) for message in target.receive(piece)]
    assert heard(found) == sent
    assert [message.wire_size for message in found] == [HEADER_SIZE + len(payload) for _, payload in sent]


@settings(deadline=None)
@given(messages, cuts, garbage, garbage)
def test_v2_round_trip(sent: list[tuple[str, bytes]], sizes: list[int], first: bytes, second: bytes) -> None:
    """The handshake comes about with any garbage, and messages arrive whole and in order, both ways."""
    one = V2Transport(0, MAGIC, initiating=True, garbage=first)
    two = V2Transport(1, MAGIC, initiating=False, garbage=second)
    assert deliver(one, two, sizes) == []
    assert deliver(two, one, sizes) == []
    assert deliver(one, two, sizes) == []
    assert one.kind is two.kind is TransportType.V2
    assert one.session_id == two.session_id != b""
    for source, target in ((one, two), (two, one)):
        source.set_peer_version(PROTOCOL_VERSION)
        data = b"".join(source.encode(*message) for message in sent)
        found = [message for piece in pieces(data, sizes) for message in target.receive(piece)]
        assert heard(found) == sent
        assert sum(message.wire_size for message in found) == len(data)


@given(messages, cuts)
def test_v2_end_understands_v1(sent: list[tuple[str, bytes]], sizes: list[int]) -> None:
    """Who waits for the encrypted transport takes the other one, too."""
    source, target = V1Transport(0, MAGIC), V2Transport(1, MAGIC, initiating=False)
    sent = [("version", b"hello"), *sent]
    data = b"".join(source.encode(*message) for message in sent)
    found = [message for piece in pieces(data, sizes) for message in target.receive(piece)]
    assert heard(found) == sent
    assert target.kind is TransportType.V1
    assert target.take_output() == b""
    assert heard(source.receive(target.encode("verack", b""))) == [("verack", b"")]


def endure(transport: Transport, data: bytes, sizes: list[int]) -> None:
    """Hand over anything: the only complaint is TransportError, and what is kept is bounded."""
    with contextlib.suppress(TransportError):
        for piece in pieces(data, sizes):
            for message in transport.receive(piece):
                assert len(message.payload) <= MAX_MESSAGE_SIZE
            transport.take_output()


anything = st.binary(max_size=2000)
almost = st.builds(
    lambda command, size, checksum, rest: MAGIC + command + size.to_bytes(4, "little") + checksum + rest,
    st.binary(min_size=12, max_size=12),
    st.one_of(st.integers(0, 300), st.integers(0, 2**32 - 1)),
    st.binary(min_size=4, max_size=4),
    st.binary(max_size=600),
)


@given(st.one_of(anything, almost), cuts)
def test_v1_endures_anything(data: bytes, sizes: list[int]) -> None:
    """Bytes of any kind, headers that are nearly right too."""
    endure(V1Transport(0, MAGIC), data, sizes)


@settings(deadline=None)
@given(st.one_of(anything, almost), cuts, st.booleans())
def test_v2_endures_anything_before_the_handshake(data: bytes, sizes: list[int], initiating: bool) -> None:
    """Bytes of any kind from the first one on."""
    endure(V2Transport(0, MAGIC, initiating=initiating, garbage=b""), data, sizes)


@settings(deadline=None)
@given(anything, cuts)
def test_v2_endures_anything_after_the_handshake(data: bytes, sizes: list[int]) -> None:
    """Nobody who lacks the keys is understood."""
    one = V2Transport(0, MAGIC, initiating=True, garbage=b"")
    two = V2Transport(1, MAGIC, initiating=False, garbage=b"")
    for source, target in ((one, two), (two, one), (one, two)):
        deliver(source, target, [1000])
    with contextlib.suppress(TransportError):
        for piece in pieces(data, sizes):
            assert two.receive(piece) == []


@settings(deadline=None)
@given(st.binary(max_size=60), st.booleans())
def test_v2_endures_any_contents(contents: bytes, ignore: bool) -> None:
    """A peer with the keys may write what it likes: it is a message, a damaged one, or nothing."""
    cipher = PacketCipher()
    one = V2Transport(0, MAGIC, initiating=True, garbage=b"", cipher=cipher)
    two = V2Transport(1, MAGIC, initiating=False, garbage=b"")
    for source, target in ((one, two), (two, one), (one, two)):
        deliver(source, target, [1000])
    found = two.receive(cipher.encrypt(contents, ignore=ignore))
    assert len(found) == (0 if ignore else 1)
