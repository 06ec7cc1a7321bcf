"""Open the stores of a data directory and bring them to one state. Mirrors node/chainstate.cpp.

What an interrupted flush left is replayed: coins from the blocks between the two heads it
names, evodb from the blocks it lacks.
"""

import contextlib
import logging
from collections.abc import Iterator

from dashcore.chain.addressindex import BlockNotes
from dashcore.chain.blockindex import BlockIndex, last_common_ancestor
from dashcore.chain.blockindexdb import BlockFileInfo, BlockIndexDatabase
from dashcore.chain.blockstorage import describe_file
from dashcore.chain.chainstate import ChainState, format_time
from dashcore.chain.coins import CoinsCache
from dashcore.chain.coinsdb import CoinsDatabase
from dashcore.chain.connect import Disconnected, disconnect_block, roll_forward
from dashcore.chain.errors import ChainError, ChainLoadError, CorruptDataError, DatabaseError, FatalChainError
from dashcore.chain.evodb import EvoDatabase
from dashcore.chain.invalidate import reset_failure_flags
from dashcore.chain.verify import verify_chain
from dashcore.consensus.limits import MAX_FUTURE_BLOCK_TIME
from dashcore.consensus.params import Deployment
from dashcore.consensus.pow import check_proof_of_work
from dashcore.consensus.validation import InvalidBlockError
from dashcore.primitives.types import BlockHash
from dashcore.util.hashes import NULL_HASH, display_hash

_OPEN_FAILED = "Error opening block database"
_INIT_FAILED = "Error initializing block database"
_REPLAY_FAILED = "Unable to replay blocks. You will need to rebuild the database using -reindex-chainstate."
_REPLAYING = "Replaying blocks…"

_log = logging.getLogger("dash")


@contextlib.contextmanager
def _told_of_damage() -> Iterator[None]:
    """Make what LevelDB finds damaged an error of loading: the user may rebuild the database."""
    try:
        yield
    except DatabaseError as error:
        _log.info("%s", error)
        raise ChainLoadError(_OPEN_FAILED) from error


@_told_of_damage()
def load_chain(state: ChainState) -> None:
    """Open all stores and load the active chain.

    Raises:
        ChainLoadError: they cannot be used as they are.
        FatalChainError: the disk refused.

    Source: C++ LoadChainstate.
    """
    options = state.options
    wipe_coins = options.reindex or options.reindex_chainstate
    _log.info("Switching active chainstate to Chainstate [ibd] @ height %d (%s)", state.active.height, "null")
    with state.cs_main:
        try:
            _open_index(state)
            state.coins_db = CoinsDatabase(
                options.data_dir / "chainstate",
                cache_size=state.cache_sizes.coins_db,
                wipe=wipe_coins,
                batch_size=options.db_batch_size,
                crash_ratio=options.db_crash_ratio,
            )
            if options.force_compact:
                state.coins_db.database.compact()
                state.block_tree_db.database.compact()
        except ChainLoadError:
            raise
        except FatalChainError as error:
            raise state.abort(error) from error
        except (ChainError, OSError) as error:
            _log.info("%s", error)
            raise ChainLoadError(_OPEN_FAILED) from error
        if state.coins_db.needs_upgrade():
            raise ChainLoadError(
                "Unsupported chainstate database format found. Please restart with -reindex-chainstate. This will "
                "rebuild the chainstate database.",
                can_reindex=False,
            )
        _replay_coins(state)
        state.coins = CoinsCache(state.coins_db)
        state.evodb.commit_root()
        if state.coins.best_block() != NULL_HASH:
            _load_tip(state)
            _catch_up_evodb(state)


def _open_index(state: ChainState) -> None:
    options = state.options
    state.evodb = EvoDatabase(options.data_dir / "evodb", wipe=options.reindex or options.reindex_chainstate)
    state.block_tree_db = BlockIndexDatabase(
        options.data_dir / "blocks" / "index", cache_size=state.cache_sizes.block_tree_db, wipe=options.reindex
    )
    state.storage.block_files.directory.mkdir(parents=True, exist_ok=True)
    if options.reindex:
        state.block_tree_db.set_reindexing(True)
        state.reindexing = True
        if options.is_pruning:
            state.storage.remove_unusable()
        _log.info("Initializing databases...")
    else:
        _load_index(state)
    _start_notes(state)
    if state.have_pruned and not options.is_pruning:
        raise ChainLoadError(
            "You need to rebuild the database using -reindex to go back to unpruned mode.  This will redownload the "
            "entire blockchain"
        )
    if not state.reindexing:
        load_genesis(state)


