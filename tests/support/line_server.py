"""A server that takes lines and answers each as it is told, such as Tor's control port or an I2P router."""

import contextlib
import queue
import socket
import threading
from collections.abc import Callable


class LineServer:
    """Listens on a port of its own; each connection has a thread.

    Args (constructor):
        answer: returns what a line gets; None ends the connection.

    Attributes:
        heard: lines, as they come.
    """

    def __init__(self, answer: Callable[[str], bytes | None]) -> None:
        self.heard: queue.Queue[str] = queue.Queue()
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.socks: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._run, name="line-server")]
        self._threads[0].start()

    def __enter__(self) -> "LineServer":
        return self

    def __exit__(self, *exc: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._threads[0].join()
        self._listener.close()
        self.drop()
        for thread in self._threads[1:]:
            thread.join()

    def drop(self) -> None:
        """End all connections."""
        for sock in self.socks:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def _run(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.socks.append(sock)
            self._threads.append(threading.Thread(target=self._serve, args=(sock,), name="line-server-connection"))
            self._threads[-1].start()

    def _serve(self, sock: socket.socket) -> None:
        with sock, sock.makefile("rb") as file, contextlib.suppress(OSError):
            for raw in file:
                line = raw.rstrip(b"\r\n").decode()
                self.heard.put(line)
                answer = self._answer(line)
                if answer is None:
                    return
                sock.sendall(answer)
