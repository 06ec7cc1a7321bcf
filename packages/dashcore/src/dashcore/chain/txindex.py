"""Where every transaction of the active chain lies on disk (-txindex). Mirrors index/txindex.cpp."""

from dashcore.chain.baseindex import BaseIndex
from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.db import Batch
from dashcore.chain.errors import CorruptDataError
from dashcore.chain.flatfile import FilePosition
from dashcore.chain.manager import ChainManager
from dashcore.primitives.block import HEADER_SIZE, Block, BlockHeader
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import BlockHash, TxId
from dashcore.util.serialize import SerializationError, encode_compact_size
from dashcore.util.varint import decode_varint, encode_varint

_TX = b"t"


class TxIndex(BaseIndex):
    """The database below indexes/txindex.

    Args (constructor):
        wipe: start empty, as with -reindex.
    """

    def __init__(self, manager: ChainManager, *, wipe: bool = False) -> None:
        path = manager.options.data_dir / "indexes" / "txindex"
        super().__init__(manager, "txindex", path, cache_size=manager.state.cache_sizes.tx_index, wipe=wipe)

    def write_block(self, block: Block, index: BlockIndex) -> None:
        """Write the places of a block's transactions; not those of genesis, which cannot be spent."""
        if index.height == 0:
            return
        at = encode_varint(index.file) + encode_varint(index.data_pos)
        offset = len(encode_compact_size(len(block.transactions)))  # behind the header
        batch = Batch()
        for tx in block.transactions:
            batch.put(_TX + tx.txid, at + encode_varint(offset))
            offset += len(tx.serialize())
        self.db.write(batch)

    def has_tx(self, txid: TxId) -> bool:
        """Whether a transaction is indexed; it may be of a block that left the chain."""
        return self.db.get(_TX + txid) is not None

    def find_tx(self, txid: TxId) -> tuple[BlockHash, Transaction] | None:
        """Return a transaction and its block's id; None if it is not indexed.

        Raises:
            CorruptDataError: what the index points to is not this transaction.

        Threads: any.
        Source: C++ TxIndex::FindTx.
        """
        data = self.db.get(_TX + txid)
        if data is None:
            return None
        try:
            file, at = decode_varint(data, 0)
            offset, at = decode_varint(data, at)
            tx_offset, _ = decode_varint(data, at)
            block = self._state.storage.read_raw_block(FilePosition(file, offset))
            header = BlockHeader.decode(block)
            tx, _ = Transaction.decode(block, HEADER_SIZE + tx_offset)
        except SerializationError as error:
            raise CorruptDataError(f"FindTx: Deserialize or I/O error - {error}") from error
        if tx.txid != txid:
            raise CorruptDataError("FindTx: txid mismatch")
        return header.hash, tx