def _start_notes(state: ChainState) -> None:
    """Note of blocks what the options say, if what is noted of those we have lets us. Source: InitAdditionalIndexes.

    Raises:
        ChainLoadError: something new is to be noted, but there are blocks already.
    """
    options, db = state.options, state.block_tree_db
    wanted = {
        "addressindex": options.address_index,
        "timestampindex": options.timestamp_index,
        "spentindex": options.spent_index,
    }
    if state.blocks and not options.reindex_chainstate:
        for name, is_wanted in wanted.items():
            if is_wanted and not db.read_flag(name):
                raise ChainLoadError(f"You need to rebuild the database using -reindex to enable -{name}")
    for name, is_wanted in wanted.items():
        db.write_flag(name, is_wanted)
        _log.info("LoadChainstate: %s index %s", name.removesuffix("index"), "enabled" if is_wanted else "disabled")
    state.notes = BlockNotes(
        db.database, addresses=options.address_index, spent=options.spent_index, times=options.timestamp_index
    )


def _link_records(state: ChainState) -> None:
    """Read headers; where LevelDB finds damage among them some are missing, which no later read would tell."""
    try:
        state.link_records()
    except DatabaseError as error:
        raise CorruptDataError(str(error)) from error


def _load_index(state: ChainState) -> None:
    """Read headers and file info. Source: C++ LoadBlockIndexDB."""
    db = state.block_tree_db
    try:
        _link_records(state)
        _load_file_info(state)
        _check_stored(state)
    except CorruptDataError as error:
        _log.info("ERROR: %s", error)
        raise ChainLoadError("Error loading block database") from error
    state.have_pruned = bool(db.read_flag("prunedblockfiles"))
    if state.have_pruned:
        _log.info("LoadBlockIndexDB(): Block files have previously been pruned")
    state.reindexing = db.is_reindexing()
    if not state.blocks:
        _log.info("Initializing databases...")
    elif state.consensus.genesis_hash not in state.blocks:
        raise ChainLoadError("Incorrect or no genesis block found. Wrong datadir for network?", can_reindex=False)
    elif state.consensus.devnet_genesis_hash not in {NULL_HASH, *state.blocks}:
        raise ChainLoadError(
            "Incorrect or no devnet genesis block found. Wrong datadir for devnet specified?", can_reindex=False
        )


def _load_file_info(state: ChainState) -> None:
    db, storage = state.block_tree_db, state.storage
    storage.last_file = db.read_last_file()
    _log.info("LoadBlockIndexDB: last block file = %d", storage.last_file)
    storage.files = [db.read_file_info(number) or BlockFileInfo() for number in range(storage.last_file + 1)]
    _log.info("LoadBlockIndexDB: last block file info: %s", describe_file(storage.files[storage.last_file]))
    while (info := db.read_file_info(len(storage.files))) is not None:
        storage.files.append(info)


def _check_stored(state: ChainState) -> None:
    """Check proof of work of all headers, and that all files they point into exist."""
    for index in state.blocks.values():
        if not check_proof_of_work(index.hash, index.bits, state.consensus):
            raise CorruptDataError(f"LoadBlockIndexGuts: CheckProofOfWork failed: {index!r}")
    _log.info("Checking all blk files are present...")
    for number in sorted({index.file for index in state.blocks.values() if index.has_data}):
        path = state.storage.block_files.path(number)
        if not path.is_file():
            raise CorruptDataError(f"Unable to open file {path}")


def load_genesis(state: ChainState) -> None:
    """Store the genesis block, and on a devnet the block behind it, unless they are there.

    Raises:
        FatalChainError: the disk refused.

    Source: C++ LoadGenesisBlock.
    """
    params = state.params
    if params.genesis.hash in state.blocks:
        return
    for height, block in enumerate((params.genesis, params.devnet_genesis)):
        if block is None:
            continue
        at = state.storage.write_block(block, height, tip_height=state.active.height)
        state.note_transactions(block, state.add_header(block.header), at)


def _load_tip(state: ChainState) -> None:
    """Make the block whose coins are stored the tip. Source: C++ LoadChainTip."""
    tip = state.find(state.coins.best_block())
    if tip is None:
        raise ChainLoadError(_INIT_FAILED)
    state.active.set_tip(tip)
    state.prefer_active_chain()
    state.prune_candidates()
    _log.info(
        "Loaded best chain: hashBestChain=%s height=%d date=%s progress=%f",
        display_hash(tip.hash),
        tip.height,
        format_time(tip.time),
        state.verification_progress(tip),
    )


