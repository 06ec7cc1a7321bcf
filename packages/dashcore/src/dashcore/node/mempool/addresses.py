"""What waits in the mempool by address, for the address index. Mirrors addAddressIndex of txmempool.cpp."""

from collections.abc import Callable
from dataclasses import dataclass

from dashcore.chain.addressindex import AddressKey, address_of
from dashcore.consensus.coin import Coin
from dashcore.interfaces.chain import MempoolRemovalReason
from dashcore.node.mempool.entry import MempoolEntry
from dashcore.primitives.transaction import OutPoint
from dashcore.primitives.types import TxId, UnixTime


@dataclass(frozen=True, slots=True)
class MempoolChange:
    """One change of what an address would hold.

    Args (constructor):
        number: of the output, or of the input where `prevout` is given.
        amount: duffs, negative where it is spent.
        prevout: the output spent.
    """

    address: AddressKey
    txid: TxId
    number: int
    amount: int
    time: UnixTime
    prevout: OutPoint | None = None


class MempoolAddresses:
    """A `MempoolObserver`; with -addressindex.

    Args (constructor):
        find_coin: looks up in chain and mempool.

    Threads: under cs_main.
    """

    def __init__(self, find_coin: Callable[[OutPoint], Coin | None]) -> None:
        self._find_coin = find_coin
        self._changes: dict[AddressKey, dict[TxId, list[MempoolChange]]] = {}
        self._addresses: dict[TxId, set[AddressKey]] = {}

    def changes(self, address: AddressKey) -> list[MempoolChange]:
        """Return the changes of an address by transaction id; in each first the outputs and inputs by number."""
        found = self._changes.get(address, {})
        return [change for txid in sorted(found) for change in found[txid]]

    def entry_added(self, entry: MempoolEntry) -> None:
        """Note what a transaction changes."""
        tx = entry.tx
        made: list[MempoolChange] = []
        for number, out in enumerate(tx.outputs):
            address = address_of(out.script_pubkey)
            if address is not None:
                made.append(MempoolChange(address, tx.txid, number, out.value, entry.time))
        for number, txin in enumerate(tx.inputs):
            coin = self._find_coin(txin.prevout)
            address = address_of(coin.out.script_pubkey) if coin is not None else None
            if coin is not None and address is not None:
                made.append(MempoolChange(address, tx.txid, number, -coin.out.value, entry.time, txin.prevout))
        made.sort(key=lambda change: (change.number, change.prevout is not None))
        for change in made:
            self._changes.setdefault(change.address, {}).setdefault(tx.txid, []).append(change)
        self._addresses[tx.txid] = {change.address for change in made}

    def entry_removed(self, entry: MempoolEntry, reason: MempoolRemovalReason, sequence: int) -> None:
        """Forget what a transaction changes."""
        del reason, sequence
        txid = entry.tx.txid
        for address in self._addresses.pop(txid, ()):
            by_tx = self._changes[address]
            del by_tx[txid]
            if not by_tx:
                del self._changes[address]
