"""Text of a command's help, laid out as Core lays it out. Mirrors RPCHelpMan::ToString of rpc/util.cpp."""

from collections.abc import Sequence
from typing import TypeVar

from dashcore.rpc.command import REQUIRED, ArgType, Json, RpcArg, RpcCommand
from dashcore.rpc.jsonio import encode_text

ContextT = TypeVar("ContextT")

_ARG_INDENT = 5
_GAP = 4


class _Sections:
    """Lines of two columns; the right one starts behind the widest left one."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, str]] = []

    def push(self, left: str, right: str = "") -> None:
        self._rows.append((left, right))

    def push_inner(self, arg: RpcArg, indent: int, outer: ArgType | None) -> None:
        """Add the parts of an argument that is an object or an array."""
        name = f'"{arg.name}": ' if outer in (ArgType.OBJ, ArgType.OBJ_USER_KEYS) else ""
        pad, about = " " * indent, "" if outer is None else _about(arg, named=bool(name))
        comma = "" if outer is None else ","
        if arg.type in (ArgType.OBJ, ArgType.OBJ_USER_KEYS, ArgType.ARR):
            opening, closing = "[]" if arg.type is ArgType.ARR else "{}"
            self.push(f"{pad}{name}{opening}", about)
            for inner in arg.inner:
                self.push_inner(inner, indent + 2, arg.type)
            if arg.type is not ArgType.OBJ:
                self.push(f"{pad}  ...")
            self.push(f"{pad}{closing}{comma}")
        elif outer is not None:
            self.push(f"{pad}{name}{_value(arg) if name else _oneline(arg)},", about)

    def __str__(self) -> str:
        pad = max((len(left) for left, _ in self._rows), default=0) + _GAP
        lines = []
        for left, right in self._rows:
            first, *more = right.split("\n")
            lines.append(f"{left:<{pad}}{first}" if right else left)
            lines += [" " * pad + line.lstrip(" ") for line in more]
        return "".join(line + "\n" for line in lines)


_VALUES = {
    ArgType.STR: '"str"',
    ArgType.STR_HEX: '"hex"',
    ArgType.NUM: "n",
    ArgType.RANGE: "n or [n,n]",
    ArgType.AMOUNT: "amount",
    ArgType.BOOL: "bool",
}


def _value(arg: RpcArg) -> str:
    return _VALUES.get(arg.type) or _oneline(arg)


def _oneline(arg: RpcArg) -> str:
    match arg.type:
        case ArgType.STR | ArgType.STR_HEX:
            return f'"{arg.name}"'
        case ArgType.ARR:
            return f"[{''.join(_oneline(inner) + ',' for inner in arg.inner)}...]"
        case ArgType.OBJ | ArgType.OBJ_USER_KEYS:
            fields = ",".join(f'"{inner.name}":{_value(inner)}' for inner in arg.inner)
            return f"{{{fields}}}" if arg.type is ArgType.OBJ else f"{{{fields},...}}"
        case _:
            return arg.name


def _about(arg: RpcArg, *, named: bool) -> str:
    kind = arg.also or arg.type.value
    if arg.type is ArgType.STR_HEX and not arg.also:
        kind = "string"
    if arg.type is ArgType.OBJ_USER_KEYS and not arg.also:
        kind = "json object"
    if arg.default is REQUIRED:
        kind += ", required"
    elif arg.default is not None:
        kind += f", optional, default={_default(arg.default)}"
    elif named:
        kind += ", optional"
    return f"({kind})" + (f" {arg.summary}" if arg.summary else "")


def _default(value: "Json | object") -> str:
    if isinstance(value, str) and " " in value:
        return value  # words about the default rather than the default
    return encode_text(value)  # type: ignore[arg-type]  # REQUIRED is not among them here


def usage(name: str, args: Sequence[RpcArg]) -> str:
    """First line of help: the name and what to type behind it, optional arguments in parentheses."""
    words = [name]
    was_optional = False
    for arg in args:
        if arg.hidden:
            break
        if arg.is_optional and not was_optional:
            words.append("(")
        elif was_optional and not arg.is_optional:
            words.append(")")
        was_optional = arg.is_optional
        words.append(arg.oneline or _oneline(arg))
    if was_optional:
        words.append(")")
    return " ".join(words)


def format_help(command: RpcCommand[ContextT]) -> str:
    """Compose a command's help."""
    parts = [usage(command.name, command.args), "\n\n", command.summary.strip(), "\n"]
    sections = _Sections()
    for number, arg in enumerate(command.args, start=1):
        if arg.hidden:
            break
        if number == 1:
            parts.append("\nArguments:\n")
        sections.push(f"{number}. {arg.name}", _about(arg, named=True))
        sections.push_inner(arg, _ARG_INDENT, None)
    parts.append(str(sections))
    if command.result:
        parts += ("\nResult:\n", command.result.strip("\n"), "\n")
    if command.examples:
        parts.append("\nExamples:\n")
    for example in command.examples:
        parts.append(f"> dash-cli {command.name} {example}\n")
    return "".join(parts)
