"""Where connections come from: sockets, listeners and spawned processes."""
