"""Which commands there are, and running one. Mirrors CRPCTable of rpc/server.cpp.

    table = RpcTable()
    handler = table.register(COMMANDS, context)       # commands of this process
    handler = table.register_remote(info, actor)      # of another one, see Chain.handle_rpc
    table.execute(JsonRpcRequest(method="uptime", params=[]))

A process without a server (the wallet) answers through `answer_call`.
"""

import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from dashcore.interfaces.handler import Handler
from dashcore.interfaces.rpc import RpcCall, RpcCommandInfo, RpcError, RpcErrorCode, RpcMode
from dashcore.rpc.command import ArgType, Json, RawJson, RpcCommand, RpcRequest
from dashcore.rpc.help import format_help
from dashcore.rpc.jsonio import decode, decode_params, encode_text
from dashcore.rpc.named import place_named_params
from dashcore.rpc.params import check_args

ContextT = TypeVar("ContextT")
RemoteActor = Callable[[RpcCall, bool], str]

_log = logging.getLogger("dash.rpc")
_error_log = logging.getLogger("dash")


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonRpcRequest:
    """A request as the client sent it.

    Attributes:
        params: positional as a sequence, named as a mapping.
        mode: what is wanted of the command.
    """

    method: str
    params: Sequence[Json] | Mapping[str, Json]
    uri: str = ""
    auth_user: str = ""
    peer_address: str = ""
    mode: RpcMode = RpcMode.EXECUTE


class ActiveCommand:
    """A command that runs now."""

    __slots__ = ("method", "started")

    def __init__(self, method: str) -> None:
        self.method = method
        self.started = time.monotonic()

    @property
    def duration_us(self) -> int:
        """How long it runs already, in microseconds."""
        return int((time.monotonic() - self.started) * 1_000_000)


class _Actor(Protocol):
    def __call__(self, request: JsonRpcRequest, params: Sequence[Json], is_last: bool) -> Json: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    category: str
    name: str
    arg_names: tuple[str, ...]
    unique_id: int
    act: _Actor


class _Registration(Handler):
    def __init__(self, table: "RpcTable", entries: tuple[_Entry, ...]) -> None:
        self._table = table
        self._entries = entries

    def disconnect(self) -> None:
        self._table.remove_entries(self._entries)
        self._entries = ()


def run_command(
    command: RpcCommand[ContextT], context: ContextT, request: JsonRpcRequest, params: Sequence[Json]
) -> Json:
    """Check the parameters of a request and run it; or say what its mode asks for.

    Raises:
        RpcError: the command's, or -1 with the help text for a wrong number of parameters, -3 for a type.
    """
    args = command.args
    if request.mode is RpcMode.GET_ARGS:
        return arg_map(command)
    required = max((number for number, arg in enumerate(args, start=1) if not arg.is_optional), default=0)
    if request.mode is RpcMode.GET_HELP:
        return format_help(command)
    if not required <= len(params) <= len(args):
        raise RpcError(RpcErrorCode.MISC_ERROR, format_help(command))
    check_args(args, params)
    return command.run(
        context,
        RpcRequest(
            method=request.method,
            params=(*params, *(None,) * (len(args) - len(params))),
            given=len(params),
            uri=request.uri,
            auth_user=request.auth_user,
            peer_address=request.peer_address,
            mode=request.mode,
        ),
    )


def arg_map(command: RpcCommand[ContextT]) -> Json:
    """Describe a command's arguments: [command, position, name, whether it is a plain string] of each name."""
    return [
        [command.name, position, name, arg.type in (ArgType.STR, ArgType.STR_HEX)]
        for position, arg in enumerate(command.args)
        for name in arg.names.split("|")
    ]


def answer_call(command: RpcCommand[ContextT], context: ContextT, call: RpcCall) -> str:
    """Run a command another process's server hands over; the actor of `Chain.handle_rpc`.

    Returns: the result, the help (a string) or the argument map as JSON text.

    Raises:
        RpcError: see `run_command`.
    """
    params = decode_params(call.params_json)
    if not isinstance(params, Sequence) or isinstance(params, str):
        raise RpcError(RpcErrorCode.INVALID_REQUEST, "Params must be an array")
    request = JsonRpcRequest(
        method=call.method,
        params=params,
        uri=call.uri,
        auth_user=call.auth_user,
        peer_address=call.peer_address,
        mode=call.mode,
    )
    return encode_text(guard(lambda: run_command(command, context, request, params)))


