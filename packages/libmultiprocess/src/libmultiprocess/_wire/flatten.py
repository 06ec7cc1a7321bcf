"""Odd layouts made usual: any frame rewritten as one segment, every pointer checked.

The direct decoders know one layout, which every common peer sends. Whatever else arrives (several segments, far and
double-far pointers, structs of other sizes, parts far apart) is copied once, breadth first, so that the fixed parts of
a message come first and stand where the direct decoders look for them.
"""

import struct
from collections import deque
from enum import IntEnum
from typing import Final, final

from libmultiprocess._wire.framing import Limits, MalformedError, segments

_Q: Final = struct.Struct("<Q").unpack_from
_PUT: Final = struct.Struct("<Q").pack_into
_OFF: Final = 0xFFFFFFFC
_EMPTY: Final = 0xFFFFFFFC
_BITS: Final = (0, 1, 8, 16, 32, 64)
_GROWTH: Final = 2  # times which a message may grow: usual ones are trees, where nothing is pointed at twice
_SLACK: Final = 4096  # words
_MAX_PENDING: Final = 1 << 20  # pointers seen and not followed


class _Role(IntEnum):
    """What a pointer leads to, as far as its size is prescribed."""

    ANY = 0
    ROOT = 1
    BODY = 2
    PAYLOAD = 3
    CONTENT = 4
    TABLE = 5
    TARGET = 6


_EXACT: Final = {_Role.ROOT: (1, 1), _Role.PAYLOAD: (0, 2), _Role.TARGET: (1, 1)}
_BODY: Final = {0: (1, 1), 1: (1, 2), 2: (3, 3), 3: (2, 1), 4: (1, 0), 5: (1, 1), 6: (1, 0), 8: (1, 1), 13: (1, 1)}


@final
class Budget:
    """Words that may still be read from one message."""

    __slots__ = ("left",)

    def __init__(self, words: int = 8 << 20) -> None:
        self.left = words

    def charge(self, words: int) -> None:
        """Take `words` off.

        Raises:
            MalformedError: Nothing is left.
        """
        self.left -= words
        if self.left < 0:
            raise MalformedError("message refers to more than the traversal limit")


def far_target(buf: bytes | memoryview, _o: int, word: int) -> tuple[int, int]:
    """Follow a far pointer inside a message of one segment.

    Returns:
        The byte from which the object's offset counts, and the pointer word found (of kind struct or list).
    """
    found, _, base = _Source(buf).follow(0, 0, word)
    return base, found


@final
class _Source:
    """A frame, its segments, and checked access to both."""

    __slots__ = ("buf", "parts")

    def __init__(self, buf: bytes | memoryview) -> None:
        self.buf = buf
        self.parts = segments(buf)

    def at(self, seg: int, start: int, words: int) -> int:
        """Check that `words` words from byte `start` lie in segment `seg`."""
        low, high = self.parts[seg]
        if start < low or start + words * 8 > high:
            raise MalformedError("pointer out of bounds")
        return start

    def follow(self, seg: int, at: int, word: int) -> tuple[int, int, int]:
        """Resolve `word`, read at byte `at`: (word, segment, byte its offset counts from)."""
        if word & 3 != 2:
            return word, seg, at + 8
        seg, pad = self._pad(word, 2 if word & 4 else 1)
        found = _Q(self.buf, pad)[0]
        if not word & 4:
            if found & 3 == 2:
                raise MalformedError("far pointer to a far pointer")
            return found, seg, pad + 8
        tag = _Q(self.buf, pad + 8)[0]
        if found & 7 != 2 or tag & 3 > 1:
            raise MalformedError("bad landing pad")
        seg, start = self._pad(found, 0)
        return tag & ~_OFF, seg, start

    def _pad(self, word: int, words: int) -> tuple[int, int]:
        seg = word >> 32
        if seg >= len(self.parts):
            raise MalformedError("far pointer to an unknown segment")
        return seg, self.at(seg, self.parts[seg][0] + ((word >> 3) & 0x1FFFFFFF) * 8, words)


