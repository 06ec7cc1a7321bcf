"""How values of options from several places are merged, and settings.json. Mirrors util/settings.cpp.

Order: forced, command line, settings.json, the network's section of dash.conf, its default section.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from typing import TypeAlias

from dashcore.common import files
from dashcore.common.errors import SettingsError

SettingsValue: TypeAlias = "bool | int | float | str | Sequence[SettingsValue] | Mapping[str, SettingsValue] | None"

_INT32_MAX = 2**31 - 1
_INT64_MAX = 2**63 - 1
_LEADING_INT = re.compile(r"[ \t\n\v\f\r]*([+-]?)([0-9]+)")


class Source(IntEnum):
    """Where a value came from; lower numbers win."""

    FORCED = 0
    COMMAND_LINE = 1
    RW_SETTINGS = 2
    NETWORK_SECTION = 3
    DEFAULT_SECTION = 4


class Settings:
    """The values of every source, before they are merged."""

    __slots__ = ("command_line", "config", "forced", "rw")

    def __init__(self) -> None:
        self.forced: dict[str, SettingsValue] = {}
        self.command_line: dict[str, list[SettingsValue]] = {}
        self.rw: dict[str, SettingsValue] = {}
        self.config: dict[str, dict[str, list[SettingsValue]]] = {}


def _spans(settings: Settings, section: str, name: str) -> Iterator[tuple[Source, Sequence[SettingsValue]]]:
    if name in settings.forced:
        yield Source.FORCED, (settings.forced[name],)
    if name in settings.command_line:
        yield Source.COMMAND_LINE, settings.command_line[name]
    if name in settings.rw:
        yield Source.RW_SETTINGS, (settings.rw[name],)
    if section and name in settings.config.get(section, ()):
        yield Source.NETWORK_SECTION, settings.config[section][name]
    if name in settings.config.get("", ()):
        yield Source.DEFAULT_SECTION, settings.config[""][name]


def negated_count(values: Sequence[SettingsValue]) -> int:
    """How many leading values the last negation (`-noname`) cancels, itself included."""
    for position in range(len(values), 0, -1):
        if values[position - 1] is False:
            return position
    return 0


def _ends_negated(values: Sequence[SettingsValue]) -> bool:
    return bool(values) and values[-1] is False


def get_setting(
    settings: Settings,
    section: str,
    name: str,
    *,
    ignore_default_section: bool = False,
    ignore_nonpersistent: bool = False,
    get_chain_name: bool = False,
) -> SettingsValue:
    """Merge to one value; None where nothing sets it.

    A negation in the default section counts even where the default section is ignored, and a
    configuration file's first value wins while elsewhere the last one does: both as in C++.

    Args:
        get_chain_name: the rules for -regtest and its like: negations on the command line are
            skipped, and in a file too the last value wins.
    """
    for source, values in _spans(settings, section, name):
        ends_negated = _ends_negated(values)
        if ignore_default_section and source is Source.DEFAULT_SECTION and not ends_negated:
            continue
        if ignore_nonpersistent and source in (Source.COMMAND_LINE, Source.FORCED):
            continue
        if get_chain_name and ends_negated:
            continue
        if values and not ends_negated:
            first_wins = source >= Source.NETWORK_SECTION and not get_chain_name
            return values[negated_count(values)] if first_wins else values[-1]
        if ends_negated:
            return False
    return None


def get_settings_list(
    settings: Settings, section: str, name: str, *, ignore_default_section: bool = False
) -> list[SettingsValue]:
    """Merge to every value that counts. A negation on the command line hides what stands below it.

    Where a value follows that negation, configuration files count again: kept from C++.
    """
    result: list[SettingsValue] = []
    done = False
    negated_empty = False
    for source, values in _spans(settings, section, name):
        if ignore_default_section and source is Source.DEFAULT_SECTION:
            continue
        zombies = source >= Source.NETWORK_SECTION and not negated_empty
        if not done or zombies:
            for value in values[negated_count(values) :]:
                if isinstance(value, Sequence) and not isinstance(value, str):
                    result.extend(value)
                else:
                    result.append(value)
        done = done or negated_count(values) > 0 or source is Source.FORCED
        negated_empty = negated_empty or (_ends_negated(values) and not result)
    return result


def only_has_default_section_setting(settings: Settings, section: str, name: str) -> bool:
    """Whether nothing but the default section of dash.conf sets it."""
    in_default = in_other = False
    for source, values in _spans(settings, section, name):
        if values and not _ends_negated(values):
            if source is Source.DEFAULT_SECTION:
                in_default = True
            else:
                in_other = True
    return in_default and not in_other


def parse_leading_int(text: str, limit: int = _INT64_MAX) -> int:
    """Read the integer a text begins with, 0 where there is none. Source: C++ LocaleIndependentAtoi."""
    found = _LEADING_INT.match(text)
    if not found:
        return 0
    number = int(found[2])
    return max(-number, -limit - 1) if found[1] == "-" else min(number, limit)


def interpret_bool(text: str) -> bool:
    """Read an option's text as a flag: empty is true, so is a number other than 0, all else is false."""
    return not text or parse_leading_int(text, _INT32_MAX) != 0


