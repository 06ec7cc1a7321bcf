"""What do these addresses hold? Scans the chain over IPC, then follows chain and mempool; holds no keys, stores nothing.

    dash-node -regtest -ipcbind=unix
    python examples/watch_only.py ~/.dashcore/regtest/node.sock yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9 'pkh(xpub.../0/*)'

Prints a line whenever the sum changes. Confirmed is what a block holds and no mempool transaction spends; pending is
what the mempool pays; immature are rewards too young to spend. Ends when the node does.
"""

import argparse
import sys
from contextlib import suppress
from queue import SimpleQueue

import libmultiprocess as mp
from dashcore.interfaces.chain import Chain, ChainNotifications, MempoolRemovalReason
from dashcore.ipc.stubs.init_stubs import InitProxy
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import OutPoint, Transaction, TxOut
from dashcore.primitives.types import COIN, BlockHash, Height, TxId, UnixTime
from dashcore.script.address import MAIN_PREFIXES, TEST_PREFIXES
from dashcore.script.descriptor import parse_descriptor
from dashcore.script.descriptor_checksum import DescriptorError

MATURITY = 100  # blocks on top of a reward before it can be spent
TIP = object()
Coins = dict[OutPoint, tuple[int, int]]  # value, and the tip from which on it can be spent


class Events(SimpleQueue[object], ChainNotifications):
    """What happened, in its order: a transaction came, the id of one that left, TIP, or None at the node's end."""

    def transaction_added_to_mempool(self, tx: Transaction, accept_time: UnixTime) -> None:  # noqa: D102
        self.put(tx)

    def transaction_removed_from_mempool(self, tx: Transaction, reason: MempoolRemovalReason) -> None:  # noqa: D102
        self.put(tx.txid)

    def updated_block_tip(self) -> None:  # noqa: D102
        self.put(TIP)

    def ignore(self, *what: object, **named: object) -> None: ...  # noqa: D102

    block_connected = block_disconnected = chain_state_flushed = ignore
    notify_chain_lock = notify_transaction_lock = ignore


class Watcher:
    """The coins of some scripts, and the mempool."""

    def __init__(self, chain: Chain, scripts: set[bytes]) -> None:
        self.chain = chain
        self.scripts = scripts
        self.events = Events()
        self.coins: Coins = {}
        self.pool: dict[TxId, Transaction] = {}
        self.blocks: list[tuple[BlockHash, Coins, list[OutPoint]]] = []  # with coins spent and made

    def ours(self, tx: Transaction) -> list[tuple[OutPoint, TxOut]]:
        """Outputs to the scripts."""
        return [(OutPoint(tx.txid, n), out) for n, out in enumerate(tx.outputs) if out.script_pubkey in self.scripts]

    def catch_up(self) -> None:
        """Undo the blocks that left the active chain, take in the new ones, ask for the mempool anew."""
        while True:
            while self.blocks and self.chain.find_fork(self.blocks[-1][0]) != len(self.blocks) - 1:
                _, spent, made = self.blocks.pop()
                self.coins.update(spent)
                for outpoint in made:
                    del self.coins[outpoint]
            block_hash = self.chain.get_block_hash(Height(len(self.blocks)))
            if block_hash is None:
                break
            info = self.chain.find_block(block_hash, True)
            if info is None or info.data is None:
                sys.exit(f"The node pruned block {len(self.blocks)}.")
            if not self.blocks or info.data.header.prev_hash == self.blocks[-1][0]:  # else the chain just changed
                self.add(info.data)
        self.pool.clear()
        self.chain.request_mempool_transactions(self.events)

    def add(self, block: Block) -> None:
        """Take in the next block."""
        height, spent, made = len(self.blocks), {}, []
        for tx in block.transactions if height else ():  # the genesis block makes no coins
            for each in tx.inputs:
                if each.prevout in self.coins:
                    spent[each.prevout] = self.coins.pop(each.prevout)
            for outpoint, out in self.ours(tx):
                self.coins[outpoint] = (out.value, height + MATURITY * tx.is_coinbase)
                made.append(outpoint)
        self.blocks.append((block.hash, spent, made))

    def handle(self, event: object) -> None:
        """Take in what happened."""
        if isinstance(event, Transaction):
            self.pool[event.txid] = event
        elif isinstance(event, bytes):
            self.pool.pop(TxId(event), None)
        else:
            self.catch_up()

    def __str__(self) -> str:
        """Confirmed, pending and immature, as a line."""
        spent = {each.prevout for tx in self.pool.values() for each in tx.inputs}
        unspent = [coin for outpoint, coin in self.coins.items() if outpoint not in spent]
        mature = sum(value for value, mature_at in unspent if mature_at < len(self.blocks))
        pending = sum(out.value for tx in self.pool.values() for at, out in self.ours(tx) if at not in spent)
        sums = (mature, pending, sum(value for value, _ in unspent) - mature)
        return "confirmed {:.8f} pending {:.8f} immature {:.8f}".format(*(value / COIN for value in sums))


def scripts_of(text: str, count: int) -> set[bytes]:
    """Output scripts of an address or descriptor, of a ranged one those of its first `count` keys."""
    is_main = text[:1] in "X7" or "xpub" in text
    descriptor, keys = parse_descriptor(
        text if "(" in text else f"addr({text})", MAIN_PREFIXES if is_main else TEST_PREFIXES
    )
    expansions = [descriptor.expand(at, keys) for at in range(count if descriptor.is_range else 1)]
    return {script for each in expansions if each is not None for script in each.scripts}


def main() -> None:
    """Read the command line, attach, and print until the node ends."""
    parser = argparse.ArgumentParser(description="Watch what addresses hold.")
    parser.add_argument("socket", help="path of the node's -ipcbind socket")
    parser.add_argument("scripts", nargs="+", metavar="ADDRESS", help="or a descriptor without private keys")
    parser.add_argument("--range", type=int, default=1000, help="keys of a ranged descriptor")
    args = parser.parse_args()
    try:
        scripts = set().union(*(scripts_of(text, args.range) for text in args.scripts))
        with mp.connect(args.socket, InitProxy) as node, suppress(KeyboardInterrupt):
            watcher = Watcher(node.make_chain() or sys.exit("This is no node."), scripts)
            mp.connection_of(node).on_disconnect(lambda: watcher.events.put(None))
            subscription = watcher.chain.handle_notifications(watcher.events)
            watcher.events.put(TIP)
            said = ""
            while (event := watcher.events.get()) is not None:
                watcher.handle(event)
                if watcher.events.empty() and str(watcher) != said:
                    said = str(watcher)
                    print(said, flush=True)
            del subscription
    except (mp.MultiprocessError, DescriptorError) as error:
        sys.exit(f"Error: {error}")


if __name__ == "__main__":
    main()
