"""Numbered files that grow in chunks: blk00000.dat, rev00000.dat. Mirrors flatfile.h."""

import errno
import logging
import os
from dataclasses import dataclass
from pathlib import Path

from dashcore.chain.errors import DiskSpaceError, FatalChainError
from dashcore.common.datadir import has_disk_space

_log = logging.getLogger("dash")
_log_validation = logging.getLogger("dash.validation")


@dataclass(frozen=True, slots=True, order=True)
class FilePosition:
    """A byte offset in a numbered file."""

    file: int
    offset: int

    def __str__(self) -> str:
        return f"FlatFilePos(nFile={self.file}, nPos={self.offset})"


def fatal_os_error(what: str, error: OSError) -> FatalChainError:
    """Return the error that stops the node for a failed write; a full disk is told apart."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskSpaceError(f"{what}: {error.strerror}")
    return FatalChainError(f"{what}: {error}")


class FlatFiles:
    """The numbered files of one kind in one directory.

    Args (constructor):
        prefix: "blk" or "rev".
        chunk_size: bytes by which a file grows.

    Threads: the caller serialises writes.
    """

    def __init__(self, directory: Path, prefix: str, chunk_size: int) -> None:
        if chunk_size <= 0:
            raise ValueError("chunk_size must be positive")
        self.directory = directory
        self.prefix = prefix
        self.chunk_size = chunk_size

    def path(self, number: int) -> Path:
        """Return the path of the file with this number."""
        return self.directory / f"{self.prefix}{number:05d}.dat"

    def read(self, at: FilePosition, size: int) -> bytes:
        """Return up to `size` bytes at a position; fewer at the file's end.

        Raises:
            OSError: the file is missing or not readable.
        """
        handle = os.open(self.path(at.file), os.O_RDONLY | os.O_CLOEXEC)
        try:
            return os.pread(handle, size, at.offset)
        finally:
            os.close(handle)

    def _open_to_write(self, number: int) -> int:
        path, flags = self.path(number), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        try:
            return os.open(path, flags, 0o666)
        except FileNotFoundError:
            self.directory.mkdir(parents=True, exist_ok=True)
            return os.open(path, flags, 0o666)

    def write(self, at: FilePosition, data: bytes) -> None:
        """Write all of `data` at a position.

        Raises:
            FatalChainError: the disk refused; DiskSpaceError if it is full.
        """
        try:
            handle = self._open_to_write(at.file)
            try:
                offset, view = at.offset, memoryview(data)
                while view:
                    done = os.pwrite(handle, view, offset)
                    offset, view = offset + done, view[done:]
            finally:
                os.close(handle)
        except OSError as error:
            raise fatal_os_error(f"Failed to write {self.path(at.file).name}", error) from error

    def allocate(self, at: FilePosition, add_size: int) -> int:
        """Grow the file by whole chunks if `add_size` more bytes need it; return the growth.

        Raises:
            DiskSpaceError: no room, or the reserve would not stay free.
        """
        chunk = self.chunk_size
        old_chunks = (at.offset + chunk - 1) // chunk
        new_chunks = (at.offset + add_size + chunk - 1) // chunk
        if new_chunks <= old_chunks:
            return 0
        new_size = new_chunks * chunk
        growth = new_size - at.offset
        self.directory.mkdir(parents=True, exist_ok=True)
        if not has_disk_space(self.directory, growth):
            raise DiskSpaceError
        _log_validation.debug("Pre-allocating up to position 0x%x in %s%05d.dat", new_size, self.prefix, at.file)
        try:
            handle = self._open_to_write(at.file)
            try:
                _allocate_range(handle, new_size)
            finally:
                os.close(handle)
        except OSError as error:
            raise fatal_os_error(f"Failed to allocate {self.path(at.file).name}", error) from error
        return growth

    def flush(self, end: FilePosition, *, finalize: bool = False) -> None:
        """Make the file with `end` durable.

        Args:
            end: where its data ends.
            finalize: cut off what was allocated behind the end.

        Raises:
            FatalChainError: the disk refused.
        """
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path(end.file), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            try:
                if finalize:
                    os.ftruncate(handle, end.offset)
                os.fsync(handle)
            finally:
                os.close(handle)
            directory = os.open(self.directory, os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fsync(directory)
            finally:
                os.close(directory)
        except OSError as error:
            kind = "block" if self.prefix == "blk" else "undo"
            what = f"Flushing {kind} file to disk failed. This is likely the result of an I/O error."
            raise fatal_os_error(what, error) from error


def _allocate_range(handle: int, size: int) -> None:
    """Reserve disk for the first `size` bytes, by zeros where the file system cannot."""
    try:
        os.posix_fallocate(handle, 0, size)
    except AttributeError:  # macOS has no such call
        os.ftruncate(handle, max(size, os.fstat(handle).st_size))
    except OSError as error:
        if error.errno not in {errno.EOPNOTSUPP, errno.EINVAL}:
            raise
        os.ftruncate(handle, max(size, os.fstat(handle).st_size))
