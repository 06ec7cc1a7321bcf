"""Connections over I2P, by the SAM bridge of its router. Mirrors i2p.cpp.

A session is our destination, a name others reach us at. Who accepts connections keeps it, with its key in a file; who
only connects out takes a new one each time.

Source: https://geti2p.net/en/docs/api/samv3
"""

import asyncio
import binascii
import contextlib
import logging
import os
import secrets
import socket
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from dashcore.common import files
from dashcore.net.tunnels.proxy import DEFAULT_CONNECT_TIMEOUT_S, ConnectError, Proxy, connect_to_proxy
from dashcore.primitives.net_address import NetService, NetworkId

_log = logging.getLogger("dash.i2p")

KEY_FILE_NAME = "i2p_private_key"
SAM_PORT = 0  # SAM 3.1 knows no ports
_MAX_MESSAGE = 65536  # bytes; the longest of the protocol has 1400
_REPLY_TIMEOUT_S = 180.0  # the router asks its network
_ALPHABET = b"-~"
_SECRETS = ("PRIV=", "DESTINATION=")
_DESTINATION_SIZE = 387  # bytes, and the certificate, whose length is in the last two
_CERTIFICATE_LENGTH_AT = 385


class SamError(Exception):
    """The bridge refused, or broke the protocol; the text is dashd's."""


@dataclass(frozen=True, slots=True)
class I2pConnection:
    """A stream to a peer: a socket that does not block, our address and the peer's."""

    socket: socket.socket
    ours: NetService
    peer: NetService


@dataclass(frozen=True, slots=True)
class SamReply:
    """An answer: what was asked and what came, both without secrets, and the words of it."""

    request: str
    full: str
    values: dict[str, str | None] = field(repr=False)

    def get(self, key: str) -> str:
        """Return a value.

        Raises:
            SamError: there is none.
        """
        value = self.values.get(key)
        if value is None:
            raise SamError(f'Missing {key}= in the reply to "{self.request}": "{self.full}"')
        return value


def parse_reply(request: str, line: str) -> SamReply:
    """Cut an answer into its words."""
    values: dict[str, str | None] = {}
    for word in line.split(" "):
        key, equals, value = word.partition("=")
        values.setdefault(key, value if equals else None)
    shown = " ".join(f"{word[: len(secret)]}..." if (secret := _secret_key(word)) else word for word in line.split(" "))
    return SamReply(request, shown, values)


def _secret_key(word: str) -> str:
    """Return the key of a value that nobody is to see, "" for others."""
    return next((key for key in _SECRETS if word.startswith(key)), "")


def decode_i2p_base64(text: str) -> bytes:
    """Decode base 64 with I2P's alphabet.

    Raises:
        SamError: it is none.
    """
    if "+" in text or "/" in text:  # the alphabet has others in their place
        raise SamError("Cannot decode Base64")
    try:
        return b64decode(text, altchars=_ALPHABET, validate=True)
    except (binascii.Error, ValueError):
        raise SamError("Cannot decode Base64") from None


def address_of(destination: bytes) -> NetService:
    """Return the short address of a destination: its hash."""
    return NetService(network=NetworkId.I2P, address=sha256(destination).digest(), port=SAM_PORT)


def destination_of(key: bytes) -> bytes:
    """Return the public part of a key.

    Raises:
        SamError: it is too short.
    """
    least = _CERTIFICATE_LENGTH_AT + 2
    if len(key) < least:
        raise SamError(f"The private key is too short ({len(key)} < {least})")
    certificate = int.from_bytes(key[_CERTIFICATE_LENGTH_AT:least], "big")
    size = _DESTINATION_SIZE + certificate
    if size > len(key):
        raise SamError(
            f"Certificate length ({certificate}) designates that the private key should be {size} bytes, but it is "
            f"only {len(key)} bytes"
        )
    return key[:size]


