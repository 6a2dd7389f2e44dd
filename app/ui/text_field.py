"""A field for a text of any length: as tall as its text, up to a number of lines, and answered with the keyboard."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit

from app.ui.text_direction import keep_turned
from app.ui.theme import Theme


class TextField(QPlainTextEdit):
    accepted = Signal()
    """Ctrl+Enter, or Enter alone where that is said."""
    dismissed = Signal()
    """Esc"""
    left = Signal()
    """The keyboard is elsewhere now."""

    def __init__(
        self, theme: Theme, *, least_lines: int = 2, most_lines: int = 12, enter_accepts: bool = False
    ) -> None:
        """With `enter_accepts`, Shift+Enter starts a new line, as in the message box."""
        super().__init__()
        self._enter_accepts = enter_accepts
        self.setObjectName("field")
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._least, self._most = least_lines, most_lines
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme.changed.connect(self._fit)
        keep_turned(self)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if enter and (control or (self._enter_accepts and not shift)):
            self.accepted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere, which the document does not tell."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        lines = max(self._least, min(self._most, round(self.document().size().height())))
        first = self.document().begin()
        line = max(self.fontMetrics().lineSpacing(), self.blockBoundingRect(first).height() / max(1, first.lineCount()))
        margins = 2 * self.document().documentMargin() + 16  # the style's padding and border
        height = ceil(lines * line + margins)
        if self.minimumHeight() != height:
            self.setFixedHeight(height)
            if lines < self._most:  # it was scrolled to the cursor while it was shorter
                QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(0))
        # A bar beside text that fits would only flicker.
        inner = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines == self._most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(inner)
