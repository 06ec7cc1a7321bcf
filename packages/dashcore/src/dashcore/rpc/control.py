"""Commands about the server itself. Mirrors rpc/server.cpp and the control commands of rpc/node.cpp."""

import ctypes
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashcore.common.clock import Clock
from dashcore.common.log import DebugLog
from dashcore.common.log_categories import CATEGORIES
from dashcore.common.version import PACKAGE_NAME
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_int, get_str
from dashcore.rpc.table import JsonRpcRequest, RpcTable

_CATEGORY_LIST = ", ".join(sorted(CATEGORIES))
_SPECIAL = (
    'Names with a meaning of their own: "all" or "1" for every category, "dash" for those of Dash, '
    '"none" or "0" for no category, whatever else is named.'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlContext:
    """What these commands work on.

    Attributes:
        request_shutdown: begins the end of the process, and returns at once.
    """

    table: RpcTable
    clock: Clock
    log: DebugLog
    request_shutdown: Callable[[], None]


def _asker(request: RpcRequest) -> JsonRpcRequest:
    return JsonRpcRequest(
        method=request.method,
        params=(),
        uri=request.uri,
        auth_user=request.auth_user,
        peer_address=request.peer_address,
    )


@rpc_command(
    "control",
    "help",
    "List the commands, or explain one of them.",
    args=(
        RpcArg("command", ArgType.STR, "The command to explain.", default=None),
        RpcArg("subcommand", ArgType.STR, "The second word of its name.", default=None),
    ),
    result='"str"    (string) The text',
    examples=("", "getblock", "protx register"),
)
def help_(context: ControlContext, request: RpcRequest) -> Json:  # noqa: D103
    wanted, sub = request.params
    name = "" if wanted is None else get_str(wanted)
    if sub is not None:
        name += " " + get_str(sub)
    if name == "dump_all_command_conversions":
        return context.table.dump_arg_map(_asker(request))
    return context.table.help(name, _asker(request))


@rpc_command(
    "control",
    "stop",
    f"Ask {PACKAGE_NAME} to shut down.",
    args=(RpcArg("wait", ArgType.NUM, "Milliseconds to wait before answering.", default=None, hidden=True),),
    result=f"\"str\"    (string) '{PACKAGE_NAME} stopping'",
)
def stop(context: ControlContext, request: RpcRequest) -> Json:  # noqa: D103
    context.table.announce_shutdown()
    context.request_shutdown()
    if request.params[0] is not None:
        time.sleep(max(get_int(request.params[0]), 0) / 1000)
    return f"{PACKAGE_NAME} stopping"


@rpc_command(
    "control", "uptime", "Return how long the server has been running.", result="n    (numeric) Seconds since its start"
)
def uptime(context: ControlContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    return context.clock.now() - context.clock.started


@rpc_command(
    "control",
    "getrpcinfo",
    "Describe the state of the RPC server.",
    result="""{                          (json object)
  "active_commands" : [    (json array) What runs now
    {                      (json object)
      "method" : "str",    (string) Name of the command
      "duration" : n       (numeric) For how long, in microseconds
    },
    ...
  ],
  "logpath" : "str"        (string) Path of the debug log
}""",
)
def getrpcinfo(context: ControlContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    return {
        "active_commands": [
            {"method": active.method, "duration": active.duration_us} for active in context.table.active_commands()
        ],
        "logpath": str(context.log.file_path),
    }


def _switch_categories(names: Json, switch: Callable[[str], bool]) -> None:
    """Switch each; what is no array says nothing. Source: C++ EnableOrDisableLogCategories."""
    if isinstance(names, str) or not isinstance(names, Sequence):
        return
    for name in names:
        text = get_str(name)
        if not switch(text):
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "unknown logging category " + text)


def _category_arg(name: str, verb: str) -> RpcArg:
    inner = (RpcArg(f"{name}_category", ArgType.STR, "A category.", default=None),)
    return RpcArg(name, ArgType.ARR, f"Categories to {verb} writing.", default=None, inner=inner, also="json array")


@rpc_command(
    "control",
    "logging",
    "Switch categories of the debug log and return which are on.\n"
    "First those of include are switched on, then those of exclude off.\n"
    f"The valid logging categories are: {_CATEGORY_LIST}\n{_SPECIAL}",
    args=(_category_arg("include", "begin"), _category_arg("exclude", "end")),
    result="""{                         (json object) By category
  "category" : true|false,    (boolean) Whether it is written
  ...
}""",
    examples=('"[\\"all\\"]" "[\\"http\\"]"', '\'["dash"]\' \'["llmq","zmq"]\''),
)
def logging_(context: ControlContext, request: RpcRequest) -> Json:  # noqa: D103
    include, exclude = request.params
    _switch_categories(include, context.log.enable_category)
    _switch_categories(exclude, context.log.disable_category)
    return context.log.categories()


@rpc_command(
    "control",
    "debug",
    "Write exactly these categories of the debug log; several are joined by '+'.\n"
    f"The valid logging categories are: {_CATEGORY_LIST}\n{_SPECIAL}\n"
    "Other names are ignored. The command logging can do more.",
    args=(RpcArg("category", ArgType.STR, "The categories."),),
    result='"str"    (string) "Debug mode: " and the categories that are on',
    examples=("dash", "dash+net"),
)
def debug(context: ControlContext, request: RpcRequest) -> Json:  # noqa: D103
    names = get_str(request.params[0]).split("+")
    context.log.disable_category("all")
    if "0" not in names:
        for name in names:
            context.log.enable_category(name)
    return "Debug mode: " + ", ".join(name for name, on in context.log.categories().items() if on)


class _Mallinfo(ctypes.Structure):
    """Source: glibc's struct mallinfo2."""

    _fields_ = [  # type: ignore[mutable-override]  # as ctypes wants it
        (name, ctypes.c_size_t)
        for name in (
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "hblkhd",
            "usmblks",
            "fsmblks",
            "uordblks",
            "fordblks",
            "keepcost",
        )
    ]


def _memory_stats() -> Json:
    """Bytes of the C heap. Python locks no pages, so `locked` is 0."""
    used = free = chunks_free = 0
    mallinfo2 = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if mallinfo2 is not None:
        mallinfo2.restype = _Mallinfo
        info = mallinfo2()
        used, free, chunks_free = int(info.uordblks), int(info.fordblks), int(info.ordblks)
    return {
        "used": used,
        "free": free,
        "total": used + free,
        "locked": 0,
        "chunks_used": sys.getallocatedblocks(),
        "chunks_free": chunks_free,
    }


def _malloc_info() -> str:
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "malloc_info"):
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "mallocinfo mode not available")
    buffer, size = ctypes.c_char_p(), ctypes.c_size_t()
    libc.open_memstream.restype = ctypes.c_void_p
    stream = ctypes.c_void_p(libc.open_memstream(ctypes.byref(buffer), ctypes.byref(size)))
    libc.malloc_info(0, stream)
    libc.fclose(stream)
    text = (buffer.value or b"").decode()
    libc.free(buffer)
    return text


