"""The HTTP server of JSON-RPC. Mirrors httpserver.cpp and httprpc.cpp.

One thread moves bytes (asyncio), -rpcthreads threads run commands:

    server = RpcServer(args, table, log_ips=debug_log.log_ips)
    server.start()        # binds, writes the cookie; commands answer -28 until table.finish_warmup()
    ...
    server.interrupt()    # new requests get 503, long commands give up
    server.stop()         # waits for running commands, sends what is due, removes the cookie
"""

import asyncio
import logging
import re
import socket
import threading
import time
from collections.abc import Callable, Sequence
from http import HTTPStatus

from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError
from dashcore.common.init_error import init_error
from dashcore.rpc.auth import Authorizer
from dashcore.rpc.binding import AllowList, bind_sockets, rpc_endpoints
from dashcore.rpc.http_protocol import HttpProtocol, HttpRequest, Respond
from dashcore.rpc.jsonrpc import Caller, JsonRpcHandler, Reply
from dashcore.rpc.table import RpcTable
from dashcore.rpc.work_queue import WorkQueue

_log = logging.getLogger("dash")
_http_log = logging.getLogger("dash.http")
_rpc_log = logging.getLogger("dash.rpc")
_bench_log = logging.getLogger("dash.bench")

DEFAULT_HTTP_THREADS = 4
DEFAULT_HTTP_WORKQUEUE = 16
DEFAULT_HTTP_SERVER_TIMEOUT = 30
START_FAILED = "Unable to start HTTP server. See debug log for details."
_WRONG_PASSWORD_DELAY_S = 0.25
_AUTHENTICATE = (("WWW-Authenticate", 'Basic realm="jsonrpc"'),)
_KNOWN_METHODS = frozenset(("GET", "POST", "HEAD", "PUT"))
_FLUSH_TIMEOUT_S = 5.0
_UNSAFE_URI = re.compile(r"[^A-Za-z0-9\-_.~!*'();:@&=+$,/?#\[\]%]")


PathHandler = Callable[[str, bytes], tuple[HTTPStatus, bytes, str]]  # (uri, body) -> status, body, content type


