"""Look at a partially signed transaction, sign it, send it, pass it on. Mirrors qt/psbtoperationsdialog.cpp."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dashcore.gui.passphrase_dialog import when_unlocked
from dashcore.gui.psbt_summary import PsbtSummary, summarise
from dashcore.gui.screen import Screen
from dashcore.gui.texts import counted, mark, tr
from dashcore.gui.wallet_model import WalletModel
from dashcore.gui.widgets import button, copy_text, label, row, set_role
from dashcore.primitives.types import Duffs
from dashcore.script.psbt import Psbt
from dashcore.script.psbt_read import decode_psbt
from dashcore.util.hashes import display_hash

MAX_FEE = Duffs(10_000_000)  # Source: C++ DEFAULT_MAX_RAW_TX_FEE_RATE
_FILES = mark("Partially signed transactions (*.psbt)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    psbt: Psbt
    summary: PsbtSummary
    own: frozenset[str]  # addresses the wallet can spend from
    signed: int  # inputs that were signed just now


class PsbtDialog(QDialog):
    """What it pays above how far it is; the wallet shown fills in what it knows at once, and signs when asked."""

    def __init__(self, screen: Screen, wallet: WalletModel | None, psbt: Psbt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Partially signed transaction"))
        self.resize(660, 420)
        self._screen = screen
        self._wallet = wallet
        self._view: _View | None = None
        self.psbt = psbt
        self.outputs = QTreeWidget()
        self.fee, self.total, self.inputs = (label("", selectable=True) for _ in range(3))
        self.status = label("", "muted")
        self.status.setWordWrap(True)
        self.sign, self.broadcast = button(tr("Sign")), button(tr("Broadcast"), primary=True)
        self.copy, self.save, self.close_button = button(tr("Copy")), button(tr("Save…")), button(tr("Close"))
        self._make_layout()
        self.sign.clicked.connect(self._sign)
        self.broadcast.clicked.connect(self._broadcast)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._choose_file)
        self.close_button.clicked.connect(self.reject)
        self._run(sign=False)

    @property
    def text(self) -> str:
        """It in base64."""
        return base64.b64encode(self.psbt.encode()).decode()

    def save_to(self, name: str) -> None:
        """Write it to a file."""
        try:
            Path(name).write_bytes(self.psbt.encode())
        except OSError as error:
            self._say(tr("{name} could not be written: {reason}.", name=name, reason=error.strerror), "bad")
        else:
            self._say(tr("Saved to {name}.", name=name), "good")

    def _make_layout(self) -> None:
        self.outputs.setHeaderLabels([tr("Pays to"), tr("Amount")])
        self.outputs.setRootIsDecorated(False)
        self.outputs.setAlternatingRowColors(True)
        self.outputs.setAccessibleName(tr("Outputs"))
        head = self.outputs.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        for name, value in (
            (tr("Transaction fee"), self.fee),
            (tr("Total with fee"), self.total),
            (tr("Inputs"), self.inputs),
        ):
            value.setAccessibleName(name)
            form.addRow(label(name, "muted"), value)
        layout = QVBoxLayout(self)
        layout.addWidget(self.outputs, 1)
        layout.addLayout(form)
        layout.addWidget(self.status)
        layout.addLayout(row(self.copy, self.save, None, self.close_button, self.sign, self.broadcast))
        self.sign.setEnabled(False)
        self.broadcast.setEnabled(False)

    def _say(self, text: str, role: str = "muted") -> None:
        set_role(self.status, role)
        self.status.setText(text)

    # Looking and signing

    def _run(self, *, sign: bool, at_end: Callable[[], None] = lambda: None) -> None:
        wallet, psbt, prefixes = self._wallet, self.psbt, self._screen.prefixes

        def look() -> _View:
            filled, signed, own = psbt, 0, frozenset[str]()
            if wallet is not None:
                answer = wallet.wallet.fill_psbt(psbt.encode(), sign, True)
                filled, signed = decode_psbt(answer.psbt), answer.signed
            summary = summarise(filled, prefixes)
            if wallet is not None:
                addresses = {output.address for output in summary.outputs if output.address}
                own = frozenset(address for address in addresses if wallet.wallet.is_spendable(address))
            return _View(psbt=filled, summary=summary, own=own, signed=signed)

        def show(view: _View) -> None:
            at_end()
            self._show(view, was_asked=sign)

        def refuse(error: Exception) -> None:
            at_end()
            self._say(str(error), "bad")

        self._screen.calls.run(look, show, refuse, owner=self)

    def _show(self, view: _View, *, was_asked: bool) -> None:
        self.psbt, self._view, summary = view.psbt, view, view.summary
        amount = self._screen.amount
        self.outputs.clear()
        for output in summary.outputs:
            item = QTreeWidgetItem([self._name(output.address, view), amount(output.value, private=False)])
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.outputs.addTopLevelItem(item)
        if summary.fee is None:
            self.fee.setText(tr("not known: what some input spends is missing"))
            self.total.setText(tr("not known"))
        else:
            self.fee.setText(amount(summary.fee, private=False))
            self.total.setText(amount(summary.total + summary.fee, private=False))
        self.inputs.setText(
            tr("{inputs}, {unsigned} without a signature", inputs=summary.inputs, unsigned=summary.unsigned)
        )
        self.broadcast.setEnabled(summary.tx is not None)
        self.sign.setEnabled(summary.tx is None and self._has_keys)
        self._say(*self._describe(view, was_asked=was_asked))

    def _name(self, address: str, view: _View) -> str:
        if not address:
            return tr("(a script without an address)")
        named = self._wallet.label_of(address) if self._wallet is not None else ""
        note = named or (tr("this wallet") if address in view.own else "")
        return f"{address} ({note})" if note else address

    @property
    def _has_keys(self) -> bool:
        if self._wallet is None:
            return False
        traits = self._wallet.traits
        return traits.has_external_signer or not traits.private_keys_disabled

    def _describe(self, view: _View, *, was_asked: bool) -> tuple[str, str]:
        if view.summary.tx is not None:
            return tr("Every input is signed: the transaction can be sent."), "good"
        if was_asked:
            if not view.signed:
                return tr("This wallet has no keys for what still lacks signatures."), "bad"
            signed = counted(
                "Signed {n} input; others must sign too.", "Signed {n} inputs; others must sign too.", view.signed
            )
            return signed, "muted"
        text = tr("Signatures are missing.")
        if self._wallet is None:
            text += " " + tr("No wallet is open that could sign.")
        elif not self._has_keys:
            text += " " + tr("This wallet holds no private keys: copy or save the transaction, and sign it elsewhere.")
        return text, "muted"

    def _sign(self) -> None:
        if self._wallet is not None:
            self.sign.setEnabled(False)
            when_unlocked(self._screen, self._wallet, self, lambda lock_again: self._run(sign=True, at_end=lock_again))

    # What becomes of it

    def _broadcast(self) -> None:
        tx = self._view.summary.tx if self._view is not None else None
        if tx is None:
            return
        node = self._screen.client.node
        self.broadcast.setEnabled(False)

        def show(refusal: str) -> None:
            if refusal:
                self.broadcast.setEnabled(True)
                self._say(tr("The node refused it: {refusal}", refusal=refusal), "bad")
            else:
                self._say(tr("Sent: {txid}", txid=display_hash(tx.txid)), "good")

        self._screen.calls.run(
            lambda: node.broadcast_transaction(tx, MAX_FEE), show, lambda error: show(str(error)), owner=self
        )

    def _copy(self) -> None:
        copy_text(self.text)
        self._say(tr("Copied to the clipboard."), "good")

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save"), f"{display_hash(self.psbt.tx.txid)[:16]}.psbt", tr(_FILES)
        )
        if name:
            self.save_to(name)
