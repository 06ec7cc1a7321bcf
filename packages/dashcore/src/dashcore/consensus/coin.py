"""What the rules ask of an unspent output. `chain` keeps the objects behind it. Mirrors the part of coins.h read here."""

from typing import Protocol

from dashcore.primitives.transaction import TxOut


class Coin(Protocol):
    """An unspent output and the block that made it."""

    @property
    def out(self) -> TxOut:
        """Amount and script."""

    @property
    def height(self) -> int:
        """Of the block that holds the transaction."""

    @property
    def is_coinbase(self) -> bool:
        """Whether a coinbase made it."""
