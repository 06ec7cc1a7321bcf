"""Putting named parameters in their places. Mirrors transformNamedArguments of rpc/server.cpp."""

from collections.abc import Mapping, Sequence

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.rpc.command import Json


def place_named_params(named: Mapping[str, Json], arg_names: Sequence[str]) -> Sequence[Json]:
    """Order named parameters; null fills holes but not the end.

    What is named `args`, where that is no argument of the command, comes first; it is dropped unless an array.

    Args:
        arg_names: of the command, aliases behind `|`.

    Raises:
        RpcError: code -8 for an unknown name, or one given by its place too.
    """
    left = dict(named)
    placed: list[Json] = []
    hole = initial_hole = 0
    for names in arg_names:
        name = next((alias for alias in names.split("|") if alias in left), None)
        if name is None:
            hole += 1
            if not placed:
                initial_hole = hole
            continue
        placed += [None] * hole
        hole = 0
        placed.append(left.pop(name))
    first = left.pop("args", None)
    if isinstance(first, Sequence) and not isinstance(first, str):
        if initial_hole < min(len(first), len(arg_names)):
            raise RpcError(
                RpcErrorCode.INVALID_PARAMETER,
                f"Parameter {arg_names[initial_hole]} specified twice both as positional and named argument",
            )
        placed = [*first, *placed[len(first) :]]
    if left:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Unknown named parameter {next(iter(left))}")
    return placed
