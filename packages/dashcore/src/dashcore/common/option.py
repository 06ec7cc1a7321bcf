"""How one option is described, and how help prints them. Mirrors ArgsManager::GetHelpMessage."""

from collections.abc import Iterable
from enum import IntEnum, IntFlag
from typing import NamedTuple

_SCREEN_WIDTH = 79
_OPTION_INDENT = 2
_TEXT_INDENT = 7


class Flag(IntFlag):
    """What may be done with an option."""

    ANY = 0
    DEBUG_ONLY = 1
    NETWORK_ONLY = 2  # in dash.conf it must stand in the network's section
    SENSITIVE = 4  # its value never gets into the log
    DISALLOW_NEGATION = 8
    DISALLOW_ELISION = 16
    COMMAND = 32


class Category(IntEnum):
    """Groups of options in the order help shows them."""

    OPTIONS = 0
    CONNECTION = 1
    INDEXING = 2
    MASTERNODE = 3
    STATSD = 4
    WALLET = 5
    WALLET_FEE = 6
    WALLET_HD = 7
    WALLET_COINJOIN = 8
    WALLET_DEBUG_TEST = 9
    ZMQ = 10
    DEBUG_TEST = 11
    CHAINPARAMS = 12
    NODE_RELAY = 13
    BLOCK_CREATION = 14
    RPC = 15
    GUI = 16
    COMMANDS = 17
    REGISTER_COMMANDS = 18
    IPC = 19
    HIDDEN = 20


_TITLES = {
    Category.OPTIONS: "Options:",
    Category.CONNECTION: "Connection options:",
    Category.INDEXING: "Indexing options:",
    Category.WALLET: "Wallet options:",
    Category.WALLET_FEE: "Wallet fee options:",
    Category.WALLET_HD: "HD wallet options:",
    Category.WALLET_COINJOIN: "CoinJoin options:",
    Category.WALLET_DEBUG_TEST: "Wallet debugging/testing options:",
    Category.ZMQ: "ZeroMQ notification options:",
    Category.DEBUG_TEST: "Debugging/Testing options:",
    Category.CHAINPARAMS: "Chain selection options:",
    Category.MASTERNODE: "Masternode options:",
    Category.STATSD: "Statsd options:",
    Category.NODE_RELAY: "Node relay options:",
    Category.BLOCK_CREATION: "Block creation options:",
    Category.RPC: "RPC server options:",
    Category.GUI: "UI Options:",
    Category.COMMANDS: "Commands:",
    Category.REGISTER_COMMANDS: "Register Commands:",
    Category.IPC: "IPC interprocess connection options:",
}


class Option(NamedTuple):
    """An option or a command.

    Attributes:
        name: with its dash.
        param: what help shows behind the name, with its equals sign.
    """

    name: str
    param: str
    summary: str
    flags: Flag
    category: Category


def wrap(text: str, width: int = _SCREEN_WIDTH, indent: int = 0) -> str:
    """Break lines at spaces; each line after a break made here is indented."""
    out: list[str] = []
    for paragraph in text.split("\n"):
        line, room = "", width
        for word in paragraph.split(" "):
            joined = f"{line} {word}" if line else word
            if line and len(joined) > room:
                out.append(line)
                line = " " * indent + word
                room = width + indent
            else:
                line = joined
        out.append(line)
    return "\n".join(out)


def format_option(name: str, summary: str) -> str:
    """One option's entry of the help text."""
    text = wrap(summary, _SCREEN_WIDTH - _TEXT_INDENT, _TEXT_INDENT)
    return f"{' ' * _OPTION_INDENT}{name}\n{' ' * _TEXT_INDENT}{text}\n\n"


def format_help(options: Iterable[Option], *, show_debug: bool) -> str:
    """Compose the help text, groups in order and options by name."""
    groups: dict[Category, list[Option]] = {}
    for option in options:
        groups.setdefault(option.category, []).append(option)
    parts: list[str] = []
    for category in sorted(groups):
        if category is Category.HIDDEN:
            continue
        if show_debug or category is not Category.WALLET_DEBUG_TEST:
            parts.append(_TITLES[category] + "\n\n")
        parts += [
            format_option(option.name + option.param, option.summary)
            for option in sorted(groups[category])
            if show_debug or not option.flags & Flag.DEBUG_ONLY
        ]
    return "".join(parts)
