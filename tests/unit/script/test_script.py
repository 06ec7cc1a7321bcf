"""Scripts are read, written, counted and shown as Core does."""

import random
import time

import pytest

from dashcore.script import opcodes as op
from dashcore.script.address import MAIN_PREFIXES, TEST_PREFIXES, PrivateKey, decode_secret, encode_destination
from dashcore.script.asm import (
    ScriptParseError,
    parse_script,
    parse_sighash,
    script_to_asm,
    sighash_name,
)
from dashcore.script.message import (
    MessageVerificationResult,
    decode_base64,
    sign_message,
    verify_message,
)
from dashcore.script.provider import format_keypath, parse_keypath, parse_u32, write_keypath
from dashcore.script.script import (
    MAX_SCRIPT_SIZE,
    BadScriptError,
    build_script,
    find_and_delete,
    is_pay_to_pubkey,
    is_push_only,
    is_unspendable,
    iter_ops,
    p2sh_sigop_count,
    push_data,
    push_int,
    push_minimal,
    read_op,
    sigop_count,
)
from dashcore.script.script_error import ScriptError
from dashcore.script.standard import (
    PKHash,
    ScriptHash,
    TxoutType,
    extract_destination,
    script_for_destination,
    script_for_multisig,
    script_for_pubkey,
    solve,
)

KEY = PrivateKey(b"\1" * 32).pubkey
LONG_KEY = PrivateKey(b"\1" * 32, compressed=False).pubkey


def test_error_texts() -> None:
    """Names and texts that peers and users see."""
    assert str(ScriptError.SIG_NULLFAIL) == "Signature must be zero for failed CHECK(MULTI)SIG operation"
    assert ScriptError.OP_RETURN.name == "OP_RETURN"
    assert len({str(error) for error in ScriptError}) == len(ScriptError)


def test_opcode_names() -> None:
    """Small numbers are shown as numbers, unknown bytes as such."""
    assert [op.op_name(opcode) for opcode in (0, 0x4F, 0x51, 0x60)] == ["0", "-1", "1", "16"]
    assert op.op_name(op.OP_CHECKDATASIG) == "OP_CHECKDATASIG"
    assert op.op_name(op.OP_CHECKLOCKTIMEVERIFY) == "OP_CHECKLOCKTIMEVERIFY"
    assert op.op_name(0xBC) == "OP_UNKNOWN"
    assert [op.decode_op_n(op.encode_op_n(number)) for number in range(17)] == list(range(17))


@pytest.mark.parametrize("size", [0, 1, 75, 76, 255, 256, 65535, 65536])
def test_push_round_trip(size: int) -> None:
    """Each length prefix at its bounds."""
    data = bytes([0x7F]) * size

    ((_, pushed),) = iter_ops(push_data(data))

    assert pushed == data
    with pytest.raises(BadScriptError):
        list(iter_ops(push_data(data + b"x")[:-1]))


def test_minimal_pushes() -> None:
    """Values with an opcode of their own use it."""
    assert [push_minimal(data).hex() for data in (b"", b"\1", b"\x10", b"\x11", b"\x81")] == [
        "00",
        "51",
        "60",
        "0111",
        "4f",
    ]
    assert [push_int(value).hex() for value in (0, -1, 16, 17, -255, 128)] == [
        "00",
        "4f",
        "60",
        "0111",
        "02ff80",
        "028000",
    ]


def test_push_only_and_unspendable() -> None:
    """OP_RESERVED counts as a push; OP_RETURN and over-long scripts can never run."""
    assert is_push_only(bytes([op.OP_RESERVED, op.OP_16, 1, 7]))
    assert not is_push_only(bytes([op.OP_NOP]))
    assert not is_push_only(b"\x02\x01")
    assert is_push_only(bytes([op.OP_NOP, op.OP_1]), 1)
    assert is_unspendable(bytes([op.OP_RETURN]))
    assert is_unspendable(bytes(MAX_SCRIPT_SIZE + 1))
    assert not is_unspendable(bytes(MAX_SCRIPT_SIZE))
    assert not is_unspendable(b"")


def test_sigop_counts() -> None:
    """Legacy, accurate and behind a script hash."""
    multisig = script_for_multisig(1, [KEY, KEY])
    assert sigop_count(multisig, accurate=False) == 20
    assert sigop_count(multisig, accurate=True) == 2
    script = bytes([op.OP_CHECKSIG, op.OP_CHECKSIGVERIFY, op.OP_CHECKMULTISIGVERIFY, 5])
    assert sigop_count(script, accurate=True) == 22
    assert sigop_count(script_for_destination(PKHash(bytes(20))), accurate=False) == 1
    wrapped = script_for_destination(ScriptHash.of(multisig))
    assert sigop_count(wrapped, accurate=True) == 0
    assert p2sh_sigop_count(wrapped, push_data(multisig)) == 2
    assert p2sh_sigop_count(wrapped, push_data(multisig) + bytes([op.OP_NOP])) == 0
    assert p2sh_sigop_count(wrapped, push_data(multisig)[:-1]) == 0
    assert p2sh_sigop_count(wrapped, b"") == 0
    assert p2sh_sigop_count(multisig, b"") == 2


