"""Commands about addresses, descriptors and signed messages. Mirrors rpc/output_script.cpp and rpc/signmessage.cpp."""

import re

from dashcore.crypto.secp256k1 import SigningError, is_valid_pubkey
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.rpc.scan import parse_range
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_array, get_int, get_str
from dashcore.script.address import AddressError, KeyPrefixes, decode_destination, decode_secret, encode_destination
from dashcore.script.descriptor import descriptor_checksum, infer_descriptor, parse_descriptor
from dashcore.script.descriptor_checksum import DescriptorError
from dashcore.script.descriptor_tree import Descriptor
from dashcore.script.message import MessageVerificationResult, SigningResult, sign_message, verify_message
from dashcore.script.provider import FlatProvider
from dashcore.script.script import MAX_PUBKEYS_PER_MULTISIG, MAX_SCRIPT_ELEMENT_SIZE
from dashcore.script.standard import (
    ScriptHash,
    extract_destination,
    script_for_destination,
    script_for_multisig,
)

_PUBKEY = re.compile(r"[0-9a-fA-F]{66}|[0-9a-fA-F]{130}")
_EXAMPLE_ADDRESS = '"XwnLY9Tf7Zsef8gMGL2fhWA9ZmMjt4KPwg"'
_DESCRIPTOR = RpcArg("descriptor", ArgType.STR, "The descriptor.")


@rpc_command(
    "util",
    "validateaddress",
    "Say whether something is an address of this network, and what it stands for.",
    args=(RpcArg("address", ArgType.STR, "The address."),),
    result="""{                           (json object)
  "isvalid" : true|false,   (boolean) Whether it is one
  "address" : "str",        (string, optional) The address
  "scriptPubKey" : "hex",   (string, optional) The script that pays it
  "isscript" : true|false,  (boolean, optional) Whether it stands for a script rather than a key
  "error" : "str"           (string, optional) What is wrong with it
}""",
    examples=(_EXAMPLE_ADDRESS,),
)
def validateaddress(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    prefixes = node.params.base58
    try:
        destination = decode_destination(get_str(request.params[0]), prefixes)
    except AddressError as error:
        return {"isvalid": False, "error": str(error)}
    return {
        "isvalid": True,
        "address": encode_destination(destination, prefixes),
        "scriptPubKey": script_for_destination(destination).hex(),
        "isscript": isinstance(destination, ScriptHash),
    }


def _parse_pubkey(text: str) -> bytes:
    if not _PUBKEY.fullmatch(text):
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, f"Invalid public key: {text}\n.")
    pubkey = bytes.fromhex(text)
    if not is_valid_pubkey(pubkey):
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, f"Invalid public key: {text}")
    return pubkey


def _make_multisig(required: int, pubkeys: list[bytes]) -> bytes:
    """Source: C++ AddAndGetMultisigDestination."""
    if required < 1:
        raise RpcError(
            RpcErrorCode.INVALID_PARAMETER, "a multisignature address must require at least one key to redeem"
        )
    if len(pubkeys) < required:
        raise RpcError(
            RpcErrorCode.INVALID_PARAMETER,
            f"not enough keys supplied (got {len(pubkeys)} keys, but need at least {required} to redeem)",
        )
    if len(pubkeys) > MAX_PUBKEYS_PER_MULTISIG:
        raise RpcError(
            RpcErrorCode.INVALID_PARAMETER,
            f"Number of keys involved in the multisignature address creation > {MAX_PUBKEYS_PER_MULTISIG}\n"
            "Reduce the number",
        )
    script = script_for_multisig(required, pubkeys)
    if len(script) > MAX_SCRIPT_ELEMENT_SIZE:
        raise RpcError(
            RpcErrorCode.INVALID_PARAMETER,
            f"redeemScript exceeds size limit: {len(script)} > {MAX_SCRIPT_ELEMENT_SIZE}",
        )
    return script


@rpc_command(
    "util",
    "createmultisig",
    "Make an address whose coins take signatures of several keys to spend.",
    args=(
        RpcArg("nrequired", ArgType.NUM, "How many signatures it takes."),
        RpcArg(
            "keys",
            ArgType.ARR,
            "The public keys.",
            inner=(RpcArg("key", ArgType.STR_HEX, "A key, in hexadecimal.", default=None),),
        ),
    ),
    result="""{                         (json object)
  "address" : "str",      (string) The address
  "redeemScript" : "hex", (string) The script behind it
  "descriptor" : "str"    (string) A descriptor for it
}""",
    examples=(
        '2 "[\\"03789ed0bb717d88f7d321a368d905e7430207ebbd82bd342cf11ae157a7ace5fd\\",'
        '\\"03dbc6764b8884a92e871274b87583e6d5c2a58819473e17e107ef3f6aa5a61626\\"]"',
    ),
)
def createmultisig(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    required = get_int(request.params[0])
    pubkeys = [_parse_pubkey(get_str(value)) for value in get_array(request.params[1])]
    script = _make_multisig(required, pubkeys)
    provider = FlatProvider()
    destination = ScriptHash.of(script)
    provider.scripts[destination.hash] = script_for_multisig(required, pubkeys)
    prefixes = node.params.base58
    return {
        "address": encode_destination(destination, prefixes),
        "redeemScript": script.hex(),
        "descriptor": infer_descriptor(script_for_destination(destination), provider, prefixes).to_string(),
    }


def _parse_descriptor(text: str, prefixes: KeyPrefixes, *, require_checksum: bool) -> tuple[Descriptor, FlatProvider]:
    try:
        return parse_descriptor(text, prefixes, require_checksum=require_checksum)
    except DescriptorError as error:
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, str(error)) from None


