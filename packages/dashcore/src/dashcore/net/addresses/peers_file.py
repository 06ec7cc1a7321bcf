"""Small files of the network, with its magic and a checksum around them. Mirrors addrdb.cpp."""

import contextlib
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from dashcore.common import files
from dashcore.util.hashes import HASH_SIZE, hash256
from dashcore.util.serialize import SerializationError

_log = logging.getLogger("dash")
MAGIC_SIZE = 4
T = TypeVar("T")


class InvalidFileError(Exception):
    """Another network's file, or one that is damaged; the text is dashd's."""


def read_hashed(path: Path, magic: bytes, decode: Callable[[bytes, int], tuple[T, int]]) -> T:
    """Read a file and check what is around its content.

    Args:
        decode: reads the content at an offset; returns it and the offset behind.

    Raises:
        FileNotFoundError: there is none.
        InvalidFileError: the wrong network, or the checksum does not fit.
        SerializationError: cut short, or as `decode` raises.

    Source: C++ DeserializeFileDB.
    """
    data = files.read_bytes(path)
    if len(data) < MAGIC_SIZE:
        raise SerializationError("end of data")
    if data[:MAGIC_SIZE] != magic:
        raise InvalidFileError("Invalid network magic number")
    content, end = decode(data, MAGIC_SIZE)
    if len(data) < end + HASH_SIZE:
        raise SerializationError("end of data")
    if data[end : end + HASH_SIZE] != hash256(data[:end]):
        raise InvalidFileError("Checksum mismatch, data corrupted")
    return content


def write_hashed(path: Path, magic: bytes, content: bytes) -> bool:
    """Write a file so that it is there whole or as it was before; False, said in the log, if that fails.

    Source: C++ SerializeFileDB.
    """
    data = magic + content
    data += hash256(data)
    temporary = path.with_name(f"{path.name}.new")
    try:
        with os.fdopen(files.open_descriptor(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        files.replace(temporary, path)
    except OSError as error:
        _log.error("SerializeFileDB: Failed to write %s: %s", path, error)
        with contextlib.suppress(OSError):
            files.unlink(temporary)
        return False
    return True
