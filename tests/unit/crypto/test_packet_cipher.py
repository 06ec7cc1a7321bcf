"""Encryption between nodes: the published vectors, and what must not be taken."""

import json
from pathlib import Path
from typing import TypedDict, cast

import pytest

from dashcore.crypto.packet_cipher import EXPANSION, LENGTH_SIZE, DecryptionError, PacketCipher

MAGIC = bytes.fromhex("bf0c6bbd")


class Vector(TypedDict):
    """One row."""

    idx: int
    priv_ours: str
    ellswift_ours: str
    ellswift_theirs: str
    initiating: bool
    contents: str
    multiply: int
    aad: str
    ignore: bool
    send_terminator: str
    receive_terminator: str
    session_id: str
    ciphertext: str
    ciphertext_endswith: str


VECTORS = cast(
    "list[Vector]", json.loads(Path(__file__).with_name("packet_encoding_vectors.json").read_text())["vectors"]
)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["idx"]))
def test_vectors(vector: Vector) -> None:
    """Keys, terminators and the packet at a position are the published ones, keys having been replaced on the way."""
    cipher = PacketCipher(bytes.fromhex(vector["priv_ours"]), bytes.fromhex(vector["ellswift_ours"]))
    cipher.initialize(bytes.fromhex(vector["ellswift_theirs"]), MAGIC, initiating=vector["initiating"])
    assert cipher.session_id.hex() == vector["session_id"]
    assert cipher.send_terminator.hex() == vector["send_terminator"]
    assert cipher.receive_terminator.hex() == vector["receive_terminator"]
    for _ in range(vector["idx"]):
        cipher.encrypt(b"", ignore=True)
    contents = bytes.fromhex(vector["contents"]) * vector["multiply"]
    packet = cipher.encrypt(contents, aad=bytes.fromhex(vector["aad"]), ignore=vector["ignore"])
    assert len(packet) == len(contents) + EXPANSION
    if vector["ciphertext"]:
        assert packet.hex() == vector["ciphertext"]
    else:
        assert packet.hex().endswith(vector["ciphertext_endswith"])


def pair() -> tuple[PacketCipher, PacketCipher]:
    """Make both ends."""
    first, second = PacketCipher(), PacketCipher()
    first.initialize(second.pubkey, MAGIC, initiating=True)
    second.initialize(first.pubkey, MAGIC, initiating=False)
    return first, second


def read(cipher: PacketCipher, packet: bytes, aad: bytes = b"") -> tuple[bytes, bool]:
    """Decrypt a packet."""
    assert cipher.decrypt_length(packet[:LENGTH_SIZE]) == len(packet) - EXPANSION
    return cipher.decrypt(packet[LENGTH_SIZE:], aad=aad)


def test_both_ends_agree() -> None:
    """A thousand packets each way, past several changes of keys."""
    first, second = pair()
    assert first.session_id == second.session_id
    assert first.send_terminator == second.receive_terminator
    for number in range(1000):
        contents = bytes([number & 0xFF]) * (number % 50)
        assert read(second, first.encrypt(contents, ignore=number % 3 == 0)) == (contents, number % 3 == 0)
        assert read(first, second.encrypt(contents, aad=b"aad"), b"aad") == (contents, False)


@pytest.mark.parametrize("at", [LENGTH_SIZE, LENGTH_SIZE + 1, -1])
def test_damage_is_noticed(at: int) -> None:
    """A bit that changed makes a packet worthless, wherever it is."""
    first, second = pair()
    packet = bytearray(first.encrypt(b"contents"))
    packet[at] ^= 1
    second.decrypt_length(bytes(packet[:LENGTH_SIZE]))
    with pytest.raises(DecryptionError):
        second.decrypt(bytes(packet[LENGTH_SIZE:]))


def test_other_aad_is_noticed() -> None:
    """What is authenticated along with a packet must be the same at both ends."""
    first, second = pair()
    packet = first.encrypt(b"contents", aad=b"garbage")
    with pytest.raises(DecryptionError):
        read(second, packet, b"other")


def test_secrets_stay_inside() -> None:
    """Nothing that is shown has the secret key."""
    cipher = PacketCipher(b"\x07" * 32)
    assert "0707" not in repr(cipher)
