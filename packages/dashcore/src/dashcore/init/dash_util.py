"""dash-util: proof of work for a header. Mirrors bitcoin-util.cpp."""

import os
import sys
import threading
from collections.abc import Sequence

from dashcore.common.args import ArgsManager
from dashcore.init.tool_args import ToolExitError, read_args, run_tool

_NAME = "dash-util"
_USAGE = "\nUsage:  dash-util [options] [commands]  Do stuff\n\n"
_MAX_NONCE = 0xFFFFFFFF
_NONCE_AT = 76  # byte of a header
_ROUND = 5000  # nonces between two looks whether another thread found one


def main() -> int:
    """Run the tool."""
    return run_tool(sys.argv, run)


def run(argv: Sequence[str]) -> str:
    """Do what the command line asks for; return what is to be printed.

    Raises:
        ToolExitError: with exit code and message.
    """
    args = read_args(argv, _NAME, _USAGE, _declare)
    command = args.get_command()
    if command is None:
        raise ToolExitError(1, err="Error: must specify a command\n")
    if len(command.args) != 1:
        raise ToolExitError(1, err="Must specify block header to grind\n")
    return _grind(command.args[0])


def _declare(args: ArgsManager) -> None:
    args.add_command("grind", "Perform proof of work on hex header string")


def _grind(text: str) -> str:
    from dashcore.primitives.block import BlockHeader  # noqa: PLC0415 - not for -help

    try:
        data = bytes.fromhex(text)
        header = BlockHeader.decode(data)
    except ValueError:
        raise ToolExitError(1, err="Could not decode block header\n") from None
    nonce = find_nonce(data, header.bits)
    if nonce is None:
        raise ToolExitError(1, err="Could not satisfy difficulty target\n")
    return (data[:_NONCE_AT] + nonce.to_bytes(4, "little")).hex()


def find_nonce(header: bytes, bits: int) -> int | None:
    """Return a nonce that satisfies the target, tried on all processors; None if there is none."""
    from dashcore.consensus.pow import decode_compact  # noqa: PLC0415 - not for -help
    from dashcore.crypto.x11 import x11  # noqa: PLC0415

    target, is_negative, overflows = decode_compact(bits)
    if target == 0 or is_negative or overflows:
        return None
    head = header[:_NONCE_AT]
    step = os.cpu_count() or 1
    found: list[int] = []

    def search(offset: int) -> None:
        for base in range(offset, _MAX_NONCE + 1, step * _ROUND):
            if found:
                return
            for nonce in range(base, min(base + step * _ROUND, _MAX_NONCE + 1), step):
                if int.from_bytes(x11(head + nonce.to_bytes(4, "little")), "little") <= target:
                    found.append(nonce)
                    return

    threads = [threading.Thread(target=search, args=(offset,), daemon=True) for offset in range(step)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found[0] if found else None


if __name__ == "__main__":
    sys.exit(main())
