"""Errors of the library, by whose fault it is.

MultiprocessError
    ClosedError         you closed the connection, or used what was lent after the call
    DisconnectedError   the peer went away
    ProtocolError       the peer (or a message) broke the protocol
    RemoteError         the peer raised something that was not declared
    SchemaError         an interface is declared in a way that cannot cross
    SpawnError          a process could not be started
    IdentityError       the file with our key cannot be used
    AddressError        nothing can be served at, or reached through, an address
        BadAddressError         it is malformed: no number, path too long
        NoPermissionError       the system does not let us
        NotASocketError         something else is at the path
        InUseError              somebody listens there already
        NobodyListensError      nobody listens there
        WrongOwnerError         the socket, or its process, belongs to another user
        UnreachableError        the host cannot be found or does not answer in time, or what answers is no peer
        NotAuthorizedError      one of the two sides does not accept the other's key
"""

__all__ = [
    "AddressError",
    "BadAddressError",
    "ClosedError",
    "DisconnectedError",
    "IdentityError",
    "InUseError",
    "MultiprocessError",
    "NoPermissionError",
    "NobodyListensError",
    "NotASocketError",
    "NotAuthorizedError",
    "ProtocolError",
    "RemoteError",
    "SchemaError",
    "SpawnError",
    "UnreachableError",
    "WrongOwnerError",
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


class IdentityError(MultiprocessError):
    """The file that holds this side's key is damaged, open to others, or cannot be made."""


class AddressError(MultiprocessError):
    """Nothing can be served at, or reached through, an address; the text is for its user."""


class BadAddressError(AddressError):
    """An address is malformed, or too long for the system."""


class NoPermissionError(AddressError):
    """The system does not let this process listen or connect there."""


class NotASocketError(AddressError):
    """Something else than a socket is at the path."""


class InUseError(AddressError):
    """Somebody listens there already."""


class NobodyListensError(AddressError):
    """Nobody listens there: no such path or port, or the one who did is gone."""


class WrongOwnerError(AddressError):
    """The socket, or the process behind it, belongs to a user who is not trusted."""


class UnreachableError(AddressError):
    """The host is not found or does not answer in time, or whatever answers does not speak as a peer does."""


class NotAuthorizedError(AddressError):
    """One of the two sides does not accept the other's key.

    Attributes:
        text: Which side, and which key.
        fingerprint: Of the key that is not accepted: the peer's, or this side's own.
    """

    def __init__(self, text: str, fingerprint: str = "") -> None:
        super().__init__(text, fingerprint)
        self.text = text
        self.fingerprint = fingerprint

    def __str__(self) -> str:
        return self.text


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
