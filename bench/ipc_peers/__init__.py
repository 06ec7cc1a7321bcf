"""The peers that bench/ipc.py measures, one module each, all with the same service."""
