"""The examples run, in two processes each, and stay short."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


def run(name: str, *args: str) -> str:
    """What an example prints."""
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / name), *args], capture_output=True, text=True, timeout=50, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def test_calculator() -> None:
    """The result is printed here by a callback from there."""
    out = run("calculator.py", "6 * 7", "1 / 0", "1 ? 2")
    here, there = re.findall(r"process (\d+)", out)
    assert here != there
    assert "6 * 7 = 42" in out
    assert "1 / 0: float division by zero" in out
    assert "1 ? 2: KeyError: '?'" in out


def test_printer() -> None:
    """Documents go there, page counts come back."""
    out = run("printer.py")
    assert len(set(re.findall(r"process (\d+)", out))) == 2
    assert "had 4 pages printed: {'poem': 2, 'memo': 2}" in out


@pytest.mark.parametrize("name", ["calculator.py", "printer.py"])
def test_examples_are_short(name: str) -> None:
    """A newcomer reads them at a glance."""
    assert len((EXAMPLES / name).read_text().splitlines()) < 60
