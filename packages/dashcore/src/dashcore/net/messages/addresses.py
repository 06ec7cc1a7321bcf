"""What `addr` and `addrv2` carry: nodes somebody told of. Source: BIP 155."""

from collections.abc import Sequence

from dashcore.primitives.net_address import PeerAddress
from dashcore.util.serialize import SerializationError, decode_compact_size, encode_compact_size

_LEAST_SIZE_V1, _LEAST_SIZE_V2 = 30, 9  # bytes of an entry


def encode_addresses(addresses: Sequence[PeerAddress], *, v2: bool) -> bytes:
    """Return the payload of `addr`, or of `addrv2` with `v2`."""
    return encode_compact_size(len(addresses)) + b"".join([address.encode(v2=v2) for address in addresses])


def count_addresses(payload: bytes, *, v2: bool) -> int:
    """Return how many addresses a payload has, unread.

    Raises:
        SerializationError: it cannot have so many.
    """
    count, at = decode_compact_size(payload, 0)
    if count * (_LEAST_SIZE_V2 if v2 else _LEAST_SIZE_V1) > len(payload) - at:
        raise SerializationError("end of data")
    return count


def decode_addresses(payload: bytes, *, v2: bool) -> list[PeerAddress]:
    """Read the payload of `addr` or `addrv2`; an address of an unknown network becomes one that is not valid.

    Raises:
        SerializationError: cut short, or an address has not the size its network has.
    """
    count = count_addresses(payload, v2=v2)
    _, at = decode_compact_size(payload, 0)
    found = []
    for _ in range(count):
        address, at = PeerAddress.decode(payload, at, v2=v2)
        found.append(address)
    return found
