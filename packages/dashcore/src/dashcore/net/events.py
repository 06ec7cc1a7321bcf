"""What the net layer asks of whoever understands messages. Mirrors NetEventsInterface of net.h."""

from typing import Protocol

from dashcore.net.connection import Connection
from dashcore.net.protocol import Services


class NetEvents(Protocol):
    """Called by the message thread, but for `initialize_node`, which comes from the net thread."""

    def initialize_node(self, connection: Connection, our_services: Services) -> None:
        """A connection stands: make its state; send `version` if it is outbound."""

    def finalize_node(self, connection: Connection) -> None:
        """A connection ended: forget its state. It sends nothing any more."""

    def process_messages(self, connection: Connection) -> bool:
        """Handle at most one message; True if more can be done at once.

        Not called once the connection closes.
        """

    def send_messages(self, connection: Connection) -> None:
        """Queue what is due now: called about every 100 ms, and after each message."""
