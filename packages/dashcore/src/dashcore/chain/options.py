"""Settings of the chain, made by `init` from the command line and dash.conf."""

from dataclasses import dataclass
from pathlib import Path

DEFAULT_DB_CACHE_MIB = 300
MIN_DB_CACHE_MIB = 4
MAX_DB_CACHE_MIB = 16384
DEFAULT_CHECK_BLOCKS = 6
DEFAULT_CHECK_LEVEL = 3
DEFAULT_MAX_TIP_AGE = 6 * 60 * 60  # seconds: older, and the node counts as still downloading
DEFAULT_MAX_MEMPOOL_MB = 300
MIN_BLOCKS_TO_KEEP = 288  # blocks below the tip that are never pruned

_MIB = 1 << 20
_MAX_BLOCK_TREE_CACHE = 2 * _MIB
_MAX_TX_INDEX_CACHE = 1024 * _MIB
_MAX_FILTER_INDEX_CACHE = 1024 * _MIB
_MAX_COINS_DB_CACHE = 8 * _MIB


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheSizes:
    """How -dbcache is divided, bytes. Source: C++ CacheSizes."""

    block_tree_db: int
    coins_db: int
    coins: int
    tx_index: int
    filter_index: int


def divide_cache(db_cache_mib: int, *, tx_index: bool, filter_indexes: int = 0) -> CacheSizes:
    """Divide -dbcache among databases and the coins in memory. Source: C++ CalculateCacheSizes.

    Args:
        filter_indexes: how many there are; each gets `CacheSizes.filter_index`.
    """
    total = min(max(db_cache_mib, MIN_DB_CACHE_MIB), MAX_DB_CACHE_MIB) * _MIB
    block_tree = min(total // 8, _MAX_BLOCK_TREE_CACHE)
    total -= block_tree
    index = min(total // 8, _MAX_TX_INDEX_CACHE if tx_index else 0)
    total -= index
    filters = min(total // 8, _MAX_FILTER_INDEX_CACHE) // filter_indexes if filter_indexes else 0
    total -= filters * filter_indexes
    coins_db = min(total // 2, total // 4 + (1 << 23), _MAX_COINS_DB_CACHE)
    return CacheSizes(
        block_tree_db=block_tree, coins_db=coins_db, coins=total - coins_db, tx_index=index, filter_index=filters
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainOptions:
    """What a `ChainManager` is told besides the network's parameters.

    Args (constructor):
        data_dir: the network's own, "regtest" below the datadir say.
        blocks_dir: for blk and rev files; None: "blocks" in `data_dir`. The index stays in `data_dir`.
        db_cache_mib: -dbcache.
        db_batch_size: -dbbatchsize, bytes.
        db_crash_ratio: -dbcrashratio; the process ends at one in so many partial writes of coins; 0: never.
        script_threads: -par as a number of threads that verify, 1: the calling one alone.
        max_mempool_mb: -maxmempool; unused mempool room serves the coins.
        max_tip_age: -maxtipage, seconds.
        assume_valid: -assumevalid; None: the network's; zero hash: verify all.
        minimum_chain_work: -minimumchainwork; None: the network's.
        check_blocks, check_level: -checkblocks, -checklevel of the check at start.
        check_block_index: -checkblockindex.
        checkpoints: -checkpoints.
        reindex: rebuild index and coins from the block files.
        reindex_chainstate: rebuild the coins from the blocks indexed.
        prune_target: bytes of -prune; None: not pruning, 0: only by RPC (-prune=1).
        fast_prune, tiny_files: -fastprune, -tinyblk: small files for tests.
        stop_at_height: -stopatheight; 0: never.
        tx_index: -txindex, on by default; counts in how the cache is divided.
        filter_indexes: how many indexes of filters there are; counts there too.
        address_index, spent_index, timestamp_index: what is noted of each block in the block index's database.
        force_compact: -forcecompactdb.
        script_cache_bytes: half of -maxsigcachesize, for whole transactions found valid.
    """

    data_dir: Path
    blocks_dir: Path | None = None
    db_cache_mib: int = DEFAULT_DB_CACHE_MIB
    db_batch_size: int = 16 << 20
    db_crash_ratio: int = 0
    script_threads: int = 1
    max_mempool_mb: int = DEFAULT_MAX_MEMPOOL_MB
    max_tip_age: int = DEFAULT_MAX_TIP_AGE
    assume_valid: bytes | None = None
    minimum_chain_work: int | None = None
    check_blocks: int = DEFAULT_CHECK_BLOCKS
    check_level: int = DEFAULT_CHECK_LEVEL
    check_block_index: bool = False
    checkpoints: bool = True
    reindex: bool = False
    reindex_chainstate: bool = False
    prune_target: int | None = None
    fast_prune: bool = False
    tiny_files: bool = False
    stop_at_height: int = 0
    tx_index: bool = True
    filter_indexes: int = 0
    address_index: bool = False
    spent_index: bool = False
    timestamp_index: bool = False
    force_compact: bool = False
    script_cache_bytes: int = 16 << 20

    @property
    def is_pruning(self) -> bool:
        """Whether old block files may be deleted."""
        return self.prune_target is not None
