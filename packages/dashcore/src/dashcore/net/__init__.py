"""Sockets, transports, messages and addresses of the peer-to-peer network. Knows nothing of chain or mempool.

`manager.ConnectionManager` moves the bytes on a thread of its own and runs the message thread, which calls an
`events.NetEvents`. Mirrors net.h, addrman.h and protocol.h.
"""
