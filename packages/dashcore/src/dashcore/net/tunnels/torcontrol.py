"""Lets Tor make a service that leads here. Mirrors TorController of torcontrol.cpp.

The controller asks Tor, over its control port, for a service with our key; as long as the connection stands, so does the
service. Where no -onion is given, it learns from Tor how other services are reached, too.
"""

import asyncio
import contextlib
import hmac
import logging
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from dashcore.common import files
from dashcore.net.addresses.local_addresses import LocalAddresses, LocalScore
from dashcore.net.addresses.resolve import resolve
from dashcore.net.tunnels.proxy import ConnectError, Proxy, ProxySettings, connect_directly
from dashcore.net.tunnels.tor_protocol import (
    CLIENT_KEY,
    COOKIE_SIZE,
    NONCE_SIZE,
    OK,
    SERVER_KEY,
    UNRECOGNIZED,
    ReplyReader,
    TorReply,
    find_socks_listener,
    parse_mapping,
    quote,
    safe_cookie_hash,
    split_reply_line,
)
from dashcore.primitives.net_address import NetService, NetworkKind
from dashcore.primitives.net_text import parse_service, split_host_port
from dashcore.util.serialize import SerializationError

_log = logging.getLogger("dash")
_tor_log = logging.getLogger("dash.tor")

DEFAULT_CONTROL = "127.0.0.1:9051"
KEY_FILE_NAME = "onion_v3_private_key"
_CONTROL_PORT = 9051
_SOCKS_PORT = 9050
_FIRST_DELAY_S, _LAST_DELAY_S, _DELAY_GROWTH = 1.0, 600.0, 1.5
_CONNECT_TIMEOUT_S = 30.0
_READ_SIZE = 4096
_NEW_KEY = "NEW:ED25519-V3"


