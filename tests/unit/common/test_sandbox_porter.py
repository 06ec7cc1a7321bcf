"""The porter does what its rules allow, for threads at once, and ends with the process it serves."""

import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashcore.common.sandbox import porter
from dashcore.common.sandbox.porter import Porter, Rules, compose

CREATE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


class House:
    """A folder with a porter's own file, an open and a closed corner."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.own = root / "settings.json"
        self.new = root / "settings.json.tmp"
        self.open = root / "open"
        self.closed = root / "closed"
        self.open.mkdir()
        self.closed.mkdir()

    def rules(self) -> Rules:
        return Rules(
            files=frozenset({str(self.own), str(self.new)}),
            may_create=lambda path: path.startswith(f"{self.open}/"),
            may_overwrite=lambda found: os.pread(found, 4, 0) == b"mine",
            may_read=lambda found: os.pread(found, 4, 0) == b"mine",
            commands=frozenset({("walletnotify", f"echo %s %w > {self.root}/told"), ("blocknotify", "exit 3")}),
            programs=frozenset({("signer", "sh -c"), ("signer", "/nonexistent")}),
        )


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path.resolve())


@pytest.fixture
def asked(house: House) -> Iterator[Porter]:
    """A porter in a process of its own."""
    made = porter.start(house.rules())
    yield made
    made.close()


def write(descriptor: int, data: bytes) -> None:
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def denied(call: object, *args: object) -> None:
    assert callable(call)
    with pytest.raises(PermissionError) as caught:
        call(*args)
    assert caught.value.errno == errno.EACCES


def test_own_files(house: House, asked: Porter) -> None:
    """Written under another name, put in place, read, removed; a missing one is missing, not denied."""
    write(asked.open(str(house.new), CREATE), b"{}")
    asked.replace(str(house.new), str(house.own))

    assert house.own.read_bytes() == b"{}"
    with os.fdopen(asked.open(str(house.own), os.O_RDONLY), "rb") as file:
        assert file.read() == b"{}"
    asked.unlink(str(house.own))
    assert not house.own.exists()
    with pytest.raises(FileNotFoundError):
        asked.open(str(house.own), os.O_RDONLY)
    house.new.mkdir()
    with pytest.raises(IsADirectoryError):
        asked.open(str(house.new), CREATE)


def test_other_files(house: House, asked: Porter) -> None:
    """Nothing of somebody else's is opened, replaced, or removed."""
    secret = house.closed / "secret"
    secret.write_bytes(b"key")

    denied(asked.open, str(secret), os.O_RDONLY)
    denied(asked.open, str(secret), os.O_RDWR)
    denied(asked.open, str(secret), CREATE)
    denied(asked.unlink, str(secret))
    denied(asked.replace, str(house.new), str(secret))
    denied(asked.replace, str(secret), str(house.own))
    denied(asked.open, str(house.closed / "new"), CREATE)
    assert secret.read_bytes() == b"key"
    assert [path.name for path in house.closed.iterdir()] == ["secret"]


def test_new_files(house: House, asked: Porter) -> None:
    """Made where the rules say, renamed and removed by who made them; what is there is never lost."""
    part, whole = house.open / "dump.incomplete", house.open / "dump"
    write(asked.open(str(part), CREATE), b"half")
    write(asked.open(str(part), CREATE), b"1")  # its own: may be written again
    asked.replace(str(part), str(whole))
    assert whole.read_bytes() == b"1"
    assert not part.exists()

    write(asked.open(str(part), CREATE), b"2")
    with pytest.raises(FileExistsError):
        asked.replace(str(part), str(whole))
    asked.unlink(str(part))
    assert [path.name for path in house.open.iterdir()] == ["dump"]


def test_content_decides(house: House, asked: Porter) -> None:
    """A file of the right kind may be read, and written over, wherever it is; its size then counts from nothing."""
    mine, other = house.closed / "mine", house.closed / "other"
    mine.write_bytes(b"mine, and long")
    other.write_bytes(b"theirs")

    with os.fdopen(asked.open(str(mine), os.O_RDONLY), "rb") as file:
        assert file.read() == b"mine, and long"
    write(asked.open(str(mine), CREATE), b"new")
    assert mine.read_bytes() == b"new"
    denied(asked.open, str(other), CREATE)
    assert other.read_bytes() == b"theirs"


