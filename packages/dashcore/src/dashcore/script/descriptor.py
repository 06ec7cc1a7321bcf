"""Output script descriptors: text that says which outputs belong to which keys.

`parse_descriptor` reads them, `infer_descriptor` finds one for a script. Dash knows pk,
pkh, combo, sh, multi, sortedmulti, addr and raw. Mirrors script/descriptor.h.
"""

import re
from collections.abc import Callable
from hashlib import sha256

from dashcore.crypto.bip32 import HARDENED, ExtPrivKey, ExtPubKey
from dashcore.crypto.secp256k1 import has_pubkey_size, is_valid_pubkey
from dashcore.primitives.types import Script
from dashcore.script.address import (
    AddressError,
    KeyPrefixes,
    PrivateKey,
    decode_destination,
    decode_secret,
)
from dashcore.script.descriptor_checksum import DescriptorError, split_checksum
from dashcore.script.descriptor_keys import ConstKey, DeriveType, ExtendedKey, KeyExpression, OriginKey
from dashcore.script.descriptor_tree import (
    AddressDescriptor,
    ComboDescriptor,
    Descriptor,
    MultisigDescriptor,
    PubkeyDescriptor,
    PubkeyHashDescriptor,
    RawDescriptor,
    ScriptHashDescriptor,
)
from dashcore.script.provider import FlatProvider, KeyOrigin, SigningProvider, parse_u32
from dashcore.script.script import MAX_PUBKEYS_PER_MULTISIG, MAX_SCRIPT_ELEMENT_SIZE
from dashcore.script.standard import TxoutType, extract_destination, script_for_destination, solve
from dashcore.util.hashes import hash160

MAX_BARE_MULTISIG_KEYS = 3
_FINGERPRINT_DIGITS = 8
_HEX = re.compile(r"(?:[0-9a-fA-F]{2})+\Z")
_SINGLE_KEY: dict[str, Callable[[KeyExpression], Descriptor]] = {
    "pk": PubkeyDescriptor,
    "pkh": PubkeyHashDescriptor,
    "combo": ComboDescriptor,
}
_TOP_ONLY = ("combo", "sh", "addr", "raw")


def parse_descriptor(
    text: str, prefixes: KeyPrefixes, *, require_checksum: bool = False
) -> tuple[Descriptor, FlatProvider]:
    """Read a descriptor.

    Args:
        text: with or without checksum.
        prefixes: of the network its keys and addresses must belong to.
        require_checksum: whether one must be there.

    Returns:
        The descriptor, and a provider with the private keys that stood in it.

    Raises:
        DescriptorError: with Core's message.

    Source: C++ Parse.
    """
    payload, _ = split_checksum(text, required=require_checksum)
    parser = _Parser(prefixes)
    descriptor, rest = parser.parse_script(payload, top=True)
    if rest:
        raise DescriptorError("")
    return descriptor, parser.out


def descriptor_checksum(text: str) -> str:
    """Return the checksum a descriptor should have; "" if it has a wrong one or none is possible.

    Source: C++ GetDescriptorChecksum.
    """
    try:
        return split_checksum(text, required=False)[1]
    except DescriptorError:
        return ""


def descriptor_id(descriptor: Descriptor) -> bytes:
    """Return the 32 bytes the wallet keeps a descriptor's records under. Source: C++ DescriptorID."""
    return sha256(descriptor.to_string().encode()).digest()


def _take_expression(text: str) -> tuple[str, str]:
    """Split off everything up to a comma or bracket that does not belong to it. Source: C++ spanparsing::Expr."""
    level = 0
    for at, char in enumerate(text):
        if char == "(":
            level += 1
        elif level and char == ")":
            level -= 1
        elif not level and char in "),":
            return text[:at], text[at:]
    return text, ""


def _argument_of(name: str, expression: str) -> str | None:
    """Return what is inside "name(...)", None if it is not that. Source: C++ spanparsing::Func."""
    if expression.startswith(f"{name}(") and expression.endswith(")"):
        return expression[len(name) + 1 : -1]
    return None


def _parse_path(steps: list[str]) -> tuple[int, ...]:
    """Read child numbers; "'" and "h" mark hardened ones. Source: C++ ParseKeyPath."""
    path = []
    for step in steps:
        digits = step[:-1] if step.endswith(("'", "h")) else step
        number = parse_u32(digits)
        if number is None:
            raise DescriptorError(f"Key path value '{digits}' is not a valid uint32")
        if number >= HARDENED:
            raise DescriptorError(f"Key path value {number} is out of range")
        path.append(number if digits == step else number | HARDENED)
    return tuple(path)