def _count_walking(script: bytes) -> int:
    """What counts as one signature check or twenty, operation by operation."""
    checks = {op.OP_CHECKSIG: 1, op.OP_CHECKSIGVERIFY: 1, op.OP_CHECKMULTISIG: 20, op.OP_CHECKMULTISIGVERIFY: 20}
    count = at = 0
    try:
        while at < len(script):
            opcode, _, at = read_op(script, at)
            count += checks.get(opcode, 0)
    except BadScriptError:
        pass
    return count


def test_sigops_of_long_scripts() -> None:
    """They are counted another way, to the same number: with pushes of all kinds, cut short anywhere."""
    rng = random.Random(1)
    common = [0, 1, 2, 75, 76, 77, 78, 79, 0xAB, 0xAC, 0xAD, 0xAE, 0xAF, 0xB0, 255]
    for _ in range(500):
        size = rng.randrange(90, 700)
        script = bytes(rng.choice(common) if rng.random() < 0.8 else rng.randrange(256) for _ in range(size))
        if rng.random() < 0.5:
            script = bytes([op.OP_CHECKSIG, op.OP_NOP]) * rng.randrange(60, 99) + script
        assert sigop_count(script, accurate=False) == _count_walking(script), script.hex()


def test_sigops_of_a_block_full_of_nothing() -> None:
    """A megabyte of operations that check nothing costs little."""
    began = time.process_time()
    assert sigop_count(bytes([op.OP_RETURN]) + bytes([op.OP_NOP]) * 1_000_000, accurate=False) == 0
    assert time.process_time() - began < 0.2


@pytest.mark.parametrize(
    ("script", "needle", "rest", "found"),
    [
        ("5152", "", "5152", 0),
        ("515253", "52", "5153", 1),
        ("5353", "53", "", 2),
        ("0302ff03", "0302ff03", "", 1),
        ("0302ff030302ff03", "0302ff03", "", 2),
        ("0302ff030302ff03", "02", "0302ff030302ff03", 0),
        ("0302ff030302ff03", "ff", "0302ff030302ff03", 0),
        ("0302ff030302ff03", "03", "02ff0302ff03", 2),
        ("02feed5169", "feed51", "02feed5169", 0),
        ("02feed5169", "02feed51", "69", 1),
        ("516902feed5169", "feed51", "516902feed5169", 0),
        ("003f", "00", "3f", 1),
    ],
)
def test_find_and_delete(script: str, needle: str, rest: str, found: int) -> None:
    """Only where an operation starts, and again right behind."""
    assert find_and_delete(bytes.fromhex(script), bytes.fromhex(needle)) == (bytes.fromhex(rest), found)


@pytest.mark.parametrize(
    ("script", "kind", "solutions"),
    [
        (script_for_pubkey(KEY), TxoutType.PUBKEY, [KEY]),
        (script_for_pubkey(LONG_KEY), TxoutType.PUBKEY, [LONG_KEY]),
        (script_for_destination(PKHash(b"h" * 20)), TxoutType.PUBKEYHASH, [b"h" * 20]),
        (script_for_destination(ScriptHash(b"h" * 20)), TxoutType.SCRIPTHASH, [b"h" * 20]),
        (script_for_multisig(1, [KEY, LONG_KEY]), TxoutType.MULTISIG, [b"\1", KEY, LONG_KEY, b"\2"]),
        (script_for_multisig(17, [KEY] * 20), TxoutType.MULTISIG, [b"\x11", *[KEY] * 20, b"\x14"]),
        (b"\x6a", TxoutType.NULL_DATA, []),
        (b"\x6a\x02ab\x51", TxoutType.NULL_DATA, []),
        (b"\x6a\x02a", TxoutType.NONSTANDARD, []),
        (b"", TxoutType.NONSTANDARD, []),
        (build_script(b"\5" + KEY[1:], op.OP_CHECKSIG), TxoutType.NONSTANDARD, []),
        (script_for_multisig(2, [KEY]), TxoutType.NONSTANDARD, []),
        (script_for_multisig(1, [KEY] * 21), TxoutType.NONSTANDARD, []),
        (script_for_multisig(0, [KEY]), TxoutType.NONSTANDARD, []),
        (b"\x01\x01\x21" + KEY + b"\x51\xae", TxoutType.NONSTANDARD, []),
        (b"\x51\x21" + KEY + b"\x51\xae\xae", TxoutType.NONSTANDARD, []),
        (b"\x51\x21" + KEY[:5] + b"\xae", TxoutType.NONSTANDARD, []),
    ],
)
def test_solve(script: bytes, kind: TxoutType, solutions: list[bytes]) -> None:
    """Each form, and the nearest thing that is not it."""
    assert solve(script) == (kind, tuple(solutions))


