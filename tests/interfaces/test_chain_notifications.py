"""ChainNotifications: each call arrives as it was made, in order."""

import pytest
from listener import Listener

from dashcore.consensus.networks import make_regtest_params
from dashcore.interfaces.chain import BlockLocator, MempoolRemovalReason
from dashcore.ipc.stubs.chain_stubs import ChainNotificationsProxy
from dashcore.primitives.types import BlockHash, Height, UnixTime
from libmultiprocess.testing import Mode, pair

BLOCK = make_regtest_params().genesis
TX = BLOCK.transactions[0]
HASH = BlockHash(b"\x07" * 32)


def test_each_call(mode: Mode) -> None:
    """Blocks, transactions, locators and heights arrive whole."""
    impl = Listener()
    locator = BlockLocator(hashes=(HASH, BLOCK.hash))
    with pair(mode, impl, ChainNotificationsProxy) as client:
        client.transaction_added_to_mempool(TX, UnixTime(7))
        client.transaction_removed_from_mempool(TX, MempoolRemovalReason.SIZE_LIMIT)
        client.block_connected(BLOCK, Height(1))
        client.block_disconnected(BLOCK, Height(1))
        client.updated_block_tip()
        client.chain_state_flushed(locator)
        client.notify_chain_lock(HASH, Height(9))
        client.notify_transaction_lock(TX)
    assert impl.seen == [
        "added",
        "removed SIZE_LIMIT",
        "connected 1",
        "disconnected 1",
        "tip",
        "flushed",
        "chain lock 9",
        "lock",
    ]
    assert impl.values == [TX, 7, TX, BLOCK, BLOCK, locator, HASH, TX]


@pytest.mark.parametrize("reason", list(MempoolRemovalReason))
def test_every_reason(mode: Mode, reason: MempoolRemovalReason) -> None:
    """Reasons arrive as members of the enumeration."""
    impl = Listener()
    with pair(mode, impl, ChainNotificationsProxy) as client:
        client.transaction_removed_from_mempool(TX, reason)
    assert impl.seen == [f"removed {reason.name}"]
