"""Bans and discouragement: what holds how long, and what is in banlist.json."""

import json
import logging
from pathlib import Path

import pytest
from net_manager import ipv4

from dashcore.node.network.bans import FILE_NAME, BanList
from dashcore.primitives.subnet import Subnet, parse_subnet

NOW = 1_700_000_000


class Scene:
    """A list, and the time it goes by."""

    def __init__(self, directory: Path, *, default_s: int = 100) -> None:
        self.now = NOW
        self.changes = 0
        self.path = directory / FILE_NAME
        self.bans = BanList(self.path, lambda: self.now, default_s, on_change=self._changed)

    def _changed(self) -> None:
        self.changes += 1

    def stored(self) -> list[str]:
        """Return what the file names."""
        return [entry["address"] for entry in json.loads(self.path.read_text())["banned_nets"]]


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """An empty one."""
    return Scene(tmp_path)


def subnet(text: str) -> Subnet:
    """Read a subnet."""
    found = parse_subnet(text)
    assert found is not None
    return found


def test_bans_hold_and_end(scene: Scene) -> None:
    """For addresses of a subnet, until the time is over."""
    scene.bans.ban(subnet("20.1.0.0/16"))
    assert scene.bans.is_banned_address(ipv4("20.1.9.9"))
    assert not scene.bans.is_banned_address(ipv4("20.2.0.1"))
    assert scene.bans.is_banned(subnet("20.1.0.0/16"), exactly=True)
    assert not scene.bans.is_banned(subnet("20.1.0.0/24"), exactly=True)
    assert scene.bans.is_banned(subnet("20.1.0.0/24"), exactly=False)
    scene.now += 100
    assert not scene.bans.is_banned_address(ipv4("20.1.9.9"))
    scene.now += 1
    assert scene.bans.entries() == []


def test_longer_bans_stay(scene: Scene) -> None:
    """A shorter one changes nothing; a time may be a date."""
    scene.bans.ban(subnet("20.1.0.1"), 500)
    scene.bans.ban(subnet("20.1.0.1"), 50)
    scene.bans.ban(subnet("20.1.0.2"), NOW + 7, absolute=True)
    assert [(str(net), ban.created, ban.until) for net, ban in scene.bans.entries()] == [
        ("20.1.0.1/32", NOW, NOW + 500),
        ("20.1.0.2/32", NOW, NOW + 7),
    ]
    assert scene.changes == 3


def test_bans_are_on_disk_at_once(scene: Scene, tmp_path: Path) -> None:
    """And there at the next start; each list is in the same order."""
    for text in ("30.0.0.0/8", "20.1.0.1", "2001:470::/32"):
        scene.bans.ban(subnet(text))
    assert scene.stored() == ["20.1.0.1/32", "30.0.0.0/8", "2001:470::/32"]
    assert scene.bans.unban(subnet("20.1.0.1"))
    assert not scene.bans.unban(subnet("20.1.0.1"))
    assert [str(net) for net, _ in Scene(tmp_path).bans.entries()] == ["30.0.0.0/8", "2001:470::/32"]
    scene.bans.clear()
    assert scene.stored() == []


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (None, "Recreating the banlist database"),
        ("{", "Cannot parse banlist"),
        ("{}", "Cannot parse banlist"),
        ('{"banned_nets": 3}', "Cannot parse banlist"),
        ('{"banned_nets": [{"version": 2}]}', "Dropping entry with unknown version (2) from ban list"),
        ('{"banned_nets": [{"version": 1, "address": "x"}]}', "Dropping entry with unparseable address or subnet (x)"),
    ],
)
def test_files(tmp_path: Path, caplog: pytest.LogCaptureFixture, content: str | None, text: str) -> None:
    """A damaged one is made anew, entries that are not understood are dropped."""
    if content is not None:
        (tmp_path / FILE_NAME).write_text(content)
    with caplog.at_level(logging.INFO, "dash"):
        assert Scene(tmp_path).bans.entries() == []
    assert text in caplog.text
    assert (tmp_path / FILE_NAME).exists()


def test_discouragement(scene: Scene) -> None:
    """Goes by address, and ends with the program."""
    scene.bans.discourage(ipv4("20.1.0.1", 1))
    assert scene.bans.is_discouraged(ipv4("20.1.0.1", 2))
    assert not scene.bans.is_discouraged(ipv4("20.1.0.2"))
    scene.bans.clear_discouraged()
    assert not scene.bans.is_discouraged(ipv4("20.1.0.1"))


def test_disk_that_refuses(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The ban holds all the same, and the log says what is wrong."""
    scene = Scene(tmp_path)
    scene.path.unlink()
    scene.path.mkdir()
    (scene.path / "in the way").touch()
    scene.bans.ban(subnet("20.1.0.1"))
    assert scene.bans.is_banned_address(ipv4("20.1.0.1"))
    assert "Unable to write" in caplog.text