class _Parser:
    """Reads one descriptor, numbering its keys and collecting its private keys."""

    def __init__(self, prefixes: KeyPrefixes) -> None:
        self._prefixes = prefixes
        self._key_index = 0
        self.out = FlatProvider()

    def parse_script(self, text: str, *, top: bool) -> tuple[Descriptor, str]:
        """Read a script expression; return it and the text behind it. Source: C++ ParseScript."""
        expression, rest = _take_expression(text)
        for name, make in _SINGLE_KEY.items():
            argument = _argument_of(name, expression)
            if argument is not None and (top or name != "combo"):
                return make(self._parse_single_key(name, argument)), rest
        for name in ("sortedmulti", "multi"):
            argument = _argument_of(name, expression)
            if argument is not None:
                return self._parse_multisig(argument, is_sorted=name == "sortedmulti", top=top), rest
        for name in _TOP_ONLY:
            argument = _argument_of(name, expression)
            if argument is not None:
                if not top:
                    raise DescriptorError(f"Can only have {name}() at top level")
                return self._parse_top_only(name, argument), rest
        if not top:
            raise DescriptorError("A function is needed within P2SH")
        raise DescriptorError(f"'{expression}' is not a valid descriptor function")

    def _parse_top_only(self, name: str, argument: str) -> Descriptor:
        if name == "sh":
            inner, rest = self.parse_script(argument, top=False)
            if rest:
                raise DescriptorError("")
            return ScriptHashDescriptor(inner)
        if name == "addr":
            try:
                return AddressDescriptor(decode_destination(argument, self._prefixes), self._prefixes)
            except AddressError:
                raise DescriptorError("Address is not valid") from None
        if not _HEX.match(argument):
            raise DescriptorError("Raw script is not hex")
        return RawDescriptor(Script(bytes.fromhex(argument)))

    def _parse_single_key(self, name: str, argument: str) -> KeyExpression:
        try:
            key = self._parse_key(argument)
        except DescriptorError as error:
            raise DescriptorError(f"{name}(): {error}") from None
        self._key_index += 1
        return key

    def _parse_multisig(self, argument: str, *, is_sorted: bool, top: bool) -> Descriptor:
        threshold_text, rest = _take_expression(argument)
        threshold = parse_u32(threshold_text)
        if threshold is None:
            raise DescriptorError(f"Multi threshold '{threshold_text}' is not valid")
        keys: list[KeyExpression] = []
        while rest:
            if rest[0] != ",":
                raise DescriptorError(f"Multi: expected ',', got '{rest[0]}'")
            key_text, rest = _take_expression(rest[1:])
            try:
                keys.append(self._parse_key(key_text))
            except DescriptorError as error:
                raise DescriptorError(f"Multi: {error}") from None
            self._key_index += 1
        _check_multisig(threshold, keys, top=top)
        return MultisigDescriptor(threshold, keys, is_sorted=is_sorted)

    def _parse_key(self, text: str) -> KeyExpression:
        """Read a key with or without origin. Source: C++ ParsePubkey."""
        before, *behind = text.split("]")
        if len(behind) > 1:
            raise DescriptorError("Multiple ']' characters found for a single pubkey")
        if not behind:
            return self._parse_plain_key(text)
        if not before.startswith("["):
            raise DescriptorError(
                f"Key origin start '[ character expected but not found, got '{before[:1] or ']'}' instead"
            )
        fingerprint, *steps = before[1:].split("/")
        if len(fingerprint) != _FINGERPRINT_DIGITS:
            raise DescriptorError(f"Fingerprint is not 4 bytes ({len(fingerprint)} characters instead of 8 characters)")
        if not _HEX.match(fingerprint):
            raise DescriptorError(f"Fingerprint '{fingerprint}' is not hex")
        origin = KeyOrigin(bytes.fromhex(fingerprint), _parse_path(steps))
        return OriginKey(self._key_index, origin, self._parse_plain_key(behind[0]))

    def _parse_plain_key(self, text: str) -> KeyExpression:
        """Read a key behind its origin. Source: C++ ParsePubkeyInner."""
        head, *steps = text.split("/")
        if not head:
            raise DescriptorError("No key provided")
        if not steps:
            key = self._parse_const_key(head)
            if key is not None:
                return key
        return self._parse_extended_key(head, steps)

    def _parse_const_key(self, text: str) -> KeyExpression | None:
        if _HEX.match(text):
            pubkey = bytes.fromhex(text)
            if not is_valid_pubkey(pubkey):
                raise DescriptorError(f"Pubkey '{text}' is invalid")
            return ConstKey(self._key_index, pubkey, self._prefixes)
        secret = decode_secret(text, self._prefixes)
        if secret is None:
            return None
        pubkey = secret.pubkey
        self.out.keys.setdefault(hash160(pubkey), secret)
        return ConstKey(self._key_index, pubkey, self._prefixes)

    def _parse_extended_key(self, head: str, steps: list[str]) -> KeyExpression:
        private = None
        try:
            private = ExtPrivKey.decode_text(head, self._prefixes.ext_secret_key)
            root = private.neuter()
        except ValueError:
            try:
                root = ExtPubKey.decode_text(head, self._prefixes.ext_public_key)
            except ValueError:
                raise DescriptorError(f"key '{head}' is not valid") from None
        derive = DeriveType.NO
        if steps and steps[-1] in {"*", "*'", "*h"}:
            derive = DeriveType.UNHARDENED if steps.pop() == "*" else DeriveType.HARDENED
        path = _parse_path(steps)
        if private is not None:
            self.out.keys.setdefault(hash160(root.pubkey), PrivateKey(private.secret))
        return ExtendedKey(self._key_index, root, path, derive, self._prefixes)


