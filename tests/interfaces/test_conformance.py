"""Every method of every interface is tried by a test in this folder."""

import re
from pathlib import Path

import pytest

from dashcore.ipc.schema import SCHEMA

TESTS = "\n".join(
    path.read_text() for path in sorted(Path(__file__).parent.glob("test_*.py")) if path != Path(__file__)
)
INTERFACES = [interface for file in SCHEMA.files.values() for interface in file.interfaces]


@pytest.mark.parametrize("interface", INTERFACES, ids=lambda interface: interface.__name__)
def test_every_method_is_called(interface: type) -> None:
    """A method nobody calls here may answer differently from another process, and nobody would know."""
    methods = [name for name in dir(interface) if not name.startswith("_") and name != "register"]
    assert methods
    missing = [name for name in methods if not re.search(rf"\.{name}\(", TESTS)]
    assert missing == []
