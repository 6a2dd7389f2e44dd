"""A walk past the few controls that one needs first: a word beside each, to be gone on with, or left at any time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.translation import tr
from app.ui.announcements import announce
from app.ui.facts_table import plain, wrapped
from app.ui.theme import Theme

_WIDTH = 320
_GAP = 12
_MARGIN = 10


@dataclass(frozen=True)
class Stop:
    widget: QWidget
    title: str
    text: str


class Tour(QWidget):
    """Lies over the whole window while it lasts. A control that is not shown is passed by."""

    ended = Signal()

    def __init__(self, theme: Theme, stops: Sequence[Stop], window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._stops = [stop for stop in stops if stop.widget.isVisible()]
        self._place = 0
        self._title = wrapped("title")
        self._text = wrapped("")
        self._count = plain("small")
        self.skip = _button(tr("Skip"), "plain")
        self.skip.clicked.connect(self.end)
        self.next = _button("", "primary")
        self.next.clicked.connect(self.go_on)
        self.bubble = QFrame(self)
        self.bubble.setObjectName("popover")
        answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addWidget(self._count, 1)
        answers.addWidget(self.skip)
        answers.addWidget(self.next)
        column = QVBoxLayout(self.bubble)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(4)
        column.addLayout(answers)
        window.installEventFilter(self)

    def start(self) -> None:
        if not self._stops:
            self.end()
            return
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()
        self._show_stop()

    def go_on(self) -> None:
        self._place += 1
        if self._place < len(self._stops):
            self._show_stop()
        else:
            self.end()

    def end(self) -> None:
        self._window.removeEventFilter(self)
        self.hide()
        self.ended.emit()
        self.deleteLater()

    def _show_stop(self) -> None:
        stop = self._stops[self._place]
        is_last = self._place == len(self._stops) - 1
        self._title.setText(stop.title)
        self._text.setText(stop.text)
        self._count.setText(tr("{place} of {count}", place=self._place + 1, count=len(self._stops)))
        self.next.setText(tr("Done") if is_last else tr("Next"))
        self.skip.setVisible(not is_last)
        self.bubble.setAccessibleName(f"{stop.title}. {stop.text}")
        self._place_bubble()
        self.update()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{stop.title}. {stop.text}")

    def _target(self) -> QRect:
        widget = self._stops[self._place].widget
        corner = widget.mapTo(self._window, QPoint(0, 0))
        return QRect(corner, widget.size()).adjusted(-4, -4, 4, 4)

    def _place_bubble(self) -> None:
        """Below or above what it speaks of, where there is more room; always as a whole within the window."""
        width = min(_WIDTH, self.width() - 2 * _MARGIN)
        self.bubble.setFixedWidth(width)
        layout = self.bubble.layout()
        assert layout is not None
        layout.activate()
        height = layout.totalHeightForWidth(width)
        self.bubble.setFixedHeight(height)
        target = self._target()
        below = target.bottom() + _GAP
        top = below if below + height <= self.height() - _MARGIN else target.top() - _GAP - height
        top = max(_MARGIN, min(top, self.height() - height - _MARGIN))
        left = target.center().x() - width // 2
        self.bubble.move(max(_MARGIN, min(left, self.width() - width - _MARGIN)), top)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() is QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
            self._place_bubble()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """The keyboard stays here: what lies below cannot be seen well."""
        other = self.skip if self.next.hasFocus() and self.skip.isVisible() else self.next
        other.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(0, 0, 0, 110)
        light = QPainterPath()
        light.addRoundedRect(QRectF(self._target()), 12, 12)
        whole = QPainterPath()
        whole.addRect(QRectF(self.rect()))
        painter.fillPath(whole.subtracted(light), veil)
        painter.setPen(QPen(self._theme.color("accent"), 2))
        painter.drawPath(light)


def _button(text: str, role: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", role)
    button.setAutoDefault(True)
    return button
