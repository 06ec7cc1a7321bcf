"""seccomp: which system calls this process may still make. Linux on x86_64 and aarch64.

What is denied answers EPERM, as if the user had no right to it: the process goes on and its log tells. The filter is
a BPF program; `assemble` writes it, `install` gives it to the kernel, for every thread at once.
"""

import ctypes
import errno
import os
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass

_SET_MODE_FILTER, _TSYNC = 1, 1
_PR_SET_NO_NEW_PRIVS = 38
_RET_ALLOW = 0x7FFF0000
_RET_ERRNO = 0x00050000
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NR_AT, _ARCH_AT, _ARGS_AT = 0, 4, 16  # bytes in struct seccomp_data; both architectures are little-endian
_X32_BIT = 0x40000000
_CLONE_THREAD = 0x00010000
_NEW_NAMESPACES = 0x7E020080  # CLONE_NEWNS, -CGROUP, -UTS, -IPC, -USER, -PID, -NET, -TIME
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C

_X86_64, _AARCH64 = 0, 1
_MACHINES = {"x86_64": _X86_64, "amd64": _X86_64, "aarch64": _AARCH64, "arm64": _AARCH64}
_AUDIT_ARCH = (0xC000003E, 0xC00000B7)
_SECCOMP = (317, 277)
_NONE = -1  # the architecture has no such call

NUMBERS: dict[str, tuple[int, int]] = {  # name -> x86_64, aarch64
    "_sysctl": (156, _NONE),
    "acct": (163, 89),
    "add_key": (248, 217),
    "adjtimex": (159, 171),
    "bind": (49, 200),
    "bpf": (321, 280),
    "chmod": (90, _NONE),
    "chown": (92, _NONE),
    "chroot": (161, 51),
    "clock_adjtime": (305, 266),
    "clock_settime": (227, 112),
    "clone": (56, 220),
    "clone3": (435, 435),
    "connect": (42, 203),
    "create_module": (174, _NONE),
    "delete_module": (176, 106),
    "execve": (59, 221),
    "execveat": (322, 281),
    "fanotify_init": (300, 262),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "fchownat": (260, 54),
    "finit_module": (313, 273),
    "fork": (57, _NONE),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "init_module": (175, 105),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "ioctl": (16, 29),
    "ioperm": (173, _NONE),
    "iopl": (172, _NONE),
    "kcmp": (312, 272),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "lchown": (94, _NONE),
    "listen": (50, 201),
    "lookup_dcookie": (212, 18),
    "lremovexattr": (198, 15),
    "lsetxattr": (189, 6),
    "migrate_pages": (256, 238),
    "mknod": (133, _NONE),
    "mknodat": (259, 33),
    "modify_ldt": (154, _NONE),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "move_pages": (279, 239),
    "name_to_handle_at": (303, 264),
    "nfsservctl": (180, 42),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "perf_event_open": (298, 241),
    "personality": (135, 92),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "reboot": (169, 142),
    "removexattr": (197, 14),
    "removexattrat": (466, 466),
    "request_key": (249, 218),
    "setdomainname": (171, 162),
    "sethostname": (170, 161),
    "setns": (308, 268),
    "settimeofday": (164, 170),
    "setxattr": (188, 5),
    "setxattrat": (463, 463),
    "socket": (41, 198),
    "swapoff": (168, 225),
    "swapon": (167, 224),
    "syslog": (103, 116),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "uselib": (134, _NONE),
    "userfaultfd": (323, 282),
    "vfork": (58, _NONE),
    "vhangup": (153, 58),
}

INTRUSION = frozenset({"kcmp", "pidfd_getfd", "process_madvise", "process_vm_readv", "process_vm_writev", "ptrace"})
KERNEL = frozenset(
    {
        "_sysctl", "acct", "add_key", "adjtimex", "bpf", "chroot", "clock_adjtime", "clock_settime", "create_module",
        "delete_module", "fanotify_init", "finit_module", "fsconfig", "fsmount", "fsopen", "fspick", "init_module",
        "io_uring_enter", "io_uring_register", "io_uring_setup", "ioperm", "iopl", "kexec_file_load", "kexec_load",
        "keyctl", "lookup_dcookie", "migrate_pages", "mknod", "mknodat", "modify_ldt", "mount", "mount_setattr",
        "move_mount", "move_pages", "name_to_handle_at", "nfsservctl", "open_by_handle_at", "open_tree",
        "perf_event_open", "personality", "pivot_root", "process_mrelease", "quotactl", "quotactl_fd", "reboot",
        "request_key", "setdomainname", "sethostname", "setns", "settimeofday", "swapoff", "swapon", "syslog",
        "umount2", "unshare", "uselib", "userfaultfd", "vhangup",
    }
)  # fmt: skip
ATTRIBUTES = frozenset(
    {
        "chmod", "chown", "fchmodat", "fchmodat2", "fchownat", "lchown", "lremovexattr", "lsetxattr", "removexattr",
        "removexattrat", "setxattr", "setxattrat",
    }
)  # fmt: skip
PROGRAMS = frozenset({"execve", "execveat"})
PROCESSES = frozenset({"fork", "vfork"})


