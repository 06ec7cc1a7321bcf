"""What every system has in its own way: waiting for a socket, and being woken meanwhile."""

from abc import ABC, abstractmethod


class Watch(ABC):
    """Waits for a socket to have something; can be woken."""

    @abstractmethod
    def wait(self) -> bool:
        """Wait; True if the socket has something, or is at its end."""

    @abstractmethod
    def wake(self) -> None:
        """Wake who waits, or will. Takes no locks."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what it takes to wake; the socket is another's."""
