"""debug.log in dashd's format, on top of the standard library's logging. Mirrors logging.cpp.

Everything that is logged below "dash" gets here; until `start` opens the file it is kept.
"""

import logging
import os
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from dashcore.common import files
from dashcore.common.args import ArgsManager, default_data_dir
from dashcore.common.clock import Clock
from dashcore.common.errors import InitError
from dashcore.common.log_categories import CATEGORIES, LEVEL_NAMES, TRACE, USER_LEVELS, resolve

_ROOT = "dash"
_HISTORY_BYTES = 10_000_000  # what shrinking leaves
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_STDOUT = 1


def _escape(match: re.Match[str]) -> str:
    return f"\\x{ord(match[0]):02x}"


class DebugLog(logging.Handler):
    """Writes the log of this process; one in a process, made before anything is logged.

    Attributes:
        file_path: where the file is or would be.
        log_ips: whether addresses of peers may be logged (-logips).

    Threads: any thread may log; a line is one write, so processes may share the file.
    """

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.file_path = Path("debug.log")
        self.log_ips = False
        self._clock = clock
        self._print_to_file = True
        self._print_to_console = False
        self._timestamps = True
        self._micros = False
        self._threadnames = False
        self._sourcelocations = False
        self._level_always = False
        self._file = -1  # descriptor; guarded by: the handler's lock
        self._reopen = False
        self._kept: list[str] | None = []  # lines before the file is open; guarded by: the handler's lock
        self._enabled: set[str] = set()
        self._level = "debug"
        self._category_levels: dict[str, str] = {}
        self._root = logging.getLogger(_ROOT)
        self._root.propagate = False
        self._root.setLevel(logging.INFO)
        self._root.addHandler(self)
        self._apply()

    # Options

    def configure(self, args: ArgsManager) -> None:
        """Take the options that say where and how to write."""
        self._print_to_file = not args.is_negated("-debuglogfile")
        self.file_path = args.abs_path(args.get_path("-debuglogfile") or Path("debug.log"))
        self._print_to_console = args.get_bool("-printtoconsole", not args.get_bool("-daemon", False))
        self._timestamps = args.get_bool("-logtimestamps", True)
        self._micros = args.get_bool("-logtimemicros", False)
        self._threadnames = args.get_bool("-logthreadnames", False)
        self._sourcelocations = args.get_bool("-logsourcelocations", False)
        self._level_always = args.get_bool("-loglevelalways", False)
        self.log_ips = args.get_bool("-logips", False)

    def set_categories(self, args: ArgsManager) -> list[str]:
        """Take -debug and -debugexclude; return a warning for each name that is no category."""
        warnings: list[str] = []
        names = args.get_all("-debug")
        if not {"0", "none"} & set(names):
            warnings += [
                f"Unsupported logging category -debug={name}." for name in names if not self.enable_category(name)
            ]
        warnings += [
            f"Unsupported logging category -debugexclude={name}."
            for name in args.get_all("-debugexclude")
            if not self.disable_category(name)
        ]
        return warnings

    def set_levels(self, args: ArgsManager) -> list[str]:
        """Take -loglevel; return a warning for each value that is neither level nor category:level."""
        warnings: list[str] = []
        for value in args.get_all("-loglevel"):
            if ":" not in value[3:]:
                if not self.set_level(value):
                    warnings.append(
                        f"Unsupported global logging level -loglevel={value}. Valid values: {', '.join(USER_LEVELS)}."
                    )
            elif not self.set_category_level(*value.split(":", 1)):
                warnings.append(
                    f"Unsupported category-specific logging level -loglevel={value}. Expected -loglevel=<category>:"
                    f"<loglevel>. Valid categories: {', '.join(sorted(CATEGORIES))}. "
                    f"Valid loglevels: {', '.join(USER_LEVELS)}."
                )
        return warnings

    def enable_category(self, name: str) -> bool:
        """Write debug messages of what `name` stands for; False where it is no category."""
        found = resolve(name)
        if found is None:
            return False
        self._enabled |= found
        self._apply()
        return True

    def disable_category(self, name: str) -> bool:
        """Write debug messages of what `name` stands for no longer; False where it is no category."""
        found = resolve(name)
        if found is None:
            return False
        self._enabled -= found
        self._apply()
        return True

    def set_level(self, level: str) -> bool:
        """Set the least severity written for enabled categories; False where users may not name it."""
        if level not in USER_LEVELS:
            return False
        self._level = level
        self._apply()
        return True

    def set_category_level(self, category: str, level: str) -> bool:
        """Set it for what one name stands for; False where there is no such category or level."""
        found = resolve(category)
        if found is None or level not in USER_LEVELS:
            return False
        self._category_levels.update(dict.fromkeys(found, level))
        self._apply()
        return True

    def is_enabled(self, category: str) -> bool:
        """Whether debug messages of a category are written."""
        return category in self._enabled

    def categories(self) -> dict[str, bool]:
        """Whether each category is enabled, by name in order."""
        return {name: name in self._enabled for name in sorted(CATEGORIES)}

    def _apply(self) -> None:
        for name in CATEGORIES:
            level = logging.INFO
            if name in self._enabled:
                level = LEVEL_NAMES[self._category_levels.get(name, self._level)]
            logging.getLogger(f"{_ROOT}.{name}").setLevel(level)

    # Life

    def start(self, args: ArgsManager, *, first: bool = True) -> None:
        """Open the file and write what was kept.

        Args:
            first: False in a process that joins the log of another one: no shrinking, no gap.

        Raises:
            InitError: the file cannot be opened.
        """
        if self._print_to_file and first and args.get_bool("-shrinkdebugfile", not self._enabled):
            self._shrink()
        with self.lock or threading.RLock():
            if self._print_to_file:
                self._file = self._open()
                if self._file < 0:
                    raise InitError(f"Could not open debug log file {self.file_path}")
                if first:
                    os.write(self._file, b"\n\n\n\n\n")
            kept, self._kept = self._kept or [], None
            for line in kept:
                self._write(line)

    def reopen(self) -> None:
        """Open the file anew before the next line, as its name may now be another file (SIGHUP)."""
        self._reopen = True

    def close(self) -> None:
        """Write nothing any more, and leave no level behind that was this log's."""
        self._root.removeHandler(self)
        if not any(isinstance(handler, DebugLog) for handler in self._root.handlers):
            for name in CATEGORIES:
                logging.getLogger(f"{_ROOT}.{name}").setLevel(logging.NOTSET)
        with self.lock or threading.RLock():
            if self._file >= 0:
                os.close(self._file)
                self._file = -1
            self._kept = None
            self._print_to_file = self._print_to_console = False
        super().close()

    def _open(self) -> int:
        try:
            return files.open_descriptor(self.file_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        except OSError:
            return -1

    def _shrink(self) -> None:
        try:
            if self.file_path.stat().st_size <= 11 * (_HISTORY_BYTES // 10):
                return
            with os.fdopen(files.open_descriptor(self.file_path, os.O_RDONLY), "rb") as old:
                old.seek(-_HISTORY_BYTES, os.SEEK_END)
                recent = old.read(_HISTORY_BYTES)
            files.write_bytes(self.file_path, recent)
        except FileNotFoundError:
            return  # the first start
        except OSError:
            self._root.info("Failed to shrink debug log file: fseek(...) failed")

    # Lines

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record. Called by logging with the handler's lock held."""
        try:
            line = self.format_line(record)
        except (TypeError, ValueError):
            self.handleError(record)
            return
        if self._kept is not None:
            self._kept.append(line)
        else:
            self._write(line)

    def _write(self, line: str) -> None:
        data = line.encode("utf-8", "surrogateescape")
        if self._print_to_console:
            self._put(_STDOUT, data)
        if not self._print_to_file:
            return
        if self._reopen:
            self._reopen = False
            new = self._open()
            if new >= 0:
                os.close(self._file)
                self._file = new
        self._put(self._file, data)

    @staticmethod
    def _put(descriptor: int, data: bytes) -> None:
        try:
            while data:
                data = data[os.write(descriptor, data) :]
        except OSError:
            return  # a full disk or a closed terminal must not end the process

    def format_line(self, record: logging.LogRecord) -> str:
        """Compose dashd's line for a record."""
        text = record.getMessage()
        if _CONTROL.search(text):
            text = _CONTROL.sub(_escape, text)
        parts = [self._time(record)] if self._timestamps else []
        if self._threadnames:
            name = record.threadName or "unknown"
            parts.append(f"[{'init' if name == 'MainThread' else name:>10}] ")
        if self._sourcelocations:
            parts.append(f"[{record.module}.py:{record.lineno}] [{record.funcName}] ")
        parts += (self._prefix(record.name, record.levelno), text)
        if record.exc_info:
            parts.append("\n" + logging.Formatter().formatException(record.exc_info))
        if not parts[-1].endswith("\n"):
            parts.append("\n")
        return "".join(parts)

    def _time(self, record: logging.LogRecord) -> str:
        seconds, fraction = divmod(int(record.created * 1_000_000), 1_000_000)
        text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))
        micros = f".{fraction:06d}" if self._micros else ""
        mock = f" (mocktime: {self._clock.mock})" if self._clock.mock else ""
        return f"{text}{micros}Z{mock} "

    def _prefix(self, logger: str, level: int) -> str:
        category = logger.removeprefix(_ROOT).removeprefix(".")
        if not category and not self._level_always:
            if level == logging.INFO:
                return ""
            return f"[{_level_name(level)}] "
        if level == logging.DEBUG and not self._level_always:
            return f"[{category}] "
        return f"[{category or 'all'}:{_level_name(level)}] "


def _level_name(level: int) -> str:
    if level >= logging.ERROR:
        return "error"
    if level >= logging.WARNING:
        return "warning"
    if level >= logging.INFO:
        return "info"
    return "debug" if level > TRACE else "trace"


def log_start(args: ArgsManager) -> Iterator[str]:
    """Log paths and every option; yields a warning if -conf names no file."""
    log = logging.getLogger(_ROOT)
    log.info("Default data directory %s", default_data_dir())
    log.info("Using data directory %s", args.data_dir())
    path = args.config_file_path()
    if path.exists():
        log.info("Config file: %s", path)
    elif args.is_set("-conf"):
        yield f"The specified config file {path} does not exist"
    else:
        log.info("Config file: %s (not found, skipping)", path)
    args.log_args()
