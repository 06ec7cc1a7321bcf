"""What options there are and what each is set to, whatever set it. Mirrors a part of ArgsManager of util/system.cpp."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from dashcore.common import settings as merge
from dashcore.common.errors import ArgsError
from dashcore.common.networks import BaseParams, Network, base_params
from dashcore.common.option import Category, Flag, Option, format_help
from dashcore.common.settings import Settings, SettingsValue


class Command(NamedTuple):
    """The words behind the options; `name` is empty where no commands are declared."""

    name: str
    args: tuple[str, ...]


class OptionValues:
    """Declared options, the network, and the value of each option there.

    Threads: any thread may call.
    """

    def __init__(self, log: Callable[[str], None], warn: Callable[[str], None]) -> None:
        """Start without options.

        Args:
            log: takes lines for debug.log, long before that is open.
            warn: takes lines for the user.
        """
        self._log = log
        self._warn = warn
        # Guards everything below and in subclasses; log and warn may be called under it and must not call back.
        self._lock = RLock()
        self._options: dict[str, Option] = {}
        self._network_only: set[str] = set()
        self._settings = Settings()
        self._network = ""
        self._command: list[str] = []
        self._any_command = True

    # Declaring

    def add_arg(self, name: str, summary: str, flags: "Flag | int" = 0, category: Category = Category.OPTIONS) -> None:
        """Declare an option.

        Args:
            name: `-name` or `-name=<value>`; what stands behind the name is only for help.
        """
        bare, equals, param = name.partition("=")
        self.add_option(Option(bare, equals + param, summary, Flag(flags), category))

    def add_option(self, option: Option) -> None:
        """Declare an option that is already described."""
        if option.name in self._options:
            raise ValueError(f"{option.name} is declared twice")
        self._options[option.name] = option
        if option.flags & Flag.NETWORK_ONLY:
            self._network_only.add(option.name)

    def add_hidden_args(self, names: Sequence[str]) -> None:
        """Declare options that help never shows."""
        for name in names:
            self.add_arg(name, "", 0, Category.HIDDEN)

    def add_command(self, name: str, summary: str) -> None:
        """Declare a command; from then on the first word that is no option must be one."""
        self._any_command = False
        self.add_option(Option(name, "", summary, Flag.COMMAND, Category.COMMANDS))

    def flags(self, name: str) -> Flag | None:
        """Flags of an option, None where there is no such option."""
        option = self._options.get(name)
        return None if option is None else option.flags

    # The network

    def get_chain_name(self) -> str:
        """Name of the network that -regtest, -devnet, -testnet or -chain select; not checked.

        Raises:
            ArgsError: more than one of them is set.
        """
        regtest, testnet = self._selects("-regtest"), self._selects("-testnet")
        devnet = self._selects("-devnet", takes_name=True)
        if regtest + testnet + devnet + self.is_set("-chain") > 1:
            raise ArgsError("Only one of -regtest, -testnet, -devnet or -chain can be used.")
        if regtest:
            return Network.REGTEST.value
        if devnet:
            return Network.DEVNET.value
        return Network.TEST.value if testnet else self.get("-chain", Network.MAIN.value)

    def _selects(self, name: str, *, takes_name: bool = False) -> bool:
        with self._lock:
            value = merge.get_setting(self._settings, "", name[1:], get_chain_name=True)
        if isinstance(value, str):
            return takes_name or merge.interpret_bool(value)
        return bool(value)

    def select_network(self, chain: str) -> BaseParams:
        """Use that network's section of dash.conf and its data directory.

        Raises:
            ArgsError: there is no such network.
        """
        params = base_params(chain, self.devnet_name())
        with self._lock:
            self._network = chain
            self._network_selected()
        return params

    def _network_selected(self) -> None:
        """Forget what depends on the network; `self._lock` is held."""

    @property
    def network(self) -> str:
        """The selected network's name; empty before `select_network`."""
        return self._network

    def base_params(self) -> BaseParams:
        """Data directory and ports of the selected network."""
        return base_params(self._network or Network.MAIN.value, self.devnet_name())

    def devnet_name(self) -> str:
        """Folder of the devnet that -devnet names."""
        name = self.get("-devnet", "")
        return f"devnet-{name}" if name else "devnet"

    # Asking

    def get_setting(self, name: str) -> SettingsValue:
        """Effective value, None where nothing sets it, False where it is negated."""
        with self._lock:
            return merge.get_setting(
                self._settings, self._network, name.removeprefix("-"), ignore_default_section=self._skips_default(name)
            )

    def get_settings_list(self, name: str) -> list[SettingsValue]:
        """Every effective value."""
        with self._lock:
            return merge.get_settings_list(
                self._settings, self._network, name.removeprefix("-"), ignore_default_section=self._skips_default(name)
            )

    def get_persistent_setting(self, name: str) -> SettingsValue:
        """Value without the command line and what the process forced."""
        with self._lock:
            return merge.get_setting(
                self._settings,
                self._network,
                name.removeprefix("-"),
                ignore_default_section=self._skips_default(name),
                ignore_nonpersistent=True,
            )

    def _skips_default(self, name: str) -> bool:
        return self._network != Network.MAIN.value and name in self._network_only

    def is_set(self, name: str) -> bool:
        """Whether anything sets it, be it to nothing or negated."""
        return self.get_setting(name) is not None

    def is_negated(self, name: str) -> bool:
        """Whether it is set as `-noname`."""
        return self.get_setting(name) is False

    def get(self, name: str, default: str) -> str:
        """Value as a string."""
        return merge.setting_to_str(self.get_setting(name), default)

    def get_int(self, name: str, default: int) -> int:
        """Value as an integer; text that begins with no number is 0."""
        return merge.setting_to_int(self.get_setting(name), default)

    def get_bool(self, name: str, default: bool) -> bool:
        """Value as a flag; set without a value is true."""
        return merge.setting_to_bool(self.get_setting(name), default)

    def get_all(self, name: str) -> list[str]:
        """Every value of an option that may be repeated."""
        return [merge.setting_to_str(value, "") for value in self.get_settings_list(name)]

    def get_path(self, name: str, default: Path | None = None) -> Path | None:
        """Value as a normalised path; None where it is negated, `default` where nothing sets it."""
        if self.is_negated(name):
            return None
        text = self.get(name, "")
        return Path(os.path.normpath(text)) if text else default

    def help_requested(self) -> bool:
        """Whether any of -?, -h, -help and -help-debug is set."""
        return any(self.is_set(name) for name in ("-?", "-h", "-help", "-help-debug"))

    def help_message(self) -> str:
        """Text of -help."""
        return format_help(self._options.values(), show_debug=self.get_bool("-help-debug", False))

    def get_command(self) -> Command | None:
        """The words behind the options, None where there are none."""
        if not self._command:
            return None
        if self._any_command:
            return Command("", tuple(self._command))
        return Command(self._command[0], tuple(self._command[1:]))

    def command_line_names(self) -> tuple[str, ...]:
        """Names, without dash, of the options given on the command line."""
        with self._lock:
            return tuple(self._settings.command_line)

    # Setting

    def soft_set(self, name: str, value: str) -> bool:
        """Set it unless something does; answers whether this set it."""
        with self._lock:
            if self.is_set(name):
                return False
            self.force_set(name, value)
            return True

    def soft_set_bool(self, name: str, value: bool) -> bool:
        """Set a flag unless something does; answers whether this set it."""
        return self.soft_set(name, "1" if value else "0")

    def force_set(self, name: str, value: str) -> None:
        """Set it above every other source."""
        with self._lock:
            self._settings.forced[name.removeprefix("-")] = value

    def force_remove(self, name: str) -> None:
        """Undo `force_set`."""
        with self._lock:
            self._settings.forced.pop(name.removeprefix("-"), None)

    def unsuitable_section_only_args(self) -> tuple[str, ...]:
        """Options only the default section sets, though they need the network's own section."""
        with self._lock:
            if self._network in ("", Network.MAIN.value):
                return ()
            return tuple(
                name
                for name in sorted(self._network_only)
                if merge.only_has_default_section_setting(self._settings, self._network, name[1:])
            )
