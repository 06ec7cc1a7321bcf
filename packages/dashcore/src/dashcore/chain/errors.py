"""What can go wrong with stores and disk; none of these is a verdict on a block.

    ChainError
    ├── FatalChainError     the node must stop: disk full, write failed, store inconsistent
    │   └── DiskSpaceError  no room left
    ├── DatabaseError       LevelDB refused: held by another process, damaged, read error
    ├── CorruptDataError    a block or undo record read back is not what was written
    └── ChainLoadError      the stores cannot be opened as they are; says what to do

Verdicts are `dashcore.consensus` errors.
"""


class ChainError(Exception):
    """Base of every error of the chain layer."""


class FatalChainError(ChainError):
    """The node cannot go on and must shut down; `user_message` is for people.

    Source: C++ AbortNode.
    """

    def __init__(self, message: str, user_message: str = "") -> None:
        super().__init__(message, user_message)
        self.message = message
        self.user_message = user_message or "A fatal internal error occurred, see debug.log for details"

    def __str__(self) -> str:
        return self.message


class DiskSpaceError(FatalChainError):
    """The file system has no room for what must be written."""

    def __init__(self, message: str = "Disk space is too low!", user_message: str = "Disk space is too low!") -> None:
        super().__init__(message, user_message)


class DatabaseError(ChainError):
    """LevelDB could not open, read or write a database."""


class CorruptDataError(ChainError):
    """What was read from a block file or database is not what was written to it."""


class ChainLoadError(ChainError):
    """The data directory cannot be loaded as it is; the text says what is wrong.

    Args (constructor):
        can_reindex: -reindex or -reindex-chainstate would mend it.
    """

    def __init__(self, message: str, can_reindex: bool = True) -> None:
        super().__init__(message, can_reindex)
        self.message = message
        self.can_reindex = can_reindex

    def __str__(self) -> str:
        return self.message
