"""Where to listen and to connect: addresses, and their text."""

from dataclasses import dataclass
from typing import Final, TypeAlias

from libmultiprocess.errors import BadAddressError

_MAX_PORT: Final = 0xFFFF
_MAX_U32: Final = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class UnixAddress:
    """A unix socket's path."""

    path: str

    def __str__(self) -> str:
        return f"unix:{self.path}"


@dataclass(frozen=True, slots=True)
class TlsAddress:
    """A TCP port that speaks TLS only.

    Attributes:
        host: Name or IP address, an IPv6 one without brackets.
        port: To listen at 0 is to let the system choose.
    """

    host: str
    port: int

    def __post_init__(self) -> None:
        if not self.host:
            raise BadAddressError("the host of a tls address is missing")
        if not 0 <= self.port <= _MAX_PORT:
            raise BadAddressError(f"port {self.port} of a tls address is not within 0 to {_MAX_PORT}")

    def __str__(self) -> str:
        return f"tls:[{self.host}]:{self.port}" if ":" in self.host else f"tls:{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class VsockAddress:
    """A port between a virtual machine and its host.

    Attributes:
        cid: Context id: of the machine to connect to (2 is the host), or of this one; 4294967295 listens on any.
        port: To listen at 4294967295 is to let the system choose.
    """

    cid: int
    port: int

    def __post_init__(self) -> None:
        for what, number in (("context id", self.cid), ("port", self.port)):
            if not 0 <= number <= _MAX_U32:
                raise BadAddressError(f"{what} {number} of a vsock address is not within 0 to {_MAX_U32}")

    def __str__(self) -> str:
        return f"vsock:{self.cid}:{self.port}"


Address: TypeAlias = UnixAddress | TlsAddress | VsockAddress


def parse_address(text: str) -> Address:
    """Read an address: `unix:<path>`, `tls:<host>:<port>`, `tls:[<ipv6>]:<port>` or `vsock:<cid>:<port>`.

    Raises:
        BadAddressError: It is none of these; the text says what is wrong.
    """
    kind, _, rest = text.partition(":")
    if kind == "unix":
        if not rest:
            raise BadAddressError(f"'{text}' has no path")
        return UnixAddress(rest)
    if kind == "tls":
        host, port = _host_and_port(text, rest)
        return TlsAddress(host, _number(text, "port", port))
    if kind == "vsock":
        cid, colon, port = rest.partition(":")
        if not colon:
            raise BadAddressError(f"'{text}' is not vsock:<cid>:<port>")
        return VsockAddress(_number(text, "context id", cid), _number(text, "port", port))
    raise BadAddressError(f"'{text}' is not unix:<path>, tls:<host>:<port> or vsock:<cid>:<port>")


def _host_and_port(text: str, rest: str) -> tuple[str, str]:
    if rest.startswith("["):
        host, bracket, port = rest[1:].partition("]")
        if not bracket or not port.startswith(":"):
            raise BadAddressError(f"'{text}' is not tls:[<ipv6>]:<port>")
        return host, port[1:]
    host, colon, port = rest.rpartition(":")
    if not colon:
        raise BadAddressError(f"'{text}' has no port")
    if ":" in host:
        raise BadAddressError(f"'{text}': write an IPv6 address in brackets, as in tls:[::1]:9000")
    return host, port


def _number(text: str, what: str, digits: str) -> int:
    if not (digits.isascii() and digits.isdigit()):
        raise BadAddressError(f"'{text}': the {what} is not a number")
    return int(digits[:12])  # enough to be out of range
