"""The descriptors themselves: which output scripts a set of key expressions makes.

Mirrors DescriptorImpl and its heirs in script/descriptor.cpp.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from dashcore.crypto.secp256k1 import COMPRESSED_SIZE
from dashcore.primitives.types import Script
from dashcore.script.address import KeyPrefixes, encode_destination
from dashcore.script.descriptor_cache import DescriptorCache
from dashcore.script.descriptor_checksum import add_checksum
from dashcore.script.descriptor_keys import KeyExpression
from dashcore.script.provider import EMPTY_PROVIDER, FlatProvider, SigningProvider
from dashcore.script.standard import (
    Destination,
    PKHash,
    ScriptHash,
    extract_destination,
    script_for_destination,
    script_for_multisig,
    script_for_pubkey,
)
from dashcore.util.hashes import hash160

OutputType = Literal["legacy"]  # the only one Dash has


@dataclass(frozen=True, slots=True)
class Expansion:
    """A descriptor at one position.

    Attributes:
        scripts: the output scripts; several for combo().
        provider: public keys, origins and inner scripts that solving them takes; no secrets.
    """

    scripts: tuple[Script, ...]
    provider: FlatProvider


class Descriptor(ABC):
    """A description of output scripts."""

    name: str
    is_single_type = True  # whether it makes one script per position

    def __init__(self, keys: Sequence[KeyExpression] = (), inner: "Descriptor | None" = None) -> None:
        self.keys = tuple(keys)
        self.inner = inner

    @property
    def is_range(self) -> bool:
        """Whether scripts differ between positions."""
        return any(key.is_range for key in self.keys) or (self.inner is not None and self.inner.is_range)

    @property
    def is_solvable(self) -> bool:
        """Whether the scripts can be satisfied once the private keys are known."""
        return self.inner is None or self.inner.is_solvable

    @property
    def output_type(self) -> OutputType | None:
        """The kind of address it makes, None if it makes none."""
        return None

    def extra(self) -> str:
        """Return the argument before the keys, "" if there is none."""
        return ""

    @abstractmethod
    def make_scripts(self, pubkeys: tuple[bytes, ...], inner: Script | None, out: FlatProvider) -> tuple[Script, ...]:
        """Build the scripts from keys and inner script; put into `out` what solving takes besides origins."""

    # text

    def _format(self, show_key: Callable[[KeyExpression], str | None]) -> str | None:
        parts = [self.extra()] if self.extra() else []
        for key in self.keys:
            text = show_key(key)
            if text is None:
                return None
            parts.append(text)
        if self.inner is not None:
            text = self.inner._format(show_key)
            if text is None:
                return None
            parts.append(text)
        return f"{self.name}({','.join(parts)})"

    def to_string(self) -> str:
        """Return the public form with its checksum. Source: C++ Descriptor::ToString."""
        return add_checksum(self._format(lambda key: key.to_string()) or "")

    def to_private_string(self, provider: SigningProvider) -> str | None:
        """Return the form with private keys and its checksum; None if one is unknown."""
        text = self._format(lambda key: key.to_private_string(provider))
        return None if text is None else add_checksum(text)

    def to_normalized_string(self, provider: SigningProvider, cache: DescriptorCache | None = None) -> str | None:
        """Return the public form with hardened steps in the origin; None if that takes an unknown private key."""
        text = self._format(lambda key: key.to_normalized_string(provider, cache))
        return None if text is None else add_checksum(text)

    # scripts

    def expand(
        self, position: int, provider: SigningProvider, write_cache: DescriptorCache | None = None
    ) -> Expansion | None:
        """Return the scripts at a position; None if that takes a private key the provider lacks.

        Args:
            position: child number, below 2**31; ignored by what is no range.
            provider: what parsing returned, or any with the private keys.
            write_cache: takes the extended keys for `expand_from_cache`.

        Source: C++ Descriptor::Expand.
        """
        out = FlatProvider()
        scripts = self._expand(position, provider, None, write_cache, out)
        return None if scripts is None else Expansion(scripts, out)

    def expand_from_cache(self, position: int, cache: DescriptorCache) -> Expansion | None:
        """Return the scripts at a position without private keys; None if the cache lacks a key."""
        out = FlatProvider()
        scripts = self._expand(position, EMPTY_PROVIDER, cache, None, out)
        return None if scripts is None else Expansion(scripts, out)

    def _expand(
        self,
        position: int,
        provider: SigningProvider,
        read_cache: DescriptorCache | None,
        write_cache: DescriptorCache | None,
        out: FlatProvider,
    ) -> tuple[Script, ...] | None:
        entries = []
        for key in self.keys:
            entry = key.pubkey_at(position, provider, read_cache, write_cache)
            if entry is None:
                return None
            entries.append(entry)
        inner = None
        if self.inner is not None:
            scripts = self.inner._expand(position, provider, read_cache, write_cache, out)
            if scripts is None:
                return None
            inner = scripts[0]
        for entry in entries:
            out.origins.setdefault(hash160(entry[0]), entry)
        return self.make_scripts(tuple(pubkey for pubkey, _ in entries), inner, out)

    def expand_private(self, position: int, provider: SigningProvider) -> FlatProvider:
        """Return the private keys at a position, as far as the provider leads to them.

        Source: C++ Descriptor::ExpandPrivate.
        """
        out = self.inner.expand_private(position, provider) if self.inner is not None else FlatProvider()
        for expression in self.keys:
            key = expression.private_key_at(position, provider)
            if key is not None:
                out.keys.setdefault(hash160(key.pubkey), key)
        return out


class AddressDescriptor(Descriptor):
    """addr(ADDRESS)."""

    name = "addr"

    def __init__(self, destination: Destination, prefixes: KeyPrefixes) -> None:
        super().__init__()
        self._destination = destination
        self._prefixes = prefixes

    @property
    def is_solvable(self) -> bool:
        """An address does not tell its key or script."""
        return False

    @property
    def output_type(self) -> OutputType | None:
        """It is an address."""
        return "legacy"

    def extra(self) -> str:
        """Return the address."""
        return encode_destination(self._destination, self._prefixes)

    def make_scripts(self, pubkeys: tuple[bytes, ...], inner: Script | None, out: FlatProvider) -> tuple[Script, ...]:
        """Return the script that pays it."""
        return (script_for_destination(self._destination),)


class RawDescriptor(Descriptor):
    """raw(HEX)."""

    name = "raw"

    def __init__(self, script: Script) -> None:
        super().__init__()
        self._script = script

    @property
    def is_solvable(self) -> bool:
        """Nothing is known about it."""
        return False

    @property
    def output_type(self) -> OutputType | None:
        """Whatever address the script has."""
        return "legacy" if extract_destination(self._script) else None

    def extra(self) -> str:
        """Return the script as hex."""
        return self._script.hex()

    def make_scripts(self, pubkeys: tuple[bytes, ...], inner: Script | None, out: FlatProvider) -> tuple[Script, ...]:
        """Return the script."""
        return (self._script,)


class PubkeyDescriptor(Descriptor):
    """pk(KEY)."""

    name = "pk"

    def __init__(self, key: KeyExpression) -> None:
        super().__init__([key])

    @property
    def output_type(self) -> OutputType | None:
        """Core counts it as an address."""
        return "legacy"

    def make_scripts(self, pubkeys: tuple[bytes, ...], inner: Script | None, out: FlatProvider) -> tuple[Script, ...]:
        """Return the script that pays the key."""
        return (script_for_pubkey(pubkeys[0]),)


class PubkeyHashDescriptor(Descriptor):
    """pkh(KEY)."""

    name = "pkh"

    def __init__(self, key: KeyExpression) -> None:
        super().__init__([key])

    @property
    def output_type(self) -> OutputType | None:
        """It makes addresses."""
        return "legacy"

    def make_scripts(self, pubkeys: tuple[bytes, ...], inner: Script | None, out: FlatProvider) -> tuple[Script, ...]:
        """Return the script that pays the key's hash."""
        destination = PKHash.of(pubkeys[0])
        out.pubkeys.setdefault(destination.hash, pubkeys[0])
        return (script_for_destination(destination),)


