"""Keeps what else Python does from holding up the thread that draws, and from deleting what is drawn."""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QTimer

SWITCH_SECONDS = 0.0005
"""So long may another thread that runs Python keep the drawing thread waiting; Python's own measure is ten times as
long, and a reply with many formulas asks for its turn a hundred times before it is on the page."""
SETTLED_MS = 2_000
OLDEST = 40
"""Collections of the middle generation for one of everything, four times as many as Python does: that one takes
longest."""


def keep_responsive(parent: QObject) -> None:
    """For the whole process; collecting ends with `parent`. To be called on the drawing thread."""
    sys.setswitchinterval(SWITCH_SECONDS)
    # Python collects garbage on the thread that happens to make some, and a widget that another thread deletes while it
    # is drawn takes the program with it.
    gc.disable()
    gc.set_threshold(*gc.get_threshold()[:2], OLDEST)
    _Collector(parent)
    # What is there once the window has started stays until it ends. The collector of garbage need not look at it each
    # time: that takes a tenth of a second and more, in which nothing else runs.
    QTimer.singleShot(SETTLED_MS, parent, gc.freeze)


class _Collector(QObject):
    """Collects garbage whenever there was something to do: no timer wakes a window that rests."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        QAbstractEventDispatcher.instance().awake.connect(self._collect)

    def _collect(self) -> None:
        """What Python's own collector would, if that is due: the oldest generation whose turn it is."""
        due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if any(due):
            gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))
