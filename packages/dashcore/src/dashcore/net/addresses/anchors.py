"""anchors.dat: peers for blocks alone that we had when we stopped, and go back to first. Mirrors addrdb.cpp.

Who restarts a node cannot choose its peers so.
"""

import contextlib
import logging
import time
from collections.abc import Sequence
from pathlib import Path

from dashcore.common import files
from dashcore.net.addresses.peers_file import InvalidFileError, read_hashed, write_hashed
from dashcore.primitives.net_address import PeerAddress
from dashcore.util.serialize import SerializationError, decode_compact_size, encode_compact_size

_log = logging.getLogger("dash")

FILE_NAME = "anchors.dat"
MAX_ANCHORS = 2
_LEAST_SIZE = 10  # bytes of an address in the file, and far below the truth


def encode_anchors(anchors: Sequence[PeerAddress]) -> bytes:
    """Write addresses as the file has them."""
    return encode_compact_size(len(anchors)) + b"".join(anchor.encode_for_disk() for anchor in anchors)


def decode_anchors(data: bytes, at: int) -> tuple[list[PeerAddress], int]:
    """Read addresses at offset `at`; return them and the offset behind.

    Raises:
        SerializationError: the bytes are damaged.
    """
    count, at = decode_compact_size(data, at, limit=len(data) // _LEAST_SIZE)
    anchors = []
    for _ in range(count):
        anchor, at = PeerAddress.decode_from_disk(data, at)
        anchors.append(anchor)
    return anchors, at


def read_anchors(directory: Path, magic: bytes) -> list[PeerAddress]:
    """Return the anchors, and remove the file: who crashes again and again must not stick to the same peers.

    Source: C++ ReadAnchors.
    """
    path = directory / FILE_NAME
    anchors: list[PeerAddress] = []
    try:
        anchors = read_hashed(path, magic, decode_anchors)
        _log.info('Loaded %i addresses from "%s"', len(anchors), FILE_NAME)
    except (OSError, InvalidFileError, SerializationError):
        pass  # none, then
    with contextlib.suppress(OSError):
        files.unlink(path)
    return anchors


def save_anchors(anchors: Sequence[PeerAddress], directory: Path, magic: bytes) -> None:
    """Write the file. Source: C++ DumpAnchors."""
    what = f"Flush {len(anchors)} outbound block-relay-only peer addresses to anchors.dat"
    _log.info("DumpAnchors: %s started", what)
    started = time.perf_counter()
    write_hashed(directory / FILE_NAME, magic, encode_anchors(anchors))
    _log.info("DumpAnchors: %s completed (%.2fs)", what, time.perf_counter() - started)
