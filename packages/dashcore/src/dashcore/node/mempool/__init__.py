"""The memory pool: which transactions are taken, kept, dropped and stored."""
