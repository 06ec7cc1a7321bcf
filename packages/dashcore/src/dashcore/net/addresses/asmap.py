"""Which autonomous system an address belongs to, from the map of -asmap. Mirrors util/asmap.cpp.

The map is a program of bits that the bits of an address run through: RETURN gives the answer, JUMP goes on elsewhere if
the next bit is set, MATCH compares several, DEFAULT says what holds if a MATCH fails.
"""

import logging
from enum import IntEnum
from pathlib import Path

from dashcore.common import files
from dashcore.util.hashes import hash256
from dashcore.util.serialize import encode_compact_size

_log = logging.getLogger("dash")

ADDRESS_BITS = 128
_BITS_OF_BYTE = tuple(bytes((byte >> bit) & 1 for bit in range(8)) for byte in range(256))
_TYPE_SIZES = (0, 0, 1)
_ASN_SIZES = tuple(range(15, 25))
_MATCH_SIZES = tuple(range(1, 9))
_JUMP_SIZES = tuple(range(5, 31))
_FULL_MATCH = 8  # bits; only the last MATCH of several is shorter
_MAX_PADDING = 7  # bits at the end


class _Op(IntEnum):
    RETURN = 0
    JUMP = 1
    MATCH = 2
    DEFAULT = 3


class AsmapError(ValueError):
    """The map is no sound program."""


class _Reader:
    """Reads numbers of variable length from the bits."""

    __slots__ = ("at", "bits", "end")

    def __init__(self, bits: bytes) -> None:
        self.bits = bits
        self.end = len(bits)
        self.at = 0

    def _bit(self) -> int:
        if self.at >= self.end:
            raise AsmapError("end of data")
        self.at += 1
        return self.bits[self.at - 1]

    def number(self, least: int, sizes: tuple[int, ...]) -> int:
        """Read a number: bits that choose its size, then that many. Source: C++ DecodeBits."""
        value = least
        for size in sizes[:-1]:
            if not self._bit():
                return value + self._mantissa(size)
            value += 1 << size
        return value + self._mantissa(sizes[-1])

    def _mantissa(self, size: int) -> int:
        value = 0
        for _ in range(size):
            value = value << 1 | self._bit()
        return value

    def op(self) -> _Op:
        """Read which instruction follows."""
        return _Op(self.number(0, _TYPE_SIZES))

    def asn(self) -> int:
        """Read a system's number."""
        return self.number(1, _ASN_SIZES)

    def match(self) -> tuple[int, int]:
        """Read bits to compare; return them and their number."""
        value = self.number(2, _MATCH_SIZES)
        length = value.bit_length() - 1
        return value - (1 << length), length

    def jump(self) -> int:
        """Read how far to jump."""
        return self.number(17, _JUMP_SIZES)


class Asmap:
    """A sound map.

    Args (constructor):
        data: the file's bytes.

    Raises:
        AsmapError: no sound map.
    """

    __slots__ = ("_bits", "checksum")

    def __init__(self, data: bytes) -> None:
        self._bits = b"".join(_BITS_OF_BYTE[byte] for byte in data)
        check_asmap(self._bits, ADDRESS_BITS)
        self.checksum = hash256(encode_compact_size(len(self._bits)) + self._bits)

    def find(self, address: bytes) -> int:
        """Return the number of an address's system, 0 for none.

        Args:
            address: 16 bytes, IPv4 embedded.

        Source: C++ Interpret.
        """
        reader = _Reader(self._bits)
        number, left, default = int.from_bytes(address, "big"), ADDRESS_BITS, 0
        while True:
            match reader.op():
                case _Op.RETURN:
                    return reader.asn()
                case _Op.JUMP:
                    jump = reader.jump()
                    left -= 1
                    if number >> left & 1:
                        reader.at += jump
                case _Op.MATCH:
                    wanted, length = reader.match()
                    left -= length
                    if number >> left & ((1 << length) - 1) != wanted:
                        return default
                case _Op.DEFAULT:
                    default = reader.asn()


def check_asmap(bits: bytes, left: int) -> None:  # noqa: C901, PLR0912 - one rule after the other
    """Check that every address finds its way through and nothing is left over.

    Args:
        bits: one byte each.
        left: bits of an address.

    Raises:
        AsmapError: what is wrong.

    Source: C++ SanityCheckASMap.
    """
    reader = _Reader(bits)
    jumps: list[tuple[int, int]] = []  # where we may jump to, and bits left there
    before = _Op.JUMP
    has_short_match = False
    while reader.at < reader.end:
        if jumps and reader.at >= jumps[-1][0]:
            raise AsmapError("jump into an instruction")
        op = reader.op()
        match op:
            case _Op.RETURN:
                if before is _Op.DEFAULT:
                    raise AsmapError("RETURN behind DEFAULT")
                reader.asn()
                if not jumps:
                    if reader.end - reader.at > _MAX_PADDING or any(bits[reader.at :]):
                        raise AsmapError("more behind the end")
                    return
                target, left = jumps.pop()
                if reader.at != target:
                    raise AsmapError("unreachable code")
                before = _Op.JUMP
                continue
            case _Op.JUMP:
                target = reader.jump()
                target += reader.at
                if target > reader.end or left == 0 or (jumps and target >= jumps[-1][0]):
                    raise AsmapError("jump out of range")
                left -= 1
                jumps.append((target, left))
            case _Op.MATCH:
                _, length = reader.match()
                if before is not _Op.MATCH:
                    has_short_match = False
                if (length < _FULL_MATCH and has_short_match) or left < length:
                    raise AsmapError("match of a wrong length")
                has_short_match = length < _FULL_MATCH
                left -= length
            case _Op.DEFAULT:
                if before is _Op.DEFAULT:
                    raise AsmapError("DEFAULT twice")
                reader.asn()
        before = op
    raise AsmapError("no RETURN at the end")


def read_asmap(path: Path) -> Asmap | None:
    """Read a map; None, said in the log, if it is not sound. Source: C++ DecodeAsmap."""
    try:
        data = files.read_bytes(path)
    except OSError:
        _log.info("Failed to open asmap file from disk")
        return None
    _log.info('Opened asmap file "%s" (%d bytes) from disk', path, len(data))
    try:
        return Asmap(data)
    except AsmapError:
        _log.info('Sanity check of asmap file "%s" failed', path)
        return None
