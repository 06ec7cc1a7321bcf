"""Rows of the transaction table in an order, perhaps not all of them.

Sorts whole lists of records: Qt's own proxy asks the model for two cells a comparison, which takes too long
with thousands of rows.
"""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer

from dashcore.gui.transaction_record import TransactionRecord
from dashcore.gui.transaction_table import Column, Index, TransactionTable
from dashcore.primitives.types import TxId

_NO_INDEX = QModelIndex()


def _keys(records: Sequence[TransactionRecord]) -> list[tuple[TxId, int]]:
    return [(record.txid, record.index) for record in records]


class TransactionRows(QAbstractTableModel):
    """Newest first until it is sorted otherwise. Follows the table; what is marked in a view stays so."""

    def __init__(self, table: TransactionTable, limit: int | None = None) -> None:
        super().__init__(table)
        self._table = table
        self._limit = limit
        self._column, self._order = Column.DATE, Qt.SortOrder.DescendingOrder
        self._records: list[TransactionRecord] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        table.modelReset.connect(self._reset)
        for changed in (table.dataChanged, table.rowsInserted, table.rowsRemoved):
            changed.connect(self._on_change)
        table.headerDataChanged.connect(self.headerDataChanged)
        self._reset()

    def accepts(self, record: TransactionRecord) -> bool:
        """Whether a record is shown."""
        del record
        return True

    def records(self) -> list[TransactionRecord]:
        """Rows that are shown, in their order."""
        return list(self._records)

    def record(self, row: int) -> TransactionRecord:
        """What a row shows."""
        return self._records[row]

    # Qt's interface

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """Rows that are shown."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """Columns, as the table's."""
        return self._table.columnCount(parent)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Names of the columns."""
        return self._table.headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows."""
        return self._table.cell(self._records[index.row()], index.column(), role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Show the rows in another order."""
        self._column, self._order = Column(column), order
        self.refresh()

    # Keeping current

    def _on_change(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _find(self) -> list[TransactionRecord]:
        found = [record for record in self._table.records if self.accepts(record)]
        key = self._table.sort_key(self._column)
        found.sort(key=key, reverse=self._order is Qt.SortOrder.DescendingOrder)
        return found[: self._limit]

    def _reset(self) -> None:
        self.beginResetModel()
        self._records = self._find()
        self.endResetModel()

    def refresh(self) -> None:
        """Show what the table holds now."""
        self._soon.stop()
        fresh = self._find()
        old, new = _keys(self._records), _keys(fresh)
        if old == new:
            self._records = fresh
        elif len(old) == len(new) and set(old) == set(new):
            self._permute(fresh, old, new)
        else:
            self._exchange(fresh, old, new)
        if fresh:
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(Column) - 1))

    def _permute(
        self, fresh: list[TransactionRecord], old: list[tuple[TxId, int]], new: list[tuple[TxId, int]]
    ) -> None:
        self.layoutAboutToBeChanged.emit()
        rows = {key: row for row, key in enumerate(new)}
        before = self.persistentIndexList()
        self._records = fresh
        after = [self.index(rows[old[index.row()]], index.column()) for index in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _exchange(
        self, fresh: list[TransactionRecord], old: list[tuple[TxId, int]], new: list[tuple[TxId, int]]
    ) -> None:
        """Take out and put in what lies between the rows that stay at the beginning and at the end."""
        most = min(len(old), len(new))
        first = next((at for at in range(most) if old[at] != new[at]), most)
        rest = next((at for at in range(most - first) if old[-1 - at] != new[-1 - at]), most - first)
        if first < len(old) - rest:
            self.beginRemoveRows(QModelIndex(), first, len(old) - rest - 1)
            self._records = self._records[:first] + self._records[len(old) - rest :]
            self.endRemoveRows()
        if first < len(new) - rest:
            self.beginInsertRows(QModelIndex(), first, len(new) - rest - 1)
            self._records = fresh
            self.endInsertRows()
        self._records = fresh
