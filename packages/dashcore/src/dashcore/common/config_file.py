"""Lines of dash.conf, and the text form in which options go to another process."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dashcore.common.errors import ArgsError
from dashcore.common.settings import Settings, SettingsValue

_BLANK = " \t\r\n"

REINDEX_WARNING = (
    "Warning: reindex=1 is set in the configuration file, which will significantly slow down startup. Consider "
    "removing or commenting out this option for better performance, unless there is currently a condition which "
    "makes rebuilding the indexes necessary"
)


class SectionInfo(NamedTuple):
    """Where a section of dash.conf was named."""

    name: str
    file: str
    line: int


class KeyInfo(NamedTuple):
    """Parts of a key such as `regtest.nolisten`."""

    name: str
    section: str
    negated: bool


def interpret_key(key: str) -> KeyInfo:
    """Split a key into section, `no` and name."""
    section, dot, name = key.partition(".")
    if not dot:
        section, name = "", key
    negated = name.startswith("no")
    return KeyInfo(name[2:] if negated else name, section, negated)


def read_text(path: Path) -> str | None:
    """Read a configuration file; None where it cannot be opened. A directory reads as empty."""
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except IsADirectoryError:
        return ""
    except OSError:
        return None


def create_empty(path: Path) -> None:
    """Make an empty configuration file for the user to fill.

    Raises:
        ArgsError: that is not possible.
    """
    try:
        path.open("a").close()
    except OSError as error:
        raise ArgsError(f'configuration file "{path}" cannot be created: {error.strerror}') from None


def parse(text: str, filepath: str, sections: list[SectionInfo]) -> Iterator[tuple[str, str]]:
    """Yield (key, value) of each line; the key carries its section in front of a dot.

    Args:
        sections: gets what sections were named, be it in brackets or in a key.

    Raises:
        ArgsError: a line that is neither.
    """
    prefix = ""
    lines = text.split("\n")
    for number, raw in enumerate(lines if lines[-1] else lines[:-1], start=1):
        line, comment, _ = raw.partition("#")
        line = line.strip(_BLANK)
        if not line:
            continue
        if line.startswith("[") and line.endswith("]"):
            sections.append(SectionInfo(line[1:-1], filepath, number))
            prefix = line[1:-1] + "."
        elif line.startswith("-"):
            raise ArgsError(
                f"parse error on line {number}: {line}, options in configuration file must be specified without "
                "leading -"
            )
        elif "=" in line:
            key, _, value = line.partition("=")
            name = prefix + key.strip(_BLANK)
            if comment and "rpcpassword" in name:
                raise ArgsError(
                    f"parse error on line {number}, using # in rpcpassword can be ambiguous and should be avoided"
                )
            dot = name.rfind(".")
            if dot >= len(prefix):
                sections.append(SectionInfo(name[:dot], filepath, number))
            yield name, value.strip(_BLANK)
        else:
            hint = f", if you intended to specify a negated option, use {line}=1 instead" if line[:2] == "no" else ""
            raise ArgsError(f"parse error on line {number}: {line}{hint}")


class Snapshot(NamedTuple):
    """Options of another process."""

    settings: Settings
    network: str
    data_dir: str


def _object(value: SettingsValue) -> dict[str, SettingsValue]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _lists(value: SettingsValue) -> dict[str, list[SettingsValue]]:
    lists: dict[str, list[SettingsValue]] = {}
    for name, values in _object(value).items():
        if not isinstance(values, list):
            raise TypeError
        lists[name] = values
    return lists


def load_snapshot(text: str) -> Snapshot:
    """Read what ArgsManager.to_json wrote.

    Raises:
        ArgsError: it is not such a text.
    """
    try:
        parsed: SettingsValue = json.loads(text)
        loaded = _object(parsed)
        settings = Settings()
        settings.forced = _object(loaded["forced"])
        settings.command_line = _lists(loaded["command_line"])
        settings.rw = _object(loaded["rw"])
        settings.config = {section: _lists(values) for section, values in _object(loaded["config"]).items()}
        network, data_dir = loaded["network"], loaded["data_dir"]
    except (ValueError, KeyError, TypeError):
        raise ArgsError("the settings another process sent are not readable") from None
    if not isinstance(network, str) or not isinstance(data_dir, str):
        raise ArgsError("the settings another process sent are not readable")
    return Snapshot(settings, network, data_dir)
