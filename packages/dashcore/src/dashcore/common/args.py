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

import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from dashcore.common import config_file, files
from dashcore.common import settings as merge
from dashcore.common.arg_paths import OptionPaths, default_data_dir
from dashcore.common.arg_values import Command
from dashcore.common.errors import ArgsError, SettingsError
from dashcore.common.networks import Network
from dashcore.common.option import Category, Flag, Option
from dashcore.common.settings import SettingsValue

__all__ = ["ArgsManager", "Category", "Command", "Flag", "Option", "default_data_dir"]


class ArgsManager(OptionPaths):
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
        super().__init__(log, warn)
        self._sections: list[config_file.SectionInfo] = []
        self._left_out: frozenset[str] = frozenset()

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

    def unrecognized_sections(self) -> tuple[config_file.SectionInfo, ...]:
        """Sections of dash.conf that belong to no network, in the order they appeared."""
        known = {network.value for network in Network}
        return tuple(section for section in self._sections if section.name not in known)

    # settings.json

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
