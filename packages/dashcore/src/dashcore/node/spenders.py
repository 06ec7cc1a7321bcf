"""Who spends an output, in the mempool or in the chain. Mirrors GetSpentIndex of rpc/index_util.cpp."""

from dashcore.chain.addressindex import AddressKey, AddressKind, Spender, address_of
from dashcore.node.context import NodeContext
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.rpc.tx_json import SpentOutput
from dashcore.script.standard import Destination, PKHash, ScriptHash


def find_spender(node: NodeContext, outpoint: OutPoint) -> Spender | None:
    """Return the input that spends an output; None if none does. cs_main is held; -spentindex is on."""
    waiting = node.mempool.conflict(outpoint)
    if waiting is not None:
        spender = _of_mempool(node, waiting, outpoint)
        if spender is not None:
            return spender
    return node.chainman.state.notes.find_spender(outpoint)


def spent_output(node: NodeContext, outpoint: OutPoint) -> SpentOutput | None:
    """Return what is shown of a spent output; None if it is not spent. cs_main is held; -spentindex is on."""
    spender = find_spender(node, outpoint)
    if spender is None:
        return None
    return SpentOutput(
        txid=spender.txid,
        number=spender.number,
        height=spender.height,
        amount=spender.amount,
        destination=destination_of(spender.address) if spender.address is not None else None,
    )


def destination_of(address: AddressKey) -> Destination:
    """Return the destination that a key of the address index stands for."""
    return PKHash(address.hash) if address.kind is AddressKind.KEY_HASH else ScriptHash(address.hash)


def _of_mempool(node: NodeContext, tx: Transaction, outpoint: OutPoint) -> Spender | None:
    """Describe a spender that waits; None where dashd notes none: the output pays to no address."""
    coin = node.acceptor.find_coin(outpoint)
    address = address_of(coin.out.script_pubkey) if coin is not None else None
    if coin is None or address is None:
        return None
    number = next(number for number, txin in enumerate(tx.inputs) if txin.prevout == outpoint)
    return Spender(tx.txid, number, -1, coin.out.value, address)
