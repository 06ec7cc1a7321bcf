"""Nodes for functional tests; whatever still runs at the end of a test is ended."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from framework import Nodes


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Nodes]:
    """Make nodes on regtest, each in a data directory of its own."""
    made = Nodes(tmp_path)
    yield made
    made.close()
