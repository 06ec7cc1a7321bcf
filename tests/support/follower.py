"""A program that attaches to a node: prints what it is told, one line each, until it is killed or disconnected.

    python follower.py unix:/path/node.sock [command]

With `command` it serves the RPC command of that name, which answers "hi".
"""

import sys
import threading

import libmultiprocess as mp
from dashcore.interfaces.chain import BlockLocator, ChainNotifications, MempoolRemovalReason
from dashcore.interfaces.rpc import RpcCall, RpcCommandInfo
from dashcore.ipc.stubs.init_stubs import InitProxy
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import BlockHash, Height, UnixTime


def say(line: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Printer(ChainNotifications):
    """Prints blocks and transactions."""

    def transaction_added_to_mempool(self, tx: Transaction, accept_time: UnixTime) -> None:
        """Print."""
        say(f"added {tx.txid[::-1].hex()}")

    def transaction_removed_from_mempool(self, tx: Transaction, reason: MempoolRemovalReason) -> None:
        """Print."""
        say(f"removed {tx.txid[::-1].hex()}")

    def block_connected(self, block: Block, height: Height) -> None:
        """Print."""
        say(f"connected {height} {block.hash[::-1].hex()}")

    def block_disconnected(self, block: Block, height: Height) -> None:
        """Print."""
        say(f"disconnected {height}")

    def updated_block_tip(self) -> None:
        """Say nothing."""

    def chain_state_flushed(self, locator: BlockLocator) -> None:
        """Say nothing."""

    def notify_chain_lock(self, block_hash: BlockHash, height: Height) -> None:
        """Say nothing."""

    def notify_transaction_lock(self, tx: Transaction) -> None:
        """Say nothing."""


def serve_command(call: RpcCall, is_last: bool) -> str:
    """Answer."""
    return '"hi"'


def main() -> int:
    """Follow."""
    over = threading.Event()
    with mp.connect(mp.parse_address(sys.argv[1]), InitProxy) as init:
        mp.connection_of(init).on_disconnect(over.set)
        chain = init.make_chain()
        assert chain is not None
        handlers = [chain.handle_notifications(Printer())]
        for name in sys.argv[2:]:
            info = RpcCommandInfo(category="util", name=name, arg_names=(), unique_id=1)
            handlers.append(chain.handle_rpc(info, serve_command))
        say("ready")
        over.wait()
    say("over")
    return 0


if __name__ == "__main__":
    sys.exit(main())
