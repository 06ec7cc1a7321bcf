"""The wallet process: keys, coins, storage and its RPC commands."""
