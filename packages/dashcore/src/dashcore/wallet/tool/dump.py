"""The dump of a wallet: all records as lines of hex, and a checksum. Mirrors wallet/dump.cpp.

BITCOIN_CORE_WALLET_DUMP,1
format,sqlite
<key>,<value>
checksum,<double SHA-256 of all that stands above>
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from dashcore.wallet.tool.errors import ToolError

MAGIC = "BITCOIN_CORE_WALLET_DUMP"
VERSION = 1
_CHECKSUM = b"checksum"
_CHECKSUM_SIZE = 32  # bytes
_NUMBER = re.compile(r"\+?[0-9]+")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2})+")
_MAX_VERSION = 0xFFFFFFFF

Record = tuple[bytes, bytes]


def write_dump(path: Path, file_format: str, records: Iterable[Record]) -> None:
    """Write records to a new file that only its owner can read. Where that fails there is no file.

    Raises:
        ToolError: the file exists, or cannot be written.
    """
    if path.exists():
        raise ToolError(
            f"File {path} already exists. If you are sure this is what you want, move it out of the way first.\n"
        )
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError:
        raise ToolError(f"Unable to open {path} for writing\n") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            _write(file, file_format, records)
    except BaseException as error:
        path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise ToolError(f"Unable to write {path}: {error.strerror}\n") from None
        raise


def _write(file: BinaryIO, file_format: str, records: Iterable[Record]) -> None:
    hasher = sha256()

    def put(key: str, value: str) -> None:
        line = f"{key},{value}\n".encode()
        hasher.update(line)
        file.write(line)

    put(MAGIC, str(VERSION))
    put("format", file_format)
    for key, value in records:
        put(key.hex(), value.hex())
    file.write(b"checksum,%s\n" % sha256(hasher.digest()).hexdigest().encode())
    file.flush()
    os.fsync(file.fileno())


class DumpReader:
    """A dump that is being read.

    Attributes:
        file_format: of the wallet that was dumped: `sqlite` or `bdb`.
    """

    def __init__(self, file: BinaryIO) -> None:
        """Read the two lines at the top.

        Raises:
            ToolError: they are not those of a dump this release can read.
        """
        self._file = file
        self._hasher = sha256()
        key, value = self._line() or (b"", b"")
        if key != MAGIC.encode():
            raise ToolError(
                f'Error: Dumpfile identifier record is incorrect. Got "{_show(key)}", expected "{MAGIC}".\n'
            )
        version = _show(value)
        if not _NUMBER.fullmatch(version) or int(version) > _MAX_VERSION:
            raise ToolError(f"Error: Unable to parse version {version} as a uint32_t\n")
        if int(version) != VERSION:
            raise ToolError(
                "Error: Dumpfile version is not supported. This version of dash-wallet only supports version 1 "
                f"dumpfiles. Got dumpfile with version {version}\n"
            )
        self._add(key, value)
        key, value = self._line() or (b"", b"")
        if key != b"format":
            raise ToolError(f'Error: Dumpfile format record is incorrect. Got "{_show(key)}", expected "format".\n')
        self._add(key, value)
        self.file_format = _show(value)

    def _line(self) -> Record | None:
        """Read up to the next comma, and from there to the end of the line; None at the end of the file."""
        text = self._file.readline()
        if not text:
            return None
        while b"," not in text:
            more = self._file.readline()
            if not more:
                break
            text += more
        key, _, value = text.partition(b",")
        return key, value.removesuffix(b"\n")

    def _add(self, key: bytes, value: bytes) -> None:
        self._hasher.update(b"%s,%s\n" % (key, value))

    def records(self) -> Iterator[Record]:
        """Give the records; what was given counts only once the last one was.

        Raises:
            ToolError: one is not hex, or the checksum is missing or another.
        """
        while (line := self._line()) is not None:
            key, value = line
            if key == _CHECKSUM:
                self._check(_leading_hex(value))
                return
            self._add(key, value)
            if not key or not value:
                continue
            for what, text in (("key", key), ("value", value)):
                if not _HEX.fullmatch(text):
                    raise ToolError(f"Error: Got {what} that was not hex: {_show(text)}\n")
            yield bytes.fromhex(key.decode()), bytes.fromhex(value.decode())
        raise ToolError("Error: Missing checksum\n")

    def _check(self, expected: bytes) -> None:
        if len(expected) != _CHECKSUM_SIZE:
            raise ToolError("Error: Checksum is not the correct size\n")
        if expected == bytes(_CHECKSUM_SIZE):
            raise ToolError("Error: Missing checksum\n")
        computed = sha256(self._hasher.digest()).digest()
        if computed != expected:
            raise ToolError(
                f"Error: Dumpfile checksum does not match. Computed {computed.hex()}, expected {expected.hex()}\n"
            )


@contextmanager
def open_dump(path: Path) -> Iterator[DumpReader]:
    """Open a dump until the block ends.

    Raises:
        ToolError: it is not there, cannot be read, or is no dump this release can read.
    """
    if not path.exists():
        raise ToolError(f"Dump file {path} does not exist.\n")
    try:
        file = path.open("rb")
    except OSError as error:
        raise ToolError(f"Unable to open {path} for reading: {error.strerror}\n") from None
    with file:
        yield DumpReader(file)


def _show(text: bytes) -> str:
    return text.decode(errors="surrogateescape")


def _leading_hex(text: bytes) -> bytes:
    """Read the pairs of hex digits a text begins with, spaces between them left out. Source: C++ ParseHex."""
    digits = re.match(rb"(?:\s*[0-9a-fA-F]{2})*", text)
    return bytes.fromhex(digits[0].decode()) if digits else b""
