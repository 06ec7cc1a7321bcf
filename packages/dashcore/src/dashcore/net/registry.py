"""The links of a node, to be found by number, name or address."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from dashcore.net.connection import Connection, ConnectionType

if TYPE_CHECKING:
    from dashcore.net.link import Link
    from dashcore.primitives.net_address import NetService


class LinkRegistry:
    """All links whose socket is open.

    Threads: any; what is returned is a copy.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._links: dict[int, Link] = {}  # guarded by: self._lock; replaced in `_snapshot` when it changes
        self._snapshot: tuple[Link, ...] = ()
        self._last_number = -1  # guarded by: self._lock

    def next_number(self) -> int:
        """Return a number that no link ever had."""
        with self._lock:
            self._last_number += 1
            return self._last_number

    def add(self, link: Link) -> int:
        """Add a link; returns how many there are."""
        with self._lock:
            self._links[link.connection.id] = link
            self._snapshot = tuple(self._links.values())
            return len(self._links)

    def remove(self, link: Link) -> int:
        """Remove a link; returns how many are left."""
        with self._lock:
            self._links.pop(link.connection.id, None)
            self._snapshot = tuple(self._links.values())
            return len(self._links)

    def links(self) -> tuple[Link, ...]:
        """Return all, those that close too."""
        return self._snapshot

    def open_links(self) -> list[Link]:
        """Return those that do not close."""
        return [link for link in self._snapshot if not link.connection.is_closing]

    def connections(self) -> tuple[Connection, ...]:
        """Return the connections of those that do not close."""
        return tuple(link.connection for link in self._snapshot if not link.connection.is_closing)

    def find(self, number: int) -> Link | None:
        """Return a link by its number, unless it closes."""
        link = self._links.get(number)
        return None if link is None or link.connection.is_closing else link

    def find_name(self, name: str) -> Link | None:
        """Return the link of a peer by its name: as the user wrote it, or its address as text."""
        return next((link for link in self.open_links() if link.connection.address_name == name), None)

    def has_address(self, address: NetService) -> bool:
        """Whether there is a link to an address and port."""
        return any(link.connection.address == address for link in self.open_links())

    def count(self, wanted: Callable[[Connection], bool]) -> int:
        """Count links that do not close."""
        return sum(wanted(connection) for connection in self.connections())

    def count_type(self, kinds: Iterable[ConnectionType]) -> int:
        """Count those of some types, closing or not."""
        wanted = frozenset(kinds)
        return sum(link.connection.type in wanted for link in self._snapshot)
