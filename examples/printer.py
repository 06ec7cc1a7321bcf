"""A printer that listens on a socket, and a client in another process that sends it documents.

python examples/printer.py
"""

import os
import subprocess
import sys
import tempfile
from abc import ABC, abstractmethod
from dataclasses import dataclass

import libmultiprocess as mp


@dataclass(frozen=True)
class Document:
    """What is printed."""

    title: str
    pages: list[str]
    copies: mp.UInt8 = 1


class Printer(ABC):
    """The root of the connection."""

    @abstractmethod
    def print_all(self, documents: list[Document]) -> dict[str, int]:
        """Print, and say how many pages each took."""


class MyPrinter(Printer):
    """Prints on the terminal."""

    def print_all(self, documents: list[Document]) -> dict[str, int]:  # noqa: D102
        for each in documents:
            for number, page in enumerate(each.pages * each.copies, 1):
                print(f"process {os.getpid()} prints {each.title}, page {number}: {page}", flush=True)
        return {each.title: len(each.pages) * each.copies for each in documents}


STUBS = mp.generate(mp.Schema({"printer.capnp": mp.SchemaFile(interfaces={Printer: mp.Interface(root=True)})}))


def send(path: str) -> None:
    """The client."""
    with mp.connect(path, STUBS.PrinterProxy) as printer:
        done = printer.print_all([Document("poem", ["roses", "violets"]), Document("memo", ["buy milk"], copies=2)])
        print(f"process {os.getpid()} had {sum(done.values())} pages printed: {done}", flush=True)


if __name__ == "__main__" and len(sys.argv) > 1:
    send(sys.argv[1])
elif __name__ == "__main__":
    with tempfile.TemporaryDirectory() as directory:
        socket = os.path.join(directory, "printer.sock")  # noqa: PTH118  # a socket's name
        with mp.listen(socket, lambda peer: MyPrinter(), STUBS.PrinterProxy):
            subprocess.run([sys.executable, __file__, socket], check=True)  # noqa: S603  # ourselves
