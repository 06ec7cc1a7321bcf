"""Words and fixed frames of the protocol (rpc.capnp), as numbers.

A frame is a header of u32 (segments - 1), u32 words of segment 0, then the segment. Word numbers below count from the
start of segment 0: 0 is the root pointer, 1 the message's tag, 2 the pointer to its body, 3 the first word of the body.
"""

import struct
from typing import Final

M32: Final = 0xFFFFFFFF
OFF: Final = 0xFFFFFFFC  # the offset bits of a pointer, still shifted left by two
ROOT_PTR: Final = 0x0001000100000000  # Message(1, 1)
CALL_PTR: Final = 0x0003000300000000  # Call(3, 3)
RET_PTR: Final = 0x0001000200000000  # Return(2, 1)
BODY11_PTR: Final = 0x0001000100000000  # Bootstrap, Resolve and others (1, 1)
BODY10_PTR: Final = 0x0000000100000000  # Finish, Release (1, 0)
EXCEPTION_PTR: Final = 0x0002000100000000  # Exception(1, 2)
TARGET_SHAPE: Final = 0x00010001  # MessageTarget, CapDescriptor (1, 1)
PAYLOAD_SHAPE: Final = 0x00020000  # Payload (0, 2), and Context (0, 2)
PAYLOAD_PTR: Final = PAYLOAD_SHAPE << 32
EMPTY: Final = 0xFFFFFFFC  # pointer to a struct without fields
NO_FINISH: Final = 1 << 33  # Return.noFinishNeeded
KEEP_CAPS: Final = 1 << 32  # Return.releaseParamCaps and Finish.releaseResultCaps are stored inverted
CAP: Final = 3  # capability pointer: CAP | index << 32
PAD: Final = (b"", bytes(7), bytes(6), bytes(5), bytes(4), bytes(3), bytes(2), bytes(1))  # PAD[n & 7] completes n bytes

MSG_UNIMPLEMENTED: Final = 0
MSG_ABORT: Final = 1
MSG_CALL: Final = 2
MSG_RETURN: Final = 3
MSG_FINISH: Final = 4
MSG_RESOLVE: Final = 5
MSG_RELEASE: Final = 6
MSG_BOOTSTRAP: Final = 8
MSG_DISEMBARGO: Final = 13

RET_RESULTS: Final = 0
RET_EXCEPTION: Final = 1
RET_CANCELED: Final = 2
RET_ELSEWHERE: Final = 3
RET_TAKE: Final = 4

CAP_NONE: Final = 0
CAP_SENDER: Final = 1  # senderHosted
CAP_PROMISE: Final = 2  # senderPromise
CAP_RECEIVER: Final = 3  # receiverHosted
CAP_ANSWER: Final = 4  # receiverAnswer
CAP_THIRD: Final = 5  # thirdPartyHosted; its vine serves as senderHosted
CAP_CARRIED: Final = 0x8003  # never on the wire: receiverHosted that carries one reference

FAILED: Final = 0
OVERLOADED: Final = 1
DISCONNECTED: Final = 2
UNIMPLEMENTED: Final = 3

THREAD_MAP_ID: Final = 0xEE5E37179AD9DC9D
LANES_ID: Final = 0xE6D3A1C5F0B24897  # our own: ThreadMap also answers openLane (thread :Thread) -> (name :Text)
THREAD_ID: Final = 0x81C1E2600D0B56C5
CONTEXT_ID: Final = 0x9C44E6645D0B22C6

_FOUR: Final = struct.Struct("<II4Q").pack
_FIVE: Final = struct.Struct("<II5Q").pack
_EXCEPTION: Final = struct.Struct("<II9Q").pack
_ONE_CAP: Final = struct.Struct("<II12Q").pack
_BARE_CAP: Final = struct.Struct("<II11Q").pack
_NULL_CAP: Final = struct.Struct("<II9Q").pack
_DISEMBARGO: Final = struct.Struct("<II7Q").pack
_TAIL: Final = struct.Struct("<II5Q").pack
_ABORT: Final = struct.Struct("<II6Q").pack


def finish_frame(qid: int, *, release_caps: bool = False) -> bytes:
    """Build Finish; normally the caps of a result are released one by one."""
    return _FOUR(0, 4, ROOT_PTR, MSG_FINISH, BODY10_PTR, qid if release_caps else qid | KEEP_CAPS)


def release_frame(import_id: int, count: int) -> bytes:
    """Build Release of `count` references."""
    return _FOUR(0, 4, ROOT_PTR, MSG_RELEASE, BODY10_PTR, import_id | count << 32)


