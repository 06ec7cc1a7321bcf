"""A client that starts and stops with the node. Mirrors ChainClient of interfaces/chain.h."""

from abc import ABC, abstractmethod

from dashcore.primitives.types import UnixTime


class ChainClient(ABC):
    """Driven by the node through its start and stop, in the order of the methods below."""

    @abstractmethod
    def register_rpcs(self) -> None:
        """Offer RPC commands through `Chain.handle_rpc`."""

    @abstractmethod
    def verify(self) -> bool:
        """Check what is to be loaded before anything is changed; False (after init_error) ends the start."""

    @abstractmethod
    def load(self) -> bool:
        """Load; False (after init_error) ends the start."""

    @abstractmethod
    def start(self) -> None:
        """Begin background work; the node is up."""

    @abstractmethod
    def flush(self) -> None:
        """Put everything on disk; the node is about to stop."""

    @abstractmethod
    def stop(self) -> None:
        """Close everything; the chain state is on disk."""

    @abstractmethod
    def set_mock_time(self, time: UnixTime) -> None:
        """Follow the node's mock time; 0 ends it."""

    @abstractmethod
    def scheduler_mock_forward(self, seconds: int) -> None:
        """Make what is to be done at a time due that much sooner. Source: C++ ChainClient::schedulerMockForward."""
