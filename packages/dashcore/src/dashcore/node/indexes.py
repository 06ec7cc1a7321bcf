"""The optional indexes of a node: made, followed and closed together. Mirrors step 8 of init.cpp."""

import logging
from collections.abc import Callable

from dashcore.chain.baseindex import BaseIndex
from dashcore.chain.errors import ChainLoadError, DatabaseError
from dashcore.chain.txindex import TxIndex
from dashcore.common.errors import InitError
from dashcore.node.context import NodeContext

_log = logging.getLogger("dash")


def start_indexes(node: NodeContext) -> None:
    """Make the indexes that the options name, and let them catch up.

    Raises:
        InitError: one cannot be used; its text is for the user.
    """
    wipe = node.options.chain.reindex
    try:
        if node.options.tx_index:
            node.txindex = TxIndex(node.chainman, wipe=wipe)
            node.txindex.start()
        if node.options.filter_types:
            from dashcore.chain.blockfilterindex import BlockFilterIndex  # noqa: PLC0415 - most nodes have none

            node.filter_index = BlockFilterIndex(node.chainman, wipe=wipe)
            node.filter_index.start()
        if node.options.coin_stats_index:
            from dashcore.chain.coinstatsindex import CoinStatsIndex  # noqa: PLC0415 - most nodes have none

            node.coin_stats_index = CoinStatsIndex(node.chainman, wipe=wipe)
            node.coin_stats_index.start()
    except (ChainLoadError, DatabaseError) as error:
        raise InitError(str(error)) from error


def all_indexes(node: NodeContext) -> list[BaseIndex]:
    """Return those there are, in the order in which they are shown."""
    candidates = (node.txindex, node.coin_stats_index, node.filter_index)
    return [index for index in candidates if index is not None]


def close_indexes(node: NodeContext, attempt: Callable[[str, Callable[[], None]], None]) -> None:
    """Close all.

    Args:
        attempt: runs one step, and goes on where it fails.
    """
    for index in all_indexes(node):
        attempt(f"closing {index.name}", index.close)
