"""Binds the interfaces to libmultiprocess."""
