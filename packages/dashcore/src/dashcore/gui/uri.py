"""dash: links: what they ask for, and making one. Source: BIP 21, and C++ GUIUtil::parseBitcoinURI."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlsplit

from dashcore.gui.texts import tr
from dashcore.gui.units import format_amount, parse_amount
from dashcore.primitives.types import Duffs

SCHEME = "dash"
_IGNORED = frozenset({"IS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRequest:
    """A payment somebody asks for. `amount` None: any."""

    address: str
    amount: Duffs | None = None
    label: str = ""
    message: str = ""


class UriError(ValueError):
    """A link that cannot be understood; the text is for the user."""


def parse_uri(text: str) -> PaymentRequest:
    """Read a link.

    Raises:
        UriError: another scheme, a bad amount, or a parameter that must be understood and is not.
    """
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        raise UriError(tr("This is not a link.")) from None
    if parts.scheme.lower() != SCHEME:
        raise UriError(tr("Links to pay begin with {scheme}:", scheme=SCHEME))
    address = (parts.netloc + parts.path).strip("/")
    if not address:
        raise UriError(tr("The link names no address."))
    amount: Duffs | None = None
    texts = {"label": "", "message": ""}
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        key = name.removeprefix("req-")
        if key in texts:
            texts[key] = value
        elif key == "amount":
            if value:
                amount = parse_amount(value)
                if amount is None:
                    raise UriError(tr("{text} is no amount.", text=value))
        elif name.startswith("req-") and key not in _IGNORED:
            raise UriError(tr("The link needs {key}, which is not supported.", key=key))
    return PaymentRequest(address=address, amount=amount, label=texts["label"], message=texts["message"])


def make_uri(request: PaymentRequest) -> str:
    """Make a link."""
    parameters = []
    if request.amount is not None:
        parameters.append(f"amount={format_amount(request.amount, separators=False)}")
    if request.label:
        parameters.append(f"label={quote(request.label, safe='')}")
    if request.message:
        parameters.append(f"message={quote(request.message, safe='')}")
    query = "&".join(parameters)
    return f"{SCHEME}:{request.address}" + (f"?{query}" if query else "")