def bootstrap_frame(qid: int) -> bytes:
    """Build Bootstrap."""
    return _FIVE(0, 5, ROOT_PTR, MSG_BOOTSTRAP, BODY11_PTR, qid, 0)


def _clip(reason: str) -> bytes:
    text = reason.encode("utf-8", "replace")
    return text if len(text) <= 65536 else text[:65536].decode("utf-8", "ignore").encode()


def exception_frame(qid: int, reason: str, kind: int = FAILED) -> bytes:
    """Build a Return that is an exception; it needs a Finish, so that calls on the answer fail with the same text."""
    text = _clip(reason)
    n = len(text) + 1
    head = _EXCEPTION(
        0, 9 + ((n + 7) >> 3), ROOT_PTR, MSG_RETURN, RET_PTR, qid | RET_EXCEPTION << 48, 0, EXCEPTION_PTR, kind << 32,
        1 << 2 | 1 | 2 << 32 | n << 35, 0,
    )  # fmt: skip
    return head + text + b"\0" + PAD[n & 7]


def tail_frame(qid: int, kind: int) -> bytes:
    """Build a Return without results: canceled, or results sent elsewhere."""
    return _TAIL(0, 5, ROOT_PTR, MSG_RETURN, 0x0000000200000000, qid | kind << 48, 0)


def return_cap_frame(qid: int, eid: int) -> bytes:
    """Build a Return whose results are a struct of one pointer: the export `eid`."""
    return _ONE_CAP(
        0, 12, ROOT_PTR, MSG_RETURN, RET_PTR, qid, 0, PAYLOAD_PTR, 1 << 2 | 1 << 48, 1 << 2 | 1 | 7 << 32 | 2 << 35,
        CAP, 1 << 2 | TARGET_SHAPE << 32, CAP_SENDER | eid << 32, 0,
    )  # fmt: skip


def return_null_frame(qid: int) -> bytes:
    """Build a Return whose results are a struct of one null pointer."""
    return _NULL_CAP(
        0, 9, ROOT_PTR, MSG_RETURN, RET_PTR, qid | NO_FINISH, 0, PAYLOAD_PTR, 1 << 2 | 1 << 48, 0, 0
    )  # fmt: skip


def bootstrap_return_frame(qid: int, eid: int) -> bytes:
    """Build the answer to Bootstrap: the content is the capability itself."""
    return _BARE_CAP(
        0, 11, ROOT_PTR, MSG_RETURN, RET_PTR, qid, 0, PAYLOAD_PTR, CAP, 1 | 7 << 32 | 2 << 35,
        1 << 2 | TARGET_SHAPE << 32, CAP_SENDER | eid << 32, 0,
    )  # fmt: skip


def empty_return_frame(qid: int) -> bytes:
    """Build a Return of results without fields."""
    return struct.pack("<II8Q", 0, 8, ROOT_PTR, MSG_RETURN, RET_PTR, qid | NO_FINISH, 0, PAYLOAD_PTR, EMPTY, 0)


def text_return_frame(qid: int, text: str) -> bytes:
    """Build a Return whose results are a struct of one Text."""
    data = text.encode()
    n = len(data) + 1
    head = struct.pack(
        "<II9Q", 0, 9 + ((n + 7) >> 3), ROOT_PTR, MSG_RETURN, RET_PTR, qid | NO_FINISH, 0, PAYLOAD_PTR,
        1 << 2 | 1 << 48, 0, 1 | 2 << 32 | n << 35,
    )  # fmt: skip
    return head + data + b"\0" + PAD[n & 7]


def loopback_frame(import_id: int, embargo: int) -> bytes:
    """Build Disembargo's answer (receiverLoopback) for a target that is an import."""
    return _DISEMBARGO(
        0, 7, ROOT_PTR, MSG_DISEMBARGO, BODY11_PTR, embargo | 1 << 32, TARGET_SHAPE << 32, import_id, 0
    )  # fmt: skip


def abort_frame(reason: str, kind: int = FAILED) -> bytes:
    """Build Abort, the last frame of a connection."""
    text = _clip(reason)
    n = len(text) + 1
    head = _ABORT(
        0, 6 + ((n + 7) >> 3), ROOT_PTR, MSG_ABORT, EXCEPTION_PTR, kind << 32, 1 << 2 | 1 | 2 << 32 | n << 35, 0
    )
    return head + text + b"\0" + PAD[n & 7]


def unimplemented_frame(segment: bytes | memoryview) -> bytes:
    """Wrap a message of one segment, root pointer first, into Unimplemented."""
    words = len(segment) >> 3
    return struct.pack("<II2Q", 0, words + 2, ROOT_PTR, MSG_UNIMPLEMENTED) + bytes(segment)
