"""Byte formats of a descriptor wallet's records.

A key is a tag and, behind it, what the tag says; values follow. Records no tag here names
are kept untouched. Mirrors wallet/walletdb.cpp, walletutil.h and the serializers of
CWalletTx, CMasterKey and CBlockLocator.
"""

from dataclasses import dataclass, field
from enum import Enum, IntFlag
from struct import Struct
from struct import error as struct_error

from dashcore.interfaces.chain import BlockLocator
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import BlockHash, UnixTime
from dashcore.util.hashes import hash256
from dashcore.util.serialize import (
    SerializationError,
    decode_bytes,
    decode_compact_size,
    encode_bytes,
    encode_compact_size,
)
from dashcore.wallet.transactions import UNORDERED, WalletTransaction, state_from_record, state_to_record

CLIENT_VERSION = 230102  # what this release writes as its version
FEATURE_COMPRESSED_KEYS = 60000
FEATURE_HD = 120200
FEATURE_LATEST = FEATURE_HD

_I32 = Struct("<i")
_U32 = Struct("<I")
_I64 = Struct("<q")
_U64 = Struct("<Q")
_RANGE = Struct("<Qiii")  # creation time, next index, range start, range end
_HASH_INDEX = Struct("<32sI")
_TAIL = Struct("<IIBB")


class Tag(Enum):
    """What a record is about; the value is the tag in the file. Source: C++ DBKeys."""

    ACTIVE_EXTERNAL = b"activeexternalspk"
    ACTIVE_INTERNAL = b"activeinternalspk"
    BEST_BLOCK = b"bestblock"
    BEST_BLOCK_NO_MERKLE = b"bestblock_nomerkle"
    COINJOIN_SALT = b"cj_salt"
    DEST_DATA = b"destdata"
    FLAGS = b"flags"
    LOCKED_UTXO = b"lockedutxo"
    MASTER_KEY = b"mkey"
    MIN_VERSION = b"minversion"
    NAME = b"name"
    ORDER_POS_NEXT = b"orderposnext"
    PURPOSE = b"purpose"
    SETTINGS = b"settings"
    TX = b"tx"
    VERSION = b"version"
    DESCRIPTOR = b"walletdescriptor"
    DESCRIPTOR_CACHE = b"walletdescriptorcache"
    DESCRIPTOR_LAST_HARDENED_CACHE = b"walletdescriptorlhcache"
    DESCRIPTOR_CRYPTED_KEY = b"walletdescriptorckey"
    DESCRIPTOR_KEY = b"walletdescriptorkey"


LEGACY_TAGS = frozenset(
    (b"key", b"ckey", b"hdchain", b"chdchain", b"hdpubkey", b"keymeta", b"pool", b"cscript", b"wkey")
)


class WalletFlag(IntFlag):
    """What a wallet is. Unknown flags above bit 31 forbid opening it. Source: C++ WalletFlags."""

    AVOID_REUSE = 1 << 0
    KEY_ORIGIN_METADATA = 1 << 1
    LAST_HARDENED_XPUB_CACHED = 1 << 2
    DISABLE_PRIVATE_KEYS = 1 << 32
    BLANK_WALLET = 1 << 33
    DESCRIPTORS = 1 << 34
    EXTERNAL_SIGNER = 1 << 35


KNOWN_FLAGS = sum(WalletFlag)


def encode_text(text: str) -> bytes:
    """Encode a string."""
    return encode_bytes(text.encode(errors="surrogateescape"))


def decode_text(data: bytes, at: int) -> tuple[str, int]:
    """Read a string; bytes that are no UTF-8 survive a round trip."""
    raw, at = decode_bytes(data, at)
    return raw.decode(errors="surrogateescape"), at


def make_key(tag: Tag, rest: bytes = b"") -> bytes:
    """Return the key of a record; `rest` is already encoded."""
    return encode_bytes(tag.value) + rest


def split_key(key: bytes) -> tuple[bytes, bytes]:
    """Split a key into tag and rest.

    Raises:
        SerializationError: no tag.
    """
    tag, at = decode_bytes(key, 0)
    return tag, key[at:]


def _unpack(form: Struct, data: bytes, at: int = 0) -> tuple[int, ...]:
    try:
        return form.unpack_from(data, at)
    except struct_error:
        raise SerializationError("end of data") from None


def encode_i32(value: int) -> bytes:
    """Encode a version number."""
    return _I32.pack(value)


def decode_i32(data: bytes) -> int:
    """Read a version number."""
    return _unpack(_I32, data)[0]


def encode_i64(value: int) -> bytes:
    """Encode an order position."""
    return _I64.pack(value)


def decode_i64(data: bytes) -> int:
    """Read an order position."""
    return _unpack(_I64, data)[0]


def encode_u64(value: int) -> bytes:
    """Encode flags."""
    return _U64.pack(value)


