"""The scalar types of the protocol, kept apart by the type checker."""

from typing import NewType

BlockHash = NewType("BlockHash", bytes)  # X11 of the header, 32 bytes, internal order
TxId = NewType("TxId", bytes)  # double SHA-256 of the transaction, 32 bytes, internal order
Script = NewType("Script", bytes)  # serialized script, without its length
Duffs = NewType("Duffs", int)  # 1e-8 DASH, signed 64 bit
DuffsPerKb = NewType("DuffsPerKb", int)  # fee rate, duffs for 1000 bytes
Height = NewType("Height", int)  # blocks above the genesis block
UnixTime = NewType("UnixTime", int)  # seconds

COIN = 100_000_000  # duffs in one DASH
MAX_MONEY = 21_000_000 * COIN  # duffs; a range check only. Source: C++ MAX_MONEY
