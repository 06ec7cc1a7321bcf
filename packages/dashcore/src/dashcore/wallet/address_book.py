"""Labels and purposes of addresses, and what else is remembered of them.

Mirrors CAddressBookData of wallet/wallet.h and its records. The wallet's lock guards it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from dashcore.script.address import AddressError, KeyPrefixes, decode_destination, encode_destination
from dashcore.script.standard import Destination, PKHash
from dashcore.util.serialize import SerializationError
from dashcore.wallet.database import WalletDatabase
from dashcore.wallet.records import Tag, decode_text, encode_text, make_key

_USED = "used"
_RECEIVE_REQUEST = "rr"


@dataclass(slots=True)
class AddressEntry:
    """What is known of an address. `label` None: only its data is kept, it is change."""

    label: str | None = None
    purpose: str = "unknown"
    data: dict[str, str] = field(default_factory=dict)

    @property
    def is_change(self) -> bool:
        """Whether nobody ever named it."""
        return self.label is None


def destination_order(destination: Destination) -> tuple[bool, bytes]:
    """Key that sorts destinations as every release lists them."""
    return not isinstance(destination, PKHash), destination.hash


class AddressBook:
    """The entries, in memory and in the file."""

    def __init__(self, db: WalletDatabase, prefixes: KeyPrefixes) -> None:
        self._db = db
        self._prefixes = prefixes
        self._entries: dict[Destination, AddressEntry] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[tuple[Destination, AddressEntry]]:
        """Give all entries, change too, in the order of their addresses."""
        for destination in sorted(self._entries, key=destination_order):
            yield destination, self._entries[destination]

    def find(self, destination: Destination, *, allow_change: bool = False) -> AddressEntry | None:
        """Look an address up. Source: C++ FindAddressBookEntry."""
        entry = self._entries.get(destination)
        return None if entry is None or (entry.is_change and not allow_change) else entry

    def set(self, destination: Destination, label: str, purpose: str) -> bool:
        """Name an address; an empty purpose leaves the old one. Return whether it had a name before."""
        entry = self._entries.setdefault(destination, AddressEntry())
        had = not entry.is_change
        entry.label = label
        address = encode_destination(destination, self._prefixes)
        with self._db.transaction():
            if purpose:
                entry.purpose = purpose
                self._db.write(make_key(Tag.PURPOSE, encode_text(address)), encode_text(purpose))
            self._db.write(make_key(Tag.NAME, encode_text(address)), encode_text(label))
        return had

    def remove(self, destination: Destination) -> None:
        """Forget an address of somebody else."""
        entry = self._entries.pop(destination, None)
        address = encode_text(encode_destination(destination, self._prefixes))
        with self._db.transaction():
            for name in entry.data if entry else ():
                self._db.erase(make_key(Tag.DEST_DATA, address + encode_text(name)))
            self._db.erase(make_key(Tag.PURPOSE, address))
            self._db.erase(make_key(Tag.NAME, address))

    def is_used(self, destination: Destination) -> bool:
        """Whether coins of that address were spent. Source: C++ IsAddressUsed."""
        entry = self._entries.get(destination)
        return entry is not None and _USED in entry.data

    def mark_used(self, destination: Destination) -> None:
        """Remember that coins of that address were spent. Source: C++ SetAddressUsed."""
        self._entries.setdefault(destination, AddressEntry()).data[_USED] = "1"
        address = encode_destination(destination, self._prefixes)
        self._db.write(make_key(Tag.DEST_DATA, encode_text(address) + encode_text(_USED)), encode_text("1"))

    def receive_requests(self) -> list[str]:
        """Requests for payment that a GUI stored."""
        return [
            value
            for _, entry in self
            for name, value in sorted(entry.data.items())
            if name.startswith(_RECEIVE_REQUEST)
        ]

    def set_receive_request(self, destination: Destination, request_id: str, value: str) -> None:
        """Store a request for payment, or forget it where `value` is empty. Source: C++ SetAddressReceiveRequest."""
        name = _RECEIVE_REQUEST + request_id
        address = encode_destination(destination, self._prefixes)
        key = make_key(Tag.DEST_DATA, encode_text(address) + encode_text(name))
        if value:
            self._entries.setdefault(destination, AddressEntry()).data[name] = value
            self._db.write(key, encode_text(value))
        else:
            entry = self._entries.get(destination)
            if entry is not None:
                entry.data.pop(name, None)
            self._db.erase(key)

    def labels(self, purpose: str) -> list[str]:
        """Labels in order; of one purpose unless that is empty. Source: C++ ListAddrBookLabels."""
        found = {
            entry.label
            for entry in self._entries.values()
            if entry.label is not None and (not purpose or entry.purpose == purpose)
        }
        return sorted(found, key=str.encode)

    def load(self, tag: bytes, rest: bytes, value: bytes) -> None:
        """Take over a record of NAME, PURPOSE or DEST_DATA.

        Raises:
            SerializationError: damaged, or no address of this network.
        """
        address, at = decode_text(rest, 0)
        try:
            destination = decode_destination(address, self._prefixes)
        except AddressError as err:
            raise SerializationError(str(err)) from None
        entry = self._entries.setdefault(destination, AddressEntry())
        text, _ = decode_text(value, 0)
        if tag == Tag.NAME.value:
            entry.label = text
        elif tag == Tag.PURPOSE.value:
            entry.purpose = text
        else:
            name, _ = decode_text(rest, at)
            entry.data[name] = text
