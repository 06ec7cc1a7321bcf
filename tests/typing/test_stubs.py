"""Written stubs pass mypy --strict, and users of proxies see real signatures."""

import subprocess
import sys
from pathlib import Path

import pytest

from libmultiprocess.mpgen import main

DECLARED = """
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import NewType
import libmultiprocess as mp

Height = NewType("Height", int)
BlockHash = NewType("BlockHash", bytes)

class Mode(Enum):
    FAST = "fast"
    SAFE = "safe"

class RefusedError(Exception):
    def __init__(self, code: int, text: str) -> None:
        super().__init__(code, text)

@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    hash: BlockHash
    height: Height | None
    below: "Block | None" = None

class Handler(ABC):
    @abstractmethod
    def disconnect(self) -> None: ...

class Chain(ABC):
    @abstractmethod
    def find(self, hash: BlockHash, mode: Mode = Mode.FAST, *, deep: bool = False) -> Block | None: ...
    @abstractmethod
    def blocks(self, type: list[Height], a: set[bytes], p: dict[str, Block]) -> tuple[list[Block], int]: ...
    @abstractmethod
    def watch(self, fn: Callable[[Height, BlockHash], None], other: Handler) -> Handler: ...

SCHEMA = mp.Schema(
    files={"chain.capnp": mp.SchemaFile(interfaces={Handler: mp.Interface(), Chain: mp.Interface(root=True)})},
    types={Height: mp.Int32},
    exceptions=(RefusedError,),
)
"""
USED = """
from chain_stubs import ChainProxy
from typed_declaration import Block, BlockHash, Height

def good(chain: ChainProxy) -> Block | None:
    chain.watch(lambda height, block_hash: print(height + 1, block_hash.hex()), chain.watch(print, handler(chain)))
    return chain.find(BlockHash(b""), deep=True)

def handler(chain: ChainProxy) -> "Handler":
    return chain.watch(print, handler(chain))

def bad(chain: ChainProxy) -> None:
    chain.find("text")
    chain.find(BlockHash(b""), True, 3)
    chain.fnd(BlockHash(b""))

from typed_declaration import Handler
"""
BAD = "def bad(chain: ChainProxy) -> None:"


@pytest.mark.timeout(120)
def test_stubs_are_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the three mistakes are found, and none in the stubs themselves."""
    (tmp_path / "typed_declaration.py").write_text(DECLARED)
    (tmp_path / "used.py").write_text(USED)
    monkeypatch.chdir(tmp_path)
    sys.modules.pop("typed_declaration", None)
    assert main(["typed_declaration:SCHEMA", "--stubs", "."]) == 0
    sys.modules.pop("typed_declaration", None)
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file=",
        "--cache-dir=cache",
        "used.py",
        "chain_stubs.py",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    mistakes = USED.splitlines()
    found = {line.split(":")[1] for line in done.stdout.splitlines() if ": error:" in line}
    wanted = {str(number) for number, line in enumerate(mistakes, 1) if line in mistakes[mistakes.index(BAD) + 1 :][:3]}
    assert found == wanted, done.stdout
    assert "chain_stubs.py" not in done.stdout.replace('"chain_stubs"', "")
