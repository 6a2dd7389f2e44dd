"""The conversation as one column that can be read and scrolled while a reply is being written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import delete

from app.state import ChatActivity
from app.store.records import Feedback, StoredMessage, Thumb
from app.ui import words
from app.ui.divider import Divider
from app.ui.messages import MessageView, UserMessage
from app.ui.renderer import Renderer, Rendering
from app.ui.reply import ReplyMessage
from app.ui.theme import Theme
from app.ui.work_queue import WorkQueue
from engine.protocol import Role

COLUMN = 720
"""Widest column of text, in pixels; a message has 8 more on each side for its focus ring."""
PAGE = 16
"""Messages that become widgets at a time."""
NEAR_TOP = 600
"""Pixels from the top at which earlier messages are made."""
GUTTER = 28
"""Pixels that a narrow window leaves free on each side of the text."""


class Transcript(QScrollArea):
    """Shows a conversation. Only its newest messages are widgets at first; earlier ones come as the person scrolls up.

    It follows the end until the person scrolls away from it. Otherwise whatever is at the top of the view stays there,
    whatever changes above it.
    """

    retry_requested = Signal()
    link_activated = Signal(QUrl)
    notice = Signal(str)
    inspection_requested = Signal(str)
    """The text of a message, whose tokens the person wants to see."""
    judged = Signal(int, object)
    """(message id, Thumb)"""
    corrected = Signal(int, str)
    """(message id, what the person would have said; empty where they take it back)"""

    def __init__(self, theme: Theme, renderer: Renderer) -> None:
        super().__init__()
        self._theme = theme
        self._renderer = renderer
        self._work = WorkQueue(self)
        self._leaving = WorkQueue(self)
        self._messages: list[StoredMessage] = []
        self._first_shown = 0
        self._views: dict[int, MessageView] = {}
        self._feedback: dict[int, Feedback] = {}
        self._drafts: dict[int, str] = {}
        """Corrections that were being written when another conversation was shown, by the message."""
        self._current: MessageView | None = None
        self._following = True
        self._anchor: tuple[QWidget, int] | None = None
        self._adjusting = False
        self._width = 0

        self.setObjectName("transcript")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Conversation")
        self.divider = Divider()
        self._page = QWidget()
        self._page.setObjectName("page")
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 28, 0, 28)
        self._column.setSpacing(20)
        self._column.addStretch(1)
        self._row = row = QHBoxLayout(self._page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addLayout(self._column)
        row.addStretch(1)
        self.setWidget(self._page)
        self._jump = QPushButton("Jump to latest", self)
        self._jump.setObjectName("jump")
        self._jump.setToolTip("Ctrl+End")
        self._jump.clicked.connect(self.jump_to_latest)
        self._jump.setFixedHeight(30)
        self._jump.hide()
        theme.dress(self._jump, "arrow-down", "accent")

        renderer.rendered.connect(self._rendered)
        theme.changed.connect(self._restyle)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._adjust)
        self._page.installEventFilter(self)

    def show_messages(self, messages: Iterable[StoredMessage]) -> None:
        """Replace everything by this conversation, oldest message first, and go to its end."""
        self._work.clear()
        for view in self._views.values():
            if isinstance(view, ReplyMessage) and view.draft:
                self._drafts[view.message.id] = view.draft
            view.discard()
            view.hide()
            self._column.removeWidget(view)
            for part in view.parts():
                self._leaving.put(partial(delete, part))
        self._views = {}
        self._feedback = {}
        self._current = None
        self._anchor = None
        self.divider.hide()
        self._column.removeWidget(self.divider)
        self._messages = [message for message in messages if message.role is not Role.SYSTEM]
        self._first_shown = len(self._messages)
        self._following = True
        self._jump.hide()
        self._show_earlier()

    def add(self, message: StoredMessage) -> None:
        if message.role is Role.SYSTEM:
            return
        self._messages.append(message)
        if message.role is Role.USER:
            self._following = True
        self._column.insertWidget(self._column.count() - 1, self._new_view(message))
        self._mark_newest()
        self._place_divider()

    def update_message(self, message: StoredMessage) -> None:
        """Take over the final content, state and metadata of a message that is shown."""
        for index in range(len(self._messages) - 1, -1, -1):
            if self._messages[index].id == message.id:
                self._messages[index] = message
                break
        else:
            return
        view = self._views.get(message.id)
        if isinstance(view, ReplyMessage | UserMessage):
            view.set_message(message)
        self._mark_newest()
        self._place_divider()

    def set_feedback(self, feedback: Mapping[int, Feedback]) -> None:
        """By message: what the person thinks of these replies, as it is stored."""
        self._feedback.update(feedback)
        for message_id, one in feedback.items():
            view = self._views.get(message_id)
            if isinstance(view, ReplyMessage):
                view.set_feedback(one)

    def return_correction(self, message_id: int, text: str) -> None:
        """It could not be kept: let the person write on."""
        view = self._views.get(message_id)
        if isinstance(view, ReplyMessage):
            view.correction.set_draft(text)
        else:
            self._drafts[message_id] = text

    def append_text(self, message_id: int, delta: str) -> None:
        view = self._views.get(message_id)
        if isinstance(view, ReplyMessage):
            view.append(delta)

    def set_activity(self, activity: ChatActivity) -> None:
        reply = self.latest_reply()
        if reply is not None:
            reply.set_activity(words.activity(activity))

    def latest_reply(self) -> ReplyMessage | None:
        for message in reversed(self._messages):
            view = self._views.get(message.id)
            if isinstance(view, ReplyMessage):
                return view
        return None

    def chosen_reply(self) -> ReplyMessage | None:
        """The one that has the keyboard, else the latest."""
        widget = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, ReplyMessage):
            widget = widget.parentWidget()
        return widget if widget in self._views.values() else self.latest_reply()

    def judge(self, thumb: Thumb) -> None:
        """Press this thumb of the chosen reply, or of the latest."""
        if (reply := self.chosen_reply()) is not None:
            reply.judge(thumb)

    def correct(self) -> None:
        """Let the person write what they would have said in the place of the chosen reply, or of the latest."""
        if (reply := self.chosen_reply()) is not None:
            reply.correct()

    def views(self) -> list[MessageView]:
        """The messages that are widgets, oldest first."""
        return [self._views[m.id] for m in self._messages[self._first_shown :]]

    @property
    def messages(self) -> tuple[StoredMessage, ...]:
        """Of the conversation, the oldest first; of a reply that is being written, the text is not in it."""
        return tuple(self._messages)

    @property
    def is_empty(self) -> bool:
        return not self._messages

    @property
    def is_settled(self) -> bool:
        """Whether everything that is known is on the page."""
        return (
            self._work.is_idle
            and self._leaving.is_idle
            and all(view.is_settled for view in self._views.values() if isinstance(view, ReplyMessage))
        )

    def jump_to_latest(self) -> None:
        self._following = True
        self._adjust()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        view = self._current or (self.views()[-1] if self._views else None)
        if view is not None and event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            if event.reason() == Qt.FocusReason.BacktabFocusReason and self._current is not None:
                self.focusPreviousChild()
            else:
                self._make_current(view)
                view.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_End and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.jump_to_latest()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # As wide as the scroll bar, so that the column stands where it does without one.
        self._row.setContentsMargins(self.width() - self.viewport().width(), 0, 0, 0)
        width = min(COLUMN + 16, max(240, self.width() - 2 * GUTTER + 16))
        if width != self._width:
            self._width = width
            # What is in sight first, then the rest when there is time.
            for view in sorted(self.views(), key=self._is_out_of_sight):
                view.setFixedWidth(width)
                view.set_width(width)
            self.divider.set_width(width)
        self._place_jump()
        self._adjust()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self._page and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            QTimer.singleShot(0, self, self._adjust)
        return False

    def _show_earlier(self) -> None:
        start = max(0, self._first_shown - PAGE)
        for message in reversed(self._messages[start : self._first_shown]):
            self._column.insertWidget(0, self._new_view(message))
        self._first_shown = start
        self._mark_newest()
        self._place_divider()

    def _new_view(self, message: StoredMessage) -> MessageView:
        if message.role is Role.USER:
            view: MessageView = UserMessage(message, self._theme, self._work)
        else:
            view = ReplyMessage(message, self._theme, self._renderer, self._work)
            view.retry_requested.connect(self.retry_requested)
            view.judged.connect(self.judged)
            view.corrected.connect(self.corrected)
            view.correction_opened.connect(lambda: QTimer.singleShot(0, view, lambda: self._reveal(view)))
            if message.id in self._feedback:
                view.set_feedback(self._feedback[message.id])
            if message.id in self._drafts:
                view.correction.set_draft(self._drafts.pop(message.id))
        view.link_activated.connect(self.link_activated)
        view.notice.connect(self.notice)
        view.inspection_requested.connect(self.inspection_requested)
        view.focused.connect(lambda: self._make_current(view))
        view.step_requested.connect(lambda step: self._step(view, step))
        self._views[message.id] = view
        if self._width:
            view.setFixedWidth(self._width)
            view.set_width(self._width)
        return view

    def _reveal(self, view: ReplyMessage) -> None:
        """Its correction has just got its place."""
        self.ensureWidgetVisible(view.correction, 0, 12)

    def _rendered(self, rendering: Rendering) -> None:
        for view in reversed(self._views.values()):
            if isinstance(view, ReplyMessage) and view.ticket == rendering.ticket:
                view.apply(rendering)
                return

    def _mark_newest(self) -> None:
        for message in self._messages[-3:]:
            view = self._views.get(message.id)
            if isinstance(view, ReplyMessage):
                view.set_newest(message.id == self._messages[-1].id)

    def _place_divider(self) -> None:
        """Between what the model still sees and what it does not, as the newest reply's usage says."""
        dropped = 0
        for message in reversed(self._messages):
            if message.role is Role.ASSISTANT and message.metadata.usage is not None:
                dropped = message.metadata.usage.dropped_messages
                break
        self._column.removeWidget(self.divider)
        visible = 0 < dropped < len(self._messages) and dropped >= self._first_shown
        if visible:
            self.divider.set_text(words.older_messages(dropped))
            self.divider.set_width(self._width or COLUMN)
            self._column.insertWidget(dropped - self._first_shown, self.divider)
        self.divider.setVisible(visible)

    def _restyle(self) -> None:
        for view in sorted(self.views(), key=self._is_out_of_sight):
            view.restyle()

    def _is_out_of_sight(self, view: QWidget) -> bool:
        top = self.verticalScrollBar().value()
        return not view.geometry().intersects(QRect(0, top, self._page.width(), self.viewport().height()))

    def _make_current(self, view: MessageView) -> None:
        if self._current is view:
            return
        if self._current is not None:
            self._current.set_current(False)
        self._current = view
        QWidget.setTabOrder(self, view)
        view.set_current(True)

    def _step(self, view: MessageView, step: int) -> None:
        views = self.views()
        index = views.index(view) + step
        if index < 0 and self._first_shown:
            self._show_earlier()
            views = self.views()
            index = views.index(view) + step
        if 0 <= index < len(views):
            self._make_current(views[index])
            views[index].setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(views[index], 0, 12)

    def _scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if not self._adjusting:
            self._following = value >= bar.maximum() - 8
            self._anchor = self._find_anchor(value)
            if value < NEAR_TOP and self._first_shown:
                self._show_earlier()
        self._jump.setVisible(not self._following and value < bar.maximum() - 80)

    def _find_anchor(self, value: int) -> tuple[QWidget, int] | None:
        for view in self.views():
            if view.geometry().bottom() >= value:
                return view, view.y() - value
        return None

    def _adjust(self) -> None:
        """Stay at the end, or keep what is at the top of the view where it is."""
        bar = self.verticalScrollBar()
        self._adjusting = True
        if self._following:
            bar.setValue(bar.maximum())
        elif self._anchor is not None and self._anchor[0] in self._views.values():
            bar.setValue(self._anchor[0].y() - self._anchor[1])
        self._adjusting = False
        if self._first_shown and bar.maximum() < NEAR_TOP and self._work.is_idle:
            self._show_earlier()

    def _place_jump(self) -> None:
        self._jump.adjustSize()
        viewport = self.viewport().geometry()
        self._jump.move(
            QPoint(viewport.center().x() - self._jump.width() // 2, viewport.bottom() - self._jump.height() - 12)
        )
