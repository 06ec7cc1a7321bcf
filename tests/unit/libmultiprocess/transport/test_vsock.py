"""Sockets between machines. Few machines can reach themselves, so a unix socket stands in where the family is not there."""

import errno
import os
import socket
from pathlib import Path
from typing import Any

import pytest
from mp_probe import RootImpl, RootProxy

import libmultiprocess as mp
from libmultiprocess._transport import vsock


class FakeVsock(socket.socket):
    """Has names of two numbers; ports are files in `folder`. Everything is on machine 3."""

    folder: Path

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*(args or (socket.AF_UNIX, socket.SOCK_STREAM)), **options)
        self.names: tuple[tuple[int, int], tuple[int, int]] = ((0, 0), (0, 0))

    def _path(self, port: int) -> str:
        return str(self.folder / str(port))

    def bind(self, address: Any) -> None:
        cid, port = address
        if cid not in (3, 0xFFFFFFFF):
            raise OSError(errno.EADDRNOTAVAIL, os.strerror(errno.EADDRNOTAVAIL))
        self.names = ((cid, port), self.names[1])
        super().bind(self._path(port))

    def connect(self, address: Any) -> None:
        cid, port = address
        if cid != 3:
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        try:
            super().connect(self._path(port))
        except FileNotFoundError:
            raise ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET)) from None

    def accept(self) -> tuple[socket.socket, Any]:
        sock, _ = super().accept()
        fake = FakeVsock(fileno=sock.detach())
        fake.names = (self.names[0], (3, 12345))
        return fake, (3, 12345)

    def getsockname(self) -> Any:
        return self.names[0]

    def getpeername(self) -> Any:
        return self.names[1]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(FakeVsock, "folder", tmp_path, raising=False)
    monkeypatch.setattr(vsock, "make_vsock", FakeVsock)


def make_root(_peer: mp.Peer) -> RootImpl:
    return RootImpl()


@pytest.mark.usefixtures("fake")
def test_calls_between_machines() -> None:
    """The peer is a machine and a port; nothing is known of its process."""
    seen: list[mp.Peer] = []

    def root(peer: mp.Peer) -> RootImpl:
        seen.append(peer)
        return RootImpl()

    with mp.listen(mp.VsockAddress(0xFFFFFFFF, 9000), root, RootProxy) as server:
        assert server.address == mp.VsockAddress(0xFFFFFFFF, 9000)
        with mp.connect(mp.VsockAddress(3, 9000), RootProxy) as proxy:
            assert proxy.make_probe().echo("x") == "x"
            assert mp.connection_of(proxy).peer == mp.Peer("vsock:3:9000")
        assert seen == [mp.Peer("vsock:3:12345")]
        with pytest.raises(mp.InUseError, match="somebody listens at vsock:4294967295:9000 already"):
            mp.listen(mp.VsockAddress(0xFFFFFFFF, 9000), root, RootProxy)


@pytest.mark.usefixtures("fake")
def test_errors() -> None:
    """One class and one clear sentence each."""
    with pytest.raises(mp.NobodyListensError, match="nobody listens at vsock:3:9001"):
        mp.connect(mp.VsockAddress(3, 9001), RootProxy)
    with pytest.raises(mp.UnreachableError, match="cannot connect to vsock:9:1: No such device"):
        mp.connect(mp.VsockAddress(9, 1), RootProxy)
    with pytest.raises(mp.AddressError, match="cannot listen at vsock:9:1: Cannot assign requested address"):
        mp.listen(mp.VsockAddress(9, 1), make_root, RootProxy)


def test_a_system_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Says so."""
    monkeypatch.delattr(socket, "AF_VSOCK", raising=False)
    with pytest.raises(mp.UnreachableError, match="this system has no vsock"):
        mp.listen(mp.VsockAddress(3, 9000), make_root, RootProxy)
    monkeypatch.setattr(socket, "AF_VSOCK", 999, raising=False)
    with pytest.raises(mp.UnreachableError, match="this system has no vsock: Address family not supported"):
        mp.connect(mp.VsockAddress(3, 9000), RootProxy)


@pytest.mark.skipif(not Path("/dev/vsock").exists(), reason="no vsock here")
def test_the_real_thing_listens() -> None:
    """And closes, though its accept is not woken by a shutdown."""
    try:
        server = mp.listen(mp.VsockAddress(0xFFFFFFFF, 0xFFFFFFFF), make_root, RootProxy)
    except mp.AddressError as e:
        pytest.skip(str(e))
    with server:
        assert isinstance(server.address, mp.VsockAddress)
        assert server.address.port != 0xFFFFFFFF
