"""Transactions, blocks and the scalar types of the protocol."""
