"""dashd: node and wallet in one process."""

import sys

from dashcore.init.local import wire
from dashcore.init.node_main import run_node


def main() -> int:
    """Run the node."""
    return run_node(sys.argv, wire)


if __name__ == "__main__":
    sys.exit(main())
