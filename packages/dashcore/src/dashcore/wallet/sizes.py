"""How long an input is once it is signed. Mirrors CalculateMaximumSignedInputSize of wallet/spend.cpp."""

from dashcore.primitives.transaction import OutPoint, TxIn
from dashcore.primitives.types import TxId
from dashcore.script.provider import SigningProvider
from dashcore.script.sign import (
    DUMMY_MAXIMUM_SIGNATURE_CREATOR,
    DUMMY_SIGNATURE_CREATOR,
    SignatureData,
    produce_signature,
)
from dashcore.util.hashes import NULL_HASH

_NO_OUTPOINT = OutPoint(TxId(NULL_HASH), 0)


def input_size(script: bytes, provider: SigningProvider, *, max_signature: bool = False) -> int:
    """Return the bytes of a signed input that spends `script`; -1 where the provider knows too little.

    Args:
        script: of the output that is spent.
        provider: public keys and scripts.
        max_signature: reckon with a signature whose R is high, as others' may be.
    """
    creator = DUMMY_MAXIMUM_SIGNATURE_CREATOR if max_signature else DUMMY_SIGNATURE_CREATOR
    data = SignatureData()
    if not produce_signature(provider, creator, script, data):
        return -1
    return len(TxIn(_NO_OUTPOINT, data.script_sig).serialize())
