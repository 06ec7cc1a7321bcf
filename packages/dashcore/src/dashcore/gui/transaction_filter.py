"""Which rows of the transaction table are shown. Mirrors qt/transactionfilterproxy.cpp."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from dashcore.gui.texts import mark, tr
from dashcore.gui.transaction_record import RecordType, TransactionRecord
from dashcore.gui.transaction_rows import TransactionRows
from dashcore.gui.transaction_table import TransactionTable
from dashcore.util.hashes import display_hash

_DAYS_OF_WEEK = 7


class DateRange(Enum):
    """Spans of time to choose from; the value is the name in the list."""

    ALL = mark("All")
    TODAY = mark("Today")
    THIS_WEEK = mark("This week")
    THIS_MONTH = mark("This month")
    LAST_MONTH = mark("Last month")
    THIS_YEAR = mark("This year")
    RANGE = mark("Range…")


class TypeChoice(Enum):
    """Groups of types to choose from: the name in the list, and the types."""

    ALL = (mark("All"), frozenset(RecordType))
    RECEIVED = (mark("Received with"), frozenset({RecordType.RECEIVE_WITH_ADDRESS, RecordType.RECEIVE_FROM_OTHER}))
    SENT = (mark("Sent to"), frozenset({RecordType.SEND_TO_ADDRESS, RecordType.SEND_TO_OTHER}))
    TO_YOURSELF = (mark("To yourself"), frozenset({RecordType.SEND_TO_SELF}))
    MINED = (mark("Mined"), frozenset({RecordType.GENERATED}))
    PLATFORM = (mark("Platform transfer"), frozenset({RecordType.PLATFORM_TRANSFER}))
    DATA = (mark("Data transaction"), frozenset({RecordType.DATA_TRANSACTION}))
    OTHER = (mark("Other"), frozenset({RecordType.OTHER}))

    @property
    def text(self) -> str:
        """Name in the list."""
        return tr(self.value[0])

    @property
    def types(self) -> frozenset[RecordType]:
        """Types that belong to it."""
        return self.value[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What rows must be.

    Attributes:
        since, until: seconds since 1970; `until` is the first moment that is too late.
        text: part of address, label or transaction id.
        least: duffs, whatever their sign.
    """

    since: float = 0.0
    until: float = float("inf")
    types: frozenset[RecordType] = frozenset(RecordType)
    text: str = ""
    least: int = 0


def span(choice: DateRange, today: date, first: date, last: date) -> tuple[float, float]:
    """Return the seconds at which a range begins and ends, in the user's own time.

    Args:
        first: begin of RANGE; last: its last day.
    """
    if choice is DateRange.ALL:
        return 0.0, float("inf")
    begin, end = _days(choice, today, first, last)
    return _midnight(begin), _midnight(end)


def _days(choice: DateRange, today: date, first: date, last: date) -> tuple[date, date]:
    """First day of a range, and the day after its last."""
    month = today.replace(day=1)
    match choice:
        case DateRange.THIS_WEEK:
            monday = today - timedelta(days=today.weekday())
            return monday, monday + timedelta(days=_DAYS_OF_WEEK)
        case DateRange.THIS_MONTH:
            return month, (month + timedelta(days=31)).replace(day=1)
        case DateRange.LAST_MONTH:
            return (month - timedelta(days=1)).replace(day=1), month
        case DateRange.THIS_YEAR:
            january = today.replace(month=1, day=1)
            return january, january.replace(year=today.year + 1)
        case DateRange.RANGE:
            return first, last + timedelta(days=1)
        case _:
            return today, today + timedelta(days=1)


def _midnight(day: date) -> float:
    return datetime(day.year, day.month, day.day).timestamp()


class TransactionFilter(TransactionRows):
    """The rows wanted."""

    def __init__(self, table: TransactionTable) -> None:
        self._wanted = Wanted()
        super().__init__(table)

    def set_wanted(self, wanted: Wanted) -> None:
        """Show other rows."""
        if wanted != self._wanted:
            self._wanted = wanted
            self.refresh()

    def accepts(self, record: TransactionRecord) -> bool:
        """Whether a record is wanted."""
        wanted = self._wanted
        if record.type not in wanted.types or not wanted.since <= record.time < wanted.until:
            return False
        if abs(record.amount) < wanted.least:
            return False
        if not wanted.text:
            return True
        text = wanted.text.casefold()
        return (
            text in record.address.casefold()
            or text in self._table.label_of(record).casefold()
            or text in display_hash(record.txid)
        )
