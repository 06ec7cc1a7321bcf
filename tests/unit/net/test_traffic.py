"""Bytes are counted, and -maxuploadtarget keeps what new blocks need."""

from pathlib import Path
from struct import unpack_from

import pytest
from net_manager import ipv4

from dashcore.net.capture import MessageCapture
from dashcore.net.permissions import NetPermissions, grant, parse_permissions, permission_names
from dashcore.net.traffic import UPLOAD_TIMEFRAME_S, Traffic
from dashcore.primitives.subnet import parse_subnet

MB = 10**6
NOW = 1_700_000_000


class Time:
    """The time, moved by hand."""

    now = NOW

    def __call__(self) -> int:
        """Return it."""
        return self.now


def test_without_a_limit() -> None:
    """Everything may be sent."""
    traffic = Traffic(0, 2 * MB, Time())
    traffic.record_sent(10**12)
    traffic.record_received(5)
    assert (traffic.sent, traffic.received) == (10**12, 5)
    assert (traffic.time_left_s(), traffic.bytes_left()) == (0, 0)
    assert not traffic.is_target_reached(historical=False)
    assert not traffic.is_target_reached(historical=True)


def test_limit_of_a_day() -> None:
    """Old blocks end first, then all else; a day later it begins anew."""
    clock = Time()
    traffic = Traffic(800 * MB, 2 * MB, clock)
    assert traffic.time_left_s() == UPLOAD_TIMEFRAME_S
    traffic.record_sent(500 * MB)
    assert (traffic.bytes_left(), traffic.time_left_s()) == (300 * MB, UPLOAD_TIMEFRAME_S)
    assert not traffic.is_target_reached(historical=False)
    assert not traffic.is_target_reached(historical=True)
    traffic.record_sent(12 * MB)  # 144 blocks of 2 MB have to have room
    assert traffic.is_target_reached(historical=True)
    assert not traffic.is_target_reached(historical=False)
    clock.now += UPLOAD_TIMEFRAME_S // 2
    assert not traffic.is_target_reached(historical=True)
    traffic.record_sent(300 * MB)
    assert traffic.is_target_reached(historical=False)
    assert traffic.bytes_left() == 0
    clock.now += UPLOAD_TIMEFRAME_S
    traffic.record_sent(1)
    assert traffic.bytes_left() == 800 * MB - 1
    assert traffic.sent == 812 * MB + 1


def test_limit_that_new_blocks_need_alone() -> None:
    """Old blocks are never served."""
    assert Traffic(100 * MB, 2 * MB, Time()).is_target_reached(historical=True)


@pytest.mark.parametrize(
    ("text", "granted", "rest"),
    [
        ("1.2.3.4", NetPermissions.IMPLICIT, "1.2.3.4"),
        ("@1.2.3.4", NetPermissions.NONE, "1.2.3.4"),
        ("noban,relay@1.2.3.4", NetPermissions.NO_BAN | NetPermissions.RELAY, "1.2.3.4"),
        ("bloom@x", NetPermissions.BLOOM_FILTER, "x"),
        ("all@x", NetPermissions.ALL, "x"),
        ("relay,,mempool@x", NetPermissions.RELAY | NetPermissions.MEMPOOL, "x"),
    ],
)
def test_permissions(text: str, granted: NetPermissions, rest: str) -> None:
    """What stands before @."""
    assert parse_permissions(text) == (granted, rest)


def test_permissions_that_others_include() -> None:
    """Who may not be banned may download; who is relayed for by force is relayed for."""
    assert permission_names(NetPermissions.NO_BAN) == ["noban", "download"]
    assert permission_names(NetPermissions.FORCE_RELAY) == ["forcerelay", "relay"]
    assert len(permission_names(NetPermissions.ALL)) == 7
    with pytest.raises(ValueError, match="oops"):
        parse_permissions("noban,oops@1.2.3.4")


def test_grants() -> None:
    """Those of all ranges that fit; options stand for what is not named."""
    subnets = [parse_subnet(text) for text in ("20.0.0.0/8", "20.1.0.0/16")]
    permissions = (NetPermissions.RELAY, NetPermissions.IMPLICIT)
    whitelist = [(net, each) for net, each in zip(subnets, permissions, strict=True) if net is not None]

    def granted(host: str, bind: NetPermissions = NetPermissions.NONE) -> NetPermissions:
        return grant(bind, whitelist, ipv4(host), NetPermissions.MEMPOOL)

    assert granted("30.1.0.1") == NetPermissions.NONE
    assert granted("30.1.0.1", NetPermissions.ADDR) == NetPermissions.ADDR
    assert granted("20.2.0.1") == NetPermissions.RELAY
    assert granted("20.1.0.1") == NetPermissions.RELAY | NetPermissions.MEMPOOL


def test_capture(tmp_path: Path) -> None:
    """A file for what comes, one for what goes, for each peer."""
    folder = tmp_path / "message_capture"
    capture = MessageCapture(folder)
    capture.write("127.0.0.1:5", "ping", b"12345678", 77, incoming=True)
    capture.write("127.0.0.1:5", "pong", b"", 78, incoming=True)
    capture.write("127.0.0.1:5", "verack", b"", 79, incoming=False)
    data = (folder / "127.0.0.1_5" / "msgs_recv.dat").read_bytes()
    assert unpack_from("<q12sI", data) == (77, b"ping".ljust(12, b"\0"), 8)
    assert unpack_from("<q12sI", data, 32) == (78, b"pong".ljust(12, b"\0"), 0)
    assert len(data) == 56
    assert len((folder / "127.0.0.1_5" / "msgs_sent.dat").read_bytes()) == 24
