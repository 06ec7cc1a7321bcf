"""What is said between nodes, and what follows from it. Mirrors net_processing.cpp.

`manager.PeerManager` hands each message to the `subprotocol.Subprotocol` that knows its type: handshake, pings,
addresses, headers, blocks, compact blocks, transactions, filters; each keeps its own state of a peer.
"""
