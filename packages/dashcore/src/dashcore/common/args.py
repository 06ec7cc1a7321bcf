"""Options of a process: command line, dash.conf, settings.json and what the process forces.

Mirrors ArgsManager of util/system.cpp, its oddities included. Light to import: dash-cli uses it too.

    args = ArgsManager(log=logging.getLogger("dash").info)
    setup_server_args(args)                     # common.options: every option of dashd
    args.parse_parameters(sys.argv)             # ArgsError
    args.read_config_files(ignore_unknown=True) # ArgsError
    args.select_network(args.get_chain_name())  # ArgsError
    args.init_settings()                        # SettingsError
    args.get_bool("-server", True)
"""

import os
import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from dashcore.common import config_file, files
from dashcore.common import settings as merge
from dashcore.common.errors import ArgsError, SettingsError
from dashcore.common.networks import BaseParams, Network, base_params
from dashcore.common.option import Category, Flag, Option, format_help
from dashcore.common.settings import Settings, SettingsValue
from dashcore.common.version import CONFIG_FILENAME, SETTINGS_FILENAME

__all__ = ["ArgsManager", "Category", "Command", "Flag", "Option", "default_data_dir"]


class Command(NamedTuple):
    """The words behind the options; `name` is empty where no commands are declared."""

    name: str
    args: tuple[str, ...]


class _PathCache:
    __slots__ = ("base", "blocks", "network")

    def __init__(self) -> None:
        self.base: Path | None = None
        self.network: Path | None = None
        self.blocks: Path | None = None


def default_data_dir() -> Path:
    """Where the data directory is unless -datadir says otherwise."""
    home = Path(os.environ.get("HOME") or "/")
    if sys.platform == "darwin":
        return home / "Library/Application Support/DashCore"
    return home / ".dashcore"


