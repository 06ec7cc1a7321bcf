"""Writes messages to files, for -capturemessages. Mirrors CaptureMessageToFile of net.cpp."""

from __future__ import annotations

import threading
from pathlib import Path
from struct import Struct

from dashcore.net.protocol import MAX_COMMAND_SIZE

_HEADER = Struct(f"<q{MAX_COMMAND_SIZE}sI")  # microseconds since 1970, type, size


class MessageCapture:
    """A folder with a folder for each peer.

    Threads: any.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    def write(self, peer: str, message_type: str, payload: bytes, now_us: int, *, incoming: bool) -> None:
        """Append a message."""
        folder = self._folder / peer.replace(":", "_")
        name = "msgs_recv.dat" if incoming else "msgs_sent.dat"
        record = _HEADER.pack(now_us, message_type.encode(), len(payload)) + payload
        with self._lock:
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / name).open("ab") as file:
                file.write(record)
