"""Bytes, hashes and numbers; imports nothing else of this package."""
