"""The user's commands run when the node has started, has a new tip, warns, and ends."""

from pathlib import Path

import pytest
from framework import Nodes, wait_until

pytestmark = pytest.mark.functional

MINER = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"
UNKNOWN_VOTE = 0x20000000 | 1 << 22
WINDOW = 144  # blocks


def test_commands(nodes: Nodes, tmp_path: Path) -> None:
    """Each is run once for what it is for, by a shell, with what happened filled in; one that fails harms nothing."""
    told = tmp_path / "told"
    words = [f"-{name}notify=echo {name} %s >> '{told}'; exit 3" for name in ("startup", "block", "shutdown")]
    alerts = tmp_path / "alerts"
    node = nodes.start("-disablewallet", *words, f"-alertnotify=echo %s >> '{alerts}'", f"-blockversion={UNKNOWN_VOTE}")
    wait_until(lambda: told.exists() and told.read_text() == "startup %s\n")

    blocks = node.rpc.generatetoaddress(2, MINER)
    wait_until(lambda: all(f"block {block}\n" in told.read_text() for block in blocks))
    node.rpc.generatetoaddress(3 * WINDOW, MINER)
    wait_until(lambda: alerts.exists() and alerts.read_text().endswith("\n"))
    assert alerts.read_text() == "Unknown new rules activated (versionbit 22)\n"
    assert node.rpc.getblockchaininfo()["warnings"] == "Unknown new rules activated (versionbit 22)"
    node.stop()
    assert told.read_text().count("startup") == 1
    assert "shutdown %s\n" in told.read_text()
    assert "returned" in node.debug_log()
