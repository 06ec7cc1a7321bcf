"""What stands behind -ipcbind= and -ipcconnect=: where, who may do what there, how many at once.

unix                                 node.sock in the network's data directory
unix:<path>                          relative paths start there too
tls:<host>:<port>                    a TCP port that speaks TLS only; IPv6 in brackets
vsock:<cid>:<port>                   between a virtual machine and its host
...:allow=chain,mining               behind any of them: what its clients may do
...:max-connections=4                and how many there may be at once
"""

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from libmultiprocess import BadAddressError, TlsAddress, UnixAddress, VsockAddress

Address = UnixAddress | TlsAddress | VsockAddress

DEFAULT_SOCKET = "node.sock"
DEFAULT_MAX_CONNECTIONS = 16
_MOST_CONNECTIONS = 1024
_MAX_PORT = 0xFFFF
_MAX_U32 = 0xFFFFFFFF
_NUMBER = re.compile(r"[0-9]{1,10}")
_SUFFIX = re.compile(r"([A-Za-z][A-Za-z-]*)=(.*)", re.DOTALL)
_TCP_REASON = (
    "Plain TCP is refused: it neither proves who is at the other end nor keeps others from reading along. Use "
    "tls:<host>:<port>, or unix:<path> on the same machine."
)


class Permission(Enum):
    """What the programs at an address may do; the value is how it is written.

    `CHAIN` reads, follows and broadcasts. What sees secrets or changes what the node keeps (RPC commands of one's
    own, timers, settings) takes `WALLET` besides.
    """

    ECHO = "echo"
    MINING = "mining"
    CHAIN = "chain"
    NODE = "node"
    WALLET = "wallet"


ALL_PERMISSIONS = frozenset(Permission)
_WORDS = ", ".join(each.value for each in Permission)


class AddressTextError(ValueError):
    """An address cannot be understood; the text is for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """One -ipcbind."""

    address: Address
    allow: frozenset[Permission]
    max_connections: int

    @property
    def words(self) -> tuple[str, ...]:
        """The permissions as they are written, in a fixed order."""
        return tuple(each.value for each in Permission if each in self.allow)


def parse_bind(text: str, net_dir: Path) -> Binding:
    """Read the value of an -ipcbind.

    Raises:
        AddressTextError: it has none of the forms above, or allows nobody anything.
    """
    place, options = _split_options(text)
    address = _parse_place(text, place, net_dir)
    allow = _parse_allow(options["allow"]) if "allow" in options else None
    if allow is None:
        if not isinstance(address, UnixAddress):
            raise AddressTextError(
                f"Nothing is allowed there unless it is named: say what its clients may do, as in {text}:allow=chain "
                f"({_WORDS})."
            )
        allow = ALL_PERMISSIONS
    limit = options.get("max-connections", str(DEFAULT_MAX_CONNECTIONS))
    if not _NUMBER.fullmatch(limit) or not 1 <= int(limit) <= _MOST_CONNECTIONS:
        raise AddressTextError(f"max-connections must be a number from 1 to {_MOST_CONNECTIONS}, not '{limit}'.")
    return Binding(address=address, allow=allow, max_connections=int(limit))


def parse_connect(text: str, net_dir: Path) -> Address | None:
    """Read the value of an -ipcconnect; None for one that says not to connect (empty, or 0).

    `auto` is where a node listens unless told otherwise: the caller knows what to do where none does.

    Raises:
        AddressTextError: it has none of the forms above.
    """
    if text in {"", "0"}:
        return None
    place, options = _split_options(text)
    for name in options:
        raise AddressTextError(f"'{name}' is decided by the node that listens, in its -ipcbind.")
    address = _parse_place(text, "unix" if place == "auto" else place, net_dir)
    if isinstance(address, TlsAddress) and not address.port:
        raise AddressTextError("Port 0 is for listening: name the port that the node listens on.")
    return address


def _split_options(text: str) -> tuple[str, dict[str, str]]:
    """Take the options off the end; whatever looks like one must be one, lest a slip of the pen opens a door."""
    options: dict[str, str] = {}
    place = text
    while True:
        rest, colon, last = place.rpartition(":")
        found = _SUFFIX.fullmatch(last)
        if not colon or found is None:
            return place, options
        name, value = found.groups()
        if name not in {"allow", "max-connections"}:
            raise AddressTextError(
                f"Unrecognized option '{name}' of address '{text}'. There are allow and max-connections."
            )
        if name in options:
            raise AddressTextError(f"'{name}' is given twice.")
        options[name] = value
        place = rest


def _parse_allow(text: str) -> frozenset[Permission]:
    known = {each.value: each for each in Permission}
    words = text.split(",")
    for word in words:
        if word not in known:
            raise AddressTextError(f"Unrecognized permission '{word}': allow takes {_WORDS}, with commas between them.")
    return frozenset(known[word] for word in words)


def _parse_place(text: str, place: str, net_dir: Path) -> Address:
    kind, colon, rest = place.partition(":")
    if kind in {"unix", "tls", "vsock"} and colon and not rest:
        raise AddressTextError(f"Unrecognized address '{text}'")
    if kind == "unix":
        if "\0" in rest:
            raise AddressTextError("A path holds no null character.")
        return UnixAddress(str(net_dir / (rest or DEFAULT_SOCKET)))
    try:
        if kind == "tls" and colon:
            return _parse_tls(text, rest)
        if kind == "vsock" and colon:
            return _parse_vsock(text, rest)
    except BadAddressError as error:
        raise AddressTextError(str(error)) from error
    if kind == "tcp":
        raise AddressTextError(_TCP_REASON)
    raise AddressTextError(f"Unrecognized address '{text}'")


def _parse_tls(text: str, rest: str) -> TlsAddress:
    host, colon, port = rest.rpartition(":")
    if not colon:
        raise AddressTextError(f"Unrecognized address '{text}': tls takes a host and a port, tls:<host>:<port>.")
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    elif ":" in host:
        raise AddressTextError(f"An IPv6 address is written in brackets: tls:[{host}]:{port}.")
    if not host or set(host) & set("[]/ "):
        raise AddressTextError(f"Unrecognized address '{text}': '{host}' is no host.")
    return TlsAddress(host, _parse_number(port, "port", _MAX_PORT))


def _parse_vsock(text: str, rest: str) -> VsockAddress:
    cid, colon, port = rest.partition(":")
    if not colon:
        raise AddressTextError(f"Unrecognized address '{text}': vsock takes two numbers, vsock:<cid>:<port>.")
    return VsockAddress(_parse_number(cid, "context id", _MAX_U32), _parse_number(port, "port", _MAX_U32))


def _parse_number(text: str, what: str, most: int) -> int:
    if not _NUMBER.fullmatch(text) or int(text) > most:
        raise AddressTextError(f"Invalid {what} '{text}': a number from 0 to {most} is expected.")
    return int(text)
