"""Following the chain: catching up with what was missed, at opening and after the node was away.

Mirrors AttachChain of wallet/wallet.cpp; that a node may leave and come back is ours alone.
Where the wallet stood is known by its tip, or by the locator in its file. A node that comes back may have another
chain, or have lost the last blocks it told of: transactions in blocks that are gone become unconfirmed, and all blocks
from the fork up are looked through. Whatever is told twice does no harm.
"""

from dashcore.interfaces.chain import BlockLocator, NodeGoneError
from dashcore.primitives.types import BlockHash, Height, UnixTime
from dashcore.util.hashes import NULL_HASH
from dashcore.wallet.errors import WalletFileError, WalletLoadError, WalletStorageError
from dashcore.wallet.notifications import WalletNotifications
from dashcore.wallet.rescan import (
    TIMESTAMP_WINDOW_S,
    ScanStatus,
    reserve_rescan,
    scan_for_transactions,
    wait_for_rescan,
)
from dashcore.wallet.transactions import UNKNOWN_HEIGHT, Inactive
from dashcore.wallet.wallet import Wallet

_FAILED = "Failed to rescan the wallet during initialization"
_ABORTED = "The rescan of what was missed while the node was away was aborted. Load the wallet anew to do it."


def locate(wallet: Wallet) -> None:
    """Find out where the chain's tip and the blocks of transactions are, before the wallet is used.

    Without a node they stay unknown until `attach`. The wallet's lock must be held.
    """
    try:
        set_tip(wallet)
        wallet.store.relocate(lambda block_hash: _height_of(wallet, block_hash), UNKNOWN_HEIGHT)
    except NodeGoneError:
        wallet.log("The node is not connected: confirmations are not known yet")


def attach(wallet: Wallet) -> None:
    """Follow the chain from here, and catch up with what was missed.

    Raises:
        WalletLoadError: the node's chain is none that the wallet can follow, or lacks the blocks; with the sentence
            for the user. Nothing is followed then.
        NodeGoneError: the node is not there, or left meanwhile. What was looked through counts next time.

    Threads: takes the wallet's lock, for the whole time only where the caller holds it (while opening, so that
        notifications wait); else what the node tells meanwhile comes in between, as in any rescan.
    """
    following = wallet.following
    try:
        tip, start = _join(wallet)
        if tip >= 0 and tip != start:
            _check_blocks(wallet, tip, start)
            wallet.chain.init_message("Rescanning…")
            wallet.log("Rescanning last %d blocks (from block %d)...", tip - start, start)
            _catch_up(wallet, start)
        with wallet.lock:
            locator = wallet.chain.get_active_chain_locator(wallet.store.tip_hash)
            following.behind_from = None
            following.from_genesis = False
            wallet.attaching = False
            if tip >= 0 and tip != start and locator.hashes:
                wallet.write_best_block(locator)
    except WalletFileError:
        detach(wallet)
        raise


def _join(wallet: Wallet) -> tuple[Height, Height]:
    """Ask for notifications, and look where the wallet stands; return the chain's height and where to look from."""
    chain, following = wallet.chain, wallet.following
    with wallet.lock:
        locator = wallet.read_best_block()
        _check_genesis(wallet, locator)
        wallet.attaching = True
        wallet.notifications = chain.handle_notifications(WalletNotifications(wallet))
        fork = _find_fork(wallet, locator)
        start = fork if following.behind_from is None else min(fork, following.behind_from)
        if following.rescan:
            start = Height(0)
        following.from_genesis |= following.rescan == 2
        following.rescan = 0
        following.behind_from = start
        set_tip(wallet)
        wallet.store.relocate(lambda block_hash: _height_of(wallet, block_hash), fork)
        following.knows_tip = True
        return wallet.store.tip_height, start


def _check_genesis(wallet: Wallet, locator: BlockLocator | None) -> None:
    if wallet.options.cross_chain or locator is None or not locator.hashes:
        return
    genesis = wallet.chain.get_block_hash(Height(0))
    if genesis is not None and genesis != locator.hashes[-1]:
        raise WalletLoadError(
            "Wallet files should not be reused across chains. Restart dashd with -walletcrosschain to override."
        )


def _find_fork(wallet: Wallet, locator: BlockLocator | None) -> Height:
    """Height of the last block that the wallet and the active chain share for sure."""
    fork = None
    if wallet.following.knows_tip and wallet.store.tip_hash != NULL_HASH:
        fork = wallet.chain.find_fork(wallet.store.tip_hash)
    if fork is None and locator is not None:
        fork = wallet.chain.find_locator_fork(locator)
    return fork or Height(0)


