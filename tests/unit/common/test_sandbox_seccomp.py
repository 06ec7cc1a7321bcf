"""The filter's program, run by a small interpreter of BPF: what it denies on each architecture, and nothing else."""

import errno
import socket
import struct

import pytest

from dashcore.common.sandbox import seccomp
from dashcore.common.sandbox.seccomp import NUMBERS, Filter

ALLOW = 0x7FFF0000
ENOSYS = 0x00050000 | errno.ENOSYS
DENY = 0x00050000 | errno.EPERM
ARCH = (0xC000003E, 0xC00000B7)
COLUMNS = pytest.mark.parametrize("column", [0, 1], ids=["x86_64", "aarch64"])
WALLET = Filter(
    denied=seccomp.INTRUSION | seccomp.KERNEL | seccomp.ATTRIBUTES | seccomp.PROGRAMS | {"bind", "connect", "listen"},
    families=frozenset(),
    may_fork=False,
)
NODE = Filter(
    denied=seccomp.INTRUSION | seccomp.KERNEL | seccomp.ATTRIBUTES,
    families=frozenset({int(socket.AF_INET), int(socket.AF_INET6)}),
    may_fork=True,
)
THREAD = 0x003D0F00  # flags of pthread_create
FORK = 0x01200011  # of fork: SIGCHLD and two that set and clear the child's id


def run(program: bytes, number: int, *arguments: int, arch: int) -> int:
    """Return the program's verdict."""
    data = struct.pack("<IIQ6Q", number & 0xFFFFFFFF, arch, 0, *(arguments + (0,) * 6)[:6])
    at, accumulator = 0, 0
    while True:
        code, true, false, value = struct.unpack_from("<HBBI", program, 8 * at)
        at += 1
        match code:
            case 0x20:
                (accumulator,) = struct.unpack_from("<I", data, value)
            case 0x15:
                at += true if accumulator == value else false
            case 0x35:
                at += true if accumulator >= value else false
            case 0x45:
                at += true if accumulator & value else false
            case 0x06:
                return int(value)
            case _:
                raise AssertionError(hex(code))


def verdict(rules: Filter, column: int, name: str, *arguments: int) -> int:
    return run(seccomp.assemble(rules, column), NUMBERS[name][column], *arguments, arch=ARCH[column])


@COLUMNS
@pytest.mark.parametrize("rules", [WALLET, NODE], ids=["wallet", "node"])
def test_denies_what_it_names(rules: Filter, column: int) -> None:
    """Each named call answers EPERM; one that the architecture lacks is not mistaken for another."""
    denied = {NUMBERS[name][column] for name in rules.denied if NUMBERS[name][column] >= 0}
    program = seccomp.assemble(rules, column)
    special = {NUMBERS[name][column] for name in ("socket", "clone", "clone3", "ioctl", "fork", "vfork")}

    for number in range(600):
        if number not in special:
            assert run(program, number, arch=ARCH[column]) == (DENY if number in denied else ALLOW), number


@COLUMNS
def test_sockets_by_family(column: int) -> None:
    """A node opens Internet sockets and no other; a spawned wallet opens none. Upper halves of the argument count for nothing."""
    for family in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET):
        wanted = ALLOW if family in NODE.families else DENY
        assert verdict(NODE, column, "socket", int(family)) == wanted
        assert verdict(NODE, column, "socket", int(family) | 1 << 32) == wanted
        assert verdict(WALLET, column, "socket", int(family)) == DENY


@COLUMNS
def test_threads_and_processes(column: int) -> None:
    """Threads start everywhere, processes where they may, namespaces nowhere; clone3, whose flags nobody sees, is not there."""
    assert verdict(WALLET, column, "clone", THREAD) == ALLOW
    assert verdict(WALLET, column, "clone", FORK) == DENY
    assert verdict(NODE, column, "clone", THREAD) == ALLOW
    assert verdict(NODE, column, "clone", FORK) == ALLOW
    for namespace in (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000):
        assert verdict(NODE, column, "clone", FORK | namespace) == DENY
    assert verdict(NODE, column, "clone3") == ENOSYS
    if column == 0:
        for name in ("fork", "vfork"):
            assert verdict(WALLET, column, name) == DENY
            assert verdict(NODE, column, name) == ALLOW


@COLUMNS
def test_terminals_take_no_typing(column: int) -> None:
    """Pushing characters into the user's terminal is denied, all else of ioctl is not."""
    assert verdict(NODE, column, "ioctl", 0, 0x5412) == DENY
    assert verdict(NODE, column, "ioctl", 0, 0x541C) == DENY
    assert verdict(NODE, column, "ioctl", 0, 0x5401) == ALLOW


@COLUMNS
def test_other_ways_in_are_closed(column: int) -> None:
    """The call tables of other architectures, and x32's, cannot be used to get around the filter."""
    program = seccomp.assemble(NODE, column)

    assert run(program, 0, arch=0x40000003) == DENY  # i386
    assert run(program, 0, arch=ARCH[1 - column]) == DENY
    if column == 0:
        assert run(program, 0x40000000, arch=ARCH[0]) == DENY
        assert run(program, -1, arch=ARCH[0]) == DENY


def test_numbers_are_unique() -> None:
    """No two names share a number: a slip in the table would deny something else."""
    for column in (0, 1):
        numbers = [pair[column] for pair in NUMBERS.values() if pair[column] >= 0]
        assert len(numbers) == len(set(numbers))


def test_every_name_is_known() -> None:
    """The sets name calls of the table."""
    named = seccomp.INTRUSION | seccomp.KERNEL | seccomp.ATTRIBUTES | seccomp.PROGRAMS | seccomp.PROCESSES
    assert named <= NUMBERS.keys()
