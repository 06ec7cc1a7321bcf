"""Garbage is collected on Qt's thread alone.

Python collects on whatever thread allocates, and a widget in a cycle would be deleted there: Qt dies of that. So while a
screen lives automatic collection is off, and a timer of Qt's thread does it.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 500


class Collector(QObject):
    """Collects what is due. Several may live at once; the last to stop hands collection back to Python."""

    _living = 0

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._stopped = False
        Collector._living += 1
        gc.disable()

    def stop(self) -> None:
        """Stop, after one last look at everything. Idempotent."""
        if self._stopped:
            return
        self._stopped = True
        self._timer.stop()
        gc.collect()
        Collector._living -= 1
        if not Collector._living:
            gc.enable()

    def _look(self) -> None:
        """Collect the oldest generation whose turn it is."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in reversed(range(len(counts))):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return
