"""What of the node's settings the wallet process is told: all but what lets people in."""

import json
from typing import TypeAlias

_Settings: TypeAlias = "dict[str, _Settings | list[object] | str]"

WITHHELD = frozenset(
    {
        "masternodeblsprivkey",
        "rpcauth",
        "rpccookiefile",
        "rpcpassword",
        "rpcuser",
        "rpcwhitelist",
        "sporkkey",
        "torpassword",
    }
)


def for_wallets(settings_json: str) -> str:
    """Return the settings without passwords and keys of the node, wherever they were given.

    Args:
        settings_json: what `ArgsManager.to_json` wrote.
    """
    return json.dumps(_without(json.loads(settings_json)))


def _without(value: _Settings) -> _Settings:
    return {
        name: _without(inner) if isinstance(inner, dict) else inner
        for name, inner in value.items()
        if name.lstrip("-") not in WITHHELD
    }
