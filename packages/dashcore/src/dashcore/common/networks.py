"""What a process must know of a network before its consensus rules. Mirrors chainparamsbase.cpp."""

from enum import StrEnum
from typing import NamedTuple

from dashcore.common.errors import ArgsError


class Network(StrEnum):
    """The networks, by the name -chain and dash.conf's sections give them."""

    MAIN = "main"
    TEST = "test"
    DEVNET = "devnet"
    REGTEST = "regtest"


class BaseParams(NamedTuple):
    """Data directory and ports of a network.

    Attributes:
        data_dir: folder below the data directory; empty for main.
    """

    data_dir: str
    rpc_port: int
    onion_port: int


_PARAMS = {
    Network.MAIN: BaseParams("", 9998, 9996),
    Network.TEST: BaseParams("testnet3", 19998, 19996),
    Network.REGTEST: BaseParams("regtest", 19898, 19896),
}


def base_params(chain: str, devnet_name: str = "devnet") -> BaseParams:
    """Look a network up by its name.

    Args:
        devnet_name: folder of a devnet.

    Raises:
        ArgsError: there is no such network.
    """
    if chain == Network.DEVNET.value:
        return BaseParams(devnet_name, 19798, 19796)
    try:
        return _PARAMS[Network(chain)]
    except ValueError:
        raise ArgsError(f"CreateBaseChainParams: Unknown chain {chain}.") from None
