"""A calculator in a process of its own, which prints through the process that started it.

python examples/calculator.py "6 * 7" "1 / 0"
"""

import operator
import os
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable

import libmultiprocess as mp

OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


class Calculator(ABC):
    """Solves equations of two numbers."""

    @abstractmethod
    def solve(self, equation: str) -> float:
        """Print the result as well as return it."""


class Init(ABC):
    """The root of the connection."""

    @abstractmethod
    def make_calculator(self, show: Callable[[str], None]) -> Calculator:
        """`show` runs in the caller's process, on the thread that waits for the call."""


class MyCalculator(Calculator, Init):
    """What the other process runs."""

    def make_calculator(self, show: Callable[[str], None]) -> Calculator:  # noqa: D102
        self.show = show
        return self

    def solve(self, equation: str) -> float:  # noqa: D102
        left, sign, right = equation.split()
        result = float(OPERATORS[sign](float(left), float(right)))
        self.show(f"{equation} = {result:g}, says process {os.getpid()}")
        return result


FILE = mp.SchemaFile(interfaces={Calculator: mp.Interface(), Init: mp.Interface(root=True)})
STUBS = mp.generate(mp.Schema({"calculator.capnp": FILE}, exceptions=[ZeroDivisionError]))

if sys.argv[1:2] == ["-ipcfd"]:
    mp.serve(int(sys.argv[2]), MyCalculator(), STUBS.InitProxy)
elif __name__ == "__main__":
    with mp.spawn([sys.executable, __file__], STUBS.InitProxy) as child:
        calculator = child.init.make_calculator(lambda line: print(f"process {os.getpid()} prints: {line}"))
        for equation in sys.argv[1:] or ["6 * 7", "1 / 0"]:
            try:
                calculator.solve(equation)
            except (ZeroDivisionError, mp.RemoteError) as error:
                print(f"{equation}: {error}")
