"""The debug console's language: `method arg arg=value "quoted text" nested(call)`. Mirrors RPCConsole::RPCParseCommandLine.

A command is words with spaces or commas between them; quotes hold a word together; `a(b c)` puts the answer of `b c`
in the place of a word, and `a(b)[key][0]` a part of that answer. Pure: running a command is the caller's.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from dashcore.gui.texts import tr

Run: TypeAlias = Callable[[list[str]], str]

_SECRET_COMMANDS = frozenset(
    {
        "createwallet",
        "encryptwallet",
        "importdescriptors",
        "importmulti",
        "importprivkey",
        "sethdseed",
        "signmessagewithprivkey",
        "signrawtransactionwithkey",
        "upgradetohd",
        "walletpassphrase",
        "walletpassphrasechange",
    }
)  # not kept in the history. Source: C++ historyFilter


class ConsoleError(ValueError):
    """A line that cannot be understood; the text is for the user."""


@dataclass(slots=True)
class Call:
    """A command and its words; a word may be a call itself, with a path into its answer."""

    words: "list[str | Call]" = field(default_factory=list)
    path: list[str] = field(default_factory=list)


def is_secret(line: str) -> bool:
    """Whether a line names a command that is told secrets, on whatever depth."""
    words = line.replace("(", " ").replace(")", " ").replace(",", " ").split()
    return any(word.lower() in _SECRET_COMMANDS for word in words)


def parse(line: str) -> Call:
    """Read a line.

    Raises:
        ConsoleError: quotes, brackets or parentheses do not match, or nothing is called.
    """
    parser = _Parser(line)
    call = parser.read_call(depth=0)
    if not call.words:
        raise ConsoleError(tr("There is no command."))
    return call


def evaluate(call: Call, run: Run, pick: Callable[[str, list[str]], str]) -> str:
    """Run a call, the calls inside it first.

    Args:
        run: runs one command, given its name and words.
        pick: takes a part of an answer, given the path to it.
    """
    words = [word if isinstance(word, str) else evaluate(word, run, pick) for word in call.words]
    answer = run(words)
    return pick(answer, call.path) if call.path else answer


class _Parser:
    def __init__(self, line: str) -> None:
        self._line = line
        self._at = 0

    def read_call(self, depth: int) -> Call:
        """Read words up to the end, or to the parenthesis that closes this call."""
        call = Call()
        while True:
            self._skip_blanks()
            if self._at == len(self._line):
                if depth:
                    raise ConsoleError(tr("A parenthesis is not closed."))
                return call
            if self._line[self._at] == ")":
                if not depth:
                    raise ConsoleError(tr("There is a closing parenthesis too much."))
                return call
            if self._line[self._at] == "(":
                raise ConsoleError(tr("A parenthesis must follow a command."))
            word = self._read_word()
            if self._peek() == "(":
                self._at += 1
                inner = self.read_call(depth + 1)
                self._at += 1
                inner.words.insert(0, word)
                inner.path = self._read_path()
                if not call.words and not depth and self._is_over():
                    return inner
                call.words.append(inner)
            else:
                call.words.append(word)

    def _is_over(self) -> bool:
        self._skip_blanks()
        return self._at == len(self._line)

    def _peek(self) -> str:
        return self._line[self._at : self._at + 1]

    def _skip_blanks(self) -> None:
        while self._peek() and self._peek() in " \t\n,":
            self._at += 1

    def _read_word(self) -> str:
        found: list[str] = []
        while self._peek() and self._peek() not in " \t\n,()":
            mark = self._peek()
            self._at += 1
            if mark in "\"'":
                found.append(self._read_quoted(mark))
            elif mark == "\\":
                found.append(self._peek())
                self._at += 1
            else:
                found.append(mark)
        return "".join(found)

    def _read_quoted(self, mark: str) -> str:
        found: list[str] = []
        while self._peek() != mark:
            if not self._peek():
                raise ConsoleError(tr("A quotation mark is not closed."))
            if mark == '"' and self._peek() == "\\" and self._line[self._at + 1 : self._at + 2] in {'"', "\\"}:
                self._at += 1
            found.append(self._peek())
            self._at += 1
        self._at += 1
        return "".join(found)

    def _read_path(self) -> list[str]:
        path = []
        while self._peek() == "[":
            end = self._line.find("]", self._at)
            if end < 0:
                raise ConsoleError(tr("A bracket is not closed."))
            path.append(self._line[self._at + 1 : end])
            self._at = end + 1
        return path