class _ControlError(Exception):
    """The conversation cannot go on; the log knows why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TorOptions:
    """What the options say.

    Args (constructor):
        control: where Tor's control port is (-torcontrol).
        password: of the control port, "" for none (-torpassword).
        target: where we listen for what comes through the service.
        port: of the service; the network's usual one, whatever ours is, lest it tells who we are.
        key_file: keeps the service's key.
        wants_proxy: -onion is not given.
        allows_onion: -onlynet does not close Tor.
        uses_names: the system may be asked for names (-dns).
    """

    control: str
    password: str
    target: NetService
    port: int
    key_file: Path
    wants_proxy: bool
    allows_onion: bool
    uses_names: bool = True

    def __repr__(self) -> str:
        """Leave the password out."""
        return f"TorOptions({self.control})"


class TorController:
    """Keeps a service up as long as it runs.

    Threads: the net thread.
    """

    def __init__(self, options: TorOptions, addresses: LocalAddresses, proxies: ProxySettings) -> None:
        self._options = options
        self._addresses = addresses
        self._proxies = proxies
        self._service: NetService | None = None
        self._key = ""

    async def run(self) -> None:
        """Connect, again and again with growing pauses; what dashd has the thread `torcontrol` for."""
        self._key = self._read_key()
        delay_s = _FIRST_DELAY_S
        while True:
            try:
                connection = await self._connect()
            except ConnectError:
                _tor_log.debug("Error connecting to Tor control socket")
            else:
                delay_s = _FIRST_DELAY_S
                await self._talk(connection)
            _tor_log.debug("Not connected to Tor control port %s, trying to reconnect", self._options.control)
            await asyncio.sleep(delay_s)
            delay_s = min(delay_s * _DELAY_GROWTH, _LAST_DELAY_S)

    def _read_key(self) -> str:
        try:
            key = files.read_bytes(self._options.key_file).decode("ascii")
        except (OSError, UnicodeDecodeError):
            return ""
        _tor_log.debug("Reading cached private key from %s", self._options.key_file)
        return "" if set(key) & set("\r\n ") else key

    async def _connect(self) -> "_Control":
        text = self._options.control
        address = parse_service(text, _CONTROL_PORT)
        if address is None and self._options.uses_names:
            found = await resolve(*split_host_port(text, _CONTROL_PORT))
            address = found[0] if found else None
        if address is None:
            _log.info("tor: Failed to look up control center %s", text)
            raise ConnectError
        sock = await connect_directly(address, timeout_s=_CONNECT_TIMEOUT_S, is_manual=False)
        reader, writer = await asyncio.open_connection(sock=sock)
        _tor_log.debug("Successfully connected!")
        return _Control(reader, writer)

    async def _talk(self, control: "_Control") -> None:
        try:
            with contextlib.suppress(_ControlError):
                await self._authenticate(control)
                if self._options.wants_proxy:
                    self._take_proxy(await control.command("GETINFO net/listeners/socks"))
                key = self._key or _NEW_KEY
                await self._take_service(
                    await control.command(f"ADD_ONION {key} Port={self._options.port},{self._options.target}")
                )
            await control.wait_closed()
        except (OSError, EOFError):
            _tor_log.debug("End of stream")
        except SerializationError:
            _log.info("tor: Disconnecting because MAX_LINE_LENGTH exceeded")
        finally:
            control.close()
            if self._service is not None:
                self._addresses.remove(self._service)
                self._service = None

    # Who we are

    async def _authenticate(self, control: "_Control") -> None:
        reply = await control.command("PROTOCOLINFO 1")
        if reply.code != OK:
            _log.info("tor: Requesting protocol info failed")
            raise _ControlError
        methods, cookie_file = self._read_protocol_info(reply)
        proof = await self._choose_proof(control, methods, cookie_file)
        if proof is None:
            raise _ControlError
        reply = await control.command(f"AUTHENTICATE {proof}".rstrip())
        if reply.code != OK:
            _log.info("tor: Authentication failed")
            raise _ControlError
        _tor_log.debug("Authentication successful")

    @staticmethod
    def _read_protocol_info(reply: TorReply) -> tuple[set[str], str]:
        methods: set[str] = set()
        cookie_file = ""
        for line in reply.lines:
            kind, rest = split_reply_line(line)
            values = parse_mapping(rest)
            if kind == "AUTH":
                methods = set(values.get("METHODS", "").split(",")) - {""} or methods
                cookie_file = values.get("COOKIEFILE", cookie_file)
            elif kind == "VERSION" and "Tor" in values:
                _tor_log.debug("Connected to Tor version %s", values["Tor"])
        for method in sorted(methods):
            _tor_log.debug("Supported authentication method: %s", method)
        return methods, cookie_file

    async def _choose_proof(self, control: "_Control", methods: set[str], cookie_file: str) -> str | None:
        """Return what goes behind AUTHENTICATE, None if there is no way."""
        if self._options.password:
            if "HASHEDPASSWORD" in methods:
                _tor_log.debug("Using HASHEDPASSWORD authentication")
                return quote(self._options.password)
            _log.info("tor: Password provided with -torpassword, but HASHEDPASSWORD authentication is not available")
        elif "NULL" in methods:
            _tor_log.debug("Using NULL authentication")
            return ""
        elif "SAFECOOKIE" in methods:
            return await self._prove_cookie(control, cookie_file)
        elif "HASHEDPASSWORD" in methods:
            _log.info(
                "tor: The only supported authentication mechanism left is password, but no password provided with "
                "-torpassword"
            )
        else:
            _log.info("tor: No supported authentication method")
        return None

    async def _prove_cookie(self, control: "_Control", cookie_file: str) -> str | None:
        cookie = _read_cookie(cookie_file)
        if cookie is None:
            return None
        client_nonce = secrets.token_bytes(NONCE_SIZE)
        reply = await control.command(f"AUTHCHALLENGE SAFECOOKIE {client_nonce.hex()}")
        if reply.code != OK:
            _log.info("tor: SAFECOOKIE authentication challenge failed")
            return None
        _tor_log.debug("SAFECOOKIE authentication challenge successful")
        return _answer_challenge(reply, cookie, client_nonce)

    # What we get

    def _take_proxy(self, reply: TorReply) -> None:
        """Source: C++ get_socks_cb."""
        listener = ""
        if reply.code == OK:
            listener = find_socks_listener(reply)
            if listener:
                _tor_log.debug("Get SOCKS port command yielded %s", _printable(listener))
            else:
                _log.info("tor: Get SOCKS port command returned nothing")
        elif reply.code == UNRECOGNIZED:
            _log.info("tor: Get SOCKS port command failed with unrecognized command (You probably should upgrade Tor)")
        else:
            _log.info("tor: Get SOCKS port command failed; error code %d", reply.code)
        address = parse_service(listener, _SOCKS_PORT) or parse_service("127.0.0.1", _SOCKS_PORT)
        if address is None:
            return
        _tor_log.debug("Configuring onion proxy for %s", address)
        self._proxies.set(NetworkKind.ONION, Proxy(address, randomizes=True))
        if self._options.allows_onion:
            self._addresses.reachable.add(NetworkKind.ONION)

    async def _take_service(self, reply: TorReply) -> None:
        """Source: C++ add_onion_cb."""
        if reply.code == UNRECOGNIZED:
            _log.info("tor: Add onion failed with unrecognized command (You probably need to upgrade Tor)")
            return
        if reply.code != OK:
            _log.info("tor: Add onion failed; error code %d", reply.code)
            return
        _tor_log.debug("ADD_ONION successful")
        name = ""
        for line in reply.lines:
            values = parse_mapping(line)
            name = values.get("ServiceID", name)
            self._key = values.get("PrivateKey", self._key)
        service = parse_service(f"{name}.onion", self._options.port)
        if service is None:
            _log.info("tor: Error parsing ADD_ONION parameters")
            return
        self._service = service
        _log.info("Got tor service ID %s, advertising service %s", name, service)
        if self._key:
            self._write_key()
        self._addresses.add(service, LocalScore.MANUAL)

    def _write_key(self) -> None:
        path = self._options.key_file
        try:
            descriptor = files.open_descriptor(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(self._key.encode("ascii"))
        except (OSError, UnicodeEncodeError):
            _log.info("tor: Error writing service private key to %s", path)
        else:
            _tor_log.debug("Cached service private key to %s", path)


class _Control:
    """The connection to the control port: one command, one reply."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._replies = ReplyReader()
        self._waiting: list[TorReply] = []

    async def command(self, text: str) -> TorReply:
        """Say something; return the answer.

        Raises:
            EOFError: the connection ended.
        """
        for reply in self._waiting:
            _tor_log.debug("Received unexpected sync reply %i", reply.code)
        self._waiting.clear()
        self._writer.write(text.encode() + b"\r\n")
        await self._writer.drain()
        while not self._waiting:
            await self._read()
        return self._waiting.pop(0)

    async def _read(self) -> None:
        data = await self._reader.read(_READ_SIZE)
        if not data:
            raise EOFError
        self._waiting += self._replies.feed(data)

    async def wait_closed(self) -> None:
        """Hear what comes, until the other side ends it.

        Raises:
            EOFError: always, in the end.
        """
        while True:
            await self._read()
            self._waiting.clear()

    def close(self) -> None:
        """End the connection, and with it the service."""
        self._writer.close()