def to_text(value: SettingsValue) -> str:
    """Value as JSON text, spelled as UniValue does."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def setting_to_str(value: SettingsValue, default: str) -> str:
    """Value as a string: flags are `0` and `1`."""
    match value:
        case None:
            return default
        case bool():
            return "1" if value else "0"
        case str():
            return value
        case _:
            return to_text(value)


def setting_to_int(value: SettingsValue, default: int) -> int:
    """Value as an integer; text that begins with no number is 0."""
    match value:
        case None:
            return default
        case bool() | int() | float():
            return int(value)
        case str():
            return parse_leading_int(value)
        case _:
            return 0


def setting_to_bool(value: SettingsValue, default: bool) -> bool:
    """Value as a flag."""
    match value:
        case None:
            return default
        case str():
            return interpret_bool(value)
        case _:
            return bool(value)


def _no_duplicates(pairs: list[tuple[str, SettingsValue]]) -> dict[str, SettingsValue]:
    return _Pairs(pairs)


class _Pairs(dict[str, SettingsValue]):
    """An object of a JSON text that remembers the first key given twice."""

    def __init__(self, pairs: list[tuple[str, SettingsValue]]) -> None:
        super().__init__(pairs)
        seen: set[str] = set()
        self.duplicate: str | None = None
        for key, _ in pairs:
            if key in seen and self.duplicate is None:
                self.duplicate = key
            seen.add(key)


def _no_constants(name: str) -> SettingsValue:
    raise ValueError(f"{name} is not JSON")


def read_settings(path: Path) -> dict[str, SettingsValue]:
    """Read settings.json; a missing file has no settings, an empty one is removed.

    Raises:
        SettingsError: it cannot be read, is no JSON object, or names a key twice.
    """
    try:
        text = files.read_bytes(path).decode("utf-8")
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        raise SettingsError((f"Unable to parse settings file {path}",)) from None
    except OSError:
        raise SettingsError((f"{path}. Please check permissions.",)) from None
    if not text:
        try:
            files.unlink(path)
        except OSError:
            raise SettingsError((f"Unable to delete empty settings file {path}",)) from None
        return {}
    try:
        found: SettingsValue = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constants)
    except ValueError:
        raise SettingsError((f"Unable to parse settings file {path}",)) from None
    if not isinstance(found, _Pairs):
        raise SettingsError((f"Found non-object value {to_text(found)} in settings file {path}",))
    if found.duplicate is not None:
        raise SettingsError((f"Found duplicate key {found.duplicate} in settings file {path}",))
    return dict(found)


def _pretty(value: SettingsValue, depth: int) -> str:
    if isinstance(value, Mapping):
        items = [f"{to_text(key)}: {_pretty(inner, depth + 1)}" for key, inner in value.items()]
        opening, closing = "{", "}"
    elif isinstance(value, Sequence) and not isinstance(value, str):
        items = [_pretty(inner, depth + 1) for inner in value]
        opening, closing = "[", "]"
    else:
        return to_text(value)
    lines = ",\n".join("    " * depth + item for item in items)
    return f"{opening}\n{lines}{chr(10) if items else ''}{'    ' * (depth - 1)}{closing}"


def write_settings(path: Path, values: Mapping[str, SettingsValue]) -> None:
    """Write `values` as settings.json, keys in order of their bytes; the caller puts the file in place.

    Raises:
        SettingsError: it cannot be opened or written.
    """
    text = _pretty({key: values[key] for key in sorted(values, key=os.fsencode)}, 1) + "\n"
    try:
        files.write_bytes(path, text.encode("utf-8", "surrogateescape"))
    except OSError:
        raise SettingsError((f"Error: Unable to open settings file {path} for writing",)) from None
