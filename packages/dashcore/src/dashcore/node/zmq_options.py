"""What -zmqpub... and its like ask for. Mirrors CZMQNotificationInterface::Create."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dashcore.common.args import ArgsManager

DEFAULT_HIGH_WATER_MARK = 1000  # messages that wait for a slow subscriber
_UNIX, _IPC, _TCP = "unix:", "ipc://", "tcp://"
_MAX_PORT = 0xFFFF
# In the order in which they are asked for and shown; what concerns masternodes is never published by a node without them.
TYPES = (
    "pubhashblock",
    "pubhashchainlock",
    "pubhashgovernanceobject",
    "pubhashgovernancevote",
    "pubhashinstantsenddoublespend",
    "pubhashrecoveredsig",
    "pubhashtx",
    "pubhashtxlock",
    "pubrawblock",
    "pubrawchainlock",
    "pubrawchainlocksig",
    "pubrawgovernanceobject",
    "pubrawgovernancevote",
    "pubrawinstantsenddoublespend",
    "pubrawrecoveredsig",
    "pubrawtx",
    "pubrawtxlock",
    "pubrawtxlocksig",
    "pubsequence",
)


@dataclass(frozen=True, slots=True)
class ZmqEndpoint:
    """One thing that is published at one address.

    Args (constructor):
        kind: one of `TYPES`.
        address: as libzmq takes it.
        high_water_mark: messages that wait for a slow subscriber.
    """

    kind: str
    address: str
    high_water_mark: int

    @property
    def is_ipv6(self) -> bool:
        """Whether the address is of IPv6."""
        host, colon, _ = self.address.removeprefix(_TCP).rpartition(":")
        return self.address.startswith(_TCP) and bool(colon) and ":" in host


def read_endpoints(args: ArgsManager) -> Iterator[ZmqEndpoint]:
    """Yield what is to be published where."""
    for kind in TYPES:
        mark = args.get_int(f"-zmq{kind}hwm", DEFAULT_HIGH_WATER_MARK)
        if mark < 0:
            mark = DEFAULT_HIGH_WATER_MARK
        for text in args.get_all(f"-zmq{kind}"):
            address = f"{_IPC}{text.removeprefix(_UNIX)}" if text.startswith(_UNIX) else text
            yield ZmqEndpoint(kind, address, mark)


def listening_ports(args: ArgsManager) -> Iterator[int]:
    """Yield the TCP ports of all endpoints."""
    for endpoint in read_endpoints(args):
        port = endpoint.address.rpartition(":")[2]
        if endpoint.address.startswith(_TCP) and port.isdigit() and int(port) <= _MAX_PORT:
            yield int(port)


def listens_at_tcp(args: ArgsManager) -> bool:
    """Whether any endpoint is of TCP: libzmq then asks for this system's interfaces, and ends the process if it may not."""
    return any(endpoint.address.startswith(_TCP) for endpoint in read_endpoints(args))


def socket_paths(args: ArgsManager) -> Iterator[Path]:
    """Yield the unix sockets of all endpoints."""
    for endpoint in read_endpoints(args):
        path = endpoint.address.removeprefix(_IPC)
        if endpoint.address.startswith(_IPC) and path and not path.startswith("@"):
            yield Path(path).absolute()
