"""dash-wallet: the wallets, in the process that a node spawns for them."""

import sys

from dashcore.common.version import PACKAGE_NAME, VERSION_TEXT
from dashcore.ipc.spawned import SpawnedArgsError, spawned_descriptor

EXE_NAME = "dash-wallet"
_USAGE = f"""{PACKAGE_NAME} {EXE_NAME} version {VERSION_TEXT}

Holds the wallets of a dash-node in a process of its own. dash-node starts it as
`{EXE_NAME} -ipcfd N` and sends it its configuration; there is nothing to type here.
"""


def main() -> int:
    """Serve the node that spawned this process."""
    try:
        descriptor = spawned_descriptor(sys.argv)
    except SpawnedArgsError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    if descriptor is None:
        if sys.argv[1:] and sys.argv[1] in {"-h", "-?", "-help", "--help", "-version", "--version"}:
            sys.stdout.write(_USAGE)
            return 0
        sys.stderr.write(f"Error: {EXE_NAME} is started by dash-node; see {EXE_NAME} -help\n")
        return 1
    import dashcore.init.wallet_side  # noqa: PLC0415, F401 - heavy: loaded while the node does its own start
    from dashcore.init.separate import serve  # noqa: PLC0415 - not for -help
    from dashcore.init.wallet_init import WalletInit  # noqa: PLC0415

    with WalletInit() as root:
        return serve(descriptor, root, EXE_NAME)


if __name__ == "__main__":
    sys.exit(main())
