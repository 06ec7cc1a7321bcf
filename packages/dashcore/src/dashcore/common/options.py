"""Every option of dashd v23.1.2, read from the table options.tsv."""

from pathlib import Path

from dashcore.common.args import ArgsManager
from dashcore.common.log_categories import CATEGORIES
from dashcore.common.option import Category, Flag, Option

_TABLE = Path(__file__).with_name("options.tsv")


def read_options() -> tuple[Option, ...]:
    """Read the table."""
    categories = ", ".join(sorted(CATEGORIES))
    options = []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, param, category, flag_names, default, meaning = line.split("\t")
        flags = Flag.ANY
        for flag in flag_names.split("|") if flag_names != "-" else ():
            flags |= Flag[flag]
        summary = meaning.replace("{categories}", categories) + (f" (default: {default})" if default != "-" else "")
        options.append(Option("-" + name, param, summary, flags, Category[category]))
    return tuple(options)


def setup_server_args(args: ArgsManager) -> None:
    """Declare what dashd and dash-node know. The wallet's options are among them, as the node passes them on."""
    for option in read_options():
        args.add_option(option)
