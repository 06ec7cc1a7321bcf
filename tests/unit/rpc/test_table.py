"""Commands are found, run and explained; those of other processes too."""

import threading

import pytest

from dashcore.interfaces.rpc import RpcCall, RpcCommandInfo, RpcError, RpcMode
from dashcore.rpc.command import ArgType, Json, JsonAmount, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.help import format_help
from dashcore.rpc.table import JsonRpcRequest, RpcTable, answer_call


@rpc_command(
    "blockchain",
    "pay",
    "Pay someone.",
    args=(
        RpcArg("address|to", ArgType.STR, "Whom."),
        RpcArg("amount", ArgType.AMOUNT, "How much.", default=0),
        RpcArg(
            "options",
            ArgType.OBJ,
            "How.",
            default=None,
            inner=(
                RpcArg("fast", ArgType.BOOL, "At once.\nOr later.", default=True),
                RpcArg("coins", ArgType.ARR, "Which.", default=None, inner=(RpcArg("coin", ArgType.STR_HEX, "One."),)),
            ),
        ),
        RpcArg("secret", ArgType.NUM, default=None, hidden=True),
    ),
    result='"hex"    (string) The transaction',
    examples=('"X" 1',),
)
def pay(context: str, request: RpcRequest) -> Json:
    """Answer what came."""
    return {"context": context, "method": request.method, "params": request.params, "amount": JsonAmount(1)}


PAY_HELP = """pay "address" ( amount {"fast":bool,"coins":["coin",...]} )

Pay someone.

Arguments:
1. address              (string, required) Whom.
2. amount               (numeric or string, optional, default=0) How much.
3. options              (json object, optional) How.
     {
       "fast": bool,    (boolean, optional, default=true) At once.
                        Or later.
       "coins": [       (json array, optional) Which.
         "coin",        (string, required) One.
         ...
       ],
     }

Result:
"hex"    (string) The transaction

Examples:
> dash-cli pay "X" 1
"""


@rpc_command("evo", "protx list", "List.", args=(RpcArg("kind", ArgType.STR, default=None),), result="")
def protx_list(context: str, request: RpcRequest) -> Json:
    """Answer how it was called."""
    return [context, request.method, request.params[0]]


@rpc_command("evo", "protx", "Explain.", args=(RpcArg("command", ArgType.STR),), result="")
def protx(context: str, request: RpcRequest) -> Json:
    """Refuse."""
    raise RpcError(-8, f"{context}: {request.params[0]}")


@rpc_command("hidden", "broken", "Break.", result="")
def broken(context: str, request: RpcRequest) -> Json:
    """Raise what no command should."""
    raise KeyError(context)


@pytest.fixture
def table() -> RpcTable:
    """The commands above, past the start."""
    made = RpcTable()
    made.register((pay, protx_list, protx, broken), "here")
    made.finish_warmup()
    return made


def call(table: RpcTable, method: str, *params: Json, **named: Json) -> Json:
    """Run a command."""
    return table.execute(JsonRpcRequest(method=method, params=named or params, uri="/wallet/w"))


def code(table: RpcTable, method: str, *params: Json) -> tuple[int, str]:
    """Run a command that fails."""
    with pytest.raises(RpcError) as caught:
        call(table, method, *params)
    return caught.value.code, caught.value.message


def test_execute(table: RpcTable) -> None:
    """Parameters are padded, named ones placed."""
    result = call(table, "pay", to="X", secret=3)
    assert result == {
        "context": "here",
        "method": "pay",
        "params": ("X", None, None, 3),
        "amount": JsonAmount(1),
    }
    assert call(table, "protx", "list", "valid") == ["here", "protxlist", "valid"]
    assert code(table, "protx", "other") == (-8, "here: other")
    assert code(table, "nothing") == (-32601, "Method not found")
    assert code(table, "broken") == (-1, "Internal error: KeyError: 'here'")
    assert code(table, "pay", 1) == (-3, "JSON value of type number is not of expected type string")
    assert code(table, "pay") == (-1, format_help(pay))
    assert code(table, "pay", "a", 1, {}, 4, 5)[0] == -1


