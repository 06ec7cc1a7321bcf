"""What /proc knows of the processes that a test started."""

import os
from pathlib import Path

from framework import Node


def parent_of(pid: int) -> int:
    """Parent of a process; 0 once it is gone or a zombie."""
    try:
        state, parent = (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[:2]
    except (OSError, ValueError):
        return 0
    return 0 if state == "Z" else int(parent)


def is_alive(pid: int) -> bool:
    """Whether a process runs, or is stopped; a zombie does not."""
    return parent_of(pid) != 0


def children(pid: int) -> list[int]:
    """Children of a process that live, without the porter of its sandbox."""
    pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [child for child in pids if parent_of(child) == pid and _name_of(child) != "d-porter"]


def _name_of(pid: int) -> str:
    try:
        return (Path("/proc") / str(pid) / "comm").read_text().strip()
    except OSError:
        return ""


def words_of(pid: int) -> list[str]:
    """Command line of a process."""
    return [
        os.fsdecode(word) for word in (Path("/proc") / str(pid) / "cmdline").read_bytes().rstrip(b"\0").split(b"\0")
    ]


def pid_of(node: Node) -> int:
    """Process id of a started node."""
    assert node.process is not None
    return node.process.pid
