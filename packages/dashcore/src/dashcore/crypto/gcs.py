"""Golomb-coded sets: sets of byte strings in few bits, that may claim to have what they have not.

Elements become numbers evenly spread below size * M, and the differences between neighbours
are stored, the last P bits of each plain and the rest in unary. Mirrors GCSFilter of
blockfilter.h and util/golombrice.h.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from dashcore.crypto.siphash import siphash
from dashcore.util.serialize import SerializationError, decode_compact_size, encode_compact_size

_MAX_ELEMENTS = 0xFFFFFFFF
_SPILL_BITS = 4096  # bits gathered in one number before they become bytes: longer ones are slower to shift


@dataclass(frozen=True, slots=True, kw_only=True)
class GcsParams:
    """What a set was made with.

    Args (constructor):
        key: 16 bytes, of SipHash.
        p: bits stored plain.
        m: inverse of how often an element that is not there seems to be.
    """

    key: bytes
    p: int
    m: int


def _numbers(elements: Collection[bytes], params: GcsParams, count: int) -> list[int]:
    """Return the sorted numbers of elements in a set of `count`. Source: C++ FastRange64."""
    span, key = count * params.m, params.key
    return sorted(siphash(key, element) * span >> 64 for element in elements)


def encode_set(elements: Collection[bytes], params: GcsParams) -> bytes:
    """Encode a set: the number of elements, then the bits.

    Args:
        elements: no two alike.
    """
    out = bytearray(encode_compact_size(len(elements)))
    p = params.p
    mask = (1 << p) - 1
    last = bits = size = 0
    for number in _numbers(elements, params, len(elements)):
        delta = number - last
        last = number
        quotient = delta >> p
        width = quotient + 1 + p
        bits = bits << width | ((1 << quotient) - 1) << (p + 1) | delta & mask
        size += width
        if size >= _SPILL_BITS:
            rest = size & 7
            out += (bits >> rest).to_bytes(size >> 3, "big")
            bits &= (1 << rest) - 1
            size = rest
    if size:
        out += (bits << (-size & 7)).to_bytes((size + 7) >> 3, "big")
    return bytes(out)


def _decode_head(data: bytes) -> tuple[int, int]:
    return decode_compact_size(data, 0, limit=_MAX_ELEMENTS)


def _deltas(data: bytes, at: int, count: int, p: int) -> Iterable[int]:
    """Yield the differences of a set's numbers.

    Raises:
        SerializationError: fewer are there.
    """
    text = f"{int.from_bytes(data[at:], 'big'):0{(len(data) - at) * 8}b}" if at < len(data) else ""
    place, find = 0, text.find
    for _ in range(count):
        end = find("0", place)
        if end < 0 or end + 1 + p > len(text):
            raise SerializationError("end of data")
        yield (end - place) << p | int(text[end + 1 : end + 1 + p], 2)
        place = end + 1 + p


def check_set(data: bytes, params: GcsParams) -> None:
    """Check that an encoded set holds just as many elements as it says.

    Raises:
        SerializationError: too few, or bytes behind them.
    """
    count, at = _decode_head(data)
    bits = sum((delta >> params.p) + 1 + params.p for delta in _deltas(data, at, count, params.p))
    if at + (bits + 7) // 8 != len(data):
        raise SerializationError("encoded_filter contains excess data")


def matches_any(data: bytes, elements: Collection[bytes], params: GcsParams) -> bool:
    """Whether an encoded set seems to hold one of the elements; both are walked once.

    Raises:
        SerializationError: it is no set.

    Source: C++ GCSFilter::MatchAny.
    """
    count, at = _decode_head(data)
    if not elements or not count:
        return False
    wanted = frozenset(_numbers(elements, params, count))
    highest = max(wanted)
    value = 0
    for delta in _deltas(data, at, count, params.p):
        value += delta
        if value in wanted:
            return True
        if value > highest:
            return False
    return False
