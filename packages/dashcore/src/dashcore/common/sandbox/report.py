"""What of a process's confinement is in force, for the log, for getipcinfo and for -sandbox=require."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SandboxReport:
    """What is enforced on this process.

    Attributes:
        mode: what was asked for: off, on or require.
        landlock_abi: the version used; 0 where Landlock confines nothing.
        files: only granted files can be reached.
        tcp: only granted TCP ports can be reached.
        system_calls: the filter is in force.
        no_new_privileges: programs it starts gain no rights.
        no_core_dumps: its memory is never written to disk.
        hidden_memory: no process of the same user can trace it or read its memory; asked of wallets only.
        missing: what was asked for and is not enforced, each in a few words.
        notes: what the options allow beyond the rule, each in a few words.
    """

    mode: str = "off"
    landlock_abi: int = 0
    files: bool = False
    tcp: bool = False
    system_calls: bool = False
    no_new_privileges: bool = False
    no_core_dumps: bool = False
    hidden_memory: bool = False
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether all that was asked for is enforced."""
        return self.mode != "off" and not self.missing

    def enforced(self) -> tuple[str, ...]:
        """Name what is in force."""
        named = (
            (f"files (Landlock {self.landlock_abi})", self.files),
            ("TCP ports", self.tcp),
            ("system calls (seccomp)", self.system_calls),
            ("no new privileges", self.no_new_privileges),
            ("no core dumps", self.no_core_dumps),
            ("hidden memory", self.hidden_memory),
        )
        return tuple(name for name, holds in named if holds)

    def summary(self) -> str:
        """Return one line for the log."""
        if self.mode == "off":
            return "Sandbox: off"
        text = f"Sandbox: {', '.join(self.enforced()) or 'nothing enforced'}"
        if self.missing:
            text += f"; missing: {', '.join(self.missing)}"
        if self.notes:
            text += f"; allowed besides: {', '.join(self.notes)}"
        return text

    def to_dict(self) -> dict[str, str | bool | int | list[str]]:
        """Return it as getipcinfo shows it."""
        return {
            "mode": self.mode,
            "full": self.is_full,
            "landlock_abi": self.landlock_abi,
            "enforced": list(self.enforced()),
            "missing": list(self.missing),
            "notes": list(self.notes),
        }
