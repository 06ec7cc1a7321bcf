"""mempool.dat: the mempool between two runs. Mirrors LoadMempool and DumpMempool of validation.cpp."""

import logging
import os
import threading
import time
from pathlib import Path
from struct import Struct
from struct import error as struct_error

from dashcore.common import files
from dashcore.consensus.validation import InvalidTxError
from dashcore.node.context import NodeContext
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import TxId, UnixTime
from dashcore.util.serialize import SerializationError, decode_compact_size, encode_compact_size

_log = logging.getLogger("dash")

FILE_NAME = "mempool.dat"
FILE_VERSION = 1
_HEAD = Struct("<QQ")  # version, number of transactions
_TIME_AND_DELTA = Struct("<qq")
_DELTA = Struct("<32sq")
_HASH_SIZE = 32

_dumping = threading.Lock()


class _Reader:
    """A place in the file; what fails raises SerializationError."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, layout: Struct) -> tuple[int, int]:
        try:
            first, second = layout.unpack_from(self._data, self._at)
        except struct_error:
            raise SerializationError("end of file") from None
        self._at += layout.size
        return first, second

    def delta(self) -> tuple[TxId, int]:
        try:
            txid, delta = _DELTA.unpack_from(self._data, self._at)
        except struct_error:
            raise SerializationError("end of file") from None
        self._at += _DELTA.size
        return TxId(txid), delta

    def txid(self) -> TxId:
        end = self._at + _HASH_SIZE
        if end > len(self._data):
            raise SerializationError("end of file")
        txid = TxId(self._data[self._at : end])
        self._at = end
        return txid

    def transaction(self) -> Transaction:
        tx, self._at = Transaction.decode(self._data, self._at)
        return tx

    def count(self) -> int:
        size, self._at = decode_compact_size(self._data, self._at)
        return size


class _Counts:
    def __init__(self) -> None:
        self.accepted = self.failed = self.expired = self.already_there = 0


def load_mempool(node: NodeContext) -> bool:
    """Submit what the file holds; False where there is none, it is damaged, or the node is stopping."""
    path = node.args.data_dir() / FILE_NAME
    try:
        data = files.read_bytes(path)
    except OSError:
        _log.info("Failed to open mempool file from disk. Continuing anyway.")
        return False
    counts = _Counts()
    reader = _Reader(data)
    try:
        version, remaining = reader.take(_HEAD)
        if version != FILE_VERSION:
            return False
        while remaining:
            remaining -= 1
            tx = reader.transaction()
            accepted_at, delta = reader.take(_TIME_AND_DELTA)
            _submit(node, tx, UnixTime(accepted_at), delta, counts)
            if node.shutdown.shutdown_requested():
                return False
        with node.chainman.cs_main:
            for _ in range(reader.count()):
                node.mempool.prioritise(*reader.delta())
            unbroadcast = reader.count()
            for _ in range(unbroadcast):
                txid = reader.txid()
                if txid in node.mempool:
                    node.mempool.unbroadcast.add(txid)
    except SerializationError as error:
        _log.info("Failed to deserialize mempool data on disk: %s. Continuing anyway.", error)
        return False
    _log.info(
        "Imported mempool transactions from disk: %i succeeded, %i failed, %i expired, %i already there, "
        "%i waiting for initial broadcast",
        counts.accepted,
        counts.failed,
        counts.expired,
        counts.already_there,
        unbroadcast,
    )
    return True


def _submit(node: NodeContext, tx: Transaction, accepted_at: UnixTime, delta: int, counts: _Counts) -> None:
    with node.chainman.cs_main:
        if delta:
            node.mempool.prioritise(tx.txid, delta)
        if accepted_at <= node.clock.now() - node.mempool.options.expiry_s:
            counts.expired += 1
            return
        try:
            node.acceptor.accept(tx, time=accepted_at)
        except InvalidTxError:
            if tx.txid in node.mempool:
                counts.already_there += 1
            else:
                counts.failed += 1
        else:
            counts.accepted += 1


def dump_mempool(node: NodeContext) -> bool:
    """Write the file; False where the disk refused."""
    with _dumping:
        began = time.monotonic()
        data, unbroadcast = _encode(node)
        copied = time.monotonic()
        path = node.args.data_dir() / FILE_NAME
        try:
            descriptor = files.open_descriptor(f"{path}.new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        except OSError:
            return False
        _log.info("Writing %d unbroadcast transactions to disk.", unbroadcast)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            files.replace(Path(f"{path}.new"), path)
        except OSError as error:
            _log.info("Failed to dump mempool: %s. Continuing anyway.", error)
            return False
        _log.info("Dumped mempool: %gs to copy, %gs to dump", copied - began, time.monotonic() - copied)
        return True


def _encode(node: NodeContext) -> tuple[bytes, int]:
    """Return the file's bytes and the number of transactions that wait for their first broadcast."""
    with node.chainman.cs_main:
        mempool = node.mempool
        deltas = dict(mempool.deltas)
        entries = mempool.sorted_entries()
        parts = [_HEAD.pack(FILE_VERSION, len(entries))]
        for entry in entries:
            parts.append(entry.tx.serialize())
            parts.append(_TIME_AND_DELTA.pack(entry.time, entry.modified_fee - entry.base_fee))
            deltas.pop(entry.tx.txid, None)
        parts.append(encode_compact_size(len(deltas)))
        parts += [_DELTA.pack(txid, deltas[txid]) for txid in sorted(deltas)]
        unbroadcast = sorted(mempool.unbroadcast)
        parts.append(encode_compact_size(len(unbroadcast)))
        parts += unbroadcast
    return b"".join(parts), len(unbroadcast)
