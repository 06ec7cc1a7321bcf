"""The encrypted transport; where the peer does not speak it, the other one. Mirrors V2Transport of net.cpp. Source: BIP 324."""

from __future__ import annotations

import logging
import secrets
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from dashcore.net.protocol import INIT_PROTO_VERSION, MAX_COMMAND_SIZE, MAX_MESSAGE_SIZE
from dashcore.net.transports.message_types import name_of_short_id, short_id_of
from dashcore.net.transports.transport import TransportError, TransportType, WireMessage
from dashcore.net.transports.v1_transport import V1Transport

if TYPE_CHECKING:
    from dashcore.crypto.packet_cipher import PacketCipher

_log = logging.getLogger("dash.net")

MAX_GARBAGE: Final = 4095  # bytes
_PUBKEY_SIZE: Final = 64
_TERMINATOR_SIZE: Final = 16
_LENGTH_SIZE: Final = 3
_EXPANSION: Final = 20  # bytes a packet takes besides its contents
_REST: Final = _EXPANSION - _LENGTH_SIZE
_MAX_CONTENTS: Final = 1 + MAX_COMMAND_SIZE + MAX_MESSAGE_SIZE
_V1_BEGINNING: Final = b"version\0\0\0\0\0"  # what follows the magic
_MAGIC_SIZE: Final = 4


class _State(Enum):
    """What is expected next. Source: C++ V2Transport::RecvState."""

    KEY_OR_V1 = auto()
    KEY = auto()
    GARBAGE = auto()
    VERSION = auto()
    MESSAGES = auto()
    V1 = auto()


