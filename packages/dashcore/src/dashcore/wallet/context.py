"""What all wallets of the process share: the network, the clock, the list of open wallets.

Mirrors wallet/context.h.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dashcore.consensus.params import ChainParams
from dashcore.interfaces.chain import Chain
from dashcore.interfaces.handler import Handler
from dashcore.primitives.types import UnixTime
from dashcore.script.address import KeyPrefixes


class Clock:
    """The time, or the mock time the node's users set."""

    def __init__(self) -> None:
        self._mock = 0

    def set_mock(self, moment: UnixTime) -> None:
        """Stand still at `moment`; 0 ends that."""
        self._mock = moment

    def now(self) -> UnixTime:
        """Seconds since 1970."""
        return UnixTime(self._mock or int(time.time()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What a wallet must know of its network."""

    name: str
    magic: bytes
    prefixes: KeyPrefixes
    ext_coin_type: int

    @classmethod
    def of(cls, params: ChainParams) -> "Network":
        """Take it from the chain's parameters."""
        return cls(name=params.name, magic=params.magic, prefixes=params.base58, ext_coin_type=params.ext_coin_type)


class CallbackHandler(Handler):
    """A subscription that a function ends."""

    def __init__(self, end: Callable[[], None]) -> None:
        self._end: Callable[[], None] | None = end
        self._lock = threading.Lock()

    def disconnect(self) -> None:
        """End the subscription; calling it again does nothing."""
        with self._lock:
            end, self._end = self._end, None
        if end is not None:
            end()


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What every wallet of the process is opened with.

    Attributes:
        chain: the node.
        data_dir: the network's data directory.
        generation: how often the node has been connected to; wallets attach anew where that has changed.
    """

    chain: Chain
    network: Network
    clock: Clock
    data_dir: Path
    generation: Callable[[], int] = lambda: 0
