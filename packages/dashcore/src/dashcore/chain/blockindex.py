"""What is remembered of every block header: place in the tree, work, state, place on disk.

Entries form a tree by `prev` and are compared by identity. Mirrors chain.h and chain.cpp.
"""

from functools import lru_cache
from struct import Struct
from struct import error as struct_error

from dashcore.consensus.index import MEDIAN_TIME_SPAN
from dashcore.consensus.pow import block_proof
from dashcore.primitives.block import BlockHeader
from dashcore.primitives.types import BlockHash, UnixTime
from dashcore.util.hashes import NULL_HASH, display_hash
from dashcore.util.serialize import SerializationError
from dashcore.util.varint import decode_varint, encode_varint

CLIENT_VERSION = 230102  # 23.1.2; leads every record

# Verification state, kept in `BlockIndex.status` and on disk. Source: C++ enum BlockStatus.
VALID_TREE = 2  # parents known, difficulty and time right
VALID_TRANSACTIONS = 3  # context-free and contextual block checks passed
VALID_CHAIN = 4
VALID_SCRIPTS = 5  # connected once, all scripts right
VALID_MASK = 7
HAVE_DATA = 8  # whole block in blk*.dat
HAVE_UNDO = 16  # undo data in rev*.dat
FAILED_VALID = 32  # this block broke a rule
FAILED_CHILD = 64  # an ancestor did
FAILED_MASK = FAILED_VALID | FAILED_CHILD
CONFLICT_CHAINLOCK = 128  # a chain lock says otherwise

_HEADER_BEHIND_HASH = Struct("<32si32s32sIII")


_block_proof = lru_cache(maxsize=4096)(block_proof)


def _skip_height(height: int) -> int:
    """Return where an entry's skip pointer leads. Source: C++ GetSkipHeight."""
    if height < 2:
        return 0
    if height & 1:
        lower = height - 1
        lower &= lower - 1
        return (lower & (lower - 1)) + 1
    return height & (height - 1)


