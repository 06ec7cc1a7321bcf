"""What is said to Tor's control port, and what comes of the answers."""

import itertools
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from framework import wait_until
from line_server import LineServer
from net_manager import PORT, Rig, ipv4, running

from dashcore.net.options import NetOptions
from dashcore.net.protocol import Services
from dashcore.net.tunnels.proxy import Proxy
from dashcore.net.tunnels.tor_protocol import (
    CLIENT_KEY,
    MAX_LINE_LENGTH,
    SERVER_KEY,
    ReplyReader,
    TorReply,
    find_socks_listener,
    parse_mapping,
    safe_cookie_hash,
    split_reply_line,
)
from dashcore.net.tunnels.torcontrol import TorController, TorOptions
from dashcore.primitives.net_address import NetworkKind
from dashcore.util.serialize import SerializationError

NAME = "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd"
WAIT_S = 10
COOKIE = bytes(range(32))
SERVER_NONCE = b"\x11" * 32
OPTIONS = NetOptions(magic=b"1234", default_port=PORT, services=Services.NETWORK, connect=())


class Tor:
    """Answers as Tor does.

    Args (constructor):
        methods: how it can be told who one is.
        instead: other answers, by the beginning of the command.
    """

    def __init__(self, methods: str, cookie_file: Path | None = None, **instead: str) -> None:
        self.methods = methods
        self.cookie = "" if cookie_file is None else f' COOKIEFILE="{cookie_file}"'
        self.instead = instead
        self.client_nonce = b""

    def answer(self, line: str) -> bytes:
        """Answer a command."""
        command, *rest = line.split(" ")
        text = self.instead.get(command)
        if text is None:
            text = getattr(self, command.lower())(*rest)
        return text.replace("\n", "\r\n").encode() + b"\r\n"

    def protocolinfo(self, _version: str) -> str:
        """Say how one can tell who one is."""
        return f'250-PROTOCOLINFO 1\n250-AUTH METHODS={self.methods}{self.cookie}\n250-VERSION Tor="0.4.8.9"\n250 OK'

    def authchallenge(self, _kind: str, nonce: str) -> str:
        """Prove to know the cookie."""
        self.client_nonce = bytes.fromhex(nonce)
        proof = safe_cookie_hash(SERVER_KEY, COOKIE, self.client_nonce, SERVER_NONCE)
        return f"250 AUTHCHALLENGE SERVERHASH={proof.hex()} SERVERNONCE={SERVER_NONCE.hex()}"

    def authenticate(self, *proof: str) -> str:
        """Take a proof."""
        if self.methods == "SAFECOOKIE":
            expected = safe_cookie_hash(CLIENT_KEY, COOKIE, self.client_nonce, SERVER_NONCE).hex()
            return "250 OK" if proof == (expected,) else "515 Authentication failed"
        return "250 OK"

    @staticmethod
    def getinfo(_what: str) -> str:
        """Say where SOCKS is."""
        return '250-net/listeners/socks="127.0.0.1:9150"\n250 OK'

    @staticmethod
    def add_onion(*_args: str) -> str:
        """Make a service."""
        return f"250-ServiceID={NAME}\n250-PrivateKey=ED25519-V3:c2VjcmV0\n250 OK"


class Scene:
    """A Tor, and a controller that talks to it."""

    def __init__(self, tor: Tor, directory: Path, **changes: object) -> None:
        self.server = LineServer(tor.answer)
        values: dict[str, object] = {
            "control": f"127.0.0.1:{self.server.port}",
            "password": "",
            "target": ipv4("127.0.0.1", 4444),
            "port": PORT,
            "key_file": directory / "onion_v3_private_key",
            "wants_proxy": True,
            "allows_onion": True,
        }
        self.options = TorOptions(**{**values, **changes})  # type: ignore[arg-type]  # by name

    def said(self, count: int) -> list[str]:
        """Wait for commands."""
        return [self.server.heard.get(timeout=WAIT_S) for _ in range(count)]


class Play(Protocol):
    """Lets a controller talk to a Tor."""

    def __call__(self, tor: Tor, **changes: object) -> Scene:
        """Begin; what the options say can be changed."""


@pytest.fixture
def rig() -> Iterator[Rig]:
    """A network that runs."""
    with running(OPTIONS) as made:
        made.reachable.remove(NetworkKind.ONION)
        yield made