class MultisigDescriptor(Descriptor):
    """multi(NUMBER,KEY,...) and sortedmulti(NUMBER,KEY,...)."""

    def __init__(self, threshold: int, keys: Sequence[KeyExpression], *, is_sorted: bool = False) -> None:
        super().__init__(keys)
        self.name = "sortedmulti" if is_sorted else "multi"
        self._threshold = threshold
        self._is_sorted = is_sorted

    def extra(self) -> str:
        """Return the number of signatures."""
        return str(self._threshold)

    def make_scripts(self, pubkeys: tuple[bytes, ...], inner: Script | None, out: FlatProvider) -> tuple[Script, ...]:
        """Return the multisig script."""
        return (script_for_multisig(self._threshold, sorted(pubkeys) if self._is_sorted else list(pubkeys)),)


class ScriptHashDescriptor(Descriptor):
    """sh(SCRIPT)."""

    name = "sh"

    def __init__(self, inner: Descriptor) -> None:
        super().__init__(inner=inner)

    @property
    def output_type(self) -> OutputType | None:
        """It makes addresses."""
        return "legacy"

    def make_scripts(self, pubkeys: tuple[bytes, ...], inner: Script | None, out: FlatProvider) -> tuple[Script, ...]:
        """Return the script that pays the inner script's hash."""
        script = inner or Script(b"")
        destination = ScriptHash.of(script)
        out.scripts.setdefault(destination.hash, script)
        return (script_for_destination(destination),)


class ComboDescriptor(Descriptor):
    """combo(KEY): every script that pays the key."""

    name = "combo"
    is_single_type = False

    def __init__(self, key: KeyExpression) -> None:
        super().__init__([key])

    @property
    def output_type(self) -> OutputType | None:
        """It makes addresses."""
        return "legacy"

    def make_scripts(self, pubkeys: tuple[bytes, ...], inner: Script | None, out: FlatProvider) -> tuple[Script, ...]:
        """Return the scripts for key, hash, and hash inside a script hash; only the first for a long key."""
        pubkey = pubkeys[0]
        destination = PKHash.of(pubkey)
        out.pubkeys.setdefault(destination.hash, pubkey)
        scripts = [script_for_pubkey(pubkey)]
        if len(pubkey) == COMPRESSED_SIZE:
            by_hash = script_for_destination(destination)
            nested = ScriptHash.of(by_hash)
            out.scripts.setdefault(nested.hash, by_hash)
            scripts += [by_hash, script_for_destination(nested)]
        return tuple(scripts)