def _height_of(wallet: Wallet, block_hash: BlockHash) -> Height | None:
    found = wallet.chain.find_block(block_hash, want_data=False)
    return found.height if found is not None and found.in_active_chain else None


def set_tip(wallet: Wallet) -> None:
    """Take the chain's tip as known."""
    height = wallet.chain.get_height()
    tip = None if height is None else wallet.chain.get_block_hash(height)
    if height is None or tip is None:
        wallet.set_tip(BlockHash(NULL_HASH), Height(-1))
    else:
        wallet.set_tip(tip, height)


def _catch_up(wallet: Wallet, height: Height) -> None:
    times = [manager.creation_time for manager in wallet.keys]
    start = None
    if times and not wallet.following.from_genesis:
        start = wallet.chain.find_first_block_with_time_and_height(UnixTime(min(times) - TIMESTAMP_WINDOW_S), height)
    start_hash = start.hash if start else wallet.chain.get_block_hash(height)
    if start_hash is None:
        raise WalletLoadError(_FAILED)
    reattaching = wallet.following.is_reattaching
    with wait_for_rescan(wallet) if reattaching else reserve_rescan(wallet):
        result = scan_for_transactions(wallet, start_hash, start.height if start else height, save_progress=True)
    if result.status is ScanStatus.USER_ABORT and reattaching:
        raise WalletLoadError(_ABORTED)
    if result.status is not ScanStatus.SUCCESS:
        raise WalletLoadError(_FAILED)


def _check_blocks(wallet: Wallet, tip: Height, rescan_height: Height) -> None:
    """Make sure that the blocks to look through are there."""
    chain = wallet.chain
    pruned = chain.have_pruned()
    if not pruned and not chain.has_assumed_valid_chain():
        return
    height = tip
    while height > rescan_height and height > 0 and chain.have_block_on_disk(Height(height - 1)):
        height = Height(height - 1)
    if height == rescan_height:
        return
    if pruned:
        raise WalletLoadError(
            "Prune: last wallet synchronisation goes beyond pruned data. You need to -reindex "
            "(download the whole blockchain again in case of pruned node)"
        )
    raise WalletLoadError(
        "Error loading wallet. Wallet requires blocks to be downloaded, and software does not currently support "
        "loading wallets while blocks are being downloaded out of order when using assumeutxo snapshots. "
        f"Wallet should be able to load successfully after node sync reaches height {height}"
    )


def detach(wallet: Wallet) -> None:
    """End the node's notifications. The wallet's lock must not be held, but while attaching."""
    handler, wallet.notifications = wallet.notifications, None
    if handler is not None:
        handler.disconnect()


def end(wallet: Wallet) -> None:
    """Follow nothing any more: the wallet is being closed. Waits for a thread that attaches it to let go."""
    wallet.following.ended.set()
    wallet.scan.abort = True
    with wallet.following.lock:
        detach(wallet)


def begin(wallet: Wallet) -> None:
    """Exchange unconfirmed transactions with the node. Source: C++ postInitProcess."""
    with wallet.lock:
        wallet.reaccept_transactions()
        wallet.chain.request_mempool_transactions(WalletNotifications(wallet))


def reattach(wallet: Wallet, generation: int) -> None:
    """Follow a node that is there again, or there at last; does nothing where that is done already.

    A wallet that cannot follow it keeps what it knows, and says why to whoever asks for what it does not know.

    Args:
        wallet: an open one.
        generation: number of the connection.

    Raises:
        NodeGoneError: the node left meanwhile.
    """
    following = wallet.following
    with following.lock:
        if following.generation == generation or following.ended.is_set():
            return
        wallet.notifications = None  # those of an earlier connection ended with it
        following.is_reattaching = True
        following.is_caught_up.clear()
        try:
            attach(wallet)
            with wallet.lock:
                for wtx in wallet.store:
                    if wtx.in_mempool and not wallet.chain.is_in_mempool(wtx.txid):
                        wtx.state = Inactive()
            begin(wallet)
            following.trouble = ""
        except (WalletFileError, WalletStorageError) as error:
            detach(wallet)
            if not following.ended.is_set() and not wallet.chain.shutdown_requested():
                following.trouble = str(error)
                wallet.chain.init_error(f"{wallet.display_name} {error}")
        finally:
            following.is_caught_up.set()
        following.generation = generation
