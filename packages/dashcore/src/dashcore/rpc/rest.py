"""What the endpoints of the REST interface share: formats, counts, hashes, errors. Mirrors the helpers of rest.cpp."""

import re
from collections.abc import Callable
from enum import Enum
from http import HTTPStatus
from urllib.parse import parse_qsl

from dashcore.rpc.command import Json
from dashcore.rpc.jsonio import encode

MAX_HEADERS = 2000  # of one answer
_TEXT, _BYTES, _JSON = "text/plain", "application/octet-stream", "application/json"
_DIGITS = re.compile(r"[0-9]+")
_HASH = re.compile(r"[0-9a-fA-F]{64}")
AVAILABLE = ".bin, .hex, .json"


class RestFormat(Enum):
    """What an answer is written in; the value is the suffix of the path."""

    UNDEFINED = ""
    BINARY = "bin"
    HEX = "hex"
    JSON = "json"


class RestError(Exception):
    """An answer that is a plain text, with its HTTP status."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(status, message)
        self.status = status
        self.message = message

    def __str__(self) -> str:
        return self.message


RestAnswer = tuple[HTTPStatus, bytes, str]  # status, body, content type


def error_answer(error: RestError) -> RestAnswer:
    """Compose the answer that an error makes."""
    return error.status, f"{error.message}\r\n".encode(), _TEXT


def bad_request(message: str) -> RestError:
    """The error for a request that cannot be understood."""
    return RestError(HTTPStatus.BAD_REQUEST, message)


def not_found(message: str) -> RestError:
    """The error for what is not there."""
    return RestError(HTTPStatus.NOT_FOUND, message)


def unknown_format(available: str = AVAILABLE) -> RestError:
    """The error for a format that an endpoint does not write."""
    return not_found(f"output format not found (available: {available})")


def split_format(text: str) -> tuple[str, RestFormat]:
    """Split the rest of a path into what it names and the format; a query behind it is dropped.

    Source: C++ ParseDataFormat.
    """
    at = text.rfind("?")
    name = text if at < 0 else text[:at]
    head, dot, suffix = name.rpartition(".")
    if not dot:
        return name, RestFormat.UNDEFINED
    try:
        return head, RestFormat(suffix)
    except ValueError:
        return name, RestFormat.UNDEFINED


def query_parameter(uri: str, key: str) -> str | None:
    """Return the first value of a key of a URI's query; None if it is not there."""
    _, mark, query = uri.partition("?")
    if not mark:
        return None
    pairs = parse_qsl(query.partition("#")[0], keep_blank_values=True)
    return next((value for name, value in pairs if name == key), None)


def parse_count(text: str) -> int:
    """Read how many headers are wanted.

    Raises:
        RestError: 400.
    """
    count = int(text) if _DIGITS.fullmatch(text) and len(text) <= 20 else 0
    if not 1 <= count <= MAX_HEADERS:
        raise bad_request(f"Header count is invalid or out of acceptable range (1-{MAX_HEADERS}): {text}")
    return count


def parse_hash_text(text: str) -> bytes:
    """Read a hash as people write it; returns it in internal byte order.

    Raises:
        RestError: 400.
    """
    if not _HASH.fullmatch(text):
        raise bad_request(f"Invalid hash: {text}")
    return bytes.fromhex(text)[::-1]


def answer(
    form: RestFormat, data: Callable[[], bytes], shown: Callable[[], Json], *, hex_text: Callable[[], str] | None = None
) -> RestAnswer:
    """Write an answer in the format that was asked for.

    Args:
        data: makes the binary form, which in hexadecimal is the hex form too.
        shown: makes the JSON form.
        hex_text: makes the hex form where it is another.

    Raises:
        RestError: 404, no such format.
    """
    match form:
        case RestFormat.BINARY:
            return HTTPStatus.OK, data(), _BYTES
        case RestFormat.HEX:
            text = data().hex() if hex_text is None else hex_text()
            return HTTPStatus.OK, f"{text}\n".encode(), _TEXT
        case RestFormat.JSON:
            return json_answer(shown())
        case RestFormat.UNDEFINED:
            raise unknown_format()


def json_answer(shown: Json) -> RestAnswer:
    """Write an answer in JSON."""
    return HTTPStatus.OK, encode(shown) + b"\n", _JSON