@pytest.fixture
def play(rig: Rig, tmp_path: Path) -> Iterator[Play]:
    """Let a controller talk to a Tor."""
    scenes: list[Scene] = []

    def begin(tor: Tor, **changes: object) -> Scene:
        scene = Scene(tor, tmp_path, **changes)
        scenes.append(scene)
        rig.manager.spawn("torcontrol", TorController(scene.options, rig.local, rig.manager.proxies).run)
        return scene

    yield begin
    rig.manager.stop()
    for scene in scenes:
        with scene.server:
            pass


def is_advertised(rig: Rig) -> bool:
    """Whether others are told of the service."""
    return any(str(entry.service) == f"{NAME}.onion:{PORT}" for entry in rig.local.entries())


def test_service(rig: Rig, play: Play, tmp_path: Path) -> None:
    """Without a password: the service is advertised as long as Tor is there, its key is kept, SOCKS is learned."""
    scene = play(Tor("NULL"))
    assert scene.said(4) == [
        "PROTOCOLINFO 1",
        "AUTHENTICATE",
        "GETINFO net/listeners/socks",
        f"ADD_ONION NEW:ED25519-V3 Port={PORT},127.0.0.1:4444",
    ]
    wait_until(lambda: is_advertised(rig))
    key_file = tmp_path / "onion_v3_private_key"
    assert key_file.read_text() == "ED25519-V3:c2VjcmV0"
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert rig.manager.proxies.get(NetworkKind.ONION) == Proxy(ipv4("127.0.0.1", 9150), randomizes=True)
    assert NetworkKind.ONION in rig.reachable
    scene.server.drop()
    wait_until(lambda: not is_advertised(rig))
    assert scene.said(4)[3] == f"ADD_ONION ED25519-V3:c2VjcmV0 Port={PORT},127.0.0.1:4444"
    wait_until(lambda: is_advertised(rig))


def test_key_of_before(rig: Rig, play: Play, tmp_path: Path) -> None:
    """The same service again; where -onion is given, nobody is asked for SOCKS."""
    (tmp_path / "onion_v3_private_key").write_text("ED25519-V3:b2xk")
    rig.reachable.add(NetworkKind.ONION)
    scene = play(Tor("NULL"), wants_proxy=False)
    assert scene.said(3)[2].startswith("ADD_ONION ED25519-V3:b2xk ")
    wait_until(lambda: is_advertised(rig))
    assert rig.manager.proxies.get(NetworkKind.ONION) is None


def test_password(rig: Rig, play: Play) -> None:
    """It goes quoted."""
    scene = play(Tor("HASHEDPASSWORD"), password='a"b')  # noqa: S106 - no secret
    assert scene.said(2)[1] == 'AUTHENTICATE "a\\"b"'
    wait_until(lambda: is_advertised(rig))
    assert 'a"b' not in repr(scene.options)


def test_cookie(rig: Rig, play: Play, tmp_path: Path) -> None:
    """Both prove that they know what is in a file."""
    (tmp_path / "cookie").write_bytes(COOKIE)
    play(Tor("SAFECOOKIE", tmp_path / "cookie"))
    wait_until(lambda: is_advertised(rig))


