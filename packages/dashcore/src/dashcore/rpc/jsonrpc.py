"""From the body of an HTTP request to that of its reply. Mirrors HTTPReq_JSONRPC of httprpc.cpp.

JSON-RPC 1.0 with the errors of 1.1, as dashd 23: result, error and id are always there.
"""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.rpc.auth import Authorizer
from dashcore.rpc.command import Json
from dashcore.rpc.jsonio import decode, decode_repeated, encode, has_objects
from dashcore.rpc.params import wrong_type
from dashcore.rpc.repeated_keys import RepeatedKeys
from dashcore.rpc.table import JsonRpcRequest, RpcTable

_log = logging.getLogger("dash")
_rpc_log = logging.getLogger("dash.rpc")
_UNSAFE = re.compile(r"[^A-Za-z0-9 .,;\-_/:?@()]")

JSON_TYPE = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Answer to an HTTP request.

    Attributes:
        command: what was called, for the log.
    """

    status: HTTPStatus
    body: bytes = b""
    content_type: str = JSON_TYPE
    command: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who sent a request, and to which path."""

    user: str
    uri: str
    peer_address: str
    log_ips: bool = False


def success(result: Json, request_id: Json) -> bytes:
    """Compose the reply to a call that went well."""
    return b'{"result":%b,"error":null,"id":%b}' % (encode(result), encode(request_id))


def failure(error: RpcError, request_id: Json) -> bytes:
    """Compose the reply to a call that failed."""
    body = encode({"code": error.code, "message": error.message})
    return b'{"result":null,"error":%b,"id":%b}' % (body, encode(request_id))


def status_of(error: RpcError) -> HTTPStatus:
    """HTTP status of a single failed call."""
    match error.code:
        case RpcErrorCode.INVALID_REQUEST:
            return HTTPStatus.BAD_REQUEST
        case RpcErrorCode.METHOD_NOT_FOUND:
            return HTTPStatus.NOT_FOUND
        case _:
            return HTTPStatus.INTERNAL_SERVER_ERROR


def _error_reply(error: RpcError, request_id: Json = None, command: str = "") -> Reply:
    return Reply(status=status_of(error), body=failure(error, request_id) + b"\n", command=command)


def _passes_objects(parsed: Json) -> bool:
    """Whether a request, or one of a batch, has an object where it matters that a key comes twice."""
    if isinstance(parsed, Mapping):
        return has_objects(parsed.get("params"))
    return isinstance(parsed, Sequence) and any(isinstance(item, Mapping) and _passes_objects(item) for item in parsed)


def parse_request(parsed: Json, caller: Caller) -> JsonRpcRequest:
    """Read one request object.

    Raises:
        RpcError: code -32600; -8 for a parameter that is named twice.
    """
    if not isinstance(parsed, Mapping):
        raise RpcError(RpcErrorCode.INVALID_REQUEST, "Invalid Request object")
    method = parsed.get("method")
    if method is None:
        raise RpcError(RpcErrorCode.INVALID_REQUEST, "Missing method")
    if not isinstance(method, str):
        raise RpcError(RpcErrorCode.INVALID_REQUEST, "Method must be a string")
    if method != "getblocktemplate" and _rpc_log.isEnabledFor(logging.DEBUG):
        peer = f" peeraddr={caller.peer_address}" if caller.log_ips else ""
        _rpc_log.debug("ThreadRPCServer method=%s user=%s%s", _UNSAFE.sub("", method), caller.user, peer)
    params = parsed.get("params")
    if params is None:
        params = ()
    if isinstance(params, RepeatedKeys):
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Parameter {params.first} specified multiple times")
    if not isinstance(params, Mapping) and (not isinstance(params, Sequence) or isinstance(params, str)):
        raise RpcError(RpcErrorCode.INVALID_REQUEST, "Params must be an array or object")
    return JsonRpcRequest(
        method=method, params=params, uri=caller.uri, auth_user=caller.user, peer_address=caller.peer_address
    )


def _may_call(auth: Authorizer, caller: Caller, method: str, params: Json) -> bool:
    first = params[0] if isinstance(params, Sequence) and not isinstance(params, str) and params else None
    if auth.may_call(caller.user, method, first):
        return True
    _log.info("RPC User %s not allowed to call method %s", caller.user, method)
    return False


class JsonRpcHandler:
    """Answers request bodies from a table of commands."""

    def __init__(self, table: RpcTable, auth: Authorizer) -> None:
        self._table = table
        self._auth = auth

    def handle(self, body: bytes, caller: Caller) -> Reply:
        """Answer one body, a request or a batch, on the calling thread."""
        try:
            parsed = decode(body)
            if _passes_objects(parsed):
                parsed = decode_repeated(body)
        except ValueError:
            return _error_reply(RpcError(RpcErrorCode.PARSE_ERROR, "Parse error"))
        if not self._auth.may_call_anything(caller.user):
            _log.info("RPC User %s not allowed to call any methods", caller.user)
            return Reply(status=HTTPStatus.FORBIDDEN)
        if isinstance(parsed, Mapping):
            return self._handle_one(parsed, caller)
        if isinstance(parsed, Sequence) and not isinstance(parsed, str):
            return self._handle_batch(parsed, caller)
        return _error_reply(RpcError(RpcErrorCode.PARSE_ERROR, "Top-level object parse error"))

    def _handle_one(self, parsed: Mapping[str, Json], caller: Caller) -> Reply:
        request_id = parsed.get("id")
        command = ""
        try:
            request = parse_request(parsed, caller)
            command = request.method
            if not _may_call(self._auth, caller, command, parsed.get("params")):
                return Reply(status=HTTPStatus.FORBIDDEN, command=command)
            text = success(self._table.execute(request), request_id)
        except RpcError as error:
            return _error_reply(error, request_id, command)
        return Reply(status=HTTPStatus.OK, body=text + b"\n", command=command)

    def _handle_batch(self, batch: Sequence[Json], caller: Caller) -> Reply:
        try:
            if not self._may_call_all(batch, caller):
                return Reply(status=HTTPStatus.FORBIDDEN)
        except RpcError as error:
            return _error_reply(error)
        text = b",".join(self._answer_one(item, caller) for item in batch)
        return Reply(status=HTTPStatus.OK, body=b"[%b]\n" % text)

    def _may_call_all(self, batch: Sequence[Json], caller: Caller) -> bool:
        if not self._auth.has_whitelist(caller.user):
            return True
        for item in batch:
            if not isinstance(item, Mapping):
                raise RpcError(RpcErrorCode.INVALID_REQUEST, "Invalid Request object")
            method = item.get("method")
            if not isinstance(method, str):
                raise RpcError(RpcErrorCode.PARSE_ERROR, wrong_type(method, "string").message)
            if not _may_call(self._auth, caller, method, item.get("params")):
                return False
        return True

    def _answer_one(self, item: Json, caller: Caller) -> bytes:
        request_id = item.get("id") if isinstance(item, Mapping) else None
        try:
            return success(self._table.execute(parse_request(item, caller)), request_id)
        except RpcError as error:
            return failure(error, request_id)
