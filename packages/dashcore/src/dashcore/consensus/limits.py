"""Sizes and counts that no block or transaction may pass. Mirrors consensus/consensus.h."""

MAX_LEGACY_BLOCK_SIZE = 1_000_000  # bytes
MAX_BLOCK_SIZE = 2_000_000  # bytes, once DIP 1 is active
MAX_TX_SIZE = 100_000  # bytes, once DIP 1 is active; also the limit of policy. Source: C++ MAX_STANDARD_TX_SIZE
MAX_EXTRA_PAYLOAD = 10_000  # bytes
COINBASE_MATURITY = 100  # blocks
MAX_FUTURE_BLOCK_TIME = 2 * 60 * 60  # seconds


def max_block_size(*, bigger_blocks: bool = True) -> int:
    """Return the size limit of a block in bytes.

    Args:
        bigger_blocks: DIP 1 is active.

    Source: C++ MaxBlockSize.
    """
    return MAX_BLOCK_SIZE if bigger_blocks else MAX_LEGACY_BLOCK_SIZE


def max_block_sigops(*, bigger_blocks: bool = True) -> int:
    """Return how many signature checks a block may ask for. Source: C++ MaxBlockSigOps."""
    return max_block_size(bigger_blocks=bigger_blocks) // 50
