"""The conversation as one column that can be read and scrolled while a reply is being written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QScrollArea, QWidget

from app.state import ChatActivity, MessageAction
from app.store.message_tree import Versions
from app.store.records import Feedback, MessageState, StoredMessage, Thumb
from app.translation import tr
from app.ui import words
from app.ui.context_mark import ContextMark
from app.ui.message_column import COLUMN, MessageColumn
from app.ui.messages import MessageView
from app.ui.renderer import Renderer
from app.ui.reply import ReplyMessage
from app.ui.shortcuts import native
from app.ui.theme import Theme
from app.ui.user_message import UserMessage
from engine.protocol import Role

NEAR_EDGE = 600
"""Pixels from the top or the end at which further messages are made."""
GUTTER = 28
"""Pixels that a narrow window leaves free on each side of the text."""


class Transcript(QScrollArea):
    """It follows the end until the person scrolls away from it. Otherwise whatever is at the top of the view stays
    there, whatever changes above it."""

    left_downwards = Signal()
    """The person wants to go on below the last message."""

    def __init__(self, theme: Theme, renderer: Renderer) -> None:
        super().__init__()
        self._current: MessageView | None = None
        self._following = True
        self._anchor: tuple[MessageView, bool, int] | None = None
        """(message, whether its pager or its top is meant, pixels of that below the top of what is seen)"""
        self._sought: MessageView | None = None
        """Whose first mark is to be in sight as soon as it is there."""
        self._adjusting = False
        self.setObjectName("transcript")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Conversation"))
        self.page = MessageColumn(theme, renderer)
        """The messages, which say what the person does with them."""
        self.setWidget(self.page)
        self._jump = QPushButton(tr("Jump to latest"), self)
        self._jump.setObjectName("jump")
        self._jump.setToolTip(native("Ctrl+End"))
        self._jump.clicked.connect(self.jump_to_latest)
        self._jump.hide()
        theme.dress(self._jump, "arrow-down", "accent")
        theme.changed.connect(self._restyle)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._adjust)
        self.page.installEventFilter(self)
        self.page.made.connect(self._take_view)
        self.divider.opened.connect(lambda: QTimer.singleShot(0, self, lambda: self._reveal(self.divider)))

    def show_messages(self, messages: Iterable[StoredMessage], *, same: bool = False) -> None:
        """Replace everything by this conversation, oldest message first, and go to its end. Where it is the `same`, in
        another branch, go to where that one begins, at the height that it had in the branch before."""
        if not same:
            self._current = None
            self._anchor = None
            self._following = True
            self._jump.hide()
            self.page.show_end(message for message in messages if message.role is not Role.SYSTEM)
            return
        before, top = self.page.messages, self.verticalScrollBar().value()
        places = {view.message.id: self._place_of(view, top) for view in self.page.views()}
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.page.isAncestorOf(focused)
        parting = self.page.show_from(message for message in messages if message.role is not Role.SYSTEM)
        now = self.page.messages
        if self._current not in self.page.views():
            self._current = None
        if self._anchor is not None and self._anchor[0] not in self.page.views():
            self._anchor = None
        view = self.page.view(now[parting].id) if parting < len(now) else None
        if view is None or now[-1].state is MessageState.STREAMING:
            self._following = not self.page.has_later
        else:
            self._following = False
            place = places.get(before[parting].id) if parting < len(before) else None
            by_pager, below = place or (False, GUTTER)
            self._anchor = view, by_pager, below
        if view is not None and had_focus:
            self._make_current(view)
            # A widget that has just got its place is not there for the keyboard yet.
            QTimer.singleShot(0, view, lambda: view.setFocus(Qt.FocusReason.OtherFocusReason))
        self._adjust()

    def seek(self, message_id: int) -> None:
        """Bring a message into sight, unless it is; of one that has marks, the first of them."""
        known = self.page.view(message_id)
        view = self.page.seek(message_id)
        if view is None:
            return
        self._sought = view if view.marked else None
        if known is None or self._is_out_of_sight(view) or view.marked:
            self._following = False
            self._anchor = view, False, GUTTER
            self._adjust()

    def first_in_sight(self) -> int | None:
        """Id of the message at the top of what is seen."""
        anchor = self._find_anchor(self.verticalScrollBar().value())
        return anchor[0].message.id if anchor is not None else None

    def set_marked(self, wanted: str) -> None:
        """Mark this wherever it stands in a message; an empty text marks nothing."""
        self.page.set_marked(wanted)

    def add(self, message: StoredMessage) -> None:
        if message.role is Role.SYSTEM:
            return
        if message.role is Role.USER:
            self.page.seek_end()
            self._following = True
        self.page.add(message)

    def update_message(self, message: StoredMessage) -> None:
        """Take over the final content, state and metadata of a message that is shown."""
        self.page.update_message(message)

    def set_versions(self, versions: Versions) -> None:
        """Which of the messages stand in the same place, each in a branch of its own."""
        self.page.set_versions(versions)

    def set_feedback(self, feedback: Mapping[int, Feedback]) -> None:
        """By message: what the person thinks of these replies, as it is stored."""
        self.page.set_feedback(feedback)

    def return_correction(self, message_id: int, text: str) -> None:
        """It could not be kept: let the person write on."""
        self.page.return_correction(message_id, text)

    def return_edit(self, message_id: int, text: str) -> None:
        """Another version of a message, that was not sent: let the person write on."""
        self.page.return_edit(message_id, text)

    def append_text(self, message_id: int, delta: str) -> None:
        self.page.append_text(message_id, delta)

    def set_activity(self, activity: ChatActivity) -> None:
        reply = self.latest_reply()
        if reply is not None:
            reply.set_activity(words.activity(activity))

    def latest_reply(self) -> ReplyMessage | None:
        return self.page.latest_reply()

    def chosen(self) -> MessageView | None:
        """The message that has the keyboard."""
        focused = QApplication.focusWidget()
        if focused is None:
            return None
        return next((view for view in self.views() if view is focused or view.isAncestorOf(focused)), None)

    def chosen_reply(self) -> ReplyMessage | None:
        """The one that has the keyboard, else the latest."""
        chosen = self.chosen()
        return chosen if isinstance(chosen, ReplyMessage) else self.latest_reply()

    def judge(self, thumb: Thumb) -> None:
        """Press this thumb of the chosen reply, or of the latest."""
        if (reply := self.chosen_reply()) is not None:
            reply.judge(thumb)

    def correct(self) -> None:
        """Let the person write what they would have said in the place of the chosen reply, or of the latest."""
        if (reply := self.chosen_reply()) is not None:
            reply.correct()

    def edit(self) -> None:
        """Let the person write another version of the chosen message, or of their latest."""
        views = [view for view in (self.chosen(), *reversed(self.views())) if isinstance(view, UserMessage)]
        if views:
            views[0].edit()

    def go_on(self) -> None:
        """Let the latest reply go on, if it was cut off."""
        reply = self.latest_reply()
        if reply is not None and reply.is_newest and reply.can_go_on:
            self.page.acted.emit(MessageAction.GO_ON, reply.message.id)

    def step_version(self, step: int) -> None:
        """Go to the version before (-1) or after (1) of the chosen message; without one, of the latest that has any."""
        views = [self.chosen(), *reversed(self.views())]
        view = next((view for view in views if view is not None and view.has_versions), None)
        if view is not None:
            view.step_version(step)

    def views(self) -> list[MessageView]:
        """The messages that are widgets, oldest first."""
        return self.page.views()

    @property
    def messages(self) -> tuple[StoredMessage, ...]:
        """Of the conversation, the oldest first; of a reply that is being written, the text is not in it."""
        return self.page.messages

    @property
    def divider(self) -> ContextMark:
        """Between what the model still sees and what it does not."""
        return self.page.divider

    @property
    def is_empty(self) -> bool:
        return not self.page.messages

    @property
    def is_settled(self) -> bool:
        """Whether everything that is known is on the page."""
        return self.page.is_settled

    def jump_to_latest(self) -> None:
        self.page.seek_end()
        self._following = True
        self._adjust()

    def choose_latest(self) -> None:
        """Give it the keyboard."""
        self.jump_to_latest()
        if views := self.views():
            self._choose(views[-1])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        views = self.views()
        view = self._current or (views[-1] if views else None)
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
        margin = self.width() - self.viewport().width()
        width = min(COLUMN + 16, max(240, self.width() - 2 * GUTTER + 16))
        # What is in sight first, then the rest when there is time.
        self.page.set_width(width, margin, sorted(self.views(), key=self._is_out_of_sight))
        self._place_jump()
        self._adjust()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.page and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            QTimer.singleShot(0, self, self._adjust)
        return False

    def _take_view(self, view: MessageView) -> None:
        view.focused.connect(lambda: self._make_current(view))
        view.step_requested.connect(lambda step: self._step(view, step))
        if isinstance(view, ReplyMessage):
            view.correction_opened.connect(lambda: QTimer.singleShot(0, view, lambda: self._reveal(view.correction)))
        elif isinstance(view, UserMessage):
            view.edit_opened.connect(lambda: self._hold(view))

    def _reveal(self, widget: QWidget) -> None:
        """It has just got its place."""
        self.ensureWidgetVisible(widget, 0, 12)

    def _hold(self, view: MessageView) -> None:
        """It stays where it is while it grows; from elsewhere it comes to the top of what is seen."""
        place = view.y() - self.verticalScrollBar().value()
        self._following = False
        self._anchor = view, False, place if 0 <= place < self.viewport().height() // 2 else GUTTER
        self._adjust()

    def _restyle(self) -> None:
        self._place_jump()
        for view in sorted(self.views(), key=self._is_out_of_sight):
            view.restyle()

    def _is_out_of_sight(self, view: QWidget) -> bool:
        top = self.verticalScrollBar().value()
        return not view.geometry().intersects(QRect(0, top, self.page.width(), self.viewport().height()))

    def _make_current(self, view: MessageView) -> None:
        if self._current is view:
            return
        if self._current is not None:
            self._current.set_current(False)
        self._current = view
        for before, after in pairwise((self, *self.divider.stops(), view)):
            QWidget.setTabOrder(before, after)
        view.set_current(True)

    def _step(self, view: MessageView, step: int) -> None:
        index = self.views().index(view) + step
        if index < 0 and self.page.has_earlier:
            self.page.show_earlier()
            index = self.views().index(view) + step
        elif index == len(self.views()) and self.page.has_later:
            self.page.show_later()
        views = self.views()
        if 0 <= index < len(views):
            self._choose(views[index])
        elif step > 0:
            self.left_downwards.emit()

    def _choose(self, view: MessageView) -> None:
        self._make_current(view)
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(view, 0, 12)

    def _scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if not self._adjusting:
            self._sought = None
            self._following = value >= bar.maximum() - 8 and not self.page.has_later
            self._anchor = self._find_anchor(value)
            if value < NEAR_EDGE and self.page.has_earlier:
                self.page.show_earlier()
            if value > bar.maximum() - NEAR_EDGE and self.page.has_later:
                self.page.show_later()
        far = value < bar.maximum() - 80 or self.page.has_later
        self._jump.setVisible(not self._following and far)

    def _find_anchor(self, value: int) -> tuple[MessageView, bool, int] | None:
        for view in self.views():
            if view.geometry().bottom() >= value:
                return view, False, view.y() - value
        return None

    def _place_of(self, view: MessageView, top: int) -> tuple[bool, int]:
        """Whether its pager is in sight, and where that one is, in pixels below the top of what is seen; else where
        the message begins."""
        if view.has_versions and view.pager.isVisible():
            below = view.pager.mapTo(self.page, QPoint(0, 0)).y() - top
            if 0 <= below < self.viewport().height():
                return True, below
        return False, max(0, view.y() - top)

    def _adjust(self) -> None:
        """Stay at the end, or keep what is at the top of the view, or the pager that was used, where it is."""
        bar = self.verticalScrollBar()
        self._adjusting = True
        self._aim_at_mark()
        if self._following:
            bar.setValue(bar.maximum())
        elif self._anchor is not None and self._anchor[0] in self.views():
            view, by_pager, offset = self._anchor
            y = view.pager.mapTo(self.page, QPoint(0, 0)).y() if by_pager else view.y()
            bar.setValue(y - offset)
        self._adjusting = False
        if bar.maximum() < NEAR_EDGE and self.page.work.is_idle:
            if self.page.has_earlier:
                self.page.show_earlier()
            elif self.page.has_later:
                self.page.show_later()

    def _aim_at_mark(self) -> None:
        """A long message is shown from its first mark on, with some of what stands before."""
        view = self._sought
        mark = view.first_mark() if view is not None and view in self.views() else None
        if view is not None and mark is not None:
            third = self.viewport().height() // 3
            self._anchor = view, False, GUTTER if mark < 2 * third else third - mark

    def _place_jump(self) -> None:
        self._jump.adjustSize()
        viewport = self.viewport().geometry()
        self._jump.move(
            QPoint(viewport.center().x() - self._jump.width() // 2, viewport.bottom() - self._jump.height() - 12)
        )
