"""Multiprocess Dash: a node, a wallet and a GUI in processes of their own."""
