"""The message that opens a conversation. Mirrors PushNodeVersion and its counterpart of net_processing.cpp."""

from dataclasses import dataclass
from struct import Struct
from struct import error as struct_error
from typing import Self

from dashcore.net.protocol import MAX_SUBVERSION_LENGTH
from dashcore.primitives.net_address import V1_SIZE, NetService
from dashcore.util.serialize import SerializationError, decode_compact_size, encode_bytes

CHALLENGE_SIZE = 32  # bytes

_HEAD = Struct("<iQq")  # version, services, time
_SERVICES = Struct("<Q")
_ADDRESS_SIZE = V1_SIZE + 2  # bytes of address and port
_NONCE = Struct("<Q")
_HEIGHT = Struct("<i")
_NO_ADDRESS = bytes(_ADDRESS_SIZE)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionMessage:
    """Who speaks.

    Args (constructor):
        services: bits of what the sender offers.
        time: the sender's clock, seconds.
        receiver_services: bits the sender believes the receiver offers.
        receiver: the receiver as the sender sees it, on a network that old messages have; None: not told.
        nonce: random, so that a node knows itself.
        subversion: user agent, as sent.
        start_height: of the sender's chain; -1 where it was not told.
        relays_txs: whether it wants to hear of transactions from the start.
        challenge: 32 bytes that a masternode signs; None where it was not told.
        is_masternode: the sender opened the connection as a masternode.
    """

    version: int
    services: int
    time: int
    receiver_services: int = 0
    receiver: NetService | None = None
    nonce: int = 0
    subversion: str = ""
    start_height: int = -1
    relays_txs: bool = True
    challenge: bytes | None = None
    is_masternode: bool = False

    def encode(self) -> bytes:
        """Return the payload."""
        parts = [
            _HEAD.pack(self.version, self.services, self.time),
            _SERVICES.pack(self.receiver_services),
            self.receiver.encode(v2=False) if self.receiver is not None else _NO_ADDRESS,
            _SERVICES.pack(self.services),
            _NO_ADDRESS,
            _NONCE.pack(self.nonce),
            encode_bytes(self.subversion.encode()),
            _HEIGHT.pack(self.start_height),
            bytes((self.relays_txs,)),
        ]
        if self.challenge is not None:
            parts += [self.challenge, bytes((self.is_masternode,))]
        return b"".join(parts)

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read a payload; old nodes end it early, later ones may go on behind it.

        Raises:
            SerializationError: cut short within a field, or the user agent is too long.
        """
        try:
            version, services, time = _HEAD.unpack_from(data, 0)
            (receiver_services,) = _SERVICES.unpack_from(data, _HEAD.size)
            at = _HEAD.size + _SERVICES.size
            receiver, at = NetService.decode(data, at, v2=False)
            nonce, at = _decode_nonce(data, at)
            subversion, at = _decode_subversion(data, at)
            height = -1
            if at < len(data):
                (height,) = _HEIGHT.unpack_from(data, at)
                at += _HEIGHT.size
        except struct_error:
            raise SerializationError("end of data") from None
        relays = data[at] != 0 if at < len(data) else True
        at += 1
        challenge = None
        if at < len(data):
            challenge = bytes(data[at : at + CHALLENGE_SIZE])
            if len(challenge) != CHALLENGE_SIZE:
                raise SerializationError("end of data")
            at += CHALLENGE_SIZE
        return cls(
            version=version,
            services=services,
            time=max(time, 0),
            receiver_services=receiver_services,
            receiver=receiver,
            nonce=nonce,
            subversion=subversion,
            start_height=height,
            relays_txs=relays,
            challenge=challenge,
            is_masternode=at < len(data) and data[at] != 0,
        )


def _decode_nonce(data: bytes, at: int) -> tuple[int, int]:
    """Skip what the sender says of itself and read the nonce; 1 where there is none."""
    if at >= len(data):
        return 1, at
    at += _SERVICES.size + _ADDRESS_SIZE
    (nonce,) = _NONCE.unpack_from(data, at)
    return nonce, at + _NONCE.size


def _decode_subversion(data: bytes, at: int) -> tuple[str, int]:
    if at >= len(data):
        return "", at
    size, at = decode_compact_size(data, at, limit=MAX_SUBVERSION_LENGTH)
    if at + size > len(data):
        raise SerializationError("end of data")
    return data[at : at + size].decode("latin-1"), at + size
