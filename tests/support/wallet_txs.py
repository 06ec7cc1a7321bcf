"""Transactions of a busy wallet, made up."""

from dashcore.interfaces.wallet import WalletTx, WalletTxStatus
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, Height, Script, TxId, UnixTime

START = 1_500_000_000


def make_transaction(number: int) -> WalletTx:
    """Make a payment; every third one goes out, every fifth is not confirmed for good."""
    value, is_out = 1000 + number * 7919 % 1_000_000, number % 3 == 0
    tx = Transaction(
        (TxIn(OutPoint(TxId(number.to_bytes(32, "big")), 0)),),
        (TxOut(Duffs(value), Script(b"\x51")),),
    )
    return WalletTx(
        tx=tx,
        credit=Duffs(0 if is_out else value),
        debit=Duffs(value if is_out else 0),
        change=Duffs(0),
        time=UnixTime(START + number * 3600),
        input_is_mine=(is_out,),
        output_is_mine=(not is_out,),
        output_addresses=(f"yAddress{number:05d}",),
        comments={},
        order_form=(),
        status=WalletTxStatus(
            depth=3 if number % 5 == 0 else 100,
            block_height=Height(number),
            blocks_to_maturity=0,
            time_received=UnixTime(START + number * 3600),
            is_trusted=True,
            is_abandoned=False,
            is_coinbase=False,
            is_in_main_chain=True,
            is_in_mempool=False,
            is_instant_locked=False,
            is_chain_locked=False,
        ),
    )
