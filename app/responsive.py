"""Keeps what else Python does from holding up the thread that draws."""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject, QTimer

SWITCH_SECONDS = 0.0005
"""So long may another thread that runs Python keep the drawing thread waiting; Python's own measure is ten times as
long, and a reply with many formulas asks for its turn a hundred times before it is on the page."""
SETTLED_MS = 2_000


def keep_responsive(parent: QObject) -> None:
    """For the whole process, as long as it lives; `parent` may go before that."""
    sys.setswitchinterval(SWITCH_SECONDS)
    # What is there once the window has started stays until it ends. The collector of garbage need not look at it each
    # time: that takes a tenth of a second and more, in which nothing else runs.
    QTimer.singleShot(SETTLED_MS, parent, gc.freeze)
