"""Frames on the stream: the table of segments in front of a message, and the limits a peer must keep."""

import struct
from dataclasses import dataclass
from typing import Final

from libmultiprocess.errors import ProtocolError

MAX_EAGER: Final = 64  # words of a message unpacked at once
UNPACK: Final = tuple(struct.Struct(f"<{n}Q").unpack_from for n in range(MAX_EAGER + 1))
HEADER: Final = struct.Struct("<II").unpack_from


class MalformedError(ProtocolError):
    """This very message is malformed: the connection it came from is ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a peer may ask of us, over one connection.

    Past `exports`, `threads` and `lanes` the call that asks for one more is answered with an exception. Past any other
    the connection ends with ProtocolError: leaving the peer unread instead would leave its answers to us unread, too.
    """

    message_words: int = 8 << 20  # one frame, 64 MiB
    segments: int = 512
    nesting: int = 64
    traversal_words: int = 8 << 20  # words read from one message, however often pointers meet
    answers: int = 1 << 14  # calls in flight: not answered, or not finished
    exports: int = 1 << 16  # objects of ours that the peer holds, and of the peer's that we do
    inbox: int = 1 << 13  # calls queued for one thread
    threads: int = 1 << 9  # made by makeThread and makePool
    lanes: int = 64  # sockets of single threads
    waiting_bytes: int = 128 << 20  # large calls that wait for a thread, or for another answer
    kept_bytes: int = 64 << 20  # answers kept until they are finished
    queued_bytes: int = 64 << 20  # answers the peer does not read


def frame_size(buf: bytes | memoryview, limits: Limits) -> tuple[int, int, int]:
    """Measure the frame that begins `buf`.

    Returns:
        Byte where segment 0 starts, its words, and the frame's bytes; all 0 if `buf` does not hold the whole table.

    Raises:
        MalformedError: More segments or words than the limits allow.
    """
    if len(buf) < 8:
        return 0, 0, 0
    more, first = HEADER(buf)
    if more >= limits.segments:
        raise MalformedError(f"frame of {more + 1} segments")
    words = first
    head = 8
    if more:
        head = (8 + 4 * more + 7) & ~7
        if len(buf) < head:
            return 0, 0, 0
        words = sum(struct.unpack_from(f"<{more + 1}I", buf, 4))
    if words > limits.message_words:
        raise MalformedError(f"frame of {words} words")
    if not first:
        raise MalformedError("frame without a root pointer")
    return head, first, head + (words << 3)


def segments(buf: bytes | memoryview) -> list[tuple[int, int]]:
    """Byte ranges (start, end) of the segments of a whole frame."""
    count = HEADER(buf)[0] + 1
    at = (4 + 4 * count + 7) & ~7
    found = []
    for words in struct.unpack_from(f"<{count}I", buf, 4):
        found.append((at, at + words * 8))
        at += words * 8
    return found
