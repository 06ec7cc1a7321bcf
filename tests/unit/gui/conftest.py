"""A screen without a display, over a real node and real wallets."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest.importorskip("PySide6.QtWidgets", reason="the screen needs the extra [gui]")

from screen_rig import ScreenRig


@pytest.fixture
def rig(tmp_path: Path, qapp: object) -> Iterator[ScreenRig]:
    """Node, wallets, and screens over them."""
    del qapp
    with ScreenRig(tmp_path) as made:
        yield made
