"""dash-wallet: the wallets in a process of their own (spawned, or attached to a running node), and the offline tool."""

import sys
from collections.abc import Sequence

from dashcore.common.collector import begin_collection, postpone_collection
from dashcore.ipc.command_line import SpawnedArgsError, spawned_descriptor

EXE_NAME = "dash-wallet"


def main() -> int:
    """Serve the node that spawned this process, attach to one, or run a command on a wallet file."""
    try:
        descriptor = spawned_descriptor(sys.argv)
    except SpawnedArgsError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    if descriptor is not None:
        return _serve(descriptor)
    if attaches(sys.argv[1:]):
        from dashcore.init.wallet_main import run_wallet  # noqa: PLC0415 - not for the tool

        return run_wallet(sys.argv)
    from dashcore.init.wallet_tool import run_wallet_tool  # noqa: PLC0415 - not for a node's wallets

    return run_wallet_tool(sys.argv)


def attaches(words: Sequence[str]) -> bool:
    """Whether the command line asks for a node's wallets rather than for a command on a file."""
    options = {word.lstrip("-").partition("=")[0] for word in words if word.startswith("-")}
    return "ipcconnect" in options


def _serve(descriptor: int) -> int:
    postpone_collection()
    from dashcore.common.sandbox import SandboxMissingError  # noqa: PLC0415 - not for -help
    from dashcore.init.confinement import confine_spawned_wallet  # noqa: PLC0415

    try:
        report = confine_spawned_wallet()
    except SandboxMissingError as error:
        sys.stderr.write(f"Error: {EXE_NAME}: {error}\n")
        return 1
    import dashcore.init.wallet_side  # noqa: PLC0415, F401 - heavy: loaded while the node does its own start
    from dashcore.init.serving import serve  # noqa: PLC0415 - not for -help
    from dashcore.init.wallet_init import WalletInit  # noqa: PLC0415
    from dashcore.ipc.spawned import leave_interrupts_to_parent  # noqa: PLC0415

    leave_interrupts_to_parent()
    begin_collection()
    with WalletInit(report) as root:
        return serve(descriptor, root, EXE_NAME)


if __name__ == "__main__":
    sys.exit(main())
