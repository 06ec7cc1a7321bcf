"""The configuration that crosses when a process is spawned. Mirrors GlobalArgs of ipc/capnp/common.capnp."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GlobalArgs:
    """The configuration a spawned process takes over from its parent, in place of arguments.

    Attributes:
        settings_json: the parsed settings, as common.settings writes them.
        network: name of the chain: main, test, devnet, regtest.
        exe_dir: folder of the executables, for what this process spawns in turn.
    """

    settings_json: str
    network: str
    exe_dir: str
