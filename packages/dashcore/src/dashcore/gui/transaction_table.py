"""All payments of a wallet as a table for views to filter and sort. Mirrors qt/transactiontablemodel.cpp."""

from bisect import bisect_left
from collections.abc import Callable
from datetime import datetime
from enum import IntEnum
from typing import TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from dashcore.gui.texts import counted, mark, tr
from dashcore.gui.theme import current_colours
from dashcore.gui.transaction_record import RecordStatus, RecordType, TransactionRecord, decompose
from dashcore.gui.units import Unit, format_amount
from dashcore.gui.wallet_model import WalletModel
from dashcore.interfaces.wallet import WalletTx
from dashcore.primitives.types import TxId
from dashcore.util.hashes import display_hash

Index: TypeAlias = QModelIndex | QPersistentModelIndex

_NO_INDEX = QModelIndex()


class Column(IntEnum):
    """Columns, left to right."""

    STATUS = 0
    DATE = 1
    TYPE = 2
    ADDRESS = 3
    AMOUNT = 4


_HEADS = ("", mark("Date"), mark("Type"), mark("Address / Label"), mark("Amount"))
_STATUS_SIGNS = {
    RecordStatus.CONFIRMED: "✓",
    RecordStatus.CONFIRMING: "◔",
    RecordStatus.UNCONFIRMED: "?",
    RecordStatus.CONFLICTED: "✗",
    RecordStatus.ABANDONED: "✗",
    RecordStatus.IMMATURE: "◷",
    RecordStatus.NOT_ACCEPTED: "✗",
}


def describe_status(record: TransactionRecord) -> str:
    """Say in words how sure a row is. Source: C++ TransactionTableModel::formatTxStatus."""
    depth, state = record.status.depth, record.state
    match state:
        case RecordStatus.UNCONFIRMED:
            return tr("Unconfirmed")
        case RecordStatus.ABANDONED:
            return tr("Abandoned")
        case RecordStatus.CONFLICTED:
            return tr("Conflicted")
        case RecordStatus.IMMATURE:
            return counted(
                "Immature ({n} confirmation, will be available after {left})",
                "Immature ({n} confirmations, will be available after {left})",
                depth,
                left=record.status.blocks_to_maturity,
            )
        case RecordStatus.NOT_ACCEPTED:
            return tr("Generated but not accepted")
        case RecordStatus.CONFIRMING | RecordStatus.CONFIRMED:
            locks = [
                name
                for name, locked in (
                    ("ChainLocks", record.status.is_chain_locked),
                    ("InstantSend", record.status.is_instant_locked),
                )
                if locked
            ]
            depths = counted("{n} confirmation", "{n} confirmations", depth)
            if locks:
                depths = tr("{confirmations}, locked via {locks}", confirmations=depths, locks=tr(" and ").join(locks))
            word = tr("Confirmed") if state is RecordStatus.CONFIRMED else tr("Confirming")
            return f"{word} ({depths})"


