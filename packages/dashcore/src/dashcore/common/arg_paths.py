"""Where files are, as -datadir, -blocksdir, -conf and the network decide. Mirrors a part of ArgsManager of util/system.cpp."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from dashcore.common.arg_values import OptionValues
from dashcore.common.errors import ArgsError
from dashcore.common.version import CONFIG_FILENAME, SETTINGS_FILENAME


class _PathCache:
    __slots__ = ("base", "blocks", "network")

    def __init__(self) -> None:
        self.base: Path | None = None
        self.network: Path | None = None
        self.blocks: Path | None = None


def default_data_dir() -> Path:
    """Where the data directory is unless -datadir says otherwise."""
    home = Path(os.environ.get("HOME") or "/")
    if sys.platform == "darwin":
        return home / "Library/Application Support/DashCore"
    return home / ".dashcore"


class OptionPaths(OptionValues):
    """Option values, and the paths that follow from them; a path is looked up once."""

    def __init__(self, log: Callable[[str], None], warn: Callable[[str], None]) -> None:
        """Start without options; see `OptionValues`."""
        super().__init__(log, warn)
        self._paths = _PathCache()

    def _network_selected(self) -> None:
        self._paths.network = self._paths.blocks = None

    def config_file_path(self) -> Path:
        """Path of dash.conf."""
        return self.abs_path(self.get_path("-conf") or Path(CONFIG_FILENAME), net_specific=False)

    def check_data_dir(self, word: str = "Specified") -> None:
        """Check that what -datadir names is there.

        Args:
            word: the error's first word: dashd writes it large before dash.conf is read, small after.

        Raises:
            ArgsError: it is no directory.
        """
        path = self.get_path("-datadir")
        if path is not None and not path.absolute().is_dir():
            raise ArgsError(f'{word} data directory "{self.get("-datadir", "")}" does not exist.')

    def data_dir_base(self) -> Path:
        """The data directory without the network's folder."""
        with self._lock:
            if self._paths.base is None:
                path = self.get_path("-datadir")
                self._paths.base = default_data_dir() if path is None else path.absolute()
            return self._paths.base

    def data_dir(self) -> Path:
        """The network's data directory."""
        with self._lock:
            if self._paths.network is None:
                self._paths.network = self.data_dir_base() / self.base_params().data_dir
            return self._paths.network

    def blocks_dir(self) -> Path | None:
        """The folder of the block files, made where it is missing; None where -blocksdir names no directory."""
        with self._lock:
            if self._paths.blocks is None:
                parent = self.get_path("-blocksdir")
                if parent is not None and not parent.absolute().is_dir():
                    return None
                base = self.data_dir_base() if parent is None else parent.absolute()
                self._paths.blocks = base / self.base_params().data_dir / "blocks"
                self._paths.blocks.mkdir(parents=True, exist_ok=True)
            return self._paths.blocks

    def abs_path(self, path: Path, *, net_specific: bool = True) -> Path:
        """Take a relative path as one inside the data directory."""
        return path if path.is_absolute() else (self.data_dir() if net_specific else self.data_dir_base()) / path

    def ensure_data_dir(self) -> None:
        """Make both data directories where they are missing, each with its folder for wallets."""
        for path in (self.data_dir_base(), self.data_dir()):
            if not path.exists():
                (path / "wallets").mkdir(parents=True)

    def clear_path_cache(self) -> None:
        """Look the paths up anew: -datadir or the network changed."""
        with self._lock:
            self._paths = _PathCache()

    def settings_path(self, *, temp: bool = False, backup: bool = False) -> Path | None:
        """Path of settings.json, None where -nosettings switched it off."""
        path = self.get_path("-settings", Path(SETTINGS_FILENAME))
        if path is None:
            return None
        return self.abs_path(Path(f"{path}{'.bak' if backup else ''}{'.tmp' if temp else ''}"))