@rpc_command(
    "util",
    "getdescriptorinfo",
    "Describe a descriptor.",
    args=(_DESCRIPTOR,),
    result="""{                                 (json object)
  "descriptor" : "str",           (string) Its canonical form, without private keys
  "checksum" : "str",             (string) The checksum of what was given
  "isrange" : true|false,         (boolean) Whether it stands for many scripts
  "issolvable" : true|false,      (boolean) Whether it says how to spend
  "hasprivatekeys" : true|false   (boolean) Whether a private key was in it
}""",
    examples=('"pkh([d34db33f/84h/0h/0h]0279be667ef9dcbbac55a06295Ce870b07029Bfcdb2dce28d959f2815b16f81798)"',),
)
def getdescriptorinfo(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    text = get_str(request.params[0])
    descriptor, provider = _parse_descriptor(text, node.params.base58, require_checksum=False)
    return {
        "descriptor": descriptor.to_string(),
        "checksum": descriptor_checksum(text),
        "isrange": descriptor.is_range,
        "issolvable": descriptor.is_solvable,
        "hasprivatekeys": bool(provider.keys),
    }


@rpc_command(
    "util",
    "deriveaddresses",
    "Return the addresses a descriptor stands for.",
    args=(
        _DESCRIPTOR,
        RpcArg("range", ArgType.RANGE, "Of one with many: the last, or [first,last].", default=None),
    ),
    result='[ "str", ... ]    (json array) The addresses',
    examples=(
        '"pkh([d34db33f/84h/0h/0h]xpub6DJ2dNUysrn5Vt36jH2KLBT2i1auw1tTSSomg8PhqNiUtx8QX2SvC9nrHu81fT41fvDUnhMjEzQgXnQjKEu3'
        'oaqMSzhSrHMxyyoEAmUHQbY/0/*)#checksum" "[0,2]"',
    ),
)
def deriveaddresses(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    low = high = 0
    if request.params[1] is not None:
        low, high = parse_range(request.params[1])
    prefixes = node.params.base58
    descriptor, provider = _parse_descriptor(get_str(request.params[0]), prefixes, require_checksum=True)
    if not descriptor.is_range and request.given > 1:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Range should not be specified for an un-ranged descriptor")
    if descriptor.is_range and request.given == 1:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Range must be specified for a ranged descriptor")
    addresses: list[Json] = []
    for position in range(low, high + 1):
        expansion = descriptor.expand(position, provider)
        if expansion is None:
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Cannot derive script without private keys")
        for script in expansion.scripts:
            destination = extract_destination(script)
            if destination is None:
                raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Descriptor does not have a corresponding address")
            addresses.append(encode_destination(destination, prefixes))
    return addresses


@rpc_command(
    "util",
    "verifymessage",
    "Say whether a message was signed with the key of an address.",
    args=(
        RpcArg("address", ArgType.STR, "The address."),
        RpcArg("signature", ArgType.STR, "The signature, in base64."),
        RpcArg("message", ArgType.STR, "The message."),
    ),
    result="true|false    (boolean) Whether it was",
    examples=(f'{_EXAMPLE_ADDRESS} "signature" "my message"',),
)
def verifymessage(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    address, signature, message = map(get_str, request.params)
    match verify_message(address, signature, message, node.params.base58):
        case MessageVerificationResult.INVALID_ADDRESS:
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Invalid address")
        case MessageVerificationResult.ADDRESS_NO_KEY:
            raise RpcError(RpcErrorCode.TYPE_ERROR, "Address does not refer to key")
        case MessageVerificationResult.MALFORMED_SIGNATURE:
            raise RpcError(RpcErrorCode.TYPE_ERROR, "Malformed base64 encoding")
        case verdict:
            return verdict is MessageVerificationResult.OK


@rpc_command(
    "util",
    "signmessagewithprivkey",
    "Sign a message with a private key.",
    args=(
        RpcArg("privkey", ArgType.STR, "The private key."),
        RpcArg("message", ArgType.STR, "The message."),
    ),
    result='"str"    (string) The signature, in base64',
    examples=('"privkey" "my message"',),
)
def signmessagewithprivkey(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    key = decode_secret(get_str(request.params[0]), node.params.base58)
    message = get_str(request.params[1])
    if key is None:
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Invalid private key")
    try:
        return sign_message(key, message)
    except SigningError:
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, SigningResult.SIGNING_FAILED.value) from None


COMMANDS = (
    createmultisig,
    deriveaddresses,
    getdescriptorinfo,
    signmessagewithprivkey,
    validateaddress,
    verifymessage,
)
