"""Descriptors mean what dashd says they mean."""

from typing import NamedTuple

import pytest

from dashcore.crypto.bip32 import ExtPrivKey
from dashcore.script.address import MAIN_PREFIXES, TEST_PREFIXES, PrivateKey, encode_destination, encode_secret
from dashcore.script.descriptor import descriptor_checksum, descriptor_id, infer_descriptor, parse_descriptor
from dashcore.script.descriptor_cache import CacheConflictError, DescriptorCache
from dashcore.script.descriptor_checksum import DescriptorError
from dashcore.script.provider import EMPTY_PROVIDER, FlatProvider
from dashcore.script.sign import is_solvable
from dashcore.script.standard import PKHash, ScriptHash, extract_destination

KEY = "03a34b99f22c790c4e36b2b3c2c35a36db06226e41c692fc82b8b56ac1c540c5bd"
LONG_KEY = (
    "04a34b99f22c790c4e36b2b3c2c35a36db06226e41c692fc82b8b56ac1c540c5bd"
    "5b8dec5235a0fa8722476c7709c02559e3aa73aa03918ba2d492eea75abea235"
)
WIF = "XJvEUEcFWCHCyruc8ZX5exPZaGe4UR7gC5FHrhwPnQGDs1uWCsT2"
LONG_WIF = "7sH936MDoVPFVk2VoaCM5yW8P3BfPyffnZECyaHrZwfLgWpS13e"
MASTER = ExtPrivKey.from_seed(bytes(range(16)))
XPRV = MASTER.encode_text(MAIN_PREFIXES.ext_secret_key)
XPUB = MASTER.neuter().encode_text(MAIN_PREFIXES.ext_public_key)
FINGERPRINT = MASTER.fingerprint.hex()


class Case(NamedTuple):
    """A descriptor with private keys, without, and the scripts at the first positions."""

    private: str
    public: str
    scripts: list[list[str]]


# Core's own unit test has these keys and scripts.
CONSTANT = [
    Case(f"pk({WIF})", f"pk({KEY})", [[f"21{KEY}ac"]]),
    Case(f"pk({LONG_WIF})", f"pk({LONG_KEY})", [[f"41{LONG_KEY}ac"]]),
    Case(
        f"pkh([deadbeef/1/2'/3/4']{WIF})",
        f"pkh([deadbeef/1/2'/3/4']{KEY})",
        [["76a9149a1c78a507689f6f54b847ad1cef1e614ee23f1e88ac"]],
    ),
    Case(
        f"combo({WIF})",
        f"combo({KEY})",
        [
            [
                f"21{KEY}ac",
                "76a9149a1c78a507689f6f54b847ad1cef1e614ee23f1e88ac",
                "a9141a31ad23bf49c247dd531a623c2ef57da3c400c587",
            ]
        ],
    ),
    Case(f"combo({LONG_WIF})", f"combo({LONG_KEY})", [[f"41{LONG_KEY}ac"]]),
    Case(f"sh(pk({WIF}))", f"sh(pk({KEY}))", [["a9141857af51a5e516552b3086430fd8ce55f7c1a52487"]]),
    Case(f"sh(pkh({WIF}))", f"sh(pkh({KEY}))", [["a9141a31ad23bf49c247dd531a623c2ef57da3c400c587"]]),
    Case(f"multi(1,{WIF},{LONG_WIF})", f"multi(1,{KEY},{LONG_KEY})", [[f"5121{KEY}41{LONG_KEY}52ae"]]),
    Case(f"sortedmulti(1,{LONG_WIF},{WIF})", f"sortedmulti(1,{LONG_KEY},{KEY})", [[f"5121{KEY}41{LONG_KEY}52ae"]]),
]


@pytest.mark.parametrize("case", CONSTANT)
def test_constant_keys(case: Case) -> None:
    """Text goes round with and without private keys, scripts are the known ones and can be inferred back."""
    private, secrets = parse_descriptor(case.private, MAIN_PREFIXES)
    public, nothing = parse_descriptor(case.public, MAIN_PREFIXES)

    assert secrets.keys
    assert not nothing.keys
    for descriptor in (private, public):
        assert descriptor.to_string() == f"{case.public}#{descriptor_checksum(case.public)}"
        assert descriptor.to_private_string(secrets) == f"{case.private}#{descriptor_checksum(case.private)}"
        assert descriptor.to_private_string(nothing) is None
        assert descriptor.to_normalized_string(nothing) == descriptor.to_string()
        assert not descriptor.is_range
        assert descriptor.is_solvable
        expansion = descriptor.expand(7, nothing)
        assert expansion is not None
        assert [script.hex() for script in expansion.scripts] == case.scripts[0]
        assert descriptor.expand_private(0, secrets).keys == secrets.keys
        for script in expansion.scripts:
            inferred = infer_descriptor(script, expansion.provider, MAIN_PREFIXES)
            assert is_solvable(expansion.provider, script)
            again = inferred.expand(0, EMPTY_PROVIDER)
            assert again is not None
            assert again.scripts == (script,)
            assert again.provider.origins == expansion.provider.origins


