"""Filters by which light clients say, roughly, which transactions concern them. Mirrors common/bloom.cpp."""

from collections.abc import Iterator
from struct import Struct
from struct import error as struct_error

from mmh3 import hash as mmh3_hash

from dashcore.evo.assetlock import AssetLockPayload
from dashcore.evo.providertx import RegisterPayload, RevokePayload, UpdateRegistrarPayload, UpdateServicePayload
from dashcore.primitives.transaction import SPECIAL_VERSION, OutPoint, Transaction, TxOut, TxType
from dashcore.primitives.types import TxId
from dashcore.script.script import BadScriptError, iter_ops
from dashcore.script.standard import TxoutType, solve
from dashcore.util.serialize import SerializationError, decode_bytes, encode_bytes

MAX_FILTER_SIZE = 36_000  # bytes
MAX_HASH_FUNCTIONS = 50
UPDATE_NONE, UPDATE_ALL, UPDATE_PUBKEY_ONLY = 0, 1, 2
_UPDATE_MASK = 3
_SEED_STEP = 0xFBA4C795
_MASK_32 = 0xFFFFFFFF

_TAIL = Struct("<IIB")

# Of these types a filter may see transactions; quorum commitments and signals concern no light client.
_FILTERED_TYPES = frozenset(
    {
        TxType.NORMAL,
        TxType.PROVIDER_REGISTER,
        TxType.PROVIDER_UPDATE_SERVICE,
        TxType.PROVIDER_UPDATE_REGISTRAR,
        TxType.PROVIDER_UPDATE_REVOKE,
        TxType.COINBASE,
        TxType.ASSET_LOCK,
        TxType.ASSET_UNLOCK,
    }
)


def murmur_hash3(seed: int, data: bytes) -> int:
    """Return the 32-bit hash of Bloom filters. Source: BIP 37; C++ MurmurHash3."""
    return int(mmh3_hash(data, seed & _MASK_32, signed=False))


class BloomFilter:
    """A set that may claim to have what it has not.

    Args (constructor):
        data: its bits; empty matches everything.
        hash_count: bits that are set for an element.
        tweak: part of the hashes' seed.
        flags: UPDATE_..., what a match adds to the filter.

    Source: BIP 37; C++ CBloomFilter.
    """

    __slots__ = ("_data", "flags", "hash_count", "tweak")

    def __init__(self, data: bytes, hash_count: int, tweak: int, flags: int) -> None:
        self._data = bytearray(data)
        self.hash_count = hash_count
        self.tweak = tweak
        self.flags = flags

    @classmethod
    def decode(cls, data: bytes) -> "BloomFilter":
        """Read a filter; bytes behind it are ignored, as dashd does.

        Raises:
            SerializationError: cut short.
        """
        bits, at = decode_bytes(data, 0)
        try:
            hash_count, tweak, flags = _TAIL.unpack_from(data, at)
        except struct_error:
            raise SerializationError("end of data") from None
        return cls(bits, hash_count, tweak, flags)

    def encode(self) -> bytes:
        """Return the bytes peers see."""
        return encode_bytes(bytes(self._data)) + _TAIL.pack(self.hash_count, self.tweak, self.flags)

    @property
    def is_within_limits(self) -> bool:
        """Whether a peer may send such a filter. Source: C++ IsWithinSizeConstraints."""
        return len(self._data) <= MAX_FILTER_SIZE and self.hash_count <= MAX_HASH_FUNCTIONS

    def _places(self, element: bytes) -> Iterator[int]:
        size = len(self._data) * 8
        for number in range(self.hash_count):
            yield murmur_hash3(number * _SEED_STEP + self.tweak, element) % size

    def insert(self, element: bytes) -> None:
        """Add an element."""
        if self._data:  # an empty one would be divided by (CVE-2013-5700)
            for place in self._places(element):
                self._data[place >> 3] |= 1 << (place & 7)

    def contains(self, element: bytes) -> bool:
        """Whether it seems to be in."""
        return not self._data or all(self._data[place >> 3] >> (place & 7) & 1 for place in self._places(element))

    def match(self, tx: Transaction) -> bool:
        """Whether a transaction concerns the filter; what it may spend later is added, as the flags ask.

        Source: C++ IsRelevantAndUpdate, and the types CMerkleBlock leaves out.
        """
        if tx.version >= SPECIAL_VERSION and tx.type not in _FILTERED_TYPES:
            return False
        if not self._data:
            return True
        found = self.contains(tx.txid) or self._match_payload(tx)
        for number, out in enumerate(tx.outputs):
            found = self._match_output(out, tx.txid, number) or found
        return found or any(
            self.contains(txin.prevout.serialize()) or self._match_script(txin.script_sig) for txin in tx.inputs
        )

    def _match_script(self, script: bytes) -> bool:
        """Whether a script pushes an element."""
        try:
            return any(data and self.contains(data) for _, data in iter_ops(script))
        except BadScriptError:
            return False

    def _match_output(self, out: TxOut, txid: TxId, number: int) -> bool:
        if not self._match_script(out.script_pubkey):
            return False
        update = self.flags & _UPDATE_MASK
        if update == UPDATE_ALL or (
            update == UPDATE_PUBKEY_ONLY and solve(out.script_pubkey)[0] in {TxoutType.PUBKEY, TxoutType.MULTISIG}
        ):
            self.insert(OutPoint(txid, number).serialize())
        return True

    def _match_payload(self, tx: Transaction) -> bool:  # noqa: PLR0911 - one per type
        """Look into a special transaction. Source: C++ CheckSpecialTransactionMatchesAndUpdate."""
        if not tx.has_extra_payload:
            return False
        try:
            match tx.type:
                case TxType.PROVIDER_REGISTER:
                    return self._match_register(RegisterPayload.decode(tx.extra_payload), tx.txid)
                case TxType.PROVIDER_UPDATE_SERVICE:
                    service = UpdateServicePayload.decode(tx.extra_payload)
                    return self._match_update(service.registration, self._match_script(service.operator_payout_script))
                case TxType.PROVIDER_UPDATE_REGISTRAR:
                    registrar = UpdateRegistrarPayload.decode(tx.extra_payload)
                    is_known = self.contains(registrar.voting_key_id) or self._match_script(registrar.payout_script)
                    return self._match_update(registrar.registration, is_known)
                case TxType.PROVIDER_UPDATE_REVOKE:
                    return self.contains(RevokePayload.decode(tx.extra_payload).registration)
                case TxType.ASSET_LOCK:
                    outputs = AssetLockPayload.decode(tx.extra_payload).credit_outputs
                    matches = [self._match_output(out, tx.txid, number) for number, out in enumerate(outputs)]
                    return any(matches)  # all are asked, for each may teach the filter
                case _:
                    return False
        except SerializationError:
            return False

    def _match_register(self, payload: RegisterPayload, txid: TxId) -> bool:
        found = (
            self.contains(payload.collateral.serialize())
            or self.contains(payload.owner_key_id)
            or self.contains(payload.voting_key_id)
            or self._match_script(payload.payout_script)
        )
        if found and self.flags & _UPDATE_MASK == UPDATE_ALL:
            self.insert(txid)
        return found

    def _match_update(self, registration: TxId, is_known: bool) -> bool:
        """Match an update by the registration; one that is known otherwise teaches the filter the registration."""
        if self.contains(registration):
            return True
        if is_known and self.flags & _UPDATE_MASK == UPDATE_ALL:
            self.insert(registration)
        return is_known
