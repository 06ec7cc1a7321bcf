"""What this node relays and mines by choice, not by consensus."""
