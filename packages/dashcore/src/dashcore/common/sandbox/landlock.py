"""Landlock: which files and TCP ports the calling thread, and what it starts, may still reach. Linux 5.13 and later.

A right is granted to a file, or to a folder and all below it; what is not granted is denied. Rights never come back.
Three system calls, through ctypes. Source: Linux Documentation/userspace-api/landlock.rst.
"""

import ctypes
import os
import stat
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every architecture
_VERSION_FLAG = 1
_RULE_PATH, _RULE_PORT = 1, 2
_PR_SET_NO_NEW_PRIVS = 38

ABI_PORTS = 4  # the first that knows TCP
ABI_SCOPES = 6  # the first that keeps signals and abstract sockets within


class Access:
    """What may be done with files, as bits. For a folder it counts for everything below, too."""

    EXECUTE = 1 << 0
    WRITE_FILE = 1 << 1
    READ_FILE = 1 << 2
    READ_DIR = 1 << 3
    REMOVE_DIR = 1 << 4
    REMOVE_FILE = 1 << 5
    MAKE_CHAR = 1 << 6
    MAKE_DIR = 1 << 7
    MAKE_REG = 1 << 8
    MAKE_SOCK = 1 << 9
    MAKE_FIFO = 1 << 10
    MAKE_BLOCK = 1 << 11
    MAKE_SYM = 1 << 12
    REFER = 1 << 13
    TRUNCATE = 1 << 14
    IOCTL_DEV = 1 << 15


READ = Access.READ_FILE | Access.READ_DIR
WRITE = (
    READ
    | Access.WRITE_FILE
    | Access.TRUNCATE
    | Access.MAKE_REG
    | Access.MAKE_DIR
    | Access.REMOVE_FILE
    | Access.REMOVE_DIR
    | Access.REFER
)
RUN = Access.EXECUTE | Access.READ_FILE
_OF_A_FILE = Access.EXECUTE | Access.WRITE_FILE | Access.READ_FILE | Access.TRUNCATE | Access.IOCTL_DEV
_FILES_BY_ABI = ((5, 0xFFFF), (3, 0x7FFF), (2, 0x3FFF), (1, 0x1FFF))
_BIND_TCP, _CONNECT_TCP = 1, 2
_SCOPE_ABSTRACT_SOCKETS, _SCOPE_SIGNALS = 1, 2


class Grant(NamedTuple):
    """A file or folder, and what may be done there, bits of `Access`. One that does not exist grants nothing."""

    path: str | Path
    access: int


@dataclass(eq=False, repr=False, kw_only=True)  # made at each start: what it generates takes time
class Domain:
    """What stays allowed.

    Attributes:
        grants: of files.
        bind_ports: TCP ports to listen at; None: any.
        connect_ports: TCP ports to connect to; None: any.
        keep_signals: send signals to processes of the same domain only.
    """

    grants: tuple[Grant, ...]
    bind_ports: frozenset[int] | None = None
    connect_ports: frozenset[int] | None = None
    keep_signals: bool = False


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _call(*args: int | bytes | None) -> int:
    result = int(_libc().syscall(*(ctypes.c_long(arg) if isinstance(arg, int) else arg for arg in args)))
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def abi() -> int:
    """Return the version this kernel has; 0 where it has none, or it is switched off."""
    if sys.platform != "linux":
        return 0
    try:
        return _call(_CREATE_RULESET, None, 0, _VERSION_FLAG)
    except OSError:
        return 0


def handled_files(version: int) -> int:
    """Return the rights that a version knows; what it does not know it cannot deny."""
    return next((rights for since, rights in _FILES_BY_ABI if version >= since), 0)


def restrict(domain: Domain, version: int) -> None:
    """Confine the calling thread, and every thread and process it starts.

    Args:
        domain: what stays allowed.
        version: as `abi` found it; at least 1.

    Raises:
        OSError: the kernel refuses; nothing has changed then.
    """
    files = handled_files(version)
    ports = 0
    if version >= ABI_PORTS:
        ports |= 0 if domain.bind_ports is None else _BIND_TCP
        ports |= 0 if domain.connect_ports is None else _CONNECT_TCP
    scopes = _SCOPE_ABSTRACT_SOCKETS | (_SCOPE_SIGNALS if domain.keep_signals else 0)
    known = 3 if version >= ABI_SCOPES else 2 if version >= ABI_PORTS else 1
    head = struct.pack("=3Q", files, ports, scopes)[: 8 * known]
    ruleset = _call(_CREATE_RULESET, head, len(head), 0)
    try:
        for grant in domain.grants:
            _add_path(ruleset, grant, files)
        if ports & _BIND_TCP:
            _add_ports(ruleset, _BIND_TCP, domain.bind_ports or ())
        if ports & _CONNECT_TCP:
            _add_ports(ruleset, _CONNECT_TCP, domain.connect_ports or ())
        if _libc().prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "no_new_privs")
        _call(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _add_path(ruleset: int, grant: Grant, handled: int) -> None:
    try:
        target = os.open(grant.path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        access = grant.access & handled
        if not stat.S_ISDIR(os.fstat(target).st_mode):
            access &= _OF_A_FILE
        if access:
            _call(_ADD_RULE, ruleset, _RULE_PATH, struct.pack("=Qi", access, target), 0)
    finally:
        os.close(target)


def _add_ports(ruleset: int, right: int, ports: Iterable[int]) -> None:
    for port in ports:
        _call(_ADD_RULE, ruleset, _RULE_PORT, struct.pack("=QQ", right, port), 0)
