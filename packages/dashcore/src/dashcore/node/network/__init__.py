"""The network of a node: read from its options, started and stopped; bans, and what is told of peers."""
