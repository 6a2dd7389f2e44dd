"""Lets Enter press the button that has the keyboard, as Space does: of itself Qt does so in some dialogs only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterPresses(QObject):
    """In every window of the application. It listens to one button at a time, the one that has the keyboard."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not (isinstance(watched, QPushButton) and isinstance(event, QKeyEvent) and event.key() in _ENTER):
            return super().eventFilter(watched, event)
        # The number pad has a modifier of its own; with any other one Enter means something else.
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.type() is not QEvent.Type.KeyPress or not plain:
            return super().eventFilter(watched, event)
        if not event.isAutoRepeat():
            watched.click()
        return True

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(before, QPushButton):
            before.removeEventFilter(self)
        if isinstance(now, QPushButton):
            now.installEventFilter(self)