class ArgsManager:
    """Every option this process knows and where its value comes from.

    Names of options are given with their dash: `args.get("-datadir", "")`.

    Threads: any thread may call.
    """

    def __init__(
        self,
        log: Callable[[str], None] = lambda _: None,
        warn: Callable[[str], None] = lambda line: print(line, file=sys.stderr),  # noqa: T201
    ) -> None:
        """Start without options.

        Args:
            log: takes lines for debug.log, long before that is open.
            warn: takes lines for the user.
        """
        self._log = log
        self._warn = warn
        self._lock = RLock()  # guards everything below; log and warn may be called under it and must not call back
        self._options: dict[str, Option] = {}
        self._network_only: set[str] = set()
        self._settings = Settings()
        self._sections: list[config_file.SectionInfo] = []
        self._network = ""
        self._command: list[str] = []
        self._any_command = True
        self._left_out: frozenset[str] = frozenset()
        self._paths = _PathCache()

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

    # Reading the sources

    def parse_parameters(self, argv: Sequence[str]) -> None:
        """Take the command line over, `argv[0]` being the program.

        Raises:
            ArgsError: an unknown option, one that may not be negated or left empty, -includeconf.
        """
        with self._lock:
            self._settings.command_line = {}
            self._command = []
            for position, word in enumerate(argv[1:], start=1):
                if word == "-":
                    break
                if not word.startswith("-"):
                    self._take_command(argv[position:])
                    break
                self._take_option(word)
            includes = self._settings.command_line.get("includeconf", [])
            kept = includes[merge.negated_count(includes) :]
            if kept:
                raise ArgsError("-includeconf cannot be used from commandline; -includeconf=" + merge.to_text(kept[0]))

    def _take_command(self, words: Sequence[str]) -> None:
        name = words[0].partition("=")[0]
        if not self._any_command and not (self.flags(name) or Flag(0)) & Flag.COMMAND:
            raise ArgsError(f"Invalid command '{words[0]}'")
        self._command = [name, *words[1:]]

    def _take_option(self, word: str) -> None:
        text, equals, value = word.partition("=")
        text = text[2:] if text.startswith("--") else text[1:]
        key = config_file.interpret_key(text)
        flags = self.flags("-" + key.name)
        if flags is None or key.section:
            raise ArgsError(f"Invalid parameter {word}")
        found = self._interpret(key, value if equals else None, flags)
        self._settings.command_line.setdefault(key.name, []).append(found)

    def _interpret(self, key: config_file.KeyInfo, value: str | None, flags: Flag) -> SettingsValue:
        if key.negated:
            if flags & Flag.DISALLOW_NEGATION:
                raise ArgsError(f"Negating of -{key.name} is meaningless and therefore forbidden")
            if value is not None and not merge.interpret_bool(value):
                self._log(f"Warning: parsed potentially confusing double-negative -{key.name}={value}")
                return True
            return False
        if value is None and flags & Flag.DISALLOW_ELISION:
            raise ArgsError(f"Can not set -{key.name} with no value. Please specify value with -{key.name}=value.")
        return value or ""

    def read_config_files(
        self, *, ignore_unknown: bool = False, create: bool = True, leave_out: Collection[str] = ()
    ) -> None:
        """Read dash.conf and what it includes.

        Args:
            ignore_unknown: log keys that are no options instead of refusing them.
            create: make dash.conf, and the data directory, where they are missing.
            leave_out: keys, without a dash, that are not for this process.

        Raises:
            ArgsError: a file cannot be opened or parsed, or sets what a file may not.
        """
        with self._lock:
            self._settings.config = {}
            self._sections = []
            self._left_out = frozenset(leave_out)
            path = self.config_file_path()
            text = config_file.read_text(path)
            if text is None and self.is_set("-conf"):
                raise ArgsError(f'specified config file "{path}" could not be opened.')
            if text is None:
                if create:
                    if not self.data_dir_base().exists():
                        (self.data_dir_base() / "wallets").mkdir(parents=True)
                    config_file.create_empty(path)
                return
            self._read_config_text(text, str(path), ignore_unknown)
            if "includeconf" not in self._settings.command_line:  # only its negation gets there
                self._read_includes(ignore_unknown)
            self.clear_path_cache()
            self.check_data_dir("specified")

    def _read_config_text(self, text: str, filepath: str, ignore_unknown: bool) -> None:
        for name, value in config_file.parse(text, filepath, self._sections):
            key = config_file.interpret_key(name)
            if key.name in self._left_out:
                continue
            if key.name == "conf":
                raise ArgsError(
                    "conf cannot be set in the configuration file; use includeconf= if you want to include "
                    "additional config files"
                )
            if key.name == "reindex":
                self._log(config_file.REINDEX_WARNING)
            flags = self.flags("-" + key.name)
            if flags is not None:
                values = self._settings.config.setdefault(key.section, {}).setdefault(key.name, [])
                values.append(self._interpret(key, value, flags))
            elif ignore_unknown:
                self._log(f"Ignoring unknown configuration value {name}")
            else:
                raise ArgsError(f"Invalid configuration value {name}")

    def _includes(self, section: str, skip: int = 0) -> tuple[list[str], int]:
        values = self._settings.config.get(section, {}).get("includeconf", [])
        kept = values[max(skip, merge.negated_count(values)) :]
        return [merge.setting_to_str(value, "") for value in kept], len(values)

    def _read_includes(self, ignore_unknown: bool) -> None:
        chain = self.get_chain_name()
        of_chain, chain_count = self._includes(chain)
        of_default, default_count = self._includes("")
        for name in of_chain + of_default:
            text = config_file.read_text(self.abs_path(Path(name), net_specific=False))
            if text is None:
                raise ArgsError("Failed to include configuration file " + name)
            self._read_config_text(text, name, ignore_unknown)
            self._log(f"Included configuration file {name}")
        nested = self._includes(chain, chain_count)[0] + self._includes("", default_count)[0]
        final = self.get_chain_name()
        if final != chain:
            nested += self._includes(final)[0]
        for name in nested:
            self._warn(f"warning: -includeconf cannot be used from included files; ignoring -includeconf={name}")

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
            self._paths.network = self._paths.blocks = None
        return params

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

    # Checks of dash.conf

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

    def unrecognized_sections(self) -> tuple[config_file.SectionInfo, ...]:
        """Sections of dash.conf that belong to no network, in the order they appeared."""
        known = {network.value for network in Network}
        return tuple(section for section in self._sections if section.name not in known)

    # Paths

    def config_file_path(self) -> Path:
        """Path of dash.conf."""
        return self.abs_path(self.get_path("-conf") or Path(CONFIG_FILENAME), net_specific=False)

    def check_data_dir(self, word: str = "Specified") -> None:
        """Check that what -datadir names is there.

        Args:
            word: the error's first word: dashd writes it large before dash.conf is read, small after.

        Raises:
            ArgsError: it is no directory.
        """
        path = self.get_path("-datadir")
        if path is not None and not path.absolute().is_dir():
            raise ArgsError(f'{word} data directory "{self.get("-datadir", "")}" does not exist.')

    def data_dir_base(self) -> Path:
        """The data directory without the network's folder."""
        with self._lock:
            if self._paths.base is None:
                path = self.get_path("-datadir")
                self._paths.base = default_data_dir() if path is None else path.absolute()
            return self._paths.base

    def data_dir(self) -> Path:
        """The network's data directory."""
        with self._lock:
            if self._paths.network is None:
                self._paths.network = self.data_dir_base() / self.base_params().data_dir
            return self._paths.network

    def blocks_dir(self) -> Path | None:
        """The folder of the block files, made where it is missing; None where -blocksdir names no directory."""
        with self._lock:
            if self._paths.blocks is None:
                parent = self.get_path("-blocksdir")
                if parent is not None and not parent.absolute().is_dir():
                    return None
                base = self.data_dir_base() if parent is None else parent.absolute()
                self._paths.blocks = base / self.base_params().data_dir / "blocks"
                self._paths.blocks.mkdir(parents=True, exist_ok=True)
            return self._paths.blocks

    def abs_path(self, path: Path, *, net_specific: bool = True) -> Path:
        """Take a relative path as one inside the data directory."""
        return path if path.is_absolute() else (self.data_dir() if net_specific else self.data_dir_base()) / path

    def ensure_data_dir(self) -> None:
        """Make both data directories where they are missing, each with its folder for wallets."""
        for path in (self.data_dir_base(), self.data_dir()):
            if not path.exists():
                (path / "wallets").mkdir(parents=True)

    def clear_path_cache(self) -> None:
        """Look the paths up anew: -datadir or the network changed."""
        with self._lock:
            self._paths = _PathCache()

    # settings.json

    def settings_path(self, *, temp: bool = False, backup: bool = False) -> Path | None:
        """Path of settings.json, None where -nosettings switched it off."""
        path = self.get_path("-settings", Path(SETTINGS_FILENAME))
        if path is None:
            return None
        return self.abs_path(Path(f"{path}{'.bak' if backup else ''}{'.tmp' if temp else ''}"))

    def init_settings(self) -> None:
        """Make the data directories, read settings.json and write it back.

        Raises:
            ArgsError: it cannot be read or written.
        """
        self.ensure_data_dir()
        if self.settings_path() is None:
            return
        for action, what in ((self.read_settings_file, "loading"), (self.write_settings_file, "saving")):
            try:
                action()
            except SettingsError as error:
                listing = "\n".join(f"- {reason}" for reason in error.reasons)
                raise ArgsError(f"Failed {what} settings file:\n{listing}\n") from None

    def read_settings_file(self) -> None:
        """Read settings.json.

        Raises:
            SettingsError: see `common.settings.read_settings`.
        """
        path = self.settings_path()
        if path is None:
            return
        with self._lock:
            self._settings.rw = {}
            self._settings.rw = merge.read_settings(path)
            unknown = [
                name for name in self._settings.rw if self.flags("-" + config_file.interpret_key(name).name) is None
            ]
        for name in unknown:
            self._log(f"Ignoring unknown rw_settings value {name}")

    def write_settings_file(self, *, backup: bool = False) -> None:
        """Write settings.json, or settings.json.bak.

        Raises:
            SettingsError: it cannot be written.
            ValueError: -nosettings switched it off.
        """
        path, temp = self.settings_path(backup=backup), self.settings_path(temp=True, backup=backup)
        if path is None or temp is None:
            raise ValueError("Attempt to write settings file when dynamic settings are disabled.")
        with self._lock:
            merge.write_settings(temp, self._settings.rw)
            try:
                files.replace(temp, path)
            except OSError:
                raise SettingsError((f"Failed renaming settings file {temp} to {path}\n",)) from None

    def get_rw_setting(self, name: str) -> SettingsValue:
        """The value in settings.json, None where there is none."""
        with self._lock:
            return self._settings.rw.get(name)

    def update_rw_setting(self, name: str, value: SettingsValue, *, write: bool = True) -> bool:
        """Set a value of settings.json, or remove it with None; False where writing failed or is off."""
        with self._lock:
            if value is None:
                self._settings.rw.pop(name, None)
            else:
                self._settings.rw[name] = value
            if not write:
                return True
            try:
                self.write_settings_file()
            except (SettingsError, ValueError) as error:
                failure = str(error)
            else:
                return True
        self._log(failure)
        return False

    def clear_rw_settings(self) -> None:
        """Forget all of settings.json; the file stays until it is written."""
        with self._lock:
            self._settings.rw.clear()

    # To the log, and to other processes

    def log_args(self) -> None:
        """Log every value and where it comes from; values of secret options as `****`."""
        with self._lock:
            lines: list[str] = []
            for section in sorted(self._settings.config):
                prefix = "Config file arg: " + (f"[{section}] " if section else "")
                lines += self._arg_lines(prefix, self._settings.config[section])
            for name in sorted(self._settings.rw):
                lines.append(f"Setting file arg: {name} = {merge.to_text(self._settings.rw[name])}")
            lines += self._arg_lines("Command-line arg: ", self._settings.command_line)
        for line in lines:
            self._log(line)

    def _arg_lines(self, prefix: str, values: dict[str, list[SettingsValue]]) -> list[str]:
        lines = []
        for name in sorted(values):
            flags = self.flags("-" + name)
            if flags is None:
                continue
            for value in values[name]:
                lines.append(f"{prefix}{name}={'****' if flags & Flag.SENSITIVE else merge.to_text(value)}")
        return lines

    def to_json(self) -> str:
        """Everything another process needs to ask as this one does; holds secrets, so never log it."""
        with self._lock:
            return merge.to_text(
                {
                    "network": self._network,
                    "forced": self._settings.forced,
                    "command_line": self._settings.command_line,
                    "rw": self._settings.rw,
                    "config": self._settings.config,
                    "data_dir": str(self.data_dir_base()),
                }
            )

    def load_json(self, text: str, *, keep_rw: bool = False) -> None:
        """Take over what `to_json` of another process wrote.

        Args:
            keep_rw: what was read of settings.json here stays.

        Raises:
            ArgsError: it is not such a text.
        """
        loaded = config_file.load_snapshot(text)
        with self._lock:
            if keep_rw:
                loaded.settings.rw = self._settings.rw
            self._settings = loaded.settings
            self._network = loaded.network
            self.clear_path_cache()
            self._paths.base = Path(loaded.data_dir)