@dataclass(eq=False, repr=False, kw_only=True)  # made at each start: what it generates takes time
class Filter:
    """What a process may not do.

    Attributes:
        denied: names of calls, of `NUMBERS`.
        families: address families that sockets may have.
        may_fork: start processes; threads are never denied.
    """

    denied: frozenset[str]
    families: frozenset[int]
    may_fork: bool


def machine() -> int | None:
    """Return which column of `NUMBERS` this process needs; None where it is none of them."""
    if sys.platform != "linux" or struct.calcsize("P") != 8:
        return None
    return _MACHINES.get(os.uname().machine.lower())


def _step(code: int, value: int, true: int = 0, false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, true, false, value)


def _deny(number: int = errno.EPERM) -> bytes:
    return _step(_RETURN, _RET_ERRNO | number)


def _argument(position: int) -> bytes:
    return _step(_LOAD, _ARGS_AT + 8 * position)  # the lower half: these arguments are 32 bits wide


def _when(number: int, block: list[bytes]) -> list[bytes]:
    return [_step(_JUMP_EQUAL, number, 0, len(block)), *block]


def _blocks(rules: Filter, column: int) -> Iterator[list[bytes]]:
    """Give the program's parts; each leaves the accumulator alone, or returns."""

    def of(name: str) -> int:
        return NUMBERS[name][column]

    allow = _step(_RETURN, _RET_ALLOW)
    yield [_step(_LOAD, _ARCH_AT), _step(_JUMP_EQUAL, _AUDIT_ARCH[column], 1, 0), _deny()]
    yield [_step(_LOAD, _NR_AT)]
    if column == _X86_64:
        yield [_step(_JUMP_AT_LEAST, _X32_BIT, 0, 1), _deny()]
    denied = rules.denied | (frozenset() if rules.may_fork else PROCESSES)
    for name in sorted(denied):
        if of(name) != _NONE:
            yield _when(of(name), [_deny()])
    families = [_step(_JUMP_EQUAL, family, 0, 1) + allow for family in sorted(rules.families)]
    yield _when(of("socket"), _split([_argument(0), *families, _deny()]))
    # clone3 hides its flags behind a pointer; told that there is none, the C library takes clone
    yield _when(of("clone3"), [_deny(errno.ENOSYS)])
    wrong = [_step(_JUMP_ANY_BIT, _NEW_NAMESPACES, 0, 1), _deny()]
    if not rules.may_fork:
        wrong += [_step(_JUMP_ANY_BIT, _CLONE_THREAD, 1, 0), _deny()]
    yield _when(of("clone"), [_argument(0), *wrong, allow])
    terminal = [_step(_JUMP_EQUAL, request, 0, 1) + _deny() for request in (_TIOCSTI, _TIOCLINUX)]
    yield _when(of("ioctl"), _split([_argument(1), *terminal, allow]))
    yield [allow]


def _split(steps: list[bytes]) -> list[bytes]:
    joined = b"".join(steps)
    return [joined[at : at + 8] for at in range(0, len(joined), 8)]


def assemble(rules: Filter, column: int) -> bytes:
    """Return the BPF program, eight bytes a step."""
    return b"".join(step for block in _blocks(rules, column) for step in block)


def install(rules: Filter) -> None:
    """Let the rules count for every thread of this process, and for what it starts.

    Raises:
        OSError: the kernel has no filters, or refuses this one.
    """
    column = machine()
    if column is None:
        raise OSError(errno.ENOSYS, "no filter for this architecture")
    program = assemble(rules, column)
    code = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no_new_privs")
    result = libc.syscall(ctypes.c_long(_SECCOMP[column]), ctypes.c_long(_SET_MODE_FILTER), ctypes.c_long(_TSYNC), head)
    if result:
        number = ctypes.get_errno() if result < 0 else errno.ESRCH  # a positive one names a thread that differs
        raise OSError(number, os.strerror(number))
