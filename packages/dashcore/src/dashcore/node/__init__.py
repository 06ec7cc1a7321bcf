"""The node process: mempool, miner, validation signals and its RPC commands."""
