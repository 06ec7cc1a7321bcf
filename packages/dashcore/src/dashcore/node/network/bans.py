"""Addresses and subnets the user banned, kept in banlist.json. Mirrors banman.cpp and a part of addrdb.cpp.

The network refuses connections from and to them; nothing else does. Whoever misbehaved is discouraged: remembered
until the node stops, refused when there is little room, and never connected to.
"""

import json
import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from dashcore.common import files
from dashcore.primitives.net_address import NetService
from dashcore.primitives.subnet import Subnet, parse_subnet
from dashcore.util.rolling_bloom import RollingBloomFilter

_log = logging.getLogger("dash")
_log_net = logging.getLogger("dash.net")

FILE_NAME = "banlist.json"
DEFAULT_BAN_S = 24 * 60 * 60  # -bantime
_DISCOURAGED = 50_000  # addresses remembered
_DISCOURAGED_ERRORS = 0.000001
_VERSION = 1
_KEY = "banned_nets"


@dataclass(frozen=True, slots=True)
class Ban:
    """When a ban began and when it ends, seconds since 1970. Source: C++ CBanEntry."""

    created: int
    until: int


def _order(subnet: Subnet) -> tuple[int, bytes, int]:
    """Source: C++ operator< of CSubNet."""
    return subnet.network.network, subnet.network.address, subnet.bits


class BanList:
    """The bans; each change is on disk when the call returns.

    Args (constructor):
        default_s: how long a ban lasts where nothing is said.
        on_change: told of each change, without a lock held.

    Threads: any.
    """

    def __init__(
        self,
        path: Path,
        now: Callable[[], int],
        default_s: int = DEFAULT_BAN_S,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self._path = path
        self._now = now
        self._default_s = default_s
        self._on_change = on_change
        self._lock = threading.Lock()
        self._bans: dict[Subnet, Ban] = {}  # guarded by: self._lock
        self._discouraged = RollingBloomFilter(_DISCOURAGED, _DISCOURAGED_ERRORS)  # guarded by: self._lock
        self._load()

    def _load(self) -> None:
        try:
            stored = json.loads(files.read_bytes(self._path))[_KEY]
            for entry in stored:
                self._load_entry(entry)
            self._sweep_locked()
        except FileNotFoundError:
            self._recreate()
        except (OSError, ValueError, KeyError, TypeError) as error:
            _log.info("Cannot parse banlist %s: %s", self._path, error)
            self._recreate()

    def _recreate(self) -> None:
        _log.info("Recreating the banlist database")
        self._bans.clear()
        self._save_locked()

    def _load_entry(self, entry: dict[str, object]) -> None:
        if entry["version"] != _VERSION:
            _log.info("Dropping entry with unknown version (%s) from ban list", entry["version"])
            return
        subnet = parse_subnet(str(entry["address"]))
        if subnet is None:
            _log.info("Dropping entry with unparseable address or subnet (%s) from ban list", entry["address"])
            return
        created, until = cast("int", entry["ban_created"]), cast("int", entry["banned_until"])
        self._bans[subnet] = Ban(int(created), int(until))

    def _sweep_locked(self) -> None:
        now = self._now()
        for subnet in [subnet for subnet, ban in self._bans.items() if ban.until < now]:
            del self._bans[subnet]
            _log_net.debug("Removed banned node address/subnet: %s", subnet)

    def _save_locked(self) -> None:
        stored = [
            {"version": _VERSION, "ban_created": ban.created, "banned_until": ban.until, "address": str(subnet)}
            for subnet, ban in self._sorted_locked()
        ]
        new = self._path.with_suffix(".json.new")
        try:
            with open(new, "w", encoding="utf-8", opener=files.open_descriptor) as file:
                json.dump({_KEY: stored}, file, indent=4)
                file.flush()
                os.fsync(file.fileno())
            files.replace(new, self._path)
        except OSError as error:
            _log.error("Unable to write %s: %s", self._path, error)

    def _sorted_locked(self) -> list[tuple[Subnet, Ban]]:
        return sorted(self._bans.items(), key=lambda item: _order(item[0]))

    def entries(self) -> list[tuple[Subnet, Ban]]:
        """Return the bans that have not ended, in order."""
        with self._lock:
            self._sweep_locked()
            return self._sorted_locked()

    def is_banned(self, subnet: Subnet, *, exactly: bool) -> bool:
        """Whether a ban holds.

        Args:
            exactly: for just this subnet; else for one it is part of.
        """
        now = self._now()
        with self._lock:
            if exactly:
                ban = self._bans.get(subnet)
                return ban is not None and now < ban.until
            return any(now < ban.until and banned.contains(subnet.network) for banned, ban in self._bans.items())

    def is_banned_address(self, address: NetService) -> bool:
        """Whether a ban holds for an address."""
        now = self._now()
        with self._lock:
            return any(now < ban.until and banned.contains(address) for banned, ban in self._bans.items())

    def is_discouraged(self, address: NetService) -> bool:
        """Whether an address misbehaved; now and then one that did not is taken for one."""
        with self._lock:
            return address.address_bytes() in self._discouraged

    def discourage(self, address: NetService) -> None:
        """Remember that an address misbehaved."""
        with self._lock:
            self._discouraged.insert(address.address_bytes())

    def clear_discouraged(self) -> None:
        """Forget who misbehaved."""
        with self._lock:
            self._discouraged.reset()

    def ban(self, subnet: Subnet, seconds: int = 0, *, absolute: bool = False) -> None:
        """Ban; a ban that lasts longer stays as it is.

        Args:
            seconds: how long, or with `absolute` until when; 0: the default.
        """
        now = self._now()
        if seconds <= 0:
            seconds, absolute = self._default_s, False
        until = seconds if absolute else now + seconds
        with self._lock:
            old = self._bans.get(subnet)
            if old is None or old.until < until:
                self._bans[subnet] = Ban(now, until)
                self._sweep_locked()
                self._save_locked()
        self._on_change()

    def unban(self, subnet: Subnet) -> bool:
        """Take a ban back; False if there is none."""
        with self._lock:
            if self._bans.pop(subnet, None) is None:
                return False
            self._sweep_locked()
            self._save_locked()
        self._on_change()
        return True

    def clear(self) -> None:
        """Take all bans back."""
        with self._lock:
            self._bans.clear()
            self._save_locked()
        self._on_change()
