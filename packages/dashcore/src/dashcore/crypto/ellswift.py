"""Key agreement over public keys that look like random bytes. Source: BIP 324, ElligatorSwift."""

from btclib_secp256k1 import ellswift

SECRET_SIZE = 32  # bytes
PUBKEY_SIZE = 64  # bytes

_INITIATOR, _RESPONDER = 0, 1


def make_pubkey(secret: bytes, entropy: bytes) -> bytes:
    """Return a public key in 64 bytes; each entropy gives another form of it.

    Args:
        secret: 32 bytes, from 1 to the order of the curve.
        entropy: 32 random bytes.

    Raises:
        ValueError: the secret is out of range.
    """
    return ellswift.create(secret, entropy)


def shared_secret(secret: bytes, ours: bytes, theirs: bytes, *, initiating: bool) -> bytes:
    """Return 32 bytes that both ends compute alike.

    Args:
        secret: behind `ours`.
        ours, theirs: 64 bytes; any 64 bytes are somebody's key.
        initiating: this end began the connection.

    Raises:
        ValueError: the secret is out of range.
    """
    if initiating:
        return ellswift.xdh(ours, theirs, secret, _INITIATOR)
    return ellswift.xdh(theirs, ours, secret, _RESPONDER)
