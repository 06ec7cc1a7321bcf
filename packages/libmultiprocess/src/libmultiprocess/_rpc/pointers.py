"""Look into usual layouts: text, capability tables, promised answers."""

import struct
from typing import Final

from libmultiprocess._rpc.objects import Buffer, Words
from libmultiprocess._rpc.words import CAP, CAP_CARRIED, CAP_SENDER, M32, OFF, RET_EXCEPTION, TARGET_SHAPE
from libmultiprocess._wire.framing import MAX_EAGER, UNPACK, MalformedError

_Q: Final = struct.Struct("<Q").unpack_from


class UnusualError(Exception):
    """A layout the direct decoders do not know: flatten first, padding the content to `shape`."""

    def __init__(self, shape: int = 0) -> None:
        super().__init__(shape)
        self.shape = shape


class RefusedError(Exception):
    """A call that is answered with an exception."""

    def __init__(self, text: str, kind: int = 0) -> None:
        super().__init__(text, kind)
        self.text = text
        self.kind = kind


def unpack(buf: Buffer, words: int, start: int = 8) -> Words:
    """Unpack `words` words at byte `start`."""
    if words <= MAX_EAGER:
        return UNPACK[words](buf, start)
    return struct.unpack_from(f"<{words}Q", buf, start)


def text_at(words: Words, buf: Buffer, o: int, i: int) -> str:
    """Read the Text behind pointer word `i`."""
    p = words[i]
    if not p:
        return ""
    if p & 3 != 1 or p >> 32 & 7 != 2:
        raise MalformedError("text expected")
    start = o + ((i + 1) << 3) + ((p & OFF) << 1)
    end = start + (p >> 35) - 1
    if end >= len(buf) or end < start:
        raise MalformedError("text out of bounds")
    return str(buf[start:end], "utf-8", "replace")


def table_at(words: Words, t: int) -> tuple[int, int]:
    """Index of the first descriptor behind table pointer word `t`, and their number.

    Raises:
        UnusualError: Not in the usual layout.
        IndexError: Not within `words`.
    """
    p = words[t]
    if not p:
        return 0, 0
    e = t + 1 + ((p & OFF) >> 2)
    tag = words[e]
    if p & 3 != 1 or p >> 32 & 7 != 7 or tag >> 32 != TARGET_SHAPE:
        raise UnusualError
    count = (tag & M32) >> 2
    if e + 2 * count >= len(words) and count:
        raise IndexError
    if 2 * count > p >> 35:
        raise MalformedError("bad capability table")
    return e + 1, count


def descriptor(words: Words, w: int, t: int) -> tuple[int, int]:
    """The descriptor word that capability pointer word `w` names, and its index."""
    if w & M32 != CAP:
        raise MalformedError("capability expected")
    first, count = table_at(words, t)
    index = w >> 32
    if index >= count:
        raise MalformedError("capability outside of the table")
    at = first + 2 * index
    return words[at], at


def promised_answer(words: Words, i: int) -> tuple[int, list[int]]:
    """Read the PromisedAnswer behind pointer word `i`: question id and pointer fields to follow."""
    w = words[i]
    data, pointers = w >> 32 & 0xFFFF, w >> 48
    if not w or w & 3 or not data or not pointers:
        raise UnusualError
    a = i + 1 + ((w & OFF) >> 2)
    fields = []
    p = words[a + data]
    if p:
        if p & 3 != 1 or p >> 32 & 7 != 7:
            raise UnusualError
        at = a + data + 1 + ((p & OFF) >> 2)
        tag = words[at]
        step = (tag >> 32 & 0xFFFF) + (tag >> 48)
        if not tag >> 32 & 0xFFFF:
            raise UnusualError
        for k in range((tag & M32) >> 2):
            op = words[at + 1 + k * step]
            if op & 0xFFFF == 1:
                fields.append(op >> 16 & 0xFFFF)
            elif op & 0xFFFF:
                raise RefusedError("unknown operation in a promised answer", 3)
    return words[a] & M32, fields


def exception_text(words: Words, buf: Buffer, o: int) -> tuple[str, int]:
    """Reason and kind of a Return that is an exception."""
    w = words[5]
    if not w or w & 3:
        return "", 0
    e = 6 + ((w & OFF) >> 2)
    data, pointers = w >> 32 & 0xFFFF, w >> 48
    kind = words[e] >> 32 & 0xFFFF if data else 0
    return text_at(words, buf, o, e + data) if pointers else "", kind


def reply_caps(reply: bytes) -> list[int]:
    """Byte positions of the descriptors in a Return of our own making."""
    if _Q(reply, 32)[0] >> 48:
        return []
    payload = 8 + 8 * (6 + ((_Q(reply, 48)[0] & OFF) >> 2))
    p = _Q(reply, payload + 8)[0]
    if not p:
        return []
    e = payload + 16 + ((p & OFF) << 1)
    count = (_Q(reply, e)[0] & M32) >> 2
    return [e + 8 + 16 * k for k in range(count)]


def reply_exports(reply: bytes) -> list[int]:
    """Ids of the exports a Return of ours carries."""
    found = [_Q(reply, at)[0] for at in reply_caps(reply)]
    return [d >> 32 for d in found if d & 0xFFFF == CAP_SENDER]


def walk_reply(reply: bytes, fields: list[int]) -> int:
    """Export id at the end of `fields` in a Return of our own making.

    Raises:
        RefusedError: There is no capability.
    """
    words = unpack(reply, min((len(reply) - 8) >> 3, 16))
    if words[3] >> 48 == RET_EXCEPTION:
        raise RefusedError(*exception_text(words, reply, 8))
    if words[3] >> 48:
        raise RefusedError("call on an answer without results")
    payload = 8 + 8 * (6 + ((words[5] & OFF) >> 2))
    at = payload
    w = _Q(reply, at)[0]
    for field in fields:
        if w & 3 or field >= w >> 48:
            raise RefusedError("Called null capability.")
        at += 8 + ((w & OFF) << 1) + 8 * ((w >> 32 & 0xFFFF) + field)
        w = _Q(reply, at)[0]
    caps = reply_caps(reply)
    if w & 3 != CAP or w >> 32 >= len(caps):
        raise RefusedError("Called null capability.")
    found = _Q(reply, caps[w >> 32])[0]
    if found & 0xFFFF != CAP_SENDER:
        raise RefusedError("Called null capability.")
    return int(found >> 32)


def carry_reply(reply: bytes, word3: int) -> bytes:
    """Make a Return of ours into one we received: its exports are objects come home, each with its reference."""
    frame = bytearray(reply)
    for at in reply_caps(reply):
        found = _Q(reply, at)[0]
        if found & 0xFFFF == CAP_SENDER:
            struct.pack_into("<Q", frame, at, CAP_CARRIED | found >> 32 << 32)
    kind = _Q(reply, 32)[0] >> 48 << 48
    struct.pack_into("<Q", frame, 32, word3 & 0xFFFFFFFFFFFF | kind)
    return bytes(frame)
