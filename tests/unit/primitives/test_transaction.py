"""Transactions and blocks are read and written byte for byte."""

import json
from pathlib import Path

import pytest

from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.transaction import NULL_INDEX, OutPoint, Transaction, TxIn, TxOut, TxType
from dashcore.primitives.types import BlockHash, Duffs, Script, TxId, UnixTime
from dashcore.util.hashes import display_hash
from dashcore.util.serialize import SerializationError

RAW = bytes.fromhex(
    "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff0704ffff001d0104ffffffff"
    "0100f2052a0100000043410496b538e853519c726a2c91e61ec11600ae1390813a627c66fb8be7947be63c52da7589379515d4e0a604f8141781"
    "e62294721166bf621e73a82cbf2342c858eeac00000000"
)


def test_read_and_write() -> None:
    """What is read is what was written, with the id of the bytes."""
    tx = Transaction.deserialize(RAW)

    assert tx.is_coinbase
    assert tx.value_out == 50 * 100_000_000
    assert display_hash(tx.txid) == "0e3e2357e806b6cdb1f70b54c3a3a17b6714ee1f0e68bebb44a74b1efd512098"
    fresh = Transaction(tx.inputs, tx.outputs, version=1)
    assert fresh.serialize() == RAW
    assert fresh == tx
    assert hash(fresh) == hash(tx)


@pytest.mark.parametrize("size", range(len(RAW)))
def test_cut_short(size: int) -> None:
    """A transaction cut anywhere is an error of its own class."""
    with pytest.raises(SerializationError):
        Transaction.deserialize(RAW[:size])


def test_extra_data() -> None:
    """Nothing may follow."""
    with pytest.raises(SerializationError, match="extra data"):
        Transaction.deserialize(RAW + b"\0")


def test_payload_needs_version_and_type() -> None:
    """Only a typed transaction of version 3 or more carries its payload."""
    txin, txout = TxIn(OutPoint(TxId(bytes(32)), NULL_INDEX)), TxOut(Duffs(1), Script(b""))
    typed = Transaction((txin,), (txout,), version=3, type=TxType.COINBASE, extra_payload=b"abc")
    old = Transaction((txin,), (txout,), version=2, type=TxType.COINBASE, extra_payload=b"abc")

    assert typed.serialize().endswith(b"\3abc")
    assert Transaction.deserialize(typed.serialize()).extra_payload == b"abc"
    assert Transaction.deserialize(old.serialize()).extra_payload == b""


@pytest.mark.parametrize("number", [0, 8])
def test_negative_version(number: int) -> None:
    """Its sign runs over the type when it is written, as in C++, so that the id is of other bytes than came in."""
    raw = b"\xff\xff" + number.to_bytes(2, "little") + RAW[4:]

    assert Transaction.deserialize(raw).serialize() == b"\xff\xff\xff\xff" + RAW[4:]


def test_special_transactions(shared_dir: Path) -> None:
    """Real special transactions of mainnet keep their ids."""
    count = 0
    for name in ("trivially_valid.json", "trivially_invalid.json"):
        for row in json.loads((shared_dir / "vectors" / name).read_text())[1:]:
            txid, _, _, raw, *_ = row
            tx = Transaction.deserialize(bytes.fromhex(raw))
            assert display_hash(tx.txid) == txid
            assert tx.has_extra_payload
            count += 1
    assert count > 30


def test_mainnet_block(shared_dir: Path) -> None:
    """A full block comes back as the same bytes, rebuilt part by part."""
    raw = (shared_dir / "vectors/block813851.raw").read_bytes()
    block = Block.deserialize(raw)
    fresh = Block(
        block.header,
        tuple(
            Transaction(
                tx.inputs,
                tx.outputs,
                version=tx.version,
                type=tx.type,
                lock_time=tx.lock_time,
                extra_payload=tx.extra_payload,
            )
            for tx in block.transactions
        ),
    )

    assert fresh.serialize() == raw
    assert [tx.txid for tx in fresh.transactions] == [tx.txid for tx in block.transactions]
    assert block.header.bits != 0


def test_block_cut_short(shared_dir: Path) -> None:
    """A block cut anywhere, and one with more behind it, is an error of its own class."""
    raw = (shared_dir / "vectors/block813851.raw").read_bytes()
    for size in (0, 79, 80, 81, 100, 5000, len(raw) - 1):
        with pytest.raises(SerializationError):
            Block.deserialize(raw[:size])
    with pytest.raises(SerializationError, match="extra data"):
        Block.deserialize(raw + b"\0")


def test_header() -> None:
    """The id of a header is X11, and may be handed in."""
    header = BlockHeader(
        version=1,
        prev_hash=BlockHash(bytes(32)),
        merkle_root=bytes.fromhex("e0028eb9648db56b1ac77cf090b99048a8007e2bb64b68f092c03c7f56a662c7")[::-1],
        time=UnixTime(1390095618),
        bits=0x1E0FFFF0,
        nonce=28917698,
    )

    assert display_hash(header.hash) == "00000ffd590b1485b3caadc19b22e6379c733355108f107a430458cdf3407ab6"
    again = BlockHeader.decode(header.serialize())
    assert again == header
    again.remember_hash(BlockHash(b"x" * 32))
    assert again.hash == b"x" * 32
