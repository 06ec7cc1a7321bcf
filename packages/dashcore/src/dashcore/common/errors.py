"""What goes wrong before and while a process starts.

Exception
+-- ArgsError      an argument or configuration file is wrong
+-- InitError      the start ends here; shown as `Error: <text>`
+-- SettingsError  settings.json cannot be read or written
"""


class ArgsError(Exception):
    """A wrong argument or configuration file; the text is what dashd says."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message


class InitError(Exception):
    """Ends the start of a process with one clear line."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message


class SettingsError(Exception):
    """Why settings.json could not be read or written, one reason a line."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(reasons)
        self.reasons = reasons

    def __str__(self) -> str:
        return "\n".join(self.reasons)
