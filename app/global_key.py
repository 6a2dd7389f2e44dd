"""GlobalKey: a key that calls the program from everywhere, where the desktop lets a program have one."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QObject, QSocketNotifier, Signal
from PySide6.QtGui import QGuiApplication

from app.portal_key import PortalKey, has_session_bus
from app.state import KeyMeans
from app.translation import tr
from app.x_keys import KeyUnavailable, XKey


class GlobalKey(QObject):
    """At most one key at a time."""

    pressed = Signal()
    bound = Signal(str)
    """The desktop has given it: this one, in the desktop's words"""
    refused = Signal(str)
    """Why it cannot be, for the person"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key: XKey | PortalKey | None = None
        self._notifier: QSocketNotifier | None = None

    def set_keys(self, keys: str) -> None:
        """Take these in place of any; empty takes none."""
        self.close()
        if not keys:
            return
        try:
            match key_means():
                case KeyMeans.PROGRAM:
                    self._take_from_x(keys)
                case KeyMeans.DESKTOP:
                    self._ask_portal(keys)
                case KeyMeans.NONE:
                    raise KeyUnavailable(tr("This desktop gives no program a key for everywhere."))
        except KeyUnavailable as error:
            self.refused.emit(str(error))

    def close(self) -> None:
        """Give the key back."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._key is not None:
            self._key.close()
            self._key = None

    def _take_from_x(self, keys: str) -> None:
        self._key = XKey(keys)
        self._notifier = QSocketNotifier(self._key.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._look)
        self._look()

    def _ask_portal(self, keys: str) -> None:
        self._key = key = PortalKey(keys, self)
        key.pressed.connect(self.pressed)
        key.bound.connect(self.bound)
        key.refused.connect(self.refused)
        key.ask()

    def _look(self) -> None:
        if isinstance(self._key, XKey) and self._key.was_pressed():
            self.pressed.emit()


def key_means() -> KeyMeans:
    """On X11 a program takes its key. Under Wayland it asks the desktop: an X server gives keys there only to windows
    of its own. Elsewhere the person binds a command to a key of the desktop."""
    if not sys.platform.startswith("linux"):
        return KeyMeans.NONE
    is_wayland = QGuiApplication.platformName() == "wayland" or bool(os.environ.get("WAYLAND_DISPLAY"))
    if is_wayland:
        return KeyMeans.DESKTOP if has_session_bus() else KeyMeans.NONE
    return KeyMeans.PROGRAM if QGuiApplication.platformName() == "xcb" else KeyMeans.NONE
