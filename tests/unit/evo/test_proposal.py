"""Proposals follow the published vectors, and are refused in dashd's words."""

import json
from pathlib import Path

import pytest

from dashcore.evo.proposal import PROPOSAL_TYPE, ProposalError, check_proposal, type_of
from dashcore.script.address import MAIN_PREFIXES, TEST_PREFIXES

GOOD = {
    "type": 1,
    "name": "Some-name_1",
    "start_epoch": 1,
    "end_epoch": 99999999999,
    "payment_amount": 5,
    "payment_address": "yYe8KwyaUu5YswSYmB3q3ryx8XTUu9y7Ui",
    "url": "http://x/",
}


def _older_form(proposal: object) -> bytes:
    return json.dumps([["proposal", proposal]]).encode()


def test_published_valid(shared_dir: Path) -> None:
    """They are valid but for being over, and not in the older form."""
    cases = json.loads((shared_dir / "vectors/proposals_valid.json").read_text())
    assert cases
    for proposal, allow_script in cases:
        data = json.dumps(proposal).encode()
        check_proposal(data, MAIN_PREFIXES, allow_script=allow_script)
        with pytest.raises(ProposalError, match="expired;Invalid start:end range;"):
            check_proposal(data, MAIN_PREFIXES, now=1_700_000_000, allow_script=allow_script)
        with pytest.raises(ProposalError, match="Proposal must be a JSON object;JSON parsing error;"):
            check_proposal(_older_form(proposal), MAIN_PREFIXES, allow_script=allow_script)


def test_published_invalid(shared_dir: Path) -> None:
    """They are invalid whenever it is, in each form."""
    cases = json.loads((shared_dir / "vectors/proposals_invalid.json").read_text())
    assert cases
    for proposal in cases:
        for data in (json.dumps(proposal).encode(), _older_form(proposal)):
            with pytest.raises(ProposalError):
                check_proposal(data, MAIN_PREFIXES, allow_script=False)


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        ({"type": 2}, "type is not 1;Invalid type;"),
        ({"type": "1"}, "type field not found;Invalid type;"),
        ({"name": 5}, "JSON value of type number is not of expected type string;name field not found;Invalid name;"),
        ({"name": ""}, "name cannot be empty;Invalid name;"),
        ({"name": "a b"}, "name contains invalid characters;Invalid name;"),
        ({"name": "a" * 41}, "name exceeds 40 characters;Invalid name;"),
        ({"start_epoch": 1.5}, "JSON integer out of range;start_epoch field not found;Invalid start:end range;"),
        ({"end_epoch": 1 << 63}, "JSON integer out of range;end_epoch field not found;Invalid start:end range;"),
        ({"end_epoch": "1"}, "end_epoch field not found;Invalid start:end range;"),
        ({"end_epoch": 1}, "end_epoch <= start_epoch;Invalid start:end range;"),
        ({"end_epoch": 2}, "expired;Invalid start:end range;"),
        ({"payment_amount": "5"}, "payment_amount field not found;Invalid payment amount;"),
        ({"payment_amount": 0}, "payment_amount is negative;Invalid payment amount;"),
        ({"payment_address": "x"}, "payment_address is invalid;Invalid payment address;"),
        ({"payment_address": " x"}, "payment_address can't have whitespaces;Invalid payment address;"),
        ({"url": "abc"}, "url too short;Invalid URL;"),
        ({"url": "http://[x/"}, "url invalid;Invalid URL;"),
    ],
)
def test_messages(change: dict[str, object], messages: str) -> None:
    """The first thing that is wrong is told as dashd tells it."""
    check_proposal(json.dumps(GOOD).encode(), TEST_PREFIXES, now=2)
    with pytest.raises(ProposalError) as caught:
        check_proposal(json.dumps(GOOD | change).encode(), TEST_PREFIXES, now=2)

    assert caught.value.messages == messages


def test_whole() -> None:
    """Size, infinite amounts, names given twice, bytes behind the end."""
    with pytest.raises(ProposalError, match="data exceeds 512 characters;JSON parsing error;"):
        check_proposal(json.dumps(GOOD | {"more": "x" * 512}).encode(), TEST_PREFIXES)
    text = json.dumps(GOOD)
    with pytest.raises(ProposalError, match="JSON double out of range;payment_amount field not found;"):
        check_proposal(text.replace(": 5,", ": 1e999,").encode(), TEST_PREFIXES)
    with pytest.raises(ProposalError, match="type is not 1;"):
        check_proposal(text.replace("{", '{"type": 2, ', 1).encode(), TEST_PREFIXES)
    check_proposal(f" {text} x".encode(), TEST_PREFIXES)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"type": 1}', PROPOSAL_TYPE),
        (b'[["proposal", {"type": 1}]]', PROPOSAL_TYPE),
        (b'{"type": 2}', 2),
        (b'{"type": true}', None),
        (b'{"type": "1"}', None),
        (b"[1]", None),
        (b"[]", None),
        (b"", None),
        (b"[" * 5000, None),
        (b"\xff", None),
        (b"NaN", None),
    ],
)
def test_type(data: bytes, expected: int | None) -> None:
    """An object says what it is, in either form."""
    assert type_of(data) == expected
