"""Requests for payment that a wallet remembers, in the form dash-qt stores them.

Source: C++ RecentRequestEntry and SendCoinsRecipient.
"""

from dataclasses import dataclass
from struct import Struct, error

from dashcore.gui.uri import PaymentRequest
from dashcore.primitives.types import Duffs, UnixTime
from dashcore.util.serialize import SerializationError, decode_bytes, encode_bytes

_HEAD = Struct("<iqI")  # version, id, seconds since 1970
_INT = Struct("<i")
_LONG = Struct("<q")
_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveRequest:
    """A request as it was made. `amount` 0: any."""

    id: int
    time: UnixTime
    address: str
    label: str = ""
    amount: Duffs
    message: str = ""

    @property
    def payment(self) -> PaymentRequest:
        """What its link asks for."""
        return PaymentRequest(address=self.address, amount=self.amount or None, label=self.label, message=self.message)

    def encode(self) -> bytes:
        """Return the record."""
        return b"".join(
            (
                _HEAD.pack(_VERSION, self.id, self.time),
                _INT.pack(_VERSION),
                encode_bytes(self.address.encode()),
                encode_bytes(self.label.encode()),
                _LONG.pack(self.amount),
                encode_bytes(self.message.encode()),
                encode_bytes(b""),  # a BIP 70 request
                encode_bytes(b""),  # its merchant
            )
        )

    @classmethod
    def decode(cls, data: bytes) -> "ReceiveRequest":
        """Read a record.

        Raises:
            SerializationError: it is none.
        """
        try:
            _, number, time = _HEAD.unpack_from(data, 0)
            at = _HEAD.size + _INT.size
            address, at = decode_bytes(data, at)
            label, at = decode_bytes(data, at)
            (amount,) = _LONG.unpack_from(data, at)
            message, _ = decode_bytes(data, at + _LONG.size)
            return cls(
                id=number,
                time=UnixTime(time),
                address=address.decode(),
                label=label.decode(),
                amount=Duffs(amount),
                message=message.decode(),
            )
        except (error, UnicodeDecodeError) as problem:
            raise SerializationError(f"not a request for payment: {problem}") from None
