"""What is noted of blocks follows the chain, and only the chain."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dashcore.chain.addressindex import AddressKey, AddressKind
from dashcore.chain.manager import ChainManager
from dashcore.consensus.limits import COINBASE_MATURITY
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, Script
from dashcore.script.standard import PKHash, ScriptHash, script_for_destination

MakeManager = Callable[..., ChainManager]  # type: ignore[explicit-any] # options go by name
Mine = Callable[..., Block]  # type: ignore[explicit-any] # likewise
Grow = Callable[[ChainManager, int], list[Block]]

ALL = {"address_index": True, "spent_index": True, "timestamp_index": True}
TRUE = Script(b"\x51")
HOLDER = ScriptHash.of(TRUE)
KEY = PKHash(b"\x07" * 20)


def notes(manager: ChainManager) -> dict[bytes, bytes]:
    """Return all that is noted."""
    database = manager.state.block_tree_db.database
    return {key: value for prefix in (b"a", b"u", b"p", b"s") for key, value in database.iterate(prefix)}


@pytest.fixture
def noted(make_manager: MakeManager, mine: Mine, grow: Grow, tmp_path: Path) -> ChainManager:
    """A chain in whose last blocks an output that anyone can spend goes to an address, and on to another."""
    manager = make_manager(tmp_path / "regtest", **ALL)
    manager.import_blocks()
    (first, *_) = grow(manager, COINBASE_MATURITY)
    coinbase = first.transactions[0]
    value = coinbase.outputs[0].value
    there = Transaction(
        (TxIn(OutPoint(coinbase.txid, 0), Script(b"")),), (TxOut(value, script_for_destination(HOLDER)),), version=2
    )
    on = Transaction(
        (TxIn(OutPoint(there.txid, 0), Script(b"\x01\x51")),),
        (TxOut(Duffs(value), script_for_destination(KEY)),),
        version=2,
    )
    for tx in (there, on):
        manager.process_new_block(mine(manager, None, [tx]), force=True)
    assert manager.active.height == 102
    return manager


def test_what_is_noted(noted: ChainManager) -> None:
    """Both changes of the first address, what the second holds, and who spent the output."""
    found = noted.state.notes
    holder, key = AddressKey(AddressKind.SCRIPT_HASH, HOLDER.hash), AddressKey(AddressKind.KEY_HASH, KEY.hash)
    came, went = found.changes(holder)
    assert (came.height, went.height, came.amount + went.amount, went.is_spending) == (101, 102, 0, True)
    assert list(found.changes(holder, 102, 102)) == [went]
    assert list(found.unspent(holder)) == []
    (output,) = found.unspent(key)
    assert (output.outpoint, output.amount, output.height) == (OutPoint(went.txid, 0), came.amount, 102)
    spender = found.find_spender(OutPoint(came.txid, 0))
    assert spender is not None
    assert (spender.txid, spender.number, spender.height, spender.address) == (went.txid, 0, 102, holder)


def test_notes_leave_with_blocks(noted: ChainManager) -> None:
    """A block that is disconnected takes its notes along, and brings the same ones back."""
    before = notes(noted)
    left = noted.active.at(101)
    assert left is not None
    noted.invalidate_block(left)
    assert len(notes(noted)) < len(before)
    assert list(noted.state.notes.changes(AddressKey(AddressKind.SCRIPT_HASH, HOLDER.hash))) == []
    noted.reconsider_block(left)
    assert notes(noted) == before


def test_verification_moves_notes(noted: ChainManager) -> None:
    """As in dashd: level 3 takes the notes of the blocks it undoes, level 4 gives them back."""
    before = notes(noted)
    assert noted.verify(4, 0)
    assert notes(noted) == before
    assert noted.verify(3, 2)
    assert len(notes(noted)) < len(before)
    assert list(noted.state.notes.changes(AddressKey(AddressKind.SCRIPT_HASH, HOLDER.hash))) == []
    assert noted.verify(4, 2)
    assert notes(noted) == before
