"""Whether the sidebar is there: always where there is room, in a narrow window only while it is asked for."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.ui.sidebar import Sidebar

NARROW = 900
"""Width of the window, in pixels, below which the sidebar makes room."""


class SidebarPlace(QObject):
    wanted_changed = Signal(bool)
    """The person showed or hid it in a window that has room for it."""

    def __init__(self, sidebar: Sidebar, parent: QObject) -> None:
        super().__init__(parent)
        self._sidebar = sidebar
        self._narrow = False
        self._wanted = True

    def set_wanted(self, wanted: bool) -> None:
        self._wanted = wanted
        self._place()

    def set_window_width(self, width: int) -> None:
        narrow = width < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self._place()

    def toggle(self) -> None:
        shown = not self._sidebar.isVisibleTo(self._sidebar.window())
        self._sidebar.setVisible(shown)
        if not self._narrow:
            self._wanted = shown
            self.wanted_changed.emit(shown)

    def close_passing(self) -> None:
        """The person found in it what they opened it for."""
        if self._narrow:
            self._sidebar.hide()

    def _place(self) -> None:
        self._sidebar.setVisible(self._wanted and not self._narrow)
