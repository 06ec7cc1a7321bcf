"""Rules every node must agree on, as pure functions."""