class BlockIndex:
    """One known header. All but the header's fields may change, under cs_main.

    Args (constructor):
        prev: the parent's entry; None for genesis.
    """

    __slots__ = (
        "_median_time",
        "bits",
        "chain_tx_count",
        "chain_work",
        "data_pos",
        "file",
        "hash",
        "height",
        "merkle_root",
        "nonce",
        "prev",
        "sequence_id",
        "skip",
        "status",
        "time",
        "time_max",
        "tx_count",
        "undo_pos",
        "version",
    )

    def __init__(self, header: BlockHeader, block_hash: BlockHash, prev: "BlockIndex | None") -> None:
        self.hash = block_hash
        self.version = header.version
        self.merkle_root = header.merkle_root
        self.time = header.time
        self.bits = header.bits
        self.nonce = header.nonce
        self.status = 0
        self.file = 0
        self.data_pos = 0
        self.undo_pos = 0
        self.tx_count = 0  # in this block; 0 until the block was seen
        self.chain_tx_count = 0  # up to here; 0 unless this and all ancestors were seen
        self.sequence_id = 0  # order of arrival, lower wins among equal work
        self._median_time: int | None = None
        self.prev: BlockIndex | None = None
        self.skip: BlockIndex | None = None
        self.height = 0
        self.chain_work = 0
        self.time_max: UnixTime = header.time
        self.link(prev)

    def link(self, prev: "BlockIndex | None") -> None:
        """Take a place in the tree: sets height, work, skip pointer and what depends on the parent."""
        self.prev = prev
        if prev is None:
            self.height = 0
            self.chain_work = _block_proof(self.bits)
            self.time_max = self.time
            return
        self.height = prev.height + 1
        self.chain_work = prev.chain_work + _block_proof(self.bits)
        self.time_max = max(prev.time_max, self.time)
        self.skip = prev.get_ancestor(_skip_height(self.height))

    def get_ancestor(self, height: int) -> "BlockIndex | None":
        """Return the ancestor at a height, itself included; None if there is none. Source: C++ GetAncestor."""
        if height > self.height or height < 0:
            return None
        walk, at = self, self.height
        while at > height:
            skip_to = _skip_height(at)
            skip_to_prev = _skip_height(at - 1)
            skip = walk.skip
            if skip is not None and (
                skip_to == height or (skip_to > height and not (skip_to_prev < skip_to - 2 and skip_to_prev >= height))
            ):
                walk, at = skip, skip_to
            else:
                prev = walk.prev
                if prev is None:
                    return None
                walk, at = prev, at - 1
        return walk

    @property
    def median_time_past(self) -> UnixTime:
        """Return the median of the times of this and the ten blocks before. Source: C++ GetMedianTimePast."""
        if self._median_time is None:
            times: list[int] = []
            walk: BlockIndex | None = self
            while walk is not None and len(times) < MEDIAN_TIME_SPAN:
                times.append(walk.time)
                walk = walk.prev
            times.sort()
            self._median_time = times[len(times) // 2]
        return UnixTime(self._median_time)

    @property
    def header(self) -> BlockHeader:
        """The header, put together anew."""
        prev_hash = self.prev.hash if self.prev is not None else BlockHash(NULL_HASH)
        header = BlockHeader(
            version=self.version,
            prev_hash=prev_hash,
            merkle_root=self.merkle_root,
            time=self.time,
            bits=self.bits,
            nonce=self.nonce,
        )
        header.remember_hash(self.hash)
        return header

    def is_valid(self, up_to: int = VALID_TRANSACTIONS) -> bool:
        """Whether it did not fail and was checked at least so far. Source: C++ IsValid."""
        return not self.status & FAILED_MASK and self.status & VALID_MASK >= up_to

    def raise_validity(self, up_to: int) -> bool:
        """Note that it was checked so far; return whether that is news. Source: C++ RaiseValidity."""
        if self.status & FAILED_MASK or self.status & VALID_MASK >= up_to:
            return False
        self.status = self.status & ~VALID_MASK | up_to
        return True

    @property
    def has_transactions(self) -> bool:
        """Whether this block and all before it were once stored. Source: C++ HaveTxsDownloaded."""
        return self.chain_tx_count != 0

    @property
    def has_data(self) -> bool:
        """Whether the block can be read back."""
        return self.status & HAVE_DATA != 0

    @property
    def has_undo(self) -> bool:
        """Whether its undo data can be read back."""
        return self.status & HAVE_UNDO != 0

    def __repr__(self) -> str:
        return f"BlockIndex({display_hash(self.hash)}, height {self.height})"


def last_common_ancestor(one: BlockIndex, other: BlockIndex) -> BlockIndex:
    """Return the block where two branches part. Source: C++ LastCommonAncestor."""
    low = min(one.height, other.height)
    first, second = one.get_ancestor(low), other.get_ancestor(low)
    while first is not second and first is not None and second is not None:
        first, second = first.prev, second.prev
    if first is None or first is not second:
        raise ValueError("the two blocks do not descend from one genesis block")
    return first


def proof_equivalent_time(to: BlockIndex, since: BlockIndex, tip: BlockIndex, spacing: int) -> int:
    """Return the seconds that redoing the work between two blocks takes at the tip's difficulty.

    Args:
        spacing: seconds between blocks.

    Source: C++ GetBlockProofEquivalentTime.
    """
    work = to.chain_work - since.chain_work
    seconds = abs(work) * spacing // max(_block_proof(tip.bits), 1)
    seconds = min(seconds, (1 << 63) - 1)
    return seconds if work > 0 else -seconds


class IndexRecord:
    """A block index entry as the database keeps it, before it is linked into the tree."""

    __slots__ = ("data_pos", "file", "hash", "header", "height", "status", "tx_count", "undo_pos")

    def __init__(
        self,
        *,
        header: BlockHeader,
        block_hash: BlockHash,
        height: int,
        status: int,
        tx_count: int,
        file: int,
        data_pos: int,
        undo_pos: int,
    ) -> None:
        self.header = header
        self.hash = block_hash
        self.height = height
        self.status = status
        self.tx_count = tx_count
        self.file = file
        self.data_pos = data_pos
        self.undo_pos = undo_pos

    @classmethod
    def decode(cls, data: bytes) -> "IndexRecord":
        """Read a record.

        Raises:
            SerializationError: cut short or over-long.
        """
        _, at = decode_varint(data, 0)
        height, at = decode_varint(data, at)
        status, at = decode_varint(data, at)
        tx_count, at = decode_varint(data, at)
        file = data_pos = undo_pos = 0
        if status & (HAVE_DATA | HAVE_UNDO):
            file, at = decode_varint(data, at)
        if status & HAVE_DATA:
            data_pos, at = decode_varint(data, at)
        if status & HAVE_UNDO:
            undo_pos, at = decode_varint(data, at)
        try:
            stored, version, prev_hash, merkle_root, time, bits, nonce = _HEADER_BEHIND_HASH.unpack_from(data, at)
        except struct_error:
            raise SerializationError("end of data") from None
        if at + _HEADER_BEHIND_HASH.size != len(data):
            raise SerializationError("extra data behind a block index record")
        header = BlockHeader(
            version=version, prev_hash=prev_hash, merkle_root=merkle_root, time=UnixTime(time), bits=bits, nonce=nonce
        )
        if stored == NULL_HASH:
            stored = header.hash
        else:
            header.remember_hash(BlockHash(stored))
        return cls(
            header=header,
            block_hash=BlockHash(stored),
            height=height,
            status=status,
            tx_count=tx_count,
            file=file,
            data_pos=data_pos,
            undo_pos=undo_pos,
        )


def encode_index_record(index: BlockIndex) -> bytes:
    """Return the record of an entry: positions, then the X11 hash, then the header. Source: C++ CDiskBlockIndex."""
    status = index.status
    parts = [
        encode_varint(CLIENT_VERSION),
        encode_varint(index.height),
        encode_varint(status),
        encode_varint(index.tx_count),
    ]
    if status & (HAVE_DATA | HAVE_UNDO):
        parts.append(encode_varint(index.file))
    if status & HAVE_DATA:
        parts.append(encode_varint(index.data_pos))
    if status & HAVE_UNDO:
        parts.append(encode_varint(index.undo_pos))
    prev_hash = index.prev.hash if index.prev is not None else NULL_HASH
    parts.append(
        _HEADER_BEHIND_HASH.pack(
            index.hash, index.version, prev_hash, index.merkle_root, index.time, index.bits, index.nonce
        )
    )
    return b"".join(parts)
