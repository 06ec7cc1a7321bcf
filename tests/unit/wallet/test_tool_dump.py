"""The dump's format: what is written, and each way a dump can be wrong."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from dashcore.util.hashes import hash256
from dashcore.wallet.tool.dump import DumpReader, open_dump, write_dump
from dashcore.wallet.tool.errors import ToolError

RECORDS = [(b"\x07version", b"\x01\x02"), (b"\x02tx" + bytes(32), b"\xff" * 300)]
HEAD = b"BITCOIN_CORE_WALLET_DUMP,1\nformat,sqlite\n"
BODY = HEAD + b"00ff,0a\n"


def dump_of(body: bytes = BODY) -> bytes:
    """A body with the checksum that belongs to it."""
    return body + b"checksum," + hash256(body).hex().encode() + b"\n"


def problem_of(text: bytes) -> str:
    """What reading a dump to its end says of it."""
    with pytest.raises(ToolError) as caught:
        list(DumpReader(BytesIO(text)).records())
    return caught.value.text


def test_round_trip(tmp_path: Path) -> None:
    """What was written is read again; the file is its owner's alone."""
    path = tmp_path / "dump"
    write_dump(path, "sqlite", RECORDS)
    assert path.stat().st_mode & 0o777 == 0o600
    with open_dump(path) as dump:
        assert dump.file_format == "sqlite"
        assert list(dump.records()) == RECORDS
    lines = path.read_bytes().splitlines(keepends=True)
    assert lines[:3] == [b"BITCOIN_CORE_WALLET_DUMP,1\n", b"format,sqlite\n", b"0776657273696f6e,0102\n"]
    assert lines[-1] == b"checksum," + hash256(b"".join(lines[:-1])).hex().encode() + b"\n"


def test_existing_file_is_kept(tmp_path: Path) -> None:
    """A dump replaces nothing."""
    path = tmp_path / "dump"
    path.write_text("mine")
    with pytest.raises(ToolError, match=r"already exists\. If you are sure this is what you want, move it out"):
        write_dump(path, "sqlite", RECORDS)
    assert path.read_text() == "mine"


def test_nothing_is_left_of_a_dump_that_failed(tmp_path: Path) -> None:
    """Neither a wallet that cannot be read nor a folder that is not there leave a file."""

    def damaged() -> Iterator[tuple[bytes, bytes]]:
        yield RECORDS[0]
        raise OSError(5, "Input/output error")

    with pytest.raises(ToolError, match=r"Unable to write .*dump: Input/output error"):
        write_dump(tmp_path / "dump", "sqlite", damaged())
    with pytest.raises(ToolError, match=r"Unable to open .* for writing"):
        write_dump(tmp_path / "none" / "dump", "sqlite", RECORDS)
    assert not list(tmp_path.iterdir())


def test_dangling_link_is_not_followed(tmp_path: Path) -> None:
    """Private keys go where the user said, not where a link points."""
    path = tmp_path / "dump"
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ToolError, match=r"Unable to open .* for writing"):
        write_dump(path, "sqlite", RECORDS)
    assert not (tmp_path / "elsewhere").exists()


def test_lines_that_count_and_hold_nothing() -> None:
    """A record without key or value is passed over, and is part of the checksum."""
    reader = DumpReader(BytesIO(dump_of(BODY + b",\n00,\n,00\n01,02\n") + b"whatever follows"))
    assert list(reader.records()) == [(b"\x00\xff", b"\x0a"), (b"\x01", b"\x02")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"", 'Error: Dumpfile identifier record is incorrect. Got "", expected "BITCOIN_CORE_WALLET_DUMP".\n'),
        (
            b"DASH,1\n",
            'Error: Dumpfile identifier record is incorrect. Got "DASH", expected "BITCOIN_CORE_WALLET_DUMP".\n',
        ),
        (HEAD.replace(b",1", b",x"), "Error: Unable to parse version x as a uint32_t\n"),
        (HEAD.replace(b",1", b",-1"), "Error: Unable to parse version -1 as a uint32_t\n"),
        (HEAD.replace(b",1", b",4294967296"), "Error: Unable to parse version 4294967296 as a uint32_t\n"),
        (
            HEAD.replace(b",1", b",4294967295"),
            "Error: Dumpfile version is not supported. This version of dash-wallet only supports version 1 dumpfiles. "
            "Got dumpfile with version 4294967295\n",
        ),
        (
            b"BITCOIN_CORE_WALLET_DUMP,1\nform,sqlite\n",
            'Error: Dumpfile format record is incorrect. Got "form", expected "format".\n',
        ),
        (HEAD, "Error: Missing checksum\n"),
        (BODY, "Error: Missing checksum\n"),
        (BODY + b"checksum," + b"0" * 64 + b"\n", "Error: Missing checksum\n"),
        (BODY + b"checksum,\n", "Error: Checksum is not the correct size\n"),
        (BODY + b"checksum," + b"2" * 62 + b"\n", "Error: Checksum is not the correct size\n"),
        (BODY + b"checksum," + b"2" * 66 + b"\n", "Error: Checksum is not the correct size\n"),
        (
            BODY + b"checksum," + b"11" * 32 + b"\n",
            f"Error: Dumpfile checksum does not match. Computed {hash256(BODY).hex()}, expected {'11' * 32}\n",
        ),
        (dump_of(HEAD + b"0g,00\n"), "Error: Got key that was not hex: 0g\n"),
        (dump_of(HEAD + b"000,00\n"), "Error: Got key that was not hex: 000\n"),
        (dump_of(HEAD + b"00,00\r\n"), "Error: Got value that was not hex: 00\r\n"),
        (dump_of(HEAD + b"00ff\n00,00\n"), "Error: Got key that was not hex: 00ff\n00\n"),
    ],
)
def test_wrong_dump(text: bytes, problem: str) -> None:
    """Each fault has its sentence, which is dash-wallet's."""
    assert problem_of(text) == problem


def test_every_cut_and_every_flip_is_noticed() -> None:
    """No prefix of a dump passes for one, and no dump with one bit changed."""
    whole = dump_of()
    assert list(DumpReader(BytesIO(whole)).records()) == [(b"\x00\xff", b"\x0a")]
    for size in range(len(whole) - 1):  # the last end of line may miss
        assert problem_of(whole[:size])
    for at in range(len(whole) - 1):
        for bit in range(8):
            flipped = whole[:at] + bytes((whole[at] ^ 1 << bit,)) + whole[at + 1 :]
            try:
                found = list(DumpReader(BytesIO(flipped)).records())
            except ToolError:
                continue
            assert found == [(b"\x00\xff", b"\x0a")], flipped  # a hex digit of the checksum in the other case
            assert flipped.lower() == whole.lower()
