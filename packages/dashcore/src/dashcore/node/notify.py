"""Commands of the user's that run when something happens: -blocknotify and its like. Mirrors init.cpp, validation.cpp."""

import logging
import re
import subprocess
import threading
from collections.abc import Sequence

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.events import ChainEvents
from dashcore.util.hashes import display_hash

_log = logging.getLogger("dash")
_UNSAFE = re.compile(r"[^A-Za-z0-9 .,;\-_/:?@()]")


def run_command(command: str) -> None:
    """Run a shell command and wait; only the log tells of a failure. Source: C++ runCommand."""
    if not command:
        return
    status = subprocess.run(command, shell=True, check=False, stdin=subprocess.DEVNULL).returncode  # noqa: S602 - the user's own
    if status:
        _log.info("runCommand error: system(%s) returned %d", command, status)


def start_command(command: str) -> threading.Thread | None:
    """Run a shell command without waiting; None where it is empty."""
    if not command:
        return None
    thread = threading.Thread(target=run_command, args=(command,), name="command", daemon=True)
    thread.start()
    return thread


def run_all(commands: Sequence[str]) -> None:
    """Run commands at once and wait for all. Source: C++ ShutdownNotify."""
    for thread in [start_command(command) for command in commands]:
        if thread is not None:
            thread.join()


def alert(command: str, message: str) -> threading.Thread | None:
    """Run -alertnotify without waiting. Source: C++ AlertNotify."""
    safe = _UNSAFE.sub("", message)
    return start_command(command.replace("%s", f"'{safe}'"))


class BlockNotifier(ChainEvents):
    """Runs -blocknotify for each new tip, once the node has caught up."""

    def __init__(self, command: str) -> None:
        self._command = command

    def updated_tip(self, new: BlockIndex, fork: BlockIndex | None, *, initial_download: bool) -> None:
        """Run the command for the new tip."""
        if not initial_download:
            start_command(self._command.replace("%s", display_hash(new.hash)))
