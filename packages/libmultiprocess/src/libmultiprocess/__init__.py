"""Call Python interfaces in other processes, over the wire protocol of C++ libmultiprocess."""

from typing import TYPE_CHECKING

from libmultiprocess._log import set_log
from libmultiprocess._peer import Peer
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
from libmultiprocess._transport.address import Address, TlsAddress, UnixAddress, VsockAddress, parse_address
from libmultiprocess._transport.connect import connect, connection_of
from libmultiprocess._transport.serve import Server, listen, serve
from libmultiprocess._transport.spawn import Child, Launched, launch, spawn
from libmultiprocess._wire.framing import Limits
from libmultiprocess.errors import (
    AddressError,
    BadAddressError,
    ClosedError,
    DisconnectedError,
    IdentityError,
    InUseError,
    MultiprocessError,
    NobodyListensError,
    NoPermissionError,
    NotASocketError,
    NotAuthorizedError,
    ProtocolError,
    RemoteError,
    SchemaError,
    SpawnError,
    UnreachableError,
    WrongOwnerError,
)

if TYPE_CHECKING:
    from libmultiprocess._schema.schema import Schema
    from libmultiprocess._transport.tls_identity import TlsIdentity
    from libmultiprocess.mpgen.memory import generate

__all__ = [
    "Address",
    "AddressError",
    "BadAddressError",
    "Child",
    "ClosedError",
    "Connection",
    "DisconnectedError",
    "Float32",
    "Float64",
    "Hook",
    "IdentityError",
    "InUseError",
    "Int8",
    "Int16",
    "Int32",
    "Int64",
    "Interface",
    "Launched",
    "Limits",
    "MultiprocessError",
    "NoPermissionError",
    "NobodyListensError",
    "NotASocketError",
    "NotAuthorizedError",
    "Owned",
    "Peer",
    "ProtocolError",
    "Proxy",
    "RemoteError",
    "Schema",
    "SchemaError",
    "SchemaFile",
    "Secret",
    "Server",
    "SpawnError",
    "TlsAddress",
    "TlsIdentity",
    "UInt8",
    "UInt16",
    "UInt32",
    "UInt64",
    "UnixAddress",
    "UnreachableError",
    "VsockAddress",
    "WrongOwnerError",
    "connect",
    "connection_of",
    "generate",
    "launch",
    "listen",
    "parse_address",
    "serve",
    "set_log",
    "spawn",
]


def __getattr__(name: str) -> object:
    """Import what only declarations, or TLS, need when it is first asked for: processes that run stubs start faster."""
    if name == "Schema":
        from libmultiprocess._schema.schema import Schema  # noqa: PLC0415

        return Schema
    if name == "generate":
        from libmultiprocess.mpgen.memory import generate  # noqa: PLC0415

        return generate
    if name == "TlsIdentity":
        from libmultiprocess._transport.tls_identity import TlsIdentity  # noqa: PLC0415

        return TlsIdentity
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