def _read_cookie(path: str) -> bytes | None:
    _tor_log.debug("Using SAFECOOKIE authentication, reading cookie authentication from %s", path)
    try:
        cookie = files.read_bytes(Path(path))
    except (OSError, ValueError):
        _log.info("tor: Authentication cookie %s could not be opened (check permissions)", path)
        return None
    if len(cookie) == COOKIE_SIZE:
        return cookie
    _log.info("tor: Authentication cookie %s is not exactly %i bytes, as is required by the spec", path, COOKIE_SIZE)
    return None


def _answer_challenge(reply: TorReply, cookie: bytes, client_nonce: bytes) -> str | None:
    """Return our proof, if Tor proved that it knows the cookie. Source: C++ authchallenge_cb."""
    kind, rest = split_reply_line(reply.lines[0])
    if kind != "AUTHCHALLENGE":
        _log.info("tor: Invalid reply to AUTHCHALLENGE")
        return None
    values = parse_mapping(rest)
    try:
        server_hash, server_nonce = bytes.fromhex(values["SERVERHASH"]), bytes.fromhex(values["SERVERNONCE"])
    except (KeyError, ValueError):
        _log.info("tor: Error parsing AUTHCHALLENGE parameters: %s", _printable(rest))
        return None
    if len(server_nonce) != NONCE_SIZE:
        _log.info("tor: ServerNonce is not 32 bytes, as required by spec")
        return None
    if not hmac.compare_digest(safe_cookie_hash(SERVER_KEY, cookie, client_nonce, server_nonce), server_hash):
        _log.info("tor: ServerHash %s does not match expected ServerHash", server_hash.hex())
        return None
    return safe_cookie_hash(CLIENT_KEY, cookie, client_nonce, server_nonce).hex()


def _printable(text: str) -> str:
    return "".join(each if each.isprintable() else "?" for each in text)
