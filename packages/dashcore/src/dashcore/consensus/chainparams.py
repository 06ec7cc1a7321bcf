"""Choose a network: its parameters, with the flags that bend them. Mirrors CreateChainParams of chainparams.cpp."""

from collections.abc import Callable

from dashcore.consensus.networks import (
    DEVNET,
    MAIN,
    REGTEST,
    TESTNET,
    make_devnet_params,
    make_main_params,
    make_regtest_params,
    make_test_params,
)
from dashcore.consensus.overrides import ChainArgs, ChainArgsError, apply_devnet_args, apply_regtest_args
from dashcore.consensus.params import ChainParams

__all__ = ["DEVNET", "MAIN", "REGTEST", "TESTNET", "ChainArgs", "ChainArgsError", "ChainParams", "select_params"]


def _drop(_line: str) -> None:
    """Forget a line of the log."""


def select_params(network: str, args: ChainArgs | None = None, log: Callable[[str], None] = _drop) -> ChainParams:
    """Return the parameters of a network.

    Args:
        network: "main", "test", "devnet" or "regtest".
        args: the command line and configuration; None for a network without flags.
        log: takes one line for each group of parameters that a flag changed.

    Raises:
        ChainArgsError: unknown network, or a flag that makes no sense.
    """
    if network == MAIN:
        return make_main_params()
    if network == TESTNET:
        return make_test_params()
    if network == DEVNET:
        name = "" if args is None else args.get_arg("-devnet", "")
        params = make_devnet_params(f"devnet-{name}" if name else "devnet")
        return params if args is None else apply_devnet_args(params, args, log)
    if network == REGTEST:
        params = make_regtest_params()
        return params if args is None else apply_regtest_args(params, args, log)
    raise ChainArgsError(f"CreateChainParams: Unknown chain {network}.")
