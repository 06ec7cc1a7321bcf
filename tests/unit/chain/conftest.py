"""Fixtures of the chain's tests: managers on temporary directories, and blocks mined for them."""

import json
import shutil
import tarfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.manager import ChainManager
from dashcore.chain.options import ChainOptions
from dashcore.consensus.merkle import block_merkle_root
from dashcore.consensus.networks import make_regtest_params
from dashcore.consensus.params import ChainParams
from dashcore.consensus.pow import check_proof_of_work, get_next_work_required
from dashcore.evo.creditpool import CreditPool
from dashcore.llmq.blockprocessor import mineable_commitment_txs
from dashcore.llmq.coinbase import make_coinbase
from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import Duffs, Script, UnixTime

NOW = 1_417_800_000  # seconds; behind all blocks of the recorded chains
ANYONE = Script(b"\x51")  # OP_TRUE


MakeManager = Callable[..., ChainManager]  # type: ignore[explicit-any] # (data_dir, *, load=True, **options of `ChainOptions`)
Mine = Callable[..., Block]  # type: ignore[explicit-any] # (manager, prev=None, transactions=(), *, fees, change, script, later, version)


@pytest.fixture
def params() -> ChainParams:
    """The network of the recorded chains."""
    return make_regtest_params()


@pytest.fixture
def make_manager(params: ChainParams) -> Iterator[MakeManager]:
    """Make managers that end with the test."""
    made: list[ChainManager] = []

    def make(data_dir: Path, *, load: bool = True, **options: object) -> ChainManager:
        settings = ChainOptions(data_dir=data_dir, **options)  # type: ignore[arg-type]  # the tests know the names
        manager = ChainManager(params, settings, now=lambda: NOW)
        made.append(manager)
        if load:
            manager.load()
        return manager

    yield make
    for manager in made:
        manager.close(flush=False)


@pytest.fixture
def manager(make_manager: MakeManager, tmp_path: Path) -> ChainManager:
    """A new chain with its genesis block connected."""
    made = make_manager(tmp_path / "regtest")
    made.import_blocks()
    return made


@pytest.fixture(scope="session")
def basic(shared_dir: Path) -> dict[str, object]:
    """What dashd says of the chain "basic"."""
    facts: dict[str, object] = json.loads((shared_dir / "chains" / "basic.json").read_text())
    return facts


@pytest.fixture(scope="session")
def basic_file(shared_dir: Path) -> Path:
    """The blocks of the chain "basic", as dashd stored them."""
    return shared_dir / "chains" / "basic" / "blk00000.dat"


@pytest.fixture(scope="session")
def _unpacked(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dashd")
    with tarfile.open(shared_dir / "chains" / "basic-datadir.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return folder / "basic"


@pytest.fixture
def dashd_dir(_unpacked: Path, tmp_path: Path) -> Path:
    """A copy of the data directory that dashd left after a clean stop, the network's own part."""
    copy = tmp_path / "basic"
    shutil.copytree(_unpacked, copy)
    return copy / "regtest"


@pytest.fixture
def mine() -> Mine:
    """Make blocks."""

    def make(
        manager: ChainManager,
        prev: BlockIndex | None = None,
        transactions: Sequence[Transaction] = (),
        *,
        fees: int = 0,
        change: Callable[[Transaction], Transaction] | None = None,
        script: Script = ANYONE,
        later: int = 150,
        version: int = 0x20000000,
    ) -> Block:
        rules = manager.params.consensus
        parent = prev or manager.active.tip
        assert parent is not None
        active = manager.state.special.version_bits.is_active_after
        commitments = mineable_commitment_txs(parent, rules, active)
        rest = [*commitments, *transactions]
        pool = manager.state.special.credit_pool_after(parent) if parent.has_data else CreditPool()
        coinbase = make_coinbase(parent, script, rest, Duffs(fees), rules, pool)
        if change is not None:
            coinbase = change(coinbase)
        body = (coinbase, *rest)
        time = UnixTime(parent.time + later)
        for nonce in range(10_000):
            header = BlockHeader(
                version=version,
                prev_hash=parent.hash,
                merkle_root=block_merkle_root(body)[0],
                time=time,
                bits=get_next_work_required(parent, time, rules),
                nonce=nonce,
            )
            if check_proof_of_work(header.hash, header.bits, rules):
                return Block(header, body)
        raise AssertionError("no proof of work found")

    return make


@pytest.fixture
def grow(mine: Mine) -> Callable[[ChainManager, int], list[Block]]:
    """Mine and connect blocks on the tip."""

    def run(manager: ChainManager, count: int) -> list[Block]:
        blocks = []
        for _ in range(count):
            block = mine(manager)
            manager.process_new_block(block, force=True)
            assert manager.best_block_hash() == block.hash
            blocks.append(block)
        return blocks

    return run
