"""An indexer outside the node: follows the chain over IPC and keeps blocks, transactions, outputs and spends in SQL.

    dash-node -regtest -ipcbind=unix
    python examples/indexer.py ~/.dashcore/regtest/node.sock --database sqlite:///index.db

Each block is one database transaction: kill it at any moment. It undoes what left the node's chain, and waits for a node
that is gone. PostgreSQL: `--database postgresql+psycopg://user@host/name`. `--balance` and `--total` need no node.
"""

import argparse
import sys
import threading
import time
from functools import partial

import sqlalchemy as sql
from sqlalchemy import Column, Table

import libmultiprocess as mp
from dashcore.interfaces.chain import Chain, ChainNotifications
from dashcore.ipc.stubs.init_stubs import InitProxy
from dashcore.primitives.block import Block
from dashcore.primitives.types import COIN, BlockHash, Height, Script
from dashcore.script.address import MAIN_PREFIXES, TEST_PREFIXES, decode_destination
from dashcore.script.script import is_unspendable
from dashcore.script.standard import script_for_destination

TABLES = sql.MetaData()
INT, ID = sql.BigInteger, sql.LargeBinary(32)
Key, Indexed = partial(Column, primary_key=True), partial(Column, index=True)
BLOCKS = Table("blocks", TABLES, Key("height", INT), Column("hash", ID, unique=True), Column("time", INT))
TXS = Table("txs", TABLES, Key("txid", ID), Indexed("height", INT), Column("position", INT))
SPENDS = Table("spends", TABLES, Key("txid", ID), Key("n", INT), Column("by", ID), Indexed("height", INT))
OUTPUTS = Table("outputs", TABLES, Key("txid", ID), Key("n", INT), Indexed("height", INT), Column("value", INT),
                Indexed("script", sql.LargeBinary), Column("is_coin", sql.Boolean))  # fmt: skip


class TipMoved(threading.Event, ChainNotifications):
    """Set when the tip moves; what happened is then asked, so that a missed notification costs nothing."""

    def updated_block_tip(self) -> None:  # noqa: D102
        self.set()

    def ignore(self, *what: object, **named: object) -> None: ...  # noqa: D102

    block_connected = block_disconnected = chain_state_flushed = ignore
    transaction_added_to_mempool = transaction_removed_from_mempool = ignore
    notify_chain_lock = notify_transaction_lock = ignore


def undo_lost(db: sql.Connection, chain: Chain) -> tuple[int, bytes]:
    """Delete the blocks that left the active chain; return height and hash of the best that stays (-1: none)."""
    newest = sql.select(BLOCKS.c.height, BLOCKS.c.hash).order_by(BLOCKS.c.height.desc()).limit(1)
    while (row := db.execute(newest).first()) is not None:
        fork = chain.find_fork(BlockHash(row.hash))  # None: unknown, as are the latest blocks of a node that crashed
        if fork == row.height:
            return row.height, row.hash
        if fork is None and row.height == 0:
            sys.exit("The database was made from another chain.")  # rolls back
        for table in TABLES.sorted_tables:
            db.execute(sql.delete(table).where(table.c.height > (row.height - 1 if fork is None else fork)))
    return -1, bytes(32)


def add(db: sql.Connection, block: Block, height: int) -> None:
    """Insert a block and all it holds."""
    db.execute(sql.insert(BLOCKS), {"height": height, "hash": block.hash, "time": block.header.time})
    for position, tx in enumerate(block.transactions):
        db.execute(sql.insert(TXS), {"txid": tx.txid, "height": height, "position": position})
        outputs = [
            {"txid": tx.txid, "n": n, "value": out.value, "script": out.script_pubkey, "height": height,
             "is_coin": height > 0 and not is_unspendable(out.script_pubkey)} for n, out in enumerate(tx.outputs)
        ]  # fmt: skip
        spent = [] if tx.is_coinbase else [each.prevout for each in tx.inputs]
        spends = [{"txid": each.txid, "n": each.index, "by": tx.txid, "height": height} for each in spent]
        for table, rows in ((OUTPUTS, outputs), (SPENDS, spends)):
            if rows:
                db.execute(sql.insert(table), rows)


def catch_up(engine: sql.Engine, chain: Chain) -> str:
    """Follow the active chain up to its tip, one transaction for each block; return where that is."""
    while True:
        with engine.begin() as db:
            height, best = undo_lost(db, chain)
            block_hash = chain.get_block_hash(Height(height + 1))
            if block_hash is None:
                return f"at height {height}, block {best[::-1].hex()}"
            info = chain.find_block(block_hash, True)
            if info is None or info.data is None:
                sys.exit(f"The node pruned block {height + 1}.")
            if info.data.header.prev_hash == best:  # else the chain changed between the questions: ask again
                add(db, info.data, height + 1)


def follow(engine: sql.Engine, address: str, *, once: bool) -> None:
    """Keep up with the node, wait for it where it is not there."""
    while True:
        try:
            with mp.connect(address, InitProxy) as node:
                chain, moved = node.make_chain() or sys.exit("This is no node."), TipMoved()
                mp.connection_of(node).on_disconnect(moved.set)
                subscription = chain.handle_notifications(moved)
                while True:
                    moved.clear()
                    print(catch_up(engine, chain), flush=True)
                    if once:
                        return subscription.disconnect()
                    moved.wait()
        except (mp.DisconnectedError, mp.NobodyListensError, mp.UnreachableError) as error:
            print(f"waiting for the node: {error}", flush=True)
            time.sleep(0.5)


def address(text: str) -> Script:
    """Read an address of any network."""
    return script_for_destination(decode_destination(text, MAIN_PREFIXES if text[:1] in "X7" else TEST_PREFIXES))


def total(engine: sql.Engine, script: Script | None) -> int:
    """Sum of the unspent outputs: those with a script, or all."""
    is_spent = sql.exists().where(SPENDS.c.txid == OUTPUTS.c.txid, SPENDS.c.n == OUTPUTS.c.n)
    chosen = OUTPUTS.c.is_coin if script is None else OUTPUTS.c.script == script
    with engine.connect() as db:
        return int(db.scalar(sql.select(sql.func.sum(OUTPUTS.c.value)).where(chosen, ~is_spent)) or 0)


def main() -> None:
    """Read the command line, then follow or answer."""
    parser = argparse.ArgumentParser(description="Index a chain in SQL.")
    parser.add_argument("socket", nargs="?", help="path of the node's -ipcbind socket")
    parser.add_argument("--database", default="sqlite:///index.db", help="URL as SQLAlchemy has it")
    parser.add_argument("--once", action="store_true", help="end at the tip")
    parser.add_argument("--balance", type=address, metavar="ADDRESS")
    parser.add_argument("--total", action="store_true")
    args = parser.parse_args()
    engine = sql.create_engine(args.database)
    TABLES.create_all(engine)
    if args.balance or args.total:
        print(f"{total(engine, args.balance) / COIN:.8f}")
    elif args.socket:
        try:
            follow(engine, args.socket, once=args.once)
        except (KeyboardInterrupt, mp.MultiprocessError) as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