def _replay_coins(state: ChainState) -> None:
    """Finish a flush of the coins that was interrupted. Source: C++ ReplayBlocks."""
    heads = state.coins_db.head_blocks()
    if not heads:
        return
    try:
        _replay_between(state, heads[0], heads[1])
    except (ChainError, InvalidBlockError, ValueError, IndexError) as error:
        _log.info("ERROR: ReplayBlocks(): %s", error)
        state.evodb.rollback()
        raise ChainLoadError(_REPLAY_FAILED) from error


def _replay_between(state: ChainState, new_hash: BlockHash, old_hash: BlockHash) -> None:
    _log.info("Replaying blocks")
    state.shutdown.show_progress(_REPLAYING, 0)
    cache = CoinsCache(state.coins_db)
    new = state.blocks.get(new_hash)
    if new is None:
        raise CorruptDataError("reorganization to unknown block requested")
    fork: BlockIndex | None = None
    if old_hash != NULL_HASH:
        old: BlockIndex | None = state.blocks.get(old_hash)
        if old is None:
            raise CorruptDataError("reorganization from unknown block requested")
        fork = last_common_ancestor(old, new)
        if state.consensus.is_active_at(Deployment.DIP3, old.height) and state.evodb.best_block() != old.hash:
            raise CorruptDataError("Found EvoDB inconsistency")
        while old is not None and old is not fork and old.height > 0:
            _log.info("Rolling back %s (%d)", display_hash(old.hash), old.height)
            if disconnect_block(state, state.read_block(old), old, cache) is Disconnected.FAILED:
                raise CorruptDataError(f"DisconnectBlock failed at {old.height}, hash={display_hash(old.hash)}")
            old = old.prev
    base = fork.height if fork is not None else 0
    for height in range(base + 1, new.height + 1):
        index = new.get_ancestor(height)
        if index is None:
            raise CorruptDataError(f"no block at height {height}")
        _log.info("Rolling forward %s (%d)", display_hash(index.hash), height)
        state.shutdown.show_progress(_REPLAYING, (height - base) * 100 // (new.height - base))
        roll_forward(state, index, cache)
    cache.set_best_block(new.hash)
    state.evodb.set_best_block(new.hash)
    cache.flush()
    state.evodb.commit()
    state.shutdown.show_progress("", 100)


def _catch_up_evodb(state: ChainState) -> None:
    """Redo what evodb lacks if the process died after the coins were written and before evodb was.

    Raises:
        ChainLoadError: what it has is of no block we know.
    """
    tip = state.active.tip
    if tip is None or not state.consensus.is_active_at(Deployment.DIP3, tip.height):
        return
    best = state.evodb.best_block()
    if best == tip.hash:
        return
    old = state.find(best) if best is not None else None
    if old is None:
        raise ChainLoadError("Found EvoDB inconsistency, you must reindex to continue")
    _log.info("Replaying special transactions from %s to %s", display_hash(old.hash), display_hash(tip.hash))
    fork = last_common_ancestor(old, tip)
    try:
        while old is not fork and old.prev is not None:
            state.special.undo_block(old)
            old = old.prev
        for height in range(fork.height + 1, tip.height + 1):
            index = state.active.at(height)
            if index is not None:
                block = state.read_block(index)
                state.special.process_block(block, index, just_check=False, check_payloads=False)
    except (ChainError, InvalidBlockError) as error:
        _log.info("ERROR: %s", error)
        state.evodb.rollback()
        raise ChainLoadError("Found EvoDB inconsistency, you must reindex to continue") from error
    state.evodb.set_best_block(tip.hash)
    state.evodb.commit()
    state.evodb.commit_root()


@_told_of_damage()
def verify_loaded_chain(state: ChainState) -> None:
    """Check what was loaded as -checkblocks and -checklevel say.

    Raises:
        ChainLoadError: it is damaged.

    Source: C++ VerifyLoadedChainstate.
    """
    options = state.options
    if state.coins.best_block() == NULL_HASH:
        if not state.evodb.is_empty():
            raise ChainLoadError(_INIT_FAILED)  # evodb saw blocks, but there are none
        return
    tip = state.active.tip
    if tip is not None and tip.time > state.now() + MAX_FUTURE_BLOCK_TIME:
        raise ChainLoadError(
            "The block database contains a block which appears to be from the future. This may be due to your "
            "computer's date and time being set incorrectly. Only rebuild the block database if you are sure that "
            "your computer's date and time are correct"
        )
    if not verify_chain(state, state.coins_db, options.check_level, options.check_blocks):
        raise ChainLoadError("Corrupted block database detected")
    if options.check_level >= 3:
        with state.cs_main:
            reset_failure_flags(state, None)
