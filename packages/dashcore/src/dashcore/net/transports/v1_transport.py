"""The transport without encryption: a header with magic, name, size and checksum. Mirrors V1Transport of net.cpp."""

from __future__ import annotations

import logging
from hashlib import sha256
from struct import Struct

from dashcore.net.protocol import MAX_COMMAND_SIZE, MAX_MESSAGE_SIZE
from dashcore.net.transports.transport import TransportError, TransportType, WireMessage
from dashcore.util.strings import sanitize

_log = logging.getLogger("dash.net")

_HEADER = Struct("<4s12sI4s")
HEADER_SIZE = _HEADER.size  # bytes
_CHECKSUM_SIZE = 4  # bytes


def command_text(command: bytes) -> str:
    """Return a message's name for people: what comes before the padding, without characters that harm a log."""
    return sanitize(command.partition(b"\0")[0].decode("latin-1"))


def is_valid_command(command: bytes) -> bool:
    """Whether the 12 bytes of a name are printable and padded with zeros. Source: C++ IsCommandValid."""
    name, _, padding = command.partition(b"\0")
    return not padding.strip(b"\0") and all(32 <= byte <= 126 for byte in name)


def _checksum(payload: bytes) -> bytes:
    return sha256(sha256(payload).digest()).digest()[:_CHECKSUM_SIZE]


class V1Transport:
    """See `transport.Transport`.

    Args (constructor):
        peer_id: for the log.
        magic: of the network, 4 bytes.
    """

    __slots__ = ("_buffer", "_header", "_magic", "_peer_id")

    def __init__(self, peer_id: int, magic: bytes) -> None:
        self._peer_id = peer_id
        self._magic = magic
        self._buffer = bytearray()
        self._header: tuple[bytes, int, bytes] | None = None  # name, size and checksum of the message under way

    kind = TransportType.V1
    session_id = b""
    can_encode = True
    should_reconnect_v1 = False

    def receive(self, data: bytes) -> list[WireMessage]:
        """Cut messages out of the stream."""
        buffer = self._buffer
        buffer += data
        found: list[WireMessage] = []
        while True:
            if self._header is None:
                if len(buffer) < HEADER_SIZE:
                    return found
                self._header = self._read_header()
            command, size, checksum = self._header
            if len(buffer) < HEADER_SIZE + size:
                return found
            payload = bytes(buffer[HEADER_SIZE : HEADER_SIZE + size])
            del buffer[: HEADER_SIZE + size]
            self._header = None
            found.append(self._check(command, payload, checksum))

    def _read_header(self) -> tuple[bytes, int, bytes]:
        magic, command, size, checksum = _HEADER.unpack_from(self._buffer)
        if magic != self._magic:
            _log.debug("Header error: Wrong MessageStart %s received, peer=%d", magic.hex(), self._peer_id)
            raise TransportError("wrong magic")
        if size > MAX_MESSAGE_SIZE:
            _log.debug(
                "Header error: Size too large (%s, %u bytes), peer=%d", command_text(command), size, self._peer_id
            )
            raise TransportError("message too large")
        return command, size, checksum

    def _check(self, command: bytes, payload: bytes, checksum: bytes) -> WireMessage:
        wire_size = HEADER_SIZE + len(payload)
        expected = _checksum(payload)
        if expected != checksum:
            _log.debug(
                "Header error: Wrong checksum (%s, %u bytes), expected %s was %s, peer=%d",
                command_text(command),
                len(payload),
                expected.hex(),
                checksum.hex(),
                self._peer_id,
            )
            return WireMessage(None, b"", wire_size)
        if not is_valid_command(command):
            _log.debug(
                "Header error: Invalid message type (%s, %u bytes), peer=%d",
                command_text(command),
                len(payload),
                self._peer_id,
            )
            return WireMessage(None, b"", wire_size)
        return WireMessage(command.rstrip(b"\0").decode(), payload, wire_size)

    def take_output(self) -> bytes:
        """Nothing is said but messages."""
        return b""

    def encode(self, message_type: str, payload: bytes) -> bytes:
        """Put a header in front."""
        command = message_type.encode()
        if len(command) > MAX_COMMAND_SIZE:
            raise ValueError(f"name of a message is too long: {message_type}")
        return _HEADER.pack(self._magic, command, len(payload), _checksum(payload)) + payload

    def set_peer_version(self, version: int) -> None:
        """Names are always written out."""
