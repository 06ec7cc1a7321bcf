"""Checks of headers and blocks: real chains pass, each fault has its reason."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashcore.consensus.block_check import (
    block_script_flags,
    check_block,
    contextual_check_block,
    contextual_check_block_header,
    must_check_overwrite,
)
from dashcore.consensus.chainparams import select_params
from dashcore.consensus.index import BlockIndex, median_time_past
from dashcore.consensus.merkle import block_merkle_root
from dashcore.consensus.params import ConsensusParams, Deployment
from dashcore.consensus.validation import BlockResult, InvalidBlockError
from dashcore.consensus.versionbits import VersionBits
from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.transaction import NULL_INDEX, OutPoint, Transaction, TxIn, TxOut, TxType
from dashcore.primitives.types import BlockHash, Duffs, Script, TxId, UnixTime
from dashcore.script.flags import ScriptFlags
from dashcore.script.script import push_int
from dashcore.util.hashes import NULL_HASH

REGTEST = select_params("regtest")
RULES = REGTEST.consensus
NOW = 2**31


class _Stored:
    """A header of a stored chain."""

    def __init__(self, header: BlockHeader, prev: "_Stored | None") -> None:
        self.height: int = 0 if prev is None else prev.height + 1
        self.prev = prev
        self.hash = header.hash
        self.version, self.time, self.bits = header.version, header.time, header.bits
        self.median_time_past = median_time_past(self)

    def get_ancestor(self, height: int) -> "_Stored | None":
        """Walk down: chains here are short."""
        at: _Stored | None = self if 0 <= height <= self.height else None
        while at is not None and at.height > height:
            at = at.prev
        return at


def _read_blocks(path: Path) -> Iterator[Block]:
    data = path.read_bytes()
    at = 0
    while data[at : at + 4] == REGTEST.magic:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        yield Block.deserialize(data[at + 8 : at + 8 + size])
        at += 8 + size


@pytest.mark.parametrize("name", ["basic", "perf"])
def test_real_chain(shared_dir: Path, name: str) -> None:
    """Every block that a real node accepted passes, and votes as this code would have voted."""
    by_parent = {block.header.prev_hash: block for block in _read_blocks(shared_dir / "chains" / name / "blk00000.dat")}
    tip = _Stored(REGTEST.genesis.header, None)
    votes = VersionBits(RULES)

    while block := by_parent.get(tip.hash):
        check_block(block, RULES)
        contextual_check_block_header(block.header, tip, RULES, NOW)
        contextual_check_block(block, tip, RULES)
        assert block.header.version == votes.block_version(tip)
        tip = _Stored(block.header, tip)

    assert tip.height > 200


def test_real_block_of_the_main_network(shared_dir: Path) -> None:
    """Block 813851 passes what needs no context and serialises back to its bytes."""
    data = (shared_dir / "vectors" / "block813851.raw").read_bytes()
    block = Block.deserialize(data)

    check_block(block, select_params("main").consensus)

    assert Block(block.header, block.transactions).serialize() == data


def _coinbase(height: int = 1, *, kind: int = 0, lock_time: int = 0, sequence: int = 0xFFFFFFFF) -> Transaction:
    script = Script(push_int(height) + b"\x00")
    return Transaction(
        (TxIn(OutPoint(TxId(NULL_HASH), NULL_INDEX), script, sequence),),
        (TxOut(Duffs(1), Script(b"\x51")),),
        version=3,
        type=kind,
        lock_time=lock_time,
    )


def _spend(count: int = 1, script: bytes = b"") -> Transaction:
    inputs = (TxIn(OutPoint(TxId(bytes([count]) * 32), 0)),)
    return Transaction(inputs, (TxOut(Duffs(1), Script(script)),))


def _block(*transactions: Transaction, root: bytes | None = None, prev: BlockIndex | None = None) -> Block:
    header = BlockHeader(
        version=4,
        prev_hash=BlockHash(NULL_HASH) if prev is None else prev.hash,
        merkle_root=block_merkle_root(transactions)[0] if root is None else root,
        time=UnixTime(10**9),
        bits=0x207FFFFF,
        nonce=0,
    )
    return Block(header, transactions)


@pytest.mark.parametrize(
    ("block", "result", "reason"),
    [
        (_block(_coinbase(), root=bytes(32)), BlockResult.MUTATED, "bad-txnmrklroot"),
        (_block(_coinbase(), _spend(), _spend(2), _spend(2)), BlockResult.MUTATED, "bad-txns-duplicate"),
        (_block(), BlockResult.CONSENSUS, "bad-blk-length"),
        (_block(_coinbase(), *[_spend(at, bytes(999_950)) for at in (1, 2)]), BlockResult.CONSENSUS, "bad-blk-length"),
        (_block(_spend()), BlockResult.CONSENSUS, "bad-cb-missing"),
        (_block(_coinbase(), _coinbase(2)), BlockResult.CONSENSUS, "bad-cb-multiple"),
        (_block(_coinbase(), Transaction((), ())), BlockResult.CONSENSUS, "bad-txns-vin-empty"),
        (_block(_coinbase(), _spend(1, b"\xac" * 40_001)), BlockResult.CONSENSUS, "bad-blk-sigops"),
    ],
)
def test_context_free_fault(block: Block, result: BlockResult, reason: str) -> None:
    """A block that may be a corrupted copy is told apart from one that can never be valid."""
    with pytest.raises(InvalidBlockError) as caught:
        check_block(block, RULES, check_pow=False)

    assert (caught.value.result, caught.value.reason) == (result, reason)


def test_context_free_bounds_are_inclusive() -> None:
    """The most signature checks still pass."""
    check_block(_block(_coinbase(), _spend(1, b"\xac" * 40_000)), RULES, check_pow=False)


def test_proof_of_work_and_devnet_genesis() -> None:
    """Both belong to the header alone."""
    devnet = select_params("devnet").consensus
    hard = replace(RULES, pow_limit=1)
    block = _block(_coinbase())
    stranger = BlockHeader(
        version=4,
        prev_hash=devnet.genesis_hash,
        merkle_root=bytes(32),
        time=UnixTime(0),
        bits=0x207FFFFF,
        nonce=0,
    )

    with pytest.raises(InvalidBlockError, match="high-hash, proof of work failed"):
        check_block(block, hard)
    with pytest.raises(InvalidBlockError, match="devnet-genesis"):
        check_block(Block(stranger, ()), devnet, check_pow=False)


def _header(prev: BlockIndex, *, version: int = 4, time: int | None = None, bits: int = 0x207FFFFF) -> BlockHeader:
    return BlockHeader(
        version=version,
        prev_hash=prev.hash,
        merkle_root=bytes(32),
        time=UnixTime(prev.time + 1 if time is None else time),
        bits=bits,
        nonce=0,
    )


def test_header_faults(chain_of: Callable[[int], BlockIndex]) -> None:
    """Difficulty, checkpoint, both bounds of the time, and the version."""
    tip = chain_of(20)
    latest = NOW + 7200
    for header, checkpoint, result, reason in (
        (_header(tip, bits=0x207FFFFE), None, BlockResult.INVALID_HEADER, "bad-diffbits"),
        (_header(tip), 22, BlockResult.CHECKPOINT, "bad-fork-prior-to-checkpoint"),
        (_header(tip, time=tip.median_time_past), None, BlockResult.INVALID_HEADER, "time-too-old"),
        (_header(tip, time=latest + 1), None, BlockResult.TIME_FUTURE, "time-too-new"),
        (_header(tip, version=1), None, BlockResult.INVALID_HEADER, "bad-version(0x00000001)"),
        (_header(tip, version=-1), None, BlockResult.INVALID_HEADER, "bad-version(0xffffffff)"),
        (_header(tip, version=3), None, BlockResult.INVALID_HEADER, "bad-version(0x00000003)"),
    ):
        with pytest.raises(InvalidBlockError) as caught:
            contextual_check_block_header(header, tip, RULES, NOW, checkpoint)
        assert (caught.value.result, caught.value.reason) == (result, reason)
    contextual_check_block_header(_header(tip, time=tip.median_time_past + 1), tip, RULES, NOW, 21)
    contextual_check_block_header(_header(tip, time=latest), tip, RULES, NOW)


def test_contextual_faults(chain_of: Callable[[int], BlockIndex]) -> None:
    """Lock times, the height in the coinbase, and its type once DIP 3 is active."""
    tip = chain_of(20)
    typed_tip = chain_of(431)
    small = replace(RULES, heights={**RULES.heights, Deployment.DIP1: 1000})
    big = Script(bytes(999_990))
    cases: list[tuple[Block, BlockIndex, ConsensusParams, str]] = [
        (_block(_coinbase(21, lock_time=21, sequence=0)), tip, RULES, "bad-txns-nonfinal"),
        (_block(_coinbase(20)), tip, RULES, "bad-cb-height"),
        (_block(_coinbase(432)), typed_tip, RULES, "bad-txns-cb-type"),
        (_block(_coinbase(21), _spend(1, b"\xac" * 20_001)), tip, small, "bad-blk-sigops"),
        (_block(_coinbase(21), _spend(1, big)), tip, small, "bad-blk-length"),
        (_block(_coinbase(21), _spend(1, bytes(100_000))), tip, RULES, "bad-txns-oversize"),
    ]
    for block, prev, rules, reason in cases:
        with pytest.raises(InvalidBlockError) as caught:
            contextual_check_block(block, prev, rules)
        assert caught.value.reason == reason
    contextual_check_block(_block(_coinbase(21)), tip, RULES)
    contextual_check_block(_block(_coinbase(1, kind=TxType.COINBASE)), typed_tip, RULES)


def test_script_flags_grow_with_height() -> None:
    """Each deployment adds its own."""
    rules = select_params("main").consensus

    assert block_script_flags(0, rules) == ScriptFlags.P2SH
    assert block_script_flags(939456, rules) == (
        ScriptFlags.P2SH
        | ScriptFlags.DERSIG
        | ScriptFlags.CHECKLOCKTIMEVERIFY
        | ScriptFlags.CHECKSEQUENCEVERIFY
        | ScriptFlags.NULLDUMMY
    )


def test_overwrites_are_looked_for_but_above_the_known_block(chain_of: Callable[[int], BlockIndex]) -> None:
    """The known block at BIP 34's height makes the search needless."""
    tip = chain_of(5)
    first = tip.get_ancestor(1)
    assert first is not None

    assert must_check_overwrite(6, bytes(32), tip, RULES)
    assert not must_check_overwrite(6, bytes(32), tip, replace(RULES, height_in_coinbase_hash=first.hash))
