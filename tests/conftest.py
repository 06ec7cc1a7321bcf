"""Fixtures that every test may use."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of chains and vectors beside the project; skips where there is none."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside the project: chains and vectors live there")
    return SHARED
