"""A SOCKS5 proxy that connects to nothing: it says what it was asked for, and holds the connections."""

import contextlib
import queue
import socket
import threading
from dataclasses import dataclass

ACCEPT = bytes([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])


def refusal(reply: int) -> bytes:
    """Return what the proxy answers for an error of RFC 1928."""
    return bytes([5, reply, 0, 1, 0, 0, 0, 0, 0, 0])


@dataclass(frozen=True)
class Asked:
    """A request, and the connection it came on."""

    host: str
    port: int
    credentials: tuple[str, str] | None
    sock: socket.socket


class FakeSocks:
    """Listens on a port of its own.

    Args (constructor):
        answer: what a request gets; b"" for silence.
        method: what is answered to the offer of methods; None for the best one offered.
        grants: what user name and password get.

    Attributes:
        asked: requests, as they come.
    """

    def __init__(
        self, answer: bytes = ACCEPT, method: bytes | None = None, grants: bytes = b"\1\0", path: str | None = None
    ) -> None:
        self.answer = answer
        self.method = method
        self.grants = grants
        self.asked: queue.Queue[Asked] = queue.Queue()
        self._socks: list[socket.socket] = []
        if path is None:
            self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
            self.port = self._listener.getsockname()[1]
        else:
            self._listener = socket.socket(socket.AF_UNIX)
            self._listener.bind(path)
            self._listener.listen()
        self._thread = threading.Thread(target=self._run, name="fake-socks")
        self._thread.start()

    def __enter__(self) -> "FakeSocks":
        return self

    def __exit__(self, *exc: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()
        for sock in self._socks:
            sock.close()

    def _run(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self._socks.append(sock)
            sock.settimeout(10)
            with contextlib.suppress(OSError, IndexError):
                self._serve(sock)

    def _serve(self, sock: socket.socket) -> None:
        def read(size: int) -> bytes:
            return sock.recv(size, socket.MSG_WAITALL)

        methods = read(read(2)[1])
        chosen = bytes([5, max(methods)]) if self.method is None else self.method
        sock.sendall(chosen)
        credentials = None
        if chosen == b"\5\2":
            user = read(read(2)[1]).decode()
            credentials = (user, read(read(1)[0]).decode())
            sock.sendall(self.grants)
        size = read(5)[4]
        host = read(size).decode()
        self.asked.put(Asked(host, int.from_bytes(read(2), "big"), credentials, sock))
        sock.sendall(self.answer)
