"""Errors of the library, by whose fault it is.

MultiprocessError
    ClosedError         you closed the connection, or used what was lent after the call
    DisconnectedError   the peer went away
    ProtocolError       the peer (or a message) broke the protocol
    RemoteError         the peer raised something that was not declared
    SchemaError         an interface is declared in a way that cannot cross
    SpawnError          a process could not be started
"""

__all__ = [
    "ClosedError",
    "DisconnectedError",
    "MultiprocessError",
    "ProtocolError",
    "RemoteError",
    "SchemaError",
    "SpawnError",
]


class MultiprocessError(Exception):
    """Base of everything this library raises on its own account."""


class ClosedError(MultiprocessError):
    """This side closed the connection or the object before or during the call."""


class DisconnectedError(MultiprocessError):
    """The peer closed the connection or died before the answer came."""


class ProtocolError(MultiprocessError):
    """A message cannot be understood, or breaks a rule or a limit of the protocol."""


class SchemaError(MultiprocessError):
    """An interface cannot cross; names the method and the hint at fault."""


class SpawnError(MultiprocessError):
    """A process could not be started."""


class RemoteError(MultiprocessError):
    """The peer raised an exception that its interface does not declare.

    Attributes:
        type_name: Name of the exception's class over there; empty if the peer gave none.
        text: The peer's text.
    """

    def __init__(self, type_name: str, text: str) -> None:
        super().__init__(type_name, text)
        self.type_name = type_name
        self.text = text

    def __str__(self) -> str:
        return f"{self.type_name}: {self.text}" if self.type_name else self.text
