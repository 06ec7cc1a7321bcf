"""Keeps a program connected to a node that may leave and come back (-ipcconnect).

link = NodeLink(open_connection, first_blocks)
link.on_connected = wallets.attach_all      # on the link's own thread, once for each connection
link.connect_once()                         # raises ConnectError: for a start that wants the node to be there
link.start()                                # from now on it reconnects by itself, until close()
link.chain                                  # the node's; NodeGoneError while there is none

A subscription to notifications ends with its connection: who follows the chain has to look first where it left off, so
`on_connected` is where it subscribes anew. RPC commands need no such thought, and are registered again by the link.
"""

import contextlib
import logging
import random
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

import libmultiprocess as mp
from dashcore.interfaces.chain import Chain, NodeGoneError
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.rpc import RpcCall, RpcCommandInfo, RpcError
from dashcore.ipc.connect import ConnectError
from dashcore.ipc.stubs.init_stubs import InitProxy
from dashcore.primitives.types import BlockHash, Height
from dashcore.util.hashes import display_hash

_log = logging.getLogger("dash")

GONE = (mp.DisconnectedError, mp.ClosedError, mp.ProtocolError)
FIRST_DELAY_S = 0.25
LONGEST_DELAY_S = 10.0
_JITTER = 0.25  # of the delay, so that many programs do not come back at once
_CLOSE_S = 5.0

Actor = Callable[[RpcCall, bool], str]


def next_delay(delay_s: float, first_s: float = FIRST_DELAY_S) -> float:
    """How long to wait after a wait of `delay_s` was in vain; 0: after none."""
    return min(max(2 * delay_s, first_s), LONGEST_DELAY_S)


class NodeConnection(Protocol):
    """One connection to a node."""

    @property
    def chain(self) -> Chain:
        """The node's chain."""

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""

    def on_end(self, call: Callable[[], None]) -> None:
        """Have `call` called once the connection has ended, at once where it has."""

    def close(self) -> None:
        """End it. Calling it again does nothing."""


class ProcessConnection:
    """A `NodeConnection` to another process.

    Raises:
        ConnectError: the node does not let this program have its chain.
    """

    def __init__(self, root: InitProxy) -> None:
        self._connection = mp.connection_of(root)
        self._root = root  # the connection lasts as long as it does
        try:
            chain = root.make_chain()
        except mp.RemoteError as error:
            self.close()
            raise ConnectError(f"The node refuses its chain: {error.text}.") from error
        except GONE as error:
            self.close()
            raise ConnectError(f"The node left at once: {error}.", may_come=True) from error
        if chain is None:
            self.close()
            raise ConnectError("What listens there has no chain: it is no node.")
        self._chain: Chain = chain

    @property
    def chain(self) -> Chain:
        """The node's chain."""
        return self._chain

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return not self._connection.closed

    def on_end(self, call: Callable[[], None]) -> None:
        """Have `call` called once the connection has ended."""
        self._connection.on_disconnect(call)

    def close(self) -> None:
        """End it."""
        self._connection.close()


class _Command(Handler):
    """An RPC command, registered at whatever node is there."""

    def __init__(self, info: RpcCommandInfo, actor: Actor, forget: Callable[["_Command"], None]) -> None:
        self.info = info
        self.actor = actor
        self.at_node: Handler | None = None
        self._forget = forget

    def disconnect(self) -> None:
        """Take it back."""
        self._forget(self)
        handler, self.at_node = self.at_node, None
        if handler is not None:
            with contextlib.suppress(*GONE):
                handler.disconnect()


