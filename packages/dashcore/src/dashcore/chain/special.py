"""Special transactions of blocks, and the records that dashd keeps about them in evodb.

On a chain without masternodes each list is empty, no quorum is formed and nothing was
signaled; the records say so, block by block, and dashd goes on from them. Mirrors
evo/specialtxman.cpp, evo/deterministicmns.cpp, evo/mnhftx.cpp and llmq/blockprocessor.cpp.
"""

from collections.abc import Callable
from typing import Protocol

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.evodb import EvoDatabase, evo_key
from dashcore.consensus.index import BlockIndex as AnyIndex
from dashcore.consensus.params import ChainParams, Deployment, SignaledDeployment
from dashcore.consensus.versionbits import VersionBits
from dashcore.evo.cbtx import CoinbasePayload, find_coinbase_payload
from dashcore.evo.creditpool import CreditPool
from dashcore.evo.creditpools import CreditPools
from dashcore.llmq.specialtx import SpecialTxView, process_special_txs
from dashcore.primitives.block import Block
from dashcore.primitives.types import BlockHash
from dashcore.util.serialize import SerializationError

LIST_SNAPSHOT_PERIOD = 576  # blocks between two whole masternode lists. Source: C++ DISK_SNAPSHOT_PERIOD

_BEST_QUORUM_BLOCK = evo_key(b"q_bbu2")
_LIST_DIFF = evo_key(b"dmn_D4")
_LIST_SNAPSHOT = evo_key(b"dmn_S3")
_SIGNALS = evo_key(b"mnhf_s2")
_CREDIT_POOL = evo_key(b"cpm_S")
_NO_CHANGES = b"\0\0\0"  # added, updated and removed masternodes: none
_NO_SIGNALS = b"\0"
_NONE_REGISTERED = bytes(4) + b"\0"  # total ever registered, then the list


class BlockSource(Protocol):
    """Where blocks come from."""

    def find(self, block_hash: BlockHash) -> BlockIndex | None:
        """Return the entry of a header; None if it is not known."""

    def read_block(self, index: BlockIndex) -> Block:
        """Return a stored block."""


class SpecialTransactions:
    """Checks the special transactions of blocks and keeps their records.

    Args (constructor):
        evodb: asked for each time, for it is opened later.

    Threads: under cs_main.
    """

    def __init__(self, params: ChainParams, source: BlockSource, evodb: Callable[[], EvoDatabase]) -> None:
        self._params = params
        self._source = source
        self._evodb = evodb
        self.version_bits = VersionBits(params.consensus)
        self._pools = CreditPools(
            params, self._read_block, self._is_v24_active_at, load=self._load_pool, store=self._store_pool
        )
        self._last_payload: tuple[BlockHash, CoinbasePayload | None] | None = None  # of the block processed last

    def view_after(self, prev: AnyIndex) -> SpecialTxView:
        """Return what special transactions of a child of `prev` are judged by, in mempool and block."""
        return SpecialTxView(
            chain=self._params,
            signal_active=self.version_bits.is_active_after,
            find_block=self._source.find,
            pool=self.credit_pool_after(prev),
        )

    def credit_pool_after(self, index: AnyIndex) -> CreditPool:
        """Return the credit pool after a block; empty before V20."""
        if not self._params.consensus.is_active_at(Deployment.V20, index.height):
            return CreditPool()
        return self._pools.get(index)

    def process_block(self, block: Block, index: BlockIndex, *, just_check: bool, check_payloads: bool) -> None:
        """Check a block's special transactions and write its records, as part of evodb's current block.

        Args:
            just_check: write nothing.
            check_payloads: check what the coinbase says of lists, quorums and pool.

        Raises:
            InvalidBlockError: refused.

        Source: C++ ProcessSpecialTxsInBlock.
        """
        prev = index.prev
        if prev is None:
            return
        params = self._params.consensus
        view = self.view_after(prev)
        prev_payload = self._payload_of(prev) if check_payloads else None
        process_special_txs(block, prev, view, prev_payload=prev_payload, check_coinbase=check_payloads)
        if just_check:
            return
        evodb, height = self._evodb(), index.height
        evodb.put(_BEST_QUORUM_BLOCK, index.hash)
        if params.is_active_at(Deployment.DIP3, height):
            evodb.put(_LIST_DIFF + index.hash, _NO_CHANGES)
            if height % LIST_SNAPSHOT_PERIOD == 0:
                snapshot = index.hash + height.to_bytes(4, "little") + _NONE_REGISTERED
                evodb.put(_LIST_SNAPSHOT + index.hash, snapshot)
        if params.is_active_at(Deployment.V20, height):
            evodb.put(_SIGNALS + index.hash, _NO_SIGNALS)
        self._last_payload = index.hash, find_coinbase_payload(block.transactions[0])

    def undo_block(self, index: BlockIndex) -> None:
        """Take a block's records back as dashd does: it leaves what is looked up by the block's id.

        Source: C++ UndoSpecialTxsInBlock.
        """
        if index.prev is not None:
            self._evodb().put(_BEST_QUORUM_BLOCK, index.prev.hash)

    def _payload_of(self, index: BlockIndex) -> CoinbasePayload | None:
        """Return what the coinbase of a block says, from V20 on."""
        if not self._params.consensus.is_active_at(Deployment.V20, index.height):
            return None
        if self._last_payload is not None and self._last_payload[0] == index.hash:
            return self._last_payload[1]
        return find_coinbase_payload(self._source.read_block(index).transactions[0])

    def _read_block(self, index: AnyIndex) -> Block:
        entry = self._source.find(index.hash)
        if entry is None:
            raise KeyError(index.hash)
        return self._source.read_block(entry)

    def _is_v24_active_at(self, index: AnyIndex) -> bool:
        return self.version_bits.is_active_after(index.prev, SignaledDeployment.V24)

    def _load_pool(self, block_hash: BlockHash) -> CreditPool | None:
        data = self._evodb().get(_CREDIT_POOL + block_hash)
        if data is None:
            return None
        try:
            return CreditPool.decode(data)
        except SerializationError:
            return None  # it is computed anew

    def _store_pool(self, block_hash: BlockHash, pool: CreditPool) -> None:
        self._evodb().put(_CREDIT_POOL + block_hash, pool.encode())
