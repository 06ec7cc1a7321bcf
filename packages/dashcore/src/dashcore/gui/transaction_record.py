"""A wallet's transaction as rows of a list: one for each payment in it. Mirrors qt/transactionrecord.cpp.

Pure: what a row shows follows from `WalletTx` alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, IntEnum

from dashcore.gui.texts import mark, tr
from dashcore.interfaces.wallet import WalletTx, WalletTxStatus
from dashcore.primitives.transaction import TxType
from dashcore.primitives.types import TxId, UnixTime

RECOMMENDED_CONFIRMATIONS = 6
_OP_RETURN = 0x6A


class RecordType(IntEnum):
    """What a row is. Numbers are those of C++ TransactionRecord::Type, for filters that are kept."""

    OTHER = 0
    GENERATED = 1
    SEND_TO_ADDRESS = 2
    SEND_TO_OTHER = 3
    RECEIVE_WITH_ADDRESS = 4
    RECEIVE_FROM_OTHER = 5
    SEND_TO_SELF = 6
    PLATFORM_TRANSFER = 13
    DATA_TRANSACTION = 15

    @property
    def text(self) -> str:
        """Name in the list."""
        return tr(_TYPE_TEXTS[self])


_TYPE_TEXTS = {
    RecordType.OTHER: mark("Other"),
    RecordType.GENERATED: mark("Mined"),
    RecordType.SEND_TO_ADDRESS: mark("Sent to"),
    RecordType.SEND_TO_OTHER: mark("Sent to"),
    RecordType.RECEIVE_WITH_ADDRESS: mark("Received with"),
    RecordType.RECEIVE_FROM_OTHER: mark("Received from"),
    RecordType.SEND_TO_SELF: mark("Payment to yourself"),
    RecordType.PLATFORM_TRANSFER: mark("Platform transfer"),
    RecordType.DATA_TRANSACTION: mark("Data transaction"),
}


class RecordStatus(Enum):
    """How sure a row is. Source: C++ TransactionStatus::Status."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    CONFIRMING = "confirming"
    CONFLICTED = "conflicted"
    ABANDONED = "abandoned"
    IMMATURE = "immature"
    NOT_ACCEPTED = "not accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionRecord:
    """One row.

    Attributes:
        index: output it shows; of a row that shows the whole transaction: 0.
        address: whom it concerns; empty where there is no address.
        credit: duffs that came; debit: duffs that went, below zero, with the fee in the first row of a payment.
    """

    txid: TxId
    index: int
    time: UnixTime
    type: RecordType
    address: str = ""
    credit: int = 0
    debit: int = 0
    status: WalletTxStatus

    @property
    def amount(self) -> int:
        """What the row adds to the balance, in duffs."""
        return self.credit + self.debit

    @property
    def counts_for_balance(self) -> bool:
        """Whether it is in the available balance."""
        return self.status.is_trusted and self.status.blocks_to_maturity == 0

    @property
    def state(self) -> RecordStatus:
        """How sure it is. Source: C++ TransactionRecord::updateStatus."""
        status = self.status
        if self.type is RecordType.GENERATED and status.blocks_to_maturity > 0:
            return RecordStatus.IMMATURE if status.is_in_main_chain else RecordStatus.NOT_ACCEPTED
        if status.depth < 0:
            return RecordStatus.CONFLICTED
        if status.is_chain_locked or status.depth >= RECOMMENDED_CONFIRMATIONS:
            return RecordStatus.CONFIRMED
        if status.depth > 0 or status.is_instant_locked:
            return RecordStatus.CONFIRMING
        return RecordStatus.ABANDONED if status.is_abandoned else RecordStatus.UNCONFIRMED

    @property
    def sort_key(self) -> tuple[int, bool, int, int]:
        """Newest last; what is in no block is newest."""
        status = self.status
        height = (1 << 31) if status.block_height is None else status.block_height
        return height, status.is_coinbase, status.time_received, self.index


def decompose(wtx: WalletTx) -> list[TransactionRecord]:
    """Split a transaction into rows. Source: C++ TransactionRecord::decomposeTransaction."""
    is_from_platform = wtx.tx.type == TxType.ASSET_UNLOCK
    if wtx.credit > wtx.debit or wtx.status.is_coinbase or is_from_platform:
        return list(_receipts(wtx, is_from_platform=is_from_platform))
    if not all(wtx.input_is_mine):
        return [_row(wtx, RecordType.OTHER, debit=wtx.credit - wtx.debit)]
    if all(wtx.output_is_mine):
        addresses = ", ".join(address for address in wtx.output_addresses if address)
        return [
            _row(
                wtx,
                RecordType.SEND_TO_SELF,
                address=addresses,
                debit=wtx.change - wtx.debit,
                credit=wtx.credit - wtx.change,
            )
        ]
    return list(_payments(wtx))


def _row(
    wtx: WalletTx, kind: RecordType, *, index: int = 0, address: str = "", credit: int = 0, debit: int = 0
) -> TransactionRecord:
    return TransactionRecord(
        txid=wtx.tx.txid,
        index=index,
        time=wtx.time,
        type=kind,
        address=address,
        credit=credit,
        debit=debit,
        status=wtx.status,
    )


def _is_data(script: bytes) -> bool:
    return script[:1] == bytes([_OP_RETURN])


def _receipts(wtx: WalletTx, *, is_from_platform: bool) -> Iterator[TransactionRecord]:
    for index, output in enumerate(wtx.tx.outputs):
        if not wtx.output_is_mine[index]:
            if _is_data(output.script_pubkey) and not wtx.status.is_coinbase:
                yield _row(wtx, RecordType.DATA_TRANSACTION, index=index, credit=output.value)
            continue
        address = wtx.output_addresses[index]
        if wtx.status.is_coinbase:
            kind = RecordType.GENERATED
        elif is_from_platform:
            kind = RecordType.PLATFORM_TRANSFER
        else:
            kind = RecordType.RECEIVE_WITH_ADDRESS if address else RecordType.RECEIVE_FROM_OTHER
        yield _row(wtx, kind, index=index, address=address or wtx.comments.get("from", ""), credit=output.value)


def _payments(wtx: WalletTx) -> Iterator[TransactionRecord]:
    fee = max(0, wtx.debit - wtx.tx.value_out)
    for index, output in enumerate(wtx.tx.outputs):
        if wtx.output_is_mine[index]:
            continue
        address = wtx.output_addresses[index]
        kind = RecordType.SEND_TO_ADDRESS if address else RecordType.SEND_TO_OTHER
        if _is_data(output.script_pubkey):
            kind = RecordType.DATA_TRANSACTION
        elif not address:
            address = wtx.comments.get("to", "")
        yield _row(wtx, kind, index=index, address=address, debit=-(output.value + fee))
        fee = 0
