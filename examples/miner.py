"""Mine over IPC: takes templates from a node, solves them on this processor, and hands the blocks in.

    dash-node -regtest -ipcbind=unix:miner.sock:allow=mining
    python examples/miner.py ~/.dashcore/regtest/miner.sock yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9 --blocks 101
    python examples/miner.py ~/.dashcore/regtest/miner.sock yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9

With --blocks it mines so many, then ends. Without, it sleeps until the mempool holds something that pays, mines it, and
goes on until Ctrl-C or the node's end. Python is slow: this is for chains whose target is easy.
"""

import argparse
import sys

import libmultiprocess as mp
from dashcore.consensus.pow import target_from_compact
from dashcore.crypto.x11 import x11
from dashcore.interfaces.mining import NO_TIMEOUT, BlockCreateOptions, BlockTemplate, BlockWaitOptions, Mining
from dashcore.ipc.stubs.init_stubs import InitProxy
from dashcore.primitives.block import BlockHeader
from dashcore.primitives.transaction import NULL_INDEX, OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, Script, TxId
from dashcore.script.address import MAIN_PREFIXES, TEST_PREFIXES, decode_destination
from dashcore.script.standard import script_for_destination
from dashcore.util.hashes import NULL_HASH, hash256

TRIES = 1 << 16  # hashes between looks at the tip
NONCES = 1 << 32


class NodeEndedError(Exception):
    """The node shuts down."""


class Miner:
    """Works for one script."""

    def __init__(self, mining: Mining, script: Script) -> None:
        self.mining = mining
        self.script = script

    def coinbase(self, template: BlockTemplate, extra: int) -> Transaction:
        """What the chain asks for, and the rest to us. `extra` makes it another one when all nonces were tried."""
        told = template.get_coinbase_tx()
        script = Script(told.script_sig_prefix + extra.to_bytes(4, "little"))
        return Transaction(
            (TxIn(OutPoint(TxId(NULL_HASH), NULL_INDEX), script, told.sequence),),
            (TxOut(told.block_reward_remaining, self.script), *told.required_outputs),
            version=told.version,
            type=told.type,
            lock_time=told.lock_time,
            extra_payload=told.extra_payload,
        )

    def solve(self, template: BlockTemplate) -> tuple[BlockHeader, Transaction] | None:
        """A header that meets the target, and its coinbase; None if another block came first."""
        header = template.get_block_header()
        path = template.get_coinbase_merkle_path()
        target = target_from_compact(header.bits)
        for extra in range(NONCES):
            coinbase = self.coinbase(template, extra)
            root: bytes = coinbase.txid
            for step in path:
                root = hash256(root + step)
            start = BlockHeader(
                version=header.version,
                prev_hash=header.prev_hash,
                merkle_root=root,
                time=header.time,
                bits=header.bits,
                nonce=0,
            ).serialize()[:-4]
            for nonce in range(NONCES):
                tried = start + nonce.to_bytes(4, "little")
                if int.from_bytes(x11(tried), "little") <= target:
                    return BlockHeader.decode(tried), coinbase
                if nonce % TRIES == TRIES - 1 and self.is_stale(header):
                    return None
        return None

    def is_stale(self, header: BlockHeader) -> bool:
        """Whether the tip has moved on."""
        tip = self.mining.get_tip()
        return tip is None or tip.hash != header.prev_hash

    def template(self) -> BlockTemplate:
        """A template on the tip; on networks of many miners only once the node has caught up."""
        made = self.mining.create_new_block(BlockCreateOptions(), not self.mining.is_test_chain())
        if made is None:
            raise NodeEndedError
        return made

    def template_that_pays(self) -> BlockTemplate:
        """Wait for a template with transactions in it."""
        template = self.template()
        while not template.get_tx_fees():
            found = template.wait_next(BlockWaitOptions(timeout=NO_TIMEOUT, fee_threshold=Duffs(1)))
            if found is None:
                raise NodeEndedError
            template = found
        return template

    def mine(self, template: BlockTemplate) -> bool:
        """Solve a template and hand it in; whether it became the tip."""
        solved = self.solve(template)
        if solved is None:
            return False
        header, coinbase = solved
        version = header.version & 0xFFFFFFFF
        verdict = template.submit_solution(version, header.time, header.nonce, coinbase)
        if not verdict.result:
            print(f"refused: {verdict.reason} {verdict.debug}", file=sys.stderr, flush=True)
            return False
        tip = self.mining.wait_tip_changed(header.prev_hash, NO_TIMEOUT)
        if tip is None:
            raise NodeEndedError
        fees = sum(template.get_tx_fees())
        print(f"height {tip.height} hash {header.hash[::-1].hex()} fees {fees}", flush=True)
        return True


def main() -> None:
    """Read the command line, attach, and mine."""
    parser = argparse.ArgumentParser(description="Mine over IPC.")
    parser.add_argument("socket", help="path of the node's -ipcbind socket")
    parser.add_argument("address", help="who is paid")
    parser.add_argument("--blocks", type=int, default=0, help="mine so many at once, then end")
    args = parser.parse_args()
    try:
        prefixes = MAIN_PREFIXES if args.address[:1] in {"X", "7"} else TEST_PREFIXES
        script = script_for_destination(decode_destination(args.address, prefixes))
        with mp.connect(args.socket, InitProxy) as node:
            miner = Miner(node.make_mining() or sys.exit("This is no node."), script)
            left = args.blocks
            while left or not args.blocks:
                left -= miner.mine(miner.template() if args.blocks else miner.template_that_pays())
    except KeyboardInterrupt:
        pass
    except (NodeEndedError, mp.DisconnectedError):
        print("The node ended.", file=sys.stderr)
    except (mp.MultiprocessError, ValueError) as error:
        sys.exit(f"Error: {error}")


if __name__ == "__main__":
    main()
