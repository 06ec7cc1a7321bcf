"""Commands and replies of a Tor controller, without the socket. Mirrors the parsing of torcontrol.cpp.

Source: https://spec.torproject.org/control-spec
"""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field

from dashcore.util.serialize import SerializationError

MAX_LINE_LENGTH = 100_000  # bytes; the specification knows no limit
MAX_LINES = 10_000  # of a reply
NONCE_SIZE = COOKIE_SIZE = 32  # bytes
SERVER_KEY = b"Tor safe cookie authentication server-to-controller hash"
CLIENT_KEY = b"Tor safe cookie authentication controller-to-server hash"
OK, UNRECOGNIZED = 250, 510
_FIRST_NOTIFICATION = 600
_SHORTEST = 4  # characters: status and separator
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_OCTAL = "01234567"


@dataclass(frozen=True, slots=True)
class TorReply:
    """An answer: its status, and its lines without it."""

    code: int
    lines: tuple[str, ...] = field(repr=False)  # may hold a key


class ReplyReader:
    """Cuts bytes into replies."""

    def __init__(self) -> None:
        self._buffer = b""
        self._lines: list[str] = []

    def feed(self, data: bytes) -> Iterator[TorReply]:
        """Yield the replies that are complete with these bytes; what nobody asked for is left out.

        Raises:
            SerializationError: a line or a reply without end.
        """
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        for raw in lines:
            line = raw.removesuffix(b"\r").decode("utf-8", "replace")
            if len(line) < _SHORTEST:
                continue
            self._lines.append(line[_SHORTEST:])
            if line[3] == " ":
                code = int(line[:3]) if line[:3].isascii() and line[:3].isdigit() else 0
                reply, self._lines = TorReply(code, tuple(self._lines)), []
                if code < _FIRST_NOTIFICATION:
                    yield reply
        if len(self._buffer) > MAX_LINE_LENGTH or len(self._lines) > MAX_LINES:
            raise SerializationError("MAX_LINE_LENGTH exceeded")


def split_reply_line(line: str) -> tuple[str, str]:
    """Cut `AUTH METHODS=...` into its type and the rest. Source: C++ SplitTorReplyLine."""
    kind, _, rest = line.partition(" ")
    return kind, rest


def parse_mapping(text: str) -> dict[str, str]:
    """Read `KEY=value KEY="quoted value" ...`; nothing if it is malformed. Source: C++ ParseTorReplyMapping."""
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and text[end] not in "= ":
            end += 1
        if end == len(text):
            return {}
        if text[end] == " ":
            break  # what follows are arguments of another kind
        key, at = text[at:end], end + 1
        if text[at : at + 1] == '"':
            quoted = _take_quoted(text, at + 1)
            if quoted is None:
                return {}
            value, at = quoted
        else:
            value = text[at:].partition(" ")[0]
            at += len(value)
        if text[at : at + 1] == " ":
            at += 1
        found[key] = value
    return found


def _take_quoted(text: str, at: int) -> tuple[str, int] | None:
    """Read up to the closing quote; return the value and the offset behind, None if there is no end."""
    out: list[str] = []
    while at < len(text):
        if text[at] == '"':
            return "".join(out), at + 1
        if text[at] != "\\":
            out.append(text[at])
            at += 1
            continue
        at += 1
        if at == len(text):
            return None
        if text[at] not in _OCTAL:
            out.append(_ESCAPES.get(text[at], text[at]))
            at += 1
            continue
        size = 1
        while size < 3 and text[at + size : at + size + 1] and text[at + size] in _OCTAL:
            size += 1
        if size == 3 and text[at] > "3":
            size = 2  # a byte has no more
        out.append(chr(int(text[at : at + size], 8)))
        at += size
    return None


def quote(text: str) -> str:
    """Write a string as commands have it."""
    return '"' + text.replace('"', '\\"') + '"'


def safe_cookie_hash(key: bytes, cookie: bytes, client_nonce: bytes, server_nonce: bytes) -> bytes:
    """Return the proof that one knows the cookie. Source: C++ ComputeResponse."""
    return hmac.digest(key, cookie + client_nonce + server_nonce, "sha256")


def find_socks_listener(reply: TorReply) -> str:
    """Return where Tor takes SOCKS, a local address if there is one; "" if it does not say."""
    found = ""
    for line in reply.lines:
        key, _, value = line.partition("=")
        if key != "net/listeners/socks":
            continue
        for each in value.split(" "):
            listener = each[1:-1] if len(each) >= 2 and each[0] in "\"'" and each[-1] == each[0] else each
            if listener:
                found = listener
            if listener.startswith("127.0.0.1:"):
                return listener
    return found