class SamSession:
    """Our destination, as long as the control socket stands; made when it is first needed.

    Args (constructor):
        bridge: where the router takes commands (-i2psam).
        key_file: keeps the key; None for a destination that is forgotten.

    Threads: the net thread.
    """

    def __init__(self, bridge: Proxy, key_file: Path | None = None) -> None:
        self._bridge = bridge
        self._key_file = key_file
        self._control: socket.socket | None = None
        self._name = ""
        self._ours: NetService | None = None
        self._creating = asyncio.Lock()

    async def listen(self) -> tuple[socket.socket, NetService] | None:
        """Return a socket the next peer will be at, and our address; None, said in the log, if that fails.

        Source: C++ Session::Listen.
        """
        try:
            ours = await self._create_if_needed()
            sock = await self._hello()
            with _closing_on_error(sock):
                reply = await self._request(sock, f"STREAM ACCEPT ID={self._name} SILENT=false", check=False)
                self._check_result(reply)
        except SamError as error:
            _log.error("Couldn't listen: %s", error)
            self._check_control()
            return None
        return sock, ours

    async def accept(self, sock: socket.socket, ours: NetService) -> I2pConnection | None:
        """Wait for a peer at a socket of `listen`; None, said in the log, if none comes any more.

        Source: C++ Session::Accept.
        """
        closes, text = False, ""
        try:
            with _closing_on_error(sock):
                text = await _read_line(sock, None)
                peer = address_of(decode_i2p_base64(text))
        except SamError as error:
            closes = "RESULT=I2P_ERROR" in text
            why = f"unexpected reply that hints the session is unusable: {text}" if closes else str(error)
            _log.debug("Error accepting%s: %s", " (will close the session)" if closes else "", why)
            if closes:
                self.close()
            else:
                self._check_control()
            return None
        return I2pConnection(sock, ours, peer)

    async def connect(self, peer: NetService) -> I2pConnection:
        """Connect to a peer.

        Raises:
            ConnectError: it failed; the log knows why.

        Source: C++ Session::Connect.
        """
        if peer.port != SAM_PORT:
            _log.debug("Error connecting to %s, connection refused due to arbitrary port %s", peer, peer.port)
            raise ConnectError
        is_proxy_fault = True
        try:
            ours = await self._create_if_needed()
            sock = await self._hello()
            with _closing_on_error(sock):
                found = await self._request(sock, f"NAMING LOOKUP NAME={peer.host}")
                target = found.get("VALUE")
                reply = await self._request(
                    sock, f"STREAM CONNECT ID={self._name} DESTINATION={target} SILENT=false", check=False
                )
                is_proxy_fault = reply.get("RESULT") not in {"CANT_REACH_PEER", "TIMEOUT"}
                self._check_result(reply)
        except SamError as error:
            _log.debug("Error connecting to %s: %s", peer, error)
            self._check_control()
            raise ConnectError(is_proxy_fault=is_proxy_fault) from None
        return I2pConnection(sock, ours, peer)

    def close(self) -> None:
        """End the session, and with it its connections. Calling it again does nothing."""
        if self._control is not None:
            _log.info("Destroying SAM session %s", self._name)
            self._control.close()
            self._control = None
        self._name = ""

    def _check_result(self, reply: SamReply) -> None:
        result = reply.get("RESULT")
        if result == "OK":
            return
        if result == "INVALID_ID":
            self.close()  # the router forgot it: a new one is made
        raise SamError(f'"{reply.full}"')

    def _check_control(self) -> None:
        if self._control is not None and not _is_connected(self._control):
            _log.debug("Control socket error: not connected")
            self.close()

    async def _create_if_needed(self) -> NetService:
        async with self._creating:
            if self._control is not None and self._ours is not None and _is_connected(self._control):
                return self._ours
            self.close()
            kind = "transient" if self._key_file is None else "persistent"
            name = secrets.token_hex(5)
            _log.debug("Creating %s SAM session %s with %s", kind, name, self._bridge)
            sock = await self._hello()
            with _closing_on_error(sock):
                key = await self._create(sock, name)
                ours = address_of(destination_of(key))
            self._control, self._name, self._ours = sock, name, ours
            _log.info("%s SAM session %s created, my address=%s", kind.capitalize(), name, ours)
            return ours

    async def _create(self, sock: socket.socket, name: str) -> bytes:
        """Make the session at the router; return its key."""
        begin = f"SESSION CREATE STYLE=STREAM ID={name} DESTINATION="
        if self._key_file is None:
            reply = await self._request(
                sock,
                f"{begin}TRANSIENT SIGNATURE_TYPE=7 i2cp.leaseSetEncType=4,0 inbound.quantity=1 outbound.quantity=1",
            )
            return decode_i2p_base64(reply.get("DESTINATION"))
        try:
            key = files.read_bytes(self._key_file)
        except OSError:
            key = await self._generate(sock, self._key_file)
        shown = b64encode(key, altchars=_ALPHABET).decode()
        await self._request(sock, f"{begin}{shown} i2cp.leaseSetEncType=4,0 inbound.quantity=3 outbound.quantity=3")
        return key

    async def _generate(self, sock: socket.socket, path: Path) -> bytes:
        # 7 is EdDSA_SHA512_Ed25519, which old routers do not know by its name
        reply = await self._request(sock, "DEST GENERATE SIGNATURE_TYPE=7", check=False)
        key = decode_i2p_base64(reply.get("PRIV"))
        try:
            with os.fdopen(files.open_descriptor(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(key)
        except OSError:
            raise SamError(f'Cannot save I2P private key to "{path}"') from None
        return key

    async def _hello(self) -> socket.socket:
        try:
            sock = await connect_to_proxy(self._bridge, timeout_s=DEFAULT_CONNECT_TIMEOUT_S)
        except ConnectError:
            raise SamError(f"Cannot connect to {self._bridge}") from None
        with _closing_on_error(sock):
            await self._request(sock, "HELLO VERSION MIN=3.1 MAX=3.1")
        return sock

    @staticmethod
    async def _request(sock: socket.socket, request: str, *, check: bool = True) -> SamReply:
        """Say something; return the answer, which has to be OK if that is to be checked."""
        shown = "SESSION CREATE ..." if request.startswith("SESSION CREATE") else request
        try:
            await asyncio.get_running_loop().sock_sendall(sock, f"{request}\n".encode())
        except OSError as error:
            raise SamError(f"send failed: {error.strerror}") from None
        reply = parse_reply(shown, await _read_line(sock, _REPLY_TIMEOUT_S))
        if check and reply.get("RESULT") != "OK":
            raise SamError(f'Unexpected reply to "{shown}": "{reply.full}"')
        return reply


async def _read_line(sock: socket.socket, timeout_s: float | None) -> str:
    """Read up to the end of a line and not a byte more: what follows is the peer's."""
    loop = asyncio.get_running_loop()
    line = bytearray()
    try:
        async with asyncio.timeout(timeout_s):
            while not line.endswith(b"\n"):
                if len(line) >= _MAX_MESSAGE:
                    raise SamError(f"Received too many bytes without a terminator ({len(line)})")
                byte = await loop.sock_recv(sock, 1)
                if not byte:
                    raise SamError("Connection unexpectedly closed by peer")
                line += byte
    except TimeoutError:
        raise SamError(f"Receive timeout (received {len(line)} bytes without terminator before that)") from None
    except OSError as error:
        raise SamError(f"recv failed: {error.strerror}") from None
    return line[:-1].decode("utf-8", "replace")


def _is_connected(sock: socket.socket) -> bool:
    try:
        return sock.recv(1, socket.MSG_PEEK) != b""
    except (BlockingIOError, InterruptedError):
        return True
    except OSError:
        return False


@contextlib.contextmanager
def _closing_on_error(sock: socket.socket) -> Iterator[None]:
    try:
        yield
    except BaseException:
        sock.close()
        raise