class RpcServer:
    """Serves a table of commands over HTTP.

    Threads: start, interrupt and stop from one thread, none of which serves a request.
    """

    def __init__(
        self,
        args: ArgsManager,
        table: RpcTable,
        *,
        log_ips: bool = False,
        wallet: bool = True,
        endpoints: Sequence[tuple[str, int]] | None = None,
    ) -> None:
        """Prepare; nothing is opened yet.

        Args:
            args: options of the process.
            table: the commands.
            log_ips: whether addresses of clients may be logged.
            wallet: whether paths below /wallet/ are served.
            endpoints: where to listen; None: as dashd's options say.
        """
        self._args = args
        self._table = table
        self._log_ips = log_ips
        self._wallet = wallet
        self._endpoints = endpoints
        self._sockets: list[socket.socket] = []
        self._allowed = AllowList()
        self._auth: Authorizer | None = None
        self._handler: JsonRpcHandler | None = None
        self._queue = WorkQueue(1, 0)
        self._external_users: frozenset[str] = frozenset()
        self._paths: tuple[tuple[str, PathHandler], ...] = ()  # replaced, never changed
        self._connections: set[HttpProtocol] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._servers: list[asyncio.Server] = []
        self._stopping = False
        self._stopped = False

    def start(self) -> None:
        """Bind, write the cookie and serve.

        Raises:
            InitError: with dashd's text; the log says what is wrong.
        """
        self.bind()
        self.serve()

    def add_path(self, prefix: str, handler: PathHandler) -> None:
        """Let a handler answer all paths that begin so, without a password; it runs on a worker's thread.

        Threads: any, at any time.
        """
        _http_log.debug("Registering HTTP handler for %s (exactmatch %d)", prefix, 0)
        self._paths = (*self._paths, (prefix, handler))

    def bind(self) -> None:
        """Bind and write the cookie. No thread is started yet, and no request read; `stop` undoes it.

        Raises:
            InitError: with dashd's text; the log says what is wrong.
        """
        args = self._args
        try:
            self._allowed = AllowList.from_args(args)
        except InitError as error:
            init_error(str(error))
            raise InitError(START_FAILED) from None
        _http_log.debug("Allowing HTTP connections from: %s", self._allowed)
        self._sockets = bind_sockets(rpc_endpoints(args) if self._endpoints is None else self._endpoints)
        if not self._sockets:
            _log.info("Unable to bind any endpoint for RPC server")
            raise InitError(START_FAILED)
        _http_log.debug("Initialized HTTP server")
        try:
            self._auth = Authorizer(args)
        except InitError:
            self._close_sockets()
            raise InitError(START_FAILED) from None

    def serve(self) -> None:
        """Serve what was bound."""
        args, auth = self._args, self._auth
        if auth is None:
            raise RuntimeError("bind comes first")
        depth = max(args.get_int("-rpcworkqueue", DEFAULT_HTTP_WORKQUEUE), 1)
        external_depth = 0
        users = args.get("-rpcexternaluser", "")
        if users:
            external_depth = max(args.get_int("-rpcexternalworkqueue", DEFAULT_HTTP_WORKQUEUE), 1)
            self._external_users = frozenset(users.split(","))
        _http_log.debug("creating work queue of depth %d external_depth %d", depth, external_depth)
        self._queue = WorkQueue(depth, external_depth)
        self._table.start()
        _rpc_log.debug("Starting HTTP RPC server")
        self._handler = JsonRpcHandler(self._table, auth)
        threads = max(args.get_int("-rpcthreads", DEFAULT_HTTP_THREADS), 1)
        _log.info("Starting HTTP server with %d worker threads", threads)
        self._queue.start(threads)
        sockets, self._sockets = self._sockets, []
        self._start_loop(sockets)

    def _close_sockets(self) -> None:
        for bound in self._sockets:
            bound.close()
        self._sockets.clear()

    def _start_loop(self, sockets: list[socket.socket]) -> None:
        loop = asyncio.new_event_loop()
        self._loop = loop

        def run() -> None:
            _http_log.debug("Entering http event loop")
            asyncio.set_event_loop(loop)
            loop.run_forever()
            _http_log.debug("Exited http event loop")

        self._thread = threading.Thread(target=run, name="http", daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(sockets), loop).result()

    async def _listen(self, sockets: list[socket.socket]) -> None:
        timeout_s = self._args.get_int("-rpcservertimeout", DEFAULT_HTTP_SERVER_TIMEOUT)

        def protocol() -> HttpProtocol:
            return HttpProtocol(self._on_request, self._connections, timeout_s, self._is_stopping)

        loop = asyncio.get_running_loop()
        for bound in sockets:
            self._servers.append(await loop.create_server(protocol, sock=bound))

    def _is_stopping(self) -> bool:
        return self._stopping or self._table.is_shutdown_announced()

    # Requests, on the event loop's thread

    def _on_request(self, request: HttpRequest, respond: Respond) -> None:
        refused = self._refusal(request)
        if refused is not None:
            respond(refused, b"", "", ())
            return
        handler = self._path_handler(request.uri)
        if handler is not None:
            self._enqueue(lambda: self._work_on_path(handler, request, respond), respond, "")
            return
        if request.method != "POST":
            text = b"JSONRPC server handles only POST requests"
            respond(HTTPStatus.METHOD_NOT_ALLOWED, text, "", ())
            return
        auth = self._auth
        header = request.headers.get("authorization")
        if header is None or auth is None:
            respond(HTTPStatus.UNAUTHORIZED, b"", "", _AUTHENTICATE)
            return
        user = auth.authorize(header)
        if user is None:
            _log.info("ThreadRPCServer incorrect password attempt from %s", request.peer)
            asyncio.get_running_loop().call_later(
                _WRONG_PASSWORD_DELAY_S, respond, HTTPStatus.UNAUTHORIZED, b"", "", _AUTHENTICATE
            )
            return
        started = time.monotonic()
        self._enqueue(lambda: self._work(request, respond, user, started), respond, user)

    def _path_handler(self, uri: str) -> PathHandler | None:
        return next((handler for prefix, handler in self._paths if uri.startswith(prefix)), None)

    def _refusal(self, request: HttpRequest) -> HTTPStatus | None:
        if not self._allowed.allows(request.peer.rpartition(":")[0].strip("[]")):
            _http_log.debug("HTTP request from %s rejected: Client network is not allowed RPC access", request.peer)
            return HTTPStatus.FORBIDDEN
        if self._stopping:
            _http_log.debug("Rejecting request while shutting down")
            return HTTPStatus.SERVICE_UNAVAILABLE
        if request.method not in _KNOWN_METHODS:
            _http_log.debug("HTTP request from %s rejected: Unknown HTTP request method", request.peer)
            return HTTPStatus.METHOD_NOT_ALLOWED
        if _http_log.isEnabledFor(logging.DEBUG):
            uri = _UNSAFE_URI.sub("", request.uri)[:100]
            _http_log.debug("Received a %s request for %s from %s", request.method, uri, request.peer)
        is_served = request.uri == "/" or (self._wallet and request.uri.startswith("/wallet/"))
        if not is_served and self._path_handler(request.uri) is None:
            return HTTPStatus.NOT_FOUND
        return None

    def _enqueue(self, work: Callable[[], None], respond: Respond, user: str) -> None:
        external = user in self._external_users
        if self._queue.put(work, external=external):
            return
        whose = " of externals" if external else ""
        _log.info(
            "WARNING: request rejected because http work queue depth%s exceeded, it can be increased with the "
            "-rpc%sworkqueue= setting",
            whose,
            "external" if external else "",
        )
        respond(HTTPStatus.SERVICE_UNAVAILABLE, f"Work queue depth{whose} exceeded".encode(), "", ())

    # Commands, on a worker's thread

    def _work(self, request: HttpRequest, respond: Respond, user: str, started: float) -> None:
        handler = self._handler
        if handler is None:
            return
        caller = Caller(user=user, uri=request.uri, peer_address=request.peer, log_ips=self._log_ips)
        try:
            reply = handler.handle(request.body, caller)
        except Exception:  # noqa: BLE001  # a request's edge
            _log.exception("RPC request failed")
            reply = Reply(status=HTTPStatus.INTERNAL_SERVER_ERROR, content_type="")
        _bench_log.debug(
            "HTTP RPC request handled: user=%s command=%s external=%s status=%d elapsed_time_ms=%d",
            user,
            reply.command,
            str(user in self._external_users).lower(),
            reply.status,
            (time.monotonic() - started) * 1000,
        )
        self._send(respond, reply.status, reply.body, reply.content_type if reply.body else "")

    def _work_on_path(self, handler: PathHandler, request: HttpRequest, respond: Respond) -> None:
        try:
            status, body, content_type = handler(request.uri, request.body)
        except Exception:  # noqa: BLE001  # a request's edge
            _log.exception("HTTP request failed")
            status, body, content_type = HTTPStatus.INTERNAL_SERVER_ERROR, b"", ""
        self._send(respond, status, body, content_type)

    def _send(self, respond: Respond, status: HTTPStatus, body: bytes, content_type: str) -> None:
        if self._loop is None:
            return
        try:
            self._loop.call_soon_threadsafe(respond, status, body, content_type, ())
        except RuntimeError:
            _http_log.debug("The reply comes too late: the server is closed")

    # Ending

    def interrupt(self) -> None:
        """Refuse new requests and ask running commands to give up."""
        _http_log.debug("Interrupting HTTP server")
        self._stopping = True
        self._queue.interrupt()
        _rpc_log.debug("Interrupting HTTP RPC server")
        self._table.interrupt()

    def stop(self) -> None:
        """Wait for running commands, send their replies, close everything. Calling it again does nothing."""
        if self._stopped:
            return
        self._stopped = True
        self.interrupt()
        _rpc_log.debug("Stopping HTTP RPC server")
        _http_log.debug("Waiting for HTTP worker threads to exit")
        self._queue.join()
        loop, thread = self._loop, self._thread
        if loop is not None and thread is not None:
            _http_log.debug("Waiting for HTTP event thread to exit")
            asyncio.run_coroutine_threadsafe(self._close_all(), loop).result()
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()
        self._close_sockets()
        self._table.stop()
        if self._auth is not None:
            self._auth.close()
        _http_log.debug("Stopped HTTP server")

    async def _close_all(self) -> None:
        for server in self._servers:
            server.close()
        await asyncio.sleep(0)  # the workers' last replies are written before this goes on
        for connection in list(self._connections):
            connection.close()
        deadline = time.monotonic() + _FLUSH_TIMEOUT_S
        while self._connections and time.monotonic() < deadline:
            await asyncio.sleep(0.005)
        for connection in list(self._connections):
            connection.abort()
        await asyncio.sleep(0)
