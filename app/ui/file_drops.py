"""Files that are dropped on a widget, wherever in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.ui.shelf_parts import DropFrame, dropped_paths
from app.ui.theme import Theme


class FileDrops(QObject):
    """Says so in a frame over the widget while they are dragged across it."""

    dropped = Signal(list)
    """Paths"""

    def __init__(self, theme: Theme, widget: QWidget, text: str) -> None:
        """What in `widget` takes drops for itself must leave files alone."""
        super().__init__(widget)
        self._widget = widget
        self.frame = DropFrame(theme, widget, text)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            self.frame.show_over(self._widget)
            return True
        if event.type() is QEvent.Type.DragLeave:
            self.frame.hide()
        elif event.type() is QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.frame.hide()
            if paths := dropped_paths(event.mimeData()):
                event.acceptProposedAction()
                self.dropped.emit(paths)
        return super().eventFilter(watched, event)
