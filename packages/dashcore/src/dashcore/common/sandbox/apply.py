"""Confine this process: every layer that the kernel has, and a report of which those are."""

from dataclasses import dataclass
from enum import Enum

from dashcore.common.sandbox import landlock, limits, seccomp
from dashcore.common.sandbox.landlock import Domain
from dashcore.common.sandbox.report import SandboxReport
from dashcore.common.sandbox.seccomp import Filter


class Mode(Enum):
    """Values of -sandbox."""

    OFF = "off"
    ON = "on"
    REQUIRE = "require"


class SandboxMissingError(Exception):
    """-sandbox=require, and not all of it can be had; `args[0]` are the missing parts."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(missing)
        self.missing = missing

    def __str__(self) -> str:
        return f"-sandbox=require: not available here: {', '.join(self.missing)}"


@dataclass(eq=False, repr=False, kw_only=True)
class Policy:
    """How a process is to be confined.

    Attributes:
        mode: REQUIRE refuses to do it by halves.
        domain: files and ports that stay; None where they cannot be known.
        filter: system calls that do not.
        hides_memory: for who holds keys.
        notes: for the report.
    """

    mode: Mode
    domain: Domain | None
    filter: Filter
    hides_memory: bool = False
    notes: tuple[str, ...] = ()


@dataclass(eq=False, repr=False, kw_only=True)
class Kernel:
    """What this machine can enforce."""

    landlock_abi: int
    has_filters: bool

    @classmethod
    def detect(cls) -> "Kernel":
        """Ask it."""
        return cls(landlock_abi=landlock.abi(), has_filters=seccomp.machine() is not None)


def missing_of(policy: Policy, kernel: Kernel) -> tuple[str, ...]:
    """Name what a policy asks for and a machine lacks."""
    missing = []
    if policy.domain is None:
        missing.append("files (the folders are not known when this process starts)")
    elif not kernel.landlock_abi:
        missing.append("files (the kernel has no Landlock)")
    elif kernel.landlock_abi < landlock.ABI_PORTS:
        missing.append(f"TCP ports (Landlock {kernel.landlock_abi}, needs {landlock.ABI_PORTS}: Linux 6.7)")
    if not kernel.has_filters:
        missing.append("system calls (no seccomp filter for this machine)")
    return tuple(missing)


def apply(policy: Policy, kernel: Kernel | None = None) -> SandboxReport:
    """Confine the calling thread and what it starts; so do it before any thread runs. There is no way back.

    Raises:
        SandboxMissingError: -sandbox=require, and this machine cannot enforce all; found out before anything is done
            where that is possible.
    """
    if policy.mode is Mode.OFF:
        return SandboxReport()
    kernel = kernel or Kernel.detect()
    missing = missing_of(policy, kernel)
    if missing and policy.mode is Mode.REQUIRE:
        raise SandboxMissingError(missing)
    lost = list(missing)

    def hold(holds: bool, name: str) -> bool:
        if not holds:
            lost.append(name)
        return holds

    limits.raise_open_files()
    limits.drop_capabilities()
    no_core_dumps = hold(limits.forbid_core_dumps(), "core dump limit")
    hidden = policy.hides_memory and hold(limits.hide_memory(), "hidden memory")
    no_new_privileges = hold(limits.forbid_new_privileges(), "no new privileges")
    has_files = policy.domain is not None and kernel.landlock_abi > 0 and hold(*_try_landlock(policy.domain, kernel))
    has_filter = kernel.has_filters and hold(*_try_filter(policy.filter))
    if lost and policy.mode is Mode.REQUIRE:
        raise SandboxMissingError(tuple(lost))
    return SandboxReport(
        mode=policy.mode.value,
        landlock_abi=kernel.landlock_abi if has_files else 0,
        files=has_files,
        tcp=has_files and kernel.landlock_abi >= landlock.ABI_PORTS,
        system_calls=has_filter,
        no_new_privileges=no_new_privileges,
        no_core_dumps=no_core_dumps,
        hidden_memory=hidden,
        missing=tuple(lost),
        notes=policy.notes,
    )


def _try_landlock(domain: Domain, kernel: Kernel) -> tuple[bool, str]:
    try:
        landlock.restrict(domain, kernel.landlock_abi)
    except OSError as error:
        return False, f"files (Landlock: {error.strerror})"
    return True, ""


def _try_filter(rules: Filter) -> tuple[bool, str]:
    try:
        seccomp.install(rules)
    except OSError as error:
        return False, f"system calls (seccomp: {error.strerror})"
    return True, ""
