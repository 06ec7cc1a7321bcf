"""One HTTP POST on a plain socket; http.client would take longer to import than the call takes."""

import socket
from binascii import b2a_base64
from contextlib import suppress
from typing import NamedTuple

_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


class ConnectionFailedError(Exception):
    """No answer came; `detail` says why where that is known."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail

    def __str__(self) -> str:
        return self.detail


class Answer(NamedTuple):
    """What the server answered."""

    status: int
    body: str


def quote(text: str) -> str:
    """Percent-encode a part of a path."""
    return "".join(
        chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in text.encode("utf-8", "surrogateescape")
    )


def post(host: str, port: int, path: str, user_pass: str, body: str, timeout_s: float | None) -> Answer:
    """Send one request and read the answer.

    Args:
        timeout_s: for each wait; None waits for ever.

    Raises:
        ConnectionFailedError: no complete answer came.
    """
    data = body.encode("utf-8", "surrogateescape")
    token = b2a_base64(user_pass.encode("utf-8", "surrogateescape"), newline=False)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/json\r\n"
        f"Authorization: Basic {token.decode()}\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    try:
        with socket.create_connection((host, port), timeout=timeout_s) as connection:
            # The server may refuse, and say why, before it read all.
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.sendall(head.encode("latin-1", "replace") + data)
            received = _read_all(connection)
    except TimeoutError:
        raise ConnectionFailedError(' (error code 0 - "timeout reached")') from None
    except OSError:
        raise ConnectionFailedError from None
    return _parse(received)


def _read_all(connection: socket.socket) -> bytes:
    received = bytearray()
    try:
        while chunk := connection.recv(1 << 16):
            received += chunk
    except ConnectionResetError:
        if not received:
            raise
    return bytes(received)


def _parse(received: bytes) -> Answer:
    while True:
        head, blank, body = received.partition(b"\r\n\r\n")
        if not blank:
            raise ConnectionFailedError(' (error code 1 - "EOF reached")')
        lines = head.decode("latin-1").split("\r\n")
        words = lines[0].split(" ")
        if not lines[0].startswith("HTTP/1.") or len(words) < 2 or not words[1].isdecimal():
            raise ConnectionFailedError(' (error code 2 - "error while reading header, or invalid header")')
        if words[1] != "100":
            break
        received = body
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    length = headers.get("content-length", "")
    if length.isdecimal() and len(body) < int(length):
        raise ConnectionFailedError(' (error code 1 - "EOF reached")')
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _join_chunks(body)
    return Answer(int(words[1]), body.decode("utf-8", "surrogateescape"))


def _join_chunks(body: bytes) -> bytes:
    joined = bytearray()
    while True:
        size, _, rest = body.partition(b"\r\n")
        try:
            length = int(size.partition(b";")[0], 16)
        except ValueError:
            raise ConnectionFailedError(' (error code 1 - "EOF reached")') from None
        if length == 0:
            return bytes(joined)
        joined += rest[:length]
        body = rest[length + 2 :]