def decode_u64(data: bytes) -> int:
    """Read flags."""
    return _unpack(_U64, data)[0]


def encode_locator(locator: BlockLocator) -> bytes:
    """Encode a best block record."""
    return _I32.pack(CLIENT_VERSION) + encode_compact_size(len(locator.hashes)) + b"".join(locator.hashes)


def decode_locator(data: bytes) -> BlockLocator:
    """Read a best block record."""
    count, at = decode_compact_size(data, 4)
    if len(data) < at + 32 * count:
        raise SerializationError("end of data")
    return BlockLocator(hashes=tuple(BlockHash(data[at + 32 * i : at + 32 * i + 32]) for i in range(count)))


def encode_outpoint_key(outpoint: OutPoint) -> bytes:
    """Key of a locked coin."""
    return make_key(Tag.LOCKED_UTXO, outpoint.serialize())


def decode_outpoint(data: bytes) -> OutPoint:
    """Read the rest of a locked coin's key."""
    try:
        return OutPoint(*_HASH_INDEX.unpack_from(data))
    except struct_error:
        raise SerializationError("end of data") from None


def encode_wallet_tx(wtx: WalletTransaction) -> bytes:
    """Encode a transaction with all the wallet knows of it. Source: C++ CWalletTx::Serialize."""
    comments = {**wtx.comments, "fromaccount": ""}
    if wtx.order != UNORDERED:
        comments["n"] = str(wtx.order)
    if wtx.time_smart:
        comments["timesmart"] = str(wtx.time_smart)
    block_hash, index = state_to_record(wtx.state)
    parts = [wtx.tx.serialize(), block_hash, b"\0", _I32.pack(index), b"\0", encode_compact_size(len(comments))]
    pairs = sorted((_text(key), _text(value)) for key, value in comments.items())
    parts += [encode_bytes(key) + encode_bytes(value) for key, value in pairs]
    parts.append(encode_compact_size(len(wtx.order_form)))
    parts += [encode_bytes(_text(key)) + encode_bytes(_text(value)) for key, value in wtx.order_form]
    parts.append(_TAIL.pack(wtx.received_is_tx_time, wtx.time_received, wtx.from_me, 0))
    return b"".join(parts)


def _text(text: str) -> bytes:
    return text.encode(errors="surrogateescape")


def _skip_merkle_txs(data: bytes, at: int) -> int:
    """Step over the ancestors very old records hold."""
    count, at = decode_compact_size(data, at)
    for _ in range(count):
        _, at = Transaction.decode(data, at)
        branch, at = decode_compact_size(data, at + 32)
        at += 32 * branch + 4
    return at


def decode_wallet_tx(data: bytes) -> WalletTransaction:
    """Read a transaction record.

    Raises:
        SerializationError: damaged.

    Source: C++ CWalletTx::Unserialize.
    """
    tx, at = Transaction.decode(data, 0)
    block_hash = BlockHash(data[at : at + 32])
    branch, at = decode_compact_size(data, at + 32)
    at += 32 * branch
    (index,) = _unpack(_I32, data, at)
    at = _skip_merkle_txs(data, at + 4)
    wtx = WalletTransaction(tx, state_from_record(block_hash, index))
    count, at = decode_compact_size(data, at)
    for _ in range(count):
        key, at = decode_text(data, at)
        wtx.comments[key], at = decode_text(data, at)
    count, at = decode_compact_size(data, at)
    for _ in range(count):
        key, at = decode_text(data, at)
        value, at = decode_text(data, at)
        wtx.order_form.append((key, value))
    received_is_tx_time, received, from_me, _ = _unpack(_TAIL, data, at)
    wtx.received_is_tx_time = received_is_tx_time
    wtx.time_received = UnixTime(received)
    wtx.from_me = bool(from_me)
    wtx.order = _number(wtx.comments.pop("n", str(UNORDERED)))
    wtx.time_smart = UnixTime(_number(wtx.comments.pop("timesmart", "0")))
    wtx.comments.pop("fromaccount", None)
    wtx.comments.pop("spent", None)
    return wtx


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DescriptorRecord:
    """A descriptor and how far it is used. `range_end` is one past the last. Source: C++ WalletDescriptor."""

    text: str
    creation_time: UnixTime
    next_index: int
    range_start: int
    range_end: int

    def serialize(self) -> bytes:
        """Return the record's value."""
        return encode_text(self.text) + _RANGE.pack(
            self.creation_time, self.next_index, self.range_start, self.range_end
        )

    @classmethod
    def deserialize(cls, data: bytes) -> "DescriptorRecord":
        """Read a record's value."""
        text, at = decode_text(data, 0)
        creation_time, next_index, range_start, range_end = _unpack(_RANGE, data, at)
        return cls(
            text=text,
            creation_time=UnixTime(creation_time),
            next_index=next_index,
            range_start=range_start,
            range_end=range_end,
        )