class NodeLink:
    """The connection to the node, whichever it is now.

    Attributes:
        on_connected: called with each new connection; NodeGoneError from it means that the node left again.

    Args (constructor):
        open_connection: connects, or raises ConnectError.
        first_blocks: hashes of the blocks that a node's chain must begin with.
        pick: gives a number from 0 to 1, for the jitter.
        first_delay_s: how long to wait before the first try after a loss; doubles with each that fails.

    Threads: any; `on_connected` runs on the thread that connects.
    """

    def __init__(
        self,
        open_connection: Callable[[], NodeConnection],
        first_blocks: Sequence[BlockHash],
        *,
        pick: Callable[[], float] = random.random,
        first_delay_s: float = FIRST_DELAY_S,
    ) -> None:
        self.on_connected: Callable[[], None] = lambda: None
        self._open = open_connection
        self._first_blocks = tuple(first_blocks)
        self._pick = pick
        self._first_delay_s = first_delay_s
        self._wake = threading.Condition()
        self._connection: NodeConnection | None = None  # guarded by: self._wake
        self._generation = 0  # guarded by: self._wake
        self._closed = False  # guarded by: self._wake
        self._commands: list[_Command] = []  # guarded by: self._wake
        self._said = ""
        self._thread = threading.Thread(target=self._run, name="d-ipcconnect", daemon=True)

    @property
    def chain(self) -> Chain:
        """The node's chain.

        Raises:
            NodeGoneError: no node is connected.
        """
        connection = self._connection
        if connection is None:
            raise NodeGoneError
        return connection.chain

    @property
    def is_connected(self) -> bool:
        """Whether a node is connected."""
        return self._connection is not None

    @property
    def problem(self) -> str:
        """Why no node is connected, as far as that was found out; empty where one is."""
        return "" if self.is_connected else self._said

    @property
    def generation(self) -> int:
        """How many connections there have been."""
        return self._generation

    def note_failure(self, chain: Chain) -> bool:
        """Look at the connection again that a call failed on; return whether it has ended."""
        with self._wake:
            connection = self._connection
        if connection is None or connection.chain is not chain:
            return True
        if connection.is_open:
            return False
        self._end(connection)
        return True

    def connect_once(self) -> None:
        """Connect now, on this thread.

        Raises:
            ConnectError: that cannot be; the text is for the user.
        """
        connection = self._open()
        try:
            self._check(connection.chain)
        except BaseException:
            connection.close()
            raise
        with self._wake:
            if self._closed:
                connection.close()
                return
            self._connection = connection
            self._generation += 1
            commands = tuple(self._commands)
        connection.on_end(lambda: self._end(connection))
        _log.info("Connected to the node")
        try:
            for command in commands:
                command.at_node = connection.chain.handle_rpc(command.info, command.actor)
            self.on_connected()
        except (NodeGoneError, *GONE):
            self._end(connection)  # it may not have been noticed elsewhere yet
        except mp.RemoteError as error:
            self._end(connection)
            raise ConnectError(f"The node refuses the wallet's RPC commands: {error.text}.") from error

    def _check(self, chain: Chain) -> None:
        for height, expected in enumerate(self._first_blocks):
            try:
                found = chain.get_block_hash(Height(height))
            except GONE as error:
                raise ConnectError(f"The node left at once: {error}.", may_come=True) from error
            except (RpcError, mp.RemoteError) as error:
                raise ConnectError(f"The node does not tell of its chain: {error}.") from error
            if found is not None and found != expected:
                raise ConnectError(
                    f"The node is on another chain: its block {height} is {display_hash(found)}, "
                    f"not {display_hash(expected)}."
                )

    def handle_rpc(self, info: RpcCommandInfo, actor: Actor) -> Handler:
        """Serve a command through the node, whenever one is there."""
        command = _Command(info, actor, self._forget)
        with self._wake:
            self._commands.append(command)
            connection = self._connection
        if connection is not None:
            with contextlib.suppress(*GONE):
                command.at_node = connection.chain.handle_rpc(info, actor)
        return command

    def _forget(self, command: _Command) -> None:
        with self._wake:
            if command in self._commands:
                self._commands.remove(command)

    def start(self) -> None:
        """Connect, and reconnect, on a thread of its own from now on."""
        self._thread.start()

    def close(self) -> None:
        """Disconnect for good. Calling it again does nothing."""
        with self._wake:
            self._closed = True
            connection, self._connection = self._connection, None
            self._wake.notify_all()
        if connection is not None:
            connection.close()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(_CLOSE_S)

    def _end(self, connection: NodeConnection) -> None:
        """Note that a connection has ended, and see to it that it has."""
        with self._wake:
            if self._connection is not connection:
                return
            self._connection = None
            self._wake.notify_all()
        _log.warning("The node is gone; the wallets wait for it")
        connection.close()

    def _run(self) -> None:
        delay_s = 0.0
        while self._wait(delay_s):
            before = self._generation
            failed = False
            try:
                self.connect_once()
            except ConnectError as error:
                self._say(error.message)
            except Exception:  # noqa: BLE001 - the edge of a thread: whatever it was, it must not end the trying
                _log.exception("Connecting to the node failed")
                self._drop()
                failed = True
            if self._generation != before and not failed:
                delay_s = 0.0  # it was there
                self._said = ""
            delay_s = next_delay(delay_s, self._first_delay_s)

    def _wait(self, delay_s: float) -> bool:
        """Wait as long as a node is connected, then for `delay_s`; False once this is closed."""
        with self._wake:
            while self._connection is not None and not self._closed:
                self._wake.wait()
            self._wake.wait_for(lambda: self._closed, delay_s * (1 + _JITTER * self._pick()))
            return not self._closed

    def _drop(self) -> None:
        connection = self._connection
        if connection is not None:
            self._end(connection)

    def _say(self, text: str) -> None:
        if text != self._said:
            self._said = text
            _log.warning("%s Trying again.", text)
