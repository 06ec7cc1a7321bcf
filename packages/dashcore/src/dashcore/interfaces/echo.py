"""The smallest interface: proof that a call crosses. Mirrors interfaces/echo.h."""

from abc import ABC, abstractmethod


class Echo(ABC):
    """Sends back what it is sent."""

    @abstractmethod
    def echo(self, echo: str) -> str:
        """Return `echo` unchanged."""
