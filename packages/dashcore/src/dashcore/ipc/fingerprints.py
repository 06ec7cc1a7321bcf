"""Which keys are accepted: those of -ipcauthorize and those in the file `ipc/authorized`; and which were refused.

The file holds a line for each key, its fingerprint and a comment. It is read anew at each question, so that
editing it by hand takes effect at once.
"""

import logging
import os
import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from dashcore.interfaces.ipc_admin import IpcKey, IpcRefusal
from dashcore.primitives.types import UnixTime

_log = logging.getLogger("dash")

FOLDER = "ipc"
FILE_NAME = "authorized"
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_MAX_COMMENT = 100
_MAX_REFUSED = 32
_HEAD = "# Keys that may connect over TLS: a fingerprint and a comment on each line."


class FingerprintError(ValueError):
    """A text is no fingerprint; the text is for the user."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return f"'{self.text}' is no fingerprint: 64 hexadecimal digits are expected, colons between them are fine"


def parse_fingerprint(text: str) -> str:
    """Return a fingerprint in the form everything here has: 64 small hex digits.

    Raises:
        FingerprintError: it is none.
    """
    digits = text.strip().replace(":", "").lower()
    if not _FINGERPRINT.fullmatch(digits):
        raise FingerprintError(text)
    return digits


class AuthorizedKeys:
    """The keys that are accepted.

    Args (constructor):
        folder: of the file; made, for its owner alone, when the first key is stored.
        options: values of -ipcauthorize.

    Raises:
        FingerprintError: one of the options is none.

    Threads: any.
    """

    def __init__(self, folder: Path, options: Iterable[str] = ()) -> None:
        self._path = folder / FILE_NAME
        self._options = tuple(dict.fromkeys(parse_fingerprint(each) for each in options if each not in {"", "0"}))
        self._lock = threading.Lock()  # one change of the file at a time
        self._complaints: set[str] = set()

    def is_authorized(self, fingerprint: str) -> bool:
        """Whether that key is accepted now."""
        return fingerprint in self._options or fingerprint in self._stored()

    def is_option(self, fingerprint: str) -> bool:
        """Whether -ipcauthorize names it."""
        return fingerprint in self._options

    def list_all(self) -> tuple[IpcKey, ...]:
        """The keys: of the options, then of the file."""
        stored = self._stored()
        return (
            *(IpcKey(fingerprint=each, comment=stored.get(each, ""), by_option=True) for each in self._options),
            *(
                IpcKey(fingerprint=each, comment=comment, by_option=False)
                for each, comment in stored.items()
                if each not in self._options
            ),
        )

    def add(self, fingerprint: str, comment: str) -> None:
        """Store a key, or another comment for one that is stored.

        Raises:
            OSError: the file cannot be read or written.
        """
        with self._lock:
            others = [line for line in self._lines() if _key_of(line) != fingerprint]
            self._write([*(others or [_HEAD]), f"{fingerprint} {_clean(comment)}".rstrip()])

    def remove(self, fingerprint: str) -> bool:
        """Take a key out of the file; False where it is not in it.

        Raises:
            OSError: the file cannot be read or written.
        """
        with self._lock:
            lines = self._lines()
            others = [line for line in lines if _key_of(line) != fingerprint]
            if len(others) == len(lines):
                return False
            self._write(others)
            return True

    def _stored(self) -> dict[str, str]:
        """The keys of the file and their comments; none where it cannot be read."""
        try:
            lines = self._lines()
        except OSError as error:
            self._complain(f"Cannot read {self._path}, so that none of its keys is accepted: {error.strerror}")
            return {}
        stored: dict[str, str] = {}
        for number, line in enumerate(lines, start=1):
            words = line.split(maxsplit=1)
            if not words or words[0].startswith("#"):
                continue
            key = _key_of(line)
            if key is None:
                self._complain(f"{self._path}: line {number} does not begin with a fingerprint")
            else:
                stored[key] = _clean(words[1] if len(words) > 1 else "")
        return stored

    def _complain(self, text: str) -> None:
        """Log a fault of the file, once: it is read whenever somebody knocks."""
        if text not in self._complaints:
            self._complaints.add(text)
            _log.warning("%s", text)

    def _lines(self) -> list[str]:
        try:
            return self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return []

    def _write(self, lines: Sequence[str]) -> None:
        import tempfile  # noqa: PLC0415 - starts go without

        folder = self._path.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f"{FILE_NAME}.", dir=folder)  # mode 0600
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write("".join(f"{line}\n" for line in lines))
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _key_of(line: str) -> str | None:
    """The key a line of the file is about."""
    try:
        return parse_fingerprint(line.split(maxsplit=1)[0])
    except (IndexError, FingerprintError):
        return None


def _clean(comment: str) -> str:
    """Make a comment that fits a line and cannot fool a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in comment).split())[:_MAX_COMMENT]


class RefusedKeys:
    """The keys refused lately, so that their owner can be let in without typing them off another screen.

    Threads: any.
    """

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._times: dict[str, UnixTime] = {}  # guarded by: self._lock; the last one is the newest

    def note(self, fingerprint: str) -> None:
        """Remember a refusal."""
        with self._lock:
            self._times.pop(fingerprint, None)
            self._times[fingerprint] = UnixTime(self._now())
            while len(self._times) > _MAX_REFUSED:
                del self._times[next(iter(self._times))]

    def forget(self, fingerprint: str) -> None:
        """Drop one: it is accepted now."""
        with self._lock:
            self._times.pop(fingerprint, None)

    def list_all(self, addresses: Mapping[str, str]) -> tuple[IpcRefusal, ...]:
        """The refusals, the last one first.

        Args:
            addresses: from where each was refused, as far as known.
        """
        with self._lock:
            times = list(self._times.items())
        return tuple(
            IpcRefusal(fingerprint=fingerprint, address=addresses.get(fingerprint, ""), time=time)
            for fingerprint, time in reversed(times)
        )
