"""A subscription that can be ended. Mirrors interfaces/handler.h."""

from abc import ABC, abstractmethod


class Handler(ABC):
    """What registering a callback or a command returns; dropping it ends the subscription too."""

    @abstractmethod
    def disconnect(self) -> None:
        """End the subscription. Calling it again does nothing.

        Threads: when it returns, no new callback begins; one that already runs may still be running.
        """
