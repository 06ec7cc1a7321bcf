"""Hashes and curves, each behind one small module."""