@final
class _Flattener:
    """One pass over a frame."""

    __slots__ = ("budget", "nesting", "out", "queue", "shape", "source")

    def __init__(self, buf: bytes | memoryview, limits: Limits, shape: int) -> None:
        self.source = _Source(buf)
        self.budget = Budget(min(limits.traversal_words, _GROWTH * (len(buf) >> 3) + _SLACK))
        self.nesting = limits.nesting
        self.shape = (shape & 0xFFFF, shape >> 16)
        self.out = bytearray(16)
        self.queue: deque[tuple[int, int, int, int, _Role]] = deque()

    def run(self) -> bytes:
        start = self.source.parts[0][0]
        self.queue.append((0, self.source.at(0, start, 1), 8, 0, _Role.ROOT))
        while self.queue:
            self._copy(*self.queue.popleft())
        struct.pack_into("<II", self.out, 0, 0, (len(self.out) - 8) >> 3)
        return bytes(self.out)

    def _room(self, words: int) -> int:
        self.budget.charge(words)
        at = len(self.out)
        self.out.extend(bytes(words * 8))
        return at

    def _copy(self, seg: int, at: int, dst: int, depth: int, role: _Role) -> None:
        if depth > self.nesting:
            raise MalformedError("message nested too deeply")
        word, seg, base = self.source.follow(seg, at, _Q(self.source.buf, at)[0])
        kind = word & 3
        if kind == 3:
            if word & _OFF & 0xFFFFFFFF:
                raise MalformedError("unknown kind of pointer")
            _PUT(self.out, dst, word)
            return
        offset = (word & _OFF) >> 2
        start = base + ((offset - (1 << 30)) if offset >= 1 << 29 else offset) * 8
        if kind == 0:
            self._struct(seg, start, word, dst, depth, role)
        elif role not in (_Role.ANY, _Role.TABLE):
            raise MalformedError("list where a struct belongs")
        else:
            self._list(seg, start, word, dst, depth, role)

    def _struct(self, seg: int, start: int, word: int, dst: int, depth: int, role: _Role) -> None:
        if role is _Role.TABLE and word:
            raise MalformedError("struct where a list belongs")
        data, pointers = (word >> 32 & 0xFFFF, word >> 48) if word else (0, 0)
        if data or pointers:
            self.source.at(seg, start, data + pointers)
        new_data, new_pointers = data, pointers
        if role is _Role.CONTENT:
            new_data, new_pointers = max(data, self.shape[0]), max(pointers, self.shape[1])
        elif role is _Role.BODY:
            new_data, new_pointers = _BODY.get(self._tag(), (data, pointers))
        elif role in _EXACT:
            new_data, new_pointers = _EXACT[role]
        elif not word:
            return
        if not new_data and not new_pointers:
            _PUT(self.out, dst, _EMPTY)
            return
        to = self._room(new_data + new_pointers)
        _PUT(self.out, dst, ((to - dst - 8) >> 3) << 2 | new_data << 32 | new_pointers << 48)
        kept = min(data, new_data) * 8
        self.out[to : to + kept] = self.source.buf[start : start + kept]
        source = start + data * 8
        target = to + new_data * 8
        for k in range(min(pointers, new_pointers)):
            self._enqueue(seg, source + k * 8, target + k * 8, depth, self._child(role, k))

    def _tag(self) -> int:
        return int(_Q(self.out, 16)[0]) & 0xFFFF

    def _child(self, role: _Role, k: int) -> _Role:
        if role is _Role.ROOT:
            return _Role.BODY
        if role is _Role.BODY:
            if self._tag() == 2:
                return (_Role.TARGET, _Role.PAYLOAD, _Role.ANY)[k]
            if self._tag() == 3:
                return _Role.PAYLOAD if _Q(self.out, 32)[0] >> 48 == 0 else _Role.ANY
            return _Role.TARGET if self._tag() == 13 else _Role.ANY
        if role is _Role.PAYLOAD:
            return (_Role.CONTENT, _Role.TABLE)[k]
        return _Role.ANY

    def _enqueue(self, seg: int, at: int, dst: int, depth: int, role: _Role = _Role.ANY) -> None:
        if role not in (_Role.ANY, _Role.TABLE) or _Q(self.source.buf, at)[0]:
            if len(self.queue) >= _MAX_PENDING:
                raise MalformedError("message of too many pointers")
            self.queue.append((seg, at, dst, depth + 1, role))

    def _list(self, seg: int, start: int, word: int, dst: int, depth: int, role: _Role) -> None:
        size, count = word >> 32 & 7, word >> 35
        if size == 7:
            self._structs(seg, start, count, dst, depth, role)
            return
        if role is _Role.TABLE:
            raise MalformedError("bad capability table")
        words = count if size == 6 else (count * _BITS[size] + 63) >> 6
        if not size:
            self.budget.charge(count >> 6)
        self.source.at(seg, start, words)
        to = self._room(words)
        _PUT(self.out, dst, ((to - dst - 8) >> 3) << 2 | 1 | word >> 32 << 32)
        if size == 6:
            for k in range(count):
                self._enqueue(seg, start + k * 8, to + k * 8, depth)
        else:
            self.out[to : to + words * 8] = self.source.buf[start : start + words * 8]

    def _structs(self, seg: int, start: int, words: int, dst: int, depth: int, role: _Role) -> None:
        self.source.at(seg, start, words + 1)
        tag = _Q(self.source.buf, start)[0]
        count, data, pointers = (tag & 0xFFFFFFFF) >> 2, tag >> 32 & 0xFFFF, tag >> 48
        if tag & 3 or count * (data + pointers) > words:
            raise MalformedError("bad list of structs")
        if not data + pointers:
            self.budget.charge(count)
        new_data, new_pointers = (1, 1) if role is _Role.TABLE else (data, pointers)
        step = new_data + new_pointers
        to = self._room(1 + count * step)
        _PUT(self.out, dst, ((to - dst - 8) >> 3) << 2 | 1 | 7 << 32 | (count * step) << 35)
        _PUT(self.out, to, count << 2 | new_data << 32 | new_pointers << 48)
        if step == data and not pointers:
            self.out[to + 8 : to + 8 + count * step * 8] = self.source.buf[start + 8 : start + 8 + count * step * 8]
            return
        kept = min(data, new_data) * 8
        for e in range(count):
            source = start + 8 + e * (data + pointers) * 8
            target = to + 8 + e * step * 8
            self.out[target : target + kept] = self.source.buf[source : source + kept]
            for k in range(min(pointers, new_pointers)):
                self._enqueue(seg, source + (data + k) * 8, target + (new_data + k) * 8, depth)


def flatten(buf: bytes | memoryview, limits: Limits, shape: int = 0) -> bytes:
    """Rewrite a whole frame as one segment in the usual layout.

    Args:
        buf: The frame, its table of segments first.
        limits: Bounds on nesting and on words copied.
        shape: Data words | pointers << 16 that the content of a Call or Return has at least.

    Raises:
        MalformedError: A pointer leads out of its segment, is of the wrong kind, or a limit is passed.
    """
    return _Flattener(buf, limits, shape).run()
