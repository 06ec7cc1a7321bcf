"""A set that forgets the oldest of what it was told and errs now and then. Mirrors CRollingBloomFilter of common/bloom.h."""

from __future__ import annotations

import math
import secrets
from collections.abc import Iterator

from mmh3 import hash64

_GENERATIONS = 3
_MAX_HASHES = 50
_POSITIONS_PER_BYTE = 4  # two bits each: 0, or the generation that set it last
_FACTOR = 6364136223846793005  # of Knuth's MMIX generator
_MASK = (1 << 64) - 1


class RollingBloomFilter:
    """Remembers at least the `elements` latest keys; says yes of others at about `false_positive_rate`.

    Memory is fixed: some 7 bytes a key at one in a million, touched as it fills.

    Threads: one at a time.
    """

    __slots__ = (
        "_current",
        "_data",
        "_entries",
        "_entries_per_generation",
        "_hashes",
        "_low_bits",
        "_positions",
        "_seed",
    )

    def __init__(self, elements: int, false_positive_rate: float) -> None:
        log_rate = math.log(false_positive_rate)
        self._hashes = max(1, min(round(log_rate / math.log(0.5)), _MAX_HASHES))
        self._entries_per_generation = (elements + 1) // 2
        most = self._entries_per_generation * _GENERATIONS
        self._positions = math.ceil(-self._hashes * most / math.log(1 - math.exp(log_rate / self._hashes)))
        self._data = bytearray()
        self._low_bits = 0
        self.reset()

    def reset(self) -> None:
        """Forget everything, and place keys anew so that nobody can foresee where."""
        self._seed = secrets.randbits(32)
        self._data = bytearray(self._positions // _POSITIONS_PER_BYTE + 1)
        self._current = 1
        self._entries = 0

    def insert(self, key: bytes) -> None:
        """Remember a key."""
        if self._entries == self._entries_per_generation:
            self._next_generation()
        self._entries += 1
        data, current = self._data, self._current
        for position in self._places(key):
            shift = (position & 3) << 1
            index = position >> 2
            data[index] = data[index] & ~(3 << shift) | current << shift

    def __contains__(self, key: bytes) -> bool:
        data = self._data
        return all(data[position >> 2] >> ((position & 3) << 1) & 3 for position in self._places(key))

    def _places(self, key: bytes) -> Iterator[int]:
        """Yield a key's positions: the upper halves of a generator's numbers, so that no two keys share a sequence."""
        positions = self._positions
        state, step = hash64(key, self._seed, signed=False)
        for _ in range(self._hashes):
            yield (state >> 32) * positions >> 32
            state = (state * _FACTOR + (step | 1)) & _MASK

    def _next_generation(self) -> None:
        self._entries = 0
        self._current = self._current % _GENERATIONS + 1
        size = len(self._data)
        if not self._low_bits:
            self._low_bits = int.from_bytes(b"\x55" * size, "little")
        value = int.from_bytes(self._data, "little")
        low = value & self._low_bits
        high = value >> 1 & self._low_bits
        if self._current == 1:
            wiped = low & ~high
        elif self._current == 2:
            wiped = high & ~low
        else:
            wiped = low & high
        value &= ~(wiped | wiped << 1)
        self._data = bytearray(value.to_bytes(size, "little"))
