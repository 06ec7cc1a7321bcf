"""Write .capnp schemas and typed stubs from a declaration, or both a declaration's classes and stubs from a .capnp file.

mpgen package.module:SCHEMA --capnp DIR --stubs DIR [--check]
mpgen --from mining.capnp --out DIR [--check]
"""

from libmultiprocess.mpgen.command import main
from libmultiprocess.mpgen.memory import generate

__all__ = ["generate", "main"]
