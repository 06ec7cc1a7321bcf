"""A node on regtest without processes, sockets and wallets, for tests: its clock stands still but for `mine`.

with SmallNode(tmp_path) as node:
    node.mine(101)
    node.context.acceptor.accept(spend(node.coin(1)))
"""

from pathlib import Path
from types import TracebackType
from typing import Self

from dashcore.chain.manager import ChainManager
from dashcore.chain.options import ChainOptions
from dashcore.common.args import ArgsManager
from dashcore.common.clock import Clock
from dashcore.common.log import DebugLog
from dashcore.common.options import setup_server_args
from dashcore.common.scheduler import Scheduler
from dashcore.consensus.networks import make_regtest_params
from dashcore.interfaces.chain import MempoolRemovalReason
from dashcore.net.addresses.addrman import AddrMan
from dashcore.net.addresses.netgroup import NetGroups
from dashcore.net.options import DEFAULT_MAX_CONNECTIONS
from dashcore.node.chain_events import SignalBridge, TipReporter
from dashcore.node.chain_impl import ChainImpl
from dashcore.node.context import NodeContext, Shutdown, Warnings
from dashcore.node.mempool.accept import MempoolAcceptor
from dashcore.node.mempool.chain import MempoolFollower
from dashcore.node.mempool.pool import Mempool, MempoolOptions
from dashcore.node.mining.miner import BlockAssembler, MinerOptions, mine_block
from dashcore.node.network.lifecycle import make_network
from dashcore.node.signals import ValidationSignals
from dashcore.policy.fees import FeeEstimator
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, Script
from dashcore.rpc.table import RpcTable
from dashcore.script.standard import ScriptHash, script_for_destination

START_TIME = 1_417_713_937  # seconds; ten minutes after regtest's genesis block
BLOCK_INTERVAL_S = 60
REDEEM_SCRIPT = b"\x51"  # OP_TRUE, behind a hash so that paying it is standard
ANYONE = script_for_destination(ScriptHash.of(REDEEM_SCRIPT))
SPEND_SCRIPT = Script(bytes([len(REDEEM_SCRIPT)]) + REDEEM_SCRIPT)

Coin = tuple[OutPoint, int]  # and its value, duffs


class SmallNode:
    """The node; `context` is what RPC commands get. Close it at the end.

    Attributes:
        removed: what left the mempool other than by a block, and why.
        errors: what the user would have been shown.
    """

    def __init__(
        self,
        directory: Path,
        *,
        mempool: MempoolOptions | None = None,
        miner: MinerOptions | None = None,
        arguments: tuple[str, ...] = (),
    ) -> None:
        self.removed: list[tuple[Transaction, MempoolRemovalReason]] = []
        self.errors: list[str] = []
        clock = Clock()
        clock.set_mock(START_TIME)
        args = ArgsManager()
        setup_server_args(args)
        args.parse_parameters(["node", "-regtest", f"-datadir={directory}", *arguments])
        args.select_network("regtest")
        args.ensure_data_dir()
        warnings = Warnings()
        self._log = DebugLog(clock)
        node = NodeContext(
            args=args,
            clock=clock,
            log=self._log,
            warnings=warnings,
            shutdown=Shutdown(warnings, self.errors.append),
            fee_estimator=FeeEstimator(),
        )
        self.context = node
        node.params = make_regtest_params()
        node.scheduler = Scheduler()
        node.scheduler.start()
        node.signals = ValidationSignals(node.scheduler)
        node.rpc = RpcTable()
        node.rpc.finish_warmup()
        node.rpc.start()
        node.chain = ChainImpl(node)
        node.mempool = Mempool(mempool or MempoolOptions(), clock.now, self._on_removed, node.fee_estimator)
        node.chainman = ChainManager(
            node.params, ChainOptions(data_dir=args.data_dir()), now=clock.now, shutdown=node.shutdown
        )
        node.acceptor = MempoolAcceptor(node.chainman, node.mempool, node.signals, clock.now)
        node.assembler = BlockAssembler(node.chainman, node.mempool, miner or MinerOptions(), clock.now)
        node.chainman.set_mempool(MempoolFollower(node.mempool, node.acceptor))
        node.chainman.events.subscribe(SignalBridge(node.signals))
        node.chainman.events.subscribe(TipReporter(node))
        groups = NetGroups()
        make_network(node, AddrMan(groups, clock.now), groups, max_connections=DEFAULT_MAX_CONNECTIONS)
        node.chainman.load()
        node.chainman.import_blocks()
        node.is_chain_loaded = True
        node.mempool.is_loaded = True

    def _on_removed(self, tx: Transaction, reason: MempoolRemovalReason) -> None:
        self.removed.append((tx, reason))
        self.context.signals.transaction_removed_from_mempool(tx, reason)

    def close(self) -> None:
        """End threads and release the stores."""
        self.context.scheduler.stop()
        self.context.rpc.stop()
        self.context.chainman.close(flush=False)
        self.context.shutdown.close()
        self._log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def now(self) -> int:
        """The time, seconds."""
        return self.context.clock.now()

    def advance(self, seconds: int) -> None:
        """Move the time; back, too."""
        self.context.clock.set_mock(self.now + seconds)

    def mine(self, count: int = 1, script: Script = ANYONE) -> list[Block]:
        """Mine on the tip, a block a minute."""
        node = self.context
        blocks = []
        for _ in range(count):
            self.advance(BLOCK_INTERVAL_S)
            template = node.assembler.create_block(script)
            block = mine_block(template.block, node.params.consensus, max_tries=1_000_000).block
            if block is None:
                raise RuntimeError("regtest's target is that of every second hash")
            node.chainman.process_new_block(block, force=True)
            blocks.append(block)
        return blocks

    def coin(self, height: int) -> Coin:
        """Return the miner's reward at a height."""
        with self.context.chainman.cs_main:
            index = self.context.chainman.active.at(height)
        if index is None:
            raise KeyError(height)
        coinbase = self.context.chainman.read_block(index).transactions[0]
        return OutPoint(coinbase.txid, 0), coinbase.outputs[0].value


def spend(*coins: Coin, fee: int = 1000, outputs: int = 1, sequence: int = 0xFFFFFFFE) -> Transaction:
    """Spend coins that pay `ANYONE`, to `ANYONE`, in equal parts."""
    value = (sum(amount for _, amount in coins) - fee) // outputs
    return Transaction(
        tuple(TxIn(outpoint, SPEND_SCRIPT, sequence) for outpoint, _ in coins),
        tuple(TxOut(Duffs(value), ANYONE) for _ in range(outputs)),
    )


def outputs_of(tx: Transaction) -> list[Coin]:
    """Return what a transaction made, to be spent."""
    return [(OutPoint(tx.txid, index), out.value) for index, out in enumerate(tx.outputs)]
