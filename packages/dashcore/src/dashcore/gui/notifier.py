"""Tells of payments that arrive while the screen is open. Mirrors BitcoinGUI::incomingTransaction."""

from PySide6.QtCore import QObject, Signal

from dashcore.gui.screen import Screen
from dashcore.gui.texts import mark, tr
from dashcore.gui.transaction_record import TransactionRecord, decompose
from dashcore.gui.wallet_model import WalletModel
from dashcore.gui.wallets_model import WalletsModel
from dashcore.interfaces.wallet import WalletTx
from dashcore.primitives.types import TxId

INCOMING = mark("Incoming transaction")


class Notifier(QObject):
    """Signals: `arrived` with title and text, once a transaction that is new to its wallet; none while catching up."""

    arrived = Signal(str, str)

    def __init__(self, screen: Screen, wallets: WalletsModel) -> None:
        super().__init__()
        self._screen = screen
        self._wallets = wallets
        self._known: dict[WalletModel, set[TxId]] = {}
        wallets.added.connect(self._add)
        wallets.removed.connect(lambda wallet: self._known.pop(wallet, None))

    def _add(self, wallet: WalletModel) -> None:
        wallet.transactions_loaded.connect(lambda found: self._load(wallet, found))
        wallet.transaction_changed.connect(lambda txid, wtx: self._change(wallet, txid, wtx))

    def _load(self, wallet: WalletModel, found: tuple[WalletTx, ...]) -> None:
        self._known[wallet] = {wtx.tx.txid for wtx in found}

    def _change(self, wallet: WalletModel, txid: TxId, wtx: WalletTx | None) -> None:
        known = self._known.get(wallet)
        if known is None or wtx is None or txid in known:
            return
        known.add(txid)
        if not self._screen.client.chain.is_synced:
            return
        records = [record for record in decompose(wtx) if record.amount]
        if records:
            self.arrived.emit(*self._describe(wallet, records))

    def _describe(self, wallet: WalletModel, records: list[TransactionRecord]) -> tuple[str, str]:
        total = sum(record.amount for record in records)
        title = tr(INCOMING) if total >= 0 else tr("Sent transaction")
        lines = [
            tr("Amount: {amount}", amount=self._screen.amount(total)),
            tr("Type: {type}", type=records[0].type.text),
        ]
        if len(self._wallets.wallets) > 1:
            lines.append(tr("Wallet: {wallet}", wallet=wallet.traits.display_name))
        address = records[0].address
        if address:
            name = wallet.label_of(address)
            lines.append(tr("Label: {label}", label=name) if name else tr("Address: {address}", address=address))
        return title, "\n".join(lines)
