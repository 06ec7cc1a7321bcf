"""One call to a node as its options tell where that is. Mirrors CallRPC of bitcoin-cli.cpp."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from dashcore.common.args import ArgsManager
from dashcore.rpc.client.text import Value, item, parse
from dashcore.rpc.client.transport import Answer, ConnectionFailedError, post, quote

DEFAULT_CLIENT_TIMEOUT = 900
WALLET_COOKIE = ".cookie.wallet.{}"  # of a dash-wallet that serves this port itself, beside a node's .cookie
_IN_WARMUP = "-28"
_RETRY_S = 1.0


class CallError(Exception):
    """The node answered with something that is no reply; the text is for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message


def split_host_port(text: str, port: int) -> tuple[str, int]:
    """Take `host:port` apart; brackets around an IPv6 address are removed."""
    head, colon, tail = text.rpartition(":")
    bracketed = head.startswith("[") and head.endswith("]")
    if colon and (bracketed or ":" not in head) and tail.isdecimal():
        text, port = head, int(tail)
    return (text[1:-1] if text.startswith("[") and text.endswith("]") else text), port


class Caller:
    """Calls the node that a command line names."""

    def __init__(self, args: ArgsManager, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._args = args
        self._sleep = sleep

    def call(self, body: str, wallet: str | None = None) -> Value:
        """Send a request; with -rpcwait again until the node is up.

        Raises:
            CallError: no reply came.
        """
        args = self._args
        wait = args.get_bool("-rpcwait", False)
        timeout_s = args.get_int("-rpcwaittimeout", 0)
        deadline = time.monotonic() + timeout_s
        while True:
            try:
                reply = self._call_once(body, wallet)
                if not wait or item(reply, "error", "code") != _IN_WARMUP:
                    return reply
                reason = "server in warmup"
            except ConnectionFailedError as error:
                reason = str(error)
            if not wait or (timeout_s > 0 and time.monotonic() >= deadline):
                raise CallError(f"timeout on transient error: {reason}")
            self._sleep(_RETRY_S)

    def _call_once(self, body: str, wallet: str | None) -> Value:
        args = self._args
        host, port = split_host_port(args.get("-rpcconnect", "127.0.0.1"), args.base_params().rpc_port)
        port = args.get_int("-rpcport", port) & 0xFFFF
        timeout_s = args.get_int("-rpcclienttimeout", DEFAULT_CLIENT_TIMEOUT)
        user_pass = self._credentials(port)
        path = "/" if wallet is None else f"/wallet/{quote(wallet)}"
        try:
            answer = post(host, port, path, user_pass or "", body + "\n", timeout_s if timeout_s > 0 else None)
        except ConnectionFailedError as error:
            raise ConnectionFailedError(
                f"Could not connect to the server {host}:{port}{error}\n\n"
                "Make sure the dashd server is running and that you are connecting to the correct RPC port.\n"
                'Use "dash-cli -help" for more info.'
            ) from None
        return self._read(answer, has_credentials=user_pass is not None)

    def _credentials(self, port: int) -> str | None:
        args = self._args
        password = args.get("-rpcpassword", "")
        if password:
            return f"{args.get('-rpcuser', '')}:{password}"
        given = args.get_path("-rpccookiefile")
        for path in (given,) if given else (Path(WALLET_COOKIE.format(port)), Path(".cookie")):
            with suppress(OSError):
                return args.abs_path(path).read_text(encoding="utf-8", errors="surrogateescape").partition("\n")[0]
        return None

    def _read(self, answer: Answer, *, has_credentials: bool) -> Value:
        match answer.status:
            case 401 if has_credentials:
                raise CallError("Authorization failed: Incorrect rpcuser or rpcpassword")
            case 401:
                raise CallError(
                    "Could not locate RPC credentials. No authentication cookie could be found, and RPC password is "
                    "not set.  See -rpcpassword and -stdinrpcpass.  Configuration file: "
                    f"({self._args.config_file_path()})"
                )
            case 503:
                raise CallError(f"Server response: {answer.body}")
            case status if status >= 400 and status not in (400, 404, 500):
                raise CallError(f"server returned HTTP error {status}")
        if not answer.body:
            raise CallError("no response from server")
        try:
            return parse(answer.body)
        except ValueError:
            raise CallError("couldn't parse reply from server") from None


def order_batch(replies: Value) -> list[Value]:
    """Put the replies to a batch in the order of their ids.

    Raises:
        CallError: they are not the replies to one.
    """
    if not isinstance(replies, Sequence) or isinstance(replies, str):
        raise CallError("Batch must be an array")
    ordered: list[Value] = [None] * len(replies)
    for reply in replies:
        number = item(reply, "id")
        if not isinstance(number, str) or not number.isdecimal():
            raise CallError("Batch member must be an object")
        if int(number) >= len(replies):
            raise CallError("Batch member id is larger than batch size")
        ordered[int(number)] = reply
    return ordered
