"""How signatures and public keys may be written on the stack. Mirrors script/interpreter.cpp."""

from dashcore.crypto.secp256k1 import COMPRESSED_SIZE, UNCOMPRESSED_SIZE, has_low_s
from dashcore.script.flags import ScriptFlags
from dashcore.script.script_error import ScriptError
from dashcore.script.sighash import SIGHASH_ALL, SIGHASH_ANYONECANPAY, SIGHASH_SINGLE

MIN_SIGNATURE_SIZE = 9  # bytes, hash type included
MAX_SIGNATURE_SIZE = 73  # bytes, hash type included

_STRICTENC = int(ScriptFlags.STRICTENC)
_LOW_S = int(ScriptFlags.LOW_S)
_DER_RULES = int(ScriptFlags.DERSIG | ScriptFlags.LOW_S | ScriptFlags.STRICTENC)


def is_valid_signature_encoding(signature: bytes) -> bool:
    """Whether this is strict DER with a hash type byte behind it.

    30 <size> 02 <size of R> <R> 02 <size of S> <S> <hash type>, both numbers positive and
    without padding.

    Source: BIP 66; C++ IsValidSignatureEncoding.
    """
    size = len(signature)
    if not MIN_SIGNATURE_SIZE <= size <= MAX_SIGNATURE_SIZE or signature[0] != 0x30 or signature[1] != size - 3:
        return False
    r_size = signature[3]
    s_tag = 4 + r_size
    if s_tag + 1 >= size:
        return False
    s_size = signature[s_tag + 1]
    if r_size + s_size + 7 != size or signature[2] != 2 or r_size == 0 or signature[s_tag] != 2 or s_size == 0:
        return False
    first = signature[4]
    if first & 0x80 or (first == 0 and r_size > 1 and not signature[5] & 0x80):
        return False
    first = signature[s_tag + 2]
    return not (first & 0x80 or (first == 0 and s_size > 1 and not signature[s_tag + 3] & 0x80))


def check_signature_encoding(signature: bytes, flags: int) -> ScriptError | None:
    """Return what the flags find wrong with a signature, which may be empty; None if nothing.

    Source: C++ CheckSignatureEncoding.
    """
    if not signature or not flags & _DER_RULES:
        return None
    if not is_valid_signature_encoding(signature):
        return ScriptError.SIG_DER
    if flags & _LOW_S and not has_low_s(signature[:-1]):
        return ScriptError.SIG_HIGH_S
    if flags & _STRICTENC and not SIGHASH_ALL <= signature[-1] & ~SIGHASH_ANYONECANPAY <= SIGHASH_SINGLE:
        return ScriptError.SIG_HASHTYPE
    return None


def check_pubkey_encoding(pubkey: bytes, flags: int) -> ScriptError | None:
    """Return what the flags find wrong with a public key; None if nothing. Source: C++ CheckPubKeyEncoding."""
    if not flags & _STRICTENC:
        return None
    size = len(pubkey)
    if size == COMPRESSED_SIZE and pubkey[0] in {2, 3}:
        return None
    if size == UNCOMPRESSED_SIZE and pubkey[0] == 4:
        return None
    return ScriptError.PUBKEYTYPE
