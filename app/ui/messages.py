"""A message of the transcript, and the person's own: plain text in a tint, to the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.store.records import StoredMessage
from app.ui import words
from app.ui.blocks import TextView, draw_focus_ring
from app.ui.markdown import TAIL
from app.ui.theme import Theme
from app.ui.work_queue import WorkQueue

FOLD = 6_000
"""Characters of the person's own message that are shown before they ask for the rest."""


class MessageView(QWidget):
    """What both kinds have in common: the keyboard, the focus ring, copying."""

    step_requested = Signal(int)
    """-1 or 1: the person moves to the message before or after this one."""
    focused = Signal()
    notice = Signal(str)
    inspection_requested = Signal(str)
    """The person wants to see the tokens of this text."""
    link_activated = Signal(QUrl)

    def __init__(self, message: StoredMessage, theme: Theme) -> None:
        super().__init__()
        self.message = message
        self.menu: QMenu | None = None
        """The one that was opened last."""
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @property
    def content(self) -> str:
        return self.message.content

    def set_width(self, width: int) -> None:
        """Lay the message out for a column of `width` pixels."""
        raise NotImplementedError

    def restyle(self) -> None:
        """The theme has changed."""
        raise NotImplementedError

    def discard(self) -> None:
        """It is about to be deleted: nothing that is under way may come back to it."""

    def parts(self) -> list[QWidget]:
        """What makes it up, itself last: a long message is deleted part by part, since all at once takes long."""
        return [self]

    def set_current(self, current: bool) -> None:
        """The current message is the one that Tab reaches, with what is in it; the others are passed over."""
        policy = Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(policy)
        before: QWidget = self
        for stop in self.stops():
            stop.setFocusPolicy(policy)
            if current:
                QWidget.setTabOrder(before, stop)
                before = stop

    def stops(self) -> list[QWidget]:
        """What Tab reaches in it, in reading order."""
        raise NotImplementedError

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.content)
        self.notice.emit("Copied")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the right button beside the text, or by the menu key on the chosen message."""
        self.open_menu(event.globalPos())
        event.accept()

    def open_menu(self, place: QPoint, text_menu: QMenu | None = None) -> None:
        """What can be done with the message, after what can be done with the text in it, if that has a menu."""
        menu = text_menu or QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not menu.isEmpty():
            menu.addSeparator()
        self.fill_menu(menu)
        menu.addAction("Copy the message\tCtrl+C", self.copy).setEnabled(bool(self.content))
        inspect = menu.addAction("Inspect tokens\u2026", lambda: self.inspection_requested.emit(self.content))
        inspect.setEnabled(bool(self.content.strip()))
        self.menu = menu
        menu.popup(place)

    def fill_menu(self, menu: QMenu) -> None:
        """With what can be done with a message of this kind alone."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_requested.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Escape and not self.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            draw_focus_ring(self, self._theme, 10)


class UserMessage(MessageView):
    """The person's words: plain text, to the right. A very long one is folded."""

    def __init__(self, message: StoredMessage, theme: Theme, work: WorkQueue) -> None:
        super().__init__(message, theme)
        self._work = work
        self._width = 0
        self._discarded = False
        self._bubble = QFrame()
        self._bubble.setObjectName("bubble")
        self._column = QVBoxLayout(self._bubble)
        self._column.setContentsMargins(14, 10, 14, 10)
        self._column.setSpacing(0)
        self._views: list[TextView] = []
        self._unfold = QPushButton()
        self._unfold.setProperty("role", "link")
        self._unfold.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._unfold.clicked.connect(self.unfold)
        self._column.addWidget(self._unfold, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addStretch(1)
        row.addWidget(self._bubble)
        self.setAccessibleName("You said")
        self._show_text()

    def set_message(self, message: StoredMessage) -> None:
        if message.content != self.message.content:
            self.message = message
            self._show_text()
        self.message = message

    def set_width(self, width: int) -> None:
        self._width = width
        self._fit()

    def restyle(self) -> None:
        for view in self._views:
            view.restyle()
        self._fit()

    def discard(self) -> None:
        self._discarded = True

    def stops(self) -> list[QWidget]:
        return [*self._views, self._unfold]

    def unfold(self) -> None:
        """Show the rest, a part at a time."""
        self._unfold.hide()
        for start in range(FOLD, len(self.content), TAIL):
            self._work.put(partial(self._add_part, start, start + TAIL))

    def _show_text(self) -> None:
        for view in self._views:
            view.deleteLater()
        self._views = []
        text = self.content
        self._add_part(0, FOLD)
        folded = len(text) > FOLD
        if folded:
            self._unfold.setText(f"Show all {words.count(len(text))} characters")
        self._unfold.setVisible(folded)
        self.setAccessibleDescription(text[:2_000])

    def _add_part(self, start: int, end: int) -> None:
        if self._discarded:
            return
        view = TextView(self._theme)
        view.setAccessibleName("Your message")
        view.menu_requested.connect(self.open_menu)
        if self._width:
            view.set_width(self._most())
        view.set_plain(self.content[start:end])
        self._column.insertWidget(len(self._views), view)
        self._views.append(view)
        self._fit()

    def _most(self) -> int:
        return max(120, min(self._width - 48, round(self._width * 0.85)) - 28)

    def _fit(self) -> None:
        """As narrow as the text allows. A part that is laid out already is left as it is."""
        if not self._width:
            return
        most = self._most()
        for view in self._views:
            view.set_width(most)
        natural = max((view.natural_width() for view in self._views), default=0)
        if len(self._views) == 1 and natural < most:
            # The text keeps its wide layout unless it reads from right to left, which hangs on the other edge.
            self._views[0].set_width(max(natural + 1, 24))
            most = natural + 1
        for view in self._views:
            view.setFixedWidth(max(most, 24))
