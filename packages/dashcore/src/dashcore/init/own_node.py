"""A node that a screen starts and stops: in a process that was spawned for it, or in the screen's own (dash-qt).

own = OwnNode(make_context(), program)
own.run()                             # on the thread that the node lives on; returns at its end
own.base_initialize(args)             # on other threads, through the interface `Node`
own.app_init_main()
own.app_shutdown()
"""

import logging
import threading
from contextlib import ExitStack

from dashcore.common.datadir import lock_data_directory
from dashcore.common.errors import ArgsError, InitError, SettingsError
from dashcore.init.node_main import Program, check_options, configure, live
from dashcore.interfaces.global_args import GlobalArgs
from dashcore.interfaces.node import TipInfo
from dashcore.node import ui
from dashcore.node.context import NodeContext
from dashcore.node.node_impl import NodeImpl

_log = logging.getLogger("dash")


class OwnNode(NodeImpl):
    """Follows `Node` from `base_initialize` to `app_shutdown`; all else works while it runs.

    Threads: `prepare` and `run` on one; the rest on any.
    """

    def __init__(self, node: NodeContext, program: Program) -> None:
        super().__init__(node)
        self._context = node
        self._program = program
        self._locks = ExitStack()
        self._prepared = False
        self._problem: InitError | None = None  # found before anybody could be told
        self._changed = threading.Condition()
        self._wanted = False  # guarded by: self._changed
        self._started: bool | None = None  # guarded by: self._changed
        self._ended = False  # guarded by: self._changed
        self.exit_code = 0

    def prepare(self) -> None:
        """Do all that comes before the first thread. What goes wrong is told when `base_initialize` asks."""
        self._prepared = True
        try:
            self._context.args.read_settings_file()  # it may have changed since the screen read it
        except SettingsError as error:
            self._problem = InitError(str(error))
            return
        try:
            configure(self._context)
            check_options(self._context)
            data_dir = self._context.args.data_dir()
            lock_data_directory(data_dir).close()  # an early answer, before a wallet process is started
            self._program.wire(self._context)
            self._locks.enter_context(lock_data_directory(data_dir))
            self._program.confine(self._context)
        except InitError as error:
            self._problem = error

    def run(self) -> int:
        """Wait until the node is wanted, be it, and return its exit code; 0 where nobody ever wanted it."""
        with self._changed:
            self._changed.wait_for(lambda: self._wanted or self._ended)
            wanted = self._wanted
        try:
            if wanted and self._problem is None:
                self.exit_code = live(self._context, self._program, self._tell_started)
        finally:
            self._locks.close()
            self._context.log.close()
            with self._changed:
                if self._started is None:
                    self._started = False
                self._ended = True
                self._changed.notify_all()
        return self.exit_code

    def leave(self) -> None:
        """End: nobody needs the node any more. Does not wait."""
        self._context.shutdown.request_shutdown()
        with self._changed:
            if not self._wanted:
                self._ended = True
            self._changed.notify_all()

    def base_initialize(self, global_args: GlobalArgs) -> bool:
        """Take the configuration and check it."""
        args = self._context.args
        try:
            args.load_json(global_args.settings_json, keep_rw=self._prepared)
        except ArgsError as error:
            self._problem = InitError(str(error))
        if not self._prepared:
            self.prepare()
        if self._problem is not None:
            ui.init_error(self._context, str(self._problem).rstrip("\n"))
            return False
        return True

    def app_init_main(self) -> TipInfo | None:
        """Start the node."""
        with self._changed:
            self._wanted = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._started is not None)
            started = self._started
        return self.get_tip_info() if started else None

    def app_shutdown(self) -> None:
        """Stop the node and wait for its end."""
        self.leave()
        with self._changed:
            if self._wanted:
                self._changed.wait_for(lambda: self._ended)

    def _tell_started(self, started: bool) -> None:
        with self._changed:
            self._started = started
            self._changed.notify_all()