@rpc_command(
    "control",
    "getmemoryinfo",
    "Describe the memory of this process.",
    args=(
        RpcArg(
            "mode",
            ArgType.STR,
            '"stats" for numbers of the C heap, "mallocinfo" for glibc\'s own XML about it.',
            default="stats",
        ),
    ),
    result="""{                       (json object) With "stats"
  "locked" : {          (json object)
    "used" : n,         (numeric) Bytes in use
    "free" : n,         (numeric) Bytes free
    "total" : n,        (numeric) Their sum
    "locked" : n,       (numeric) Bytes that never go to the swap space
    "chunks_used" : n,  (numeric) Blocks in use
    "chunks_free" : n   (numeric) Blocks free
  }
}
"str"                   (string) With "mallocinfo" """,
)
def getmemoryinfo(context: ControlContext, request: RpcRequest) -> Json:  # noqa: D103
    del context
    mode = "stats" if request.params[0] is None else get_str(request.params[0])
    match mode:
        case "stats":
            return {"locked": _memory_stats()}
        case "mallocinfo":
            return _malloc_info()
        case _:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "unknown mode " + mode)


_ECHO_ARGS = tuple(RpcArg(f"arg{number}", ArgType.STR, default=None, also="any") for number in range(10))
_ECHO_ABOUT = (
    "Return the arguments. Only for tests.\n"
    "The client turns arguments of echojson from text into JSON; the server treats both alike."
)


def _echo(request: RpcRequest) -> Sequence[Json]:
    if request.params[9] == "trigger_internal_bug":
        raise RpcError(
            RpcErrorCode.MISC_ERROR,
            'Internal bug detected: request.params[9].get_str() != "trigger_internal_bug"',
        )
    return request.params[: request.given]


@rpc_command("hidden", "echo", _ECHO_ABOUT, args=_ECHO_ARGS, result="[...]    (json array) The arguments")
def echo(context: ControlContext, request: RpcRequest) -> Json:  # noqa: D103
    del context
    return _echo(request)


@rpc_command("hidden", "echojson", _ECHO_ABOUT, args=_ECHO_ARGS, result="[...]    (json array) The arguments")
def echojson(context: ControlContext, request: RpcRequest) -> Json:  # noqa: D103
    del context
    return _echo(request)


COMMANDS = (debug, echo, echojson, getmemoryinfo, getrpcinfo, help_, logging_, stop, uptime)
