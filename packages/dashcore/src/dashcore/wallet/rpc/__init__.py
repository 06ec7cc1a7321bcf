"""RPC commands of the wallet; they run in its process."""
