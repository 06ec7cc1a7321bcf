"""Options of the network that are checked at start, whether or not there are peers. Mirrors step 6 of init.cpp."""

from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError
from dashcore.common.version import format_subversion
from dashcore.consensus.params import ChainParams

MAX_SUBVERSION_LENGTH = 256  # characters
_UA_COMMENT_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,;-_?@")
_UNIX_PREFIX = "unix:"
_MAX_PORT = 65535
_SOCKET_EVENTS = ("select", "poll", "epoll")
_TCP_ONLY = ("-i2psam", "-rpcbind", "-torcontrol", "-whitebind")
_MAYBE_UNIX = (
    "-onion",
    "-proxy",
    *(
        f"-zmqpub{topic}"
        for topic in (
            "hashblock",
            "hashchainlock",
            "hashgovernanceobject",
            "hashgovernancevote",
            "hashinstantsenddoublespend",
            "hashrecoveredsig",
            "hashtx",
            "hashtxlock",
            "rawblock",
            "rawchainlock",
            "rawchainlocksig",
            "rawgovernancevote",
            "rawgovernanceobject",
            "rawinstantsenddoublespend",
            "rawrecoveredsig",
            "rawtx",
            "rawtxlock",
            "rawtxlocksig",
            "sequence",
        )
    ),
)


_UNITS = {"k": 1000, "K": 1 << 10, "m": 10**6, "M": 1 << 20, "g": 10**9, "G": 1 << 30, "t": 10**12, "T": 1 << 40}
_MAX_UINT64 = (1 << 64) - 1


def parse_byte_units(text: str, default_unit: str) -> int | None:
    """Read a number of bytes that may end in a unit; None if it is none. Source: C++ ParseByteUnits."""
    unit = text[-1:] if text[-1:] in _UNITS else ""
    number = text.removesuffix(unit) if unit else text
    if not (number.isascii() and number.isdigit()):
        return None
    amount = int(number) * _UNITS[unit or default_unit]
    return amount if amount <= _MAX_UINT64 else None


def read_max_upload(args: ArgsManager) -> int:
    """Read -maxuploadtarget, in bytes; 0 for no limit.

    Raises:
        InitError: it is no number of bytes.
    """
    text = args.get("-maxuploadtarget", "0M")
    amount = parse_byte_units(text, "M")
    if amount is None:
        raise InitError(f"Unable to parse -maxuploadtarget: '{text}'")
    return amount


def has_valid_port(text: str) -> bool:
    """Whether a host's port, if it has one, is a port. Source: C++ SplitHostPort."""
    head, colon, port = text.rpartition(":")
    if not colon or (head and ":" in head and not (head.startswith("[") and head.endswith("]"))):
        return True
    return port.isascii() and port.isdigit() and 0 < int(port) <= _MAX_PORT


def check_ports(args: ArgsManager) -> None:
    """Check every port an option names.

    Raises:
        InitError: with dashd's text.
    """
    for name in ("-port", "-rpcport"):
        if args.is_set(name):
            port = args.get(name, "")
            if not (port.isascii() and port.isdigit() and 0 < int(port) <= _MAX_PORT):
                raise InitError(f"Invalid port specified in {name}: '{port}'")
    for name in (*_TCP_ONLY, *_MAYBE_UNIX):
        for value in args.get_all(name):
            if not has_valid_port(value) and not (name in _MAYBE_UNIX and value.startswith(_UNIX_PREFIX)):
                raise InitError(f"Invalid port specified in {name}: '{value}'")
    for value in args.get_all("-bind"):
        address, equals, _ = value.rpartition("=")
        if not has_valid_port(address if equals else value):
            raise InitError(f"Invalid port specified in -bind: '{value}'")


def make_subversion(args: ArgsManager, params: ChainParams) -> str:
    """Compose the user agent from -uacomment.

    Raises:
        InitError: a comment has unsafe characters, or all are too long.
    """
    comments = [f"devnet.{args.devnet_name()}"] if params.name == "devnet" else []
    for comment in args.get_all("-uacomment"):
        if not _UA_COMMENT_CHARACTERS.issuperset(comment):
            raise InitError(f"User Agent comment ({comment}) contains unsafe characters.")
        comments.append(comment)
    subversion = format_subversion(tuple(comments))
    if len(subversion) > MAX_SUBVERSION_LENGTH:
        raise InitError(
            f"Total length of network version string ({len(subversion)}) exceeds maximum length "
            f"({MAX_SUBVERSION_LENGTH}). Reduce the number or size of uacomments."
        )
    return subversion


def check_socket_events(args: ArgsManager) -> None:
    """Check -socketevents.

    Raises:
        InitError: with dashd's text.
    """
    mode = args.get("-socketevents", "epoll")
    if mode not in _SOCKET_EVENTS:
        modes = ", ".join(f"'{each}'" for each in _SOCKET_EVENTS)
        raise InitError(f"Invalid -socketevents ('{mode}') specified. Only these modes are supported: {modes}")
