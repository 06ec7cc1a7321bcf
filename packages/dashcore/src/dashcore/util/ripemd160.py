"""RIPEMD-160 in plain Python, for systems whose OpenSSL leaves it out.

Some hundred times slower than OpenSSL's; `dashcore.util.hashes` chooses.
Source: Dobbertin, Bosselaers and Preneel, 1996.
"""

from struct import Struct

_BLOCK = Struct("<16I")
_STATE = Struct("<5I")
_LENGTH = Struct("<Q")
_BLOCK_SIZE = 64  # bytes
_MASK = 0xFFFFFFFF
_INITIAL = (0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0)
_LEFT_CONSTANTS = (0x00000000, 0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xA953FD4E)
_RIGHT_CONSTANTS = (0x50A28BE6, 0x5C4DD124, 0x6D703EF3, 0x7A6D76E9, 0x00000000)
# Which word each of the 80 steps takes on either line, and by how much it rotates.
_LEFT_WORDS = (
    *(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    *(7, 4, 13, 1, 10, 6, 15, 3, 12, 0, 9, 5, 2, 14, 11, 8),
    *(3, 10, 14, 4, 9, 15, 8, 1, 2, 7, 0, 6, 13, 11, 5, 12),
    *(1, 9, 11, 10, 0, 8, 12, 4, 13, 3, 7, 15, 14, 5, 6, 2),
    *(4, 0, 5, 9, 7, 12, 2, 10, 14, 1, 3, 8, 11, 6, 15, 13),
)
_RIGHT_WORDS = (
    *(5, 14, 7, 0, 9, 2, 11, 4, 13, 6, 15, 8, 1, 10, 3, 12),
    *(6, 11, 3, 7, 0, 13, 5, 10, 14, 15, 8, 12, 4, 9, 1, 2),
    *(15, 5, 1, 3, 7, 14, 6, 9, 11, 8, 12, 2, 10, 0, 4, 13),
    *(8, 6, 4, 1, 3, 11, 15, 0, 5, 12, 2, 13, 9, 7, 10, 14),
    *(12, 15, 10, 4, 1, 5, 8, 7, 6, 2, 13, 14, 0, 3, 9, 11),
)
_LEFT_SHIFTS = (
    *(11, 14, 15, 12, 5, 8, 7, 9, 11, 13, 14, 15, 6, 7, 9, 8),
    *(7, 6, 8, 13, 11, 9, 7, 15, 7, 12, 15, 9, 11, 7, 13, 12),
    *(11, 13, 6, 7, 14, 9, 13, 15, 14, 8, 13, 6, 5, 12, 7, 5),
    *(11, 12, 14, 15, 14, 15, 9, 8, 9, 14, 5, 6, 8, 6, 5, 12),
    *(9, 15, 5, 11, 6, 8, 13, 12, 5, 12, 13, 14, 11, 8, 5, 6),
)
_RIGHT_SHIFTS = (
    *(8, 9, 9, 11, 13, 15, 15, 5, 7, 7, 8, 11, 14, 14, 12, 6),
    *(9, 13, 15, 7, 12, 8, 9, 11, 7, 7, 12, 7, 6, 15, 13, 11),
    *(9, 7, 15, 11, 8, 6, 6, 14, 12, 13, 5, 14, 13, 13, 7, 5),
    *(15, 5, 8, 11, 14, 14, 6, 14, 6, 9, 12, 9, 12, 5, 15, 8),
    *(8, 5, 12, 9, 12, 5, 14, 6, 8, 13, 6, 5, 15, 13, 11, 11),
)


def _mix(kind: int, x: int, y: int, z: int) -> int:
    """Return the function of a round of sixteen steps."""
    if kind == 0:
        return x ^ y ^ z
    if kind == 1:
        return (x & y) | (~x & z)
    if kind == 2:
        return (x | ~y) ^ z
    if kind == 3:
        return (x & z) | (y & ~z)
    return x ^ (y | ~z)


def _rotate(value: int, bits: int) -> int:
    value &= _MASK
    return (value << bits | value >> (32 - bits)) & _MASK


def _run_line(
    state: tuple[int, ...],
    words: tuple[int, ...],
    order: tuple[int, ...],
    shifts: tuple[int, ...],
    constants: tuple[int, ...],
    kinds: tuple[int, ...],
) -> tuple[int, ...]:
    a, b, c, d, e = state
    for step in range(80):
        kind = step // 16
        total = a + _mix(kinds[kind], b, c, d) + words[order[step]] + constants[kind]
        a, b, c, d, e = e, (_rotate(total, shifts[step]) + e) & _MASK, b, _rotate(c, 10), d
    return a, b, c, d, e


def ripemd160(data: bytes) -> bytes:
    """Return the RIPEMD-160 of `data`, 20 bytes."""
    padding = b"\x80" + bytes(-(len(data) + 9) % _BLOCK_SIZE)
    message = data + padding + _LENGTH.pack(8 * len(data) & 0xFFFFFFFFFFFFFFFF)
    state: tuple[int, ...] = _INITIAL
    for at in range(0, len(message), _BLOCK_SIZE):
        words = _BLOCK.unpack_from(message, at)
        left = _run_line(state, words, _LEFT_WORDS, _LEFT_SHIFTS, _LEFT_CONSTANTS, (0, 1, 2, 3, 4))
        right = _run_line(state, words, _RIGHT_WORDS, _RIGHT_SHIFTS, _RIGHT_CONSTANTS, (4, 3, 2, 1, 0))
        state = tuple((state[(n + 1) % 5] + left[(n + 2) % 5] + right[(n + 3) % 5]) & _MASK for n in range(5))
    return _STATE.pack(*state)
