"""Serving the parent, to the end, with one line for what goes wrong."""

import sys

import libmultiprocess as mp
from dashcore.interfaces.init import Init
from dashcore.ipc.spawned import serve_parent


def serve(descriptor: int, root: Init, exe_name: str) -> int:
    """Serve the parent until it leaves; return the exit code."""
    try:
        serve_parent(descriptor, root, exe_name)
    except (OSError, mp.MultiprocessError) as error:
        sys.stderr.write(f"Error: {exe_name} cannot serve descriptor {descriptor}: {error}\n")
        return 1
    return 0
