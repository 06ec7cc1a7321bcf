"""Commands of the user's that run when something happens: -blocknotify and its like. Mirrors init.cpp, validation.cpp."""

import logging
import re
import threading
from collections.abc import Sequence

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.events import ChainEvents
from dashcore.common import files
from dashcore.util.hashes import display_hash

_log = logging.getLogger("dash")
_UNSAFE = re.compile(r"[^A-Za-z0-9 .,;\-_/:?@()]")


def run_command(option: str, command: str, value: str = "") -> None:
    """Run a shell command and wait; only the log tells of a failure. Source: C++ runCommand.

    Args:
        option: the option that gave it, without its dash.
        command: as given.
        value: what its %s stands for.
    """
    if not command:
        return
    try:
        composed, status = files.run_command(option, command, [("%s", value)] if value else [])
    except OSError as error:
        _log.info("runCommand error: system(%s): %s", command, error.strerror)
        return
    if status:
        _log.info("runCommand error: system(%s) returned %d", composed, status)


def start_command(option: str, command: str, value: str = "") -> threading.Thread | None:
    """Run a shell command without waiting; None where it is empty."""
    if not command:
        return None
    thread = threading.Thread(target=run_command, args=(option, command, value), name="command", daemon=True)
    thread.start()
    return thread


def run_all(option: str, commands: Sequence[str]) -> None:
    """Run commands at once and wait for all. Source: C++ ShutdownNotify."""
    for thread in [start_command(option, command) for command in commands]:
        if thread is not None:
            thread.join()


def alert(command: str, message: str) -> threading.Thread | None:
    """Run -alertnotify without waiting. Source: C++ AlertNotify."""
    return start_command("alertnotify", command, _UNSAFE.sub("", message))


class BlockNotifier(ChainEvents):
    """Runs -blocknotify for each new tip, once the node has caught up."""

    def __init__(self, command: str) -> None:
        self._command = command

    def updated_tip(self, new: BlockIndex, fork: BlockIndex | None, *, initial_download: bool) -> None:
        """Run the command for the new tip."""
        if not initial_download:
            start_command("blocknotify", self._command, display_hash(new.hash))