def test_links_lead_nowhere(house: House, asked: Porter) -> None:
    """Neither a link in an open folder nor one in place of it gets a closed one opened."""
    (house.open / "file").symlink_to(house.closed / "target")
    (house.open / "folder").symlink_to(house.closed)
    os.mkfifo(house.open / "pipe")

    for name in ("file", "folder/new"):
        with pytest.raises(OSError, match=r"Permission denied|Too many levels|No such file"):
            asked.open(str(house.open / name), CREATE)
    denied(asked.open, str(house.open / "pipe"), os.O_RDWR)
    with pytest.raises(PermissionError):
        asked.open(f"{house.open}/../closed/new", CREATE)
    assert not list(house.closed.iterdir())


def test_commands(house: House, asked: Porter) -> None:
    """Run as configured, with the values quoted; a status comes back; no other command, no other value."""
    assert asked.run("walletnotify", f"echo %s %w > {house.root}/told", [("%s", "ab12"), ("%w", "my $(wallet)")]) == 0
    assert (house.root / "told").read_text() == "ab12 my $(wallet)\n"
    assert asked.run("blocknotify", "exit 3", []) == 3
    denied(asked.run, "walletnotify", f"touch {house.root}/bad", [])
    denied(asked.run, "blocknotify", f"echo %s %w > {house.root}/told", [])
    denied(asked.run, "blocknotify", "exit 3", [("%s", "a; touch x")])


def test_programs(asked: Porter) -> None:
    """Run without a shell of ours, with words and input; what they say comes back; no other program is run."""
    said = "x" * 200_000
    answer = asked.call("signer", "sh -c", ["cat; echo $0 >&2; exit 4", "; $(it)"], said)
    assert (answer.status, answer.out, answer.err) == (4, said, "; $(it)\n")
    with pytest.raises(FileNotFoundError):
        asked.call("signer", "/nonexistent", [], "")
    denied(asked.call, "signer", "sh", ["-c", "exit"], "")
    denied(asked.call, "blocknotify", "sh -c", ["exit"], "")
    denied(asked.run, "signer", "sh -c", [])


def test_threads(house: House, asked: Porter) -> None:
    """Each gets its own answer."""
    wrong: list[str] = []

    def work(number: int) -> None:
        path = house.open / str(number)
        for _ in range(10):
            write(asked.open(str(path), CREATE), str(number).encode())
            if path.read_text() != str(number):
                wrong.append(path.name)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_ends(house: House) -> None:
    """With whom it serves; then nobody answers."""
    made = porter.start(house.rules())
    made.close()

    with pytest.raises(ProcessLookupError):
        os.kill(made.pid, 0)
    with pytest.raises(OSError, match=r".+"):
        made.open(str(house.own), os.O_RDONLY)


@pytest.mark.parametrize(
    ("option", "template", "values", "command"),
    [
        ("blocknotify", "x %s %s", [("%s", "00ff")], "x 00ff 00ff"),
        ("walletnotify", "x %s %b %h %w", [("%s", "a"), ("%b", "unconfirmed"), ("%h", "-1"), ("%w", "a'b")],
         "x a unconfirmed -1 'a'\"'\"'b'"),
        ("walletnotify", "x %w", [("%w", "%s")], "x %s"),
        ("alertnotify", "echo %s", [("%s", "Warning: (old)")], "echo 'Warning: (old)'"),
    ],
)  # fmt: skip
def test_compose(option: str, template: str, values: list[tuple[str, str]], command: str) -> None:
    assert compose(option, template, values) == command


@pytest.mark.parametrize(
    ("option", "mark", "value"),
    [("blocknotify", "%s", "`x`"), ("blocknotify", "%w", "a b"), ("walletnotify", "%h", "1;"), ("x", "echo", "y"),
     ("walletnotify", "%w", "a\0b")],
)  # fmt: skip
def test_compose_refuses(option: str, mark: str, value: str) -> None:
    with pytest.raises(ValueError, match="no value"):
        compose(option, "echo %s %h %w", [(mark, value)])