def _check_multisig(threshold: int, keys: list[KeyExpression], *, top: bool) -> None:
    count = len(keys)
    if not 1 <= count <= MAX_PUBKEYS_PER_MULTISIG:
        raise DescriptorError(
            f"Cannot have {count} keys in multisig; must have between 1 and {MAX_PUBKEYS_PER_MULTISIG} keys, inclusive"
        )
    if threshold < 1:
        raise DescriptorError(f"Multisig threshold cannot be {threshold}, must be at least 1")
    if threshold > count:
        raise DescriptorError(
            "Multisig threshold cannot be larger than the number of keys; "
            f"threshold is {threshold} but only {count} keys specified"
        )
    if top:
        if count > MAX_BARE_MULTISIG_KEYS:
            raise DescriptorError(f"Cannot have {count} pubkeys in bare multisig; only at most 3 pubkeys")
        return
    size = 3 + sum(key.size + 1 for key in keys)
    if size > MAX_SCRIPT_ELEMENT_SIZE:
        raise DescriptorError(f"P2SH script is too large, {size} bytes is larger than {MAX_SCRIPT_ELEMENT_SIZE} bytes")


def infer_descriptor(script: bytes, provider: SigningProvider, prefixes: KeyPrefixes) -> Descriptor:
    """Return the descriptor that says most about a script, given what the provider knows.

    Source: C++ InferDescriptor.
    """
    return _infer(script, provider, prefixes, top=True)


def _infer_key(pubkey: bytes, provider: SigningProvider, prefixes: KeyPrefixes) -> KeyExpression:
    key = ConstKey(0, pubkey, prefixes)
    origin = provider.get_origin(hash160(pubkey))
    return OriginKey(0, origin, key) if origin else key


def _infer(script: bytes, provider: SigningProvider, prefixes: KeyPrefixes, *, top: bool) -> Descriptor:
    kind, data = solve(script)
    if kind is TxoutType.PUBKEY and has_pubkey_size(data[0]):
        return PubkeyDescriptor(_infer_key(data[0], provider, prefixes))
    if kind is TxoutType.PUBKEYHASH:
        pubkey = provider.get_pubkey(data[0])
        if pubkey is not None:
            return PubkeyHashDescriptor(_infer_key(pubkey, provider, prefixes))
    if kind is TxoutType.MULTISIG:
        return MultisigDescriptor(data[0][0], [_infer_key(pubkey, provider, prefixes) for pubkey in data[1:-1]])
    if kind is TxoutType.SCRIPTHASH and top:
        inner = provider.get_script(data[0])
        if inner is not None:
            return ScriptHashDescriptor(_infer(inner, provider, prefixes, top=False))
    destination = extract_destination(script)
    if destination is not None and script_for_destination(destination) == script:
        return AddressDescriptor(destination, prefixes)
    return RawDescriptor(Script(script))