class TransactionTable(QAbstractTableModel):
    """Rows in the order of their transaction ids, so that a changed transaction is found at once."""

    def __init__(self, wallet: WalletModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wallet = wallet
        self._records: list[TransactionRecord] = []
        self._keys: list[tuple[TxId, int]] = []
        self._height = 0
        self._unit = Unit.DASH
        wallet.transactions_loaded.connect(self._load)
        wallet.transaction_changed.connect(self._change)
        wallet.addresses_changed.connect(self._relabel)

    @property
    def records(self) -> list[TransactionRecord]:
        """The rows."""
        return list(self._records)

    def label_of(self, record: TransactionRecord) -> str:
        """Label of the address a row concerns, empty for none."""
        return self._wallet.label_of(record.address)

    def set_unit(self, unit: Unit) -> None:
        """Show amounts in a unit."""
        self._unit = unit
        self._refresh(Column.AMOUNT, Column.AMOUNT)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, int(Column.AMOUNT), int(Column.AMOUNT))

    def open_transactions(self) -> list[TxId]:
        """Transactions whose state a new block may change: those not yet confirmed for good."""
        open_states = {RecordStatus.CONFIRMING, RecordStatus.UNCONFIRMED, RecordStatus.IMMATURE}
        return list({record.txid for record in self._records if record.state in open_states})

    # Qt's interface

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """Rows of the table."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """Columns of the table."""
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Names of the columns."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.AMOUNT:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            name = tr(_HEADS[section])
            return f"{name} ({self._unit.label})" if section == Column.AMOUNT else name
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows."""
        return self.cell(self._records[index.row()], index.column(), role)

    def cell(self, record: TransactionRecord, at: int, role: int) -> object:
        """What the cell of a record shows, in the column `at`."""
        column = Column(at)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(record, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{describe_status(record)}\n{record.type.text} {self._who(record)}".strip()
        if role == Qt.ItemDataRole.TextAlignmentRole and column is Column.AMOUNT:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole and column is Column.AMOUNT:
            return self._colour(record)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return describe_status(record) if column is Column.STATUS else self._text(record, column)
        return None

    @staticmethod
    def _colour(record: TransactionRecord) -> QColor | None:
        colours = current_colours()
        if not record.counts_for_balance:
            return QColor(colours.muted)
        return QColor(colours.bad) if record.amount < 0 else None

    def _who(self, record: TransactionRecord) -> str:
        label = self._wallet.label_of(record.address)
        if label:
            return label
        return record.address or ("(n/a)" if record.type is not RecordType.DATA_TRANSACTION else "")

    def _text(self, record: TransactionRecord, column: Column) -> str:
        match column:
            case Column.STATUS:
                return _STATUS_SIGNS[record.state]
            case Column.DATE:
                return datetime.fromtimestamp(record.time).strftime("%Y-%m-%d %H:%M")
            case Column.TYPE:
                return record.type.text
            case Column.ADDRESS:
                return self._who(record)
            case Column.AMOUNT:
                text = format_amount(record.amount, self._unit, plus=True)
                return text if record.counts_for_balance else f"[{text}]"

    def sort_key(self, column: Column) -> Callable[[TransactionRecord], tuple[str | int, ...]]:
        """What a column sorts by; newest last among equals."""
        match column:
            case Column.STATUS:
                return lambda record: record.sort_key
            case Column.DATE:
                return lambda record: (record.time, *record.sort_key)
            case Column.AMOUNT:
                return lambda record: (record.amount, *record.sort_key)
            case _:
                return lambda record: (self._text(record, column).casefold(), *record.sort_key)

    # Keeping current

    def _load(self, transactions: tuple[WalletTx, ...]) -> None:
        self.beginResetModel()
        records = [record for wtx in transactions for record in decompose(wtx)]
        records.sort(key=lambda record: (record.txid, record.index))
        self._records = records
        self._keys = [(record.txid, record.index) for record in records]
        self.endResetModel()

    def _change(self, txid: TxId, wtx: WalletTx | None) -> None:
        first = bisect_left(self._keys, (txid, -1))
        last = bisect_left(self._keys, (txid, 1 << 32))
        fresh = sorted(decompose(wtx), key=lambda record: record.index) if wtx is not None else []
        if len(fresh) == last - first:
            self._records[first:last] = fresh
            if fresh:
                self.dataChanged.emit(self.index(first, 0), self.index(last - 1, len(Column) - 1))
            return
        if last > first:
            self.beginRemoveRows(QModelIndex(), first, last - 1)
            del self._records[first:last], self._keys[first:last]
            self.endRemoveRows()
        if fresh:
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._records[first:first] = fresh
            self._keys[first:first] = [(record.txid, record.index) for record in fresh]
            self.endInsertRows()

    def _relabel(self) -> None:
        self._refresh(Column.ADDRESS, Column.ADDRESS)

    def _refresh(self, first: Column, last: Column) -> None:
        if self._records:
            self.dataChanged.emit(self.index(0, int(first)), self.index(len(self._records) - 1, int(last)))


def row_id(record: TransactionRecord) -> str:
    """Id as the command line shows it, with the output's number."""
    return f"{display_hash(record.txid)}-{record.index:03d}"
