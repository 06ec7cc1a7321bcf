"""dashd: node and wallet in one process."""

import sys

from dashcore.init.local import wire
from dashcore.init.node_main import Program, run_node


def main() -> int:
    """Run the node."""
    return run_node(sys.argv, Program(wire=wire))


if __name__ == "__main__":
    sys.exit(main())
