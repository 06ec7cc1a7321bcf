"""One HTTP/1.1 connection: requests in, replies out, one at a time and in order. Parsing is httptools'."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from http import HTTPStatus
from typing import Protocol

import httptools

_log = logging.getLogger("dash.http")

MAX_HEADERS_SIZE = 8192
MAX_BODY_SIZE = 0x02000000
_METHODS = frozenset((b"GET", b"POST", b"HEAD", b"PUT", b"DELETE"))
HTML_TYPE = "text/html; charset=ISO-8859-1"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MAX_QUEUED = 16  # pipelined requests that may wait on one connection


class HttpRequest:
    """A request that is complete.

    Attributes:
        headers: names in lower case; of one given twice the last.
    """

    __slots__ = ("body", "headers", "keep_alive", "method", "peer", "uri", "version")

    def __init__(self, peer: str) -> None:
        self.peer = peer
        self.method = ""
        self.uri = ""
        self.version = "1.1"
        self.headers: dict[str, str] = {}
        self.body = b""
        self.keep_alive = True


Respond = Callable[[HTTPStatus, bytes, str, tuple[tuple[str, str], ...]], None]


class RequestHandler(Protocol):
    """Answers requests; on the event loop's thread, so it may not block.

    `respond(status, body, content_type, headers)` may be called once, later, on that thread.
    """

    def __call__(self, request: HttpRequest, respond: Respond) -> None:
        """Answer `request`, now or later."""


class HttpProtocol(asyncio.Protocol):
    """Protocol of one connection."""

    def __init__(
        self,
        handler: RequestHandler,
        connections: "set[HttpProtocol]",
        timeout_s: float,
        is_stopping: Callable[[], bool],
    ) -> None:
        self._handler = handler
        self._connections = connections
        self._timeout_s = timeout_s
        self._is_stopping = is_stopping
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpRequestParser(self)
        self._peer = ""
        self._queue: deque[HttpRequest] = deque()
        self._busy = False
        self._refused = False
        self._half_closed = False  # the client sends no more
        self._request = HttpRequest("")
        self._body: list[bytes] = []
        self._head_size = self._body_size = 0
        self._error_status: HTTPStatus | None = None
        self._last_active = 0.0
        self._timer: asyncio.TimerHandle | None = None

    # asyncio's callbacks

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin a connection."""
        if not isinstance(transport, asyncio.Transport):
            return
        self._transport = transport
        name = transport.get_extra_info("peername")
        host, port = (str(name[0]), name[1]) if name else ("", 0)
        self._peer = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._connections.add(self)
        self._request = HttpRequest(self._peer)
        self._last_active = time.monotonic()
        self._watch(self._timeout_s)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget a connection; a running request goes on and its reply is dropped."""
        del exc
        self._connections.discard(self)
        self._transport = None
        self._queue.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def data_received(self, data: bytes) -> None:
        """Parse what came."""
        self._last_active = time.monotonic()
        if self._refused:
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._refuse(HTTPStatus.BAD_REQUEST)
        except (httptools.HttpParserError, UnicodeDecodeError):
            self._refuse(self._error_status or HTTPStatus.BAD_REQUEST)
        else:
            if self._head_size == 0 and not self._request.uri and len(self._queue) > _MAX_QUEUED:
                self._pause()

    def eof_received(self) -> bool:
        """Keep the connection open for the replies that are due."""
        self._half_closed = True
        return self._busy or bool(self._queue)

    # The parser's callbacks; what they raise comes out of feed_data as HttpParserCallbackError

    def on_message_begin(self) -> None:
        """Begin a request."""
        self._request = HttpRequest(self._peer)
        self._body = []
        self._head_size = self._body_size = 0

    def _grow_head(self, size: int) -> None:
        self._head_size += size
        if self._head_size > MAX_HEADERS_SIZE:
            self._error_status = HTTPStatus.BAD_REQUEST
            raise ValueError("headers too large")

    def on_url(self, url: bytes) -> None:
        """Take a piece of the request's target."""
        self._grow_head(len(url))
        self._request.uri += url.decode("latin-1")

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self._grow_head(len(name) + len(value) + 4)
        self._request.headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        """Look at the head before the body comes."""
        if not self._parser.get_http_version().startswith("1."):
            raise ValueError("not HTTP/1")
        if self._parser.get_method() not in _METHODS:
            self._error_status = HTTPStatus.NOT_IMPLEMENTED
            raise ValueError("method not implemented")
        length = self._request.headers.get("content-length", "0")
        if length.isdigit() and int(length) > MAX_BODY_SIZE:
            self._error_status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            raise ValueError("body too large")
        if self._request.headers.get("expect", "").lower() == "100-continue" and self._transport is not None:
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_body(self, body: bytes) -> None:
        """Take a piece of the body."""
        self._body_size += len(body)
        if self._body_size > MAX_BODY_SIZE:
            self._error_status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            raise ValueError("body too large")
        self._body.append(body)

    def on_message_complete(self) -> None:
        """Queue a request that is complete."""
        request = self._request
        request.method = self._parser.get_method().decode("latin-1")
        request.version = self._parser.get_http_version()
        request.keep_alive = self._parser.should_keep_alive()
        request.body = b"".join(self._body)
        self._body = []
        self._request = HttpRequest(self._peer)
        self._head_size = 0
        self._queue.append(request)
        self._next()

    # Answering

    def _next(self) -> None:
        if self._busy or not self._queue or self._transport is None:
            return
        self._busy = True
        request = self._queue.popleft()
        answered = False

        def respond(status: HTTPStatus, body: bytes, content_type: str, headers: tuple[tuple[str, str], ...]) -> None:
            nonlocal answered
            if not answered:
                answered = True
                self._respond(request, status, body, content_type, headers)

        self._handler(request, respond)

    def _respond(
        self,
        request: HttpRequest,
        status: HTTPStatus,
        body: bytes,
        content_type: str,
        headers: tuple[tuple[str, str], ...],
    ) -> None:
        self._busy = False
        self._last_active = time.monotonic()
        if self._transport is None:
            return
        is_last = self._half_closed and not self._queue
        keep = request.keep_alive and not is_last and not self._is_stopping()
        self._write(status, body if request.method != "HEAD" else b"", content_type, headers, request.version, keep)
        if not keep:
            self._transport.close()
            return
        if self._queue:
            asyncio.get_running_loop().call_soon(self._next)
        self._transport.resume_reading()

    def _write(
        self,
        status: HTTPStatus,
        body: bytes,
        content_type: str,
        headers: tuple[tuple[str, str], ...],
        version: str,
        keep: bool,
    ) -> None:
        lines = [f"HTTP/{version} {status.value} {status.phrase}"]
        lines += [f"{name}: {value}" for name, value in headers]
        if content_type:
            lines.append(f"Content-Type: {content_type}")
        lines += (f"Date: {_http_date(time.time())}", f"Content-Length: {len(body)}")
        if not content_type:
            lines.append(f"Content-Type: {HTML_TYPE}")
        if not keep:
            lines.append("Connection: close")
        elif version == "1.0":
            lines.append("Connection: keep-alive")
        if self._transport is not None:
            self._transport.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)

    def _refuse(self, status: HTTPStatus) -> None:
        """Answer what is no valid request, and end the connection."""
        self._refused = True
        _log.debug("Refusing malformed HTTP request from %s: %d %s", self._peer, status.value, status.phrase)
        if self._transport is None:
            return
        if not self._busy:
            text = f"<HTML><HEAD>\n<TITLE>{status.value} {status.phrase}</TITLE>\n</HEAD><BODY>\n<H1>{status.phrase}</H1>\n</BODY></HTML>\n"
            self._write(status, text.encode(), "text/html", (), "1.1", keep=False)
        self._transport.close()

    def _pause(self) -> None:
        if self._transport is not None and self._busy:
            self._transport.pause_reading()

    # Ending

    def _watch(self, delay_s: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(delay_s, self._check_idle)

    def _check_idle(self) -> None:
        if self._transport is None:
            return
        left = self._timeout_s if self._busy else self._last_active + self._timeout_s - time.monotonic()
        if left <= 0:
            self._transport.close()
        else:
            self._watch(left)

    def close(self) -> None:
        """Close the connection after what is already written got out."""
        if self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        """Drop the connection."""
        if self._transport is not None:
            self._transport.abort()


def _http_date(when: float) -> str:
    """Write a time as the Date header has it, whatever the locale."""
    now = time.gmtime(when)
    day, month = _DAYS[now.tm_wday], _MONTHS[now.tm_mon - 1]
    return f"{day}, {now.tm_mday:02} {month} {now.tm_year} {now.tm_hour:02}:{now.tm_min:02}:{now.tm_sec:02} GMT"
