"""Blocks mined by a real dashd: they pass, and making them here gives the same bytes.

DASHD_REFERENCE names the executable; dash-cli is beside it.
"""

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashcore.consensus.block_check import check_block, contextual_check_block, contextual_check_block_header
from dashcore.consensus.chainparams import select_params
from dashcore.consensus.index import BlockIndex, median_time_past
from dashcore.consensus.params import SignaledDeployment
from dashcore.consensus.subsidy import block_subsidy
from dashcore.consensus.versionbits import VersionBits
from dashcore.evo.cbtx import find_coinbase_payload
from dashcore.evo.creditpools import CreditPools
from dashcore.evo.payments import find_value_fault, is_payee_valid
from dashcore.llmq.blockprocessor import mineable_commitment_txs
from dashcore.llmq.coinbase import make_coinbase
from dashcore.llmq.specialtx import SpecialTxView, process_special_txs
from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.types import BlockHash, Duffs

REGTEST = select_params("regtest")
RULES = REGTEST.consensus
BLOCKS = 1600  # past every deployment of regtest and two superblocks
ADDRESS = "yMTFRnrfJ4NpnYVeidDNHVwT7uuNsVjevq"

pytestmark = [pytest.mark.interop, pytest.mark.timeout(120)]


class _Header:
    """A header of the mined chain."""

    def __init__(self, chain: list["_Header"], header: BlockHeader) -> None:
        self._chain = chain
        self.height = len(chain)
        self.prev: _Header | None = chain[-1] if chain else None
        self.hash = header.hash
        self.version, self.time, self.bits = header.version, header.time, header.bits
        chain.append(self)
        self.median_time_past = median_time_past(self)

    def get_ancestor(self, height: int) -> "_Header | None":
        """The block at `height`."""
        return self._chain[height] if 0 <= height <= self.height else None


@pytest.fixture(scope="module")
def mined(tmp_path_factory: pytest.TempPathFactory) -> dict[BlockHash, Block]:
    """Let dashd mine; the blocks by their parent."""
    dashd = os.environ.get("DASHD_REFERENCE")
    if not dashd:
        pytest.skip("DASHD_REFERENCE names no dashd to compare with")
    folder = tmp_path_factory.mktemp("dashd")
    port = _free_port()
    cli = [str(Path(dashd).with_name("dash-cli")), "-regtest", f"-datadir={folder}", f"-rpcport={port}"]
    with subprocess.Popen(
        [dashd, "-regtest", f"-datadir={folder}", f"-rpcport={port}", "-listen=0", "-disablewallet"],
        stdout=subprocess.DEVNULL,
    ) as process:
        try:
            mine = [*cli, "-rpcwait", "-rpcwaittimeout=60", "generatetoaddress", str(BLOCKS), ADDRESS]
            subprocess.run(mine, check=True, stdout=subprocess.DEVNULL)
            subprocess.run([*cli, "stop"], check=True, stdout=subprocess.DEVNULL)
            process.wait(60)
        finally:
            process.kill()
    files = sorted((folder / "regtest" / "blocks").glob("blk*.dat"))
    return {block.header.prev_hash: block for path in files for block in _read_blocks(path)}


def test_same_blocks(mined: dict[BlockHash, Block]) -> None:
    """Verdict, version, commitments, coinbase and payments, block by block."""
    votes = VersionBits(RULES)
    chain: list[_Header] = []
    by_hash: dict[BlockHash, Block] = {}

    def signal_active(index: BlockIndex, deployment: SignaledDeployment) -> bool:
        return votes.is_active_after(index, deployment)

    def find_block(block_hash: BlockHash) -> BlockIndex | None:
        return next((each for each in chain if each.hash == block_hash), None)

    pools = CreditPools(REGTEST, lambda index: by_hash[index.hash], lambda _index: False)
    tip = _Header(chain, REGTEST.genesis.header)
    prev_payload = None
    while block := mined.get(tip.hash):
        pool = pools.get(tip)
        check_block(block, RULES)
        contextual_check_block_header(block.header, tip, RULES, 2**31)
        contextual_check_block(block, tip, RULES)
        view = SpecialTxView(chain=REGTEST, signal_active=signal_active, find_block=find_block, pool=pool)
        process_special_txs(block, tip, view, prev_payload=prev_payload)
        coinbase, *others = block.transactions
        subsidy = block_subsidy(tip, RULES)
        assert find_value_fault(coinbase.value_out, tip.height + 1, subsidy, RULES) is None
        assert is_payee_valid(coinbase, tip, subsidy, Duffs(0), RULES)

        assert block.header.version == votes.block_version(tip)
        assert others == mineable_commitment_txs(tip, RULES, signal_active)
        assert coinbase == make_coinbase(tip, coinbase.outputs[0].script_pubkey, others, Duffs(0), RULES, pool)
        prev_payload = find_coinbase_payload(coinbase)
        tip = _Header(chain, block.header)
        by_hash[tip.hash] = block

    assert tip.height == BLOCKS


def _read_blocks(path: Path) -> Iterator[Block]:
    data = path.read_bytes()
    at = 0
    while data[at : at + 4] == REGTEST.magic:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        yield Block.deserialize(data[at + 8 : at + 8 + size])
        at += 8 + size


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
