"""Block headers, whole and compressed, and the questions for them.

Mirrors CBlockLocator and CompressibleBlockHeader of primitives/block.h. Source: DIP 25 for `headers2`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from struct import Struct
from struct import error as struct_error
from typing import Self

from dashcore.net.protocol import MAX_LOCATOR_SIZE, PROTOCOL_VERSION
from dashcore.primitives.block import HEADER_SIZE, BlockHeader
from dashcore.primitives.types import BlockHash, UnixTime
from dashcore.util.hashes import HASH_SIZE, NULL_HASH
from dashcore.util.serialize import SerializationError, decode_compact_size, encode_compact_size

_VERSION_MASK = 0b111  # 0: the version follows; n: it is the nth of the versions seen last
_HAS_PREV_HASH = 1 << 3
_HAS_TIME = 1 << 4  # else the difference to the header before follows
_HAS_BITS = 1 << 5
_MAX_VERSIONS = 7  # how many of them are remembered
_MAX_OFFSET = (1 << 15) - 1  # seconds; the difference has 16 bits and a sign

_NO_HASH = BlockHash(NULL_HASH)
_I32 = Struct("<i")
_U32 = Struct("<I")
_I16 = Struct("<h")


class LocatorTooLongError(SerializationError):
    """A locator has more hashes than one is read with.

    Args (constructor):
        size: how many.
    """

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size

    def __str__(self) -> str:
        return f"locator of {self.size} hashes"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatorMessage:
    """What `getblocks`, `getheaders` and `getheaders2` carry.

    Args (constructor):
        hashes: of blocks the sender has, latest first.
        stop: where to end; null: as late as possible.
    """

    hashes: tuple[BlockHash, ...]
    stop: BlockHash = _NO_HASH

    def encode(self) -> bytes:
        """Return the payload."""
        return b"".join(
            (_I32.pack(PROTOCOL_VERSION), encode_compact_size(len(self.hashes)), *self.hashes, self.stop),
        )

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read a payload.

        Raises:
            LocatorTooLongError: more hashes than are allowed, all of them there.
            SerializationError: cut short.
        """
        count, at = decode_compact_size(data, _I32.size)
        end = at + count * HASH_SIZE
        if end + HASH_SIZE > len(data):
            raise SerializationError("end of data")
        if count > MAX_LOCATOR_SIZE:
            raise LocatorTooLongError(count)
        hashes = tuple(BlockHash(bytes(data[each : each + HASH_SIZE])) for each in range(at, end, HASH_SIZE))
        return cls(hashes=hashes, stop=BlockHash(bytes(data[end : end + HASH_SIZE])))


def header_count(data: bytes) -> int:
    """Return how many headers a `headers` or `headers2` message says it has.

    Raises:
        SerializationError: it does not even say that.
    """
    return decode_compact_size(data, 0)[0]


def encode_headers(headers: Sequence[BlockHeader]) -> bytes:
    """Return the payload of `headers`: each is followed by a number of transactions, always 0."""
    return b"".join((encode_compact_size(len(headers)), *(header.serialize() + b"\0" for header in headers)))


def decode_headers(data: bytes) -> list[BlockHeader]:
    """Read the payload of `headers`, whose count the caller found bearable.

    Raises:
        SerializationError: cut short.
    """
    count, at = decode_compact_size(data, 0)
    if count * (HEADER_SIZE + 1) > len(data) - at:
        raise SerializationError("end of data")
    headers = []
    for _ in range(count):
        headers.append(BlockHeader.decode(data, at))
        _, at = decode_compact_size(data, at + HEADER_SIZE)
    return headers


def _use_version(versions: list[int], version: int) -> None:
    """Make a version the latest of those seen."""
    if version in versions:
        versions.remove(version)
    versions.insert(0, version)
    del versions[_MAX_VERSIONS:]


def encode_headers2(headers: Sequence[BlockHeader]) -> bytes:
    """Return the payload of `headers2`; each header but the first is the child of the one before."""
    parts = [encode_compact_size(len(headers))]
    versions: list[int] = []
    last: BlockHeader | None = None
    for header in headers:
        flags = 0
        fields = []
        if last is not None and header.version in versions:
            flags = versions.index(header.version) + 1
        else:
            fields.append(_I32.pack(header.version))
        _use_version(versions, header.version)
        if last is None:
            flags |= _HAS_PREV_HASH
            fields.append(header.prev_hash)
        fields.append(header.merkle_root)
        offset = header.time - last.time if last is not None else _MAX_OFFSET + 1
        if -_MAX_OFFSET - 1 <= offset <= _MAX_OFFSET:
            fields.append(_I16.pack(offset))
        else:
            flags |= _HAS_TIME
            fields.append(_U32.pack(header.time))
        if last is None or header.bits != last.bits:
            flags |= _HAS_BITS
            fields.append(_U32.pack(header.bits))
        fields.append(_U32.pack(header.nonce))
        parts.append(bytes((flags,)))
        parts += fields
        last = header
    return b"".join(parts)


def decode_headers2(data: bytes) -> list[BlockHeader]:
    """Read the payload of `headers2`, whose count the caller found bearable.

    Raises:
        SerializationError: cut short.
    """
    count, at = decode_compact_size(data, 0)
    headers: list[BlockHeader] = []
    versions: list[int] = []
    last: BlockHeader | None = None
    try:
        for _ in range(count):
            last, at = _decode_compressed(data, at, last, versions)
            headers.append(last)
    except (struct_error, IndexError):
        raise SerializationError("end of data") from None
    return headers


def _decode_compressed(data: bytes, at: int, last: BlockHeader | None, versions: list[int]) -> tuple[BlockHeader, int]:
    """Read one header; what it leaves out of the first is 0, as for C++."""
    flags = data[at]
    at += 1
    known = flags & _VERSION_MASK
    version = 0
    if not known:
        (version,) = _I32.unpack_from(data, at)
        at += _I32.size
    elif last is not None and known <= len(versions):
        version = versions[known - 1]
    if last is None or not known or known <= len(versions):
        _use_version(versions, version)
    prev_hash = last.hash if last is not None else BlockHash(NULL_HASH)
    if flags & _HAS_PREV_HASH:
        prev_hash = BlockHash(bytes(data[at : at + HASH_SIZE]))
        at += HASH_SIZE
    merkle_root = bytes(data[at : at + HASH_SIZE])
    at += HASH_SIZE
    if at > len(data):
        raise IndexError
    time = last.time if last is not None else 0
    if flags & _HAS_TIME:
        (time,) = _U32.unpack_from(data, at)
        at += _U32.size
    else:
        (offset,) = _I16.unpack_from(data, at)
        time = (time + offset if last is not None else 0) & 0xFFFFFFFF
        at += _I16.size
    bits = last.bits if last is not None else 0
    if flags & _HAS_BITS:
        (bits,) = _U32.unpack_from(data, at)
        at += _U32.size
    (nonce,) = _U32.unpack_from(data, at)
    header = BlockHeader(
        version=version, prev_hash=prev_hash, merkle_root=merkle_root, time=UnixTime(time), bits=bits, nonce=nonce
    )
    return header, at + _U32.size
