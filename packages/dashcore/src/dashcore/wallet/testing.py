# ruff: noqa: D102 - the interface says what its methods do
"""For tests: a node made of blocks in memory, and a wallet process on top of it.

rig = WalletRig(tmp_path)
rig.call("createwallet", "w", False, False, None, False, True, True)
rig.chain.mine(script)
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dashcore.consensus.networks import make_regtest_params
from dashcore.interfaces.chain import (
    BlockInfo,
    BlockLocator,
    BroadcastResult,
    Chain,
    ChainNotifications,
    CoinInfo,
    FeeEstimate,
    MempoolRemovalReason,
    PackageLimits,
    TransactionAncestry,
)
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.rpc import RpcCall, RpcCommandInfo, RpcMode
from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import BlockHash, Duffs, DuffsPerKb, Height, Script, TxId, UnixTime
from dashcore.rpc.command import Json
from dashcore.rpc.jsonio import decode, encode_text
from dashcore.util.hashes import NULL_HASH
from dashcore.wallet.context import CallbackHandler, Clock, Environment, Network
from dashcore.wallet.interface import WalletLoaderImpl
from dashcore.wallet.wallet import Wallet

BLOCK_SPACING = 150


@dataclass
class FakeChain(Chain):
    """Holds a chain of blocks, a mempool and settings; tells subscribers at once.

    A subscriber is called on the calling thread, as if the scheduler had nothing else to do.
    """

    blocks: list[Block] = field(default_factory=list)
    stale: dict[BlockHash, tuple[Block, Height]] = field(default_factory=dict)
    mempool: dict[TxId, Transaction] = field(default_factory=dict)
    settings: dict[str, object] = field(default_factory=dict)
    subscribers: list[ChainNotifications] = field(default_factory=list)
    commands: dict[str, Callable[[RpcCall, bool], str]] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    later: dict[str, Callable[[], None]] = field(default_factory=dict)
    instant_locked: set[TxId] = field(default_factory=set)
    collaterals: set[OutPoint] = field(default_factory=set)
    refuse: str = ""
    unreadable: set[BlockHash] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._heights: dict[BlockHash, Height] = {}
        for height, block in enumerate(self.blocks):
            self._heights[block.hash] = Height(height)

    # -- driving it

    def connect(self, block: Block) -> None:
        """Make a block the new tip."""
        height = Height(len(self.blocks))
        self.blocks.append(block)
        self._heights[block.hash] = height
        for tx in block.transactions:
            self.mempool.pop(tx.txid, None)
        spent = {txin.prevout for tx in block.transactions for txin in tx.inputs}
        for tx in tuple(self.mempool.values()):
            if any(txin.prevout in spent for txin in tx.inputs):
                del self.mempool[tx.txid]
                for subscriber in tuple(self.subscribers):
                    subscriber.transaction_removed_from_mempool(tx, MempoolRemovalReason.CONFLICT)
        for subscriber in tuple(self.subscribers):
            subscriber.block_connected(block, height)
            subscriber.updated_block_tip()

    def disconnect(self, *, to_mempool: bool = True) -> Block:
        """Take the tip off the chain."""
        block = self.blocks.pop()
        height = self._heights.pop(block.hash)
        self.stale[block.hash] = (block, height)
        for subscriber in tuple(self.subscribers):
            subscriber.block_disconnected(block, height)
        for tx in block.transactions:
            if to_mempool and not tx.is_coinbase:
                self.accept(tx)
        return block

    def accept(self, tx: Transaction) -> None:
        """Put a transaction into the mempool."""
        self.mempool[tx.txid] = tx
        for subscriber in tuple(self.subscribers):
            subscriber.transaction_added_to_mempool(tx, UnixTime(0))

    def evict(self, tx: Transaction) -> None:
        """Drop a transaction from the mempool."""
        del self.mempool[tx.txid]
        for subscriber in tuple(self.subscribers):
            subscriber.transaction_removed_from_mempool(tx, MempoolRemovalReason.EXPIRY)

    def mine(self, script: Script, txs: Iterable[Transaction] | None = None, *, salt: int = 0) -> Block:
        """Make and connect a block that pays to `script`; it confirms the mempool unless told otherwise."""
        height = len(self.blocks)
        coinbase = Transaction(
            (TxIn(OutPoint(TxId(NULL_HASH), 0xFFFFFFFF), Script(bytes((3, height & 0xFF, height >> 8, salt)))),),
            (TxOut(Duffs(500 * 100_000_000), script),),
        )
        chosen = tuple(self.mempool.values()) if txs is None else tuple(txs)
        previous = self.blocks[-1] if self.blocks else None
        header = BlockHeader(
            version=1,
            prev_hash=previous.hash if previous else BlockHash(NULL_HASH),
            merkle_root=coinbase.txid,
            time=UnixTime((previous.header.time if previous else 1_700_000_000) + BLOCK_SPACING),
            bits=0x207FFFFF,
            nonce=salt,
        )
        block = Block(header, (coinbase, *chosen))
        self.connect(block)
        return block

    def flush(self) -> None:
        """Say that all is on disk."""
        for subscriber in tuple(self.subscribers):
            subscriber.chain_state_flushed(self.get_tip_locator())

    # -- Chain

    def _info(self, height: int, *, want_data: bool = False) -> BlockInfo:
        block = self.blocks[height]
        times = sorted(other.header.time for other in self.blocks[max(0, height - 10) : height + 1])
        return BlockInfo(
            hash=block.hash,
            height=Height(height),
            time=block.header.time,
            max_time=max(other.header.time for other in self.blocks[max(0, height - 20) : height + 1]),
            median_time=times[len(times) // 2],
            in_active_chain=True,
            next_hash=self.blocks[height + 1].hash if height + 1 < len(self.blocks) else None,
            data=block if want_data and block.hash not in self.unreadable else None,
        )

    def get_height(self) -> Height | None:
        return Height(len(self.blocks) - 1) if self.blocks else None

    def get_block_hash(self, height: Height) -> BlockHash | None:
        return self.blocks[height].hash if 0 <= height < len(self.blocks) else None

    def have_block_on_disk(self, height: Height) -> bool:
        return 0 <= height < len(self.blocks)

    def find_fork(self, block_hash: BlockHash) -> Height | None:
        found = self.find_common_ancestor(block_hash, self.blocks[-1].hash)
        return found.height if found else None

    def get_tip_locator(self) -> BlockLocator:
        return self._locator(len(self.blocks) - 1)

    def _locator(self, height: int) -> BlockLocator:
        hashes: list[BlockHash] = []
        step = 1
        while height > 0:
            hashes.append(self.blocks[height].hash)
            step = step * 2 if len(hashes) > 10 else 1
            height -= step
        if self.blocks:
            hashes.append(self.blocks[0].hash)
        return BlockLocator(hashes=tuple(hashes))

    def get_active_chain_locator(self, block_hash: BlockHash) -> BlockLocator:
        height = self._heights.get(block_hash)
        return BlockLocator(hashes=()) if height is None else self._locator(height)

    def find_locator_fork(self, locator: BlockLocator) -> Height | None:
        for block_hash in locator.hashes:
            if block_hash in self._heights:
                return self._heights[block_hash]
        return Height(0) if self.blocks else None

    def is_instant_send_locked_tx(self, txid: TxId) -> bool:
        return txid in self.instant_locked

    def has_chain_lock(self, height: Height, block_hash: BlockHash) -> bool:
        return False

    def list_mn_collaterals(self, outputs: tuple[OutPoint, ...]) -> tuple[OutPoint, ...]:
        return tuple(output for output in outputs if output in self.collaterals)

    def find_block(self, block_hash: BlockHash, want_data: bool) -> BlockInfo | None:
        height = self._heights.get(block_hash)
        if height is not None:
            return self._info(height, want_data=want_data)
        if block_hash not in self.stale:
            return None
        block, height = self.stale[block_hash]
        time = block.header.time
        return BlockInfo(
            hash=block_hash,
            height=height,
            time=time,
            max_time=time,
            median_time=time,
            in_active_chain=False,
            next_hash=None,
            data=block if want_data else None,
        )

    def find_first_block_with_time_and_height(self, min_time: UnixTime, min_height: Height) -> BlockInfo | None:
        for height in range(min_height, len(self.blocks)):
            if self._info(height).max_time >= min_time:
                return self._info(height)
        return None

    def find_ancestor_by_height(self, block_hash: BlockHash, height: Height) -> BlockInfo | None:
        top = self._heights.get(block_hash)
        return self._info(height) if top is not None and 0 <= height <= top else None

    def find_ancestor_by_hash(self, block_hash: BlockHash, ancestor_hash: BlockHash) -> BlockInfo | None:
        height = self._heights.get(ancestor_hash)
        return None if height is None else self.find_ancestor_by_height(block_hash, height)

    def find_common_ancestor(self, first: BlockHash, second: BlockHash) -> BlockInfo | None:
        seen = set(self._branch(first))
        for block_hash in self._branch(second):
            if block_hash in seen:
                return self.find_block(block_hash, want_data=False)
        return None

    def _branch(self, block_hash: BlockHash) -> Iterator[BlockHash]:
        while found := self.find_block(block_hash, want_data=True):
            yield block_hash
            block = found.data or self.blocks[found.height]
            block_hash = block.header.prev_hash

    def find_coins(self, outpoints: tuple[OutPoint, ...]) -> tuple[CoinInfo | None, ...]:
        coins: dict[OutPoint, CoinInfo] = {}
        entries = [(tx, Height(h)) for h, block in enumerate(self.blocks) for tx in block.transactions]
        entries += [(tx, Height(0x7FFFFFFF)) for tx in self.mempool.values()]
        for tx, height in entries:
            for index, output in enumerate(tx.outputs):
                coins[OutPoint(tx.txid, index)] = CoinInfo(output=output, height=height, is_coinbase=tx.is_coinbase)
        for tx, _ in entries:
            for txin in tx.inputs:
                coins.pop(txin.prevout, None)
        return tuple(coins.get(outpoint) for outpoint in outpoints)

    def guess_verification_progress(self, block_hash: BlockHash) -> float:
        return (self._heights.get(block_hash, Height(0)) + 1) / max(1, len(self.blocks))

    def has_blocks(self, block_hash: BlockHash, min_height: Height, max_height: Height | None) -> bool:
        return True

    def is_in_mempool(self, txid: TxId) -> bool:
        return txid in self.mempool

    def has_descendants_in_mempool(self, txid: TxId) -> bool:
        return any(txin.prevout.txid == txid for tx in self.mempool.values() for txin in tx.inputs)

    def broadcast_transaction(self, tx: Transaction, max_tx_fee: Duffs, relay: bool) -> BroadcastResult:
        if self.refuse:
            return BroadcastResult(accepted=False, error=self.refuse)
        if tx.txid not in self.mempool:
            if any(coin is None for coin in self.find_coins(tuple(txin.prevout for txin in tx.inputs))):
                return BroadcastResult(accepted=False, error="bad-txns-inputs-missingorspent")
            self.accept(tx)
        return BroadcastResult(accepted=True, error="")

    def get_transaction_ancestry(self, txid: TxId) -> TransactionAncestry:
        if txid not in self.mempool:
            return TransactionAncestry(ancestors=0, descendants=0, ancestor_size=0, ancestor_fees=Duffs(0))
        seen: set[TxId] = set()
        todo = [txid]
        while todo:
            now = todo.pop()
            if now in self.mempool and now not in seen:
                seen.add(now)
                todo += [txin.prevout.txid for txin in self.mempool[now].inputs]
        size = sum(len(self.mempool[one].serialize()) for one in seen)
        return TransactionAncestry(ancestors=len(seen), descendants=1, ancestor_size=size, ancestor_fees=Duffs(0))

    def get_package_limits(self) -> PackageLimits:
        return PackageLimits(ancestor_count=25, descendant_count=25)

    def check_chain_limits(self, tx: Transaction) -> bool:
        return True

    def estimate_smart_fee(self, num_blocks: int, conservative: bool) -> FeeEstimate:
        return FeeEstimate(rate=DuffsPerKb(0), returned_target=num_blocks)

    def estimate_max_blocks(self) -> int:
        return 1008

    def mempool_min_fee(self) -> DuffsPerKb:
        return DuffsPerKb(1000)

    def relay_min_fee(self) -> DuffsPerKb:
        return DuffsPerKb(1000)

    def relay_incremental_fee(self) -> DuffsPerKb:
        return DuffsPerKb(1000)

    def relay_dust_fee(self) -> DuffsPerKb:
        return DuffsPerKb(3000)

    def have_pruned(self) -> bool:
        return False

    def is_ready_to_broadcast(self) -> bool:
        return True

    def is_initial_block_download(self) -> bool:
        return False

    def shutdown_requested(self) -> bool:
        return False

    def init_message(self, message: str) -> None:
        self.messages.append(message)

    def init_warning(self, message: str) -> None:
        self.messages.append(f"warning: {message}")

    def init_error(self, message: str) -> None:
        self.messages.append(f"error: {message}")

    def show_progress(self, title: str, progress: int, resume_possible: bool) -> None:
        self.messages.append(f"{title} {progress}")

    def handle_notifications(self, notifications: ChainNotifications) -> Handler:
        self.subscribers.append(notifications)
        return CallbackHandler(lambda: self.subscribers.remove(notifications))

    def wait_for_notifications_if_tip_changed(self, old_tip: BlockHash) -> None:
        pass

    def handle_rpc(self, command: RpcCommandInfo, actor: Callable[[RpcCall, bool], str]) -> Handler:
        self.commands[command.name] = actor

        def end() -> None:
            self.commands.pop(command.name, None)

        return CallbackHandler(end)

    def rpc_enable_deprecated(self, method: str) -> bool:
        return False

    def rpc_run_later(self, name: str, fn: Callable[[], None], seconds: int) -> None:
        self.later[name] = fn

    def get_setting(self, arg: str) -> str:
        return json.dumps(self.settings.get(arg))

    def get_settings_list(self, arg: str) -> tuple[str, ...]:
        value = self.settings.get(arg)
        values = value if isinstance(value, list) else [] if value is None else [value]
        return tuple(json.dumps(item) for item in values)

    def get_rw_setting(self, name: str) -> str:
        return json.dumps(self.settings.get(name))

    def update_rw_setting(self, name: str, value: str, write: bool) -> bool:
        self.settings[name] = json.loads(value)
        return True

    def request_mempool_transactions(self, notifications: ChainNotifications) -> None:
        for tx in tuple(self.mempool.values()):
            notifications.transaction_added_to_mempool(tx, UnixTime(0))

    def has_assumed_valid_chain(self) -> bool:
        return False


def read_block_file(path: Path, magic: bytes) -> list[Block]:
    """Read the blocks of a file in the order they stand there."""
    data = path.read_bytes()
    blocks: list[Block] = []
    at = 0
    while data[at : at + 4] == magic:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        blocks.append(Block.deserialize(data[at + 8 : at + 8 + size]))
        at += 8 + size
    return blocks


def chain_to(blocks: Iterable[Block], tip: BlockHash) -> list[Block]:
    """Order the blocks of one branch, the genesis block first."""
    known = {block.hash: block for block in blocks}
    branch: list[Block] = []
    while tip in known:
        branch.append(known[tip])
        tip = known[tip].header.prev_hash
    return branch[::-1]


@dataclass
class WalletRig:
    """A loader over a `FakeChain`, in a folder of its own. Amounts of answers are Decimal."""

    folder: Path
    chain: FakeChain = field(default_factory=FakeChain)
    mocktime: int = 1_700_100_000

    def __post_init__(self) -> None:
        (self.folder / "wallets").mkdir(parents=True, exist_ok=True)
        self.loader = self._make_loader()

    def _make_loader(self) -> WalletLoaderImpl:
        clock = Clock()
        clock.set_mock(UnixTime(self.mocktime))
        self.network = Network.of(make_regtest_params())
        loader = WalletLoaderImpl(
            Environment(chain=self.chain, network=self.network, clock=clock, data_dir=self.folder)
        )
        loader.register_rpcs()
        return loader

    def restart(self) -> WalletLoaderImpl:
        """Close all wallets, and begin again as at start-up."""
        self.loader.close()
        self.loader = self._make_loader()
        if not (self.loader.verify() and self.loader.load()):
            raise RuntimeError(self.chain.messages[-1])
        self.loader.start()
        return self.loader

    def call(self, method: str, *params: object, wallet: str | None = None) -> Json:
        """Run a command as the node's server would."""
        call = RpcCall(
            method=method,
            params_json=encode_text(list(params)),  # type: ignore[arg-type] # whatever a test sends
            mode=RpcMode.EXECUTE,
            uri="/" if wallet is None else f"/wallet/{wallet}",
            auth_user="",
            peer_address="",
        )
        return decode(self.chain.commands[method](call, True))

    def make(self, name: str, *, blank: bool = False, passphrase: str | None = None) -> Wallet:
        """Make a wallet."""
        self.call("createwallet", name, False, blank, passphrase, False, True, True)
        return self.wallet(name)

    def wallet(self, name: str) -> Wallet:
        """An open wallet."""
        found = self.loader.context.find(name)
        if found is None:
            raise KeyError(name)
        return found
