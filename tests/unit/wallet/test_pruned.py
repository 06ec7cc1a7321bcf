"""Single transactions taken in with a proof, and out again."""

import pytest

from dashcore.consensus.merkleblock import MerkleBlock
from dashcore.interfaces.rpc import RpcError
from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import COIN, Duffs, Script, TxId, UnixTime
from dashcore.script.standard import script_for_destination
from dashcore.util.hashes import hash256
from dashcore.wallet.testing import WalletRig
from dashcore.wallet.transactions import Confirmed

OTHERS_SCRIPT = Script(b"\x76\xa9\x14" + b"\x07" * 20 + b"\x88\xac")


def payment(script: Script, salt: int) -> Transaction:
    """A payment by somebody else."""
    return Transaction((TxIn(OutPoint(TxId(bytes((salt,)) * 32), 0)),), (TxOut(Duffs(COIN), script),))


def merkle_root(txids: list[bytes]) -> bytes:
    """The root over a block's transactions."""
    while len(txids) > 1:
        padded = txids if len(txids) % 2 == 0 else [*txids, txids[-1]]
        txids = [hash256(padded[at] + padded[at + 1]) for at in range(0, len(padded), 2)]
    return txids[0]


@pytest.mark.parametrize("place", range(5))
def test_import_and_remove(rig: WalletRig, place: int) -> None:
    """A proven transaction counts at its own place of its block; taken out, it is gone."""
    wallet = rig.make("w")
    with wallet.lock:
        script = script_for_destination(wallet.get_new_destination(""))
    txs = tuple(payment(script if number == place else OTHERS_SCRIPT, number + 1) for number in range(5))
    tip = rig.chain.blocks[-1]
    header = BlockHeader(
        version=1,
        prev_hash=tip.hash,
        merkle_root=merkle_root([tx.txid for tx in txs]),
        time=UnixTime(tip.header.time + 150),
        bits=0x207FFFFF,
        nonce=0,
    )
    block = Block(header, txs)
    proof = MerkleBlock.build(block, lambda tx: tx.txid == txs[place].txid).encode().hex()
    raw = txs[place].serialize().hex()
    with pytest.raises(RpcError, match="Block not found in chain"):
        rig.call("importprunedfunds", raw, proof, wallet="w")
    rig.chain.connect(Block(header, ()))  # the wallet is not told of its transactions
    with pytest.raises(RpcError, match="Transaction given doesn't exist in proof"):
        rig.call("importprunedfunds", txs[place - 1].serialize().hex(), proof, wallet="w")
    rig.call("importprunedfunds", raw, proof, wallet="w")
    assert rig.call("getbalance", wallet="w") == 1
    found = wallet.store.find(txs[place].txid)
    assert found is not None
    assert isinstance(found.state, Confirmed)
    assert found.state.index == place
    txid = txs[place].txid[::-1].hex()
    rig.call("removeprunedfunds", txid, wallet="w")
    assert rig.call("getbalance", wallet="w") == 0
    with pytest.raises(RpcError, match="Transaction does not exist in wallet"):
        rig.call("removeprunedfunds", txid, wallet="w")
    with pytest.raises(RpcError, match="Something wrong with merkleblock"):
        rig.call("importprunedfunds", raw, proof[:-2] + "ff", wallet="w")
