"""Addresses of peers: which are known, which are ours, and how they are found."""
