"""What RPC says of the network is what a real dashd says: the same fields in the same order, the same values.

DASHD_REFERENCE names the dashd to test with.
"""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Final, cast

import pytest
from dashd_pair import DASHD, OURS, Pair, running_pair
from framework import wait_until

pytestmark = pytest.mark.interop

SEEN_ALIKE: Final = frozenset(
    {
        *("network", "services", "servicesnames", "relaytxes", "timeoffset", "version", "subver", "banscore"),
        *("addr_relay_enabled", "addr_processed", "addr_rate_limited", "permissions", "startingheight"),
        *("transport_protocol_type", "session_id"),
    }
)  # of one connection, by both its ends


@pytest.fixture(params=["v1", "v2"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    """Both, connected to one another twice."""
    option = f"-v2transport={int(request.param == 'v2')}"
    with running_pair(tmp_path, option, "-deprecatedrpc=banscore") as made:
        yield made


def peers(pair: Pair, name: str) -> list[dict[str, object]]:
    """Return what one says of its peers."""
    return list(pair.rpc(name).getpeerinfo())


def await_pongs(pair: Pair, name: str, count: int) -> None:
    """Wait until so many peers have answered one."""

    def has_answered(peer: dict[str, object]) -> bool:
        return cast("dict[str, int]", peer["bytesrecv_per_msg"]).get("pong", 0) > 0

    wait_until(lambda: sum(map(has_answered, peers(pair, name))) == count)


def await_peers(pair: Pair, name: str, count: int) -> None:
    """Wait until one has so many."""
    wait_until(lambda: len(peers(pair, name)) == count)


def test_peers_and_totals(pair: Pair) -> None:
    """A connection each way; then one nobody speaks on."""
    for count, name in enumerate((OURS, DASHD), start=1):
        port = pair.port if name == OURS else pair.ours.p2p_port
        pair.rpc(name).addnode(f"127.0.0.1:{port}", "onetry")
        for each in (OURS, DASHD):
            await_pongs(pair, each, count)
    for ours, theirs in zip(peers(pair, OURS), peers(pair, DASHD), strict=True):
        assert list(ours) == list(theirs)
        assert {key: ours[key] for key in SEEN_ALIKE} == {key: theirs[key] for key in SEEN_ALIKE}
        assert (ours["addr"], ours["inbound"]) == (theirs["addrbind"], not theirs["inbound"])
        assert {type(value) for value in ours.values()} == {type(value) for value in theirs.values()}
    check_silent_peer(pair)
    for name in (OURS, DASHD):
        await_peers(pair, name, 2)
    ours, theirs = (pair.rpc(name).getnetworkinfo() for name in (OURS, DASHD))
    assert list(ours) == list(theirs)
    assert ours == theirs
    ours, theirs = (pair.rpc(name).getnettotals() for name in (OURS, DASHD))
    assert list(ours) == list(theirs)
    assert ours["uploadtarget"] == theirs["uploadtarget"]


def check_silent_peer(pair: Pair) -> None:
    """Who has said nothing yet is described by the same fields and the same values."""
    with (
        socket.create_connection(("127.0.0.1", pair.ours.p2p_port)) as to_ours,
        socket.create_connection(("127.0.0.1", pair.port)) as to_dashd,
    ):
        found = []
        for name, sock in ((OURS, to_ours), (DASHD, to_dashd)):
            await_peers(pair, name, 3)
            peer = peers(pair, name)[-1]
            assert peer.pop("addr") == "{}:{}".format(*sock.getsockname())
            assert peer.pop("addrbind") == "{}:{}".format(*sock.getpeername())
            found.append(peer)
        assert list(found[0]) == list(found[1])
        assert found[0] == found[1]