def descriptor_key(tag: Tag, descriptor_id: bytes, *, pubkey: bytes | None = None) -> bytes:
    """Key of a descriptor, or of one of its keys."""
    return make_key(tag, descriptor_id + (b"" if pubkey is None else encode_bytes(pubkey)))


def cache_key(tag: Tag, descriptor_id: bytes, key_index: int, derived_index: int | None = None) -> bytes:
    """Key of a cached extended key."""
    rest = descriptor_id + _U32.pack(key_index)
    return make_key(tag, rest if derived_index is None else rest + _U32.pack(derived_index))


def decode_cache_key(rest: bytes) -> tuple[bytes, int, int | None]:
    """Read the rest of a cache key: descriptor id, key expression, derived index."""
    (key_index,) = _unpack(_U32, rest, 32)
    derived = _unpack(_U32, rest, 36)[0] if len(rest) >= 40 else None
    return rest[:32], key_index, derived


def decode_key_rest(rest: bytes) -> tuple[bytes, bytes]:
    """Read the rest of a descriptor key's key: descriptor id, public key."""
    pubkey, _ = decode_bytes(rest, 32)
    return rest[:32], pubkey


@dataclass(frozen=True, slots=True, kw_only=True)
class DescriptorKeyRecord:
    """A descriptor's private key in the clear, in DER, with the mnemonic it came from."""

    private_key: bytes = field(repr=False)
    mnemonic: str = field(repr=False)
    mnemonic_passphrase: str = field(repr=False)

    def serialize(self, pubkey: bytes) -> bytes:
        """Return the record's value."""
        return (
            encode_bytes(self.private_key)
            + hash256(pubkey + self.private_key)
            + encode_text(self.mnemonic)
            + encode_text(self.mnemonic_passphrase)
        )

    @classmethod
    def deserialize(cls, data: bytes, pubkey: bytes) -> "DescriptorKeyRecord":
        """Read a record's value.

        Raises:
            SerializationError: the checksum is wrong.
        """
        private_key, at = decode_bytes(data, 0)
        if data[at : at + 32] != hash256(pubkey + private_key):
            raise SerializationError("Error reading wallet database: CPubKey/CPrivKey corrupt")
        at += 32
        mnemonic = passphrase = ""
        if at < len(data):
            mnemonic, at = decode_text(data, at)
            passphrase, at = decode_text(data, at)
        return cls(private_key=private_key, mnemonic=mnemonic, mnemonic_passphrase=passphrase)


@dataclass(frozen=True, slots=True, kw_only=True)
class CryptedKeyRecord:
    """A descriptor's private key and mnemonic, encrypted with the wallet's master key."""

    secret: bytes = field(repr=False)
    mnemonic: bytes = field(repr=False)
    mnemonic_passphrase: bytes = field(repr=False)

    def serialize(self) -> bytes:
        """Return the record's value."""
        return encode_bytes(self.secret) + encode_bytes(self.mnemonic) + encode_bytes(self.mnemonic_passphrase)

    @classmethod
    def deserialize(cls, data: bytes) -> "CryptedKeyRecord":
        """Read a record's value."""
        secret, at = decode_bytes(data, 0)
        mnemonic = passphrase = b""
        if at < len(data):
            mnemonic, at = decode_bytes(data, at)
            passphrase, at = decode_bytes(data, at)
        return cls(secret=secret, mnemonic=mnemonic, mnemonic_passphrase=passphrase)


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterKeyRecord:
    """The master key, encrypted with a key made of a passphrase. Source: C++ CMasterKey."""

    crypted_key: bytes = field(repr=False)
    salt: bytes = field(repr=False)
    method: int
    iterations: int
    other_parameters: bytes = b""

    def serialize(self) -> bytes:
        """Return the record's value."""
        return (
            encode_bytes(self.crypted_key)
            + encode_bytes(self.salt)
            + _U32.pack(self.method)
            + _U32.pack(self.iterations)
            + encode_bytes(self.other_parameters)
        )

    @classmethod
    def deserialize(cls, data: bytes) -> "MasterKeyRecord":
        """Read a record's value."""
        crypted_key, at = decode_bytes(data, 0)
        salt, at = decode_bytes(data, at)
        (method,) = _unpack(_U32, data, at)
        (iterations,) = _unpack(_U32, data, at + 4)
        other, _ = decode_bytes(data, at + 8)
        return cls(crypted_key=crypted_key, salt=salt, method=method, iterations=iterations, other_parameters=other)


def master_key_key(number: int) -> bytes:
    """Key of a master key record."""
    return make_key(Tag.MASTER_KEY, _U32.pack(number))


def decode_master_key_number(rest: bytes) -> int:
    """Read the rest of a master key record's key."""
    return _unpack(_U32, rest)[0]
