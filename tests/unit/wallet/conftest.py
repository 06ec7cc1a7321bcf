"""Fixtures of the wallet's tests: a wallet process over a node in memory."""

import json
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from dashcore.consensus.networks import make_regtest_params
from dashcore.primitives.types import BlockHash, Script
from dashcore.util.hashes import parse_hash
from dashcore.wallet.testing import FakeChain, WalletRig, chain_to, read_block_file

Record = dict[str, object]
OTHERS_SCRIPT = Script(b"\x76\xa9\x14" + b"\x07" * 20 + b"\x88\xac")


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[WalletRig]:
    """A wallet process on a chain with a genesis block alone."""
    made = WalletRig(tmp_path)
    made.chain.settings["keypool"] = "100"
    made.chain.mine(OTHERS_SCRIPT)
    yield made
    made.loader.close()


@pytest.fixture(scope="session")
def basic(shared_dir: Path) -> Record:
    """What dashd says of the recorded chain and its wallets w and x."""
    return cast("Record", json.loads((shared_dir / "chains" / "basic.json").read_text()))


@pytest.fixture
def basic_chain(shared_dir: Path, basic: Record) -> FakeChain:
    """The recorded chain."""
    blocks = read_block_file(shared_dir / "chains" / "basic" / "blk00000.dat", make_regtest_params().magic)
    return FakeChain(chain_to(blocks, BlockHash(parse_hash(str(basic["bestblockhash"])))))


@pytest.fixture
def basic_wallets(shared_dir: Path, tmp_path: Path) -> Path:
    """A folder with dashd's own wallets w and x."""
    with tarfile.open(shared_dir / "chains" / "basic-datadir.tar.xz") as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    shutil.copytree(tmp_path / "unpacked" / "basic" / "regtest" / "wallets", tmp_path / "node" / "wallets")
    return tmp_path / "node"


@pytest.fixture
def basic_rig(basic_chain: FakeChain, basic: Record, tmp_path: Path) -> Iterator[WalletRig]:
    """A wallet process without wallets on the recorded chain."""
    made = WalletRig(tmp_path / "fresh", chain=basic_chain, mocktime=cast("int", basic["mocktime"]))
    yield made
    made.loader.close()
