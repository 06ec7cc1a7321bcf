"""What a proposal to the treasury must say of itself. Mirrors governance/validators.cpp."""

import json
from collections.abc import Callable, Sequence

from dashcore.script.address import KeyPrefixes, decode_destination, is_valid_destination
from dashcore.script.standard import ScriptHash

MAX_DATA_SIZE = 512  # bytes
MAX_NAME_SIZE = 40  # bytes
PROPOSAL_TYPE = 1  # Source: C++ GovernanceObject::PROPOSAL

_MIN_URL_SIZE = 4
_NAME_LETTERS = frozenset("-_abcdefghijklmnopqrstuvwxyz0123456789")
_SPACES = frozenset(" \f\n\r\t\v")
_MAX_INT64 = (1 << 63) - 1
_KINDS = {dict: "object", list: "array", bool: "bool", int: "number", float: "number", type(None): "null"}
_INFINITE = float("inf")


class ProposalError(ValueError):
    """A proposal is not valid. `messages` are those of dashd, each with a semicolon behind."""

    def __init__(self, messages: str) -> None:
        super().__init__(messages)
        self.messages = messages


def read_object(data: bytes) -> object:
    """Read the JSON that data begin with; None where they begin with none.

    Of a name that comes twice the first value counts, and what follows the JSON does not, as with C++ UniValue.
    """

    def first_of_each(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
        return dict(reversed(pairs))

    def refuse(constant: str) -> object:
        raise ValueError(constant)  # NaN and Infinity are no JSON

    decoder = json.JSONDecoder(object_pairs_hook=first_of_each, parse_constant=refuse)
    try:
        found: object
        found, _ = decoder.raw_decode(data.decode().lstrip(" \t\n\r"))
    except (ValueError, RecursionError):
        return None
    return found


def type_of(data: bytes) -> int | None:
    """Return the type that an object of the treasury says it has; None where it says none.

    Source: C++ CGovernanceObject::LoadData.
    """
    found = read_object(data)
    if isinstance(found, list):  # an older form: [["proposal", {...}]]
        inner = found[0] if found else None
        found = inner[1] if isinstance(inner, list) and len(inner) > 1 else None
    value = found.get("type") if isinstance(found, dict) else None
    return value if type(value) is int else None


def check_proposal(data: bytes, prefixes: KeyPrefixes, *, now: int | None = None, allow_script: bool = True) -> None:
    """Check a proposal.

    Args:
        data: its JSON.
        prefixes: of the network's addresses.
        now: seconds since 1970; None where it may be over already.
        allow_script: it may be paid to a script's hash.

    Raises:
        ProposalError: it is not valid.

    Source: C++ CProposalValidator.
    """
    if len(data) > MAX_DATA_SIZE:
        raise ProposalError(f"data exceeds {MAX_DATA_SIZE} characters;JSON parsing error;")
    fields = read_object(data)
    if not isinstance(fields, dict):
        missing = "Proposal must be a JSON object;" if data else ""
        raise ProposalError(f"{missing}JSON parsing error;")

    def check_address() -> None:
        _check_address(fields, prefixes, allow_script=allow_script)

    steps: tuple[tuple[Callable[[], None], str], ...] = (
        (lambda: _check_type(fields), "Invalid type;"),
        (lambda: _check_name(fields), "Invalid name;"),
        (lambda: _check_epochs(fields, now), "Invalid start:end range;"),
        (lambda: _check_amount(fields), "Invalid payment amount;"),
        (check_address, "Invalid payment address;"),
        (lambda: _check_url(fields), "Invalid URL;"),
    )
    for check, verdict in steps:
        try:
            check()
        except ProposalError as error:
            raise ProposalError(error.messages + verdict) from None


_Fields = dict[str, object]


def _check_type(fields: _Fields) -> None:
    if _int(fields, "type") != PROPOSAL_TYPE:
        raise ProposalError(f"type is not {PROPOSAL_TYPE};")


def _check_name(fields: _Fields) -> None:
    name = _text(fields, "name")
    if len(name.encode(errors="replace")) > MAX_NAME_SIZE:
        raise ProposalError(f"name exceeds {MAX_NAME_SIZE} characters;")
    if not name:
        raise ProposalError("name cannot be empty;")
    if not name.isascii() or not _NAME_LETTERS.issuperset(name.lower()):
        raise ProposalError("name contains invalid characters;")


def _check_epochs(fields: _Fields, now: int | None) -> None:
    start, end = _int(fields, "start_epoch"), _int(fields, "end_epoch")
    if end <= start:
        raise ProposalError("end_epoch <= start_epoch;")
    if now is not None and end <= now:
        raise ProposalError("expired;")


def _check_amount(fields: _Fields) -> None:
    amount = fields.get("payment_amount")
    if isinstance(amount, bool) or not isinstance(amount, int | float):
        raise ProposalError("payment_amount field not found;")
    if not -_INFINITE < amount < _INFINITE:
        raise ProposalError("JSON double out of range;payment_amount field not found;")
    if amount <= 0:
        raise ProposalError("payment_amount is negative;")


def _check_address(fields: _Fields, prefixes: KeyPrefixes, *, allow_script: bool) -> None:
    text = _text(fields, "payment_address")
    if not _SPACES.isdisjoint(text):
        raise ProposalError("payment_address can't have whitespaces;")
    if not is_valid_destination(text, prefixes):
        raise ProposalError("payment_address is invalid;")
    if not allow_script and isinstance(decode_destination(text, prefixes), ScriptHash):
        raise ProposalError("script addresses are not supported;")


def _check_url(fields: _Fields) -> None:
    url = _text(fields, "url")
    if not _SPACES.isdisjoint(url):
        raise ProposalError("url can't have whitespaces;")
    if len(url.encode(errors="replace")) < _MIN_URL_SIZE:
        raise ProposalError("url too short;")
    if not _is_url(url):
        raise ProposalError("url invalid;")


def _is_url(text: str) -> bool:
    """Whether the brackets of its host, if it names one, come in pairs."""
    rest = text.partition(":")[2] if ":" in text else text
    if len(rest) <= 2 or not rest.startswith("//"):
        return True
    host = rest[2:]
    for delimiter in "/?#":
        host = host.partition(delimiter)[0]
    return ("[" in host) == ("]" in host)


def _int(fields: _Fields, name: str) -> int:
    value = fields.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ProposalError(f"{name} field not found;")
    if isinstance(value, float) or not -_MAX_INT64 - 1 <= value <= _MAX_INT64:
        raise ProposalError(f"JSON integer out of range;{name} field not found;")
    return value


def _text(fields: _Fields, name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        kind = _KINDS[type(value)]
        raise ProposalError(f"JSON value of type {kind} is not of expected type string;{name} field not found;")
    return value
