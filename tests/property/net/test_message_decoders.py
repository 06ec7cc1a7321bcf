"""Whatever bytes a peer sends, a decoder has one error for them and makes no more of them than they are worth."""

import tracemalloc
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashcore.evo.bloom import BloomFilter
from dashcore.net.messages.addresses import decode_addresses, encode_addresses
from dashcore.net.messages.compact import (
    BlockTransactions,
    CompactBlock,
    TransactionsRequest,
    decode_send_compact,
)
from dashcore.net.messages.filters import (
    FilterCheckpoints,
    FilterRange,
    decode_filter_element,
    decode_reconciliation,
    encode_reconciliation,
)
from dashcore.net.messages.headers import LocatorMessage, decode_headers, decode_headers2
from dashcore.net.messages.inventory import Inv, decode_inventory, encode_inventory
from dashcore.net.messages.version import VersionMessage
from dashcore.primitives.block import Block
from dashcore.primitives.net_address import ADDRESS_SIZES, NetService, PeerAddress
from dashcore.primitives.transaction import Transaction
from dashcore.util.serialize import SerializationError, encode_compact_size

Decoder = Callable[[bytes], object]

DECODERS: dict[str, Decoder] = {
    "addr": lambda data: decode_addresses(data, v2=False),
    "addrv2": lambda data: decode_addresses(data, v2=True),
    "block": Block.deserialize,
    "blocktxn": BlockTransactions.decode,
    "cmpctblock": CompactBlock.decode,
    "filteradd": decode_filter_element,
    "filterload": BloomFilter.decode,
    "getblocktxn": TransactionsRequest.decode,
    "getcfcheckpt": FilterCheckpoints.decode,
    "getcfilters": FilterRange.decode,
    "getheaders": LocatorMessage.decode,
    "headers": decode_headers,
    "headers2": decode_headers2,
    "inv": decode_inventory,
    "sendcmpct": decode_send_compact,
    "sendtxrcncl": decode_reconciliation,
    "tx": lambda data: Transaction.decode(data, 0),
    "version": VersionMessage.decode,
}
U32 = st.integers(0, 0xFFFFFFFF)
U64 = st.integers(0, 2**64 - 1)
COUNTS = st.sampled_from((0, 1, 2, 100, 0xFC, 0xFD, 2000, 8001, 50_001, 0xFFFF, 0x10000, 0x1FFFFFF, 0x2000000))
# counts that lie, hashes and numbers, at any place
PAYLOADS = st.binary(max_size=400) | st.lists(
    COUNTS.map(encode_compact_size) | st.binary(max_size=90) | st.binary(min_size=32, max_size=32) | st.just(bytes(80)),
    max_size=12,
).map(b"".join)
MOST_PER_BYTE, MOST_AT_ALL = 400, 200_000  # bytes of memory


@pytest.mark.parametrize("name", DECODERS)
@given(payload=PAYLOADS)
def test_any_bytes(name: str, payload: bytes) -> None:
    """Only SerializationError is raised."""
    with suppress(SerializationError):
        DECODERS[name](payload)


@pytest.mark.parametrize("name", DECODERS)
@pytest.mark.parametrize("offset", [0, 1, 4, 36, 80, 88])
@pytest.mark.parametrize("count", [0xFFFF, 0x1FFFFFF, 0x2000000])
def test_counts_that_lie(name: str, offset: int, count: int) -> None:
    """What is said to follow is not made room for before it is there."""
    payload = bytes(offset) + encode_compact_size(count) + bytes(500)
    tracemalloc.start()
    try:
        DECODERS[name](payload)
    except SerializationError:
        pass
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < MOST_AT_ALL + MOST_PER_BYTE * len(payload)


@given(st.lists(st.builds(Inv, U32, st.binary(min_size=32, max_size=32)), max_size=20), st.binary(max_size=3))
def test_inventory(entries: list[Inv], behind: bytes) -> None:
    assert decode_inventory(encode_inventory(entries) + behind) == entries


@st.composite
def peer_addresses(draw: st.DrawFn) -> PeerAddress:
    """Return an address of any network that has a form of its own."""
    network = draw(st.sampled_from(sorted(ADDRESS_SIZES)))
    size = ADDRESS_SIZES[network]
    head = b"\x20" if size == 16 else b""  # none of the prefixes that mean another network
    address = head + draw(st.binary(min_size=size - len(head), max_size=size - len(head)))
    service = NetService(network=network, address=address, port=draw(st.integers(0, 0xFFFF)))
    return PeerAddress(service=service, services=draw(U64), time=draw(U32))


@given(st.lists(peer_addresses(), max_size=10))
def test_addresses(addresses: list[PeerAddress]) -> None:
    """Both forms, as far as the old one goes."""
    assert decode_addresses(encode_addresses(addresses, v2=True), v2=True) == addresses
    old = [address for address in addresses if address.service.is_v1_compatible]
    assert decode_addresses(encode_addresses(old, v2=False), v2=False) == old


@given(U32, U64)
def test_reconciliation(version: int, salt: int) -> None:
    assert decode_reconciliation(encode_reconciliation(version, salt)) == (version, salt)
