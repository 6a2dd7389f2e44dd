"""GlobalKey: a key that calls the program from everywhere, where the desktop lets a program have one."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QObject, QSocketNotifier, Signal
from PySide6.QtGui import QGuiApplication

from app.translation import tr
from app.x_keys import KeyUnavailable, XKey


class GlobalKey(QObject):
    """At most one key at a time."""

    pressed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys = ""
        self._key: XKey | None = None
        self._notifier: QSocketNotifier | None = None

    def set_keys(self, keys: str) -> str:
        """Take these in place of any; empty takes none. Returns why that cannot be, for the person; empty if it can."""
        if keys == self._keys and self._key is not None:
            return ""
        self.close()
        self._keys = keys
        if not keys:
            return ""
        if not is_possible():
            return tr("This desktop gives no program a key for everywhere.")
        try:
            self._key = XKey(keys)
        except KeyUnavailable as error:
            return str(error)
        self._notifier = QSocketNotifier(self._key.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._look)
        self._look()
        return ""

    def close(self) -> None:
        """Give the key back."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._key is not None:
            self._key.close()
            self._key = None

    def _look(self) -> None:
        if self._key is not None and self._key.was_pressed():
            self.pressed.emit()


def is_possible() -> bool:
    """On X11. Under Wayland an X server gives keys only to windows of its own; there, and elsewhere, the person binds a
    command to a key of the desktop."""
    is_x = sys.platform.startswith("linux") and QGuiApplication.platformName() == "xcb"
    return is_x and not os.environ.get("WAYLAND_DISPLAY")
