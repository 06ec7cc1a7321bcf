"""Messages signed with the key of an address. Mirrors util/message.h."""

import base64
import binascii
from enum import Enum, auto

from dashcore.crypto.secp256k1 import recover_pubkey, sign_recoverable
from dashcore.script.address import AddressError, KeyPrefixes, PrivateKey, decode_destination
from dashcore.script.standard import PKHash
from dashcore.util.hashes import hash256
from dashcore.util.serialize import encode_bytes

MESSAGE_MAGIC = b"DarkCoin Signed Message:\n"  # keeps a signed text from being a transaction


class MessageVerificationResult(Enum):
    """What came of verifying; names are Core's without ERR_."""

    INVALID_ADDRESS = auto()
    ADDRESS_NO_KEY = auto()  # of a script
    MALFORMED_SIGNATURE = auto()  # no base64
    PUBKEY_NOT_RECOVERED = auto()
    NOT_SIGNED = auto()  # by this address
    OK = auto()


class SigningResult(Enum):
    """What came of signing; the value is the text people see. Source: C++ SigningResultString."""

    OK = "No error"
    PRIVATE_KEY_NOT_AVAILABLE = "Private key not available"
    SIGNING_FAILED = "Sign failed"


def message_hash(message: str) -> bytes:
    """Return the digest that is signed for a text. Source: C++ MessageHash."""
    return hash256(encode_bytes(MESSAGE_MAGIC) + encode_bytes(message.encode()))


def sign_message(key: PrivateKey, message: str) -> str:
    """Return the signature of a text as base64.

    Raises:
        SigningError: the fresh signature does not lead back to the key.

    Source: C++ MessageSign.
    """
    signature = sign_recoverable(key.secret, message_hash(message), compressed=key.compressed)
    return base64.b64encode(signature).decode()


def verify_message(address: str, signature: str, message: str, prefixes: KeyPrefixes) -> MessageVerificationResult:
    """Say whether a text was signed with the key of an address. Source: C++ MessageVerify."""
    try:
        destination = decode_destination(address, prefixes)
    except AddressError:
        return MessageVerificationResult.INVALID_ADDRESS
    if not isinstance(destination, PKHash):
        return MessageVerificationResult.ADDRESS_NO_KEY
    data = decode_base64(signature)
    if data is None:
        return MessageVerificationResult.MALFORMED_SIGNATURE
    pubkey = recover_pubkey(data, message_hash(message))
    if pubkey is None:
        return MessageVerificationResult.PUBKEY_NOT_RECOVERED
    if PKHash.of(pubkey) != destination:
        return MessageVerificationResult.NOT_SIGNED
    return MessageVerificationResult.OK


def decode_base64(text: str) -> bytes | None:
    """Decode base64 in its one canonical form; None for any other. Source: C++ DecodeBase64."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None
