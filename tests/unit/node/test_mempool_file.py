"""mempool.dat keeps transactions, times, deltas and what was never broadcast."""

from pathlib import Path

import pytest

from dashcore.node.mempool.file import dump_mempool, load_mempool
from dashcore.node.testing import SmallNode, outputs_of, spend
from dashcore.primitives.types import TxId, UnixTime


def folder_of(node: SmallNode) -> Path:
    """Where the file goes."""
    return node.context.args.data_dir()


def test_round_trip(node: SmallNode) -> None:
    """All comes back in an order that is accepted."""
    parent = spend(node.coin(1))
    child = spend(*outputs_of(parent))
    node.context.acceptor.accept(parent, time=UnixTime(node.now - 100))
    node.context.acceptor.accept(child)
    stranger = TxId(b"\x07" * 32)
    node.context.mempool.prioritise(parent.txid, 5000)
    node.context.mempool.prioritise(stranger, -3)
    node.context.mempool.unbroadcast.add(child.txid)

    assert dump_mempool(node.context)

    data = (folder_of(node) / "mempool.dat").read_bytes()
    assert data[:16] == (1).to_bytes(8, "little") + (2).to_bytes(8, "little")
    node.context.mempool.expire(UnixTime(node.now + 1))
    node.context.mempool.deltas.clear()

    assert load_mempool(node.context)

    assert set(node.context.mempool.entries) == {parent.txid, child.txid}
    assert node.context.mempool.entries[parent.txid].time == node.now - 100
    assert node.context.mempool.deltas == {parent.txid: 5000, stranger: -3}
    assert node.context.mempool.unbroadcast == {child.txid}


def test_folder_in_the_way(node: SmallNode) -> None:
    """As the RPC savemempool finds out."""
    (folder_of(node) / "mempool.dat.new").mkdir()

    assert not dump_mempool(node.context)


@pytest.mark.parametrize(
    "data", [b"", b"\x02" + bytes(15), (1).to_bytes(8, "little") + (3).to_bytes(8, "little") + b"\x01\x00"]
)
def test_damaged_files(node: SmallNode, data: bytes) -> None:
    """An empty one, a version of the future, one cut short: nothing is lost but the file."""
    (folder_of(node) / "mempool.dat").write_bytes(data)

    assert not load_mempool(node.context)
    assert len(node.context.mempool) == 0


def test_expired_transactions_stay_out(node: SmallNode) -> None:
    """What was accepted too long ago is not submitted."""
    node.context.acceptor.accept(spend(node.coin(1)))
    dump_mempool(node.context)
    node.context.mempool.expire(UnixTime(node.now + 1))
    node.advance(337 * 3600)

    assert load_mempool(node.context)
    assert len(node.context.mempool) == 0
