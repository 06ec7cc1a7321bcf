"""The options -sandbox and -sandboxallow. Importing this loads no part of the sandbox."""

from dashcore.common.args import ArgsManager
from dashcore.common.option import Category


def add_sandbox_options(args: ArgsManager) -> None:
    """Add them to those of an executable that can be confined."""
    args.add_arg(
        "-sandbox=<mode>",
        "Give up what this process, and the wallet process that a node starts, does not need before it talks to anybody: "
        "on; off; or require, which refuses to start where the system cannot enforce all of it, and keeps wallet "
        "processes to their own directories (default: on)",
        category=Category.OPTIONS,
    )
    args.add_arg(
        "-sandboxallow=<dir>",
        "A directory in which wallets, backups and dumps may lie besides. Can be given several times",
        category=Category.OPTIONS,
    )
