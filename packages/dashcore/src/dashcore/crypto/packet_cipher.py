"""Encryption of packets between nodes, with keys that are replaced as it goes on. Mirrors bip324.cpp.

Lengths and contents have ciphers of their own: FSChaCha20 for three bytes of length, FSChaCha20Poly1305 for the rest.
"""

import hmac
import secrets
from hashlib import sha256
from struct import Struct
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20

from dashcore.crypto import ellswift

LENGTH_SIZE: Final = 3  # bytes
TERMINATOR_SIZE: Final = 16  # bytes
EXPANSION: Final = LENGTH_SIZE + 1 + 16  # bytes a packet takes besides its contents: length, header, tag
_REKEY_INTERVAL: Final = 224  # packets
_KEY_SIZE: Final = 32
_IGNORE: Final = 0x80  # of the header
_SALT: Final = b"bitcoin_v2_shared_secret"
_NONCE = Struct("<IQ")
_STREAM_NONCE = Struct("<IIQ")  # block counter and nonce
_REKEY: Final = 0xFFFFFFFF


class DecryptionError(Exception):
    """A packet is not authentic."""


class _StreamCipher:
    """FSChaCha20: one stream, cut into chunks; its key is replaced after so many of them."""

    __slots__ = ("_chunks", "_rekeys", "_stream")

    def __init__(self, key: bytes) -> None:
        self._rekeys = 0
        self._chunks = 0
        self._stream = self._start(key)

    def _start(self, key: bytes):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a class that the library does not export
        return Cipher(ChaCha20(key, _STREAM_NONCE.pack(0, 0, self._rekeys)), mode=None).encryptor()

    def crypt(self, chunk: bytes) -> bytes:
        """Encrypt or decrypt."""
        result: bytes = self._stream.update(chunk)
        self._chunks += 1
        if self._chunks == _REKEY_INTERVAL:
            key = self._stream.update(bytes(_KEY_SIZE))
            self._rekeys += 1
            self._chunks = 0
            self._stream = self._start(key)
        return result


class _PacketCipher:
    """FSChaCha20Poly1305: a nonce for each packet; its key is replaced after so many of them."""

    __slots__ = ("_aead", "_packets", "_rekeys")

    def __init__(self, key: bytes) -> None:
        self._aead = ChaCha20Poly1305(key)
        self._packets = 0
        self._rekeys = 0

    def encrypt(self, data: bytes, aad: bytes) -> bytes:
        result = self._aead.encrypt(_NONCE.pack(self._packets, self._rekeys), data, aad)
        self._advance()
        return result

    def decrypt(self, data: bytes, aad: bytes) -> bytes:
        try:
            result = self._aead.decrypt(_NONCE.pack(self._packets, self._rekeys), data, aad)
        except InvalidTag:
            raise DecryptionError from None
        self._advance()
        return result

    def _advance(self) -> None:
        self._packets += 1
        if self._packets < _REKEY_INTERVAL:
            return
        key = self._aead.encrypt(_NONCE.pack(_REKEY, self._rekeys), bytes(_KEY_SIZE), b"")[:_KEY_SIZE]
        self._aead = ChaCha20Poly1305(key)
        self._packets = 0
        self._rekeys += 1


def _expand(key: bytes, info: str) -> bytes:
    """Return 32 bytes of HKDF-SHA256."""
    return hmac.digest(key, info.encode() + b"\x01", sha256)


class PacketCipher:
    """One end of an encrypted connection; `initialize` comes before everything else.

    Args (constructor):
        secret, pubkey: ours; fresh ones where they are not given.

    Attributes:
        pubkey: what the other end must get, 64 bytes.
        session_id: what both ends can compare, 32 bytes.
        send_terminator, receive_terminator: end the garbage before the first packet, 16 bytes.
    """

    __slots__ = (
        "_receive_contents",
        "_receive_length",
        "_secret",
        "_send_contents",
        "_send_length",
        "pubkey",
        "receive_terminator",
        "send_terminator",
        "session_id",
    )

    _send_length: _StreamCipher
    _send_contents: _PacketCipher
    _receive_length: _StreamCipher
    _receive_contents: _PacketCipher

    def __init__(self, secret: bytes = b"", pubkey: bytes = b"") -> None:
        self._secret = secret or secrets.token_bytes(ellswift.SECRET_SIZE)  # out of range once in 2**128 times
        self.pubkey = pubkey or ellswift.make_pubkey(self._secret, secrets.token_bytes(32))
        self.session_id = self.send_terminator = self.receive_terminator = b""

    def initialize(self, theirs: bytes, magic: bytes, *, initiating: bool) -> None:
        """Derive all keys, and forget what they come from.

        Args:
            theirs: the other end's public key, 64 bytes.
            magic: of the network, 4 bytes.
        """
        shared = ellswift.shared_secret(self._secret, self.pubkey, theirs, initiating=initiating)
        self._secret = b""
        key = hmac.digest(_SALT + magic, shared, sha256)
        ours, others = ("initiator", "responder") if initiating else ("responder", "initiator")
        self._send_length = _StreamCipher(_expand(key, f"{ours}_L"))
        self._send_contents = _PacketCipher(_expand(key, f"{ours}_P"))
        self._receive_length = _StreamCipher(_expand(key, f"{others}_L"))
        self._receive_contents = _PacketCipher(_expand(key, f"{others}_P"))
        terminators = _expand(key, "garbage_terminators")
        halves = terminators[:TERMINATOR_SIZE], terminators[TERMINATOR_SIZE:]
        self.send_terminator, self.receive_terminator = halves if initiating else halves[::-1]
        self.session_id = _expand(key, "session_id")

    def encrypt(self, contents: bytes, *, aad: bytes = b"", ignore: bool = False) -> bytes:
        """Make a packet.

        Args:
            aad: what is authenticated along with it.
            ignore: the other end shall drop it.
        """
        length = self._send_length.crypt(len(contents).to_bytes(LENGTH_SIZE, "little"))
        header = bytes([_IGNORE if ignore else 0])
        return length + self._send_contents.encrypt(header + contents, aad)

    def decrypt_length(self, data: bytes) -> int:
        """Return how many bytes of contents the packet has whose first three bytes these are; once a packet."""
        return int.from_bytes(self._receive_length.crypt(data), "little")

    def decrypt(self, data: bytes, *, aad: bytes = b"") -> tuple[bytes, bool]:
        """Return a packet's contents, and whether it is to be dropped.

        Args:
            data: the packet behind its length.

        Raises:
            DecryptionError: it is not authentic.
        """
        plain = self._receive_contents.decrypt(data, aad)
        return plain[1:], bool(plain[0] & _IGNORE)
