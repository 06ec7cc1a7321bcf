"""Sends measurements to a Statsd server (-statshost). Mirrors stats/client.cpp and stats/rawsender.cpp."""

import logging
import socket
import threading

from dashcore.chain.metrics import Metrics
from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError
from dashcore.common.threads import start_thread
from dashcore.net.addresses.lookup import lookup_host
from dashcore.net.addresses.resolve import to_sockaddr
from dashcore.primitives.net_text import split_host_port

_log = logging.getLogger("dash")

DEFAULT_BATCH_SIZE = 1024  # bytes of one datagram
DEFAULT_INTERVAL_MS = 1000
DEFAULT_PORT = 8125

_MAX_PORT = 65535
_SCHEME_END = "://"


class RawSender:
    """Sends datagrams, at once or from a queue by a thread of its own. Mirrors RawSender.

    Args (constructor):
        batch_size: bytes up to which queued messages share a datagram; 0: one each.
        interval_ms: from one emptying of the queue to the next; 0: send at once.

    Attributes:
        shown: where to, for the log.

    Raises:
        InitError: there is no such host.
    """

    def __init__(self, host: str, port: int, batch_size: int, interval_ms: int) -> None:
        if not host:
            raise InitError("No host specified")
        found = lookup_host(host, allow_names=True, limit=1)
        if not found:
            raise InitError(f"Unable to lookup host {host}")
        server = to_sockaddr(found[0].with_port(port))
        if server is None:
            raise InitError(f"Host {host} on unsupported network")
        family, self._server = server
        self.shown = f"{host}:{port}"
        self._batch_size = batch_size
        self._socket = socket.socket(family, socket.SOCK_DGRAM)
        self._lock = threading.Lock()
        self._queue: list[bytes] = []  # guarded by: self._lock
        self._sent = self._failed = 0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        if interval_ms:
            self._thread = start_thread("rawsender", lambda: self._run(interval_ms / 1000))
        else:
            _log.info("Send interval is zero, not starting RawSender queueing thread.")
        _log.info("Started %sRawSender sending messages to %s", "threaded " if self._thread else "", self.shown)

    def send(self, message: bytes) -> None:
        """Send a message, now or soon. One that cannot be sent is dropped."""
        if self._thread is None:
            self._send_now(message)
            return
        with self._lock:
            queue, size = self._queue, self._batch_size
            if not size or not queue or len(queue[-1]) + len(message) >= size:
                queue.append(message)
            else:
                queue[-1] += b"\n" + message

    def _send_now(self, message: bytes) -> None:
        try:
            self._socket.sendto(message, self._server)
            self._sent += 1
        except OSError as error:
            self._failed += 1
            _log.info("ERROR: Unable to send message to %s (%s).", self.shown, error)

    def _flush(self) -> None:
        with self._lock:
            queue, self._queue = self._queue, []
        for message in queue:
            self._send_now(message)

    def _run(self, interval_s: float) -> None:
        while not self._stop.is_set():
            self._flush()
            self._stop.wait(interval_s)

    def close(self) -> None:
        """Send what waits and end the thread."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        self._flush()
        self._socket.close()
        _log.info(
            "Stopped RawSender instance sending messages to %s. %d successes, %d failures.",
            self.shown,
            self._sent,
            self._failed,
        )


class StatsClient(Metrics):
    """Writes measurements in Statsd's format. Mirrors StatsdClientImpl.

    Args (constructor):
        prefix, suffix: around each key, set off by points.
    """

    def __init__(self, sender: RawSender, prefix: str = "", suffix: str = "") -> None:
        self._sender = sender
        self._prefix = f"{prefix}." if prefix else ""
        self._suffix = f".{suffix}" if suffix else ""

    def timing(self, key: str, value: int) -> None:
        """Something took so long; the key ends in the unit."""
        self._send(key, value, "ms")

    def gauge(self, key: str, value: float) -> None:
        """Something has this value now."""
        self._send(key, value, "g")

    def count(self, key: str, delta: int) -> None:
        """Something happened so often, or grew by so much."""
        self._send(key, delta, "c")

    def _send(self, key: str, value: float, kind: str) -> None:
        self._sender.send(f"{self._prefix}{key}{self._suffix}:{value:f}|{kind}".encode())

    def close(self) -> None:
        """Send what waits."""
        self._sender.close()


def make_stats_client(args: ArgsManager) -> StatsClient | None:
    """Make the client that -statshost asks for; None where it does not.

    Raises:
        InitError: with dashd's text. Source: C++ StatsdClient::make.
    """
    host = args.get("-statshost", "")
    if not host:
        _log.info("Transmitting stats are disabled, will not init Statsd client")
        return None
    try:
        sender = _make_sender(args, host)
    except InitError as error:
        raise InitError(f"Cannot init Statsd client ({error})") from None
    _log.info("StatsdClient initialized to transmit stats to %s", sender.shown)
    return StatsClient(sender, _trim(args.get("-statsprefix", "")), _trim(args.get("-statssuffix", "")))


def _make_sender(args: ArgsManager, host: str) -> RawSender:
    batch_size = args.get_int("-statsbatchsize", DEFAULT_BATCH_SIZE)
    if batch_size < 0:
        raise InitError("-statsbatchsize cannot be configured with a negative value.")
    interval_ms = args.get_int("-statsduration", DEFAULT_INTERVAL_MS)
    if interval_ms < 0:
        raise InitError("-statsduration cannot be configured with a negative value.")
    host, port = _read_server(args, host)
    return RawSender(host, port, batch_size, interval_ms)


def _read_server(args: ArgsManager, text: str) -> tuple[str, int]:
    port = args.get_int("-statsport", DEFAULT_PORT)
    if args.is_set("-statsport") and not 1 <= port <= _MAX_PORT:
        raise InitError(f"Port must be between 1 and {_MAX_PORT}, supplied {port}")
    scheme, separator, rest = text.partition(_SCHEME_END)
    if not separator:
        return text, port
    if not scheme:
        raise InitError("No text before the scheme delimiter, malformed URL")
    if scheme.lower() != "udp":
        raise InitError("Unsupported URL scheme, must begin with udp://")
    host, url_port = split_host_port(rest.partition("/")[0], 0)
    if url_port:
        if args.is_set("-statsport"):
            _log.info("make: Supplied URL with port, ignoring -statsport")
        port = url_port
    if not host:
        raise InitError("No host specified, malformed URL")
    return host, port


def _trim(text: str) -> str:
    """Drop the points around a prefix or suffix, which are added anyway."""
    return text.removeprefix(".").removesuffix(".")