@pytest.mark.parametrize("path", ["/0/*", "/44'/5'/0'/0/*", "/44h/5h/*h", "/1'", "/3"])
def test_extended_keys(path: str) -> None:
    """Keys at each position are BIP 32's, and a cache gives the same without the private key."""
    private, secrets = parse_descriptor(f"pkh({XPRV}{path})", MAIN_PREFIXES)
    public, _ = parse_descriptor(f"pkh({XPUB}{path})", MAIN_PREFIXES)
    hardened = "'" in path or "h" in path
    assert private.to_string() == public.to_string()
    assert private.is_range == ("*" in path)
    assert (public.expand(0, EMPTY_PROVIDER) is None) == hardened

    for position in (0, 5):
        key = MASTER
        numbers = []
        for step in path.split("/")[1:]:
            digits = step.rstrip("'h").replace("*", str(position))
            numbers.append(int(digits) | (0x80000000 if step[-1] in "'h" else 0))
            key = key.derive(numbers[-1])
        cache = DescriptorCache()
        expansion = public.expand(position, secrets, cache)
        assert expansion is not None
        assert extract_destination(expansion.scripts[0]) == PKHash.of(key.pubkey)
        ((pubkey, origin),) = expansion.provider.origins.values()
        assert pubkey == key.pubkey
        assert origin.path == tuple(numbers)
        assert origin.fingerprint == MASTER.fingerprint
        assert public.expand_from_cache(position, cache) == expansion
        assert private.expand_private(position, secrets).keys == {PKHash.of(key.pubkey).hash: PrivateKey(key.secret)}
    assert public.expand_from_cache(0, DescriptorCache()) is None


def test_normalized() -> None:
    """Hardened steps move into the origin, from the private key or from the cache."""
    descriptor, secrets = parse_descriptor(f"pkh([01234567/10]{XPRV}/44'/5'/0/*)", MAIN_PREFIXES)
    branch = MASTER.derive(0x8000002C).derive(0x80000005).neuter().encode_text(MAIN_PREFIXES.ext_public_key)
    expected = f"pkh([01234567/10/44'/5']{branch}/0/*)"
    cache = DescriptorCache()

    assert descriptor.expand(0, secrets, cache)
    assert descriptor.to_normalized_string(secrets) == f"{expected}#{descriptor_checksum(expected)}"
    assert descriptor.to_normalized_string(EMPTY_PROVIDER, cache) == descriptor.to_normalized_string(secrets)
    assert descriptor.to_normalized_string(EMPTY_PROVIDER) is None
    plain, plain_secrets = parse_descriptor(f"pkh({XPRV}/44'/0)", MAIN_PREFIXES)
    assert (plain.to_normalized_string(plain_secrets) or "").startswith(f"pkh([{FINGERPRINT}/44']xpub")


def test_cache_merges() -> None:
    """What is new comes back; a contradiction is an error."""
    descriptor, secrets = parse_descriptor(f"pkh({XPRV}/*')", MAIN_PREFIXES)
    first, second = DescriptorCache(), DescriptorCache()
    descriptor.expand(0, secrets, first)
    descriptor.expand(0, secrets, second)
    descriptor.expand(1, secrets, second)

    diff = first.merge_and_diff(second)

    assert list(diff.derived[0]) == [1]
    assert first == second
    second.derived[0][1] = second.derived[0][0]
    with pytest.raises(CacheConflictError):
        first.merge_and_diff(second)


def test_addresses_and_raw_scripts() -> None:
    """They describe outputs that cannot be solved."""
    address = encode_destination(ScriptHash(b"\1" * 20), TEST_PREFIXES)
    descriptor, _ = parse_descriptor(f"addr({address})", TEST_PREFIXES)
    raw, _ = parse_descriptor("raw(51)", TEST_PREFIXES)

    assert not descriptor.is_solvable
    assert descriptor.output_type == "legacy"
    assert descriptor.to_string().startswith(f"addr({address})#")
    assert not raw.is_solvable
    assert raw.output_type is None
    expansion = raw.expand(0, EMPTY_PROVIDER)
    assert expansion is not None
    assert expansion.scripts == (b"\x51",)
    assert infer_descriptor(b"\x51", EMPTY_PROVIDER, TEST_PREFIXES).to_string() == raw.to_string()


