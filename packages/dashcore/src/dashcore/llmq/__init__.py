"""Quorum types and commitments."""