class V2Transport:
    """See `transport.Transport`.

    Args (constructor):
        peer_id: for the log.
        magic: of the network, 4 bytes.
        initiating: this end began the connection.
        cipher, garbage: fixed ones, for tests.
    """

    __slots__ = (
        "_aad",
        "_buffer",
        "_cipher",
        "_fallback",
        "_garbage",
        "_has_spoken",
        "_initiating",
        "_length",
        "_magic",
        "_output",
        "_peer_id",
        "_peer_version",
        "_searched",
        "_state",
    )

    def __init__(
        self,
        peer_id: int,
        magic: bytes,
        *,
        initiating: bool,
        cipher: PacketCipher | None = None,
        garbage: bytes | None = None,
    ) -> None:
        self._peer_id = peer_id
        self._magic = magic
        self._initiating = initiating
        self._cipher = cipher
        self._garbage = secrets.token_bytes(secrets.randbelow(MAX_GARBAGE + 1)) if garbage is None else garbage
        self._fallback: V1Transport | None = None
        self._buffer = bytearray()
        self._searched = 0  # bytes of garbage in which no terminator begins
        self._length: int | None = None  # of the packet under way
        self._aad = b""  # what the next packet authenticates
        self._output = b""
        self._has_spoken = False
        self._peer_version = INIT_PROTO_VERSION
        self._state = _State.KEY if initiating else _State.KEY_OR_V1
        if initiating:
            self._begin()

    def _begin(self) -> None:
        """Have our key and garbage sent."""
        if self._cipher is None:
            from dashcore.crypto.packet_cipher import PacketCipher  # noqa: PLC0415 - loading it takes time

            self._cipher = PacketCipher()
        self._output = self._cipher.pubkey + self._garbage

    @property
    def kind(self) -> TransportType:
        """How the peer speaks, as far as that is known."""
        if self._state is _State.V1:
            return TransportType.V1
        return TransportType.V2 if self._state is _State.MESSAGES else TransportType.DETECTING

    @property
    def session_id(self) -> bytes:
        """What both ends can compare; empty until the other end proved that it has the same keys."""
        return self._cipher.session_id if self._state is _State.MESSAGES and self._cipher is not None else b""

    @property
    def can_encode(self) -> bool:
        """Whether the keys are there, or none are needed."""
        if self._state is _State.V1:
            return True
        return self._state not in {_State.KEY, _State.KEY_OR_V1}

    @property
    def should_reconnect_v1(self) -> bool:
        """Whether the peer was sent a key, and answered nothing at all."""
        return self._initiating and self._has_spoken and self._state is _State.KEY and not self._buffer

    # Receiving

    def receive(self, data: bytes) -> list[WireMessage]:
        """Go through the states as far as what came allows."""
        if self._fallback is not None:
            return self._fallback.receive(data)
        self._buffer += data
        if self._state is _State.KEY_OR_V1 and not self._is_v2():
            return self._receive_v1()
        if self._state is _State.KEY and not self._read_key():
            return []
        if self._state is _State.GARBAGE and not self._read_garbage():
            return []
        return self._read_packets()

    def _receive_v1(self) -> list[WireMessage]:
        """Hand over what came, once it is known to be of the other transport."""
        if self._fallback is None:
            return []
        data = bytes(self._buffer)
        self._buffer.clear()
        return self._fallback.receive(data)

    def _is_v2(self) -> bool:
        """Decide by the first 16 bytes; as soon as one differs from what the other transport begins with, it is this."""
        beginning = self._magic + _V1_BEGINNING
        head = self._buffer[: len(beginning)]
        if head != beginning[: len(head)]:
            self._state = _State.KEY
            self._begin()
            return True
        if len(head) == len(beginning):
            self._state = _State.V1
            self._fallback = V1Transport(self._peer_id, self._magic)
        return False

    def _read_key(self) -> bool:
        buffer = self._buffer
        end = _MAGIC_SIZE + len(_V1_BEGINNING)
        if not self._initiating and buffer[_MAGIC_SIZE:end] == _V1_BEGINNING:
            _log.debug("V2 transport error: V1 peer with wrong MessageStart %s", bytes(buffer[:_MAGIC_SIZE]).hex())
            raise TransportError("another network's peer")
        cipher = self._cipher
        if len(buffer) < _PUBKEY_SIZE or cipher is None:
            return False
        cipher.initialize(bytes(buffer[:_PUBKEY_SIZE]), self._magic, initiating=self._initiating)
        del buffer[:_PUBKEY_SIZE]
        self._state = _State.GARBAGE
        self._output += cipher.send_terminator + cipher.encrypt(b"", aad=self._garbage)
        self._garbage = b""
        return True

    def _read_garbage(self) -> bool:
        cipher = self._cipher
        if cipher is None:
            return False
        buffer = self._buffer
        at = buffer.find(cipher.receive_terminator, self._searched, MAX_GARBAGE + _TERMINATOR_SIZE)
        if at < 0:
            if len(buffer) >= MAX_GARBAGE + _TERMINATOR_SIZE:
                _log.debug("V2 transport error: missing garbage terminator, peer=%d", self._peer_id)
                raise TransportError("missing garbage terminator")
            self._searched = max(0, len(buffer) - _TERMINATOR_SIZE + 1)
            return False
        self._aad = bytes(buffer[:at])
        del buffer[: at + _TERMINATOR_SIZE]
        self._state = _State.VERSION
        return True

    def _read_packets(self) -> list[WireMessage]:
        found: list[WireMessage] = []
        while (contents := self._read_packet()) is not None:
            if self._state is _State.VERSION:
                self._state = _State.MESSAGES  # what it says is for extensions to come
            else:
                found.append(self._understand(contents))
        return found

    def _read_packet(self) -> bytes | None:
        """Return the contents of the next packet that is not to be dropped; None where it is not there yet."""
        from dashcore.crypto.packet_cipher import DecryptionError  # noqa: PLC0415 - see _begin

        cipher, buffer = self._cipher, self._buffer
        if cipher is None:
            return None
        while True:
            if self._length is None:
                if len(buffer) < _LENGTH_SIZE:
                    return None
                self._length = cipher.decrypt_length(bytes(buffer[:_LENGTH_SIZE]))
                del buffer[:_LENGTH_SIZE]
                if self._length > _MAX_CONTENTS:
                    _log.debug("V2 transport error: packet too large (%u bytes), peer=%d", self._length, self._peer_id)
                    raise TransportError("packet too large")
            size = self._length + _REST
            if len(buffer) < size:
                return None
            try:
                contents, ignore = cipher.decrypt(bytes(buffer[:size]), aad=self._aad)
            except DecryptionError:
                _log.debug(
                    "V2 transport error: packet decryption failure (%u bytes), peer=%d", self._length, self._peer_id
                )
                raise TransportError("packet decryption failure") from None
            del buffer[:size]
            self._aad = b""
            self._length = None
            if not ignore:
                return contents

    def _understand(self, contents: bytes) -> WireMessage:
        wire_size = len(contents) + _EXPANSION
        read = _read_type(contents)
        if read is None:
            _log.debug(
                "V2 transport error: invalid message type (%u bytes contents), peer=%d", len(contents), self._peer_id
            )
            return WireMessage(None, b"", wire_size)
        message_type, at = read
        return WireMessage(message_type, contents[at:], wire_size)

    # Sending

    def take_output(self) -> bytes:
        """Return what belongs to the handshake."""
        output, self._output = self._output, b""
        if output and not self._has_spoken:
            self._has_spoken = True
            _log.debug("start sending v2 handshake to peer=%d", self._peer_id)
        return output

    def encode(self, message_type: str, payload: bytes) -> bytes:
        """Make a packet, or what the other transport makes."""
        if self._fallback is not None:
            return self._fallback.encode(message_type, payload)
        if self._cipher is None:
            raise RuntimeError("can_encode says when")
        number = short_id_of(message_type, self._peer_version)
        if number is not None:
            return self._cipher.encrypt(bytes([number]) + payload)
        name = message_type.encode()
        if len(name) > MAX_COMMAND_SIZE:
            raise ValueError(f"name of a message is too long: {message_type}")
        return self._cipher.encrypt(b"\0" + name.ljust(MAX_COMMAND_SIZE, b"\0") + payload)

    def set_peer_version(self, version: int) -> None:
        """Learn which short names the peer knows."""
        self._peer_version = version


def _read_type(contents: bytes) -> tuple[str, int] | None:
    """Return a message's type, and where what it says begins; None where it is none. Source: C++ GetMessageType."""
    if not contents:
        return None
    if contents[0]:
        name = name_of_short_id(contents[0])
        return None if name is None else (name, 1)
    command = contents[1 : 1 + MAX_COMMAND_SIZE]
    if len(command) < MAX_COMMAND_SIZE:
        return None
    name_bytes, _, padding = command.partition(b"\0")
    if padding.strip(b"\0") or not all(0x20 <= byte <= 0x7F for byte in name_bytes):
        return None
    return name_bytes.decode(), 1 + MAX_COMMAND_SIZE
