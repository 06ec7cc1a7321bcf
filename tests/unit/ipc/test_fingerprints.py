"""The keys that are accepted, and those that were refused."""

import stat
from pathlib import Path

import pytest

from dashcore.interfaces.ipc_admin import IpcKey, IpcRefusal
from dashcore.ipc.fingerprints import AuthorizedKeys, FingerprintError, RefusedKeys, parse_fingerprint
from dashcore.primitives.types import UnixTime

ONE, TWO, THREE = "1" * 64, "a2" * 32, "c3" * 32


@pytest.mark.parametrize("text", [TWO, TWO.upper(), ":".join(["a2"] * 32), " " + ":".join(["A2"] * 32) + "\n"])
def test_parse(text: str) -> None:
    """As tools write fingerprints."""
    assert parse_fingerprint(text) == TWO


@pytest.mark.parametrize("text", ["", "a2", TWO[1:], TWO + "a", "g" * 64, "²" * 64, "a2 " * 32])
def test_parse_refused(text: str) -> None:
    """The answer says what is expected."""
    with pytest.raises(FingerprintError) as caught:
        parse_fingerprint(text)
    assert str(caught.value).startswith(f"'{text}' is no fingerprint: 64 hexadecimal digits")


def test_store(tmp_path: Path) -> None:
    """Keys last, with their comments, in a file that only its owner can read; nothing else is left in the folder."""
    folder = tmp_path / "net" / "ipc"
    keys = AuthorizedKeys(folder)
    assert not keys.is_authorized(ONE)
    assert not folder.exists()
    keys.add(ONE, "my\nlap\x1b[31mtop \t")
    keys.add(TWO, "")
    keys.add(TWO, "the other")
    again = AuthorizedKeys(folder)
    assert again.list_all() == (
        IpcKey(fingerprint=ONE, comment="my lap [31mtop", by_option=False),
        IpcKey(fingerprint=TWO, comment="the other", by_option=False),
    )
    assert again.is_authorized(ONE)
    path = folder / "authorized"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [each.name for each in folder.iterdir()] == ["authorized"]
    assert again.remove(ONE)
    assert not again.remove(ONE)
    assert not keys.is_authorized(ONE)
    assert path.read_text().splitlines()[1:] == [f"{TWO} the other"]


def test_edited_by_hand(tmp_path: Path) -> None:
    """A line added counts at once; one that is no key is passed over, and the others count."""
    keys = AuthorizedKeys(tmp_path)
    (tmp_path / "authorized").write_text(f"# comment\n\n{ONE.upper()}\nnonsense here\n{TWO}   with comment\n")
    assert keys.is_authorized(ONE)
    assert [key.comment for key in keys.list_all()] == ["", "with comment"]
    (tmp_path / "authorized").write_text("")
    assert not keys.is_authorized(ONE)


def test_options(tmp_path: Path) -> None:
    """-ipcauthorize counts besides the file, is shown first, and is no part of it."""
    keys = AuthorizedKeys(tmp_path, [THREE.upper(), "0", "", THREE])
    keys.add(ONE, "stored")
    assert keys.is_authorized(THREE)
    assert keys.is_option(THREE)
    assert not keys.is_option(ONE)
    assert [(key.fingerprint, key.by_option) for key in keys.list_all()] == [(THREE, True), (ONE, False)]
    assert THREE not in (tmp_path / "authorized").read_text()
    with pytest.raises(FingerprintError):
        AuthorizedKeys(tmp_path, ["abc"])


def test_unreadable(tmp_path: Path) -> None:
    """Where the file cannot be read, nobody in it is let in."""
    (tmp_path / "authorized").mkdir()
    keys = AuthorizedKeys(tmp_path, [THREE])
    assert not keys.is_authorized(ONE)
    assert keys.is_authorized(THREE)
    for change in (lambda: keys.add(ONE, ""), lambda: keys.remove(ONE)):
        with pytest.raises(OSError, match="directory"):
            change()
    assert (tmp_path / "authorized").is_dir()


def test_hand_written_lines_stay(tmp_path: Path) -> None:
    """A change of one key leaves the rest of the file as people wrote it."""
    path = tmp_path / "authorized"
    path.write_text(f"# mine\n{ONE.upper()} first\n\nnonsense\n{TWO} second\n")
    keys = AuthorizedKeys(tmp_path)
    keys.add(ONE, "again")
    keys.add(THREE, "")
    assert path.read_text() == f"# mine\n\nnonsense\n{TWO} second\n{ONE} again\n{THREE}\n"
    assert keys.remove(TWO)
    assert path.read_text() == f"# mine\n\nnonsense\n{ONE} again\n{THREE}\n"
    assert not keys.remove(TWO)


def test_refused() -> None:
    """The last one comes first, each once; old ones make room."""
    time = 100

    def now() -> int:
        nonlocal time
        time += 1
        return time

    refused = RefusedKeys(now)
    for fingerprint in (ONE, TWO, ONE):
        refused.note(fingerprint)
    assert refused.list_all({ONE: "tls:h:1"}) == (
        IpcRefusal(fingerprint=ONE, address="tls:h:1", time=UnixTime(103)),
        IpcRefusal(fingerprint=TWO, address="", time=UnixTime(102)),
    )
    refused.forget(ONE)
    assert [each.fingerprint for each in refused.list_all({})] == [TWO]
    for number in range(40):
        refused.note(f"{number:064x}")
    assert len(refused.list_all({})) == 32
    assert refused.list_all({})[0].fingerprint == f"{39:064x}"
