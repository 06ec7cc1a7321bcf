"""What light clients ask about filters of blocks, and the answers. Source: BIP 157."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from struct import Struct
from struct import error as struct_error

from dashcore.primitives.types import BlockHash
from dashcore.util.serialize import SerializationError, decode_bytes, encode_bytes, encode_compact_size

_RANGE = Struct("<BI32s")
_BLOCK = Struct("<B32s")
_CHALLENGE = Struct("<IQ")


@dataclass(frozen=True, slots=True)
class FilterRange:
    """The payload of `getcfilters` and `getcfheaders`: blocks of a branch.

    Args (constructor):
        filter_type: any byte; 0 is the basic filter.
        first: height.
        last: id of the branch's last block.
    """

    filter_type: int
    first: int
    last: BlockHash

    @classmethod
    def decode(cls, payload: bytes) -> FilterRange:
        """Read a payload.

        Raises:
            SerializationError: cut short.
        """
        try:
            filter_type, first, last = _RANGE.unpack_from(payload)
        except struct_error:
            raise SerializationError("end of data") from None
        return cls(filter_type, first, BlockHash(last))


@dataclass(frozen=True, slots=True)
class FilterCheckpoints:
    """The payload of `getcfcheckpt`."""

    filter_type: int
    last: BlockHash

    @classmethod
    def decode(cls, payload: bytes) -> FilterCheckpoints:
        """Read a payload.

        Raises:
            SerializationError: cut short.
        """
        try:
            filter_type, last = _BLOCK.unpack_from(payload)
        except struct_error:
            raise SerializationError("end of data") from None
        return cls(filter_type, BlockHash(last))


def encode_filter(filter_type: int, block_hash: BlockHash, encoded: bytes) -> bytes:
    """Return the payload of `cfilter`."""
    return _BLOCK.pack(filter_type, block_hash) + encode_bytes(encoded)


def encode_filter_headers(filter_type: int, last: BlockHash, previous: bytes, hashes: Sequence[bytes]) -> bytes:
    """Return the payload of `cfheaders`.

    Args:
        previous: header of the filter before the first; null before genesis.
        hashes: of the filters.
    """
    return _BLOCK.pack(filter_type, last) + previous + encode_compact_size(len(hashes)) + b"".join(hashes)


def encode_filter_checkpoints(filter_type: int, last: BlockHash, headers: Sequence[bytes]) -> bytes:
    """Return the payload of `cfcheckpt`."""
    return _BLOCK.pack(filter_type, last) + encode_compact_size(len(headers)) + b"".join(headers)


def decode_filter_element(payload: bytes) -> bytes:
    """Read the payload of `filteradd`.

    Raises:
        SerializationError: cut short.
    """
    return decode_bytes(payload, 0)[0]


def encode_reconciliation(version: int, salt: int) -> bytes:
    """Return the payload of `sendtxrcncl`. Source: BIP 330."""
    return _CHALLENGE.pack(version, salt)


def decode_reconciliation(payload: bytes) -> tuple[int, int]:
    """Read the payload of `sendtxrcncl`: version and salt.

    Raises:
        SerializationError: cut short.
    """
    try:
        version, salt = _CHALLENGE.unpack_from(payload)
    except struct_error:
        raise SerializationError("end of data") from None
    return version, salt
