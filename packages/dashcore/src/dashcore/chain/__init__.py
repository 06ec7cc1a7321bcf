"""Block files, databases and the state of the best chain."""
