"""Folders and files by what they are for: what an interpreter reads, where users keep their files, what is theirs alone."""

import os
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from dashcore.common.sandbox.landlock import READ, RUN, WRITE, Access, Grant

_SYSTEM = frozenset(
    {"bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "libx32", "lost+found", "opt", "proc", "run", "sbin", "snap",
     "sys", "usr", "var"}
)  # fmt: skip
_OPEN_IN_VAR = (Path("/var/tmp"), Path("/var/backups"))  # noqa: S108 - named, not used
_LIBRARIES = ("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo")
_CONFIGURATION = (
    "gai.conf", "group", "host.conf", "hosts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "ld.so.preload", "localtime",
    "mime.types", "nsswitch.conf", "passwd", "protocols", "resolv.conf", "services", "ssl", "timezone",
)  # fmt: skip
_PROC = ("cpuinfo", "loadavg", "meminfo", "stat", "sys/kernel", "sys/net/core", "sys/vm", "uptime", "version")
_DEVICES = (("null", READ | Access.WRITE_FILE), ("zero", READ), ("random", READ), ("urandom", READ))
_ELF_HEAD = struct.Struct(
    "<4sBB26xQ14xHH"
)  # magic, class, byte order, where the program headers are, their size, number
_ELF_PART = struct.Struct("<I4xQ16xQ")  # type, where in the file, size there
_ELF_INTERPRETER = 3
_SHELL_HEADS = (b"#!/bin/sh", b"#!/usr/bin/env")


def _home() -> Path:
    return Path(os.path.expanduser("~"))  # noqa: PTH111 - never raises


def is_within(path: Path, folders: Iterable[Path]) -> bool:
    """Whether a path is one of the folders, or below one; all absolute, without links."""
    return any(path == folder or folder in path.parents for folder in folders)


def interpreter() -> Iterator[Grant]:
    """Give what Python and the C library read: modules, shared libraries, names and time zones, this process's own facts."""
    apart = [_home(), Path("/")]
    for text in dict.fromkeys([sys.prefix, sys.base_prefix, *filter(_is_for_modules, sys.path)]):
        path = Path(text or ".").resolve()
        if not any(is_within(place, [path]) for place in apart):
            yield Grant(path, READ)
    for text in _LIBRARIES:
        yield Grant(text, READ)
    for name in _CONFIGURATION:
        yield Grant(f"/etc/{name}", READ)  # it counts for what a link leads to
    for name, access in _DEVICES:
        yield Grant(f"/dev/{name}", access)
    for name in _PROC:
        yield Grant(f"/proc/{name}", READ)
    yield Grant("/proc/self", READ | Access.WRITE_FILE)
    yield Grant("/sys/devices/system/cpu", READ)
    yield Grant("/sys/fs/cgroup", READ)


def _is_for_modules(entry: str) -> bool:
    """Whether modules are looked for there on purpose: the current directory (python -m) only where it has ours."""
    path = Path(entry or ".")
    return path.absolute() != Path.cwd() or (path / "dashcore").is_dir()


def programs(scripts: Iterable[Path]) -> Iterator[Grant]:
    """Give what is needed to run this interpreter and scripts for it."""
    python = os.path.realpath(sys.executable)
    yield Grant(python, RUN)
    yield Grant(_loader_of(python), RUN)
    for script in scripts:
        try:
            with script.open("rb") as file:
                head = file.readline(64)
        except OSError:
            continue
        yield Grant(script.resolve(), RUN)
        if head.startswith(_SHELL_HEADS):  # pip writes one where the interpreter's path is too long for the kernel
            yield Grant(Path("/bin/sh").resolve(), RUN)
            yield Grant(Path("/usr/bin/env").resolve(), RUN)


def _loader_of(program: str) -> str:
    """Return the program that loads another one's shared libraries (PT_INTERP); "" where there is none."""
    try:
        with open(program, "rb") as file:  # noqa: PTH123 - quicker
            head = file.read(4096)
    except OSError:
        return ""
    magic, width, order, at, size, count = _ELF_HEAD.unpack_from(head.ljust(_ELF_HEAD.size, b"\0"))
    if (magic, width, order) != (b"\x7fELF", 2, 1):
        return ""
    for number in range(count):
        kind, where, length = _ELF_PART.unpack_from(head.ljust(1 << 16, b"\0"), at + number * size)
        if kind == _ELF_INTERPRETER:
            return head[where : where + length].rstrip(b"\0").decode()
    return ""


def of_the_user() -> Iterator[Path]:
    """Give the folders where people keep files of their own: none of the system's, none hidden in a home."""
    home = _home().resolve()
    for place in _folders(Path("/")):
        if place.name in _SYSTEM or place.name.startswith("."):
            continue
        if not is_within(home, [place]):
            yield place
    for place in _folders(home) if home != Path("/") else ():
        if not place.name.startswith("."):
            yield place
    yield from _OPEN_IN_VAR


def _folders(place: Path) -> Iterator[Path]:
    try:
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield Path(entry.path)
    except OSError:
        return


def is_of_the_user(path: Path) -> bool:
    """Whether a path (absolute, without links) is where people keep files, and has no hidden part."""
    if any(part.startswith(".") for part in path.parts):
        return False
    first = path.parts[1] if len(path.parts) > 2 else ""
    return is_within(path, _OPEN_IN_VAR) or (first != "" and first not in _SYSTEM)


def writable(paths: Iterable[Path]) -> Iterator[Grant]:
    """Give the right to read, write, make and remove files in folders."""
    for path in paths:
        yield Grant(path, WRITE)
