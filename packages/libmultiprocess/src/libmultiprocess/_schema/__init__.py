"""Declarations: what crosses, under which names and numbers, and where in a message it stands."""
