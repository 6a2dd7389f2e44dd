"""Files that are dropped on a widget, wherever in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.theme import Theme


def dropped_paths(data: QMimeData) -> list[str]:
    """Files and folders of this computer; addresses elsewhere are none."""
    urls = data.urls() if data.hasUrls() else []
    return [url.toLocalFile() for url in urls if url.isLocalFile() and not url.host()]


class FileDrops(QObject):
    """Says so in a frame over the widget while they are dragged across it."""

    dropped = Signal(list)
    """Paths"""

    def __init__(self, theme: Theme, widget: QWidget, text: str) -> None:
        """What in `widget` takes drops for itself must leave files alone."""
        super().__init__(widget)
        self.are_taken = True
        self._widget = widget
        self.frame = DropFrame(theme, widget, text)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and self.are_taken and dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            self.frame.show_over(self._widget)
            return True
        if event.type() is QEvent.Type.DragLeave:
            self.frame.hide()
        elif event.type() is QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.frame.hide()
            if self.are_taken and (paths := dropped_paths(event.mimeData())):
                event.acceptProposedAction()
                self.dropped.emit(paths)
        return super().eventFilter(watched, event)


class DropFrame(QWidget):
    """Over everything while files are dragged across: here they can be dropped."""

    def __init__(self, theme: Theme, parent: QWidget, text: str) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = text
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_over(self, widget: QWidget) -> None:
        self.setGeometry(widget.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(theme.color("page"))
        veil.setAlpha(225)
        painter.fillRect(self.rect(), veil)
        painter.setBrush(theme.color("accent_soft"))
        painter.setPen(QPen(theme.color("accent"), 2, Qt.PenStyle.DashLine))
        area = QRectF(self.rect()).adjusted(16, 16, -16, -16)
        painter.drawRoundedRect(area, 14, 14)
        font = painter.font()
        font.setPixelSize(theme.title_size)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.color("ink"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._text)