@pytest.mark.parametrize(
    ("methods", "cookie", "password", "instead", "text"),
    [
        ("HASHEDPASSWORD", None, "", {}, "The only supported authentication mechanism left is password"),
        ("NULL", None, "x", {}, "HASHEDPASSWORD authentication is not available"),
        ("COOKIE", None, "", {}, "No supported authentication method"),
        ("SAFECOOKIE", b"short", "", {}, "is not exactly 32 bytes, as is required by the spec"),
        ("SAFECOOKIE", None, "", {}, "could not be opened (check permissions)"),
        ("SAFECOOKIE", bytes(32), "", {}, "does not match expected ServerHash"),
        ("SAFECOOKIE", COOKIE, "", {"AUTHCHALLENGE": "513 no"}, "SAFECOOKIE authentication challenge failed"),
        ("SAFECOOKIE", COOKIE, "", {"AUTHCHALLENGE": "250 what"}, "Invalid reply to AUTHCHALLENGE"),
        (
            "SAFECOOKIE",
            COOKIE,
            "",
            {"AUTHCHALLENGE": "250 AUTHCHALLENGE A=1"},
            "Error parsing AUTHCHALLENGE parameters",
        ),
        (
            "SAFECOOKIE",
            COOKIE,
            "",
            {"AUTHCHALLENGE": "250 AUTHCHALLENGE SERVERHASH=00 SERVERNONCE=00"},
            "ServerNonce is not 32 bytes",
        ),
        ("NULL", None, "", {"PROTOCOLINFO": "510 what"}, "Requesting protocol info failed"),
        ("NULL", None, "", {"AUTHENTICATE": "515 no"}, "Authentication failed"),
        ("NULL", None, "", {"ADD_ONION": "510 what"}, "Add onion failed with unrecognized command"),
        ("NULL", None, "", {"ADD_ONION": "551 no"}, "Add onion failed; error code 551"),
        ("NULL", None, "", {"ADD_ONION": "250-ServiceID=short\n250 OK"}, "Error parsing ADD_ONION parameters"),
        ("NULL", None, "", {"GETINFO": "510 what"}, "Get SOCKS port command failed with unrecognized command"),
        ("NULL", None, "", {"GETINFO": "551 no"}, "Get SOCKS port command failed; error code 551"),
    ],
    ids=itertools.count(),
)
def test_refusals(
    play: Play,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    methods: str,
    cookie: bytes | None,
    password: str,
    instead: dict[str, str],
    text: str,
) -> None:
    """The log says what is wrong; nothing else happens."""
    if cookie is not None:
        (tmp_path / "cookie").write_bytes(cookie)
    with caplog.at_level(logging.DEBUG, "dash"):
        play(Tor(methods, tmp_path / "cookie", **instead), password=password)
        wait_until(lambda: text in caplog.text)
    assert "thread failed" not in caplog.text


def test_nobody_there(rig: Rig, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """It is tried again later, and can be ended meanwhile."""
    scene = Scene(Tor("NULL"), tmp_path)
    with scene.server:
        pass
    with caplog.at_level(logging.DEBUG, "dash"):
        rig.manager.spawn("torcontrol", TorController(scene.options, rig.local, rig.manager.proxies).run)
        wait_until(lambda: "Not connected to Tor control port" in caplog.text)
    rig.manager.stop()
    assert "torcontrol thread failed" not in caplog.text


# Lines


def test_replies() -> None:
    """Several lines make one; pieces are put together; what nobody asked for is dropped."""
    reader = ReplyReader()
    assert list(reader.feed(b"250-a\r\n250+b\r\n25")) == []
    (reply,) = reader.feed(b"0 OK\r\nxx\r\n650 NEWS\r\n")
    assert (reply.code, reply.lines) == (250, ("a", "b", "OK"))
    assert repr(reply) == "TorReply(code=250)"
    (reply,) = reader.feed(b"abc what\n")
    assert reply.code == 0
    with pytest.raises(SerializationError):
        list(reader.feed(b"2" * (MAX_LINE_LENGTH + 1)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('METHODS=COOKIE,SAFECOOKIE COOKIEFILE="/a b/c"', {"METHODS": "COOKIE,SAFECOOKIE", "COOKIEFILE": "/a b/c"}),
        ('Foo="\\"bar\\" \\n\\101\\777x"', {"Foo": '"bar" \nA\x3f7x'}),
        ("Foo=", {"Foo": ""}),
        ("Foo=a Bar rest", {"Foo": "a"}),
        ('Foo="open', {}),
        ("nothing", {}),
        ("", {}),
    ],
)
def test_mapping(text: str, expected: dict[str, str]) -> None:
    """Values may be quoted; half of one is none."""
    assert parse_mapping(text) == expected


def test_listener_that_is_local_is_preferred() -> None:
    """Tor may have several."""
    lines = ('net/listeners/socks="10.0.0.1:1" "127.0.0.1:2" "127.0.0.1:3"', "OK")
    assert find_socks_listener(TorReply(250, lines)) == "127.0.0.1:2"
    assert find_socks_listener(TorReply(250, ("net/listeners/socks=unix:/a",))) == "unix:/a"
    assert find_socks_listener(TorReply(250, ("OK",))) == ""
    assert split_reply_line("AUTH METHODS=NULL") == ("AUTH", "METHODS=NULL")
