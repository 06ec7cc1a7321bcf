"""The command line as consensus code asks for it."""

from dashcore.common.args import ArgsManager


class ChainArgsView:
    """`consensus.overrides.ChainArgs` on top of the arguments of this process."""

    def __init__(self, args: ArgsManager) -> None:
        self._args = args

    def is_arg_set(self, name: str) -> bool:
        """Whether the option was given at all."""
        return self._args.is_set(name)

    def get_args(self, name: str) -> list[str]:
        """All values given."""
        return self._args.get_all(name)

    def get_arg(self, name: str, default: str) -> str:
        """The value that counts."""
        return self._args.get(name, default)

    def get_int_arg(self, name: str, default: int) -> int:
        """The value that counts, as a number."""
        return self._args.get_int(name, default)

    def get_bool_arg(self, name: str, default: bool) -> bool:
        """The value that counts, as a switch."""
        return self._args.get_bool(name, default)
