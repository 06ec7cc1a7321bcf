"""Addresses and their text."""

import pytest

import libmultiprocess as mp


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("unix:/run/node.sock", mp.UnixAddress("/run/node.sock")),
        ("unix:node.sock", mp.UnixAddress("node.sock")),
        ("unix:/with:colon", mp.UnixAddress("/with:colon")),
        ("tls:example.org:9000", mp.TlsAddress("example.org", 9000)),
        ("tls:127.0.0.1:0", mp.TlsAddress("127.0.0.1", 0)),
        ("tls:[::1]:65535", mp.TlsAddress("::1", 65535)),
        ("tls:[fe80::1%eth0]:1", mp.TlsAddress("fe80::1%eth0", 1)),
        ("vsock:2:1024", mp.VsockAddress(2, 1024)),
        ("vsock:4294967295:4294967295", mp.VsockAddress(4294967295, 4294967295)),
    ],
)
def test_text_and_back(text: str, address: mp.Address) -> None:
    """What is read is what is written."""
    assert mp.parse_address(text) == address
    assert str(address) == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not unix:<path>, tls:<host>:<port> or vsock:<cid>:<port>"),
        ("tcp:127.0.0.1:9000", "is not unix:<path>, tls:<host>:<port> or vsock:<cid>:<port>"),
        ("unix", "has no path"),
        ("unix:", "has no path"),
        ("tls:host", "has no port"),
        ("tls::9000", "host of a tls address is missing"),
        ("tls:[]:9000", "host of a tls address is missing"),
        ("tls:host:", "the port is not a number"),
        ("tls:host:-1", "the port is not a number"),
        ("tls:host:²", "the port is not a number"),
        ("tls:host:65536", "port 65536 of a tls address is not within 0 to 65535"),
        ("tls:host:99999999999999999999", "is not within 0 to 65535"),
        ("tls:::1:9000", "write an IPv6 address in brackets"),
        ("tls:[::1]", "is not tls:\\[<ipv6>\\]:<port>"),
        ("tls:[::1:9000", "is not tls:\\[<ipv6>\\]:<port>"),
        ("tls:[::1]9000", "is not tls:\\[<ipv6>\\]:<port>"),
        ("vsock:2", "is not vsock:<cid>:<port>"),
        ("vsock:host:1", "the context id is not a number"),
        ("vsock:2:x", "the port is not a number"),
        ("vsock:4294967296:1", "context id 4294967296 of a vsock address is not within"),
    ],
)
def test_what_is_no_address(text: str, why: str) -> None:
    """Each mistake is named."""
    with pytest.raises(mp.BadAddressError, match=why):
        mp.parse_address(text)
