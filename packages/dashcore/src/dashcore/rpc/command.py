"""What an RPC command is: its name, arguments, help and the function that answers it.

Commands of the node and of the wallet are declared the same way; a module of commands ends
with a tuple of them. Mirrors rpc/util.h (RPCHelpMan) and CRPCCommand.

    @rpc_command("blockchain", "getblockhash", "Return the hash of a block of the active chain.",
                 args=(RpcArg("height", ArgType.NUM, "Its height."),),
                 result='"hex"  (string) The hash, as people see it.',
                 examples=("1000",))
    def getblockhash(node: NodeContext, request: RpcRequest) -> Json: ...

    COMMANDS = (getblockhash, ...)
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Generic, TypeAlias, TypeVar

from dashcore.interfaces.rpc import RpcMode

# What commands take and return. Amounts go out as JsonAmount, numbers with a point come in as Decimal,
# mappings keep their order.
Json: TypeAlias = (
    "bool | int | float | str | Decimal | JsonAmount | RawJson | Sequence[Json] | Mapping[str, Json] | None"
)

ContextT = TypeVar("ContextT")


class JsonAmount:
    """Duffs, written as a JSON number with eight decimals. Source: C++ ValueFromAmount.

    No dataclass: the JSON encoder would write the fields of one.
    """

    __slots__ = ("duffs",)

    def __init__(self, duffs: int) -> None:
        self.duffs = duffs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, JsonAmount) and other.duffs == self.duffs

    def __hash__(self) -> int:
        return hash(self.duffs)

    def __repr__(self) -> str:
        return f"JsonAmount({self.duffs})"


class RawJson:
    """JSON text that is already encoded, as it came from another process."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RawJson) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"RawJson({self.text!r})"


class ArgType(Enum):
    """Type of an argument; the value is how help names it. Source: C++ RPCArg::Type."""

    STR = "string"
    STR_HEX = "string (hex)"
    NUM = "numeric"
    BOOL = "boolean"
    AMOUNT = "numeric or string"
    RANGE = "numeric or array"
    OBJ = "json object"
    OBJ_USER_KEYS = "json object (free keys)"
    ARR = "json array"


class Required(Enum):
    """Marks an argument that must be given."""

    YES = True


REQUIRED = Required.YES


@dataclass(frozen=True, slots=True)
class RpcArg:
    """One argument.

    Attributes:
        names: name, with aliases behind `|`.
        default: REQUIRED; None for optional without a default; else the value that help shows.
        inner: elements of an array, or fields of an object.
        also: further JSON types taken, by their help names, and no check of the type.
        hidden: left out of help.
        oneline: how the first line of help shows it, where its parts would be too much there.
    """

    names: str
    type: ArgType
    summary: str = ""
    default: "Json | Required" = REQUIRED
    inner: tuple["RpcArg", ...] = ()
    also: str = ""
    hidden: bool = False
    oneline: str = ""

    @property
    def name(self) -> str:
        """The first name."""
        return self.names.partition("|")[0]

    @property
    def is_optional(self) -> bool:
        """Whether it may be left out."""
        return self.default is not REQUIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class RpcRequest:
    """A request, its parameters in place and checked against the command's arguments.

    Attributes:
        params: as many as the command has arguments; None where left out.
        given: how many of them the caller sent, null included.
        uri: path of the HTTP request.
    """

    method: str
    params: tuple[Json, ...] = field(repr=False)
    given: int = 0
    uri: str = ""
    auth_user: str = ""
    peer_address: str = ""
    mode: RpcMode = RpcMode.EXECUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class RpcCommand(Generic[ContextT]):
    """A command; `run` answers with JSON or raises RpcError."""

    category: str
    name: str
    summary: str
    args: tuple[RpcArg, ...]
    result: str
    examples: tuple[str, ...]
    run: Callable[[ContextT, RpcRequest], Json]

    @property
    def arg_names(self) -> tuple[str, ...]:
        """Names in order, aliases joined by `|`."""
        return tuple(arg.names for arg in self.args)


def rpc_command(
    category: str,
    name: str,
    summary: str,
    *,
    args: tuple[RpcArg, ...] = (),
    result: str = "null  (json null)",
    examples: tuple[str, ...] = ("",),
) -> Callable[[Callable[[ContextT, RpcRequest], Json]], RpcCommand[ContextT]]:
    """Turn a function of (context, request) into a command.

    Args:
        examples: argument strings as one would type them behind `dash-cli <name>`.
    """

    def declare(run: Callable[[ContextT, RpcRequest], Json]) -> RpcCommand[ContextT]:
        return RpcCommand(
            category=category, name=name, summary=summary, args=args, result=result, examples=examples, run=run
        )

    return declare
