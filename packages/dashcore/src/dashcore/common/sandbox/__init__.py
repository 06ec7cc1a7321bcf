"""Confinement of a process by the kernel: files, TCP ports, system calls, memory. See docs/multiprocess.md."""

from dashcore.common.sandbox.apply import Kernel, Mode, Policy, SandboxMissingError, apply, missing_of
from dashcore.common.sandbox.report import SandboxReport

__all__ = ["Kernel", "Mode", "Policy", "SandboxMissingError", "SandboxReport", "apply", "missing_of"]
