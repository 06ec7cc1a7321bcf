"""Fixtures that every test may use."""

import gc
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


COLLECT_EVERY = 40  # tests
_tests_run = 0

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # So a shell starts what it puts into the background; processes of the tests would inherit it, and never stop.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def collect_on_main_thread() -> Iterator[None]:
    """Once Qt is there, leave no widget for a thread of a later test to collect: Qt dies of that."""
    global _tests_run  # noqa: PLW0603 - of the whole run
    yield
    if "PySide6.QtWidgets" in sys.modules:
        gc.disable()
        _tests_run += 1
        if _tests_run % COLLECT_EVERY == 0:
            gc.collect()


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of chains and vectors beside the project; skips where there is none."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside the project: chains and vectors live there")
    return SHARED