def test_help(table: RpcTable) -> None:
    """Core's layout."""
    request = JsonRpcRequest(method="help", params=())
    assert table.help("pay", request) == PAY_HELP
    assert table.help("", request) == (
        '== Blockchain ==\npay "address" ( amount {"fast":bool,"coins":["coin",...]} )\n\n== Evo ==\nprotx "command"'
    )
    assert table.help("protx list", request).startswith('protx list ( "kind" )\n')
    assert table.help("foo", request) == "help: unknown command: foo"
    assert table.dump_arg_map(request) == [
        ["pay", 0, "address", True],
        ["pay", 0, "to", True],
        ["pay", 1, "amount", False],
        ["pay", 2, "options", False],
        ["pay", 3, "secret", False],
        ["protx", 0, "command", True],
    ]


def info(name: str) -> RpcCommandInfo:
    """A command of another process."""
    return RpcCommandInfo(category="wallet", name=name, arg_names=("address|to", "amount"), unique_id=1)


def test_remote(table: RpcTable) -> None:
    """The other process gets placed parameters and the path; its JSON text goes on as it is."""
    seen: list[tuple[RpcCall, bool]] = []

    def actor(request: RpcCall, is_last: bool) -> str:
        seen.append((request, is_last))
        return "0.10"

    handler = table.register_remote(info("send"), actor)
    result = call(table, "send", amount=1)
    assert getattr(result, "text", None) == "0.10"
    assert (seen[0][0].params_json, seen[0][0].uri, seen[0][1]) == ("[null,1]", "/wallet/w", True)
    handler.disconnect()
    handler.disconnect()
    assert code(table, "send")[0] == -32601


def test_wallet_not_found_falls_through(table: RpcTable) -> None:
    """Handlers of one name are asked in turn until one knows the wallet; the last one's refusal counts."""

    def unknown(request: RpcCall, is_last: bool) -> str:
        raise RpcError(-18, f"not here, {is_last}")

    def gone(request: RpcCall, is_last: bool) -> str:
        raise ConnectionError("the wallet process ended")

    table.register_remote(info("send"), unknown)
    second = table.register_remote(info("send"), lambda request, is_last: '"second"')
    assert getattr(call(table, "send"), "text", None) == '"second"'
    second.disconnect()
    assert code(table, "send") == (-18, "not here, True")
    table.register_remote(info("other"), gone)
    assert code(table, "other") == (-1, "Internal error: ConnectionError: the wallet process ended")
    assert "\nother" in table.help("", JsonRpcRequest(method="help", params=()))


def test_answer_call() -> None:
    """The other side of a remote command."""

    def ask(mode: RpcMode, params: str = "[]") -> str:
        return answer_call(
            pay,
            "there",
            RpcCall(method="pay", params_json=params, mode=mode, uri="", auth_user="", peer_address=""),
        )

    assert ask(RpcMode.EXECUTE, '["X",0.1]') == (
        '{"context":"there","method":"pay","params":["X",0.1,null,null],"amount":0.00000001}'
    )
    assert ask(RpcMode.GET_HELP).startswith('"pay \\"address\\"')
    assert ask(RpcMode.GET_ARGS).startswith('[["pay",0,"address",true],')
    with pytest.raises(RpcError):
        ask(RpcMode.EXECUTE)


def test_state(table: RpcTable) -> None:
    """Long commands learn that the node shuts down; timers run once and can be replaced."""
    table.start()
    table.check_interrupted()
    fired = threading.Event()
    never = threading.Event()
    table.run_later("lock", never.set, 1000)
    table.run_later("lock", fired.set, 0)
    assert fired.wait(10)
    assert not never.is_set()
    table.run_later("late", never.set, 1000)
    table.interrupt()
    with pytest.raises(RpcError, match="Shutting down"):
        table.check_interrupted()
    table.stop()
    assert "pay" in table.names()