def test_destinations() -> None:
    """A bare key pays the hash of the key; a multisig pays nobody."""
    assert extract_destination(script_for_pubkey(KEY)) == PKHash.of(KEY)
    assert extract_destination(script_for_destination(PKHash.of(KEY))) == PKHash.of(KEY)
    assert extract_destination(script_for_destination(ScriptHash.of(b"x"))) == ScriptHash.of(b"x")
    assert extract_destination(script_for_multisig(1, [KEY])) is None
    assert is_pay_to_pubkey(script_for_pubkey(KEY))
    assert is_pay_to_pubkey(script_for_pubkey(LONG_KEY))
    assert not is_pay_to_pubkey(script_for_destination(PKHash.of(KEY)))


def test_asm() -> None:
    """Short pushes are numbers, long ones hex, a cut one an error; hash types only where asked for."""
    signature = bytes.fromhex(
        "304402203f16c6f40162ab686621ef3000b04e75418a0c0cb2d8aebeac894ae360ac1e780220"
        "5dc15ecdfc3507ac48e1681a33eb60996631bf6bf5bc0a0682c4db743ce7ca2b"
    )
    script = push_data(signature + b"\x81") + push_data(KEY)

    assert script_to_asm(b"\x00\x4f\x51\x03\xff\xff\x80\x76\xfe") == "0 -1 1 -65535 OP_DUP OP_UNKNOWN"
    assert script_to_asm(b"\x05abc") == "[error]"
    assert script_to_asm(b"\x51\x05abc") == "1 [error]"
    assert script_to_asm(script, decode_sighash=True) == f"{signature.hex()}[ALL|ANYONECANPAY] {KEY.hex()}"
    assert script_to_asm(script) == f"{signature.hex()}81 {KEY.hex()}"
    assert script_to_asm(b"\x6a" + script, decode_sighash=True) == f"OP_RETURN {signature.hex()}81 {KEY.hex()}"
    assert parse_sighash("NONE|ANYONECANPAY") == 0x82
    assert sighash_name(0x82) == "NONE|ANYONECANPAY"
    assert sighash_name(0) == ""
    with pytest.raises(ValueError, match="x is not a valid sighash parameter"):
        parse_sighash("x")


def test_parse_script() -> None:
    """Numbers, raw bytes, quoted text and opcodes with or without their prefix."""
    assert parse_script("0 -1 16 17 4294967295").hex() == "004f60011105ffffffff00"
    assert parse_script("DUP OP_HASH160\t0x02 0xabcd\nCHECKSIG").hex() == "76a902abcdac"
    assert parse_script("'ab' ''").hex() == "02616200"
    assert parse_script("") == b""
    for bad, message in (
        ("OP_0", "unknown opcode"),
        ("0x1", "unknown opcode"),
        ("4294967296", "decimal numeric value"),
        ("-4294967296", "decimal numeric value"),
        ("PUSHDATA1", "unknown opcode"),
    ):
        with pytest.raises(ScriptParseError, match=message):
            parse_script(bad)


def test_key_paths() -> None:
    """Text goes round; what is no path is refused."""
    path = (0x8000002C, 5, 0x80000000)
    assert format_keypath(path) == "/44'/5/0'"
    assert parse_keypath(write_keypath(path)) == path
    assert parse_keypath("44'/5/0'/") == path
    assert parse_keypath("") == ()
    for bad in ("m/m", "1''", "'1", "x", "+1", "1//2", "4294967296", "-1"):
        with pytest.raises(ValueError, match=r"."):
            parse_keypath(bad)
    assert parse_u32("+5") == 5
    assert parse_u32("") is None


def test_messages_of_dashd() -> None:
    """A signature dashd made is made again bit for bit, verifies, and fails for everything else."""
    key = decode_secret("cUeKHd5orzT3mz8P9pxyREHfsWtVfgsfDjiZZBcjUBAaGk1BTj7N", TEST_PREFIXES)
    assert key is not None
    address = encode_destination(PKHash.of(key.pubkey), TEST_PREFIXES)
    signature = "H5wi5lTJ1LAg1sEfRgZxypQI/GP3hvZSR1vvPwHYrLJbYh+bNEHSheOx9QMxtA/vV9MIx7zSlZQkFTWAhB/7pxg="
    result = MessageVerificationResult

    assert sign_message(key, "hello") == signature
    assert verify_message(address, signature, "hello", TEST_PREFIXES) is result.OK
    assert verify_message(address, signature, "hallo", TEST_PREFIXES) is result.NOT_SIGNED
    assert verify_message(address, signature[:-1], "hello", TEST_PREFIXES) is result.MALFORMED_SIGNATURE
    assert verify_message(address, "AAAA", "hello", TEST_PREFIXES) is result.PUBKEY_NOT_RECOVERED
    assert verify_message(address, signature, "hello", MAIN_PREFIXES) is result.INVALID_ADDRESS
    script_address = encode_destination(ScriptHash(bytes(20)), TEST_PREFIXES)
    assert verify_message(script_address, signature, "hello", TEST_PREFIXES) is result.ADDRESS_NO_KEY


@pytest.mark.parametrize("text", ["A", "AA=A", "AA=", "AB==", "A===", "AAA\n", "AAé="])
def test_base64_is_strict(text: str) -> None:
    """Only the canonical form counts."""
    assert decode_base64(text) is None
