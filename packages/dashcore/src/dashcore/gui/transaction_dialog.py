"""Everything about one transaction. Mirrors qt/transactiondesc.cpp and qt/transactiondescdialog.cpp."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QScrollArea, QVBoxLayout, QWidget

from dashcore.gui.screen import Screen
from dashcore.gui.texts import mark, tr
from dashcore.gui.transaction_record import TransactionRecord
from dashcore.gui.transaction_table import describe_status
from dashcore.gui.wallet_model import WalletModel
from dashcore.gui.widgets import label
from dashcore.interfaces.wallet import WalletTx
from dashcore.util.hashes import display_hash


def describe(record: TransactionRecord, wtx: WalletTx, wallet: WalletModel, screen: Screen) -> list[tuple[str, str]]:
    """Say what there is to say, as names and texts."""
    lines = [
        (tr("Status"), describe_status(record)),
        (tr("Date"), datetime.fromtimestamp(wtx.time).strftime("%Y-%m-%d %H:%M:%S")),
    ]
    if wtx.status.is_coinbase:
        lines.append((tr("Source"), tr("Generated")))
    for index, output in enumerate(wtx.tx.outputs):
        address, mine = wtx.output_addresses[index], wtx.output_is_mine[index]
        if not address or (mine and any(wtx.input_is_mine)):
            continue
        named = wallet.label_of(address)
        lines.append((tr("Received with") if mine else tr("To"), f"{address} ({named})" if named else address))
        lines.append((tr("Credit") if mine else tr("Debit"), screen.amount(output.value if mine else -output.value)))
    if all(wtx.input_is_mine) and wtx.tx.inputs:
        lines.append((tr("Transaction fee"), screen.amount(wtx.tx.value_out - wtx.debit)))
    lines.append((tr("Net amount"), screen.amount(wtx.credit - wtx.debit)))
    lines += [(tr(_COMMENTS[name]), text) for name, text in sorted(wtx.comments.items()) if name in _COMMENTS and text]
    lines += [
        (tr("Transaction id"), display_hash(wtx.tx.txid)),
        (tr("Size"), tr("{size} bytes", size=len(wtx.tx.serialize()))),
        (tr("Output"), str(record.index)),
    ]
    if wtx.status.block_height is not None:
        lines.append((tr("Block"), str(wtx.status.block_height)))
    return lines


_COMMENTS = {"comment": mark("Comment"), "to": mark("To"), "from": mark("From"), "message": mark("Message")}


class TransactionDialog(QDialog):
    """Shows; its texts can be marked and copied."""

    def __init__(self, screen: Screen, wallet: WalletModel, record: TransactionRecord, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Transaction details"))
        self.resize(680, 420)
        self._screen = screen
        self._wallet = wallet
        self._record = record
        self.form = QFormLayout()
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.form.setHorizontalSpacing(24)
        inside = QWidget()
        inside.setLayout(self.form)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
        screen.calls.run(lambda: wallet.wallet.get_wallet_tx(record.txid), self._show, owner=self)

    def _show(self, wtx: WalletTx | None) -> None:
        if wtx is None:
            self.form.addRow(label(tr("The wallet does not hold this transaction any more.")))
            return
        for name, text in describe(self._record, wtx, self._wallet, self._screen):
            shown = label(text, selectable=True)
            shown.setWordWrap(True)
            shown.setAccessibleName(name)
            self.form.addRow(label(name, "muted"), shown)
