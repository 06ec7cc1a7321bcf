"""The edges of the encrypted transport."""

import logging

import pytest

from dashcore.crypto.packet_cipher import PacketCipher
from dashcore.net.transports.transport import TransportError, TransportType
from dashcore.net.transports.v1_transport import V1Transport
from dashcore.net.transports.v2_transport import MAX_GARBAGE, V2Transport

MAGIC = bytes.fromhex("fcc1b7dc")
OTHER_MAGIC = bytes.fromhex("cee2caff")


def end(*, initiating: bool, garbage: bytes = b"", cipher: PacketCipher | None = None) -> V2Transport:
    """Make an end."""
    return V2Transport(7, MAGIC, initiating=initiating, garbage=garbage, cipher=cipher)


def shake(one: V2Transport, two: V2Transport) -> None:
    """Complete the handshake."""
    for source, target in ((one, two), (two, one), (one, two)):
        target.receive(source.take_output())


def test_longest_garbage_is_taken_and_one_more_is_not(caplog: pytest.LogCaptureFixture) -> None:
    """4095 bytes may stand before the terminator."""
    one, two = end(initiating=True, garbage=bytes(MAX_GARBAGE)), end(initiating=False)
    shake(one, two)
    assert two.kind is TransportType.V2
    one, two = end(initiating=True, garbage=bytes(MAX_GARBAGE + 1)), end(initiating=False)
    with caplog.at_level(logging.DEBUG, "dash.net"), pytest.raises(TransportError):
        shake(one, two)
    assert "V2 transport error: missing garbage terminator, peer=7" in caplog.text


def test_peer_of_another_network(caplog: pytest.LogCaptureFixture) -> None:
    """Who begins with another network's first message is told apart from random bytes."""
    two = end(initiating=False)
    with caplog.at_level(logging.DEBUG, "dash.net"), pytest.raises(TransportError):
        two.receive(V1Transport(0, OTHER_MAGIC).encode("version", b"hello"))
    assert "V2 transport error: V1 peer with wrong MessageStart cee2caff" in caplog.text


def test_key_is_sent_at_the_first_difference() -> None:
    """As long as it could be the other transport, nothing is said."""
    two = end(initiating=False)
    two.receive(MAGIC + b"vers")
    assert two.take_output() == b""
    two.receive(b"x")
    assert len(two.take_output()) == 64


def test_when_to_reconnect() -> None:
    """Only who began, said something and heard nothing at all takes the peer for an old one."""
    one, two = end(initiating=True), end(initiating=False)
    decisions = [one.should_reconnect_v1]
    one.take_output()
    decisions.append(one.should_reconnect_v1)
    one.receive(b"x")
    decisions.append(one.should_reconnect_v1)
    two.receive(bytes(64))
    two.take_output()
    decisions.append(two.should_reconnect_v1)
    assert decisions == [False, True, False, False]


def test_packet_that_is_too_large(caplog: pytest.LogCaptureFixture) -> None:
    """A length beyond what a message may have ends it before anything of it is kept."""
    cipher = PacketCipher()
    one, two = end(initiating=True, cipher=cipher), end(initiating=False)
    shake(one, two)
    packet = cipher.encrypt(bytes(3 * 1024 * 1024 + 14))
    with caplog.at_level(logging.DEBUG, "dash.net"), pytest.raises(TransportError):
        two.receive(packet[:3])
    assert "V2 transport error: packet too large (3145742 bytes), peer=7" in caplog.text


def test_decoys_before_the_version_packet() -> None:
    """The first packet authenticates the garbage, even if it is to be dropped."""
    cipher = PacketCipher()
    two = end(initiating=False)
    two.receive(cipher.pubkey + b"garbage")
    answer = two.take_output()
    cipher.initialize(answer[:64], MAGIC, initiating=True)
    decoys = cipher.encrypt(b"x" * 10, aad=b"garbage", ignore=True) + cipher.encrypt(b"y", ignore=True)
    assert two.receive(cipher.send_terminator + decoys) == []
    kinds = [two.kind]
    assert two.receive(cipher.encrypt(b"")) == []
    kinds.append(two.kind)
    assert kinds == [TransportType.DETECTING, TransportType.V2]
    assert [message.type for message in two.receive(cipher.encrypt(b"\x12" + bytes(8)))] == ["ping"]


@pytest.mark.parametrize(
    ("contents", "kind"),
    [
        (b"", None),
        (b"\x05", ""),
        (b"\x1d", ""),
        (b"\x21", None),
        (b"\x80abc", "spork"),
        (b"\xa9", None),
        (b"\0ping", None),
        (b"\0ping\0\0\0\0\0\0\0\0", "ping"),
        (b"\0ping\0\0\0\0\0\0\0x", None),
        (b"\0p\x1fng\0\0\0\0\0\0\0\0", None),
    ],
)
def test_message_types(contents: bytes, kind: str | None) -> None:
    """Short and long names; what is none is dropped."""
    cipher = PacketCipher()
    one, two = end(initiating=True, cipher=cipher), end(initiating=False)
    shake(one, two)
    (found,) = two.receive(cipher.encrypt(contents))
    assert found.type == kind


def test_short_names_need_a_peer_that_knows_them() -> None:
    """Before its version is known, and to an old one, names are written out."""
    one, two = end(initiating=True), end(initiating=False)
    shake(one, two)
    assert len(one.encode("ping", b"")) == 20 + 13
    one.set_peer_version(70235)
    assert len(one.encode("ping", b"")) == 20 + 1
    assert len(one.encode("platformban", b"")) == 20 + 13
    one.set_peer_version(70240)
    assert len(one.encode("platformban", b"")) == 20 + 1
