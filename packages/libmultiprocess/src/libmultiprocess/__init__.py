"""Call Python interfaces in other processes, over the wire protocol of C++ libmultiprocess."""

from typing import TYPE_CHECKING

from libmultiprocess._log import set_log
from libmultiprocess._proxy import Proxy
from libmultiprocess._rpc.connection import Connection
from libmultiprocess._schema.declare import Hook, Interface, SchemaFile
from libmultiprocess._schema.marks import (
    Float32,
    Float64,
    Int8,
    Int16,
    Int32,
    Int64,
    Owned,
    Secret,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
)
from libmultiprocess._transport.connect import connect, connection_of
from libmultiprocess._transport.serve import Server, listen, serve
from libmultiprocess._transport.spawn import Child, Launched, launch, spawn
from libmultiprocess._wire.framing import Limits
from libmultiprocess.errors import (
    ClosedError,
    DisconnectedError,
    MultiprocessError,
    ProtocolError,
    RemoteError,
    SchemaError,
    SpawnError,
)

if TYPE_CHECKING:
    from libmultiprocess._schema.schema import Schema
    from libmultiprocess.mpgen.memory import generate

__all__ = [
    "Child",
    "ClosedError",
    "Connection",
    "DisconnectedError",
    "Float32",
    "Float64",
    "Hook",
    "Int8",
    "Int16",
    "Int32",
    "Int64",
    "Interface",
    "Launched",
    "Limits",
    "MultiprocessError",
    "Owned",
    "ProtocolError",
    "Proxy",
    "RemoteError",
    "Schema",
    "SchemaError",
    "SchemaFile",
    "Secret",
    "Server",
    "SpawnError",
    "UInt8",
    "UInt16",
    "UInt32",
    "UInt64",
    "connect",
    "connection_of",
    "generate",
    "launch",
    "listen",
    "serve",
    "set_log",
    "spawn",
]


def __getattr__(name: str) -> object:
    """Import what only declarations need when it is first asked for: processes that run stubs start faster."""
    if name == "Schema":
        from libmultiprocess._schema.schema import Schema  # noqa: PLC0415

        return Schema
    if name == "generate":
        from libmultiprocess.mpgen.memory import generate  # noqa: PLC0415

        return generate
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