def guard(run: Callable[[], Json]) -> Json:
    """Run a command at the edge of its request: whatever else it raises becomes an error with code -1."""
    try:
        return run()
    except RpcError:
        raise
    except Exception as error:
        _error_log.exception("RPC command failed")
        raise RpcError(RpcErrorCode.MISC_ERROR, f"Internal error: {type(error).__name__}: {error}") from error


class RpcTable:
    """The commands of a server, and its state.

    Threads: any thread may call; commands run on the thread that calls `execute`.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()  # guards everything below; never held while a command runs
        self._entries: dict[str, list[_Entry]] = {}
        self._active: dict[int, ActiveCommand] = {}
        self._ids = itertools.count(1)
        self._warmup: str | None = "RPC server started"
        self._running = False
        self._shutdown_announced = False
        self._timers: dict[str, threading.Timer] = {}

    # Commands

    def register(self, commands: Iterable[RpcCommand[ContextT]], context: ContextT) -> Handler:
        """Add commands of this process; they get `context` as their first argument."""

        def entry(command: RpcCommand[ContextT]) -> _Entry:
            def act(request: JsonRpcRequest, params: Sequence[Json], is_last: bool) -> Json:
                del is_last
                return guard(lambda: run_command(command, context, request, params))

            return _Entry(
                category=command.category,
                name=command.name,
                arg_names=command.arg_names,
                unique_id=next(self._ids),
                act=act,
            )

        return self._add(tuple(entry(command) for command in commands))

    def register_remote(self, info: RpcCommandInfo, actor: RemoteActor) -> Handler:
        """Add a command of another process. Where a name is taken already, this is asked after the others."""

        def act(request: JsonRpcRequest, params: Sequence[Json], is_last: bool) -> Json:
            call = RpcCall(
                method=request.method,
                params_json=encode_text(params),
                mode=request.mode,
                uri=request.uri,
                auth_user=request.auth_user,
                peer_address=request.peer_address,
            )
            return guard(lambda: RawJson(actor(call, is_last)))

        return self._add(
            (
                _Entry(
                    category=info.category,
                    name=info.name,
                    arg_names=tuple(info.arg_names),
                    unique_id=next(self._ids),
                    act=act,
                ),
            )
        )

    def _add(self, entries: tuple[_Entry, ...]) -> Handler:
        with self._lock:
            for entry in entries:
                self._entries.setdefault(entry.name, []).append(entry)
        return _Registration(self, entries)

    def remove_entries(self, entries: tuple[_Entry, ...]) -> None:
        """Take back what a registration added."""
        with self._lock:
            for entry in entries:
                kept = [other for other in self._entries.get(entry.name, ()) if other is not entry]
                if kept:
                    self._entries[entry.name] = kept
                else:
                    self._entries.pop(entry.name, None)

    def names(self) -> list[str]:
        """Names of all commands, in order."""
        with self._lock:
            return sorted(self._entries)

    # Running

    def execute(self, request: JsonRpcRequest) -> Json:
        """Run a command and return its result.

        Raises:
            RpcError: -28 while starting, -32601 for an unknown name, else the command's own.
        """
        with self._lock:
            if self._warmup is not None:
                raise RpcError(RpcErrorCode.IN_WARMUP, self._warmup)
        entries, request = self._find(request)
        if entries:
            active = ActiveCommand(request.method)
            with self._lock:
                self._active[id(active)] = active
            try:
                return self._run(entries, request)
            except _NotHereError:
                pass
            finally:
                with self._lock:
                    del self._active[id(active)]
        raise RpcError(RpcErrorCode.METHOD_NOT_FOUND, "Method not found")

    def _find(self, request: JsonRpcRequest) -> tuple[tuple[_Entry, ...], JsonRpcRequest]:
        params = request.params
        with self._lock:
            if not isinstance(params, Mapping) and params and isinstance(params[0], str):
                found = self._entries.get(f"{request.method} {params[0]}")
                if found:
                    return tuple(found), replace(request, method=request.method + params[0], params=params[1:])
            return tuple(self._entries.get(request.method, ())), request

    def _run(self, entries: tuple[_Entry, ...], request: JsonRpcRequest) -> Json:
        for entry in entries:
            params = request.params
            if isinstance(params, Mapping):
                params = place_named_params(params, entry.arg_names)
            is_last = entry is entries[-1]
            try:
                return entry.act(request, params, is_last)
            except RpcError as error:
                if is_last or error.code != RpcErrorCode.WALLET_NOT_FOUND:
                    raise
        raise _NotHereError

    # Help

    def help(self, wanted: str, request: JsonRpcRequest) -> str:
        """Help of one command, or the list of all by category where `wanted` is empty."""
        with self._lock:
            firsts = sorted(
                (entries[0] for entries in self._entries.values()), key=lambda entry: entry.category + entry.name
            )
        texts: list[str] = []
        category = ""
        for entry in firsts:
            if (wanted or entry.category == "hidden") and entry.name != wanted:
                continue
            if not wanted and " " in entry.name:
                continue
            asked = JsonRpcRequest(
                method=entry.name,
                params=(),
                uri=request.uri,
                auth_user=request.auth_user,
                peer_address=request.peer_address,
                mode=RpcMode.GET_HELP,
            )
            try:
                text = _as_text(entry.act(asked, (), True))
            except RpcError:  # its process is gone
                text = entry.name
            if not wanted:
                text = text.partition("\n")[0]
                if category != entry.category:
                    texts.append(
                        ("\n" if category else "") + f"== {entry.category[:1].upper()}{entry.category[1:]} ==\n"
                    )
                    category = entry.category
            texts.append(text + "\n")
        return ("".join(texts) or f"help: unknown command: {wanted}\n")[:-1]

    def dump_arg_map(self, request: JsonRpcRequest) -> Json:
        """Describe the arguments of every command whose name is one word."""
        asked = replace(request, params=(), mode=RpcMode.GET_ARGS)
        with self._lock:
            firsts = [self._entries[name][0] for name in sorted(self._entries) if " " not in name]
        result: list[Json] = []
        for entry in firsts:
            found = entry.act(replace(asked, method=entry.name), (), True)
            if isinstance(found, RawJson):
                found = decode(found.text)
            if isinstance(found, Sequence) and not isinstance(found, str):
                result.extend(found)
        return result

    # State

    def active_commands(self) -> list[ActiveCommand]:
        """What runs now, longest first."""
        with self._lock:
            return list(self._active.values())

    def set_warmup_status(self, status: str) -> None:
        """Set the text that requests get while the node starts."""
        with self._lock:
            if self._warmup is not None:
                self._warmup = status

    def finish_warmup(self) -> None:
        """From now on requests are served."""
        with self._lock:
            self._warmup = None

    def warmup_status(self) -> str | None:
        """The text requests get now; None where they are served."""
        with self._lock:
            return self._warmup

    def start(self) -> None:
        """Let long commands go on: see `is_running`."""
        _log.debug("Starting RPC")
        self._running = True

    def interrupt(self) -> None:
        """Ask long commands to give up."""
        if self._running:
            _log.debug("Interrupting RPC")
        self._running = False

    def stop(self) -> None:
        """Drop every timer."""
        _log.debug("Stopping RPC")
        self._running = False
        with self._lock:
            timers, self._timers = list(self._timers.values()), {}
        for timer in timers:
            timer.cancel()

    def is_running(self) -> bool:
        """False once the node shuts down: commands that wait must give up then."""
        return self._running

    def announce_shutdown(self) -> None:
        """Note that the node is about to shut down: replies from now on close their connection."""
        self._shutdown_announced = True

    def is_shutdown_announced(self) -> bool:
        """Whether `announce_shutdown` was called."""
        return self._shutdown_announced

    def check_interrupted(self) -> None:
        """Give up a long command where the node shuts down.

        Raises:
            RpcError: code -9.
        """
        if not self._running:
            raise RpcError(RpcErrorCode.CLIENT_NOT_CONNECTED, "Shutting down")

    def run_later(self, name: str, fn: Callable[[], None], seconds: int) -> None:
        """Call `fn` once after `seconds` of real time; a timer of the same name is replaced."""
        _log.debug("queue run of timer %s in %i seconds (using HTTP)", name, seconds)
        timer = threading.Timer(seconds, self._fire, (name, fn))
        timer.name = "rpc.timer"
        timer.daemon = True
        with self._lock:
            old = self._timers.pop(name, None)
            self._timers[name] = timer
        if old is not None:
            old.cancel()
        timer.start()

    def _fire(self, name: str, fn: Callable[[], None]) -> None:
        with self._lock:
            if self._timers.get(name) is threading.current_thread():
                del self._timers[name]
        try:
            fn()
        except Exception:  # noqa: BLE001  # a timer thread's edge
            _error_log.exception("RPC timer %s failed", name)


class _NotHereError(Exception):
    """No handler of that name answered."""


def _as_text(value: Json) -> str:
    if isinstance(value, RawJson):
        value = decode(value.text)
    return value if isinstance(value, str) else ""
