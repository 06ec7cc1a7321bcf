"""What people write behind -ipcbind= and -ipcconnect=."""

from pathlib import Path

import pytest

from dashcore.ipc.addresses import (
    ALL_PERMISSIONS,
    AddressTextError,
    Binding,
    Permission,
    parse_bind,
    parse_connect,
)
from libmultiprocess import TlsAddress, UnixAddress, VsockAddress

NET_DIR = Path("/data/regtest")
CHAIN = frozenset({Permission.CHAIN})


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("unix", UnixAddress("/data/regtest/node.sock")),
        ("unix:other.sock", UnixAddress("/data/regtest/other.sock")),
        ("unix:deep/er.sock", UnixAddress("/data/regtest/deep/er.sock")),
        ("unix:/run/a b:c.sock", UnixAddress("/run/a b:c.sock")),
        ("tls:127.0.0.1:9000:allow=chain", TlsAddress("127.0.0.1", 9000)),
        ("tls:node.example:9000:allow=chain", TlsAddress("node.example", 9000)),
        ("tls:[::1]:9000:allow=chain", TlsAddress("::1", 9000)),
        ("tls:10.0.0.1:0:allow=chain", TlsAddress("10.0.0.1", 0)),
        ("vsock:3:1024:allow=chain", VsockAddress(3, 1024)),
        ("vsock:4294967295:1024:allow=chain", VsockAddress(0xFFFFFFFF, 1024)),
    ],
)
def test_bind_address(text: str, address: object) -> None:
    """Each form of each kind."""
    assert parse_bind(text, NET_DIR).address == address


@pytest.mark.parametrize(
    ("text", "allow", "most"),
    [
        ("unix", ALL_PERMISSIONS, 16),
        ("unix:allow=chain", CHAIN, 16),
        ("unix:a.sock:allow=chain,echo", CHAIN | {Permission.ECHO}, 16),
        ("unix:a.sock:allow=echo,mining,chain,node,wallet", ALL_PERMISSIONS, 16),
        ("unix:max-connections=1", ALL_PERMISSIONS, 1),
        ("unix:a.sock:max-connections=1024:allow=chain", CHAIN, 1024),
        ("tls:h:1:allow=chain:max-connections=2", CHAIN, 2),
    ],
)
def test_bind_options(text: str, allow: frozenset[Permission], most: int) -> None:
    """Unix allows all unless told otherwise; the options come in any order."""
    found = parse_bind(text, NET_DIR)
    assert (found.allow, found.max_connections) == (allow, most)


def test_words() -> None:
    """Permissions are shown in one order, however they were given."""
    found = parse_bind("unix:allow=wallet,echo,chain", NET_DIR)
    assert found.words == ("echo", "chain", "wallet")
    assert found == Binding(address=found.address, allow=found.allow, max_connections=16)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("pipe", "Unrecognized address 'pipe'"),
        ("", "Unrecognized address ''"),
        ("unix:", "Unrecognized address 'unix:'"),
        ("unixx:/a", "Unrecognized address 'unixx:/a'"),
        ("/run/node.sock", "Unrecognized address '/run/node.sock'"),
        ("auto", "Unrecognized address 'auto'"),
        ("unix:a\0b", "A path holds no null character."),
        ("tcp:127.0.0.1:9000", "Plain TCP is refused: it neither proves who is at the other end"),
        ("tcp", "Plain TCP is refused"),
        ("tls", "Unrecognized address 'tls'"),
        ("tls:", "Unrecognized address 'tls:'"),
        ("tls:9000:allow=chain", "tls takes a host and a port"),
        ("tls::9000:allow=chain", "'' is no host"),
        ("tls:h:port:allow=chain", "Invalid port 'port': a number from 0 to 65535 is expected."),
        ("tls:h:65536:allow=chain", "Invalid port '65536'"),
        ("tls:h:-1:allow=chain", "Invalid port '-1'"),
        ("tls:h::allow=chain", "Invalid port ''"),
        ("tls:h:²:allow=chain", "Invalid port '²'"),
        ("tls:::1:9000:allow=chain", "An IPv6 address is written in brackets: tls:[::1]:9000."),
        ("tls:a[b:9000:allow=chain", "'a[b' is no host"),
        ("tls:[]:9000:allow=chain", "'' is no host"),
        (
            "tls:h:9000",
            "Nothing is allowed there unless it is named: say what its clients may do, as in tls:h:9000:allow=",
        ),
        ("vsock:3:1024", "Nothing is allowed there unless it is named"),
        ("vsock:3:allow=chain", "vsock takes two numbers"),
        ("vsock:x:1:allow=chain", "Invalid context id 'x'"),
        ("vsock:3:4294967296:allow=chain", "Invalid port '4294967296'"),
        ("unix:allow=", "Unrecognized permission ''"),
        ("unix:allow=chain,", "Unrecognized permission ''"),
        ("unix:allow=all", "Unrecognized permission 'all': allow takes echo, mining, chain, node, wallet"),
        ("unix:allow=Chain", "Unrecognized permission 'Chain'"),
        ("unix:allow=chain:allow=echo", "'allow' is given twice."),
        ("unix:a:max-connections=1:max-connections=2", "'max-connections' is given twice."),
        ("unix:a:permit=chain", "Unrecognized option 'permit' of address 'unix:a:permit=chain'."),
        ("unix:a:allow=echo:extra=1", "Unrecognized option 'extra'"),
        ("unix:max-connections=0", "max-connections must be a number from 1 to 1024, not '0'."),
        ("unix:max-connections=1025", "max-connections must be"),
        ("unix:max-connections=ten", "not 'ten'"),
    ],
)
def test_bind_refused(text: str, why: str) -> None:
    """Each mistake has its own answer; none opens a door wider than was meant."""
    with pytest.raises(AddressTextError) as caught:
        parse_bind(text, NET_DIR)
    assert why in str(caught.value)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("auto", UnixAddress("/data/regtest/node.sock")),
        ("unix", UnixAddress("/data/regtest/node.sock")),
        ("unix:/a", UnixAddress("/a")),
        ("tls:h:1", TlsAddress("h", 1)),
        ("tls:[fe80::1]:1", TlsAddress("fe80::1", 1)),
        ("vsock:2:5", VsockAddress(2, 5)),
        ("", None),
        ("0", None),
    ],
)
def test_connect_address(text: str, address: object) -> None:
    """The same forms, and those that say not to connect."""
    assert parse_connect(text, NET_DIR) == address


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("nowhere", "Unrecognized address 'nowhere'"),
        ("tcp:h:1", "Plain TCP is refused"),
        ("tls:h:0", "Port 0 is for listening"),
        ("unix:allow=echo", "'allow' is decided by the node that listens"),
        ("unix:/a:max-connections=2", "'max-connections' is decided by the node"),
    ],
)
def test_connect_refused(text: str, why: str) -> None:
    """What only a listener decides is no part of where to connect."""
    with pytest.raises(AddressTextError) as caught:
        parse_connect(text, NET_DIR)
    assert why in str(caught.value)


def test_permission_order() -> None:
    """The words are those of the documentation."""
    assert [each.value for each in Permission] == ["echo", "mining", "chain", "node", "wallet"]
