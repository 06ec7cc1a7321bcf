"""Proxies and served methods of the interfaces, written by mpgen from ipc/schema.py; see `make schema`."""
