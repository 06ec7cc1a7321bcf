"""The short way through plain payments gives the verdict of the long one."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from dashcore.crypto.secp256k1 import derive_pubkey, sign_ecdsa
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, Script, TxId
from dashcore.script.checker import TransactionSignatureChecker
from dashcore.script.flags import ScriptFlags
from dashcore.script.interpreter import verify_general, verify_script
from dashcore.script.opcodes import OP_CHECKSIG, OP_DUP, OP_EQUALVERIFY, OP_HASH160
from dashcore.script.script import build_script, push_data
from dashcore.script.sighash import SighashCache
from dashcore.util.hashes import hash160

ALL_FLAGS = sum(flag for flag in ScriptFlags)
TX = Transaction(
    (TxIn(OutPoint(TxId(bytes(32)), 0)), TxIn(OutPoint(TxId(bytes(32)), 1))), (TxOut(Duffs(1), Script(b"")),)
)


def _make_spend(secret: bytes, kind: str, hash_type: int, *, compressed: bool, grind: bool) -> tuple[bytes, bytes]:
    pubkey = derive_pubkey(secret, compressed=compressed)
    if kind == "pubkeyhash":
        script_pubkey = build_script(OP_DUP, OP_HASH160, hash160(pubkey), OP_EQUALVERIFY, OP_CHECKSIG)
    else:
        script_pubkey = build_script(pubkey, OP_CHECKSIG)
    digest = SighashCache(TX).signature_hash(script_pubkey, 0, hash_type)
    signature = sign_ecdsa(secret, digest, grind=grind) + bytes([hash_type])
    script_sig = push_data(signature) + (push_data(pubkey) if kind == "pubkeyhash" else b"")
    return script_sig, script_pubkey


@given(
    seed=st.binary(min_size=1, max_size=4),
    kind=st.sampled_from(["pubkey", "pubkeyhash"]),
    hash_type=st.sampled_from([0, 1, 2, 3, 4, 0x81, 0x82, 0x83, 0xFF]),
    compressed=st.booleans(),
    grind=st.booleans(),
    flags=st.integers(0, ALL_FLAGS).map(lambda bits: bits & ALL_FLAGS),
    flip=st.none() | st.tuples(st.booleans(), st.integers(0, 150), st.integers(1, 255)),
)
def test_same_verdict(
    seed: bytes,
    kind: str,
    hash_type: int,
    compressed: bool,
    grind: bool,
    flags: int,
    flip: tuple[bool, int, int] | None,
) -> None:
    """For good spends and for spends with a byte changed in either script."""
    if flags & ScriptFlags.CLEANSTACK:
        flags |= ScriptFlags.P2SH
    script_sig, script_pubkey = _make_spend(sha256(seed).digest(), kind, hash_type, compressed=compressed, grind=grind)
    if flip:
        in_pubkey, at, bits = flip
        target = bytearray(script_pubkey if in_pubkey else script_sig)
        target[at % len(target)] ^= bits
        if in_pubkey:
            script_pubkey = bytes(target)
        else:
            script_sig = bytes(target)
    checker = TransactionSignatureChecker(TX, 0)

    verdict = verify_script(script_sig, script_pubkey, flags, checker)

    assert verdict is verify_general(script_sig, script_pubkey, flags, checker)
