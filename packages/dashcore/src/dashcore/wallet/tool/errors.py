"""Why a command of the wallet tool failed."""


class ToolError(Exception):
    """A command failed; `text` goes to the user as it is, its end of line included."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
