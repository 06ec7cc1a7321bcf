"""Looking through blocks for a wallet's transactions. Mirrors ScanForWalletTransactions of wallet/wallet.cpp."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum

from dashcore.interfaces.chain import BlockInfo
from dashcore.primitives.types import BlockHash, Height, UnixTime
from dashcore.util.hashes import display_hash
from dashcore.wallet.notifications import WalletNotifications
from dashcore.wallet.store import BlockTimes
from dashcore.wallet.transactions import Confirmed
from dashcore.wallet.wallet import Wallet

TIMESTAMP_WINDOW_S = 2 * 60 * 60  # how far block times may lie from true time
_SAVE_INTERVAL_S = 60.0
_PROGRESS_BLOCKS = 100
_LOOK_AROUND_S = 0.5


class RescanBusyError(Exception):
    """A rescan of this wallet already runs."""


class ScanStatus(Enum):
    """How a rescan ended."""

    SUCCESS = 0
    FAILURE = 1
    USER_ABORT = 2


@dataclass(slots=True)
class ScanResult:
    """What a rescan did. `last_failed`: the last block that could not be read."""

    status: ScanStatus = ScanStatus.SUCCESS
    last_scanned: BlockHash | None = None
    last_height: Height | None = None
    last_failed: BlockHash | None = None


@contextmanager
def reserve_rescan(wallet: Wallet) -> Iterator[None]:
    """Keep other rescans of the wallet away.

    Raises:
        RescanBusyError: one runs.
    """
    if not wallet.scan.reservation.acquire(blocking=False):
        raise RescanBusyError
    with _reserved(wallet):
        yield


@contextmanager
def wait_for_rescan(wallet: Wallet) -> Iterator[None]:
    """Keep other rescans of the wallet away, once the one that runs has ended.

    Raises:
        NodeGoneError: there is no node to look through the blocks of any more.
    """
    while not wallet.scan.reservation.acquire(timeout=_LOOK_AROUND_S):
        wallet.chain.get_height()
    with _reserved(wallet):
        yield


@contextmanager
def _reserved(wallet: Wallet) -> Iterator[None]:
    wallet.scan.abort = wallet.following.ended.is_set()
    wallet.scan.progress = 0.0
    wallet.scan.started = time.monotonic()
    try:
        yield
    finally:
        wallet.scan.reservation.release()


def _tip(wallet: Wallet) -> BlockHash:
    with wallet.lock:
        return wallet.store.tip_hash


def _scan_block(wallet: Wallet, found: BlockInfo, result: ScanResult) -> bool:
    """Look through one block; False where it left the chain meanwhile."""
    if found.data is None:
        result.last_failed = found.hash
        result.status = ScanStatus.FAILURE
        return True
    with wallet.lock:
        now = wallet.chain.find_block(found.hash, want_data=False)
        if now is None or not now.in_active_chain:
            result.last_failed = found.hash
            result.status = ScanStatus.FAILURE
            return False
        times = BlockTimes(found.time, found.max_time)
        with wallet.noting(found.data, found.height):
            for index, tx in enumerate(found.data.transactions):
                state = Confirmed(found.hash, found.height, index)
                wallet.sync_transaction(tx, state, rescanning=True, times=times)
    result.last_scanned = found.hash
    result.last_height = found.height
    return True


def scan_for_transactions(  # noqa: C901, PLR0912 - one loop with its ways out, as C++
    wallet: Wallet,
    start_block: BlockHash,
    start_height: Height,
    max_height: Height | None = None,
    *,
    save_progress: bool = False,
) -> ScanResult:
    """Look through the blocks from one of the active chain up, then the mempool.

    Args:
        start_block: where to begin.
        start_height: its height.
        max_height: where to end; None: at the tip, and look through the mempool.
        save_progress: this is the wallet catching up: note how far it got, and in the file once a minute.

    Threads: the caller holds the reservation (`reserve_rescan`), not the wallet's lock, unless
        it attaches the wallet.
    """
    chain = wallet.chain
    result = ScanResult()
    title = f"{wallet.display_name} Rescanning…"
    begin_time = last_saved = time.monotonic()
    wallet.log("Rescan started from block %s...", display_hash(start_block))
    wallet.on_progress.tell(title, 0)
    end_hash = _tip(wallet)
    if max_height is not None:
        end = chain.find_ancestor_by_height(end_hash, max_height)
        end_hash = end_hash if end is None else end.hash
    begin_progress = chain.guess_verification_progress(start_block)
    end_progress = chain.guess_verification_progress(end_hash)
    block_hash, height = start_block, start_height
    while not wallet.scan.abort:
        found = chain.find_block(block_hash, want_data=True)
        if found is None or not _scan_block(wallet, found, result):
            break
        if save_progress and result.status is ScanStatus.SUCCESS:
            wallet.following.behind_from = height
        if max_height is not None and height >= max_height:
            break
        if height % _PROGRESS_BLOCKS == 0:
            if chain.shutdown_requested():
                break
            _show_progress(wallet, title, block_hash, begin_progress, end_progress)
        if time.monotonic() >= last_saved + _SAVE_INTERVAL_S:
            last_saved = time.monotonic()
            wallet.log("Still rescanning. At block %d. Progress=%f", height, wallet.scan.progress)
            if save_progress:
                _save_progress(wallet, block_hash, height)
        following = chain.find_block(block_hash, want_data=False)
        if following is None or following.next_hash is None:
            break
        block_hash, height = following.next_hash, Height(height + 1)
    if max_height is None:
        wallet.log("Scanning current mempool transactions.")
        with wallet.lock:
            chain.request_mempool_transactions(WalletNotifications(wallet))
    wallet.on_progress.tell(title, 100)
    if height and wallet.scan.abort:
        wallet.log("Rescan aborted at block %d. Progress=%f", height, wallet.scan.progress)
        result.status = ScanStatus.USER_ABORT
    elif height and chain.shutdown_requested():
        wallet.log("Rescan interrupted by shutdown request at block %d. Progress=%f", height, wallet.scan.progress)
        result.status = ScanStatus.USER_ABORT
    else:
        wallet.log("Rescan completed in %15dms", int((time.monotonic() - begin_time) * 1000))
    return result


def _show_progress(wallet: Wallet, title: str, block_hash: BlockHash, begin: float, end: float) -> None:
    if end - begin <= 0:
        return
    wallet.scan.progress = (wallet.chain.guess_verification_progress(block_hash) - begin) / (end - begin)
    wallet.on_progress.tell(title, max(1, min(99, int(wallet.scan.progress * 100))))


def _save_progress(wallet: Wallet, block_hash: BlockHash, height: Height) -> None:
    locator = wallet.chain.get_active_chain_locator(block_hash)
    if locator.hashes:
        wallet.log("Saving scan progress %d.", height)
        wallet.write_best_block(locator)


def rescan_from_time(wallet: Wallet, start_time: UnixTime) -> UnixTime:
    """Look through all blocks from a time on.

    Returns:
        `start_time`, or the time from which all blocks could be read.

    Source: C++ RescanFromTime.
    """
    first = wallet.chain.find_first_block_with_time_and_height(UnixTime(start_time - TIMESTAMP_WINDOW_S), Height(0))
    with wallet.lock:
        blocks = wallet.store.tip_height - first.height + 1 if first else 0
    wallet.log("RescanFromTime: Rescanning last %d blocks", blocks)
    if first is None:
        return start_time
    result = scan_for_transactions(wallet, first.hash, first.height)
    if result.status is ScanStatus.FAILURE and result.last_failed is not None:
        failed = wallet.chain.find_block(result.last_failed, want_data=False)
        if failed is not None:
            return UnixTime(failed.max_time + TIMESTAMP_WINDOW_S + 1)
    return start_time
