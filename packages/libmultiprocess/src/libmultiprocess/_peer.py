"""Who is at the other end of a connection, as far as the system or a key tells."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from libmultiprocess._platform import credentials

_PROC: Final = Path("/proc")


@dataclass(frozen=True, slots=True)
class Peer:
    """What is known of a peer before it says anything.

    Attributes:
        address: Where it is, or came in: "unix:/p", "tls:10.0.0.2:41234", "vsock:3:1024"; "spawned" for parent and child.
        pid: Its process id when it connected; None where nobody tells.
        uid: Its effective user id then; None where nobody tells.
        exe: Path of its program, or what it calls itself; "" if unknown. For people: a process may lie about it.
        fingerprint: Of its key, 64 hex digits; "" where there is none.
    """

    address: str
    pid: int | None = None
    uid: int | None = None
    exe: str = ""
    fingerprint: str = ""


def peer_of(sock: socket.socket, address: str = "") -> Peer:
    """Describe the peer of a connected socket.

    Args:
        sock: The socket.
        address: What to call where it is; by default after the socket's family.
    """
    pid, uid = credentials(sock)
    return Peer(address or _address_of(sock), pid, uid, program_of(pid))


def program_of(pid: int | None) -> str:
    """Path of a process's program: of the script where that is an interpreter; "" if unknown."""
    if pid is None:
        return ""
    process = _PROC / str(pid)
    try:
        words = (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return _name_of(process)
    try:
        exe = str((process / "exe").readlink())
    except OSError:  # a sandbox of ours, or its own, hides it: what it was started as will do
        exe = os.fsdecode(words[0]) or _name_of(process)
    if os.path.basename(exe).startswith(("python", "pypy")) and len(words) > 1:  # noqa: PTH119 - not a file of ours
        script = os.fsdecode(words[1])
        if script and not script.startswith("-"):
            return script
    return exe


def _name_of(process: Path) -> str:
    try:
        return (process / "comm").read_text(errors="replace").strip()
    except OSError:
        return ""


def _address_of(sock: socket.socket) -> str:
    if sock.family not in (socket.AF_INET, socket.AF_INET6):
        return "spawned"
    try:
        host, port = sock.getpeername()[:2]
    except OSError:
        return "tcp"
    return f"tcp:[{host}]:{port}" if ":" in host else f"tcp:{host}:{port}"
