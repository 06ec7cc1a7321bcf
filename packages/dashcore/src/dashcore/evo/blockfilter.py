"""Compact filters by which light clients find the blocks that concern them. Mirrors blockfilter.h.

Dash adds fields of special transactions to what Bitcoin's filters hold: keys, payees and
outpoints of masternodes, and credit outputs of asset locks.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from dashcore.crypto.gcs import GcsParams, check_set, encode_set, matches_any
from dashcore.evo.assetlock import AssetLockPayload
from dashcore.evo.providertx import RegisterPayload, RevokePayload, UpdateRegistrarPayload, UpdateServicePayload
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import Transaction, TxType
from dashcore.primitives.types import BlockHash
from dashcore.script.opcodes import OP_RETURN
from dashcore.util.hashes import hash256
from dashcore.util.serialize import SerializationError

BASIC_FILTER_TYPE = 0
FILTER_NAMES = {"basic": BASIC_FILTER_TYPE}
_BASIC_P = 19
_BASIC_M = 784931


def _params(block_hash: BlockHash) -> GcsParams:
    return GcsParams(key=block_hash[:16], p=_BASIC_P, m=_BASIC_M)


@dataclass(frozen=True, slots=True)
class BlockFilter:
    """The basic filter of a block, encoded.

    Source: BIP 158; C++ BlockFilter.
    """

    block_hash: BlockHash
    encoded: bytes

    @classmethod
    def of(cls, block: Block, spent_scripts: Iterable[bytes]) -> "BlockFilter":
        """Make the filter of a block.

        Args:
            spent_scripts: of all outputs that its transactions spend.
        """
        block_hash = block.hash
        return cls(block_hash, encode_set(basic_elements(block, spent_scripts), _params(block_hash)))

    @property
    def hash(self) -> bytes:
        """What the header commits to."""
        return hash256(self.encoded)

    def header(self, previous: bytes) -> bytes:
        """Return the filter header: it commits to this filter and all before it.

        Args:
            previous: header of the parent's filter; null for genesis.
        """
        return hash256(self.hash + previous)

    def check(self) -> None:
        """Check that this is a filter, all of it.

        Raises:
            SerializationError: it is none.
        """
        check_set(self.encoded, _params(self.block_hash))

    def matches_any(self, elements: Collection[bytes]) -> bool:
        """Whether the block may hold one of the elements.

        Raises:
            SerializationError: it is no filter.
        """
        return matches_any(self.encoded, elements, _params(self.block_hash))


def basic_elements(block: Block, spent_scripts: Iterable[bytes]) -> set[bytes]:
    """Return what a block's filter holds. Source: C++ BasicFilterElements."""
    elements: set[bytes] = set()
    for tx in block.transactions:
        elements.update(
            out.script_pubkey for out in tx.outputs if out.script_pubkey and out.script_pubkey[0] != OP_RETURN
        )
        if tx.has_extra_payload:
            elements.update(_payload_elements(tx))
    elements.update(script for script in spent_scripts if script)
    return elements


def _payload_elements(tx: Transaction) -> Iterator[bytes]:
    """Yield what light clients look for in a special transaction. Source: C++ ExtractSpecialTxFilterElements."""
    try:
        yield from filter(None, _fields(tx))
    except SerializationError:
        return


def _fields(tx: Transaction) -> tuple[bytes, ...]:
    payload = tx.extra_payload
    match tx.type:
        case TxType.PROVIDER_REGISTER:
            register = RegisterPayload.decode(payload)
            collateral = register.collateral.serialize()
            return collateral, register.owner_key_id, register.voting_key_id, register.payout_script
        case TxType.PROVIDER_UPDATE_SERVICE:
            service = UpdateServicePayload.decode(payload)
            return service.registration, service.operator_payout_script
        case TxType.PROVIDER_UPDATE_REGISTRAR:
            registrar = UpdateRegistrarPayload.decode(payload)
            return registrar.registration, registrar.voting_key_id, registrar.payout_script
        case TxType.PROVIDER_UPDATE_REVOKE:
            return (RevokePayload.decode(payload).registration,)
        case TxType.ASSET_LOCK:
            outputs = AssetLockPayload.decode(payload).credit_outputs
            return tuple(out.script_pubkey for out in outputs if out.script_pubkey[:1] != bytes((OP_RETURN,)))
        case _:
            return ()