def test_checksum() -> None:
    """Known pair from Core's test; wrong and missing ones are refused with its words."""
    text = (
        "sh(multi(2,[00000000/111'/222]xpub6ERApfZwUNrhLCkDtcHTcxd75RbzS1ed54G1LkBUHQVHQKqhMkhgbmJbZRkrgZw4koxb5JaHWkY4AL"
        "HY2grBGRjaDMzQLcgJvLJuZZvRcEL,xpub68NZiKmJWnxxS6aaHmn81bvJeTESw724CRDs6HbuccFQN9Ku14VQrADWgqbhhTHBaohPX4CjNLf9fq9"
        "MYo6oDaPPLPxSb7gwQN3ih19Zm4Y/0))"
    )
    assert descriptor_checksum(text) == "tjg09x5t"
    parsed, _ = parse_descriptor(f"{text}#tjg09x5t", MAIN_PREFIXES, require_checksum=True)
    assert parsed.to_string() == f"{text}#tjg09x5t"
    assert len(descriptor_id(parsed)) == 32
    for bad, message in [
        (text, "Missing checksum"),
        (f"{text}#", "Expected 8 character checksum, not 0 characters"),
        (f"{text}##tjq09x4t", "Multiple '#' symbols"),
        (f"{text}#tjq09x4t", "Provided checksum 'tjq09x4t' does not match computed checksum 'tjg09x5t'"),
        ("raw(Ü)#00000000", "Invalid characters in payload"),
    ]:
        assert descriptor_checksum(bad) == ("tjg09x5t" if bad == text else "")
        with pytest.raises(DescriptorError) as caught:
            parse_descriptor(bad, MAIN_PREFIXES, require_checksum=True)
        assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"pkh(deadbeef/1]{KEY})", "pkh(): Key origin start '[ character expected but not found, got 'd' instead"),
        (f"pkh(]{KEY})", "pkh(): Key origin start '[ character expected but not found, got ']' instead"),
        (f"pkh([deadbeef]/1]{KEY})", "pkh(): Multiple ']' characters found for a single pubkey"),
        (f"pkh([012345678]{KEY})", "pkh(): Fingerprint is not 4 bytes (9 characters instead of 8 characters)"),
        (f"pkh([0123456x]{KEY})", "pkh(): Fingerprint '0123456x' is not hex"),
        (f"pk({XPUB}/2147483648)", "pk(): Key path value 2147483648 is out of range"),
        (f"pk({XPUB}/1aa)", "pk(): Key path value '1aa' is not a valid uint32"),
        (f"pk({XPUB}/*/1)", "pk(): Key path value '*' is not a valid uint32"),
        ("combo()", "combo(): No key provided"),
        (f"pk({KEY[:-2]})", f"pk(): Pubkey '{KEY[:-2]}' is invalid"),
        ("pk(xyz)", "pk(): key 'xyz' is not valid"),
        (f"multi(a,{KEY})", "Multi threshold 'a' is not valid"),
        (f"multi(0,{KEY})", "Multisig threshold cannot be 0, must be at least 1"),
        (
            f"multi(2,{KEY})",
            "Multisig threshold cannot be larger than the number of keys; threshold is 2 but only 1 keys specified",
        ),
        ("multi(1)", "Cannot have 0 keys in multisig; must have between 1 and 20 keys, inclusive"),
        ("multi(1,)", "Multi: No key provided"),
        (f"multi(1,{','.join([KEY] * 4)})", "Cannot have 4 pubkeys in bare multisig; only at most 3 pubkeys"),
        (f"sh(multi(1,{','.join([KEY] * 16)}))", "P2SH script is too large, 547 bytes is larger than 520 bytes"),
        (f"sh({KEY})", "A function is needed within P2SH"),
        (f"sh(sh(pk({KEY})))", "Can only have sh() at top level"),
        (f"sh(combo({KEY}))", "Can only have combo() at top level"),
        ("sh(addr(x))", "Can only have addr() at top level"),
        ("sh(raw(51))", "Can only have raw() at top level"),
        ("addr(asdf)", "Address is not valid"),
        ("raw(asdf)", "Raw script is not hex"),
        (f"wpkh({KEY})", f"'wpkh({KEY})' is not a valid descriptor function"),
        ("", "'' is not a valid descriptor function"),
        (f"pkh({KEY}),", ""),
        (f"sh(pkh({KEY}),)", ""),
    ],
)
def test_messages(text: str, message: str) -> None:
    """What a user reads is what dashd says, word for word."""
    with pytest.raises(DescriptorError) as caught:
        parse_descriptor(text, MAIN_PREFIXES)

    assert str(caught.value) == message


def test_networks_do_not_mix() -> None:
    """Keys of one network mean nothing on another."""
    for text in (f"pkh({WIF})", f"pkh({XPUB}/0)", f"pkh({XPRV}/0)"):
        with pytest.raises(DescriptorError, match="is not valid"):
            parse_descriptor(text, TEST_PREFIXES)


def test_inference_from_what_is_known() -> None:
    """Without the key only the address is left, without the script its address, without both raw."""
    key = PrivateKey(b"\7" * 32)
    provider = FlatProvider()
    provider.add_key(key)
    expansion = parse_descriptor(f"sh(pkh({encode_secret(key, MAIN_PREFIXES)}))", MAIN_PREFIXES)[0].expand(0, provider)
    assert expansion is not None
    script = expansion.scripts[0]

    assert infer_descriptor(script, expansion.provider, MAIN_PREFIXES).name == "sh"
    assert infer_descriptor(script, provider, MAIN_PREFIXES).name == "addr"
    assert infer_descriptor(b"\x6a", provider, MAIN_PREFIXES).name == "raw"
