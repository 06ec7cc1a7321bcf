"""What of the node's settings the wallet process is told: all but what lets people in."""

import json
from typing import TypeAlias

_Settings: TypeAlias = "dict[str, _Settings | list[object] | str]"

SECRETS = frozenset(
    {
        "masternodeblsprivkey",
        "rpcauth",
        "rpcpassword",
        "rpcuser",
        "rpcwhitelist",
        "sporkkey",
        "torpassword",
    }
)
WITHHELD = SECRETS | {"rpccookiefile"}


def for_wallets(settings_json: str) -> str:
    """Return the settings without passwords and keys of the node, wherever they were given.

    Args:
        settings_json: what `ArgsManager.to_json` wrote.
    """
    return json.dumps(_without(json.loads(settings_json), WITHHELD))


def without_secrets(settings_json: str) -> str:
    """Return the settings as they may be told where others of the same user can read along."""
    return json.dumps(_without(json.loads(settings_json), SECRETS))


def _without(value: _Settings, names: frozenset[str]) -> _Settings:
    return {
        name: _without(inner, names) if isinstance(inner, dict) else inner
        for name, inner in value.items()
        if name.lstrip("-") not in names
    }
